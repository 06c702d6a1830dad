"""What people do to the guild's scheduled events: who is interested, and what was changed or deleted by hand."""

from __future__ import annotations

from itertools import count

import discord
import structlog

from bot.adapters.discord import inbound
from bot.adapters.discord.calendar import ROOM, ref_of, shown
from bot.adapters.discord.channels import Channels
from bot.adapters.discord.ears import NOTHING, Heard
from bot.core.events import Event, OccasionChanged, Person, Reacted, Unreacted
from bot.core.ids import MessageRef, PersonRef
from bot.core.occasions import INTERESTED
from bot.core.ports import Clock, Host

_log = structlog.get_logger("stoa")

CURSOR = "occasions"
"""The cursor that holds the ids of our events."""
_PAGE = 100
"""People in one answer (Discord API, "Get Guild Scheduled Event Users")."""
_DONE = (discord.EventStatus.completed, discord.EventStatus.cancelled)


class Interest:
    """Listens to the events that the bot itself made."""

    def __init__(
        self, client: discord.Client, channels: Channels, me: int, host: Host, clock: Clock, known: str = ""
    ) -> None:
        """Listen as the account `me`; the host knows who was interested before.

        `known` is the cursor (`CURSOR`) that tells which events there were when we last listened.
        """
        self._client, self._channels, self._me, self._host, self._clock = client, channels, me, host, clock
        self._numbers = count()
        self._ours = set(map(int, known.split()))

    async def made(self, event: discord.ScheduledEvent) -> Heard:
        """Hear that an event was made; ours is kept in mind, so that its deletion is noticed after an absence, too."""
        return self._known({*self._ours, event.id}) if event.creator_id == self._me else NOTHING

    async def heard(self, event: discord.ScheduledEvent, user: discord.User, *, adds: bool) -> Heard:
        """Hear that somebody is interested in an event, or no longer."""
        if event.creator_id != self._me or user.bot:
            return NOTHING
        return Heard((self._said(ref_of(event), self._person(user.id), adds=adds),))

    async def changed(self, number: int) -> Heard:
        """Hear that an event was changed, by asking how it stands: what was told may be from before our own change."""
        guild = self._channels.guild
        if guild is None:
            return NOTHING
        try:
            event = await guild.fetch_scheduled_event(number, with_counts=False)
        except discord.NotFound:
            return NOTHING
        except discord.HTTPException as error:
            _log.info("an event cannot be read now", number=number, reason=str(error))
            return NOTHING
        return Heard(self._standing(event)) if event.creator_id == self._me else NOTHING

    async def gone(self, event: discord.ScheduledEvent) -> Heard:
        """Hear that an event was deleted."""
        if event.creator_id != self._me:
            return NOTHING
        return self._known(self._ours - {event.id}, self._gone(event.id))

    async def missed(self) -> Heard:
        """Hear what happened to the events while nobody listened."""
        guild = self._channels.guild
        try:
            present = await guild.fetch_scheduled_events(with_counts=True) if guild else []
            ours = [event for event in present if event.creator_id == self._me and event.status not in _DONE]
            known = await self._host.reactions([ref_of(event) for event in ours])
            events: list[Event] = []
            for event in ours:
                before = known.get(ref_of(event))
                if before is not None:
                    events += self._standing(event)
                    events += await self._compared(event, {person for person, _ in before})
        except (discord.Forbidden, discord.NotFound) as error:
            _log.warning("the guild's events cannot be read", reason=str(error))
            return NOTHING
        there = {event.id for event in ours}
        return self._known(there, *events, *(self._gone(number) for number in sorted(self._ours - there)))

    async def _compared(self, event: discord.ScheduledEvent, before: set[PersonRef]) -> list[Event]:
        """Return who became interested meanwhile and who is no longer; where the number is the same, nobody."""
        if event.user_count == len(before):
            return []
        now = {person.ref: person for person in await self._interested(event)}
        ref = ref_of(event)
        came = [self._said(ref, person, adds=True) for who, person in now.items() if who not in before]
        gone = [self._said(ref, self._person(int(who.id)), adds=False) for who in sorted(before - now.keys())]
        return [*came, *gone]

    async def _interested(self, event: discord.ScheduledEvent) -> list[Person]:
        """Return who is interested, by the order of their ids: so Discord pages them (discord.py's pages overlap)."""
        found: list[int] = []
        size = _PAGE
        while size == _PAGE:
            page = await self._client.http.get_scheduled_event_users(
                event.guild_id, event.id, _PAGE, with_member=False, after=max(found, default=0)
            )
            found += [int(one["user"]["id"]) for one in page if not one["user"].get("bot")]
            size = len(page)
        return [self._person(user) for user in found]

    def _known(self, ours: set[int], *events: Event) -> Heard:
        """Return what is heard, with the cursor that says which events of ours there are now."""
        self._ours = ours
        return Heard(events, None, {CURSOR: " ".join(map(str, sorted(ours)))})

    def _gone(self, number: int) -> Event:
        return OccasionChanged(MessageRef(ROOM, str(number)), self._clock.now(), self._instance())

    def _standing(self, event: discord.ScheduledEvent) -> tuple[Event, ...]:
        occasion = None if event.status in _DONE else shown(event)
        return (OccasionChanged(ref_of(event), self._clock.now(), self._instance(), occasion),)

    def _said(self, ref: MessageRef, person: Person, *, adds: bool) -> Event:
        kind = Reacted if adds else Unreacted
        return kind(ref, person, INTERESTED, self._clock.now(), self._instance())

    def _person(self, user: int) -> Person:
        guild = self._channels.guild
        member = guild.get_member(user) if guild else None
        return inbound.person(member) if member else inbound.stranger(user)

    def _instance(self) -> str:
        """Return what tells one report from the next: Discord numbers none of them."""
        return f"{self._clock.now().isoformat()}.{next(self._numbers)}"
