"""What is said when a ticket has waited too long: to who has it, to all facilitators, and to its asker."""

from __future__ import annotations

from datetime import datetime

from bot.core import markup
from bot.core.delivery import Delivery
from bot.core.errors import N_
from bot.core.ids import PersonRef, RoomRef
from bot.core.text import Mention, Paragraph, RichText, Text
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.routing import name_of
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from config.words import Translator, translator
from storage import outbox, tickets
from storage.database import Tx
from storage.deadlines import Kind
from storage.tickets import Ticket

_SOON = {
    "answer soon": N_("🔔 Request #{number} waits for your answer since {moment}: “{text}”."),
    "solution soon": N_("🔔 Request #{number} of {moment} is yours and is not solved yet: “{text}”."),
}
_OVER = {
    "answer": N_("🔔 Request #{number} waits for an answer since {moment}, longer than it should: “{text}”."),
    "solution": N_("🔔 Request #{number} of {moment} is not solved yet, and should be: “{text}”."),
}
_IN_HAND = N_("Your request #{number} is in hand. The support team has not forgotten you; thank you for waiting.")


class Nudges:
    """Speaks through a voice; `zone` (IANA) is the one in which moments are named to facilitators."""

    def __init__(self, voice: Voice, zone: str) -> None:
        """Speak through it."""
        self._voice, self._zone = voice, zone

    async def remind(
        self, ticket: Ticket, person: PersonRef | None, kind: Kind, key: str, now: datetime, tx: Tx
    ) -> None:
        """Remind in private who has a ticket, or whom it is for; nobody where it is everyone's."""
        if person is None:
            return
        home, t = RoomRef.direct(person), translator(self._voice.facilitators_language)
        text = self._told(t, _SOON[kind], ticket) + markup.parse(wording.how_to_reply(t))
        await outbox.put(tx, Delivery(f"helpdesk:{key}>{home}", home, text=text), now)

    async def raise_alarm(
        self, ticket: Ticket, person: PersonRef | None, kind: Kind, key: str, now: datetime, tx: Tx
    ) -> None:
        """Tell all facilitators of a ticket that is late, and an asker without any answer that it is in hand."""
        t = translator(self._voice.facilitators_language)
        text = self._told(t, _OVER[kind], ticket)
        if person is not None:
            who = Mention("person", await name_of(person, t, tx), str(person))
            text += RichText((Paragraph((Text(t("For:") + " "), who)),))
        choices = () if ticket.holder else (wording.take_it(t, ticket.number),)
        await self._voice.tell_facilitators(tx, key, Spoken(text, choices), now, about=ticket)
        if kind == "answer" and ticket.first_answered_at is None:
            await self._to_askers(ticket, _IN_HAND, f"{key}:asker", now, tx)

    async def ask(self, ticket: Ticket, key: str, now: datetime, tx: Tx) -> None:
        """Ask the asker of an answered ticket whether all is solved."""
        await self._to_askers(ticket, N_("Request #{number}: is all solved now?"), key, now, tx, choosing=True)

    async def closed(self, ticket: Ticket, key: str, now: datetime, tx: Tx) -> None:
        """Tell the asker that a ticket of which nothing more was heard is closed, and the facilitators."""
        sentence = N_("I closed your request #{number}, since you needed nothing more. Write here and it opens again.")
        await self._to_askers(ticket, sentence, key, now, tx)
        t = translator(self._voice.facilitators_language)
        note = t("Request #{number} is closed: its asker has written no more.", number=ticket.number)
        await self._voice.tell_facilitators(tx, key, Spoken(markup.parse(note)), now, about=ticket)

    async def _to_askers(
        self, ticket: Ticket, sentence: str, key: str, now: datetime, tx: Tx, *, choosing: bool = False
    ) -> None:
        for member in await tickets.family(tx, ticket.number):
            asked, number = member.question, member.number
            if asked.person is None:
                continue
            t = translator(asked.language)
            said = markup.parse(t(sentence, number=number))
            said = said if asked.private else wording.to_person(asked, said)
            choices = (ticket_words.solved(t, number), ticket_words.more(t, number)) if choosing else ()
            await self._voice.say(tx, asked, f"{key}:{number}", Spoken(said, choices), now)

    def _told(self, t: Translator, sentence: str, ticket: Ticket) -> RichText:
        moment, text = t.moment(ticket.opened_at, self._zone), wording.asked_in(t, ticket.question)
        return markup.parse(t(sentence, number=ticket.number, moment=moment, text=text))
