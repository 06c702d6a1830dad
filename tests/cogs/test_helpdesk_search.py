"""The key, the stems and the search, as tables of what people type."""

import re
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.helpdesk.decision import SHIPPED
from cogs.helpdesk.field import Field
from cogs.helpdesk.key import key, spelled, stem, words
from cogs.helpdesk.search import Found, Index
from cogs.plain import fold
from config.content import FaqEntry


@given(st.text(st.sampled_from("αΆέΐϋΣς ΤhEth3.;··!?\n\t…½ﬁ\u0301-")) | st.text())
def test_a_text_is_heard_the_same_word_by_word(text: str) -> None:
    whole = list(map(key, spelled(fold(text))))
    assert words(text) == whole
    parts = [part for part in (list(words(each)) for each in re.split(r"(?<=[.;!?·:])\s+|\n+", text)) if part]
    field = Field.of_sentences([text])
    assert [*field.sounds] == [sound for part in parts for sound in part]
    assert field.ends == tuple(accumulate(map(len, parts)))


@pytest.mark.parametrize(
    "spellings",
    [
        "βεβαίωση ΒΕΒΑΙΩΣΗ βεβαιωση vevaiosi bebaiwsh vevewsi",
        "δεξιότητες ΔΕΞΙΟΤΗΤΕΣ deksiotites dexiothtes de3iotites",
        "ευκαιρία eukairia efkairia eykeria evkairia",
        "αυτός autos aftos aytos avtos",
        "θέλω thelo 8elw 9elo thelw",
        "μπορώ mporo boro mporw",
        "εγγραφή eggrafi engrafi egrafi eggrafh",
        "ψάχνω psaxno 4axnw psahnw psachno",
        "ξέχασα xexasa ksexasa 3exasa ksehasa",
        "πού που pou poy",
        "άνθρωπος anthropos an8rwpos anthrwpos",
        "την thn tin",
        "χώρες xwres hores chores khores",
        "σύνδεσμος syndesmos sindesmos",
        "πέντε pente pende",
        "άγγελος aggelos angelos",
        "MOOC mooc ΜΟΟC",
        "τουίτερ twitter",
    ],
)
def test_one_word_however_it_is_written(spellings: str) -> None:
    assert len(set(words(spellings))) == 1


@pytest.mark.parametrize("different", ["χώρα ώρα", "ώρα όρος", "μάθημα μαθητής", "έργο εργαλείο", "2005 2020"])
def test_different_words_stay_different(different: str) -> None:
    assert len({stem(sound) for sound in words(different)}) == 2


@pytest.mark.parametrize(
    "forms",
    [
        "μάθημα μαθήματος μαθήματα μαθημάτων",
        "έργο έργου έργα έργων",
        "εκπαιδευτικός εκπαιδευτικοί εκπαιδευτικούς εκπαιδευτικών",
        "βεβαίωση βεβαιώσεις βεβαίωσης",
        "σχολείο σχολεία σχολείου σχολείων",
        "συμμετέχω συμμετέχει συμμετέχουν συμμετέχουμε",
    ],
)
def test_forms_of_a_word_share_their_stem(forms: str) -> None:
    assert len({stem(sound) for sound in words(forms)}) == 1


FAQ = (
    FaqEntry(
        id="certificate",
        question="Πότε εκδίδεται η βεβαίωση παρακολούθησης;",
        variants=("when is the certificate issued",),
        answer="Μετά το τέλος του μαθήματος.",
    ),
    FaqEntry(id="download", question="Πώς κατεβάζω τη βεβαίωση;", answer="Από το προφίλ σας."),
    FaqEntry(id="register", question="Πώς γράφομαι στο eTwinning;", answer="Από τη σελίδα εγγραφής."),
    FaqEntry(id="countries", question="Πόσες χώρες συμμετέχουν στο eTwinning;", answer="Συμμετέχουν 43 χώρες."),
    FaqEntry(id="countries", question="How many countries take part?", answer="43 countries.", lang="en"),
    FaqEntry(id="passage", answer="Ο Παρθενώνας χτίστηκε στην Ακρόπολη τον πέμπτο αιώνα προ Χριστού."),
)
SURE, UNSURE = SHIPPED.thresholds.answer_from, SHIPPED.thresholds.suggest_from


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("Πότε εκδίδεται η βεβαίωση παρακολούθησης;", "certificate"),
        ("ποτε εκδιδεται η βεβαιωση παρακολουθησης", "certificate"),
        ("ΠΟΤΕ ΕΚΔΙΔΟΝΤΑΙ ΟΙ ΒΕΒΑΙΩΣΕΙΣ ΠΑΡΑΚΟΛΟΥΘΗΣΗΣ", "certificate"),
        ("pote ekdidetai i bebaiwsh parakolou8hshs", "certificate"),
        ("when is the certificate issued?", "certificate"),
        ("πως κατεβαζω τη βεβεωση", "download"),
        ("pos katevazo ti vevaiosi?", "download"),
        ("Καλησπέρα σας, πώς γράφομαι στο etwinning; Ευχαριστώ!", "register"),
        ("pws grafomai sto e-twinning", "register"),
        ("ποσες χωρεσ συμετεχουν στο etwining", "countries"),
        ("how many countries take part", "countries"),
    ],
)
def test_what_is_surely_found(question: str, id: str) -> None:
    best = Index(FAQ).search(question)[0]
    assert best.id == id
    assert best.score >= SURE


@pytest.mark.parametrize("question", ["βεβαίωση;", "πού βλέπω τη βεβαίωση;", "πότε γράφομαι;"])
def test_what_is_found_but_not_surely(question: str) -> None:
    best = Index(FAQ).search(question)[0]
    assert best.among >= UNSURE
    assert best.score < SURE


@pytest.mark.parametrize("question", ["γράφομαι κάπου αλλού;", "πόσες χώρες έχει η Ευρώπη;"])
def test_what_shares_a_word_with_an_entry_and_asks_for_something_else_is_for_a_person(question: str) -> None:
    best = Index(FAQ).search(question)[0]
    assert max(best.score, best.among) < UNSURE


def test_of_two_entries_that_fit_alike_neither_is_sure_but_one_of_them_is_meant() -> None:
    first, second = Index(FAQ).search("βεβαίωση;")[:2]
    assert {first.id, second.id} == {"certificate", "download"}
    assert first.score < UNSURE
    assert min(first.among, second.among) > UNSURE


@pytest.mark.parametrize(
    "question", ["δεν ανοίγει ο σύνδεσμος του zoom", "my microphone is broken", "πού είναι το μουσείο;"]
)
def test_what_is_not_known(question: str) -> None:
    assert all(found.score < UNSURE for found in Index(FAQ).search(question))


@pytest.mark.parametrize("question", ["", "😀", "?!", "καλημέρα", "ευχαριστώ πολύ"])
def test_nothing_is_found_by_nothing(question: str) -> None:
    assert all(found.score < UNSURE for found in Index(FAQ).search(question))
    assert Index(()).search(question) == ()


def test_a_passage_is_found_by_its_words() -> None:
    assert Index(FAQ).search("πότε χτίστηκε ο Παρθενώνας στην Ακρόπολη")[0].id == "passage"


def test_the_languages_of_an_entry_are_one() -> None:
    found = Index(FAQ).search("πόσες χώρες συμμετέχουν, how many countries", limit=10)
    assert [each.id for each in found].count("countries") == 1


def test_scores_fall_and_stay_between_0_and_1() -> None:
    index = Index(FAQ)
    for entry in FAQ:
        found = index.search(entry.question or entry.answer, limit=10)
        assert all(0 <= each.score <= 1 + 1e-9 for each in found)
        assert found[0].id == entry.id


def test_thousands_of_entries_and_words_are_searched_in_bounds() -> None:
    many = [
        FaqEntry(id=f"e{number}", question=f"Πώς λύνεται το θέμα {number};", answer="Έτσι.") for number in range(3000)
    ]
    index = Index((*many, *FAQ))
    assert index.search("πώς λύνεται το θέμα 2718;")[0].id == "e2718"
    assert index.search("πώς κατεβάζω τη βεβαίωση")[0].id == "download"
    assert index.search("πώς κατεβάζω τη βεβαίωση " + "λόγια " * 5000)[0].id == "download"


NAMES = ("a", "b", "c")
SENTENCES = (
    "Πότε εκδίδεται η βεβαίωση;",
    "Πώς κατεβάζω τη βεβαίωση",
    "ποτε αρχιζει το μαθημα",
    "When does the course begin?",
    "Καλημέρα",
    "",
)
CHANGES = st.tuples(
    st.sampled_from(NAMES),
    st.lists(
        st.builds(
            FaqEntry,
            id=st.just("x"),
            question=st.sampled_from(SENTENCES),
            variants=st.lists(st.sampled_from(SENTENCES), max_size=2),
            answer=st.sampled_from([sentence for sentence in SENTENCES if sentence]),
        ),
        max_size=2,
    ),
)


@settings(deadline=None)
@given(st.lists(CHANGES, max_size=8))
def test_an_index_that_was_changed_is_as_good_as_a_new_one(changes: list[tuple[str, list[FaqEntry]]]) -> None:
    changed, kept = Index(), dict[str, list[FaqEntry]]()
    for name, versions in changes:
        if versions:
            kept[name] = [version.model_copy(update={"id": name}) for version in versions]
            changed.put(name, kept[name])
        else:
            kept.pop(name, None)
            changed.remove(name)
    new = Index(version for versions in kept.values() for version in versions)
    for sentence in SENTENCES:
        assert rounded(changed.search(sentence)) == rounded(new.search(sentence))


def rounded(found: tuple[Found, ...]) -> list[tuple[str, float]]:
    return [(each.id, round(each.score, 9)) for each in found]


def test_nothing_is_left_of_what_is_removed() -> None:
    index = Index(FAQ)
    for name in {entry.id for entry in FAQ}:
        index.remove(name)
    assert index.search("Πώς κατεβάζω τη βεβαίωση;") == ()
    index.put("download", [FAQ[1]])
    assert [each.id for each in index.search("Πώς κατεβάζω τη βεβαίωση;")] == ["download"]
