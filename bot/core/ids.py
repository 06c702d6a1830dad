"""Names of rooms, people and messages, the same for every platform."""

from __future__ import annotations

from dataclasses import dataclass

_DIRECT = "dm:"
_CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, order=True)
class PersonRef:
    """A person's account on one platform, written ``platform:id``."""

    platform: str
    id: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.id}"

    @classmethod
    def parse(cls, written: str) -> PersonRef:
        """Read ``platform:id``; raises ValueError where either part is missing."""
        return cls(*_halves(written))


@dataclass(frozen=True, slots=True, order=True)
class RoomRef:
    """A room on one platform, written ``platform:id``.

    A room that was configured by an alias (Matrix ``#name:server``) keeps that alias as its id, so what is stored
    outlives a room upgrade. The room of a private conversation is known by its person (see `direct`).
    """

    platform: str
    id: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.id}"

    @property
    def label(self) -> str:
        """The room as a log names it: of a private conversation it does not say whose that is."""
        return f"{self.platform}:{self.id if self.person is None else '(private)'}"

    @classmethod
    def parse(cls, written: str) -> RoomRef:
        """Read ``platform:id``; raises ValueError where either part is missing."""
        return cls(*_halves(written))

    @classmethod
    def direct(cls, person: PersonRef) -> RoomRef:
        """Return the private conversation between the bot and a person; the adapter opens it when first needed."""
        return cls(person.platform, _DIRECT + person.id)

    @classmethod
    def calendar(cls, platform: str) -> RoomRef:
        """Return where a platform itself shows events to come (see `Capabilities.native_events`)."""
        return cls(platform, _CALENDAR)

    @property
    def is_calendar(self) -> bool:
        """Whether this is a platform's own calendar of events."""
        return self.id == _CALENDAR

    @property
    def person(self) -> PersonRef | None:
        """The other side of a private conversation; None for any other room."""
        return PersonRef(self.platform, self.id.removeprefix(_DIRECT)) if self.id.startswith(_DIRECT) else None


@dataclass(frozen=True, slots=True, order=True)
class MessageRef:
    """A message in a room, written ``platform:room/id``: the id is what stands after the last slash."""

    room: RoomRef
    id: str

    def __str__(self) -> str:
        return f"{self.room}/{self.id}"

    @classmethod
    def parse(cls, written: str) -> MessageRef:
        """Read ``platform:room/id``; raises ValueError where a part is missing.

        Matrix event ids hold no slash: since room version 4 they are URL-safe base64 (Matrix spec, room versions).
        """
        room, _, message = written.rpartition("/")
        if not message:
            raise ValueError(f"not a message: {written!r}")
        return cls(RoomRef.parse(room), message)


def _halves(written: str) -> tuple[str, str]:
    platform, _, rest = written.partition(":")
    if not platform or not rest:
        raise ValueError(f"expected platform:id, not {written!r}")
    return platform, rest
