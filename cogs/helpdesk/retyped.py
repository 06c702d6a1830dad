"""What was said by a typed command changes with the message that gave the command."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core import markup
from bot.core.commands import CommandSpec, parse
from bot.core.delivery import Action, Delivery
from bot.core.errors import N_, UserError
from bot.core.events import MessageDeleted, MessageEdited
from bot.core.ids import MessageRef
from bot.core.text import RichText
from cogs.helpdesk.canned import filled_in
from cogs.helpdesk.conversation import Conversation, said_key
from cogs.helpdesk.voice import changed, taken_back
from config.words import translator
from storage import outbox, ticket_messages, tickets
from storage.database import Tx
from storage.ticket_messages import TicketMessage

_OF_AN_INCIDENT = re.compile(r"\bincident\s+answer\b", re.IGNORECASE)
"""It answers the request that stands for all; as to what it says, it is the same command."""
_TAKEN_BACK = N_("What you wrote about request #{number} was taken back.")
_SAYS_OTHER = N_(
    "What you wrote about request #{number} was taken back, since your message says something else now."
    " If it is for another request, give the command again."
)


class Retyped:
    """Reads the message again, and has what was said follow it."""

    def __init__(self, conversation: Conversation) -> None:
        """Change what was said in a conversation."""
        self._conversation = conversation

    async def edited(self, event: MessageEdited, specs: Iterable[CommandSpec], tx: Tx) -> None:
        """Have what was said read as the command, one of `specs`, does now; else it is taken back."""
        said = await _typed_in(event.ref, tx)
        if said is None:
            return
        try:
            text = await _reading(event.text, said, specs, tx)
        except UserError:
            await self._take_back(said, _SAYS_OTHER, event, tx)
            return
        for delivery in await self._conversation.reword(tx, said, text, event.attachments):
            await outbox.put(tx, changed(delivery, event.revision), event.at)

    async def deleted(self, event: MessageDeleted, tx: Tx) -> None:
        """Take back what was said."""
        said = await _typed_in(event.ref, tx)
        if said is not None:
            await self._take_back(said, _TAKEN_BACK, event, tx)

    async def _take_back(
        self, said: TicketMessage, sentence: str, event: MessageEdited | MessageDeleted, tx: Tx
    ) -> None:
        for delivery in await self._conversation.take_back(tx, said, event.at):
            await outbox.put(tx, taken_back(delivery), event.at)
        room, key = event.ref.room, said_key(said.ticket, event.ref)
        t = translator(self._conversation.voice.rooms.language_of(room))
        text = markup.parse(t(sentence, number=said.ticket))
        await outbox.put(tx, Delivery(f"{key}:edit:back", room, Action.EDIT, text=text, target=key), event.at)


async def _typed_in(message: MessageRef, tx: Tx) -> TicketMessage | None:
    """Return what was said by the command that a message gave, unless it was taken back already."""
    said = await ticket_messages.written_in(tx, message)
    return said if said and said.typed and said.text else None


async def _reading(text: RichText, said: TicketMessage, specs: Iterable[CommandSpec], tx: Tx) -> RichText:
    """Return what a command says now; raises UserError where it is another or about another request."""
    # Whatever marks it as a command stands before its name; formatting is kept, as when it was given.
    written = _OF_AN_INCIDENT.sub("ticket answer", markup.render(text), count=1)
    start = written.casefold().find("ticket ")
    spec, given = parse(written[max(start, 0) :], specs)
    main = await tickets.current(tx, said.ticket)
    if _kind(spec, given) != said.kind or main != await tickets.current(tx, number := int(str(given["number"]))):
        raise UserError(_SAYS_OTHER, number=said.ticket)
    asked, words = await tickets.get(tx, number) if said.private else main, str(given["text"])
    return markup.parse(await filled_in(words, asked, tx) if asked and said.kind != "note" else words)


def _kind(spec: CommandSpec, given: dict[str, object]) -> ticket_messages.Kind | None:
    """Return what the command says, None for one that says nothing."""
    match spec.name:
        case "ticket note":
            return "note"
        case "ticket answer" if not given["private"]:
            return "answer"
        case "ticket answer" | "ticket whisper":
            return "private answer"
    return None
