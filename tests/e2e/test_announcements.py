"""One announcement on both real servers: written in a form, shown, sent, passed on, changed, accounted for, withdrawn.

The bot is restarted between the first words and the confirmation, and nothing is lost or said twice.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex

import pytest

from tests.e2e.community import Community, community
from tests.servers.discord import Message
from tests.servers.discord.model import CROSSPOSTED
from tests.servers.synapse import SynapseServer

ROOM, TEAM = "anakoinoseis", "diefkolyntes"
FIRST, SECOND = "Στις **18:00** στο TwinSpace", "Στις **19:00** στο TwinSpace"


@pytest.fixture
async def both(synapse: SynapseServer, tmp_path: Path) -> AsyncIterator[Community]:
    async with community(synapse, tmp_path, token_hex(4), news=[ROOM]) as both:
        yield both


@pytest.mark.timeout(240)
async def test_an_announcement_from_its_first_words_to_its_end(both: Community) -> None:
    async with both.running():
        preview = await written(both, "announce", {}, {"text": FIRST})
        assert "Προεπισκόπηση της ανακοίνωσης #1" in preview.content
        assert preview.content.endswith(FIRST)
    assert both.count_on_discord(ROOM, "18:00") == 0
    async with both.running() as app:
        assert "στέλνεται" in await pressed(both, preview)
        posted = await both.on_discord(ROOM, "📣", FIRST)
        assert posted.pings == ()
        await both.on_matrix(ROOM, "📣", "18:00")
        await both.discord.wait_for(lambda: posted.flags & CROSSPOSTED, 20)
        await both.on_discord(TEAM, "✅ Η ανακοίνωση #1 έφτασε: anakoinoseis (Discord), anakoinoseis (Matrix).")
        await it_is_changed_on_both_sides(both, posted)
        await app.idle()
        await the_receipt_tells_what_became_of_it(both)
        await it_is_taken_back_on_both_sides(both, posted)
        await app.idle()
    assert both.count_on_discord(ROOM, "📣") == 0


async def it_is_changed_on_both_sides(both: Community, posted: Message) -> None:
    preview = await written(both, "announcement edit", {"number": 1}, {"text": SECOND})
    assert posted.content.endswith(FIRST), "nothing changes before it is confirmed"
    assert "αλλάζει" in await pressed(both, preview)
    await both.discord.wait_for(lambda: posted.content.endswith(SECOND), 20)
    await both.owner.wait_for(
        both.matrix[ROOM],
        lambda event: "19:00" in str(event["content"].get("m.new_content", {}).get("body")),
        within=20,
    )


async def the_receipt_tells_what_became_of_it(both: Community) -> None:
    receipt = await said(both, "announcement show", {"number": 1})
    assert "anakoinoseis (Discord): ✅ στάλθηκε · προώθηση σε όσους την ακολουθούν: ✅ στάλθηκε · αλλαγή: ✅" in receipt
    assert "anakoinoseis (Matrix): ✅ στάλθηκε · αλλαγή: ✅ στάλθηκε" in receipt


async def it_is_taken_back_on_both_sides(both: Community, posted: Message) -> None:
    await said(both, "announcement withdraw", {"number": 1})
    await both.discord.wait_for(lambda: posted.deleted, 20)
    await both.owner.wait_for(both.matrix[ROOM], lambda event: event["type"] == "m.room.redaction", within=20)
    assert await said(both, "announcement withdraw", {"number": 1}) == "Η ανακοίνωση #1 έχει αποσυρθεί."


async def written(both: Community, command: str, options: dict[str, int], fields: dict[str, str]) -> Message:
    """Have the facilitator give a command without its text and write that into the form; return the answer."""
    opened = await both.discord.slash(both.channels[TEAM], both.facilitator, command, options)
    assert (await opened.response).modal is not None
    submitted = await both.discord.submit_modal(opened, fields)
    answer = await submitted.response
    message = submitted.original or answer.message
    assert message is not None
    return message


async def pressed(both: Community, preview: Message) -> str:
    """Have the facilitator confirm what was shown; return the answer."""
    button = next(component["custom_id"] for row in preview.components for component in row["components"])
    press = await both.discord.press(preview, button, both.facilitator)
    answer = await press.response
    message = press.original if press.original is not preview else answer.message
    assert message is not None
    return message.content


async def said(both: Community, command: str, options: dict[str, int]) -> str:
    """Have the facilitator give a command; return the answer."""
    given = await both.discord.slash(both.channels[TEAM], both.facilitator, command, options)
    answer = await given.response
    message = given.original or answer.message
    assert message is not None
    return message.content
