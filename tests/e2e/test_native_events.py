"""An event on both real servers: among Discord's own events, and one list of who comes from everywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import icalendar

from bot.app import App
from storage import guests
from tests.e2e.community import Community, community
from tests.servers.discord.model import ScheduledEvent
from tests.servers.discord.scheduling import change_event, lose_interest, take_interest
from tests.servers.synapse import SynapseServer

HOUR = timedelta(hours=1)


NUMBER = 8
"""The sample community brings seven events of its own."""


async def coming(app: App) -> list[str]:
    async with app.database.reading() as tx:
        return [guest.name for guest in await guests.of_event(tx, NUMBER)]


def shown(town: Community, **fields: object) -> ScheduledEvent | None:
    """Return our event in the guild, if it is there once and as it should be."""
    ours = [found for found in town.guild.events.values() if found.data["description"] == f"Stoa · #{NUMBER}"]
    return ours[0] if len(ours) == 1 and fields.items() <= ours[0].data.items() else None


async def until_coming(town: Community, app: App, names: list[str]) -> None:
    for _ in range(200):
        if await coming(app) == names:
            return
        await town.clock.sleep(0.05)
    assert await coming(app) == names


async def team_says(town: Community, line: str) -> None:
    await town.owner.send(town.matrix["diefkolyntes"], f"!stoa {line}")


async def test_one_event_everywhere(synapse: SynapseServer, tmp_path: Path) -> None:
    async with community(synapse, tmp_path, "native") as town:
        async with town.running() as app:
            await team_says(town, 'event add "Γνωριμία" "αύριο 18:00" 60 link=https://example.org/live')
            question = await town.on_matrix("diefkolyntes", "Κατάλαβα:")
            await town.owner.react(town.matrix["diefkolyntes"], question["event_id"], "✅")
            event = await town.discord.wait_for(lambda: shown(town, name="Γνωριμία", status=1), 60)
            assert event is not None
            assert event.data["entity_metadata"] == {"location": "https://example.org/live"}
            async with app.database.reading() as tx:
                starts = (await tx.value("SELECT starts_at FROM events WHERE id = ?", NUMBER)) / 1_000_000
            take_interest(town.discord.world, event, town.teacher)
            await until_coming(town, app, ["teacher-17"])
            town.clock.ahead = timedelta(seconds=starts - town.clock.now().timestamp()) - HOUR
            reminder = await town.on_matrix("ekdiloseis", "🔔", "«Γνωριμία»")
            await town.owner.react(town.matrix["ekdiloseis"], reminder["event_id"], "✅")
            await until_coming(town, app, ["teacher-17", "coordinator-1"])
            await team_says(town, f"event edit {NUMBER} title Συνάντηση")
            await town.discord.wait_for(lambda: shown(town, name="Συνάντηση"), 60)
            change_event(town.discord.world, event, name="Άλλος τίτλος")
            await town.on_matrix("diefkolyntes", f"Κάποιος άλλαξε την εκδήλωση #{NUMBER}")
            await town.discord.wait_for(lambda: shown(town, name="Συνάντηση"), 60)
        lose_interest(town.discord.world, event, town.teacher)
        async with town.running() as app:
            await until_coming(town, app, ["coordinator-1"])
            town.clock.ahead += HOUR + timedelta(minutes=1)
            await town.discord.wait_for(lambda: shown(town, status=2), 60)
            await the_event_comes_as_a_file(town)
            town.clock.ahead += HOUR
            await town.discord.wait_for(lambda: shown(town, status=3), 60)


async def the_event_comes_as_a_file(town: Community) -> None:
    """Ask for it on both sides, and read what comes in private."""
    await town.discord.slash(town.channels["ekdiloseis"], town.teacher, "event ics", {"number": NUMBER})
    private = town.discord.dm(town.teacher)
    sent = await town.discord.wait_for(
        lambda: [file for message in town.discord.messages(private) for file in message.attachments], 20
    )
    await town.owner.send(town.matrix["ekdiloseis"], f"!stoa event ics {NUMBER}")
    room = await town.owner.wait_for_invite()
    await town.owner.join(room)
    event = await town.owner.wait_for(room, lambda event: event["content"].get("msgtype") == "m.file", 20)
    for name, data in (
        (sent[0].filename, sent[0].data),
        (event["content"]["filename"], await town.owner.download(event["content"]["url"])),
    ):
        assert name == f"event-{NUMBER}.ics"
        (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
        assert str(found["SUMMARY"]) == "Συνάντηση"
