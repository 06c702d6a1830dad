"""When the helpdesk speaks: pure rules over what was said and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.core.text import RichText
from cogs.helpdesk.key import key, spelled
from cogs.helpdesk.phrases import (
    AROUND_CALLING,
    ASKING,
    CALLING,
    CALLS,
    COURTESY,
    ENGLISH_ASKING,
    ENGLISH_CALLS,
    ENGLISH_OPENING,
    ENGLISH_PROBLEMS,
    ENGLISH_SMALL_TALK,
    ENGLISH_SOLVED,
    ENGLISH_STILL,
    OPENING,
    PROBLEMS,
    SMALL_TALK,
    THANKS,
    goes_on,
    is_solved,
    problems_told,
    sequence_of,
    without_courtesy,
)
from cogs.plain import fold, own_words

_FEW = 6
"""So many words that say that all is solved say no more."""
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|[:;]['-]?[)(DPp]")
"""Addresses and faces."""
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH_WORD = re.compile(r"[\w']+")
_QUESTION_MARK = re.compile(r"[?;](?=\s|[?;!.)»\"]|$)")


class Said(Enum):
    """What kind of thing was said."""

    NOTHING = auto()
    """No word: emoji, an address, a file."""
    GREETING = auto()
    COURTESY = auto()
    """Thanks, an "ok", small talk: nothing that waits for an answer."""
    CALL = auto()
    """A call for help, or for somebody to listen, that does not say yet what it is about."""
    QUESTION = auto()
    """A question, or a problem told as one."""
    TALK = auto()


WORDS = (Said.QUESTION, Said.TALK)
"""What may wait for an answer."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where something was said. `conversation`: in reply to, or in the thread of, somebody other than the bot."""

    said: Said
    addressed: bool
    helpdesk: bool = False
    participant: bool = True
    conversation: bool = False

    @property
    def overheard(self) -> bool:
        """Whether somebody who has come for help said it to nobody in particular, where help is given."""
        return self.helpdesk and self.participant and not self.conversation and not self.addressed


def acts(situation: Situation) -> bool:
    """Tell whether the helpdesk is to answer: whatever is put to the bot, and questions in a helpdesk room."""
    if situation.addressed:
        return situation.said in WORDS
    return situation.overheard and situation.said is Said.QUESTION


def greets(situation: Situation) -> bool:
    """Tell whether somebody is to be told that they may write their question: who greets the bot, or calls for help."""
    if situation.said is Said.GREETING:
        return situation.addressed
    return situation.said is Said.CALL and (situation.addressed or situation.overheard)


def overhears(situation: Situation) -> bool:
    """Tell whether it may be a question that does not look like one ("twinspace link"): answered only if sure."""
    return situation.overheard and situation.said is Said.TALK


def kind_of(text: RichText) -> Said:
    """Tell what kind of thing a message says."""
    folded = fold(_NO_WORDS.sub(" ", own_words(text)))
    if not _LETTER.search(folded):
        return Said.NOTHING
    marked = _QUESTION_MARK.search(folded) is not None
    words = spelled(folded)
    sounds = list(map(key, words))
    greek, english = sequence_of(sounds), sequence_of(_ENGLISH_WORD.findall(folded) if "'" in folded else words)
    rest = without_courtesy(greek) if COURTESY.may_be_among(sounds) else greek
    thankful = rest != greek and THANKS.are_in(greek)
    if thankful and not marked and _only_thanks(greek, english):
        return Said.COURTESY
    if rest == " " or rest in SMALL_TALK or ENGLISH_SMALL_TALK.fullmatch(english):
        return Said.GREETING if rest != greek and not thankful else Said.COURTESY
    if _only_calls(rest, english):
        return Said.CALL
    if marked or _asks(rest, sounds, english) or _has_problem(greek, sounds, english):
        return Said.QUESTION
    return Said.COURTESY if len(words) <= _FEW and _is_over(greek, english) else Said.TALK


def _is_over(greek: str, english: str) -> bool:
    """Tell whether somebody says that what they asked is solved, and nothing else that matters."""
    solved = is_solved(greek) or ENGLISH_SOLVED.search(english) is not None
    return solved and not goes_on(greek) and not ENGLISH_STILL.search(english)


def _only_calls(rest: str, english: str) -> bool:
    said = rest.split()
    calls = not CALLING.isdisjoint(said) and AROUND_CALLING.issuperset(said)
    return calls or rest in CALLS or ENGLISH_CALLS.fullmatch(english) is not None


def _asks(rest: str, sounds: list[str], english: str) -> bool:
    if OPENING.begin(rest) or (ASKING.may_be_among(sounds) and ASKING.are_in(rest)):
        return True
    return bool(ENGLISH_OPENING.match(english) or ENGLISH_ASKING.search(english))


def _has_problem(greek: str, sounds: list[str], english: str) -> bool:
    told = PROBLEMS.may_be_among(sounds) and PROBLEMS.are_in(problems_told(greek))
    if not told and not ENGLISH_PROBLEMS.search(english):
        return False
    return not is_solved(greek) and not ENGLISH_SOLVED.search(english)


def _only_thanks(greek: str, english: str) -> bool:
    """Tell whether the thanks are not merely how somebody begins or closes the account of a problem."""
    if is_solved(greek):
        return True
    if goes_on(greek) or ENGLISH_STILL.search(english):
        return False
    return THANKS.begin(greek) or not PROBLEMS.are_in(problems_told(greek))
