"""The facilitators' threads: what they write under a ticket reaches its asker, and changes when they change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import markup
from bot.core.cog import Cog, every, on
from bot.core.delivery import Delivery
from bot.core.errors import N_
from bot.core.events import Left, MessageDeleted, MessageEdited, MessagePosted
from bot.core.ids import RoomRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Purpose, Rooms
from cogs.helpdesk import wording
from cogs.helpdesk.carrying import Carrying
from cogs.helpdesk.conversation import Conversation, number_of
from cogs.helpdesk.voice import Voice, changed, taken_back
from config.settings import HelpdeskSettings
from config.words import translator
from storage import links, outbox, people, questions, ticket_messages, tickets
from storage.database import Tx
from storage.tickets import Ticket

_LOOKED_BACK = timedelta(days=1)
"""How old a delivery that was given up may be for the facilitators to hear of it: a bot that was away looks back."""
_NOT_YOURS = N_("Only facilitators answer requests. This reached nobody else.")


class TicketThreads(Cog):
    """Listens in the facilitators' rooms, under what was said there about tickets."""

    name = "ticket threads"

    def __init__(self, rooms: Rooms, settings: HelpdeskSettings | None = None, rights: Rights | None = None) -> None:
        """Listen in these rooms, to whom `rights` name facilitators."""
        self._rooms, self._rights = rooms, rights or Rights()
        self._voice = Voice(rooms, self._rights)
        self._conversation = Conversation(self._voice)
        self._carrying = Carrying(self._conversation, (settings or HelpdeskSettings()).note_marks)

    @on(MessagePosted)
    async def hear(self, event: MessagePosted, tx: Tx) -> None:
        """Carry what a facilitator writes under a ticket to its asker, unless it is marked as a note.

        What they write under the question itself is an answer, too, and needs no carrying.
        """
        room = self._rooms.of(event.ref.room)
        if room is None or not _is_said(event):
            return
        if room.purpose is not Purpose.FACILITATORS:
            await self._overhear(event, tx)
        elif ticket := await self._about(event, tx):
            if await people.role_of(tx, self._rights, event.author) < Role.AMBASSADOR:
                await self._carrying.refuse(event, ticket, _NOT_YOURS, tx)
            else:
                await self._carrying.take_up(event, ticket, tx, besides=room.places)

    @on(MessageEdited)
    async def follow_edit(self, event: MessageEdited, tx: Tx) -> None:
        """Have what was carried on read as it does now, on either side."""
        said = await ticket_messages.written_in(tx, event.ref)
        if said is not None and not said.typed:
            now = await self._conversation.reword(tx, said, event.text, event.attachments)
            await _owe(tx, (changed(delivery, event.revision) for delivery in now), event.at)

    @on(MessageDeleted)
    async def follow_deletion(self, event: MessageDeleted, tx: Tx) -> None:
        """Take back what was carried on, on either side."""
        said = await ticket_messages.written_in(tx, event.ref)
        if said is not None and not said.typed:
            was = await self._conversation.take_back(tx, said, event.at)
            await _owe(tx, (taken_back(delivery) for delivery in was), event.at)

    @on(Left)
    async def miss(self, event: Left, tx: Tx) -> None:
        """Tell the facilitators, once a ticket, when somebody leaves the room where an answer would be read."""
        for ticket in await tickets.asked_by(tx, event.person.ref, event.at):
            if ticket.waiting and wording.home_of(ticket.question) == event.room:
                sentence = N_("⚠️ Request #{number}: its asker has left the room where the answer would go.")
                await self._warn(tx, ticket, sentence, "left", event.at)

    @every(timedelta(minutes=1))
    async def look(self, now: datetime, tx: Tx) -> None:
        """Tell the facilitators, once, what could not be delivered to an asker."""
        for delivery in await outbox.buried_of(tx, "helpdesk:ticket:", now - _LOOKED_BACK):
            _, _, number, what = delivery.key.split(":", 3)
            ticket = await tickets.get(tx, int(number))
            if ticket is not None and delivery.to in _homes(ticket):
                sentence = N_("⚠️ Request #{number}: what I had to tell its asker did not arrive. They may have left.")
                await self._warn(tx, ticket, sentence, f"undelivered:{what.partition('>')[0]}", now)

    async def _overhear(self, event: MessagePosted, tx: Tx) -> None:
        """Keep as an answer what a facilitator wrote under somebody's question where that was asked."""
        if not self._rights.leads(event.author):
            return
        ticket = await self._asked_in(event, tx)
        if ticket is None or ticket.state == "closed":
            return
        asker = ticket.question.person
        if asker is not None and await people.same(tx, asker, event.author.ref):
            return
        text = markup.render(event.text)
        turn = await tickets.answer(tx, ticket.number, event.author, text, event.at, source=event.ref, opening=False)
        await self._carrying.tell_answered(event, tx, ticket, turn)

    async def _asked_in(self, event: MessagePosted, tx: Tx) -> Ticket | None:
        for message in (event.thread, event.reply_to):
            origin = (await links.origin_of(tx, message) or message) if message else None
            question = await questions.of_message(tx, str(origin)) if origin else None
            ticket = await tickets.of_question(tx, question.id) if question else None
            if ticket is not None:
                return await tickets.current(tx, ticket.number)
        return None

    async def _about(self, event: MessagePosted, tx: Tx) -> Ticket | None:
        for message in (event.thread, event.reply_to):
            number = await number_of(tx, message) if message else None
            if number is not None:
                return await tickets.current(tx, number)
        return None

    async def _warn(self, tx: Tx, ticket: Ticket, sentence: str, what: str, now: datetime) -> None:
        t = translator(self._voice.facilitators_language)
        spoken = wording.Spoken(markup.parse(t(sentence, number=ticket.number)))
        await self._voice.tell_facilitators(tx, f"ticket:{ticket.number}:{what}", spoken, now, about=ticket)


def _is_said(event: MessagePosted) -> bool:
    """Tell whether a message is a person's own words under another message, and for people rather than for the bot."""
    if event.author.bot or event.command or event.addressed:
        return False
    return (event.thread or event.reply_to) is not None and bool(event.text or event.attachments)


def _homes(ticket: Ticket) -> set[RoomRef]:
    """Return where a ticket's asker is told something: where they asked, and in private."""
    return {wording.home_of(asked) for asked in (ticket.question, replace(ticket.question, private=True))}


async def _owe(tx: Tx, deliveries: Iterable[Delivery], now: datetime) -> None:
    for delivery in deliveries:
        await outbox.put(tx, delivery, now)
