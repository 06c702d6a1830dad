"""Answering tickets by command: where it was asked, in private, from what is kept ready, and notes that stay inside."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog, on
from bot.core.commands import Asked, LongText, Reply, command, specs_of
from bot.core.delivery import Choice
from bot.core.errors import N_, UserError
from bot.core.events import MessageDeleted, MessageEdited
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.helpdesk import ticket_words
from cogs.helpdesk.canned import CANNED, filled_in
from cogs.helpdesk.conversation import Conversation, Written, holds, said_key
from cogs.helpdesk.retyped import Retyped
from cogs.helpdesk.routing import Routing
from cogs.helpdesk.voice import Voice
from config.words import translator
from storage import tickets
from storage.database import Tx
from storage.ticket_messages import Kind
from storage.tickets import Ticket


class TicketAnswers(Cog):
    """What facilitators say to the askers, and to each other, about a request."""

    name = "ticket answers"

    def __init__(self, rooms: Rooms, routing: Routing | None = None) -> None:
        """Serve these rooms; requests are of teams by `routing`."""
        self._conversation = Conversation(Voice(rooms, routing.rights if routing else None), routing)
        self._retyped = Retyped(self._conversation)

    @command("ticket answer", needs=Role.AMBASSADOR)
    async def answer(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        text: Annotated[LongText, "The answer, as its asker will read it, or canned:name"],
        *,
        private: Annotated[bool, "Whether only its asker is to read it"] = False,
    ) -> Reply:
        """Answer a request; the answer goes to where it was asked."""
        if private:
            return await self._whisper(asked, tx, number, text)
        ticket = await self._conversation.ticket(asked, number, tx)
        if ticket.state == "answered" and not await holds(asked.person, ticket, tx):
            raise UserError(
                N_("Request #{number} has been answered already by {name}."),
                number=ticket.number,
                name=ticket_words.holder_of(translator(asked.language), ticket),
            )
        said = await _written(asked, text, ticket, tx)
        turn = await self._conversation.answer(tx, ticket, said, opening=True)
        await self._note(tx, asked, ticket, said, "answer", f"answered:{turn}")
        t = translator(asked.language)
        return Reply(
            markup.parse(t("✅ The answer to request #{number} is on its way.", number=ticket.number)),
            key=said_key(ticket.number, asked),
        )

    @command("ticket whisper", needs=Role.AMBASSADOR)
    async def whisper(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        text: Annotated[LongText, "The answer, as its asker will read it, or canned:name"],
    ) -> Reply:
        """Answer a request in private, wherever it was asked."""
        return await self._whisper(asked, tx, number, text)

    @command("ticket note", needs=Role.AMBASSADOR)
    async def note(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        text: Annotated[LongText, "What only the facilitators are to read"],
    ) -> Reply:
        """Note something about a request for the facilitators alone."""
        ticket = await self._conversation.ticket(asked, number, tx)
        said = Written(asked.person, markup.parse(text), asked.at)
        turn = await tickets.note(
            tx, ticket.number, asked.person, text, asked.at, asked.message, typed=asked.message is not None
        )
        await self._note(tx, asked, ticket, said, "note", f"noted:{turn}")
        t = translator(asked.language)
        told = t("📝 Noted for request #{number}. Only the facilitators read it.", number=ticket.number)
        return Reply(markup.parse(told), key=said_key(ticket.number, asked))

    @command("ticket canned", needs=Role.AMBASSADOR)
    async def canned(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        name: Annotated[str, "The canned reply's name"],
    ) -> Reply:
        """See a canned reply as the asker of a request would read it, and send it."""
        ticket = await self._conversation.ticket(asked, number, tx)
        ready = f"{CANNED}{name.strip().removeprefix(CANNED)}"
        text = await filled_in(ready, ticket, tx)
        t = translator(asked.language)
        lead = markup.parse(t("This is what the asker of request #{number} would read:", number=ticket.number))
        choices = (
            Choice(t("✅ Send it"), f"ticket send {ticket.number} {ready}"),
            Choice(t("❌ Do not send it"), "ticket unsent"),
        )
        return Reply(lead + markup.parse(text), choices=choices, key=said_key(ticket.number, asked))

    @command("ticket send", needs=Role.AMBASSADOR, hidden=True)
    async def send(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        name: Annotated[str, "The canned reply's name"],
    ) -> Reply:
        """Send a canned reply."""
        # The message with the number of this choice is not what was answered: it may be deleted.
        return await self.answer(replace(asked, message=None), tx, number, LongText(name))

    @command("ticket unsent", needs=Role.AMBASSADOR, hidden=True)
    async def unsent(self, asked: Asked, tx: Tx) -> Reply:
        """Leave a canned reply unsent."""
        return Reply(markup.parse(translator(asked.language)("Nothing was sent.")))

    @on(MessageEdited)
    async def follow_edit(self, event: MessageEdited, tx: Tx) -> None:
        """Have what was said by a typed command read as it does now."""
        await self._retyped.edited(event, specs_of(self), tx)

    @on(MessageDeleted)
    async def follow_deletion(self, event: MessageDeleted, tx: Tx) -> None:
        """Take back what was said by a typed command."""
        await self._retyped.deleted(event, tx)

    async def _note(self, tx: Tx, asked: Asked, ticket: Ticket, said: Written, kind: Kind, what: str) -> None:
        """Tell the facilitators what was said."""
        sentence = ticket_words.HAS_ANSWERED[kind]
        await self._conversation.note(tx, asked, ticket, sentence, what, said.text, said.files)

    async def _whisper(self, asked: Asked, tx: Tx, number: int, text: str) -> Reply:
        ticket = await self._conversation.ticket(asked, number, tx)
        to = [member for member in await tickets.family(tx, ticket.number) if member.number == number]
        said = await _written(asked, text, to[0], tx)
        turn = await self._conversation.answer(tx, ticket, said, to, private=True, opening=True)
        await self._note(tx, asked, ticket, said, "private answer", f"answered:{turn}")
        t = translator(asked.language)
        told = t("🔒 The answer to request #{number} is on its way, in private.", number=number)
        return Reply(markup.parse(told), key=said_key(ticket.number, asked))


async def _written(asked: Asked, text: str, ticket: Ticket, tx: Tx) -> Written:
    """Return an answer; raises BadArgument where no canned reply has the name that is given for it."""
    said, source = markup.parse(await filled_in(text, ticket, tx)), asked.message
    return Written(asked.person, said, asked.at, source, asked.attachments, typed=source is not None)
