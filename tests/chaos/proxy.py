"""A TCP relay between the bot and a server, which breaks connections in the ways that networks do."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

_CHUNK = 1 << 16


def answer(status: int, body: str = "{}", **headers: str) -> bytes:
    """Return a whole HTTP answer after which the connection is closed."""
    lines = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"} | headers
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Trouble\r\n{head}\r\n{body}".encode()


@dataclass(slots=True, eq=False)
class Trouble:
    """What happens to the next `times` requests whose "METHOD /path" matches `pattern`.

    They are answered with `answer`, or their connection is cut where that is empty; with `performed`, after the server
    has done what was asked.
    """

    pattern: str
    answer: bytes = b""
    performed: bool = False
    times: int = 1
    hits: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when it has happened so many times."""

    def meets(self, data: bytes) -> bool:
        """Tell whether this is the beginning of a request that is meant."""
        line = data.partition(b"\r\n")[0].decode("latin-1").rpartition(" HTTP/")[0]
        return self.hits < self.times and fnmatchcase(line, self.pattern)


@dataclass(slots=True, eq=False)
class _Line:
    """One relayed connection."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    owed: Trouble | None = None
    half_closed: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def cut(self) -> None:
        self.client.transport.abort()
        self.server.transport.abort()


@dataclass(slots=True)
class Proxy:
    """Relays to a port of this machine."""

    target: int
    port: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    _lines: set[_Line] = field(default_factory=set)
    _listening: asyncio.Server | None = None
    _flowing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """Where the server seems to be."""
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> None:
        """Accept connections, on the same port as before."""
        self._flowing.set()
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = int(listener.getsockname()[1])
        self._listening = await asyncio.start_server(self._serve, sock=listener)

    def close(self) -> None:
        """Refuse new connections and cut the others."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        self.cut()

    async def closed(self) -> None:
        """Return when no connection is left."""
        async with asyncio.timeout(5.0):
            await asyncio.gather(*(line.ended.wait() for line in list(self._lines)))

    def cut(self) -> None:
        """Cut every connection."""
        for line in list(self._lines):
            line.cut()

    def half_close(self) -> None:
        """Say on every connection that nothing will come any more, and go on listening."""
        for line in list(self._lines):
            line.half_closed = True
            with suppress(OSError, RuntimeError):
                line.client.write_eof()

    def freeze(self) -> None:
        """Keep every connection open, old ones and new ones, and let nothing pass."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Let everything pass that was held back, as a network does that was away."""
        self._flowing.set()

    def expect(self, pattern: str, answer: bytes = b"", *, performed: bool = False, times: int = 1) -> Trouble:
        """Order a trouble; see `Trouble`."""
        trouble = Trouble(pattern, answer, performed, times)
        self.troubles.append(trouble)
        return trouble

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, out = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        line = _Line(writer, out)
        self._lines.add(line)
        try:
            await asyncio.gather(self._up(reader, line), self._down(there, line))
        except OSError:
            pass
        finally:
            self._lines.discard(line)
            line.cut()
            line.ended.set()

    async def _up(self, reader: asyncio.StreamReader, line: _Line) -> None:
        while data := await reader.read(_CHUNK):
            await self._flowing.wait()
            trouble = next((one for one in self.troubles if one.meets(data)), None)
            if trouble is not None:
                trouble.hits += 1
                if trouble.hits == trouble.times:
                    trouble.done.set()
                line.owed = trouble
                if not trouble.performed:
                    await _end(line, trouble)
                    return
            line.server.write(data)
            await line.server.drain()
        line.server.write_eof()

    async def _down(self, reader: asyncio.StreamReader, line: _Line) -> None:
        while data := await reader.read(_CHUNK):
            await self._flowing.wait()
            if line.owed is not None:
                await _end(line, line.owed)
                return
            if not line.half_closed:
                line.client.write(data)
                await line.client.drain()
        if not line.half_closed:
            line.client.write_eof()


async def _end(line: _Line, trouble: Trouble) -> None:
    if trouble.answer:
        line.client.write(trouble.answer)
        await line.client.drain()
        line.client.close()
    line.cut() if not trouble.answer else line.server.transport.abort()


@asynccontextmanager
async def proxy(target: int) -> AsyncIterator[Proxy]:
    """Relay to a port until the end of the block."""
    relay = Proxy(target)
    await relay.open()
    try:
        yield relay
    finally:
        relay.thaw()
        relay.close()
        await relay.closed()
