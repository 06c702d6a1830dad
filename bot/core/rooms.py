"""The community's rooms: each lives in one or more places, and its places are bridged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.ids import RoomRef


class Purpose(StrEnum):
    """What a room is for."""

    GENERAL = "general"
    HELPDESK = "helpdesk"
    EVENTS = "events"
    ANNOUNCEMENTS = "announcements"
    FACILITATORS = "facilitators"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Room:
    """One room of the community.

    `language` is a catalogue's code, `zone` an IANA name. With `joins`, the other places are told who comes and goes in
    one.
    """

    name: str
    title: str
    places: tuple[RoomRef, ...]
    purpose: Purpose = Purpose.GENERAL
    language: str = "el"
    zone: str = "Europe/Athens"
    joins: bool = False


class Rooms:
    """The directory of rooms, with the language and the zone that hold outside them (private conversations).

    There is one, which everybody asks each time: places are added to it and taken out while the bot runs.
    """

    def __init__(self, rooms: Iterable[Room], language: str = "el", zone: str = "Europe/Athens") -> None:
        """Hold the rooms of the settings."""
        self.language, self.zone = language, zone
        self._by_name = {room.name: room for room in rooms}
        self._by_place = {place: room for room in self._by_name.values() for place in room.places}
        self._settled = frozenset(self._by_place)

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Every room, in the order of the settings; those that were added later come last."""
        return tuple(self._by_name.values())

    def is_settled(self, place: RoomRef) -> bool:
        """Tell whether a place stands in the settings, so that it cannot be taken out while the bot runs."""
        return place in self._settled

    def add(self, name: str, title: str, place: RoomRef) -> None:
        """Add a place to the room with a name, which is made where there is none; a place that is taken stays there."""
        if place not in self._by_place:
            room = self._by_name.get(name) or Room(name, title, (), language=self.language, zone=self.zone)
            self._put(replace(room, places=(*room.places, place)))

    def remove(self, place: RoomRef) -> None:
        """Take a place out; a room without places is no more."""
        room = self._by_place.pop(place, None)
        if room is not None:
            self._put(replace(room, places=tuple(other for other in room.places if other != place)))

    def _put(self, room: Room) -> None:
        self._by_name[room.name] = room
        self._by_place |= dict.fromkeys(room.places, room)
        if not room.places:
            del self._by_name[room.name]

    def of(self, place: RoomRef) -> Room | None:
        """Return the room that lives in a place, or None."""
        return self._by_place.get(place)

    def named(self, name: str) -> Room | None:
        """Return the room with a name (a leading # is ignored), or None."""
        return self._by_name.get(name.removeprefix("#"))

    def for_purpose(self, purpose: Purpose) -> tuple[Room, ...]:
        """Return the rooms that serve a purpose, in the order of the settings."""
        return tuple(room for room in self.rooms if room.purpose is purpose)

    def on(self, platform: str) -> tuple[RoomRef, ...]:
        """Return every place on a platform, in the order of the settings."""
        return tuple(place for room in self.rooms for place in room.places if place.platform == platform)

    def others(self, place: RoomRef) -> tuple[RoomRef, ...]:
        """Return the other places of the room that lives here; empty where none does."""
        room = self.of(place)
        return tuple(other for other in room.places if other != place) if room else ()

    def language_of(self, place: RoomRef) -> str:
        """Return the language in which to speak in a place."""
        room = self.of(place)
        return room.language if room else self.language

    def zone_of(self, place: RoomRef) -> str:
        """Return the IANA zone in which to name times in a place."""
        room = self.of(place)
        return room.zone if room else self.zone

    def places_for(self, purposes: Iterable[Purpose]) -> tuple[RoomRef, ...]:
        """Return every place of every room that serves one of the purposes."""
        return tuple(place for purpose in purposes for room in self.for_purpose(purpose) for place in room.places)
