"""Places, links that are kept back until their time, and two facilitators who change the same event."""

from dataclasses import replace
from datetime import datetime, timedelta

import icalendar
import pytest

from bot.core.ids import PersonRef
from bot.core.ports import Capabilities
from bot.engine.places import Places
from cogs.events import Calendar, NativeEvents
from cogs.running import Running
from config.settings import CalendarSettings, EventsSettings
from storage import changes
from storage.database import Database
from tests.cogs import planning
from tests.cogs.asking import ROOMS, Facilitator, owed, seen_by, words
from tests.cogs.planning import NOW, STARTS, planner, teacher, tick
from tests.fakes import FakePlatform

MINUTE = timedelta(minutes=1)
LINK = "https://example.org/live"


@pytest.fixture
def team(database: Database) -> Facilitator:
    return planner(database)


async def planned(team: Facilitator, more: str = "") -> None:
    await planning.planned(team, f"link={LINK} {more}")


async def in_calendar(team: Facilitator, at: datetime) -> icalendar.Event:
    served = CalendarSettings(address="https://calendar.example.org")
    page = await Calendar(ROOMS, EventsSettings(), served, "Κ").page(team.database, "/events.ics", at)
    assert page is not None
    (event,) = icalendar.Calendar.from_ical(page[1]).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


@pytest.mark.parametrize(
    ("language", "shows"),
    [("el", "Χώρος: Αμφιθέατρο, Αθήνα\nΣύνδεσμος: "), ("en", "Place: Αμφιθέατρο, Αθήνα\nLink: ")],
)
async def test_a_place_is_shown_reminded_of_and_in_the_calendar(team: Facilitator, language: str, shows: str) -> None:
    await planned(team, 'place="Αμφιθέατρο, Αθήνα"')
    assert shows in await seen_by(team, language).says("event show 1", NOW)
    due = await tick(team, STARTS - 10 * MINUTE)
    assert f"Χώρος: Αμφιθέατρο, Αθήνα Σύνδεσμος: {LINK}" in str(due[0].text)
    event = await in_calendar(team, NOW)
    assert (str(event["LOCATION"]), str(event["URL"])) == ("Αμφιθέατρο, Αθήνα", LINK)
    assert "Χώρος" not in await team.says("event edit 1 place -", NOW)


@pytest.mark.parametrize(
    ("language", "live", "before"),
    [
        (
            "el",
            "Ο σύνδεσμος εμφανίζεται στην έναρξη· όσοι θα έρθουν τον λαμβάνουν ιδιωτικά.",
            "Ο σύνδεσμος εμφανίζεται 15 λεπτά πριν την έναρξη· όσοι θα έρθουν τον λαμβάνουν ιδιωτικά.",
        ),
        (
            "en",
            "The link is shown when it starts; whoever is coming gets it in private.",
            "The link is shown 15 minutes before the start; whoever is coming gets it in private.",
        ),
    ],
)
async def test_a_link_that_is_kept_back_says_until_when(
    team: Facilitator, language: str, live: str, before: str
) -> None:
    await planned(team, "link_from=0")
    said = await seen_by(team, language).says("event show 1", NOW)
    assert live in said
    assert LINK not in said
    said = await seen_by(team, language).says("event edit 1 link_from 15m", NOW)
    assert before in said
    assert LINK not in said
    assert LINK in await team.says("event edit 1 link_from -", NOW)


async def test_a_link_is_shown_nowhere_before_its_time_and_then_given_to_the_guests(team: Facilitator) -> None:
    await planned(team, "link_from=15m capacity=1")
    one, two = teacher(team.database, 1), teacher(team.database, 2)
    assert LINK not in await one.says("event join 1", NOW)
    assert LINK not in await two.says("event join 1", NOW)
    before = STARTS - 16 * MINUTE
    for hours in (24, 1):
        assert all(LINK not in str(each.text) for each in await tick(team, STARTS - timedelta(hours=hours)))
    assert await tick(team, before) == []
    hidden = await in_calendar(team, before)
    assert LINK not in hidden.to_ical().decode()
    given = await tick(team, STARTS - 15 * MINUTE)
    assert [f"{each.to}: {each.text}" for each in given] == [
        f"discord:dm:teacher-1: 🔗 Η εκδήλωση «Γνωριμία» ξεκινά σε λίγο. Σύνδεσμος: {LINK}"
    ]
    assert await tick(team, STARTS - 14 * MINUTE) == []
    shown = await in_calendar(team, STARTS - 15 * MINUTE)
    assert str(shown["URL"]) == LINK
    assert shown.decoded("SEQUENCE") > hidden.decoded("SEQUENCE")
    await one.says("event leave 1", STARTS - 14 * MINUTE)
    assert (await words(team.database))[-1].endswith(f"(ώρα Ελλάδας). Σύνδεσμος: {LINK}"), (
        "whoever moves up gets it too"
    )
    assert any(LINK in str(each.text) for each in await tick(team, STARTS - 10 * MINUTE))


async def test_a_platforms_own_calendar_shows_the_link_from_its_time_on(team: Facilitator) -> None:
    await planned(team, "link_from=15m")
    running = Running()
    native = FakePlatform("discord", capabilities=Capabilities(native_events=True))
    running.places = Places({"discord": native})
    cog = NativeEvents(ROOMS, running)
    places = []
    for at in (NOW, STARTS - 16 * MINUTE, STARTS - 15 * MINUTE):
        async with team.database.transaction() as tx:
            await cog.follow(at, tx)
        last = (await owed(team.database))[-1].occasion
        places.append(last.place if last else None)
    assert places == ["", "", LINK]


async def test_a_moved_event_gives_its_link_at_the_new_time(team: Facilitator) -> None:
    await planned(team, "link_from=15m")
    await teacher(team.database, 1).says("event join 1", NOW)
    await team.says("event edit 1 when Σάββατο 18:00", NOW)
    await team.chooses(1, NOW)
    assert await tick(team, STARTS - 15 * MINUTE) == []
    later = STARTS + timedelta(days=1)
    given = await tick(team, later - 15 * MINUTE)
    assert [str(each.to) for each in given if each.to.person] == ["discord:dm:teacher-1"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("event edit 1 link_from χθες", "Δεν κατάλαβα πόσο πριν από μια εκδήλωση είναι το «χθες»."),
        ("event edit 1 link_from 1 ώρα, 10 λεπτά", "Δεν κατάλαβα πόσο πριν από μια εκδήλωση"),
        (f"event edit 1 place {'α' * 201}", "Ο χώρος έχει έως 200 χαρακτήρες· αυτός έχει 201."),
        (f"event edit 1 title {'α' * 500}", "Ο τίτλος μπορεί να έχει έως 200 χαρακτήρες· αυτός έχει 500."),
        ("event edit 1 capacity 0", "Οι θέσεις είναι ένας ακέραιος αριθμός από 1 έως 100000"),
        ("event edit 1 length -60", "Η διάρκεια δίνεται σε ακέραια λεπτά, από 1 έως 10080, όχι «-60»."),
        ("event edit 1 length 0", "Η διάρκεια δίνεται σε ακέραια λεπτά, από 1 έως 10080, όχι «0»."),
        ("event edit 1 when 25:61", "25:61"),
        ("event edit 1 when 21/10/2026 08:00", "έχει ήδη περάσει. Δώστε μια μελλοντική."),
        ("event edit 1 when αύριο 18:00 ώρα Άρη/Πόλη", "Δεν γνωρίζω τη ζώνη ώρας «Άρη/Πόλη»."),
    ],
)
async def test_what_makes_no_sense_is_one_sentence_and_changes_nothing(team: Facilitator, line: str, says: str) -> None:
    await planned(team)
    before = await team.says("event show 1", NOW)
    said = await team.says(line, NOW)
    assert says in said
    assert "[✅" not in said, "nothing to confirm"
    assert await team.says("event show 1", NOW) == before
    async with team.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM event_changes") == 0


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "el",
            "Την ίδια εκδήλωση άλλαξε και ο λογαριασμός facilitator-2, στις 12:00: title «Γνωριμία» → «Πρώτη",
        ),
        ("en", "facilitator-2 changed this event too, at 12:00: title “Γνωριμία” → “Πρώτη συνάντηση”."),
    ],
)
async def test_the_second_of_two_is_told_what_the_first_has_changed(
    team: Facilitator, language: str, told: str
) -> None:
    await planned(team)
    other = replace(seen_by(team, language), name="facilitator-3")
    first = await team.says("event edit 1 title Πρώτη συνάντηση", NOW)
    assert "facilitator" not in first
    said = await other.says("event edit 1 length 90", NOW + MINUTE)
    assert told in said
    assert "«Πρώτη συνάντηση»" in await team.says("event show 1", NOW), "both changes stand"
    assert "Διάρκεια: 90 λεπτά" in await team.says("event show 1", NOW)
    assert "facilitator" not in await other.says("event edit 1 length 60", NOW + timedelta(hours=2))


async def test_who_changed_what_is_told_and_forgotten(team: Facilitator) -> None:
    await planned(team)
    await team.says("event edit 1 title Άλλος", NOW)
    who = PersonRef("discord", "facilitator-2")
    async with team.database.transaction() as tx:
        assert (await team.cog.export(who, tx))["changes"] == [
            {"event": 1, "field": "title", "at": NOW.isoformat()},
        ]
        await team.cog.forget(who, tx)
        assert await team.cog.export(who, tx) == {}
    await team.says("event edit 1 title Πάλι", NOW)
    await team.says("event edit 1 title Ξανά", NOW + timedelta(days=8))
    async with team.database.reading() as tx:
        assert [each.after for each in await changes.by(tx, who)] == ["Πάλι"], "over: nothing is changed any more"
