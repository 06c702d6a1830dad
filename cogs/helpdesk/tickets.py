"""The ticket cog: how facilitators take, answer and close what was passed on to them."""

from __future__ import annotations

from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, LongText, Reply, command
from bot.core.errors import N_, BadArgument, UserError
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.helpdesk import wording
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from config.words import Translator, translator
from storage import tickets
from storage.database import Tx
from storage.tickets import Ticket

_LISTED = 20


class Tickets(Cog):
    """Requests: one facilitator has each, and the answer goes back to where it was asked."""

    name = "tickets"

    def __init__(self, rooms: Rooms) -> None:
        """Serve these rooms."""
        self._voice = Voice(rooms)

    @command("ticket list", needs=Role.FACILITATOR)
    async def list(self, asked: Asked, tx: Tx) -> Reply:
        """List the requests that wait for an answer."""
        t = translator(asked.language)
        waiting = await tickets.waiting(tx, _LISTED)
        if not waiting:
            return Reply(markup.parse(t("No request waits for an answer.")))
        lines = [t("These requests wait for an answer:"), *(f"- {_line(t, ticket)}" for ticket in waiting)]
        more = await tickets.count_waiting(tx) - len(waiting)
        if more:
            lines.append("\n" + t("… and {number} more.", number=t.number(more)))
        return Reply(markup.parse("\n".join(lines)))

    @command("ticket show", needs=Role.FACILITATOR)
    async def show(self, asked: Asked, tx: Tx, number: Annotated[int, "The request's number"]) -> Reply:
        """Show a request and what was said in it."""
        t = translator(asked.language)
        ticket = await _existing(number, tx)
        asker = ticket.question.name or t("someone who was forgotten")
        gone = t("*(no longer kept)*")
        lines = [
            f"**{t('Request #{number}', number=number)}** — {_state(t, ticket)}",
            t(
                "{asker} asked in {place}, {moment}:",
                asker=markup.escape(asker),
                place=wording.place_of(t, ticket.question, self._voice.rooms),
                moment=t.moment(ticket.question.at, asked.zone),
            ),
            f"> {markup.escape(' '.join(ticket.question.text.split())) or gone}",
        ]
        for said in await tickets.messages(tx, number):
            who = t("Answer") if said.kind == "answer" else t("The asker added")
            lines.append(f"\n**{who}**, {t.moment(said.at, asked.zone)}:\n{said.text or gone}")
        choices = (wording.take_it(t, number),) if ticket.state == "open" else ()
        return Reply(markup.parse("\n".join(lines)), choices=choices)

    @command("ticket take", needs=Role.FACILITATOR)
    async def take(self, asked: Asked, tx: Tx, number: Annotated[int, "The request's number"]) -> Reply:
        """Take a request, so that everyone knows that you answer it."""
        ticket = await _existing(number, tx)
        if not await tickets.take(tx, number, asked.person):
            raise _taken(ticket, asked)
        t = translator(asked.language)
        await self._note(tx, asked, N_("Request #{number}: {name} has taken it."), number, "taken")
        said = t("✅ Request #{number} is yours.", number=number)
        return Reply(markup.parse(f"{said} {wording.how_to_answer(t, number)}"))

    @command("ticket answer", needs=Role.FACILITATOR)
    async def answer(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        text: Annotated[LongText, "The answer, as its asker will read it"],
    ) -> Reply:
        """Answer a request; the answer goes to where it was asked."""
        ticket = await _existing(number, tx)
        if ticket.state == "closed":
            raise UserError(N_("Request #{number} is closed. It opens again if its asker writes."), number=number)
        if ticket.state == "answered" and ticket.holder != asked.person.ref:
            raise UserError(
                N_("Request #{number} has been answered already by {name}."), number=number, name=ticket.holder_name
            )
        turn = await tickets.answer(tx, number, asked.person, text, asked.at)
        said = wording.ticket_answer(translator(ticket.question.language), ticket, text)
        key = f"ticket:{number}:answer:{turn}"
        await self._voice.say(tx, ticket.question, key, Spoken(said), asked.at)
        await self._note(tx, asked, N_("Request #{number}: {name} has answered it."), number, f"answered:{turn}")
        t = translator(asked.language)
        return Reply(markup.parse(t("✅ The answer to request #{number} is on its way.", number=number)))

    @command("ticket close", needs=Role.FACILITATOR)
    async def close(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        reason: Annotated[str, "Why, as its asker will read it"] = "",
    ) -> Reply:
        """Close a request; an asker who has no answer yet is told."""
        ticket = await _existing(number, tx)
        if ticket.state == "closed":
            raise UserError(N_("Request #{number} is closed already."), number=number)
        await tickets.close(tx, number, reason, asked.at)
        if ticket.state != "answered":
            await self._tell_asker(ticket, reason, asked, tx)
        await self._note(tx, asked, N_("Request #{number}: {name} has closed it."), number, f"closed:{asked.id}")
        t = translator(asked.language)
        return Reply(markup.parse(t("✅ Request #{number} is closed.", number=number)))

    async def _tell_asker(self, ticket: Ticket, reason: str, asked: Asked, tx: Tx) -> None:
        t = translator(ticket.question.language)
        sentence = t("The support team closed your request #{number}.", number=ticket.number)
        if reason:
            sentence += " " + t("Reason: {reason}", reason=markup.escape(reason))
        said = markup.parse(sentence)
        said = said if ticket.question.private else wording.to_person(ticket.question, said)
        await self._voice.say(tx, ticket.question, f"ticket:{ticket.number}:closed:{asked.id}", Spoken(said), asked.at)

    async def _note(self, tx: Tx, asked: Asked, sentence: str, number: int, what: str) -> None:
        t = translator(self._voice.facilitators_language)
        note = Spoken(markup.parse(t(sentence, number=number, name=wording.named(asked.person))))
        key = f"ticket:{number}:{what}:{asked.id}"
        await self._voice.tell_facilitators(tx, key, note, asked.at, besides=asked.room)


async def _existing(number: int, tx: Tx) -> Ticket:
    ticket = await tickets.get(tx, number)
    if ticket is None:
        raise BadArgument(
            N_("There is no request with number {number}. See the open ones with /ticket list."), number=number
        )
    return ticket


def _taken(ticket: Ticket, asked: Asked) -> UserError:
    if ticket.state == "closed":
        return UserError(N_("Request #{number} is closed already."), number=ticket.number)
    if ticket.holder == asked.person.ref:
        return UserError(N_("You have request #{number} already."), number=ticket.number)
    sentence = (
        N_("Request #{number} has been answered already by {name}.")
        if ticket.state == "answered"
        else N_("Request #{number} has been taken already by {name}.")
    )
    return UserError(sentence, number=ticket.number, name=ticket.holder_name)


def _line(t: Translator, ticket: Ticket) -> str:
    return f"**#{ticket.number}** «{wording.quoted(ticket.question.text)}» — {_state(t, ticket)}"


def _state(t: Translator, ticket: Ticket) -> str:
    states = {
        "open": t("open"),
        "taken": t("{name} has it", name=markup.escape(ticket.holder_name)),
        "answered": t("answered by {name}", name=markup.escape(ticket.holder_name)),
        "closed": t("closed"),
    }
    return states[ticket.state]
