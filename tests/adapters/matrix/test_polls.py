"""Polls of Matrix as text: whose votes count, and what is told when."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.matrix.polls import started, tallied, touched
from bot.core.events import MessageEdited, MessagePosted
from bot.core.ids import MessageRef, RoomRef
from bot.core.polls import Poll
from tests.adapters.matrix.conftest import Stage
from tests.adapters.matrix.support import RecordingHost, directory, password_settings, platform_for, running
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer

Source = dict[str, Any]
MSC = "org.matrix.msc3381.poll"
TEACHER, OTHER, MODERATOR = "@teacher-17:e.org", "@teacher-23:e.org", "@facilitator-1:e.org"


def start(kind: str = "disclosed", most: int = 1) -> Source:
    """Return the content that starts a poll, as clients send it today."""
    answers = [{"id": "a", "org.matrix.msc1767.text": "Δευτέρα"}, {"id": "b", "org.matrix.msc1767.text": "Τρίτη"}]
    question = {"org.matrix.msc1767.text": "Πότε;", "body": "Πότε;"}
    poll = {"question": question, "kind": f"{MSC}.{kind}", "max_selections": most, "answers": answers}
    return {f"{MSC}.start": poll, "org.matrix.msc1767.text": "Πότε;"}


def vote(poll: str, *answers: str) -> Source:
    return {"m.relates_to": {"rel_type": "m.reference", "event_id": poll}, f"{MSC}.response": {"answers": [*answers]}}


def end(poll: str) -> Source:
    return {"m.relates_to": {"rel_type": "m.reference", "event_id": poll}, f"{MSC}.end": {}, "body": "τέλος"}


STABLE: Source = {
    "m.poll": {
        "question": {"m.text": [{"body": "Πότε;"}]},
        "kind": "m.disclosed",
        "max_selections": 1,
        "answers": [
            {"m.id": "a", "m.text": [{"body": "Δευτέρα"}]},
            {"m.id": "b", "m.text": [{"mimetype": "text/plain", "body": "Τρίτη"}]},
        ],
    },
    "m.text": [{"body": "Πότε;"}],
}


def event(kind: str, content: Source, sender: str = TEACHER, at: int = 0) -> Source:
    return {"type": kind, "content": content, "sender": sender, "origin_server_ts": at, "event_id": f"${at}"}


BEGUN = event(f"{MSC}.start", start())
TALLIES: list[tuple[list[tuple[str, str, Source, int]], tuple[int, int], bool]] = [
    ([], (0, 0), False),
    ([("response", TEACHER, vote("$0", "a"), 1), ("response", OTHER, vote("$0", "b"), 2)], (1, 1), False),
    ([("response", OTHER, vote("$0", "a"), 2), ("response", OTHER, vote("$0", "b"), 3)], (0, 1), False),
    ([("response", OTHER, vote("$0", "b"), 3), ("response", OTHER, vote("$0", "a"), 2)], (0, 1), False),
    ([("response", OTHER, vote("$0", "a", "b"), 1)], (1, 0), False),
    ([("response", OTHER, vote("$0", "a"), 1), ("response", OTHER, vote("$0"), 2)], (0, 0), False),
    ([("response", OTHER, vote("$0", "a"), 1), ("response", OTHER, vote("$0", "x"), 2)], (0, 0), False),
    ([("end", TEACHER, end("$0"), 2), ("response", OTHER, vote("$0", "a"), 3)], (0, 0), True),
    ([("end", MODERATOR, end("$0"), 2), ("response", OTHER, vote("$0", "a"), 1)], (1, 0), True),
    ([("end", OTHER, end("$0"), 2), ("response", OTHER, vote("$0", "a"), 3)], (1, 0), False),
    ([("response", OTHER, {"m.relates_to": 5}, 1), ("response", TEACHER, {}, 2)], (0, 0), False),
]
"""(what refers to the poll, votes for each answer, whether it has ended)."""


@pytest.mark.parametrize(("related", "votes", "ended"), TALLIES)
def test_whose_votes_count(related: list[tuple[str, str, Source, int]], votes: tuple[int, int], ended: bool) -> None:
    events = [event(f"{MSC}.{kind}", content, sender, at) for kind, sender, content, at in related]
    expected = Poll("Πότε;", (("Δευτέρα", votes[0]), ("Τρίτη", votes[1])), ended)
    assert tallied(BEGUN, events, MODERATOR.__eq__) == expected


def test_the_stable_form_and_broken_ones() -> None:
    begun = event("m.poll.start", STABLE)
    assert started(begun) == started(BEGUN)
    stable = {"m.relates_to": {"rel_type": "m.reference", "event_id": "$0"}, "m.selections": ["b"]}
    tally = tallied(begun, [event("m.poll.response", stable, at=1)], lambda _: False)
    assert tally == Poll("Πότε;", (("Δευτέρα", 0), ("Τρίτη", 1)))
    assert touched(event("m.poll.response", stable)) == "$0"
    wrong: list[Source] = [{}, {"m.poll": []}, {"m.poll": {"answers": "a"}}, {f"{MSC}.start": {"question": 1}}]
    for broken in wrong:
        assert started(event("m.poll.start", broken)) is None
    assert started(event("m.poll.start", {"m.poll": {"answers": [{}, 7]}})) == Poll("", (("", 0),))
    assert touched(event("m.poll.end", {"m.relates_to": []})) is None
    assert touched(event("m.room.message", stable)) is None


async def test_a_secret_poll_shows_its_votes_when_it_ends(stage: Stage) -> None:
    poll = await stage.teacher.send_event(stage.room_id, f"{MSC}.start", start("undisclosed"))
    begun = await stage.host.until(MessagePosted)
    assert str(begun.text).endswith("The votes are shown when the poll ends.")
    await stage.teacher.send_event(stage.room_id, f"{MSC}.response", vote(poll, "b"))
    await stage.teacher.send_event(stage.room_id, f"{MSC}.end", end(poll))
    told = await stage.host.until(MessageEdited, lambda event: "Votes: 1" in str(event.text))
    assert "Τρίτη: 1 (100 %)" in str(told.text)
    assert not any("Τρίτη: 1" in str(e.text) for e in stage.host.events if isinstance(e, MessagePosted))


async def test_votes_given_while_away_are_told_once(
    synapse: SynapseServer,
    matrix_user: Callable[[str], Awaitable[MatrixUser]],
    matrix_account: Callable[[str], MatrixAccount],
    tmp_path: Path,
) -> None:
    teacher, account = await matrix_user("teacher-17"), matrix_account("Stoa")
    room_id = await teacher.create_room("Staff room", invite=[account.user_id])
    host, settings = RecordingHost(), password_settings(synapse.url, account)
    async with running(platform_for(settings, directory(room_id), tmp_path / "matrix"), host):
        poll = await teacher.send_event(room_id, f"{MSC}.start", start())
        await host.until(MessagePosted)
    await teacher.send_event(room_id, f"{MSC}.response", vote(poll, "a"))
    for number in range(2):
        async with running(platform_for(settings, directory(room_id), tmp_path / "matrix"), host):
            await teacher.send(room_id, f"{number}")
            await host.until_said(f"{number}")
    edits = [event for event in host.events if isinstance(event, MessageEdited)]
    assert [(edit.ref, edit.revision) for edit in edits] == [(MessageRef(RoomRef("matrix", room_id), poll), "poll-1")]
    assert "Δευτέρα: 1 (100 %)" in str(edits[0].text)
