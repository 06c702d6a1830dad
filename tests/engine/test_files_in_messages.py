"""Which message carries which file: text first, files after it or with it, followed by edits, never twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.core.delivery import Part
from bot.core.events import MessagePosted
from bot.core.ports import Capabilities
from bot.core.rooms import Room, Rooms
from bot.core.text import Attachment
from cogs.bridge import Bridge
from storage.database import Database
from tests.engine.test_outbox import deliver_through_waits
from tests.engine.world import LEFT, RIGHT, World
from tests.fakes import FakePlatform, deleted, edited, person, posted, reacted

ROOMS = Rooms((Room("genika", "Γενικά", (LEFT, RIGHT)),))
MIXED = Capabilities(remembers_tokens=True, light_threads=True, files_with_text=2)
APART = Capabilities(remembers_tokens=True, light_threads=True)


def file(number: int) -> Attachment:
    return Attachment(f"{number}.png", f"left://{number}", held_by="left")


def files(count: int) -> tuple[Attachment, ...]:
    return tuple(map(file, range(count)))


def shown(platform: FakePlatform) -> list[tuple[str, list[str]]]:
    """Return (text, names of the files) of every message that stands."""
    return [
        (one.text, [file.name for file in one.part.attachments])
        for one in platform.shown.get(RIGHT, [])
        if not one.deleted
    ]


def world(database: Database, can: Capabilities) -> tuple[World, FakePlatform]:
    """Return an engine with a bridge towards a platform that can so much."""
    right = FakePlatform("right", capabilities=can)
    return World(database, [Bridge(ROOMS)], [FakePlatform("left"), right], ROOMS), right


def saying(text: str, attachments: Sequence[Attachment]) -> MessagePosted:
    return posted(LEFT, text, attachments=tuple(attachments))


@pytest.mark.parametrize(
    ("can", "text", "count", "expected"),
    [
        (APART, "δείτε", 2, [("δείτε", []), ("", ["0.png"]), ("", ["1.png"])]),
        (APART, "", 2, [("", ["0.png"]), ("", ["1.png"])]),
        (APART, "δείτε", 0, [("δείτε", [])]),
        (MIXED, "δείτε", 1, [("δείτε", ["0.png"])]),
        (MIXED, "", 1, [("", ["0.png"])]),
        (MIXED, "δείτε", 5, [("δείτε", ["0.png", "1.png"]), ("", ["2.png", "3.png"]), ("", ["4.png"])]),
    ],
)
async def test_text_and_files_become_messages(
    database: Database, can: Capabilities, text: str, count: int, expected: list[tuple[str, list[str]]]
) -> None:
    there, right = world(database, can)
    async with there.up():
        await there.hear(saying(text, files(count)))
        assert shown(right) == expected


async def test_a_long_text_carries_the_files_at_its_end(database: Database) -> None:
    there, right = world(database, MIXED)
    async with there.up():
        await there.hear(saying("λέξη " * 600, files(1)))
        assert [names for _, names in shown(right)] == [[], ["0.png"]]


@pytest.mark.parametrize("lost", [0, 1, 2])
async def test_after_a_crash_in_the_middle_nothing_is_missing_or_doubled(database: Database, lost: int) -> None:
    there, right = world(database, APART)
    answers: list[Part] = []

    def fault(part: Part) -> Exception | None:
        answers.append(part)
        return ConnectionError("crash") if len(answers) == lost + 1 else None

    right.faults = [fault] * 4
    async with there.up():
        await there.host.receive("left", [saying("δείτε", files(2))], {})
        await deliver_through_waits(there)
        assert shown(right) == [("δείτε", []), ("", ["0.png"]), ("", ["1.png"])]


async def test_a_reaction_to_a_file_is_one_to_the_message(database: Database) -> None:
    there, right = world(database, APART)
    left, said = there.platforms["left"], saying("", files(1))
    async with there.up():
        await left.happen(said, "")
        await there.outbox.idle()
        await right.happen(reacted(right.last(RIGHT).ref, "👍", person(platform="right")))
        await there.outbox.idle()
        assert left.last(LEFT).reactions == ["👍"]


async def test_edits_change_the_text_and_take_files_away_and_add_them(database: Database) -> None:
    there, right = world(database, APART)
    async with there.up():
        said = saying("δειτε", files(2))
        await there.hear(said, edited(said, "δείτε"))
        assert shown(right) == [("δείτε", []), ("", ["0.png"]), ("", ["1.png"])]
        await there.hear(edited(said, "δείτε", "2", files(1)))
        assert shown(right) == [("δείτε", []), ("", ["0.png"])]
        more = (file(0), file(7))
        await there.hear(edited(said, "", "3", more), edited(said, "", "4", more))
        assert shown(right) == [("", ["0.png"]), ("", ["7.png"])]
        await there.hear(edited(said, "ιδού", "5", more))
        assert shown(right) == [("", ["0.png"]), ("", ["7.png"]), ("ιδού", [])]
        await there.hear(deleted(said))
        assert shown(right) == []


async def test_a_caption_is_edited_where_it_stands(database: Database) -> None:
    there, right = world(database, MIXED)
    async with there.up():
        said = saying("", files(1))
        await there.hear(said, edited(said, "λεζάντα"))
        assert shown(right) == [("λεζάντα", ["0.png"])]
        await there.hear(edited(said, "", "2"))
        assert shown(right) == [("", ["0.png"])]
        assert len(right.shown[RIGHT]) == 1


async def test_files_that_share_a_message_with_text_go_when_none_is_left(database: Database) -> None:
    there, right = world(database, MIXED)
    async with there.up():
        said = saying("δείτε", files(2))
        await there.hear(said, edited(said, "κάτι άλλο", attachments=()))
        assert shown(right) == [("κάτι άλλο", [])]


async def test_an_address_signed_anew_is_the_same_file(database: Database) -> None:
    there, right = world(database, APART)
    first = Attachment("a.png", "https://cdn/a.png?ex=1", held_by="left")
    async with there.up():
        said = saying("", [first])
        await there.hear(said, edited(said, "νέο", "1", (Attachment("a.png", "https://cdn/a.png?ex=2"),)))
        assert shown(right) == [("", ["a.png"]), ("νέο", [])]
