"""Polls: started, voted in and ended by events of their own (MSC3381), in the stable form and in the one that is sent.

A vote is told as the whole tally, read afresh from what refers to the poll, soon after the vote was given.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import datetime
from math import inf
from typing import Any

import structlog

from bot.adapters.matrix.answers import Refused, ask, call
from bot.adapters.matrix.client import Client
from bot.adapters.matrix.directory import Directory
from bot.adapters.matrix.waiting import is_encrypted
from bot.core.errors import DeliveryError
from bot.core.ids import MessageRef, RoomRef
from bot.core.polls import Poll, PollBook
from bot.core.ports import Clock

_log = structlog.get_logger("stoa")

Source = Mapping[str, Any]

_UNSTABLE = "org.matrix.msc3381.poll"
STARTS = ("m.poll.start", f"{_UNSTABLE}.start")
_VOTES = ("m.poll.response", f"{_UNSTABLE}.response")
_ENDS = ("m.poll.end", f"{_UNSTABLE}.end")

_PAUSE = 3.0
"""Seconds between two tallies of a poll."""
_PAGE = 100
_MOST_ANSWERS = 20
"""MSC3381: answers beyond are left out."""


def started(source: Source) -> Poll | None:
    """Return the poll that an event starts, without votes; None for any other event."""
    content = source.get("content")
    start = _start(content) if source.get("type") in STARTS and isinstance(content, dict) else None
    if start is None:
        return None
    answers = tuple((_text(answer), 0) for answer in _answers(start))
    return Poll(_text(start.get("question")), answers, hidden="undisclosed" in str(start.get("kind")))


def touched(source: Source) -> str | None:
    """Return the poll that a vote or an end concerns; None for any other event."""
    relation = source.get("content", {}).get("m.relates_to") if source.get("type") in _VOTES + _ENDS else None
    poll = relation.get("event_id") if isinstance(relation, dict) else None
    return poll if isinstance(poll, str) else None


def tallied(source: Source, related: Iterable[Source], may_end: Callable[[str], bool]) -> Poll | None:
    """Return a poll with its votes: the last one of everybody before its end counts (MSC3381, "Poll responses").

    `may_end` tells who may end it although it is not theirs.
    """
    poll = started(source)
    if poll is None:
        return None
    events = list(related)
    ends = [
        event["origin_server_ts"]
        for event in events
        if event["type"] in _ENDS and (event["sender"] == source["sender"] or may_end(event["sender"]))
    ]
    votes: dict[str, Source] = {}
    for event in sorted(events, key=lambda event: (event["origin_server_ts"], str(event["event_id"]))):
        if event["type"] in _VOTES and (not ends or event["origin_server_ts"] <= min(ends)):
            votes[event["sender"]] = event
    start = _start(source["content"]) or {}
    known = [str(answer.get("m.id") or answer.get("id")) for answer in _answers(start)]
    most = start.get("max_selections", 1)
    chosen = [_chosen(vote, known, most if isinstance(most, int) else 1) for vote in votes.values()]
    counts = [sum(answer in picked for picked in chosen) for answer in known]
    answers = tuple((text, count) for (text, _), count in zip(poll.answers, counts, strict=True))
    return Poll(poll.question, answers, bool(ends), poll.hidden)


class Polls:
    """Which polls are to be looked at, when, and what was told of them."""

    def __init__(self, client: Client, directory: Directory, clock: Clock, cursors: Mapping[str, str]) -> None:
        """Read from the cursors what was told; the polls that were open then are to be looked at first."""
        self._client, self._directory, self._clock = client, directory, clock
        self._book = PollBook(cursors)
        self._due = dict.fromkeys(self._book.open(), clock.monotonic())
        self._looked: dict[MessageRef, float] = {}
        self._notes: dict[str, str] = {}

    @property
    def wait(self) -> float:
        """Seconds until a poll is to be looked at; infinite where none is."""
        return max(min(self._due.values(), default=inf) - self._clock.monotonic(), 0.0)

    def notes(self) -> dict[str, str]:
        """Return, once, the cursors that are to be committed with what was told."""
        notes, self._notes = self._notes, {}
        return notes

    def hear(self, room: RoomRef, source: Source) -> None:
        """Take an event of a room: the start of a poll is told now, and a poll that it touches is looked at soon."""
        poll, concerned = started(source), touched(source)
        if room.person is not None:
            return
        if poll is not None:
            self._note(MessageRef(room, source["event_id"]), poll)
        if concerned is not None:
            ref = MessageRef(room, concerned)
            self._due.setdefault(ref, self._looked.get(ref, -inf) + _PAUSE)

    async def changed(self) -> list[tuple[RoomRef, Source, Poll, datetime, str]]:
        """Look at the polls that are due; return (room, start, poll, now, revision) where one stands otherwise."""
        now = self._clock.monotonic()
        due = [ref for ref, at in self._due.items() if at <= now]
        found: list[tuple[RoomRef, Source, Poll, datetime, str]] = []
        self._looked = {ref: at for ref, at in self._looked.items() if at + _PAUSE > now} | dict.fromkeys(due, now)
        for ref in due:
            del self._due[ref]
            look = await self._look(ref)
            revision = self._note(ref, look[1]) if look else None
            if look and revision:
                found.append((ref.room, *look, self._clock.now(), revision))
        return found

    def _note(self, ref: MessageRef, poll: Poll) -> str | None:
        noted = self._book.note(ref, poll, self._clock.now())
        if noted is None:
            return None
        self._notes |= noted[1]
        return noted[0]

    async def _look(self, ref: MessageRef) -> tuple[Source, Poll] | None:
        """Return a poll's start and how it stands; None where that cannot be read. Raises PlatformDown."""
        try:
            room_id = await self._directory.id_of(ref.room)
            start = self._opened(room_id, (await ask(self._client.room_get_event(room_id, ref.id))).event.source)
            related = [event async for event in self._related(room_id, ref.id)]
        except (Refused, DeliveryError) as trouble:
            _log.info("matrix poll not read", room=ref.room.id, event_id=ref.id, reason=str(trouble))
            return None
        poll = tallied(start, related, self._client.rooms[room_id].power_levels.can_user_redact)
        return ({**start, "room_id": room_id}, poll) if poll else None

    async def _related(self, room_id: str, event_id: str) -> AsyncIterator[Source]:
        """Yield what refers to an event (client-server API, "Relationships API"); raises as `answers.ask` does."""
        path = ("v1", "rooms", room_id, "relations", event_id, "m.reference")
        query = {"limit": str(_PAGE)}
        while True:
            page = await call(self._client, "GET", *path, query=query)
            for source in page["chunk"]:
                yield self._opened(room_id, source)
            if "next_batch" not in page:
                return
            query["from"] = page["next_batch"]

    def _opened(self, room_id: str, source: Source) -> Source:
        """Return an event, decrypted where it was encrypted and can be."""
        return (self._client.machine.read(room_id, source) or source) if is_encrypted(source) else source


def _start(content: Source) -> dict[str, Any] | None:
    found = content.get("m.poll", content.get(f"{_UNSTABLE}.start"))
    return found if isinstance(found, dict) and isinstance(found.get("answers"), list) else None


def _answers(start: Source) -> list[dict[str, Any]]:
    return [answer for answer in start["answers"] if isinstance(answer, dict)][:_MOST_ANSWERS]


def _chosen(vote: Source, known: list[str], most: int) -> frozenset[str]:
    """Return the answers that a vote is for; one that names an unknown answer is for none."""
    content = vote["content"]
    response = content.get(f"{_UNSTABLE}.response")
    listed = content.get("m.selections", response.get("answers") if isinstance(response, dict) else None)
    picked = [str(answer) for answer in listed][: max(most, 1)] if isinstance(listed, list) else []
    return frozenset(picked) if set(picked) <= set(known) else frozenset()


def _text(part: object) -> str:
    """Return the plain text of a question or an answer (MSC1767, in both forms)."""
    if not isinstance(part, dict):
        return ""
    texts = part.get("m.text")
    if isinstance(texts, list):
        bodies = [text.get("body") for text in texts if isinstance(text, dict)]
        return str(next((body for body in bodies if body), ""))
    return str(part.get("org.matrix.msc1767.text") or texts or part.get("body") or "")
