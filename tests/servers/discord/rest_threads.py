"""REST: starting, joining and listing threads."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from tests.servers.discord.draft import read_draft
from tests.servers.discord.errors import ApiError, unknown
from tests.servers.discord.message_shapes import message as message_shape
from tests.servers.discord.model import FORUM, PRIVATE_THREAD, PUBLIC_THREAD, Channel, Json
from tests.servers.discord.shapes import channel as channel_shape
from tests.servers.discord.shapes import thread_member, timestamp
from tests.servers.discord.threads import ThreadPlan, join_thread, leave_thread, start_post, start_thread
from tests.servers.discord.web import (
    API,
    WORLD,
    channel_of,
    guild_of,
    message_of,
    no_content,
    number,
    page_size,
    read_form,
    read_json,
    reply,
)
from tests.servers.discord.world import World

routes = web.RouteTableDef()
_CHANNEL = API + "/channels/{channel_id}"


def plan_from(body: Json, kind: int = PUBLIC_THREAD) -> ThreadPlan:
    """Return the plan in a request body."""
    tags = [int(found) for found in body.get("applied_tags") or []]
    archive = int(body.get("auto_archive_duration") or 1440)
    return ThreadPlan(str(body.get("name") or ""), kind, archive, bool(body.get("invitable", True)), tags)


@routes.post(_CHANNEL + "/messages/{message_id}/threads")
async def thread_from_message(request: web.Request) -> web.Response:
    """Start a thread on a message."""
    world, channel = request.app[WORLD], channel_of(request, "create_public_threads")
    message = message_of(request, channel)
    thread = start_thread(world, channel, plan_from(await read_json(request)), world.bot, message)
    return reply(channel_shape(thread), status=201)


@routes.post(_CHANNEL + "/threads")
async def thread_without_message(request: web.Request) -> web.Response:
    """Start a thread without a message, or a forum post."""
    world, channel = request.app[WORLD], channel_of(request)
    body, uploads = await read_form(request)
    if channel.type == FORUM:
        channel_of(request, "send_messages")
        opening = start_post(world, channel, plan_from(body), world.bot, read_draft(body["message"], uploads))
        data = channel_shape(opening.channel) | {"message": message_shape(world, opening)}
        return reply(data, status=201)
    kind = int(body.get("type") or PRIVATE_THREAD)
    channel_of(request, "create_private_threads" if kind == PRIVATE_THREAD else "create_public_threads")
    thread = start_thread(world, channel, plan_from(body, kind), world.bot)
    return reply(channel_shape(thread), status=201)


@routes.get(_CHANNEL + "/thread-members")
async def list_thread_members(request: web.Request) -> web.Response:
    """Return the members of a thread."""
    thread = _thread(request)
    ids = thread.thread.member_ids if thread.thread else {}
    return reply([thread_member(thread, user_id) for user_id in ids])


@routes.get(_CHANNEL + "/thread-members/{user_id}")
async def get_thread_member(request: web.Request) -> web.Response:
    """Return one member of a thread."""
    thread, user_id = _thread(request), _user_id(request)
    if thread.thread is None or user_id not in thread.thread.member_ids:
        raise unknown(10007)
    return reply(thread_member(thread, user_id))


@routes.put(_CHANNEL + "/thread-members/{user_id}")
async def add_thread_member(request: web.Request) -> web.Response:
    """Let the bot (`@me`) or a user join a thread."""
    join_thread(request.app[WORLD], _thread(request), _user_id(request))
    return no_content()


@routes.delete(_CHANNEL + "/thread-members/{user_id}")
async def remove_thread_member(request: web.Request) -> web.Response:
    """Let the bot (`@me`) or a user leave a thread."""
    leave_thread(request.app[WORLD], _thread(request), _user_id(request))
    return no_content()


@routes.get(API + "/guilds/{guild_id}/threads/active")
async def list_active(request: web.Request) -> web.Response:
    """Return the guild's threads that are not archived."""
    threads = guild_of(request).threads
    active = [found for found in threads if found.thread and not found.thread.archived]
    active = [found for found in active if not found.denies("view_channel")]
    active.sort(key=lambda found: found.id, reverse=True)
    return reply(_listing(request.app[WORLD], active, has_more=False))


@routes.get(_CHANNEL + "/threads/archived/{kind:public|private}")
@routes.get(_CHANNEL + "/users/@me/threads/archived/{kind:private}")
async def list_archived(request: web.Request) -> web.Response:
    """Return a channel's archived threads, last archived first."""
    world, channel = request.app[WORLD], channel_of(request, "read_message_history")
    wanted = PRIVATE_THREAD if request.match_info["kind"] == "private" else PUBLIC_THREAD
    siblings = [found for found in (channel.guild.threads if channel.guild else []) if found.parent_id == channel.id]
    archived = [found for found in siblings if found.type == wanted and found.thread and found.thread.archived]
    archived.sort(key=_archived_at, reverse=True)
    before, limit = request.query.get("before", "").replace(" ", "+"), page_size(request, 50, 100)
    archived = [found for found in archived if not before or _archived_at(found) < before]
    return reply(_listing(world, archived[:limit], has_more=len(archived) > limit))


def _archived_at(thread: Channel) -> str:
    return timestamp(thread.thread.archived_at) if thread.thread else ""


def _listing(world: World, threads: Iterable[Channel], *, has_more: bool) -> Json:
    """ThreadsResponse; its members are the bot's own memberships."""
    shown = list(threads)
    joined = [found for found in shown if found.thread and world.bot.id in found.thread.member_ids]
    members = [thread_member(found, world.bot.id) for found in joined]
    return {"threads": [channel_shape(found) for found in shown], "members": members, "has_more": has_more}


def _thread(request: web.Request) -> Channel:
    channel = channel_of(request)
    if channel.thread is None:
        raise ApiError(400, 50024)
    return channel


def _user_id(request: web.Request) -> int:
    mine = request.match_info["user_id"] == "@me"
    return request.app[WORLD].bot.id if mine else number(request, "user_id")
