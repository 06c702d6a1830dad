"""A request on the real servers: whom it is for, who is reminded of it, and who has it when somebody is away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest

from bot.app import App
from bot.core.ids import PersonRef
from bot.engine.clock import SystemClock
from cogs.helpdesk.hours import Hours
from config.settings import TeamSettings
from storage import duty
from tests.e2e.community import Community, ShiftedClock, community
from tests.servers.synapse import SynapseServer

DESK, TEAM = "helpdesk", "diefkolyntes"
PASSWORD = "ksexasa ton kwdiko prosvasis, ti kanw?"
ACCOUNT = "Δεν θυμάμαι με ποιον λογαριασμό μπαίνω, τι κάνω;"
FOR_THE_FACILITATOR = "περιμένει την απάντησή σας"
FOR_ALL = "περισσότερο απ’ όσο πρέπει"
FOR_THE_ASKER = "είναι σε καλά χέρια"


@pytest.fixture
async def both(synapse: SynapseServer, tmp_path: Path) -> AsyncIterator[Community]:
    async with community(synapse, tmp_path, token_hex(4), clock=ShiftedClock()) as both:
        known = both.configuration
        people = (f"discord:{both.facilitator.id}", f"matrix:{both.owner.user_id}")
        team = TeamSettings(name="Πλατφόρμα", topics=("platforma",), people=people)
        both.configuration = replace(known, settings=known.settings.model_copy(update={"teams": (team,)}))
        morning = next_morning(Hours(known.community.support, known.community.zone), SystemClock().now())
        both.clock.ahead = morning - SystemClock().now()
        yield both


def next_morning(hours: Hours, now: datetime) -> datetime:
    """Return when the support team next begins a day's work."""
    while hours.is_open(now):
        now += timedelta(hours=1)
    return hours.opening(now)


@pytest.mark.timeout(240)
async def test_a_request_finds_its_person_is_not_forgotten_and_changes_hands(both: Community) -> None:
    async with both.running() as app:
        await who_is_off_duty_is_passed_over(both)
        await who_is_back_is_given_the_next_one(both)
        await what_waits_too_long_is_told_once_to_each(both, app)
        await who_is_away_hands_over(both, app)


async def who_is_off_duty_is_passed_over(both: Community) -> None:
    assert "εκτός υπηρεσίας" in await commanded(both, "duty off", {})
    await both.discord.post(both.channels[DESK], both.teacher, PASSWORD)
    note = await both.on_matrix(TEAM, "Νέο αίτημα #1", "Για: ")
    assert note["content"]["m.mentions"]["user_ids"] == [both.owner.user_id], "a mention for real"
    await both.on_discord(TEAM, "Νέο αίτημα #1", "Για: ένα μέλος")


async def who_is_back_is_given_the_next_one(both: Community) -> None:
    assert "σε υπηρεσία" in await commanded(both, "duty on", {})
    await both.discord.post(both.channels[DESK], both.teacher, ACCOUNT)
    await both.on_discord(TEAM, "Νέο αίτημα #2", f"Για: <@{both.facilitator.id}>")
    await both.on_matrix(TEAM, "Νέο αίτημα #2", "Για: facilitator-1")


async def what_waits_too_long_is_told_once_to_each(both: Community, app: App) -> None:
    home = both.discord.dm(both.facilitator)

    def reminders() -> int:
        return sum(FOR_THE_FACILITATOR in message.content for message in both.discord.messages(home))

    both.clock.ahead += timedelta(minutes=95)
    await both.discord.wait_for(lambda: reminders() == 1, 60)
    both.clock.ahead += timedelta(minutes=30)
    for number in (1, 2):
        await both.on_matrix(TEAM, f"#{number}", FOR_ALL)
        await both.on_matrix(DESK, f"#{number}", FOR_THE_ASKER)
    both.clock.ahead += timedelta(minutes=5)
    await app.idle()
    assert [await both.count_on_matrix(TEAM, FOR_ALL), reminders()] == [2, 1]


async def who_is_away_hands_over(both: Community, app: App) -> None:
    await commanded(both, "ticket take", {"number": 2})
    await commanded(both, "me absence", {"first": "σήμερα", "last": "αύριο"})
    told = await both.on_matrix(TEAM, "#2 άλλαξε χέρια", "Για: ")
    assert told["content"]["m.mentions"]["user_ids"] == [both.owner.user_id]
    await app.idle()
    async with app.database.transaction() as tx:
        assert await duty.routed(tx, 2) == PersonRef("matrix", both.owner.user_id)


async def commanded(both: Community, command: str, values: dict[str, str | int]) -> str:
    """Have the facilitator give a command on Discord; return the answer."""
    used = await both.discord.slash(both.channels[TEAM], both.facilitator, command, values)
    answer = await used.response
    message = used.original or answer.message
    assert message is not None
    return message.content
