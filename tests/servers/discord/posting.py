"""Messages come, change and go; each change tells the gateway."""

from __future__ import annotations

from datetime import timedelta

from tests.servers.discord.draft import Draft, store_upload
from tests.servers.discord.errors import ApiError, invalid_form
from tests.servers.discord.mentions import find_mentions
from tests.servers.discord.message_shapes import dispatched, with_nonce
from tests.servers.discord.model import (
    CATEGORY,
    EPHEMERAL,
    FORUM,
    VOICE_MESSAGE,
    Channel,
    Edit,
    Json,
    Mentions,
    Message,
    User,
    Webhook,
)
from tests.servers.discord.permissions import BITS
from tests.servers.discord.shapes import channel as channel_shape
from tests.servers.discord.shapes import member, timestamp
from tests.servers.discord.world import World

NONCE_MEMORY = timedelta(minutes=5)
"""How long an enforced nonce is remembered: "the past few minutes" (Create Message)."""


def create_message(
    world: World,
    channel: Channel,
    author: User,
    draft: Draft,
    *,
    webhook: Webhook | None = None,
    kind: int | None = None,
    message_id: int | None = None,
    interaction: Json | None = None,
    avatar_url: str | None = None,
) -> Message:
    """Write a message and announce it; an enforced nonce seen before returns the former message.

    Raises:
        ApiError: 50006 when empty, 50008 where nobody can write, 50083 in a locked thread, 50035 for a bad reply.
    """
    if draft.empty and kind is None and not interaction:
        raise ApiError(400, 50006)
    if channel.type in (CATEGORY, FORUM):
        raise ApiError(400, 50008)
    if draft.enforce_nonce and (former := _with_nonce(world, author, draft.nonce)):
        return former
    _wake_thread(world, channel, author)
    reference = _reply_reference(world, channel, draft.reference)
    number = message_id or world.ids.next()
    message = Message(number, channel, author, draft.content or "", world.clock.now(), nonce=draft.nonce)
    message.type = kind if kind is not None else (19 if reference and not draft.snapshots else 0)
    message.reference, message.interaction, message.avatar_url = reference, interaction, avatar_url
    _fill(world, message, draft, webhook)
    channel.messages[message.id] = message
    if draft.nonce is not None:
        world.nonces[author.id, str(draft.nonce)] = message
    announce(world, message)
    return message


def _fill(world: World, message: Message, draft: Draft, webhook: Webhook | None) -> None:
    """Give a new message what the draft holds, and say which application or webhook it comes from."""
    message.tts, message.flags = draft.tts, draft.flags or 0
    message.embeds, message.components = draft.embeds or [], draft.components or []
    message.stickers, message.snapshots, message.poll = draft.stickers, draft.snapshots, draft.poll
    message.attachments = [store_upload(world, message.channel, upload) for upload in draft.uploads]
    if any(found.looks.waveform for found in message.attachments):
        message.flags |= VOICE_MESSAGE
    message.mentions = _mentions(world, message, draft, webhook)
    if webhook is not None:
        message.webhook_id, message.application_id = webhook.id, webhook.application_id
    elif message.interaction is not None:
        message.webhook_id = message.application_id = world.application_id


def announce(world: World, message: Message) -> None:
    """Send MESSAGE_CREATE, unless only one person can see the message."""
    if message.flags & EPHEMERAL:
        world.changed()
        return
    data = with_nonce(dispatched(world, message), message)
    world.emit("MESSAGE_CREATE", data, channel=message.channel, message=message)


def edit_message(world: World, message: Message, draft: Draft, webhook: Webhook | None = None) -> None:
    """Change what the draft gives and announce it; mentions are computed anew (Edit Message)."""
    if draft.kept_attachments is not None:
        message.attachments = [found for found in message.attachments if found.id in draft.kept_attachments]
    message.attachments += [store_upload(world, message.channel, upload) for upload in draft.uploads]
    before = message.content
    if draft.embeds is not None:
        message.embeds = draft.embeds
    if draft.components is not None:
        message.components = draft.components
    if draft.flags is not None:
        message.flags = message.flags & ~(1 << 2) | draft.flags & (1 << 2 | 1 << 15)
    if draft.content is not None:
        message.content = draft.content
        message.mentions = _mentions(world, message, draft, webhook)
    if not (message.content or message.embeds or message.attachments or message.components):
        raise ApiError(400, 50006)
    message.edited_at = world.clock.now()
    message.edits.append(Edit(before, message.edited_at, message.pings if draft.content is not None else ()))
    announce_update(world, message)


def announce_update(world: World, message: Message) -> None:
    """Send MESSAGE_UPDATE, unless only one person can see the message."""
    if message.flags & EPHEMERAL:
        world.changed()
        return
    world.emit("MESSAGE_UPDATE", dispatched(world, message), channel=message.channel, message=message)


def delete_message(world: World, message: Message) -> None:
    """Delete one message."""
    message.deleted = True
    if message.flags & EPHEMERAL:
        world.changed()
        return
    world.emit("MESSAGE_DELETE", {"id": str(message.id), **place(message.channel)}, channel=message.channel)


def delete_messages(world: World, channel: Channel, messages: list[Message]) -> None:
    """Delete several messages of a channel at once."""
    for message in messages:
        message.deleted = True
    ids = [str(message.id) for message in messages]
    world.emit("MESSAGE_DELETE_BULK", {"ids": ids, **place(channel)}, channel=channel)


def pin_message(world: World, message: Message, by: User) -> None:
    """Pin a message; the channel says so in a message of type 6."""
    if message.pinned_at is not None:
        return
    if sum(found.pinned_at is not None for found in message.channel.visible) >= 250:
        raise ApiError(400, 30003)
    message.pinned_at = world.clock.now()
    announce_update(world, message)
    _announce_pins(world, message.channel)
    create_message(world, message.channel, by, Draft(reference=pointer(message)), kind=6)


def unpin_message(world: World, message: Message) -> None:
    """Take a pin away."""
    message.pinned_at = None
    announce_update(world, message)
    _announce_pins(world, message.channel)


def start_typing(world: World, channel: Channel, who: User) -> None:
    """Tell that somebody types (Gateway, "Typing Start")."""
    moment = int(world.clock.now().timestamp())
    data: Json = {**place(channel), "user_id": str(who.id), "timestamp": moment}
    if channel.guild is not None and who.id in channel.guild.members:
        data["member"] = member(channel.guild.members[who.id])
    world.emit("TYPING_START", data, channel=channel)


def place(channel: Channel) -> Json:
    """Return where something happened, as gateway events say it."""
    guild = {"guild_id": str(channel.guild.id)} if channel.guild else {}
    return {"channel_id": str(channel.id), **guild}


def pointer(message: Message, kind: int = 0) -> Json:
    """Return a MessageReferenceResponse to a message; `kind` is 1 for a forward."""
    return {"type": kind, "message_id": str(message.id), **place(message.channel)}


def _announce_pins(world: World, channel: Channel) -> None:
    moments = [found.pinned_at for found in channel.visible if found.pinned_at is not None]
    last = timestamp(max(moments)) if moments else None
    world.emit("CHANNEL_PINS_UPDATE", {**place(channel), "last_pin_timestamp": last}, channel=channel)


def _with_nonce(world: World, author: User, nonce: str | int | None) -> Message | None:
    """Return the author's message of the past few minutes that has this nonce."""
    former = world.nonces.get((author.id, str(nonce)))
    return former if former and world.clock.now() - former.created_at < NONCE_MEMORY else None


def _wake_thread(world: World, channel: Channel, author: User) -> None:
    """Writing to an archived thread opens it again unless it is locked; its writer joins it."""
    if channel.thread is None:
        return
    if channel.thread.archived:
        if channel.thread.locked and (author is not world.bot or channel.denies("manage_threads")):
            raise ApiError(400, 50083)
        channel.thread.archived, channel.thread.archived_at = False, world.clock.now()
        world.emit("THREAD_UPDATE", channel_shape(channel), channel=channel)
    if not author.webhook:
        channel.thread.member_ids.setdefault(author.id, world.clock.now())


def _reply_reference(world: World, channel: Channel, given: Json | None) -> Json | None:
    """Return the full reference of a reply; a vanished target fails unless `fail_if_not_exists` is false."""
    if not given or "message_id" not in given:
        return given
    home = world.channels.get(int(given.get("channel_id") or channel.id), channel)
    target = home.messages.get(int(given["message_id"]))
    if target is not None and not target.deleted:
        return pointer(target, given.get("type", 0))
    if given.get("fail_if_not_exists", True):
        raise invalid_form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    return None


def _mentions(world: World, message: Message, draft: Draft, webhook: Webhook | None) -> Mentions:
    channel = message.channel
    guild = channel.guild
    people = guild.members if guild else {found.id: found for found in (channel.recipient, world.bot) if found}
    author = guild.members.get(message.author.id) if guild else None
    powerful = author is not None and bool(author.permissions & BITS["mention_everyone"])
    if message.author is world.bot:
        powerful = powerful and not channel.denies("mention_everyone")
    replied = channel.messages.get(message.reply_to or 0)
    return find_mentions(
        message.content,
        draft.allowed_mentions,
        guild=guild,
        known_users=people,
        may_mention_all=powerful or webhook is not None,
        replied_user=replied.author.id if replied else None,
    )
