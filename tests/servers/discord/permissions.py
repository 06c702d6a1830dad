"""Permission bits by name (API reference, "Permissions")."""

from collections.abc import Iterable

BITS: dict[str, int] = {
    name: 1 << bit
    for bit, name in {
        0: "create_instant_invite",
        1: "kick_members",
        2: "ban_members",
        3: "administrator",
        4: "manage_channels",
        5: "manage_guild",
        6: "add_reactions",
        10: "view_channel",
        11: "send_messages",
        13: "manage_messages",
        14: "embed_links",
        15: "attach_files",
        16: "read_message_history",
        17: "mention_everyone",
        18: "use_external_emojis",
        20: "connect",
        21: "speak",
        26: "change_nickname",
        27: "manage_nicknames",
        28: "manage_roles",
        29: "manage_webhooks",
        31: "use_application_commands",
        33: "manage_events",
        34: "manage_threads",
        35: "create_public_threads",
        36: "create_private_threads",
        38: "send_messages_in_threads",
        40: "moderate_members",
        44: "create_events",
        51: "pin_messages",
    }.items()
}
ALL = sum(BITS.values())

_MODERATION = {
    "kick_members",
    "ban_members",
    "administrator",
    "manage_channels",
    "manage_guild",
    "manage_messages",
    "mention_everyone",
    "manage_nicknames",
    "manage_roles",
    "manage_webhooks",
    "manage_events",
    "manage_threads",
    "moderate_members",
    "create_events",
    "pin_messages",
}
EVERYONE = sum(bit for name, bit in BITS.items() if name not in _MODERATION)
"""What @everyone may do in a new guild here."""
BOT = ALL & ~BITS["administrator"]
"""What the bot's own role allows: everything but `administrator`, which would override a channel's denials."""


def bits(names: Iterable[str]) -> int:
    """Return the bit set of permission names; raises KeyError for an unknown name."""
    total = 0
    for name in names:
        total |= BITS[name]
    return total
