"""The bot is killed while files are on their way, also between a text and its files: each arrives, once, in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.play import until
from tests.chaos.runner import runner
from tests.chaos.town import Town, town
from tests.servers.discord import Upload
from tests.servers.synapse import SynapseServer

TOWARDS_MATRIX = (("mid-message", "matrix", 1), ("sent", "matrix", 2), ("recording", "matrix", 2))
TOWARDS_DISCORD = (("claimed", "discord", 1), ("sent", "discord", 2))
COUNT = 6
SIZE = 200_000


@pytest.mark.timeout(240)
async def test_kills_lose_no_file(synapse: SynapseServer, tmp_path: Path) -> None:
    async with town(synapse, tmp_path) as place, runner() as bot:
        async with bot.living(place.order, iter(TOWARDS_MATRIX + TOWARDS_DISCORD)) as life:
            await until(place.is_ready, life, 60.0)

            # One side after the other: otherwise all may have arrived there before its first death has its turn.
            async def on_matrix_side() -> bool:
                return len(await on_matrix(place)) >= 3 * COUNT and bot.killed >= len(TOWARDS_MATRIX)

            async def on_discord_side() -> bool:
                dead = len(TOWARDS_MATRIX + TOWARDS_DISCORD)
                return len(on_discord(place)) >= COUNT and bot.killed == dead

            await send_on_discord(place)
            await until(on_matrix_side, life, 60.0)
            await send_on_matrix(place)
            await until(on_discord_side, life, 60.0)
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
