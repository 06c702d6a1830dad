"""What a question is about, by the words that the community gave each topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cogs.helpdesk.key import key, stem, words
from cogs.plain import fold


class Topics:
    """The topics of a community: their names, their titles, and the words or phrases by which each is known.

    Words are compared as they sound and without their endings, in Greek, Greeklish and English.
    """

    def __init__(self, titles: Mapping[str, str], known_by: Mapping[str, Sequence[str]] | None = None) -> None:
        """`titles` are by name, and so are the words."""
        self.titles = dict(titles)
        self._phrases = {name: [_stems(phrase) for phrase in phrases] for name, phrases in (known_by or {}).items()}

    def of(self, text: str) -> str | None:
        """Return the topic of which most words are in a text, the first of several; None without any."""
        line = _stems(text)
        found = {name: sum(phrase in line for phrase in phrases) for name, phrases in self._phrases.items()}
        best = max(found, key=lambda name: found[name], default=None)
        return best if best is not None and found[best] else None

    def named(self, written: str) -> str | None:
        """Return the topic that somebody wrote by its name, its title or the beginning of either; None if unclear."""
        wanted = _sounds(written)
        if not wanted:
            return None
        if written in self.titles:
            return written
        spellings = {name: (_sounds(name), _sounds(title)) for name, title in self.titles.items()}
        exact = [name for name, each in spellings.items() if wanted in each]
        begun = [name for name, each in spellings.items() if any(spelling.startswith(wanted) for spelling in each)]
        return next((found[0] for found in (exact, begun) if len(found) == 1), None)


def _stems(text: str) -> str:
    return f" {' '.join(map(stem, words(text)))} "


def _sounds(text: str) -> str:
    return " ".join(map(key, fold(text).replace("-", " ").split()))
