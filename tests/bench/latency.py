"""From a person on one side to the room on the other, over the real servers and clients.

The floor is the same homeserver without the bot: from before a send until another person's client has the message.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.bench.figures import Figure, milliseconds, seconds
from tests.e2e.community import Community, community
from tests.servers.synapse import MatrixUser, SynapseServer

TIMES = 60
ROOM = "genika"


async def latency(folder: Path) -> list[Figure]:
    """Measure both directions and the floor."""
    server = SynapseServer(folder / "synapse")
    await asyncio.to_thread(server.start)
    try:
        async with community(server, folder, "bench") as both, both.running():
            account = server.register("observer", displayname="teacher-23")
            async with MatrixUser(server.url, account) as observer:
                await both.owner.invite(both.matrix[ROOM], account.user_id)
                await observer.join(both.matrix[ROOM])
                return await _measure(both, observer)
    finally:
        await asyncio.to_thread(server.stop)


async def _measure(both: Community, observer: MatrixUser) -> list[Figure]:
    room, channel = both.matrix[ROOM], both.channels[ROOM]

    async def arrives(text: str) -> None:
        await observer.wait_for(room, lambda event: text in str(event["content"].get("body", "")), within=20)

    floor, to_discord, to_matrix = [], [], []
    for number in range(TIMES):
        began = seconds()
        await asyncio.gather(both.owner.send(room, f"floor {number}."), arrives(f"floor {number}."))
        floor.append(seconds() - began)
        began = seconds()
        sending = asyncio.create_task(both.owner.send(room, f"to discord {number}."))
        await both.on_discord(ROOM, f"to discord {number}.")
        to_discord.append(seconds() - began)
        await sending
        began = seconds()
        await both.discord.post(channel, both.teacher, f"to matrix {number}.")
        await arrives(f"to matrix {number}.")
        to_matrix.append(seconds() - began)
    return [
        *milliseconds("Matrix floor, no bot", floor, "", f"{TIMES} sends to one observer"),
        *milliseconds("Matrix to Discord", to_discord, "", "webhook on the loopback Discord"),
        *milliseconds("Discord to Matrix", to_matrix, "", "the floor's send included"),
    ]
