"""Harder forms of Greek questions, as people type them: without accents, in Greeklish, with typing mistakes. Pure."""

from __future__ import annotations

import random
import re
import string
import unicodedata

_TYPED = 0.3
_GREEK_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_SOUNDS = {
    "ου": ("ou", "ou", "oy", "u"),
    "αυ": ("au", "ay", "av", "af"),
    "ευ": ("eu", "ey", "ev", "ef"),
    "αι": ("ai", "ai", "e"),
    "ει": ("ei", "ei", "i"),
    "οι": ("oi", "oi", "i"),
    "γγ": ("gg", "ng", "g"),
    "γκ": ("gk", "g", "gk"),
    "μπ": ("mp", "mp", "b"),
    "ντ": ("nt", "nt", "d"),
    "η": ("h", "i", "i"),
    "ω": ("w", "o", "w"),
    "θ": ("th", "8", "th", "9"),
    "χ": ("x", "h", "ch"),
    "ξ": ("ks", "x", "3"),
    "ψ": ("ps", "4", "ps"),
    "υ": ("y", "u", "i"),
    "β": ("v", "b", "v"),
    "φ": ("f", "f", "ph"),
    "κ": ("k", "k", "c"),
}
_PLAIN = dict(zip("αγδεζιλμνοπρστ", "agdeziLmnoprst".lower(), strict=True))
_SPELLED = re.compile("|".join(sorted((*_SOUNDS, *_PLAIN), key=len, reverse=True)))


def bare(text: str) -> str:
    """Return a text in lower case and without accents."""
    apart = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


def greeklish(text: str, chance: random.Random) -> str:
    """Return a text in Latin letters, as one person writes it: each draws their own habit for every sound."""
    habits = {sound: chance.choice(spellings) for sound, spellings in _SOUNDS.items()} | _PLAIN
    # A second word in ten strays from the habit, as people do.
    said = []
    for word in bare(text).replace("ς", "σ").replace(";", "?").split(" "):
        own = habits if chance.random() > 0.1 else {s: chance.choice(many) for s, many in _SOUNDS.items()} | _PLAIN
        said.append(_SPELLED.sub(lambda found, own=own: own[found[0]], word))  # type: ignore[misc]
    return " ".join(said)


def mistyped(text: str, chance: random.Random) -> str:
    """Return a text with one typing mistake in three words of ten; words of one or two letters are spared."""
    return " ".join(
        _mistype(word, chance) if len(word) > 2 and chance.random() < _TYPED else word for word in text.split(" ")
    )


def _mistype(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 2:
            return word[:at] + word[at] + word[at:]
        case _:
            letters = string.ascii_lowercase if word.isascii() else _GREEK_LETTERS
            return word[:at] + chance.choice(letters) + word[at + 1 :]
