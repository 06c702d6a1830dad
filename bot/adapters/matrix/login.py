"""Logging in, with the same device each time: the homeserver remembers transaction ids for each device."""

from __future__ import annotations

import structlog
from nio import AsyncClient

from bot.adapters.matrix.answers import Refused, ask, call
from bot.adapters.matrix.ghosts import register, token_of
from bot.adapters.matrix.people import localpart
from bot.adapters.matrix.store import Login, Store
from bot.core.errors import LoginRefused, PlatformDown
from config.settings import AppServiceSettings, MatrixSettings

_log = structlog.get_logger("stoa")


async def log_in(client: AsyncClient, settings: MatrixSettings, store: Store) -> None:
    """Log a client in: with the token of the settings, that of an earlier login, the password, or as the service's bot.

    Raises LoginRefused with what to check, PlatformDown where the homeserver does not answer.
    """
    if settings.token is not None:
        await _with_token(client, settings, settings.token.get_secret_value())
        return
    kept = store.login()
    if kept and _is_for(kept, settings):
        try:
            await _restore(client, kept.access_token, kept.device_id)
        except LoginRefused:
            store.keep_login(None)
            _log.warning("matrix kept login refused", user=kept.user_id)
        else:
            return
    if settings.password is None and settings.appservice is not None:
        await _as_service(client, settings, settings.appservice, store)
    else:
        await _with_password(client, settings, store)


async def _with_token(client: AsyncClient, settings: MatrixSettings, token: str) -> None:
    await _restore(client, token, settings.device_id)
    if client.user_id != settings.user and settings.user.startswith("@"):
        raise LoginRefused(
            f"The Matrix token belongs to {client.user_id}, but the settings name {settings.user}:"
            " put right matrix.user or the token."
        )


async def _restore(client: AsyncClient, token: str, device_id: str) -> None:
    client.access_token = token
    try:
        me = await ask(client.whoami())
    except Refused as refusal:
        raise _refused(refusal, "Matrix does not accept the access token: check matrix.token.") from refusal
    client.restore_login(me.user_id, me.device_id or device_id, token)


async def _with_password(client: AsyncClient, settings: MatrixSettings, store: Store) -> None:
    if settings.password is None:
        raise LoginRefused("Matrix needs a token or a password: set matrix.token or matrix.password.")
    client.user, client.device_id, client.access_token = settings.user, settings.device_id, ""
    try:
        done = await ask(client.login(settings.password.get_secret_value(), settings.device_name))
    except Refused as refusal:
        raise _refused(
            refusal,
            f"Matrix does not accept the password of {settings.user}: check matrix.user and matrix.password.",
        ) from refusal
    store.keep_login(Login(done.user_id, done.device_id, done.access_token))
    _log.info("matrix logged in", user=done.user_id, device=done.device_id)


async def _as_service(client: AsyncClient, settings: MatrixSettings, service: AppServiceSettings, store: Store) -> None:
    """Log in the bot's account as one of the application service's, made now if need be.

    Source: client-server API, "Appservice login".

    With a device of its own it has keys, and the homeserver remembers its transactions.
    """
    token, user, device = token_of(service), settings.user, settings.device_id
    body = {"type": "m.login.application_service", "identifier": {"type": "m.id.user", "user": user}}
    name = {"device_id": device, "initial_device_display_name": settings.device_name}
    try:
        await register(client, localpart(user), token)
        done = await call(client, "POST", "v3", "login", body=body | name, token=token)
    except Refused as refusal:
        sentence = (
            "Matrix does not accept the application service: the homeserver must have the same registration, and have"
            f" been started again since ({refusal})."
        )
        raise _refused(refusal, sentence) from refusal
    client.restore_login(done["user_id"], done["device_id"], done["access_token"])
    store.keep_login(Login(done["user_id"], done["device_id"], done["access_token"]))
    _log.info("matrix logged in", user=done["user_id"], device=done["device_id"])


def _refused(refusal: Refused, sentence: str) -> Exception:
    if refusal.passing:
        return PlatformDown(f"The Matrix homeserver does not let us log in now ({refusal})")
    return LoginRefused(sentence)


def _is_for(kept: Login, settings: MatrixSettings) -> bool:
    named = settings.user in (kept.user_id, kept.user_id[1:].partition(":")[0])
    return named and kept.device_id == settings.device_id
