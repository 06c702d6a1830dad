"""What may be written into surveys: titles, questions, their options and answers to them."""

from __future__ import annotations

import re
from typing import Literal

from bot.core.errors import N_, BadArgument

Kind = Literal["single", "multiple", "scale", "text"]

TITLE, TEXT, OPTION, ANSWER = 200, 500, 100, 4000
"""Characters of a title, a question, an option, and an open answer (what a form of Discord's takes)."""
POLL_OPTIONS, OPTIONS, QUESTIONS = 9, 20, 30
"""A poll has as many as there are keys with numbers; a question as many as there is room for buttons."""

_QUOTED = re.compile(r"\"([^\"]*)\"|«([^»]*)»|“([^”]*)”")


def title(written: str) -> str:
    """Return a title in one line; raises BadArgument for an empty one and for one of more than 200 characters."""
    return _line(written, TITLE)


def question(written: str) -> str:
    """Return a question in one line; raises BadArgument for an empty one and for one of more than 500 characters."""
    return _line(written, TEXT)


def options(written: str, most: int = OPTIONS) -> tuple[str, ...]:
    """Return options that are written in quotes, in lines, or with bars, semicolons or commas between.

    Raises BadArgument for fewer than two, more than `most`, empty or equal ones and ones of more than 100 characters.
    """
    found = [" ".join(part.split()) for part in _parts(written)]
    if len(found) < 2 or not all(found):
        raise BadArgument(N_("Please give at least two options, with commas or | between, and none of them empty."))
    if len(found) > most:
        raise BadArgument(N_("There may be up to {most} options; these are {number}."), most=most, number=len(found))
    for number, option in enumerate(found):
        if option.casefold() in (earlier.casefold() for earlier in found[:number]):
            raise BadArgument(N_("The option “{option}” stands there twice."), option=option)
        _line(option, OPTION)
    return tuple(found)


def answer(written: str) -> str:
    """Return an open answer; raises BadArgument for an empty one and for one of more than 4,000 characters."""
    found = written.strip()
    if not found:
        raise BadArgument(N_("Please write your answer."))
    if len(found) > ANSWER:
        raise BadArgument(
            N_("An answer may have up to {most} characters; this one has {number}. Please shorten it."),
            most=ANSWER,
            number=len(found),
        )
    return found


def _parts(written: str) -> list[str]:
    text = written.strip()
    if text and not _QUOTED.sub("", text).strip(" ,;|\n"):
        return ["".join(groups) for groups in _QUOTED.findall(text)]
    for between in ("\n", "|", ";", ","):
        if between in text:
            return text.strip(between).split(between)
    return [text]


def _line(written: str, most: int) -> str:
    found = " ".join(written.split())
    if not found:
        raise BadArgument(N_("Please write what is to be asked."))
    if len(found) > most:
        raise BadArgument(N_("That may have up to {most} characters; it has {number}."), most=most, number=len(found))
    return found
