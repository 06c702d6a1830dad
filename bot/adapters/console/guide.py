"""What the console itself says: who is there, which rooms there are, and what can be typed."""

from __future__ import annotations

from bot.core.errors import N_
from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Rooms
from config.words import translator

GREETING = N_(
    "Welcome to Stoa: a community in your terminal. A room lives in two places, which are bridged. Try:\n"
    "  Which hashtag does my project need?          a question (for you alone: /ask …)\n"
    "  #genika Our project is ready #SkillsLabs     a hashtag, in another room\n"
    "  /event list                                  the live events\n"
    "  @facilitator-1 /announce See you tomorrow    an announcement, as somebody else\n"
    "  /?  what else can be typed here     /help  what the bot can do     /quit  the end"
)
"""How a demonstration begins."""

_HELP = N_(
    "text   say it here, as yourself\n"
    "@teacher-23   become somebody else (also: /as teacher-23)\n"
    "#discord-genika   go to another room (also: /room discord-genika); #dm is your private conversation with the bot\n"
    "@teacher-23 #discord-genika text   say it as somebody else, somewhere else\n"
    "/reply text   answer the last message here\n"
    "/edit text, /delete   change or take back your last message here\n"
    "/react ✅   react to the last message here that has choices, otherwise to the last one\n"
    "/rooms, /people   the rooms and the people\n"
    "/help, /faq list …   a command for the bot; also as a message: !stoa faq list\n"
    "1   choose the first of the choices that were offered to you\n"
    "/quit   the end"
)
_ROLES = {
    Role.PARTICIPANT: N_("participant"),
    Role.AMBASSADOR: N_("ambassador"),
    Role.FACILITATOR: N_("facilitator"),
    Role.COORDINATOR: N_("coordinator"),
}


class Guide:
    """Knows the people and the rooms, and speaks the community's language."""

    def __init__(self, rooms: Rooms, rights: Rights, people: list[str]) -> None:
        """Know these people from the start."""
        self._rooms, self._rights, self.people = rooms, rights, people
        self._t = translator(rooms.language)

    def meet(self, name: str) -> bool:
        """Note that somebody is there; return whether they are new."""
        new = name not in self.people
        if new:
            self.people.append(name)
        return new

    def moved(self, person: Person, place: RoomRef, *, new: bool, spoken: bool) -> str:
        """Say who speaks now, or where."""
        if spoken:
            return self._t("You are {name} and in {place} now.", name=person.name, place=place.id)
        role = self._t(_ROLES[self._rights.role_of(person)])
        if new:
            return self._t("You are {name} now, who has just come ({role}).", name=person.name, role=role)
        return self._t("You are {name} now ({role}).", name=person.name, role=role)

    def no_name(self, name: str) -> str:
        """Say that nobody can be called so."""
        return self._t("Nobody can be called “{name}” here: letters, digits, dots and hyphens.", name=name)

    def no_room(self, name: str) -> str:
        """Say that there is no such room."""
        return self._t("There is no room “{name}” here. See them with {command}.", name=name, command="/rooms")

    def nothing_there(self) -> str:
        """Say that an act lacks its message or its words."""
        return self._t("There is no message here for that, or the words are missing. See {command}.", command="/?")

    def rooms(self, here: RoomRef) -> list[str]:
        """List the rooms with their places in the terminal."""
        lines = []
        for room in self._rooms.rooms:
            places = [f"#{place.id}" for place in room.places if place.platform == here.platform]
            if places:
                lines.append(f"{'→' if here in room.places else ' '} {room.title}: {', '.join(places)}")
        return lines

    def known(self, speaker: str) -> list[str]:
        """List the people with their roles."""
        return [f"{'→' if name == speaker else ' '} @{name}: {self._role(name)}" for name in self.people]

    def help(self) -> list[str]:
        """List what can be typed."""
        return self._t(_HELP).split("\n")

    def _role(self, name: str) -> str:
        return self._t(_ROLES[self._rights.role_of(Person(PersonRef("console", name), name))])
