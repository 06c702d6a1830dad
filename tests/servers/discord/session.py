"""A gateway session: what it may see, and what it has been sent so that it can be resumed."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.servers.discord.model import Json, Message
from tests.servers.discord.world import Event, World

GUILDS, MEMBERS, WEBHOOKS, PRESENCES = 1 << 0, 1 << 1, 1 << 5, 1 << 8
MESSAGES, REACTIONS, TYPING = 1 << 9, 1 << 10, 1 << 11
DM_MESSAGES, DM_REACTIONS, DM_TYPING = 1 << 12, 1 << 13, 1 << 14
MESSAGE_CONTENT, SCHEDULED_EVENTS = 1 << 15, 1 << 16
POLLS, DM_POLLS = 1 << 24, 1 << 25
KNOWN_INTENTS = (1 << 26) - 1

INTENTS = {"members": MEMBERS, "presences": PRESENCES, "message_content": MESSAGE_CONTENT}
"""The privileged intents by name."""

_NEEDED: tuple[tuple[str, int, int], ...] = (
    ("GUILD_SCHEDULED_EVENT_", SCHEDULED_EVENTS, 0),
    ("GUILD_MEMBER_", MEMBERS, 0),
    ("THREAD_MEMBERS_UPDATE", MEMBERS, 0),
    ("GUILD_", GUILDS, 0),
    ("THREAD_", GUILDS, 0),
    ("CHANNEL_PINS_UPDATE", GUILDS, DM_MESSAGES),
    ("CHANNEL_", GUILDS, -1),
    ("WEBHOOKS_UPDATE", WEBHOOKS, 0),
    ("MESSAGE_REACTION_", REACTIONS, DM_REACTIONS),
    ("MESSAGE_POLL_", POLLS, DM_POLLS),
    ("MESSAGE_", MESSAGES, DM_MESSAGES),
    ("TYPING_START", TYPING, DM_TYPING),
)
"""Event prefix, the intent it needs in a guild and in a direct message; -1 needs none (Gateway, "List of Intents")."""


@dataclass(eq=False)
class Session:
    """One identified session and everything dispatched in it."""

    world: World
    id: str
    intents: int
    sent: list[Json] = field(default_factory=list)

    @property
    def sequence(self) -> int:
        """The number of the newest dispatch."""
        return len(self.sent)

    def record(self, name: str, data: Json) -> Json:
        """Number a dispatch and keep it for a resume; return the payload to send."""
        payload: Json = {"op": 0, "t": name, "s": len(self.sent) + 1, "d": data}
        self.sent.append(payload)
        return payload

    def wants(self, event: Event) -> bool:
        """Return whether the intents and the bot's permissions let this session see an event."""
        if event.name == "INTERACTION_CREATE":
            return True
        if event.channel is not None and event.channel.guild and event.channel.denies("view_channel"):
            return event.name in ("CHANNEL_UPDATE", "CHANNEL_DELETE")
        for prefix, in_guild, in_dm in _NEEDED:
            if event.name.startswith(prefix):
                needed = in_guild if event.guild else in_dm
                return needed == -1 or bool(self.intents & needed)
        return False

    def view(self, event: Event) -> Json:
        """Return an event's data without the content that the session may not read."""
        if event.message is None or self.intents & MESSAGE_CONTENT:
            return event.data
        return event.data if may_read_without_intent(self.world, event.message) else without_content(event.data)


def may_read_without_intent(world: World, message: Message) -> bool:
    """Own messages, direct messages and messages that mention the bot keep their content."""
    own = message.author is world.bot or message.application_id == world.application_id
    return own or message.channel.guild is None or world.bot.id in message.mentions.users


def without_content(data: Json) -> Json:
    """Return a message body with the fields emptied that the message content intent guards."""
    kept = {key: value for key, value in data.items() if key != "poll"}
    return kept | {"content": "", "embeds": [], "attachments": [], "components": []}
