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
_START = r"(?<![^\W\d])"
"""Before a word, where a digit may stand: 6μμ, 6pm."""

_PHRASES = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (_START + r"π\.?\s?μ\b\.?", " am "),
        (_START + r"(?:μ\.?\s?μ\b\.?|m\.?m\b\.?|p\.m\b\.?)", " pm "),
        (_START + r"a\.m\b\.?", " am "),
        (r"\bday after tomorrow\b", "overmorrow"),
        (r"\btwo\b", "duo"),
        (r"\bfrom now\b|\bαπο τωρα\b|\bapo tora\b|\bαργοτερα\b", "later"),
        (r"\bμετα (?:απο )?(?=\w)|\bmeta apo\b|\bafter (?=\w+ (?:min|hour|day|week|month|year))", " se "),
        (r"\bthe (\w+) after next\b", r"afternext \1"),
        (r"\b(\w+) after next\b", r"afternext \1"),
        (r"\bthis (?=morning|afternoon|evening)", "today "),
        (r"\b(?:του χρονου|tou xronou|toy xronoy|tou chronou)\b|\bnext year\b", "nextyear"),
        (r"\b(?:φετοσ|fetos)\b|\bthis year\b", "thisyear"),
        (r"\bπου (?:μασ )?ερχεται\b|\bpou (?:mas )?erxetai\b", "next"),
        (r"\b(in|σε|se) (\d{1,2})\s?h(\d\d)\b", r"\1 \2 hours and \3 minutes"),
        (r"\b(in|σε|se) (\d{1,3})\s?h\b", r"\1 \2 hours"),
        (r"\b(in|σε|se) (\d{1,4})\s?(?:m|λ|l)\b", r"\1 \2 minutes"),
        (r"(\d),5(?=\s+(?:ω|h|w|o))", r"\1.5"),
    )
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
    "m1": "ιανουάριος ιανουαρίου ιανουάριο ιαν γενάρης γενάρη ianuariou january jan januariou",
    "m2": "φεβρουάριος φεβρουαρίου φεβρουάριο φεβ φεβρ φλεβάρης φλεβάρη february feb fevruariou febuary",
    "m3": "μάρτιος μαρτίου μάρτιο μάρτης μάρτη μαρ μαρτ march mar",
    "m4": "απρίλιος απριλίου απρίλιο απρίλης απρίλη απρ april apr aprilh",
    "m5": "μάιος μαΐου μάιο μάης μάη may",
    "m6": "ιούνιος ιουνίου ιούνιο ιούνης ιούνη ιουν june jun",
    "m7": "ιούλιος ιουλίου ιούλιο ιούλης ιούλη ιουλ july jul",
    "m8": "αύγουστος αυγούστου αύγουστο αυγ august aug",
    "m9": "σεπτέμβριος σεπτεμβρίου σεπτέμβριο σεπτέμβρης σεπτέμβρη σεπ σεπτ september sept septempriou σεπτεμ",
    "m10": "οκτώβριος οκτωβρίου οκτώβριο οκτώβρης οκτώβρη οκτ οχτώβρη οχτωβρίου october oct oktompriou",
    "m11": "νοέμβριος νοεμβρίου νοέμβριο νοέμβρης νοέμβρη νοε νοεμ november nov noempriou",
    "m12": "δεκέμβριος δεκεμβρίου δεκέμβριο δεκέμβρης δεκέμβρη δεκ δεκεμ december dec dekempriou",
    "w0": "δευτέρα δευτέρας δευτέραν δευ δευτ monday mon",
    "w1": "τρίτη τρίτης τρι trith triths tuesday tue tues",
    "w2": "τετάρτη τετάρτης τετ tetarth tetarths wednesday wed weds",
    "w3": "πέμπτη πέμπτης πεμ πεμπ pempth pempths pebti thursday thu thur thurs",
    "w4": "παρασκευή παρασκευής παρ παρασκ paraskeui paraskeuis paraskeyh paraskeuh paraskeuhs paraskeyhs friday fri",
    "w5": "σάββατο σαββάτου σαβ savato saturday sat",
    "w6": "κυριακή κυριακής κυρ kuriaki kuriakh kuriakis kuriakhs sunday sun",
    "s-2": "προχθές προχτές proxthes proxtes",
    "s-1": "χθες χτες εχθές xthes xtes yesterday",
    "s0": "σήμερα σήμερον today",
    "s1": "αύριο tomorrow tmrw",
    "s2": "μεθαύριο overmorrow",
    "s0 tevening": "απόψε tonight",
    "next": (
        "επόμενη επόμενο επόμενης επόμενου επόμενον ερχόμενη ερχόμενο ερχόμενης ερχόμενου προσεχή προσεχές προσεχής"
        " erxomeni erxomeno erxomenhs next coming"
    ),
    "other": "άλλη άλλο άλλης άλλου άλλον",
    "afternext": "μεθεπόμενη μεθεπόμενο μεθεπόμενης afternext",
    "y+1": "nextyear",
    "y+0": "thisyear",
    "tam": "πρωί πρωινό πρωινή πρωινές ξημερώματα χαράματα am morning",
    "tnoon": "μεσημέρι μεσημεράκι noon midday",
    "tpm": "απόγευμα απογευματάκι απογευματινή pm afternoon",
    "tevening": "βράδυ βραδάκι βραδινή νύχτα νύκτα nuxta nyxta vradu bradu evening night",
    "tmidnight": "μεσάνυχτα mesanuxta mesanyxta midnight",
    "n30 u1": "μισάωρο",
    "u1": "λεπτό λεπτά minute minutes min mins",
    "u60": "ώρα ώρες ωρών hour hours hr hrs",
    "u1440": "μέρα μέρες ημέρα ημέρες ημερών day days",
    "u10080": "εβδομάδα εβδομάδες βδομάδα βδομάδες εβδομάδας βδομάδας week weeks",
    "u20160": "δεκαπενθήμερο fortnight",
    "v1": "μήνα μήνες μηνός μηνών month months",
    "v12": "χρόνο χρόνια έτος έτη xrono xronia year years",
    "half": "μισή μισό half",
    "quarter": "τέταρτο τέταρτα quarter quarters",
    "last": "τελευταία τελευταίας last",
    "and": "και κι ke and",
    "less": "παρά",
    "past": "past",
    "before": "το",
    "in": "σε in",
    "later": "later",
    "n0": "μηδέν zero",
    "n1": "μία μια ένα έναν one",
    "one": "an a",
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
    "n13": "δεκατρείς δεκατρία thirteen",
    "n14": "δεκατέσσερις δεκατέσσερα fourteen",
    "n15": "δεκαπέντε fifteen",
    "n16": "δεκαέξι δεκάξι sixteen",
    "n17": "δεκαεπτά δεκαεφτά seventeen",
    "n18": "δεκαοκτώ δεκαοχτώ dekaoxto eighteen",
    "n19": "δεκαεννιά δεκαεννέα nineteen",
    "k20": "είκοσι twenty",
    "k30": "τριάντα thirty",
    "k40": "σαράντα forty",
    "k50": "πενήντα fifty",
    "n1 and half": "μιάμιση ενάμιση ενάμισι μιάμισι",
    "n2 and half": "δυόμισι δυόμιση duomisi",
    "n3 and half": "τρεισήμισι τρεισήμιση τριάμισι",
    "n4 and half": "τεσσερισήμισι τεσσερισήμιση τεσσεράμισι",
    "n5 and half": "πεντέμισι πεντέμιση πεντεμισή",
    "n6 and half": "εξίμισι εξίμιση εξήμισι εξήμιση",
    "n7 and half": "επτάμισι εφτάμισι επτάμιση εφτάμιση",
    "n8 and half": "οκτώμισι οχτώμισι οκτώμιση οχτώμιση",
    "n9 and half": "εννιάμισι εννιάμιση εννεάμισι",
    "n10 and half": "δεκάμισι δεκάμιση",
    "n11 and half": "εντεκάμισι εντεκάμιση",
    "n12 and half": "δωδεκάμισι δωδεκάμιση",
    "o1": "πρώτη πρώτης first",
    "o2": "δεύτερη δεύτερης second",
    "o3": "third",
    "o4": "fourth",
    "o5": "fifth",
    "o6": "sixth",
    "o7": "seventh",
    "o8": "eighth",
    "o9": "ninth",
    "o10": "tenth",
    "o11": "eleventh",
    "o12": "twelfth",
    "o13": "thirteenth",
    "o14": "fourteenth",
    "o15": "fifteenth",
    "o16": "sixteenth",
    "o17": "seventeenth",
    "o18": "eighteenth",
    "o19": "nineteenth",
    "o20": "twentieth",
    "o30": "thirtieth",
    "": (
        "στις στη στην στο στον στα την τη τον τα της του τις η ης οι ο ως για κατά γύρω at on the of for this about"
        " αυτή αυτό αυτήν αυτόν αυτής αυτού st nd rd th h oclock clock sharp ακριβώς tin thn ti ths stin sthn sth"
        " ημερομηνία τοπική τοπικής local time date please παρακαλώ"
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
