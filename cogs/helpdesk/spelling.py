"""How Greek words are written: a question without accents, in Greeklish or mistyped, as a model has read its words.

The words are those of the entries, beside the common ones that every question has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cogs.helpdesk import english
from cogs.helpdesk.key import key, spelled
from cogs.helpdesk.likeness import Vocabulary
from cogs.plain import fold

_WORD = re.compile(r"\w+")
_SHORTEST_NEAR = 4

COMMON = """
ο η το οι τα τον την του της των τους τις στο στη στην στον στους στις στα σε με για από και κι ή να θα δε δεν μη μην
που ότι πώς αν ως κατά μετά είναι είμαι ήταν έχω έχει έχουμε έχουν έχετε μου σου μας σας μια ένα ένας έναν αυτό αυτή
αυτά αυτοί τι ποιο ποια ποιος ποιοι ποιες ποιους πότε πού πόσο πόσοι πόσα πόσες γιατί μπορώ μπορεί μπορούμε μπορείτε
θέλω θέλουμε πρέπει υπάρχει υπάρχουν κάνω κάνει κάνουμε γίνεται γίνονται όλα όλοι όλο πιο άλλο αλλά κάθε εδώ εκεί όταν
όσο κάτι μήπως λοιπόν
"""


class Spelling:
    """The spelling of words by their sound."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Know how common words are written; the vocabulary is of the same texts."""
        self._vocabulary = vocabulary
        self._written: dict[str, Counter[str]] = {}
        self.add([COMMON])

    def add(self, texts: Iterable[str]) -> None:
        """Learn from texts how words are written."""
        for text in texts:
            for word in _WORD.findall(text):
                self._written.setdefault(key(fold(word)), Counter())[word] += 1

    def remove(self, texts: Iterable[str]) -> None:
        """Forget what was learnt from texts."""
        for text in texts:
            for word in _WORD.findall(text):
                sound = key(fold(word))
                written = self._written[sound]
                written[word] -= 1
                if not written[word]:
                    del written[word]
                if not written:
                    del self._written[sound]

    def restored(self, question: str) -> str:
        """Return a question with its words as the entries write them; one in English stays as it is."""
        return question if self._is_english(question) else _WORD.sub(lambda found: self._word(found[0]), question)

    def _word(self, word: str) -> str:
        sound = key(fold(word))
        if sound in self._written:
            return word if _is_accented(word) else self._usual(sound)
        near = self._vocabulary.nearest(sound) if len(sound) >= _SHORTEST_NEAR and not word.isdigit() else None
        return self._usual(near) if near and near in self._written else word

    def _usual(self, sound: str) -> str:
        written = self._written[sound]
        return max(written, key=lambda word: (written[word], word))

    def _is_english(self, question: str) -> bool:
        """Tell whether more words of a question in Latin letters are English than are known by their sound."""
        words = spelled(fold(question))
        latin = [word for word in words if word.isascii() and word.isalpha()]
        strange = sum(map(english.is_english, latin))
        return 2 * len(latin) >= len(words) and strange > sum(key(word) in self._written for word in latin)


def _is_accented(word: str) -> bool:
    return fold(word) != word.casefold()
