"""How well the sample community's questions are answered: a wrong answer is worse than none."""

from pathlib import Path

import pytest

from cogs.helpdesk.search import Found, Index
from config.content import read_faq
from config.settings import HelpdeskSettings

COMMUNITY = Path(__file__).parents[2] / "config" / "communities" / "etwinning"
SETTINGS = HelpdeskSettings()
UNANSWERABLE = "-"

Asked = list[tuple[str, str, tuple[Found, ...]]]


@pytest.fixture(scope="module")
def asked() -> Asked:
    """Return (question, id of the right entry or "-", what is found)."""
    index = Index(entry for name in ("faq.el.yaml", "faq.en.yaml") for entry in read_faq(COMMUNITY / name))
    lines = (COMMUNITY / "questions.el.tsv").read_text(encoding="utf-8").splitlines()
    return [
        (question, right, index.search(question)) for question, _, right in (line.partition("\t") for line in lines)
    ]


def test_what_is_answered_at_once_is_right(asked: Asked) -> None:
    answered = [(found[0].id, right) for _, right, found in asked if found and found[0].score >= SETTINGS.answer_from]
    correct = sum(found == right for found, right in answered)
    answerable = sum(right != UNANSWERABLE for _, right, _ in asked)
    assert correct / len(answered) >= 0.95
    assert correct / answerable >= 0.5


def test_what_the_faq_does_not_say_is_never_answered(asked: Asked) -> None:
    best = {question: found[0].score for question, right, found in asked if right == UNANSWERABLE and found}
    assert {question for question, score in best.items() if score >= SETTINGS.answer_from} == set()
    assert sum(score >= SETTINGS.suggest_from for score in best.values()) <= len(best) / 5
    shown = [found for _, right, found in asked if right == UNANSWERABLE and found]
    assert sum(found[0].among >= SETTINGS.suggest_from for found in shown) <= len(shown) / 4


def test_the_right_entry_is_among_the_first(asked: Asked) -> None:
    answerable = [(right, [each.id for each in found]) for _, right, found in asked if right != UNANSWERABLE]
    assert sum(found[:1] == [right] for right, found in answerable) / len(answerable) >= 0.8
    assert sum(right in found for right, found in answerable) / len(answerable) >= 0.9
