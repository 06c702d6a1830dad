"""A facilitator who gives commands to a cog, over a real database; and what the cog has then come to owe."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, parse, specs_of
from bot.core.delivery import Delivery
from bot.core.errors import UserError
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Room, Rooms
from bot.core.text import RichText
from config.words import translator
from storage import outbox
from storage.database import Database

ROOMS = Rooms(
    (
        Room("ekdiloseis", "Εκδηλώσεις", (RoomRef("discord", "1"), RoomRef("matrix", "!1:t")), Purpose.EVENTS),
        Room(
            "anakoinoseis", "Ανακοινώσεις", (RoomRef("discord", "2"), RoomRef("matrix", "!2:t")), Purpose.ANNOUNCEMENTS
        ),
        Room("international", "International", (RoomRef("discord", "3"),), Purpose.GENERAL, "en", "Europe/Brussels"),
    )
)
TEAM = RoomRef("discord", "9")


@dataclass
class Facilitator:
    """Says command lines to a cog, each in a transaction of its own, as the engine runs them."""

    database: Database
    cog: Cog
    language: str = "el"
    zone: str = "Europe/Athens"
    name: str = "facilitator-2"
    role: Role = Role.FACILITATOR
    choices: tuple[str, ...] = field(default=(), init=False)

    def asked(self, at: datetime, message: MessageRef | None = None, reply_to: MessageRef | None = None) -> Asked:
        """Return who asks, where, and when."""
        person = Person(PersonRef("discord", self.name), self.name)
        return Asked(person, TEAM, at, self.role, self.language, self.zone, message, id=f"test:{at}", reply_to=reply_to)

    async def says(
        self, line: str, at: datetime, message: MessageRef | None = None, *, reply_to: MessageRef | None = None
    ) -> str:
        """Give a command and return the answer's visible words; what failed is undone."""
        try:
            spec, given = parse(line, specs_of(self.cog))
            async with self.database.transaction() as tx:
                reply: Reply = await spec.run(self.asked(at, message, reply_to), tx, **given)
        except UserError as error:
            reply = Reply(RichText.plain(error.said(translator(self.language))))
        self.choices = tuple(choice.command for choice in reply.choices)
        shown = "".join(f"\n[{choice.label}]" for choice in reply.choices)
        return str(reply.text) + shown

    async def chooses(self, number: int, at: datetime) -> str:
        """Take one of the choices last offered, from 1."""
        return await self.says(self.choices[number - 1], at)


async def owed(database: Database) -> list[Delivery]:
    """Return everything that was ever owed, in order."""
    async with database.reading() as tx:
        return [outbox.load(row["payload"]) for row in await tx.all("SELECT payload FROM outbox ORDER BY id")]


async def words(database: Database) -> list[str]:
    """Return everything that was ever owed as "place: text"."""
    return [f"{delivery.to}: {delivery.text}" for delivery in await owed(database)]


def seen_by(facilitator: Facilitator, language: str) -> Facilitator:
    """Return the same facilitator in another language."""
    return replace(facilitator, language=language)
