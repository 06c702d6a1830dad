"""Telling those who asked the same and have no answer yet, once, where they asked; their tickets are closed by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import markup
from bot.core.commands import Asked
from bot.core.errors import N_
from bot.core.events import Person
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.grouping import Meanings
from cogs.helpdesk.meaning import meaning_of
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from cogs.speech import say
from config.words import translator
from storage import drafts, faq, learning, questions, tickets
from storage.database import Tx
from storage.faq import Entry
from storage.learning import Unanswered
from storage.questions import Question


@dataclass(frozen=True, slots=True)
class Told:
    """How many people were told, and which tickets were closed by that."""

    people: int = 0
    tickets: tuple[int, ...] = ()


class Telling:
    """Tells people that what they asked is known now."""

    def __init__(self, voice: Voice, days: int) -> None:
        """Tell those who asked within so many days."""
        self._voice, self._within = voice, timedelta(days=days)

    async def publish(self, tx: Tx, entry: Entry, phrasings: Iterable[str], asked: Asked) -> Told:
        """Put an entry into the FAQ and tell everyone who asked in these ways and waits; a person is told once."""
        await faq.put(tx, entry, asked.at, asked.person.ref)
        return await self._tell(tx, entry, phrasings, asked.person, asked.at)

    async def _tell(self, tx: Tx, entry: Entry, phrasings: Iterable[str], by: Person, now: datetime) -> Told:
        meant = Meanings()
        for number, text in enumerate(phrasings):
            meant.add(number, meaning_of(text))
        waiting = await learning.unanswered(tx, now - self._within)
        alike = {each.question.id: each.ticket for each in waiting if meant.same_as(meaning_of(each.question.text))}
        chosen = set(alike.values()) - {None}
        asked = [each for each in waiting if each.question.id in alike or each.ticket in chosen]
        newest = {each.who: each.question for each in asked}
        for question in newest.values():
            await self._say(tx, entry, question, now)
        closed = sorted({each.ticket for each in asked if each.ticket})
        for number in closed:
            await tickets.answer(tx, number, by, entry.answer, now)
            await tickets.close(tx, number, "", now)
            await self._tell_facilitators(tx, number, entry, now)
        await self._note(tx, asked)
        return Told(len(newest), tuple(closed))

    async def _tell_facilitators(self, tx: Tx, number: int, entry: Entry, now: datetime) -> None:
        """Say in a ticket's thread, and to whoever had it, that nobody needs to answer it any more."""
        ticket, t = await tickets.get(tx, number), translator(self._voice.facilitators_language)
        sentence = N_("✅ Request #{number} is closed: the new entry “{entry}” answers it, and its asker was told.")
        said = Spoken(say(t, sentence, number=number, entry=wording.title(entry)))
        key = f"ticket:{number}:known:{entry.id}:{now:%Y%m%d%H%M%S%f}"
        await self._voice.tell_facilitators(tx, key, said, now, about=ticket)

    async def _say(self, tx: Tx, entry: Entry, question: Question, now: datetime) -> None:
        t = translator(question.language)
        lead = markup.parse(t("You asked: “{question}”. Now I know it:", question=wording.quoted(question.text)))
        known, ticket = wording.answer(t, entry, question.id), await tickets.of_question(tx, question.id)
        if ticket is not None:
            # A request that comes back does so with its own choice, which opens it again.
            choices = (ticket_words.solved(t, ticket.number), ticket_words.more(t, ticket.number))
            known = Spoken(known.elsewhere, choices, known.elsewhere)
        said = lead + known.text
        said = said if question.private else wording.to_person(question, said)
        spoken = Spoken(said, known.choices, lead + known.elsewhere)
        await self._voice.say(tx, question, f"learned:{entry.id}:{question.id}", spoken, now)

    async def _note(self, tx: Tx, asked: Sequence[Unanswered]) -> None:
        """Note that the questions are answered, and that there is nothing new to learn from them."""
        for each in asked:
            await questions.became(tx, each.question.id, "answered")
        await drafts.learn_from(tx, [each.question.id for each in asked], None)
