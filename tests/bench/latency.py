"""From a person on one side to the room on the other, over the real servers and clients.

The floor is the same homeserver without the bot: from before a send until another person's client has the message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from tests.bench.figures import Figure, milliseconds, percentile, seconds
from tests.e2e.community import Community, community
from tests.servers.synapse import MatrixUser, SynapseServer

TIMES = 200
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

    floor, send, to_discord, to_matrix = [], [], [], []
    elsewhere = both.discord.add_webhook(both.guild.add_text_channel("elsewhere"), "floor")
    hook = f"{both.discord.api_url}/webhooks/{elsewhere.id}/{elsewhere.token}?wait=true"
    async with aiohttp.ClientSession() as session:
        for number in range(TIMES):
            began = seconds()
            await asyncio.gather(both.owner.send(room, f"floor {number}."), arrives(f"floor {number}."))
            floor.append(seconds() - began)
            send.append(await _webhook(session, hook, f"floor of Discord {number}."))
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
        *milliseconds("Discord floor, no bot", send, "", "one webhook's message, by a plain HTTP client"),
        *milliseconds("Matrix to Discord", to_discord, "", "webhook on the loopback Discord"),
        *milliseconds("Discord to Matrix", to_matrix, "", "the floor's send included"),
        *_added("Matrix to Discord", to_discord, (floor, send)),
        *_added("Discord to Matrix", to_matrix, (floor,)),
    ]


async def _webhook(session: aiohttp.ClientSession, url: str, text: str) -> float:
    """Return the seconds that a message of a webhook takes, without a bot."""
    began = seconds()
    async with session.post(url, json={"content": text}) as answer:
        answer.raise_for_status()
        await answer.read()
    return seconds() - began


def _added(direction: str, waits: Sequence[float], floors: Sequence[Sequence[float]]) -> list[Figure]:
    """Return what the bridge adds to what the servers need by themselves, percentile by percentile."""
    aims = {50: "<= 10 ms", 99: "<= 50 ms"}
    return [
        Figure(
            f"{direction}, added by the bridge p{rank}",
            (percentile(waits, rank) - sum(percentile(floor, rank) for floor in floors)) * 1000,
            "ms",
            aims.get(rank, ""),
            "the percentile, less that of the floor" + (" and of one send to Discord" if len(floors) > 1 else ""),
        )
        for rank in (50, 95, 99)
    ]
