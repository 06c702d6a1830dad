"""A question in an entry's own words is surely answered with that entry: the sample FAQ as a table of its phrasings."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cogs.helpdesk import Helpdesk
from cogs.helpdesk.search import Found, Index
from config.content import FaqEntry, read_faq
from config.settings import HelpdeskSettings, SupportSettings
from storage.database import Database
from tests.cogs.helpdesk_world import ROOMS, World

COMMUNITY = Path(__file__).parents[2] / "config" / "communities" / "etwinning"
SAMPLE = tuple(entry for name in ("faq.el.yaml", "faq.en.yaml") for entry in read_faq(COMMUNITY / name))
SURE = 1.0


def bare_capitals(text: str) -> str:
    """Return what somebody writes who leaves the accents out and the capitals on."""
    apart = unicodedata.normalize("NFD", text.upper())
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


def phrasings() -> Iterator[tuple[str, str]]:
    """Yield (what is asked, the entry's name) for every phrasing of the sample FAQ, as it stands and in capitals."""
    for entry in SAMPLE:
        for phrase in filter(None, (entry.question, *entry.variants)):
            yield phrase, entry.id
            yield bare_capitals(phrase), entry.id


TABLE = tuple(phrasings())


def test_the_table_is_the_whole_file() -> None:
    assert len(TABLE) == 2 * sum(1 + len(entry.variants) for entry in SAMPLE)
    assert len({name for _, name in TABLE}) >= 60


def test_every_phrasing_finds_its_own_entry_surely() -> None:
    index = Index(SAMPLE)
    found = {asked: index.search(asked)[0] for asked, _ in TABLE}
    assert {asked: best for asked, best in found.items() if best.score != SURE} == {}
    assert {asked: best.id for asked, best in found.items()} == dict(TABLE)


async def test_every_phrasing_in_capitals_is_answered_in_a_helpdesk_room(database: Database, now: datetime) -> None:
    world = World(database, now)
    world.helpdesk = Helpdesk(ROOMS, HelpdeskSettings(questions_per_minute=len(TABLE)), SupportSettings(), SAMPLE)
    world.cogs = (world.helpdesk, *world.cogs[1:])
    async with database.transaction() as tx:
        await world.helpdesk.start(now, tx)
    wrong: dict[str, str] = {}
    for asked, name in TABLE[1::2]:
        owed = await world.hear(world.posted(asked))
        if not owed or not owed[0].choices[0].command.endswith(f" {name}"):
            wrong[asked] = str(owed[0].text) if owed else "nothing"
    assert wrong == {}


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ("Πώς χρησιμοποιώ το hashtag #SkillsLabs στο έργο μου;", "hashtag-ergou"),
        ("Πώς χρησιμοποιώ το hashtag #SkillsLabs;", "hashtag-ergou"),
        ("pos xrisimopoio to hashtag #skillslabs sto ergo mou", "hashtag-ergou"),
        ("Τι είναι το e-Twinning;", "ti-einai-etwinning"),
        ("Καλησπέρα σας! Τι είναι το eTwinning; Ευχαριστώ πολύ", "ti-einai-etwinning"),
        ("ti einai to etwinning, parakalw?", "ti-einai-etwinning"),
        ("hello everyone, what is eTwinning? thanks", "ti-einai-etwinning"),
        ("  «Τι είναι...  το eTwinning»;;; :)", "ti-einai-etwinning"),
        ("EINAI DOREAN", "kostos"),
    ],
)
def test_greeklish_punctuation_and_courtesy_change_nothing(asked: str, id: str) -> None:
    best = Index(SAMPLE).search(asked)[0]
    assert (best.id, best.score) == (id, SURE)


@pytest.mark.parametrize(
    "asked", ["Τι δεν είναι το eTwinning;", "Τι είναι το eTwinning και πού;", "καλημέρα", "", "😀"]
)
def test_other_words_are_not_as_sure(asked: str) -> None:
    assert all(found.score < SURE for found in Index(SAMPLE).search(asked))


def test_a_phrasing_that_two_entries_share_answers_for_neither() -> None:
    entries = (
        FaqEntry(id="a", question="Πότε αρχίζει;", answer="Τη Δευτέρα."),
        FaqEntry(id="b", question="Πότε αρχίζει το μάθημα;", variants=("ΠΟΤΕ ΑΡΧΙΖΕΙ",), answer="Την Τρίτη."),
        FaqEntry(id="c", question="Πού είναι το μουσείο;", answer="Εκεί."),
    )
    settings = HelpdeskSettings()
    found = Index(entries).search("πότε αρχίζει;")
    assert {each.id for each in found[:2]} == {"a", "b"}
    assert all(settings.suggest_from <= each.score < settings.answer_from for each in found[:2])
    assert found[0].score >= found[-1].score
    assert Index(entries).search("πότε αρχίζει το μάθημα")[0] == Found("b", SURE, among=SURE)


def test_the_languages_of_an_entry_do_not_share_a_phrasing_with_one_another() -> None:
    entries = [
        FaqEntry(id="a", question="Zoom;", answer="Ναι."),
        FaqEntry(id="a", question="Zoom?", answer="Yes.", lang="en"),
    ]
    assert Index(entries).search("zoom")[0] == Found("a", SURE, among=SURE)


def test_courtesy_is_kept_where_an_entry_is_about_it() -> None:
    entries = (
        FaqEntry(id="children", question="Τι κάνουν στο έργο παιδιά;", answer="Πολλά."),
        FaqEntry(id="thanks", question="Ευχαριστώ", answer="Παρακαλώ."),
    )
    assert Index(entries).search("τι κανουν στο εργο παιδια")[0] == Found("children", SURE, among=SURE)
    assert Index(entries).search("ευχαριστώ")[0] == Found("thanks", SURE, among=SURE)


def test_endless_courtesy_is_read_in_bounds() -> None:
    assert Index(SAMPLE).search("hi " * 20_000 + "x") == ()
