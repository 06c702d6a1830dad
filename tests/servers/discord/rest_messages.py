"""REST: messages, reactions, pins and typing."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from tests.servers.discord.draft import Draft, read_draft
from tests.servers.discord.errors import ApiError
from tests.servers.discord.ids import moment_of
from tests.servers.discord.message_shapes import message as message_shape
from tests.servers.discord.message_shapes import with_nonce
from tests.servers.discord.model import CROSSPOSTED, NEWS, Channel, Json, Message
from tests.servers.discord.posting import (
    announce_update,
    create_message,
    delete_message,
    delete_messages,
    edit_message,
    pin_message,
    start_typing,
    unpin_message,
)
from tests.servers.discord.reacting import add_reaction, clear_reactions, find_reaction, remove_reaction
from tests.servers.discord.session import MESSAGE_CONTENT, may_read_without_intent, without_content
from tests.servers.discord.shapes import timestamp
from tests.servers.discord.shapes import user as user_shape
from tests.servers.discord.web import (
    API,
    WORLD,
    channel_of,
    message_of,
    no_content,
    number,
    page_size,
    query_number,
    read_form,
    read_json,
    reply,
)
from tests.servers.discord.world import World

routes = web.RouteTableDef()
_MESSAGES = API + "/channels/{channel_id}/messages"
_MESSAGE = _MESSAGES + "/{message_id}"
_REACTION = _MESSAGE + "/reactions/{emoji_name}"
_SYSTEM_TYPES = (1, 2, 3, 4, 5, 14, 15, 21)
"""Message types that cannot be deleted (API reference, "Message Types")."""


def readable(world: World, message: Message) -> Json:
    """Return a message as history shows it: without content when the application lacks that intent."""
    data = message_shape(world, message)
    hidden = world.disallowed_intents & MESSAGE_CONTENT and not may_read_without_intent(world, message)
    return without_content(data) if hidden else data


@routes.get(_MESSAGES)
async def list_messages(request: web.Request) -> web.Response:
    """Return up to `limit` messages, newest first, before, after or around an id."""
    channel = channel_of(request)
    if channel.denies("read_message_history"):
        return reply([])
    limit = page_size(request, 50, 100)
    found = [message for message in channel.visible if not message.ephemeral]
    page = _page(found, request, limit)
    return reply([readable(request.app[WORLD], message) for message in reversed(page)])


def _page(found: list[Message], request: web.Request, limit: int) -> list[Message]:
    """Return the wanted part of `found`, both oldest first."""
    before, after, around = (query_number(request, name) for name in ("before", "after", "around"))
    if around is not None:
        older = [message for message in found if message.id < around]
        newer = [message for message in found if message.id >= around]
        half = limit // 2
        return older[-half:] + newer[: limit - min(half, len(older))] if half else newer[:1]
    if before is not None:
        return [message for message in found if message.id < before][-limit:]
    if after is not None:
        return [message for message in found if message.id > after][:limit]
    return found[-limit:]


@routes.post(_MESSAGES)
async def send_message(request: web.Request) -> web.Response:
    """Create a message of the bot."""
    world, channel = request.app[WORLD], channel_of(request)
    draft = read_draft(*await read_form(request))
    _require_sending(channel, draft)
    message = create_message(world, channel, world.bot, draft)
    return reply(with_nonce(message_shape(world, message), message))


def _require_sending(channel: Channel, draft: Draft) -> None:
    """Raise 50013, 50007 or 160002 where the bot may not write this."""
    sending = "send_messages_in_threads" if channel.thread else "send_messages"
    if channel.denies(sending) or (draft.uploads and channel.denies("attach_files")):
        raise ApiError(403, 50013)
    if channel.recipient and not channel.recipient.accepts_dms:
        raise ApiError(403, 50007)
    if draft.reference and channel.denies("read_message_history"):
        raise ApiError(400, 160002)
    if channel.denies("embed_links"):
        draft.embeds = []


@routes.get(_MESSAGES + "/pins")
async def list_pins(request: web.Request) -> web.Response:
    """Return the pinned messages, last pinned first."""
    world = request.app[WORLD]
    pinned = sorted(_pinned(channel_of(request)), reverse=True, key=lambda found: found[0])
    limit, before = page_size(request, 50, 50), request.query.get("before")
    pinned = [found for found in pinned if before is None or found[0] < before]
    items = [{"pinned_at": moment, "message": readable(world, message)} for moment, message in pinned[:limit]]
    return reply({"items": items, "has_more": len(pinned) > limit})


@routes.get(API + "/channels/{channel_id}/pins")
async def list_pins_formerly(request: web.Request) -> web.Response:
    """Return the pinned messages in the deprecated form."""
    pinned = sorted(_pinned(channel_of(request)), reverse=True, key=lambda found: found[0])
    return reply([readable(request.app[WORLD], message) for _, message in pinned[:50]])


def _pinned(channel: Channel) -> list[tuple[str, Message]]:
    return [(timestamp(found.pinned_at), found) for found in channel.visible if found.pinned_at]


@routes.put(_MESSAGES + "/pins/{message_id}")
@routes.put(API + "/channels/{channel_id}/pins/{message_id}")
async def pin(request: web.Request) -> web.Response:
    """Pin a message."""
    channel = channel_of(request, "pin_messages")
    pin_message(request.app[WORLD], message_of(request, channel), request.app[WORLD].bot)
    return no_content()


@routes.delete(_MESSAGES + "/pins/{message_id}")
@routes.delete(API + "/channels/{channel_id}/pins/{message_id}")
async def unpin(request: web.Request) -> web.Response:
    """Unpin a message."""
    unpin_message(request.app[WORLD], message_of(request, channel_of(request, "pin_messages")))
    return no_content()


@routes.post(_MESSAGES + "/bulk-delete")
async def bulk_delete(request: web.Request) -> web.Response:
    """Delete 2 to 100 messages younger than 14 days."""
    world, channel = request.app[WORLD], channel_of(request, "manage_messages")
    ids = [int(found) for found in (await read_json(request))["messages"]]
    if not 2 <= len(ids) <= 100:
        raise ApiError(400, 50016)
    if any(world.clock.now() - moment_of(found) > timedelta(days=14) for found in ids):
        raise ApiError(400, 50034)
    delete_messages(world, channel, [message for message in channel.visible if message.id in ids])
    return no_content()


@routes.get(_MESSAGE)
async def get_message(request: web.Request) -> web.Response:
    """Return one message."""
    message = message_of(request, channel_of(request, "read_message_history"))
    return reply(readable(request.app[WORLD], message))


@routes.patch(_MESSAGE)
async def patch_message(request: web.Request) -> web.Response:
    """Edit a message of the bot."""
    world = request.app[WORLD]
    message = message_of(request, channel_of(request))
    body, uploads = await read_form(request)
    only_flags = set(body) == {"flags"} and not message.channel.denies("manage_messages")
    if message.author is not world.bot and not only_flags:
        raise ApiError(403, 50005)
    edit_message(world, message, read_draft(body, uploads))
    return reply(message_shape(world, message))


@routes.delete(_MESSAGE)
async def remove_message(request: web.Request) -> web.Response:
    """Delete a message, another's only with the permission for it."""
    world, channel = request.app[WORLD], channel_of(request)
    message = message_of(request, channel)
    if message.author is not world.bot and (channel.guild is None or channel.denies("manage_messages")):
        raise ApiError(403, 50013 if channel.guild else 50003, None if channel.guild else "Cannot execute action")
    if message.type in _SYSTEM_TYPES:
        raise ApiError(403, 50021)
    delete_message(world, message)
    return no_content()


@routes.post(_MESSAGE + "/crosspost")
async def crosspost(request: web.Request) -> web.Response:
    """Pass a message of an announcement channel on to the channels that follow it, once."""
    world = request.app[WORLD]
    channel = channel_of(request, "send_messages")
    message = message_of(request, channel)
    if channel.type != NEWS:
        raise ApiError(400, 50024)
    if message.author is not world.bot:
        channel_of(request, "manage_messages")
    if message.flags & CROSSPOSTED:
        raise ApiError(400, 40033)
    message.flags |= CROSSPOSTED
    announce_update(world, message)
    return reply(message_shape(world, message))


@routes.put(_REACTION + "/@me")
async def react(request: web.Request) -> web.Response:
    """Add the bot's reaction; the first of an emoji needs a permission."""
    world, channel = request.app[WORLD], channel_of(request, "read_message_history")
    message, emoji = message_of(request, channel), request.match_info["emoji_name"]
    if find_reaction(message, emoji) is None and channel.denies("add_reactions"):
        raise ApiError(403, 50013)
    add_reaction(world, message, world.bot, emoji)
    return no_content()


@routes.delete(_REACTION + "/{user_id}")
async def unreact(request: web.Request) -> web.Response:
    """Remove the bot's reaction (`@me`) or another user's."""
    world, mine = request.app[WORLD], request.match_info["user_id"] == "@me"
    channel = channel_of(request, *(() if mine else ("manage_messages",)))
    who = world.bot if mine else world.user(number(request, "user_id"))
    remove_reaction(world, message_of(request, channel), who, request.match_info["emoji_name"])
    return no_content()


@routes.get(_REACTION)
async def list_reactions(request: web.Request) -> web.Response:
    """Return the users who reacted with an emoji, by id."""
    world = request.app[WORLD]
    found = find_reaction(message_of(request, channel_of(request)), request.match_info["emoji_name"])
    after, limit = query_number(request, "after") or 0, page_size(request, 25, 100)
    ids = sorted(user_id for user_id in (found.user_ids if found else []) if user_id > after)
    return reply([user_shape(world.users[user_id]) for user_id in ids[:limit]])


@routes.delete(_REACTION)
@routes.delete(_MESSAGE + "/reactions")
async def clear(request: web.Request) -> web.Response:
    """Remove all reactions, or all of one emoji."""
    message = message_of(request, channel_of(request, "manage_messages"))
    clear_reactions(request.app[WORLD], message, request.match_info.get("emoji_name"))
    return no_content()


@routes.post(API + "/channels/{channel_id}/typing")
async def typing(request: web.Request) -> web.Response:
    """Show that the bot is typing."""
    world, channel = request.app[WORLD], channel_of(request, "send_messages")
    world.typing.append(channel.id)
    start_typing(world, channel, world.bot)
    return no_content()
