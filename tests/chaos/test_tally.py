"""The tally notices whatever goes wrong: a suite that cannot fail proves nothing."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from tests.chaos.talk import REPEATED, Said, mark
from tests.chaos.tally import Seen, on_matrix, tally

FIRST, SECOND, LONG = mark(1, 0), mark(1, 1), f"{mark(1, 2)} {mark(1, 2, 1)}"
GONE = mark(1, 3)
SAID = [
    Said("teacher-1", "a", FIRST),
    Said("teacher-1", "b", f"{SECOND} edited", liked=True),
    Said("teacher-1", "c", LONG),
    Said("teacher-1", "d", None),
    Said("teacher-1", "e", REPEATED),
]


def seen(text: str, now: str | None = None, *, liked: bool = False) -> Seen:
    return Seen("teacher-1", text, now or text, liked)


RIGHT = [
    seen(FIRST),
    seen(SECOND, f"{SECOND} edited", liked=True),
    seen(mark(1, 2)),
    seen(mark(1, 2, 1)),
    Seen("", "", None),
    seen(REPEATED),
]
GONE_WRONG = {
    "nothing": (RIGHT, {}),
    "a message is missing": (RIGHT[1:], {"lost": 1}),
    "a part of a long one is missing": ([*RIGHT[:3], *RIGHT[4:]], {"lost": 1}),
    "one of those that nothing tells apart is missing": (RIGHT[:-1], {"lost": 1}),
    "a message came twice": ([*RIGHT, seen(FIRST)], {"doubled": 1}),
    "a deleted message came twice": ([*RIGHT, Seen("", "", None)], {"doubled": 1}),
    "one of those that nothing tells apart came twice": ([*RIGHT, seen(REPEATED)], {"doubled": 1}),
    "two changed places": ([RIGHT[1], RIGHT[0], *RIGHT[2:]], {"reordered": 1}),
    "an edit is missing": ([RIGHT[0], seen(SECOND, liked=True), *RIGHT[2:]], {"unedited": 1}),
    "a deletion is missing": ([*RIGHT[:4], seen(GONE), RIGHT[5]], {"undeleted": 1}),
    "a reaction is missing": ([RIGHT[0], seen(SECOND, f"{SECOND} edited"), *RIGHT[2:]], {"unreacted": 1}),
    "a reaction stayed": ([seen(FIRST, liked=True), *RIGHT[1:]], {"unreacted": 1}),
}


@pytest.mark.parametrize(("there", "wrong"), GONE_WRONG.values(), ids=GONE_WRONG)
def test_what_went_wrong_is_counted(there: list[Seen], wrong: dict[str, int]) -> None:
    counted = {name: number for name, number in asdict(tally(SAID, there)).items() if number and name != "said"}
    assert counted == wrong


def test_a_timeline_is_read_with_its_edits_deletions_and_reactions() -> None:
    def event(
        id: str, content: dict[str, object], kind: str = "m.room.message", sender: str = "@bot:t"
    ) -> dict[str, object]:
        return {"event_id": id, "type": kind, "sender": sender, "content": content}

    profile = {"com.beeper.per_message_profile": {"displayname": "teacher-1"}}
    timeline = [
        event("$1", {"body": "teacher-1: one", **profile}),
        event("$2", {}),
        event("$3", {"body": "theirs"}, sender="@teacher:t"),
        event(
            "$4",
            {
                "body": "* teacher-1: two",
                "m.new_content": {"body": "teacher-1: two", **profile},
                "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"},
            },
        ),
        event("$5", {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "👍"}}, "m.reaction"),
    ]
    assert on_matrix(timeline, "@bot:t") == [Seen("teacher-1", "one", "two", True), Seen("", "", None)]


def test_a_digest_is_taken_apart_into_what_each_person_says() -> None:
    body = f"teacher-1: {FIRST}\n{SECOND} edited\nteacher-2 ↩ teacher-1 (12:40): {REPEATED}\n(12:41) {GONE}"
    digest = {"event_id": "$1", "type": "m.room.message", "sender": "@bot:t", "content": {"body": body}}
    like = {"rel_type": "m.annotation", "event_id": "$1", "key": "👍"}
    liked = {"event_id": "$2", "type": "m.reaction", "sender": "@bot:t", "content": {"m.relates_to": like}}
    lines = on_matrix([digest, liked], "@bot:t")
    assert [(line.author, line.now) for line in lines] == [
        ("teacher-1", FIRST),
        ("teacher-1", f"{SECOND} edited"),
        ("teacher-2", REPEATED),
        ("teacher-2", GONE),
    ]
    counted = asdict(tally([*SAID[:2], Said("teacher-2", "e", REPEATED)], lines[:3]))
    assert {name: number for name, number in counted.items() if number} == {"said": 3}
