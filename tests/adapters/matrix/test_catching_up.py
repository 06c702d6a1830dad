"""Nothing is missed and nothing told twice, whatever stopped in between."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.matrix.platform import MatrixPlatform
from bot.core.delivery import Action, Delivery, Part
from bot.core.errors import PlatformDown, TryLater
from bot.core.events import Joined, Left, MessageDeleted, MessageEdited, MessagePosted, Reacted, Unreacted
from bot.core.ports import Clock
from bot.core.text import RichText
from bot.engine.clock import SystemClock
from tests.adapters.matrix.support import (
    HeldClock,
    RecordingHost,
    directory,
    matrix_person,
    matrix_room,
    password_settings,
    platform_for,
    post,
    run_to_its_end,
    running,
)
from tests.chaos.proxy import answer, proxy
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer

NewUser = Callable[[str], Any]
MORE_THAN_TWO_ANSWERS_HOLD = 250


@dataclass
class Home:
    """A room and a bot that can be started again and again, each time with the same store and cursors."""

    url: str
    teacher: MatrixUser
    account: MatrixAccount
    room_id: str
    store: Path
    host: RecordingHost

    def platform(self, clock: Clock | None = None) -> MatrixPlatform:
        settings = password_settings(self.url, self.account)
        return platform_for(settings, directory(self.room_id), self.store, clock)

    @asynccontextmanager
    async def bot(self, clock: Clock | None = None) -> AsyncIterator[MatrixPlatform]:
        async with running(self.platform(clock), self.host) as platform:
            yield platform

    def part(self, text: str, token: str) -> Part:
        return post(matrix_room(self.room_id), text, token)


@pytest.fixture
async def home(
    synapse: SynapseServer, matrix_user: NewUser, matrix_account: Callable[[str], MatrixAccount], tmp_path: Path
) -> Home:
    return await settled_home(synapse.url, await matrix_user("teacher-17"), matrix_account("Stoa"), tmp_path)


async def settled_home(url: str, teacher: MatrixUser, account: MatrixAccount, tmp_path: Path) -> Home:
    """Make a room with old talk in it, let the bot come and hear one message, and stop it again."""
    room_id = await teacher.create_room("Staff room", public=True)
    await teacher.send(room_id, "before the bot came")
    home = Home(url, teacher, account, room_id, tmp_path / "matrix", RecordingHost())
    async with home.bot():
        await teacher.send(room_id, "the bot is here")
        await home.host.until_said("the bot is here")
    assert home.host.said() == ["the bot is here"]
    home.host.events.clear()
    return home


async def test_the_past_is_not_told_to_a_bot_that_starts_for_the_first_time(
    synapse: SynapseServer, matrix_user: NewUser, matrix_account: Callable[[str], MatrixAccount], tmp_path: Path
) -> None:
    teacher, account = await matrix_user("teacher-17"), matrix_account("Stoa")
    room_id = await teacher.create_room("Staff room", public=True)
    async with MatrixUser(synapse.url, account) as by_hand:
        await by_hand.join(room_id)
    await teacher.send(room_id, "long ago")
    home = Home(synapse.url, teacher, account, room_id, tmp_path, RecordingHost())

    async with home.bot():
        await teacher.send(room_id, "from now on")
        said = await home.host.until_said("from now on")

    assert home.host.said() == ["from now on"]
    assert said.author.name == "teacher-17"


async def test_a_restart_catches_up_exactly_what_was_missed(home: Home) -> None:
    target = await home.teacher.send(home.room_id, "first")
    await home.teacher.edit(home.room_id, target, "first, corrected")
    await home.teacher.react(home.room_id, target, "👍")
    await home.teacher.redact(home.room_id, target)

    async with home.bot():
        await home.teacher.send(home.room_id, "last")
        await home.host.until_said("last")

    # The homeserver has by then forgotten what the deleted message said, but not what others said of it.
    assert [type(event) for event in home.host.events[:-1]] == [MessageEdited, Reacted, MessageDeleted]
    assert home.host.said() == ["last"]


async def test_a_reaction_from_before_a_restart_can_be_taken_back(home: Home) -> None:
    async with home.bot():
        target = await home.teacher.send(home.room_id, "hands up")
        reaction = await home.teacher.react(home.room_id, target, "👍")
        await home.host.until(Reacted)
    await home.teacher.redact(home.room_id, reaction)

    async with home.bot():
        taken_back = await home.host.until(Unreacted)

    assert (taken_back.ref.id, taken_back.emoji) == (target, "👍")
    assert not [event for event in home.host.events if isinstance(event, MessageDeleted)]


async def test_a_burst_while_away_arrives_whole_and_in_order(home: Home) -> None:
    sends = (home.teacher.send(home.room_id, f"message {number}") for number in range(MORE_THAN_TWO_ANSWERS_HOLD))
    sent = set(await asyncio.gather(*sends))
    in_order = [one["event_id"] for one in await home.teacher.messages(home.room_id) if one["event_id"] in sent]

    async with home.bot():
        last = await home.teacher.send(home.room_id, "after the burst")
        await home.host.until_said("after the burst")

    assert [event.ref.id for event in home.host.events if isinstance(event, MessagePosted)] == [*in_order, last]
    assert len(home.host.events) == MORE_THAN_TWO_ANSWERS_HOLD + 1


async def test_coming_and_going_is_told(home: Home, matrix_user: NewUser) -> None:
    pupil = await matrix_user("participant-3")
    async with home.bot():
        await pupil.join(home.room_id)
        await home.host.until(Joined)
        await pupil.leave(home.room_id)
        left = await home.host.until(Left)

    assert (left.person.ref, left.person.name) == (matrix_person(pupil.user_id), "participant-3")
    assert [type(event) for event in home.host.events] == [Joined, Left]


async def test_what_the_engine_could_not_commit_comes_again(home: Home) -> None:
    await home.teacher.send(home.room_id, "hold on to this")
    before = dict(home.host.saved)
    home.host.faults = [OSError("the disk is full")]

    with pytest.raises(OSError, match="disk is full"):
        await home.platform().run(home.host)
    assert (home.host.saved, home.host.said()) == (before, [])
    async with home.bot():
        await home.host.until_said("hold on to this")

    assert home.host.said() == ["hold on to this"]


async def test_a_stop_ends_the_wait_for_news_at_once(home: Home) -> None:
    platform = home.platform()
    async with asyncio.timeout(30), running(platform, home.host):
        await platform.stop()
        await platform.stop()


async def test_what_is_on_its_way_arrives_before_the_connection_closes(home: Home) -> None:
    async with home.bot() as platform:
        sending = asyncio.create_task(platform.deliver(home.part("just in time", "token.0")))
        await asyncio.sleep(0)

    ref = await sending
    assert (await home.teacher.event(home.room_id, ref.id))["content"]["body"] == "just in time"


async def test_a_token_is_remembered_over_restarts(home: Home) -> None:
    async with home.bot() as platform:
        first = await platform.deliver(home.part("once", "token.0"))
    async with home.bot() as platform:
        assert await platform.deliver(home.part("once", "token.0")) == first


async def test_the_homeserver_goes_away_and_comes_back(own_synapse: SynapseServer, tmp_path: Path) -> None:
    bot, clock = own_synapse.register("stoa"), HeldClock()
    async with MatrixUser(own_synapse.url, own_synapse.register("teacher-17")) as teacher:
        home = await settled_home(own_synapse.url, teacher, bot, tmp_path)
        async with home.bot(clock) as platform:
            await asyncio.to_thread(own_synapse.kill)
            await clock.asleep.wait()
            with pytest.raises(TryLater):
                await platform.deliver(home.part("are you there?", "token.0"))
            await asyncio.to_thread(own_synapse.start)
            clock.woken.set()
            await teacher.send(home.room_id, "back again")
            await home.host.until_said("back again")
            await platform.deliver(home.part("so am I", "token.1"))
            await teacher.wait_for_text(home.room_id, "so am I")


async def test_a_rate_limit_says_how_long_to_wait(own_synapse: SynapseServer, tmp_path: Path) -> None:
    bot = own_synapse.register("stoa-3")
    async with MatrixUser(own_synapse.url, own_synapse.register("teacher-19")) as teacher:
        home = await settled_home(own_synapse.url, teacher, bot, tmp_path)
        async with home.bot() as platform:
            with pytest.raises(TryLater, match="M_LIMIT_EXCEEDED") as refusal:
                await send_without_end(platform, home)

    assert refusal.value.after
    assert refusal.value.after > 0


async def send_without_end(platform: MatrixPlatform, home: Home) -> None:
    for number in count():
        await platform.deliver(home.part(f"message {number}", f"token.{number}"))


async def test_a_homeserver_that_stays_away_ends_the_run(own_synapse: SynapseServer, tmp_path: Path) -> None:
    bot, clock = own_synapse.register("stoa-2"), HeldClock()
    clock.woken.set()
    async with MatrixUser(own_synapse.url, own_synapse.register("teacher-18")) as teacher:
        home = await settled_home(own_synapse.url, teacher, bot, tmp_path)
    platform = home.platform(clock)

    with pytest.raises(PlatformDown, match="does not answer"):
        await run_to_its_end(platform, home.host, lambda: asyncio.to_thread(own_synapse.kill))


@pytest.fixture(scope="module")
def killable_synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SynapseServer]:
    """Run a Synapse for the tests that kill it: old room ids (``!id:server``), and the default rate limits."""
    with SynapseServer(tmp_path_factory.mktemp("killable"), room_version="10", default_rate_limits=True) as server:
        yield server


@pytest.fixture
def own_synapse(killable_synapse: SynapseServer) -> SynapseServer:
    """Return the Synapse that may be killed, up."""
    killable_synapse.start()
    return killable_synapse


async def test_edits_while_away_reach_the_message_that_was_heard_before(home: Home) -> None:
    async with home.bot():
        target = await home.teacher.send(home.room_id, "first")
        await home.host.until_said("first")
    await home.teacher.edit(home.room_id, target, "second")

    async with home.bot():
        edited = await home.host.until(MessageEdited)

    assert (edited.ref.id, str(edited.text)) == (target, "second")


async def test_a_gap_that_cannot_be_filled_is_told_to_the_admins(home: Home) -> None:
    for number in range(MORE_THAN_TWO_ANSWERS_HOLD // 2):
        await home.teacher.send(home.room_id, f"message {number}")
    port = int(home.url.rpartition(":")[2])
    async with proxy(port) as relay:
        relay.expect("GET */messages?*", answer(403, '{"errcode": "M_FORBIDDEN", "error": "no"}'))
        direct, home.url = home.url, relay.url
        async with home.bot():
            await home.teacher.send(home.room_id, "after the gap")
            await home.host.until_said("after the gap")
        home.url = direct

    [told] = home.host.warned.values()
    assert told.startswith(f"I could not recover what was written in matrix:{home.room_id} from ")
    lost = MORE_THAN_TWO_ANSWERS_HOLD // 2 + 1 - len(home.host.said())
    assert lost > 0


class LaterClock(SystemClock):
    """The time, but for what it was put on by."""

    ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead


async def test_a_room_whose_gap_fails_for_long_holds_up_the_others_no_more(home: Home) -> None:
    for number in range(MORE_THAN_TWO_ANSWERS_HOLD // 2):
        await home.teacher.send(home.room_id, f"message {number}")
    port, clock = int(home.url.rpartition(":")[2]), LaterClock()
    async with proxy(port) as relay:
        relay.expect("GET */messages?*", answer(502, "{}"), times=9)
        direct, home.url = home.url, relay.url
        platform = home.platform(clock)
        with pytest.raises(PlatformDown, match="does not give the missed messages now"):
            await asyncio.wait_for(platform.run(home.host), 60)
        assert not home.host.warned
        clock.ahead = 601.0
        async with running(platform, home.host):
            await home.teacher.send(home.room_id, "after the gap")
            await home.host.until_said("after the gap")
        home.url = direct

    [told] = home.host.warned.values()
    assert told.startswith(f"I could not recover what was written in matrix:{home.room_id} from ")


async def test_being_put_out_of_a_room_is_told_to_the_admins(home: Home) -> None:
    async with home.bot():
        await home.teacher.call("POST", "rooms", home.room_id, "kick", body={"user_id": home.account.user_id})
        told = await home.host.until_warned()
    assert told.startswith(f"I am no longer in matrix:{home.room_id}.")


async def test_a_room_that_is_not_encrypted_takes_longer_texts(home: Home) -> None:
    text = RichText.plain("\n".join(["μια γραμμή της συζήτησης"] * 560))
    place = matrix_room(home.room_id)
    async with home.bot() as platform:
        parts = platform.split(Delivery("long", place, text=text))
        assert parts == (text,)
        assert len(home.platform().split(Delivery("long", place, text=text))) > 1, "without a connection it is cut"
        ref = await platform.deliver(Part("t.0", place, Action.POST, text))
        await platform.deliver(Part("t.1", place, Action.EDIT, text, target=ref))
    assert (await home.teacher.event(home.room_id, ref.id))["content"]["body"] == str(text)
