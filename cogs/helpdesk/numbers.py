"""The helpdesk's numbers: what was asked and what became of it, by week and by topic, to be read and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Delivery
from bot.core.errors import N_, BadArgument
from bot.core.ids import RoomRef
from bot.core.rights import Role
from cogs import sheet
from cogs.speech import private
from config.words import Translator, translator
from storage import desk_numbers, made_files, outbox
from storage.database import Tx
from storage.desk_numbers import Handled

_MOST_WEEKS = 104
_HEADS = (
    N_("Week from"),
    N_("Topic"),
    N_("Asked"),
    N_("Answered at once"),
    N_("Helped"),
    N_("Passed on"),
    N_("Minutes to the first answer (median)"),
    N_("Minutes to the solution (median)"),
)
_MINUTES, _HOURS = 60, 48


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of some questions; the medians are None where nothing was answered by a person."""

    asked: int
    answered: int
    helped: int
    passed_on: int
    first: timedelta | None
    solved: timedelta | None


class HelpdeskNumbers(Cog):
    """Tells facilitators how the helpdesk does."""

    name = "helpdesk numbers"

    @command("helpdesk stats", needs=Role.FACILITATOR)
    async def stats(
        self, asked: Asked, tx: Tx, weeks: Annotated[int, "How many weeks, this one included"] = 4
    ) -> Reply:
        """Show what was asked, what became of it, and how long people waited."""
        handled = await _handled(asked, tx, weeks)
        t = translator(asked.language)
        if not handled:
            return Reply(markup.parse(t("Nothing was asked in this time.")))
        lines = [t("**In all**: {numbers}", numbers=_told(t, numbers_of(handled)))]
        for week, some in by(handled, lambda each: monday_of(each, asked.zone)):
            lines.append(
                "- " + t("Week of {day}: {numbers}", day=_day(t, week, asked.zone), numbers=_told(t, numbers_of(some)))
            )
        for topic, some in by(handled, lambda each: each.topic):
            name = markup.escape(topic) or t("without a topic")
            lines.append("- " + t("Topic “{topic}”: {numbers}", topic=name, numbers=_told(t, numbers_of(some))))
        return Reply(markup.parse("\n".join(lines)))

    @command("helpdesk export", needs=Role.FACILITATOR)
    async def export_csv(
        self, asked: Asked, tx: Tx, weeks: Annotated[int, "How many weeks, this one included"] = 4
    ) -> Reply:
        """Have the helpdesk's numbers by week and topic sent to you in private, as a table for a spreadsheet."""
        handled = await _handled(asked, tx, weeks)
        t, to = translator(asked.language), RoomRef.direct(asked.person.ref)
        if not handled:
            return private(t("Nothing was asked in this time."))
        table = sheet.sheet([t(head) for head in _HEADS], _rows(handled, asked.zone), asked.language)
        file = await made_files.keep(tx, "helpdesk.csv", sheet.TYPE, table, asked.at)
        text = markup.parse(t("📎 The helpdesk's numbers by week and topic"))
        await outbox.put(tx, Delivery(f"helpdesk:numbers:{asked.id}", to, text=text, attachments=(file,)), asked.at)
        return private(t("I have sent it to you in private."))


def numbers_of(handled: Sequence[Handled]) -> Numbers:
    """Return the numbers of some questions."""
    return Numbers(
        asked=len(handled),
        answered=sum(each.outcome == "answered" for each in handled),
        helped=sum(each.helped for each in handled),
        passed_on=sum(each.outcome == "passed on" for each in handled),
        first=_median(each.first for each in handled),
        solved=_median(each.solved for each in handled),
    )


def by(handled: Iterable[Handled], group: Callable[[Handled], str]) -> list[tuple[str, list[Handled]]]:
    """Return the questions in groups, in the order of the groups' names."""
    groups: dict[str, list[Handled]] = {}
    for each in handled:
        groups.setdefault(group(each), []).append(each)
    return sorted(groups.items())


def monday_of(handled: Handled, zone: str) -> str:
    """Return the Monday of the week in which a question was asked, as an ISO date in a zone."""
    day = handled.at.astimezone(ZoneInfo(zone)).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def _rows(handled: Iterable[Handled], zone: str) -> Iterator[Sequence[object]]:
    for week, some in by(handled, lambda each: monday_of(each, zone)):
        for topic, rows in by(some, lambda each: each.topic):
            of = numbers_of(rows)
            counts = (of.asked, of.answered, of.helped, of.passed_on)
            yield week, topic, *counts, *map(_in_minutes, (of.first, of.solved))


async def _handled(asked: Asked, tx: Tx, weeks: int) -> list[Handled]:
    if not 1 <= weeks <= _MOST_WEEKS:
        raise BadArgument(N_("The number of weeks must be between 1 and {most}."), most=_MOST_WEEKS)
    local = asked.at.astimezone(ZoneInfo(asked.zone))
    first = local.date() - timedelta(days=local.weekday(), weeks=weeks - 1)
    return await desk_numbers.since(tx, datetime.combine(first, time(), local.tzinfo))


def _told(t: Translator, numbers: Numbers) -> str:
    told = t(
        "{asked} asked, {answered} answered at once, {helped} helped, {passed_on} passed on",
        asked=t.number(numbers.asked),
        answered=t.number(numbers.answered),
        helped=t.number(numbers.helped),
        passed_on=t.number(numbers.passed_on),
    )
    if numbers.first is not None:
        told += " · " + t("half had a first answer within {time}", time=_length(t, numbers.first))
    if numbers.solved is not None:
        told += " · " + t("half were solved within {time}", time=_length(t, numbers.solved))
    return told


def _day(t: Translator, week: str, zone: str) -> str:
    return t.day(datetime.combine(date.fromisoformat(week), time(12), ZoneInfo(zone)), zone)


def _length(t: Translator, length: timedelta) -> str:
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 2 * _MINUTES:
        return t.plural("{number} minute", "{number} minutes", minutes)
    hours = round(minutes / _MINUTES)
    return t.plural("{number} hour", "{number} hours", hours) if hours < _HOURS else _days(t, round(hours / 24))


def _days(t: Translator, days: int) -> str:
    return t.plural("{number} day", "{number} days", days)


def _in_minutes(length: timedelta | None) -> int | None:
    return None if length is None else round(length.total_seconds() / 60)


def _median(lengths: Iterable[timedelta | None]) -> timedelta | None:
    known = [length.total_seconds() for length in lengths if length is not None]
    return timedelta(seconds=median(known)) if known else None
