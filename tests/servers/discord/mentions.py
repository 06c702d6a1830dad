"""Who a message mentions, once `allowed_mentions` is applied (API reference, "Allowed Mentions Object")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.servers.discord.errors import invalid_form
from tests.servers.discord.guild import Guild
from tests.servers.discord.model import Json, Mentions

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


def find_mentions(
    content: str,
    allowed: Json | None,
    *,
    guild: Guild | None,
    known_users: Iterable[int],
    may_mention_all: bool,
    replied_user: int | None = None,
) -> Mentions:
    """Return whom `content` mentions.

    Args:
        content: the text of the message.
        allowed: the request's `allowed_mentions`, None when it has none (then everything counts).
        guild: where it is sent, None in a direct message.
        known_users: ids that can be mentioned here.
        may_mention_all: whether the author may use @everyone and unmentionable roles.
        replied_user: the author of the message that this one answers.

    Raises:
        ApiError: 50035 when `parse` and an explicit list contradict each other.
    """
    known = set(known_users)
    rule = _Rule(allowed)
    users = [int(found) for found in _USER.findall(content) if int(found) in known and rule.user(int(found))]
    if replied_user is not None and rule.replied and replied_user in known:
        users.append(replied_user)
    roles = [int(found) for found in _ROLE.findall(content) if _counts(int(found), guild, rule, may_mention_all)]
    everyone = bool(guild) and may_mention_all and rule.everyone and bool(_EVERYONE.search(content))
    users, roles = list(dict.fromkeys(users)), list(dict.fromkeys(roles))
    pings = [f"user:{found}" for found in users] + [f"role:{found}" for found in roles]
    return Mentions(tuple(users), tuple(roles), everyone, (*(["everyone"] if everyone else []), *pings))


def _counts(role_id: int, guild: Guild | None, rule: _Rule, may_mention_all: bool) -> bool:
    """Return whether mentioning a role reaches its members."""
    role = guild.roles.get(role_id) if guild else None
    return role is not None and (role.mentionable or may_mention_all) and rule.role(role_id)


class _Rule:
    """The reading of one `allowed_mentions` object."""

    def __init__(self, allowed: Json | None) -> None:
        given = allowed or {}
        self._all = allowed is None
        self._parse = set(given.get("parse") or ())
        self._users = {int(found) for found in given.get("users") or ()}
        self._roles = {int(found) for found in given.get("roles") or ()}
        self.everyone = self._all or "everyone" in self._parse
        self.replied = self._all or bool(given.get("replied_user"))
        for kind, listed in (("users", self._users), ("roles", self._roles)):
            if kind in self._parse and listed:
                text = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
                raise invalid_form("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)

    def user(self, user_id: int) -> bool:
        return self._all or "users" in self._parse or user_id in self._users

    def role(self, role_id: int) -> bool:
        return self._all or "roles" in self._parse or role_id in self._roles
