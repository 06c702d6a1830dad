"""Answers written in private: an ambassador does not read the facilitators' rooms, but answers all the same."""

from __future__ import annotations

from datetime import datetime

from bot.core import markup
from bot.core.delivery import Delivery
from bot.core.errors import N_
from bot.core.events import MessagePosted
from bot.core.rights import Rights, Role
from cogs.helpdesk.carrying import Carrying
from cogs.helpdesk.conversation import TALK, Conversation, number_of
from cogs.helpdesk.desk import Desk
from cogs.helpdesk.language import answered_in
from cogs.helpdesk.rules import Said
from config.words import translator
from storage import duty, outbox, people, questions, ticket_messages, tickets
from storage.database import Tx
from storage.tickets import Ticket

_WHICH = (
    N_(
        "Is this for request {numbers}? Then reply to the message with the request, so that I send it to the right"
        " person. If it is a question of your own, write `ask` before it."
    ),
    N_(
        "Is this for one of the requests {numbers}? Then reply to the message with the request, so that I send it to"
        " the right person. If it is a question of your own, write `ask` before it."
    ),
)
_SENT = N_(
    "✅ This went to whoever asked request #{number}. If it was not meant for them, delete your message;"
    " it disappears there, too."
)


class PrivateAnswers:
    """Recognises them: by what they reply to, and what an ambassador writes next if it can be for one request only."""

    def __init__(self, desk: Desk, conversation: Conversation, carrying: Carrying, rights: Rights) -> None:
        """Carry what is written by whom `rights` name, within a conversation."""
        self._desk, self._conversation, self._carrying, self._rights = desk, conversation, carrying, rights

    async def heard(self, event: MessagePosted, said: Said, own: Ticket | None, tx: Tx) -> bool:
        """Take a message in private that answers somebody's ticket; return whether it was one.

        `own` is the author's own ticket that the message may follow up on, as far as is known.
        """
        if event.ref.room.person is None:
            return False
        if event.reply_to is None and event.thread is None:
            return await self._heard_next(event, said, own, tx)
        ticket = await self._replied_about(event, tx)
        if ticket is not None:
            await self._carrying.take_up(event, ticket, tx)
        return ticket is not None

    async def _replied_about(self, event: MessagePosted, tx: Tx) -> Ticket | None:
        """Return the ticket about which the message is that this one replies to, if its author may answer that."""
        for message in (event.thread, event.reply_to):
            number = await number_of(tx, message) if message else None
            if number is not None and await self._may_answer(event, number, tx):
                return await tickets.current(tx, number)
        return None

    async def _may_answer(self, event: MessagePosted, number: int, tx: Tx) -> bool:
        role, author = await people.role_of(tx, self._rights, event.author), event.author.ref
        asked, main = await tickets.get(tx, number), await tickets.current(tx, number)
        if role < Role.AMBASSADOR or asked is None or main is None:
            return False
        if asked.question.person is not None and await people.same(tx, asked.question.person, author):
            return False
        return role >= Role.FACILITATOR or await self._conversation.is_for(author, main, tx)

    async def _heard_next(self, event: MessagePosted, said: Said, own: Ticket | None, tx: Tx) -> bool:
        """Take what an ambassador writes without a reply, unless it has to do with themselves.

        It is carried where one ticket waits for them, or goes on, and they have asked nothing themselves since. What
        may as well be a question of their own is not: they are asked to reply.
        """
        if (not event.text and not event.attachments) or said in (Said.GREETING, Said.COURTESY, Said.CALL):
            return False
        if await people.role_of(tx, self._rights, event.author) is not Role.AMBASSADOR:
            return False
        theirs, told_at = await self._in_hand(event, tx)
        last = await questions.last_of(tx, event.author.ref)
        if not theirs or told_at is None or (last is not None and last > told_at):
            return False
        if said is Said.QUESTION and await self._desk.sure(str(event.text), tx):
            return False
        if own is None and len(theirs) == 1 and said is not Said.QUESTION:
            await self._carry(event, theirs[0], tx)
        else:
            await self._ask_which(event, theirs, tx)
        return True

    async def _in_hand(self, event: MessagePosted, tx: Tx) -> tuple[list[Ticket], datetime | None]:
        """Return the tickets that the author has in hand, and when they last heard of one."""
        found: list[Ticket] = []
        moments: list[datetime] = []
        for number, routed_at in await duty.in_hand(tx, event.author.ref, event.at - TALK):
            ticket, last = await tickets.get(tx, number), await ticket_messages.last(tx, number)
            if ticket is not None:
                found.append(ticket)
                moments += [each for each in (ticket.opened_at, routed_at, last.at if last else None) if each]
        return found, max(moments, default=None)

    async def _carry(self, event: MessagePosted, ticket: Ticket, tx: Tx) -> None:
        opening = await self._conversation.opens(tx, ticket, event.at)
        await self._carrying.take_up(event, ticket, tx)
        if opening and not self._carrying.is_note(event):
            await self._say(event, _SENT, tx, number=ticket.number)

    async def _ask_which(self, event: MessagePosted, theirs: list[Ticket], tx: Tx) -> None:
        sentence = _WHICH[len(theirs) > 1]
        await self._say(event, sentence, tx, numbers=", ".join(f"#{ticket.number}" for ticket in theirs))

    async def _say(self, event: MessagePosted, sentence: str, tx: Tx, **values: object) -> None:
        room = event.ref.room
        t = translator(answered_in(str(event.text), room, self._conversation.voice.rooms))
        key = f"helpdesk:private answer:{event.ref}"
        said = Delivery(key, room, text=markup.parse(t(sentence, **values)), reply_to=event.ref)
        await outbox.put(tx, said, event.at)
