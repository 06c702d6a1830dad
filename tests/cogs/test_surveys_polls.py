"""Polls in a room: votes by reaction, number and button, one for each person, and a tally that keeps its pace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.core.commands import Asked
from bot.core.delivery import token_of
from bot.core.ids import MessageRef, RoomRef
from storage.database import Database
from tests.cogs.survey_world import ACROSS, FACILITATOR, OTHER, TEACHER, THIRD, SurveyWorld
from tests.engine.world import LEFT, RIGHT
from tests.fakes import Shown, person, reacted

PACE = timedelta(seconds=6)


@pytest.fixture
async def world(database: Database) -> AsyncIterator[SurveyWorld]:
    world = SurveyWorld(database)
    async with world.up():
        yield world


def shown(world: SurveyWorld, room: RoomRef) -> Shown:
    """Return the message of the last poll in a room."""
    return next(each for each in reversed(world.platforms[room.platform].shown[room]) if each.text.startswith("📊"))


async def start(world: SurveyWorld) -> tuple[MessageRef, MessageRef]:
    await world.command('poll "Πότε να βρεθούμε;" Δευτέρα, Τρίτη, 🎉 Σάββατο')
    await world.passes(PACE)
    return shown(world, LEFT).ref, shown(world, RIGHT).ref


async def test_a_poll_stands_in_all_places_of_its_room_with_its_choices(world: SurveyWorld) -> None:
    await start(world)
    for room in (LEFT, RIGHT):
        poll = shown(world, room)
        assert poll.text == "📊 Πότε να βρεθούμε;"
        assert [choice.label for choice in poll.part.choices] == ["Δευτέρα", "Τρίτη", "🎉 Σάββατο"]
        assert poll.reactions == ["1️⃣", "2️⃣", "🎉"]
    assert await world.private(FACILITATOR) == ["✅ Αυτή είναι η ψηφοφορία #1. Λήγει με survey close 1."]


async def test_votes_of_both_sides_are_one_tally(world: SurveyWorld) -> None:
    left, right = await start(world)
    await world.reacts(TEACHER, "1️⃣", left)
    await world.passes(PACE)
    await world.reacts(ACROSS, "🎉", right)
    await world.reacts(OTHER, "1️⃣", left)
    await world.passes(PACE)
    for room in (LEFT, RIGHT):
        assert shown(world, room).text == (
            "📊 Πότε να βρεθούμε;\nΔευτέρα: 66,67% (2)\nΤρίτη: 0,00% (0)\n🎉 Σάββατο: 33,33% (1)\nΨήφισαν 3 άτομα."
        )
    await world.tie()
    await world.reacts(THIRD, "2️⃣", left)
    await world.passes(PACE)
    assert shown(world, LEFT).text.endswith("Τρίτη: 33,33% (1)\n🎉 Σάββατο: 33,33% (1)\nΨήφισαν 3 άτομα.")


async def test_a_number_written_below_is_a_vote_and_is_seen_by_a_check_mark(world: SurveyWorld) -> None:
    left, _ = await start(world)
    await world.says(TEACHER, "2", LEFT, left)
    await world.passes(PACE)
    assert "Τρίτη: 100,00% (1)" in shown(world, LEFT).text
    assert await world.private(TEACHER) == []


async def test_a_button_says_what_was_voted(world: SurveyWorld) -> None:
    await start(world)
    token = token_of(_key_of(world))
    asked = Asked(TEACHER, LEFT, world.clock.now(), id="press-1")
    reply = await world.host.choose(token, 1, asked)
    assert (str(reply.text), reply.private) == ("✅ Η ψήφος σας: Δευτέρα. Μια άλλη παίρνει τη θέση της.", True)


def _key_of(world: SurveyWorld) -> str:
    return f"survey:1:asked:{(world.clock.now() - PACE).timestamp():.0f}>{LEFT}"


async def test_a_vote_whose_reaction_is_taken_back_counts_no_more(world: SurveyWorld) -> None:
    left, _ = await start(world)
    for emoji in ("1️⃣", "🎉"):
        await world.reacts(TEACHER, emoji, left)
    await world.reacts(TEACHER, "1️⃣", left, back=True)
    await world.passes(PACE)
    assert "🎉 Σάββατο: 100,00% (1)" in shown(world, LEFT).text
    await world.reacts(TEACHER, "🎉", left, back=True)
    await world.passes(PACE)
    assert "🎉 Σάββατο: 0,00% (0)" in shown(world, LEFT).text


async def test_a_flood_of_votes_changes_the_message_once_a_pace(world: SurveyWorld) -> None:
    left, _ = await start(world)
    voters = [person(f"teacher-{number}", "left") for number in range(300)]
    now = world.clock.now()
    await world.hear(*(reacted(left, "1️⃣", who, at=now, instance=str(n)) for n, who in enumerate(voters)))
    await world.passes(timedelta(seconds=1))
    await world.reacts(THIRD, "2️⃣", left)
    for _ in range(4):
        await world.passes(timedelta(seconds=1))
    assert shown(world, LEFT).edits == 1
    await world.passes(timedelta(seconds=1))
    assert (shown(world, LEFT).edits, "Ψήφισαν 300 άτομα." in shown(world, LEFT).text) == (2, True)
    assert "Τρίτη: 0,33% (1)" in shown(world, LEFT).text
    assert await world.private(voters[0]) == []


async def test_a_closed_poll_shows_its_result_and_takes_no_vote(world: SurveyWorld) -> None:
    left, _ = await start(world)
    await world.reacts(TEACHER, "1️⃣", left)
    assert await world.command("survey close 1") == "✅ «Πότε να βρεθούμε;»: έκλεισε."
    final = (
        "📊 Πότε να βρεθούμε;\nΔευτέρα: 100,00% (1)\nΤρίτη: 0,00% (0)\n🎉 Σάββατο: 0,00% (0)"
        "\nΈκλεισε. Ψήφισε ένα άτομο."
    )
    assert shown(world, LEFT).text == final
    await world.reacts(OTHER, "2️⃣", left)
    await world.passes(PACE)
    assert shown(world, LEFT).text == final
    assert await world.private(OTHER) == []


async def test_votes_are_told_after_a_restart(database: Database) -> None:
    before = SurveyWorld(database)
    async with before.up():
        left, _ = await start(before)
        await before.reacts(TEACHER, "1️⃣", left)
    after = SurveyWorld(database)
    after.platforms = before.platforms
    async with database.transaction() as tx:
        await after.cogs[3].tell(after.clock.now() + PACE, tx)  # type: ignore[attr-defined]
        told = await tx.value("SELECT payload FROM outbox WHERE key LIKE '%tally%' LIMIT 1")
    assert "100,00%" in told


BAD = {
    "μία": "Δώστε τουλάχιστον δύο επιλογές, χωρισμένες με κόμμα ή |, καμία από αυτές κενή.",
    ",": "Δώστε τουλάχιστον δύο επιλογές, χωρισμένες με κόμμα ή |, καμία από αυτές κενή.",
    "α, , β": "Δώστε τουλάχιστον δύο επιλογές, χωρισμένες με κόμμα ή |, καμία από αυτές κενή.",
    "Ναι, όχι, ΝΑΙ": "Η επιλογή «ΝΑΙ» υπάρχει δύο φορές.",
    ", ".join(map(str, range(40))): "Οι επιλογές μπορούν να είναι έως 9· αυτές είναι 40.",
    f"α, {'β' * 101}": "Μπορεί να έχει έως 100 χαρακτήρες· έχει 101.",
}


@pytest.mark.parametrize("options", BAD)
async def test_options_that_cannot_be_are_refused_in_one_sentence(world: SurveyWorld, options: str) -> None:
    assert await world.command(f'poll "Πότε;" {options}') == BAD[options]
    assert not any(each.text.startswith("📊") for each in world.platforms["left"].shown[LEFT])


@pytest.mark.parametrize("line", ['poll "Πότε;" "α, β" «γ»', "poll Πότε; | α, β | γ", 'poll "Πότε;" α, β; γ'])
async def test_options_stand_in_quotes_or_with_bars_or_semicolons_between(world: SurveyWorld, line: str) -> None:
    await world.command(line)
    assert [choice.label for choice in shown(world, LEFT).part.choices] == ["α, β", "γ"]
