"""JSON of messages and what hangs on them, and of webhooks."""

from __future__ import annotations

from dataclasses import asdict

from tests.servers.discord.model import HAS_THREAD, Attachment, Json, Message, Poll, Reaction, Webhook
from tests.servers.discord.shapes import channel, identifier, member_without_user, timestamp, user
from tests.servers.discord.world import World


def message(world: World, what: Message, *, nested: bool = False) -> Json:
    """MessageResponse, as the bot sees it; `nested` leaves out the message that it answers (BasicMessageResponse)."""
    data = _core(world, what) | _optional(world, what)
    if what.reactions:
        data["reactions"] = [reaction(found, world.bot.id) for found in what.reactions]
    thread = world.channels.get(what.id)
    if what.flags & HAS_THREAD and thread is not None:
        data["thread"] = channel(thread)
    if what.reference and not nested:
        data["referenced_message"] = _referenced(world, what.reference)
    return data


def dispatched(world: World, what: Message) -> Json:
    """A message as MESSAGE_CREATE and MESSAGE_UPDATE carry it: with guild, member and mentioned members."""
    data = message(world, what)
    guild = what.channel.guild
    if guild is None:
        return data
    data["guild_id"] = str(guild.id)
    if what.webhook_id is None and what.author.id in guild.members:
        data["member"] = member_without_user(guild.members[what.author.id])
    for mention in data["mentions"]:
        if int(mention["id"]) in guild.members:
            mention["member"] = member_without_user(guild.members[int(mention["id"])])
    return data


def snapshot(world: World, what: Message) -> Json:
    """MessageSnapshotResponse: what a forward shows of a message, without who wrote it."""
    data = _core(world, what) | _optional(world, what)
    kept = ("type", "content", "mentions", "mention_roles", "attachments", "embeds", "components", "timestamp")
    return {"message": {key: data[key] for key in (*kept, "edited_timestamp", "flags")}}


def with_nonce(data: Json, what: Message) -> Json:
    """Add the nonce, which only the answer to a send and MESSAGE_CREATE carry; it is not kept in the history."""
    return data if what.nonce is None else data | {"nonce": what.nonce}


def reaction(what: Reaction, viewer_id: int) -> Json:
    """MessageReactionResponse."""
    return {
        "emoji": emoji(what),
        "count": len(what.user_ids),
        "count_details": {"burst": 0, "normal": len(what.user_ids)},
        "burst_colors": [],
        "me_burst": False,
        "me": viewer_id in what.user_ids,
    }


def poll(what: Poll, viewer_id: int) -> Json:
    """PollResponse; an answer without votes has no count (API reference, "Poll Results Object")."""
    answers = [{"answer_id": n, "poll_media": {"text": text}} for n, text in enumerate(what.answers, start=1)]
    counts = [
        {"id": number, "count": len(voters), "me_voted": viewer_id in voters}
        for number, voters in what.votes.items()
        if voters
    ]
    return {
        "question": {"text": what.question},
        "answers": answers,
        "expiry": timestamp(what.expires_at),
        "allow_multiselect": what.multiple,
        "layout_type": 1,
        "results": {"answer_counts": counts, "is_finalized": what.ended},
    }


def emoji(what: Reaction) -> Json:
    """MessageReactionEmojiResponse."""
    data: Json = {"id": identifier(what.emoji_id), "name": what.name}
    return data | ({"animated": what.animated} if what.emoji_id else {})


def attachment(world: World, what: Attachment) -> Json:
    """MessageAttachmentResponse, with addresses on the server's own CDN."""
    path = f"{world.base}/cdn/attachments/{what.channel_id}/{what.id}/{what.filename}"
    url = f"{path}?{world.signatures.sign(what)}"
    data: Json = {
        "id": str(what.id),
        "filename": what.filename,
        "size": len(what.data),
        "url": url,
        "proxy_url": url,
        "content_type": what.content_type,
    }
    extra = {"description": what.description, "title": what.title, **asdict(what.looks)}
    return data | {key: value for key, value in extra.items() if value is not None}


def webhook(world: World, what: Webhook, *, with_user: bool = True) -> Json:
    """GuildIncomingWebhookResponse; the creator is left out when it is asked for by token."""
    guild = what.channel.guild
    data: Json = {
        "application_id": identifier(what.application_id),
        "avatar": what.avatar,
        "channel_id": str(what.channel.id),
        "guild_id": identifier(guild.id if guild else None),
        "id": str(what.id),
        "name": what.name,
        "type": 1,
        "token": what.token,
        "url": f"{world.base}/api/webhooks/{what.id}/{what.token}",
    }
    return data | ({"user": user(what.creator)} if with_user else {})


def _core(world: World, what: Message) -> Json:
    mentioned = [world.users[found] for found in what.mentions.users]
    return {
        "id": str(what.id),
        "type": what.type,
        "channel_id": str(what.channel.id),
        "content": what.content,
        "author": user(what.author),
        "mentions": [user(found) for found in mentioned],
        "mention_roles": [str(found) for found in what.mentions.roles],
        "mention_everyone": what.mentions.everyone,
        "attachments": [attachment(world, found) for found in what.attachments],
        "embeds": what.embeds,
        "components": what.components,
        "timestamp": timestamp(what.created_at),
        "edited_timestamp": timestamp(what.edited_at) if what.edited_at else None,
        "flags": what.flags,
        "pinned": what.pinned_at is not None,
        "tts": what.tts,
    }


def _optional(world: World, what: Message) -> Json:
    values = {
        "webhook_id": identifier(what.webhook_id),
        "application_id": identifier(what.application_id),
        "message_reference": what.reference,
        "interaction_metadata": what.interaction,
        "sticker_items": what.stickers or None,
        "message_snapshots": what.snapshots or None,
        "poll": poll(what.poll, world.bot.id) if what.poll else None,
    }
    return {key: value for key, value in values.items() if value is not None}


def _referenced(world: World, reference: Json) -> Json | None:
    """The message that a reply answers, None when it was deleted."""
    home = world.channels.get(int(reference["channel_id"]))
    found = home.messages.get(int(reference["message_id"])) if home and "message_id" in reference else None
    return None if found is None or found.deleted else message(world, found, nested=True)
