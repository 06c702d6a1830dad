"""What the server keeps: plain typed records of guilds, channels, people, messages and webhooks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.servers.discord import permissions

if TYPE_CHECKING:
    from tests.servers.discord.guild import Guild

Json = dict[str, Any]

TEXT, DM, VOICE, CATEGORY, NEWS = 0, 1, 2, 4, 5
PUBLIC_THREAD, PRIVATE_THREAD, STAGE, FORUM = 11, 12, 13, 15
THREADS = (10, PUBLIC_THREAD, PRIVATE_THREAD)

CROSSPOSTED = 1 << 0
EPHEMERAL = 1 << 6
HAS_THREAD = 1 << 5
LOADING = 1 << 7
VOICE_MESSAGE = 1 << 13
SETTABLE_FLAGS = 1 << 2 | EPHEMERAL | 1 << 12 | 1 << 15
"""SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS, IS_COMPONENTS_V2."""


@dataclass(eq=False)
class User:
    """An account, or the name that a webhook speaks under (`webhook` is true)."""

    id: int
    name: str
    bot: bool = False
    display_name: str | None = None
    avatar: str | None = None
    discriminator: str = "0"
    webhook: bool = False
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"<@{self.id}>"


@dataclass(eq=False)
class Role:
    """A role of a guild; `permissions` is a bit set."""

    id: int
    name: str
    permissions: int
    position: int = 1
    mentionable: bool = False
    color: int = 0
    hoist: bool = False
    bot_id: int | None = None

    @property
    def mention(self) -> str:
        """The text that mentions this role."""
        return f"<@&{self.id}>"


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    user: User
    guild: Guild = field(repr=False)
    joined_at: datetime
    role_ids: list[int] = field(default_factory=list)
    nick: str | None = None

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def name(self) -> str:
        """The user's account name."""
        return self.user.name

    @property
    def mention(self) -> str:
        """The text that mentions this member."""
        return self.user.mention

    @property
    def permissions(self) -> int:
        """The bit set of what the roles allow."""
        total = self.guild.roles[self.guild.id].permissions
        for role_id in self.role_ids:
            total |= self.guild.roles[role_id].permissions
        return permissions.ALL if total & permissions.BITS["administrator"] else total


@dataclass(frozen=True)
class Looks:
    """What Discord says of a file beside its bytes; `size` in place of the true one. Voice messages have a waveform."""

    width: int | None = None
    height: int | None = None
    duration_secs: float | None = None
    waveform: str | None = None
    size: int | None = None


@dataclass(eq=False)
class Attachment:
    """An uploaded file."""

    id: int
    channel_id: int
    filename: str
    data: bytes
    content_type: str
    description: str | None = None
    title: str | None = None
    looks: Looks = Looks()


@dataclass(eq=False)
class Reaction:
    """One emoji under a message and who put it there, in order."""

    name: str
    emoji_id: int | None = None
    animated: bool = False
    user_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Edit:
    """A former text of a message, when it was replaced, and who its replacement names."""

    before: str
    at: datetime
    pings: tuple[str, ...]


@dataclass(frozen=True)
class Mentions:
    """Who a text mentions once `allowed_mentions` is applied."""

    users: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    everyone: bool = False
    pings: tuple[str, ...] = ()
    """Readable form for assertions: "everyone", "user:<id>", "role:<id>"."""


@dataclass(eq=False)
class Poll:
    """A poll of a message; `votes` are who voted for each answer (numbers from 1), in order."""

    question: str
    answers: list[str]
    expires_at: datetime
    multiple: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)
    ended: bool = False


@dataclass(eq=False)
class Message:
    """A message as the server stores it; a deleted one stays in `Channel.messages` with `deleted` set."""

    id: int
    channel: Channel = field(repr=False)
    author: User = field(repr=False)
    content: str
    created_at: datetime
    type: int = 0
    nonce: str | int | None = None
    webhook_id: int | None = None
    application_id: int | None = None
    mentions: Mentions = field(default_factory=Mentions)
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    stickers: list[Json] = field(default_factory=list)
    snapshots: list[Json] = field(default_factory=list)
    """What is forwarded, as `message_snapshots` shows it."""
    poll: Poll | None = None
    reference: Json | None = None
    flags: int = 0
    tts: bool = False
    pinned_at: datetime | None = None
    edited_at: datetime | None = None
    edits: list[Edit] = field(default_factory=list)
    deleted: bool = False
    avatar_url: str | None = None
    interaction: Json | None = None
    """The `interaction_metadata` of a bot's answer."""

    @property
    def author_name(self) -> str:
        """The name that the message appears under."""
        return self.author.name

    @property
    def pings(self) -> tuple[str, ...]:
        """Who was notified by the newest text: "everyone", "user:<id>", "role:<id>"."""
        return self.mentions.pings

    @property
    def ephemeral(self) -> bool:
        """Whether only one person can see it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def reply_to(self) -> int | None:
        """The id of the message that this one answers."""
        return int(self.reference["message_id"]) if self.reference and self.type == 19 else None


@dataclass(eq=False)
class ThreadInfo:
    """What a thread has beyond a channel."""

    owner_id: int
    created_at: datetime
    archived_at: datetime
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive: int = 1440
    member_ids: dict[int, datetime] = field(default_factory=dict)
    tag_ids: list[int] = field(default_factory=list)


@dataclass(eq=False)
class Channel:
    """A guild channel, a thread (`thread` is set) or a direct-message channel (`recipient` is set).

    `denied` holds the names of permissions that the bot lacks here; a test may change it at any time
    through `DiscordServer.deny` (which also tells the bot).
    """

    id: int
    type: int
    name: str
    guild: Guild | None = field(default=None, repr=False)
    parent_id: int | None = None
    topic: str | None = None
    position: int = 0
    nsfw: bool = False
    slowmode: int = 0
    denied: set[str] = field(default_factory=set)
    overwrites: list[Json] = field(default_factory=list)
    tags: list[Json] = field(default_factory=list)
    thread: ThreadInfo | None = None
    recipient: User | None = None
    messages: dict[int, Message] = field(default_factory=dict, repr=False)

    @property
    def mention(self) -> str:
        """The text that mentions this channel."""
        return f"<#{self.id}>"

    @property
    def visible(self) -> list[Message]:
        """The messages that are not deleted, oldest first."""
        return [self.messages[key] for key in sorted(self.messages) if not self.messages[key].deleted]

    @property
    def parent(self) -> Channel | None:
        """The channel or category above, if any."""
        return self.guild.channels.get(self.parent_id) if self.guild and self.parent_id else None

    def denies(self, permission: str) -> bool:
        """Return whether the bot lacks a permission here; a thread inherits its parent's denials."""
        if permission in self.denied or "view_channel" in self.denied:
            return True
        return self.thread is not None and self.parent is not None and self.parent.denies(permission)


@dataclass(eq=False)
class Webhook:
    """An incoming webhook of a channel."""

    id: int
    channel: Channel
    name: str
    token: str
    creator: User
    application_id: int | None = None
    avatar: str | None = None


@dataclass(eq=False)
class ScheduledEvent:
    """A guild's scheduled event; `data` is the JSON body as the API shows it."""

    id: int
    guild: Guild
    data: Json
    user_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Upload:
    """A file on its way in."""

    filename: str
    data: bytes
    content_type: str = "application/octet-stream"
    description: str | None = None
    looks: Looks = Looks()
