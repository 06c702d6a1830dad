"""Changing what several events of a series have in common, moving them together, and planning the like again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument, UserError
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.events import views
from cogs.events.book import Book, at, at_home
from cogs.events.change import Field, Value, apply, changed, note, told
from cogs.events.series import at_wall, clear, drafted
from cogs.events.when import When
from config.settings import EventsSettings
from config.words import translator
from storage import events, leads
from storage.changes import Change
from storage.database import Tx
from storage.events import Event

Number = Annotated[int, "The number of any event of the series"]
NewDate = Annotated[str, "The new date and time of that event; the others move with it"]


class SeriesChanges(Cog):
    """Changes series as a whole: what is still to come, each event at the hour that the clock on the wall shows."""

    name = "series changes"

    def __init__(self, rooms: Rooms, settings: EventsSettings) -> None:
        """Serve the series of these rooms."""
        self._rooms, self._book = rooms, Book(rooms, settings)

    @command("series edit", needs=Role.FACILITATOR)
    async def edit(self, asked: Asked, tx: Tx, number: Number, field: Field, value: Value) -> Reply:
        """Change all events of a series that are still to come."""
        coming, others = await self._coming(tx, number, asked.at), list[Change]()
        after = [changed(self._rooms, each, field, value) for each in coming]
        for before, event in zip(coming, after, strict=True):
            await apply(tx, self._book, before, event, asked.at)
            others += await note(tx, asked, before, event, field)
        t, asked = translator(asked.language), await at_home(asked, tx)
        said = t.plural("✅ One event has been changed:", "✅ {number} events have been changed:", len(after))
        return views.series_changed(asked, said, after, told(t, others[-1:], asked.zone))

    @command("series move", needs=Role.FACILITATOR)
    async def move(self, asked: Asked, tx: Tx, number: Number, when: NewDate) -> Reply:
        """Move all events of a series that are still to come; I repeat the dates and you confirm them."""
        asked = await at_home(asked, tx)
        coming = await self._coming(tx, number, asked.at)
        moved = _moved(coming, number, _at_its_zone(coming, number, clear(asked, when)), asked.at)
        revisions = sum(event.revision for event in coming)
        yes = (
            f"series shift {number} {next(each for each in moved if each.id == number).starts.isoformat()} {revisions}"
        )
        return views.series_question(asked, moved, yes=yes, no=f"series keep {number}")

    @command("series shift", needs=Role.FACILITATOR, hidden=True)
    async def shift(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        when: NewDate,
        revisions: Annotated[int, "How often its events had been changed when the date was given"],
    ) -> Reply:
        """Confirm the new dates of a series."""
        coming = await self._coming(tx, number, asked.at)
        found = _at_its_zone(coming, number, clear(asked, when))
        moved = _moved(coming, number, found, asked.at)
        if all(one.starts == other.starts for one, other in zip(coming, moved, strict=True)):
            return views.series_planned(asked, coming)
        if revisions != sum(event.revision for event in coming):
            raise UserError(
                N_("The series has been changed in the meantime. Look at it with {command}, then try again."),
                command=f"event show {number}",
            )
        after = []
        for before, event in zip(coming, moved, strict=True):
            kept = await self._book.move(tx, before, When(event.starts, event.zone), asked.at)
            await note(tx, asked, before, kept, "when")
            after.append(kept)
        t, asked = translator(asked.language), await at_home(asked, tx)
        said = t.plural("✅ One event has a new date:", "✅ {number} events have new dates:", len(after))
        return views.series_changed(asked, said, after)

    @command("series keep", needs=Role.FACILITATOR, hidden=True)
    async def keep(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Leave the dates of a series as they are."""
        await self._book.known(tx, number)
        return Reply(markup.parse(translator(asked.language)(N_("The dates stay as they were."))))

    @command("series copy", needs=Role.FACILITATOR)
    async def copy(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        when: Annotated[str, "The date and time of the first event of the new series"],
    ) -> Reply:
        """Plan another series like one that there is; I repeat the dates and you confirm them."""
        asked, event = await at_home(asked, tx), await self._book.known(tx, number)
        source = [each for each in await self._series(tx, event) if each.state in ("planned", "cancelled")]
        new = _moved(source, source[0].id, clear(asked, when), asked.at)
        fresh = [replace(each, slug=None, state="draft", version=1, series=None, revision=0) for each in new]
        made = await drafted(tx, fresh)
        for old, draft in zip(source, made, strict=True):
            for audience, wanted in (await leads.of_event(tx, old.id)).items():
                if ":" not in audience:
                    await leads.choose(tx, draft.id, audience, wanted)
        return views.series_question(asked, made)

    async def _series(self, tx: Tx, event: Event) -> list[Event]:
        if event.series is None:
            raise BadArgument(N_("Event #{number} belongs to no series."), number=event.id)
        return await events.of_series(tx, event.series)

    async def _coming(self, tx: Tx, number: int, now: datetime) -> list[Event]:
        """Return the events of a series that have not begun, the one with a number among them."""
        series = await self._series(tx, await self._book.open(tx, number, now))
        coming = [each for each in series if each.state == "planned" and each.starts > now]
        if number not in {each.id for each in coming}:
            raise BadArgument(N_("Event #{number} has already begun."), number=number)
        return coming


def _at_its_zone(series: Sequence[Event], number: int, found: When) -> When:
    return When(found.at, next(each.zone for each in series if each.id == number))


def _moved(series: Sequence[Event], number: int, found: When, now: datetime) -> list[Event]:
    """Return the events of a series moved by as many days as one of them, each to the new hour of the wall clock.

    Raises BadArgument where the clocks change at that hour, or where one would lie in the past.
    """
    wall = datetime.fromisoformat(found.wall)
    days = wall.date() - datetime.fromisoformat(next(each.wall for each in series if each.id == number)).date()
    dates = [at_wall(_on(each, days, wall), found.zone) for each in series]
    if any(date.at <= now for date in dates):
        raise BadArgument(N_("Some of these dates would be in the past. Please give a later one."))
    return [at(each, date) for each, date in zip(series, dates, strict=True)]


def _on(event: Event, days: timedelta, wall: datetime) -> datetime:
    return datetime.combine(datetime.fromisoformat(event.wall).date() + days, wall.time())
