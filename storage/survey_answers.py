"""What was answered to surveys: the sheets, one for each person, and of anonymous ones without the person.

An answer is the number of an option (from 0), a list of such numbers, a step of the scale (1 to 5), or a text. While
somebody answers, their sheet bears their account; when an anonymous one is handed in, its answers go onto a sheet of a
random id without account and moment, and only a keyed hash of each of the person's accounts tells that they answered.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.core.ids import PersonRef, RoomRef
from storage import people
from storage.database import Row, Tx, micros
from storage.people import ACCOUNTS
from storage.surveys import Survey

Value = int | list[int] | str
"""What stands on a sheet beside None: that is a question that was left out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's answers to a survey, by question; of an anonymous one that was handed in nobody knows whose."""

    id: str
    survey: int
    person: PersonRef | None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """The answers that count, one sheet for each person: whose (if known) and what.

    `twice` is how many more sheets than people there are: of who answered with several accounts that were tied together
    only afterwards. Those of a survey that is not anonymous are left out, the last one counts; of an anonymous one
    nobody knows which they are.
    """

    sheets: tuple[tuple[PersonRef | None, dict[int, Value | None]], ...]
    twice: int = 0

    @property
    def people(self) -> int:
        """How many people answered."""
        return len(self.sheets) - self.twice


async def begin(tx: Tx, survey: Survey, person: PersonRef, now: datetime) -> Sheet:
    """Return the sheet on which a person answers: the latest of all their accounts, or a new one."""
    row = await tx.one(
        f"SELECT * FROM survey_sheets WHERE survey = ? AND person IN {ACCOUNTS} ORDER BY changed_at DESC, id LIMIT 1",  # noqa: S608
        survey.id,
        str(person),
        str(person),
    )
    if row:
        return _sheet(row)
    sheet = Sheet(secrets.token_hex(8), survey.id, person)
    await _put(tx, sheet, now)
    return sheet


async def answers(tx: Tx, sheet: Sheet) -> dict[int, Value | None]:
    """Return what stands on a sheet, by question."""
    rows = await tx.all("SELECT question, value FROM survey_answers WHERE sheet = ?", sheet.id)
    return {row["question"]: json.loads(row["value"]) for row in rows}


async def answer(tx: Tx, sheet: Sheet, question: int, value: Value | None, now: datetime) -> None:
    """Put an answer onto a sheet, in the place of an earlier one; None leaves the question out."""
    await _write(tx, sheet.id, {question: value})
    await tx.execute("UPDATE survey_sheets SET changed_at = ? WHERE id = ?", micros(now), sheet.id)


async def hand_in(tx: Tx, survey: Survey, sheet: Sheet, now: datetime) -> None:
    """Have a sheet count; see above for what becomes of an anonymous one."""
    if survey.anonymous and sheet.person is not None:
        given = await answers(tx, sheet)
        accounts = await _accounts(tx, sheet.person)
        await _drop(tx, survey.id, accounts)
        await _unsay(tx, survey.id, accounts)
        nobodys = Sheet(secrets.token_hex(8), survey.id, None, done=True)
        await _put(tx, nobodys, None)
        await _write(tx, nobodys.id, given)
        await tx.many(
            "INSERT INTO survey_seals (survey, hash, answered) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(survey.id, _hash(survey, account), account == sheet.person) for account in accounts],
        )
    else:
        await tx.execute("UPDATE survey_sheets SET done = TRUE, changed_at = ? WHERE id = ?", micros(now), sheet.id)


async def withdraw(tx: Tx, sheet: Sheet) -> None:
    """Take a sheet back with all that is on it."""
    await tx.execute("DELETE FROM survey_answers WHERE sheet = ?", sheet.id)
    await tx.execute("DELETE FROM survey_sheets WHERE id = ?", sheet.id)


async def sealed(tx: Tx, survey: Survey, person: PersonRef) -> bool:
    """Tell whether a person has answered an anonymous survey, with any of their accounts."""
    return any([await _is_sealed(tx, survey, account) for account in await _accounts(tx, person)])


async def counted(tx: Tx, survey: Survey) -> Counted:
    """Return the answers that count."""
    rows = await tx.all(
        "SELECT sheets.*, COALESCE(linked.person, sheets.person, sheets.id) AS whose FROM survey_sheets AS sheets"
        " LEFT JOIN linked_accounts AS linked ON linked.account = sheets.person"
        " WHERE sheets.survey = ? AND sheets.done ORDER BY sheets.changed_at, sheets.person, sheets.id",
        survey.id,
    )
    counting = {row["whose"]: _sheet(row) for row in rows}
    given: dict[str, dict[int, Value | None]] = {}
    found = await tx.all(
        "SELECT answers.* FROM survey_answers AS answers JOIN survey_sheets AS sheets ON sheets.id = answers.sheet"
        " WHERE sheets.survey = ? AND sheets.done",
        survey.id,
    )
    for row in found:
        given.setdefault(row["sheet"], {})[row["question"]] = json.loads(row["value"])
    sheets = tuple((sheet.person, given.get(sheet.id, {})) for sheet in counting.values())
    return Counted(sheets, await _twice(tx, survey) if survey.anonymous else 0)


async def begun(tx: Tx, survey: int) -> int:
    """Return how many accounts have begun to answer and handed nothing in."""
    return int(await tx.value("SELECT COUNT(*) FROM survey_sheets WHERE survey = ? AND NOT done", survey))


async def of_person(tx: Tx, person: PersonRef) -> list[dict[str, Any]]:
    """Return what an account was asked and has answered, ready for JSON; of anonymous surveys only that it did."""
    rows = await tx.all(
        "SELECT surveys.id, surveys.title, sheets.id AS sheet, sheets.done FROM surveys JOIN survey_sheets AS sheets"
        " ON sheets.survey = surveys.id WHERE sheets.person = ? ORDER BY surveys.id",
        str(person),
    )
    found: list[dict[str, Any]] = []
    for row in rows:
        given = await tx.all(
            "SELECT questions.text, answers.value FROM survey_answers AS answers"
            " JOIN survey_questions AS questions ON questions.id = answers.question WHERE answers.sheet = ?"
            " ORDER BY questions.id",
            row["sheet"],
        )
        told = [{"question": each["text"], "answer": json.loads(each["value"])} for each in given]
        found.append({"survey": row["id"], "title": row["title"], "done": bool(row["done"]), "answers": told})
    sealing = [survey for survey in await _sealing(tx) if await _is_sealed(tx, survey, person)]
    found += [{"survey": survey.id, "title": survey.title, "done": True} for survey in sealing]
    asked = await tx.all("SELECT survey FROM survey_invitations WHERE person = ? ORDER BY survey", str(person))
    return [*found, *({"survey": row["survey"], "asked": True} for row in asked)]


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase an account's answers, that it was asked, and that it answered; anonymous answers are nobody's and stay."""
    await tx.execute(
        "DELETE FROM survey_answers WHERE sheet IN (SELECT id FROM survey_sheets WHERE person = ?)", str(person)
    )
    await tx.execute("DELETE FROM survey_sheets WHERE person = ?", str(person))
    await tx.execute("DELETE FROM survey_invitations WHERE person = ?", str(person))
    await tx.execute("UPDATE surveys SET author = '' WHERE author = ?", str(person))
    await tx.many(
        "DELETE FROM survey_seals WHERE survey = ? AND hash = ?",
        [(survey.id, _hash(survey, person)) for survey in await _sealing(tx)],
    )


async def clear_texts(tx: Tx, before: datetime) -> None:
    """Erase the open texts of surveys that closed before a moment."""
    await tx.execute(
        "DELETE FROM survey_answers WHERE question IN (SELECT questions.id FROM survey_questions AS questions"
        " JOIN surveys ON surveys.id = questions.survey"
        " WHERE questions.kind = 'text' AND surveys.state = 'closed' AND surveys.closes_at < ?)",
        micros(before),
    )


async def _accounts(tx: Tx, person: PersonRef) -> list[PersonRef]:
    return list(dict.fromkeys([person, *(account.ref for account in await people.accounts(tx, person))]))


async def _put(tx: Tx, sheet: Sheet, now: datetime | None) -> None:
    await tx.execute(
        "INSERT INTO survey_sheets (id, survey, person, done, changed_at) VALUES (?, ?, ?, ?, ?)",
        sheet.id,
        sheet.survey,
        str(sheet.person) if sheet.person else None,
        sheet.done,
        micros(now) if now else None,
    )


async def _write(tx: Tx, sheet: str, given: Mapping[int, Value | None]) -> None:
    await tx.many(
        "INSERT INTO survey_answers (sheet, question, value) VALUES (?, ?, ?)"
        " ON CONFLICT (sheet, question) DO UPDATE SET value = excluded.value",
        [(sheet, question, json.dumps(value, ensure_ascii=False)) for question, value in given.items()],
    )


async def _drop(tx: Tx, survey: int, accounts: Iterable[PersonRef]) -> None:
    for account in accounts:
        sheet = await tx.value("SELECT id FROM survey_sheets WHERE survey = ? AND person = ?", survey, str(account))
        await tx.execute("DELETE FROM survey_answers WHERE sheet = ?", sheet)
        await tx.execute("DELETE FROM survey_sheets WHERE id = ?", sheet)


async def _unsay(tx: Tx, survey: int, accounts: Iterable[PersonRef]) -> None:
    """Drop what was asked and offered to a person while they answered: it shows what they had chosen until then."""
    for account in accounts:
        await tx.execute(
            "DELETE FROM offers WHERE person = ? AND command LIKE ?", str(account), f"survey pick {survey} %"
        )
        await tx.execute(
            "DELETE FROM outbox WHERE room = ? AND state = 'sent' AND payload LIKE ?",
            str(RoomRef.direct(account)),
            f'%"survey pick {survey} %',
        )


async def _sealing(tx: Tx) -> list[Survey]:
    rows = await tx.all("SELECT id, title, key FROM surveys WHERE anonymous")
    return [replace(_NO_SURVEY, id=row["id"], title=row["title"], key=row["key"]) for row in rows]


_NO_SURVEY = Survey(0, "", (), "UTC", anonymous=True)


async def _is_sealed(tx: Tx, survey: Survey, account: PersonRef) -> bool:
    found = "SELECT 1 FROM survey_seals WHERE survey = ? AND hash = ?"
    return await tx.one(found, survey.id, _hash(survey, account)) is not None


async def _twice(tx: Tx, survey: Survey) -> int:
    """Return how many more sheets than people an anonymous survey has, as far as ties of accounts tell."""
    rows = await tx.all("SELECT hash FROM survey_seals WHERE survey = ? AND answered", survey.id)
    answered = {row["hash"] for row in rows}
    tied = await tx.all("SELECT account, person FROM linked_accounts")
    whose = [row["person"] for row in tied if _hash(survey, PersonRef.parse(row["account"])) in answered]
    return len(whose) - len(set(whose))


def _hash(survey: Survey, person: PersonRef) -> str:
    return hmac.new(bytes.fromhex(survey.key), str(person).encode(), "sha256").hexdigest()


def _sheet(row: Row) -> Sheet:
    person = PersonRef.parse(row["person"]) if row["person"] else None
    return Sheet(row["id"], row["survey"], person, bool(row["done"]))
