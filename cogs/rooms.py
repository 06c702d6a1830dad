"""The rooms that somebody names in a command."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.errors import N_, BadArgument
from bot.core.rooms import Purpose, Room, Rooms


def chosen(rooms: Rooms, written: str, default: Purpose) -> tuple[Room, ...]:
    """Return the rooms of these names or titles (commas between, # allowed), or those that serve the purpose.

    Raises BadArgument where a name is unknown, or where none is named and no room serves the purpose.
    """
    names = [name.strip().casefold().removeprefix("#") for name in written.split(",")]
    by_name = {word.casefold(): room for room in rooms.rooms for word in (room.title, room.name)}
    unknown = [name for name in names if name and name not in by_name]
    if unknown:
        raise BadArgument(
            N_("There is no room named {names}. The rooms are: {rooms}."),
            names=", ".join(unknown),
            rooms=", ".join(room.name for room in rooms.rooms),
        )
    found = tuple(dict.fromkeys(by_name[name] for name in names if name)) or rooms.for_purpose(default)
    if not found:
        raise BadArgument(
            N_("Please name the rooms; they are: {rooms}."), rooms=", ".join(room.name for room in rooms.rooms)
        )
    return found


def known(rooms: Rooms, names: Iterable[str]) -> tuple[Room, ...]:
    """Return the rooms of these names that there are, each once."""
    found = (rooms.named(name) for name in dict.fromkeys(names))
    return tuple(room for room in found if room)


def titles(rooms: Iterable[Room]) -> str:
    """Write the titles of rooms with commas between."""
    return ", ".join(room.title for room in rooms)
