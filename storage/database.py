"""The database: opening, transactions, savepoints, and `Tx`, all that the rest of the code sees of it.

SQLite through aiosqlite, one writer and one reader connection, WAL. Moments are stored as whole microseconds since
1970-01-01 UTC (see `micros` and `moment`).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.core.errors import OperatorError
from bot.core.ids import RoomRef
from storage.migrate import migrate, newest_version, unknown

Row = sqlite3.Row
_Result = TypeVar("_Result")
_Statement = str | Callable[[sqlite3.Connection], object]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAGIC = b"SQLite format 3\x00"
_READS = ("SELECT", "WITH")
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA temp_store = MEMORY",
)


class NewerDatabase(OperatorError):
    """The database was written by a newer Stoa."""


class CorruptDatabase(OperatorError):
    """The file is damaged or is no database."""


def micros(moment: datetime) -> int:
    """Return an aware moment as whole microseconds since 1970-01-01 UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(stored: int) -> datetime:
    """Return stored microseconds as an aware moment in UTC."""
    return _EPOCH + timedelta(microseconds=stored)


class Tx:
    """A transaction: plain SQL with ``?`` places, rows by column name.

    Beginning it, opening a savepoint and releasing one wait for the next statement and go to the database with it,
    because every walk to the database's thread and back costs more than such a statement itself.
    """

    def __init__(self, connection: aiosqlite.Connection, begin: str) -> None:
        """Speak through a connection; `begin` opens the transaction, and without it there is none."""
        self._connection = connection
        self._waiting: list[_Statement] = [begin] if begin else []
        self._begun = False
        self._opened = 0
        self._wanted = 0
        self._failed: BaseException | None = None
        self._afterwards: list[Callable[[], None]] = []
        self.owed: set[RoomRef] = set()
        """The rooms to which something was owed in it, for those who wait for that."""

    async def execute(self, sql: str, *values: object) -> int:
        """Run a statement; return how many rows it changed."""
        return await self._walk(sql, lambda connection: connection.execute(sql, values).rowcount)

    async def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        await self._walk(sql, lambda connection: connection.executemany(sql, rows).rowcount)

    async def later(self, sql: str, rows: Sequence[Sequence[object]], *, sure: bool = False) -> None:
        """Run a statement once for each row together with what comes next, the commit at the latest.

        An error is raised there, and nothing is committed. Inside a savepoint, which has to know its own errors, it
        runs at once, unless nothing can be wrong with it (`sure`) but what is wrong with the database.
        """
        if self._wanted and not sure:
            await self.many(sql, rows)
        elif rows:
            self._begun = True
            self._open()
            self._waiting.append(lambda connection: connection.executemany(sql, rows))

    async def all(self, sql: str, *values: object) -> list[Row]:
        """Return all rows of a query, or of a statement with RETURNING."""
        return await self._walk(sql, lambda connection: connection.execute(sql, values).fetchall())

    async def one(self, sql: str, *values: object) -> Row | None:
        """Return the first row, or None."""
        rows = await self.all(sql, *values)
        return rows[0] if rows else None

    async def value(self, sql: str, *values: object) -> Any:
        """Return the first column of the first row, or None."""
        row = await self.one(sql, *values)
        return row[0] if row else None

    def afterwards(self, act: Callable[[], None]) -> None:
        """Have something done right after the commit, and not at all where what is written now is undone."""
        self._afterwards.append(act)

    def savepoint(self) -> Savepoint:
        """Undo what is written inside ``async with`` if it raises.

        One that only reads costs nothing, because it opens at its first write. A statement that begins WITH counts as
        reading here: write INSERT, UPDATE or DELETE first.
        """
        return Savepoint(self)

    async def end(self) -> None:
        """Commit, unless nothing was ever begun, and do what was to be done afterwards.

        Raises what went wrong with a statement that was put off: whoever heard of it may not have been who put it off.
        """
        if self._failed is not None:
            raise self._failed
        if self._begun:
            await self._go(lambda connection: connection.commit())
        for act in self._afterwards:
            act()

    async def _walk(self, sql: str, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        if not sql.lstrip().startswith(_READS):
            self._open()
        return await self._go(work)

    def _open(self) -> None:
        self._waiting += [f"SAVEPOINT stoa_{number}" for number in range(self._opened, self._wanted)]
        self._opened = max(self._opened, self._wanted)

    async def _go(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        self._begun = True
        waiting, self._waiting = self._waiting, []

        def before(raw: sqlite3.Connection) -> None:
            try:
                for statement in waiting:
                    raw.execute(statement) if isinstance(statement, str) else statement(raw)
            except BaseException as error:
                self._failed = error
                raise

        return await _walk(self._connection, before, work)


class Savepoint:
    """See `Tx.savepoint`. A class, because every event opens one for each cog, and a generator would cost far more."""

    __slots__ = ("_acts", "_outer", "_tx")

    def __init__(self, tx: Tx) -> None:
        """Open in a transaction, once it is entered."""
        self._tx = tx

    async def __aenter__(self) -> None:
        """Begin."""
        tx = self._tx
        self._outer, self._acts = tx._wanted, len(tx._afterwards)
        tx._wanted = self._outer + 1

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        """End, and take everything back if there was an error."""
        tx, outer = self._tx, self._outer
        try:
            if kind is not None:
                del tx._afterwards[self._acts :]
            if tx._opened > outer:
                if kind is not None:
                    tx._waiting.append(f"ROLLBACK TO stoa_{outer}")
                    await _to_the_end(tx._go(lambda connection: connection.execute(f"RELEASE stoa_{outer}")))
                else:
                    tx._waiting.append(f"RELEASE stoa_{outer}")
        finally:
            tx._wanted, tx._opened = outer, min(tx._opened, outer)


class Database:
    """An open database."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        """Hold two connections to the same file; use `Database.open`."""
        self._writer, self._reader = writer, reader
        self._writing, self._reading = asyncio.Lock(), asyncio.Lock()

    @classmethod
    async def open(cls, path: Path, *, migrating: bool = True) -> Database:
        """Open or create a database and bring it to the newest version, or leave it at its own (to copy it).

        Raises NewerDatabase or CorruptDatabase, and has then changed nothing in the file.
        """
        await asyncio.to_thread(_check, path)
        writer = await _connect(path)
        try:
            if migrating:
                await migrate(writer)
            return cls(writer, await _connect(path))
        except BaseException:
            await _to_the_end(writer.close())
            raise

    async def close(self) -> None:
        """Close both connections; a transaction that is still open is rolled back."""
        await self._reader.close()
        await self._writer.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Write: committed at the end, rolled back on any exception, cancellation included."""
        async with self._writing, _scope(self._writer, "BEGIN IMMEDIATE") as tx:
            yield tx

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        """Read one consistent state beside the writer."""
        async with self._reading, _scope(self._reader, "BEGIN") as tx:
            yield tx

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[Tx]:
        """Read beside the writer without a transaction: each statement sees the newest state, and costs less."""
        async with self._reading:
            yield Tx(self._reader, "")

    async def backup(self, target: Path) -> None:
        """Write a consistent copy while everything goes on; an existing file is not touched (FileExistsError)."""
        await asyncio.to_thread(target.touch, exist_ok=False)
        async with aiosqlite.connect(target) as copy:
            await self._reader.backup(copy)


@asynccontextmanager
async def _scope(connection: aiosqlite.Connection, begin: str) -> AsyncIterator[Tx]:
    try:
        tx = Tx(connection, begin)
        yield tx
        # In here, because a commit can be refused (a deferred reference, a full disk) and leaves BEGIN open then.
        await _to_the_end(tx.end())
    except BaseException:
        # mautrix rolls back on Exception only: a cancelled task leaves BEGIN open and every later transaction fails.
        await _to_the_end(connection.rollback())
        raise


async def _walk(
    connection: aiosqlite.Connection,
    before: Callable[[sqlite3.Connection], None],
    work: Callable[[sqlite3.Connection], _Result],
) -> _Result:
    """Do two pieces of work in one walk to the connection's thread.

    aiosqlite has no public way to do several things in one walk; `Connection._execute` is what all of its own methods
    are made of.
    """

    def together(raw: sqlite3.Connection) -> _Result:
        before(raw)
        return work(raw)

    result: _Result = await connection._execute(together, connection._conn)  # type: ignore[no-untyped-call]
    return result


async def _to_the_end(work: Coroutine[Any, Any, object]) -> None:
    """Await to the end even when cancelled meanwhile; the cancellation is raised after it."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def _connect(path: Path) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for pragma in _PRAGMAS:
        await (await connection.execute(pragma)).close()
    return connection


def _check(path: Path) -> None:
    if not path.exists() or path.stat().st_size == 0:
        return
    damaged = (
        f"The database {path} is damaged or is no Stoa database. It was not touched. "
        "Put a backup in its place (stoa db backup makes them) or name another file."
    )
    if not _is_whole(path):
        raise CorruptDatabase(damaged)
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            healthy = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            newer = unknown(connection)
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise CorruptDatabase(f"{damaged} ({error})") from error
    if not healthy:
        raise CorruptDatabase(damaged)
    if newer:
        raise NewerDatabase(
            f"The database {path} has been brought to version {max(newer)}, which this Stoa (of version "
            f"{newest_version()}) does not know. "
            "It was not touched. Install a newer Stoa, or name another file."
        )


def _is_whole(path: Path) -> bool:
    """Tell by its header whether a file is a database and none of its pages is cut off, which no query would notice.

    SQLite file format, 1.3: the page size stands at byte 16 (1 for 65536), the number of pages at byte 28. While there
    is a write-ahead log, the file may lack pages that the log has.
    """
    with path.open("rb") as file:
        header = file.read(32)
    log = path.with_name(f"{path.name}-wal")
    page = int.from_bytes(header[16:18], "big")
    expected = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    return header.startswith(_MAGIC) and (path.stat().st_size >= expected or (log.exists() and log.stat().st_size > 0))
