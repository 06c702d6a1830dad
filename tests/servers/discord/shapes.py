"""JSON of guilds, channels, people and roles, with the fields that the API description requires."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.servers.discord import permissions
from tests.servers.discord.ids import moment_of
from tests.servers.discord.model import FORUM, NEWS, TEXT, VOICE, Channel, Json, Member, Role, ThreadInfo, User

if TYPE_CHECKING:
    from tests.servers.discord.guild import Guild
    from tests.servers.discord.world import World


def timestamp(moment: datetime) -> str:
    """Return a moment the way the API writes it."""
    return moment.isoformat(timespec="microseconds")


def identifier(snowflake: int | None) -> str | None:
    """Return a snowflake as text, None as None."""
    return None if snowflake is None else str(snowflake)


def user(who: User) -> Json:
    """UserResponse."""
    return {
        "id": str(who.id),
        "username": who.name,
        "avatar": who.avatar,
        "discriminator": "0000" if who.webhook else who.discriminator,
        "public_flags": 0,
        "flags": 0,
        "global_name": who.display_name,
        "primary_guild": None,
        "bot": who.bot,
    }


def own_user(who: User) -> Json:
    """UserPIIResponse."""
    return user(who) | {"mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}


def member_without_user(who: Member) -> Json:
    """The partial member that accompanies messages and mentions."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": timestamp(who.joined_at),
        "nick": who.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role_id) for role_id in who.role_ids],
        "mute": False,
        "deaf": False,
    }


def member(who: Member) -> Json:
    """GuildMemberResponse."""
    return member_without_user(who) | {"user": user(who.user)}


def role(what: Role) -> Json:
    """GuildRoleResponse."""
    data: Json = {
        "id": str(what.id),
        "name": what.name,
        "permissions": str(what.permissions),
        "position": what.position,
        "color": what.color,
        "colors": {"primary_color": what.color, "secondary_color": None, "tertiary_color": None},
        "hoist": what.hoist,
        "managed": what.bot_id is not None,
        "mentionable": what.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if what.bot_id is not None:
        data["tags"] = {"bot_id": str(what.bot_id)}
    return data


def forum_tag(tag_id: int, name: str, *, moderated: bool = False) -> Json:
    """ForumTagResponse."""
    return {"id": str(tag_id), "name": name, "moderated": moderated, "emoji_id": None, "emoji_name": None}


def channel(what: Channel) -> Json:
    """GuildChannelResponse, ThreadResponse or PrivateChannelResponse."""
    if what.recipient is not None:
        return dm_channel(what)
    if what.thread is not None:
        return _thread(what, what.thread)
    data = _common(what) | {
        "name": what.name,
        "position": what.position,
        "nsfw": what.nsfw,
        "permission_overwrites": what.overwrites + _denials(what),
    }
    if what.type in (TEXT, NEWS, FORUM):
        data |= {"topic": what.topic, "rate_limit_per_user": what.slowmode}
    if what.type == VOICE:
        data |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None, "rate_limit_per_user": 0}
    if what.type == FORUM:
        data |= {"available_tags": what.tags, "default_reaction_emoji": None, "default_sort_order": None}
        data |= {"default_forum_layout": 0}
    return data


def dm_channel(what: Channel) -> Json:
    """PrivateChannelResponse."""
    recipients = [user(what.recipient)] if what.recipient else []
    return {
        "id": str(what.id),
        "type": what.type,
        "last_message_id": _last_message_id(what),
        "flags": 0,
        "recipients": recipients,
    }


def thread_member(what: Channel, user_id: int) -> Json:
    """ThreadMemberResponse."""
    joined = what.thread.member_ids[user_id] if what.thread else moment_of(what.id)
    return {"id": str(what.id), "user_id": str(user_id), "join_timestamp": timestamp(joined), "flags": 0}


def guild(what: Guild) -> Json:
    """GuildResponse."""
    return _guild_switches() | {
        "id": str(what.id),
        "name": what.name,
        "features": ["COMMUNITY"],
        "owner_id": str(what.owner.id),
        "region": "deprecated",
        "preferred_locale": what.locale,
        "roles": [role(found) for found in what.roles.values()],
        "system_channel_id": identifier(what.system_channel.id if what.system_channel else None),
    }


def guild_create(what: Guild) -> Json:
    """GUILD_CREATE: without the presence intent its members are the bot alone (gateway events reference)."""
    visible = [found for found in what.channels.values() if not found.denies("view_channel")]
    threads = [found for found in visible if found.thread]
    bot_id = what.me.id
    return guild(what) | {
        "joined_at": timestamp(what.joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(what.members),
        "voice_states": [],
        "members": [member(what.me)],
        "channels": [channel(found) for found in visible if not found.thread],
        "threads": [channel(found) for found in threads if found.thread and not found.thread.archived],
        "thread_members": [thread_member(t, bot_id) for t in threads if t.thread and bot_id in t.thread.member_ids],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [event.data for event in what.events.values()],
        "soundboard_sounds": [],
    }


def application(world: World) -> Json:
    """PrivateApplicationResponse; its flags tell which privileged intents are allowed."""
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(world.bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": application_flags(world),
        "flags_new": str(application_flags(world)),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(world.operator),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def application_flags(world: World) -> int:
    """The flags GATEWAY_PRESENCE, GATEWAY_GUILD_MEMBERS and GATEWAY_MESSAGE_CONTENT."""
    pairs = ((1 << 8, 1 << 12), (1 << 1, 1 << 14), (1 << 15, 1 << 18))
    return sum(flag for intent, flag in pairs if not world.disallowed_intents & intent)


def _common(what: Channel) -> Json:
    return {
        "id": str(what.id),
        "type": what.type,
        "guild_id": str(what.guild.id if what.guild else 0),
        "last_message_id": _last_message_id(what),
        "flags": 0,
        "parent_id": identifier(what.parent_id),
    }


def _last_message_id(what: Channel) -> str | None:
    return identifier(max(what.messages, default=None))


def _denials(what: Channel) -> list[Json]:
    """What the bot is denied here, as an overwrite for its user."""
    if not what.denied or what.guild is None:
        return []
    denied = permissions.bits(what.denied)
    return [{"id": str(what.guild.me.id), "type": 1, "allow": "0", "deny": str(denied)}]


def _thread(what: Channel, info: ThreadInfo) -> Json:
    count = sum(found.id != what.id and found.type != 21 for found in what.visible)
    data = _common(what) | {
        "name": what.name,
        "owner_id": str(info.owner_id),
        "thread_metadata": _thread_metadata(what, info),
        "message_count": count,
        "member_count": len(info.member_ids),
        "total_message_sent": len(what.messages),
        "rate_limit_per_user": what.slowmode,
        "applied_tags": [str(tag) for tag in info.tag_ids],
    }
    bot_id = what.guild.me.id if what.guild else 0
    return data | ({"member": thread_member(what, bot_id)} if bot_id in info.member_ids else {})


def _thread_metadata(what: Channel, info: ThreadInfo) -> Json:
    data: Json = {
        "archived": info.archived,
        "archive_timestamp": timestamp(info.archived_at),
        "auto_archive_duration": info.auto_archive,
        "locked": info.locked,
        "create_timestamp": timestamp(info.created_at),
    }
    return data | ({"invitable": info.invitable} if what.type == 12 else {})


def _guild_switches() -> Json:
    """The settings of a guild that nothing here turns on."""
    nothing = (
        "icon description home_header splash discovery_splash banner application_id afk_channel_id widget_channel_id "
        "vanity_url_code rules_channel_id safety_alerts_channel_id public_updates_channel_id incidents_data "
        "max_presences"
    )
    zero = (
        "system_channel_flags verification_level default_message_notifications mfa_level explicit_content_filter "
        "premium_tier premium_subscription_count nsfw_level"
    )
    return {
        **dict.fromkeys(nothing.split()),
        **dict.fromkeys(zero.split(), 0),
        **dict.fromkeys(("widget_enabled", "premium_progress_bar_enabled", "nsfw"), False),
        "afk_timeout": 300,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "emojis": [],
        "stickers": [],
    }
