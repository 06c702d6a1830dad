"""Who is away: their requests are handed over, at once and when they wait again, and never to nobody."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage import tickets
from storage.database import Database
from tests.cogs.helpdesk_world import FACILITATOR, SECOND, TEAM
from tests.cogs.routed_world import AMBASSADOR, THIRD, RoutedWorld, meant, teacher
from tests.cogs.test_helpdesk_routing import FOUR, PASSWORD, THREE, TWO, given, refused


@pytest.fixture
async def world(database: Database, now: datetime) -> RoutedWorld:
    world = await RoutedWorld.begin(database, now)
    assert isinstance(world, RoutedWorld)
    await world.meet(FACILITATOR, SECOND, THIRD, AMBASSADOR)
    return world


async def test_what_an_absent_person_has_is_handed_over_at_once(world: RoutedWorld) -> None:
    for number in (1, 2, 3):
        await world.asks(PASSWORD, teacher(number))  # for facilitators 2, 3, 2
    await world.run("ticket take 1", FACILITATOR, TEAM)
    await world.owed()
    said = await world.says('me absence "12 Ιανουαρίου" 15/1 facilitator-4')
    assert said == (
        "Λείπετε από Τρίτη 12 Ιανουαρίου 2027 έως Παρασκευή 15 Ιανουαρίου 2027."
        " Τα αιτήματά σας πηγαίνουν σε: facilitator-4. Παραδόθηκαν 2 αιτήματα."
    )
    owed = await world.owed()
    assert meant(owed, TEAM) == [FOUR, FOUR]
    assert "Το αίτημα #1 άλλαξε χέρια.\nΓια: facilitator-4" in [str(each.text) for each in owed if each.to == TEAM]
    async with world.tx() as tx:
        ticket = await tickets.get(tx, 1)
    assert ticket is not None
    assert (ticket.holder, ticket.holder_name, ticket.state) == (THIRD.ref, "facilitator-4", "taken")
    assert [await given(world, PASSWORD, number) for number in (4, 5)] == [THREE, THREE]
    assert await world.minute() == []


async def test_without_a_name_they_go_to_whom_they_suit(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, teacher(1))
    await world.run("ticket take 1", FACILITATOR, TEAM)
    await world.owed()
    assert (await world.says("me absence σήμερα αύριο")).endswith("Παραδόθηκε 1 αίτημα.")
    assert meant(await world.owed(), TEAM) == [THREE]
    async with world.tx() as tx:
        ticket = await tickets.get(tx, 1)
    assert ticket is not None
    assert (ticket.holder, ticket.state) == (None, "open")


async def test_an_absence_to_come_begins_on_its_day_once(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, teacher(1))
    await world.says("me absence αύριο")
    assert await world.minute() == []
    world.later(hours=13)
    assert meant(await world.minute(), TEAM) == [THREE]
    assert await world.minute() == []
    assert await world.says("me absence", language="en") == (
        "You are away from Wednesday 13 January 2027 to Wednesday 13 January 2027."
    )
    world.later(days=1)
    assert await world.says("me absence") == "Δεν έχετε δηλώσει απουσία."
    assert await given(world, PASSWORD, 2) == TWO


async def test_coming_back_early(world: RoutedWorld) -> None:
    await world.says("me absence today 20/1")
    assert await given(world, PASSWORD, 1) == THREE
    assert await world.says("me absence -") == "Η απουσία σας έληξε."
    assert await world.says("me absence -") == "Δεν έχετε δηλώσει απουσία."
    assert await given(world, PASSWORD, 2) == TWO


async def holder_of(world: RoutedWorld, number: int) -> str:
    async with world.tx() as tx:
        ticket = await tickets.get(tx, number)
    assert ticket is not None
    return ticket.holder_name


async def test_who_stands_in_for_somebody_and_is_away_too_is_stood_in_for(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, teacher(1))  # for facilitator 2
    await world.says("me absence σήμερα αύριο facilitator-4", SECOND)
    await world.says("me absence σήμερα αύριο facilitator-3")
    assert await holder_of(world, 1) == "facilitator-4"


async def test_where_all_who_stand_in_are_away_it_goes_to_whom_it_suits(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, teacher(1))
    await world.says("me absence σήμερα αύριο facilitator-2", SECOND)
    await world.owed()
    await world.says("me absence σήμερα αύριο facilitator-3")
    assert await holder_of(world, 1) == ""
    assert meant(await world.owed(), TEAM) == [FOUR]


async def test_nobody_stands_in_for_a_request_of_their_own(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, AMBASSADOR)
    await world.says("me absence σήμερα αύριο ambassador-1")
    assert await holder_of(world, 1) == ""
    assert meant(await world.owed(), TEAM)[-1] == THREE


@pytest.mark.parametrize("way", ["words", "choice"])
async def test_what_waits_again_is_not_left_with_somebody_who_is_away(world: RoutedWorld, way: str) -> None:
    question = world.posted(PASSWORD, by=teacher(1))
    await world.hear(question)
    await world.run("ticket answer 1 Δοκιμάστε ξανά.", FACILITATOR, TEAM)
    await world.says("me absence σήμερα αύριο")
    await world.owed()
    if way == "words":
        owed = await world.hear(world.posted("πάλι δεν μπαίνω", by=teacher(1), thread=question.ref))
    else:
        await world.run("ticket more 1", teacher(1))
        owed = await world.owed()
    assert meant(owed, TEAM)[-1] == THREE
    assert await holder_of(world, 1) == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("me absence blah", "Δεν κατάλαβα ποια ημέρα είναι «blah»."),
        ("me absence 15/1 10/1/2027", "Δεν κατάλαβα ποια ημέρα είναι «10/1/2027»."),
        ("me absence today 12/1/2030", "Η τελευταία ημέρα δεν μπορεί να είναι"),
        (
            "me absence today today nobody",
            "Δεν βρίσκω στις ομάδες το όνομα «nobody». Στις ομάδες είναι: facilitator-2, ",
        ),
        ("me absence today today facilitator-2", "Στις ομάδες το όνομα «facilitator-2» είναι μόνο δικό σας."),
    ],
)
async def test_absences_that_cannot_be(world: RoutedWorld, line: str, said: str) -> None:
    assert (await refused(world, line)).startswith(said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("el", "✅ Το αίτημα #1 το έχει τώρα: facilitator-3. ⚠️ Λείπει έως Τετάρτη 13 Ιανουαρίου 2027."),
        ("en", "✅ facilitator-3 has request #1 now. ⚠️ They are away until Wednesday 13 January 2027."),
    ],
)
async def test_who_hands_a_request_to_somebody_who_is_away_is_told(
    world: RoutedWorld, language: str, said: str
) -> None:
    await world.asks(PASSWORD, teacher(1))
    await world.says("me absence σήμερα αύριο", SECOND)
    assert await world.says("ticket give 1 facilitator-3", language=language) == said
