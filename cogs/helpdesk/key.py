"""One phonetic key for Greek and for Greek in Latin letters: «βεβαίωση», «ΒΕΒΑΙΩΣΗ» and "vevaiwsi" are one word.

A word is read as it sounds: spellings of one sound fall together, whatever the script, and the endings of Greek
declension and conjugation are cut off.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cogs.plain import fold, folds_by_letter

_VOWEL = "aeiouywαεηιουω"

_GREEK = """
ου=u αι=e ει=i οι=i υι=i αυ=av ευ=ev ηυ=iv γγ=g γκ=g μπ=v ντ=d
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=8 ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s τ=t υ=i φ=v χ=x ψ=ps ω=o
"""
_LATIN = """
ou=u oy=u ai=e ei=i oi=i yi=i au=av ay=av eu=ev ey=ev gg=g gk=g mp=v nt=d ks=x kx=x
9=8 3=x 4=ps b=v c=k f=v q=k w=o y=i j=tz
"""
"""Latin letters that are not named here stand for themselves. ξ is written x as often as ks, and χ is written x: the
three share a key, as do β, φ and μπ."""

_IN_PLACE = (
    (re.compile(r"[ck]h"), "x"),
    (re.compile(r"ph"), "v"),
    (re.compile(rf"th(?=[{_VOWEL}rl])"), "8"),
    (re.compile(rf"h(?=[{_VOWEL}])|(?<=[{_VOWEL}])h(?=[nlr])"), "x"),
    (re.compile(r"h"), "i"),
    (re.compile(rf"w(?=[{_VOWEL}])"), "u"),
)
"""What a Latin letter sounds like by where it stands: η as h ("thn"), χ as h ("hara", "psahno"), English w ("twin")."""

_SOUNDS = dict(pair.split("=") for pair in f"{_GREEK} {_LATIN}".split())
_SPELLINGS = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_NASALS = re.compile(r"n(?=[dg])|m(?=v)")
_DOUBLES = re.compile(r"([^\W\d])\1+")
_WORD = re.compile(r"\w+")

_STEM_LENGTH = 3
_ENDINGS = """
a as e es i in is ia ies io ion iu o on os u us un une ume ata atos aton ame ate ane an eas eis eon eos ede ete ite
ode ome ese omaste ote odas oda iko iki ika iku ikon ikos ikes ikus ios ius sa ses se same sate san so sis si sume
sete sun ti8o 8iko
"""
_ALL_ENDINGS = frozenset(_ENDINGS.split())
_ENDING_LENGTH = max(map(len, _ALL_ENDINGS))


def words(text: str) -> list[str]:
    """Return the keys of the words of a text, in their order."""
    # Most texts are read word by word: a word that was seen before costs neither folding nor listening.
    return list(map(_key_of, spelled(text)) if folds_by_letter(text) else map(key, spelled(fold(text))))


def spelled(text: str) -> list[str]:
    """Return the words of a text as they are written, in their order."""
    found: list[str] = _WORD.findall(text)
    return found


@lru_cache(maxsize=50_000)
def _key_of(word: str) -> str:
    return key(fold(word))


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """Return how a folded word sounds; a number stands for itself."""
    if word.isdigit():
        return word
    for pattern, sound in _IN_PLACE:
        word = pattern.sub(sound, word)
    sounds = _SPELLINGS.sub(lambda found: _SOUNDS[found[0]], word)
    return _DOUBLES.sub(r"\1", _NASALS.sub("", sounds))


@lru_cache(maxsize=50_000)
def stem(sound: str) -> str:
    """Return a key without its ending."""
    for start in range(max(_STEM_LENGTH, len(sound) - _ENDING_LENGTH), len(sound)):
        if sound[start:] in _ALL_ENDINGS:
            return sound[:start]
    return sound


@lru_cache(maxsize=50_000)
def grams(sound: str) -> frozenset[str]:
    """Return the stretches of 3 and 4 sounds of a key, its beginning and end marked."""
    marked = f"<{sound}>"
    return frozenset([marked[at : at + size] for size in (3, 4) for at in range(len(marked) - size + 1)])
