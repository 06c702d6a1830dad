"""The conversation about a ticket: what facilitators say reaches the askers, and changes with what they wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core import markup
from bot.core.commands import Asked
from bot.core.delivery import Delivery
from bot.core.errors import N_, NotAllowed, UserError
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.text import Attachment, RichText
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.routing import Routing
from cogs.helpdesk.voice import Voice
from cogs.speech import required
from config.words import translator
from storage import links, people, ticket_messages, tickets
from storage.database import Tx
from storage.ticket_messages import TicketMessage
from storage.tickets import Ticket

TALK = timedelta(hours=1)
"""What is said so soon after the last words goes on with the same conversation."""
_KEY = re.compile(r"helpdesk:ticket:(\d+):")

_ANSWERS = ("answer", "private answer")
_WAITS_AGAIN = N_("Request #{number} waits for an answer again: the one that was given was taken back.")
CLOSED = N_("Request #{number} is closed. It opens again if its asker writes.")


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, when (aware, UTC), and in which message if it was one; `typed` if that gave a command."""

    by: Person
    text: RichText
    at: datetime
    source: MessageRef | None = None
    files: tuple[Attachment, ...] = ()
    typed: bool = False


class Conversation:
    """Carries words between the facilitators and the askers of a ticket."""

    def __init__(self, voice: Voice, routing: Routing | None = None) -> None:
        """Speak through a voice; without a `routing`, no ticket is an ambassador's."""
        self.voice, self._routing = voice, routing

    async def ticket(self, asked: Asked, number: int, tx: Tx) -> Ticket:
        """Return the ticket that a number stands for, as `existing` does.

        Raises NotAllowed to ambassadors unless it is for a team of theirs, or was given to them.
        """
        ticket = await existing(number, tx)
        if asked.role < Role.FACILITATOR and not await self.is_for(asked.person.ref, ticket, tx):
            raise NotAllowed(N_("Request #{number} is for another team. See yours with /ticket list."), number=number)
        return ticket

    async def is_for(self, person: PersonRef, ticket: Ticket, tx: Tx) -> bool:
        """Tell whether a ticket is for a team that a person is in, or was given to them."""
        return self._routing is not None and await self._routing.may_answer(person, ticket, tx)

    async def answer(
        self, tx: Tx, ticket: Ticket, said: Written, to: Sequence[Ticket] = (), *, private: bool = False, opening: bool
    ) -> int:
        """Keep an answer and owe it to the askers of the ticket and of those merged into it, or `to` some of them.

        It goes to where each asked, or in private. Returns its number within the ticket; raises UserError where the
        ticket is closed.
        """
        if ticket.state == "closed":
            raise UserError(CLOSED, number=ticket.number)
        text = markup.render(said.text)
        turn = await tickets.answer(
            tx,
            ticket.number,
            said.by,
            text,
            said.at,
            source=said.source,
            private=private,
            opening=opening,
            typed=said.typed,
        )
        for member in to or await tickets.family(tx, ticket.number):
            await self.pass_on(tx, member, ticket.number, turn, said, private=private, opening=opening)
        return turn

    async def pass_on(
        self, tx: Tx, member: Ticket, number: int, turn: int, said: Written, *, private: bool, opening: bool
    ) -> None:
        """Owe an answer of a ticket to the asker of that or of another, which was merged into it."""
        key, asked = _answer_key(member.number, number, turn), member.question
        if asked.person is not None:
            asked = replace(asked, private=asked.private or private)
            spoken = ticket_words.answer(translator(asked.language), member, asked, said.text, opening=opening)
            await self.voice.say(tx, asked, key, replace(spoken, files=said.files), said.at)

    async def opens(self, tx: Tx, ticket: Ticket, now: datetime) -> bool:
        """Tell whether an answer would begin a conversation rather than go on with one."""
        last = await ticket_messages.last(tx, ticket.number)
        return ticket.first_answered_at is None or last is None or now - last.at > TALK

    async def reword(
        self, tx: Tx, said: TicketMessage, text: RichText, files: tuple[Attachment, ...]
    ) -> list[Delivery]:
        """Keep that something was changed; return what is said instead, where it was said."""
        await ticket_messages.reword(tx, said, markup.render(text))
        return await self.deliveries(tx, said, text, files)

    async def take_back(self, tx: Tx, said: TicketMessage, now: datetime) -> list[Delivery]:
        """Keep that something was taken back; return what was said, where it was said.

        A ticket whose only answer it was waits for one again, of which the facilitators are told.
        """
        was = await self.deliveries(tx, said, markup.parse(said.text), ())
        await ticket_messages.reword(tx, said, "")
        given = [each.number for each in await tickets.messages(tx, said.ticket) if each.kind in _ANSWERS]
        if given == [said.number] and await tickets.unanswer(tx, said.ticket):
            t = translator(self.voice.facilitators_language)
            spoken = wording.Spoken(markup.parse(t(_WAITS_AGAIN, number=said.ticket)))
            key, ticket = f"ticket:{said.ticket}:unanswered:{said.number}", await tickets.current(tx, said.ticket)
            await self.voice.tell_facilitators(tx, key, spoken, now, about=ticket, knows=said.person)
        return was

    async def deliveries(
        self, tx: Tx, said: TicketMessage, text: RichText, files: tuple[Attachment, ...]
    ) -> list[Delivery]:
        """Return what was said in a ticket, with a text, as it was owed to the askers and to the facilitators."""
        family = await tickets.family(tx, said.ticket)
        if said.kind == "follow-up":
            return await self._addition(said, family[0], text, files, tx)
        found = self._mirrored(said, family[0], text, files)
        for member in family if said.kind != "note" else ():
            asked = member.question
            if asked.person is not None:
                asked = replace(asked, private=asked.private or said.private)
                spoken = ticket_words.answer(translator(asked.language), member, asked, text, opening=said.opening)
                key = _answer_key(member.number, said.ticket, said.number)
                found += self.voice.said(asked, key, replace(spoken, files=files))
        return found

    def _mirrored(
        self, said: TicketMessage, ticket: Ticket, text: RichText, files: tuple[Attachment, ...]
    ) -> list[Delivery]:
        """Return what facilitators were told of an answer or a note, but not where they read the message itself.

        A command is read where it was given alone, and often in no thread.
        """
        if said.source is None:
            return []
        t, note = translator(self.voice.facilitators_language), said.kind == "note"
        key = (noted_key if note else answered_key)(said.ticket, said.number, said.source)
        words = ticket_words.noted(t, ticket, said.name, text) if note else None
        spoken = words or ticket_words.answered(t, ticket, said.name, text, files)
        if said.typed:
            return self.voice.told(key, ticket_words.told(t, said, ticket, text, files))
        room = self.voice.rooms.of(said.source.room)
        return [each for each in self.voice.told(key, spoken) if room is None or each.to not in room.places]

    async def _addition(
        self, said: TicketMessage, ticket: Ticket, text: RichText, files: tuple[Attachment, ...], tx: Tx
    ) -> list[Delivery]:
        t = translator(self.voice.facilitators_language)
        asked = ticket_words.written_as(said, ticket)
        told = ticket_words.addition(t, ticket, asked, text, again=said.opening)
        files = ticket_words.unsigned(files, asked)
        key, spoken = addition_key(ticket.number, said.source), wording.Spoken(told, files=files)
        return [*self.voice.told(key, spoken), *await self.voice.told_in_private(tx, ticket, key, spoken)]

    async def note(
        self,
        tx: Tx,
        asked: Asked,
        ticket: Ticket,
        sentence: str,
        what: str,
        said: RichText | None = None,
        files: tuple[Attachment, ...] = (),
    ) -> None:
        """Tell the facilitators in the ticket's thread what somebody did with a command; `sentence` is a msgid."""
        t = translator(self.voice.facilitators_language)
        text = markup.parse(t(sentence, number=ticket.number, name=wording.named(asked.person)))
        spoken = wording.Spoken(text + said if said else text, files=files)
        key, beside = f"ticket:{ticket.number}:{what}:{asked.id}", await self._beside(asked, ticket, tx)
        knows = asked.person.ref
        await self.voice.tell_facilitators(tx, key, spoken, asked.at, besides=beside, about=ticket, knows=knows)

    async def _beside(self, asked: Asked, ticket: Ticket, tx: Tx) -> RoomRef | None:
        """Return the place where a command was given in the ticket's own thread: its answer is read there."""
        inside = asked.thread is not None and await number_of(tx, asked.thread) == ticket.number
        return asked.room if inside else None


async def existing(number: int, tx: Tx) -> Ticket:
    """Return the ticket that a number stands for; raises BadArgument where there is none."""
    sentence = N_("There is no request with number {number}. See the open ones with /ticket list.")
    return required(await tickets.current(tx, number), sentence, number=number)


async def holds(person: Person, ticket: Ticket, tx: Tx) -> bool:
    """Tell whether a ticket is somebody's, by any of their accounts."""
    return ticket.holder is not None and await people.same(tx, ticket.holder, person.ref)


async def number_of(tx: Tx, message: MessageRef) -> int | None:
    """Return the number of the ticket about which a message of ours is; None for any other message."""
    return number_in(await links.key_of(tx, message) or "")


def number_in(key: str) -> int | None:
    """Return the number of the ticket about which a delivery with a key is; None for any other."""
    found = _KEY.match(key)
    return int(found[1]) if found else None


def said_key(number: int, asked: Asked | MessageRef) -> str:
    """Return the key of what a command about a ticket is answered, so that a reply to that is one about the ticket.

    A command that was typed is known by its message.
    """
    return f"helpdesk:ticket:{number}:said:{asked.id if isinstance(asked, Asked) else asked}"


def addition_key(number: int, source: object) -> str:
    """Return the key under which facilitators are told what an asker wrote in a message."""
    return f"ticket:{number}:follow-up:{source}"


def answered_key(number: int, turn: int, source: MessageRef) -> str:
    """Return the key under which facilitators are told of an answer that was written in a message."""
    return f"ticket:{number}:answered:{turn}:{source}"


def noted_key(number: int, turn: int, source: MessageRef) -> str:
    """Return the key under which facilitators are told of a note that was written in a message."""
    return f"ticket:{number}:noted:{turn}:{source}"


def _answer_key(member: int, number: int, turn: int) -> str:
    return f"ticket:{member}:answer:{turn}" if member == number else f"ticket:{member}:answer:{number}.{turn}"
