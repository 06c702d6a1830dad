"""What comes of a survey: counts, shares, the middle of scales, and texts; as words and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.core import markup
from bot.core.errors import N_
from cogs.surveys import phrases
from cogs.surveys.shares import middle, share_of, shares
from config.words import Translator
from storage.survey_answers import Counted, Value
from storage.surveys import Question, Survey

FEWEST = 3
"""Of fewer people no answers are shown one by one: each would be somebody's."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to a question: how many people did, and how often each option or step was chosen.

    `shares` are in hundredths of a percent: of the answers, or of the people where they may choose several. Of a
    question with open answers only the people are counted. Fewer people than `fewest` are not shown one by one.
    """

    question: Question
    people: int
    labels: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    shares: tuple[int, ...] = ()
    fewest: int = FEWEST

    @property
    def shown(self) -> bool:
        """Whether there are enough to be shown one by one."""
        return self.people >= self.fewest


def results(t: Translator, survey: Survey, questions: Sequence[Question], counted: Counted) -> list[Result]:
    """Return the result of each question. How a poll stands was in its room's sight from the first vote."""
    sheets = [given for _, given in counted.sheets]
    found = [_result(t, question, [given.get(question.id) for given in sheets]) for question in questions]
    return [replace(each, fewest=1) for each in found] if survey.kind == "poll" else found


def _result(t: Translator, question: Question, given: Iterable[Value | None]) -> Result:
    values = [value for value in given if value is not None]
    if question.kind == "text":
        return Result(question, len(values))
    labels = phrases.labels(t, question)
    first = 1 if question.kind == "scale" else 0
    chosen = [each for value in values for each in (value if isinstance(value, list) else [value])]
    counts = tuple(chosen.count(number) for number in range(first, first + len(labels)))
    several = question.kind == "multiple"
    found = tuple(share_of(count, len(values)) for count in counts) if several else shares(counts)
    return Result(question, len(values), labels, counts, found)


def told(t: Translator, survey: Survey, found: Sequence[Result], counted: Counted) -> str:
    """Write the results of a survey, as markdown; a share never stands without its count."""
    head = t.plural("One person has answered.", "{number} people have answered.", counted.people)
    lines = [f"📊 **{markup.escape(survey.title)}**", head]
    if counted.twice:
        lines.append(
            t(
                N_("{number} of the answers are second ones: accounts were tied together only afterwards."),
                number=t.number(counted.twice),
            )
        )
    return "\n".join(lines) + "".join(f"\n\n{_told(t, number, each)}" for number, each in enumerate(found, 1))


def _told(t: Translator, number: int, result: Result) -> str:
    head = f"**{number}\\. {markup.escape(result.question.text)}**"
    if not result.people:
        return f"{head}\n{t(N_('Nobody has answered this.'))}"
    people = base(t, result)
    if not result.shown:
        return f"{head}\n{people}. {t(N_('They are shown from 3 on.'))}"
    if result.question.kind == "text":
        return f"{head}\n{people}. {t(N_('You get them with the table: {command}'), command='`survey export`')}"
    lines = [f"• {markup.escape(label)}: {share(t, s, c)}" for label, c, s in _rows(result)]
    if result.question.kind == "scale":
        mean, mid = middle(result.counts)
        lines.append(t(N_("Mean {mean}, median {median}"), mean=decimal(t, mean), median=decimal(t, mid)))
    return "\n".join([head, people, *lines])


def base(t: Translator, result: Result) -> str:
    """Say of what the shares are shares."""
    if result.question.kind == "multiple" and result.shown:
        return t(N_("Shares of {number} people who chose one or more"), number=t.number(result.people))
    return t.plural("{number} answer", "{number} answers", result.people)


def _rows(result: Result) -> Iterable[tuple[str, int, int]]:
    return zip(result.labels, result.counts, result.shares, strict=True)


def share(t: Translator, hundredths: int, count: int) -> str:
    """Write a share with its count, as in "92,69% (2.688)"."""
    return f"{t.percent(hundredths / 10_000)} ({t.number(count)})"


def decimal(t: Translator, value: float) -> str:
    """Write a number with up to two decimals."""
    return t.number(round(value, 2))


def summary(t: Translator, found: Sequence[Result]) -> str:
    """Write what a chart shows in one line, for who cannot see it."""
    return " ".join(
        f"{result.question.text} — " + " · ".join(f"{label} {share(t, s, c)}" for label, c, s in _rows(result)) + "."
        for result in found
        if result.shown and result.counts
    )


def table(
    t: Translator, survey: Survey, questions: Sequence[Question], counted: Counted
) -> tuple[list[str], list[list[object]]]:
    """Return the heads and the rows of a table with one row for each person; of an anonymous survey without the person.

    Of an anonymous one each column is sorted by itself, so that nobody is known by a combination of answers, and
    answers of fewer than three people are left out.
    """
    heads = [question.text for question in questions]
    rows = [[_cell(t, question, given.get(question.id)) for question in questions] for _, given in counted.sheets]
    if survey.anonymous:
        columns = [_hidden([row[n] for row in rows]) for n in range(len(questions))]
        return heads, [list(row) for row in zip(*columns, strict=True)] if columns else []
    accounts = [str(person) for person, _ in counted.sheets]
    return [t(N_("Account")), *heads], [[who, *row] for who, row in zip(accounts, rows, strict=True)]


def _hidden(column: list[str]) -> list[str]:
    given = sorted(value for value in column if value)
    shown = given if len(given) >= FEWEST else []
    return shown + [""] * (len(column) - len(shown))


def _cell(t: Translator, question: Question, value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    labels = phrases.labels(t, question)
    first = 1 if question.kind == "scale" else 0
    return "; ".join(labels[each - first] for each in (value if isinstance(value, list) else [value]))
