"""What is planned during the trouble: events that stay, are moved and are cancelled, wishes, and announcements.

A secretary gives the commands in the admins' room on Matrix and waits for each answer; a listener on each side asks in
private to be reminded. Every event and every announcement bears a mark that is found again.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from tests.chaos.promises import Event, Heard, heard_on_discord, heard_on_matrix, kept, shown
from tests.chaos.talk import Said, insist, mark
from tests.chaos.tally import Tally, on_discord, on_matrix, tally
from tests.chaos.town import Town
from tests.servers.discord import Channel, Guild, Member
from tests.servers.synapse import MatrixRefused, MatrixUser, WaitedInVain, text_content

PURPOSES = {"ekdiloseis": "events", "anakoinoseis": "announcements", "diacheirisi": "admins"}
_ZONE = ZoneInfo("Europe/Athens")
_AHEAD = timedelta(minutes=9)
"""So long before their start events are planned: less than the last reminder before it, which is said at once."""
_BEFORE = timedelta(seconds=3)
"""So long before the start the clock stands when it was put forward."""
_AFTER = 3.0
"""Seconds after the last start until the counting begins."""
_PATIENCE = 180.0
_REPEAT = 30.0
"""Seconds after which a yes is said again."""
_LOOK, _AGAIN = 0.3, 40
"""Seconds between two looks for an answer, and after how many looks somebody asks again."""
_NUMBER = re.compile(r"#(\d+)")
_ASKED = re.compile(r"\n✅ .* · .*$")
"""How the choices stand at the end of a question, yes first."""


@dataclass(slots=True)
class Secretary:
    """Gives commands in a Matrix room, and reads the answers."""

    user: MatrixUser
    room: str
    bot: str

    async def does(self, line: str) -> str:
        """Give a command, say yes to what is asked back, and return the last answer.

        A yes that is not answered is said again: the bot does not know its own question if it died of asking it.
        """
        answer = await self._answer([await self._says(f"!stoa {line}")], _PATIENCE)
        while _ASKED.search(said := str(answer["content"]["body"])):
            answer = await self._agreed(answer["event_id"])
        return said

    async def _agreed(self, question: str) -> dict[str, Any]:
        said: list[str] = []
        for _ in range(round(_PATIENCE / _REPEAT)):
            said.append(await self._says("1", question))
            with suppress(TimeoutError):
                return await self._answer(said, _REPEAT)
        raise RuntimeError("nobody hears a yes")

    async def sees(self, room: str, words: str) -> None:
        """Wait until the bot has said some words in a room."""
        await self._waits(room, lambda event: words in str(event["content"].get("body", "")), _PATIENCE)

    async def _says(self, text: str, about: str | None = None) -> str:
        content = text_content(text, reply_to=about)
        return await insist(lambda token: self.user.send_event(self.room, "m.room.message", content, token))

    async def _answer(self, said: Collection[str], within: float) -> dict[str, Any]:
        """Return the first answer to any of these messages."""
        return await self._waits(self.room, lambda event: _answers(event, said), within)

    async def _waits(self, room: str, fits: Callable[[dict[str, Any]], bool], within: float) -> dict[str, Any]:
        async with asyncio.timeout(within):
            while True:
                with suppress(aiohttp.ClientError, MatrixRefused, WaitedInVain, TimeoutError, ValueError):
                    return await self.user.wait_for(
                        room, lambda event: event["sender"] == self.bot and fits(event), within=5.0
                    )
                await asyncio.sleep(0.2)


@dataclass(slots=True)
class Listener:
    """Somebody who asks in private to be reminded; `say` writes to the bot, `read` returns what it wrote since."""

    name: str
    say: Callable[[str], Awaitable[object]]
    read: Callable[[], Awaitable[list[Heard]]]

    async def wants(self, number: int, event: str) -> bool:
        """Ask to be reminded when an event starts; return whether the bot will."""
        for attempt in range(round(_PATIENCE / _LOOK)):
            if attempt % _AGAIN == 0:
                await self.say(f"remind me {number} 0")
            await asyncio.sleep(_LOOK)
            if (answer := await self._answer(number, event)) is not None:
                return answer
        raise RuntimeError(f"{self.name} has no answer")

    async def _answer(self, number: int, event: str) -> bool | None:
        texts = [one.text for one in await self.read()]
        if any(text.startswith("🔔 Θα σας γράψω") and event in text for text in texts):
            return True
        return False if any(f"#{number}" in text for text in texts) else None


@dataclass(slots=True)
class Agenda:
    """What was planned and announced, to be held against what the bot said."""

    town: Town
    listeners: list[Listener]
    events: list[Event] = field(default_factory=list)
    announced: list[Said] = field(default_factory=list)

    async def tallies(self) -> dict[str, Tally]:
        """Compare each side now: what was said of events in rooms and in private, and the announcements."""
        town, ours = self.town, self.town.discord.bot.id
        posts = town.discord.messages(town.channels["anakoinoseis"], deleted=True)
        ours_on_discord = on_discord((post for post in posts if post.author.id == ours), ours)
        announced = on_matrix(await town.owner.messages(town.rooms["anakoinoseis"]), town.bot)
        private = [kept(self.events, await each.read(), each.name) for each in self.listeners]
        return {
            "events → matrix": kept(self.events, await self._matrix()),
            "events → discord": kept(self.events, heard_on_discord(town.discord, town.channels["ekdiloseis"])),
            "events → the guild's own": shown(self.events, _guild(town)),
            **{f"events → {each.name}": found for each, found in zip(self.listeners, private, strict=True)},
            "announcements → matrix": tally(self.announced, announced),
            "announcements → discord": tally(self.announced, ours_on_discord),
        }

    async def _matrix(self) -> list[Heard]:
        events = await self.town.owner.messages(self.town.rooms["ekdiloseis"])
        return heard_on_matrix(events, self.town.bot, self.town.clock)


async def plan(town: Town, events: int, announcements: int, seconds: float) -> Agenda:
    """Have so many events planned and announcements made within about so many seconds; return when all have begun.

    The clock is put forward to the start when the plans are made.
    """
    secretary = Secretary(town.owner, town.rooms["diacheirisi"], town.bot)
    agenda = Agenda(town, [await _on_discord(town), await _on_matrix(town)])
    starts = (town.clock.now() + _AHEAD).replace(second=0, microsecond=0)
    waits = [seconds * number / max(events, announcements) for number in range(max(events, announcements))]
    planning = (_event(agenda, secretary, number, starts, waits[number]) for number in range(events))
    announcing = (_announcement(secretary, number, waits[number]) for number in range(announcements))
    agenda.events, agenda.announced = await asyncio.gather(asyncio.gather(*planning), asyncio.gather(*announcing))
    await _calendar_is_up_to_date(agenda)
    town.clock.jump(starts - _BEFORE)
    await asyncio.sleep((starts - town.clock.now()).total_seconds() + _AFTER)
    return agenda


async def _calendar_is_up_to_date(agenda: Agenda) -> None:
    """Wait until the guild shows the events, as it would in the minutes that the clock leaves out.

    Nobody shows an event there that begins at once. What is missing even then is counted.
    """
    with suppress(TimeoutError):
        await agenda.town.discord.wait_for(lambda: not shown(agenda.events, _guild(agenda.town)).lost, _REPEAT)


async def _event(agenda: Agenda, secretary: Secretary, number: int, starts: datetime, wait: float) -> Event:
    await asyncio.sleep(wait)
    town, name = agenda.town, f"e{number}x"
    said = await secretary.does(f'event add "Εκδήλωση {name}" "{_written(starts)}" 60')
    found = _NUMBER.search(said)
    if found is None or name not in said:
        raise RuntimeError(f"not planned: {said}")
    event, planned = Event(name, starts), int(found[1])
    wishes = [await each.wants(planned, name) for each in agenda.listeners] if number % 3 != 1 else []
    listeners = tuple(each.name for each, wish in zip(agenda.listeners, wishes, strict=False) if wish)
    event = replace(event, listeners=listeners)
    if number % 3 == 0:
        return event
    await secretary.sees(town.rooms["ekdiloseis"], name)
    if number % 3 == 1:
        await secretary.does(f"event edit {planned} when {_written(starts + timedelta(days=3))}")
        return replace(event, fate="moved", changed=town.clock.now())
    await secretary.does(f"event cancel {planned}")
    return replace(event, fate="cancelled", changed=town.clock.now())


async def _announcement(secretary: Secretary, number: int, wait: float) -> Said:
    await asyncio.sleep(wait)
    text = f"{mark(0, number)} καλημέρα σε όλες τις ομάδες"
    found = _NUMBER.search(await secretary.does(f'announce preview=no "{text}"'))
    if found is None:
        raise RuntimeError("not announced")
    if number % 3 == 1:
        text = f"{mark(0, number)} διορθώθηκε"
        await secretary.does(f"announcement edit {found[1]} {text}")
    if number % 3 == 2:
        await secretary.does(f"announcement withdraw {found[1]}")
    return Said("", found[1], None if number % 3 == 2 else text)


async def _on_discord(town: Town) -> Listener:
    member = town.discord_voices[0].member
    channel = town.discord.dm(member)

    async def read() -> list[Heard]:
        return heard_on_discord(town.discord, channel)

    return Listener(member.name, lambda text: _posted(town, channel, member, text), read)


async def _posted(town: Town, channel: Channel, member: Member, text: str) -> None:
    # While the server is away nobody can write; who wanted to tries again.
    with suppress(OSError, RuntimeError):
        await town.discord.post(channel, member, text)


async def _on_matrix(town: Town) -> Listener:
    voice = town.matrix_voices[0]
    body = {"is_direct": True, "preset": "trusted_private_chat", "invite": [town.bot]}
    room = str((await voice.user.call("POST", "createRoom", body=body))["room_id"])

    async def say(text: str) -> str:
        return await insist(lambda token: voice.user.send_event(room, "m.room.message", text_content(text), token))

    async def read() -> list[Heard]:
        with suppress(aiohttp.ClientError, MatrixRefused, TimeoutError, ValueError):
            return heard_on_matrix(await voice.user.messages(room), town.bot, town.clock)
        return []

    return Listener(voice.name, say, read)


def _guild(town: Town) -> Guild:
    (guild,) = town.discord.world.guilds.values()
    return guild


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(_ZONE):%Y-%m-%d %H:%M}"


def _answers(event: dict[str, Any], about: Collection[str]) -> bool:
    relation = event["content"].get("m.relates_to", {})
    answered = relation.get("m.in_reply_to", {}).get("event_id"), relation.get("event_id")
    return "body" in event["content"] and any(one in about for one in answered)
