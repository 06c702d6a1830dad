"""Questions that ask the same fall together in both scripts and both languages; others stay apart."""

from __future__ import annotations

import pytest

from cogs.helpdesk.grouping import Meanings, grouped
from cogs.helpdesk.lexicon import LEXICON
from cogs.helpdesk.meaning import likeness, meaning_of, same

SAME = {
    "δεν ανοίγει ο σύνδεσμος του zoom": [
        "Καλησπέρα σας, ο σύνδεσμος του Zoom δεν λειτουργεί!",
        "den anoigei o syndesmos tou zoom",
        "DEN DOULEVEI O SINDESMOS TOU ZOOM",
        "the zoom link does not open",
        "zoom link not working",
        "can't open the zoom link",
        "ΔΕΝ ΑΝΟΙΓΕΙ ΤΟ ΖΟΟΜ",
        "δεν μπορώ να μπω στο zoom",
        "δεν ανοίγει ο σύνδεσμοςς του zom",
        "δε μου ανοίγει το link του zoom, τι κάνω;",
        "den mas anoigei to zoom",
    ],
    "πότε θα πάρουμε τη βεβαίωση;": ["pote tha paroume ti vevaiwsi", "when will we get the certificate?"],
    "δεν ανοίγει ο σύνδεσμος της σημερινής εκδήλωσης": [
        "καλησπέρα, ο σύνδεσμος της σημερινής εκδήλωσης στο zoom δεν ανοίγει",
        "o sindesmos tis ekdilosis den anoigei",
    ],
    "πού υποβάλλω την εργασία;": ["που υποβαλω την εργασια", "pou ypovallo tin ergasia?"],
}
OTHER = {
    "δεν ανοίγει ο σύνδεσμος του zoom": [
        "δεν ανοίγει ο σύνδεσμος του twinspace",
        "the twinspace link does not open",
        "δεν ανοίγει το αρχείο",
        "πού είναι ο σύνδεσμος του zoom;",
        "πότε αρχίζει το zoom;",
        "δεν ανοίγει",
        "",
        "😀",
    ],
    "πότε θα πάρουμε τη βεβαίωση;": ["πώς κατεβάζω τη βεβαίωση;", "βεβαίωση;", "πότε αρχίζει το μάθημα;"],
    "δεν ανοίγει ο σύνδεσμος της σημερινής εκδήλωσης": [
        "δεν ανοίγει ο σύνδεσμος της σημερινής εργασίας",
        "δεν ανοίγει ο σύνδεσμος της σημερινής άσκησης στο μάθημα",
    ],
    "η άσκηση της εβδομάδας 2 δεν ανοίγει": ["η άσκηση της εβδομάδας 3 δεν ανοίγει"],
}
PAIRS = [(one, other) for one, others in SAME.items() for other in others]
APART = [(one, other) for one, others in OTHER.items() for other in others]
WORDS = [word for item in LEXICON.replace("\n", ";").split(";") for word in item.partition("=")[2].split()]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_is_the_same(one: str, other: str) -> None:
    assert same(meaning_of(one), meaning_of(other))
    assert same(meaning_of(other), meaning_of(one))


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_is_not(one: str, other: str) -> None:
    assert not same(meaning_of(one), meaning_of(other))


@pytest.mark.parametrize(("one", "other"), PAIRS + APART)
def test_looking_among_many_finds_what_comparing_with_each_finds(one: str, other: str) -> None:
    known = Meanings()
    known.add(7, meaning_of(other))
    assert known.same_as(meaning_of(one)) == ([7] if same(meaning_of(one), meaning_of(other)) else [])
    known.remove(7)
    assert known.same_as(meaning_of(one)) == []
    assert len(known) == 0


def test_a_question_is_like_itself_however_it_is_dressed() -> None:
    assert likeness(meaning_of("Γεια σας, πού είναι το TwinSpace;"), meaning_of("ΠΟΥ ΕΙΝΑΙ ΤΟ TWINSPACE")) == 1.0


def test_questions_are_grouped_in_their_order() -> None:
    texts = ["δεν ανοίγει το zoom", "πότε βγαίνει η βεβαίωση;", "den anoigei to zoom", "πότε βγαίνει βεβαίωση;"]
    assert grouped([(text, meaning_of(text)) for text in texts]) == [
        ["δεν ανοίγει το zoom", "den anoigei to zoom"],
        ["πότε βγαίνει η βεβαίωση;", "πότε βγαίνει βεβαίωση;"],
    ]
