"""What the helpdesk was asked, what became of it, and whether the answers helped. A person is all of their accounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from bot.core.events import deleted_id
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Attachment
from storage import inbox, people
from storage.attachments import dump_files, load_files
from storage.database import Row, Tx, micros, moment

Outcome = Literal["answered", "suggested", "passed on", "limited"]

_AT_ONCE = 5000
"""Texts cleared in one transaction, so that nobody waits for it."""
BY_COMMAND = "ask:"
"""How `Question.asked` begins where a command asked; the command's name follows, or the message that gave it."""
CLEARED = "text = '', added = '', files = '[]'"
"""What no longer tells what was asked."""
_BY_PERSON = f"person IN {people.ACCOUNTS}"
_LIMITED = "COALESCE(SUM(CASE WHEN outcome = 'limited' THEN 1 ELSE 0 END), 0)"
_COUNTS = f"SELECT COUNT(*) AS number, {_LIMITED} AS limited FROM questions WHERE {_BY_PERSON} AND at > ?"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Question:
    """Something that was asked.

    `asked` names the message or the command that asked it. `message` is None for a command that left none behind,
    `person` None for somebody who is forgotten. A private one is answered to its asker alone; whose an `anonymous` one
    is, nobody is told. `at` is aware, UTC. `files` came with it or after it, `added` is what its asker wrote further
    before it was passed on.
    """

    asked: str
    person: PersonRef | None
    name: str
    room: RoomRef
    language: str
    text: str
    at: datetime
    message: MessageRef | None = None
    thread: MessageRef | None = None
    private: bool = False
    id: int = 0
    anonymous: bool = False
    files: tuple[Attachment, ...] = ()
    added: str = ""

    @property
    def bridged(self) -> bool:
        """Whether the room's other places have it too: an ordinary message in a room, which is no command."""
        return not self.private and self.asked == str(self.message)


async def add(
    tx: Tx, question: Question, outcome: Outcome, entry: str | None = None, score: float | None = None
) -> Question:
    """Keep a question, and which entry came closest with how sure that was (0 to 1); return it with its id.

    One that was asked in the same message before is returned as it was.
    """
    row = await tx.one(
        "INSERT INTO questions (asked, person, name, room, message, thread, private, language, text, at, outcome,"
        " best_entry, best_score, anonymous, files) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (asked) DO UPDATE SET asked = excluded.asked RETURNING id",
        question.asked,
        str(question.person) if question.person else None,
        question.name,
        str(question.room),
        str(question.message) if question.message else None,
        str(question.thread) if question.thread else None,
        question.private,
        question.language,
        question.text,
        micros(question.at),
        outcome,
        entry,
        score,
        question.anonymous,
        dump_files(question.files),
    )
    return replace(question, id=row["id"] if row else 0)


async def get(tx: Tx, id: int) -> Question | None:
    """Return a question by its id."""
    row = await tx.one("SELECT * FROM questions WHERE id = ?", id)
    return from_row(row) if row else None


async def of_message(tx: Tx, asked: str) -> Question | None:
    """Return the question that was asked by the message or the command of this name (see `Question.asked`)."""
    row = await tx.one("SELECT * FROM questions WHERE asked = ?", asked)
    return from_row(row) if row else None


async def asked_in(tx: Tx, message: MessageRef) -> Question | None:
    """Return the question that a message asked, be it with a command."""
    row = await tx.one("SELECT * FROM questions WHERE asked IN (?, ?)", str(message), f"{BY_COMMAND}{message}")
    return from_row(row) if row else None


async def reword(tx: Tx, id: int, text: str, files: tuple[Attachment, ...]) -> None:
    """Keep what a question says, and which files it has, since its asker changed it."""
    await tx.execute("UPDATE questions SET text = ?, files = ? WHERE id = ?", text, dump_files(files), id)


async def collect(tx: Tx, question: Question, text: str, files: tuple[Attachment, ...]) -> None:
    """Keep with a question what its asker wrote and sent after it."""
    await tx.execute(
        "UPDATE questions SET added = ?, files = ? WHERE id = ?",
        "\n".join(filter(None, (question.added, text))),
        dump_files((*question.files, *files)),
        question.id,
    )


async def keep_anonymous(tx: Tx, id: int) -> None:
    """Note that its asker does not want to be known by a question."""
    await tx.execute("UPDATE questions SET anonymous = TRUE WHERE id = ?", id)


async def became(tx: Tx, id: int, outcome: Outcome) -> None:
    """Note what became of a question in the end."""
    await tx.execute("UPDATE questions SET outcome = ? WHERE id = ?", outcome, id)


async def counts_since(tx: Tx, person: PersonRef, since: datetime) -> tuple[int, int]:
    """Return how many questions of a person were handled since a moment, and how often they were told to wait."""
    row = await tx.one(_COUNTS, str(person), str(person), micros(since))
    return (row["number"] - row["limited"], row["limited"]) if row else (0, 0)


async def last_of(tx: Tx, person: PersonRef) -> datetime | None:
    """Return when a person last asked something."""
    newest = f"SELECT MAX(at) FROM questions WHERE {_BY_PERSON}"  # noqa: S608
    found = await tx.value(newest, str(person), str(person))
    return moment(found) if found is not None else None


async def drop_deleted_files(tx: Tx, question: Question) -> None:
    """Keep those files of a question no longer whose messages were taken back."""
    there = [
        file for file in question.files if not (file.said_in and await inbox.received_at(tx, deleted_id(file.said_in)))
    ]
    if len(there) < len(question.files):
        await tx.execute("UPDATE questions SET files = ? WHERE id = ?", dump_files(tuple(there)), question.id)


async def lately_in(tx: Tx, room: RoomRef, person: PersonRef, since: datetime) -> Question | None:
    """Return what a person last asked in a room since a moment."""
    newest = f"SELECT * FROM questions WHERE room = ? AND {_BY_PERSON} AND at >= ? ORDER BY id DESC LIMIT 1"  # noqa: S608
    row = await tx.one(newest, str(room), str(person), str(person), micros(since))
    return from_row(row) if row else None


async def in_thread(tx: Tx, root: MessageRef, person: PersonRef) -> Question | None:
    """Return what a person last asked in a message or in the thread under it."""
    newest = f"SELECT * FROM questions WHERE (message = ? OR thread = ?) AND {_BY_PERSON} ORDER BY id DESC LIMIT 1"  # noqa: S608
    row = await tx.one(newest, str(root), str(root), str(person), str(person))
    return from_row(row) if row else None


async def asked_by(tx: Tx, message: MessageRef, person: PersonRef) -> bool:
    """Tell whether a message is a person's own question."""
    own = f"SELECT 1 FROM questions WHERE message = ? AND {_BY_PERSON}"  # noqa: S608
    found = await tx.value(own, str(message), str(person), str(person))
    return found is not None


async def rate(tx: Tx, question: int, entry: str, person: PersonRef, now: datetime, *, helped: bool) -> None:
    """Keep whether an entry helped with a question; the last word counts."""
    await tx.execute(
        "INSERT INTO faq_feedback (question, entry, person, helped, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (question, entry) DO UPDATE SET helped = excluded.helped, at = excluded.at",
        question,
        entry,
        str(person),
        helped,
        micros(now),
    )


async def unrate(tx: Tx, question: int, *, helped: bool) -> None:
    """Drop that the entry which answered a question helped, or did not, if that was the last word."""
    await tx.execute(
        "DELETE FROM faq_feedback WHERE question = ? AND helped = ?"
        " AND entry = (SELECT best_entry FROM questions WHERE id = ?)",
        question,
        helped,
        question,
    )


async def unhelpful(tx: Tx, question: int) -> set[str]:
    """Return the entries that did not help with a question."""
    rows = await tx.all("SELECT entry FROM faq_feedback WHERE question = ? AND NOT helped", question)
    return {row["entry"] for row in rows}


async def clear_texts(tx: Tx, before: datetime) -> int:
    """Clear what was asked before a moment, except where a ticket waits for its answer; return how many were cleared.

    What became of the questions, and whose they are, stays. The oldest go first, and no more than a transaction bears.
    """
    return await tx.execute(
        f"UPDATE questions SET {CLEARED} WHERE id IN (SELECT id FROM questions WHERE text <> '' AND at < ?"  # noqa: S608
        " AND id NOT IN (SELECT question FROM tickets WHERE state IN ('open', 'taken')) ORDER BY id LIMIT ?)",
        micros(before),
        _AT_ONCE,
    )


async def export(tx: Tx, person: PersonRef) -> dict[str, Any]:
    """Return what is kept of a person's questions and votes, ready for JSON."""
    asked = await tx.all("SELECT * FROM questions WHERE person = ? ORDER BY id", str(person))
    votes = await tx.all(
        "SELECT question, entry, helped, at FROM faq_feedback WHERE person = ? ORDER BY at", str(person)
    )
    return {
        "questions": [_exported(row) for row in asked],
        "feedback": [dict(row) | {"helped": bool(row["helped"]), "at": moment(row["at"]).isoformat()} for row in votes],
    }


async def forget(tx: Tx, person: PersonRef) -> None:
    """Erase a person's questions; what they were and what helped stays as a count without a name or a word."""
    await tx.execute(
        f"UPDATE questions SET person = NULL, name = '', {CLEARED}, message = NULL, thread = NULL,"  # noqa: S608
        " asked = 'forgotten:' || id, room = CASE WHEN private THEN '' ELSE room END WHERE person = ?",
        str(person),
    )
    await tx.execute("UPDATE faq_feedback SET person = NULL WHERE person = ?", str(person))


def _exported(row: Row) -> dict[str, Any]:
    kept = {name: row[name] for name in ("id", "room", "text", "outcome")} | {"at": moment(row["at"]).isoformat()}
    files = [file.name for file in load_files(row["files"])]
    return kept | {name: found for name, found in (("added", row["added"]), ("files", files)) if found}


def from_row(row: Row) -> Question:
    """Read a question from a row that has its columns."""
    return Question(
        row["asked"],
        PersonRef.parse(row["person"]) if row["person"] else None,
        row["name"],
        RoomRef.parse(row["room"] or "forgotten:room"),
        row["language"],
        row["text"],
        moment(row["at"]),
        MessageRef.parse(row["message"]) if row["message"] else None,
        MessageRef.parse(row["thread"]) if row["thread"] else None,
        bool(row["private"]),
        row["id"],
        bool(row["anonymous"]),
        load_files(row["files"]),
        row["added"],
    )
