"""The command `stoa matrix registration`: what it writes, and what it says where it cannot."""

from pathlib import Path

import pytest
import yaml

from bot.cli import main

TOML = (
    'community = "here"\n[matrix]\nhomeserver = "https://x"\nuser = "@stoa:example.org"\n'
    '[matrix.appservice]\nregistration = "registration.yaml"\n'
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a settings file with an application service that has no registration yet."""
    monkeypatch.chdir(tmp_path)
    room = '[[rooms]]\nname = "help"\ntitle = "Help"\nplaces = ["matrix:#help:example.org"]\n'
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "community.toml").write_text('name = "A small community"\n' + room)
    (tmp_path / "stoa.toml").write_text(TOML)
    return tmp_path / "stoa.toml"


def stoa(*arguments: str) -> int:
    """Run a command line and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def test_a_registration_is_written_once_and_makes_the_settings_whole(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stoa("check", "--config", str(settings)) == 2
    assert "“stoa matrix registration” writes it" in capsys.readouterr().err
    assert stoa("matrix", "registration", "--config", str(settings)) == 0
    written = (settings.parent / "registration.yaml").read_text()
    assert yaml.safe_load(written)["url"] is None, "without an address the homeserver brings nothing"
    assert stoa("check", "--config", str(settings)) == 0
    assert stoa("matrix", "registration", "--config", str(settings)) == 2
    assert "File exists" in capsys.readouterr().err
    assert (settings.parent / "registration.yaml").read_text() == written


def test_without_an_application_service_there_is_nothing_to_register(
    settings: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text(TOML.partition("[matrix.appservice]")[0])
    monkeypatch.setenv("STOA_MATRIX__PASSWORD", "p")
    assert stoa("matrix", "registration", "--config", str(settings)) == 2
    assert "no [matrix.appservice]" in capsys.readouterr().err
