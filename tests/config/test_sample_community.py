"""The sample community is whole, consistent with itself and free of personal data.

The files are read with plain YAML and TOML readers, so that these checks do not lean on the product's own
loader; one test then hands the same files to that loader.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from zoneinfo import ZoneInfo

import pytest
import yaml

from config.content import read_events, read_faq, read_institutions
from config.settings import Community

COMMUNITY = Path(__file__).parents[2] / "config" / "communities" / "etwinning"
FAQ_FILES = {"el": "faq.el.yaml", "en": "faq.en.yaml"}
FAQ_FIELDS = {"id", "question", "variants", "answer", "source", "topic", "lang"}
PURPOSES = {"general", "helpdesk", "events", "announcements", "facilitators", "admins"}
SERVICE_MAIL = {"mooc-etwinning@sch.gr", "etwinning@sch.gr"}
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"https?://[^\s)]+")
PERSON = re.compile(
    r"\b(?:κα?|κος|κυρί[αο]|κύριος|Mr|Mrs|Ms|Dr|Prof)\.?\s+[Α-ΩΆ-ΏA-Z]\w+"  # a title, then a name
    r"|\b[Α-ΩA-Z]\.\s?[Α-ΩΆ-ΏA-Z][α-ωά-ώa-z]{2,}"  # an initial, then a surname
)


def fold(text: str) -> str:
    """Return the text as the helpdesk compares it: no case, accents, final sigma or punctuation."""
    marks_apart = unicodedata.normalize("NFKD", text.casefold()).replace("ς", "σ")
    bare = "".join(char for char in marks_apart if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare))


@cache
def text_of(name: str) -> str:
    """Return the text of one file of the community."""
    return (COMMUNITY / name).read_text(encoding="utf-8")


def faq(lang: str) -> list[dict[str, Any]]:
    """Return the FAQ entries of one language."""
    entries: list[dict[str, Any]] = yaml.safe_load(text_of(FAQ_FILES[lang]))
    return entries


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a YAML list."""
    found: list[dict[str, Any]] = yaml.safe_load(text_of(name))
    return found


def community() -> dict[str, Any]:
    """Return community.toml."""
    return tomllib.loads(text_of("community.toml"))


def asked() -> list[tuple[str, str]]:
    """Return the measuring questions as (text, id or '-')."""
    pairs = [line.split("\t") for line in text_of("questions.el.tsv").splitlines()]
    assert all(len(pair) == 2 for pair in pairs), "each line is: question, one tab, id"
    return [(question, entry) for question, entry in pairs]


def repeated(values: list[str]) -> list[str]:
    """Return the values that occur more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


def phrasings(entry: dict[str, Any]) -> list[str]:
    """Return every way in which an entry is asked, folded."""
    return [fold(phrase) for phrase in (entry["question"], *entry["variants"])]


@pytest.mark.parametrize("lang", FAQ_FILES)
def test_faq_entries_are_whole(lang: str) -> None:
    for entry in faq(lang):
        assert set(entry) == FAQ_FIELDS, entry["id"]
        assert entry["lang"] == lang, entry["id"]
        assert len(entry["variants"]) >= 3, entry["id"]
        texts = [*entry["variants"], *(entry[field] for field in FAQ_FIELDS - {"variants"})]
        assert all(isinstance(text, str) and text.strip() for text in texts), entry["id"]


@pytest.mark.parametrize(("lang", "at_least"), [("el", 60), ("en", 25)])
def test_faq_ids_are_many_unique_and_kebab_case(lang: str, at_least: int) -> None:
    ids = [entry["id"] for entry in faq(lang)]
    assert len(ids) >= at_least
    assert repeated(ids) == []
    assert [name for name in ids if not KEBAB.fullmatch(name)] == []


def test_no_two_entries_are_asked_in_the_same_words() -> None:
    phrases = [phrase for lang in FAQ_FILES for entry in faq(lang) for phrase in phrasings(entry)]
    assert repeated(phrases) == []
    assert "" not in phrases


@pytest.mark.parametrize("lang", FAQ_FILES)
def test_topics_are_known_and_all_are_used(lang: str) -> None:
    topics = set(community()["topics"])
    used = {entry["topic"] for entry in faq(lang)}
    assert used <= topics
    assert lang != "el" or used == topics


@pytest.mark.parametrize(
    ("lang", "documents"),
    [
        ("el", ("«Ολοκλήρωση του 1ου MOOC»", "«eTwinning for Future Teachers»")),
        ("en", ("“Completion of the 1st MOOC”", "“eTwinning for Future Teachers”")),
    ],
)
def test_every_answer_names_its_document_and_section(lang: str, documents: tuple[str, str]) -> None:
    for entry in faq(lang):
        for source in re.split("[·;] ", entry["source"].replace("eTwinning;»", "eTwinning»")):
            document, _, section = source.partition(", ")
            assert document in documents, entry["id"]
            assert section, entry["id"]


def test_answers_are_short_and_their_links_are_addresses() -> None:
    for entry in (*faq("el"), *faq("en")):
        assert len(LINK.sub("", entry["answer"])) <= 600, entry["id"]
        for link in re.findall(r"\]\(([^)]*)\)", entry["answer"]):
            assert urlparse(link).scheme in {"http", "https"}, entry["id"]
            assert urlparse(link).netloc, entry["id"]


def test_greek_numbers_are_written_in_greek_form() -> None:
    for entry in faq("el"):
        text = LINK.sub("", entry["answer"]).replace("801 11 38946", "")
        long_numbers = re.findall(r"\d{4,}", text)
        assert [number for number in long_numbers if not re.fullmatch(r"20\d\d", number)] == [], entry["id"]
        assert not re.search(r"\d\.\d+%", text), entry["id"]


def test_english_entries_translate_greek_ones_with_the_same_facts() -> None:
    greek = {entry["id"]: entry for entry in faq("el")}
    for entry in faq("en"):
        original = greek[entry["id"]]
        assert entry["topic"] == original["topic"], entry["id"]
        for fact in (LINK, MAIL, re.compile(r"\d+")):
            found = [Counter(fact.findall(each["answer"])) for each in (entry, original)]
            assert found[0] == found[1], entry["id"]


def test_measuring_questions_point_to_entries_and_cover_them_all() -> None:
    known = {entry["id"] for entry in faq("el")}
    targets = [entry for _, entry in asked()]
    assert len(targets) >= 120
    assert targets.count("-") >= 30
    assert set(targets) - {"-"} == known


def test_measuring_questions_do_not_repeat_the_faq_or_themselves() -> None:
    questions = [fold(question) for question, _ in asked()]
    known = {phrase for entry in (*faq("el"), *faq("en")) for phrase in phrasings(entry)}
    assert repeated(questions) == []
    assert set(questions) & known == set()


def test_only_service_addresses_and_no_person_is_named() -> None:
    for path in COMMUNITY.iterdir():
        text = path.read_text(encoding="utf-8")
        assert set(MAIL.findall(text)) <= SERVICE_MAIL, path.name
        assert PERSON.findall(text) == [], path.name


@pytest.mark.parametrize("naming", ["κα. Άννα", "κ. Βασίλειος", "Ν. Παππάς", "Γ.Παππά", "Ms Smith"])
def test_the_person_pattern_finds_names(naming: str) -> None:
    assert PERSON.search(f"Ρωτήστε: {naming}, σήμερα.")


def test_three_events_with_real_times_in_a_real_zone() -> None:
    events = rows("events.yaml")
    event_rooms = {room["name"] for room in community()["rooms"] if room["purpose"] == "events"}
    starts = [datetime.fromisoformat(event["starts"]).replace(tzinfo=ZoneInfo(event["zone"])) for event in events]
    assert [f"{start:%Y-%m-%d %H:%M %z}" for start in starts] == [
        "2027-01-13 18:00 +0200",
        "2027-01-20 18:00 +0200",
        "2027-01-27 18:00 +0200",
    ]
    assert {start.isoweekday() for start in starts} == {3}
    assert repeated([event["id"] for event in events]) == []
    for event in events:
        assert KEBAB.fullmatch(event["id"])
        assert event["title"].strip()
        assert event["description"].strip()
        assert 15 <= event["length_minutes"] <= 240
        assert urlparse(event["link"]).hostname == "example.org"
        assert set(event["rooms"]) <= event_rooms
        assert event["rooms"]


def test_nine_institutions_with_the_number_of_their_ambassadors() -> None:
    institutions = rows("institutions.yaml")
    assert len(institutions) == 9
    assert repeated([row["id"] for row in institutions]) == []
    assert repeated([fold(row["department"] + row["university"]) for row in institutions]) == []
    for row in institutions:
        assert set(row) == {"id", "department", "university", "ambassadors"}
        assert KEBAB.fullmatch(row["id"])
        assert not re.search(r"\w π ?ιστήμιο|\bNηπ \w", row["department"] + row["university"])
        assert isinstance(row["ambassadors"], int)
        assert row["ambassadors"] >= 1


def test_rooms_have_unique_names_and_places() -> None:
    rooms = community()["rooms"]
    places = [place for room in rooms for place in room["places"]]
    assert repeated([room["name"] for room in rooms]) == []
    assert repeated([room["title"] for room in rooms]) == []
    assert repeated(places) == []
    assert [place for place in places if not re.fullmatch(r"console:[a-z0-9-]+", place)] == []
    assert {room["purpose"] for room in rooms} == PURPOSES
    for room in rooms:
        assert KEBAB.fullmatch(room["name"])
        assert room["language"] in FAQ_FILES
        inner = room["purpose"] in {"facilitators", "admins"}
        assert len(room["places"]) == (1 if inner else 2), room["name"]


def test_hashtags_support_hours_and_rights() -> None:
    settings = community()
    support, rights = settings["support"], settings["rights"]
    assert settings["hashtags"] == ["#SkillsLabs", "#moocetwinningskillslabs"]
    assert settings["language"] == "el"
    assert ZoneInfo(settings["zone"]).key == "Europe/Athens"
    assert support["response_hours"] > 0
    assert time.fromisoformat(support["from"]) < time.fromisoformat(support["to"])
    assert rights["coordinators"]
    assert set(rights["coordinators"]).isdisjoint(rights["facilitators"])


def test_the_product_reads_every_file() -> None:
    assert Community.model_validate(community()).name == community()["name"]
    for lang, name in FAQ_FILES.items():
        assert [entry.id for entry in read_faq(COMMUNITY / name)] == [entry["id"] for entry in faq(lang)]
    assert [event.starts.hour for event in read_events(COMMUNITY / "events.yaml")] == [18, 18, 18]
    ambassadors = [row.ambassadors for row in read_institutions(COMMUNITY / "institutions.yaml")]
    assert ambassadors == [5, 1, 1, 3, 1, 3, 3, 1, 1]
