"""The ticket cog: what waits, what was said, and which facilitator has it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument, UserError
from bot.core.events import Person
from bot.core.ids import PersonRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Rooms
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.conversation import Conversation, holds, said_key
from cogs.helpdesk.hours import Hours
from cogs.helpdesk.listing import listed
from cogs.helpdesk.routing import Routing
from cogs.helpdesk.voice import Voice
from config.support import SupportSettings
from config.words import Translator, translator
from storage import duty, people, tickets
from storage.database import Tx
from storage.ticket_messages import TicketMessage
from storage.tickets import Ticket


class Tickets(Cog):
    """Requests: one facilitator has each, takes it, hands it over or gives it back."""

    name = "tickets"

    def __init__(self, rooms: Rooms, rights: Rights | None = None, routing: Routing | None = None) -> None:
        """Serve these rooms; requests are handed to whom `rights` name facilitators, and are of teams by `routing`."""
        self._rights = rights or Rights()
        self._voice = Voice(rooms, self._rights)
        self._routing = routing or Routing(Hours(SupportSettings(), rooms.zone), rooms.zone)
        self._conversation = Conversation(self._voice, self._routing)

    @command("ticket list", needs=Role.AMBASSADOR)
    async def list(
        self,
        asked: Asked,
        tx: Tx,
        only: Annotated[str, "mine, late, a topic or an institution; left out, all"] = "",
    ) -> Reply:
        """List the requests that wait for an answer."""
        return await listed(asked, only, self._routing, tx)

    @command("ticket show", needs=Role.AMBASSADOR)
    async def show(self, asked: Asked, tx: Tx, number: Annotated[int, "The request's number"]) -> Reply:
        """Show a request and what was said in it."""
        t = translator(asked.language)
        ticket = await self._conversation.ticket(asked, number, tx)
        lines = [f"**{t('Request #{number}', number=ticket.number)}** — {ticket_words.state_of(t, ticket)}"]
        said_in: list[tuple[TicketMessage, Ticket]] = []
        for member in await tickets.family(tx, ticket.number):
            lines += self._question(t, member, asked, merged=member.number != ticket.number)
            said_in += [(said, member) for said in await tickets.messages(tx, member.number)]
        gone = t("*(no longer kept)*")
        for said, member in sorted(said_in, key=lambda each: each[0].at):
            who = ticket_words.kind_of(t, said, member)
            lines.append(f"\n**{who}**, {t.moment(said.at, asked.zone)}:\n{said.text or gone}")
        choices = (wording.take_it(t, ticket.number),) if ticket.state == "open" else ()
        return Reply(markup.parse("\n".join(lines)), choices=choices, key=said_key(ticket.number, asked))

    @command("ticket take", needs=Role.AMBASSADOR)
    async def take(self, asked: Asked, tx: Tx, number: Annotated[int, "The request's number"]) -> Reply:
        """Take a request, so that everyone knows that you answer it."""
        ticket = await self._conversation.ticket(asked, number, tx)
        if not await tickets.take(tx, ticket.number, asked.person):
            raise _taken(translator(asked.language), ticket, mine=await holds(asked.person, ticket, tx))
        t = translator(asked.language)
        await self._conversation.note(tx, asked, ticket, N_("Request #{number}: {name} has taken it."), "taken")
        said = t("✅ Request #{number} is yours.", number=ticket.number)
        return Reply(
            markup.parse(f"{said} {wording.how_to_answer(t, ticket.number)}"), key=said_key(ticket.number, asked)
        )

    @command("ticket give", needs=Role.FACILITATOR)
    async def give(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        person: Annotated[str, "The facilitator's name as it is shown, or platform:id"],
    ) -> Reply:
        """Hand a request over to another facilitator."""
        ticket = await self._conversation.ticket(asked, number, tx)
        if ticket.state == "closed":
            raise UserError(N_("Request #{number} is closed already."), number=ticket.number)
        to = await self._facilitator(person, asked, tx)
        if await holds(to, ticket, tx):
            raise UserError(N_("{name} has request #{number} already."), number=ticket.number, name=to.name)
        await tickets.assign(tx, ticket.number, to.ref, to.name)
        await self._tell_given(asked, tx, ticket, to)
        t = translator(asked.language)
        name = wording.named(to) or t("a member")
        said = t("✅ {name} has request #{number} now.", number=ticket.number, name=name)
        away = await self._away(to, asked, tx)
        return Reply(markup.parse(f"{said} {away}".strip()), key=said_key(ticket.number, asked))

    @command("ticket release", needs=Role.AMBASSADOR)
    async def release(self, asked: Asked, tx: Tx, number: Annotated[int, "The request's number"]) -> Reply:
        """Give a request back, so that any facilitator can take it."""
        ticket = await self._conversation.ticket(asked, number, tx)
        if ticket.state != "taken":
            raise UserError(N_("Nobody has request #{number} in hand."), number=ticket.number)
        await tickets.assign(tx, ticket.number, None)
        t = translator(asked.language)
        sentence = N_("Request #{number}: {name} has given it back; it is free to take.")
        await self._conversation.note(tx, asked, ticket, sentence, "released")
        said = t("✅ Request #{number} is free to take.", number=ticket.number)
        return Reply(
            markup.parse(said), choices=(wording.take_it(t, ticket.number),), key=said_key(ticket.number, asked)
        )

    async def _away(self, person: Person, asked: Asked, tx: Tx) -> str:
        """Return the sentence that somebody is away, nothing where they are there."""
        absence = await duty.absence_of(tx, person.ref, asked.at)
        if absence is None or absence.begins > asked.at:
            return ""
        t = translator(asked.language)
        day = t.day(absence.ends - timedelta(minutes=1), self._voice.rooms.zone)
        return t("⚠️ They are away until {day}.", day=day)

    async def _tell_given(self, asked: Asked, tx: Tx, ticket: Ticket, to: Person) -> None:
        t = translator(self._voice.facilitators_language)
        name = to.name or t("a member")
        sentence = t(
            "Request #{number}: {giver} has handed it to {name}.",
            number=ticket.number,
            giver=wording.named(asked.person),
            name=markup.escape(name),
        )
        said = wording.Spoken(wording.mentioning(to.ref, name, markup.parse(sentence)))
        key = f"ticket:{ticket.number}:given:{asked.id}"
        await self._voice.tell_facilitators(tx, key, said, asked.at, about=ticket, knows=asked.person.ref)

    def _question(self, t: Translator, ticket: Ticket, asked: Asked, *, merged: bool) -> tuple[str, ...]:
        question, rooms = ticket.question, self._voice.rooms
        moment, asker = t.moment(question.at, asked.zone), wording.asker_of(t, question)
        if question.anonymous:
            lead = t("{asker}, {moment}:", asker=wording.place_of(t, question, rooms), moment=moment)
        elif question.private and question.person is None:
            lead = t("{asker}, {moment}:", asker=asker, moment=moment)
        else:
            place = wording.place_of(t, question, rooms)
            lead = t("{asker} asked in {place}, {moment}:", asker=asker, place=place, moment=moment)
        gone = t("*(no longer kept)*")
        text = wording.quoted(question.text, whole=True) or gone
        return (f"\n#{ticket.number} · {lead}" if merged else lead, f"> {text}")

    async def _facilitator(self, written: str, asked: Asked, tx: Tx) -> Person:
        """Return the facilitator who is meant; raises BadArgument where it is nobody, nobody such, or several."""
        known = {found.ref: found for found in await self._called(written.strip(), asked, tx)}
        if not known:
            sentence = N_("I do not know {name}. Write the name as it is shown, or the account as platform:id.")
            raise BadArgument(sentence, name=written)
        leading = [each for each in known.values() if await people.role_of(tx, self._rights, each) >= Role.FACILITATOR]
        if not leading:
            raise BadArgument(N_("{name} is no facilitator."), name=next(iter(known.values())).name)
        if len({await people.canonical(tx, each.ref) for each in leading}) > 1:
            accounts = ", ".join(str(each.ref) for each in leading)
            raise BadArgument(
                N_("Several facilitators are called {name}. Write the account: {accounts}."),
                name=written,
                accounts=accounts,
            )
        return leading[0]

    async def _called(self, written: str, asked: Asked, tx: Tx) -> tuple[Person, ...]:
        """Return who has been met under a name, or who has an account of this id."""
        met = [*await people.called(tx, written.removeprefix("@"))]
        for ref in _accounts(written, asked.person.ref.platform):
            found = await people.met(tx, ref)
            if found or str(ref) in self._rights.facilitators | self._rights.coordinators:
                name = await people.name_of(tx, ref)
                return (Person(ref, name, groups=self._rights.groups_of(ref)),)
        return tuple(Person(each.ref, each.name, groups=self._rights.groups_of(each.ref)) for each in met)


def _accounts(written: str, here: str) -> tuple[PersonRef, ...]:
    """Return the accounts that may be meant: written in full, or as its own platform writes it."""
    platform, _, account = written.partition(":")
    full = (PersonRef(platform, account),) if platform and account else ()
    return (*full, PersonRef(here, written))


def _taken(t: Translator, ticket: Ticket, *, mine: bool) -> UserError:
    if ticket.state == "closed":
        return UserError(N_("Request #{number} is closed already."), number=ticket.number)
    if mine:
        return UserError(N_("You have request #{number} already."), number=ticket.number)
    sentence = (
        N_("Request #{number} has been answered already by {name}.")
        if ticket.state == "answered"
        else N_("Request #{number} has been taken already by {name}.")
    )
    return UserError(sentence, number=ticket.number, name=ticket_words.holder_of(t, ticket))
