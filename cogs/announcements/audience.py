"""Whom an announcement reaches: rooms, groups of rooms, all of them, and who is notified beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.errors import N_, BadArgument, NotAllowed
from bot.core.ids import RoomRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Room, Rooms
from cogs.announcements.dates import folded
from cogs.rooms import chosen
from config.settings import AnnouncementsSettings

_ALL = frozenset(map(folded, ("all", "all rooms", "όλα", "όλες", "όλα τα δωμάτια", "όλες οι αίθουσες", "ola", "oles")))
_TEAM = (Purpose.FACILITATORS, Purpose.ADMINS)
EVERYONE = "everyone"
_EVERYBODY = frozenset(map(folded, (EVERYONE, "all", "room", "όλοι", "όλους", "όλες", "oloi", "olous")))


class Audience:
    """The community's rooms and groups."""

    def __init__(
        self, rooms: Rooms, settings: AnnouncementsSettings, groups: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """Know these rooms; `groups` are names for several of them, the settings tell who may be notified."""
        self.rooms = rooms
        self._settings = settings
        self._groups = {name.casefold(): tuple(members) for name, members in (groups or {}).items()}

    def is_ours(self, place: RoomRef) -> bool:
        """Tell whether only the team, or one person, reads what stands in a place."""
        room = self.rooms.of(place)
        return place.person is not None or (room is not None and room.purpose in _TEAM)

    def chosen(self, written: str) -> tuple[Room, ...]:
        """Return the rooms of these names, titles and groups (commas between), or those that serve announcements.

        All rooms are all but the team's own. Raises BadArgument where a name is unknown or means no room.
        """
        names = [name for word in written.split(",") for name in self._names(word.strip())]
        if written.strip(" ,") and not names:
            raise BadArgument(N_("There is no room in {name}."), name=written.strip())
        return chosen(self.rooms, ",".join(names), Purpose.ANNOUNCEMENTS)

    def names_rooms(self, written: str) -> bool:
        """Tell whether words are nothing but names of rooms and groups."""
        try:
            return bool(self.chosen(written))
        except BadArgument:
            return False

    def group(self, written: str, role: Role) -> str:
        """Return the name of whom somebody of a role may have notified; raises BadArgument or NotAllowed."""
        name = written.strip().casefold().removeprefix("@")
        if not name:
            return ""
        if folded(name) in _EVERYBODY:
            name = EVERYONE
        elif name not in self._settings.groups:
            raise BadArgument(
                N_("I know nobody to notify by the name {name}. There are: {names}."),
                name=written.strip(),
                names=", ".join((EVERYONE, *self._settings.groups)),
            )
        if self._settings.mention == "nobody":
            raise NotAllowed(N_("Here nobody may have a group notified; the bot's settings say so."))
        if self._settings.mention == "coordinators" and role < Role.COORDINATOR:
            raise NotAllowed(N_("Only coordinators may have a group notified."))
        return name

    def notified(self, name: str) -> tuple[str, ...]:
        """Return a group as platforms know it (see `Delivery.notify`)."""
        return (EVERYONE,) if name == EVERYONE else self._settings.groups.get(name, ())

    def _names(self, word: str) -> tuple[str, ...]:
        name = word.casefold().removeprefix("#")
        if folded(name) in _ALL:
            return tuple(room.name for room in self.rooms.rooms if room.purpose not in _TEAM)
        if name in self._groups:
            return tuple(member for member in self._groups[name] if self.rooms.named(member))
        return (word,) if word else ()
