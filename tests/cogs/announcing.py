"""A team that announces: its cog, what is due and arrives, and what the rooms and the team were told."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.rooms import Purpose, Room, Rooms
from cogs.announcements import Announcements
from config.settings import AnnouncementsSettings
from storage import outbox
from storage.database import Database
from tests.cogs.asking import ROOMS, TEAM, Facilitator, words

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
ALL = Rooms((*ROOMS.rooms, Room("team", "Ομάδα", (TEAM,), Purpose.FACILITATORS)))
HEARD = "📣 Ανακοίνωση · facilitator-2\n"
GROUPS = {"mathima": ("ekdiloseis", "international", "den-yparxei"), "kamia": ("den-yparxei",)}


def cog(**settings: object) -> Announcements:
    """Return the cog with these settings."""
    return Announcements(ALL, AnnouncementsSettings.model_validate(settings), groups=GROUPS)


async def tick(facilitator: Facilitator, at: datetime) -> None:
    """Let the bot look what is due, and what has arrived."""
    assert isinstance(facilitator.cog, Announcements)
    for work in (facilitator.cog.send_due, facilitator.cog.settle):
        async with facilitator.database.transaction() as tx:
            await work(at, tx)


async def read(database: Database) -> list[str]:
    """Return what the rooms for announcements were owed on Discord."""
    return [line.partition(": ")[2] for line in await words(database) if line.startswith("discord:2:")]


async def told(database: Database) -> list[str]:
    """Return what the team's room was told."""
    return [line.partition(": ")[2] for line in await words(database) if line.startswith(f"{TEAM}:")]


async def arrive(database: Database, at: datetime, failing: str = "") -> None:
    """Have what is owed arrive, and what is owed to one place fail for good."""
    async with database.transaction() as tx:
        rows = await tx.all("SELECT id, room FROM outbox WHERE state = 'pending'")
        await outbox.sent(tx, [row["id"] for row in rows if row["room"] != failing], at)
        for row in rows:
            if row["room"] == failing:
                await outbox.bury(tx, row["id"], at, "M_FORBIDDEN: not in the room")
