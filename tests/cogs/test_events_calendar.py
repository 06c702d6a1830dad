"""The calendar of the events, read back by a real parser."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot.adapters.web.feed import pages
from bot.adapters.web.server import WebServer
from bot.app import App
from bot.core.errors import OperatorError
from cogs.events import Calendar, Events
from cogs.events.calendar import TYPE
from config.load import load
from config.settings import CalendarSettings, EventsSettings
from storage import made_files
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator, owed, seen_by
from tests.fakes import FakeClock, FakePlatform

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
ATHENS = ZoneInfo("Europe/Athens")
SERVED = CalendarSettings(listen="127.0.0.1:0", address="https://calendar.example.org")


@pytest.fixture
def team(database: Database) -> Facilitator:
    return Facilitator(database, Events(ROOMS, EventsSettings(), ()))


def calendar(settings: CalendarSettings | None = SERVED) -> Calendar:
    return Calendar(ROOMS, EventsSettings(), settings, "Μια κοινότητα")


async def planned(team: Facilitator, line: str) -> None:
    await team.says(line, NOW)
    assert (await team.chooses(1, NOW)).startswith("✅")


async def read(team: Facilitator, path: str = "/events.ics", at: datetime = NOW) -> icalendar.Calendar:
    page = await calendar().page(team.database, path, at)
    assert page is not None
    return icalendar.Calendar.from_ical(page[1])


LINE = (
    'event add "Γνωριμία, με το; eTwinning" "Παρασκευή 18:00" 90 link=https://example.org/a speakers="Ομάδα"'
    ' description="Με **παραδείγματα**"'
)


async def test_an_event_is_all_there(team: Facilitator) -> None:
    await planned(team, LINE)
    found = await read(team)
    (event,) = found.walk("VEVENT")
    assert str(event["SUMMARY"]) == "Γνωριμία, με το; eTwinning"
    assert event.decoded("DTSTART") == datetime(2026, 10, 23, 18, 0, tzinfo=ATHENS)
    assert event.decoded("DTEND") == datetime(2026, 10, 23, 19, 30, tzinfo=ATHENS)
    assert event["DTSTART"].params["TZID"] == "Europe/Athens"
    assert str(event["UID"]) == "event-1@calendar.example.org"
    assert str(event["URL"]) == "https://example.org/a"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["DESCRIPTION"]) == "Ομιλητές και ομιλήτριες: Ομάδα\n\nΜε παραδείγματα\n\nhttps://example.org/a"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER") == -timedelta(hours=1)
    assert found["METHOD"] == "PUBLISH"
    written = found.to_ical().decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n" in written
    assert all(len(line) <= 75 for line in found.to_ical().split(b"\r\n"))


async def test_the_rules_of_the_zone_stand_in_it_and_are_right(team: Facilitator) -> None:
    await planned(team, 'event add "Νωρίς" "Σάββατο 24 Οκτωβρίου 18:00"')
    await planned(team, 'event add "Αργά" "Δευτέρα 26 Οκτωβρίου 18:00"')
    found = await read(team)
    (zone,) = found.walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    own = zone.to_tz(lookup_tzid=False)
    hours = [event.decoded("DTSTART").replace(tzinfo=own).utcoffset() for event in found.walk("VEVENT")]
    assert hours == [timedelta(hours=3), timedelta(hours=2)]


async def test_a_change_counts_on_and_a_cancellation_cancels(team: Facilitator) -> None:
    await planned(team, LINE)
    sequences = []
    for line in ("event edit 1 title Άλλος", "event edit 1 when Σάββατο 19:00", "event cancel 1"):
        sequences.append((await read(team)).walk("VEVENT")[0].decoded("SEQUENCE"))
        await team.says(line, NOW)
        if team.choices:
            await team.chooses(1, NOW)
    (event,) = (await read(team)).walk("VEVENT")
    sequences.append(event.decoded("SEQUENCE"))
    assert sequences == sorted(set(sequences)), "each change has a greater number"
    assert str(event["STATUS"]) == "CANCELLED"
    assert str(event["UID"]) == "event-1@calendar.example.org"
    assert event.decoded("DTSTART") == datetime(2026, 10, 24, 19, 0, tzinfo=ATHENS)
    assert event.walk("VALARM") == []
    assert (await read(team, at=NOW + timedelta(days=100))).walk("VEVENT") == []


async def test_one_event_alone_and_what_there_is_not(team: Facilitator) -> None:
    await planned(team, LINE)
    await planned(team, 'event add "Δεύτερη" "Σάββατο 18:00"')
    await team.says('event add "Πρόχειρη" "Κυριακή 18:00"', NOW)
    (event,) = (await read(team, "/events/2.ics")).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Δεύτερη"
    assert len((await read(team)).walk("VEVENT")) == 2
    for path in ("/", "/events", "/events/3.ics", "/events/99.ics", "/events/1.ics/x", "/../events.ics"):
        assert await calendar().page(team.database, path, NOW) is None


async def test_what_has_not_changed_is_written_once(team: Facilitator) -> None:
    await planned(team, LINE)
    one = calendar()
    first = await one.page(team.database, "/events.ics", NOW)
    assert await one.page(team.database, "/events.ics", NOW + timedelta(hours=1)) == first
    await team.says("event edit 1 title Άλλος", NOW)
    assert await one.page(team.database, "/events.ics", NOW) != first


async def test_it_is_served_to_whoever_asks(team: Facilitator) -> None:
    await planned(team, LINE)
    one = calendar()

    async def page(path: str) -> tuple[str, bytes] | None:
        return await one.page(team.database, path, NOW)

    server = WebServer("127.0.0.1:0", "calendar.listen")
    server.add_route("GET", "/{path:.*}", pages(TYPE, page))
    async with server.served() as address, ClientSession() as client:
        async with client.get(f"{address}/events.ics") as answer:
            assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
            tag = answer.headers["ETag"]
            assert len(icalendar.Calendar.from_ical(await answer.read()).walk("VEVENT")) == 1
        async with client.get(f"{address}/events.ics", headers={"If-None-Match": tag}) as answer:
            assert (answer.status, await answer.read()) == (304, b"")
        async with client.get(f"{address}/nothing") as answer:
            assert answer.status == 404
        async with client.post(f"{address}/events.ics") as answer:
            assert answer.status == 405
        taken = address.removeprefix("http://")
        with pytest.raises(OperatorError, match="cannot be listened on"):
            async with WebServer(taken, "calendar.listen").served():
                pass


async def sent(team: Facilitator) -> tuple[str, str, icalendar.Calendar]:
    """Return to whom the newest file was sent, with which name, and the calendar in it."""
    last = (await owed(team.database))[-1]
    (file,) = last.attachments
    assert file.content_type == TYPE
    async with team.database.reading() as tx:
        kept = await made_files.find(tx, file)
    assert kept is not None
    found = icalendar.Calendar.from_ical(kept[1])
    assert isinstance(found, icalendar.Calendar)
    return f"{last.to}: {last.text}", file.name, found


@pytest.mark.parametrize(
    ("language", "says", "served", "all_of_them", "words"),
    [
        (
            "el",
            "Σας έστειλα το αρχείο ιδιωτικά· ανοίξτε το με το ημερολόγιό σας.",
            "Αρχείο ημερολογίου της εκδήλωσης #1: https://calendar.example.org/events/1.ics",
            "Εγγραφή σε όλες τις εκδηλώσεις: https://calendar.example.org/events.ics",
            "discord:dm:facilitator-2: 📅 Για το ημερολόγιό σας: «Γνωριμία, με το; eTwinning»",
        ),
        (
            "en",
            "I have sent you the file in private; open it with your calendar.",
            "Calendar file of event #1: https://calendar.example.org/events/1.ics",
            "Subscribe to all events: https://calendar.example.org/events.ics",
            "discord:dm:facilitator-2: 📅 For your calendar: “Γνωριμία, με το; eTwinning”",
        ),
    ],
)
async def test_the_command_sends_a_file_and_tells_where_more_is(
    team: Facilitator, language: str, says: str, served: str, all_of_them: str, words: str
) -> None:
    await planned(team, LINE)
    one = seen_by(Facilitator(team.database, calendar()), language)
    assert await one.says("event ics 1", NOW) == f"{says}\n{served}"
    told, name, found = await sent(team)
    assert (told, name) == (words, "event-1.ics")
    (event,) = found.walk("VEVENT")
    before = event.decoded("SEQUENCE")
    assert await one.says("event ics", NOW + timedelta(seconds=1)) == f"{says}\n{all_of_them}"
    assert (await sent(team))[1] == "events.ics"
    one.cog = calendar(None)
    await team.says("event cancel 1", NOW)
    assert await one.says("event ics 1", NOW + timedelta(seconds=2)) == says
    (event,) = (await sent(team))[2].walk("VEVENT")
    assert (str(event["STATUS"]), event.decoded("SEQUENCE") > before) == ("CANCELLED", True)


async def test_no_file_of_what_there_is_not(team: Facilitator) -> None:
    one = Facilitator(team.database, calendar())
    assert (await one.says("event ics 9", NOW)).startswith("Δεν υπάρχει εκδήλωση με αριθμό 9.")
    assert await owed(team.database) == []


async def test_a_running_bot_serves_it_where_the_settings_say_so(tmp_path: Path) -> None:
    settings = 'community = "etwinning"\n[console]\nenabled = true\n[calendar]\nlisten = "127.0.0.1:0"\n'
    (tmp_path / "stoa.toml").write_text(settings)
    platform, stop = FakePlatform("console"), asyncio.Event()
    app = await App.open(load(tmp_path / "stoa.toml", {}), clock=FakeClock(), platforms={"console": platform})
    with capture_logs() as logged:
        running = asyncio.create_task(app.run(stop))
        await platform.ready()
        (address,) = [each["address"] for each in logged if each["event"] == "web server listens"]
        async with ClientSession() as client, client.get(f"{address}/events.ics") as answer:
            found = icalendar.Calendar.from_ical(await answer.read())
        stop.set()
        await running
        await app.close()
    kinds = [event.categories[0] for event in found.events]
    assert sorted(kinds) == ["deadline"] * 4 + ["webinar"] * 3
