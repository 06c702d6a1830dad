"""Texts are not kept for ever: what was asked and answered goes, and what became of it stays."""

from datetime import datetime, timedelta

import pytest

from bot.core.cog import periodics_of
from bot.core.errors import UserError
from bot.core.ids import RoomRef
from config.settings import HelpdeskSettings
from storage.database import Database
from tests.cogs.helpdesk_world import FACILITATOR, TEACHER, TEAM, World

SURE = "Ποιο hashtag βάζω στο έργο μου;"
UNKNOWN = "δεν ανοίγει ο σύνδεσμος του zoom"
PRIVATE = RoomRef.direct(TEACHER.ref)


@pytest.fixture
async def world(database: Database, now: datetime) -> World:
    return await World.begin(database, now)


async def clear(world: World, **later: float) -> None:
    """Let time pass, and have the helpdesk do what it does again and again."""
    world.later(**later)
    for periodic in periodics_of(world.helpdesk):
        async with world.tx() as tx:
            await periodic.run(world.now, tx)


async def kept(world: World) -> list[str]:
    async with world.tx() as tx:
        return [row["text"] for row in (await world.helpdesk.export(TEACHER.ref, tx))["questions"]]


def test_the_faq_is_read_every_minute_and_texts_are_cleared_every_six_hours(world: World) -> None:
    periods = [periodic.period for periodic in periodics_of(world.helpdesk)]
    assert periods == [timedelta(minutes=1), timedelta(hours=6)]


async def test_an_answered_question_is_kept_for_90_days_and_counted_for_ever(world: World) -> None:
    await world.hear(world.posted(SURE))
    await clear(world, days=90)
    assert await kept(world) == [SURE]
    await clear(world, hours=6)
    assert await kept(world) == [""]
    async with world.tx() as tx:
        assert await tx.value("SELECT COUNT(*) FROM questions WHERE outcome = 'answered'") == 1


async def test_a_question_is_kept_while_somebody_waits(world: World) -> None:
    await world.hear(world.posted(UNKNOWN))
    await clear(world, days=400)
    assert await kept(world) == [UNKNOWN]
    listed = await world.run("ticket list", by=FACILITATOR, room=TEAM)
    assert UNKNOWN in str(listed.text)


async def test_a_request_is_kept_for_365_days_after_it_was_answered(world: World) -> None:
    await world.hear(world.posted(UNKNOWN))
    await world.run("ticket answer 1 Δοκιμάστε τώρα.", by=FACILITATOR, room=TEAM)
    await clear(world, days=365)
    shown = str((await world.run("ticket show 1", by=FACILITATOR, room=TEAM)).text)
    assert "Δοκιμάστε τώρα." in shown
    assert "(το κείμενο έχει διαγραφεί)" in shown
    await clear(world, hours=6)
    shown = str((await world.run("ticket show 1", by=FACILITATOR, room=TEAM)).text)
    assert "Αίτημα #1 — απάντησε: facilitator-2" in shown
    assert "Δοκιμάστε τώρα." not in shown
    assert shown.count("(το κείμενο έχει διαγραφεί)") == 2


async def test_the_operator_decides_for_how_long(database: Database, now: datetime) -> None:
    world = await World.begin(database, now, HelpdeskSettings(questions_days=2, tickets_days=1))
    await world.hear(world.posted(SURE))
    await world.hear(world.posted(UNKNOWN))
    await world.run("ticket close 1 Λύθηκε", by=FACILITATOR, room=TEAM)
    await clear(world, days=1, hours=6)
    assert await kept(world) == [SURE, ""]
    await clear(world, days=1)
    assert await kept(world) == ["", ""]


async def test_what_is_no_longer_kept_cannot_be_passed_on(database: Database, now: datetime) -> None:
    world = await World.begin(database, now, HelpdeskSettings(questions_days=1))
    (suggested,) = await world.hear(world.posted("πότε θα δω τη βεβαίωση μου;", PRIVATE))
    await clear(world, days=2)
    with pytest.raises(UserError, match="no longer open"):
        await world.run(suggested.choices[-1].command)
    assert await world.owed() == []
