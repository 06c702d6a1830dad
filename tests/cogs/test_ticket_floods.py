"""Who adds very much to a request in private at once is told to wait; what goes no further is marked."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.core.delivery import Action
from config.settings import HelpdeskSettings
from storage import people
from storage.database import Database
from storage.people import Account
from tests.cogs.helpdesk_world import FACILITATOR, MATRIX, OTHER, TEACHER, TEAM, TEAM_TOO, World, by_place, reactions
from tests.cogs.ticket_world import PRIVATE, UNKNOWN

IN_ENGLISH = "my students cannot open the meeting recordings, what should I do?"
WAIT = (
    "Λαμβάνω πολλά μηνύματά σας μαζί. Όσα έχουν 🚫 δεν έφτασαν στην ομάδα υποστήριξης· στείλτε τα ξανά σε 1 λεπτό, αν"
    " γίνεται σε ένα μήνυμα."
)
WAIT_IN_ENGLISH = (
    "I am getting many messages from you at once. Those marked 🚫 did not reach the support team: please send them"
    " again in 1 minute, in one message if you can."
)


@pytest.fixture
async def world(database: Database, now: datetime) -> World:
    world = await World.begin(database, now, HelpdeskSettings(questions_per_minute=3, incident_people=1000))
    assert world.now.second == 0, "so that what follows is within one minute"
    return world


@pytest.mark.parametrize(("question", "wait"), [(UNKNOWN, WAIT), (IN_ENGLISH, WAIT_IN_ENGLISH)])
async def test_what_is_beyond_the_limit_is_refused_in_words_once(world: World, question: str, wait: str) -> None:
    await world.hear(world.posted(question, PRIVATE))
    marks, words, told = [], [], []
    for number in range(6):
        world.later(seconds=2)
        owed = await world.hear(world.posted(f"γράφει σφάλμα {number}", PRIVATE))
        marks += [emoji for _, emoji in reactions(owed)]
        words += [str(each.text) for each in owed if each.to == PRIVATE and each.action is Action.POST]
        told += [str(each.text).splitlines()[-1] for each in owed if each.to == TEAM]
    assert marks == ["✅", "✅", "🚫", "🚫", "🚫", "🚫"]
    assert words == [wait]
    assert told == ["γράφει σφάλμα 0", "γράφει σφάλμα 1"]


async def test_after_a_minute_it_is_taken_again(world: World) -> None:
    await world.hear(world.posted(UNKNOWN, PRIVATE))
    for _ in range(4):
        await world.hear(world.posted("γράφει σφάλμα", PRIVATE))
    world.later(seconds=61)
    again = world.posted("γράφει σφάλμα 403", PRIVATE)
    owed = await world.hear(again)
    assert reactions(owed) == [(again.ref, "✅")]
    assert set(by_place(owed)) == {TEAM, TEAM_TOO}


async def test_all_of_a_persons_accounts_have_one_limit_and_others_have_their_own(
    world: World, database: Database
) -> None:
    async with database.transaction() as tx:
        await people.link(tx, *(Account(each.ref, each.name, world.now) for each in (TEACHER, OTHER)))
    await world.hear(world.posted(UNKNOWN, PRIVATE))
    from_there = [world.posted(f"γράφει σφάλμα {number}", PRIVATE, OTHER) for number in range(3)]
    owed = [each for said in from_there for each in await world.hear(said)]
    assert [emoji for _, emoji in reactions(owed)] == ["✅", "✅", "🚫"]


async def test_in_a_room_a_conversation_under_the_question_is_not_counted(world: World) -> None:
    asked = world.posted(UNKNOWN, MATRIX)
    await world.hear(asked)
    owed = []
    for number in range(5):
        owed += await world.hear(world.posted(f"γράφει σφάλμα {number}", MATRIX, thread=asked.ref))
    assert [emoji for _, emoji in reactions(owed)] == ["✅"] * 5


async def test_who_answers_is_not_held_up(world: World) -> None:
    owed = await world.hear(world.posted(UNKNOWN, PRIVATE))
    root = await world.sent(next(each for each in owed if each.to == TEAM))
    said = []
    for number in range(5):
        said += await world.hear(world.posted(f"δοκιμή {number}", TEAM, FACILITATOR, thread=root))
    assert len([each for each in said if each.to == PRIVATE]) == 5
