"""The helpdesk with a model of meaning: what it finds, what it reads once, and that it may fail or be away."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil

import pytest

from bot.core.ports import Clock
from cogs.helpdesk.allowance import MOST, SHARE
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
from tests.fakes import FakeClock

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


async def knowledge(database: Database, model: SmallModel, clock: Clock | None = None) -> Knowledge:
    """Return what a bot knows once its model has read everything and that is kept."""
    known = Knowledge(model, clock)
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


class SlowModel(SmallModel):
    """Each text takes it half a second of a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock()

    def embed(self, texts: Sequence[str], *, asked: bool) -> list[bytes]:
        self.clock.passed(0.5 * len(texts))
        return super().embed(texts, asked=asked)


async def test_in_a_rush_the_words_answer_alone_until_there_is_time_again(filled: Database) -> None:
    model = SlowModel()
    known = await knowledge(filled, model, model.clock)
    model.read.clear()
    by_model = ceil(MOST / (0.5 - 0.5 * SHARE))
    for number in range(20):
        question = f"χάλασε το μικρόφωνο {number}"
        by_words = Index(ENTRIES).search(question)
        assert (await known.search(question) == by_words) == (number >= by_model)
    assert len(model.read) == by_model
    await model.clock.advance(2 / SHARE)
    assert (await known.search("χάλασε το μικρόφωνο"))[0].id == "microphone"


async def test_a_question_in_the_words_of_the_faq_needs_no_model(filled: Database) -> None:
    model = SmallModel()
    known = await knowledge(filled, model)
    model.read.clear()
    assert (await known.search(ENTRIES[0].question))[0].id == "certificate"
    assert model.read == []


async def test_nobody_waits_for_a_model_that_reads(filled: Database) -> None:
    """What the event loop does with every question is done while a search holds the entries."""
    known = await knowledge(filled, SmallModel())
    reading = known.reading
    assert reading is not None
    with known._alone:
        reading.go_on()
        async with filled.transaction() as tx:
            await known.refresh(tx)


def test_texts_of_about_one_length_are_read_together() -> None:
    model = SmallModel()
    read_index(model)
    questions = [entry.question for entry in ENTRIES if entry.question]
    assert model.read == [*sorted(questions, key=len), ENTRIES[3].answer]


def test_what_two_entries_say_is_read_as_long_as_one_of_them_says_it() -> None:
    model = SmallModel()
    index = Index(ENTRIES, model)
    index.put("twin", [ENTRIES[0]])
    index.remove("certificate")
    index.read()
    assert model.read.count(ENTRIES[0].question) == 1
    index.remove("twin")
    assert index.meanings is not None
    assert len(index.meanings.hashes()) == len(ENTRIES) - 1


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
