"""Ambassadors on both real servers answer requests in their private conversation with the bot, with files and edits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from secrets import token_hex
from typing import Any

import pytest

from config.settings import TeamSettings
from tests.e2e.community import Community, has, new_on_matrix, reacts, said_in
from tests.servers.discord import Channel, Member, Message, Upload
from tests.servers.synapse import MatrixUser, SynapseServer

DESK, TEAM = "helpdesk", "diefkolyntes"
PASSWORD = "ξέχασα τον κωδικό πρόσβασης, τι κάνω;"
SILENT = "πού βρίσκω το παλιό μου τιμολόγιο;"


@pytest.fixture
async def there(synapse: SynapseServer) -> AsyncIterator[MatrixUser]:
    account = synapse.register(f"ambassador-{token_hex(4)}", displayname="ambassador-2")
    async with MatrixUser(synapse.url, account) as user:
        yield user


@pytest.mark.timeout(240)
async def test_ambassadors_answer_in_private(both: Community, there: MatrixUser) -> None:
    here, known = both.guild.add_member("ambassador-1"), both.configuration
    teams = (
        TeamSettings(name="Πλατφόρμα", topics=("platforma",), people=(f"discord:{here.id}",)),
        TeamSettings(name="Γενικά", people=(f"matrix:{there.user_id}",)),
    )
    both.configuration = replace(known, settings=known.settings.model_copy(update={"teams": teams}))
    async with both.running() as app:
        await on_discord(both, here)
        await app.idle()
        await on_matrix(both, there)
        await app.idle()
        for words in ("Ζητήστε νέο κωδικό", "Γράψτε στη γραμματεία"):
            for room in (DESK, TEAM):
                assert await new_on_matrix(both, room, words) == 1


async def on_discord(both: Community, here: Member) -> None:
    home = both.discord.dm(here)
    asked = await both.discord.post(both.channels[DESK], both.teacher, PASSWORD)
    note = await said_in(both, home, "Αίτημα #1", PASSWORD)
    picture = [Upload("steps.png", b"png")]
    written = await both.discord.post(home, here, "Ζητήστε νέο κωδικό", reply_to=note, attachments=picture)
    under = await thread_of(both, asked)
    answer = await said_in(both, under, "Ζητήστε νέο κωδικό", "από την ομάδα υποστήριξης")
    assert [file.filename for file in answer.attachments] == ["steps.png"]
    await both.on_matrix(DESK, "Ζητήστε νέο κωδικό")
    await both.on_matrix(TEAM, "απαντά: ambassador-1", "Ζητήστε νέο κωδικό")
    await both.discord.wait_for(lambda: "✅" in [found.name for found in written.reactions], 20)
    await both.discord.edit(written, "Ζητήστε νέο κωδικό από τη σελίδα σύνδεσης")
    await both.discord.wait_for(lambda: "από τη σελίδα σύνδεσης" in answer.content, 20)
    await both.on_matrix(TEAM, "από τη σελίδα σύνδεσης")
    await both.discord.post(under, both.teacher, "γράφει σφάλμα 403", attachments=[Upload("screen.png", b"png")])
    told = await said_in(both, home, "αίτημα #1", "γράφει σφάλμα 403")
    assert [file.filename for file in told.attachments] == ["screen.png"]
    await both.discord.post(home, here, "Τότε δοκιμάστε αύριο")
    await said_in(both, under, "Τότε δοκιμάστε αύριο")


async def on_matrix(both: Community, there: MatrixUser) -> None:
    asked = await both.discord.post(both.channels[DESK], both.teacher, SILENT)
    home = await there.wait_for_invite(within=20)
    await there.join(home)
    note = await there.wait_for(home, lambda event: says(event, "Αίτημα #2", SILENT), within=20)
    written = await there.send(home, "Γράψτε στη γραμματεία", reply_to=note["event_id"])
    under = await thread_of(both, asked)
    answer = await said_in(both, under, "Γράψτε στη γραμματεία", "από την ομάδα υποστήριξης")
    root = await both.on_discord(TEAM, "Νέο αίτημα #2")
    await said_in(both, await thread_of(both, root), "απαντά: ambassador-2", "Γράψτε στη γραμματεία")
    await there.wait_for(home, lambda event: reacts(event, written, "✅"), within=20)
    await there.edit(home, written, "Γράψτε σήμερα στη γραμματεία")
    await both.discord.wait_for(lambda: "Γράψτε σήμερα" in answer.content, 20)
    await both.discord.post(under, both.teacher, "δεν απαντά κανείς εκεί")
    await there.wait_for(home, lambda event: says(event, "αίτημα #2", "δεν απαντά κανείς εκεί"), within=20)
    gone = await there.send(home, "Αυτό το παίρνω πίσω")
    taken_back = await said_in(both, under, "Αυτό το παίρνω πίσω")
    await there.redact(home, gone)
    await both.discord.wait_for(lambda: taken_back.deleted, 20)


async def thread_of(both: Community, message: Message) -> Channel:
    """Wait for the thread under a message."""
    thread = await both.discord.wait_for(lambda: both.discord.world.channels.get(message.id), 20)
    assert thread is not None
    return thread


def says(event: Any, *words: str) -> bool:
    """Tell whether an event is a message with all the words."""
    return has(str(event["content"].get("body", "")), words)
