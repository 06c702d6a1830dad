"""A whole engine with the cogs of surveys, in which people say things, press and react; in Greek or in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from bot.core.cog import periodics_of
from bot.core.events import Person
from bot.core.ids import MessageRef, RoomRef
from bot.core.rooms import Purpose, Room, Rooms
from bot.core.text import RichText
from cogs.identity import Identity
from cogs.surveys import Answering, Polls, Results, Surveys
from config.content import SurveyEntry
from config.settings import SurveysSettings
from storage import outbox, people
from storage.database import Database
from storage.people import Account
from tests.engine.world import LEFT, RIGHT, RIGHTS, World, two_platforms
from tests.fakes import FakeClock, person, posted, reacted, unreacted

FACILITATOR = person("facilitator-1", "left")
TEACHER, OTHER, THIRD = (person(name, "left") for name in ("teacher-17", "teacher-23", "teacher-29"))
ACROSS = person("teacher-17", "right")
"""The first teacher on the other platform."""
QUESTIONS = (
    '{0} single "Θα το συστήνατε;" "Ναι, Όχι"',
    '{0} scale "Έμεινα ικανοποιημένος/η"',
    '{0} multiple "Ποια κανάλια;" "Helpdesk | Αλληλογραφία | Ομάδα" 2',
    '{0} text "Τι θα αλλάζατε;"',
)


def rooms_in(language: str) -> Rooms:
    """Return one room in two places, and what is private, in a language."""
    general = Room("genika", "Γενικά", (LEFT, RIGHT), Purpose.ANNOUNCEMENTS, language=language)
    return Rooms((general,), language=language)


class SurveyWorld(World):
    """The rooms, and everybody's private conversation with the bot."""

    clock: FakeClock

    def __init__(self, database: Database, language: str = "el", entries: Sequence[SurveyEntry] = ()) -> None:
        rooms = rooms_in(language)
        cogs = [
            Surveys(rooms, SurveysSettings(), entries),
            Answering(),
            Results(rooms),
            Polls(rooms),
            Identity(rooms, RIGHTS, "!stoa"),
        ]
        super().__init__(database, cogs, two_platforms(), rooms)
        self._ids = count(1)

    async def says(self, who: Person, text: str, room: RoomRef | None = None, to: MessageRef | None = None) -> str:
        """Say something, in private or in a room; return what the bot then wrote last to whoever spoke, or there."""
        place = room or RoomRef.direct(who.ref)
        spoken = posted(place, RichText.plain(text), who, id=f"m{next(self._ids)}", at=self.clock.now(), reply_to=to)
        await self.hear(spoken)
        return self.seen(place)

    async def command(self, line: str, room: RoomRef = LEFT) -> str:
        """Have the facilitator give a command in a room."""
        return await self.says(FACILITATOR, f"!stoa {line}", room)

    async def reacts(self, who: Person, emoji: str, to: MessageRef, *, back: bool = False) -> None:
        """Put an emoji under a message, or take it back."""
        event = (unreacted if back else reacted)(to, emoji, who, at=self.clock.now(), instance=f"r{next(self._ids)}")
        await self.hear(event)

    async def passes(self, time: timedelta, *, delivering: bool = True) -> None:
        """Let time pass and do what is then to be done; what is paced is delivered only as time goes on."""
        await self.clock.advance(time.total_seconds())
        async with self.database.transaction() as tx:
            for cog in self.cogs:
                for work in periodics_of(cog):
                    await work.run(self.clock.now(), tx)
        if delivering:
            await self.outbox.idle()

    async def tie(self) -> None:
        """Make the first teacher's accounts one person's."""
        async with self.database.transaction() as tx:
            one, other = (Account(who.ref, who.name, self.clock.now()) for who in (TEACHER, ACROSS))
            await people.link(tx, one, other)

    async def survey(self, *questions: str, **more: str) -> int:
        """Have a survey made and opened; return its number."""
        said = " ".join(f"{name}={value}" for name, value in more.items() if name != "until")
        await self.command(f'survey add "Αξιολόγηση" {said}')
        async with self.database.reading() as tx:
            number = int(await tx.value("SELECT MAX(id) FROM surveys"))
        for question in questions or QUESTIONS:
            await self.command(f"survey question {question.format(number)}")
        await self.command(f"survey open {number}")
        return number

    async def fills_in(self, who: Person, number: int, *answers: str) -> str:
        """Answer a survey in private; return what is said at the end."""
        said = await self.says(who, f"survey answer {number}")
        for answer in answers:
            said = await self.says(who, answer)
        return said

    def seen(self, room: RoomRef) -> str:
        """Return what was last written in a room, with its choices below."""
        shown = self.platforms[room.platform].shown.get(room, [])
        if not shown:
            return ""
        return "\n".join([shown[-1].text, *(f"[{choice.label}]" for choice in shown[-1].part.choices)])

    async def private(self, who: Person) -> list[str]:
        """Return all that was ever owed to somebody in private."""
        async with self.database.reading() as tx:
            rows = await tx.all("SELECT payload FROM outbox WHERE room = ? ORDER BY id", str(RoomRef.direct(who.ref)))
        return [str(outbox.load(row["payload"]).text) for row in rows]
