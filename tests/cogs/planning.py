"""Facilitators who plan an event and teachers who come to it, for the tests of events."""

from datetime import UTC, datetime

from bot.core.delivery import Delivery
from cogs.events import Events, Guests
from config.settings import EventsSettings
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator, owed

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
"""When `planned` has an event begin."""


def planner(database: Database) -> Facilitator:
    """Return who plans events."""
    return Facilitator(database, Events(ROOMS, EventsSettings(), ()))


def teacher(database: Database, number: int) -> Facilitator:
    """Return somebody who comes to events."""
    return Facilitator(database, Guests(ROOMS, EventsSettings()), name=f"teacher-{number}")


async def planned(team: Facilitator, more: str = "") -> None:
    """Have an event planned, with more arguments if given."""
    await team.says(f'event add "Γνωριμία" "Παρασκευή 18:00" 60 {more}', NOW)
    assert (await team.chooses(1, NOW)).startswith("✅")


async def tick(team: Facilitator, at: datetime) -> list[Delivery]:
    """Say what is due; return what is owed by that."""
    before = len(await owed(team.database))
    assert isinstance(team.cog, Events)
    async with team.database.transaction() as tx:
        await team.cog.remind(at, tx)
    return (await owed(team.database))[before:]
