"""The main job through real clients and servers: asked on Discord, bridged, answered on both, counted, reminded.

A restart in the middle loses nothing and doubles nothing.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.e2e.community import Community

QUESTION = "Πόσοι εκπαιδευτικοί ολοκλήρωσαν το μάθημα;"
ANSWER = "2.748"


@pytest.mark.timeout(180)
async def test_the_main_job(both: Community) -> None:
    async with both.running():
        await a_question_is_bridged_and_answered_on_both_sides(both)
        await a_hashtag_is_counted_from_both_sides(both)
        number = await an_event_is_added_and_confirmed(both)
    await both.discord.post(both.channels["genika"], both.teacher, "όσο έλειπε, από το Discord")
    await both.owner.send(both.matrix["genika"], "όσο έλειπε, από το Matrix")
    async with both.running() as app:
        await both.on_matrix("genika", "όσο έλειπε, από το Discord")
        await both.on_discord("genika", "όσο έλειπε, από το Matrix")
        await the_reminder_comes_on_time_on_both_sides(both, number)
        await app.idle()
        await nothing_came_twice(both)


async def a_question_is_bridged_and_answered_on_both_sides(both: Community) -> None:
    asked = await both.discord.post(both.channels["helpdesk"], both.teacher, QUESTION)
    bridged = await both.on_matrix("helpdesk", QUESTION)
    assert "teacher-17" in bridged["content"]["body"]
    answer = await both.on_discord("helpdesk", ANSWER, "Πηγή")
    assert answer.reply_to == asked.id
    assert not answer.pings
    on_matrix = await both.on_matrix("helpdesk", ANSWER, "Πηγή")
    assert on_matrix["content"]["m.relates_to"]["event_id"] == bridged["event_id"]


async def a_hashtag_is_counted_from_both_sides(both: Community) -> None:
    await both.discord.post(both.channels["genika"], both.teacher, "Το έργο μας: #SkillsLabs")
    await both.owner.send(both.matrix["genika"], "Και το δικό μας! #skillslabs")
    await both.on_discord("genika", "Και το δικό μας!")
    await both.on_matrix("genika", "Το έργο μας")
    await both.owner.send(both.matrix["genika"], "!stoa hashtag top")
    top = await both.on_matrix("genika", "#SkillsLabs", "2")
    assert top["sender"] == both.bot.user_id


async def an_event_is_added_and_confirmed(both: Community) -> str:
    options = {"title": "Γνωριμία με το eTwinning", "when": "σε 25 ώρες", "link": "https://example.org/live"}
    added = await both.discord.slash(both.channels["ekdiloseis"], both.facilitator, "event add", options)
    echo = await added.response
    original = added.original or echo.message
    assert original is not None
    button = next(component["custom_id"] for row in original.components for component in row["components"])
    pressed = await both.discord.press(original, button, both.facilitator)
    await pressed.response
    listed = await both.discord.slash(both.channels["ekdiloseis"], both.teacher, "event list", {})
    await listed.response
    return options["title"]


async def the_reminder_comes_on_time_on_both_sides(both: Community, title: str) -> None:
    assert both.count_on_discord("ekdiloseis", "🔔", title) == 0
    both.clock.ahead = timedelta(hours=1, seconds=30)
    reminder = await both.on_discord("ekdiloseis", "🔔", title)
    assert "ώρα Ελλάδας" in reminder.content
    await both.on_matrix("ekdiloseis", "🔔", title)


async def nothing_came_twice(both: Community) -> None:
    for words in ((QUESTION,), (ANSWER, "Πηγή"), ("όσο έλειπε, από το Discord",), ("όσο έλειπε, από το Matrix",)):
        room = "helpdesk" if words[0] in (QUESTION, ANSWER) else "genika"
        assert both.count_on_discord(room, *words) == 1, words
        assert await both.count_on_matrix(room, *words) == 1, words
    assert both.count_on_discord("ekdiloseis", "🔔") == 1
    assert await both.count_on_matrix("ekdiloseis", "🔔") == 1
