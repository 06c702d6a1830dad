"""Discord's refusals and failures, told as what the outbox and the supervisor act on."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

import aiohttp
import discord

from bot.adapters.discord.places import located
from bot.adapters.discord.wire import AnswerLost
from bot.core.delivery import Action, Part
from bot.core.errors import (
    Barred,
    DeliveryError,
    InDoubt,
    LoginRefused,
    PlatformDown,
    PlatformError,
    TryLater,
    Undeliverable,
)

_T = TypeVar("_T")

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_EMOJI, UNKNOWN_WEBHOOK = 10003, 10008, 10014, 10015
NOT_THE_AUTHOR, MISSING_ACCESS, MISSING_PERMISSIONS = 50005, 50001, 50013
BAD_WEBHOOK_TOKEN, THREAD_EXISTS, FILE_TOO_LARGE, ALREADY_CROSSPOSTED = 50027, 160004, 40005, 40033
"""JSON error codes (Discord API, "Opcodes and Status Codes")."""

_BANNED_WAIT = 300.0
"""Seconds to keep away when the proxy before the API turns us away without saying for how long."""

CALENDAR = ("create_events", "manage_events")
"""What it takes to keep the guild's scheduled events, by discord.py's names."""

_NEEDED = {
    Action.POST: ("send_messages",),
    Action.EDIT: (),
    Action.DELETE: ("manage_messages",),
    Action.REACT: ("read_message_history", "add_reactions"),
    Action.UNREACT: ("read_message_history",),
    Action.PIN: ("pin_messages",),
    Action.UNPIN: ("pin_messages",),
    Action.SCHEDULE: CALENDAR,
    Action.PUBLISH: ("send_messages",),
}
"""The permissions that an action takes beside seeing the channel, by discord.py's names."""

_ROOMS = frozenset({"view_channel", "send_messages", "manage_webhooks"})
"""Those without which nothing can be written in a room."""

_REFUSED_CLOSES = {
    4004: "Discord does not accept the bot's token. Check discord.token, or make a new one in the Developer Portal.",
    4013: "Discord does not know the intents that were asked for.",
    4014: (
        "Discord withholds what the bot must hear. Switch on “Server Members Intent” and “Message Content Intent”"
        " in the Developer Portal, under your application's Bot page."
    ),
}
"""Why the gateway closes for good (Discord API, "Gateway Close Event Codes")."""

BAD_TOKEN = _REFUSED_CLOSES[4004]


def platform_error(error: Exception) -> PlatformError:
    """Return what a failed login, a closed gateway or a failed request while catching up means."""
    match error:
        case discord.LoginFailure():
            return LoginRefused(BAD_TOKEN)
        case discord.PrivilegedIntentsRequired():
            return LoginRefused(_REFUSED_CLOSES[4014])
        case discord.ConnectionClosed(code=code) if code in _REFUSED_CLOSES:
            return LoginRefused(_REFUSED_CLOSES[code])
    return PlatformDown(f"Discord cannot be reached: {error or type(error).__name__}")


def delivery_error(
    error: Exception, part: Part, where: str, missing: tuple[str, ...], *, at_home: bool
) -> DeliveryError:
    """Return what a failed delivery means, where doing it again cannot say it twice.

    Args:
        error: what discord.py or the connection raised.
        part: what was to be delivered.
        where: the channel in words, for the reason.
        missing: the permissions that the bot lacks there.
        at_home: whether the channel is a room of the community.
    """
    match error:
        case discord.RateLimited(retry_after=wait):
            return TryLater(f"{where}: Discord asks to wait", wait)
        case discord.HTTPException(status=429):
            return TryLater(f"{where}: Discord turns us away", _BANNED_WAIT)
        case discord.HTTPException(code=code) if code in (UNKNOWN_WEBHOOK, BAD_WEBHOOK_TOKEN):
            return TryLater(f"{where}: the webhook is gone and is made anew", 0)
        case discord.HTTPException(status=401):
            return TryLater(f"{where}: {BAD_TOKEN}")
        case discord.HTTPException() if at_home and _bars(error, part, missing):
            return Barred(_refusal(error, part, where, missing))
        case discord.HTTPException(status=status) if status < 500:
            return Undeliverable(_refusal(error, part, where, missing))
    return TryLater(f"{where}: {error or type(error).__name__}")


FAILURES = (discord.DiscordException, aiohttp.ClientError, AnswerLost, OSError)
"""What a request raises when it fails (a timeout is an OSError)."""


def may_be_done(error: Exception) -> bool:
    """Tell whether an error is one of those after which a request may have been carried out all the same."""
    lost = AnswerLost | aiohttp.ClientError | OSError | discord.DiscordServerError
    return isinstance(error, lost) and not isinstance(error, aiohttp.ClientConnectorError)


async def once(sending: Coroutine[Any, Any, _T]) -> _T:
    """Await what must not be done twice, such as a message; raises InDoubt where it may have been done."""
    try:
        return await sending
    except FAILURES as error:
        if may_be_done(error):
            raise InDoubt(str(error) or type(error).__name__) from error
        raise


def needed(part: Part) -> tuple[str, ...]:
    """Return the permissions that a part takes, by discord.py's names."""
    names = _NEEDED[part.action]
    if part.action is Action.POST and part.as_person is not None:
        names = ("manage_webhooks",)
    elif part.action is Action.POST and part.thread is not None:
        names = ("send_messages_in_threads",)
    return names if part.to.is_calendar else ("view_channel", *names)


def _bars(error: discord.HTTPException, part: Part, missing: tuple[str, ...]) -> bool:
    """Tell whether it is the room that refuses, and would the next message too."""
    if error.code == UNKNOWN_CHANNEL:
        # A thread that was deleted takes only its own messages with it.
        in_thread = part.target is not None and located(part.target)[0] is not None
        return part.thread is None and part.reply_to is None and not in_thread
    whole = part.action is Action.SCHEDULE or (part.action is Action.POST and part.thread is None)
    return error.code in (MISSING_ACCESS, MISSING_PERMISSIONS) and (whole or bool(_ROOMS.intersection(missing)))


def _refusal(error: discord.HTTPException, part: Part, where: str, missing: tuple[str, ...]) -> str:
    if error.code in (MISSING_ACCESS, MISSING_PERMISSIONS):
        return f"{where}: the bot lacks the permission {spoken(missing or needed(part))} (Discord {error.code})"
    return f"{where}: Discord refuses it: {error.text or error.status} (Discord {error.code})"


def spoken(permissions: Iterable[str]) -> str:
    """Return permissions by the names that Discord's settings show, such as “Manage Webhooks”."""
    return ", ".join(f"“{shown(name)}”" for name in permissions)


def shown(permission: str) -> str:
    """Return a permission, given by discord.py's name, as Discord's settings show it."""
    return permission.replace("_", " ").title().replace(" In ", " in ")
