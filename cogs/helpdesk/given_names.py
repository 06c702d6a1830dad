"""People who are spoken of by their given name: «ο μαθητής μου Τάδε», in Greek, Greeklish and English. Pure.

Whoever is in a conversation is known by name; whom they speak of is not. So the commonest given names of Greece are
listed, in all their cases. They are looked for only where a person can be meant: after an article, or before a surname.
"""

from __future__ import annotations

import re

from cogs.helpdesk.identifiers import GONE
from cogs.helpdesk.key import key
from cogs.plain import fold

_CAPITAL = "A-ZΑ-ΩΆΈΉΊΌΎΏΪΫ"
_SURNAME = rf"(?:\s+[{_CAPITAL}](?:\.|[^\W\d_]+))"
_ARTICLE = r"(?i:ο|η|τον?|την?|του|της|στον?|στην?|οι|ton|tin?|tou|tis|ths|ston?|stin?|i|h|o|μου|μας|mou|mas|my|our)"
_SPOKEN_OF = re.compile(rf"(?<![\w.])(?:({_ARTICLE}\s+))?([^\W\d_]{{3,}})({_SURNAME}{{0,2}})(?!\w)")

_NAMES = """
αγγελικη αγγελος αθανασιος αικατερινη αλεξανδρα αλεξανδρος αλεξης αλικη αναστασια αναστασιος αναστασης ανδρεας
ανδριανα αντριανα αντωνης αντωνιος αντωνια αποστολος αποστολια αργυρης αργυρω αριστειδης αριστεα αρτεμης ασημινα
ασπασια αφροδιτη αχιλλεας βαγγελης βαγγελιω βαρβαρα βασιλης βασω βικυ γεωργιος γιαννης γιαννα γιωργος γιωργης
γρηγοριος δαναη δεσποινα δημητρα δημητρης δημητριος διαμαντω διονυσης διονυσια ελενη ελευθεριος ελισαβετ ευαγγελια
ευαγγελος ευγενια ευσταθιος ζαχαριας ηλιας ηρακλης θαναης θανασης θεοδωρα θεοδωρος θεοδοσης θεοφιλος θεοφανης θοδωρης
θωμας ιακωβος ιασονας ιορδανης ιουλια ισιδωρος ιφιγενεια ιωαννα ιωαννης ιωσηφ καλλιοπη κατερινα κλεοπατρα κυριακος
κωνσταντινα κωνσταντινος κωστας λαζαρος λαμπρινη λευτερης λεωνιδας λουκας λυδια μαγδαληνη μανωλης μαργαριτα μαρθα
μαρια μαριος μαριλενα μαριαννα μαρκος ματινα μελπομενη μιλτιαδης μιχαηλ μιχαλης μυρσινη μυρτω ναταλια νατασα νεφελη
νικολαος νικολας νικολετα νικος ξενια ξενοφων οδυσσεας ολγα ορεστης ουρανια παναγιωτα παναγιωτης παντελης παρασκευας
παυλος πετρος πολυξενη ραλλου ραφαηλ ρενα σοφοκλης σπυρος σπυριδων σπυριδουλα σταματια σταματης σταυρουλα στελιος
στελλα στεργιος στεφανος στεφανια σωκρατης σωτηρης τασος τασουλα τιμοθεος τριανταφυλλια φιλιππος φωτιος
χαραλαμπος χαρουλα χρηστος χριστινα χριστοφορος χρυσανθη χρυσουλα
"""
_WORDS_TOO = """
αγαπη αλεξια αννα αποστολης αρετη βασιλειος βασιλικη γεωργια γρηγορης ελευθερια ελευθερης ελπιδα ευτυχια ζωη ειρηνη
θεανω λαμπρος λεμονια μαιρη μαρινα νικη πανος σοφια σταυρος σωτηρια φωτεινη φωτης χαρα χαρης χρυσα
"""
"""Names that are words as well: they are names only before a surname."""
_CASES = {"ος": "ος ου ο", "ης": "ης η", "ας": "ας α", "α": "α ας", "η": "η ης", "ω": "ω ως"}


def _forms(names: str) -> frozenset[str]:
    """Return the cases of names, and how each of them sounds for those who write Greek in Latin letters."""
    every = {form for name in names.split() for form in _cases_of(name)}
    return frozenset(every | {key(form) for form in every})


def _cases_of(name: str) -> list[str]:
    ending = next((ending for ending in _CASES if name.endswith(ending)), "")
    return [name.removesuffix(ending) + case.replace("ς", "σ") for case in _CASES.get(ending, "").split() or [""]]


_GIVEN, _AMBIGUOUS = _forms(_NAMES), _forms(_WORDS_TOO)


def _is_among(word: str, names: frozenset[str]) -> bool:
    folded = fold(word)
    return (key(folded) if folded.isascii() else folded) in names


def is_given_name(word: str) -> bool:
    """Tell whether a word, in any case and script, is one of the commonest given names and nothing else."""
    return _is_among(word, _GIVEN)


def without_given_names(text: str) -> str:
    """Return a text without the people who are spoken of by a given name, with or without their surname."""
    return _SPOKEN_OF.sub(_without, text)


def _without(found: re.Match[str]) -> str:
    article, name, surname = found[1] or "", found[2], found[3]
    written = name[:1].isupper() and not name.isupper()
    sure = is_given_name(name) and (article or (surname and written))
    if not sure and not (surname and written and _is_among(name, _AMBIGUOUS)):
        return found[0]
    # In small letters, or in capitals only, nothing shows that the next word is a surname.
    return f"{article}{GONE}{'' if written else surname}"
