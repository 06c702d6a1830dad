"""The command ``stoa``: running the bot, trying it in a terminal, checking settings, and looking after the data."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer
from rich.console import Console
from rich.table import Table

from bot import __version__, log
from bot.adapters.embedding.models import embedder_for
from bot.cli import serving, upkeep
from bot.cli.devices import matrix
from bot.cli.helpdesk import helpdesk
from bot.cli.homeserver import registration
from bot.cli.options import HERE, Config, chosen
from bot.core.errors import OperatorError
from bot.core.rights import Role
from bot.engine.clock import SystemClock
from config.checks import check_topics
from config.content import read_faq
from config.mistakes import ConfigError
from config.words import LANGUAGES, translator

# The bot itself (bot.app) and the demonstration are imported where they are run: whoever checks settings or copies the
# database does not wait for the platforms' libraries.

_OPERATORS_TURN = 2
_TO_BE_ASKED = 3

stoa = typer.Typer(
    help="One bot for the Discord and Matrix rooms of a learning community.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_db = typer.Typer(help="The database.", no_args_is_help=True)
_faq = typer.Typer(help="The FAQ.", no_args_is_help=True)
stoa.add_typer(_db, name="db")
stoa.add_typer(_faq, name="faq")
stoa.add_typer(helpdesk, name="helpdesk")
stoa.add_typer(matrix, name="matrix")
matrix.command()(registration)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line; what only the operator can put right is told on stderr, with exit code 2."""
    try:
        stoa(args=arguments, prog_name="stoa")
    except (ConfigError, OperatorError) as error:
        typer.echo(str(error), err=True)
        sys.exit(_OPERATORS_TURN)


@stoa.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        typer.echo(f"stoa {__version__}")
        raise typer.Exit


@stoa.command()
def run(config: Config = None) -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    configuration = chosen(config)
    log.set_up(configuration.settings.log_level, configuration.settings.log_format)
    serving.serve(configuration)


@stoa.command()
def demo(
    speaker: Annotated[str, typer.Option("--as", help="Who you are at first.")] = "teacher-17",
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what earlier demonstrations left behind.")] = False,
) -> None:
    """Try the bot: a sample community in this terminal. Lines may be piped in, too."""
    from bot.cli import demo  # see above

    configuration = demo.configuration(demo.database(fresh=fresh))
    console = demo.console(configuration, speaker, SystemClock())
    log.set_up("warning")
    serving.serve(configuration, console)


@stoa.command()
def check(config: Config = None) -> None:
    """Check settings and content, and tell every mistake at once."""
    configuration = chosen(config)
    table = Table("Room", "Purpose", "Language", "Places", highlight=False)
    for room in configuration.rooms:
        language = room.language or configuration.community.language
        table.add_row(room.title, room.purpose, language, "\n".join(room.places))
    Console().print(table)
    counts = f"FAQ entries: {len(configuration.faq)}, events: {len(configuration.events)}"
    if embedder := embedder_for(configuration.settings.helpdesk):
        counts += f", helpdesk model: {embedder.name}"
    typer.echo(f"{configuration.community.name}. {counts}. Everything is in order.")


@stoa.command()
def commands(
    config: Config = None,
    language: Annotated[str, typer.Option("--language", help=f"One of: {', '.join(LANGUAGES)}.")] = "en",
) -> None:
    """Print the table of the bot's commands, as markdown."""
    _one_of("language", (language,), LANGUAGES)
    configuration = chosen(config) if config or HERE.exists() else None
    from bot import app  # see above
    from bot.cli import demo

    t = translator(language)
    who = {
        Role.PARTICIPANT: t("everyone"),
        Role.AMBASSADOR: t("ambassadors"),
        Role.FACILITATOR: t("facilitators"),
        Role.COORDINATOR: t("coordinators"),
    }
    typer.echo(f"| {t('Command')} | {t('Who')} | {t('What it does')} |\n|---|---|---|")
    for spec in app.specs(configuration or demo.configuration(Path("stoa.db"))):
        if not spec.hidden:
            typer.echo(f"| `{spec.usage}` | {who[spec.needs]} | {t(spec.description)} |")


@stoa.command()
def text(
    source: Annotated[str, typer.Option("--from", help="discord or matrix.")],
    target: Annotated[str, typer.Option("--to", help="matrix or discord.")],
    zone: Annotated[str, typer.Option("--zone", help="Where readers live, for moments.")] = "Europe/Athens",
    language: Annotated[str, typer.Option("--language", help=f"One of: {', '.join(LANGUAGES)}.")] = "el",
) -> None:
    """Turn standard input from Discord's markdown or Matrix's HTML into the other, as the bridge does."""
    from bot.cli.texts import Dialect, convert  # see above

    _one_of("dialect", (source, target), [dialect.value for dialect in Dialect])
    _one_of("language", (language,), LANGUAGES)
    _known_zone(zone)
    written = sys.stdin.read().removesuffix("\n")
    typer.echo(convert(written, Dialect(source), Dialect(target), zone=zone, language=language))


@stoa.command()
def when(
    text: Annotated[str, typer.Argument(help="A date as people write it, for example: tomorrow at 18:00.")],
    zone: Annotated[str, typer.Option("--zone", help="Where it is said, an IANA name.")] = "Europe/Athens",
    now: Annotated[str | None, typer.Option("--now", help="When it is said, in ISO 8601; otherwise now.")] = None,
    language: Annotated[str, typer.Option("--language", help=f"One of: {', '.join(LANGUAGES)}.")] = "el",
) -> None:
    """Show how a date is read: as ISO 8601, or with exit code 3 as the question that a person would be asked."""
    from bot.cli import dates  # see above

    _one_of("language", (language,), LANGUAGES)
    _known_zone(zone)
    moment = dates.moment_of(now, zone) if now else SystemClock().now()
    answer, certain = dates.shown(text, now=moment, zone=zone, language=language)
    typer.echo(answer)
    raise typer.Exit(0 if certain else _TO_BE_ASKED)


@_db.command()
def migrate(config: Config = None) -> None:
    """Bring the database to the version that this Stoa works with, as `stoa run` does."""
    path = chosen(config).settings.database
    typer.echo(f"{path} is of version {asyncio.run(upkeep.migrate(path))}.")


@_db.command()
def backup(
    target: Annotated[Path | None, typer.Argument(help="The copy; otherwise beside the database, dated.")] = None,
    config: Config = None,
) -> None:
    """Copy the database, also while the bot runs; an existing file is never overwritten."""
    path = chosen(config).settings.database
    copy = target or path.with_name(f"{path.stem}-{SystemClock().now():%Y%m%dT%H%M%SZ}{path.suffix}")
    asyncio.run(upkeep.backup(path, copy))
    typer.echo(f"Copied to {copy}.")


@_faq.command("import")
def import_faq(
    file: Annotated[Path, typer.Argument(help="Entries in YAML, as in a community's faq.el.yaml.")],
    config: Config = None,
) -> None:
    """Add entries to the FAQ, in place of those of the same id and language."""
    configuration, entries = chosen(config), read_faq(file)
    if mistakes := tuple(check_topics(entries, configuration.community, file)):
        raise ConfigError(mistakes)
    path = configuration.settings.database
    asyncio.run(upkeep.import_faq(path, configuration.faq, entries, SystemClock().now()))
    typer.echo(f"{len(entries)} entries are in the FAQ now.")


@_faq.command("export")
def export_faq(
    file: Annotated[Path | None, typer.Argument(help="Where to write; otherwise to the standard output.")] = None,
    config: Config = None,
) -> None:
    """Write the FAQ as it is now, in the form that `stoa faq import` reads."""
    text = asyncio.run(upkeep.export_faq(chosen(config).settings.database))
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        with file.open("x", encoding="utf-8") as written:
            written.write(text)
    except OSError as error:
        raise OperatorError(f"{file} cannot be written: {error.strerror}.") from error
    typer.echo(f"Written to {file}.")


def _known_zone(zone: str) -> None:
    if zone not in available_timezones():
        raise OperatorError(f"There is no time zone {zone!r}; it is an IANA name such as Europe/Athens.")


def _one_of(what: str, given: Sequence[str], known: Sequence[str]) -> None:
    for one in given:
        if one not in known:
            raise OperatorError(f"There is no {what} {one!r}; there are: {', '.join(known)}.")
