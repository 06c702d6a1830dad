"""Accounts that are one person's: tied, told, untied, and their codes."""

from datetime import datetime, timedelta

import pytest

from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rights import Rights, Role
from storage import bridge, hashtags, link_codes, people, questions, tries
from storage.bridge import Giver
from storage.database import Database, Tx
from storage.hashtags import Count, Use
from storage.link_codes import Code
from storage.people import Account
from storage.questions import Question
from tests.fakes import person

HERE, THERE, THIRD, OTHER = (PersonRef(name, "teacher-17") for name in ("discord", "matrix", "web", "mail"))


async def tie(tx: Tx, one: PersonRef, other: PersonRef, at: datetime) -> None:
    """Tie two accounts together."""
    await people.link(tx, Account(one, "teacher-17", at), Account(other, "Teacher 17", at))


async def known(tx: Tx, *refs: PersonRef) -> set[PersonRef]:
    """Return by which accounts the people are known to whom these belong."""
    return {await people.canonical(tx, ref) for ref in refs}


async def test_who_is_tied_to_nobody_is_known_by_their_own_account(database: Database) -> None:
    async with database.reading() as tx:
        assert await people.canonical(tx, HERE) == HERE
        assert await people.accounts(tx, HERE) == []
        assert await people.same(tx, HERE, HERE)
        assert not await people.same(tx, HERE, THERE)


@pytest.mark.parametrize("pairs", [((0, 1), (1, 2), (2, 3)), ((0, 1), (2, 3), (3, 0)), ((0, 1), (2, 1), (3, 1))])
async def test_accounts_of_many_platforms_are_one_person(
    database: Database, now: datetime, pairs: tuple[tuple[int, int], ...]
) -> None:
    refs = (HERE, THERE, THIRD, OTHER)
    async with database.transaction() as tx:
        for number, (one, other) in enumerate(pairs):
            await tie(tx, refs[one], refs[other], now + timedelta(minutes=number))
        assert len(await known(tx, *refs)) == 1
        for ref in refs:
            assert {account.ref for account in await people.accounts(tx, ref)} == set(refs)
        assert await people.account_on(tx, HERE, "mail") == (await people.account_on(tx, OTHER, "mail"))


@pytest.mark.parametrize("leaver", [HERE, THERE, THIRD])
async def test_who_is_untied_stands_alone_and_the_others_stay(
    database: Database, now: datetime, leaver: PersonRef
) -> None:
    stay = [ref for ref in (HERE, THERE, THIRD) if ref != leaver]
    async with database.transaction() as tx:
        await tie(tx, HERE, THERE, now)
        await tie(tx, THERE, THIRD, now)
        await people.unlink(tx, leaver)
        assert await people.accounts(tx, leaver) == []
        assert await people.same(tx, *stay)
        assert not await people.same(tx, leaver, stay[0])
        await people.unlink(tx, stay[0])
        assert await tx.value("SELECT COUNT(*) FROM linked_accounts") == 0, "nobody is tied to themselves"


async def test_a_person_counts_once(database: Database, now: datetime) -> None:
    room, day = RoomRef("discord", "1"), now.date().isoformat()
    message = MessageRef(room, "55")
    async with database.transaction() as tx:
        for number, ref in enumerate((HERE, THERE, OTHER)):
            who = person(ref.id, ref.platform)
            await hashtags.put(tx, Use(MessageRef(room, str(number)), "genika", day, who, now), {"a": "a"})
            await bridge.react(tx, message, "👍", ref, room, now)
            await questions.add(
                tx, Question(f"q{number}", ref, "t", room, "el", "τι;", now, MessageRef(room, f"q{number}")), "answered"
            )
        await tie(tx, HERE, THERE, now)
        assert await hashtags.total(tx, "a") == Count("a", 3, 2)
        assert await hashtags.top(tx, day, None, 5) == [Count("a", 3, 2)]
        assert await hashtags.by_room(tx, "a") == [Count("genika", 3, 2)]
        assert [each.messages for each in await hashtags.by_person(tx, "a", 5)] == [2, 1]
        assert await bridge.givers(tx, message, "👍") == {Giver(HERE, room), Giver(OTHER, room)}
        assert await questions.counts_since(tx, THERE, now - timedelta(minutes=1)) == (2, 0)
        assert await questions.asked_by(tx, MessageRef(room, "q0"), THERE)
        assert not await questions.asked_by(tx, MessageRef(room, "q2"), THERE)
        assert await questions.last_of(tx, THERE) == now


async def test_the_highest_role_of_all_accounts_counts(database: Database, now: datetime) -> None:
    groups = {HERE: frozenset({"role:7"})}
    rights = Rights(
        frozenset({"discord:role:7"}), frozenset({str(OTHER)}), groups_of=lambda ref: groups.get(ref, frozenset())
    )
    async with database.transaction() as tx:
        there = person("teacher-17", "matrix")
        assert await people.role_of(tx, rights, there) is Role.PARTICIPANT
        await tie(tx, HERE, THERE, now)
        assert await people.role_of(tx, rights, there) is Role.FACILITATOR
        groups.clear()
        assert await people.role_of(tx, rights, there) is Role.PARTICIPANT, "a role that was taken away is gone"
        await tie(tx, OTHER, THERE, now)
        assert await people.role_of(tx, rights, there) is Role.COORDINATOR


async def test_a_code_is_good_for_a_while_and_for_who_typed_it(database: Database, now: datetime) -> None:
    later = now + timedelta(minutes=10)
    async with database.transaction() as tx:
        await link_codes.put(tx, HERE, "teacher-17", "old", later)
        await link_codes.put(tx, HERE, "teacher-17", "new", later)
        assert await link_codes.get(tx, "old", now) is None, "the last code counts"
        assert await link_codes.get(tx, "new", now) == Code(HERE, "teacher-17", None)
        await link_codes.typed(tx, HERE, THERE)
        assert await link_codes.get(tx, "new", now) == Code(HERE, "teacher-17", THERE)
        assert await link_codes.get(tx, "new", later) is None
        await link_codes.clear(tx, later)
        assert await tx.value("SELECT COUNT(*) FROM link_codes") == 0


async def test_wrong_codes_are_counted_for_an_hour(database: Database, now: datetime) -> None:
    hour = timedelta(hours=1)
    async with database.transaction() as tx:
        for number in range(3):
            await tries.count(tx, HERE, "link", now + number * timedelta(minutes=1), now - hour)
        assert await tries.number(tx, HERE, "link", now - hour) == 3
        assert await tries.number(tx, THERE, "link", now - hour) == 0
        assert await tries.number(tx, HERE, "link", now + timedelta(seconds=1)) == 0
        await tries.count(tx, HERE, "link", now + 2 * hour, now + hour)
        assert await tries.number(tx, HERE, "link", now + hour) == 1
        await tries.forget(tx, HERE)
        assert await tries.number(tx, HERE, "link", now) == 0
