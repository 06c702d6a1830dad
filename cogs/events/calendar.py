"""Events as a calendar that other programs read: iCalendar (RFC 5545), with the rules of every zone that is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.core import markup
from config.words import translator
from storage.events import Event

if TYPE_CHECKING:
    import icalendar

# icalendar is imported where a calendar is made: it costs a tenth of a second, which nobody waits for at the start.

TYPE = "text/calendar"
"""The media type (RFC 5545, 8.1); the character set is UTF-8."""
_HOUR = timedelta(hours=1)
_YEAR = timedelta(days=366)
_REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose calendar it is: its name, its language, and the host that makes the events' ids unique in the world."""

    name: str
    language: str
    host: str


def document(
    source: Source, events: Sequence[Event], now: datetime, leads: Callable[[str], Sequence[timedelta]]
) -> bytes:
    """Write events as a calendar made at a moment (aware).

    The alarm comes from `leads`, which tells how long before an event of a kind people are reminded. A change raises
    SEQUENCE, a cancelled event stays with STATUS:CANCELLED (RFC 5545, 3.8.7.4 and 3.8.1.11; RFC 5546, 3.2.1 and 3.2.5),
    and DTSTAMP is when this was written, as METHOD:PUBLISH has it.
    """
    import icalendar  # see above

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Stoa//Live events//EL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", source.name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    for event in events:
        calendar.add_component(_component(source, replace(event, link=event.link_at(now)), now, leads(event.kind)))
    if events:
        calendar.add_missing_timezones(*_years(events))
    written: bytes = calendar.to_ical()
    return written


def tag(events: Sequence[Event], now: datetime) -> str:
    """Return what tells one state of events from another: they change by themselves when a link is shown."""
    return sha256(repr([(event, event.link_at(now)) for event in events]).encode()).hexdigest()[:32]


def _component(source: Source, event: Event, now: datetime, leads: Sequence[timedelta]) -> icalendar.Event:
    import icalendar  # see above

    zone, cancelled = ZoneInfo(event.zone), event.state == "cancelled"
    made = icalendar.Event()
    made.add("uid", f"event-{event.id}@{source.host}")
    # A link that was kept back and is shown now changes the event, too.
    made.add("sequence", 2 * event.revision + bool(event.link and event.link_from is not None))
    made.add("dtstamp", now)
    made.add("dtstart", event.starts.astimezone(zone))
    made.add("dtend", event.ends.astimezone(zone))
    made.add("summary", event.title)
    made.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    made.add("categories", [event.kind])
    if description := _description(source, event):
        made.add("description", description)
    if event.link:
        made.add("url", event.link)
    if event.place or event.link:
        made.add("location", event.place or event.link)
    if event.kind == "deadline":
        made.add("transp", "TRANSPARENT")
    if not cancelled:
        made.add_component(_alarm(event, leads))
    return made


def _alarm(event: Event, leads: Sequence[timedelta]) -> icalendar.Alarm:
    """Return one alarm: as long before the start as the last reminder that leaves half an hour, or else ten minutes."""
    import icalendar  # see above

    made = icalendar.Alarm()
    made.add("action", "DISPLAY")
    made.add("description", event.title)
    made.add("trigger", -min((lead for lead in leads if lead >= _HOUR / 2), default=_HOUR / 6))
    return made


def _description(source: Source, event: Event) -> str:
    t = translator(source.language)
    speakers = t("Speakers: {speakers}", speakers=event.speakers) if event.speakers else ""
    return "\n\n".join(part for part in (speakers, str(markup.parse(event.description)), event.link) if part)


def _years(events: Sequence[Event]) -> tuple[date, date]:
    """Return from when to when the rules of the zones are needed."""
    return (
        (min(event.starts for event in events) - _YEAR).date(),
        (max(event.ends for event in events) + _YEAR).date(),
    )
