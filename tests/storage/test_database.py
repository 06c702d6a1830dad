"""The database: transactions that end, savepoints, and a consistent view."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.database import Database, Tx, micros, moment


async def put(tx: Tx, name: str) -> None:
    """Write one row."""
    await tx.execute("INSERT INTO cursors (platform, name, value) VALUES ('test', ?, '')", name)


async def names(database: Database) -> list[str]:
    """Read the rows that were committed, through the reader's connection."""
    async with database.reading() as tx:
        return [row["name"] for row in await tx.all("SELECT name FROM cursors ORDER BY name")]


class Trouble(Exception):
    """What a test raises."""


async def test_what_is_written_is_kept(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "a")
        await tx.many("INSERT INTO cursors (platform, name, value) VALUES (?, ?, ?)", [("x", "b", ""), ("x", "c", "7")])
        assert await tx.execute("UPDATE cursors SET value = '1' WHERE platform = 'x'") == 2
        assert await tx.value("SELECT COUNT(*) FROM cursors") == 3
        assert await tx.value("SELECT value FROM cursors WHERE name = 'z'") is None
        row = await tx.one("SELECT * FROM cursors WHERE name = 'c'")
        assert row is not None
        assert row["value"] == "1"
        assert await tx.one("SELECT * FROM cursors WHERE name = 'z'") is None
    assert await names(database) == ["a", "b", "c"]


async def test_an_error_undoes_everything(database: Database) -> None:
    with pytest.raises(Trouble):
        async with database.transaction() as tx:
            await put(tx, "a")
            raise Trouble
    async with database.transaction() as tx:
        await put(tx, "b")
    assert await names(database) == ["b"]


async def test_a_refused_statement_undoes_everything(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        async with database.transaction() as tx:
            await put(tx, "a")
            await put(tx, "a")
    assert await names(database) == []


async def test_a_commit_that_fails_leaves_nothing_open(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute("CREATE TABLE child (of TEXT REFERENCES people (ref) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        async with database.transaction() as tx:
            await put(tx, "a")
            await tx.execute("INSERT INTO child (of) VALUES ('nobody')")
    async with database.transaction() as tx:
        await put(tx, "b")
    assert await names(database) == ["b"]


async def test_a_cancelled_task_leaves_no_transaction_open(database: Database) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with database.transaction() as tx:
            await put(tx, "a")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction() as tx:
        await put(tx, "b")
    assert await names(database) == ["b"]


async def test_cancelled_at_any_moment_it_is_all_or_nothing(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.transaction() as tx:
            await put(tx, f"{number}-first")
            async with tx.savepoint():
                await put(tx, f"{number}-second")

    for turns in range(60):
        task = asyncio.create_task(write(turns))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        async with database.transaction() as tx:
            kept = await tx.value("SELECT COUNT(*) FROM cursors WHERE name LIKE ?", f"{turns}-%")
        assert kept in (0, 2)


async def test_a_cancelled_reader_leaves_no_transaction_open(database: Database) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with database.reading() as tx:
            await tx.value("SELECT COUNT(*) FROM cursors")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    await asyncio.wait([task])
    async with database.transaction() as tx:
        await put(tx, "a")
    assert await names(database) == ["a"]


async def test_writers_take_turns(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute("INSERT INTO cursors (platform, name, value) VALUES ('test', 'count', '0')")

    async def add_one() -> None:
        async with database.transaction() as tx:
            value = int(await tx.value("SELECT value FROM cursors"))
            await asyncio.sleep(0)
            await tx.execute("UPDATE cursors SET value = ?", str(value + 1))

    await asyncio.gather(*(add_one() for _ in range(25)))
    async with database.reading() as tx:
        assert await tx.value("SELECT value FROM cursors") == "25"


async def test_writers_of_two_processes_take_turns(database: Database, tmp_path: Path) -> None:
    other = await Database.open(tmp_path / "stoa.db")
    try:
        async with database.transaction() as tx:
            await put(tx, "a")
            waiting = asyncio.create_task(_put_alone(other, "b"))
            await asyncio.sleep(0)
            await put(tx, "c")
            assert not waiting.done()
        await waiting
        assert await names(other) == ["a", "b", "c"]
    finally:
        await other.close()


async def _put_alone(database: Database, name: str) -> None:
    async with database.transaction() as tx:
        await put(tx, name)


async def test_a_reader_sees_one_state_beside_the_writer(database: Database) -> None:
    await _put_alone(database, "a")
    async with database.reading() as reading:
        before = await reading.value("SELECT COUNT(*) FROM cursors")
        await _put_alone(database, "b")
        assert (before, await reading.value("SELECT COUNT(*) FROM cursors")) == (1, 1)
    assert await names(database) == ["a", "b"]


async def test_a_reader_does_not_see_what_is_not_committed(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "a")
        assert await names(database) == []
    assert await names(database) == ["a"]


async def test_references_are_kept(database: Database) -> None:
    async with database.reading() as tx:
        assert await tx.value("PRAGMA foreign_keys") == 1
        assert await tx.value("PRAGMA journal_mode") == "wal"


async def test_a_savepoint_undoes_only_what_is_inside(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "a")
        with pytest.raises(Trouble):
            async with tx.savepoint():
                await put(tx, "b")
                raise Trouble
        async with tx.savepoint():
            await put(tx, "c")
    assert await names(database) == ["a", "c"]


@asynccontextmanager
async def _savepoint(tx: Tx, *, undone: bool) -> AsyncIterator[None]:
    with pytest.raises(Trouble) if undone else nullcontext():
        async with tx.savepoint():
            yield
            if undone:
                raise Trouble


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("inside", ["writes", "reads"])
@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("undone", [set(), {"inner"}, {"outer"}, {"inner", "outer"}])
async def test_nested_savepoints(database: Database, before: bool, inside: str, after: bool, undone: set[str]) -> None:
    async with database.transaction() as tx:
        await put(tx, "first")
        async with _savepoint(tx, undone="outer" in undone):
            if before:
                await put(tx, "before")
            async with _savepoint(tx, undone="inner" in undone):
                await (put(tx, "inside") if inside == "writes" else tx.value("SELECT COUNT(*) FROM cursors"))
            if after:
                await put(tx, "after")
        await put(tx, "last")
    written = {"before": before, "inside": inside == "writes" and "inner" not in undone, "after": after}
    kept = {name for name, is_kept in written.items() if is_kept and "outer" not in undone}
    assert set(await names(database)) == {"first", "last"} | kept


async def test_a_savepoint_is_undone_when_its_time_is_up(database: Database) -> None:
    async with database.transaction() as tx:
        await put(tx, "a")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0), tx.savepoint():
                await put(tx, "b")
                await asyncio.Event().wait()
        async with tx.savepoint():
            await put(tx, "c")
    assert await names(database) == ["a", "c"]


async def test_returning_inside_a_savepoint_is_undone_with_it(database: Database) -> None:
    async with database.transaction() as tx:
        with pytest.raises(Trouble):
            async with tx.savepoint():
                rows = await tx.all("INSERT INTO inbox (id, received_at) VALUES ('x', 1) RETURNING id")
                assert [row["id"] for row in rows] == ["x"]
                raise Trouble
        assert await tx.value("SELECT COUNT(*) FROM inbox") == 0


# Near the ends of the calendar a zone's offset would lead out of it.
@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - naive on purpose
def test_a_moment_comes_back(when: datetime) -> None:
    assert moment(micros(when)) == when.astimezone(UTC)
    assert moment(micros(when)).tzinfo is UTC


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(TypeError):
        micros(datetime(2027, 1, 12))  # noqa: DTZ001 - what is refused


async def test_what_is_to_follow_a_commit_follows_it_and_nothing_that_was_undone(database: Database) -> None:
    done: list[str] = []
    async with database.transaction() as tx:
        tx.afterwards(lambda: done.append("first"))
        with suppress(ZeroDivisionError):
            async with tx.savepoint():
                tx.afterwards(lambda: done.append("undone"))
                raise ZeroDivisionError
        async with tx.savepoint():
            tx.afterwards(lambda: done.append("second"))
        assert done == []
    with suppress(ZeroDivisionError):
        async with database.transaction() as tx:
            tx.afterwards(lambda: done.append("rolled back"))
            raise ZeroDivisionError
    assert done == ["first", "second"]


async def test_what_may_wait_is_written_with_what_comes_next(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute("CREATE TABLE things (name TEXT PRIMARY KEY)")
        await tx.later("INSERT INTO things VALUES (?)", [("a",), ("b",)])
        assert await tx.value("SELECT COUNT(*) FROM things") == 2
        await tx.later("INSERT INTO things VALUES (?)", [("c",)])
    async with database.glancing() as tx:
        assert await tx.value("SELECT COUNT(*) FROM things") == 3, "the commit took it along"
    with pytest.raises(sqlite3.IntegrityError):
        async with database.transaction() as tx:
            await tx.later("INSERT INTO things VALUES (?)", [("d",)])
            await tx.later("INSERT INTO things VALUES (?)", [("a",)])
    async with database.transaction() as tx:
        assert await tx.value("SELECT COUNT(*) FROM things") == 3, "and nothing stays open"


async def test_in_a_savepoint_nothing_waits(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute("CREATE TABLE things (name TEXT PRIMARY KEY)")
        await tx.later("INSERT INTO things VALUES (?)", [("a",)])
        with pytest.raises(sqlite3.IntegrityError):
            async with tx.savepoint():
                await tx.later("INSERT INTO things VALUES (?)", [("a",)])
        await tx.later("INSERT INTO things VALUES (?)", [("b",)])
    async with database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM things") == 2


async def test_what_cannot_be_wrong_waits_in_a_savepoint_too_and_is_undone_with_it(database: Database) -> None:
    insert = "INSERT INTO things VALUES (?)"
    async with database.transaction() as tx:
        await tx.execute("CREATE TABLE things (name TEXT PRIMARY KEY)")
        async with tx.savepoint():
            await tx.later(insert, [("kept",)], sure=True)
        with suppress(ZeroDivisionError):
            async with tx.savepoint():
                await tx.later(insert, [("undone",)], sure=True)
                raise ZeroDivisionError
        async with tx.savepoint():
            await tx.later(insert, [("last",)], sure=True)
    async with database.reading() as tx:
        assert [row["name"] for row in await tx.all("SELECT name FROM things ORDER BY name")] == ["kept", "last"]


async def test_what_was_put_off_and_failed_commits_nothing_whoever_hears_of_it(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute("CREATE TABLE things (name TEXT PRIMARY KEY)")
    with pytest.raises(sqlite3.IntegrityError):
        async with database.transaction() as tx:
            async with tx.savepoint():
                await tx.later("INSERT INTO things VALUES (?)", [("a",), ("a",)], sure=True)
            with suppress(sqlite3.Error):
                async with tx.savepoint():
                    await tx.execute("INSERT INTO things VALUES (?)", "b")
    async with database.transaction() as tx:
        assert await tx.value("SELECT COUNT(*) FROM things") == 0, "and nothing stays open"
