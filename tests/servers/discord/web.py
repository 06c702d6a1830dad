"""What every REST request goes through: the log, limits, ordered faults, the token, and Discord's errors."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from tests.servers.discord.errors import ApiError, invalid_form, unknown
from tests.servers.discord.faults import Fault, Faults
from tests.servers.discord.guild import Guild
from tests.servers.discord.model import Channel, Json, Message, Upload
from tests.servers.discord.ratelimit import RateLimits, refusal_body, retry_headers
from tests.servers.discord.world import World

API = "/api/v10"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

WORLD = web.AppKey("world", World)
FAULTS = web.AppKey("faults", Faults)
LIMITS = web.AppKey("limits", RateLimits)
_BY_TOKEN = ("/webhooks/{webhook_id}/{webhook_token}", "/interactions/")


@dataclass(frozen=True)
class Call:
    """A request that reached the API, in the order of arrival."""

    method: str
    path: str
    status: int
    answer: bytes = b""


CALLS = web.AppKey("calls", list[Call])
CRASHES = web.AppKey("crashes", list[Exception])


@web.middleware
async def api_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Run an API request: errors become Discord's bodies, every answer carries the rate-limit headers."""
    if not request.path.startswith(API):
        return await handler(request)
    path = request.path.removeprefix(API)
    verdict = request.app[LIMITS].check(*_bucket(request))
    if verdict.refusal is not None:
        response: web.StreamResponse = reply(verdict.refusal, status=429)
    else:
        response = await _with_faults(request, handler, request.app[FAULTS].take(request.method, path))
    response.headers.update(verdict.headers)
    if "X-RateLimit-Reset-After" in verdict.headers:
        now = request.app[WORLD].clock.now().timestamp()
        response.headers["X-RateLimit-Reset"] = f"{now + float(verdict.headers['X-RateLimit-Reset-After']):.3f}"
    answer = response.body if isinstance(response, web.Response) and isinstance(response.body, bytes) else b""
    request.app[CALLS].append(Call(request.method, path, response.status, answer))
    request.app[WORLD].changed()
    return response


async def _with_faults(request: web.Request, handler: Handler, fault: Fault | None) -> web.StreamResponse:
    if fault is None:
        return await _answer(request, handler)
    request.app[WORLD].changed()
    if fault.gate is not None:
        await fault.gate.wait()
    if fault.delay:
        await asyncio.sleep(fault.delay)
    fails = fault.drop or fault.status is not None
    response = await _answer(request, handler) if fault.performed or not fails else None
    if response is None and not fault.drop:
        # What is left unread keeps the connection's handler waiting for it.
        with suppress(ConnectionError):
            await request.read()
    if fault.drop and request.transport is not None:
        request.transport.abort()
    if fault.status == 429:
        body, headers = refusal_body(fault.retry_after, is_global=fault.whole_bot), retry_headers(fault.retry_after)
        return reply(body, status=429, headers=headers)
    if response is None or fault.status is not None:
        status = fault.status or 500
        return reply({"message": f"{status}: Server Error", "code": 0}, status=status)
    return response


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        _check_token(request)
        return await handler(request)
    except ApiError as error:
        return reply(error.body, status=error.status)
    except web.HTTPException as error:
        return reply({"message": f"{error.status}: {error.reason}", "code": 0}, status=error.status)
    except ConnectionError:
        # Who asked is gone before their request was read: no fault of ours, and nobody hears the answer.
        return reply({"message": "500: Internal Server Error", "code": 0}, 500)
    except Exception as error:  # noqa: BLE001 - the boundary of the server; the test that caused it fails
        request.app[CRASHES].append(error)
        return reply({"message": "500: Internal Server Error", "code": 0}, 500)


def _check_token(request: web.Request) -> None:
    """Raise 401 unless the bot's token is given; webhook and interaction tokens in the path need none."""
    template = _template(request)
    if template == "/gateway" or template.startswith(_BY_TOKEN):
        return
    if request.headers.get("Authorization") != f"Bot {request.app[WORLD].token}":
        raise ApiError(401, 0, "401: Unauthorized")


def _template(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical.removeprefix(API) if resource is not None else ""


def _bucket(request: web.Request) -> tuple[str, str, int | None]:
    """Return the route, its major parameters and the channel that a webhook execution writes to."""
    found = request.match_info
    names = ("channel_id", "guild_id", "webhook_id", "webhook_token")
    major = "+".join(found[name] for name in names if name in found)
    template = _template(request)
    executes = request.method == "POST" and template == _BY_TOKEN[0]
    hook = request.app[WORLD].webhooks.get(int(found["webhook_id"])) if executes else None
    return f"{request.method} {template}", major, hook.channel.id if hook else None


def reply(data: Json | Sequence[Json], status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Return JSON; discord.py knows it only by a content type without a charset."""
    kind = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=kind | (headers or {}))


def no_content() -> web.Response:
    """Return a 204."""
    return web.Response(status=204)


def number(request: web.Request, name: str) -> int:
    """Return a snowflake of the path; raises 50035 when it is none."""
    value = request.match_info[name]
    return _number(name, value)


def query_number(request: web.Request, name: str) -> int | None:
    """Return a number of the query, None when it is not given; raises 50035 when it is none."""
    value = request.query.get(name)
    return _number(name, value) if value is not None else None


def page_size(request: web.Request, usual: int, most: int) -> int:
    """Return the `limit` of the query; raises 50035 unless it is from 1 to `most`."""
    limit = query_number(request, "limit")
    if limit is not None and not 1 <= limit <= most:
        word, bound = ("MIN", "greater than or equal to 1") if limit < 1 else ("MAX", f"less than or equal to {most}")
        raise invalid_form("limit", f"NUMBER_TYPE_{word}", f"int value should be {bound}.")
    return limit or usual


def _number(name: str, value: str) -> int:
    if not re.fullmatch(r"\d{1,20}", value):
        raise invalid_form(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    return int(value)


def channel_of(request: web.Request, *needed: str) -> Channel:
    """Return the channel of the path where the bot has the needed permissions."""
    channel = request.app[WORLD].channel(number(request, "channel_id"))
    require(channel, *needed)
    return channel


def require(channel: Channel, *needed: str) -> None:
    """Raise 50001 where the bot cannot look, 50013 where it lacks a permission."""
    if channel.guild is None:
        return
    if channel.denies("view_channel"):
        raise ApiError(403, 50001)
    if any(channel.denies(name) or name in channel.guild.denied for name in needed):
        raise ApiError(403, 50013)


def guild_of(request: web.Request, *needed: str) -> Guild:
    """Return the guild of the path where the bot has the needed permissions."""
    guild = request.app[WORLD].guild(number(request, "guild_id"))
    if any(name in guild.denied for name in needed):
        raise ApiError(403, 50013)
    return guild


def message_of(request: web.Request, channel: Channel) -> Message:
    """Return the message of the path that everyone can see."""
    message = request.app[WORLD].message(channel, number(request, "message_id"))
    if message.ephemeral:
        raise unknown(10008)
    return message


async def read_json(request: web.Request) -> Json:
    """Return the JSON object of a request, empty without a body; raises 50109."""
    found = await _read(request)
    return found if isinstance(found, dict) else {}


async def read_list(request: web.Request) -> list[Json]:
    """Return the JSON array of a request; raises 50109."""
    found = await _read(request)
    return found if isinstance(found, list) else []


async def _read(request: web.Request) -> Json | list[Json] | None:
    try:
        found: Json | list[Json] | None = json.loads(await request.text() or "null")
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
    return found


async def read_form(request: web.Request) -> tuple[Json, dict[int, Upload]]:
    """Return the JSON of a message request and its files by number, sent as JSON or multipart."""
    if not request.content_type.startswith("multipart/"):
        return await read_json(request), {}
    body: Json = {}
    uploads: dict[int, Upload] = {}
    reader = await request.multipart()
    while isinstance(part := await reader.next(), BodyPartReader):
        data = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            body = json.loads(data)
        elif found := re.fullmatch(r"files?\[(\d+)\]", part.name or ""):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[int(found[1])] = Upload(part.filename or "unknown", data, kind)
    return body, uploads
