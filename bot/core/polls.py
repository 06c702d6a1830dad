"""Polls told as text: the question, its answers with their votes, and what was last told of each poll.

Nobody's vote is kept: the tally is read afresh from the platform each time. What was last told stands among the
platform's cursors, so that after a crash it is known whether the tally has changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.errors import N_
from bot.core.ids import MessageRef
from bot.core.text import Block, Listing, Paragraph, RichText, Style, Styled, Text


class Words(Protocol):
    """Gives a sentence of the catalogues in the language of a room, its ``{placeholders}`` filled."""

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Return the sentence."""
        ...


_PREFIX = "poll-"
_ENDED = "!"
_LOOKED_AT = 50
"""Polls that are looked at again after an absence: not every poll is ever ended."""


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as it stands: `answers` with their votes. `hidden`: the votes are not to be shown before it has ended."""

    question: str
    answers: tuple[tuple[str, int], ...]
    ended: bool = False
    hidden: bool = False

    @property
    def tally(self) -> str:
        """What is told apart: two states with the same tally read the same."""
        counts = "?" if self.hidden and not self.ended else ",".join(str(votes) for _, votes in self.answers)
        return counts + (_ENDED if self.ended else "")


def told(poll: Poll, t: Words) -> RichText:
    """Return a poll as text; a share always stands beside the votes that it is a share of."""
    shown = poll.ended or not poll.hidden
    total = sum(votes for _, votes in poll.answers)
    items = (_answer(answer, votes, total) if shown else answer for answer, votes in poll.answers)
    sentence = N_("The votes are shown when the poll ends.") if not shown else N_("Votes: {number}")
    if poll.ended:
        sentence = N_("This poll has ended. Votes: {number}")
    blocks: list[Block] = [
        Paragraph((Text("📊 "), Styled(Style.BOLD, (Text(poll.question),)))),
        Listing(tuple((Paragraph((Text(item),)),) for item in items), start=1),
        Paragraph((Styled(Style.ITALIC, (Text(t(sentence, number=total)),)),)),
    ]
    return RichText(tuple(blocks))


def _answer(answer: str, votes: int, total: int) -> str:
    return f"{answer}: {votes} ({votes * 100 / total:.0f} %)" if total else f"{answer}: 0"


@dataclass(frozen=True, slots=True)
class _Told:
    number: int
    tally: str
    at: datetime


class PollBook:
    """What was last told of each poll, when, and how often before."""

    def __init__(self, cursors: Mapping[str, str]) -> None:
        """Read it from a platform's cursors."""
        self._told: dict[MessageRef, _Told] = {}
        for name, value in cursors.items():
            if name.startswith(_PREFIX):
                number, tally, at, message = value.split(" ", 3)
                self._told[MessageRef.parse(message)] = _Told(int(number), tally, datetime.fromisoformat(at))

    def open(self) -> list[MessageRef]:
        """Return the polls that were not told to have ended: the latest, oldest first."""
        waiting = [(told.at, ref) for ref, told in self._told.items() if not told.tally.endswith(_ENDED)]
        return [ref for _, ref in sorted(waiting)[-_LOOKED_AT:]]

    def note(self, message: MessageRef, poll: Poll, at: datetime) -> tuple[str, dict[str, str]] | None:
        """Take what is told now; return its revision and the cursor that says so, None where nothing has changed."""
        before = self._told.get(message)
        if before is not None and before.tally == poll.tally:
            return None
        number = before.number + 1 if before else 0
        self._told[message] = _Told(number, poll.tally, at)
        return f"poll-{number}", {f"{_PREFIX}{message.id}": f"{number} {poll.tally} {at.isoformat()} {message}"}
