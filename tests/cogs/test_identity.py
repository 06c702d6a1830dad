"""A person's accounts on two platforms, tied by a code: who may, how often, and what is then one person's."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.text import RichText
from cogs.bridge import Bridge
from cogs.identity import Identity
from storage import people
from storage.database import Database, Tx
from tests.engine.world import LEFT, RIGHT, RIGHTS, ROOMS, World, two_platforms
from tests.fakes import person, posted, reacted, unreacted

HERE, THERE = person("teacher-17", "left"), person("teacher-17-too", "right")
FACILITATOR, SOMEBODY = person("facilitator-1", "left"), person("teacher-23", "right")
GREEK = str.maketrans("AEHKMNPTXY", "ΑΕΗΚΜΝΡΤΧΥ")


class Board(Cog):
    """Something that only facilitators may do."""

    name = "board"

    @command("board", needs=Role.FACILITATOR)
    async def board(self, asked: Asked, tx: Tx) -> Reply:
        """Show the board."""
        return Reply(RichText.plain("the board"))


class Talk:
    """What people say to the bot, and what it answers."""

    def __init__(self, world: World) -> None:
        self.world, self.number = world, 0

    async def says(self, who: Person, text: str, room: RoomRef | None = None) -> str:
        """Say something in private, or in a room, and return what stands last in private."""
        self.number += 1
        private = RoomRef.direct(who.ref)
        event = posted(room or private, text, who, id=f"said-{self.number}", at=self.world.clock.now())
        await self.world.host.receive(who.ref.platform, [event], {})
        await self.world.outbox.idle()
        return self.last(private)

    async def code(self, who: Person) -> str:
        """Return a new code."""
        return code_in(await self.says(who, "!stoa link"))

    async def tie(self, one: Person, other: Person) -> str:
        """Tie two accounts together and return what the second is told."""
        return await self.says(other, f"!stoa link {await self.code(one)}")

    def last(self, room: RoomRef) -> str:
        """Return what stands last in a room."""
        texts = self.world.texts(room) if room in self.world.platforms[room.platform].shown else []
        return texts[-1] if texts else ""

    async def tied(self, *refs: PersonRef) -> bool:
        """Tell whether accounts are one person's."""
        async with self.world.database.reading() as tx:
            return len({await people.canonical(tx, ref) for ref in refs}) == 1


def code_in(text: str) -> str:
    """Return the code that a text tells."""
    found = re.search(r"!stoa link ([A-Z0-9]{8})\b", text)
    assert found, text
    return found[1]


@pytest.fixture
async def talk(database: Database) -> AsyncIterator[Talk]:
    """Two platforms that are up."""
    world = World(database, [Bridge(ROOMS), Identity(ROOMS, RIGHTS), Board()], two_platforms(), ROOMS)
    async with world.up():
        yield Talk(world)


async def test_a_code_ties_two_accounts_and_both_are_told(talk: Talk) -> None:
    assert await talk.tie(HERE, THERE) == (
        "✅ Οι λογαριασμοί σας συνδέθηκαν.\nΑυτοί είναι οι λογαριασμοί σας:\n"
        "teacher-17 στο Left\nteacher-17-too στο Right"
    )
    assert await talk.tied(HERE.ref, THERE.ref)
    assert "συνδέθηκε με τον λογαριασμό teacher-17-too στο Right" in talk.last(RoomRef.direct(HERE.ref))
    shown = await talk.says(HERE, "!stoa link")
    assert "teacher-17-too στο Right" in shown
    assert "!stoa link " not in shown, "there is no platform left to link"


async def test_a_code_is_random_and_stored_as_a_hash(talk: Talk) -> None:
    codes = {await talk.code(HERE) for _ in range(5)}
    assert len(codes) == 5
    async with talk.world.database.reading() as tx:
        stored = "".join(row["hash"] + row["name"] for row in await tx.all("SELECT * FROM link_codes"))
    assert not any(code in stored for code in codes)


async def test_a_code_is_good_once_and_for_ten_minutes(talk: Talk) -> None:
    code = await talk.code(HERE)
    await talk.world.clock.advance(600)
    assert "δεν ισχύει ή έχει λήξει" in await talk.says(THERE, f"!stoa link {code}")
    code = await talk.code(HERE)
    await talk.says(THERE, f"!stoa link {code}")
    await talk.says(HERE, "!stoa unlink")
    assert not await talk.tied(HERE.ref, THERE.ref)
    assert "δεν ισχύει" in await talk.says(THERE, f"!stoa link {code}")
    assert not await talk.tied(HERE.ref, THERE.ref)


async def test_a_code_is_read_as_people_type_it(talk: Talk) -> None:
    code = await talk.code(HERE)
    await talk.says(THERE, f"!stoa link {code[:4].lower()}-{code[4:].translate(GREEK)} ")
    assert await talk.tied(HERE.ref, THERE.ref)


async def test_codes_cannot_be_guessed(talk: Talk) -> None:
    code = await talk.code(HERE)
    for number in range(5):
        assert "δεν ισχύει" in await talk.says(SOMEBODY, f"!stoa link AAAA{number + 2}AAA")
    assert "πολλούς λανθασμένους" in await talk.says(SOMEBODY, f"!stoa link {code}")
    assert not await talk.tied(HERE.ref, SOMEBODY.ref)
    assert "συνδέθηκαν" in await talk.says(THERE, f"!stoa link {code}"), "others may still"
    await talk.world.clock.advance(3601)
    assert "δεν ισχύει" in await talk.says(SOMEBODY, "!stoa link AAAA2AAA")


async def test_a_code_that_was_given_to_a_room_is_sent_in_private(talk: Talk) -> None:
    code = code_in(await talk.says(HERE, "!stoa link", LEFT))
    assert code not in "".join(talk.world.texts(LEFT))
    assert talk.last(LEFT) == "Σας έστειλα τον κωδικό με προσωπικό μήνυμα."


async def test_a_code_shown_by_its_own_account_is_dropped(talk: Talk) -> None:
    code = await talk.code(HERE)
    await talk.says(HERE, f"!stoa link {code}", LEFT)
    assert "στον ίδιο λογαριασμό και τον ακύρωσα" in talk.last(LEFT)
    assert "δεν ισχύει" in await talk.says(SOMEBODY, f"!stoa link {code}")


async def test_a_person_has_one_account_on_each_platform(talk: Talk) -> None:
    await talk.tie(HERE, THERE)
    third = person("teacher-17", "right")
    code = await talk.code(third)
    assert "έναν λογαριασμό σε κάθε πλατφόρμα" in await talk.says(HERE, f"!stoa link {code}")
    assert not await talk.tied(HERE.ref, third.ref)
    assert await talk.tied(HERE.ref, THERE.ref)


async def test_accounts_that_are_tied_are_not_tied_again(talk: Talk) -> None:
    code = await talk.code(HERE)
    await talk.tie(THERE, HERE)
    assert "είναι ήδη συνδεδεμένοι" in await talk.says(THERE, f"!stoa link {code}")


async def test_a_role_is_held_by_all_accounts_of_a_person(talk: Talk) -> None:
    other = person("facilitator-1-too", "right")
    assert "μόνο οι διευκολυντές" in (await talk.says(other, "!stoa board")).replace("διευκολύντριες και οι ", "")
    await talk.tie(FACILITATOR, other)
    assert await talk.says(other, "!stoa board") == "the board"
    await talk.says(other, "!stoa unlink")
    assert await talk.says(other, "!stoa board") != "the board"


async def test_who_may_more_is_asked_before_another_account_may_as_much(talk: Talk) -> None:
    code = await talk.code(SOMEBODY)
    asked = await talk.says(FACILITATOR, f"!stoa link {code}")
    assert "Ο λογαριασμός teacher-23 στο Right θα μπορεί τότε" in asked
    assert not await talk.tied(FACILITATOR.ref, SOMEBODY.ref)
    assert "δεν ισχύει" in await talk.says(HERE, f"!stoa link {code}"), "nobody else may use it now"
    assert await talk.says(FACILITATOR, "2") == "Δεν συνέδεσα τους λογαριασμούς."
    assert not await talk.tied(FACILITATOR.ref, SOMEBODY.ref)
    await talk.says(FACILITATOR, f"!stoa link {await talk.code(SOMEBODY)}")
    assert "συνδέθηκαν" in await talk.says(FACILITATOR, "1")
    assert await talk.tied(FACILITATOR.ref, SOMEBODY.ref)


async def test_a_person_reacts_once_in_all_places(talk: Talk) -> None:
    world = talk.world
    await talk.tie(HERE, THERE)
    first = posted(LEFT, "Καλημέρα", person("teacher-31", "left"))
    await world.platforms["left"].happen(first, "Καλημέρα")
    await world.outbox.idle()
    copy = world.platforms["right"].shown[RIGHT][0]
    await world.hear(reacted(first.ref, "👍", HERE))
    assert copy.reactions == ["👍"]
    await world.hear(reacted(copy.ref, "👍", THERE))
    original = world.platforms["left"].shown[LEFT][-1]
    assert (original.reactions, copy.reactions) == ([], []), "each place shows the person's own"
    await world.hear(unreacted(copy.ref, "👍", THERE))
    assert (original.reactions, copy.reactions) == ([], ["👍"])


async def test_export_and_forget(talk: Talk) -> None:
    await talk.tie(HERE, THERE)
    identity = Identity(ROOMS, RIGHTS)
    async with talk.world.database.transaction() as tx:
        told = await identity.export(THERE.ref, tx)
        assert [each["account"] for each in told["linked_accounts"]] == [str(HERE.ref), str(THERE.ref)]
        await identity.forget(THERE.ref, tx)
        assert await identity.export(THERE.ref, tx) == {}
        assert await tx.value("SELECT COUNT(*) FROM linked_accounts") == 0
