"""Surveys, their questions, and who was asked to answer. The answers are in `storage.survey_answers`.

A poll is a survey of one question that is answered in the room itself.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.ids import PersonRef
from storage.database import Row, Tx, micros, moment
from storage.people import ACCOUNTS

_COLUMNS = (
    "slug",
    "kind",
    "title",
    "anonymous",
    "changeable",
    "rooms",
    "zone",
    "state",
    "opens_at",
    "closes_at",
    "author",
    "key",
    "round",
    "told",
    "told_at",
)
# Nothing but the names of the columns is put into these two.
_INSERT = f"INSERT INTO surveys ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) RETURNING id"  # noqa: S608
_UPDATE = f"UPDATE surveys SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE id = ?"  # noqa: S608
_EVER = moment(0)

_UNANSWERED = """
SELECT invited.person FROM survey_invitations AS invited
LEFT JOIN linked_accounts AS linked ON linked.account = invited.person
WHERE invited.survey = ? AND invited.asked_at < ? AND COALESCE(invited.reminded_at, 0) < ?
AND NOT EXISTS (
    SELECT 1 FROM survey_sheets AS sheets LEFT JOIN linked_accounts AS theirs ON theirs.account = sheets.person
    WHERE sheets.survey = invited.survey AND sheets.done
    AND COALESCE(theirs.person, sheets.person) = COALESCE(linked.person, invited.person)
)
ORDER BY invited.asked_at, invited.person
"""


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey or a poll (`kind`). Moments are aware, UTC; `zone` (IANA) is the one in which they were given.

    `rooms` are names of rooms, or one place (with a colon) that belongs to none. `state` is draft, waiting (for
    `opens`), open or closed. `changeable`: answers may be changed until it closes. `key` (hexadecimal) hashes who has
    answered an anonymous one. `told` is the tally that a poll last showed, at `told_at`, after `round` others.
    """

    id: int
    title: str
    rooms: tuple[str, ...]
    zone: str
    kind: str = "survey"
    anonymous: bool = False
    changeable: bool = True
    state: str = "draft"
    opens: datetime | None = None
    closes: datetime | None = None
    author: PersonRef | None = None
    slug: str | None = None
    key: str = ""
    round: int = 0
    told: str = ""
    told_at: datetime = _EVER


@dataclass(frozen=True, slots=True)
class Question:
    """A question: `kind` is single, multiple (with up to `most` of its options), scale (of five steps) or text."""

    id: int
    survey: int
    kind: str
    text: str
    options: tuple[str, ...] = ()
    most: int = 1


def told_anew(survey: Survey, tally: str, now: datetime) -> Survey:
    """Return a poll that shows another tally from now on."""
    return replace(survey, told=tally, told_at=now, round=survey.round + 1)


async def add(tx: Tx, survey: Survey) -> Survey:
    """Keep a new survey (its `id` and `key` are ignored); return it with its number. Numbers are never used again."""
    survey = replace(survey, key=secrets.token_hex(32))
    return replace(survey, id=await tx.value(_INSERT, *_values(survey)))


async def save(tx: Tx, survey: Survey) -> None:
    """Write a survey that exists as it now is."""
    await tx.execute(_UPDATE, *_values(survey), survey.id)


async def get(tx: Tx, number: int) -> Survey | None:
    """Return the survey with a number, or None."""
    row = await tx.one("SELECT * FROM surveys WHERE id = ?", number)
    return _survey(row) if row else None


async def with_slug(tx: Tx, slug: str) -> Survey | None:
    """Return the survey that came from an entry of the community's files, or None."""
    row = await tx.one("SELECT * FROM surveys WHERE slug = ?", slug)
    return _survey(row) if row else None


async def running(tx: Tx) -> list[Survey]:
    """Return the surveys that are open or wait to be opened, the oldest first."""
    rows = await tx.all("SELECT * FROM surveys WHERE state IN ('waiting', 'open') ORDER BY id")
    return [_survey(row) for row in rows]


async def latest(tx: Tx, limit: int) -> list[Survey]:
    """Return the newest surveys, the newest first."""
    return [_survey(row) for row in await tx.all("SELECT * FROM surveys ORDER BY id DESC LIMIT ?", limit)]


# --- questions --------------------------------------------------------------------------------------------------------


async def ask(tx: Tx, question: Question) -> Question:
    """Add a question to its survey, after the others (its `id` is ignored); return it with its number."""
    number = await tx.value(
        "INSERT INTO survey_questions (survey, kind, text, options, most) VALUES (?, ?, ?, ?, ?) RETURNING id",
        question.survey,
        question.kind,
        question.text,
        json.dumps(question.options, ensure_ascii=False),
        question.most,
    )
    return replace(question, id=number)


async def questions(tx: Tx, survey: int) -> list[Question]:
    """Return the questions of a survey in their order, without those that were taken out."""
    rows = await tx.all("SELECT * FROM survey_questions WHERE survey = ? AND NOT removed ORDER BY id", survey)
    return [_question(row) for row in rows]


async def take_out(tx: Tx, question: Question) -> None:
    """No longer ask a question; what was answered to it is erased."""
    await tx.execute("UPDATE survey_questions SET removed = TRUE WHERE id = ?", question.id)
    await tx.execute("DELETE FROM survey_answers WHERE question = ?", question.id)


# --- who was asked ----------------------------------------------------------------------------------------------------


async def invite(tx: Tx, survey: int, people: Iterable[PersonRef], now: datetime) -> int:
    """Have people asked in private to answer a survey, once each, as soon as it is open; return how many are new.

    Whoever was asked before, with any of their accounts, is not asked again. The messages are paced by the bot.
    """
    new = 0
    for person in dict.fromkeys(people):
        known = await tx.value(
            f"SELECT 1 FROM survey_invitations WHERE survey = ? AND person IN {ACCOUNTS}",  # noqa: S608 - a constant
            survey,
            str(person),
            str(person),
        )
        if not known:
            await _invite(tx, survey, person, now, None)
            new += 1
    return new


async def began(tx: Tx, survey: int, person: PersonRef, now: datetime) -> None:
    """Note that a person has begun to answer by themselves: they need not be asked, but may be reminded."""
    await _invite(tx, survey, person, now, now)


async def to_ask(tx: Tx, limit: int) -> list[tuple[Survey, PersonRef]]:
    """Return who is still to be asked to answer which open survey, those who wait longest first."""
    rows = await tx.all(
        "SELECT surveys.*, invited.person AS invited FROM survey_invitations AS invited"
        " JOIN surveys ON surveys.id = invited.survey"
        " WHERE invited.asked_at IS NULL AND surveys.state = 'open'"
        " ORDER BY invited.invited_at, invited.person LIMIT ?",
        limit,
    )
    return [(_survey(row), PersonRef.parse(row["invited"])) for row in rows]


async def asked(tx: Tx, survey: int, person: PersonRef, now: datetime) -> None:
    """Note that the invitation of a person is owed."""
    await tx.execute(
        "UPDATE survey_invitations SET asked_at = ? WHERE survey = ? AND person = ?", micros(now), survey, str(person)
    )


async def unanswered(tx: Tx, survey: int, before: datetime) -> list[PersonRef]:
    """Return who was asked before a moment, not reminded since it, and has handed nothing in with any account.

    Of an anonymous survey those are returned, too, whose hash is kept (see `storage.survey_answers.sealed`).
    """
    rows = await tx.all(_UNANSWERED, survey, micros(before), micros(before))
    return [PersonRef.parse(row["person"]) for row in rows]


async def reminded(tx: Tx, survey: int, person: PersonRef, now: datetime) -> None:
    """Note that a reminder of a person is owed."""
    await tx.execute(
        "UPDATE survey_invitations SET reminded_at = ? WHERE survey = ? AND person = ?",
        micros(now),
        survey,
        str(person),
    )


async def invited(tx: Tx, survey: int) -> int:
    """Return how many were asked personally, or are to be, or began by themselves."""
    return int(await tx.value("SELECT COUNT(*) FROM survey_invitations WHERE survey = ?", survey))


async def _invite(tx: Tx, survey: int, person: PersonRef, now: datetime, asked_at: datetime | None) -> None:
    await tx.execute(
        "INSERT INTO survey_invitations (survey, person, invited_at, asked_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        survey,
        str(person),
        micros(now),
        None if asked_at is None else micros(asked_at),
    )


def _values(survey: Survey) -> tuple[object, ...]:
    return (
        survey.slug,
        survey.kind,
        survey.title,
        survey.anonymous,
        survey.changeable,
        ",".join(survey.rooms),
        survey.zone,
        survey.state,
        None if survey.opens is None else micros(survey.opens),
        None if survey.closes is None else micros(survey.closes),
        str(survey.author or ""),
        survey.key,
        survey.round,
        survey.told,
        micros(survey.told_at),
    )


def _survey(row: Row) -> Survey:
    return Survey(
        row["id"],
        row["title"],
        tuple(name for name in row["rooms"].split(",") if name),
        row["zone"],
        row["kind"],
        bool(row["anonymous"]),
        bool(row["changeable"]),
        row["state"],
        None if row["opens_at"] is None else moment(row["opens_at"]),
        None if row["closes_at"] is None else moment(row["closes_at"]),
        PersonRef.parse(row["author"]) if row["author"] else None,
        row["slug"],
        row["key"],
        row["round"],
        row["told"],
        moment(row["told_at"]),
    )


def _question(row: Row) -> Question:
    return Question(
        row["id"],
        row["survey"],
        row["kind"],
        row["text"],
        tuple(json.loads(row["options"])),
        row["most"],
    )
