"""A guild: its channels, roles and members, and the changes that a community makes to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from tests.servers.discord import permissions, shapes
from tests.servers.discord.model import (
    CATEGORY,
    FORUM,
    NEWS,
    TEXT,
    VOICE,
    Channel,
    Member,
    Role,
    ScheduledEvent,
    User,
)

if TYPE_CHECKING:
    from tests.servers.discord.world import World

Named = TypeVar("Named", Channel, Member)


class Guild:
    """A guild of the server; made by `DiscordServer.add_guild`, with the bot already in it."""

    def __init__(self, world: World, name: str) -> None:
        """Found a guild with an owner, the @everyone role, the bot and the bot's own role."""
        self.world = world
        self.id = world.ids.next()
        self.name = name
        self.joined_at = world.clock.now()
        self.locale = "en-US"
        self.denied: set[str] = set()
        """Names of guild-wide permissions that the bot lacks, such as "manage_events"."""
        self.roles: dict[int, Role] = {self.id: Role(self.id, "@everyone", permissions.EVERYONE, position=0)}
        self.channels: dict[int, Channel] = {}
        self.members: dict[int, Member] = {}
        self.events: dict[int, ScheduledEvent] = {}
        self.system_channel: Channel | None = None
        """Where "joined the server" messages appear, if anywhere."""
        self.owner = self._admit(world.new_user("owner"))
        self.me = self._admit(world.bot)
        role = self.add_role(world.bot.name, permissions.BOT)
        role.bot_id = world.bot.id
        self.me.role_ids.append(role.id)

    @property
    def threads(self) -> list[Channel]:
        """All threads, archived ones too."""
        return [channel for channel in self.channels.values() if channel.thread]

    def channel(self, name: str) -> Channel:
        """Return the first channel or thread of that name; raises LookupError."""
        return _named(self.channels.values(), name)

    def add_text_channel(self, name: str, *, category: Channel | None = None, topic: str | None = None) -> Channel:
        """Open a text channel."""
        return self.add_channel(TEXT, name, category, topic)

    def add_news_channel(self, name: str) -> Channel:
        """Open an announcement channel, which other guilds may follow."""
        return self.add_channel(NEWS, name)

    def add_voice_channel(self, name: str, *, category: Channel | None = None) -> Channel:
        """Open a voice channel."""
        return self.add_channel(VOICE, name, category)

    def add_category(self, name: str) -> Channel:
        """Open a category."""
        return self.add_channel(CATEGORY, name)

    def add_forum(self, name: str, *, tags: Iterable[str] = (), category: Channel | None = None) -> Channel:
        """Open a forum channel with tags of these names."""
        made = [shapes.forum_tag(self.world.ids.next(), tag) for tag in tags]
        channel = self.add_channel(FORUM, name, category, announce=False)
        channel.tags = made
        self.world.emit("CHANNEL_CREATE", shapes.channel(channel), channel=channel)
        return channel

    def add_channel(
        self, kind: int, name: str, category: Channel | None = None, topic: str | None = None, *, announce: bool = True
    ) -> Channel:
        """Open a channel of an API type number and tell the bot."""
        parent_id = category.id if category else None
        position = len(self.channels)
        channel = Channel(self.world.ids.next(), kind, name, self, parent_id, topic, position)
        self.keep(channel)
        if announce:
            self.world.emit("CHANNEL_CREATE", shapes.channel(channel), channel=channel)
        return channel

    def keep(self, channel: Channel) -> None:
        """Make a channel or thread findable by id."""
        self.channels[channel.id] = self.world.channels[channel.id] = channel

    def add_role(self, name: str, allows: int | Iterable[str] = 0, *, mentionable: bool = False) -> Role:
        """Make a role; `allows` is a bit set or permission names."""
        granted = allows if isinstance(allows, int) else permissions.bits(allows)
        role = Role(self.world.ids.next(), name, granted, len(self.roles), mentionable)
        self.roles[role.id] = role
        self.world.emit("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": shapes.role(role)}, guild=self)
        return role

    def add_member(
        self, who: str | User, *, roles: Iterable[Role] = (), nick: str | None = None, bot: bool = False
    ) -> Member:
        """Let a person (or another bot) in, as an account that is new when only its name is given."""
        user = who if isinstance(who, User) else self.world.new_user(who, bot=bot)
        member = self._admit(user)
        member.role_ids, member.nick = [role.id for role in roles], nick
        data = shapes.member(member) | {"guild_id": str(self.id)}
        self.world.emit("GUILD_MEMBER_ADD", data, guild=self)
        return member

    def remove_member(self, member: Member) -> None:
        """Let a member leave."""
        del self.members[member.id]
        data = {"guild_id": str(self.id), "user": shapes.user(member.user)}
        self.world.emit("GUILD_MEMBER_REMOVE", data, guild=self)

    def member(self, name: str) -> Member:
        """Return the member with an account name; raises LookupError."""
        return _named(self.members.values(), name)

    def update_member(self, member: Member) -> None:
        """Tell the bot that roles or the nickname changed."""
        data = shapes.member(member) | {"guild_id": str(self.id)}
        self.world.emit("GUILD_MEMBER_UPDATE", data, guild=self)

    def _admit(self, user: User) -> Member:
        member = Member(user, self, self.world.clock.now())
        self.members[user.id] = member
        return member


def _named(things: Iterable[Named], name: str) -> Named:
    """Return the first thing of that name."""
    for thing in things:
        if thing.name == name:
            return thing
    raise LookupError(name)
