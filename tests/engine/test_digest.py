"""What a digest says: names, order, replies, times; and what late single messages say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery import Delivery
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef
from bot.core.text import Attachment, CodeBlock, Mention, Paragraph, RichText, Text
from bot.engine.digest import Reader, dated, is_question, ordered, written
from config.words import translator
from storage.digests import Digest, Member, Place
from tests.engine.world import LEFT, RIGHT
from tests.fakes import START, person

READER = Reader(translator("en"), "Europe/Athens")


def said(who: str, text: str | RichText, number: int = 0, at: datetime = START, **more: object) -> Member:
    author = person(who, "left")
    rich = RichText.plain(text) if isinstance(text, str) else text
    origin = MessageRef(LEFT, f"{who}-{number}")
    delivery = Delivery(f"{who}-{number}", RIGHT, text=rich, as_person=author, origin=origin, said_at=at)
    return Member(delivery, **more)  # type: ignore[arg-type]


def shown(*members: Member, at: datetime = START) -> str:
    return str(written(Digest("d", RIGHT, at, members), READER))


def test_each_line_bears_its_name_and_the_same_person_is_named_once() -> None:
    lines = [said("teacher-1", "hello"), said("teacher-1", "again", 1), said("teacher-2", "two\nlines")]
    assert shown(*lines) == "teacher-1: hello\nagain\nteacher-2: two\nlines"


def test_replies_name_whom_they_answer() -> None:
    lines = [said("teacher-1", "a"), said("teacher-1", "b", 1, answers="teacher-2")]
    assert shown(*lines) == "teacher-1: a\nteacher-1 ↩ teacher-2: b"


def test_files_are_links_and_blocks_stand_by_themselves() -> None:
    rich = RichText((Paragraph((Text("see"),)), CodeBlock("x = 1"), Paragraph((Text("done"),))))
    member = said("teacher-1", rich)
    files = Attachment("plan.pdf", "https://example.org/plan.pdf"), Attachment("photo.jpg", "mxc://example.org/photo")
    with_file = Delivery("f", RIGHT, as_person=person("teacher-2"), origin=MessageRef(LEFT, "f"), attachments=files)
    made = written(Digest("d", RIGHT, START, (member, Member(with_file))), READER)
    assert str(made) == "teacher-1: see\nx = 1\ndone\nteacher-2: 📎 plan.pdf\n📎 photo.jpg"
    assert made.blocks[1] == CodeBlock("x = 1")


def test_nobody_is_notified_by_a_digest() -> None:
    rich = RichText((Paragraph((Mention("person", "@facilitator-2", "right:2"),)),))
    made = written(Digest("d", RIGHT, START, (said("teacher-1", rich),)), READER)
    assert [one.ref for one in made.inlines() if isinstance(one, Mention)] == [None]


def test_what_is_counted_or_gone_is_not_shown() -> None:
    members = [
        said("teacher-1", "a"),
        said("teacher-2", "b", place=Place.GONE),
        said("teacher-3", "c", place=Place.COUNTED),
    ]
    assert shown(*members) == "teacher-1: a"


@pytest.mark.parametrize("text", ["Πού είναι ο σύνδεσμος;", "why?", "γιατί;", "και τώρα\u037e "])
def test_questions(text: str) -> None:
    assert is_question(RichText.plain(text))


def test_facilitators_come_first_then_questions() -> None:
    lines = [
        said("teacher-1", "a"),
        said("teacher-2", "b"),
        said("teacher-2", "really?", 1),
        said("facilitator-1", "welcome"),
        said("teacher-2", "thanks", 2),
        said("facilitator-1", "all", 1),
    ]
    order = ordered(lines, lambda one: one.name.startswith("facilitator"))
    assert [str(member.delivery.text) for member in order] == ["welcome", "all", "b", "really?", "a", "thanks"]


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=40))
def test_whatever_comes_first_what_one_person_said_stays_in_order(talk: list[tuple[int, bool]]) -> None:
    lines = [said(f"p{who}", "ok?" if asks else "ok", number) for number, (who, asks) in enumerate(talk)]
    order = ordered(lines, lambda one: one.name == "p0")
    assert sorted(map(id, order)) == sorted(map(id, lines))
    for who in range(5):
        theirs = [member for member in order if member.delivery.as_person == person(f"p{who}", "left")]
        assert theirs == [member for member in lines if member in theirs]


MINUTES = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (timedelta(minutes=1), "hello"),
        (timedelta(minutes=20), "(2027-01-12T10:00+00:00) hello"),
        (timedelta(hours=20), "(yesterday 2027-01-12T10:00+00:00) hello"),
        (timedelta(days=3), "(2027-01-12T10:00+00:00) hello"),
    ],
)
def test_what_arrives_late_says_when_it_was_written(later: timedelta, expected: str) -> None:
    assert str(dated(RichText.plain("hello"), START, START + later, READER)) == expected


def test_late_text_without_a_line_gets_one_for_its_time() -> None:
    text = dated(RichText((CodeBlock("x"),)), START, START + 5 * MINUTES, READER)
    assert str(text) == "(2027-01-12T10:00+00:00)\nx"


def test_late_lines_of_a_digest_bear_their_times_once_a_minute() -> None:
    lines = [
        said("teacher-1", "a", 0, START),
        said("teacher-1", "b", 1, START + timedelta(seconds=20)),
        said("teacher-1", "c", 2, START + 3 * MINUTES),
    ]
    assert shown(*lines, at=START + 30 * MINUTES) == (
        "teacher-1 (2027-01-12T10:00+00:00): a\nb\n(2027-01-12T10:03+00:00) c"
    )


def test_a_name_of_any_length_and_shape_is_one_short_word() -> None:
    author = Person(PersonRef("left", "x"), "a\n\nb" + "ω" * 300)
    member = Member(Delivery("k", RIGHT, text=RichText.plain("hi"), as_person=author, origin=MessageRef(LEFT, "1")))
    assert shown(member).startswith("a b")
    assert len(shown(member)) < 90
