"""The English → Greek lexicon: how it is written, and what an English word of a question stands for."""

import re
from collections import Counter

import pytest

from cogs.helpdesk.english import greek_of
from cogs.helpdesk.key import key, spelled, stem, words
from cogs.helpdesk.lexicon import LEXICON
from cogs.helpdesk.lexicon_general import GENERAL
from cogs.helpdesk.lexicon_world import WORLD
from cogs.helpdesk.stopwords import PLEASANTRIES, STOP_WORDS
from cogs.plain import fold

ITEMS = [item for text in (LEXICON, GENERAL, WORLD) for item in re.split(r"[;\n] *", text) if item]
ENGLISH = [word for item in ITEMS for word in item.partition("=")[0].split()]
_ITEM = re.compile(r"[a-z]{3,}( [a-z]{3,})*=[a-zα-ωάέήίόύώϊϋΐΰ]+( [a-zα-ωάέήίόύώϊϋΐΰ]+){0,5}")
SOUND_LIKE_GREEK = frozenset(
    spelled(
        """
        add allow ant area bee borrow cannon cat chair cherry deny fee god goddess hail hair hell hero lip mass meet met
        owe own possess see sorrow stone tail tell thai tiny town wash wit
        """
    )
)
"""What falls together with a Greek word that says little, or a greeting, by its stem alone: nobody writes that so."""


def stems(text: str) -> set[str]:
    return {stem(sound) for sound in words(text)}


def test_an_item_is_english_words_and_greek_ones() -> None:
    assert [item for item in ITEMS if not _ITEM.fullmatch(item)] == []


def test_no_greek_word_is_given_twice_for_one() -> None:
    assert [item for item in ITEMS if len(stems(item.partition("=")[2])) < len(words(item.partition("=")[2]))] == []


def test_a_word_has_one_item_of_one_file() -> None:
    assert [word for word, times in Counter(ENGLISH).items() if times > 1] == []
    assert len(ENGLISH) > 4000


def test_none_is_a_stop_word() -> None:
    assert {word for word in ENGLISH if stem(key(word)) in STOP_WORDS | PLEASANTRIES} == SOUND_LIKE_GREEK


@pytest.mark.parametrize(
    "question",
    [
        "pote tha paro ti vevaiosi",
        "pou einai i eggrafi kai pos kano aitisi",
        "den mporo na mpo sto logariasmo mou",
        "dose mou to link, pare me tilefono",
        "poses ores kratai to seminario kai poso kanei",
        "ti ora arxizei to mathima, se poia aithousa",
        "me poio tropo tha plirothoume",
        "exw xasei ton kwdiko mou",
        "tora ti kano, na stelno mono ena arxeio h polla",
        "an alla paidia den exoun aithousa poios kanei to mathima",
    ],
)
def test_greek_in_latin_letters_is_not_read_as_english(question: str) -> None:
    read = {word: greek_of(word) for word in fold(question).replace(",", "").split()}
    assert {word for word, greek in read.items() if greek} <= {"link"}


@pytest.mark.parametrize(
    ("english", "greek"),
    [
        ("lost", "έχασα"),
        ("children", "παιδιά"),
        ("paid", "πληρωμή"),
        ("uploaded", "ανεβάσω"),
        ("unmute", "μικρόφωνο"),
        ("colour", "χρώμα"),
        ("color", "χρώμα"),
        ("organisation", "οργανισμός"),
        ("shelves", "ράφι"),
        ("scholarships", "υποτροφία"),
        ("easily", "εύκολος"),
        ("batteries", "μπαταρία"),
        ("printing", "εκτύπωση"),
        ("invaded", "εισβολή"),
        ("volcanoes", "ηφαίστειο"),
        ("philosophers", "φιλόσοφος"),
    ],
)
def test_what_a_word_stands_for(english: str, greek: str) -> None:
    assert stems(greek) <= set(greek_of(english))
