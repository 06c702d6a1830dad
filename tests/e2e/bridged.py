"""What is said on one side of a bridged room, and what then stands on the other, message by message."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.e2e.community import Community
from tests.servers.discord import Channel, Message
from tests.servers.synapse.content import Event

_NAME = re.compile(r"<strong data-mx-profile-fallback>.*?: </strong>")

Said = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class OnMatrix:
    """A message as a Matrix client gets it, without the name of who is spoken for."""

    event: Event

    @property
    def id(self) -> str:
        return str(self.event["event_id"])

    @property
    def body(self) -> str:
        return self._without_name(str(self.event["content"]["body"]))

    @property
    def html(self) -> str | None:
        formatted = self.event["content"].get("formatted_body")
        return None if formatted is None else _NAME.sub("", formatted)

    @property
    def relation(self) -> dict[str, Any]:
        return dict(self.event["content"].get("m.relates_to") or {})

    def _without_name(self, body: str) -> str:
        profile = self.event["content"].get("com.beeper.per_message_profile") or {}
        return body.removeprefix(f"{profile.get('displayname')}: ")


class BridgedRoom:
    """One room of a community in both of its places, with the teacher on Discord and the owner on Matrix."""

    def __init__(self, both: Community, name: str) -> None:
        self.both, self.name = both, name
        self.channel: Channel = both.channels[name]
        self.matrix: str = both.matrix[name]
        self._ends = count(1)

    async def say_on_discord(self, text: str, **more: Any) -> Message:
        return await self.both.discord.post(self.channel, self.both.teacher, text, **more)

    async def say_on_matrix(self, body: str, formatted: str | None = None, **more: Any) -> str:
        return await self.both.owner.send(self.matrix, body, formatted, **more)

    async def call_the_owner(self, name: str) -> None:
        """Change the owner's name; the room knows it when this returns."""
        last = (await self.both.owner.messages(self.matrix))[-1]["event_id"]
        await self.both.owner.set_displayname(name)
        await self.both.owner.wait_for(
            self.matrix, lambda event: event["content"].get("displayname") == name, 20, after=last
        )

    async def after_discord(self, said: Sequence[Said]) -> list[OnMatrix]:
        """Have things said on Discord; return all that the bot wrote into the Matrix room because of them, in order."""
        before = {event["event_id"] for event in await self.both.owner.messages(self.matrix)}
        for act in said:
            await act()
        end = f"ως εδώ {next(self._ends)} στο Discord"
        await self.say_on_discord(end)
        await self.both.on_matrix(self.name, end)
        events = [event for event in await self.both.owner.messages(self.matrix) if event["event_id"] not in before]
        ours = [OnMatrix(event) for event in events if self._is_ours(event)]
        return [found for found in ours if found.body != end]

    async def after_matrix(self, said: Sequence[Said]) -> list[Message]:
        """Have things said on Matrix; return all that the bot wrote into the channel because of them, in order."""
        before = {message.id for message in self._ours()}
        for act in said:
            await act()
        end = f"ως εδώ {next(self._ends)} στο Matrix"
        await self.say_on_matrix(end)
        await self.both.on_discord(self.name, end)
        return [message for message in self._ours() if message.id not in before and message.content != end]

    async def counterpart(self, message: Message) -> OnMatrix:
        """Return the copy on Matrix of a message that was said on Discord."""
        return OnMatrix(await self.both.on_matrix(self.name, message.content))

    async def matrix_becomes(self, id: str, body: str) -> Event:
        """Wait for an edit that gives a message on Matrix a new text; return the new content."""

        def edits(event: Event) -> bool:
            relation = event["content"].get("m.relates_to") or {}
            new = event["content"].get("m.new_content") or {}
            return relation.get("rel_type") == "m.replace" and relation["event_id"] == id and body in new["body"]

        return dict((await self.both.owner.wait_for(self.matrix, edits, 60))["content"]["m.new_content"])

    async def redacted(self, id: str) -> Event:
        """Wait until an event on Matrix is redacted."""
        return await self.both.owner.wait_for(
            self.matrix, lambda event: event["type"] == "m.room.redaction" and _redacts(event) == id, 20
        )

    async def pinned(self, ids: Sequence[str]) -> None:
        """Wait until these events are pinned on Matrix, by the bot."""
        await self.both.owner.wait_for(
            self.matrix,
            lambda event: event["sender"] == self.both.bot.user_id and event["content"].get("pinned") == [*ids],
            20,
        )

    async def reacted(self, id: str, key: str, after: str | None = None) -> Event:
        """Wait for the bot's reaction to an event on Matrix."""

        def reacts(event: Event) -> bool:
            relation = event["content"].get("m.relates_to") or {}
            ours = event["sender"] == self.both.bot.user_id
            return ours and relation.get("event_id") == id and relation.get("key") == key

        return await self.both.owner.wait_for(self.matrix, reacts, 20, after)

    def _is_ours(self, event: Event) -> bool:
        new = "m.new_content" not in event["content"] and "body" in event["content"]
        return event["type"] == "m.room.message" and event["sender"] == self.both.bot.user_id and new

    def _ours(self) -> list[Message]:
        return [message for message in self.both.discord.messages(self.channel) if message.webhook_id is not None]


def _redacts(event: Event) -> object:
    return event.get("redacts") or event["content"].get("redacts")
