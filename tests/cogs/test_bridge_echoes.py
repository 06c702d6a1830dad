"""Two bridges between the same places: what one says comes back through the other, and it ends."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bot.core.events import MessagePosted, Person
from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Room, Rooms
from bot.core.text import Attachment
from cogs.bridge import Bridge, Echoes
from storage.database import Database
from tests.engine.world import LEFT, RIGHT, World, two_platforms
from tests.fakes import START, Shown, person, posted

ROOMS = Rooms((Room("genika", "Γενικά", (LEFT, RIGHT)),))
TEACHER = person("teacher-17", "left")
Words = Callable[[str, str], tuple[str, str]]


@pytest.fixture
def echoes() -> Echoes:
    return Echoes()


@pytest.fixture
async def world(database: Database, echoes: Echoes) -> AsyncIterator[World]:
    """A room of two places, and the bridge."""
    world = World(database, [Bridge(ROOMS, echoes)], two_platforms(), ROOMS)
    async with world.up():
        yield world


class Other:
    """Another bridge: copies whatever it did not write itself from each place to the other, as its own bot there."""

    def __init__(self, world: World, words: Words) -> None:
        """`words` makes the name and the text of a copy from those of the message."""
        self._world, self._words = world, words
        self._heard: set[str] = set()
        self._ids = (f"other-{number}" for number in count())

    async def bridge(self) -> int:
        """Copy what is new; return how much that was."""
        copied = 0
        for place, other in ((LEFT, RIGHT), (RIGHT, LEFT)):
            for shown in list(self._world.platforms[place.platform].shown.get(place, [])):
                if str(shown.ref) not in self._heard and not shown.ref.id.startswith("other-"):
                    self._heard.add(str(shown.ref))
                    await self._copy(shown, other)
                    copied += 1
        await self._world.outbox.idle()
        return copied

    async def _copy(self, shown: Shown, place: RoomRef) -> None:
        author = shown.part.as_person
        assert author is not None
        name, text = self._words(author.name, shown.text)
        await say(self._world, posted(place, text, bot(name, place, "other"), id=next(self._ids)))


def bot(name: str, place: RoomRef = LEFT, account: str = "bot") -> Person:
    """Return a bot that goes by a name."""
    return Person(PersonRef(place.platform, account), name, bot=True)


async def say(world: World, event: MessagePosted) -> None:
    """Have a message written in its place, and what it leads to delivered."""
    await world.platforms[event.ref.room.platform].happen(event, str(event.text))
    await world.outbox.idle()


def said(world: World) -> int:
    """Return how many messages stand in both places."""
    return len(world.texts(LEFT)) + len(world.texts(RIGHT))


@pytest.mark.parametrize(
    "words",
    [
        lambda name, text: (name, text),
        lambda name, text: (f"{name} (M)", text),
        lambda name, text: ("Bridge", f"{name}: {text}"),
        lambda name, text: ("Bridge", f"<{name}> {text}"),
        lambda name, text: ("Bridge", f"[left] <{name}> {text}"),
    ],
)
@pytest.mark.parametrize("text", ["Καλημέρα, τι κάνετε;", "👍"])
async def test_what_comes_back_under_the_same_name_is_dropped_at_once(
    world: World, echoes: Echoes, words: Words, text: str
) -> None:
    other = Other(world, words)
    await say(world, posted(LEFT, text, TEACHER))
    while await other.bridge():
        pass
    assert world.texts(RIGHT)[0] == text
    assert said(world) == 4, "the message, our copy, the other's copy, and its copy of ours"
    assert echoes.dropped == 2


@pytest.mark.parametrize(
    "words", [lambda name, text: ("Bridge", text), lambda name, text: ("Bridge", f"{name} says hi")]
)
async def test_what_comes_back_in_other_words_ends_too(world: World, echoes: Echoes, words: Words) -> None:
    other = Other(world, words)
    await say(world, posted(LEFT, "Καλημέρα", TEACHER))
    rounds = 0
    while await other.bridge():
        rounds += 1
        assert rounds < 20
    assert 0 < echoes.dropped < 20


async def test_people_are_never_echoes(world: World, echoes: Echoes) -> None:
    for number in range(12):
        who = replace(TEACHER, ref=PersonRef("left", f"{number % 2}"))
        await say(world, posted(LEFT, "Καλημέρα", who, id=str(number)))
    assert len(world.texts(RIGHT)) == 12
    assert echoes.dropped == 0


async def test_another_bot_speaks_for_itself(world: World, echoes: Echoes) -> None:
    await say(world, posted(LEFT, "Αθήνα", TEACHER, id="1"))
    for number, text in enumerate(["Αθήνα", "Σωστά, teacher-17: Αθήνα", "Βροχή", "Βροχή"]):
        await say(world, posted(LEFT, text, bot("weather"), id=f"b{number}"))
    assert world.texts(RIGHT)[1:] == ["Αθήνα", "Σωστά, teacher-17: Αθήνα", "Βροχή", "Βροχή"]
    assert echoes.dropped == 0


async def test_a_bot_that_repeats_itself_is_passed_on_a_few_times_and_later_again(world: World) -> None:
    for number in range(8):
        await world.clock.advance(1)
        await say(world, posted(LEFT, "Έτοιμο", bot("builds"), id=str(number), at=world.clock.now()))
    assert len(world.texts(RIGHT)) == 5
    await world.clock.advance(660)
    await say(world, posted(LEFT, "Έτοιμο", bot("builds"), id="later", at=world.clock.now()))
    assert len(world.texts(RIGHT)) == 6


async def test_an_echo_is_known_for_a_while_only(world: World, echoes: Echoes) -> None:
    await say(world, posted(LEFT, "Ναι", TEACHER, id="1"))
    await world.clock.advance(660)
    await say(world, posted(RIGHT, "Ναι", bot("teacher-17", RIGHT), id="2", at=world.clock.now()))
    assert world.texts(LEFT) == ["Ναι", "Ναι"]
    assert echoes.dropped == 0


async def test_files_are_told_apart_by_their_names(world: World, echoes: Echoes) -> None:
    def file(name: str, by: Person, id: str) -> MessagePosted:
        attachment = Attachment(name, f"https://example.org/{id}")
        return replace(posted(by_place(by), "", by, id=id), attachments=(attachment,))

    def by_place(by: Person) -> RoomRef:
        return LEFT if by.ref.platform == "left" else RIGHT

    await say(world, file("a.png", TEACHER, "1"))
    await say(world, file("b.png", bot("teacher-17", RIGHT), "2"))
    assert echoes.dropped == 0
    await say(world, file("a.png", bot("teacher-17", RIGHT), "3"))
    assert echoes.dropped == 1
    for number in range(9):
        await say(world, file("chart.png", bot("charts"), f"c{number}"))
    assert echoes.dropped == 1


def test_memory_is_bounded() -> None:
    echoes, room = Echoes(), ROOMS.rooms[0]
    for number in range(3):
        at = START + timedelta(minutes=20 * number)
        for message in range(10):
            assert not echoes.is_echo(posted(LEFT, f"{number} {message}", TEACHER, at=at), room)
        assert len(echoes._said) == 10
