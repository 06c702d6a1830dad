"""What people do to a guild's scheduled events."""

from __future__ import annotations

from tests.servers.discord.model import Json, Member, ScheduledEvent
from tests.servers.discord.world import World


def take_interest(world: World, event: ScheduledEvent, who: Member) -> None:
    """Let a member be interested in an event; once is enough."""
    if who.id not in event.user_ids:
        event.user_ids.append(who.id)
        world.emit("GUILD_SCHEDULED_EVENT_USER_ADD", _about(event, who), guild=event.guild)


def lose_interest(world: World, event: ScheduledEvent, who: Member) -> None:
    """Let a member be interested no longer."""
    if who.id in event.user_ids:
        event.user_ids.remove(who.id)
        world.emit("GUILD_SCHEDULED_EVENT_USER_REMOVE", _about(event, who), guild=event.guild)


def change_event(world: World, event: ScheduledEvent, **changed: object) -> None:
    """Let somebody change fields of an event, as `data` names them."""
    event.data = event.data | changed
    world.emit("GUILD_SCHEDULED_EVENT_UPDATE", event.data, guild=event.guild)


def remove_event(world: World, event: ScheduledEvent) -> None:
    """Let somebody delete an event."""
    del event.guild.events[event.id]
    world.emit("GUILD_SCHEDULED_EVENT_DELETE", event.data, guild=event.guild)


def _about(event: ScheduledEvent, who: Member) -> Json:
    return {
        "guild_scheduled_event_id": str(event.id),
        "user_id": str(who.id),
        "guild_id": str(event.guild.id),
    }
