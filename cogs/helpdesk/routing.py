"""Whom a new ticket is for: the team that fits best, and in it who is on duty and has the least to do."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonRef
from bot.core.rights import Rights, Role
from cogs.helpdesk.hours import Hours
from cogs.helpdesk.topics import Topics
from config.support import SupportSettings
from config.words import Translator
from storage import duty, institutions, people, tickets
from storage.database import Tx
from storage.tickets import Ticket


@dataclass(frozen=True, slots=True)
class Team:
    """People who answer tickets of some topics and of some institutions; without any of one kind, all of that kind."""

    people: tuple[PersonRef, ...]
    topics: frozenset[str] = frozenset()
    institutions: frozenset[str] = frozenset()

    def fits(self, topic: str | None, institution: str | None) -> int:
        """Return how closely a ticket is this team's: 0 for not at all, more for an institution than for a topic."""
        if (self.topics and topic not in self.topics) or (self.institutions and institution not in self.institutions):
            return 0
        return 1 + bool(self.topics) + 2 * bool(self.institutions)


class Routing:
    """Knows the teams, and who of them is there; `hours` are those of the whole support team."""

    def __init__(
        self,
        hours: Hours,
        zone: str,
        teams: Iterable[Team] = (),
        topics: Topics | None = None,
        rights: Rights | None = None,
    ) -> None:
        """`zone` (IANA) is the one in which people give their hours."""
        self.hours, self.zone, self.teams = hours, zone, tuple(teams)
        self.topics, self.rights = topics or Topics({}), rights or Rights()

    @property
    def members(self) -> tuple[PersonRef, ...]:
        """Everybody who is in a team, in the order of the settings."""
        return tuple(dict.fromkeys(person for team in self.teams for person in team.people))

    async def file(self, ticket: Ticket, nearest: str | None, tx: Tx) -> None:
        """Keep the topic and the institution of a new ticket; `nearest` is the closest entry's topic."""
        asked = ticket.question
        topic = self.topics.of(asked.text) or nearest or None
        known = asked.person is not None and not asked.anonymous
        institution = await institutions.of_person(tx, asked.person) if known and asked.person else None
        await tickets.set_topic(tx, ticket.number, topic)
        await tickets.set_institution(tx, ticket.number, institution)

    async def give(
        self,
        number: int,
        topic: str | None,
        institution: str | None,
        now: datetime,
        tx: Tx,
        *,
        besides: Collection[PersonRef | None] = (),
    ) -> PersonRef | None:
        """Choose whom a ticket is for and keep it; None is everyone. `besides` are people whom it is not given to."""
        avoided = {await people.canonical(tx, person) for person in besides if person is not None}
        at = self.hours.opening(now)
        for tier in self._tiers(topic, institution):
            free = {await people.canonical(tx, person): person for person in reversed(tier)}
            there = [free[who] for who in free if who not in avoided and await self.is_there(tx, free[who], at)]
            if there:
                burdens = {person: await duty.burden(tx, person) for person in there}
                chosen = min(there, key=lambda person: (burdens[person], person))
                await duty.route(tx, number, chosen, now)
                return chosen
        await duty.route(tx, number, None, now)
        return None

    async def is_there(self, tx: Tx, person: PersonRef, at: datetime) -> bool:
        """Tell whether a person is given tickets at a moment: not away, and on duty then."""
        absence = await duty.absence_of(tx, person, at)
        if absence is not None and absence.begins <= at:
            return False
        mode, hours = await duty.mode_of(tx, person)
        return mode == "on" or (mode == "hours" and self.own_hours(hours).is_open(at))

    def own_hours(self, hours: str) -> Hours:
        """Return the hours that a person gave (JSON: weekday to spans); public holidays are free for them, too."""
        return Hours(SupportSettings.model_validate({"hours": json.loads(hours)}), self.zone)

    async def may_answer(self, person: PersonRef, ticket: Ticket, tx: Tx) -> bool:
        """Tell whether a ticket is for a team that a person is in by any of their accounts, or was given to them."""
        mine = {person, *(account.ref for account in await people.accounts(tx, person))}
        if {ticket.holder, await duty.routed(tx, ticket.number)} & mine:
            return True
        fitting = (team for team in self.teams if team.fits(ticket.topic, ticket.institution))
        return any(mine & set(team.people) for team in fitting)

    def _tiers(self, topic: str | None, institution: str | None) -> Iterator[list[PersonRef]]:
        fits = {team: team.fits(topic, institution) for team in self.teams}
        for closeness in sorted({each for each in fits.values() if each}, reverse=True):
            yield [person for team in self.teams if fits[team] == closeness for person in team.people]

    async def role_of(self, person: PersonRef, tx: Tx) -> Role:
        """Return the highest role of somebody who has not just been heard of."""
        return await people.role_of_account(tx, self.rights, person)


async def name_of(person: PersonRef, t: Translator, tx: Tx) -> str:
    """Return the name under which a person was last seen; of somebody who never was, that they are a member."""
    return await people.name_of(tx, person) or t("a member")
