"""When the helpdesk speaks: pure rules over what was said and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.core.text import RichText
from cogs.helpdesk.key import words
from cogs.helpdesk.phrases import (
    ASKING,
    COURTESY,
    ENGLISH_ASKING,
    ENGLISH_OPENING,
    ENGLISH_PROBLEMS,
    ENGLISH_SMALL_TALK,
    ENGLISH_SOLVED,
    OPENING,
    PROBLEMS,
    SMALL_TALK,
    SOLVED,
    THANKS,
    holds,
    sequence_of,
)
from cogs.plain import fold, own_words

_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_FACE = re.compile(r"[:;]['-]?[)(DPp]")
_QUESTION_MARK = re.compile(r"[?;](?=\s|[?;!.)»\"]|$)")


class Said(Enum):
    """What kind of thing was said."""

    NOTHING = auto()
    """No word: emoji, an address, a file."""
    GREETING = auto()
    COURTESY = auto()
    """Thanks, an "ok", small talk: nothing that waits for an answer."""
    QUESTION = auto()
    """A question, or a problem told as one."""
    TALK = auto()


@dataclass(frozen=True, slots=True)
class Situation:
    """Where something was said. `conversation`: in reply to, or in the thread of, somebody other than the bot."""

    said: Said
    addressed: bool
    helpdesk: bool = False
    participant: bool = True
    conversation: bool = False


def acts(situation: Situation) -> bool:
    """Tell whether the helpdesk is to answer: whatever is put to the bot, and questions in a helpdesk room."""
    if situation.addressed:
        return situation.said in (Said.QUESTION, Said.TALK)
    overheard = situation.helpdesk and situation.participant and not situation.conversation
    return overheard and situation.said is Said.QUESTION


def overhears(situation: Situation) -> bool:
    """Tell whether it may be a question that does not look like one ("twinspace link"): answered only if sure."""
    overheard = situation.helpdesk and situation.participant and not situation.conversation
    return overheard and not situation.addressed and situation.said is Said.TALK


def kind_of(text: RichText) -> Said:
    """Tell what kind of thing a message says."""
    plain = _FACE.sub(" ", _ADDRESS.sub(" ", own_words(text)))
    folded = fold(plain)
    if not re.search(r"[^\W\d_]", folded):
        return Said.NOTHING
    marked = _QUESTION_MARK.search(folded) is not None
    greek, english = sequence_of(" ".join(words(folded))), sequence_of(" ".join(re.findall(r"[\w']+", folded)))
    rest, polite = _without_courtesy(greek)
    thankful = holds(THANKS, greek)
    if thankful and not marked and _only_thanks(greek):
        return Said.COURTESY
    if rest == " " or rest in SMALL_TALK or ENGLISH_SMALL_TALK.fullmatch(english):
        return Said.GREETING if polite and not thankful else Said.COURTESY
    if marked or _asks(rest, english) or _has_problem(greek, english):
        return Said.QUESTION
    return Said.TALK


def _without_courtesy(sequence: str) -> tuple[str, bool]:
    polite = False
    changed = True
    while changed:
        changed = False
        for phrase in COURTESY:
            if phrase in sequence:
                sequence, changed, polite = sequence.replace(phrase, " ", 1), True, True
    return sequence, polite


def _asks(rest: str, english: str) -> bool:
    if rest.startswith(OPENING) or holds(ASKING, rest):
        return True
    return bool(ENGLISH_OPENING.match(english) or ENGLISH_ASKING.search(english))


def _has_problem(greek: str, english: str) -> bool:
    if holds(SOLVED, greek) or ENGLISH_SOLVED.search(english):
        return False
    return holds(PROBLEMS, greek) or bool(ENGLISH_PROBLEMS.search(english))


def _only_thanks(greek: str) -> bool:
    """Tell whether the thanks are not merely how somebody closes the account of a problem."""
    return greek.startswith(THANKS) or holds(SOLVED, greek) or not holds(PROBLEMS, greek)
