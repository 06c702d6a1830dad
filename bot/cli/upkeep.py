"""Looking after the data while the bot stands still or runs: the database's version, copies of it, and the FAQ."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import yaml

from bot.core.errors import OperatorError
from bot.core.ports import Embedder
from cogs.helpdesk.calibration import FEWEST, calibrated
from cogs.helpdesk.decision import SHIPPED, Calibration
from cogs.helpdesk.evaluation import JudgedQuestion, try_out
from cogs.helpdesk.knowledge import calibration_of, to_store
from cogs.helpdesk.search import Index
from config.content import FaqEntry
from config.load import Configuration
from storage import calibration, faq, vectors
from storage.calibration import Calibrated
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


async def calibrate(
    configuration: Configuration, judged: Iterable[JudgedQuestion], now: datetime, embedder: Embedder | None = None
) -> Calibrated:
    """Set how sure the bot has to be from judged questions, and from those whose askers said what helped.

    With the model that the bot has. Raises OperatorError where they are too few.
    """
    async with _open(configuration.settings.database) as database:
        async with database.reading() as tx:
            entries = await faq.all_entries(tx) or configuration.faq
            every = [*judged, *await calibration.judged_by_askers(tx)]
        if len(every) < FEWEST:
            raise OperatorError(f"There are {len(every)} judged questions; at least {FEWEST} are needed.")
        index = Index(entries, embedder)
        if index.meanings and embedder:
            async with database.reading() as tx:
                index.meanings.learn(await vectors.of_model(tx, embedder.name))
        index.read()
        found = to_store(calibrated(try_out(index.search, every)), len(every), now)
        async with database.transaction() as tx:
            await calibration.put(tx, found)
    return found


async def forget_calibration(path: Path) -> None:
    """Go back to what is shipped; raises OperatorError where there is no database."""
    _must_exist(path)
    async with _open(path) as database, database.transaction() as tx:
        await calibration.remove(tx)


async def helpdesk_of(configuration: Configuration) -> tuple[Sequence[FaqLike], Calibration]:
    """Return the FAQ and how sure the bot has to be, as it is stored."""
    path = configuration.settings.database
    if not path.exists():
        return configuration.faq, SHIPPED
    async with _open(path) as database, database.reading() as tx:
        return await faq.all_entries(tx) or configuration.faq, calibration_of(await calibration.current(tx))


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
