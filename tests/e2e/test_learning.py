"""From many askers to one answer, and from the answer to the FAQ, through real clients and servers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from tests.e2e.community import Community, community, has
from tests.servers.discord import Interaction, Message
from tests.servers.synapse import SynapseServer

QUESTION = "δεν ανοίγει η πόρτα του εργαστηρίου ρομποτικής"
GREEKLISH = "den anoigei i porta tou ergastiriou rompotikis"
ANSWER = "Ζητήστε το κλειδί από τη γραμματεία."
NEW_ANSWER = "Το κλειδί το έχει η γραμματεία, κάθε μέρα ως τις 14:00."


@pytest.fixture
async def both(synapse: SynapseServer, tmp_path: Path) -> AsyncIterator[Community]:
    more = "\n[helpdesk]\nincident_people = 2\n"
    async with community(synapse, tmp_path, token_hex(4), more=more) as both:
        yield both


async def in_a_thread(both: Community, *words: str) -> None:
    """Wait for a message that has all the words in any channel or thread of Discord."""
    channels = both.discord.world.channels
    await both.discord.wait_for(
        lambda: [m for each in channels.values() for m in both.discord.messages(each) if has(m.content, words)], 20
    )


async def press(both: Community, message: Message, label: str) -> Interaction:
    """Press the button of a message that has a label."""
    buttons = [component for row in message.components for component in row["components"]]
    button = next(each["custom_id"] for each in buttons if label in each["label"])
    return await both.discord.press(message, button, both.facilitator)


async def filled(both: Community, opened: Interaction, values: dict[str, str]) -> dict[str, Any]:
    """Fill in the form that was opened; return what stood in its fields before."""
    form = (await opened.response).modal
    assert form is not None
    fields = [row["component"] for row in form["components"]]
    submitted = await both.discord.submit_modal(opened, values)
    await submitted.response
    return {field["custom_id"]: field.get("value") for field in fields}


@pytest.mark.timeout(180)
async def test_one_answer_for_all_becomes_an_entry(both: Community) -> None:
    async with both.running() as app:
        await both.discord.post(both.channels["helpdesk"], both.teacher, QUESTION)
        await both.on_matrix("helpdesk", QUESTION)
        await both.owner.send(both.matrix["helpdesk"], f"!stoa ask {GREEKLISH}")
        await both.on_matrix("helpdesk", "Το γνωρίζουμε: ρωτούν πολλοί το ίδιο")
        for look in (both.on_discord, both.on_matrix):
            await look("helpdesk", "⚠️ Το γνωρίζουμε", QUESTION, "2 άτομα")
            await look("diefkolyntes", "🚨 Πολλοί ρωτούν το ίδιο", "2 άτομα")
        await one_answer_reaches_all(both)
        await it_becomes_an_entry(both)
        await both.discord.post(both.channels["helpdesk"], both.teacher, f"{QUESTION};")
        await both.on_discord("helpdesk", NEW_ANSWER, "Πηγή")
        await both.on_matrix("helpdesk", NEW_ANSWER, "Πηγή")
        await app.idle()
        assert both.count_on_discord("helpdesk", "⚠️") == 0


async def one_answer_reaches_all(both: Community) -> None:
    shown = await both.on_discord("diefkolyntes", "🚨 Πολλοί ρωτούν το ίδιο")
    assert await filled(both, await press(both, shown, "Απάντηση σε όλους"), {"text": ANSWER}) == {"text": None}
    for look in (both.on_discord, both.on_matrix):
        await look("helpdesk", "η ομάδα υποστήριξης απαντά", ANSWER)
    await in_a_thread(both, "Απάντηση στο αίτημά σας #1", ANSWER)
    await both.on_matrix("helpdesk", "Απάντηση στο αίτημά σας #1", ANSWER)
    await both.on_matrix("helpdesk", "Απάντηση στο αίτημά σας #2", ANSWER)


async def it_becomes_an_entry(both: Community) -> None:
    both.clock.ahead += timedelta(minutes=1)
    draft = await both.on_discord("diefkolyntes", "📝 Πρόχειρο #1", ANSWER)
    await both.on_matrix("diefkolyntes", "📝 Πρόχειρο #1", ANSWER)
    before = await filled(both, await press(both, draft, "Διόρθωση"), {"question": "", "text": NEW_ANSWER})
    assert before == {"question": QUESTION, "text": ANSWER}
    changed = await both.on_discord("diefkolyntes", "📝 Πρόχειρο #1", NEW_ANSWER)
    await (await press(both, changed, "Έγκριση")).response
    await both.on_discord("diefkolyntes", "✅ Εγκρίθηκε το πρόχειρο #1", "από: facilitator-1")
    await both.on_discord("diefkolyntes", "✅ Το έμαθα")
