"""The deadlines cog: nobody waits longer than was promised without somebody hearing of it.

What is due is a row in the database; meeting it and owing its words is one transaction, so that it is met once whatever
happens in between. Time counts only while the support team works, and while a ticket waits for us, not for its asker.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.cog import Cog, every
from bot.core.ids import PersonRef
from cogs.helpdesk.hours import Hours
from cogs.helpdesk.nudges import Nudges
from config.support import SupportSettings
from storage import deadlines, duty, tickets
from storage.database import Tx
from storage.deadlines import Deadline, Kind
from storage.tickets import Ticket

_SOON = 0.75
"""The share of the time after which the one who has a ticket is reminded."""
_AFTER_HOURS = timedelta(minutes=15)
"""What is due when the day ends is still said so long after it."""
_EARLY: dict[Kind, Kind] = {"answer soon": "answer", "solution soon": "solution"}


class Deadlines(Cog):
    """Sets the deadlines of tickets, and says what is due: to who has it, to the facilitators, to the asker."""

    name = "deadlines"

    def __init__(self, hours: Hours, support: SupportSettings, nudges: Nudges) -> None:
        """Count the working time of the support team, and have nudges say what is due."""
        self._hours, self._support, self._nudges = hours, support, nudges

    async def start(self, now: datetime, tx: Tx) -> None:
        """Have what is not due yet set anew, since the settings may be others now."""
        await deadlines.forget_unmet(tx)

    @every(timedelta(seconds=30))
    async def keep(self, now: datetime, tx: Tx) -> None:
        """Set what is to be set, and meet what is due while somebody works."""
        for number in await deadlines.begin_turns(tx, now):
            await self._plan(number, tx)
        for number, answered in await deadlines.unasked(tx):
            await deadlines.put(tx, Deadline(number, "idle", answered, self._days(answered, self._support.idle_days)))
        await deadlines.drop_past(tx, now)
        if self._hours.is_open(now) or self._hours.is_open(now - _AFTER_HOURS):
            await self._meet(await deadlines.due(tx, now), now, tx)

    async def _plan(self, number: int, tx: Tx) -> None:
        ticket, turns = await tickets.get(tx, number), await deadlines.turns(tx, number)
        if ticket is None or not turns:
            return
        targets, since = self._support.targets_of(ticket.topic), turns[-1].since
        spent = sum((self._hours.working_between(t.since, t.ended) for t in turns[:-1] if t.ended), timedelta())
        await self._put(number, ("answer soon", "answer"), since, since, targets.answer, timedelta(), tx)
        solution: tuple[Kind, Kind] = ("solution soon", "solution")
        await self._put(number, solution, ticket.opened_at, since, targets.solution, spent, tx)

    async def _put(
        self,
        number: int,
        kinds: tuple[Kind, Kind],
        since: datetime,
        start: datetime,
        target: float | None,
        spent: timedelta,
        tx: Tx,
    ) -> None:
        """Set the two deadlines of a target (hours); of its time, so much was spent before the start."""
        if target is not None:
            for kind, share in zip(kinds, (_SOON, 1.0), strict=True):
                left = max(timedelta(), timedelta(hours=target * share) - spent)
                await deadlines.put(tx, Deadline(number, kind, since, self._hours.after(start, left)))

    async def _meet(self, due: Sequence[Deadline], now: datetime, tx: Tx) -> None:
        over = {(deadline.ticket, deadline.kind) for deadline in due}
        for deadline in due:
            ticket = await tickets.get(tx, deadline.ticket)
            later = _EARLY.get(deadline.kind)
            # Who comes late reminds everybody at once, and not first the one who has it.
            if ticket is not None and (deadline.ticket, later) not in over:
                await self._say(deadline, ticket, now, tx)
            await deadlines.done(tx, deadline, now)

    async def _say(self, deadline: Deadline, ticket: Ticket, now: datetime, tx: Tx) -> None:
        kind, key = deadline.kind, f"ticket:{ticket.number}:deadline:{deadline.kind}:{deadline.since:%Y%m%d%H%M%S%f}"
        if kind in _EARLY:
            await self._nudges.remind(ticket, await self._who(ticket, tx), kind, key, now, tx)
        elif kind == "idle":
            await self._nudges.ask(ticket, key, now, tx)
            due = self._days(now, self._support.close_days)
            await deadlines.put(tx, Deadline(ticket.number, "close", deadline.since, due))
        elif kind == "close":
            await tickets.close(tx, ticket.number, "", now)
            await self._nudges.closed(ticket, key, now, tx)
        else:
            await self._nudges.raise_alarm(ticket, await self._who(ticket, tx), kind, key, now, tx)

    async def _who(self, ticket: Ticket, tx: Tx) -> PersonRef | None:
        return ticket.holder or await duty.routed(tx, ticket.number)

    def _days(self, start: datetime, days: int) -> datetime:
        return self._hours.days_after(start, days)
