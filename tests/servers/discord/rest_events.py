"""REST: guild scheduled events."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from tests.servers.discord import shapes
from tests.servers.discord.errors import ApiError, check_length, invalid_form, unknown
from tests.servers.discord.model import Json, ScheduledEvent
from tests.servers.discord.scheduling import change_event, remove_event
from tests.servers.discord.web import (
    API,
    WORLD,
    guild_of,
    no_content,
    number,
    page_size,
    query_number,
    read_json,
    reply,
)

routes = web.RouteTableDef()
_EVENTS = API + "/guilds/{guild_id}/scheduled-events"
_EVENT = _EVENTS + "/{event_id}"
_CHANGEABLE = (
    "name",
    "description",
    "channel_id",
    "scheduled_start_time",
    "scheduled_end_time",
    "status",
    "entity_type",
    "entity_metadata",
    "privacy_level",
)
_MOST = 100
_NEXT_STATUS = {1: {1, 2, 4}, 2: {2, 3}, 3: {3}, 4: {4}}
"""Scheduled, active, completed, canceled, and what each may become."""


@routes.get(_EVENTS)
async def list_events(request: web.Request) -> web.Response:
    """Return the guild's events."""
    return reply([_shown(request, found) for found in guild_of(request).events.values()])


@routes.post(_EVENTS)
async def create_event(request: web.Request) -> web.Response:
    """Announce an event; it must lie in the future, an external one needs a place and an end."""
    world, guild = request.app[WORLD], guild_of(request, "create_events")
    if sum(found.data["status"] < 3 for found in guild.events.values()) >= _MOST:
        raise ApiError(400, 30038)
    event = ScheduledEvent(world.ids.next(), guild, {})
    event.data = {
        "id": str(event.id),
        "guild_id": str(guild.id),
        "description": None,
        "channel_id": None,
        "creator_id": str(world.bot.id),
        "creator": shapes.user(world.bot),
        "image": None,
        "scheduled_end_time": None,
        "status": 1,
        "entity_id": None,
        "entity_metadata": None,
        "recurrence_rule": None,
        "privacy_level": 2,
        "guild_scheduled_event_exceptions": [],
    }
    body = await read_json(request)
    _apply(event.data, body)
    _check(event.data, world.clock.now())
    guild.events[event.id] = event
    world.emit("GUILD_SCHEDULED_EVENT_CREATE", event.data, guild=guild)
    return reply(event.data)


@routes.get(_EVENT)
async def get_event(request: web.Request) -> web.Response:
    """Return one event."""
    return reply(_shown(request, _event(request)))


@routes.patch(_EVENT)
async def patch_event(request: web.Request) -> web.Response:
    """Change, start, end or cancel an event."""
    event, body = _event(request, "manage_events"), await read_json(request)
    former, changed = event.data["status"], dict(event.data)
    _apply(changed, body)
    if changed["status"] not in _NEXT_STATUS[former]:
        raise ApiError(400, 180000, "Cannot update a finished event" if former > 2 else "Invalid event status")
    _check(changed, request.app[WORLD].clock.now() if "scheduled_start_time" in body else None)
    change_event(request.app[WORLD], event, **changed)
    return reply(event.data)


@routes.delete(_EVENT)
async def delete_event(request: web.Request) -> web.Response:
    """Delete an event."""
    remove_event(request.app[WORLD], _event(request, "manage_events"))
    return no_content()


@routes.get(_EVENT + "/users")
async def list_event_users(request: web.Request) -> web.Response:
    """Return who is interested, by id."""
    world, event = request.app[WORLD], _event(request)
    after, limit = query_number(request, "after") or 0, page_size(request, 100, 100)
    ids = sorted(user_id for user_id in event.user_ids if user_id > after)[:limit]
    found = [
        {
            "guild_scheduled_event_id": str(event.id),
            "user_id": str(user_id),
            "user": shapes.user(world.users[user_id]),
            "response": 1,
        }
        for user_id in ids
    ]
    return reply(found)


def _event(request: web.Request, *needed: str) -> ScheduledEvent:
    guild, event_id = guild_of(request, *needed), number(request, "event_id")
    if event_id not in guild.events:
        raise unknown(10070)
    return guild.events[event_id]


def _shown(request: web.Request, event: ScheduledEvent) -> Json:
    counted = request.query.get("with_user_count", "").lower() in ("1", "true")
    return event.data | ({"user_count": len(event.user_ids)} if counted else {})


def _apply(data: Json, body: Json) -> None:
    for key in _CHANGEABLE:
        if key in body:
            data[key] = body[key]
    for key in ("scheduled_start_time", "scheduled_end_time"):
        if data.get(key):
            data[key] = shapes.timestamp(datetime.fromisoformat(data[key]))
    if data.get("channel_id"):
        data["channel_id"] = str(data["channel_id"])


def _check(data: Json, now: datetime | None) -> None:
    """Raise 50035 for an event that cannot be (API reference, "Guild Scheduled Event")."""
    check_length("name", data.get("name") or "", 100, 1)
    check_length("description", data.get("description") or "", 1000)
    start, end = data.get("scheduled_start_time"), data.get("scheduled_end_time")
    if not start:
        raise invalid_form("scheduled_start_time", "BASE_TYPE_REQUIRED", "This field is required")
    if now is not None and datetime.fromisoformat(start) <= now:
        text = "Cannot schedule event in the past."
        raise invalid_form("scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", text)
    if end and datetime.fromisoformat(end) <= datetime.fromisoformat(start):
        text = "Event cannot end before it starts."
        raise invalid_form("scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_TIME_BEFORE_START_TIME", text)
    if data.get("entity_type") == 3:
        if not end:
            raise invalid_form("scheduled_end_time", "BASE_TYPE_REQUIRED", "This field is required")
        location = (data.get("entity_metadata") or {}).get("location") or ""
        check_length("entity_metadata.location", location, 100, 1)
    elif not data.get("channel_id"):
        raise invalid_form("channel_id", "BASE_TYPE_REQUIRED", "This field is required")
