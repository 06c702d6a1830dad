"""A poll on both real servers: one person with two accounts counts once, and the chart arrives as a picture on both."""

from __future__ import annotations

from typing import Any

import pytest

from bot.app import App
from bot.core.ids import PersonRef
from storage import people, survey_answers, surveys
from storage.people import Account
from tests.e2e.community import Community, has
from tests.servers.discord import Member, Message

ROOM = "genika"


@pytest.mark.timeout(180)
async def test_a_poll(both: Community) -> None:
    async with both.running() as app:
        await one_persons_accounts_are_tied(both, app)
        options = {"question": "Πότε να βρεθούμε;", "options": "Δευτέρα, Τρίτη"}
        await (await both.discord.slash(both.channels[ROOM], both.facilitator, "poll", options)).response
        on_discord = await both.on_discord(ROOM, "📊", "Πότε να βρεθούμε;")
        on_matrix = await both.on_matrix(ROOM, "📊", "Πότε να βρεθούμε;", "Τρίτη")
        assert (
            await presses(both, on_discord, 0, both.teacher) == "✅ Η ψήφος σας: Δευτέρα. Μια άλλη παίρνει τη θέση της."
        )
        await both.on_discord(ROOM, "Δευτέρα: 100,00% (1)", "Ψήφισε ένα άτομο.")
        await both.owner.react(both.matrix[ROOM], on_matrix["event_id"], "2️⃣")
        await both.on_discord(ROOM, "Τρίτη: 100,00% (1)", "Ψήφισε ένα άτομο.")
        for name in ("teacher-23", "teacher-29"):
            await presses(both, on_discord, 0, both.guild.add_member(name))
        await both.on_discord(ROOM, "Δευτέρα: 66,67% (2)", "Ψήφισαν 3 άτομα.")
        await the_tally_is_edited_on_matrix(both, on_matrix["event_id"])
        await the_chart_is_a_picture_on_both_sides(both, 2)
        await app.idle()
        assert both.count_on_discord(ROOM, "📊", "Ψήφισαν 3 άτομα.") == 1


@pytest.mark.timeout(180)
async def test_a_survey_is_answered_in_a_form_on_discord_and_in_a_private_message_on_matrix(both: Community) -> None:
    async with both.running() as app:
        await a_survey_is_opened(both)
        asked = await both.on_discord(ROOM, "📋", "Γνώμες")
        assert await in_a_form(both, asked, "Από τη φόρμα") == "✅ Ευχαριστούμε. Οι απαντήσεις σας στην έρευνα «Γνώμες»"
        body = {"is_direct": True, "preset": "trusted_private_chat", "invite": [both.bot.user_id]}
        private = str((await both.owner.call("POST", "createRoom", body=body))["room_id"])
        await both.owner.wait_for(private, lambda event: _joins(event, both.bot.user_id), 20)
        await both.owner.send(private, "survey answer 2")
        await both.owner.wait_for(private, lambda event: "1/1" in str(event["content"].get("body", "")), 20)
        await both.owner.send(private, "Από το ιδιωτικό μήνυμα")
        await both.owner.wait_for(private, lambda event: "Ευχαριστούμε" in str(event["content"].get("body", "")), 20)
        async with app.database.reading() as tx:
            survey = await surveys.get(tx, 2)
            assert survey
            sheets = (await survey_answers.counted(tx, survey)).sheets
        assert [[*given.values()] for _, given in sheets] == [["Από τη φόρμα"], ["Από το ιδιωτικό μήνυμα"]]
        await app.idle()


def _joins(event: dict[str, Any], user: str) -> bool:
    return event.get("state_key") == user and event["content"].get("membership") == "join"


async def a_survey_is_opened(both: Community) -> None:
    commands: list[tuple[str, dict[str, str | int]]] = [
        ("survey add", {"title": "Γνώμες", "rooms": ROOM}),
        ("survey question", {"number": 2, "kind": "text", "text": "Τι θα αλλάζατε;"}),
        ("survey open", {"number": 2}),
    ]
    for name, options in commands:
        await (await both.discord.slash(both.channels[ROOM], both.facilitator, name, options)).response


async def in_a_form(both: Community, asked: Message, text: str) -> str:
    """Answer the only question of a survey with a form; return how the bot then begins."""
    button = asked.components[0]["components"][0]["custom_id"]
    question = (await (await both.discord.press(asked, button, both.teacher)).response).message
    assert question is not None
    write = question.components[0]["components"][0]["custom_id"]
    pressed = await both.discord.press(question, write, both.teacher)
    assert (await pressed.response).modal is not None
    answer = await (await both.discord.submit_modal(pressed, {"text": text})).response
    return str(answer.content).partition(" καταχωρίστηκαν")[0]


async def one_persons_accounts_are_tied(both: Community, app: App) -> None:
    refs = (PersonRef("discord", str(both.teacher.id)), PersonRef("matrix", both.owner.user_id))
    async with app.database.transaction() as tx:
        await people.link(tx, *(Account(ref, "teacher-17", app.clock.now()) for ref in refs))


async def presses(both: Community, message: Message, number: int, who: Member) -> str:
    """Press a button of a message; return what is then said to who pressed it."""
    button = message.components[0]["components"][number]["custom_id"]
    answer = await (await both.discord.press(message, button, who)).response
    assert answer.ephemeral
    return str(answer.content)


async def the_tally_is_edited_on_matrix(both: Community, id: str) -> None:
    def edits(event: dict[str, object]) -> bool:
        content = event["content"]
        assert isinstance(content, dict)
        body = (content.get("m.new_content") or {}).get("body", "")
        return has(body, ("Δευτέρα: 66,67% (2)", "Ψήφισαν 3 άτομα.")) and content["m.relates_to"]["event_id"] == id

    await both.owner.wait_for(both.matrix[ROOM], edits, 20)


async def the_chart_is_a_picture_on_both_sides(both: Community, number: int) -> None:
    """Survey 1 is the sample community's own."""
    options: dict[str, str | int] = {"number": number, "rooms": ROOM}
    await (await both.discord.slash(both.channels[ROOM], both.facilitator, "survey results", options)).response
    message = await both.on_discord(ROOM, "• Δευτέρα: 66,67% (2)")
    (picture,) = message.attachments
    assert (picture.filename, picture.description) == (
        f"survey-{number}.png",
        "Πότε να βρεθούμε; — Δευτέρα 66,67% (2) · Τρίτη 33,33% (1).",
    )
    event = await both.owner.wait_for(
        both.matrix[ROOM], lambda event: event["content"].get("filename") == f"survey-{number}.png", 20
    )
    content = event["content"]
    assert (content["msgtype"], content["info"]["mimetype"], content["info"]["w"]) == ("m.image", "image/png", 1080)
    assert (await both.owner.download(content["url"])).startswith(b"\x89PNG")
