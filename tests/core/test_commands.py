"""Command lines as people type them."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.core import markup
from bot.core.commands import Asked, CommandSpec, LongText, Reply, arguments, command, parse, specs_of
from bot.core.errors import BadArgument, UnknownCommand, UserError
from bot.core.rights import Role
from bot.core.text import RichText


class Desk:
    """Commands of every shape."""

    @command("ask")
    async def ask(self, asked: Asked, tx: object, question: Annotated[str, "The question"]) -> Reply:
        """Ask the community."""
        return Reply()

    @command("ticket")
    async def ticket(self, asked: Asked, tx: object, number: Annotated[int, "Which ticket"] = 1) -> Reply:
        """Show a ticket."""
        return Reply()

    @command("ticket answer", needs=Role.FACILITATOR)
    async def answer(
        self, asked: Asked, tx: object, number: Annotated[int, "Which ticket"], text: Annotated[LongText, "The answer"]
    ) -> Reply:
        """Answer a ticket.

        More about it, which is not its description.
        """
        return Reply()

    @command("faq add", needs=Role.FACILITATOR)
    async def add(
        self,
        asked: Asked,
        tx: object,
        question: Annotated[str, "The question"],
        answer: Annotated[str, "The answer"],
        language: Annotated[Literal["el", "en"], "Its language"] = "el",
    ) -> Reply:
        """Add an entry."""
        return Reply()

    @command("survey open")
    async def survey(
        self,
        asked: Asked,
        tx: object,
        title: Annotated[str, "The title"],
        secret: Annotated[bool, "Whether names are hidden"] = False,
        days: Annotated[int, "How long"] = 7,
    ) -> Reply:
        """Open a survey."""
        return Reply()

    @command("ticket link", hidden=True)
    async def link(
        self, asked: Asked, tx: object, first: Annotated[int, "One"], second: Annotated[int, "The other"]
    ) -> Reply:
        """Link two tickets."""
        return Reply()

    @command("post")
    async def post(
        self, asked: Asked, tx: object, text: Annotated[LongText, "The text"], rooms: Annotated[str, "Where"] = ""
    ) -> Reply:
        """Post a text."""
        return Reply()

    @command("tell")
    async def tell(
        self,
        asked: Asked,
        tx: object,
        number: Annotated[int, "Which ticket"],
        text: Annotated[LongText, "The text"],
        *,
        private: Annotated[bool, "To its asker alone"] = False,
        tone: Annotated[Literal["warm", "short"], "How it is said"] = "warm",
    ) -> Reply:
        """Tell something."""
        return Reply()

    async def helper(self) -> None:
        """Not a command."""


SPECS = specs_of(Desk())


_TOLD = {"private": False, "tone": "warm"}


def read(line: str) -> tuple[str, dict[str, object]]:
    """Return the name of the command on a line and its arguments."""
    spec, given = parse(line, SPECS)
    return spec.name, given


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        # one text: everything as it is
        ("ask Πότε βγαίνει η βεβαίωση;", {"question": "Πότε βγαίνει η βεβαίωση;"}),
        ("ask   με   κενά  ", {"question": "με   κενά"}),
        ("ask α | β", {"question": "α | β"}),
        ("ask it's what isn't", {"question": "it's what isn't"}),
        ('ask "σε εισαγωγικά"', {"question": "σε εισαγωγικά"}),
        ('ask "ένα" και "δύο"', {"question": '"ένα" και "δύο"'}),
        ("ask «ένα» και «δύο»", {"question": "«ένα» και «δύο»"}),
        ('ask "ανοιχτό', {"question": '"ανοιχτό'}),
        ("ask question=γιατί;", {"question": "γιατί;"}),
        ("ask answer=42", {"question": "answer=42"}),
        # what is only given by name stands at either end, and is no part of a text
        ("tell 7 Ναι και όχι", {"number": 7, "text": "Ναι και όχι", **_TOLD}),
        ("tell 7 Ναι, ναι private=ναι", {"number": 7, "text": "Ναι, ναι", "private": True, "tone": "warm"}),
        ("tell private=yes 7 Ναι", {"number": 7, "text": "Ναι", "private": True, "tone": "warm"}),
        ("tell 7 Ναι tone=short private=yes", {"number": 7, "text": "Ναι", "private": True, "tone": "short"}),
        ("tell 7 private=no το private=yes τι;", {"number": 7, "text": "private=no το private=yes τι;"} | _TOLD),
        ("tell 7 | Ναι | όχι private=1", {"number": 7, "text": "Ναι | όχι", "private": True, "tone": "warm"}),
        # the longest name wins, in any case, with or without a slash
        ("ticket", {"number": 1}),
        ("TICKET 7", {"number": 7}),
        ("/ticket #7", {"number": 7}),
        ("ticket -7", {"number": -7}),
        ("ticket answer 7 Ναι", {"number": 7, "text": "Ναι"}),
        ("  ticket   answer   7   Ναι", {"number": 7, "text": "Ναι"}),
        # the rest of the line holds newlines, quotes and bars beside words
        ("ticket answer 7 πρώτη\nδεύτερη\n\n- τρίτη", {"number": 7, "text": "πρώτη\nδεύτερη\n\n- τρίτη"}),
        ("ticket answer 7\nαπό κάτω", {"number": 7, "text": "από κάτω"}),
        ("ticket answer\n7 από κάτω", {"number": 7, "text": "από κάτω"}),
        ("ticket answer 7 ||κρυφό|| και a|b", {"number": 7, "text": "||κρυφό|| και a|b"}),
        ("ticket answer 7 | ένα | δύο", {"number": 7, "text": "ένα | δύο"}),
        ("ticket answer 7 το `x = 1` είναι", {"number": 7, "text": "το `x = 1` είναι"}),
        ("ticket answer text=Ναι number=7", {"number": 7, "text": "Ναι"}),
        ('ticket answer text="Ναι, ναι" 7', {"number": 7, "text": "Ναι, ναι"}),
        # quotes of all kinds
        ('faq add "Πού είναι;" "Εδώ." en', {"question": "Πού είναι;", "answer": "Εδώ.", "language": "en"}),
        ("faq add «Πού είναι;» «Εδώ.»", {"question": "Πού είναι;", "answer": "Εδώ.", "language": "el"}),
        ("faq add “Where is it?” “Here.” EN", {"question": "Where is it?", "answer": "Here.", "language": "en"}),
        ("faq add 'Where is it?' 'Here.'", {"question": "Where is it?", "answer": "Here.", "language": "el"}),
        ("faq add Πού; «Στην \"αυλή\"»", {"question": "Πού;", "answer": 'Στην "αυλή"', "language": "el"}),
        # bars
        ("faq add Πού είναι; | Εδώ.", {"question": "Πού είναι;", "answer": "Εδώ.", "language": "el"}),
        ("faq add Πού είναι;\n|\nΕδώ.\nΚάτω.", {"question": "Πού είναι;", "answer": "Εδώ.\nΚάτω.", "language": "el"}),
        ("faq add Where? | Here. | en", {"question": "Where?", "answer": "Here.", "language": "en"}),
        ("faq add «α | β» | Εδώ. |", {"question": "α | β", "answer": "Εδώ.", "language": "el"}),
        # names
        ("faq add language=en «Where?» «Here.»", {"question": "Where?", "answer": "Here.", "language": "en"}),
        ("faq add answer=«Here it is.» Where?", {"question": "Where?", "answer": "Here it is.", "language": "el"}),
        # yes and no
        ("survey open Τίτλος ναι", {"title": "Τίτλος", "secret": True, "days": 7}),
        ("survey open Τίτλος ΝΑΙ 3", {"title": "Τίτλος", "secret": True, "days": 3}),
        ("survey open Τίτλος Όχι", {"title": "Τίτλος", "secret": False, "days": 7}),
        ("survey open Τίτλος ΟΧΙ", {"title": "Τίτλος", "secret": False, "days": 7}),
        ("survey open Τίτλος yes", {"title": "Τίτλος", "secret": True, "days": 7}),
        ("survey open Τίτλος ❌ days=2", {"title": "Τίτλος", "secret": False, "days": 2}),
    ],
)  # fmt: skip
def test_what_a_line_means(line: str, arguments: dict[str, object]) -> None:
    name, given = read(line)
    assert given == arguments
    assert line.strip().lstrip("/").casefold().startswith(name.split()[0])


@pytest.mark.parametrize(
    "line", ["faq add Πού είναι; | Εδώ_1 | en", "faq add Πού; | «α | β»", "ticket answer 7 | α | β"]
)
def test_a_line_with_its_formatting_is_taken_apart_in_the_same_places(line: str) -> None:
    name, plain = read(line)
    rendered = read(markup.render(RichText.plain(line)))
    assert rendered[0] == name
    for argument, value in rendered[1].items():
        assert str(markup.parse(str(value))) == str(plain[argument])


@pytest.mark.parametrize(
    ("line", "sentence", "values"),
    [
        ("ticket answer", "Please also give", {"argument": "Which ticket", "usage": "ticket answer <number> <text>"}),
        ("ticket answer 7", "Please also give", {"argument": "The answer"}),
        ("ticket answer 7 |", "Please also give", {"argument": "The answer"}),
        ("ticket answer 7 text=", "Please also give", {"argument": "The answer"}),
        ('faq add "" Εδώ.', "Please also give", {"argument": "The question"}),
        ("ticket answer επτά Ναι", "I need a number", {"argument": "Which ticket", "value": "επτά"}),
        ("ticket 7.5", "I need a number", {"value": "7.5"}),
        ("ticket 1_000", "I need a number", {"value": "1_000"}),
        ("ticket 9999999999999999999", "I need a number", {"value": "9999999999999999999"}),
        ("survey open Τίτλος ίσως", "say yes or no", {"argument": "Whether names are hidden", "value": "ίσως"}),
        ("faq add Πού; Εδώ. fr", "is not one of the choices", {"value": "fr", "options": "el, en"}),
        ("faq add Πού είναι Εδώ.", "is not one of the choices", {"value": "Εδώ."}),
        ("faq add Πού είναι; Εδώ. en", "put what holds spaces in quotes", {}),
        ("faq add Πού; Εδώ. el κάτι", "more than I can place", {"usage": "faq add <question> <answer> [language]"}),
        ("faq add α | β | el | γ", "more than I can place", {}),
        ("ticket 7 8", "more than I can place", {}),
    ],
)
def test_what_is_said_about_a_wrong_line(line: str, sentence: str, values: dict[str, object]) -> None:
    with pytest.raises(BadArgument) as caught:
        read(line)
    assert sentence in caught.value.message
    assert values.items() <= caught.value.values.items()
    assert caught.value.message.format(**caught.value.values)


@pytest.mark.parametrize(
    ("line", "named"),
    [("", ""), ("τίποτα", "τίποτα"), ("tickets list all", "tickets list"), ("faq", "faq")],
)
def test_an_unknown_command_is_named(line: str, named: str) -> None:
    with pytest.raises(UnknownCommand) as caught:
        read(line)
    assert caught.value.values["name"] == named


texts = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="\"'«»“”|=")).map(str.strip)
QUOTES = ('""', "''", "«»", "“”")


@given(st.text(min_size=1).map(str.strip).filter(bool))
@example("ask «")
@example("|")
def test_any_line_is_read_or_refused_in_words(line: str) -> None:
    for name in ("ask", "ticket", "ticket answer", "faq add", "survey open"):
        try:
            parse(f"{name} {line}", SPECS)
        except UserError as error:
            error.message.format(**error.values)


@given(st.lists(texts.filter(bool), min_size=1, max_size=3).map(" ".join), texts.filter(bool), st.sampled_from(QUOTES))
def test_quotes_keep_a_text_together(question: str, answer: str, around: str) -> None:
    line = f"faq add {around[0]}{question}{around[1]} {around[0]}{answer}{around[1]}"
    assert read(line) == ("faq add", {"question": question, "answer": answer, "language": "el"})


@given(st.integers(-(10**17), 10**17), st.text().map(str.strip).filter(bool))
def test_the_last_text_is_taken_as_it_is(number: int, text: str) -> None:
    assume("|" not in text.split() and text[0] + text[-1] not in QUOTES and not text.startswith("text="))
    assert read(f"ticket answer {number} {text}") == ("ticket answer", {"number": number, "text": text})


def test_arguments_that_a_platform_took_apart() -> None:
    specs = {spec.name: spec for spec in SPECS}
    assert arguments(specs["survey open"], {"title": "Τίτλος", "secret": True, "days": None}) == {
        "title": "Τίτλος",
        "secret": True,
        "days": 7,
    }
    assert arguments(specs["ticket"], {"number": 12}) == {"number": 12}
    with pytest.raises(BadArgument):
        arguments(specs["ask"], {"question": ""})


def test_a_spec_is_what_was_declared() -> None:
    names = ["ask", "ticket", "ticket answer", "faq add", "survey open", "ticket link", "post", "tell"]
    assert [spec.name for spec in SPECS] == names
    spec = next(spec for spec in SPECS if spec.name == "ticket answer")
    assert (spec.description, spec.needs, spec.hidden) == ("Answer a ticket.", Role.FACILITATOR, False)
    assert spec.usage == "ticket answer <number> <text>"
    assert [(param.name, param.description, param.required, param.long) for param in spec.params] == [
        ("number", "Which ticket", True, False),
        ("text", "The answer", True, True),
    ]
    assert [param.options for param in SPECS[3].params] == [(), (), ("el", "en")]
    assert SPECS[5].hidden


async def test_a_spec_runs_on_its_cog() -> None:
    spec: CommandSpec = SPECS[0]
    assert await spec.run(None, None, question="τι;") == Reply()


def undescribed(self: object, asked: Asked, tx: object, number: int) -> Reply:
    """Do something."""
    raise AssertionError(number)


def undocumented(self: object, asked: Asked, tx: object) -> Reply:
    raise AssertionError


def unknown(self: object, asked: Asked, tx: object, when: Annotated[float, "When"]) -> Reply:
    """Do something."""
    raise AssertionError(when)


@pytest.mark.parametrize(
    ("method", "complaint"),
    [
        (undescribed, "undescribed: argument 'number' has no description"),
        (undocumented, "command 'x' has no docstring"),
        (unknown, "unknown: argument 'when' has an unknown type <class 'float'>"),
    ],
)
def test_a_command_that_cannot_be_declared(method: Callable[..., Any], complaint: str) -> None:
    with pytest.raises(TypeError, match=complaint):
        command("x")(method)


@pytest.mark.parametrize(
    ("line", "text", "rooms"),
    [
        ("post Καλημέρα σε όλους", "Καλημέρα σε όλους", ""),
        ("post «Καλημέρα σε όλους»", "Καλημέρα σε όλους", ""),
        ("post «Καλημέρα» «genika»", "Καλημέρα", "genika"),
        ('post "Καλημέρα" rooms="genika, skills-labs"', "Καλημέρα", "genika, skills-labs"),
        ("post «Καλημέρα» είπε ο ένας", "«Καλημέρα» είπε ο ένας", ""),
        ("post rooms=genika «Καλημέρα» είπε", "«Καλημέρα» είπε", "genika"),
    ],
)
def test_a_text_of_several_lines_takes_the_rest_unless_everything_is_quoted(line: str, text: str, rooms: str) -> None:
    assert read(line)[1] == {"text": text, "rooms": rooms}
