"""The command line: what it prints and with which exit code; an operator's mistake is told without a traceback."""

import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import __version__
from bot.cli import main
from config.content import read_faq

SECRET = "Marker.Secret-0123456789"
COMMUNITY = 'name = "A small community"\n[topics]\nmooc = "The MOOC"\n'
ROOM = '[[rooms]]\nname = "helpdesk"\ntitle = "Help"\npurpose = "helpdesk"\nplaces = ["console:help"]\n'
SETTINGS = 'community = "here"\n[console]\nenabled = true\n'
PROJECT = Path(__file__).parents[1]


@dataclass
class Outcome:
    """What a command line came to."""

    code: int
    out: str
    err: str


Stoa = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a small community, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    for name in [name for name in os.environ if name.startswith("STOA_")]:
        monkeypatch.delenv(name)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "community.toml").write_text(COMMUNITY + ROOM)
    (tmp_path / "here" / "faq.el.yaml").write_text("- {id: own, question: Q, answer: A, topic: mooc}\n")
    (tmp_path / "mine.toml").write_text(SETTINGS)
    return tmp_path


@pytest.fixture
def stoa(folder: Path, capsys: pytest.CaptureFixture[str]) -> Stoa:
    """Return the command, run in this process."""

    def run(*arguments: str) -> Outcome:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert SECRET not in told.out + told.err
        return Outcome(int(ended.value.code or 0), told.out, told.err)

    return run


def test_version(stoa: Stoa) -> None:
    assert stoa("--version") == Outcome(0, f"stoa {__version__}\n", "")


def test_without_a_command_the_help_is_shown(stoa: Stoa) -> None:
    shown = stoa()
    for word in ("run", "demo", "check", "commands", "db", "faq"):
        assert word in shown.out + shown.err


def test_check_shows_the_rooms(stoa: Stoa) -> None:
    checked = stoa("check", "--config", "mine.toml")
    assert checked.code == 0
    assert re.search(r"Help\W+helpdesk\W+el\W+console:help", checked.out)
    assert checked.out.endswith("A small community. FAQ entries: 1, events: 0. Everything is in order.\n")


def test_check_tells_every_mistake(stoa: Stoa, folder: Path) -> None:
    (folder / "mine.toml").write_text(f'log_level = "loud"\n{SETTINGS}[discord]\ntoken = "{SECRET}"\n')
    checked = stoa("check", "--config", "mine.toml")
    assert (checked.code, checked.out) == (2, "")
    assert [line.split(": ")[1] for line in checked.err.splitlines()] == [
        "discord.token",
        "log_level = 'loud'",
        "discord.guild",
    ]


@pytest.mark.parametrize(
    "command", [["run"], ["check"], ["commands"], ["db", "migrate"], ["db", "backup"], ["faq", "export"]]
)
def test_every_command_tells_an_operators_mistake_alike(stoa: Stoa, command: list[str]) -> None:
    told = stoa(*command, "--config", "nowhere.toml")
    assert told == Outcome(2, "", "nowhere.toml: (whole file): cannot be read: No such file or directory\n")


def test_settings_are_found_here_or_in_the_environment(
    stoa: Stoa, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = stoa("check")
    assert nothing.code == 2
    assert nothing.err.startswith("There is no stoa.toml here.")
    monkeypatch.setenv("STOA_CONFIG", "mine.toml")
    assert stoa("check").code == 0
    monkeypatch.delenv("STOA_CONFIG")
    (folder / "mine.toml").rename(folder / "stoa.toml")
    assert stoa("check").code == 0
    (folder / "stoa.toml").unlink()
    monkeypatch.setenv("STOA_COMMUNITY", "here")
    monkeypatch.setenv("STOA_CONSOLE__ENABLED", "yes")
    assert stoa("check").code == 0


def test_a_database_is_made_copied_and_never_overwritten(stoa: Stoa, folder: Path) -> None:
    early = stoa("db", "backup", "--config", "mine.toml")
    assert (early.code, early.err) == (
        2,
        f"There is no database {folder / 'stoa.db'} yet; the bot makes it when it first starts.\n",
    )
    made = stoa("db", "migrate", "--config", "mine.toml")
    assert re.fullmatch(rf"{folder}/stoa\.db is of version \d+\.\n", made.out)
    assert stoa("db", "backup", "copy.db", "--config", "mine.toml").out == "Copied to copy.db.\n"
    copied = stoa("db", "backup", "--config", "mine.toml")
    assert re.fullmatch(rf"Copied to {folder}/stoa-\d{{8}}T\d{{6}}Z\.db\.\n", copied.out)
    before = (folder / "copy.db").read_bytes()
    again = stoa("db", "backup", "copy.db", "--config", "mine.toml")
    assert (again.code, again.err) == (2, "copy.db is there already; it was not touched.\n")
    assert (folder / "copy.db").read_bytes() == before
    lost = stoa("db", "backup", "nowhere/copy.db", "--config", "mine.toml")
    assert (lost.code, lost.err) == (2, "nowhere/copy.db cannot be written: No such file or directory.\n")


def test_a_copy_is_of_the_version_that_was_there(stoa: Stoa, folder: Path) -> None:
    stoa("db", "migrate", "--config", "mine.toml")
    with sqlite3.connect(folder / "stoa.db") as connection:
        connection.execute("DELETE FROM schema_versions WHERE version > 1")
    connection.close()
    assert stoa("db", "backup", "copy.db", "--config", "mine.toml").code == 0
    for name in ("stoa.db", "copy.db"):
        with sqlite3.connect(folder / name) as connection:
            assert connection.execute("SELECT MAX(version) FROM schema_versions").fetchone() == (1,)
        connection.close()


def test_a_file_that_is_no_database_is_told_and_left_alone(stoa: Stoa, folder: Path) -> None:
    (folder / "stoa.db").write_text("not a database")
    told = stoa("db", "migrate", "--config", "mine.toml")
    assert told.code == 2
    assert "is damaged or is no Stoa database. It was not touched." in told.err
    assert (folder / "stoa.db").read_text() == "not a database"


def test_the_faq_goes_in_and_comes_out_the_same(stoa: Stoa, folder: Path) -> None:
    entries: list[dict[str, Any]] = [
        {
            "id": "new",
            "question": "Πότε αρχίζει;",
            "variants": ["arxizei pote"],
            "answer": "Την **Τετάρτη**.\n\n- στις 18:00: εδώ",
            "source": "«Έγγραφο»",
            "topic": "mooc",
            "lang": "el",
        },
        {"id": "own", "question": "Q", "answer": "In English", "topic": "", "lang": "en"},
    ]
    (folder / "faq.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    assert stoa("faq", "import", "faq.yaml", "-c", "mine.toml") == Outcome(0, "2 entries are in the FAQ now.\n", "")
    exported = stoa("faq", "export", "-c", "mine.toml")
    assert "Πότε αρχίζει;" in exported.out
    assert stoa("faq", "export", "out.yaml", "-c", "mine.toml").out == "Written to out.yaml.\n"
    assert (folder / "out.yaml").read_text(encoding="utf-8") == exported.out
    read = {(entry.id, entry.lang): entry for entry in read_faq(folder / "out.yaml")}
    assert {key: entry.answer for key, entry in read.items()} == {
        ("own", "el"): "A",
        ("new", "el"): entries[0]["answer"],
        ("own", "en"): "In English",
    }
    assert read["new", "el"].model_dump() == {**entries[0], "variants": ("arxizei pote",)}
    again = stoa("faq", "export", "out.yaml", "-c", "mine.toml")
    assert (again.code, again.err) == (2, "out.yaml cannot be written: File exists.\n")


def test_a_wrong_faq_changes_nothing(stoa: Stoa, folder: Path) -> None:
    (folder / "faq.yaml").write_text("- {id: a, answer: A, topic: moocs}\n- {id: b, answer: B, topic: mooc}\n")
    told = stoa("faq", "import", "faq.yaml", "-c", "mine.toml")
    assert (told.code, told.err) == (
        2,
        "faq.yaml: [a].topic = 'moocs': no topic has this name; did you mean 'mooc'?\n",
    )
    assert not (folder / "stoa.db").exists()


def test_usage_errors_have_their_exit_code_too(stoa: Stoa) -> None:
    assert stoa("check", "--konfig", "x").code == 2
    assert stoa("nothing").code == 2


def process(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the command as a process of its own, with pipes."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-W", "error::ResourceWarning", "-m", "bot", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment,
        text=True,
        encoding="utf-8",
    )


def played(folder: Path, script: str, *arguments: str) -> list[str]:
    """Pipe a script into a demonstration; return the lines that came out, after the greeting."""
    with process(folder, "demo", *arguments) as demo:
        out, err = demo.communicate(script, timeout=60)
    assert (demo.returncode, err) == (0, "")
    greeting = next(number for number, line in enumerate(out.splitlines()) if line.startswith(("[", "·")))
    assert 0 < greeting <= 12
    return out.splitlines()[greeting:]


SCRIPT = """\
#discord-genika
Καλημέρα σε **όλους**
@teacher-23 #matrix-genika Καλημέρα!
/react 👍
@new-1 /nothing
@facilitator-1 #dm help event list
"""


def test_a_script_is_played_by_the_demonstration(folder: Path) -> None:
    lines = played(folder, SCRIPT, "--fresh")
    assert lines[:5] == [
        "· Είστε πλέον teacher-17, στην αίθουσα discord-genika.",
        "[discord-genika] teacher-17: Καλημέρα σε **όλους**",
        "[matrix-genika] teacher-17: Καλημέρα σε **όλους**",
        "[matrix-genika] teacher-23: Καλημέρα!",
        "[discord-genika] teacher-23: Καλημέρα!",
    ]
    assert "[discord-genika] new-1: /nothing" in lines
    assert lines[-1].strip() == "`event list`"
    assert played(folder, SCRIPT, "--fresh") == lines, "the same script has the same outcome"
    again = played(folder, "#discord-genika Ξανά\n", "--as", "teacher-23")
    assert again == ["[discord-genika] teacher-23: Ξανά", "[matrix-genika] teacher-23: Ξανά"]


def test_nobody_can_be_the_bot(stoa: Stoa) -> None:
    told = stoa("demo", "--as", "stoa")
    assert told == Outcome(2, "", "Nobody can be called 'stoa': use letters, digits, dots and hyphens.\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_gracefully(folder: Path, number: signal.Signals) -> None:
    with process(folder, "run", "--config", "mine.toml") as bot:
        assert bot.stderr
        assert "platform up" in bot.stderr.readline()
        bot.send_signal(number)
        out, err = bot.communicate(timeout=60)
    assert (bot.returncode, out) == (0, "")
    assert "Traceback" not in err


def test_the_table_of_commands(folder: Path, stoa: Stoa) -> None:
    english, greek = stoa("commands"), stoa("commands", "--language", "el", "-c", "mine.toml")
    assert english.out.startswith("| Command | Who | What it does |\n|---|---|---|\n")
    assert "| `help [about]` | everyone | Show what you can do here. |\n" in english.out
    assert "| `bridge retry <number>` | coordinators | " in english.out
    assert "| `status` | διευκολυντές | Δείτε σε τι κατάσταση βρίσκεται το bot. |\n" in greek.out
    assert len(english.out.splitlines()) == len(greek.out.splitlines())
    assert stoa("commands", "--language", "fr").err == "There is no language 'fr'; there are: el, en.\n"
    assert not (folder / "stoa.db").exists()


@pytest.mark.parametrize(
    ("source", "target", "written", "expected"),
    [
        ("discord", "matrix", "**έντονα** και `κώδικας`", "<strong>έντονα</strong> και <code>κώδικας</code>"),
        ("matrix", "discord", "<b>έντονα</b> και <code>a*b</code>", "**έντονα** και `a*b`"),
        ("discord", "matrix", "σκέτο", "σκέτο"),
        ("matrix", "discord", "@everyone", "@\u200beveryone"),
    ],
)
def test_a_text_is_turned_into_the_other_dialect(
    stoa: Stoa, monkeypatch: pytest.MonkeyPatch, source: str, target: str, written: str, expected: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(written + "\n"))
    outcome = stoa("text", "--from", source, "--to", target)
    assert (outcome.code, outcome.out) == (0, expected + "\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--from", "irc", "--to", "matrix"), "'irc'"),
        (("--from", "matrix", "--to", "matrix", "--zone", "Mars"), "'Mars'"),
        (("--from", "matrix", "--to", "matrix", "--language", "fr"), "'fr'"),
    ],
)
def test_an_unknown_dialect_zone_or_language_is_told(stoa: Stoa, options: tuple[str, ...], told: str) -> None:
    outcome = stoa("text", *options)
    assert outcome.code == 2
    assert told in outcome.err
