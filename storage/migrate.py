"""Numbered migrations: each is committed together with its version."""

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


def version_of(connection: sqlite3.Connection) -> int:
    """Return a database's version, 0 for an empty one."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_versions'").fetchone()
    return connection.execute("SELECT COALESCE(MAX(version), 0) FROM schema_versions").fetchone()[0] if known else 0


async def migrate(connection: aiosqlite.Connection) -> tuple[str, ...]:
    """Apply what is missing and return the names of what was applied."""
    await (await connection.execute(_VERSIONS)).close()
    rows = await connection.execute_fetchall("SELECT COALESCE(MAX(version), 0) FROM schema_versions")
    current = next(iter(rows))[0]
    missing = [(version, name, script) for version, name, script in migrations() if version > current]
    for version, name, script in missing:
        await _apply(connection, version, name, script)
    return tuple(name for _, name, _ in missing)


async def _apply(connection: aiosqlite.Connection, version: int, name: str, script: str) -> None:
    await (await connection.execute("BEGIN IMMEDIATE")).close()
    try:
        for statement in _statements(script):
            await (await connection.execute(statement)).close()
        await (await connection.execute("INSERT INTO schema_versions VALUES (?, ?)", (version, name))).close()
    except BaseException:
        await connection.rollback()
        raise
    await connection.commit()


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
