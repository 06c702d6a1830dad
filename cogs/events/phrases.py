"""What is said about events: dates, spans of time, questions and reminders, each in one language and one zone.

What is returned is markdown, in which everything that people wrote reads literally.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.core.errors import N_
from bot.core.rooms import Room
from cogs.speech import worded
from config.words import Translator, translator
from storage.events import Event

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_SOON = timedelta(minutes=90)
"""So long before the start, minutes say more than the day."""


def zone_name(t: Translator, zone: str) -> str:
    """Name a zone (IANA) as people do, where they have a name for it."""
    return t("Athens time") if zone == "Europe/Athens" else t("{zone} time", zone=zone)


def dated(t: Translator, at: datetime, zone: str) -> str:
    """Write a moment with weekday, date, time and zone."""
    return f"{t.moment(at, zone)} ({zone_name(t, zone)})"


def weekday(t: Translator, at: datetime, zone: str) -> str:
    """Write a date with its weekday and without its year."""
    return format_date(at.astimezone(ZoneInfo(zone)), "EEEE d MMMM", locale=t.language)


def span(t: Translator, length: timedelta) -> str:
    """Write a length of time in the largest unit that says it exactly; seconds are rounded away."""
    length = max(_MINUTE, round(length / _MINUTE) * _MINUTE)
    if length % _DAY == timedelta():
        return t.plural("one day", "{number} days", length // _DAY)
    if length % _HOUR == timedelta():
        return t.plural("one hour", "{number} hours", length // _HOUR)
    return t.plural("one minute", "{number} minutes", length // _MINUTE)


def until(t: Translator, at: datetime, now: datetime, zone: str) -> str:
    """Say how long it is until a moment: minutes, then hours of the same day, then days of the zone's calendar."""
    left, days = at - now, _days_until(at, now, zone)
    if left <= _SOON:
        return t("in {time}", time=span(t, left))
    if days == 0:
        return t("in {time}", time=span(t, round(left / _HOUR) * _HOUR))
    return t("tomorrow") if days == 1 else t("in {time}", time=span(t, days * _DAY))


def reminder(event: Event, language: str, zone: str, now: datetime, following: timedelta | None) -> str:
    """Remind of an event that has not begun; `following` is how long before it the next reminder comes."""
    t = translator(language)
    left, days = event.starts - now, _days_until(event.starts, now, zone)
    soon = left <= _SOON
    opening = N_("🔔 In {time}, {day} at {clock} ({zone}): “{title}”.")
    if not soon and days == 0:
        opening = N_("🔔 Today, {day} at {clock} ({zone}): “{title}”.")
    elif not soon and days == 1:
        opening = N_("🔔 Tomorrow, {day} at {clock} ({zone}): “{title}”.")
    sentences = [
        worded(
            t,
            opening,
            time=span(t, left if soon else days * _DAY),
            day=weekday(t, event.starts, zone),
            clock=t.clock(event.starts, zone),
            zone=zone_name(t, zone),
            title=event.title,
        )
    ]
    if soon:
        sentences += [*place(t, event), *link(t, event, now)]
    if following:
        sentences.append(t(N_("I will remind you again {time} before."), time=span(t, following)))
    return " ".join(sentences)


def starting(event: Event, language: str) -> str:
    """Tell that an event begins now, or that the time to do something ends."""
    t = translator(language)
    sentence = N_("🔔 We are starting now: “{title}”.")
    if event.kind == "deadline":
        sentence = N_("🔔 The deadline is now: “{title}”.")
    return " ".join([worded(t, sentence, title=event.title), *place(t, event), *link(t, event, event.starts)])


def late(event: Event, language: str, zone: str) -> str:
    """Tell that an event has begun some time ago and still goes on; the hour is that of a zone (IANA)."""
    t = translator(language)
    sentence = N_("🔔 I am late, sorry: “{title}” started at {clock} and is still going on.")
    said = worded(t, sentence, title=event.title, clock=t.clock(event.starts, zone))
    return " ".join([said, *place(t, event), *link(t, event, event.starts)])


def moved(event: Event, room: Room) -> str:
    """Tell a room that has been reminded of an event that its date is another one now."""
    t = translator(room.language)
    return worded(
        t, N_("🔔 New date for “{title}”: {date}."), title=event.title, date=dated(t, event.starts, room.zone)
    )


def cancelled(event: Event, room: Room, reason: str) -> str:
    """Tell a room that has been reminded of an event that it will not take place."""
    t = translator(room.language)
    date = dated(t, event.starts, room.zone)
    said = worded(t, N_("🔔 Cancelled: “{title}”, {date}."), title=event.title, date=date)
    return " ".join([said, worded(t, N_("Reason: {reason}"), reason=reason)]) if reason else said


def link(t: Translator, event: Event, now: datetime) -> list[str]:
    """Say an event's link; nothing where it has none or it is not to be shown at this moment."""
    shown = event.link_at(now)
    return [t(N_("Link: {link}"), link=f"<{shown}>")] if shown else []


def withheld(t: Translator, event: Event, now: datetime) -> list[str]:
    """Say when an event's link will be shown; nothing where it is, or where there is none."""
    if not event.link or event.link_from is None or event.link_at(now):
        return []
    if not event.link_from:
        return [t(N_("The link is shown when it starts; whoever is coming gets it in private."))]
    sentence = N_("The link is shown {time} before the start; whoever is coming gets it in private.")
    return [t(sentence, time=span(t, event.link_from))]


def place(t: Translator, event: Event) -> list[str]:
    """Say where an event is held; nothing where that is not said."""
    return [worded(t, N_("Place: {place}"), place=event.place)] if event.place else []


def for_guests(t: Translator, event: Event, now: datetime) -> list[str]:
    """Say the link to somebody who comes, where it was kept back for them."""
    return link(t, event, now) if event.link_from is not None else []


def link_now(event: Event, language: str) -> str:
    """Give a link that was kept back to whoever is coming; it is shown from this moment on."""
    t = translator(language)
    said = worded(t, N_("🔗 “{title}” is about to start."), title=event.title)
    return " ".join([said, *place(t, event), *link(t, event, event.starts)])


def _days_until(at: datetime, now: datetime, zone: str) -> int:
    there = ZoneInfo(zone)
    return (at.astimezone(there).date() - now.astimezone(there).date()).days
