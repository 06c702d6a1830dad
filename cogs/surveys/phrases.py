"""What is said about surveys: in the rooms, to who answers, and to who asked for them.

What is returned is markdown, in which everything that people wrote reads literally.
"""

from __future__ import annotations

from bot.core import markup
from bot.core.delivery import Choice
from bot.core.errors import N_
from cogs.events.phrases import dated
from cogs.speech import worded
from config.words import Translator
from storage.survey_answers import Counted, Value
from storage.surveys import Question, Survey

_SCALE = (
    N_("Strongly disagree"),
    N_("Disagree"),
    N_("Neither agree nor disagree"),
    N_("Agree"),
    N_("Strongly agree"),
)


def labels(t: Translator, question: Question) -> tuple[str, ...]:
    """Name what may be chosen: a question's own options, or the five steps of agreement."""
    return tuple(map(t, _SCALE)) if question.kind == "scale" else question.options


def kind(t: Translator, question: Question) -> str:
    """Name a kind of question."""
    names = {
        "single": N_("one answer"),
        "multiple": N_("up to {most} answers"),
        "scale": N_("five steps of agreement"),
        "text": N_("open answer"),
    }
    return t(names[question.kind], most=question.most)


def call(t: Translator, survey: Survey, number: int, zone: str) -> str:
    """Ask a room to answer a survey of so many questions."""
    lines = [f"📋 **{markup.escape(survey.title)}**", f"{about(t, survey, number)}{_until(t, survey, zone)}"]
    return "\n".join(lines)


def about(t: Translator, survey: Survey, number: int) -> str:
    """Say how long a survey is, and whose answers are known to the support team."""
    length = t.plural("One question.", "{number} questions.", number)
    whose = N_("The organisers see who answers what.")
    if survey.anonymous:
        whose = N_("It is anonymous: answers are kept without your name.")
    return f"{length} {t(whose)}"


def _until(t: Translator, survey: Survey, zone: str) -> str:
    if survey.closes is None:
        return ""
    return " " + worded(t, N_("Open until {date}."), date=dated(t, survey.closes, zone))


def answer_it(t: Translator, survey: Survey) -> tuple[Choice, ...]:
    """Offer to answer a survey."""
    return (Choice(t("📝 Answer"), f"survey answer {survey.id}"),)


def closed(t: Translator, survey: Survey, people: int) -> str:
    """Say in the room that a survey has closed."""
    said = t.plural("It has closed. One person has answered.", "It has closed. {number} people have answered.", people)
    return f"📋 **{markup.escape(survey.title)}**\n{said}"


def invitation(t: Translator, survey: Survey, number: int, zone: str) -> str:
    """Ask one person in private to answer a survey."""
    return f"{t(N_('We would like your opinion:'))}\n{call(t, survey, number, zone)}"


def reminder(t: Translator, survey: Survey, zone: str) -> str:
    """Remind one person, who was asked or has begun, of a survey."""
    lead = worded(t, N_("🔔 You have not finished the survey “{title}” yet."), title=survey.title)
    return f"{lead}{_until(t, survey, zone)}"


def asking(t: Translator, question: Question, place: int, of: int, given: Value | None) -> str:
    """Put a question to one person, with how far they are and what they have to do."""
    lines = [f"**{t.number(place)}/{t.number(of)}** · {markup.escape(question.text)}"]
    if question.kind == "multiple":
        chosen = given if isinstance(given, list) else []
        lines.append(t(N_("Choose up to {most}; then press “Next”."), most=question.most))
        if chosen:
            names = ", ".join(f"☑ {question.options[each]}" for each in chosen)
            lines.append(worded(t, N_("Chosen: {names}"), names=names))
    if question.kind == "text":
        lines.append(t(N_("Press ✏️, or write your answer here in private as your next message.")))
    return "\n".join(lines)


def poll(t: Translator, survey: Survey, question: Question, counted: Counted, shares: tuple[int, ...]) -> str:
    """Write a poll as it stands: each option with its share and count, and how many people voted."""
    votes = [given.get(question.id) for _, given in counted.sheets]
    lines = [f"📊 **{markup.escape(question.text)}**"]
    for number, (option, share) in enumerate(zip(question.options, shares, strict=True)):
        count = votes.count(number)
        lines.append(f"{number + 1}. {markup.escape(option)}: {t.percent(share / 10_000)} ({t.number(count)})")
    total = len(counted.sheets)
    many = t.plural("One person has voted.", "{number} people have voted.", total)
    if survey.state == "closed":
        many = t.plural("It has closed. One person has voted.", "It has closed. {number} people have voted.", total)
    return "\n".join([*lines, "", f"*{many}*"])
