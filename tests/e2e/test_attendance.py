"""An event that people attend, through real clients and servers: check-in on both sides, lists, the recording."""

from __future__ import annotations

import csv
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from tests.e2e.community import Community, ShiftedClock, community
from tests.servers.discord import Member, Message
from tests.servers.synapse import SynapseServer

TITLE = "Γνωριμία με το eTwinning"
VIDEO = "https://video.example.org/1"


@pytest.fixture
async def both(synapse: SynapseServer, tmp_path: Path) -> AsyncIterator[Community]:
    async with community(synapse, tmp_path, token_hex(4), clock=ShiftedClock()) as both:
        yield both


@pytest.mark.timeout(240)
async def test_attending_an_event(both: Community) -> None:
    async with both.running() as app:
        private = await in_private(both)
        number = await an_event_is_planned(both)
        code = await the_code_is_shown_to_a_facilitator_alone(both, number)
        both.clock.ahead = timedelta(minutes=20, seconds=1)
        await one_checks_in_by_the_button_of_the_live_message(both)
        await one_checks_in_by_the_code_and_is_answered_in_private(both, private, code)
        await the_list_comes_as_a_file_on_both_sides(both, private, number)
        await the_recording_comes_to_who_asked(both, private, number)
        await app.idle()


async def in_private(both: Community) -> str:
    """Open a private conversation with the bot on Matrix; return its room."""
    body = {"is_direct": True, "preset": "trusted_private_chat", "invite": [both.bot.user_id]}
    room = str((await both.owner.call("POST", "createRoom", body=body))["room_id"])
    await both.owner.wait_for(room, lambda event: event.get("state_key") == both.bot.user_id and _joins(event), 20)
    return room


async def an_event_is_planned(both: Community) -> str:
    room = both.matrix["diacheirisi"]
    await both.owner.send(room, f'!stoa event add "{TITLE}" "σε 20 λεπτά" 60')
    question = await both.on_matrix("diacheirisi", "Κατάλαβα")
    await both.owner.send(room, "1", reply_to=question["event_id"])
    planned = await both.on_matrix("diacheirisi", "προγραμματίστηκε", TITLE)
    return _found(r"#(\d+)", planned["content"]["body"])


async def the_code_is_shown_to_a_facilitator_alone(both: Community, number: str) -> str:
    room = both.channels["diefkolyntes"]
    refused = await both.discord.slash(room, both.teacher, "event code", {"number": int(number)})
    assert "διευκολυντές" in (await refused.response).message.content  # type: ignore[union-attr]
    shown = await (await both.discord.slash(room, both.facilitator, "event code", {"number": int(number)})).response
    assert shown.message is not None
    assert shown.message.ephemeral
    return _found(r"checkin (\w{4})", shown.message.content)


async def one_checks_in_by_the_button_of_the_live_message(both: Community) -> None:
    live = await both.on_discord("ekdiloseis", "Ξεκινάμε τώρα", TITLE)
    pressed = await both.discord.press(live, _button(live, "Είμαι εδώ"), both.teacher)
    answer = await pressed.response
    assert answer.message is not None
    assert answer.message.ephemeral
    assert answer.message.content.startswith("✅ Καταγράφηκε η παρουσία σας")
    await both.on_matrix("ekdiloseis", "Ξεκινάμε τώρα", "Είμαι εδώ")


async def one_checks_in_by_the_code_and_is_answered_in_private(both: Community, private: str, code: str) -> None:
    await both.owner.send(both.matrix["genika"], f"!stoa checkin {code.lower()}")
    await _told(both, private, "✅ Καταγράφηκε η παρουσία σας")
    await both.owner.send(private, "me certificate Όνομα Επώνυμο")
    await _told(both, private, "θα έχουν το όνομα Όνομα Επώνυμο")
    assert await both.count_on_matrix("genika", "παρουσία") == 0
    assert both.count_on_discord("genika", "παρουσία") == 0


async def the_list_comes_as_a_file_on_both_sides(both: Community, private: str, number: str) -> None:
    channel = both.channels["diefkolyntes"]
    used = await both.discord.slash(channel, both.facilitator, "event attendance", {"number": int(number)})
    said = await used.response
    assert said.message is not None
    assert "Ήρθαν συνολικά: 2" in said.message.content
    direct = both.discord.dm(both.facilitator)
    sent = await both.discord.wait_for(lambda: [m for m in both.discord.messages(direct) if m.attachments], 20)
    (file,) = sent[0].attachments
    assert file.filename == f"attendance-{number}.csv"
    rows = _rows(file.data)
    assert {(row[0], row[3], row[6]) for row in rows[1:]} == {
        ("teacher-17", "ναι", "κουμπί"),
        ("coordinator-1", "ναι", "κωδικός"),
    }
    await both.owner.send(private, f"event certificates {number}")
    event = await both.owner.wait_for(private, lambda event: event["content"].get("msgtype") == "m.file", 20)
    rows = _rows(await both.owner.download(event["content"]["url"]))
    assert [row[0] for row in rows[1:]] == ["Όνομα Επώνυμο"]


async def the_recording_comes_to_who_asked(both: Community, private: str, number: str) -> None:
    live = await both.on_discord("ekdiloseis", "Ξεκινάμε τώρα", TITLE)
    pressed = await both.discord.press(live, _button(live, "Θέλω την εγγραφή"), both.teacher)
    await pressed.response
    await both.owner.send(private, f"recording want {number}")
    await _told(both, private, "μόλις υπάρξει")
    channel = both.channels["diefkolyntes"]
    values: dict[str, str | int] = {"number": int(number), "link": VIDEO}
    used = await both.discord.slash(channel, both.facilitator, "event recording", values)
    await used.response
    await _told(both, private, VIDEO)
    await both.discord.wait_for(lambda: _direct(both, both.teacher, VIDEO), 20)
    assert len(_direct(both, both.facilitator, VIDEO)) == 0


async def _told(both: Community, private: str, words: str) -> None:
    def fits(event: dict[str, Any]) -> bool:
        return event["sender"] == both.bot.user_id and words in str(event["content"].get("body", ""))

    await both.owner.wait_for(private, fits, 20)


def _direct(both: Community, member: Member, words: str) -> list[Message]:
    return [message for message in both.discord.messages(both.discord.dm(member)) if words in message.content]


def _button(message: Message, label: str) -> str:
    buttons = [component for row in message.components for component in row["components"]]
    return next(str(button["custom_id"]) for button in buttons if label in button["label"])


def _rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";"))


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found[1]


def _joins(event: dict[str, Any]) -> bool:
    return bool(event["content"].get("membership") == "join")
