"""The parts that need no server: ids, lengths, registrations, the queue."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.commands import call_of, payload_of
from bot.adapters.discord.ears import Heard
from bot.adapters.discord.intake import Intake
from bot.adapters.discord.outbound import fit, kept_reply_line, units
from bot.adapters.discord.places import Place, channel_room, direct_room, located, messages_at, thread_under
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command, specs_of
from bot.core.events import MessageDeleted
from bot.core.ids import MessageRef
from bot.core.ports import CommandCall
from tests.adapters.discord.support import Host, by_name
from tests.fakes import START, FakeClock


class Clashing(Cog):
    """A command that is also the first word of another."""

    @command("event")
    async def show(self, asked: Asked, tx: Any) -> Reply:
        """Show the next event."""
        return Reply()

    @command("event add")
    async def add(self, asked: Asked, tx: Any) -> Reply:
        """Add an event."""
        return Reply()


class TooDeep(Cog):
    """A command of three words."""

    @command("event add online")
    async def add(self, asked: Asked, tx: Any) -> Reply:
        """Add an event."""
        return Reply()


@pytest.mark.parametrize("place", [Place(channel_room(7)), Place(channel_room(7), 8), Place(direct_room(9))])
def test_a_reference_tells_where_a_message_lies(place: Place) -> None:
    ref = MessageRef.parse(str(place.message(42)))
    assert ref.room == place.room
    assert located(ref) == (place.thread, 42)
    assert thread_under(ref) == (place.thread or 42)


def test_a_thread_hangs_under_the_message_of_its_id() -> None:
    assert Place(channel_room(7), 8).starter == Place(channel_room(7)).message(8)
    assert Place(channel_room(7)).starter is None


@given(st.text(), st.integers(2, 100))
def test_what_is_cut_fits(text: str, limit: int) -> None:
    cut = fit(text, limit)
    assert units(cut) <= limit
    assert cut == text or cut.endswith("…")


def test_a_family_is_not_cut_apart() -> None:
    assert fit("👩‍👩‍👧👩‍👩‍👧", 10) == "👩‍👩‍👧…"


def test_the_reply_line_is_known_again() -> None:
    line = "> [↩ teacher-17](<https://discord.com/channels/1/2/3>): πότε;\n"
    assert kept_reply_line(line + "αύριο\n> και αυτό") == line
    assert kept_reply_line("> παράθεση\nαύριο") == ""


def test_a_command_that_is_also_a_group_becomes_its_own_subcommand() -> None:
    specs = specs_of(Clashing())
    (event,) = payload_of(specs, lambda language, message: message)
    assert set(by_name(event["options"])) == {"event", "add"}
    used = {"name": "event", "options": [{"name": "event", "type": 1, "options": []}]}
    assert call_of(used, specs) == CommandCall("event", {})


def test_a_command_of_three_words_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="event add online"):
        payload_of(specs_of(TooDeep()), lambda language, message: message)


async def test_one_report_that_is_not_understood_stops_no_other() -> None:
    host = Host()
    intake = Intake(host, FakeClock(), {})
    event = MessageDeleted(MessageRef(channel_room(7), "42"), START)

    async def broken() -> Heard:
        raise ZeroDivisionError

    async def sound() -> Heard:
        return Heard((event,), ("channel:7", 42))

    intake.put(broken)
    intake.put(sound)
    intake.end()
    await intake.work()
    assert (host.events, host.saved) == ([event], {"channel:7": "42"})


async def test_a_cursor_never_goes_back_and_is_not_lost_at_the_end() -> None:
    host = Host()
    intake = Intake(host, FakeClock(), {"channel:7": 40})

    async def ours(message: int) -> Heard:
        return Heard((), ("channel:7", message))

    for message in (42, 41):
        intake.put(lambda message=message: ours(message))  # type: ignore[misc]
    intake.end()
    await intake.work()
    assert host.saved == {"channel:7": "42"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://discord.com/channels/1/7/55", ["7/55"]),
        ("https://ptb.discord.com/channels/1/8/55/", ["8/55"]),
        ("https://discordapp.com/channels/1/30/55", ["7/30-55", "8/30-55"]),
        ("7-55", ["7/55"]),
        ("30-55", ["7/30-55", "8/30-55"]),
        ("55", ["7/55", "8/55"]),
        ("https://discord.com/channels/1/7", []),
        ("https://discord.com.example.org/channels/1/7/55", []),
        ("discord:7/55", []),
        ("", []),
    ],
)
def test_a_copied_link_or_id_leads_to_messages_of_our_rooms(written: str, expected: list[str]) -> None:
    assert [str(ref) for ref in messages_at(written, map(channel_room, (7, 8)))] == [f"discord:{it}" for it in expected]
