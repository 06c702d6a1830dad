"""From what was solved to drafts for the FAQ: what was asked and answered, without what is personal in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.split import cut
from cogs.helpdesk.decision import is_asked
from cogs.helpdesk.knowledge import Knowledge
from cogs.helpdesk.meaning import meaning_of, same
from cogs.helpdesk.personal import is_whole, stripped
from config.settings import HelpdeskSettings
from storage import drafts, faq, learning, tickets
from storage.database import Tx
from storage.drafts import Draft
from storage.faq import Entry
from storage.learning import Helped
from storage.tickets import Ticket

_AT_ONCE = 20
"""Solved tickets and helped questions looked at in one transaction, so that nobody waits for it."""
_LONGEST, _LONGEST_VARIANT, _MOST_VARIANTS = 300, 200, 12
_WORTH_SHOWING = 0.2
"""From which score an entry is shown as similar."""


class Learner:
    """Makes drafts, each question once: what is open already, or was dropped, is not offered again."""

    def __init__(self, knowledge: Knowledge, settings: HelpdeskSettings) -> None:
        """Look for similar entries in what the helpdesk knows."""
        self.knowledge, self._settings = knowledge, settings

    async def from_tickets(self, now: datetime, tx: Tx) -> list[Draft]:
        """Learn from the tickets that were solved since the last look; return the new drafts."""
        made = [await self._from_ticket(number, now, tx) for number in await learning.solved(tx, _AT_ONCE)]
        return [draft for draft in made if draft is not None]

    async def from_votes(self, now: datetime, tx: Tx) -> None:
        """Learn other ways to ask from the questions with which an entry helped; enough people's need nobody's word."""
        for each in await learning.helped(tx, _AT_ONCE):
            draft = await self._candidate(each, now, tx)
            await drafts.learn_from(tx, [each.question.id], draft.number if draft else None)
            votes = await drafts.people_behind(tx, draft.number) if draft and draft.state == "open" else 0
            if draft and draft.entry and votes >= self._settings.variant_votes:
                await drafts.decide(tx, draft.number, "approved", None, now)
                versions = await faq.versions_of(tx, draft.entry)
                await faq.merge(tx, [with_variants(in_language(versions, draft.language), [draft.question])], now)

    async def _from_ticket(self, number: int, now: datetime, tx: Tx) -> Draft | None:
        family = await tickets.family(tx, number)
        said = await tickets.messages(tx, number)
        names = {each.question.name for each in family} | {each.holder_name for each in family}
        names |= {each.name for each in said}
        answers = [stripped(each.text, names) for each in said if each.kind == "answer" and is_asked(each.text)]
        asked = _phrasings(family, names)
        sources = [each.question.id for each in family]
        if not asked or not any(answers):
            await drafts.learn_from(tx, sources, None)
            return None
        answer = "\n\n".join(filter(None, answers))
        draft = Draft("entry", family[0].question.language, asked[0], answer, now, tuple(asked[1:]), ticket=number)
        return await self._offer(draft, sources, now, tx)

    async def _offer(self, draft: Draft, sources: Sequence[int], now: datetime, tx: Tx) -> Draft | None:
        like = await _like(tx, draft)
        if like is not None:
            if like.state == "open":
                await drafts.change(tx, replace(like, variants=_joined(like, (draft.question, *draft.variants))))
            await drafts.learn_from(tx, sources, like.number)
            return None
        others = await self._others_who_asked(draft, now, tx)
        first, *more = whole_first([draft.question, *draft.variants, *others.values()])
        draft = replace(draft, question=first)
        draft = replace(draft, variants=_joined(replace(draft, variants=()), more))
        entry, score = await self.nearest(draft.question, tx)
        made = await drafts.add(tx, replace(draft, entry=entry, score=score))
        await drafts.learn_from(tx, [*sources, *others], made.number)
        return made

    async def nearest(self, question: str, tx: Tx) -> tuple[str | None, float]:
        """Return the entry that a question is most like, with its score; None where none is worth a look."""
        await self.knowledge.refresh(tx)
        found = await self.knowledge.search(question, 1)
        return (found[0].id, found[0].among) if found and found[0].among >= _WORTH_SHOWING else (None, 0.0)

    async def _others_who_asked(self, draft: Draft, now: datetime, tx: Tx) -> dict[int, str]:
        """Return the questions that ask the same and wait for an answer, by their numbers."""
        meant = meaning_of(draft.question)
        waiting = await learning.unanswered(tx, now - timedelta(days=self._settings.learn_days))
        alike = [each.question for each in waiting if same(meant, meaning_of(each.question.text))]
        return {each.id: stripped(each.text, [each.name]) for each in alike}

    async def _candidate(self, each: Helped, now: datetime, tx: Tx) -> Draft | None:
        """Return the draft for a new way to ask an entry, None where it is known or cannot be one."""
        versions = await faq.versions_of(tx, each.entry)
        known = {meaning_of(words).wording for version in versions for words in (version.question, *version.variants)}
        text = stripped(each.question.text, [each.question.name])
        wording = meaning_of(text).wording
        if not wording or wording in known or len(text) > _LONGEST_VARIANT or not is_asked(text):
            return None
        for other in await drafts.not_taken(tx):
            if other.kind == "variant" and other.entry == each.entry and meaning_of(other.question).wording == wording:
                return other
        language = each.question.language
        return await drafts.add(tx, Draft("variant", language, text, "", now, entry=each.entry))


def with_variants(entry: Entry, texts: Iterable[str]) -> Entry:
    """Return an entry that is asked in these words too, as far as it is not already."""
    return replace(entry, variants=distinct([*entry.variants, *texts], {meaning_of(entry.question).wording}))


def in_language(versions: Sequence[Entry], language: str) -> Entry:
    """Return an entry in a language or, where it is not written in that, in another."""
    return next((entry for entry in versions if entry.lang == language), versions[0])


def _phrasings(family: Iterable[Ticket], names: Collection[str]) -> list[str]:
    """Return what was asked in tickets that are one, each way to say it once."""
    texts = (cut(stripped(each.question.text, names), _LONGEST) for each in family)
    return list(distinct([text for text in texts if is_asked(text)], set()))


def whole_first(texts: Iterable[str]) -> list[str]:
    """Return texts in their order, but first those out of which nothing personal was taken."""
    return sorted(texts, key=is_whole, reverse=True)


def _joined(draft: Draft, texts: Iterable[str]) -> tuple[str, ...]:
    fitting = (text for text in (*draft.variants, *texts) if len(text) <= _LONGEST_VARIANT and is_asked(text))
    return distinct(fitting, {meaning_of(draft.question).wording})[:_MOST_VARIANTS]


def distinct(texts: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the texts that are not known by how they sound, each once."""
    by_wording: dict[str, str] = {}
    for text in texts:
        by_wording.setdefault(meaning_of(text).wording, text)
    return tuple(text for wording, text in by_wording.items() if wording and wording not in known)


async def _like(tx: Tx, draft: Draft) -> Draft | None:
    """Return a draft that asks the same and is open or was dropped."""
    meant = meaning_of(draft.question)
    others = (each for each in await drafts.not_taken(tx) if each.kind == "entry")
    return next((each for each in others if same(meant, meaning_of(each.question))), None)
