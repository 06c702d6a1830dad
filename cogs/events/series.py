"""Several events at once: a date that is repeated, a list of dates, or a template of the community."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated

from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.rights import Role
from bot.core.rooms import Purpose, Rooms
from cogs.events import fields, questions, views
from cogs.events.book import Book, at, at_home
from cogs.events.recurrence import MOST, repeated, too_many
from cogs.events.when import When, instants, read
from cogs.rooms import chosen, known
from config.content import SeriesEntry
from config.settings import EventsSettings, Kind
from config.words import translator
from storage import events
from storage.database import Tx
from storage.events import Event

Dates = Annotated[str, "The first date and time, or all of them with semicolons between"]
Repeat = Annotated[str, "How many weeks, or a rule such as FREQ=WEEKLY;INTERVAL=2;COUNT=6"]


class Series(Cog):
    """Plans several events with one command; each keeps the hour that the clock on the wall shows."""

    name = "series"

    def __init__(self, rooms: Rooms, settings: EventsSettings, templates: Sequence[SeriesEntry]) -> None:
        """Plan for these rooms; `templates` are the community's."""
        self._rooms, self._templates = rooms, {template.id: template for template in templates}
        self._book = Book(rooms, settings)

    @command("series add", needs=Role.FACILITATOR)
    async def add(
        self,
        asked: Asked,
        tx: Tx,
        title: Annotated[str, "The events' title"],
        when: Dates,
        repeat: Repeat = "",
        length: Annotated[int, "Length of each in minutes"] = 60,
        rooms: Annotated[str, "The rooms to remind, with commas between"] = "",
        link: Annotated[str, "Where people join, an https:// address"] = "",
        kind: Annotated[Kind, "What kind of event it is"] = "webinar",
        description: Annotated[str, "What the event is about"] = "",
    ) -> Reply:
        """Plan several events; I repeat the dates and you confirm them."""
        dates = _dates(await at_home(asked, tx), when, repeat)
        draft = Event(
            0,
            fields.title(title),
            dates[0].at,
            dates[0].wall,
            dates[0].zone,
            fields.length(str(length)),
            tuple(room.name for room in chosen(self._rooms, rooms, Purpose.EVENTS)),
            fields.link(link),
            fields.description(description),
            kind=kind,
        )
        return views.series_question(asked, await drafted(tx, [at(draft, date) for date in dates]))

    @command("series template", needs=Role.FACILITATOR)
    async def template(
        self,
        asked: Asked,
        tx: Tx,
        name: Annotated[str, "The template's name"],
        when: Dates,
        rooms: Annotated[str, "The rooms to remind, with commas between"] = "",
        link: Annotated[str, "Where people join, an https:// address"] = "",
    ) -> Reply:
        """Plan the events of a template, weekly from a date on; I repeat the dates and you confirm them."""
        template = self._templates.get(name.strip().casefold())
        if template is None:
            raise BadArgument(
                N_("There is no template named {name}. There are: {names}."),
                name=name,
                names=", ".join(sorted(self._templates)) or "-",
            )
        asked = await at_home(asked, tx)
        several = ";" in when
        dates = _dates(asked, when, "" if several else str(len(template.titles)))
        if len(dates) != len(template.titles):
            raise BadArgument(
                N_("This template has {number} events; please give as many dates, or only the first."),
                number=len(template.titles),
            )
        places = chosen(self._rooms, rooms, Purpose.EVENTS) if rooms else known(self._rooms, template.rooms)
        names = tuple(room.name for room in places or chosen(self._rooms, "", Purpose.EVENTS))
        length, web = timedelta(minutes=template.length_minutes), fields.link(link)
        drafts = [
            Event(0, title, date.at, date.wall, date.zone, length, names, web, template.description, kind=template.kind)
            for title, date in zip(template.titles, dates, strict=True)
        ]
        return views.series_question(asked, await drafted(tx, drafts))

    @command("series cancel", needs=Role.FACILITATOR)
    async def cancel(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The number of any event of the series"],
        reason: Annotated[str, "Why, for the people who were reminded"] = "",
    ) -> Reply:
        """Cancel all events of a series that are still to come."""
        event = await self._book.known(tx, number)
        coming = [
            each
            for each in (await events.of_series(tx, event.series) if event.series else [])
            if each.state == "planned" and each.ends > asked.at
        ]
        if not coming:
            raise BadArgument(N_("Event #{number} belongs to no series with events to come."), number=number)
        for each in coming:
            await self._book.cancel(tx, each, reason, asked.at)
        return views.series_cancelled(asked, coming)

    @command("series confirm", needs=Role.FACILITATOR, hidden=True)
    async def confirm(self, asked: Asked, tx: Tx, number: Annotated[int, "The series' number"]) -> Reply:
        """Confirm the dates of a series."""
        drafts = [each for each in await events.of_series(tx, number) if each.state in ("draft", "planned")]
        late = next((each for each in drafts if each.state == "draft" and each.starts <= asked.at), None)
        if late is not None:
            read(late.starts.isoformat(), asked.at, late.zone)
        planned = [each if each.state == "planned" else await self._book.plan(tx, each) for each in drafts]
        return views.series_planned(await at_home(asked, tx), planned)

    @command("series discard", needs=Role.FACILITATOR, hidden=True)
    async def discard(self, asked: Asked, tx: Tx, number: Annotated[int, "The series' number"]) -> Reply:
        """Drop dates that were not right."""
        for each in await events.of_series(tx, number):
            if each.state == "draft":
                await events.save(tx, replace(each, state="discarded"))
        return views.series_discarded(asked)


async def drafted(tx: Tx, drafts: Sequence[Event]) -> list[Event]:
    """Keep drafts as one series; return them with their numbers."""
    first: int | None = None
    made: list[Event] = []
    for draft in drafts:
        event = await events.add(tx, replace(draft, series=first))
        if first is None:
            first = event.id
            await events.save(tx, replace(event, series=first))
        made.append(event)
    return made


def _dates(asked: Asked, written: str, repeat: str) -> list[When]:
    """Read the dates of a series, in their order; raises BadArgument where one is not clear."""
    texts = [text for text in written.split(";") if text.strip()] or [written]
    if len(texts) > MOST:
        raise too_many()
    given = [clear(asked, text) for text in texts]
    if len(given) > 1 or not repeat.strip():
        return sorted(dict.fromkeys(given), key=lambda each: each.at)
    first = given[0]
    walls = repeated(datetime.fromisoformat(first.wall), repeat)
    return [first, *(at_wall(wall, first.zone) for wall in walls[1:])]


def clear(asked: Asked, text: str) -> When:
    """Read a date that must be clear by itself; raises BadArgument with the question where it is not."""
    found = read(text, asked.at, asked.zone)
    if isinstance(found, When):
        return found
    raise BadArgument(
        N_("“{text}” is not clear: {question}"),
        text=text.strip(),
        question=questions.question(translator(asked.language), found),
    )


def at_wall(wall: datetime, zone: str) -> When:
    """Return when the clocks of a zone show a wall time (naive); raises BadArgument where that is never or twice."""
    moments = instants(wall.date(), wall.time(), zone)
    if len(moments) != 1:
        raise BadArgument(
            N_("On {date} the clocks change, and {clock} comes twice or not at all. Please plan that date by itself."),
            date=f"{wall.day}/{wall.month}/{wall.year}",
            clock=f"{wall:%H:%M}",
        )
    return When(moments[0].astimezone(UTC), zone)
