"""The words of dates as people type them: Greek, Greeklish and English, with or without accents.

Every word is reduced to a skeleton of Latin letters on which the usual ways of writing Greek in Latin letters agree
(αύριο, avrio, ayrio, aurio), so that one table serves all of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LATIN = str.maketrans(
    {
        **dict(zip("αβγδεζηικλμνξοπρστυφω", "avgdeziiklmnxoprstyfo", strict=True)),
        "θ": "th",
        "χ": "ch",
        "ψ": "ps",
    }
)
_PHRASES = (
    (re.compile(r"\bπ\.?\s?μ\b\.?"), " am "),
    (re.compile(r"\bμ\.?\s?μ\b\.?|\bm\.?m\b\.?|p\.m\b\.?"), " pm "),
    (re.compile(r"a\.m\b\.?"), " am "),
    (re.compile(r"\bday after tomorrow\b"), "overmorrow"),
    (re.compile(r"\btwo\b"), "duo"),
)
_SKELETON = (
    ("8", "th"),
    ("3", "x"),
    ("w", "o"),
    ("ks", "x"),
    ("b", "v"),
    (r"(?<![ctp])h", "i"),
    ("ph", "f"),
    ("th", "8"),
    ("ch", "h"),
    (r"([ae])[uyf]", r"\1v"),
    ("o[uy]", "u"),
    ("[eo]i|y", "i"),
    ("ai", "e"),
    (r"(.)\1", r"\1"),
)
_STEPS = tuple((re.compile(pattern), put) for pattern, put in _SKELETON)

_WORDS = {
    "m1": "ιανουάριος ιανουαρίου ιανουάριο ιαν γενάρης γενάρη ianuariou january jan",
    "m2": "φεβρουάριος φεβρουαρίου φεβρουάριο φεβ φλεβάρης φλεβάρη february feb fevruariou",
    "m3": "μάρτιος μαρτίου μάρτιο μάρτης μάρτη μαρ march mar",
    "m4": "απρίλιος απριλίου απρίλιο απρίλης απρίλη απρ april apr",
    "m5": "μάιος μαΐου μάιο μάης μάη may",
    "m6": "ιούνιος ιουνίου ιούνιο ιούνης ιούνη ιουν june jun",
    "m7": "ιούλιος ιουλίου ιούλιο ιούλης ιούλη ιουλ july jul",
    "m8": "αύγουστος αυγούστου αύγουστο αυγ august aug",
    "m9": "σεπτέμβριος σεπτεμβρίου σεπτέμβριο σεπτέμβρης σεπτέμβρη σεπ σεπτ september sept",
    "m10": "οκτώβριος οκτωβρίου οκτώβριο οκτώβρης οκτώβρη οκτ october oct",
    "m11": "νοέμβριος νοεμβρίου νοέμβριο νοέμβρης νοέμβρη νοε november nov",
    "m12": "δεκέμβριος δεκεμβρίου δεκέμβριο δεκέμβρης δεκέμβρη δεκ december dec",
    "w0": "δευτέρα δευ monday mon",
    "w1": "τρίτη τρι trith tuesday tue tues",
    "w2": "τετάρτη τετ tetarth wednesday wed",
    "w3": "πέμπτη πεμ pempth pebti thursday thu thur thurs",
    "w4": "παρασκευή παρ paraskeui paraskeyh paraskeuh friday fri",
    "w5": "σάββατο σαβ saturday sat",
    "w6": "κυριακή κυρ kuriaki kuriakh sunday sun",
    "s-1": "χθες χτες εχθές xthes xtes yesterday",
    "s0": "σήμερα today",
    "s1": "αύριο tomorrow",
    "s2": "μεθαύριο overmorrow",
    "s0 tevening": "απόψε tonight",
    "next": "επόμενη επόμενο ερχόμενη ερχόμενο προσεχή προσεχές erxomeni erxomeno next",
    "tam": "πρωί πρωινό ξημερώματα am morning",
    "tnoon": "μεσημέρι noon",
    "tpm": "απόγευμα απογευματάκι pm afternoon",
    "tevening": "βράδυ βραδάκι νύχτα nuxta nyxta vradu bradu evening night",
    "tmidnight": "μεσάνυχτα mesanuxta mesanyxta midnight",
    "u1": "λεπτό λεπτά minute minutes min mins",
    "u60": "ώρα ώρες hour hours",
    "u1440": "μέρα μέρες ημέρα ημέρες day days",
    "u10080": "εβδομάδα εβδομάδες βδομάδα βδομάδες week weeks",
    "half": "μισή μισό half",
    "quarter": "τέταρτο quarter",
    "and": "και κι ke and",
    "less": "παρά",
    "in": "σε in",
    "n1": "μία μια ένα one an a",
    "n1.5": "μιάμιση ενάμιση",
    "n2": "δύο δυο duo",
    "n3": "τρεις τρία three",
    "n4": "τέσσερις τέσσερα four",
    "n5": "πέντε five",
    "n6": "έξι six",
    "n7": "επτά εφτά seven",
    "n8": "οκτώ οχτώ oxto eight",
    "n9": "εννιά εννέα nine",
    "n10": "δέκα ten",
    "n11": "έντεκα eleven",
    "n12": "δώδεκα twelve",
    "": (
        "στις στη στην στο στον την τη τον το τα της του τις η ης ο at on the of this αυτή αυτό st nd rd th oclock"
        " ακριβώς tin thn ti"
    ),
}


def plain(text: str) -> str:
    """Write a text in small Latin letters without accents; digits and signs stay. «στις 6 μμ» becomes "stis 6 pm"."""
    marked = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(sign for sign in marked if not unicodedata.combining(sign) and sign not in "'’΄").casefold()
    for pattern, put in _PHRASES:
        folded = pattern.sub(put, folded)
    return folded.translate(_LATIN)


def skeleton(word: str) -> str:
    """Reduce a word that `plain` has written to what its spellings have in common."""
    for pattern, put in _STEPS:
        word = pattern.sub(put, word)
    return word


def meaning(word: str) -> str | None:
    """Return what a word that `plain` has written stands for (see `grammar`), empty for a filler, None if unknown."""
    return _table().get(skeleton(word))


@cache
def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for stands_for, words in _WORDS.items():
        for word in words.split():
            if found.setdefault(skeleton(plain(word)), stands_for) != stands_for:
                raise ValueError(f"{word!r} has two meanings")
    return found
