"""What goes wrong while people talk."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing, suppress
from functools import partial
from random import Random
from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit

from tests.chaos.play import Trouble
from tests.chaos.proxy import Proxy, answer
from tests.chaos.runner import Runner
from tests.chaos.town import Town
from tests.servers.discord import Fault
from tests.servers.discord.ratelimit import Limit

_SEND, _REDACT, _SYNC = "PUT */send/*", "PUT */redact/*", "GET */sync*"
_HOOK, _CHANGE, _POST = "POST /webhooks/*", "PATCH /webhooks/*", "POST /channels/*/messages"
_WAYS = tuple((performed, drop) for performed in (False, True) for drop in (False, True))
_SOON = 2.0
"""Seconds in which most troubles happen; one that does not happens whenever it can."""


def kills(seed: int, number: int, between: tuple[float, float]) -> Trouble:
    """Return a trouble that kills the bot so many times, after so many seconds each, as the seed decides."""

    async def trouble(_: Town, bot: Runner) -> None:
        chance = Random(seed)
        for _kill in range(number):
            await asyncio.sleep(chance.uniform(*between))
            bot.kill()

    return trouble


def later(seconds: float, trouble: Trouble) -> Trouble:
    """Return a trouble that happens after some seconds."""

    async def waiting(town: Town, bot: Runner) -> None:
        await asyncio.sleep(seconds)
        await trouble(town, bot)

    return waiting


def synapse_away(seconds: float, *, killed: bool) -> Trouble:
    """Return a trouble that ends the homeserver, in order or by SIGKILL, and starts it again after some seconds."""

    async def trouble(town: Town, _: Runner) -> None:
        await asyncio.sleep(1.0)
        await asyncio.to_thread(town.synapse.kill if killed else town.synapse.stop)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(town.synapse.start)

    return trouble


def discord_away(seconds: float) -> Trouble:
    """Return a trouble that stops the Discord server for some seconds."""

    async def trouble(town: Town, _: Runner) -> None:
        await asyncio.sleep(1.0)
        await town.discord_away()
        await asyncio.sleep(seconds)
        await town.discord_back()

    return trouble


async def discord_fails(town: Town, _: Runner) -> None:
    """Discord answers with errors and cuts connections, before and after it has done what was asked."""
    for performed, drop in _WAYS:
        for pattern in (_HOOK, _CHANGE, _POST, "DELETE /channels/*", "PUT /channels/*", "GET /channels/*"):
            status = None if drop else 502
            fault = town.discord.fail(pattern, status=status, drop=drop, performed=performed)
            with suppress(TimeoutError):
                await town.discord.wait_for(partial(_happened, fault), _SOON)


def _happened(fault: Fault) -> bool:
    return fault.hits == fault.times


async def discord_slow(town: Town, _: Runner) -> None:
    """Discord takes its time for some messages, so that others have to wait and are then sent together."""
    town.discord.fail(_HOOK, delay=0.5, times=12)


async def discord_limits(town: Town, _: Runner) -> None:
    """Discord turns requests away: briefly, for longer than a request waits, and the whole bot."""
    town.discord.ratelimits.limit_webhooks()
    for pattern in (_HOOK, _CHANGE, _POST):
        town.discord.fail(pattern, status=429, retry_after=0.3, times=2)
        town.discord.fail(pattern, status=429, retry_after=6.0)
    town.discord.fail(_HOOK, status=429, retry_after=0.5, whole_bot=True)


async def discord_takes_little(town: Town, _: Runner) -> None:
    """Discord keeps to its own limits, for webhooks and for the bot, so that messages have to be merged."""
    town.discord.ratelimits.limit_webhooks()
    town.discord.ratelimits.routes["POST /channels/{channel_id}/messages"] = Limit(5, 5.0)


async def matrix_fails(town: Town, _: Runner) -> None:
    """Whatever stands before the homeserver answers with errors and cuts connections, before and after the act."""
    for performed, drop in _WAYS:
        for pattern in (_SEND, _REDACT, _SYNC):
            said = b"" if drop else answer(502, "Bad Gateway")
            trouble = town.to_synapse.expect(pattern, said, performed=performed)
            with suppress(TimeoutError):
                async with asyncio.timeout(_SOON):
                    await trouble.done.wait()


async def matrix_limits(town: Town, _: Runner) -> None:
    """The homeserver turns requests away and says for how long."""
    body = json.dumps({"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 400})
    for pattern, times in ((_SEND, 6), (_REDACT, 2), (_SYNC, 1)):
        town.to_synapse.expect(pattern, answer(429, body), times=times)


def frozen(seconds: float) -> Trouble:
    """Return a trouble: no connection ends, but nothing passes any more for some seconds."""

    async def trouble(town: Town, _: Runner) -> None:
        for relay in _both(town):
            await asyncio.sleep(0.5)
            relay.freeze()
            await asyncio.sleep(seconds)
            relay.thaw()

    return trouble


async def half_closed(town: Town, _: Runner) -> None:
    """Each connection is half closed by the servers, again and again, and sometimes cut."""
    for number in range(6):
        await asyncio.sleep(0.5)
        for relay in _both(town):
            relay.half_close() if number % 2 else relay.cut()


async def gateway_trouble(town: Town, _: Runner) -> None:
    """Sessions are cut and resumed, ended, refused at their resume, and asked to reconnect."""
    gateway = town.discord.gateway
    for act in (gateway.drop, gateway.ask_to_reconnect, lambda: gateway.close(4000), gateway.drop):
        await asyncio.sleep(0.5)
        act()
    await asyncio.sleep(1.0)
    gateway.sessions.clear()
    gateway.drop()
    await asyncio.sleep(1.0)
    gateway.invalidate()


def disk_full(seconds: float) -> Trouble:
    """Return a trouble: for some seconds no file of the bot's can grow beyond what the database's log has now."""

    async def trouble(town: Town, bot: Runner) -> None:
        await asyncio.sleep(0.5)
        prlimit(bot.pid, RLIMIT_FSIZE, (4096, RLIM_INFINITY))
        await asyncio.sleep(seconds)
        prlimit(bot.pid, RLIMIT_FSIZE, (RLIM_INFINITY, RLIM_INFINITY))

    return trouble


def locked(seconds: float) -> Trouble:
    """Return a trouble: another process holds the database's lock for some seconds."""

    async def trouble(town: Town, _: Runner) -> None:
        await asyncio.sleep(0.5)
        with closing(sqlite3.connect(town.database, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await asyncio.sleep(seconds)
            other.execute("ROLLBACK")

    return trouble


async def webhooks_deleted(town: Town, _: Runner) -> None:
    """Somebody deletes the bot's webhooks, again and again."""
    for _time in range(3):
        await asyncio.sleep(0.8)
        town.discord.world.webhooks.clear()


def denied(seconds: float, *permissions: str) -> Trouble:
    """Return a trouble: the bot lacks permissions in the channel for some seconds."""

    async def trouble(town: Town, _: Runner) -> None:
        await asyncio.sleep(1.0)
        town.discord.deny(town.channels["genika"], *permissions)
        await asyncio.sleep(seconds)
        town.discord.deny(town.channels["genika"])

    return trouble


def muted(seconds: float) -> Trouble:
    """Return a trouble: in the Matrix room only its owner may write for some seconds, and the people in it."""

    async def trouble(town: Town, _: Runner) -> None:
        await asyncio.sleep(1.0)
        people = {voice.user.user_id: 10 for voice in town.matrix_voices}
        await town.owner.set_power_levels(town.rooms["genika"], people, events_default=10)
        await asyncio.sleep(seconds)
        await town.owner.set_power_levels(town.rooms["genika"], events_default=0)

    return trouble


def put_out(seconds: float) -> Trouble:
    """Return a trouble: the bot is put out of the Matrix room and invited again after some seconds."""

    async def trouble(town: Town, _: Runner) -> None:
        await asyncio.sleep(1.0)
        room = town.rooms["genika"]
        await town.owner.call("POST", "rooms", room, "kick", body={"user_id": town.bot})
        await town.owner.call("PUT", "rooms", room, "state", "m.room.join_rules", "", body={"join_rule": "invite"})
        await asyncio.sleep(seconds)
        await town.owner.invite(room, town.bot)

    return trouble


def cut_off(seconds: float) -> Trouble:
    """Return a trouble: the bot is cut off from Discord for some seconds, and its session is gone then."""

    async def trouble(town: Town, _: Runner) -> None:
        await asyncio.sleep(1.0)
        town.to_discord.close()
        await asyncio.sleep(seconds)
        town.discord.gateway.sessions.clear()
        await town.to_discord.open()

    return trouble


def _both(town: Town) -> tuple[Proxy, Proxy]:
    return town.to_discord, town.to_synapse
