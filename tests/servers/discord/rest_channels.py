"""REST: channels, and the files of the CDN."""

from __future__ import annotations

import base64

from aiohttp import web

from tests.servers.discord.errors import check_length
from tests.servers.discord.model import THREADS, Channel, Json
from tests.servers.discord.shapes import channel as channel_shape
from tests.servers.discord.shapes import forum_tag
from tests.servers.discord.threads import set_archived, update_thread
from tests.servers.discord.web import API, WORLD, channel_of, guild_of, no_content, number, read_json, reply
from tests.servers.discord.world import World

routes = web.RouteTableDef()
_CHANNEL = API + "/channels/{channel_id}"
_PIECE = 64 * 1024
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@routes.get(_CHANNEL)
async def get_channel(request: web.Request) -> web.Response:
    """Return a channel or thread."""
    return reply(channel_shape(channel_of(request)))


@routes.patch(_CHANNEL)
async def patch_channel(request: web.Request) -> web.Response:
    """Change a channel or thread."""
    world, channel, body = request.app[WORLD], channel_of(request), await read_json(request)
    if channel.thread is None:
        channel_of(request, "manage_channels")
        _change_channel(world, channel, body)
        world.emit("CHANNEL_UPDATE", channel_shape(channel), channel=channel)
    else:
        if channel.thread.owner_id != world.bot.id or "locked" in body:
            channel_of(request, "manage_threads")
        _change_thread(world, channel, body)
        update_thread(world, channel)
    return reply(channel_shape(channel))


def _change_channel(world: World, channel: Channel, body: Json) -> None:
    _rename(channel, body)
    channel.topic = body.get("topic", channel.topic)
    channel.nsfw = bool(body.get("nsfw", channel.nsfw))
    channel.position = int(body.get("position", channel.position))
    channel.slowmode = int(body.get("rate_limit_per_user") or 0)
    if "parent_id" in body:
        channel.parent_id = int(body["parent_id"]) if body["parent_id"] else None
    if "available_tags" in body:
        channel.tags = [
            forum_tag(int(tag.get("id") or world.ids.next()), tag["name"]) for tag in body["available_tags"]
        ]
    if "permission_overwrites" in body:
        channel.overwrites = [_overwrite(entry) for entry in body["permission_overwrites"] or []]


def _change_thread(world: World, channel: Channel, body: Json) -> None:
    info = channel.thread
    if info is None:
        return
    _rename(channel, body)
    set_archived(world, channel, bool(body.get("archived", info.archived)))
    info.locked = bool(body.get("locked", info.locked))
    info.invitable = bool(body.get("invitable", info.invitable))
    info.auto_archive = int(body.get("auto_archive_duration") or info.auto_archive)
    if "applied_tags" in body:
        info.tag_ids = [int(tag) for tag in body["applied_tags"] or []]


def _rename(channel: Channel, body: Json) -> None:
    if "name" in body:
        check_length("name", str(body["name"]), 100, 1)
        channel.name = str(body["name"])


def _overwrite(entry: Json) -> Json:
    allow, deny = str(entry.get("allow") or 0), str(entry.get("deny") or 0)
    return {"id": str(entry["id"]), "type": int(entry.get("type") or 0), "allow": allow, "deny": deny}


@routes.delete(_CHANNEL)
async def delete_channel(request: web.Request) -> web.Response:
    """Delete a channel or thread, or close a direct-message channel."""
    world, channel = request.app[WORLD], channel_of(request)
    channel_of(request, "manage_channels" if channel.thread is None else "manage_threads")
    remove_channel(world, channel)
    return reply(channel_shape(channel))


def remove_channel(world: World, channel: Channel) -> None:
    """Take a channel or thread away; a channel takes its threads and webhooks along."""
    for thread in [found for found in world.channels.values() if found.parent_id == channel.id and found.thread]:
        _forget(world, thread)
    _forget(world, channel)
    world.webhooks = {key: hook for key, hook in world.webhooks.items() if hook.channel is not channel}
    data = channel_shape(channel)
    if channel.thread is not None:
        data = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
    world.emit("THREAD_DELETE" if channel.thread else "CHANNEL_DELETE", data, channel=channel)


def _forget(world: World, channel: Channel) -> None:
    del world.channels[channel.id]
    if channel.guild is not None:
        del channel.guild.channels[channel.id]


@routes.put(_CHANNEL + "/permissions/{overwrite_id}")
async def put_overwrite(request: web.Request) -> web.Response:
    """Set what a role or member may do in a channel."""
    world, channel = request.app[WORLD], channel_of(request, "manage_roles")
    entry = _overwrite(await read_json(request) | {"id": number(request, "overwrite_id")})
    channel.overwrites = [found for found in channel.overwrites if found["id"] != entry["id"]] + [entry]
    world.emit("CHANNEL_UPDATE", channel_shape(channel), channel=channel)
    return no_content()


@routes.delete(_CHANNEL + "/permissions/{overwrite_id}")
async def delete_overwrite(request: web.Request) -> web.Response:
    """Take a channel's exception for a role or member away."""
    world, channel = request.app[WORLD], channel_of(request, "manage_roles")
    gone = str(number(request, "overwrite_id"))
    channel.overwrites = [found for found in channel.overwrites if found["id"] != gone]
    world.emit("CHANNEL_UPDATE", channel_shape(channel), channel=channel)
    return no_content()


@routes.get(API + "/guilds/{guild_id}/channels")
async def list_channels(request: web.Request) -> web.Response:
    """Return the guild's channels without threads."""
    channels = guild_of(request).channels.values()
    return reply([channel_shape(found) for found in channels if found.type not in THREADS])


@routes.post(API + "/guilds/{guild_id}/channels")
async def create_channel(request: web.Request) -> web.Response:
    """Open a channel."""
    guild, body = guild_of(request, "manage_channels"), await read_json(request)
    check_length("name", str(body.get("name") or ""), 100, 1)
    parent = guild.channels.get(int(body.get("parent_id") or 0))
    made = guild.add_channel(int(body.get("type") or 0), str(body["name"]), parent, body.get("topic"), announce=False)
    _change_channel(guild.world, made, {key: value for key, value in body.items() if key != "parent_id"})
    guild.world.emit("CHANNEL_CREATE", channel_shape(made), channel=made)
    return reply(channel_shape(made), status=201)


@routes.get("/cdn/attachments/{channel_id}/{attachment_id}/{filename}")
async def get_attachment(request: web.Request) -> web.StreamResponse:
    """Return an uploaded file, under an address that is signed and has not run out."""
    found = request.app[WORLD].attachments.get(number(request, "attachment_id"))
    if found is None or found.filename != request.match_info["filename"]:
        return web.Response(status=404)
    if not request.app[WORLD].signatures.good(found, request.query):
        return web.Response(status=404, text="This content is no longer available.")
    response = web.StreamResponse()
    response.content_type, response.content_length = found.content_type.split(";")[0], len(found.data)
    await response.prepare(request)
    for start in range(0, len(found.data), _PIECE):
        await response.write(found.data[start : start + _PIECE])
    return response


@routes.get("/cdn/avatars/{user_id}/{name}")
@routes.get("/cdn/embed/avatars/{name}")
async def get_avatar(request: web.Request) -> web.Response:
    """Return a picture: the one uploaded for a webhook, else a single pixel."""
    stored = request.app[WORLD].avatars.get(request.match_info["name"].split(".")[0])
    return web.Response(body=stored or PIXEL, content_type="image/png")
