"""YAML that people write by hand: what is lost in it or cannot be read is told with its line, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.mistakes import ConfigError
from config.yaml_files import loaded_from


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (
            "- id: a\n  answer: 'A\n",
            (
                "cannot be read as YAML in line 2, column 11: found unexpected end of stream"
                " (a quotation mark is opened and not closed)"
            ),
        ),
        (
            "- id: a\n  question: Πότε: αύριο;\n  answer: A\n",
            (
                "cannot be read as YAML in line 2, column 17: mapping values are not allowed in this context"
                ' (a text with a colon in it must stand in "quotes")'
            ),
        ),
        (
            "- id: a\n\tanswer: A\n",
            (
                "cannot be read as YAML in line 2, column 1: found a tab character that violates indentation"
                " (indent with blanks, not with tabs)"
            ),
        ),
        (
            "- id: a\n  answer: Γράψτε #Skills στο έργο\n",
            (
                'line 2 = #Skills στο έργο: would be left out as a comment: put the whole text in "quotes", or'
                " a blank after the #"
            ),
        ),
        (
            "- id: a\n  answer: A\n  id: b\n",
            'line 3 = id: stands twice in an entry; each begins with "- "',
        ),
    ],
)
def test_what_is_wrong_or_would_be_left_out_is_told_with_its_line(tmp_path: Path, content: str, mistake: str) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        loaded_from(file)
    assert str(raised.value).replace("(whole file): ", "") == f"{file}: {mistake}"


def test_a_comment_is_no_hashtag(tmp_path: Path) -> None:
    content = '# FAQ\n- id: a  # σταθερό\n  answer: "Γράψτε #SkillsLabs" #εδώ\n  #source: Α\n'
    file = tmp_path / "faq.yaml"
    file.write_text(content, encoding="utf-8")
    assert loaded_from(file) == [{"id": "a", "answer": "Γράψτε #SkillsLabs"}]


def test_what_an_alias_repeats_is_looked_at_once(tmp_path: Path) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text("- &a [x]\n- [*a, *a]\n", encoding="utf-8")
    assert loaded_from(file) == [["x"], [["x"], ["x"]]]
