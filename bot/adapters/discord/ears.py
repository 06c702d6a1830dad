"""What the gateway reports, made into events: where it happened is looked up, what concerns nobody is left out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

import discord
import structlog

from bot.adapters.discord import inbound
from bot.adapters.discord.channels import Channels, place_of
from bot.adapters.discord.inbound import Me, is_ours, is_talk
from bot.adapters.discord.places import PLATFORM, Place, channel_room, direct_room
from bot.core.errors import Undeliverable
from bot.core.events import Event, Joined, Left, MessageDeleted, Person, Reacted, Unreacted
from bot.core.ids import PersonRef, RoomRef
from bot.core.polls import PollBook, Words
from bot.core.ports import Clock
from bot.core.rooms import Rooms

_log = structlog.get_logger("stoa")

_REMEMBERED = 5000
"""Messages whose reactions are remembered, since Discord does not say whose a moderator took away."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Events, the cursor (name, message id) that covers them, and other cursors that are committed with them."""

    events: tuple[Event, ...] = ()
    cursor: tuple[str, int] | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


NOTHING = Heard()


def cursor_name(channel: int, place: Place) -> str:
    """Return the name of a channel's cursor; private conversations have names of their own, to be found again."""
    return f"{'channel' if place.room.person is None else 'direct'}:{channel}"


class Ears:
    """Listens in the community's rooms and in private; elsewhere it only hears what is said to the bot."""

    def __init__(
        self,
        channels: Channels,
        rooms: Rooms,
        me: Me,
        clock: Clock,
        deleted: Collection[int],
        polls: PollBook,
        words: Callable[[RoomRef], Words],
    ) -> None:
        """Listen in the rooms of the directory.

        `deleted` holds the messages that were deleted by us, `words` speaks for a room.
        """
        self._channels, self._rooms, self.me = channels, rooms, me
        self._clock, self._deleted, self._polls, self._words = clock, deleted, polls, words
        self._reactions: OrderedDict[int, set[tuple[int, str]]] = OrderedDict()
        self._numbers = count()

    async def posted(self, message: discord.Message) -> Heard:
        """Hear a message."""
        place = await self._place(message)
        if place is None:
            return NOTHING
        cursor = (cursor_name(message.channel.id, place), message.id) if self._at_home(place) else None
        if is_ours(message, self.me) or not is_talk(message):
            return Heard((), cursor)
        event = inbound.posted(message, place, self.me, self._words(place.room))
        if not cursor:
            return Heard((event,)) if event.addressed else NOTHING
        poll = inbound.poll_of(message)
        noted = self._polls.note(event.ref, poll, event.at) if poll else None
        return Heard((event,), cursor, noted[1] if noted else {})

    async def edited(self, message: discord.Message, before: discord.Message | None = None) -> Heard:
        """Hear that a message was changed; `before` is its former state, where it is known."""
        place = await self._place(message)
        if place is None or not self._at_home(place) or is_ours(message, self.me) or not is_talk(message):
            return NOTHING
        if message.poll is not None:
            return self._tallied(message, place)
        if before is not None and inbound.same_content(before, message):
            return NOTHING
        event = inbound.edited(message, place, self.me, self._words(place.room))
        return Heard((event,)) if event else NOTHING

    async def polled(self, channel: int, message: int) -> Heard:
        """Hear how a poll stands, by asking for it."""
        place = await self._channels.place(channel)
        if place is None or not self._at_home(place):
            return NOTHING
        try:
            found = await (await self._channels.message(place.message(message))).fetch()
        except (discord.HTTPException, Undeliverable) as error:
            _log.info("a poll cannot be read now", message=message, reason=str(error))
            return NOTHING
        return NOTHING if is_ours(found, self.me) else self._tallied(found, place)

    def open_polls(self) -> list[tuple[int, int]]:
        """Return (channel, message) of the polls that were open when they were last told."""
        spots = [(ref, self._channels.spot(ref)) for ref in self._polls.open()]
        return [(thread or int(ref.room.id), number) for ref, (thread, number) in spots]

    def _tallied(self, message: discord.Message, place: Place) -> Heard:
        poll, now = inbound.poll_of(message), self._clock.now()
        noted = self._polls.note(place.message(message.id), poll, now) if poll else None
        if noted is None:
            return NOTHING
        revision, notes = noted
        return Heard((inbound.changed(message, place, self.me, self._words(place.room), now, revision),), None, notes)

    async def deleted(self, channel: int, messages: Iterable[int]) -> Heard:
        """Hear that messages are gone."""
        place = await self._channels.place(channel)
        if place is None or not self._at_home(place):
            return NOTHING
        now = self._clock.now()
        gone = (number for number in sorted(messages) if number not in self._deleted)
        return Heard(tuple(MessageDeleted(place.message(number), now) for number in gone))

    async def reacted(self, payload: discord.RawReactionActionEvent) -> Heard:
        """Hear that a reaction was put under a message or taken back."""
        place = await self._channels.place(payload.channel_id)
        if place is None or not self._at_home(place) or payload.user_id == self.me.user:
            return NOTHING
        emoji = inbound.emoji_of(payload.emoji)
        adds = payload.event_type == "REACTION_ADD"
        self._remember(payload.message_id, (payload.user_id, emoji), adds=adds)
        kind = Reacted if adds else Unreacted
        who = inbound.person(payload.member) if payload.member else self._person(payload.user_id)
        return Heard((kind(place.message(payload.message_id), who, emoji, self._clock.now(), self._instance()),))

    def compared(
        self, message: int, place: Place, came: Iterable[tuple[Person, str]], gone: Iterable[tuple[PersonRef, str]]
    ) -> Heard:
        """Hear which reactions were found to have been given to a message, and which to have been taken back."""
        ref, now = place.message(message), self._clock.now()
        events: list[Event] = []
        for person, emoji in gone:
            events.append(Unreacted(ref, self._person(int(person.id)), emoji, now, self._instance()))
        for who, emoji in came:
            self._remember(message, (int(who.ref.id), emoji), adds=True)
            events.append(Reacted(ref, who, emoji, now, self._instance()))
        return Heard(tuple(events))

    async def cleared(self, channel: int, message: int, emoji: str | None = None) -> Heard:
        """Hear that a moderator took away all reactions, or all of one emoji."""
        place = await self._channels.place(channel)
        if place is None or not self._at_home(place):
            return NOTHING
        gone = sorted(found for found in self._reactions.get(message, ()) if emoji in (None, found[1]))
        now = self._clock.now()
        for one in gone:
            self._remember(message, one, adds=False)
        return Heard(
            tuple(
                Unreacted(place.message(message), self._person(user), what, now, self._instance())
                for user, what in gone
            )
        )

    async def came(self, member: discord.Member) -> Heard:
        """Hear that somebody joined the guild; they come in through the front room."""
        room = self._front(member.guild)
        if room is None or member.id == self.me.user:
            return NOTHING
        at = member.joined_at or self._clock.now()
        return Heard((Joined(room, inbound.person(member), at, at.isoformat()),))

    async def went(self, payload: discord.RawMemberRemoveEvent) -> Heard:
        """Hear that somebody left the guild."""
        guild = self._channels.guild
        room = self._front(guild) if guild and guild.id == payload.guild_id else None
        if room is None or payload.user.id == self.me.user:
            return NOTHING
        return Heard((Left(room, inbound.person(payload.user), self._clock.now(), self._instance()),))

    def _front(self, guild: discord.Guild) -> RoomRef | None:
        """Return the room in which people arrive: the guild's system channel if it is one of ours, else our first."""
        arrival = channel_room(guild.system_channel.id) if guild.system_channel else None
        ours = self._rooms.on(PLATFORM)
        return arrival if arrival in ours else next(iter(ours), None)

    def _at_home(self, place: Place) -> bool:
        return place.room.person is not None or self._rooms.of(place.room) is not None

    async def _place(self, message: discord.Message) -> Place | None:
        if isinstance(message.channel, discord.DMChannel) and message.author.id != self.me.user:
            place = Place(direct_room(message.author.id))
            self._channels.learn(message.channel.id, place)
            return place
        return place_of(message.channel) or await self._channels.place(message.channel.id)

    def _person(self, id: int) -> Person:
        guild = self._channels.guild
        member = guild.get_member(id) if guild else None
        return inbound.person(member) if member else inbound.stranger(id)

    def _remember(self, message: int, one: tuple[int, str], *, adds: bool) -> None:
        known = self._reactions.setdefault(message, set())
        self._reactions.move_to_end(message)
        if adds:
            known.add(one)
        else:
            known.discard(one)
        if not known or len(self._reactions) > _REMEMBERED:
            self._reactions.popitem(last=not known)

    def _instance(self) -> str:
        """Return what tells a reaction from the same one given again: Discord numbers neither."""
        return f"{self._clock.now().isoformat()}.{next(self._numbers)}"
