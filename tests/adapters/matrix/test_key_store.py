"""Keys survive everything but their loss, which is told; one-time keys never run out; nothing of it is logged."""

import asyncio
import json
import logging
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path

import pytest
import structlog

from bot.adapters.matrix.store import Store
from bot.core.errors import LoginRefused
from tests.adapters.matrix.encrypting import BOTS_DEVICE, Den, EncryptingPerson
from tests.adapters.matrix.process import SavingHost
from tests.adapters.matrix.support import RecordingHost, matrix_room, post, running
from tests.servers.synapse import MatrixClient


@asynccontextmanager
async def killed_at_the_end(den: Den, cursors: Path) -> AsyncIterator[asyncio.StreamReader]:
    """Run the bot in a process until the end of the block, and kill it then; give what it prints."""
    told = {"url": den.url, "account": asdict(den.account), "rooms": den.rooms}
    told |= {"store": str(den.store), "cursors": str(cursors)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.adapters.matrix.process", json.dumps(told), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        process.kill()
        await process.wait()


async def until_printed(text: str, printed: asyncio.StreamReader) -> None:
    """Return once a line is printed; fails after 30 seconds."""
    async with asyncio.timeout(30):
        async for line in printed:
            if line.decode().strip() == text:
                return
    raise EOFError(text)


async def test_a_killed_bot_goes_on_where_it_was(den: Den, secretive: EncryptingPerson, tmp_path: Path) -> None:
    room, cursors = den.rooms[0], tmp_path / "cursors.json"
    async with running(den.bot(), SavingHost(cursors)):
        pass
    async with killed_at_the_end(den, cursors) as printed:
        await secretive.say(room, "first")
        await until_printed("first", printed)
        key = await secretive.say_before_its_key(room, den.account.user_id, "without its key")
        await secretive.say(room, "second")
        await until_printed("second", printed)
    await secretive.client.sync()
    await secretive.say_on(room, "with a key from before")
    await secretive.hand_over(key)

    host = SavingHost(cursors)
    async with running(den.bot(), host) as platform:
        await host.until_said("with a key from before")
        await host.until_said("without its key")
        await platform.deliver(post(matrix_room(room), "here again", "token.0"))
        await secretive.hear("here again")


async def test_lost_keys_are_told_and_not_replaced(den: Den, secretive: EncryptingPerson) -> None:
    host = RecordingHost()
    async with running(den.bot(), host):
        pass
    kept = den.store.with_name("kept")
    shutil.move(den.store, kept)

    with pytest.raises(LoginRefused, match=r"matrix\.device_id"):
        await den.bot().run(host)

    shutil.rmtree(den.store)
    shutil.move(kept, den.store)
    async with running(den.bot(), host):
        await secretive.say(den.rooms[0], "found again")
        await host.until_said("found again")


async def test_another_device_takes_the_place_of_one_whose_keys_are_lost(den: Den, secretive: EncryptingPerson) -> None:
    host = RecordingHost()
    async with running(den.bot(), host):
        pass
    shutil.rmtree(den.store)
    den.settings = {"device_id": "STOA2"}
    async with running(den.bot(), host):
        await secretive.say(den.rooms[0], "hello, stranger")
        await host.until_said("hello, stranger")


async def test_a_device_that_was_logged_out_publishes_its_keys_again(den: Den, secretive: EncryptingPerson) -> None:
    host = RecordingHost()
    async with running(den.bot(), host):
        await secretive.say(den.rooms[0], "before")
        await host.until_said("before")
    login = Store(den.store).login()
    assert login is not None
    async with MatrixClient(den.url, login.access_token) as http:
        await http.call("POST", "logout", body={})
    async with running(den.bot(), host):
        await secretive.client.sync()
        await secretive.say(den.rooms[0], "after")
        await host.until_said("after")


async def use_up(den: Den, person: EncryptingPerson) -> int:
    """Take every one-time key of the bot; return how many there were before its fallback key was given out."""
    wanted = {"one_time_keys": {den.account.user_id: {BOTS_DEVICE: "signed_curve25519"}}}
    async with MatrixClient(den.url, person.account.access_token) as http:
        for taken in count():
            given = (await http.call("POST", "keys", "claim", body=wanted))["one_time_keys"]
            [key] = given[den.account.user_id][BOTS_DEVICE].values()
            if key.get("fallback"):
                return taken
    raise AssertionError


async def test_one_time_keys_that_ran_out_are_replaced(den: Den, secretive: EncryptingPerson) -> None:
    host = RecordingHost()
    async with running(den.bot(), host):
        await secretive.say(den.rooms[0], "hello")
        await host.until_said("hello")
    assert await use_up(den, secretive) > 0
    assert await use_up(den, secretive) == 0
    async with running(den.bot(), host):
        await secretive.say(den.rooms[0], "hello again")
        await host.until_said("hello again")
    assert await use_up(den, secretive) > 0


async def test_who_finds_no_one_time_key_is_read_all_the_same(
    den: Den, secretive: EncryptingPerson, encrypting: Callable[[str], Awaitable[EncryptingPerson]]
) -> None:
    host, pupils = RecordingHost(), [await encrypting("participant-3"), await encrypting("participant-4")]
    async with running(den.bot(), host):
        await secretive.say(den.rooms[0], "hello")
        await host.until_said("hello")
    await use_up(den, secretive)
    for number, pupil in enumerate(pupils):
        await pupil.client.join(den.rooms[0])
        await pupil.client.sync(full_state=True)
        await pupil.say(den.rooms[0], f"nobody told me {number}")
    async with running(den.bot(), host):
        await host.until_said("nobody told me 0")
        await host.until_said("nobody told me 1")


async def test_neither_keys_nor_texts_are_logged(
    den: Den, secretive: EncryptingPerson, caplog: pytest.LogCaptureFixture
) -> None:
    room, host = den.rooms[0], RecordingHost()
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        async with running(den.bot(), host) as platform:
            key = await secretive.say_before_its_key(room, den.account.user_id, "what nobody may see")
            await secretive.hand_over(key)
            await host.until_said("what nobody may see")
            await platform.deliver(post(matrix_room(room), "nor this", "token.0"))
            await secretive.hear("nor this")

    everything = json.dumps(logged, default=str) + caplog.text
    sessions = list(secretive.client.olm.inbound_group_store)
    secrets = [session.export_session(session.first_known_index)[60:100] for session in sessions]
    sent = [one["ciphertext"] for devices in key["messages"].values() for one in devices.values()]
    bodies = [content["body"] for ciphertext in sent for content in ciphertext.values()]
    for secret in (*secrets, *bodies, "what nobody may see", "nor this", den.account.password):
        assert secret not in everything
    assert len(secrets) > 1
    assert logged
