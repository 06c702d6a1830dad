"""What the commands of events answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core import markup
from bot.core.commands import Asked, Reply
from bot.core.delivery import Choice
from bot.core.errors import N_
from bot.core.rooms import Room
from cogs.events import phrases, questions
from cogs.events.when import Ambiguity, When
from cogs.rooms import titles
from cogs.speech import say, worded
from config.words import Translator, translator
from storage.events import Event
from storage.reminders import Reminder

_LISTED = 20


def question(asked: Asked, event: Event, found: When | Ambiguity) -> Reply:
    """Repeat the date that was read for an event, or ask which one is meant; nothing counts before the answer."""
    t = translator(asked.language)
    no = f"event discard {event.id}"
    if isinstance(found, When):
        until = phrases.until(t, found.at, asked.at, found.zone)
        date = phrases.dated(t, found.at, found.zone)
        text = say(t, N_("I understood: {date}, {until}. Right?"), date=date, until=until)
        return Reply(text, choices=(Choice(t("✅ Yes"), _confirm(event, found)), Choice(t("❌ No"), no)))
    choices = [
        Choice(label, _confirm(event, each))
        for label, each in zip(questions.labels(t, found), found.readings, strict=True)
    ]
    text = markup.parse(questions.question(t, found))
    return Reply(text, choices=(*choices, Choice(t("❌ Neither"), no)))


def _confirm(event: Event, found: When) -> str:
    return f"event confirm {event.id} {found.at.isoformat()}"


def planned(asked: Asked, event: Event, rooms: Iterable[Room]) -> Reply:
    """Tell that an event is planned, when, and which rooms are reminded of it."""
    t = translator(asked.language)
    date = phrases.dated(t, event.starts, event.zone)
    sentence = N_("✅ Event #{number} is planned: “{title}”, {date}. Rooms that will be reminded: {rooms}.")
    return Reply(say(t, sentence, number=event.id, title=event.title, date=date, rooms=titles(rooms)))


def moved(asked: Asked, event: Event) -> Reply:
    """Tell that an event has another date."""
    t = translator(asked.language)
    date = phrases.dated(t, event.starts, event.zone)
    return Reply(
        say(
            t,
            N_("✅ Event #{number} has a new date: “{title}”, {date}."),
            number=event.id,
            title=event.title,
            date=date,
        )
    )


def cancelled(asked: Asked, event: Event, told: Sequence[Room]) -> Reply:
    """Tell that an event is cancelled and who has been told."""
    t = translator(asked.language)
    said = [worded(t, N_("✅ Event #{number}, “{title}”, is cancelled."), number=event.id, title=event.title)]
    if told:
        said.append(worded(t, N_("I am telling the rooms that were reminded: {rooms}."), rooms=titles(told)))
    else:
        said.append(worded(t, N_("No room had been reminded of it yet, so I told none.")))
    return Reply(markup.parse(" ".join(said)))


def listing(asked: Asked, upcoming: Sequence[Event]) -> Reply:
    """List events, the next one first; one that has begun says so."""
    t = translator(asked.language)
    if not upcoming:
        return Reply(say(t, N_("No live event is planned.")))
    lines = [_line(t, asked, event) for event in upcoming[:_LISTED]]
    if len(upcoming) > _LISTED:
        lines.append(t.plural("and one more", "and {number} more", len(upcoming) - _LISTED))
    return Reply(markup.parse("\n".join(lines)))


def _line(t: Translator, asked: Asked, event: Event) -> str:
    sentence = N_("**#{number}** {date}: “{title}”")
    if event.starts <= asked.at:
        sentence = N_("**#{number}** {date}: “{title}” (now)")
    date = phrases.dated(t, event.starts, asked.zone)
    return worded(t, sentence, number=event.id, date=date, title=event.title)


def details(asked: Asked, event: Event, rooms: Iterable[Room], reminders: Iterable[Reminder]) -> str:
    """Write everything about an event, as markdown."""
    t = translator(asked.language)
    lines = [
        _line(t, asked, event),
        worded(t, N_("Length: {length}"), length=phrases.span(t, event.length)),
        worded(t, N_("Rooms: {rooms}"), rooms=titles(rooms)),
        *phrases.link(t, event),
    ]
    if event.state == "cancelled":
        lines.insert(1, worded(t, N_("Event #{number} has been cancelled."), number=event.id))
    leads = {each.lead for each in reminders if each.state == "pending" and each.lead}
    if leads:
        spans = ", ".join(phrases.span(t, lead) for lead in sorted(leads, reverse=True))
        lines.append(worded(t, N_("Reminders to come, before the start: {spans}"), spans=spans))
    return "\n".join(lines) + (f"\n\n{event.description}" if event.description else "")
