"""English words of a question against Greek entries: by a lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cogs.helpdesk.key import spelled, stem, words
from cogs.helpdesk.lexicon import LEXICON
from cogs.helpdesk.lexicon_general import GENERAL
from cogs.helpdesk.lexicon_world import WORLD

_SHORTEST = 3
COMMON = frozenset(
    spelled(
        """
        the a an is are was were do does did i you we they my our your of in for on at and or it that this can could how
        what which who where when why be with from there if has have had by as not
        """
    )
)
_ENDINGS = {
    "ies": ("y",), "ied": ("y",), "ier": ("y",), "iest": ("y",), "ily": ("y",),
    "s": ("",), "ses": ("s",), "xes": ("x",), "zes": ("z",), "ches": ("ch",), "shes": ("sh",), "oes": ("o",),
    "ves": ("f", "fe"), "d": ("",), "ed": ("",), "ing": ("", "e"), "er": ("", "e"), "est": ("", "e"), "ly": ("",),
}  # fmt: skip
"""What a form ends in, and what its base has there instead. That "es" is no ending of every word spares many a Greek
one in Latin letters: "portes" is no form of "port"."""
_ITEMS = re.compile(r"[;\n]\s*")


@lru_cache(maxsize=10_000)
def greek_of(word: str) -> tuple[str, ...]:
    """Return the stems of the Greek words for an English one, as it is written in small letters; empty if unknown."""
    if len(word) < _SHORTEST or not word.isascii():
        return ()
    lexicon = _lexicon()
    greek = next((lexicon[form] for form in _forms(word) if form in lexicon), "")
    return tuple(dict.fromkeys(map(stem, words(greek))))


def is_english(word: str) -> bool:
    """Tell whether a word, in small letters, is a common English one or one of the lexicon."""
    return word in COMMON or bool(greek_of(word))


def _forms(word: str) -> Iterator[str]:
    """Yield the word and what it may be a form of: "studies" of "study", "planned" of "plan", "using" of "use"."""
    yield word
    for ending, of_base in _ENDINGS.items():
        if word.endswith(ending):
            base = word.removesuffix(ending)
            single = (base[:-1],) if base[-1:] == base[-2:-1] else ()
            yield from (form for form in (*(base + end for end in of_base), *single) if len(form) >= _SHORTEST)


@cache
def _lexicon() -> dict[str, str]:
    """Read which Greek words each English one has; their stems are for when they are asked for: there are thousands."""
    pairs = (item.split("=") for item in _ITEMS.split(f"{LEXICON};{GENERAL};{WORLD}") if item)
    return {word: greek for english, greek in pairs for word in english.split()}
