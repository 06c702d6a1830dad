"""What is typed is taken apart as the table says."""

import pytest

from bot.adapters.console.lines import Act, Line, addressed, is_name, read

TABLE = [
    ("", Line(Act.NOTHING)),
    ("   ", Line(Act.NOTHING)),
    ("γεια σας", Line(Act.SAY, "γεια σας")),
    ("@teacher-23", Line(Act.MOVE, "", "teacher-23")),
    ("/as teacher-23", Line(Act.MOVE, "", "teacher-23")),
    ("/as @teacher-23", Line(Act.MOVE, "", "teacher-23")),
    ("/as", Line(Act.MOVE, "", "")),
    ("#here", Line(Act.MOVE, "", None, "here")),
    ("/room here", Line(Act.MOVE, "", None, "here")),
    ("/room #nowhere", Line(Act.MOVE, "", None, "nowhere")),
    ("@teacher-23 #here", Line(Act.MOVE, "", "teacher-23", "here")),
    ("@teacher-23 #here καλημέρα", Line(Act.SAY, "καλημέρα", "teacher-23", "here")),
    ("@teacher-23 καλημέρα", Line(Act.SAY, "καλημέρα", "teacher-23")),
    ("#here #SkillsLabs", Line(Act.SAY, "#SkillsLabs", None, "here")),
    ("#SkillsLabs στο έργο μας", Line(Act.SAY, "#SkillsLabs στο έργο μας")),
    ("@stoa τι είναι;", Line(Act.SAY, "@stoa τι είναι;")),
    ("/reply ναι, βέβαια", Line(Act.REPLY, "ναι, βέβαια")),
    ("/edit νέο", Line(Act.EDIT, "νέο")),
    ("/delete", Line(Act.DELETE)),
    ("/react ✅", Line(Act.REACT, "✅")),
    ("@coordinator-1 #here /react ✅", Line(Act.REACT, "✅", "coordinator-1", "here")),
    ("/rooms", Line(Act.ROOMS)),
    ("/people", Line(Act.PEOPLE)),
    ("/?", Line(Act.HELP)),
    ("/quit", Line(Act.QUIT)),
    ("/faq list", Line(Act.COMMAND, "faq list")),
    ('@facilitator-1 /announce "α β" γ', Line(Act.COMMAND, 'announce "α β" γ', "facilitator-1")),
    ("/", Line(Act.SAY, "/")),
    ("!stoa faq list", Line(Act.SAY, "!stoa faq list")),
    ("1", Line(Act.SAY, "1")),
    ("a @teacher-23 #here b", Line(Act.SAY, "a @teacher-23 #here b")),
]


@pytest.mark.parametrize(("typed", "meant"), TABLE)
def test_a_line_is_taken_apart(typed: str, meant: Line) -> None:
    assert read(typed, lambda name: name == "here") == meant


@pytest.mark.parametrize(
    ("name", "good"),
    [("teacher-17", True), ("Άννα_2.b", True), ("Stoa", False), ("a b", False), ("", False), ("a/b", False)],
)
def test_names_that_somebody_may_have(name: str, good: bool) -> None:
    assert is_name(name) is good


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("@stoa τι είναι;", ("τι είναι;", True)),
        ("πες μου, @Stoa: τι;", ("πες μου, τι;", True)),
        ("το @stoabot είναι άλλο", ("το @stoabot είναι άλλο", False)),
    ],
)
def test_the_bot_is_addressed_by_its_name(said: str, heard: tuple[str, bool]) -> None:
    assert addressed(said) == heard
