"""The gateway: HELLO, IDENTIFY, RESUME, heartbeats and dispatches over a websocket (API reference, "Gateway")."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable

from aiohttp import WSCloseCode, WSMsgType, web

from tests.servers.discord import shapes
from tests.servers.discord.guild import Guild
from tests.servers.discord.model import Json
from tests.servers.discord.session import KNOWN_INTENTS, MEMBERS, Session
from tests.servers.discord.world import Event, World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 8, 9, 10, 11
CHUNK = 1000


class GatewayClose(Exception):
    """The protocol asks for the connection to be closed with a code."""

    def __init__(self, code: int) -> None:
        """Close with `code`."""
        super().__init__(str(code))
        self.code = code


class Connection:
    """One websocket: its compression, the queue of what is to be sent, and its session once identified."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, *, compress: bool) -> None:
        """Speak over `socket`, as one zlib stream when `compress` is true."""
        self.socket = socket
        self.transport = transport
        self.session: Session | None = None
        self.outgoing: asyncio.Queue[Json | int | None] = asyncio.Queue()
        self._zlib = zlib.compressobj() if compress else None

    def send(self, payload: Json) -> None:
        """Queue a payload; the order of calls is the order on the wire."""
        self.outgoing.put_nowait(payload)

    def close(self, code: int) -> None:
        """Close with a code after what is queued."""
        self.outgoing.put_nowait(code)

    async def pump(self) -> None:
        """Write what is queued until the connection is closed."""
        while (item := await self.outgoing.get()) is not None:
            if isinstance(item, int):
                await self.socket.close(code=item)
                return
            text = json.dumps(item)
            if self._zlib is None:
                await self.socket.send_str(text)
            else:
                packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)


class Gateway:
    """All sessions and the connections that carry them."""

    def __init__(self, world: World) -> None:
        """Dispatch the changes of `world`."""
        self.world = world
        self.sessions: dict[str, Session] = {}
        self.begun: list[Session] = []
        """Every session there ever was, with all that was dispatched in it."""
        self.connections: set[Connection] = set()
        self.heartbeat_interval = 41.25
        """Seconds, told in HELLO."""
        self.acknowledge = True
        """Whether heartbeats are answered; set it to False to play a dead connection."""
        self.identified = 0
        self.resumed = 0
        self.close_codes: list[int] = []
        """The codes that the server closed connections with."""
        world.on_event = self.dispatch
        self._handlers: dict[int, Callable[[Connection, Json], None]] = {
            IDENTIFY: self._identify,
            RESUME: self._resume,
            REQUEST_MEMBERS: self._request_members,
        }

    @property
    def ready(self) -> int:
        """How many connections have an identified or resumed session."""
        return sum(connection.session is not None for connection in self.connections)

    def dispatch(self, event: Event) -> None:
        """Give an event to every session that may see it; one without a connection gets it at its resume."""
        carriers = {connection.session: connection for connection in self.connections if connection.session}
        for session in self.sessions.values():
            if session.wants(event):
                payload = session.record(event.name, session.view(event))
                if session in carriers:
                    carriers[session].send(payload)

    def drop(self) -> None:
        """Cut every connection without a close frame; sessions can be resumed."""
        for connection in list(self.connections):
            self._leave(connection)
            if connection.transport is not None:
                connection.transport.abort()

    def close(self, code: int) -> None:
        """Close every connection with a code; sessions stay unless the code ends them (4004, 4007, 4009...)."""
        if code in (4004, 4007, 4009, *range(4010, 4015)):
            self.sessions.clear()
        for connection in list(self.connections):
            self._close(connection, code)

    def ask_to_reconnect(self) -> None:
        """Send RECONNECT on every connection."""
        self._send_all({"op": RECONNECT, "d": None, "s": None, "t": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Send INVALID_SESSION on every connection; sessions that cannot be resumed are forgotten."""
        if not resumable:
            self.sessions.clear()
        self._send_all({"op": INVALID_SESSION, "d": resumable, "s": None, "t": None})

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Handle one websocket from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20, autoclose=True, timeout=0.2)
        await socket.prepare(request)
        compress = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request.transport, compress=compress)
        self.connections.add(connection)
        writer = asyncio.create_task(connection.pump())
        interval = int(self.heartbeat_interval * 1000)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": interval, "_trace": []}, "s": None, "t": None})
        try:
            await self._read(connection)
        finally:
            self._leave(connection)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        return socket

    async def _read(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            try:
                self._receive(connection, json.loads(frame.data))
            except (ValueError, KeyError, TypeError):
                self._close(connection, 4002)
            except GatewayClose as reason:
                self._close(connection, reason.code)
        ended_by_client = connection.socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
        if connection.session and ended_by_client and connection in self.connections:
            self.sessions.pop(connection.session.id, None)

    def _receive(self, connection: Connection, frame: Json) -> None:
        op = frame["op"]
        if op == HEARTBEAT:
            if self.acknowledge:
                connection.send({"op": ACK, "d": None, "s": None, "t": None})
            return
        if op not in self._handlers and op not in (PRESENCE, VOICE):
            raise GatewayClose(4001)
        if op not in (IDENTIFY, RESUME) and connection.session is None:
            raise GatewayClose(4003)
        if op in self._handlers:
            self._handlers[op](connection, frame["d"])

    def _identify(self, connection: Connection, data: Json) -> None:
        if connection.session is not None:
            raise GatewayClose(4005)
        if data["token"].removeprefix("Bot ") != self.world.token:
            raise GatewayClose(4004)
        intents = int(data["intents"])
        if intents & ~KNOWN_INTENTS:
            raise GatewayClose(4013)
        if intents & self.world.disallowed_intents:
            raise GatewayClose(4014)
        session = Session(self.world, self.world.new_secret(), intents)
        self.sessions[session.id] = session
        self.begun.append(session)
        connection.session = session
        connection.send(session.record("READY", self._ready(session, data.get("shard") or [0, 1])))
        for guild in self.world.guilds.values():
            event = Event("GUILD_CREATE", shapes.guild_create(guild), guild)
            if session.wants(event):
                connection.send(session.record(event.name, event.data))
        self.identified += 1
        self.world.changed()

    def _ready(self, session: Session, shard: list[int]) -> Json:
        return {
            "v": 10,
            "user": shapes.own_user(self.world.bot),
            "guilds": [{"id": str(guild), "unavailable": True} for guild in self.world.guilds],
            "session_id": session.id,
            "resume_gateway_url": self.world.base.replace("http", "ws", 1) + "/gateway",
            "shard": shard,
            "application": {"id": str(self.world.application_id), "flags": shapes.application_flags(self.world)},
            "private_channels": [],
        }

    def _resume(self, connection: Connection, data: Json) -> None:
        if data["token"].removeprefix("Bot ") != self.world.token:
            raise GatewayClose(4004)
        session = self.sessions.get(data["session_id"])
        if session is None:
            connection.send({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        seen = int(data["seq"])
        if seen > session.sequence:
            raise GatewayClose(4007)
        for other in list(self.connections):
            if other.session is session:
                self._close(other, 4000)
        connection.session = session
        for payload in session.sent[seen:]:
            connection.send(payload)
        connection.send(session.record("RESUMED", {"_trace": []}))
        self.resumed += 1
        self.world.changed()

    def _request_members(self, connection: Connection, data: Json) -> None:
        guild, session = self.world.guilds.get(int(data["guild_id"])), connection.session
        if guild is None or session is None:
            return
        if data.get("query") == "" and not data.get("limit") and not session.intents & MEMBERS:
            raise GatewayClose(4014)
        for chunk in member_chunks(guild, data):
            connection.send(session.record("GUILD_MEMBERS_CHUNK", chunk))

    def _send_all(self, payload: Json) -> None:
        for connection in self.connections:
            connection.send(payload)

    def _close(self, connection: Connection, code: int) -> None:
        if connection not in self.connections:
            return
        self._leave(connection)
        self.close_codes.append(code)
        connection.close(code)
        self.world.changed()

    def _leave(self, connection: Connection) -> None:
        """Take a connection out of dispatching; its session stays for a resume."""
        self.connections.discard(connection)
        self.world.changed()


def member_chunks(guild: Guild, request: Json) -> list[Json]:
    """Return the GUILD_MEMBERS_CHUNK bodies that answer a request for members."""
    query, wanted = request.get("query"), request.get("user_ids")
    ids = [int(found) for found in ([wanted] if isinstance(wanted, str | int) else wanted or [])]
    people = list(guild.members.values())
    if wanted is not None:
        people = [guild.members[found] for found in ids if found in guild.members]
    elif query:
        people = [found for found in people if (found.nick or found.name).lower().startswith(query.lower())]
    people = people[: request.get("limit") or None]
    common: Json = {"guild_id": str(guild.id)}
    common |= {"not_found": [str(found) for found in ids if found not in guild.members]} if wanted else {}
    common |= {"nonce": request["nonce"]} if "nonce" in request else {}
    chunks = [people[at : at + CHUNK] for at in range(0, len(people), CHUNK)] or [[]]
    return [
        common | {"members": [shapes.member(who) for who in chunk], "chunk_index": at, "chunk_count": len(chunks)}
        for at, chunk in enumerate(chunks)
    ]
