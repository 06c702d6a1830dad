"""Reactions under messages."""

from __future__ import annotations

import re

from tests.servers.discord.errors import ApiError, unknown
from tests.servers.discord.message_shapes import emoji
from tests.servers.discord.model import Json, Message, Reaction, User
from tests.servers.discord.posting import place
from tests.servers.discord.shapes import member as member_shape
from tests.servers.discord.world import World

_CUSTOM = re.compile(r"^<?(a?):?(\w+):(\d+)>?$")


def read_emoji(text: str) -> Reaction:
    """Return an empty reaction for `👍` or `name:id`; raises 10014 for what is neither."""
    if found := _CUSTOM.match(text):
        return Reaction(found[2], int(found[3]), animated=bool(found[1]))
    if not text or (text.isascii() and not text[0].isdigit() and text[0] not in "#*"):
        raise unknown(10014)
    return Reaction(text)


def find_reaction(message: Message, text: str) -> Reaction | None:
    """Return the reaction of that emoji on a message, if anyone has used it."""
    wanted = read_emoji(text)
    key = (wanted.emoji_id, None if wanted.emoji_id else wanted.name)
    for found in message.reactions:
        if (found.emoji_id, None if found.emoji_id else found.name) == key:
            return found
    return None


def add_reaction(world: World, message: Message, who: User, text: str) -> None:
    """Let a user react; once is enough."""
    found = find_reaction(message, text)
    if found is None:
        if len(message.reactions) >= 20:
            raise ApiError(400, 30010)
        found = read_emoji(text)
        message.reactions.append(found)
    if who.id in found.user_ids:
        return
    found.user_ids.append(who.id)
    data = _event(message, who, found) | {"message_author_id": str(message.author.id)}
    guild = message.channel.guild
    if guild and who.id in guild.members:
        data["member"] = member_shape(guild.members[who.id])
    world.emit("MESSAGE_REACTION_ADD", data, channel=message.channel)


def remove_reaction(world: World, message: Message, who: User, text: str) -> None:
    """Take a user's reaction away."""
    found = find_reaction(message, text)
    if found is None or who.id not in found.user_ids:
        return
    found.user_ids.remove(who.id)
    if not found.user_ids:
        message.reactions.remove(found)
    world.emit("MESSAGE_REACTION_REMOVE", _event(message, who, found), channel=message.channel)


def clear_reactions(world: World, message: Message, text: str | None = None) -> None:
    """Take all reactions away, or all of one emoji."""
    where = {"message_id": str(message.id), **place(message.channel)}
    if text is None:
        message.reactions.clear()
        world.emit("MESSAGE_REACTION_REMOVE_ALL", where, channel=message.channel)
    elif found := find_reaction(message, text):
        message.reactions.remove(found)
        world.emit("MESSAGE_REACTION_REMOVE_EMOJI", where | {"emoji": emoji(found)}, channel=message.channel)


def _event(message: Message, who: User, what: Reaction) -> Json:
    return {
        "user_id": str(who.id),
        "message_id": str(message.id),
        **place(message.channel),
        "emoji": emoji(what),
        "burst": False,
        "type": 0,
    }
