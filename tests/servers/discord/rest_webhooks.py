"""REST: webhooks, what they say, and the same addresses for the answers of interactions."""

from __future__ import annotations

import base64
import re
from hashlib import md5

from aiohttp import web

from tests.servers.discord.draft import Draft, read_draft
from tests.servers.discord.errors import ApiError, check_length, invalid_form, unknown
from tests.servers.discord.interactions import (
    Interaction,
    answer_of,
    edit_answer,
    follow_up,
    require_answered,
)
from tests.servers.discord.message_shapes import message as message_shape
from tests.servers.discord.message_shapes import webhook as webhook_shape
from tests.servers.discord.model import CATEGORY, FORUM, Channel, Json, Message, User, Webhook
from tests.servers.discord.posting import create_message, delete_message, edit_message, place
from tests.servers.discord.rest_threads import plan_from
from tests.servers.discord.threads import start_post
from tests.servers.discord.web import (
    API,
    WORLD,
    channel_of,
    guild_of,
    no_content,
    number,
    query_number,
    read_form,
    read_json,
    reply,
    require,
)
from tests.servers.discord.world import World

routes = web.RouteTableDef()
_CHANNEL = API + "/channels/{channel_id}/webhooks"
_WEBHOOK = API + "/webhooks/{webhook_id}"
_EXECUTE = _WEBHOOK + "/{webhook_token}"
_MESSAGE = _EXECUTE + "/messages/{message_id}"
_FORBIDDEN = ("clyde", "discord")


@routes.post(_CHANNEL)
async def create_webhook(request: web.Request) -> web.Response:
    """Create a webhook of the application."""
    world, channel = request.app[WORLD], channel_of(request, "manage_webhooks")
    body = await read_json(request)
    made = add_webhook(world, channel, str(body.get("name") or ""), world.bot, world.application_id)
    made.avatar = store_avatar(world, body.get("avatar"))
    return reply(webhook_shape(world, made))


def add_webhook(world: World, channel: Channel, name: str, creator: User, application_id: int | None = None) -> Webhook:
    """Put a webhook on a channel; raises 50024, 30007 or, for its name, 50035."""
    if channel.guild is None or channel.thread is not None or channel.type == CATEGORY:
        raise ApiError(400, 50024)
    if sum(found.channel is channel for found in world.webhooks.values()) >= 15:
        raise ApiError(400, 30007)
    check_name("name", name)
    made = Webhook(world.ids.next(), channel, name.strip(), world.new_secret(), creator, application_id)
    world.webhooks[made.id] = made
    _announce(world, channel)
    return made


def check_name(field: str, name: str) -> None:
    """Raise 50035 for a name that webhooks may not bear (API reference, "Create Webhook")."""
    check_length(field, name.strip(), 80, 1)
    for word in _FORBIDDEN:
        if word in name.lower():
            raise invalid_form(field, "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"')


def store_avatar(world: World, data_uri: str | None) -> str | None:
    """Keep an image given as a data URI for the CDN; return its hash."""
    if not data_uri:
        return None
    data = base64.b64decode(re.sub(r"^data:[^,]*,", "", data_uri))
    name = md5(data, usedforsecurity=False).hexdigest()
    world.avatars[name] = data
    return name


@routes.get(_CHANNEL)
async def list_channel_webhooks(request: web.Request) -> web.Response:
    """Return the webhooks of a channel."""
    channel = channel_of(request, "manage_webhooks")
    return _listing(request.app[WORLD], [channel])


@routes.get(API + "/guilds/{guild_id}/webhooks")
async def list_guild_webhooks(request: web.Request) -> web.Response:
    """Return the webhooks of a guild."""
    guild = guild_of(request, "manage_webhooks")
    return _listing(request.app[WORLD], list(guild.channels.values()))


def _listing(world: World, channels: list[Channel]) -> web.Response:
    found = [hook for hook in world.webhooks.values() if hook.channel in channels]
    return reply([webhook_shape(world, hook) for hook in found])


@routes.get(_WEBHOOK)
@routes.get(_EXECUTE)
async def get_webhook(request: web.Request) -> web.Response:
    """Return a webhook, without its creator when asked by token."""
    hook = _hook(request)
    by_token = "webhook_token" in request.match_info
    return reply(webhook_shape(request.app[WORLD], hook, with_user=not by_token))


@routes.patch(_WEBHOOK)
@routes.patch(_EXECUTE)
async def patch_webhook(request: web.Request) -> web.Response:
    """Rename or move a webhook."""
    world, hook, body = request.app[WORLD], _hook(request), await read_json(request)
    if "name" in body:
        check_name("name", str(body["name"]))
        hook.name = str(body["name"]).strip()
    if "avatar" in body:
        hook.avatar = store_avatar(world, body["avatar"])
    if body.get("channel_id"):
        hook.channel = world.channel(int(body["channel_id"]))
    _announce(world, hook.channel)
    return reply(webhook_shape(world, hook))


@routes.delete(_WEBHOOK)
@routes.delete(_EXECUTE)
async def delete_webhook(request: web.Request) -> web.Response:
    """Delete a webhook."""
    world, hook = request.app[WORLD], _hook(request)
    del world.webhooks[hook.id]
    _announce(world, hook.channel)
    return no_content()


@routes.post(_EXECUTE)
async def execute(request: web.Request) -> web.Response:
    """Let a webhook speak (204, or the message with `wait`), or take a further answer to an interaction."""
    world, asked = request.app[WORLD], _asked(request)
    body, uploads = await read_form(request)
    if asked is not None:
        require_answered(world, asked)
        return reply(message_shape(world, follow_up(world, asked, read_draft(body, uploads))))
    body.pop("nonce", None)
    message = _say(world, _hook(request), body, read_draft(body, uploads), query_number(request, "thread_id"))
    if request.query.get("wait", "").lower() in ("1", "true"):
        return reply(message_shape(world, message))
    return no_content()


def _say(world: World, hook: Webhook, body: Json, draft: Draft, thread_id: int | None) -> Message:
    author = _speaker(hook, body)
    draft.reference = None
    avatar_url = body.get("avatar_url")
    if hook.channel.type == FORUM and thread_id is None:
        if not body.get("thread_name"):
            raise ApiError(400, 220001)
        plan = plan_from(body | {"name": body["thread_name"]})
        return start_post(world, hook.channel, plan, author, draft, hook, avatar_url)
    target = hook.channel if thread_id is None else world.channel(thread_id)
    if target is not hook.channel and target.parent is not hook.channel:
        raise unknown(10003)
    return create_message(world, target, author, draft, webhook=hook, avatar_url=avatar_url)


def _speaker(hook: Webhook, body: Json) -> User:
    """Return the author that a webhook's message shows; raises 50035 for a forbidden name."""
    name = str(body.get("username") or hook.name)
    check_name("username", name)
    url = body.get("avatar_url")
    avatar = md5(url.encode(), usedforsecurity=False).hexdigest() if url else hook.avatar
    return User(hook.id, name.strip(), bot=True, avatar=avatar, webhook=True)


@routes.get(_MESSAGE)
async def get_message(request: web.Request) -> web.Response:
    """Return a message of a webhook or an answer."""
    return reply(message_shape(request.app[WORLD], _message(request)))


@routes.patch(_MESSAGE)
async def patch_message(request: web.Request) -> web.Response:
    """Edit a message of a webhook or an answer."""
    world, asked, message = request.app[WORLD], _asked(request), _message(request)
    draft = read_draft(*await read_form(request))
    if asked is not None:
        edit_answer(world, asked, message, draft)
    else:
        edit_message(world, message, draft, _hook(request))
    return reply(message_shape(world, message))


@routes.delete(_MESSAGE)
async def delete_message_of(request: web.Request) -> web.Response:
    """Delete a message of a webhook or an answer."""
    world, message = request.app[WORLD], _message(request)
    delete_message(world, message)
    return no_content()


def _asked(request: web.Request) -> Interaction | None:
    """Return the interaction whose token the path holds, None for a webhook's."""
    found = request.app[WORLD].interactions.get(request.match_info["webhook_token"])
    return found if number(request, "webhook_id") == request.app[WORLD].application_id else None


def _hook(request: web.Request) -> Webhook:
    """Return the webhook of the path; raises 10015, 50027 for a wrong token, 50013 without permission."""
    hook = request.app[WORLD].webhook(number(request, "webhook_id"))
    token = request.match_info.get("webhook_token")
    if token is None:
        require(hook.channel, "manage_webhooks")
    elif token != hook.token:
        raise ApiError(401, 50027)
    return hook


def _message(request: web.Request) -> Message:
    world, asked, name = request.app[WORLD], _asked(request), request.match_info["message_id"]
    if asked is not None:
        return answer_of(world, asked, name)
    hook, thread_id = _hook(request), query_number(request, "thread_id")
    target = hook.channel if thread_id is None else world.channel(thread_id)
    message = world.message(target, number(request, "message_id"))
    if message.webhook_id != hook.id:
        raise unknown(10008)
    return message


def _announce(world: World, channel: Channel) -> None:
    world.emit("WEBHOOKS_UPDATE", place(channel), channel=channel)
