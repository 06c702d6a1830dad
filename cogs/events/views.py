"""What the commands of events answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.core import markup
from bot.core.commands import Asked, Reply
from bot.core.delivery import Choice
from bot.core.errors import N_
from bot.core.rooms import Room
from cogs.events import phrases, questions
from cogs.events.when import Ambiguity, When
from cogs.rooms import titles
from cogs.speech import say, worded
from config.content import CourseWeek
from config.words import Translator, translator
from storage.events import Event
from storage.guests import Guest
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
    return f"event confirm {event.id} {found.at.isoformat()} {event.revision}"


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


def series_question(asked: Asked, drafts: Sequence[Event], yes: str = "", no: str = "") -> Reply:
    """Repeat the dates that were read for a series; nothing counts before the answer.

    `yes` and `no` are the commands behind the answers, by default those for drafts.
    """
    t = translator(asked.language)
    lines = [
        worded(
            t,
            N_("• {date}, {until}: “{title}”"),
            date=phrases.dated(t, each.starts, each.zone),
            until=phrases.until(t, each.starts, asked.at, each.zone),
            title=each.title,
        )
        for each in drafts
    ]
    said = [t.plural("I understood one date:", "I understood {number} dates:", len(drafts)), *lines, t("Right?")]
    first = drafts[0].id
    choices = (
        Choice(t("✅ Yes"), yes or f"series confirm {first}"),
        Choice(t("❌ No"), no or f"series discard {first}"),
    )
    return Reply(markup.parse("\n".join(said)), choices=choices)


def series_planned(asked: Asked, planned: Sequence[Event]) -> Reply:
    """Tell which events of a series are planned."""
    t = translator(asked.language)
    said = t.plural("✅ One event is planned:", "✅ {number} events are planned:", len(planned))
    return Reply(markup.parse("\n".join([said, *(_line(t, asked, event) for event in planned)])))


def series_changed(asked: Asked, said: str, events: Sequence[Event], more: Sequence[str] = ()) -> Reply:
    """Tell what was done to the events of a series, each with its date, and what else there is to say (markdown)."""
    t = translator(asked.language)
    return Reply(markup.parse("\n".join([said, *(_line(t, asked, event) for event in events), *more])))


def series_discarded(asked: Asked) -> Reply:
    """Tell that a series was not kept."""
    t = translator(asked.language)
    return Reply(say(t, N_("The events were not saved. Please give them again with the right dates.")))


def series_cancelled(asked: Asked, events: Sequence[Event]) -> Reply:
    """Tell which events of a series are cancelled."""
    t = translator(asked.language)
    said = t.plural("✅ One event is cancelled:", "✅ {number} events are cancelled:", len(events))
    return Reply(markup.parse("\n".join([said, *(_line(t, asked, event) for event in events)])))


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


def details(
    asked: Asked, event: Event, rooms: Iterable[Room], reminders: Iterable[Reminder], guests: Sequence[Guest]
) -> str:
    """Write everything about an event, as markdown."""
    t = translator(asked.language)
    lines = [
        _line(t, asked, event),
        *([worded(t, N_("Kind: {kind}"), kind=kind(t, event.kind))] if event.kind != "webinar" else []),
        *([worded(t, N_("Speakers: {speakers}"), speakers=event.speakers)] if event.speakers else []),
        worded(t, N_("Length: {length}"), length=phrases.span(t, event.length)),
        worded(t, N_("Rooms: {rooms}"), rooms=titles(rooms)),
        *phrases.place(t, event),
        *phrases.link(t, event, asked.at),
        *phrases.withheld(t, event, asked.at),
        *_places(t, event, guests),
    ]
    if event.state == "cancelled":
        lines.insert(1, worded(t, N_("Event #{number} has been cancelled."), number=event.id))
    leads = {each.lead for each in reminders if each.state == "pending" and each.lead and ":" not in each.room}
    if leads:
        spans = ", ".join(phrases.span(t, lead) for lead in sorted(leads, reverse=True))
        lines.append(worded(t, N_("Reminders to come, before the start: {spans}"), spans=spans))
    return "\n".join(lines) + (f"\n\n{event.description}" if event.description else "")


def kind(t: Translator, kind: str) -> str:
    """Name a kind of event."""
    names = {
        "webinar": N_("webinar"),
        "workshop": N_("workshop"),
        "conference": N_("conference"),
        "deadline": N_("deadline"),
    }
    return t(names[kind])


def offers(asked: Asked, event: Event) -> tuple[Choice, ...]:
    """Offer to come to an event, to be reminded of it, and to have its recording."""
    if event.state != "planned":
        return ()
    t = translator(asked.language)
    recording = Choice(t("🎬 I want the recording"), f"recording want {event.id}")
    remind = Choice(t("🔔 Remind me"), f"remind me {event.id}")
    if event.kind == "deadline":
        return (remind,) if asked.at < event.starts else ()
    coming = (Choice(t("✅ I am coming"), f"event join {event.id}"), remind) if asked.at < event.starts else ()
    return (*coming, recording)


def _places(t: Translator, event: Event, guests: Sequence[Guest]) -> list[str]:
    coming = sum(not guest.waiting for guest in guests)
    waiting = len(guests) - coming
    if event.capacity is None:
        return [t(N_("Coming: {number}"), number=t.number(coming))] if guests else []
    sentence = N_("Coming: {number} of {capacity}; waiting for a place: {waiting}")
    return [t(sentence, number=t.number(coming), capacity=t.number(event.capacity), waiting=t.number(waiting))]


def course(asked: Asked, weeks: Sequence[CourseWeek]) -> Reply:
    """Show the calendar of a course, week by week, and where it stands now."""
    t = translator(asked.language)
    return Reply(markup.parse("\n\n".join(_week(t, asked, number, week) for number, week in enumerate(weeks, 1))))


def _week(t: Translator, asked: Asked, number: int, week: CourseWeek) -> str:
    zone = ZoneInfo(week.zone)
    opens = datetime.combine(week.opens, time(), zone)
    closes = datetime.combine(week.closes, time(12), zone)
    sentence = N_("**Week {number}** ({first} – {last}): {title}")
    if opens.date() <= asked.at.astimezone(zone).date() <= week.closes:
        sentence = N_("**Week {number}** ({first} – {last}), now: {title}")
    days = (phrases.weekday(t, day, week.zone) for day in (opens, closes))
    first, last = days
    lines = [worded(t, sentence, number=number, first=first, last=last, title=week.title)]
    lines += [markup.escape(week.description)] if week.description else []
    if week.deadline:
        due = week.deadline if week.deadline.tzinfo else week.deadline.replace(tzinfo=zone)
        date = phrases.dated(t, due, asked.zone)
        if due > asked.at:
            until = phrases.until(t, due, asked.at, asked.zone)
            lines.append(worded(t, N_("Deadline: {task}, {date}, {until}"), task=week.task, date=date, until=until))
        else:
            lines.append(worded(t, N_("Deadline: {task}, {date} (over)"), task=week.task, date=date))
    return "\n".join(lines)
