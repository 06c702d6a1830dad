"""The test homeserver keeps its promises: what the Matrix tests build on is itself tested."""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.synapse import (
    Event,
    MatrixAccount,
    MatrixRefused,
    MatrixUser,
    SynapseMissing,
    SynapseNotReady,
    SynapseServer,
    WaitedInVain,
)

NewUser = Callable[[str], Awaitable[MatrixUser]]

AS_TOKEN = "as-token-of-the-test"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))
ROOT = Path(__file__).parents[2]
MORE_THAN_A_SYNC_HOLDS = 55


async def send_many(user: MatrixUser, room: str, count: int) -> list[str]:
    """Send that many messages one after the other; return their event ids."""
    return [await user.send(room, f"message {number}") for number in range(count)]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SynapseServer]:
    """Run a second Synapse with every option away from its default."""
    folder = tmp_path_factory.mktemp("strict")
    registration = folder / "app_service.yaml"
    registration.write_text(
        json.dumps(
            {
                "id": "stoa",
                "url": None,
                "as_token": AS_TOKEN,
                "hs_token": "hs-token-of-the-test",
                "sender_localpart": "stoa",
                "rate_limited": False,
                "namespaces": {"users": [{"exclusive": True, "regex": "@stoa_.*"}]},
            }
        )
    )
    server = SynapseServer(
        folder / "data",
        server_name="strict.test",
        room_version="10",
        default_rate_limits=True,
        app_service=registration,
        overrides={"max_upload_size": "1K"},
    )
    with server:
        yield server


async def test_starts_soon_and_knows_who_is_who(synapse: SynapseServer, matrix_user: NewUser) -> None:
    teacher = await matrix_user("teacher-17")

    assert (await teacher.call("GET", "account", "whoami"))["user_id"] == teacher.user_id
    assert teacher.user_id.startswith("@teacher-17-")
    assert teacher.user_id.endswith(":stoa.test")
    assert await teacher.profile(teacher.user_id) == {"displayname": "teacher-17"}
    assert synapse.pid


async def test_a_server_that_starts_again_keeps_the_data(strict: SynapseServer) -> None:
    account = strict.register("teacher-17")
    async with MatrixUser(strict.url, account) as teacher:
        room = await teacher.create_room("Staff room")
        sent = await teacher.send(room, "before the stop")

    await asyncio.to_thread(strict.stop)
    await asyncio.to_thread(strict.start)

    async with MatrixUser(strict.url, account) as teacher:
        assert (await teacher.event(room, sent))["content"]["body"] == "before the stop"


async def test_a_killed_server_starts_again_with_what_it_had_acknowledged(strict: SynapseServer) -> None:
    account = strict.register("teacher-18")
    async with MatrixUser(strict.url, account) as teacher:
        room = await teacher.create_room("Staff room")
        sent = await teacher.send(room, "before the kill", txn_id="once")
        await asyncio.to_thread(strict.kill)

    assert strict.pid is None
    await asyncio.to_thread(strict.start)
    async with MatrixUser(strict.url, account) as teacher:
        assert (await teacher.event(room, sent))["content"]["body"] == "before the kill"
        assert await teacher.send(room, "before the kill", txn_id="once") == sent


async def test_default_rate_limits_refuse_a_burst(strict: SynapseServer) -> None:
    async with MatrixUser(strict.url, strict.register("teacher-19")) as teacher:
        room = await teacher.create_room("Staff room")
        with pytest.raises(MatrixRefused) as refusal:
            await send_many(teacher, room, 30)

    assert (refusal.value.status, refusal.value.errcode) == (429, "M_LIMIT_EXCEEDED")
    assert refusal.value.retry_after


async def test_room_version_10_has_the_server_in_its_ids_and_12_has_not(
    strict: SynapseServer, matrix_user: NewUser
) -> None:
    async with MatrixUser(strict.url, strict.register("teacher-20")) as older:
        assert (await older.create_room("Old form")).endswith(":strict.test")

    assert ":" not in await (await matrix_user("teacher-21")).create_room("New form")


async def test_an_application_service_acts_for_its_users(strict: SynapseServer) -> None:
    nobody = MatrixAccount("@stoa:strict.test", AS_TOKEN, "", "")
    async with MatrixUser(strict.url, nobody) as service:
        body = {"type": "m.login.application_service", "username": "stoa_7", "inhibit_login": True}
        await service.call("POST", "register", body=body)
        me = await service.call("GET", "account", "whoami", query={"user_id": "@stoa_7:strict.test"})

    assert me["user_id"] == "@stoa_7:strict.test"


async def test_overrides_reach_the_homeserver(strict: SynapseServer) -> None:
    async with MatrixUser(strict.url, strict.register("teacher-22")) as teacher:
        with pytest.raises(MatrixRefused) as refusal:
            await teacher.upload(bytes(1025), "application/octet-stream", "large.bin")

    assert refusal.value.errcode == "M_TOO_LARGE"


def test_a_name_is_registered_once(synapse: SynapseServer) -> None:
    synapse.register("coordinator-1", admin=True)

    with pytest.raises(MatrixRefused) as refusal:
        synapse.register("coordinator-1")
    assert refusal.value.errcode == "M_USER_IN_USE"


async def test_a_password_logs_in_and_admin_is_admin(synapse: SynapseServer) -> None:
    account = synapse.register("coordinator-2", admin=True, password="chosen")
    identifier = {"type": "m.id.user", "user": account.user_id}
    async with MatrixUser(synapse.url, account) as coordinator:
        login = await coordinator.call(
            "POST",
            "login",
            body={"type": "m.login.password", "identifier": identifier, "password": "chosen"},
        )
        rooms = await coordinator.request("GET", ("_synapse", "admin", "v1", "rooms"))

    assert login["device_id"] != account.device_id
    assert rooms["offset"] == 0


async def test_no_rate_limit_and_no_message_lost_in_a_burst(matrix_user: NewUser) -> None:
    teacher, facilitator = await matrix_user("teacher-23"), await matrix_user("facilitator-2")
    room = await teacher.create_room("Staff room", public=True)
    await facilitator.join(room)
    await facilitator.wait_for(room, lambda event: event.get("state_key") == facilitator.user_id)

    sent = await send_many(teacher, room, MORE_THAN_A_SYNC_HOLDS)
    seen: list[str] = []

    def is_last(event: Event) -> bool:
        seen.append(event["event_id"])
        return seen[-1] == sent[-1]

    await facilitator.wait_for(room, is_last)
    assert seen[-len(sent) :] == sent
    assert [event["event_id"] for event in await facilitator.messages(room)][-len(sent) :] == sent


async def test_writing_editing_threading_reacting_and_deleting(matrix_user: NewUser) -> None:
    teacher = await matrix_user("teacher-24")
    room = await teacher.create_room("Staff room")
    root = await teacher.send(room, "Good morning", formatted="<b>Good morning</b>")
    answer = await teacher.send(room, "in the thread", thread=root)
    await teacher.send(room, "an answer", reply_to=root)
    await teacher.edit(room, root, "Good morning, all")
    reaction = await teacher.react(room, root, "✅")
    doomed = await teacher.send(room, "a slip")
    await teacher.redact(room, doomed, "a slip")

    whole = await teacher.event(room, root)
    bundled = whole["unsigned"]["m.relations"]
    assert whole["content"]["formatted_body"] == "<b>Good morning</b>"
    assert bundled["m.thread"]["latest_event"]["event_id"] == answer
    assert bundled["m.replace"]["content"]["m.new_content"]["body"] == "Good morning, all"
    assert (await teacher.event(room, doomed))["content"] == {}
    assert (await teacher.event(room, reaction))["content"]["m.relates_to"]["key"] == "✅"
    texts = [one["content"].get("body") for one in await teacher.messages(room) if one["type"] == "m.room.message"]
    assert texts == ["Good morning", "in the thread", "an answer", "* Good morning, all", None]


async def test_the_same_transaction_id_sends_once(matrix_user: NewUser) -> None:
    teacher = await matrix_user("teacher-25")
    room = await teacher.create_room("Staff room")

    first = await teacher.send(room, "once", txn_id="token-1")
    again = await teacher.send(room, "once", txn_id="token-1")

    assert first == again
    assert [one["event_id"] for one in await teacher.messages(room) if one["content"].get("body")] == [first]


async def test_waiting_sees_what_came_before_and_what_comes_later(matrix_user: NewUser) -> None:
    teacher, facilitator = await matrix_user("teacher-26"), await matrix_user("facilitator-3")
    room = await teacher.create_room("Office hours", invite=[facilitator.user_id])
    assert await facilitator.wait_for_invite() == room
    await facilitator.join(room)
    first = await teacher.send(room, "hello")
    assert (await facilitator.wait_for_text(room, "hello"))["event_id"] == first

    async with asyncio.TaskGroup() as group:
        waits = [group.create_task(facilitator.wait_for_text(room, "hello", after=first)) for _ in range(2)]
        second = await teacher.send(room, "hello")
    assert [wait.result()["event_id"] for wait in waits] == [second, second]
    with pytest.raises(WaitedInVain, match="hello"):
        await facilitator.wait_for_text(room, "never said", within=0.2)


async def test_names_pictures_and_files(matrix_user: NewUser) -> None:
    teacher, facilitator = await matrix_user("teacher-27"), await matrix_user("facilitator-4")
    room = await teacher.create_room("Staff room", alias="staff-27", public=True)
    assert await facilitator.join("#staff-27:stoa.test") == room
    await facilitator.set_displayname("Facilitator")
    avatar = await facilitator.set_avatar(PNG)
    uri = await teacher.upload(b"a;b\n", "text/csv", "δύο.csv")
    sent = await teacher.send(room, "δύο.csv", content={"msgtype": "m.file", "url": uri})

    renamed = await teacher.wait_for(room, lambda event: event["content"].get("avatar_url") == avatar)
    assert renamed["content"]["displayname"] == "Facilitator"
    assert await teacher.download(avatar) == PNG
    assert (await teacher.event(room, sent))["content"]["msgtype"] == "m.file"
    assert await facilitator.download(uri) == b"a;b\n"


async def test_rights_membership_and_encryption(matrix_user: NewUser) -> None:
    teacher, facilitator = await matrix_user("teacher-28"), await matrix_user("facilitator-5")
    room = await teacher.create_room("Announcements", encrypted=True)
    await teacher.invite(room, facilitator.user_id)
    await facilitator.join(room)
    await teacher.set_power_levels(room, events_default=50)
    with pytest.raises(MatrixRefused, match="M_FORBIDDEN"):
        await facilitator.send(room, "may I?")
    await teacher.set_power_levels(room, {facilitator.user_id: 50})
    await facilitator.send(room, "I may")
    await facilitator.leave(room)

    assert (await teacher.state(room, "m.room.encryption"))["algorithm"] == "m.megolm.v1.aes-sha2"
    assert (await teacher.state(room, "m.room.power_levels"))["events_default"] == 50
    assert (await teacher.state(room, "m.room.member", facilitator.user_id))["membership"] == "leave"


def test_without_synapse_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "synapse", None)

    with pytest.raises(SynapseMissing, match="not installed"):
        SynapseServer(tmp_path).start()


def test_a_server_that_cannot_start_shows_its_log(tmp_path: Path) -> None:
    server = SynapseServer(tmp_path, overrides={"server_name": "not a name"})

    with pytest.raises(SynapseNotReady, match="not a name"):
        server.start()
    assert server.pid is None


def test_synapse_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys\n"
        "from tests.servers.synapse import SynapseServer\n"
        "server = SynapseServer(pathlib.Path(sys.argv[1]))\n"
        "server.start()\n"
        "print(server.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdout
        orphan = os.pidfd_open(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)

    # The descriptor of a process becomes readable when the process has ended.
    ended, _, _ = select.select([orphan], [], [], 10)
    os.close(orphan)
    assert ended == [orphan]
