"""The database's file: made, opened again, brought forward, copied; never touched when it is not ours to touch."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import aiosqlite
import pytest

from storage import migrate
from storage.database import CorruptDatabase, Database, NewerDatabase


async def put(database: Database, *names: str) -> None:
    """Write some rows in one transaction."""
    async with database.transaction() as tx:
        for name in names:
            await tx.execute("INSERT INTO cursors (platform, name, value) VALUES ('test', ?, '')", name)


async def names(database: Database) -> list[str]:
    """Read the rows that were committed."""
    async with database.reading() as tx:
        return [row["name"] for row in await tx.all("SELECT name FROM cursors ORDER BY name")]


async def test_a_new_database_has_every_migration(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    await (await Database.open(path)).close()
    with sqlite3.connect(path) as connection:
        assert migrate.applied(connection) == {version for version, _, _ in migrate.migrations()}
    connection.close()


async def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "stoa.db"
    for name in ("a", "b"):
        database = await Database.open(path)
        await put(database, name)
        await database.close()
    database = await Database.open(path)
    assert await names(database) == ["a", "b"]
    await database.close()


async def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    database = await Database.open(path)
    assert await names(database) == []
    await database.close()


async def test_what_a_crash_left_in_the_log_is_read(tmp_path: Path) -> None:
    living, dead = tmp_path / "living.db", tmp_path / "dead.db"
    database = await Database.open(living)
    await put(database, "a")
    for end in ("", "-wal"):
        shutil.copy(f"{living}{end}", f"{dead}{end}")
    await database.close()
    opened = await Database.open(dead)
    assert await names(opened) == ["a"]
    await opened.close()


@pytest.mark.parametrize("number", [9999, 14], ids=["above", "in a gap"])
async def test_a_newer_database_is_refused_untouched(tmp_path: Path, number: int) -> None:
    path = tmp_path / "stoa.db"
    await (await Database.open(path)).close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO schema_versions VALUES (?, 'future.sql')", (number,))
    connection.commit()
    connection.close()
    before = path.read_bytes()
    told = rf"version {number}, which this Stoa \(of version \d+\) does not know\. It was not touched\."
    with pytest.raises(NewerDatabase, match=told):
        await Database.open(path)
    assert path.read_bytes() == before


def _garbage(path: Path) -> None:
    path.write_bytes(b"This is a letter and no database. " * 300)


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _torn_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def _overwritten_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    path.write_bytes(content)


def _header_only(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def _one_byte(path: Path) -> None:
    path.write_bytes(b"S")


@pytest.mark.parametrize("damage", [_garbage, _half, _torn_page, _overwritten_pages, _header_only, _one_byte])
async def test_a_damaged_file_is_refused_untouched(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = tmp_path / "stoa.db"
    database = await Database.open(path)
    await put(database, *map(str, range(200)))
    await database.close()
    damage(path)
    before = path.read_bytes()
    with pytest.raises(CorruptDatabase, match=r"is damaged or is no Stoa database\. It was not touched\. Put a backup"):
        await Database.open(path)
    assert path.read_bytes() == before


async def test_a_migration_and_its_version_come_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, known = tmp_path / "stoa.db", migrate.migrations()
    newest = known[-1][0]
    broken = (newest + 2, "broken.sql", "CREATE TABLE half (x TEXT);\nINSERT INTO half VALUES ('a;b');\nNO SQL;\n")
    good = (newest + 1, "good.sql", "CREATE TABLE good (x TEXT); -- a remark;\nINSERT INTO good VALUES ('a;\nb')")
    await (await Database.open(path)).close()
    monkeypatch.setattr(migrate, "migrations", lambda: (*known, good, broken))
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        await Database.open(path)
    connection = sqlite3.connect(path)
    assert max(migrate.applied(connection)) == newest + 1
    assert connection.execute("SELECT x FROM good").fetchall() == [("a;\nb",)]
    assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone() is None
    connection.close()


async def test_a_migration_is_applied_once(tmp_path: Path) -> None:
    async with aiosqlite.connect(tmp_path / "stoa.db", isolation_level=None) as connection:
        assert await migrate.migrate(connection) == tuple(name for _, name, _ in migrate.migrations())
        assert await migrate.migrate(connection) == ()


async def test_a_migration_whose_number_was_passed_over_is_applied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, known = tmp_path / "stoa.db", migrate.migrations()
    database = await Database.open(path)
    await put(database, "a")
    await database.close()
    late = (14, "0014_late.sql", "CREATE TABLE late (x TEXT);\nINSERT INTO late SELECT name FROM cursors;")
    newest = (known[-1][0] + 1, "newest.sql", "CREATE TABLE newest (x TEXT);")
    monkeypatch.setattr(migrate, "migrations", lambda: (*known[:5], late, *known[5:], newest))
    for _ in range(2):
        database = await Database.open(path)
        async with database.reading() as tx:
            assert [row["x"] for row in await tx.all("SELECT x FROM late")] == ["a"]
            assert await tx.all("SELECT x FROM newest") == []
        await database.close()


async def test_two_that_begin_at_once_apply_each_migration_once(tmp_path: Path) -> None:
    async def begun() -> tuple[str, ...]:
        async with aiosqlite.connect(tmp_path / "stoa.db", isolation_level=None, timeout=60) as connection:
            return await migrate.migrate(connection)

    one, other = await asyncio.gather(begun(), begun())
    assert sorted(one + other) == [name for _, name, _ in migrate.migrations()]


def test_migrations_are_numbered_without_doubles() -> None:
    versions = [version for version, _, _ in migrate.migrations()]
    assert versions == sorted(set(versions))
    assert versions[0] == 1


async def test_a_backup_is_one_state_while_everything_goes_on(database: Database, tmp_path: Path) -> None:
    stop = asyncio.Event()

    async def keep_writing() -> None:
        number = 0
        while not stop.is_set():
            await put(database, f"{number}-a", f"{number}-b")
            number += 1

    await put(database, *map(str, range(20)))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(keep_writing())
        for number in range(5):
            await database.backup(tmp_path / f"copy-{number}.db")
        stop.set()
    for number in range(5):
        copy = await Database.open(tmp_path / f"copy-{number}.db")
        kept = await names(copy)
        assert len(kept) >= 20
        assert len(kept) % 2 == 0
        await copy.close()


async def test_a_backup_overwrites_nothing(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("mine")
    with pytest.raises(FileExistsError):
        await database.backup(target)
    assert target.read_text() == "mine"
