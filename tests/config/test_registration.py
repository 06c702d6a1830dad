"""The registration of an application service: written once, read for its tokens, and what may be wrong with it."""

import re
import stat
from pathlib import Path

import pytest
import yaml

from config.load import Configuration, load
from config.mistakes import ConfigError
from config.registration import registration_of, tokens_in, write

MATRIX = '[matrix]\nhomeserver = "https://x"\nuser = "@stoa:example.org"\n'
SERVICE = MATRIX + '[matrix.appservice]\nregistration = "registration.yaml"\nurl = "http://127.0.0.1:29331"\n'
TOML = 'community = "here"\n' + SERVICE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a community."""
    room = '[[rooms]]\nname = "help"\ntitle = "Help"\nplaces = ["matrix:#help:example.org"]\n'
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "community.toml").write_text('name = "A small community"\n' + room)
    return tmp_path


def read(
    folder: Path, toml: str, environment: dict[str, str] | None = None, *, registered: bool = True
) -> Configuration:
    """Read settings from a file of the folder."""
    (folder / "stoa.toml").write_text(toml)
    return load(folder / "stoa.toml", environment or {}, registered=registered)


def told(folder: Path, toml: str) -> list[str]:
    """Return the mistakes that are found, without the folder."""
    with pytest.raises(ConfigError) as caught:
        read(folder, toml)
    return [str(mistake).replace(f"{folder}/", "") for mistake in caught.value.mistakes]


def test_a_registration_is_written_and_its_tokens_are_read(folder: Path) -> None:
    matrix = read(folder, TOML, registered=False).settings.matrix
    assert matrix
    path = folder / "registration.yaml"
    write(path, registration_of(matrix))
    written = yaml.safe_load(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (written["id"], written["url"], written["sender_localpart"]) == (
        "stoa",
        "http://127.0.0.1:29331",
        "_stoa_sender",
    )
    assert written["rate_limited"] is False
    users, bot = written["namespaces"]["users"]
    assert users["exclusive"]
    assert bot == {"exclusive": False, "regex": r"@stoa:example\.org"}
    assert re.fullmatch(users["regex"], "@_stoa_discord_42:example.org")
    assert not re.fullmatch(users["regex"], "@_stoa_discord_42:exampleXorg")
    assert not re.fullmatch(users["regex"], "@stoa:example.org")
    with pytest.raises(FileExistsError):
        write(path, registration_of(matrix))
    loaded = read(folder, TOML).settings.matrix
    assert loaded
    assert loaded.appservice
    assert loaded.appservice.registration == path
    assert loaded.appservice.as_token
    assert loaded.appservice.as_token.get_secret_value() == written["as_token"] == tokens_in(path)["as_token"]
    assert written["as_token"] != written["hs_token"]


def test_the_tokens_may_come_from_the_environment(folder: Path) -> None:
    environment = {"STOA_MATRIX__APPSERVICE__AS_TOKEN": "a", "STOA_MATRIX__APPSERVICE__HS_TOKEN": "h"}
    matrix = read(folder, 'community = "here"\n' + MATRIX, environment | {"STOA_MATRIX__PASSWORD": "p"}).settings.matrix
    assert matrix
    assert matrix.appservice is None, "tokens alone are no wish to be an application service"
    matrix = read(folder, TOML.replace("registration =", "id ="), environment).settings.matrix
    assert matrix
    assert matrix.appservice
    assert matrix.appservice.hs_token
    assert matrix.appservice.hs_token.get_secret_value() == "h"


def test_what_is_wrong_is_told(folder: Path) -> None:
    missing = (
        "stoa.toml: matrix.appservice.registration: the file cannot be used ({}); “stoa matrix registration” writes it"
    )
    assert told(folder, TOML) == [missing.format("No such file or directory")]
    (folder / "registration.yaml").write_text("as_token: a\n")
    assert told(folder, TOML) == [missing.format("it has no as_token and hs_token")]
    (folder / "registration.yaml").write_text("as_token: [\n")
    assert told(folder, TOML) == [missing.format("it is not YAML")]
    assert told(folder, TOML.replace("registration =", "id =")) == [
        "stoa.toml: matrix.appservice.registration: must be given: the file that “stoa matrix registration” writes"
    ]
    (folder / "registration.yaml").write_text("as_token: a\nhs_token: h\n")
    assert told(folder, TOML.replace("@stoa:example.org", "stoa")) == [
        "stoa.toml: matrix.user = 'stoa': must be the whole name with an application service, such as @stoa:example.org"
    ]
    assert told(folder, TOML + 'as_token = "x"\n') == [
        (
            "stoa.toml: matrix.appservice.as_token: a secret does not belong in here: put it into the environment as "
            "STOA_MATRIX__APPSERVICE__AS_TOKEN, or name the registration file that has it"
        )
    ]
