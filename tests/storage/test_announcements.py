"""Announcements as they are kept."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Attachment
from storage import announcements, originals
from storage.announcements import Announcement
from storage.database import Database
from storage.originals import Original

AUTHOR = PersonRef("discord", "42")
SOURCE = MessageRef(RoomRef("matrix", "!1:t"), "$7")
PLACES = [RoomRef("matrix", "!2:t"), RoomRef("discord", "1"), RoomRef("console", "a")]


def announcement(now: datetime, author: PersonRef | None = AUTHOR, source: MessageRef | None = SOURCE) -> Announcement:
    return Announcement(0, "**Νέα** ώρα", author, "facilitator-2", source, now)


async def test_an_announcement_comes_back_as_it_was_kept_with_its_places_in_order(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as tx:
        kept = await announcements.add(tx, announcement(now), PLACES)
        slashed = await announcements.add(tx, announcement(now, source=None), [])
    async with database.reading() as tx:
        assert await announcements.get(tx, kept.id) == kept == replace(announcement(now), id=kept.id)
        assert [spot.place for spot in await announcements.spots(tx, kept.id)] == PLACES
        assert await announcements.spots(tx, slashed.id) == []
        assert await announcements.of_source(tx, SOURCE) == kept
        assert await announcements.get(tx, 99) is None
        assert await announcements.of_source(tx, MessageRef(SOURCE.room, "$8")) is None
        assert await announcements.latest(tx, 1) == [slashed]
        assert await announcements.latest(tx, 5) == [slashed, kept]


async def test_only_one_announcement_changes(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        first = await announcements.add(tx, announcement(now), PLACES)
        other = await announcements.add(tx, announcement(now, source=None), PLACES)
        files = (Attachment("a.png", "https://cdn.example.org/a.png", "image/png", 7, extra=(("id", "1"),)),)
        changed = replace(
            first,
            text="Νέα",
            state="waiting",
            revision=2,
            edited=1,
            proposal="Άλλα",
            proposed_by=AUTHOR,
            rooms=("genika", "helpdesk"),
            mention="everyone",
            attachments=files,
            home=PLACES[0],
            zone="Europe/Athens",
            series=7,
            approved_by=AUTHOR,
            settled=False,
        )
        await announcements.save(tx, changed)
        assert await announcements.get(tx, first.id) == changed
        assert await announcements.get(tx, other.id) == other
        assert await announcements.unsettled(tx) == [changed]
        assert await announcements.touched_by(tx, AUTHOR) == [first.id]
        await announcements.forget(tx, AUTHOR)
        assert await announcements.touched_by(tx, AUTHOR) == []


async def test_only_what_is_planned_comes_due_and_each_moment_once(database: Database, now: datetime) -> None:
    later = [now + timedelta(days=day) for day in (1, 8, 15)]
    async with database.transaction() as tx:
        weekly = await announcements.add(tx, replace(announcement(now), state="planned"))
        draft = await announcements.add(tx, replace(announcement(now), state="draft"))
        for each in (weekly, draft):
            await announcements.plan(tx, each.id, later)
        assert await announcements.due(tx, now) == {}
        assert await announcements.due(tx, later[1]) == {weekly.id: later[:2]}
        await announcements.pass_by(tx, weekly.id, later[:2])
        assert await announcements.due(tx, later[1]) == {}
        assert await announcements.dates(tx, weekly.id, done=False) == later[2:]
        assert await announcements.dates(tx, weekly.id, done=True) == later[:2]
        await announcements.plan(tx, weekly.id, later[:1])
        assert await announcements.dates(tx, weekly.id) == later[:1]


async def test_what_was_never_sent_is_cleared_and_what_was_sent_stays(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        kept = {
            state: await announcements.add(tx, replace(announcement(now), state=state))
            for state in ("draft", "waiting", "held", "cancelled", "planned", "sent")
        }
        await announcements.clear_drafts(tx, now)
        assert await announcements.get(tx, kept["draft"].id) == kept["draft"]
        await announcements.clear_drafts(tx, now + timedelta(seconds=1))
        left = {state: await announcements.get(tx, each.id) for state, each in kept.items()}
    assert {state for state, each in left.items() if each and each.text} == {"planned", "sent"}
    assert {each.state for each in left.values() if each and not each.text} == {"cancelled"}


async def test_what_was_said_among_the_team_is_kept_for_a_while(database: Database, now: datetime) -> None:
    said = Original(SOURCE, AUTHOR, "facilitator-2", "Στις **18:00**", (), now)
    async with database.transaction() as tx:
        await originals.keep(tx, said)
        assert await originals.get(tx, SOURCE) == said
        await originals.keep(tx, replace(said, text="Στις 19:00"))
        assert await originals.by(tx, AUTHOR) == ["Στις 19:00"]
        await originals.clear(tx, now)
        assert await originals.get(tx, SOURCE) is not None
        await originals.clear(tx, now + timedelta(seconds=1))
        assert await originals.get(tx, SOURCE) is None


async def test_forgetting_a_person_leaves_the_text_without_them(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        theirs = await announcements.add(tx, announcement(now), PLACES)
        others = await announcements.add(tx, announcement(now, PersonRef("matrix", "@t:t"), None), PLACES)
        file = Attachment("a.png", "https://cdn.example.org/a.png")
        theirs = replace(theirs, attachments=(replace(file, said_in=SOURCE, said_by=AUTHOR),))
        await announcements.save(tx, theirs)
        assert await announcements.by(tx, AUTHOR) == [theirs]
        await announcements.forget(tx, AUTHOR)
        assert await announcements.by(tx, AUTHOR) == []
        unnamed = replace(theirs, author=None, author_name="", source=None, attachments=(file,))
        assert await announcements.get(tx, theirs.id) == unnamed
        assert await announcements.get(tx, others.id) == others
