"""Saying whom a request is for, and giving it to somebody else when they go away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core import markup
from bot.core.delivery import Action, Delivery
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.text import EMPTY, Inline, Mention, Paragraph, RichText, Text
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.routing import Routing, name_of
from cogs.helpdesk.voice import Voice, privately
from cogs.helpdesk.wording import Spoken
from config.words import Translator, translator
from storage import duty, outbox, people, tickets
from storage.database import Tx
from storage.duty import Absence
from storage.tickets import Ticket


class Handover:
    """Gives requests to people and tells them: facilitators in their rooms, ambassadors in private."""

    def __init__(self, routing: Routing, voice: Voice) -> None:
        """Decide by a routing, and speak through a voice."""
        self.routing, self._voice = routing, voice

    async def new(self, ticket: Ticket, note: Spoken, topic: str | None, now: datetime, tx: Tx) -> None:
        """Give a new ticket to somebody and tell the facilitators, with the note about it.

        `topic` is that of the closest entry, which holds where no word tells.
        """
        await self.routing.file(ticket, topic, tx)
        filed = await tickets.get(tx, ticket.number) or ticket
        person = await self.give(filed, now, tx)
        for delivery in await self.announced(ticket, note, tx):
            await outbox.put(tx, delivery, now)
        await self._tell_ambassador(ticket, person, f"ticket:{ticket.number}:for:{person}", now, tx)

    async def announced_anew(self, ticket: Ticket, note: Spoken, tx: Tx) -> list[Delivery]:
        """Return what the facilitators and the ambassadors were told of a ticket, with the note as it is now."""
        person, said = ticket.holder or await duty.routed(tx, ticket.number), await self.announced(ticket, note, tx)
        if person is None:
            return said
        told = await outbox.story(tx, f"helpdesk:ticket:{ticket.number}:for", RoomRef.direct(person))
        now = self._for_ambassador(ticket)
        posted = [each.delivery for each in told if each.delivery.action is Action.POST]
        return [*said, *(replace(each, text=now.text, attachments=now.files) for each in posted)]

    async def announced(self, ticket: Ticket, note: Spoken, tx: Tx) -> list[Delivery]:
        """Return what the facilitators are told of a ticket: the note about it, and whom it is for."""
        person = await duty.routed(tx, ticket.number)
        text = note.text + await self._for(translator(self._voice.facilitators_language), person, tx)
        return self._voice.told(f"ticket:{ticket.number}:new", replace(note, text=text))

    async def give(
        self, ticket: Ticket, now: datetime, tx: Tx, *, besides: PersonRef | None = None
    ) -> PersonRef | None:
        """Choose whom a ticket is for; None is everyone. It is never its asker, nor the one to be left out."""
        left_out = (ticket.question.person, besides)
        topic, institution = ticket.topic, ticket.institution
        return await self.routing.give(ticket.number, topic, institution, now, tx, besides=left_out)

    async def tell(self, ticket: Ticket, person: PersonRef | None, key: str, now: datetime, tx: Tx) -> None:
        """Tell the facilitators for whom a ticket is from now on, and an ambassador whom it is for."""
        t = translator(self._voice.facilitators_language)
        lead = markup.parse(t("Request #{number} has been passed on.", number=ticket.number))
        text = lead + await self._for(t, person, tx)
        spoken, told = Spoken(text), f"ticket:{ticket.number}:for:{key}"
        await self._voice.tell_facilitators(tx, told, spoken, now, about=ticket, knows=person)
        await self._tell_ambassador(ticket, person, told, now, tx)

    async def away(self, absence: Absence, now: datetime, tx: Tx) -> int:
        """Hand over what an absent person has: to whom they named, or to whom it suits. Return how many tickets.

        What nobody else fits for is everyone's again.
        """
        numbers = await duty.waiting_for(tx, absence.person)
        for number in numbers:
            ticket = await tickets.get(tx, number)
            if ticket is not None:
                person = await self._replace(ticket, absence, now, tx)
                await self.tell(ticket, person, f"away:{absence.begins:%Y%m%d%H%M}", now, tx)
        await duty.handed(tx, absence.person)
        return len(numbers)

    async def again(self, number: int, now: datetime, tx: Tx) -> None:
        """Hand over a ticket that waits again, or for longer, where who has it is away by now."""
        ticket = await tickets.get(tx, number)
        person = (ticket.holder if ticket else None) or await duty.routed(tx, number)
        absence = await self._away(person, now, tx) if person else None
        if ticket is not None and absence is not None:
            chosen = await self._replace(ticket, absence, now, tx)
            await self.tell(ticket, chosen, f"away:{now:%Y%m%d%H%M%S%f}", now, tx)

    async def _away(self, person: PersonRef, now: datetime, tx: Tx) -> Absence | None:
        absence = await duty.absence_of(tx, person, now)
        return absence if absence is not None and absence.begins <= now else None

    async def _instead(self, absence: Absence, asker: PersonRef | None, now: datetime, tx: Tx) -> PersonRef | None:
        """Return who has an absent person's tickets: whom they named or, where that one is away too, whom those named.

        None where nobody is named who is there, or only the asker.
        """
        passed = {await people.canonical(tx, person) for person in (absence.person, asker) if person is not None}
        named = absence.hand_to
        while named is not None:
            who = await people.canonical(tx, named)
            away = await self._away(named, now, tx)
            if who in passed or away is None:
                return named if who not in passed else None
            passed.add(who)
            named = away.hand_to
        return None

    async def _replace(self, ticket: Ticket, absence: Absence, now: datetime, tx: Tx) -> PersonRef | None:
        named = await self._instead(absence, ticket.question.person, now, tx)
        if named is not None:
            await tickets.assign(tx, ticket.number, named, await people.name_of(tx, named))
            return named
        if ticket.holder is not None:
            await tickets.assign(tx, ticket.number, None)
        return await self.give(ticket, now, tx, besides=absence.person)

    async def _for(self, t: Translator, person: PersonRef | None, tx: Tx) -> RichText:
        if not self.routing.teams:
            return EMPTY
        who: Inline = Text(t("everyone who can answer"))
        if person is not None:
            who = Mention("person", await name_of(person, t, tx), str(person))
        return RichText((Paragraph((Text(t("For:") + " "), who)),))

    async def _tell_ambassador(self, ticket: Ticket, person: PersonRef | None, key: str, now: datetime, tx: Tx) -> None:
        if person is not None and await self.routing.role_of(person, tx) < Role.FACILITATOR:
            await outbox.put(tx, privately(person, key, self._for_ambassador(ticket)), now)

    def _for_ambassador(self, ticket: Ticket) -> Spoken:
        t = translator(self._voice.facilitators_language)
        choices = (wording.take_it(t, ticket.number),) if ticket.holder is None else ()
        text = wording.asked_in(t, ticket.question)
        quoted = t("❓ Request #{number}: “{text}”.", number=ticket.number, text=text)
        said = markup.parse(quoted) + markup.parse(wording.how_to_reply(t))
        return Spoken(said, choices, files=ticket_words.unsigned(ticket.question.files, ticket.question))
