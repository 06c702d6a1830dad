"""Incidents as they begin and grow: who asks what many ask is told that it is known, and shares their ticket."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.core import markup
from bot.core.errors import N_
from cogs.helpdesk import ticket_words
from cogs.helpdesk.grouping import Meanings
from cogs.helpdesk.meaning import Meaning, meaning_of
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from config.settings import HelpdeskSettings
from config.words import Translator, translator
from storage import incidents, people, questions, tickets
from storage.database import Tx
from storage.incidents import Incident, Recent
from storage.learning import Unanswered
from storage.questions import Question
from storage.tickets import Ticket

_STILL_KNOWN = timedelta(hours=1)
"""So long after an incident its answer is given to who asks the same."""

Best = tuple[str | None, float | None]


class Window:
    """What was asked within the last minutes, in memory: read from the store as far as it is not known yet."""

    def __init__(self, length: timedelta) -> None:
        """Hold what is not older than this."""
        self._length = length
        self._known, self._order = Meanings(), deque[tuple[datetime, int]]()
        self._sure = 0
        """The number of the last question that is known to be committed."""

    async def same_as(self, meant: Meaning, now: datetime, tx: Tx) -> list[int]:
        """Return the numbers of the questions that ask the same."""
        while self._order and self._order[0][0] < now - self._length:
            self._known.remove(self._order.popleft()[1])
        new = await incidents.asked_lately(tx, now - self._length, self._sure)
        fresh = Meanings()
        for each in new:
            fresh.add(each.id, meaning_of(each.text))
        # What is not committed may be undone, and another question then gets its number.
        tx.afterwards(lambda: self._settle(new))
        return sorted({*self._known.same_as(meant), *fresh.same_as(meant)})

    def _settle(self, new: Iterable[Recent]) -> None:
        for each in new:
            if each.id > self._sure:
                self._known.add(each.id, meaning_of(each.text))
                self._order.append((each.at, each.id))
                self._sure = each.id


class Joining:
    """Looks at each question that nothing answers: whether many ask it, now or since a short while."""

    def __init__(self, voice: Voice, settings: HelpdeskSettings) -> None:
        """Tell those by whom an incident begins through a voice."""
        self._voice, self._enough = voice, settings.incident_people
        self._within = timedelta(minutes=settings.incident_minutes)
        self._window = Window(self._within)

    async def join(self, question: Question, best: Best, tx: Tx) -> Spoken | None:
        """Have a new question share the ticket of those that ask the same, if there are many; return what is said."""
        meant = meaning_of(question.text)
        if not meant.words or question.person is None:
            return None
        chief = await self._going(meant, tx) or await self._begun(question, meant, tx)
        if chief is not None:
            return await self._attach(question, best, chief, tx)
        return await self._still_known(question, best, meant, tx)

    async def _going(self, meant: Meaning, tx: Tx) -> int | None:
        return await _like(meant, await incidents.going(tx), tx)

    async def _begun(self, question: Question, meant: Meaning, tx: Tx) -> int | None:
        """Return the ticket of the incident that begins with a question, None where too few people ask the same."""
        alike = await self._window.same_as(meant, question.at, tx)
        if question.person is None or len(alike) + 1 < self._enough:
            return None
        waiting = await incidents.unanswered_among(tx, set(alike), question.at - self._within)
        who = {each.who for each in waiting} | {await people.canonical(tx, question.person)}
        return await self._begin(waiting, question.at, tx) if len(who) >= self._enough else None

    async def _begin(self, waiting: Sequence[Unanswered], now: datetime, tx: Tx) -> int:
        untold = {each.question.id for each in waiting if each.ticket is None}
        mains = {ticket.number: ticket for each in waiting for ticket in [await _ticket_of(each, tx)]}
        # What a facilitator has in hand already is not taken away from them.
        chief = min(mains.values(), key=lambda ticket: (ticket.state != "taken", ticket.number)).number
        for number in sorted(mains.keys() - {chief}):
            await tickets.merge(tx, number, chief, now)
        await incidents.begin(tx, chief, now)
        for member in await tickets.family(tx, chief):
            if member.question.id in untold:
                await self._show_files(member, chief, now, tx)
            if member.question.private and member.question.person is not None:
                spoken = known(translator(member.question.language), member)
                await self._voice.say(tx, member.question, f"ticket:{member.number}:incident", spoken, now)
        return chief

    async def _attach(self, question: Question, best: Best, chief: int, tx: Tx) -> Spoken:
        t, family = translator(question.language), await tickets.family(tx, chief)
        assert question.person is not None  # noqa: S101 - `join` looks
        if await incidents.has_asked(tx, chief, await people.canonical(tx, question.person)):
            await questions.add(tx, question, "limited", *best)
            return known(t, family[0], again=True)
        ticket = await _member(question, best, chief, tx)
        await self._show_files(ticket, chief, question.at, tx)
        return known(t, ticket)

    async def _show_files(self, ticket: Ticket, chief: int, now: datetime, tx: Tx) -> None:
        """Have the facilitators see the files of a question of which no note of its own tells them."""
        main = await tickets.get(tx, chief)
        if main is not None and ticket.question.files:
            spoken = ticket_words.joined(translator(self._voice.facilitators_language), ticket)
            await self._voice.tell_facilitators(tx, ticket_words.joined_key(ticket.number), spoken, now, about=main)

    async def _still_known(self, question: Question, best: Best, meant: Meaning, tx: Tx) -> Spoken | None:
        """Give the answer of an incident that ended a short while ago to who asks the same."""
        chief = await _like(meant, await incidents.ended_since(tx, question.at - _STILL_KNOWN), tx)
        said = await tickets.messages(tx, chief) if chief is not None else []
        answers = [each for each in said if each.kind == "answer" and each.text]
        if chief is None or not answers:
            return None
        member = await _member(question, best, chief, tx)
        text = markup.parse(answers[-1].text)
        return ticket_words.answer(translator(question.language), member, member.question, text, opening=True)


def known(t: Translator, ticket: Ticket, *, again: bool = False) -> Spoken:
    """Return what is said to who asks what many ask; `again` to one who has asked already."""
    if again:
        sentence = N_(
            "You have asked this already, and the support team is looking at it. The answer comes where you asked."
        )
        return Spoken(markup.parse(t(sentence)))
    asked = ticket.question
    here = not asked.private or asked.room.person is not None
    where = t("The answer will come here.") if here else t("The answer will come to you privately.")
    lead = t(
        "We know: many people ask the same, and the support team is looking at it (request #{number}).",
        number=ticket.number,
    )
    return Spoken(markup.parse(f"{lead} {where}"), opens=True)


async def _like(meant: Meaning, among: Iterable[Incident], tx: Tx) -> int | None:
    """Return the ticket that stands for the incident which is about the same."""
    for incident in among:
        main = await tickets.current(tx, incident.ticket)
        about = Meanings()
        for number, text in enumerate(await incidents.about(tx, main.number) if main else ()):
            about.add(number, meaning_of(text))
        if main is not None and about.same_as(meant):
            return main.number
    return None


async def _ticket_of(each: Unanswered, tx: Tx) -> Ticket:
    """Return the ticket that stands for a question, which is opened where it was only asked back."""
    ticket = await tickets.add(tx, each.question, None, 0.0)
    await questions.became(tx, each.question.id, "passed on")
    return await tickets.current(tx, ticket.number) or ticket


async def _member(question: Question, best: Best, chief: int, tx: Tx) -> Ticket:
    """Keep a question with a ticket of its own, which is part of another."""
    kept = await questions.add(tx, question, "passed on", *best)
    ticket = await tickets.add(tx, kept, best[0], best[1] or 0.0)
    await tickets.merge(tx, ticket.number, chief, question.at)
    return ticket
