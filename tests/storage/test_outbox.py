"""What is owed: in which order, in which state, and what was offered with it."""

from datetime import UTC, datetime, timedelta

import pytest
from structlog.contextvars import bound_contextvars

from bot.core.delivery import Action, Choice, Delivery
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Attachment, Block, Listing, Paragraph, Quote, RichText, Style, Styled, Text
from storage import links, offers, outbox
from storage.database import Database, Tx
from storage.outbox import Standing

ROOM, OTHER = RoomRef("discord", "7"), RoomRef("matrix", "!other")
TEACHER, FACILITATOR = PersonRef("discord", "17"), PersonRef("discord", "2")
MINUTE = timedelta(minutes=1)


def post(key: str, to: RoomRef = ROOM, text: str = "Γεια σας") -> Delivery:
    """Return something to say."""
    return Delivery(key, to, text=RichText.plain(text))


async def first(tx: Tx, room: RoomRef = ROOM) -> outbox.Owed:
    """Return what is owed first to a room."""
    (owed,) = await outbox.queue(tx, room, 1)
    return owed


def test_what_is_nested_deeply_is_read_as_soon_as_what_is_long() -> None:
    block: Block = Paragraph((Styled(Style.BOLD, (Styled(Style.ITALIC, (Text("βαθιά"),)),)),))
    for _ in range(24):  # with twice the work at each level this would never end
        block = Quote((Listing(((block,),)),))
    delivery = Delivery("key", ROOM, text=RichText((block,)))
    assert outbox.load(outbox.dump(delivery)) == delivery


async def test_many_are_owed_as_one_by_one(database: Database, now: datetime) -> None:
    asks = Delivery(
        "b", ROOM, text=RichText.plain("Σωστά;"), choices=(Choice("✅ Ναι", "yes"),), offered_to=str(TEACHER)
    )
    async with database.transaction() as tx:
        await outbox.put(tx, post("a"), now)
        later = now + MINUTE
        many = [(post("a", text="άλλο"), None), (asks, None), (post("c"), later), (post("d", OTHER), None)]
        await outbox.put_all(tx, many, now)
        await outbox.put_all(tx, many, later)
        queue = await outbox.queue(tx, ROOM, 9)
        assert [(owed.delivery, owed.owed_at, owed.due_at) for owed in queue] == [
            (post("a"), now, now),
            (asks, now, now),
            (post("c"), now, later),
        ]
        assert (await first(tx, OTHER)).delivery == post("d", OTHER)
        assert [offer.choice for offer in await offers.with_token(tx, asks.token)] == list(asks.choices)


async def test_a_key_is_owed_once(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        with bound_contextvars(trace="t1"):
            await outbox.put(tx, post("a"), now)
        await outbox.put(tx, post("a", OTHER, "άλλο"), now + MINUTE)
        owed = await first(tx)
        assert (owed.delivery, owed.state, owed.attempts, owed.trace) == (post("a"), "pending", 0, "t1")
        assert owed.owed_at == owed.due_at == now
        assert await outbox.queue(tx, OTHER, 1) == []
        assert await outbox.with_key(tx, "a") == owed
        assert await outbox.with_key(tx, "b") is None


async def test_each_room_is_served_in_order(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for key, room in [("b", ROOM), ("x", OTHER), ("a", ROOM)]:
            await outbox.put(tx, post(key, room), now)
        assert await outbox.rooms(tx) == [ROOM, OTHER]
        owed = await first(tx)
        assert owed.delivery.key == "b"
        await outbox.retry(tx, owed.id, now + 5 * MINUTE, "later", in_doubt=False)
        assert (await first(tx)).delivery.key == "b", "nothing overtakes what waits"
        await outbox.sent(tx, [owed.id], now)
        assert (await first(tx)).delivery.key == "a"
        await outbox.sent(tx, [(await first(tx)).id], now)
        assert await outbox.rooms(tx) == [OTHER]


async def test_what_is_passed_on_stands_in_a_line_of_its_own(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await outbox.put(tx, Delivery("publish", ROOM, Action.PUBLISH, target="first"), now, due=now + 60 * MINUTE)
        await outbox.put(tx, post("second"), now)
        assert (await first(tx)).delivery.key == "second", "an hour's wait there holds up nothing here"
        (line,) = set(await outbox.rooms(tx)) - {ROOM}
        assert (await first(tx, line)).delivery.to == ROOM


async def test_only_what_surely_was_not_sent_is_taken_back(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for key in ("waits", "tried", "begun"):
            await outbox.put(tx, post(key), now)
        waits, tried, begun = [owed.id for owed in await outbox.queue(tx, ROOM, 3)]
        await outbox.claim(tx, [tried], now)
        await links.record_all(tx, [(MessageRef(ROOM, "1"), "begun", 0, None)])
    async with database.transaction() as tx:
        assert [await outbox.take_back(tx, each) for each in (waits, tried, begun)] == [True, False, False]
        assert [owed.delivery.key for owed in await outbox.queue(tx, ROOM, 3)] == ["tried", "begun"]


async def test_a_claim_remembers_the_first_attempt_that_is_undecided(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await outbox.put(tx, post("a"), now)
        number = (await first(tx)).id
        assert (await first(tx)).claimed_at is None
        await outbox.claim(tx, [number], now)
        await outbox.retry(tx, number, now + MINUTE, "no answer", in_doubt=True)
        await outbox.claim(tx, [number], now + MINUTE)
        owed = await first(tx)
        assert (owed.state, owed.attempts, owed.claimed_at, owed.reason) == ("sending", 2, now, "no answer")
        await outbox.retry(tx, number, now + 2 * MINUTE, "refused", in_doubt=False)
        owed = await first(tx)
        assert (owed.state, owed.due_at, owed.claimed_at) == ("pending", now + 2 * MINUTE, None)


async def test_a_queue_is_claimed_and_recorded_together(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for key, room in [("a", ROOM), ("b", ROOM), ("x", OTHER), ("c", ROOM), ("d", ROOM)]:
            await outbox.put(tx, post(key, room), now)
        queued = await outbox.queue(tx, ROOM, 3)
        assert [owed.delivery.key for owed in queued] == ["a", "b", "c"]
        await outbox.claim(tx, [owed.id for owed in queued], now)
        assert [owed.state for owed in await outbox.queue(tx, ROOM, 9)] == ["sending", "sending", "sending", "pending"]
        await outbox.sent(tx, [owed.id for owed in queued[:2]], now)
        assert [owed.delivery.key for owed in await outbox.queue(tx, ROOM, 9)] == ["c", "d"]


async def test_a_claim_that_was_not_tried_is_taken_back(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for key in ("new", "in doubt"):
            await outbox.put(tx, post(key), now)
        doubtful = (await outbox.queue(tx, ROOM, 2))[1]
        await outbox.claim(tx, [doubtful.id], now)
        await outbox.retry(tx, doubtful.id, now, "no answer", in_doubt=True)
        before = await outbox.queue(tx, ROOM, 2)
        await outbox.claim(tx, [owed.id for owed in before], now + MINUTE)
        assert await outbox.queue(tx, ROOM, 2) != before
        await outbox.release(tx, before)
        assert await outbox.queue(tx, ROOM, 2) == before


async def test_what_was_given_up_can_be_raised(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for key in ("a", "b"):
            await outbox.put(tx, post(key), now)
        number = (await first(tx)).id
        assert not await outbox.raise_buried(tx, number, now), "it is not buried"
        await outbox.claim(tx, [number], now)
        await outbox.bury(tx, number, now, "the room is gone")
        assert (await first(tx)).delivery.key == "b"
        assert [(owed.id, owed.reason) for owed in await outbox.buried(tx)] == [(number, "the room is gone")]
        assert await outbox.standings(tx) == {ROOM: Standing(1, now, 1)}
        assert await outbox.raise_buried(tx, number, now + MINUTE)
        owed = await first(tx)
        assert (owed.id, owed.state, owed.attempts) == (number, "pending", 0)
        assert (owed.claimed_at, owed.due_at) == (None, now + MINUTE)
        assert not await outbox.raise_buried(tx, number + 10, now)


async def test_what_was_given_up_in_doubt_is_raised_in_doubt(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await outbox.put(tx, post("a"), now)
        number = (await first(tx)).id
        await outbox.claim(tx, [number], now)
        await outbox.bury(tx, number, now, "crashed", in_doubt=True)
        await outbox.raise_buried(tx, number, now + MINUTE)
        assert (await first(tx)).claimed_at == now


async def test_what_changes_a_message_is_raised_with_it(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for key, room in [("a", ROOM), ("a:edit", ROOM), ("a:delete", ROOM), ("a:edit", OTHER), ("ab", ROOM)]:
            await outbox.put(tx, post(f"{key}" if room == ROOM else f"{key}:elsewhere", room), now)
        queued = await outbox.queue(tx, ROOM, 9)
        await outbox.claim(tx, [queued[0].id, queued[3].id], now)
        await outbox.bury(tx, queued[0].id, now, "gone")
        elsewhere = (await first(tx, OTHER)).id
        await outbox.sent(tx, [*(owed.id for owed in queued[1:]), elsewhere], now)
        assert [owed.state for owed in await outbox.story(tx, "a", ROOM)] == ["buried", "sent", "sent"]
        assert await outbox.raise_buried(tx, queued[0].id, now + MINUTE)
        assert [owed.delivery.key for owed in await outbox.queue(tx, ROOM, 9)] == ["a", "a:edit", "a:delete"]
        assert await outbox.queue(tx, OTHER, 1) == []


async def test_how_rooms_stand(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        assert await outbox.standings(tx) == {}
        for number, (key, room) in enumerate([("a", ROOM), ("b", ROOM), ("c", ROOM), ("x", OTHER)]):
            await outbox.put(tx, post(key, room), now + number * MINUTE)
        await outbox.sent(tx, [1], now + 5 * MINUTE)
        await outbox.bury(tx, (await first(tx, OTHER)).id, now, "gone")
        await outbox.claim(tx, [2], now)
        assert await outbox.standings(tx) == {ROOM: Standing(2, now + MINUTE, 0), OTHER: Standing(0, None, 1)}
        assert await outbox.last_arrival(tx, ROOM) == now + 5 * MINUTE
        assert await outbox.last_arrival(tx, OTHER) is None


async def test_the_newest_of_the_buried_come_first(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        for key in "abcd":
            await outbox.put(tx, post(key), now)
            await outbox.bury(tx, (await first(tx)).id, now, "gone")
        assert [owed.delivery.key for owed in await outbox.buried(tx, limit=3)] == ["d", "c", "b"]


def test_a_delivery_comes_back_from_the_store_as_it_went() -> None:
    message = MessageRef(OTHER, "$event")
    delivery = Delivery(
        "bridge:discord:7/55>matrix:!other",
        OTHER,
        Action.POST,
        RichText.plain("Καλημέρα\nσας 👋🏽"),
        as_person=Person(TEACHER, "teacher-17", "https://example.org/a.png", frozenset({"role:7"})),
        origin=MessageRef(ROOM, "55"),
        target="x",
        reply_to=message,
        thread=message,
        emoji="✅",
        choices=(Choice("✅ Ναι", "ticket close 7"),),
        offered_to=str(TEACHER),
        attachments=(Attachment(name="a.pdf", url="https://example.org/a.pdf"),),
    )
    assert outbox.load(outbox.dump(delivery)) == delivery


CHOICES = (Choice("✅ Ναι", "yes 7"), Choice("❌ Όχι", "no 7"))


async def test_choices_are_offered_with_what_is_owed(database: Database, now: datetime) -> None:
    delivery = Delivery("ask", ROOM, choices=CHOICES, offered_to=str(TEACHER))
    async with database.transaction() as tx:
        await outbox.put(tx, delivery, now)
        await outbox.put(tx, Delivery("ask", ROOM, choices=(Choice("Άλλο", "other"),)), now)
        offered = await offers.with_token(tx, delivery.token)
    assert [(offer.number, offer.choice, offer.person) for offer in offered] == [
        (1, CHOICES[0], str(TEACHER)),
        (2, CHOICES[1], str(TEACHER)),
    ]


@pytest.mark.parametrize(
    ("room", "person", "since", "token"),
    [
        (ROOM, TEACHER, -60, "newer"),
        (ROOM, TEACHER, 2, None),
        (ROOM, FACILITATOR, -60, "theirs"),
        (OTHER, TEACHER, -60, "elsewhere"),
        (OTHER, FACILITATOR, -60, None),
    ],
)
async def test_the_last_offer_to_a_person_in_a_room(
    database: Database, now: datetime, room: RoomRef, person: PersonRef, since: int, token: str | None
) -> None:
    async with database.transaction() as tx:
        for minute, name, where, whom in [
            (0, "older", ROOM, TEACHER),
            (1, "newer", ROOM, TEACHER),
            (2, "theirs", ROOM, FACILITATOR),
            (3, "elsewhere", OTHER, TEACHER),
        ]:
            await offers.put(tx, name, CHOICES, where, str(whom), now + minute * MINUTE)
        await offers.put(tx, "everybody's", CHOICES, ROOM, None, now + 4 * MINUTE)
        offered = await offers.latest(tx, room, person, now + since * MINUTE)
    assert {offer.token for offer in offered} == ({token} if token else set())
    assert [offer.number for offer in offered] == ([1, 2] if token else [])


async def test_nothing_is_offered_without_choices(database: Database) -> None:
    async with database.transaction() as tx:
        await offers.put(tx, "none", (), ROOM, None, datetime(2027, 1, 1, tzinfo=UTC))
        assert await offers.with_token(tx, "none") == []
