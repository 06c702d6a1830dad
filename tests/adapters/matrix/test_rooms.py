"""Which rooms are ours: by id, by alias, by invitation, and the private ones."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.errors import Barred, NoSuchPlace, NotLetIn, PlatformDown, TryLater, Undeliverable
from bot.core.events import Event, MessagePosted
from bot.core.ids import RoomRef
from tests.adapters.matrix.conftest import Stage, joined
from tests.adapters.matrix.support import (
    RecordingHost,
    directory,
    matrix_person,
    matrix_room,
    password_settings,
    platform_for,
    post,
    running,
)
from tests.fakes import FakeClock
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer

NewUser = Callable[[str], Awaitable[MatrixUser]]
NewAccount = Callable[[str], MatrixAccount]
NewPlatform = Callable[..., MatrixPlatform]


@pytest.fixture
def account(matrix_account: NewAccount) -> MatrixAccount:
    """Register the bot."""
    return matrix_account("Stoa")


@pytest.fixture
def new_platform(synapse: SynapseServer, account: MatrixAccount, tmp_path: Path) -> NewPlatform:
    """Return a function that makes the bot's platform for configured places; the store is always the same."""

    def make(*places: str, **others: Any) -> MatrixPlatform:
        settings = password_settings(synapse.url, account, **others)
        return platform_for(settings, directory(*places), tmp_path / "matrix")

    return make


async def test_a_room_configured_by_alias_is_known_by_it(matrix_user: NewUser, new_platform: NewPlatform) -> None:
    teacher, host, name = await matrix_user("teacher-17"), RecordingHost(), f"staff-{token_hex(4)}"
    room_id = await teacher.create_room("Staff room", alias=name, public=True)
    alias = f"#{name}:stoa.test"
    async with running(new_platform(alias), host) as platform:
        await platform.deliver(post(matrix_room(alias), "here I am", "token.0"))
        await teacher.wait_for_text(room_id, "here I am")
        await teacher.send(room_id, "welcome")
        said = await host.until_said("welcome")

    assert said.ref.room == matrix_room(alias)


async def test_an_alias_that_leads_nowhere_does_not_stop_the_others(
    matrix_user: NewUser, new_platform: NewPlatform
) -> None:
    teacher, host, nowhere = await matrix_user("teacher-17"), RecordingHost(), f"#later-{token_hex(4)}:stoa.test"
    room_id = await teacher.create_room("Staff room", public=True)
    async with running(new_platform(nowhere, room_id), host) as platform:
        await platform.deliver(post(matrix_room(room_id), "this one works", "token.0"))
        with pytest.raises(Barred, match=r"M_NOT_FOUND.*check its name"):
            await platform.deliver(post(matrix_room(nowhere), "anybody?", "token.1"))


async def test_an_alias_follows_a_room_that_is_replaced(matrix_user: NewUser, new_platform: NewPlatform) -> None:
    teacher, host, name = await matrix_user("teacher-17"), RecordingHost(), f"staff-{token_hex(4)}"
    alias = f"#{name}:stoa.test"
    await teacher.create_room("Staff room", alias=name, public=True)
    async with running(new_platform(alias), host) as platform:
        await platform.deliver(post(matrix_room(alias), "in the old room", "token.0"))
    await teacher.call("DELETE", "directory", "room", alias)
    new = await teacher.create_room("Staff room", alias=name, public=True)

    async with running(new_platform(alias), host) as platform:
        await platform.deliver(post(matrix_room(alias), "in the new room", "token.1"))
        await teacher.wait_for_text(new, "in the new room")


@pytest.mark.parametrize(
    ("accept", "configured", "direct", "comes"),
    [
        ("configured", True, False, True),
        ("configured", False, False, False),
        ("configured", False, True, True),
        ("all", False, False, True),
        ("none", False, True, False),
    ],
)
async def test_invitations(
    synapse: SynapseServer,
    matrix_user: NewUser,
    account: MatrixAccount,
    new_platform: NewPlatform,
    accept: str,
    configured: bool,
    direct: bool,
    comes: bool,
) -> None:
    teacher, host = await matrix_user("teacher-17"), RecordingHost()
    witness = await teacher.create_room("A room of the settings", public=True)
    room_id = await teacher.create_room("Another room")
    places = (witness, room_id) if configured else (witness,)
    async with running(new_platform(*places, accept_invites=accept), host):
        if direct:
            await teacher.call("POST", "createRoom", body={"invite": [account.user_id], "is_direct": True})
        else:
            await teacher.invite(room_id, account.user_id)
        await teacher.send(witness, "after the invitation")
        await host.until_said("after the invitation")
        await teacher.send(witness, "a sync later")
        await host.until_said("a sync later")

    async with MatrixUser(synapse.url, account) as bot:
        rooms = (await bot.call("GET", "joined_rooms"))["joined_rooms"]
    assert (len(rooms) == 2) is comes


class MortalHost(RecordingHost):
    """A host that dies when it has committed a message that says so."""

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        await super().receive(platform, events, cursors)
        if any(isinstance(event, MessagePosted) and str(event.text) == "die" for event in events):
            raise RuntimeError("killed")


async def test_an_invitation_survives_a_crash_before_it_is_accepted(
    matrix_user: NewUser, account: MatrixAccount, new_platform: NewPlatform
) -> None:
    teacher, host = await matrix_user("teacher-17"), MortalHost()
    ours = await teacher.create_room("A room of the settings", public=True)
    async with running(new_platform(ours), host):
        await teacher.send(ours, "all is well")
        await host.until_said("all is well")
    body = {"invite": [account.user_id], "is_direct": True}
    private = str((await teacher.call("POST", "createRoom", body=body))["room_id"])
    await teacher.send(ours, "die")
    with pytest.raises(RuntimeError, match="killed"):
        await asyncio.wait_for(new_platform(ours).run(host), 20)

    async with running(new_platform(ours), host):
        await teacher.wait_for(private, joined(account.user_id))


async def test_rooms_of_nobody_are_not_heard(
    matrix_user: NewUser, account: MatrixAccount, new_platform: NewPlatform
) -> None:
    teacher, pupil, host = await matrix_user("teacher-17"), await matrix_user("participant-3"), RecordingHost()
    ours = await teacher.create_room("A room of the settings", public=True)
    other = await teacher.create_room("Three in a room", invite=[account.user_id, pupil.user_id])
    async with running(new_platform(ours, accept_invites="all"), host):
        await teacher.wait_for(other, joined(account.user_id))
        await teacher.send(other, "not for the bot")
        await teacher.send(ours, "for the bot")
        await host.until_said("for the bot")

    assert host.said() == ["for the bot"]


async def test_a_person_writes_to_the_bot_and_is_answered_in_the_same_room(stage: Stage) -> None:
    body = {"invite": [stage.account.user_id], "is_direct": True, "preset": "trusted_private_chat"}
    private = str((await stage.teacher.call("POST", "createRoom", body=body))["room_id"])
    await stage.teacher.wait_for(private, joined(stage.account.user_id))
    await stage.teacher.send(private, "between us")

    said = await stage.host.until_said("between us")
    await stage.platform.deliver(post(said.ref.room, "of course", "token.0", reply_to=said.ref))

    assert said.ref.room == RoomRef.direct(matrix_person(stage.teacher.user_id))
    assert said.addressed
    answer = await stage.teacher.wait_for_text(private, "of course")
    assert answer["content"]["m.relates_to"] == {"m.in_reply_to": {"event_id": said.ref.id}}


async def test_nobody_is_powerful_for_having_made_a_private_conversation(stage: Stage, matrix_user: NewUser) -> None:
    stranger = await matrix_user("teacher-23")
    body = {"invite": [stage.account.user_id], "is_direct": True, "preset": "trusted_private_chat"}
    private = str((await stranger.call("POST", "createRoom", body=body))["room_id"])
    await stranger.wait_for(private, joined(stage.account.user_id))
    await stranger.send(private, "let me in")

    said = await stage.host.until_said("let me in")

    assert said.author.groups == frozenset()
    assert stage.platform.groups_of(said.author.ref) == frozenset()
    assert stage.platform.groups_of(matrix_person(stage.teacher.user_id)) == {"power:50", "power:100"}


async def test_the_bot_opens_a_private_conversation_once(stage: Stage, tmp_path: Path, synapse: SynapseServer) -> None:
    place = RoomRef.direct(matrix_person(stage.teacher.user_id))
    first = await stage.platform.deliver(post(place, "a word with you", "token.0"))
    private = await stage.teacher.wait_for_invite()
    await stage.teacher.join(private)
    assert first.room == place
    await stage.teacher.wait_for_text(private, "a word with you")
    await stage.teacher.send(private, "yes?")
    assert (await stage.host.until_said("yes?")).ref.room == place
    await stage.platform.stop()

    settings = password_settings(synapse.url, stage.account)
    async with running(platform_for(settings, directory(stage.room_id), tmp_path / "matrix"), stage.host) as again:
        await again.deliver(post(place, "and another", "token.1"))
        await stage.teacher.wait_for_text(private, "and another")


async def test_nobody_can_be_written_to_who_is_not_there(stage: Stage) -> None:
    with pytest.raises(Undeliverable):
        await stage.platform.deliver(post(RoomRef.direct(matrix_person("nonsense")), "hello?", "token.0"))


async def test_a_room_that_the_bot_was_put_out_of_is_no_longer_written_to(
    matrix_user: NewUser, account: MatrixAccount, new_platform: NewPlatform
) -> None:
    teacher, host = await matrix_user("teacher-17"), RecordingHost()
    ours = await teacher.create_room("A room of the settings", public=True)
    other = await teacher.create_room("Another one", public=True)
    async with running(new_platform(ours, other), host) as platform:
        await teacher.call("POST", "rooms", ours, "ban", body={"user_id": account.user_id})
        await teacher.send(other, "it is out")
        await host.until(MessagePosted)
        with pytest.raises(TryLater, match="not in the Matrix room"):
            await platform.deliver(post(matrix_room(ours), "still here?", "token.0"))


async def test_what_is_sent_while_the_bot_is_put_out_waits_and_goes_when_it_is_invited_again(
    matrix_user: NewUser, account: MatrixAccount, new_platform: NewPlatform
) -> None:
    teacher, host = await matrix_user("teacher-17"), RecordingHost()
    ours = await teacher.create_room("A room of the settings", invite=[account.user_id])
    part = post(matrix_room(ours), "still here?", "token.0")
    async with running(new_platform(ours), host) as platform:
        await teacher.call("POST", "rooms", ours, "kick", body={"user_id": account.user_id})
        with pytest.raises(TryLater, match="Stoa"):
            await platform.deliver(part)
        await host.until_warned()
        await teacher.send(ours, "while you were out")
        before = [event["event_id"] for event in await teacher.messages(ours)]
        await teacher.invite(ours, account.user_id)
        again = joined(account.user_id)
        await teacher.wait_for(ours, lambda event: again(event) and event["event_id"] not in before)
        await teacher.send(ours, "welcome back")
        await host.until_said("welcome back")
        await platform.deliver(part)
        await teacher.wait_for_text(ours, "still here?")
    assert host.said() == ["welcome back"]


class BusyHost(RecordingHost):
    """A host that is held up by a message that says so."""

    def __init__(self) -> None:
        super().__init__()
        self.held, self.go_on = asyncio.Event(), asyncio.Event()

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        await super().receive(platform, events, cursors)
        if any(isinstance(event, MessagePosted) and str(event.text) == "hold" for event in events):
            self.held.set()
            await self.go_on.wait()


async def test_what_is_said_while_the_bot_is_out_between_two_syncs_is_not_heard(
    synapse: SynapseServer, matrix_user: NewUser, account: MatrixAccount, new_platform: NewPlatform
) -> None:
    teacher, host = await matrix_user("teacher-17"), BusyHost()
    ours = await teacher.create_room("A room of the settings", public=True)
    async with running(new_platform(ours), host), MatrixUser(synapse.url, account) as by_hand:
        await teacher.send(ours, "hold")
        await host.held.wait()
        await teacher.call("POST", "rooms", ours, "kick", body={"user_id": account.user_id})
        await teacher.send(ours, "while you were out")
        await by_hand.join(ours)
        await teacher.send(ours, "@Stoa welcome back")
        host.go_on.set()
        welcome = await host.until_said("welcome back")

    assert welcome.addressed, "the room says again how the bot is called"
    assert host.said() == ["hold", "welcome back"]


async def test_a_room_that_is_entered_while_the_bot_runs_is_heard_and_left_when_it_is_taken_out(
    synapse: SynapseServer, matrix_user: NewUser, account: MatrixAccount, tmp_path: Path
) -> None:
    teacher, host, alias = await matrix_user("teacher-17"), RecordingHost(), f"cafe-{token_hex(4)}"
    first = await teacher.create_room("A room of the settings", public=True)
    second = await teacher.create_room("Another one", alias=alias, public=True)
    place, rooms, clock = matrix_room(f"#{alias}:stoa.test"), directory(first), FakeClock()
    platform = platform_for(password_settings(synapse.url, account), rooms, tmp_path / "matrix", clock)
    async with running(platform, host):
        await teacher.send(second, "not yet")
        assert await platform.enter(place) == place
        rooms.add("cafe", "Café", place)
        await teacher.send(second, "welcome")
        assert (await host.until_said("welcome")).ref.room == place
        await platform.deliver(post(place, "thank you", "token.0"))
        assert await platform.enter(matrix_room(second)) == place, "it is known by its alias"
        rooms.remove(place)
        await clock.advance(60)
        await teacher.send(first, "go on")
        await host.until_said("go on")
        await teacher.wait_for(second, left(account.user_id))
    assert host.said() == ["welcome", "go on"]


async def test_what_cannot_be_entered_and_what_is_missing(
    matrix_user: NewUser, account: MatrixAccount, new_platform: NewPlatform
) -> None:
    teacher, host = await matrix_user("teacher-17"), RecordingHost()
    ours = await teacher.create_room("A room of the settings", public=True)
    closed = await teacher.create_room("Without the bot")
    async with running(new_platform(ours, closed), host) as platform:
        for nowhere in ("#nowhere:stoa.test", "!nowhere"):
            with pytest.raises(NoSuchPlace):
                await platform.enter(matrix_room(nowhere))
        with pytest.raises(NotLetIn, match="invitation"):
            await platform.enter(matrix_room(closed))
        assert platform.missing(matrix_room(closed)) == ("an invitation of the bot's account",)
        assert platform.missing(matrix_room(ours)) == (
            "Remove messages sent by others",
            "Manage pinned events",
            "Invite users",
        )
        await teacher.set_power_levels(ours, {account.user_id: 50}, invite=60, events_default=60)
        await teacher.send(ours, "the levels are set")
        await host.until_said("the levels are set")
        assert platform.missing(matrix_room(ours)) == ("Send messages", "Invite users")
    assert platform.missing(matrix_room(ours)) == ()
    with pytest.raises(PlatformDown):
        await platform.enter(matrix_room(ours))


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("#cafe:stoa.test", "#cafe:stoa.test"),
        ("!abc", "!abc"),
        ("https://matrix.to/#/%23cafe:stoa.test", "#cafe:stoa.test"),
        ("#cafe", None),
        ("@teacher-17:stoa.test", None),
        ("cafe", None),
    ],
)
def test_a_place_as_people_copy_it(new_platform: NewPlatform, written: str, place: str | None) -> None:
    assert new_platform().place_at(written) == (matrix_room(place) if place else None)


def left(user_id: str) -> Callable[[dict[str, object]], bool]:
    """Return a test for the event with which somebody goes out of a room."""

    def is_leave(event: dict[str, object]) -> bool:
        content = event["content"]
        return event.get("state_key") == user_id and isinstance(content, dict) and content.get("membership") == "leave"

    return is_leave
