"""Numbered migrations: each is committed together with its number, and each that a database lacks is applied.

A number may come after greater ones, because those who work at the same time choose theirs beforehand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import aiosqlite

_VERSIONS = "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY, name TEXT NOT NULL)"


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """Return (version, name, script) of every migration, oldest first."""
    paths = sorted(
        (p for p in (files("storage") / "migrations").iterdir() if p.name.endswith(".sql")), key=lambda p: p.name
    )
    return tuple((int(path.name[:4]), path.name, path.read_text(encoding="utf-8")) for path in paths)


def newest_version() -> int:
    """Return the version that this code works with."""
    return migrations()[-1][0]


def applied(connection: sqlite3.Connection) -> frozenset[int]:
    """Return the numbers of the migrations that a database has had, none for an empty one."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_versions'").fetchone()
    rows = connection.execute("SELECT version FROM schema_versions").fetchall() if known else []
    return frozenset(version for (version,) in rows)


def unknown(connection: sqlite3.Connection) -> frozenset[int]:
    """Return the numbers of those that a database has had and this code does not have: a newer one wrote it."""
    return applied(connection) - {version for version, _, _ in migrations()}


async def migrate(connection: aiosqlite.Connection) -> tuple[str, ...]:
    """Apply what is missing, oldest first, and return the names of what was applied."""
    await (await connection.execute(_VERSIONS)).close()
    rows = await connection.execute_fetchall("SELECT version FROM schema_versions")
    there = {row[0] for row in rows}
    missing = [migration for migration in migrations() if migration[0] not in there]
    return tuple([name for version, name, script in missing if await _apply(connection, version, name, script)])


async def _apply(connection: aiosqlite.Connection, version: int, name: str, script: str) -> bool:
    """Tell whether it was applied here: another process may have done it since the look at what is missing."""
    await (await connection.execute("BEGIN IMMEDIATE")).close()
    try:
        own = await connection.execute(
            "INSERT INTO schema_versions VALUES (?, ?) ON CONFLICT DO NOTHING", (version, name)
        )
        await own.close()
        if own.rowcount:
            for statement in _statements(script):
                await (await connection.execute(statement)).close()
    except BaseException:
        await connection.rollback()
        raise
    await connection.commit()
    return bool(own.rowcount)


def _statements(script: str) -> Iterator[str]:
    # sqlite3's own executescript commits first, which would part a migration from its version.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
