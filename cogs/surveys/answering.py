"""Answering a survey: in private, one question at a time, forwards and back, and at any time again from where one is.

Nothing is kept of where somebody is but their answers: what has no answer yet is asked next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Form, LongText, Reply, command
from bot.core.delivery import Choice
from bot.core.errors import N_, BadArgument, UserError
from cogs.speech import worded
from cogs.surveys import fields, phrases
from config.words import Translator, translator
from storage import survey_answers, surveys
from storage.database import Tx
from storage.survey_answers import Sheet, Value
from storage.surveys import Question, Survey

_NOTHING = LongText("")

Number = Annotated[int, "The survey's number"]
Asking = Annotated[int, "The question's own number"]


@dataclass(frozen=True, slots=True)
class _Answering:
    """Somebody with a survey before them: its questions, and what stands on their sheet."""

    survey: Survey
    questions: list[Question]
    sheet: Sheet
    given: dict[int, Value | None]

    def open(self) -> Question | None:
        """Return the first question that has neither an answer nor was left out."""
        return next((each for each in self.questions if each.id not in self.given), None)

    def place(self, question: Question) -> int:
        """Return the place of a question, from 0."""
        return self.questions.index(question)


class Answering(Cog):
    """Asks one person at a time."""

    name = "answering"

    @command("survey answer")
    async def answer(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Answer a survey; I ask you in private, and you may go on later."""
        now = await self._answering(asked, tx, number)
        await surveys.began(tx, now.survey.id, asked.person.ref, asked.at)
        return self._ask(asked, now, now.open() or now.questions[0])

    @command("survey pick", hidden=True)
    async def pick(
        self, asked: Asked, tx: Tx, number: Number, question: Asking, chosen: Annotated[int, "What was chosen"]
    ) -> Reply:
        """Choose an option or a step."""
        now = await self._answering(asked, tx, number)
        this = self._known(now, question)
        if this.kind != "multiple":
            return await self._take(asked, tx, now, this, chosen)
        before = now.given.get(this.id)
        picked = set(before) ^ {chosen} if isinstance(before, list) else {chosen}
        if len(picked) > this.most:
            raise UserError(N_("You may choose up to {most}. Take one back by choosing it again."), most=this.most)
        await survey_answers.answer(tx, now.sheet, this.id, sorted(picked), asked.at)
        return self._ask(asked, await self._answering(asked, tx, number), this)

    @command("survey write", hidden=True)
    async def write(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        question: Asking,
        text: Annotated[LongText, "Your answer"] = _NOTHING,
    ) -> Reply:
        """Write an open answer."""
        now = await self._answering(asked, tx, number)
        this = self._known(now, question)
        if not text:
            form = Form("survey write", {"number": number, "question": question}, {"text": ""})
            return replace(self._ask(asked, now, this), form=form)
        return await self._take(asked, tx, now, this, fields.answer(text))

    @command("survey skip", hidden=True)
    async def skip(self, asked: Asked, tx: Tx, number: Number, question: Asking) -> Reply:
        """Leave a question out, or go on from one with several answers."""
        now = await self._answering(asked, tx, number)
        this = self._known(now, question)
        kept = now.given.get(this.id) or None
        return await self._take(asked, tx, now, this, kept if this.kind == "multiple" else None)

    @command("survey back", hidden=True)
    async def back(self, asked: Asked, tx: Tx, number: Number, question: Asking) -> Reply:
        """Ask a question again that was answered before."""
        now = await self._answering(asked, tx, number)
        return self._ask(asked, now, self._known(now, question))

    @command("survey submit", hidden=True)
    async def submit(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Hand in the answers to an anonymous survey."""
        now = await self._answering(asked, tx, number)
        waiting = now.open()
        return self._ask(asked, now, waiting) if waiting else await self._finish(asked, tx, now)

    async def _answering(self, asked: Asked, tx: Tx, number: int) -> _Answering:
        """Return a person's sheet; raises a UserError where they may not answer (any more)."""
        survey = await surveys.get(tx, number)
        if survey is None or survey.kind == "poll" or survey.state in ("draft", "waiting"):
            raise BadArgument(N_("There is no survey with number {number} to be answered."), number=number)
        if survey.state == "closed" or (survey.closes and survey.closes <= asked.at):
            raise UserError(N_("The survey “{title}” has closed."), title=survey.title)
        if survey.anonymous and await survey_answers.sealed(tx, survey, asked.person.ref):
            raise UserError(
                N_("You have handed in your answers to “{title}”. They are anonymous, so I cannot find them again."),
                title=survey.title,
            )
        sheet = await survey_answers.begin(tx, survey, asked.person.ref, asked.at)
        if sheet.done and not survey.changeable:
            raise UserError(N_("You have answered the survey “{title}”. Thank you."), title=survey.title)
        given = await survey_answers.answers(tx, sheet)
        return _Answering(survey, await surveys.questions(tx, survey.id), sheet, given)

    def _known(self, now: _Answering, question: int) -> Question:
        found = next((each for each in now.questions if each.id == question), None)
        if found is None:
            raise UserError(
                N_("This question is no longer asked. Go on with {command}."), command=f"survey answer {now.survey.id}"
            )
        return found

    async def _take(self, asked: Asked, tx: Tx, now: _Answering, question: Question, value: Value | None) -> Reply:
        await survey_answers.answer(tx, now.sheet, question.id, value, asked.at)
        now.given[question.id] = value
        place = now.place(question) + 1
        following = now.questions[place] if place < len(now.questions) else now.open()
        if following:
            return self._ask(asked, now, following)
        if now.survey.anonymous:
            return self._ask_to_submit(asked, now, question)
        return await self._finish(asked, tx, now)

    async def _finish(self, asked: Asked, tx: Tx, now: _Answering) -> Reply:
        await survey_answers.hand_in(tx, now.survey, now.sheet, asked.at)
        t = translator(asked.language)
        said = [worded(t, N_("✅ Thank you. Your answers to “{title}” have been noted."), title=now.survey.title)]
        choices: tuple[Choice, ...] = ()
        if now.survey.changeable and not now.survey.anonymous:
            said.append(t(N_("You can change them until it closes.")))
            first = now.questions[0].id
            choices = (Choice(t("✏️ Change"), f"survey back {now.survey.id} {first}"),)
        return Reply(markup.parse(" ".join(said)), private=True, choices=choices)

    def _ask(self, asked: Asked, now: _Answering, question: Question) -> Reply:
        t, place = translator(asked.language), now.place(question)
        given = now.given.get(question.id)
        text = phrases.asking(t, question, place + 1, len(now.questions), given)
        this = f"{now.survey.id} {question.id}"
        choices = [*_choices(t, question, this, given)]
        if place:
            choices.append(_back(t, now, now.questions[place - 1]))
        return Reply(markup.parse(text), private=True, choices=tuple(choices))

    def _ask_to_submit(self, asked: Asked, now: _Answering, last: Question) -> Reply:
        t = translator(asked.language)
        sentence = N_("That was the last question. Once handed in, anonymous answers cannot be changed by anybody.")
        choices = (Choice(t("✅ Hand in"), f"survey submit {now.survey.id}"), _back(t, now, last))
        return Reply(markup.parse(t(sentence)), private=True, choices=choices)


def _choices(t: Translator, question: Question, this: str, given: Value | None) -> list[Choice]:
    skip = Choice(t("⏭️ Leave it out"), f"survey skip {this}")
    if question.kind == "text":
        return [Choice(t("✏️ Write"), f"survey write {this}", takes_text=True), skip]
    first = 1 if question.kind == "scale" else 0
    chosen = given if isinstance(given, list) else []
    labels = enumerate(phrases.labels(t, question), first)
    picks = [Choice(f"☑️ {label}" if n in chosen else label, f"survey pick {this} {n}") for n, label in labels]
    return [*picks, Choice(t("➡️ Next"), f"survey skip {this}") if chosen else skip]


def _back(t: Translator, now: _Answering, question: Question) -> Choice:
    return Choice(t("◀️ Back"), f"survey back {now.survey.id} {question.id}")
