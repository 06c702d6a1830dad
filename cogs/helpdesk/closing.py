"""How tickets end and come back: closed, solved, opened again, joined with others that ask the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, NotAllowed, UserError
from bot.core.rights import Rights, Role
from bot.core.rooms import Rooms
from bot.core.text import RichText
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.conversation import Conversation, Written, existing, said_key
from cogs.helpdesk.handover import Handover
from cogs.helpdesk.voice import Voice
from config.settings import HelpdeskSettings
from config.words import translator
from storage import people, ticket_messages, tickets
from storage.database import Tx
from storage.tickets import Ticket

_CLOSED = N_("Request #{number} is closed already.")


class TicketEnds(Cog):
    """What ends a request, by its asker or by facilitators, and what opens it again."""

    name = "ticket ends"

    def __init__(
        self,
        rooms: Rooms,
        settings: HelpdeskSettings | None = None,
        rights: Rights | None = None,
        handover: Handover | None = None,
    ) -> None:
        """Serve these rooms; the settings say for how many days an asker can open a request again.

        Whoever `rights` name an ambassador hears in private of the requests that they have. By a `handover` what is
        open again is not left with somebody who is away.
        """
        self._handover = handover
        self._voice = Voice(rooms, rights)
        self._conversation = Conversation(self._voice)
        self._again = timedelta(days=(settings or HelpdeskSettings()).reopen_days)

    @command("ticket close", needs=Role.FACILITATOR)
    async def close(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        reason: Annotated[str, "Why, as its asker will read it"] = "",
    ) -> Reply:
        """Close a request; an asker who has no answer yet, or is given a reason, is told."""
        ticket = await existing(number, tx)
        _refuse_closed(ticket)
        await tickets.close(tx, ticket.number, reason, asked.at)
        if ticket.state != "answered" or reason:
            await self._tell_askers(asked, tx, ticket, reason)
        why = markup.parse(f"> {markup.escape(reason)}") if reason else None
        await self._note(asked, tx, ticket, N_("Request #{number}: {name} has closed it."), why)
        t = translator(asked.language)
        return Reply(
            markup.parse(t("✅ Request #{number} is closed.", number=ticket.number)), key=said_key(ticket.number, asked)
        )

    @command("ticket reopen", needs=Role.FACILITATOR)
    async def reopen(self, asked: Asked, tx: Tx, number: Annotated[int, "The request's number"]) -> Reply:
        """Open a request again."""
        ticket = await existing(number, tx)
        if ticket.waiting:
            raise UserError(N_("Request #{number} is open already."), number=ticket.number)
        await tickets.reopen(tx, ticket.number)
        await self._note(asked, tx, ticket, N_("❓ Request #{number}: {name} has opened it again."))
        t = translator(asked.language)
        return Reply(
            markup.parse(t("✅ Request #{number} is open again.", number=ticket.number)),
            key=said_key(ticket.number, asked),
        )

    @command("ticket merge", needs=Role.FACILITATOR)
    async def merge(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        into: Annotated[int, "The request that it becomes part of"],
    ) -> Reply:
        """Join a request with another that asks the same; both askers get the answers."""
        one, other = await existing(number, tx), await existing(into, tx)
        if number == into:
            raise UserError(N_("A request cannot be joined with itself."))
        if one.number == other.number:
            raise UserError(N_("Requests #{number} and #{into} are one already."), number=number, into=into)
        _refuse_closed(one)
        _refuse_closed(other)
        await self._tell_joined(asked, tx, one, other)
        await tickets.merge(tx, one.number, other.number, asked.at)
        await self._note(asked, tx, one, N_("Request #{number}: {name} has joined it with another."))
        joined = ticket_words.joined(translator(self._voice.facilitators_language), one)
        key = ticket_words.joined_key(one.number)
        await self._voice.tell_facilitators(tx, key, joined, asked.at, about=other)
        t = translator(asked.language)
        told = t(
            "✅ Request #{number} is part of #{into} now: both askers get the answers.",
            number=one.number,
            into=other.number,
        )
        return Reply(markup.parse(told), key=said_key(other.number, asked))

    @command("ticket solved", hidden=True)
    async def solved(self, asked: Asked, tx: Tx, number: Annotated[int, "The request's number"]) -> Reply:
        """Say that a request is solved."""
        ticket = await self._own(number, asked, tx)
        t = translator(ticket.question.language)
        thanks = Reply(
            markup.parse(t("✅ Thank you. Request #{number} is closed.", number=number)),
            private=ticket.question.private,
        )
        main = await existing(number, tx)
        if main.solved_at is not None:
            return thanks
        if main.number == number:
            await tickets.solve(tx, number, asked.at)
        await self._tell(asked, tx, main, N_("✅ Request #{number}: its asker says that it is solved."))
        return thanks

    @command("ticket more", hidden=True)
    async def more(self, asked: Asked, tx: Tx, number: Annotated[int, "The request's number"]) -> Reply:
        """Ask for more help with a request."""
        ticket = await self._own(number, asked, tx)
        t, main = translator(ticket.question.language), await existing(number, tx)
        done = max((moment for moment in (main.answered_at, main.closed_at) if moment), default=asked.at)
        if asked.at - done > self._again:
            sentence = N_("Request #{number} was closed more than {days} days ago. Please ask your question again.")
            raise UserError(sentence, number=number, days=self._again.days).spoken_in(t.language)
        if not main.waiting:
            await tickets.reopen(tx, main.number)
            await self._tell(asked, tx, main, N_("❓ Request #{number} is open again: its asker needs more help."))
            if self._handover is not None:
                await self._handover.again(main.number, asked.at, tx)
        told = t("Request #{number} is open again. Write here what is missing; it reaches the team.", number=number)
        return Reply(markup.parse(told), private=ticket.question.private)

    async def _tell_askers(self, asked: Asked, tx: Tx, ticket: Ticket, reason: str) -> None:
        """Tell everyone who asked that their request is closed; in private what was last answered so."""
        whispered = await ticket_messages.whispered(tx, ticket.number)
        for member in await tickets.family(tx, ticket.number):
            question = replace(member.question, private=member.question.private or whispered)
            if question.person is not None:
                spoken = ticket_words.closing(translator(question.language), replace(member, question=question), reason)
                await self._voice.say(tx, question, f"ticket:{member.number}:closed:{asked.id}", spoken, asked.at)

    async def _tell_joined(self, asked: Asked, tx: Tx, one: Ticket, other: Ticket) -> None:
        """Tell the askers of a ticket that it becomes part of another, and what that one's were answered last."""
        answers = [said for said in await tickets.messages(tx, other.number) if said.kind == "answer" and said.text]
        for member in await tickets.family(tx, one.number):
            if member.question.person is None:
                continue
            spoken = ticket_words.merged(translator(member.question.language), member, other)
            await self._voice.say(tx, member.question, f"ticket:{member.number}:joined:{asked.id}", spoken, asked.at)
            if answers:
                said = Written(asked.person, markup.parse(answers[-1].text), asked.at)
                turn = answers[-1].number
                await self._conversation.pass_on(tx, member, other.number, turn, said, private=False, opening=True)

    async def _note(self, asked: Asked, tx: Tx, ticket: Ticket, sentence: str, said: RichText | None = None) -> None:
        await self._conversation.note(tx, asked, ticket, sentence, "ends", said)

    async def _tell(self, asked: Asked, tx: Tx, ticket: Ticket, sentence: str) -> None:
        """Tell the facilitators what an asker did; who that is, is not said."""
        t = translator(self._voice.facilitators_language)
        text = markup.parse(t(sentence, number=ticket.number))
        told = wording.mentioning(ticket.holder, ticket_words.holder_of(t, ticket), text) if ticket.holder else text
        choices = () if ticket.holder or ticket.state == "answered" else (wording.take_it(t, ticket.number),)
        spoken = wording.Spoken(told, choices)
        key = f"ticket:{ticket.number}:asker:{asked.id}"
        await self._voice.tell_facilitators(tx, key, spoken, asked.at, about=ticket)

    async def _own(self, number: int, asked: Asked, tx: Tx) -> Ticket:
        ticket = await tickets.get(tx, number)
        asker = ticket.question.person if ticket else None
        if ticket is None or asker is None or not await people.same(tx, asker, asked.person.ref):
            raise NotAllowed(N_("This choice is for the person who asked."))
        return ticket


def _refuse_closed(ticket: Ticket) -> None:
    if ticket.state == "closed":
        raise UserError(_CLOSED, number=ticket.number)
