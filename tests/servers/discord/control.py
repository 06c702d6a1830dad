"""The server's verbs over HTTP, for tests whose bot runs in another process.

`POST /_control/<verb>` takes and returns a JSON object; ids are numbers. It has a port of its own, so that it goes on
while the Discord part plays an outage. Errors: 404 for what is not there, 409 for what Discord or a person's client
refuses, both with `{"error": ...}`.
"""

from __future__ import annotations

import base64
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.servers.discord.errors import ApiError
from tests.servers.discord.interactions import Interaction
from tests.servers.discord.model import (
    CATEGORY,
    FORUM,
    TEXT,
    VOICE,
    Channel,
    Json,
    Member,
    Message,
    Upload,
    User,
    Webhook,
)
from tests.servers.discord.server import DiscordServer

Verb = Callable[[DiscordServer, Json], Awaitable[Json]]
KINDS = {"text": TEXT, "voice": VOICE, "category": CATEGORY, "forum": FORUM}
VERBS: dict[str, Verb] = {}


def verb(function: Verb) -> Verb:
    """Make a function callable from outside under its name."""
    VERBS[function.__name__] = function
    return function


@dataclass
class Control:
    """The control endpoint of a server."""

    server: DiscordServer
    port: int = 0
    _runner: web.AppRunner | None = field(default=None, repr=False)

    async def start(self) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/_control/{verb}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2, handle_signals=False)
        await self._runner.setup()
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = int(listener.getsockname()[1])
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        try:
            return web.json_response(await VERBS[request.match_info["verb"]](self.server, await request.json()))
        except (LookupError, TimeoutError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=404)
        except ApiError as error:
            return web.json_response({"error": error.body["message"], "code": error.body["code"]}, status=409)
        except (ValueError, PermissionError) as error:
            return web.json_response({"error": str(error)}, status=409)


def stored(message: Message) -> Json:
    """Return a message as the control endpoint shows it."""
    return {
        "id": message.id,
        "channel_id": message.channel.id,
        "content": message.content,
        "author_id": message.author.id,
        "author_name": message.author.name,
        "webhook_id": message.webhook_id,
        "nonce": message.nonce,
        "type": message.type,
        "flags": message.flags,
        "reply_to": message.reply_to,
        "pings": list(message.pings),
        "edits": [edit.before for edit in message.edits],
        "deleted": message.deleted,
        "reactions": {found.name: found.user_ids for found in message.reactions},
        "attachments": [found.filename for found in message.attachments],
        "sizes": [len(found.data) for found in message.attachments],
        "embeds": message.embeds,
        "components": message.components,
    }


@verb
async def addresses(server: DiscordServer, args: Json) -> Json:
    """Return where the server is and the bot's token."""
    urls = {"api_url": server.api_url, "gateway_url": server.gateway_url, "cdn_url": server.cdn_url}
    return urls | {"token": server.token, "bot_id": server.bot.id}


@verb
async def add_guild(server: DiscordServer, args: Json) -> Json:
    """Found a guild: `name`."""
    return {"id": server.add_guild(args["name"]).id}


@verb
async def add_channel(server: DiscordServer, args: Json) -> Json:
    """Open a channel: `guild`, `name`, `kind` (text, voice, category, forum)."""
    return {"id": server.world.guilds[args["guild"]].add_channel(KINDS[args.get("kind", "text")], args["name"]).id}


@verb
async def add_role(server: DiscordServer, args: Json) -> Json:
    """Make a role: `guild`, `name`, `permissions` (names), `mentionable`."""
    guild, mentionable = server.world.guilds[args["guild"]], bool(args.get("mentionable"))
    return {"id": guild.add_role(args["name"], args.get("permissions", ()), mentionable=mentionable).id}


@verb
async def add_member(server: DiscordServer, args: Json) -> Json:
    """Let a person in: `guild`, `name`, `roles` (ids)."""
    guild = server.world.guilds[args["guild"]]
    roles = [guild.roles[role_id] for role_id in args.get("roles", ())]
    return {"id": guild.add_member(args["name"], roles=roles).id}


@verb
async def leave(server: DiscordServer, args: Json) -> Json:
    """Let a member leave: `guild`, `member`."""
    await server.leave(server.world.guilds[args["guild"]].members[args["member"]])
    return {}


@verb
async def add_webhook(server: DiscordServer, args: Json) -> Json:
    """Put another's webhook on a channel: `channel`, `name`; it can be the `author` of a post."""
    return {"id": server.add_webhook(_channel(server, args), args["name"]).id}


@verb
async def dm(server: DiscordServer, args: Json) -> Json:
    """Return the direct-message channel with a person: `member`."""
    return {"id": server.dm(server.world.users[args["member"]]).id}


@verb
async def post(server: DiscordServer, args: Json) -> Json:
    """Write: `channel`, `author`, `text`, `reply_to`, `attachments` (each `filename` and base64 `data`)."""
    channel, target = _channel(server, args), args.get("reply_to")
    files = [Upload(found["filename"], base64.b64decode(found["data"])) for found in args.get("attachments", ())]
    answered = channel.messages[target] if target else None
    author = _author(server, args["author"])
    return stored(await server.post(channel, author, args["text"], reply_to=answered, attachments=files))


@verb
async def edit(server: DiscordServer, args: Json) -> Json:
    """Change a text: `channel`, `message`, `text`."""
    await server.edit(_message(server, args), args["text"])
    return {}


@verb
async def delete(server: DiscordServer, args: Json) -> Json:
    """Delete: `channel`, `message`."""
    await server.delete(_message(server, args))
    return {}


@verb
async def react(server: DiscordServer, args: Json) -> Json:
    """React: `channel`, `message`, `member`, `emoji`."""
    await server.react(_message(server, args), server.world.users[args["member"]], args["emoji"])
    return {}


@verb
async def unreact(server: DiscordServer, args: Json) -> Json:
    """Take a reaction back: `channel`, `message`, `member`, `emoji`."""
    await server.unreact(_message(server, args), server.world.users[args["member"]], args["emoji"])
    return {}


@verb
async def start_thread(server: DiscordServer, args: Json) -> Json:
    """Start a thread: `channel`, `owner`, `name`, `message` to hang it on one."""
    where = _message(server, args) if args.get("message") else _channel(server, args)
    return {"id": (await server.start_thread(where, server.world.users[args["owner"]], args["name"])).id}


@verb
async def messages(server: DiscordServer, args: Json) -> Json:
    """List messages: `channel`, `deleted`."""
    found = server.messages(_channel(server, args), deleted=bool(args.get("deleted")))
    return {"messages": [stored(message) for message in found]}


@verb
async def wait_for_message(server: DiscordServer, args: Json) -> Json:
    """Wait until a message of a channel contains a text: `channel`, `text`, `timeout` (seconds)."""

    def found() -> Message | None:
        return next((message for message in _channel(server, args).visible if args["text"] in message.content), None)

    message = await server.wait_for(found, args.get("timeout", 30.0))
    return stored(message) if message else {}


@verb
async def wait_ready(server: DiscordServer, args: Json) -> Json:
    """Wait until a bot has identified or resumed: `timeout` (seconds)."""
    await server.wait_for(lambda: server.gateway.ready, args.get("timeout", 30.0))
    return {"identified": server.gateway.identified, "resumed": server.gateway.resumed}


@verb
async def slash(server: DiscordServer, args: Json) -> Json:
    """Use a slash command and return the first answer: `channel`, `member`, `command`, `values`, `timeout`."""
    member = server.world.users[args["member"]]
    asked = await server.slash(_channel(server, args), member, args["command"], args.get("values") or {})
    return await _answer(server, asked, args)


@verb
async def press(server: DiscordServer, args: Json) -> Json:
    """Press a button and return the first answer: `channel`, `message`, `custom_id`, `member`, `timeout`."""
    member = server.world.users[args["member"]]
    return await _answer(server, await server.press(_message(server, args), args["custom_id"], member), args)


@verb
async def submit_modal(server: DiscordServer, args: Json) -> Json:
    """Submit the modal that an interaction opened and return the first answer: `interaction`, `values`, `timeout`."""
    opened = next(found for found in server.world.interactions.values() if found.id == args["interaction"])
    return await _answer(server, await server.submit_modal(opened, args["values"]), args)


@verb
async def deny(server: DiscordServer, args: Json) -> Json:
    """Let the bot lack exactly these permissions: `channel`, `permissions` (names)."""
    server.deny(_channel(server, args), *args["permissions"])
    return {}


@verb
async def fail(server: DiscordServer, args: Json) -> Json:
    """Order a fault: the arguments of `DiscordServer.fail`."""
    server.fail(**args)
    return {}


@verb
async def calls(server: DiscordServer, args: Json) -> Json:
    """List the API requests so far as [method, path, status]."""
    return {"calls": [[call.method, call.path, call.status] for call in server.calls]}


@verb
async def close_gateway(server: DiscordServer, args: Json) -> Json:
    """Close every gateway connection with `code`, or cut it when there is none."""
    if args.get("code"):
        server.gateway.close(args["code"])
    else:
        server.gateway.drop()
    return {}


@verb
async def down(server: DiscordServer, args: Json) -> Json:
    """Begin an outage."""
    await server.stop()
    return {}


@verb
async def up(server: DiscordServer, args: Json) -> Json:
    """End an outage."""
    await server.start()
    return {}


async def _answer(server: DiscordServer, asked: Interaction, args: Json) -> Json:
    reply = await server.wait_for(lambda: asked.reply, args.get("timeout", 30.0))
    if reply is None:
        raise LookupError("no answer")
    message = stored(reply.message) if reply.message else None
    return {"interaction": asked.id, "type": reply.type, "message": message, "modal": reply.modal}


def _channel(server: DiscordServer, args: Json) -> Channel:
    return server.world.channels[args["channel"]]


def _message(server: DiscordServer, args: Json) -> Message:
    return _channel(server, args).messages[args["message"]]


def _author(server: DiscordServer, author_id: int) -> User | Member | Webhook:
    return server.world.webhooks.get(author_id) or server.world.users[author_id]
