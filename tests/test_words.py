"""Every sentence is said in every language, the same thing in the same words: politely, and never shouting."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from config.words import LANGUAGES
from tests.product import ROOT, sources, specs

LOCALES = ROOT / "config" / "locales"
Forms = tuple[str, ...]

GREEK, LATIN = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), re.compile(r"[A-Za-z]")
FAMILIAR = re.compile(
    r"\b(εσύ|εσένα|σου|γράψε|δες|κάνε|στείλε|πες|δώσε|βάλε|δείξε|περίμενε|διάλεξε|επίλεξε|μπορείς|θέλεις|έχεις|είσαι"
    r"|ξέρεις|χρειάζεσαι|βλέπεις|ρωτάς)\b",
    re.IGNORECASE,
)
"""Forms of the familiar singular: Stoa speaks in the polite plural."""


UNSAID = {"They usually answer within {hours}, {days} {opens}–{closes} {city} time.": {"city"}}
"""What a translation may leave out: Greek readers live by the community's clock."""


@cache
def catalogues(language: str) -> dict[str, Catalog]:
    """Return a language's catalogues by file name."""
    folder = LOCALES / language / "LC_MESSAGES"
    return {path.name: _read(path, language) for path in sorted(folder.glob("*.po"))}


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def entries(language: str) -> Iterator[tuple[str, Forms, Forms]]:
    """Yield (file, msgid forms, msgstr forms) of a language, without the headers."""
    for name, catalogue in catalogues(language).items():
        for message in catalogue:
            if message.id:
                yield name, _forms(message.id), _forms(message.string)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> Forms:
    return (text,) if isinstance(text, str) else tuple(text or ())


@cache
def used() -> dict[Forms, str]:
    """Return where each msgid is used: in a call of a translator or of N_, or to describe a command or an argument."""
    found: dict[Forms, str] = {}
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for forms in _said_by(node):
                    found.setdefault(forms, f"{path}:{node.lineno}")
    for spec in specs():
        for text in (spec.description, *(param.description for param in spec.params)):
            found.setdefault((text,), f"command {spec.name}")
    return found


def _said_by(call: ast.Call) -> list[Forms]:
    match call.func:
        case ast.Attribute(attr="plural"):
            return [tuple(text for argument in call.args[:2] for text in _texts(argument))]
        case ast.Name(id="t" | "N_") | ast.Attribute(attr="_t") | ast.Call(func=ast.Name(id="translator")):
            return [(text,) for text in _texts(call.args[0])]
    return []


def _texts(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return _texts(argument.body) + _texts(argument.orelse)
    return []


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_extraction_sees_each_way_of_saying_something() -> None:
    code = """
t("one", x=f"{t('two')}")
self._t("three" if x else "four")
N_("five " "and six")
translator(asked.language)("seven")
t.plural("{number} day", "{number} days", n)
t(variable)
print("nothing")
"""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    assert {forms for call in calls for forms in _said_by(call)} == {
        ("one",), ("two",), ("three",), ("four",), ("five and six",), ("seven",), ("{number} day", "{number} days"),
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    known = {forms for _, forms, strings in entries(language) if all(strings)}
    missing = [f"{where}: {forms[0]}" for forms, where in used().items() if forms not in known]
    assert not missing, "\n" + "\n".join([f"not in config/locales/{language}:", *missing])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_over(language: str) -> None:
    unused = [f"{file}: {forms[0]}" for file, forms, _ in entries(language) if forms not in used()]
    assert not unused, "\n" + "\n".join(unused)


def test_every_language_has_the_same_files() -> None:
    files = {language: list(catalogues(language)) for language in LANGUAGES}
    assert len(set(map(tuple, files.values()))) == 1, files


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_marked_as_unsure_or_kept_for_later(language: str) -> None:
    for name, catalogue in catalogues(language).items():
        assert not catalogue.obsolete, name
        assert not [message.id for message in catalogue if message.id and message.fuzzy], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_has_one_translation(language: str) -> None:
    first: dict[str, tuple[str, Forms]] = {}
    for file, ids, strings in entries(language):
        said = first.setdefault(ids[0], (file, strings))
        assert said[1] == strings, f"{ids[0]!r} is said differently in {said[0]} and {file}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    for file, ids, strings in entries(language):
        assert len(ids) == len(strings), (file, ids)
        for said, meant in zip(strings, ids, strict=True):
            may_lack = UNSAID.get(meant, set()) if language == "el" else set()
            assert placeholders(said) | may_lack == placeholders(meant), (file, meant)


def test_english_is_what_the_code_says() -> None:
    differing = [(file, ids[0]) for file, ids, strings in entries("en") if ids != strings]
    assert not differing


def test_greek_words_hold_no_latin_letters() -> None:
    for file, _, strings in entries("el"):
        for word in (word for said in strings for word in re.findall(r"\w+", re.sub(r"\{\w*\}", " ", said))):
            assert not (GREEK.search(word) and LATIN.search(word)), (file, word)


def test_greek_is_greek() -> None:
    for file, ids, strings in entries("el"):
        letters = re.sub(r"\{\w*\}|`[^`]*`|\W", "", "".join(ids))
        assert not letters or any(map(GREEK.search, strings)), (file, ids[0])


def test_greek_speaks_in_the_polite_plural() -> None:
    for file, _, strings in entries("el"):
        for said in strings:
            assert not FAMILIAR.search(said), (file, said)


@pytest.mark.parametrize("familiar", ["Γράψε μου.", "αν θέλεις", "η ερώτησή σου", "ΔΕΣ"])
def test_the_familiar_is_noticed(familiar: str) -> None:
    assert FAMILIAR.search(familiar)


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_do_not_shout(language: str) -> None:
    for file, ids, strings in entries(language):
        if re.search(r"not|cannot|no longer|wrong|failed", ids[0]):
            assert not any(re.search(r"\w!(\s|$)", said) for said in strings), (file, ids[0])
