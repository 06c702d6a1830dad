"""Saying it where it belongs: in every place of the question's room, in private, or to the facilitators."""

from __future__ import annotations

from datetime import datetime

from bot.core.delivery import Delivery
from bot.core.ids import RoomRef
from bot.core.rooms import Purpose, Rooms
from cogs.helpdesk import wording
from cogs.helpdesk.wording import Spoken
from storage import outbox
from storage.database import Tx
from storage.questions import Question


class Voice:
    """Owes what is said. Keys are those of the question or the ticket, so that nothing is said twice."""

    def __init__(self, rooms: Rooms) -> None:
        """Speak in these rooms."""
        self.rooms = rooms

    async def say(self, tx: Tx, question: Question, key: str, spoken: Spoken, now: datetime) -> None:
        """Owe what is said to where a question was asked, and to the other places of that room."""
        await self._owe(tx, question, key, wording.home_of(question), spoken, now)
        await self.say_elsewhere(tx, question, key, spoken, now)

    async def say_elsewhere(self, tx: Tx, question: Question, key: str, spoken: Spoken, now: datetime) -> None:
        """Owe it to the room's other places only, where the asker's own was answered already.

        They are owed nothing where they have not read the question: a private one, or one in a command.
        """
        for place in self.rooms.others(question.room) if question.bridged else ():
            await self._owe(tx, question, key, place, Spoken(spoken.for_others), now)

    async def tell_facilitators(
        self, tx: Tx, key: str, spoken: Spoken, now: datetime, *, besides: RoomRef | None = None
    ) -> None:
        """Owe a note to every place of the facilitators' rooms, but not to the one that knows it already."""
        for place in self.rooms.places_for([Purpose.FACILITATORS]):
            if place != besides:
                delivery = Delivery(f"helpdesk:{key}>{place}", place, text=spoken.text, choices=spoken.choices)
                await outbox.put(tx, delivery, now)

    @property
    def facilitators_language(self) -> str:
        """The language of the facilitators' rooms."""
        rooms = self.rooms.for_purpose(Purpose.FACILITATORS)
        return rooms[0].language if rooms else self.rooms.language

    async def _owe(self, tx: Tx, question: Question, key: str, place: RoomRef, spoken: Spoken, now: datetime) -> None:
        delivery = Delivery(
            key=f"helpdesk:{key}>{place}",
            to=place,
            text=spoken.text,
            reply_to=question.message,
            thread=None if question.private else question.thread or question.message,
            choices=spoken.choices,
            offered_to=str(question.person) if spoken.choices else None,
        )
        await outbox.put(tx, delivery, now)
