"""A helpdesk that is asked what it does not know, and what becomes of its tickets."""

from __future__ import annotations

from bot.core.delivery import Delivery
from bot.core.errors import UserError
from bot.core.events import MessagePosted, Person
from bot.core.ids import MessageRef, RoomRef
from config.words import translator
from storage import tickets
from tests.cogs.helpdesk_world import DISCORD, FACILITATOR, TEACHER, TEAM, TEAM_TOO, World

UNKNOWN = "δεν ανοίγει ο σύνδεσμος του zoom"
"""What the helpdesk has no answer to."""
PRIVATE = RoomRef.direct(TEACHER.ref)


class TicketWorld(World):
    """The helpdesk with people who ask and facilitators who answer."""

    async def ask(self, text: str = UNKNOWN, by: Person = TEACHER, room: RoomRef = DISCORD) -> MessagePosted:
        """Have somebody ask; return the question. What is owed for it has been looked at."""
        question = self.posted(text, room, by)
        await self.hear(question)
        return question

    async def says(self, line: str, by: Person = FACILITATOR, language: str = "el", room: RoomRef = TEAM) -> str:
        """Give a command; return the words of its answer with its choices, or of what was wrong."""
        try:
            reply = await self.run(line, by=by, room=room, language=language)
        except UserError as error:
            return error.said(translator(language))
        return "\n".join([str(reply.text), *(f"[{choice.label}]" for choice in reply.choices)])

    async def answer(self, text: str = "Ο νέος σύνδεσμος είναι στο **κανάλι**.") -> list[Delivery]:
        """Have a facilitator answer the first ticket; return what is owed for it."""
        await self.run(f"ticket answer 1 {text}", by=FACILITATOR, room=TEAM)
        return await self.owed()

    async def note_of(self, owed: list[Delivery]) -> MessageRef:
        """Have the note about a new ticket arrive; return its message in the facilitators' first place."""
        notes = {delivery.to: await self.sent(delivery) for delivery in owed if delivery.to in (TEAM, TEAM_TOO)}
        return notes[TEAM]

    async def state(self, number: int = 1) -> tuple[str, str]:
        """Return how a ticket stands, and who has it."""
        async with self.tx() as tx:
            ticket = await tickets.get(tx, number)
        assert ticket
        return ticket.state, ticket.holder_name
