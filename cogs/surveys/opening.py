"""The dates between which a survey is open: read, asked back where they are not clear, and settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.core import markup
from bot.core.commands import Asked, Reply
from bot.core.delivery import Choice
from bot.core.errors import N_, BadArgument
from cogs.events import questions
from cogs.events.when import Ambiguity, When, read
from config.words import translator
from storage.surveys import Survey

_NOTHING = ("", "-")


@dataclass(frozen=True, slots=True)
class Opening:
    """When a survey opens (None: now) and closes (None: when somebody closes it); both are aware, UTC."""

    opens: datetime | None
    closes: datetime | None

    @property
    def now(self) -> bool:
        """Whether there is no date to be confirmed."""
        return self.opens is None and self.closes is None


def settled(asked: Asked, survey: Survey, until: str, start: str) -> Opening | Reply:
    """Read both dates; return the question where one of them is not clear.

    Raises BadArgument for one that cannot be read or has passed, and where it would close before it opens.
    """
    until, start = _cleaned(until), _cleaned(start)
    opens, closes = _read(asked, start), _read(asked, until)
    if isinstance(opens, Ambiguity):
        return _question(asked, survey, opens, lambda moment: (until, moment))
    if isinstance(closes, Ambiguity):
        return _question(asked, survey, closes, lambda moment: (moment, start))
    first, last = opens.at if opens else None, closes.at if closes else None
    if first and last and last <= first:
        raise BadArgument(N_("The survey would close before it opens. Please give a later end."))
    return Opening(first, last)


def confirmation(survey: Survey, opening: Opening) -> str:
    """Return the command that confirms two dates."""
    until, start = (each.isoformat() if each else "-" for each in (opening.closes, opening.opens))
    return f"survey confirm {survey.id} {until} {start}"


def _cleaned(written: str) -> str:
    return "" if written.strip() in _NOTHING else written.strip().replace('"', "")


def _read(asked: Asked, written: str) -> When | Ambiguity | None:
    return read(written, asked.at, asked.zone) if written else None


def _question(asked: Asked, survey: Survey, found: Ambiguity, dates: Callable[[str], tuple[str, str]]) -> Reply:
    t = translator(asked.language)
    choices = [
        Choice(label, _again(survey, *dates(each.at.isoformat())))
        for label, each in zip(questions.labels(t, found), found.readings, strict=True)
    ]
    neither = Choice(t("❌ Neither"), f"survey discard {survey.id}")
    return Reply(markup.parse(questions.question(t, found)), choices=(*choices, neither))


def _again(survey: Survey, until: str, start: str) -> str:
    return f'survey open {survey.id} "{until or "-"}" "{start or "-"}"'
