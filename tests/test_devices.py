"""``stoa matrix``: the devices that the bot has met, and what the operator decides about them."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.matrix.store import Store
from bot.adapters.matrix.trust import Decision, Device, decisions, note
from bot.cli import main
from tests.adapters.matrix.support import LONG_AGO

PERSON, FINGERPRINT = "@teacher-17:x", "AbCdEfGh"
COMMUNITY = 'name = "A small community"\n[[rooms]]\nname = "a"\ntitle = "A"\nplaces = ["matrix:!r:x"]\n'
SETTINGS = 'community = "here"\n[matrix]\nhomeserver = "https://x.example"\nuser = "@stoa:x"\n'

Stoa = Callable[..., tuple[int, str]]


@pytest.fixture
def stoa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Stoa:
    """Return the command, in a folder with settings for Matrix: its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("STOA_MATRIX__TOKEN", "secret")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "community.toml").write_text(COMMUNITY)
    (tmp_path / "stoa.toml").write_text(SETTINGS)

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["matrix", *arguments])
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out + printed.err

    return run


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return the store of a bot that has met a device."""
    store = Store(tmp_path / "matrix")
    store.open()
    note(store, [Device(PERSON, "PHONE", FINGERPRINT, "My phone")], LONG_AGO)
    return store


def test_devices_are_listed_with_what_they_can_read(stoa: Stoa, store: Store) -> None:
    code, printed = stoa("devices")

    assert code == 0
    for shown in (PERSON, "PHONE", "My phone", "2026-01-01", "AbCd EfGh", "yes"):
        assert shown in printed
    assert PERSON not in stoa("devices", "@somebody:x")[1]


def test_a_device_is_approved_by_its_fingerprint(stoa: Stoa, store: Store) -> None:
    assert stoa("trust", PERSON, "PHONE", "AbCd EfGh")[0] == 0

    assert decisions(store) == [Decision(PERSON, "PHONE", FINGERPRINT, trusted=True)]
    assert "approved" in stoa("devices")[1]


def test_another_fingerprint_approves_nothing(stoa: Stoa, store: Store) -> None:
    code, printed = stoa("trust", PERSON, "PHONE", "AbCd EfGi")

    assert (code, decisions(store)) == (2, [])
    assert "AbCd EfGh" in printed


@pytest.mark.parametrize(("answer", "approved"), [("y\n", 1), ("n\n", 0)])
def test_without_a_fingerprint_the_operator_is_asked(
    stoa: Stoa, store: Store, monkeypatch: pytest.MonkeyPatch, answer: str, approved: int
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert "AbCd EfGh" in stoa("trust", PERSON, "PHONE")[1]

    assert len(decisions(store)) == approved


def test_a_device_is_refused(stoa: Stoa, store: Store) -> None:
    assert stoa("distrust", PERSON, "PHONE")[0] == 0

    assert decisions(store) == [Decision(PERSON, "PHONE", FINGERPRINT, trusted=False)]


def test_a_device_that_nobody_met_is_told(stoa: Stoa, store: Store) -> None:
    assert stoa("trust", PERSON, "LAPTOP")[0] == 2
    assert stoa("distrust", "@somebody:x", "PHONE")[0] == 2


def test_a_bot_that_was_never_there_has_met_nobody(stoa: Stoa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, printed = stoa("devices")
    assert (code, "has not been on Matrix" in printed.replace("\n", " ")) == (2, True)
    monkeypatch.delenv("STOA_MATRIX__TOKEN")
    (tmp_path / "stoa.toml").write_text('community = "here"\n[console]\nenabled = true\n')
    (tmp_path / "here" / "community.toml").write_text(COMMUNITY.replace("matrix:!r:x", "console:a"))
    code, printed = stoa("devices")
    assert (code, "[matrix]" in printed) == (2, True)
