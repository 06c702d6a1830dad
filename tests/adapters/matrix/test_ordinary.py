"""Ordinary answers to a sync are read as nio reads them, and everything else is left to nio."""

from copy import deepcopy
from typing import Any

import pytest
from nio import SyncResponse

from bot.adapters.matrix.filters import filter_for
from bot.adapters.matrix.ordinary import ordinary

ME = "@stoa:stoa.test"
ROOM = "!staff:stoa.test"


def event(kind: str, content: object, **others: object) -> dict[str, Any]:
    sender = "@teacher-17:stoa.test"
    return {
        "type": kind,
        "event_id": f"${kind}",
        "sender": sender,
        "origin_server_ts": 1,
        "content": content,
        "unsigned": {},
        **others,
    }


def answer(*timeline: dict[str, Any], **parts: object) -> dict[str, Any]:
    """Return what a homeserver answers when something is said in a room."""
    room = {
        "timeline": {"events": list(timeline), "prev_batch": "s1", "limited": False},
        "state": {"events": []},
        "account_data": {"events": []},
        "ephemeral": {"events": [{"type": "m.typing", "content": {"user_ids": ["@teacher-18:stoa.test"]}}]},
        "unread_notifications": {"notification_count": 2, "highlight_count": 1},
        "summary": {},
        **parts,
    }
    return {
        "next_batch": "s2",
        "device_one_time_keys_count": {"signed_curve25519": 50},
        "rooms": {"join": {ROOM: room}},
    }


SAID = (
    event("m.room.message", {"msgtype": "m.text", "body": "good morning"}),
    event("m.room.message", {"msgtype": "m.image", "body": "a picture", "url": "mxc://stoa.test/a"}),
    event("m.room.message", {}, unsigned={"redacted_because": event("m.room.redaction", {})}),
    event("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$a", "key": "👍"}}),
    event("m.room.redaction", {"redacts": "$a"}),
    event("m.sticker", {"body": "a wave", "url": "mxc://stoa.test/b", "info": {}}),
)


def sources(read: SyncResponse) -> list[dict[str, Any]]:
    return [one.source for one in read.rooms.join[ROOM].timeline.events]


def test_what_is_said_is_read_as_nio_reads_it() -> None:
    ours, theirs = ordinary(answer(*deepcopy(SAID))), SyncResponse.from_dict(answer(*deepcopy(SAID)))

    assert ours is not None
    assert sources(ours) == sources(theirs) == list(SAID)
    here, there = ours.rooms.join[ROOM], theirs.rooms.join[ROOM]
    assert (here.timeline.limited, here.timeline.prev_batch) == (there.timeline.limited, there.timeline.prev_batch)
    for part in ("state", "ephemeral", "account_data", "summary", "unread_notifications"):
        assert getattr(here, part) == getattr(there, part), part
    for part in ("next_batch", "device_key_count", "device_list", "to_device_events", "presence_events"):
        assert getattr(ours, part) == getattr(theirs, part), part


def test_an_answer_without_news_is_ordinary() -> None:
    read = ordinary({"next_batch": "s2"})
    assert read is not None
    assert (read.next_batch, read.rooms.join) == ("s2", {})


@pytest.mark.parametrize(
    "body",
    [
        {"errcode": "M_UNKNOWN_TOKEN", "error": "no"},
        {"next_batch": "s2", "to_device": {"events": [{"type": "m.room.encrypted"}]}},
        {"next_batch": "s2", "device_lists": {"changed": ["@teacher-17:stoa.test"]}},
        {"next_batch": "s2", "account_data": {"events": [{"type": "m.direct", "content": {}}]}},
        {"next_batch": "s2", "rooms": {"invite": {ROOM: {}}}},
        {"next_batch": "s2", "rooms": {"leave": {ROOM: {}}}},
        {"next_batch": "s2", "rooms": {"join": {ROOM: "a room"}}},
        {"next_batch": "s2", "rooms": {"join": []}},
        answer(state={"events": [event("m.room.topic", {"topic": "all"}, state_key="")]}),
        answer(summary={"m.joined_member_count": 3}),
        answer(ephemeral={"events": [{"type": "m.receipt", "content": {}}]}),
        answer(timeline={"events": "none"}),
        answer(event("m.room.member", {"membership": "join"}, state_key="@teacher-18:stoa.test")),
        answer(event("m.room.message", {"msgtype": "m.text", "body": "a state"}, state_key="")),
        answer(event("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2"})),
        answer(event("m.room.message", "no content")),
        answer(event("m.room.message", {}, origin_server_ts="yesterday")),
        answer({"type": "m.room.message"}),
    ],
)
def test_anything_else_is_left_to_nio(body: dict[str, Any]) -> None:
    assert ordinary(body) is None


def test_what_we_say_ourselves_is_left_out_but_not_from_the_first_answer() -> None:
    assert filter_for("s1", ME, first=False)["room"]["timeline"] == {"limit": 100, "not_senders": [ME]}
    assert filter_for("s1", ME, first=True)["room"]["timeline"] == {"limit": 100}
    assert filter_for(None, ME, first=True)["room"]["timeline"] == {"limit": 1}
