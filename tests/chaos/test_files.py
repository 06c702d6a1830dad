"""The bot is killed while files are on their way, also between a text and its files: each arrives, once, in order."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.chaos.play import until
from tests.chaos.runner import runner
from tests.chaos.town import Town, town
from tests.servers.discord import Upload
from tests.servers.synapse import SynapseServer

DEATHS = (
    ("mid-message", "matrix", 1),
    ("sent", "matrix", 2),
    ("claimed", "discord", 1),
    ("sent", "discord", 2),
    ("recording", "matrix", 2),
    ("mid-message", "matrix", 2),
)
COUNT = 6
SIZE = 200_000


@pytest.mark.timeout(120)
async def test_kills_lose_no_file(synapse: SynapseServer, tmp_path: Path) -> None:
    async with town(synapse, tmp_path) as place, runner() as bot:
        life = asyncio.create_task(bot.live_on(place.order, iter(DEATHS)))
        try:
            await until(place.is_ready, life, 60.0)
            await asyncio.gather(send_on_discord(place), send_on_matrix(place))

            async def arrived() -> bool:
                matrix, discord = await on_matrix(place), on_discord(place)
                return len(matrix) >= 3 * COUNT and len(discord) >= COUNT and bot.killed == len(DEATHS)

            await until(arrived, life, 60.0)
            bot.stop()
            await life
        finally:
            if not life.done():
                life.cancel()
                bot.kill()
                await asyncio.gather(life, return_exceptions=True)
        expected = [each for n in range(COUNT) for each in (f"κείμενο {n}", f"d{n}a.bin", f"d{n}b.bin")]
        assert await on_matrix(place) == expected
        assert on_discord(place) == [(f"m{n}.bin", SIZE) for n in range(COUNT)]


async def send_on_discord(place: Town) -> None:
    channel, teacher = place.channels["genika"], place.discord_voices[0].member
    for number in range(COUNT):
        files = [Upload(f"d{number}{letter}.bin", bytes(SIZE)) for letter in "ab"]
        await place.discord.post(channel, teacher, f"κείμενο {number}", attachments=files)


async def send_on_matrix(place: Town) -> None:
    user, room = place.matrix_voices[0].user, place.rooms["genika"]
    for number in range(COUNT):
        name = f"m{number}.bin"
        uri = await user.upload(bytes(SIZE), "application/octet-stream", name)
        await user.send(room, name, content={"msgtype": "m.file", "filename": name, "url": uri})


async def on_matrix(place: Town) -> list[str]:
    """Return what the bot said in the room, in order: texts, and the names of files."""
    events = await place.owner.messages(place.rooms["genika"])
    ours = [event["content"] for event in events if event["sender"] == place.bot and "body" in event["content"]]
    return [content.get("filename") or content["body"].partition(": ")[2] for content in ours]


def on_discord(place: Town) -> list[tuple[str, int]]:
    """Return (name, bytes) of the files that the bot brought into the channel, in order."""
    messages = [message for message in place.discord.messages(place.channels["genika"]) if message.webhook_id]
    return [(file.filename, len(file.data)) for message in messages for file in message.attachments]
