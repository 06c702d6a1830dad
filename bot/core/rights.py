"""Roles, and who has which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from bot.core.events import Person


class Role(IntEnum):
    """What a person may do; each role may also do what the ones before it may."""

    PARTICIPANT = 0
    FACILITATOR = 1
    COORDINATOR = 2


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds which role: entries are ``platform:person`` or ``platform:group`` (see `Person.groups`)."""

    facilitators: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()

    def role_of(self, person: Person) -> Role:
        """Return the highest role of a person, by account or by any of their groups."""
        names = {str(person.ref), *(f"{person.ref.platform}:{group}" for group in person.groups)}
        if names & self.coordinators:
            return Role.COORDINATOR
        return Role.FACILITATOR if names & self.facilitators else Role.PARTICIPANT

    @classmethod
    def of(cls, *, facilitators: Iterable[str] = (), coordinators: Iterable[str] = ()) -> Rights:
        """Build from any iterables of entries."""
        return cls(frozenset(facilitators), frozenset(coordinators))
