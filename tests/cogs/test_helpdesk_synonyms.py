"""Word families and near synonyms: what is asked with one word is found by another."""

from collections import Counter
from itertools import chain

import pytest

from cogs.helpdesk.key import stem, words
from cogs.helpdesk.stopwords import PLEASANTRIES, STOP_WORDS
from cogs.helpdesk.synonyms import notions, related

FORM, SYNONYM = 0.95, 0.75
MOST_NOTIONS = 3


def _stem(word: str) -> str:
    (sound,) = words(word)
    return stem(sound)


def _worth(said: str, written: str) -> float:
    return related(_stem(said)).get(_stem(written), 0.0)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("έχασα", "χαθεί"),
        ("πάρω", "πήρα"),
        ("είδα", "βλέπω"),
        ("σταλεί", "έστειλε"),
        ("αποστολή", "απέστειλα"),
        ("συνδεθώ", "σύνδεση"),
        ("μπήκα", "μπαίνω"),
        ("εγγραφώ", "εγγεγραμμένοι"),
        ("υποβληθεί", "υπέβαλα"),
        ("αλλαγή", "άλλαξε"),
        ("απουσίας", "απουσίες"),
        ("παραιτήθηκε", "παραίτηση"),
        ("egkatestisa", "εγκατάσταση"),
    ],
)
def test_a_form_stands_for_another_of_its_word(said: str, written: str) -> None:
    assert _worth(said, written) == _worth(written, said) == FORM


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("λεφτά", "κόστος"),
        ("πληρώσω", "δωρεάν"),
        ("χαρτί", "βεβαίωση"),
        ("πιστοποιητικό", "βεβαίωση"),
        ("password", "κωδικός"),
        ("συνθηματικό", "κωδικό"),
        ("μέχρι", "προθεσμία"),
        ("deadline", "λήξη"),
        ("θυμάμαι", "ξέχασα"),
        ("σβήσω", "διαγραφή"),
        ("κατεβάσω", "download"),
        ("μπω", "σύνδεση"),
        ("γραφτώ", "συμμετοχή"),
        ("κόλλησε", "παγώνει"),
        ("μέιλ", "ταχυδρομείο"),
        ("λάπτοπ", "υπολογιστή"),
        ("κινητό", "τηλέφωνο"),
        ("καθηγήτρια", "εκπαιδευτικοί"),
        ("παιδιά", "μαθητών"),
        ("δίπλωμα", "πτυχίο"),
        ("λινκ", "σύνδεσμος"),
        ("έλειψα", "απουσίες"),
        ("ονλάιν", "διαδικτυακά"),
        ("webinar", "σεμινάριο"),
        ("επίθετο", "επώνυμο"),
        ("αφαιρέσω", "διαγραφή"),
        ("χάλασε", "λειτουργεί"),
        ("ριφρές", "ανανέωση"),
        ("σερβερ", "διακομιστής"),
        ("λανθασμένος", "λάθος"),
        ("σώσω", "αποθήκευση"),
        ("ακούγομαι", "μικρόφωνο"),
        ("προλαβαίνω", "προθεσμία"),
        ("τελευταία", "προθεσμία"),
        ("γέμισαν", "συμπληρώθηκε"),
        ("περάσω", "καταχώριση"),
        ("ρωτήσω", "απευθυνθώ"),
        ("κρατάει", "διάρκεια"),
        ("γνωστοποιηθεί", "ανακοινώθηκε"),
        ("βαθμολογηθεί", "αξιολόγηση"),
        ("σημειώσεις", "διαφάνειες"),
    ],
)
def test_a_word_stands_for_one_of_nearly_the_same_meaning(said: str, written: str) -> None:
    assert _worth(said, written) == _worth(written, said) == SYNONYM


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("εγγραφή", "διαγραφή"),
        ("εγγραφή", "απεγγραφή"),
        ("ανοίγω", "κλείνω"),
        ("σύνδεση", "αποσύνδεση"),
        ("ανεβάζω", "κατεβάζω"),
        ("κλειδώθηκε", "ξεκλειδώσω"),
        ("ενεργοποιώ", "απενεργοποιώ"),
        ("έναρξη", "λήξη"),
        ("έγκριση", "απόρριψη"),
        ("υποχρεωτικός", "προαιρετικός"),
        ("σήμερα", "αύριο"),
        ("γυμνάσιο", "λύκειο"),
        ("βεβαίωση", "αίτηση"),
        ("παρουσία", "απουσία"),
        ("διαγωνισμός", "κουίζ"),
        ("δωρεάν", "δίδακτρα"),
        ("κινητό", "υπολογιστής"),
        ("σάββατο", "κυριακή"),
        ("πρωτοβάθμια", "δευτεροβάθμια"),
    ],
)
def test_opposites_and_siblings_do_not_stand_for_each_other(one: str, other: str) -> None:
    assert _worth(one, other) == _worth(other, one) == 0


def test_the_greater_worth_holds_where_a_word_is_both_a_form_and_a_synonym() -> None:
    assert _worth("παραλάβω", "παραλαβή") == 0
    assert _worth("λαμβάνω", "λάβω") == FORM


def test_what_is_not_listed_stands_alone() -> None:
    assert related("") == {}
    assert related(_stem("ρινόκερος")) == {}


def test_nothing_stands_for_itself() -> None:
    assert [term for term in _stems() if term in related(term)] == []


def test_who_stands_for_a_word_is_stood_for_by_it() -> None:
    assert all(related(other)[term] == worth for term in _stems() for other, worth in related(term).items())


def test_every_item_says_something() -> None:
    assert [notion for notion in notions() if len(set(chain.from_iterable(notion))) < 2] == []


def test_every_word_has_forms_of_different_stems() -> None:
    assert [forms for notion in notions() for forms in notion if not forms or len(set(forms)) < len(forms)] == []


def test_no_stem_is_in_two_words_of_an_item() -> None:
    every = [list(chain.from_iterable(notion)) for notion in notions()]
    assert [stems for stems in every if len(set(stems)) < len(stems)] == []


def test_no_stop_word_is_listed() -> None:
    assert set(_stems()) & (STOP_WORDS | PLEASANTRIES) == set()


def test_no_stem_has_many_meanings() -> None:
    times = Counter(_stems())
    assert {term: many for term, many in times.items() if many > MOST_NOTIONS} == {}


def _stems() -> list[str]:
    return [term for notion in notions() for forms in notion for term in forms]
