"""What the commands of surveys answer to who makes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core import markup
from bot.core.commands import Asked, Reply
from bot.core.delivery import Choice
from bot.core.errors import N_
from bot.core.rooms import Room
from cogs.events.phrases import dated, until
from cogs.rooms import titles
from cogs.speech import say, worded
from cogs.surveys import phrases
from cogs.surveys.opening import Opening, confirmation
from config.words import Translator, translator
from storage.surveys import Question, Survey


def dates(asked: Asked, survey: Survey, opening: Opening) -> Reply:
    """Repeat the dates that were read; nothing counts before the answer."""
    t = translator(asked.language)
    said = []
    for sentence, moment in (
        (N_("It opens: {date}, {until}."), opening.opens),
        (N_("It closes: {date}, {until}."), opening.closes),
    ):
        if moment:
            left = until(t, moment, asked.at, asked.zone)
            said.append(worded(t, sentence, date=dated(t, moment, asked.zone), until=left))
    text = "\n".join([t(N_("I understood:")), *said, t("Right?")])
    yes = Choice(t("✅ Yes"), confirmation(survey, opening))
    return Reply(markup.parse(text), choices=(yes, Choice(t("❌ No"), f"survey discard {survey.id}")))


def opened(asked: Asked, survey: Survey, rooms: Iterable[Room]) -> Reply:
    """Tell that a survey is open, or when it will be."""
    t = translator(asked.language)
    if survey.state == "waiting" and survey.opens:
        date = dated(t, survey.opens, asked.zone)
        return Reply(say(t, N_("✅ “{title}” opens {date}."), title=survey.title, date=date))
    sentence = N_("✅ “{title}” is open. I am asking in: {rooms}.")
    return Reply(say(t, sentence, title=survey.title, rooms=titles(rooms)))


def listing(asked: Asked, found: Sequence[Survey]) -> Reply:
    """List surveys, the newest first."""
    t = translator(asked.language)
    lines = [f"**#{each.id}** {markup.escape(each.title)} ({_state(t, asked, each)})" for each in found]
    return Reply(markup.parse("\n".join(lines) or t(N_("There is no survey."))))


def details(
    asked: Asked, survey: Survey, questions: Sequence[Question], rooms: Iterable[Room], numbers: tuple[int, int, int]
) -> Reply:
    """Show a survey; `numbers` are how many people have answered, have begun, and were asked personally."""
    t = translator(asked.language)
    done, begun, invited = map(t.number, numbers)
    lines = [
        f"**#{survey.id} {markup.escape(survey.title)}** ({_state(t, asked, survey)})",
        phrases.about(t, survey, len(questions)),
        worded(t, N_("Rooms: {rooms}"), rooms=titles(rooms)),
        t(
            N_("Answered: {done}; begun: {begun}; known to have been asked: {invited}"),
            done=done,
            begun=begun,
            invited=invited,
        ),
    ]
    for number, question in enumerate(questions, 1):
        options = f": {', '.join(question.options)}" if question.options else ""
        lines.append(
            f"{number}\\. {markup.escape(question.text)} ({markup.escape(phrases.kind(t, question) + options)})"
        )
    return Reply(markup.parse("\n".join(lines)))


def _state(t: Translator, asked: Asked, survey: Survey) -> str:
    if survey.state == "waiting" and survey.opens:
        return t(N_("opens {date}"), date=dated(t, survey.opens, asked.zone))
    if survey.state == "open" and survey.closes:
        return t(N_("open until {date}"), date=dated(t, survey.closes, asked.zone))
    names = {"draft": N_("draft"), "open": N_("is open"), "closed": N_("has closed")}
    return t(names.get(survey.state, survey.state))
