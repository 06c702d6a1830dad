"""A request whose people are all somewhere else: asked on Matrix, taken on Discord, answered on Matrix, and so on."""

from __future__ import annotations

import re

import pytest

from bot.app import App
from tests.e2e.community import Community, has, new_on_matrix, said_in, thread_under
from tests.servers.discord import Channel
from tests.servers.synapse import MatrixUser

DESK, TEAM = "helpdesk", "diefkolyntes"
QUESTION = "δε μου ανοίγει το αρχείο της εργασίας"


@pytest.mark.timeout(240)
async def test_a_request_that_changes_sides(both: Community, asker: MatrixUser) -> None:
    async with both.running() as app:
        await asker.send(both.matrix[DESK], QUESTION)
        await it_is_taken_on_discord_and_given_to_somebody_on_matrix(both)
        under = await it_is_answered_with_a_picture_and_put_right(both, app)
        home = await the_asker_ties_both_accounts(both, asker)
        await the_other_account_goes_on_with_it_and_opens_it_again(both, under)
        await what_is_answered_in_private_is_read_there_alone(both, asker, home, under)
        await app.idle()
        for words in ("Δοκιμάστε με άλλον", "ούτε έτσι ανοίγει", "το βλέπω ακόμη κλειστό"):
            assert sum(words in each.content for each in both.discord.messages(under)) == 1, words
            assert await new_on_matrix(both, DESK, words) == (0 if words.startswith("Δοκιμάστε") else 1), words


async def it_is_taken_on_discord_and_given_to_somebody_on_matrix(both: Community) -> None:
    note = await both.on_discord(TEAM, "Νέο αίτημα #1", QUESTION)
    take = next(button["custom_id"] for row in note.components for button in row["components"])
    await (await both.discord.press(note, take, both.facilitator)).response
    person = f"matrix:{both.owner.user_id}"
    given = await both.discord.slash(
        both.channels[TEAM], both.facilitator, "ticket give", {"number": 1, "person": person}
    )
    assert "✅ Το αίτημα #1 το έχει τώρα" in (await given.response).content
    told = await both.on_matrix(TEAM, "Το αίτημα #1 πέρασε από: facilitator-1")
    assert told["content"]["m.mentions"]["user_ids"] == [both.owner.user_id]


async def it_is_answered_with_a_picture_and_put_right(both: Community, app: App) -> Channel:
    there = (await both.on_matrix(TEAM, "Νέο αίτημα #1"))["event_id"]
    uri = await both.owner.upload(b"\x89PNG", "image/png", "steps.png")
    picture = {"msgtype": "m.image", "url": uri, "info": {"mimetype": "image/png", "size": 4}}
    await both.owner.send(both.matrix[TEAM], "steps.png", thread=there, content=picture)
    said = await both.owner.send(both.matrix[TEAM], "Δοκιμάστε με άλλο πρόγραμμα", thread=there)
    under = thread_under(both, await both.on_discord(DESK, QUESTION))
    first = await said_in(both, under, "από την ομάδα υποστήριξης")
    assert [file.filename for file in first.attachments] == ["steps.png"]
    answer = await said_in(both, under, "Δοκιμάστε με άλλο πρόγραμμα")
    await app.idle()
    await both.owner.edit(both.matrix[TEAM], said, "Δοκιμάστε με άλλον browser")
    await both.discord.wait_for(lambda: "Δοκιμάστε με άλλον browser" in answer.content, 20)
    await both.on_matrix(DESK, "Δοκιμάστε με άλλον browser")
    return under


async def the_asker_ties_both_accounts(both: Community, asker: MatrixUser) -> str:
    asked = await both.discord.slash(both.channels[DESK], both.teacher, "link", {})
    code = re.search(r"!stoa link (\w+)", (await asked.response).content)
    assert code is not None
    await asker.send(both.matrix[DESK], f"!stoa link {code[1]}")
    home = await asker.wait_for_invite(within=20)
    await asker.join(home)
    await asker.wait_for(home, lambda event: says(event, "Οι λογαριασμοί σας συνδέθηκαν"), within=20)
    return home


async def the_other_account_goes_on_with_it_and_opens_it_again(both: Community, under: Channel) -> None:
    written = await both.discord.post(under, both.teacher, "ούτε έτσι ανοίγει")
    await both.on_matrix(TEAM, "Συμπλήρωση στο αίτημα #1, από: teacher-23", "ούτε έτσι ανοίγει")
    await both.discord.wait_for(lambda: "✅" in [found.name for found in written.reactions], 20)
    await both.owner.send(both.matrix[TEAM], "!stoa ticket close 1")
    await said_in(both, under, "έκλεισε το αίτημά σας #1")
    await both.discord.post(under, both.teacher, "το βλέπω ακόμη κλειστό")
    await both.on_matrix(TEAM, "Το αίτημα #1 άνοιξε ξανά", "το βλέπω ακόμη κλειστό")
    await said_in(both, under, "το αίτημα #1 άνοιξε ξανά")


async def what_is_answered_in_private_is_read_there_alone(
    both: Community, asker: MatrixUser, home: str, under: Channel
) -> None:
    await both.owner.send(both.matrix[TEAM], "!stoa ticket whisper 1 Σας άλλαξα τον κωδικό")
    await asker.wait_for(home, lambda event: says(event, "Σας άλλαξα τον κωδικό"), within=20)
    await both.owner.send(both.matrix[TEAM], '!stoa ticket close 1 "Νέος κωδικός"')
    await asker.wait_for(home, lambda event: says(event, "Αιτία: Νέος κωδικός"), within=20)
    for words in ("Σας άλλαξα", "Νέος κωδικός"):
        assert not [each for each in both.discord.messages(under) if words in each.content]
        assert await both.count_on_matrix(DESK, words) == 0


def says(event: object, *words: str) -> bool:
    """Tell whether an event is a message with all the words."""
    content = event["content"] if isinstance(event, dict) else {}
    return has(str(content.get("body", "")), words)
