"""Teams name topics, institutions and people that there are; so do words and targets of topics."""

from pathlib import Path

import pytest

from config.load import load
from config.mistakes import ConfigError

COMMUNITY = """
name = "C"
[topics]
mooc = "M"
[topic_words]
moc = ["x"]
[support.targets.mocc]
answer = 1
[[rooms]]
name = "help"
title = "H"
places = ["console:help"]
"""


@pytest.mark.parametrize(
    ("team", "mistake"),
    [
        ('topics = ["moocs"]', "teams[A].topics = 'moocs': no topic has this name; did you mean 'mooc'?"),
        ('institutions = ["x"]', "teams[A].institutions = 'x': no institution has this name"),
        ('topics = ["mooc"]\npeople = ["discord:role:7"]', "must be a person: a role or a power level cannot be given"),
    ],
)
def test_what_is_not_there_is_named(tmp_path: Path, team: str, mistake: str) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "community.toml").write_text(COMMUNITY)
    people = "" if "people" in team else 'people = ["console:facilitator-1"]\n'
    (tmp_path / "stoa.toml").write_text(
        f'community = "here"\n[console]\nenabled = true\n[[teams]]\nname = "A"\n{people}{team}\n'
    )
    with pytest.raises(ConfigError) as raised:
        load(tmp_path / "stoa.toml", {})
    told = str(raised.value)
    assert mistake in told
    assert "topic_words = 'moc': no topic has this name; did you mean 'mooc'?" in told
    assert "support.targets = 'mocc': no topic has this name; did you mean 'mooc'?" in told
