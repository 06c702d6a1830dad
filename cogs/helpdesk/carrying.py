"""Carrying what somebody who answers requests writes about one to its asker, or keeping it among the facilitators."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.core import markup
from bot.core.delivery import Delivery
from bot.core.events import MessagePosted
from bot.core.ids import RoomRef
from cogs.helpdesk import ticket_words
from cogs.helpdesk.conversation import CLOSED, Conversation, Written, answered_key, noted_key
from cogs.helpdesk.language import answered_in
from cogs.helpdesk.wording import Spoken
from config.words import Translator, translator
from storage import outbox, people, ticket_messages, tickets
from storage.database import Tx
from storage.tickets import Ticket


class Carrying:
    """Takes up messages, and says with an emoji who hears of each."""

    def __init__(self, conversation: Conversation, marks: Sequence[str]) -> None:
        """Carry within a conversation; what begins with one of the marks is a note."""
        self._conversation, self._voice, self._marks = conversation, conversation.voice, marks

    def is_note(self, event: MessagePosted) -> bool:
        """Tell whether a message is for the facilitators alone."""
        return bool(self._mark(event))

    async def take_up(self, event: MessagePosted, ticket: Ticket, tx: Tx, *, besides: Collection[RoomRef] = ()) -> None:
        """Carry a message to a ticket's asker, or note it; facilitators are told, except where it is read anyway."""
        if mark := self._mark(event):
            said = markup.escape(str(event.text).lstrip()[len(mark) :].strip())
            turn = await tickets.note(tx, ticket.number, event.author, said, event.at, event.ref)
            spoken = ticket_words.noted(self._facilitators, ticket, event.author.name, markup.parse(said))
            key = noted_key(ticket.number, turn, event.ref)
            await self._tell(event, tx, ticket, key, spoken, besides)
            await self._heard(event, tx, "📝")
        elif ticket.state == "closed":
            await self.refuse(event, ticket, CLOSED, tx)
        else:
            await self._carry(event, tx, ticket, besides)

    async def tell_answered(
        self, event: MessagePosted, tx: Tx, ticket: Ticket, turn: int, besides: Collection[RoomRef] = ()
    ) -> None:
        """Tell the facilitators what was answered in a message."""
        spoken = ticket_words.answered(self._facilitators, ticket, event.author.name, event.text, event.attachments)
        await self._tell(event, tx, ticket, answered_key(ticket.number, turn, event.ref), spoken, besides)

    async def refuse(self, event: MessagePosted, ticket: Ticket, sentence: str, tx: Tx) -> None:
        """Reply to a message with what was not done with it; `sentence` is a msgid."""
        t = translator(answered_in(str(event.text), event.ref.room, self._voice.rooms))
        text = markup.parse(t(sentence, number=ticket.number))
        key, room = f"helpdesk:ticket:{ticket.number}:refused:{event.ref}", event.ref.room
        await outbox.put(tx, Delivery(key, room, text=text, reply_to=event.ref, thread=event.thread), event.at)

    @property
    def _facilitators(self) -> Translator:
        return translator(self._voice.facilitators_language)

    def _mark(self, event: MessagePosted) -> str:
        said = str(event.text).lstrip().casefold()
        return next((mark for mark in self._marks if said.startswith(mark)), "")

    async def _carry(self, event: MessagePosted, tx: Tx, ticket: Ticket, besides: Collection[RoomRef]) -> None:
        to = await self._whispered_with(ticket, tx)
        said = Written(event.author, event.text, event.at, event.ref, event.attachments)
        opening = await self._conversation.opens(tx, ticket, event.at)
        turn = await self._conversation.answer(tx, ticket, said, to, private=bool(to), opening=opening)
        await self._heard(event, tx, "🔒" if to else "✅")
        await self.tell_answered(event, tx, ticket, turn, besides)

    async def _whispered_with(self, ticket: Ticket, tx: Tx) -> Sequence[Ticket]:
        """Return whose last words came in private although the question is public: the answer goes to them alone."""
        last = await ticket_messages.last_follow_up(tx, ticket.number)
        if last is None or not last.private or last.person is None:
            return ()
        asker = await people.canonical(tx, last.person)
        family = await tickets.family(tx, ticket.number)
        return [m for m in family if m.question.person and await people.canonical(tx, m.question.person) == asker]

    async def _tell(
        self, event: MessagePosted, tx: Tx, ticket: Ticket, key: str, spoken: Spoken, besides: Collection[RoomRef]
    ) -> None:
        knows = event.author.ref
        await self._voice.tell_facilitators(tx, key, spoken, event.at, besides=besides, about=ticket, knows=knows)

    async def _heard(self, event: MessagePosted, tx: Tx, emoji: str) -> None:
        await self._voice.react(tx, f"heard:{event.ref}", event.ref, emoji, event.at)
