"""Looking after the data while the bot stands still or runs: the database's version, copies of it, and the FAQ."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import yaml

from bot.core.errors import OperatorError
from config.content import FaqEntry
from config.load import Configuration
from storage import faq
from storage.database import Database
from storage.faq import FaqLike
from storage.migrate import newest_version


async def migrate(path: Path) -> int:
    """Bring a database to the newest version, which is returned; a file that is not there is made."""
    async with _open(path):
        return newest_version()


async def backup(path: Path, target: Path) -> None:
    """Copy a database of any version; raises OperatorError where there is none, or where the target is there."""
    _must_exist(path)
    async with _open(path, migrating=False) as database:
        try:
            await database.backup(target)
        except FileExistsError as error:
            raise OperatorError(f"{target} is there already; it was not touched.") from error
        except OSError as error:
            raise OperatorError(f"{target} cannot be written: {error.strerror}.") from error


async def import_faq(path: Path, given: Iterable[FaqEntry], entries: Iterable[FaqEntry], now: datetime) -> None:
    """Add entries to the FAQ, or change those of the same id and language.

    An empty FAQ is filled with the community's own (`given`) first, because the bot fills only an empty one.
    """
    async with _open(path) as database, database.transaction() as tx:
        if not await faq.all_entries(tx):
            await faq.merge(tx, given, now)
        await faq.merge(tx, entries, now)


async def export_faq(path: Path) -> str:
    """Return the FAQ in the form that is imported; raises OperatorError where there is no database."""
    _must_exist(path)
    async with _open(path) as database, database.reading() as tx:
        entries = await faq.all_entries(tx)
    rows = [{name: _plain(getattr(entry, name)) for name in FaqEntry.model_fields} for entry in entries]
    return str(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=100))


async def faq_of(configuration: Configuration) -> Sequence[FaqLike]:
    """Return the FAQ as the bot has it: as it is stored, or the community's own where nothing is stored yet."""
    path = configuration.settings.database
    if path.exists():
        async with _open(path) as database, database.reading() as tx:
            if stored := await faq.all_entries(tx):
                return stored
    return configuration.faq


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _must_exist(path: Path) -> None:
    if not path.exists():
        raise OperatorError(f"There is no database {path} yet; the bot makes it when it first starts.")


@asynccontextmanager
async def _open(path: Path, *, migrating: bool = True) -> AsyncIterator[Database]:
    database = await Database.open(path, migrating=migrating)
    try:
        yield database
    finally:
        await database.close()
