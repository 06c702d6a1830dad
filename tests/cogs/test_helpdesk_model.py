"""The helpdesk with a model of meaning: what it finds, what it reads once, and that it may fail or be away."""

from datetime import datetime

import pytest

from cogs.helpdesk.key import words
from cogs.helpdesk.knowledge import Knowledge
from cogs.helpdesk.likeness import Vocabulary
from cogs.helpdesk.search import Index
from cogs.helpdesk.semantic import FEWEST
from cogs.helpdesk.spelling import Spelling
from config.content import FaqEntry
from storage import faq, vectors
from storage.database import Database
from tests.cogs.small_model import SmallModel

SUBJECTS = ("έργα", "σχολεία", "παιδιά", "σεμινάρια", "βραβεία", "χρόνια", "δίκτυα", "θέματα", "αρχεία", "νέα")
ENTRIES = (
    FaqEntry(id="certificate", question="Πότε εκδίδεται η βεβαίωση;", answer="Μετά το τέλος του μαθήματος."),
    FaqEntry(id="register", question="Πώς γράφομαι στο eTwinning;", answer="Από τη σελίδα εγγραφής."),
    FaqEntry(id="microphone", question="Δεν ακούγεται ο ήχος μου;", answer="Ελέγξτε τη συσκευή σας."),
    FaqEntry(id="parthenon", answer="Ο Παρθενώνας είναι ναός στην Ακρόπολη."),
    *(FaqEntry(id=f"s{n}", question=f"Ποια είναι τα {word};", answer="Αυτά.") for n, word in enumerate(SUBJECTS)),
)


def read_index(model: SmallModel) -> Index:
    index = Index(ENTRIES, model)
    index.read()
    return index


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("certificate when?", "certificate"),
        ("how to register", "register"),
        ("χάλασε το μικρόφωνο", "microphone"),
        ("the parthenon", "parthenon"),
        ("πότε εκδίδεται η βεβαίωση", "certificate"),
    ],
)
def test_what_is_meant_is_found(question: str, right: str) -> None:
    found = read_index(SmallModel()).search(question)
    assert found[0].id == right


def test_words_that_no_entry_has_are_found_by_a_model_only() -> None:
    index = Index(ENTRIES, SmallModel())
    assert index.search("χάλασε το μικρόφωνο") == Index(ENTRIES).search("χάλασε το μικρόφωνο")
    index.read()
    assert index.search("χάλασε το μικρόφωνο")[0].id == "microphone"
    assert index.search("χάλασε το μικρόφωνο", by_meaning=False) == Index(ENTRIES).search("χάλασε το μικρόφωνο")


def test_what_is_meant_of_an_entry_is_read_anew_when_it_changes() -> None:
    model = SmallModel()
    index = read_index(model)
    model.read.clear()
    index.put("register", [FaqEntry(id="register", question="Πώς αλλάζω βεβαίωση;", answer="Δεν γίνεται.")])
    index.remove("certificate")
    index.read()
    assert model.read == ["Πώς αλλάζω βεβαίωση;"]
    assert index.search("certificate")[0].id == "register"


def test_few_entries_are_searched_by_their_words() -> None:
    index = Index(ENTRIES[: FEWEST - 1], SmallModel())
    index.read()
    assert index.search("χάλασε το μικρόφωνο") == Index(ENTRIES[: FEWEST - 1]).search("χάλασε το μικρόφωνο")


async def knowledge(database: Database, model: SmallModel) -> Knowledge:
    """Return what a bot knows once its model has read everything and that is kept."""
    known = Knowledge(model)
    async with database.transaction() as tx:
        await known.refresh(tx)
    assert known.reading is not None
    known.reading.wait()
    async with database.transaction() as tx:
        await known.refresh(tx)
    return known


@pytest.fixture
async def filled(database: Database, now: datetime) -> Database:
    async with database.transaction() as tx:
        await faq.merge(tx, ENTRIES, now)
    return database


async def test_what_a_model_has_read_it_reads_no_more(filled: Database) -> None:
    first, second = SmallModel(), SmallModel()
    await knowledge(filled, first)
    assert len(first.read) == len(ENTRIES)
    again = await knowledge(filled, second)
    assert second.read == []
    assert (await again.search("χάλασε το μικρόφωνο"))[0].id == "microphone"


async def test_what_no_entry_says_any_more_is_forgotten(filled: Database) -> None:
    known = await knowledge(filled, SmallModel())
    async with filled.transaction() as tx:
        await vectors.add(tx, "an older model", {"hash": b"\0\0"})
        await faq.remove(tx, "register")
        await known.refresh(tx)
    restarted = await knowledge(filled, SmallModel())
    async with filled.transaction() as tx:
        await restarted.refresh(tx)
        assert len(await vectors.of_model(tx, SmallModel.name)) == len(ENTRIES) - 1
        assert await vectors.of_model(tx, "an older model") == {}


async def test_what_was_kept_in_a_change_that_is_undone_is_kept_again(filled: Database) -> None:
    known = Knowledge(SmallModel())
    async with filled.transaction() as tx:
        await known.refresh(tx)
    assert known.reading is not None
    known.reading.wait()
    with pytest.raises(ZeroDivisionError):
        async with filled.transaction() as tx:
            await known.refresh(tx)
            raise ZeroDivisionError
    async with filled.transaction() as tx:
        await known.refresh(tx)
        assert len(await vectors.of_model(tx, SmallModel.name)) == len(ENTRIES)


async def test_where_a_model_fails_the_words_answer(filled: Database) -> None:
    model = SmallModel()
    known = await knowledge(filled, model)
    model.broken = True
    found = await known.search("πότε εκδίδεται η βεβαίωση")
    assert found == Index(ENTRIES).search("πότε εκδίδεται η βεβαίωση")


async def test_a_model_that_cannot_read_is_not_asked_again(filled: Database) -> None:
    model = SmallModel()
    model.broken = True
    known = await knowledge(filled, model)
    model.broken = False
    async with filled.transaction() as tx:
        await known.refresh(tx)
    assert model.read == []
    assert (await known.search("πότε εκδίδεται η βεβαίωση"))[0].id == "certificate"


@pytest.mark.parametrize(
    ("asked", "restored"),
    [
        ("pote ekdidetai h vevaiwsh?", "πότε εκδίδεται η βεβαίωση?"),
        ("ποτε εκδιδεται η βεβαιωση", "πότε εκδίδεται η βεβαίωση"),
        ("πότε εκδίδετε η βεβαίοση", "πότε εκδίδετε η βεβαίοση"),
        ("ποτε εκδιδεται η βεβαιωσι", "πότε εκδίδεται η βεβαίωση"),
        ("η βεβααίωση", "η βεβαίωση"),
        ("when is the certificate issued?", "when is the certificate issued?"),
        ("άγνωστα 2025 xyz", "άγνωστα 2025 xyz"),
    ],
)
def test_words_are_put_to_a_model_as_the_entries_write_them(asked: str, restored: str) -> None:
    texts = ["πότε εκδίδεται η βεβαίωση"]
    vocabulary = Vocabulary()
    vocabulary.add(set(words(texts[0])))
    spelling = Spelling(vocabulary)
    spelling.add(texts)
    assert spelling.restored(asked) == restored
    spelling.remove(texts)
    assert spelling.restored("ekdidetai") == "ekdidetai"
