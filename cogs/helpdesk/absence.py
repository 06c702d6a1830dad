"""The absence cog: who is away until when, and who has their requests meanwhile."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.ids import PersonRef
from bot.core.rights import Role
from cogs.events.days import days_of
from cogs.events.grammar import NotUnderstood, said
from cogs.events.words import plain
from cogs.helpdesk.handover import Handover
from cogs.helpdesk.routing import name_of
from cogs.plain import fold
from cogs.speech import private, worded
from config.words import Translator, translator
from storage import duty, people
from storage.database import Tx
from storage.duty import Absence

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_LONGEST = 366
_SHOWN = 80


class Absences(Cog):
    """Hands over the requests of whoever goes away; `Duty` gives out and forgets what is kept of absences."""

    name = "absence"

    def __init__(self, handover: Handover) -> None:
        """Hand over by this."""
        self._handover, self._routing = handover, handover.routing

    @every(timedelta(minutes=1))
    async def begin(self, now: datetime, tx: Tx) -> None:
        """Hand over the requests of whoever is away from now on."""
        for absence in await duty.beginning(tx, now):
            await self._handover.away(absence, now, tx)

    @command("me absence", needs=Role.AMBASSADOR)
    async def absence(
        self,
        asked: Asked,
        tx: Tx,
        first: Annotated[str, "The first day, for example 24/12; - to be back"] = "",
        last: Annotated[str, "The last day; left out, it is one day"] = "",
        to: Annotated[str, "Who has your requests meanwhile; left out, it is whom they suit"] = "",
    ) -> Reply:
        """Say that you are away; your open requests are handed over, and you are given no new ones."""
        t, me = translator(asked.language), asked.person.ref
        if first.strip() == "-":
            back = await duty.come_back(tx, me)
            return private(t("Your absence is over.") if back else t("You are not away."))
        if not first.strip():
            return private(await self._shown(t, me, asked.at, tx))
        absence = await self._read(asked, first, last or first, to, tx)
        await duty.go(tx, absence)
        number = await self._handover.away(absence, asked.at, tx) if absence.begins <= asked.at else 0
        lines = [await self._shown(t, me, asked.at, tx)]
        if number:
            lines.append(t.plural("{number} request was handed over.", "{number} requests were handed over.", number))
        return private(" ".join(lines))

    async def _read(self, asked: Asked, first: str, last: str, to: str, tx: Tx) -> Absence:
        zone = ZoneInfo(self._routing.zone)
        today = asked.at.astimezone(zone).date()
        begins = _day(first, today, today)
        ends = _day(last, today, begins)
        if not begins <= ends <= begins + _LONGEST * _DAY:
            raise BadArgument(N_("The last day must not be before the first one, nor more than a year after it."))
        start = datetime.combine(begins, time(), zone)
        end = datetime.combine(ends + _DAY, time(), zone)
        return Absence(
            asked.person.ref, max(start, asked.at) if begins == today else start, end, await self._who(asked, to, tx)
        )

    async def _who(self, asked: Asked, to: str, tx: Tx) -> PersonRef | None:
        if not to.strip():
            return None
        called = {person: await people.name_of(tx, person) for person in self._routing.members}
        names = {person: {fold(str(person)), fold(name)} for person, name in called.items()}
        wanted = fold(to.strip().removeprefix("@"))
        found = [person for person, known in names.items() if wanted in known]
        me = await people.canonical(tx, asked.person.ref)
        others = [person for person in found if await people.canonical(tx, person) != me]
        if not others:
            known = ", ".join(filter(None, called.values()))
            raise BadArgument(
                N_("I know nobody in the teams as “{name}” but you. In the teams are: {names}.")
                if found
                else N_("I know nobody in the teams as “{name}”. In the teams are: {names}."),
                name=to.strip()[:_SHOWN],
                names=known or "—",
            )
        return others[0]

    async def _shown(self, t: Translator, person: PersonRef, now: datetime, tx: Tx) -> str:
        absence = await duty.absence_of(tx, person, now)
        if absence is None:
            return t("You are not away.")
        zone = self._routing.zone
        first, last = t.day(absence.begins, zone), t.day(absence.ends - _MINUTE, zone)
        told = worded(t, N_("You are away from {first} to {last}."), first=first, last=last)
        if absence.hand_to is None:
            return told
        return f"{told} {t('Your requests go to {name}.', name=markup.escape(await name_of(absence.hand_to, t, tx)))}"


def _day(text: str, today: date, earliest: date) -> date:
    """Return the day that somebody typed today, the first from the earliest on; raises BadArgument."""
    try:
        day = next((day for day in days_of(said(plain(text)), today) if day >= earliest), None)
    except (NotUnderstood, OverflowError):
        day = None
    if day is None:
        raise BadArgument(
            N_("I could not read “{text}” as a day to come. Write for example: tomorrow, Friday, 24 December, 7/1."),
            text=text.strip()[:_SHOWN],
        )
    return day
