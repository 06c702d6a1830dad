"""The people that the bot has met, and which accounts are one person's.

A person who tied several accounts together is known by one of them: ask `canonical` for it each time and do not store
it, because accounts are tied and untied. Where rows are looked for, SQL says it with `ACCOUNTS`; where they are
counted, with a join on ``linked_accounts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.events import Person
from bot.core.ids import PersonRef
from bot.core.rights import Rights, Role
from storage.database import Row, Tx, micros, moment

ACCOUNTS = (
    "(SELECT ? UNION SELECT other.account FROM linked_accounts AS mine"
    " JOIN linked_accounts AS other ON other.person = mine.person WHERE mine.account = ?)"
)
"""All accounts of a person; takes one of them twice."""


@dataclass(frozen=True, slots=True)
class Met:
    """A person as last seen; moments are aware, UTC."""

    ref: PersonRef
    name: str
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """One of the accounts of a person who has several, by the name it bore when it was tied; `at` is aware, UTC."""

    ref: PersonRef
    name: str
    at: datetime


async def seen(tx: Tx, ref: PersonRef, name: str, at: datetime) -> None:
    """Note that a person was seen under a name; nobody waits for it."""
    await tx.later(
        "INSERT INTO people (ref, name, first_seen, last_seen) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (ref) DO UPDATE SET name = excluded.name, last_seen = excluded.last_seen",
        [(str(ref), name, micros(at), micros(at))],
    )


async def met(tx: Tx, ref: PersonRef) -> Met | None:
    """Return a person, or None if they were never seen."""
    row = await tx.one("SELECT * FROM people WHERE ref = ?", str(ref))
    return _met(row) if row else None


async def name_of(tx: Tx, ref: PersonRef) -> str:
    """Return the name under which a person was last seen, or was tied to another account; empty if neither."""
    known = await met(tx, ref)
    return known.name if known else next((each.name for each in await accounts(tx, ref) if each.ref == ref), "")


async def called(tx: Tx, name: str) -> list[Met]:
    """Return who was last seen under a name, in any case of its letters."""
    wanted = name.casefold()
    rows = await tx.all("SELECT * FROM people ORDER BY ref")
    return [_met(row) for row in rows if row["name"].casefold() == wanted]


async def forget(tx: Tx, ref: PersonRef) -> None:
    """Erase a person."""
    await tx.execute("DELETE FROM people WHERE ref = ?", str(ref))


async def canonical(tx: Tx, ref: PersonRef) -> PersonRef:
    """Return the account by which a person is known now: the same for all accounts that are tied together."""
    found = await tx.value("SELECT person FROM linked_accounts WHERE account = ?", str(ref))
    return PersonRef.parse(found) if found else ref


async def same(tx: Tx, one: PersonRef, other: PersonRef) -> bool:
    """Tell whether two accounts are one person's."""
    return one == other or await canonical(tx, one) == await canonical(tx, other)


async def accounts(tx: Tx, ref: PersonRef) -> list[Account]:
    """Return all accounts of a person who has several, in the order of their tying; empty for anybody else."""
    rows = await tx.all(
        "SELECT * FROM linked_accounts WHERE person = (SELECT person FROM linked_accounts WHERE account = ?)"
        " ORDER BY linked_at, account",
        str(ref),
    )
    return [_account(row) for row in rows]


async def account_on(tx: Tx, ref: PersonRef, platform: str) -> Account | None:
    """Return the account that a person has on a platform, None where no such one is known to be theirs."""
    return next((account for account in await accounts(tx, ref) if account.ref.platform == platform), None)


async def role_of(tx: Tx, rights: Rights, person: Person) -> Role:
    """Return the highest role that any account of a person holds."""
    linked = await accounts(tx, person.ref)
    return rights.role_of(person, *(account.ref for account in linked if account.ref != person.ref))


async def role_of_account(tx: Tx, rights: Rights, ref: PersonRef) -> Role:
    """Return the highest role of somebody who has not just been heard of."""
    return await role_of(tx, rights, Person(ref, ref.id, groups=rights.groups_of(ref)))


async def link(tx: Tx, one: Account, other: Account) -> None:
    """Make two accounts, and all that are tied to either, one person's."""
    known_by, joining = await canonical(tx, one.ref), await canonical(tx, other.ref)
    await tx.execute("UPDATE linked_accounts SET person = ? WHERE person = ?", str(known_by), str(joining))
    await tx.many(
        "INSERT INTO linked_accounts (account, person, name, linked_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (account) DO UPDATE SET name = excluded.name",
        [(str(each.ref), str(known_by), each.name, micros(each.at)) for each in (one, other)],
    )


async def unlink(tx: Tx, ref: PersonRef) -> None:
    """Untie an account from the others, which stay one person's."""
    rest = [str(account.ref) for account in await accounts(tx, ref) if account.ref != ref]
    if len(rest) > 1:
        await tx.many("UPDATE linked_accounts SET person = ? WHERE account = ?", [(rest[0], each) for each in rest])
        rest = []
    await tx.many("DELETE FROM linked_accounts WHERE account = ?", [(each,) for each in (str(ref), *rest)])


def _met(row: Row) -> Met:
    return Met(PersonRef.parse(row["ref"]), row["name"], moment(row["first_seen"]), moment(row["last_seen"]))


def _account(row: Row) -> Account:
    return Account(PersonRef.parse(row["account"]), row["name"], moment(row["linked_at"]))
