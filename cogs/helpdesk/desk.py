"""What becomes of a question: answered, asked back, or passed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.core.delivery import Delivery
from cogs.helpdesk import promise, ticket_words, wording
from cogs.helpdesk.decision import Band, Thresholds
from cogs.helpdesk.handover import Handover
from cogs.helpdesk.hours import Hours
from cogs.helpdesk.joining import Joining
from cogs.helpdesk.knowledge import Knowledge
from cogs.helpdesk.routing import Routing
from cogs.helpdesk.search import Found
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from config.settings import HelpdeskSettings, SupportSettings
from config.words import translator
from storage import questions, tickets
from storage.database import Tx
from storage.faq import Entry
from storage.questions import Question
from storage.tickets import Ticket


class Desk:
    """Decides by thresholds, and keeps what was decided."""

    def __init__(
        self,
        voice: Voice,
        settings: HelpdeskSettings,
        support: SupportSettings,
        knowledge: Knowledge | None = None,
        handover: Handover | None = None,
    ) -> None:
        """Tell facilitators through a voice, and askers when the support team answers."""
        self._voice, self._settings, self._support = voice, settings, support
        self._hours = Hours(support, voice.rooms.zone)
        self._handover = handover or Handover(Routing(self._hours, voice.rooms.zone), voice)
        self._joining = Joining(voice, settings)
        self.knowledge = knowledge or Knowledge()

    @property
    def _thresholds(self) -> Thresholds:
        """What judged questions called for, or what is shipped; but for what the settings say."""
        said = self._settings.model_dump(include={"answer_from", "suggest_from"}, exclude_unset=True)
        return replace(self.knowledge.calibration.thresholds, **said)

    async def sure(self, text: str, tx: Tx) -> bool:
        """Tell whether a question would be answered at once."""
        await self.knowledge.refresh(tx)
        return self._thresholds.band(await self.knowledge.search(text, 1)) is Band.ANSWER

    async def respond(self, question: Question, tx: Tx) -> Spoken:
        """Keep a new question and return what is said to it; facilitators are told where it is passed on."""
        await self.knowledge.refresh(tx)
        found = await self.knowledge.search(question.text)
        band, best = self._thresholds.band(found), (found[0].id, found[0].score) if found else (None, None)
        t = translator(question.language)
        if band is Band.ANSWER:
            question = await questions.add(tx, question, "answered", *best)
            return wording.answer(t, self._entries(found, question.language)[0], question.id)
        joined = await self._joining.join(question, best, tx)
        if joined is not None:
            return joined
        if band is Band.SUGGEST:
            question = await questions.add(tx, question, "suggested", *best)
            entries, private = self._entries(found, question.language), question.private
            return wording.suggestions(t, entries, question.id, t("Did you mean:"), private=private)
        question = await questions.add(tx, question, "passed on", *best)
        return await self.pass_on(question, question.at, tx)

    async def pass_on(self, question: Question, now: datetime, tx: Tx, *, wanted: bool = False) -> Spoken:
        """Open the question's ticket, tell the facilitators, and return what the asker is told.

        `wanted` if the asker chose to ask a person.
        """
        await self.knowledge.refresh(tx)
        found = await self.knowledge.search(question.text, 1)
        await questions.drop_deleted_files(tx, question)
        ticket = await tickets.add(tx, question, found[0].id if found else None, found[0].among if found else 0.0)
        await questions.became(tx, question.id, "passed on")
        await self._handover.new(ticket, *self._announced(ticket), now, tx)
        t = translator(question.language)
        return wording.passed_on(t, ticket, self.response_time(question.language, now), wanted=wanted)

    async def waits_again(self, number: int, now: datetime, tx: Tx) -> None:
        """See that a ticket in which its asker wrote more is not left with somebody who is away."""
        await self._handover.again(number, now, tx)

    def response_time(self, language: str, now: datetime) -> str:
        """Return the sentence that says when the support team answers what is asked now."""
        return promise.response_time(translator(language), self._support, self._hours, now, self._voice.rooms.zone)

    async def others(self, question: Question, tx: Tx) -> list[Entry]:
        """Return up to three entries for a question whose answer did not help; those that did not are left out."""
        await self.knowledge.refresh(tx)
        useless = await questions.unhelpful(tx, question.id)
        found = await self.knowledge.search(question.text, 3 + len(useless))
        fitting = [each for each in found if each.id not in useless and each.among >= self._thresholds.suggest_from]
        return self._entries(fitting[:3], question.language)

    async def announced_anew(self, ticket: Ticket, tx: Tx) -> list[Delivery]:
        """Return what those who answer were told of a ticket, with its question and files as they are now."""
        await self.knowledge.refresh(tx)
        told = await self._handover.announced_anew(ticket, self._announced(ticket)[0], tx)
        main = await tickets.current(tx, ticket.number)
        if ticket.parent is None or main is None:
            return told
        key = ticket_words.joined_key(ticket.number)
        joined = ticket_words.joined(translator(self._voice.facilitators_language), ticket)
        in_private = await self._voice.told_in_private(tx, main, key, joined)
        return [*told, *self._voice.told(key, joined), *in_private]

    def _announced(self, ticket: Ticket) -> tuple[Spoken, str | None]:
        """Return the note about a ticket, and the topic of the closest entry."""
        language = self._voice.facilitators_language
        nearest = self.knowledge.entry(ticket.nearest, language) if ticket.nearest else None
        files = ticket_words.unsigned(ticket.question.files, ticket.question)
        note = wording.new_ticket(translator(language), ticket, nearest, self._voice.rooms, files)
        close = nearest is not None and ticket.score >= self._thresholds.suggest_from
        return note, nearest.topic if nearest and close else None

    def _entries(self, found: Iterable[Found], language: str) -> list[Entry]:
        known = (self.knowledge.entry(each.id, language) for each in found)
        return [entry for entry in known if entry is not None]
