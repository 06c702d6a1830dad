"""Getting in: with a token or a password, always as the same device, and with clear words where it fails."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.errors import LoginRefused, PlatformDown, TryLater
from bot.core.rooms import Rooms
from config.settings import MatrixSettings
from tests.adapters.matrix.support import (
    RecordingHost,
    directory,
    matrix_room,
    password_settings,
    platform_for,
    post,
    run_to_its_end,
    running,
    token_settings,
)
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer

NewAccount = Callable[[str], MatrixAccount]


def stored_login(store: Path) -> str:
    return (store / "login.json").read_text()


async def test_a_password_is_used_once_and_the_device_stays(
    synapse: SynapseServer, matrix_account: NewAccount, tmp_path: Path
) -> None:
    settings, host = password_settings(synapse.url, matrix_account("Stoa")), RecordingHost()
    async with running(platform_for(settings, Rooms(()), tmp_path), host):
        first = stored_login(tmp_path)
    async with running(platform_for(settings, Rooms(()), tmp_path), host):
        assert stored_login(tmp_path) == first

    assert '"device_id": "STOA"' in first
    assert stat.S_IMODE((tmp_path / "login.json").stat().st_mode) == 0o600


async def test_a_kept_login_that_is_refused_falls_back_to_the_password(
    synapse: SynapseServer, matrix_account: NewAccount, tmp_path: Path
) -> None:
    settings, host = password_settings(synapse.url, matrix_account("Stoa")), RecordingHost()
    async with running(platform_for(settings, Rooms(()), tmp_path), host):
        first = stored_login(tmp_path)
    (tmp_path / "login.json").write_text(first.replace('access_token": "', 'access_token": "no-longer-'))

    async with running(platform_for(settings, Rooms(()), tmp_path), host):
        assert '"device_id": "STOA"' in stored_login(tmp_path)
        assert "no-longer-" not in stored_login(tmp_path)


async def test_a_token_is_enough_and_is_not_stored(
    synapse: SynapseServer, matrix_account: NewAccount, tmp_path: Path
) -> None:
    settings = token_settings(synapse.url, matrix_account("Stoa"))

    async with running(platform_for(settings, Rooms(()), tmp_path), RecordingHost()):
        assert not (tmp_path / "login.json").exists()


@pytest.mark.parametrize(
    ("wrong", "what_to_check"),
    [
        ({"password": "wrong", "token": None}, r"matrix\.password"),
        ({"password": None, "token": "wrong"}, r"matrix\.token"),
        ({"password": None, "token": None}, "token or a password"),
        ({"user": "@somebody-else:stoa.test"}, "belongs to"),
    ],
)
async def test_wrong_credentials_say_what_to_check(
    synapse: SynapseServer,
    matrix_account: NewAccount,
    tmp_path: Path,
    wrong: dict[str, str | None],
    what_to_check: str,
) -> None:
    account = matrix_account("Stoa")
    given = {"homeserver": synapse.url, "user": account.user_id, "token": account.access_token, **wrong}

    with pytest.raises(LoginRefused, match=what_to_check):
        await platform_for(MatrixSettings.model_validate(given), Rooms(()), tmp_path).run(RecordingHost())


async def test_a_homeserver_that_is_not_there_is_down(unused_tcp_port: int, tmp_path: Path) -> None:
    settings = MatrixSettings(homeserver=f"http://127.0.0.1:{unused_tcp_port}", user="@stoa:x", token="token")
    platform = platform_for(settings, directory("!room"), tmp_path)

    with pytest.raises(PlatformDown, match="does not answer"):
        await platform.run(RecordingHost())
    with pytest.raises(TryLater):
        await platform.deliver(post(matrix_room("!room"), "anybody?", "token.0"))


async def test_being_logged_out_ends_it(synapse: SynapseServer, matrix_account: NewAccount, tmp_path: Path) -> None:
    account = matrix_account("Stoa")
    platform = platform_for(token_settings(synapse.url, account), Rooms(()), tmp_path, poll_seconds=0.1)

    async def log_out() -> None:
        async with MatrixUser(synapse.url, account) as same_device:
            await same_device.call("POST", "logout", body={})

    with pytest.raises(LoginRefused, match="logged out"):
        await run_to_its_end(platform, RecordingHost(), log_out)
