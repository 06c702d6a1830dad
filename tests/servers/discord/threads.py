"""Threads: started from a message, without one, or as a forum post; joined, archived, listed."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.servers.discord.draft import Draft
from tests.servers.discord.errors import ApiError, check_length
from tests.servers.discord.model import (
    FORUM,
    HAS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    Channel,
    Message,
    ThreadInfo,
    User,
    Webhook,
)
from tests.servers.discord.posting import announce_update, create_message, pointer
from tests.servers.discord.shapes import channel as channel_shape
from tests.servers.discord.shapes import thread_member
from tests.servers.discord.world import World


@dataclass
class ThreadPlan:
    """How a thread is to be."""

    name: str
    kind: int = PUBLIC_THREAD
    auto_archive: int = 1440
    invitable: bool = True
    tag_ids: list[int] = field(default_factory=list)


def start_thread(world: World, parent: Channel, plan: ThreadPlan, owner: User, start: Message | None = None) -> Channel:
    """Open a thread under a text channel, hanging on the message `start` if one is given.

    Raises:
        ApiError: 160004 when the message has a thread, 50024 where threads cannot be, 50035 for a bad name.
    """
    if start is not None and start.flags & HAS_THREAD:
        raise ApiError(400, 160004)
    thread = _open(world, parent, plan, owner, start.id if start else world.ids.next())
    _announce(world, thread)
    if start is not None:
        start.flags |= HAS_THREAD
        create_message(world, thread, owner, Draft(reference=pointer(start)), kind=21)
        announce_update(world, start)
    elif plan.kind != PRIVATE_THREAD:
        notice = {"type": 0, "channel_id": str(thread.id), "guild_id": str(parent.guild.id if parent.guild else 0)}
        create_message(world, parent, owner, Draft(content=plan.name, reference=notice), kind=18)
    return thread


def start_post(
    world: World,
    forum: Channel,
    plan: ThreadPlan,
    author: User,
    draft: Draft,
    webhook: Webhook | None = None,
    avatar_url: str | None = None,
) -> Message:
    """Open a forum post; the thread has the id of the message that opens it, which is returned."""
    if draft.empty:
        raise ApiError(400, 50006)
    thread = _open(world, forum, plan, world.bot if webhook else author, world.ids.next())
    _announce(world, thread)
    return create_message(world, thread, author, draft, webhook=webhook, message_id=thread.id, avatar_url=avatar_url)


def update_thread(world: World, thread: Channel) -> None:
    """Tell the bot that a thread changed."""
    world.emit("THREAD_UPDATE", channel_shape(thread), channel=thread)


def set_archived(world: World, thread: Channel, archived: bool) -> None:
    """Archive a thread or open it again."""
    if thread.thread is not None and thread.thread.archived != archived:
        thread.thread.archived, thread.thread.archived_at = archived, world.clock.now()


def join_thread(world: World, thread: Channel, user_id: int) -> None:
    """Make a user a member of a thread."""
    if thread.thread is None or user_id in thread.thread.member_ids:
        return
    thread.thread.member_ids[user_id] = world.clock.now()
    _announce_members(world, thread, added=user_id)


def leave_thread(world: World, thread: Channel, user_id: int) -> None:
    """Take a user out of a thread."""
    if thread.thread is not None and user_id in thread.thread.member_ids:
        del thread.thread.member_ids[user_id]
        _announce_members(world, thread, removed=user_id)


def _open(world: World, parent: Channel, plan: ThreadPlan, owner: User, thread_id: int) -> Channel:
    if parent.guild is None or parent.thread is not None:
        raise ApiError(400, 50024)
    check_length("name", plan.name, 100, 1)
    now = world.clock.now()
    thread = Channel(thread_id, plan.kind, plan.name, parent.guild, parent.id)
    info = ThreadInfo(owner.id, now, now, invitable=plan.invitable, auto_archive=plan.auto_archive)
    info.member_ids[owner.id] = now
    info.tag_ids = plan.tag_ids if parent.type == FORUM else []
    thread.thread = info
    parent.guild.keep(thread)
    return thread


def _announce(world: World, thread: Channel) -> None:
    world.emit("THREAD_CREATE", channel_shape(thread) | {"newly_created": True}, channel=thread)


def _announce_members(world: World, thread: Channel, added: int | None = None, removed: int | None = None) -> None:
    if thread.thread is None or thread.guild is None:
        return
    data = {"id": str(thread.id), "guild_id": str(thread.guild.id), "member_count": len(thread.thread.member_ids)}
    if added is not None:
        data |= {"added_members": [thread_member(thread, added)]}
    if removed is not None:
        data |= {"removed_member_ids": [str(removed)]}
    world.emit("THREAD_MEMBERS_UPDATE", data, channel=thread)
