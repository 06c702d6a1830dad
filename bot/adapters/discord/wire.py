"""discord.py made to fit: where its server is, that it never repeats a delivery by itself, and what it may log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import discord
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from config.settings import DiscordSettings

_PATIENCE = 5.0
"""Seconds of a rate limit that are waited out in a request; a longer one puts the delivery off."""

_delivering: ContextVar[bool] = ContextVar("delivering", default=False)


class AnswerLost(Exception):
    """The server failed or the connection broke while it may already have done what was asked."""


@contextmanager
def addresses(settings: DiscordSettings) -> Iterator[None]:
    """Point discord.py at the server of the settings, and back again afterwards."""
    kept = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    if settings.api_base:
        Route.BASE = settings.api_base.rstrip("/")
        Asset.BASE = str(URL(settings.api_base).origin() / "cdn")
    if settings.gateway:
        DiscordWebSocket.DEFAULT_GATEWAY = URL(settings.gateway)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = kept


@contextmanager
def delivering() -> Iterator[None]:
    """Have requests inside fail at once instead of being repeated: the outbox alone repeats a delivery.

    discord.py repeats on 5xx and on a reset connection, also what has no nonce (webhooks), and so would say it twice.
    """
    token = _delivering.set(True)
    try:
        yield
    finally:
        _delivering.reset(token)


def trace() -> aiohttp.TraceConfig:
    """Return what looks at every answer before discord.py does (its option ``http_trace``)."""
    config = aiohttp.TraceConfig()
    config.on_request_end.append(_answered)
    config.on_request_exception.append(_failed)
    return config


async def _answered(
    session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
) -> None:
    if not _delivering.get():
        return
    if params.response.status >= 500:
        raise AnswerLost(f"Discord answered {params.response.status}")
    wait = float(params.response.headers.get("Retry-After", 0)) if params.response.status == 429 else 0
    if wait > _PATIENCE:
        raise discord.RateLimited(wait)


async def _failed(
    session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams
) -> None:
    error = params.exception
    if _delivering.get() and isinstance(error, OSError) and not isinstance(error, aiohttp.ClientConnectorError):
        raise AnswerLost(f"the connection to Discord broke ({type(error).__name__})") from error


def keep_logs_discreet() -> None:
    """Keep discord.py from logging what it sends: at the debug level that is texts and the tokens of webhooks."""
    logger = logging.getLogger("discord")
    logger.setLevel(max(logger.getEffectiveLevel(), logging.INFO))
    # The bot does not speak aloud, so nobody needs to hear what that would take.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
