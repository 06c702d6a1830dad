"""The guild's scheduled events, which are Discord's own calendar: made, changed, begun and ended as we say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord

from bot.adapters.discord.channels import Channels
from bot.adapters.discord.inbound import moment_of
from bot.adapters.discord.places import PLATFORM
from bot.adapters.discord.problems import once
from bot.core.delivery import Part
from bot.core.errors import TryLater, Undeliverable
from bot.core.ids import MessageRef, RoomRef
from bot.core.occasions import PLACE, Occasion, Phase

ROOM = RoomRef.calendar(PLATFORM)

_STATUS = {
    Phase.SCHEDULED: discord.EventStatus.scheduled,
    Phase.ACTIVE: discord.EventStatus.active,
    Phase.OVER: discord.EventStatus.completed,
    Phase.CANCELLED: discord.EventStatus.cancelled,
}
_DONE = (discord.EventStatus.completed, discord.EventStatus.cancelled)


class GuildCalendar:
    """What is done in the calendar on the outbox's behalf. Only to make an event cannot be repeated without harm."""

    def __init__(self, channels: Channels, me: int, venue: int | None) -> None:
        """Act as the account `me`; events without a place are held in the voice or stage channel `venue`, if any."""
        self._channels, self._me, self._venue = channels, me, venue

    async def schedule(self, part: Part) -> MessageRef:
        """Have an event stand as the part says; raises TryLater, InDoubt, Undeliverable or what discord.py raises."""
        if part.occasion is None:
            raise Undeliverable("no occasion is given")
        if part.target is None:
            return ref_of(await once(self._make(part.occasion)))
        try:
            present = await self._guild.fetch_scheduled_event(int(part.target.id), with_counts=False)
        except discord.NotFound as error:
            if part.occasion.phase in (Phase.SCHEDULED, Phase.ACTIVE):
                raise Undeliverable("somebody deleted the event in Discord") from error
            return part.target
        await self._change(present, part.occasion)
        return part.target

    async def find(self, part: Part, since: datetime) -> MessageRef | None:
        """Return the event that a part made at or after a moment, None where none is; raises what discord.py raises.

        Discord keeps no token of ours with an event: it is known by its mark.
        """
        if part.occasion is None:
            return None
        for event in await self._guild.fetch_scheduled_events(with_counts=False):
            marked = event.creator_id == self._me and shown(event).mark == part.occasion.mark
            if marked and event.status not in _DONE and moment_of(event.id) >= since:
                return ref_of(event)
        return None

    @property
    def _guild(self) -> discord.Guild:
        guild = self._channels.guild
        if guild is None:
            raise TryLater("the guild is not there")
        return guild

    async def _make(self, wanted: Occasion) -> discord.ScheduledEvent:
        return await self._guild.create_scheduled_event(
            name=wanted.title,
            description=described(wanted),
            start_time=wanted.starts,
            end_time=wanted.ends,
            privacy_level=discord.PrivacyLevel.guild_only,
            **self._where(wanted),
        )

    async def _change(self, present: discord.ScheduledEvent, wanted: Occasion) -> None:
        """Change what is otherwise. What is over stays so, and what has begun is ended where it was to be cancelled.

        Discord lets an event go from scheduled to active or cancelled and from active to completed (API, "Guild
        Scheduled Event Status"), and begins and ends some by itself.
        """
        if present.status in _DONE:
            return
        changed = self._otherwise(present, wanted) if wanted.phase in (Phase.SCHEDULED, Phase.ACTIVE) else {}
        status = _STATUS[wanted.phase]
        if wanted.phase is Phase.ACTIVE or present.status is discord.EventStatus.active:
            changed.pop("start_time", None)
        if present.status is discord.EventStatus.active:
            status = discord.EventStatus.completed if status in _DONE else discord.EventStatus.active
        elif status is discord.EventStatus.completed:
            status = discord.EventStatus.cancelled
        if status is not present.status:
            changed["status"] = status
        if changed:
            await present.edit(**changed)

    def _otherwise(self, present: discord.ScheduledEvent, wanted: Occasion) -> dict[str, Any]:
        fields = {
            "name": (present.name, wanted.title),
            "description": (present.description or "", described(wanted)),
            "start_time": (present.start_time, wanted.starts),
            "end_time": (present.end_time, wanted.ends),
        }
        changed: dict[str, Any] = {name: new for name, (old, new) in fields.items() if old != new}
        where = self._where(wanted)
        channel = where.get("channel", discord.utils.MISSING)
        if (present.channel_id, present.location) != (channel.id if channel else None, where.get("location")):
            # Discord wants the end beside a place, which is all that ends an event outside of channels.
            changed |= where | {"end_time": wanted.ends}
        return changed

    def _where(self, wanted: Occasion) -> dict[str, Any]:
        """Return where an event is held: at its place or in the configured channel, or else simply in the guild."""
        venue = self._guild.get_channel(self._venue) if self._venue and not wanted.place else None
        if isinstance(venue, discord.StageChannel | discord.VoiceChannel):
            return {"channel": venue}
        place = wanted.place or self._guild.name[:PLACE]
        return {"entity_type": discord.EntityType.external, "location": place}


def ref_of(event: discord.ScheduledEvent) -> MessageRef:
    """Return the name of an event."""
    return MessageRef(ROOM, str(event.id))


def described(wanted: Occasion) -> str:
    """Return the description of an event, with the mark as its last line."""
    return f"{wanted.description}\n\n{wanted.mark}" if wanted.description else wanted.mark


def shown(event: discord.ScheduledEvent) -> Occasion:
    """Return how an event stands now."""
    text, _, mark = (event.description or "").rpartition("\n\n")
    place = "" if event.guild and event.location == event.guild.name[:PLACE] else event.location or ""
    phase = next(phase for phase, status in _STATUS.items() if status is event.status)
    return Occasion(event.name, text, place, event.start_time, event.end_time or event.start_time, phase, mark)
