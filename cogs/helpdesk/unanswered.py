"""The cog of what nobody answered: told to the facilitators each Monday morning, and answered from there for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, Form, LongText, Reply, command
from bot.core.delivery import Choice
from bot.core.errors import N_, BadArgument, UserError
from bot.core.rights import Role
from bot.core.rooms import Rooms
from bot.core.split import cut
from cogs.helpdesk import draft_words
from cogs.helpdesk.faq import new_id
from cogs.helpdesk.grouping import grouped
from cogs.helpdesk.learning import distinct, whole_first
from cogs.helpdesk.meaning import meaning_of, same
from cogs.helpdesk.personal import stripped, without_gaps
from cogs.helpdesk.telling import Telling
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from cogs.speech import worded
from config.settings import HelpdeskSettings
from config.words import Translator, translator
from storage import drafts, learning, questions
from storage.database import Tx
from storage.faq import Entry
from storage.learning import Unanswered
from storage.questions import Question

_MONDAY_AT = time(9)
_LISTED, _SHOWN, _MOST_WEEKS, _MOST_VARIANTS = 10, 120, 12, 12
_WEEK = timedelta(weeks=1)

Number = Annotated[int, "The question's number, as in the list"]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same: the first one, its words without what is personal, and how many people asked."""

    question: int
    text: str
    people: int


class UnansweredQuestions(Cog):
    """Tells facilitators what was asked in vain, so that it need not be asked in vain again."""

    name = "unanswered questions"

    def __init__(self, rooms: Rooms, settings: HelpdeskSettings) -> None:
        """Tell the facilitators' rooms, by the community's clock."""
        self._rooms = rooms
        self._voice = Voice(rooms)
        self._telling = Telling(self._voice, settings.learn_days)

    @every(timedelta(minutes=1))
    async def tell(self, now: datetime, tx: Tx) -> None:
        """Tell the facilitators on Monday morning, or as soon as the bot is back; once a week."""
        monday = last_monday(now, self._rooms.zone)
        told = await learning.told_until(tx)
        if told is not None and told >= monday:
            return
        await learning.tell_until(tx, monday)
        groups = await _groups(monday - _WEEK, tx) if told is not None else []
        if groups:
            t = translator(self._voice.facilitators_language)
            spoken = _said(t, groups, 1, await drafts.count_waiting(tx))
            await self._voice.tell_facilitators(tx, f"unanswered:{monday:%Y-%m-%d}", spoken, now)

    @command("helpdesk unanswered", needs=Role.FACILITATOR)
    async def list(self, asked: Asked, tx: Tx, weeks: Annotated[int, "How many weeks to look back"] = 1) -> Reply:
        """Show the questions that nobody answered, by how many people asked."""
        if not 1 <= weeks <= _MOST_WEEKS:
            raise BadArgument(N_("The number of weeks must be between 1 and {most}."), most=_MOST_WEEKS)
        t = translator(asked.language)
        groups = await _groups(asked.at - weeks * _WEEK, tx)
        if not groups:
            return Reply(markup.parse(t("Every question of this time has an answer.")))
        spoken = _said(t, groups, weeks, await drafts.count_waiting(tx))
        return Reply(spoken.text, choices=spoken.choices)

    @command("helpdesk answer", needs=Role.FACILITATOR)
    async def answer(
        self, asked: Asked, tx: Tx, number: Number, text: Annotated[LongText, "The answer; the first sentence answers"]
    ) -> Reply:
        """Answer a question for all: it becomes an entry, and everyone who asked the same and waits is told."""
        question = await _open(number, tx)
        first, *others = phrasings = await _phrasings(question, tx)
        title, words = without_gaps(first), tuple(others[: _MOST_VARIANTS - 1])
        entry = Entry(await new_id(title, tx), title, text.strip(), words, lang=question.language)
        told = await self._telling.publish(tx, entry, phrasings, asked)
        return Reply(draft_words.live(translator(asked.language), entry.id, told))

    @command("helpdesk write", needs=Role.FACILITATOR, hidden=True)
    async def write(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Write the answer to a question for all."""
        question = await _open(number, tx)
        t = translator(asked.language)
        shown = cut(stripped(question.text, [question.name]), _SHOWN)
        sentence = N_("Write the answer to “{question}” with {command}")
        said = worded(t, sentence, question=shown, command=f"/helpdesk answer {number} …")
        form = Form("helpdesk answer", {"number": number}, {"text": ""})
        return Reply(markup.parse(said), private=True, form=form)


def last_monday(now: datetime, zone: str) -> datetime:
    """Return the last Monday, nine in the morning by the clocks of an IANA zone, that is not after a moment (aware)."""
    local = now.astimezone(ZoneInfo(zone))
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), _MONDAY_AT, local.tzinfo)
    return monday if monday <= now else monday - _WEEK


async def _groups(since: datetime, tx: Tx) -> list[Group]:
    """Return what was asked in vain since a moment, that of most people first."""
    waiting = [(each, meaning_of(each.question.text)) for each in await learning.unanswered(tx, since)]
    groups = [_group(members) for members in grouped(waiting)]
    return sorted((group for group in groups if group.text), key=lambda group: (-group.people, group.question))


def _group(members: Sequence[Unanswered]) -> Group:
    first = members[0].question
    text = cut(stripped(first.text, [first.name]), _SHOWN)
    return Group(first.id, text, len({each.who for each in members}))


async def _open(number: int, tx: Tx) -> Question:
    """Return a question that may still be answered; raises where there is none such."""
    question = await questions.get(tx, number)
    if question is None or not stripped(question.text, [question.name]):
        sentence = N_("There is no question with number {number}. See them with {command}.")
        raise BadArgument(sentence, number=number, command="/helpdesk unanswered")
    waiting = await learning.unanswered(tx, question.at)
    if question.id not in {each.question.id for each in waiting}:
        raise UserError(N_("Question {number} has an answer already."), number=number)
    return question


async def _phrasings(question: Question, tx: Tx) -> list[str]:
    """Return the question and how else it was asked, without what is personal."""
    meant = meaning_of(question.text)
    waiting = await learning.unanswered(tx, question.at - _MOST_WEEKS * _WEEK)
    asked = [each.question for each in waiting if same(meant, meaning_of(each.question.text))]
    texts = whole_first(stripped(each.text, [each.name]) for each in (question, *asked))
    return [cut(text, 3 * _SHOWN) for text in distinct(texts, ())]


def _said(t: Translator, groups: Sequence[Group], weeks: int, waiting: int) -> Spoken:
    lead = t.plural(
        "❓ Questions without an answer, in the last week:",
        "❓ Questions without an answer, in the last {number} weeks:",
        weeks,
    )
    shown = groups[:_LISTED]
    lines = [
        f"{place}. {worded(t, N_('“{question}”'), question=group.text)} — "
        + t.plural("{number} person", "{number} people", group.people)
        for place, group in enumerate(shown, start=1)
    ]
    if len(groups) > len(shown):
        lines.append("\n" + t("… and {number} more.", number=t.number(len(groups) - len(shown))))
    lines.append("\n" + t("Choose one to write its answer: it becomes an entry, and everyone who asked is told."))
    if waiting:
        drafts_wait = t.plural("{number} draft waits for your word.", "{number} drafts wait for your word.", waiting)
        lines.append("\n" + f"{drafts_wait} `/draft list`")
    choices = (
        Choice(cut(f"{place}. {group.text}", 80), f"helpdesk write {group.question}")
        for place, group in enumerate(shown, start=1)
    )
    return Spoken(markup.parse(f"{lead}\n\n" + "\n".join(lines)), tuple(choices))
