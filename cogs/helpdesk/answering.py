"""Answering tickets by command: where it was asked, in private, from what is kept ready, and notes that stay inside."""

from __future__ import annotations

from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, LongText, Reply, command
from bot.core.delivery import Choice
from bot.core.errors import N_, UserError
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.helpdesk import ticket_words
from cogs.helpdesk.canned import unknown
from cogs.helpdesk.conversation import Conversation, Written, holds, said_key
from cogs.helpdesk.routing import Routing
from cogs.helpdesk.voice import Voice
from config.words import translator
from storage import canned, tickets
from storage.database import Tx
from storage.tickets import Ticket

_CANNED = "canned:"


class TicketAnswers(Cog):
    """What facilitators say to the askers, and to each other, about a request."""

    name = "ticket answers"

    def __init__(self, rooms: Rooms, routing: Routing | None = None) -> None:
        """Serve these rooms; requests are of teams by `routing`."""
        self._conversation = Conversation(Voice(rooms, routing.rights if routing else None), routing)

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
        said = Written(asked.person, markup.parse(await _worded(text, ticket, tx)), asked.at)
        turn = await self._conversation.answer(tx, ticket, said, opening=True)
        sentence = N_("Request #{number}: {name} has answered it.")
        await self._conversation.note(tx, asked, ticket, sentence, f"answered:{turn}", said.text)
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
        turn = await tickets.note(tx, ticket.number, asked.person, text, asked.at)
        sentence = N_("📝 Request #{number}, note by {name}:")
        await self._conversation.note(tx, asked, ticket, sentence, f"note:{turn}", markup.parse(text))
        t = translator(asked.language)
        said = t("📝 Noted for request #{number}. Only the facilitators read it.", number=ticket.number)
        return Reply(markup.parse(said), key=said_key(ticket.number, asked))

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
        ready = f"{_CANNED}{name.strip().removeprefix(_CANNED)}"
        text = await _worded(ready, ticket, tx)
        t = translator(asked.language)
        lead = markup.parse(t("This is what the asker of request #{number} would read:", number=ticket.number))
        choices = (
            Choice(t("✅ Send it"), f"ticket answer {ticket.number} {ready}"),
            Choice(t("❌ Do not send it"), "ticket unsent"),
        )
        return Reply(lead + markup.parse(text), choices=choices, key=said_key(ticket.number, asked))

    @command("ticket unsent", needs=Role.AMBASSADOR, hidden=True)
    async def unsent(self, asked: Asked, tx: Tx) -> Reply:
        """Leave a canned reply unsent."""
        return Reply(markup.parse(translator(asked.language)("Nothing was sent.")))

    async def _whisper(self, asked: Asked, tx: Tx, number: int, text: str) -> Reply:
        ticket = await self._conversation.ticket(asked, number, tx)
        to = [member for member in await tickets.family(tx, ticket.number) if member.number == number]
        said = Written(asked.person, markup.parse(await _worded(text, to[0], tx)), asked.at)
        turn = await self._conversation.answer(tx, ticket, said, to, private=True, opening=True)
        sentence = N_("Request #{number}: {name} has answered it in private.")
        await self._conversation.note(tx, asked, ticket, sentence, f"answered:{turn}", said.text)
        t = translator(asked.language)
        told = t("🔒 The answer to request #{number} is on its way, in private.", number=number)
        return Reply(markup.parse(told), key=said_key(ticket.number, asked))


async def _worded(text: str, ticket: Ticket, tx: Tx) -> str:
    """Return an answer in markdown; raises BadArgument where no canned reply has the name that is given for it."""
    if not text.startswith(_CANNED):
        return text
    name = text.removeprefix(_CANNED).strip().casefold()
    found = await canned.get(tx, name, ticket.question.language)
    if found is None:
        raise unknown(name)
    alone = not ticket.anonymous and len(await tickets.family(tx, ticket.number)) == 1
    asker = ticket.question.name if alone else translator(ticket.question.language)("colleague")
    return found.text.replace("{name}", markup.escape(asker)).replace("{number}", str(ticket.number))
