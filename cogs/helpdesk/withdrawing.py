"""Requests whose askers go: they took their question back, or all that was kept about them is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core import markup
from bot.core.errors import N_
from bot.core.ids import PersonRef
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.voice import Voice
from config.words import translator
from storage import duty, ticket_messages, tickets
from storage.database import Tx
from storage.tickets import Ticket

_CLOSED = N_("Request #{number} is closed: its asker took the question back.")
_STAYS = N_("Request #{number}: its asker took the question back. It stays open until you close it.")
_OTHERS_WAIT = N_("Request #{number}: one of its askers took their question back. The others still wait.")
_FORGOTTEN = N_("Request #{number} is closed: all that was kept about its asker was erased.")
_OTHERS_STAY = N_(
    "Request #{number}: all that was kept about one of its askers was erased. The request goes on for the others."
)
_FREE = N_("Request #{number} is free to take: all that was kept about who had it was erased.")


class Withdrawing:
    """Ends requests that nobody waits for any more, and tells the facilitators in the request's thread."""

    def __init__(self, voice: Voice) -> None:
        """Tell them through a voice."""
        self._voice = voice

    async def taken_back(self, ticket: Ticket, now: datetime, tx: Tx) -> None:
        """Close a ticket whose question was taken back; one that others asked, too, or that is in hand stays."""
        main = await tickets.current(tx, ticket.number)
        if main is None or not main.waiting:
            return
        sentence = _OTHERS_WAIT
        if len(await tickets.family(tx, main.number)) == 1:
            sentence = _CLOSED if await _is_untouched(main, tx) else _STAYS
        if sentence == _CLOSED:
            reason = translator(self._voice.facilitators_language)("taken back by its asker")
            await tickets.close(tx, main.number, reason, now)
        await self._tell(main, f"withdrawn:{ticket.number}", sentence, now, tx)

    async def forgotten(self, person: PersonRef, now: datetime, tx: Tx) -> None:
        """Tell of the tickets that will close, lose one of their askers, or be free, when an account is forgotten."""
        for number in await duty.waiting_for(tx, person):
            ticket = await tickets.get(tx, number)
            if ticket is not None and ticket.holder == person:
                free = replace(ticket, holder=None, holder_name="")
                await self._tell(free, f"free:{now:%Y%m%dT%H%M%S}", _FREE, now, tx)
        told: set[int] = set()
        for ticket in await tickets.unfinished_of(tx, person):
            family = await tickets.family(tx, ticket.parent or ticket.number)
            main = family[0]
            if main.number not in told:
                others = any(each.question.person not in (None, person) for each in family)
                sentence = _OTHERS_STAY if others else _FORGOTTEN
                await self._tell(main, f"forgotten:{ticket.number}", sentence, now, tx)
                told.add(main.number)

    async def _tell(self, ticket: Ticket, what: str, sentence: str, now: datetime, tx: Tx) -> None:
        t = translator(self._voice.facilitators_language)
        text = markup.parse(t(sentence, number=ticket.number))
        said = wording.mentioning(ticket.holder, ticket_words.holder_of(t, ticket), text) if ticket.holder else text
        key, choices = f"ticket:{ticket.number}:{what}", (wording.take_it(t, ticket.number),)
        spoken = wording.Spoken(said, choices if sentence == _FREE else ())
        await self._voice.tell_facilitators(tx, key, spoken, now, about=ticket)


async def _is_untouched(ticket: Ticket, tx: Tx) -> bool:
    """Tell whether nobody has taken or answered a ticket, and its asker said nothing more that is still there."""
    said = await ticket_messages.of(tx, ticket.number)
    return ticket.state == "open" and not any(each.kind != "note" and each.text for each in said)
