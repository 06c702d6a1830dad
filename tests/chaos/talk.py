"""What people say during the trouble, change and take back: every sentence bears a mark that is found again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from random import Random
from secrets import token_hex
from typing import Protocol, TypeVar

import aiohttp

from tests.servers.discord import Channel, DiscordServer, Member
from tests.servers.synapse import MatrixRefused, MatrixUser, edit_content, reaction_content, text_content

REPEATED = "ναι"
"""What everybody says again and again: nothing but their number tells such messages apart."""

EMOJI = "👍"

_EDIT_EVERY, _DELETE_EVERY, _LIKE_EVERY, _LONG_EVERY, _REPEAT_EVERY = 5, 7, 8, 11, 9
_AGAIN = 0.2
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Said:
    """A message as its author left it: `text` is None when it was taken back, `liked` whether it bears their emoji."""

    author: str
    id: str
    text: str | None
    liked: bool = False


class Speaker(Protocol):
    """Somebody who can say something; `most` is how many characters a message may have."""

    name: str
    most: int

    async def say(self, text: str) -> str:
        """Write; return the message's id."""
        ...


class Voice(Speaker, Protocol):
    """Somebody who speaks in a room, and may think better of it."""

    async def change(self, id: str, text: str) -> None:
        """Give an own message another text."""
        ...

    async def take_back(self, id: str) -> None:
        """Delete an own message."""
        ...

    async def like(self, id: str) -> str:
        """Put EMOJI under a message; return what takes it back."""
        ...

    async def unlike(self, id: str, reaction: str) -> None:
        """Take EMOJI back."""
        ...


@dataclass(slots=True)
class DiscordVoice:
    """A member in a channel."""

    server: DiscordServer
    channel: Channel
    member: Member
    name: str
    most: int = 1900

    async def say(self, text: str) -> str:
        return str((await self.server.post(self.channel, self.member, text)).id)

    async def change(self, id: str, text: str) -> None:
        await self.server.edit(self.channel.messages[int(id)], text)

    async def take_back(self, id: str) -> None:
        await self.server.delete(self.channel.messages[int(id)])

    async def like(self, id: str) -> str:
        await self.server.react(self.channel.messages[int(id)], self.member, EMOJI)
        return ""

    async def unlike(self, id: str, reaction: str) -> None:
        await self.server.unreact(self.channel.messages[int(id)], self.member, EMOJI)


@dataclass(slots=True)
class MatrixVoice:
    """A user in a room, whose client tries again until the homeserver has taken it (with the same transaction id)."""

    user: MatrixUser
    room: str
    name: str
    most: int = 3000

    async def say(self, text: str) -> str:
        return await insist(lambda token: self.user.send_event(self.room, "m.room.message", text_content(text), token))

    async def change(self, id: str, text: str) -> None:
        content = edit_content(id, text)
        await insist(lambda token: self.user.send_event(self.room, "m.room.message", content, token))

    async def take_back(self, id: str) -> None:
        path = ("rooms", self.room, "redact", id)
        await insist(lambda token: self.user.call("PUT", *path, token, body={}))

    async def like(self, id: str) -> str:
        content = reaction_content(id, EMOJI)
        return await insist(lambda token: self.user.send_event(self.room, "m.reaction", content, token))

    async def unlike(self, id: str, reaction: str) -> None:
        await self.take_back(reaction)


@dataclass(slots=True)
class Announcer:
    """A coordinator who has the bot announce what they say."""

    voice: MatrixVoice
    name: str = ""
    most: int = 3000

    async def say(self, text: str) -> str:
        return await self.voice.say(f'!stoa announce preview=no "{text}"')


def mark(sender: int, number: int, part: int = 0) -> str:
    """Return what tells a sentence of a sender's message from all others."""
    return f"s{sender}n{number}p{part}"


async def speak(voice: Voice, sender: int, count: int, seconds: float) -> list[Said]:
    """Say so many messages in about so many seconds, and change, take back and like some of them a little later."""
    chance = Random(sender)
    said: list[Said] = []
    for number in range(count):
        text = _text(voice, sender, number)
        said.append(Said(voice.name, await voice.say(text), text))
        await _reconsider(voice, sender, said)
        await asyncio.sleep(chance.uniform(0.0, 2 * seconds / count))
    return said


async def announce(speaker: Speaker, sender: int, count: int, seconds: float) -> list[Said]:
    """Say so many messages in about so many seconds, and leave them as they are."""
    said: list[Said] = []
    for number in range(count):
        text = _text(speaker, sender, number)
        said.append(Said(speaker.name, await speaker.say(text), text))
        await asyncio.sleep(seconds / count)
    return said


async def _reconsider(voice: Voice, sender: int, said: list[Said]) -> None:
    last = len(said) - 1
    changed, doomed, liked = last - 2, last - 4, last - 1
    if last % _EDIT_EVERY == 3 and _own_words(said[changed]):
        text = f"{mark(sender, changed)} διορθώθηκε"
        await voice.change(said[changed].id, text)
        said[changed] = replace(said[changed], text=text)
    if last % _DELETE_EVERY == 6 and _own_words(said[doomed]):
        await voice.take_back(said[doomed].id)
        said[doomed] = replace(said[doomed], text=None)
    if last % _LIKE_EVERY == 5 and _own_words(said[liked]):
        reaction = await voice.like(said[liked].id)
        if last % (2 * _LIKE_EVERY) == 5:
            await voice.unlike(said[liked].id, reaction)
        else:
            said[liked] = replace(said[liked], liked=True)


def _own_words(said: Said) -> bool:
    return said.text not in (None, REPEATED)


def _text(speaker: Speaker, sender: int, number: int) -> str:
    if number % _REPEAT_EVERY == _REPEAT_EVERY - 1 and speaker.name:
        return REPEATED
    if number % _LONG_EVERY == _LONG_EVERY - 1:
        sentence = len(f"{mark(sender, number, 10)} μια μεγάλη ιστορία για το έργο της ομάδας μας. ")
        sentences = range(speaker.most // sentence)
        return " ".join(
            f"{mark(sender, number, part)} μια μεγάλη ιστορία για το έργο της ομάδας μας." for part in sentences
        )
    return f"{mark(sender, number)} καλημέρα από την ομάδα μας"


async def insist(attempt: Callable[[str], Awaitable[_T]]) -> _T:
    """Try until the homeserver has taken it, each time with the same transaction id."""
    token = token_hex(8)
    while True:
        try:
            return await attempt(token)
        except MatrixRefused as refusal:
            if refusal.status < 500:
                raise
        except (aiohttp.ClientError, TimeoutError, ValueError):
            pass
        await asyncio.sleep(_AGAIN)
