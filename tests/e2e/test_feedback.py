"""Whether an answer helped, said on the real servers: by button and reaction, twice, anew, by others, too late."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from bot.app import App
from tests.e2e.community import Community, has
from tests.servers.discord import Member, Message
from tests.servers.synapse import MatrixUser

DESK, TEAM = "helpdesk", "diefkolyntes"
COMPLETED, WEEKS = "Πόσοι εκπαιδευτικοί ολοκλήρωσαν το μάθημα;", "Πόσες εβδομάδες κρατά το MOOC;"
YES, NO = "✅ Ναι", "❌ Όχι"
THANKS, SORRY = "✅ Ευχαριστώ, το σημείωσα.", "Λυπάμαι που δεν σας βοήθησε."


@pytest.mark.timeout(240)
async def test_the_last_word_of_who_asked_counts_once(both: Community, asker: MatrixUser) -> None:
    async with both.running() as app:
        await by_button(both)
        await by_reaction(both, app, asker)


async def by_button(both: Community) -> None:
    await both.discord.post(both.channels[DESK], both.teacher, COMPLETED)
    answer = await both.on_discord(DESK, "2.748", "Πηγή")
    stranger = both.guild.add_member("teacher-30")
    assert await pressed(both, answer, YES, stranger) == "Αυτές οι επιλογές είναι για το πρόσωπο που ρώτησε."
    assert await helped(both) == (1, 0)
    for label, said, count in ((YES, THANKS, 1), (YES, THANKS, 1), (NO, SORRY, 0), (YES, THANKS, 1)):
        assert (await pressed(both, answer, label, both.teacher)).startswith(said)
        assert await helped(both) == (1, count)
    removed = await both.discord.slash(both.channels[TEAM], both.facilitator, "faq remove", {"id": "mooc-oloklirosan"})
    assert "mooc-oloklirosan" in (await removed.response).content
    assert (await pressed(both, answer, NO, both.teacher)).startswith(SORRY)
    assert await helped(both) == (1, 0)


async def by_reaction(both: Community, app: App, asker: MatrixUser) -> None:
    desk = both.matrix[DESK]
    await asker.send(desk, WEEKS)
    answer = (await asker.wait_for(desk, lambda event: says(event, "Σας βοήθησε;", "εβδομάδων"), within=20))["event_id"]
    await app.idle()
    await both.owner.react(desk, answer, "✅")
    await asker.react(desk, answer, "❌")
    await asker.wait_for(desk, lambda event: says(event, SORRY), within=20)
    assert await helped(both) == (2, 0)
    yes = await asker.react(desk, answer, "✅")
    await asker.wait_for(desk, lambda event: says(event, THANKS), within=20)
    assert await helped(both) == (2, 1)
    await asker.redact(desk, yes)
    async with asyncio.timeout(20):
        while await helped(both) != (2, 0):
            await app.idle()


async def pressed(both: Community, message: Message, label: str, who: Member) -> str:
    """Press the button of a message that has a label; return what the one who pressed reads."""
    buttons = {button["label"]: button["custom_id"] for row in message.components for button in row["components"]}
    return (await (await both.discord.press(message, buttons[label], who)).response).content


async def helped(both: Community) -> tuple[int, int]:
    """Return how many questions the numbers have as answered at once, and how many answers as helpful."""
    asked = await both.discord.slash(both.channels[TEAM], both.facilitator, "helpdesk stats", {})
    found = re.search(r"άμεσες απαντήσεις (\d+), βοήθησαν (\d+)", (await asked.response).content)
    assert found is not None
    return int(found[1]), int(found[2])


def says(event: Any, *words: str) -> bool:
    """Tell whether an event is a message with all the words."""
    return has(str(event["content"].get("body", "")), words)
