"""Roles, and who has which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from bot.core.events import Person
from bot.core.ids import PersonRef


class Role(IntEnum):
    """What a person may do; each role may also do what the ones before it may."""

    PARTICIPANT = 0
    AMBASSADOR = 1
    """In a team that answers requests of some topics or institutions, and these alone."""
    FACILITATOR = 2
    COORDINATOR = 3


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds which role: entries are ``platform:person`` or ``platform:group`` (see `Person.groups`).

    `groups_of` says in which groups an account is now that has not just been heard of.
    """

    facilitators: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()
    ambassadors: frozenset[str] = frozenset()
    groups_of: Callable[[PersonRef], frozenset[str]] = field(default=lambda ref: frozenset(), compare=False)

    def role_of(self, person: Person, *linked: PersonRef) -> Role:
        """Return the highest role of a person, by any of their accounts (`linked` are the others) and its groups."""
        names = {str(person.ref), *_in_full(person.ref, person.groups)}
        for ref in linked:
            names |= {str(ref), *_in_full(ref, self.groups_of(ref))}
        if names & self.coordinators:
            return Role.COORDINATOR
        if names & self.facilitators:
            return Role.FACILITATOR
        return Role.AMBASSADOR if names & self.ambassadors else Role.PARTICIPANT

    def leads(self, person: Person) -> bool:
        """Tell whether a person is at least a facilitator."""
        return self.role_of(person) >= Role.FACILITATOR

    @classmethod
    def of(
        cls, *, facilitators: Iterable[str] = (), coordinators: Iterable[str] = (), ambassadors: Iterable[str] = ()
    ) -> Rights:
        """Build from any iterables of entries."""
        return cls(frozenset(facilitators), frozenset(coordinators), frozenset(ambassadors))


def _in_full(ref: PersonRef, groups: Iterable[str]) -> Iterable[str]:
    return (f"{ref.platform}:{group}" for group in groups)
