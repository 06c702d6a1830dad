"""A person has all that is kept about them given out or erased, over all of their accounts."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.core.delivery import Action, Delivery
from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from bot.core.text import RichText
from bot.engine.housekeeping import Housekeeping
from cogs.admin import Admin
from cogs.bridge import Bridge
from cogs.privacy import Privacy
from cogs.running import Running
from storage import outbox, people
from storage.database import Database
from storage.people import Account
from tests.engine.world import LEFT, ROOMS, World, two_platforms
from tests.fakes import person, posted, reacted

TEACHER, FAR, OTHER = person("teacher-17", "left"), person("teacher_31", "right"), person("teacher-23", "left")
COORDINATOR = person("coordinator-1", "left")


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    cogs = (Bridge(ROOMS), Admin(Running()), Housekeeping())
    world = World(database, [*cogs, Privacy(cogs)], two_platforms(), ROOMS)
    async with world.up():
        for number, who in enumerate((TEACHER, OTHER)):
            await world.hear(posted(LEFT, f"λόγια {number}", who, id=f"{number}"))
            await world.hear(reacted(posted(LEFT, "", id="0").ref, "👍", who))
        async with database.transaction() as tx:
            now = world.clock.now()
            await people.link(tx, Account(TEACHER.ref, TEACHER.name, now), Account(FAR.ref, FAR.name, now))
            far = Delivery("far", RoomRef("down", "1"), text=RichText.plain("από μακριά"), as_person=FAR)
            near = Delivery("near", RoomRef("down", "1"), text=RichText.plain("άλλος"), as_person=similar(FAR))
            await outbox.put(tx, far, now)
            await outbox.put(tx, near, now)
        yield world


def similar(who: Person) -> Person:
    """Return somebody whose account differs only where SQL's LIKE would take any character."""
    return Person(PersonRef(who.ref.platform, who.ref.id.replace("_", "x")), who.name)


async def says(world: World, line: str, by: Person, number: int) -> list[str]:
    """Say something to the bot and return what stands in the private conversation."""
    await world.hear(posted(RoomRef.direct(by.ref), line, by, id=f"{by.name}-{number}", at=world.clock.now()))
    return world.texts(RoomRef.direct(by.ref))


async def kept(world: World, *refs: PersonRef) -> int:
    """Count the rows in which an account is named."""
    async with world.database.reading() as tx:
        rows = [
            *await tx.all("SELECT ref AS it FROM people"),
            *await tx.all("SELECT person AS it FROM bridge_reactions"),
        ]
        return sum(row["it"] in map(str, refs) for row in rows) + sum(
            [len(await outbox.of_person(tx, r)) for r in refs]
        )


async def test_all_that_is_kept_is_sent_in_private(world: World) -> None:
    told = "\n".join(await says(world, "privacy export", TEACHER, 1))
    for known in ("left:teacher-17", "right:teacher_31", '"reactions"', "👍", "λόγια 0", "από μακριά", "first_seen"):
        assert known in told
    for others in ("λόγια 1", "άλλος", "teacher-23"):
        assert others not in told


async def test_a_reaction_is_told_once_with_its_emoji_its_message_and_when(world: World) -> None:
    message = posted(LEFT, "", id="0").ref
    async with world.database.transaction() as tx:
        shown = Delivery("shown", RoomRef("down", "1"), Action.REACT, as_person=TEACHER, reply_to=message, emoji="👍")
        await outbox.put(tx, shown, world.clock.now())
        assert {"", "λόγια 0"} <= {each["text"] for each in await outbox.of_person(tx, TEACHER.ref)}
    (told,) = [text for text in await says(world, "privacy export", TEACHER, 1) if "first_seen" in text]
    export = json.loads(told[told.index("{") :])["left:teacher-17"]
    assert export["bridge"]["reactions"] == [
        {"message": str(message), "emoji": "👍", "at": world.clock.now().isoformat()}
    ]
    assert {each["text"] for each in export["in the outbox"]} == {"λόγια 0"}, "shown in two places"


async def test_all_of_a_persons_accounts_are_forgotten_once_they_have_said_yes(world: World) -> None:
    question = await says(world, "privacy forget", TEACHER, 1)
    assert "left:teacher-17" in question[-1]
    assert (await says(world, "2", TEACHER, 2))[-1] == "Δεν διαγράφηκε τίποτε."
    assert await kept(world, TEACHER.ref, FAR.ref)
    await says(world, "privacy forget", TEACHER, 3)
    assert (await says(world, "1", TEACHER, 4))[-1].startswith("Η διαγραφή έγινε.")
    assert await kept(world, OTHER.ref, similar(FAR).ref) == 5
    async with world.database.reading() as tx:
        rows = await outbox.of_person(tx, TEACHER.ref)
        assert await outbox.of_person(tx, FAR.ref) == []
        assert [row["text"][:19] for row in rows] == ["Η διαγραφή έγινε. Ό"], "only the last answer is kept, for a week"


@pytest.mark.parametrize("line", ["privacy export left:teacher-23", "privacy forget left:teacher-23"])
async def test_only_coordinators_may_name_another_account(world: World, line: str) -> None:
    assert (await says(world, line, TEACHER, 1))[-1].startswith("Αυτό μπορούν να το κάνουν μόνο οι συντονιστές.")
    assert "privacy erase" not in "".join(await says(world, "privacy erase left:teacher-23", TEACHER, 2))
    assert await kept(world, OTHER.ref) == 4
    assert "left:teacher-23" in "".join(await says(world, line, COORDINATOR, 3))


async def test_what_is_no_account_and_of_whom_nothing_is_known(world: World) -> None:
    none = await says(world, "privacy export left:nobody", COORDINATOR, 1)
    assert none[-1] == "Δεν κρατώ τίποτε για τον λογαριασμό left:nobody."
    wrong = await says(world, "privacy export nobody", COORDINATOR, 2)
    assert wrong[-1] == "Γράψτε τον λογαριασμό ως πλατφόρμα:αναγνωριστικό, όχι «nobody»."
