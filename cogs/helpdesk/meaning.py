"""What two questions have in common: whether they ask the same, in Greek, in Latin letters or in English. Pure.

A question is the set of its words, each as what it may stand for: the stem of how it sounds and, for an English word,
the Greek stems that translate it. That something does not work is one word, however it is said ("δεν ανοίγει", "does
not load"), and so is each way to ask (when, how). Other words that say little, and courtesy, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cogs.helpdesk.english import greek_of
from cogs.helpdesk.key import grams, key, spelled, stem, words
from cogs.helpdesk.likeness import slips_between
from cogs.helpdesk.phrases import ENGLISH_PROBLEMS, PROBLEMS, problems_told, sequence_of, without_courtesy
from cogs.helpdesk.postings import wordings
from cogs.helpdesk.stopwords import PLEASANTRIES, STOP_WORDS
from cogs.plain import fold

SAME = 0.7
"""From which likeness on two questions ask the same: a question that is not the same must not be swept in."""

_PROBLEM = "§"
_MISTYPED, _ELSEWISE, _MOST_WORDS = 0.9, 0.85, 40
_ONE_SLIP, _TWO_SLIPS = 4, 8
_GREEK, _LATIN_NAME = re.compile(r"[Ͱ-Ͽ]"), re.compile(r"(?<!\w)[a-z][a-z0-9]{2,}(?!\w)")
_ENGLISH_WORD = re.compile(r"[\w']+")
_ASKING = {
    stem(key(fold(word))): group
    for group, several in enumerate(
        (
            "ποτε when", "που where", "πως how", "γιατι why",
            "ποιος ποιοι ποιον who", "ποιο ποια ποιες which", "ποσο ποσα ποσοι ποσες",
        )
    )
    for word in several.split()
}  # fmt: skip


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(sound) for sound in words(text))


_SAYING_LITTLE = STOP_WORDS | PLEASANTRIES | _stems("will would should get got have has had been am im there about")
_TROUBLE = _stems(
    """
    μπω μπουμε μπει ανοιξω ανοιξουμε ανοιξει ανοιγω ανοιγει συνδεθω συνδεθουμε λειτουργησει δουλεψει φορτωσει δω βρω
    βοηθεια προβλημα σφαλμα not does doesn doesnt won wont don dont cannot cant unable work works working open opens
    opening load loads loading see find let access problem problems wrong error help stuck broken issue
    """
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: how it sounds, and all that it may stand for. It `tells` of a thing: it is no "when"."""

    sound: str
    stands_for: frozenset[str]
    tells: bool = True


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question as it is compared. `wording` is how it sounds in one piece, `names` what it names in Latin letters."""

    wording: str
    words: tuple[Word, ...]
    names: frozenset[str]
    numbers: frozenset[str]

    def telling(self) -> Iterator[str]:
        """Yield what the things that it tells of may stand for: who shares none of it does not ask the same."""
        for word in self.words:
            if word.tells:
                yield from word.stands_for


@lru_cache(maxsize=20_000)
def meaning_of(text: str) -> Meaning:
    """Read a question; of a very long one the first words count."""
    folded = fold(text)
    sounds = words(text)
    found = _telling_words(folded, sounds)
    return Meaning(
        next(iter(reversed(list(wordings(sounds)))), ""),
        found,
        frozenset(_LATIN_NAME.findall(folded)) if _GREEK.search(folded) else frozenset(),
        frozenset(sound for sound in sounds if sound.isdigit()),
    )


def likeness(one: Meaning, other: Meaning) -> float:
    """Return how much of two questions is the same, from 0 to 1: twice what they share as part of what both have.

    It is less where each tells of a thing that the other does not: one with more words may still ask the same, one with
    another thing in place ("the link of the event", "the link of the exercise") hardly does.
    """
    if one.wording == other.wording:
        return 1.0
    if not (one.words and other.words) or _contradict(one, other):
        return 0.0
    shared, elsewise = _shared(one.words, other.words)
    return 2 * shared / (len(one.words) + len(other.words)) * (_ELSEWISE if elsewise else 1.0)


def same(one: Meaning, other: Meaning) -> bool:
    """Tell whether two questions ask the same."""
    return likeness(one, other) >= SAME


def _telling_words(folded: str, sounds: list[str]) -> tuple[Word, ...]:
    greek, spelling = problems_told(sequence_of(sounds)), {key(word): word for word in spelled(folded)}
    told = PROBLEMS.are_in(greek) or ENGLISH_PROBLEMS.search(sequence_of(_ENGLISH_WORD.findall(folded))) is not None
    rest = without_courtesy(_without_problem(greek) if told else greek).split()
    found = {_PROBLEM: Word(_PROBLEM, frozenset({_PROBLEM}), tells=False)} if told else {}
    for sound in rest[:_MOST_WORDS]:
        word = _word(sound, spelling.get(sound, ""), told=told)
        if word is not None:
            found.setdefault(stem(sound), word)
    return tuple(found.values())


def _word(sound: str, spelling: str, *, told: bool) -> Word | None:
    """Return a word that says something; once it is `told` that a thing does not work, words for that do not."""
    term = stem(sound)
    if term in _ASKING:
        return Word(sound, frozenset({f"?{_ASKING[term]}"}), tells=False)
    if term in _SAYING_LITTLE or (told and term in _TROUBLE):
        return None
    return Word(sound, frozenset({term, *greek_of(spelling)}))


def _without_problem(greek: str) -> str:
    """Take out of a row of sounds the phrases that tell of a problem."""
    for phrase in PROBLEMS.sequences:
        greek = greek.replace(phrase, " ")
    return greek


def _contradict(one: Meaning, other: Meaning) -> bool:
    """Tell whether each names what the other does not: another number, or something else in Latin letters."""
    if one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers):
        return True
    ones, others = ({key(name) for name in each.names} for each in (one, other))
    return bool(ones - others - _sounds(other)) and bool(others - ones - _sounds(one))


def _sounds(meaning: Meaning) -> set[str]:
    return {word.sound for word in meaning.words}


def _shared(ones: Iterable[Word], others: Iterable[Word]) -> tuple[float, bool]:
    """Return how many words have their like on the other side, and whether a thing has none on either side.

    Each word is the like of one only.
    """
    free, alone, shared = list(others), list[Word](), 0.0
    for word in ones:
        like = next((each for each in free if not word.stands_for.isdisjoint(each.stands_for)), None)
        if like is None:
            alone.append(word)
        else:
            free.remove(like)
            shared += 1
    things = False
    for word in alone:
        like = next((each for each in free if _mistyped(word.sound, each.sound)), None)
        if like is not None:
            free.remove(like)
            shared += _MISTYPED
        else:
            things = things or word.tells
    return shared, things and any(word.tells for word in free)


def _mistyped(one: str, other: str) -> bool:
    """Tell whether a typing mistake lies between two words, in long ones two."""
    shorter = min(len(one), len(other))
    most = 2 if shorter >= _TWO_SLIPS else 1 if shorter >= _ONE_SLIP else 0
    near = most and abs(len(one) - len(other)) <= most and not grams(one).isdisjoint(grams(other))
    return bool(near) and not (one + other).isdigit() and slips_between(one, other) <= most
