"""English words of a question against Greek entries: by a small lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from cogs.helpdesk.key import stem, words
from cogs.helpdesk.lexicon import LEXICON

_SHORTEST = 3
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ly", "'s")


@lru_cache(maxsize=10_000)
def greek_of(word: str) -> tuple[str, ...]:
    """Return the stems of the Greek words for an English one, as it is written in small letters; empty if unknown."""
    if len(word) < _SHORTEST or not word.isascii():
        return ()
    lexicon = _lexicon()
    return next((lexicon[form] for form in _forms(word) if form in lexicon), ())


def _forms(word: str) -> Iterator[str]:
    """Yield the word and what it may be a form of: "studies" of "study", "planned" of "plan", "using" of "use"."""
    yield word
    if word.endswith(("ies", "ied")):
        yield word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending):
            base = word.removesuffix(ending)
            yield base
            yield base + "e"
            if base[-1:] == base[-2:-1]:
                yield base[:-1]


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for line in LEXICON.replace("\n", ";").split(";"):
        english, _, greek = line.partition("=")
        stems = [stem(sound) for sound in words(greek)]
        for word in english.split():
            known[word] = tuple(dict.fromkeys((*known.get(word, ()), *stems)))
    return known
