"""Reactions that were given and taken back while we were away: what stands there now against what we were told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import discord

from bot.adapters.discord import inbound
from bot.adapters.discord.ears import Ears, Heard
from bot.adapters.discord.intake import Intake
from bot.adapters.discord.places import Place
from bot.core.emoji import qualified
from bot.core.events import Person
from bot.core.ids import PersonRef
from bot.core.ports import Host

Given: TypeAlias = tuple[PersonRef, str]

_ASKED = 200
"""Emoji whose givers are asked for after one gap: each is a request for 100 people."""
_PEOPLE = 300
"""Givers of one emoji that are asked for."""


class Reactions:
    """Compares by number first: Discord tells it with the message, and names the people for a request an emoji.

    Where one person gave an emoji and another took the same back, the number is the same and nothing is told. What the
    other places show does not change by that either.
    """

    def __init__(self, ears: Ears, intake: Intake, host: Host) -> None:
        """Tell what changed through the ears to the intake; the host says what is known."""
        self._ears, self._intake, self._host = ears, intake, host
        self._left = 0

    def begin(self) -> None:
        """A gap was: as many requests as one may cost are allowed again."""
        self._left = _ASKED

    async def compare(self, messages: Sequence[discord.Message], place: Place) -> None:
        """Hand on what changed under messages of a place, in their order."""
        known = await self._host.reactions([place.message(message.id) for message in messages])
        changed: list[Heard] = []
        for message in messages:
            before = known.get(place.message(message.id))
            if before is not None and (before or message.reactions):
                changed.append(await self._changed(message, place, before))
        await self._intake.hand_on(changed)

    async def _changed(self, message: discord.Message, place: Place, known: frozenset[Given]) -> Heard:
        shown = {qualified(inbound.emoji_of(_partial(found.emoji))): found for found in message.reactions}
        came: list[tuple[Person, str]] = []
        gone = [(who, emoji) for who, emoji in sorted(known) if emoji not in shown]
        for emoji, reaction in shown.items():
            before = {who for who, given in known if given == emoji}
            people = await self._people(reaction) if reaction.count - reaction.me != len(before) else None
            if people is not None:
                came += [(who, emoji) for ref, who in people.items() if ref not in before]
                gone += [(ref, emoji) for ref in sorted(before - people.keys())]
        return self._ears.compared(message.id, place, came, gone)

    async def _people(self, reaction: discord.Reaction) -> dict[PersonRef, Person] | None:
        """Return who gives an emoji, bots left out; None where that cannot be asked."""
        if self._left <= 0:
            return None
        self._left -= 1
        try:
            people = [inbound.person(user) async for user in reaction.users(limit=_PEOPLE)]
        except (discord.NotFound, discord.Forbidden):
            return None
        return {who.ref: who for who in people if not who.bot}


def _partial(emoji: discord.PartialEmoji | discord.Emoji | str) -> discord.PartialEmoji:
    return discord.PartialEmoji.from_str(emoji if isinstance(emoji, str) else f"{emoji.name}:{emoji.id}")
