"""Reactions between the places of a room: one tally, one emoji of the bot, and gone with the last who gave it."""

from __future__ import annotations

from bot.core.delivery import Choice, Delivery
from bot.core.events import Person
from bot.core.ids import MessageRef, RoomRef
from bot.core.ports import Capabilities
from bot.core.text import RichText
from bot.engine.places import Places
from cogs.bridge import Bridge
from cogs.running import Running
from storage import outbox
from storage.database import Database
from tests.engine.conftest import world as world
from tests.engine.world import LEFT, RIGHT, ROOMS, THIRD, World, two_platforms
from tests.fakes import FakePlatform, deleted, person, posted, reacted, unreacted

TEACHER, OTHER = person("teacher-17", "left"), person("teacher-23", "left")
FAR, FARTHER = person("teacher-31", "right"), person("teacher-37", "right")
FIRST = posted(LEFT, "Καλημέρα", TEACHER)


async def said(world: World) -> None:
    """Have a message said on the left, shown there, and copied to the other places."""
    await world.platforms["left"].happen(FIRST, "Καλημέρα")
    await world.outbox.idle()


def shown(world: World) -> tuple[list[str], list[str], list[str]]:
    """Return which emoji of the bot are under the message: left, right, third."""
    left, right, third = (world.platforms[room.platform].shown[room][0] for room in (LEFT, RIGHT, THIRD))
    return left.reactions, right.reactions, third.reactions


def copy(world: World, room: RoomRef) -> MessageRef:
    """Return the message's copy in a place."""
    return world.platforms[room.platform].shown[room][0].ref


async def test_a_reaction_goes_to_every_other_place_and_is_taken_back_there(world: World) -> None:
    await said(world)
    await world.hear(reacted(FIRST.ref, "👍", OTHER))
    assert shown(world) == ([], ["👍"], ["👍"])
    await world.hear(unreacted(FIRST.ref, "👍", OTHER))
    assert shown(world) == ([], [], [])
    await world.hear(reacted(FIRST.ref, "👍", OTHER, instance="3"))
    assert shown(world) == ([], ["👍"], ["👍"])


async def test_a_reaction_to_a_copy_goes_to_the_original_and_to_the_other_copy(world: World) -> None:
    await said(world)
    await world.hear(reacted(copy(world, RIGHT), "🎉", FAR))
    assert shown(world) == (["🎉"], [], ["🎉"])
    await world.hear(unreacted(copy(world, RIGHT), "🎉", FAR))
    assert shown(world) == ([], [], [])


async def test_the_bot_reacts_once_for_many_and_goes_with_the_last_of_them(world: World) -> None:
    await said(world)
    await world.hear(*(reacted(FIRST.ref, "👍", who) for who in (TEACHER, OTHER)))
    async with world.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%\"react\"%'") == 2
    await world.hear(unreacted(FIRST.ref, "👍", TEACHER))
    assert shown(world) == ([], ["👍"], ["👍"])
    await world.hear(unreacted(FIRST.ref, "👍", OTHER))
    assert shown(world) == ([], [], [])


async def test_people_of_all_places_are_counted_together(world: World) -> None:
    await said(world)
    await world.hear(reacted(FIRST.ref, "👍", TEACHER), reacted(copy(world, RIGHT), "👍", FAR))
    assert shown(world) == (["👍"], ["👍"], ["👍"])
    await world.hear(unreacted(FIRST.ref, "👍", TEACHER))
    assert shown(world) == (["👍"], [], ["👍"]), "on the right stands the person's own"
    await world.hear(reacted(copy(world, THIRD), "👍", FARTHER), unreacted(copy(world, RIGHT), "👍", FAR))
    assert shown(world) == (["👍"], ["👍"], [])
    await world.hear(unreacted(copy(world, THIRD), "👍", FARTHER))
    assert shown(world) == ([], [], [])


async def test_an_emoji_is_the_same_with_and_without_its_variation_selector(world: World) -> None:
    await said(world)
    await world.hear(reacted(FIRST.ref, "❤", TEACHER), reacted(copy(world, RIGHT), "❤️", FAR))
    assert shown(world) == (["❤️"], ["❤️"], ["❤️"])
    await world.hear(unreacted(FIRST.ref, "❤", TEACHER), unreacted(copy(world, RIGHT), "❤️", FAR))
    assert shown(world) == ([], [], [])


async def test_what_was_never_given_cannot_be_taken_back(world: World) -> None:
    await said(world)
    await world.hear(reacted(FIRST.ref, "👍", TEACHER), unreacted(FIRST.ref, "👍", OTHER))
    assert shown(world) == ([], ["👍"], ["👍"])
    await world.hear(unreacted(FIRST.ref, "🎉", OTHER))
    assert shown(world) == ([], ["👍"], ["👍"])


async def test_a_reaction_heard_together_with_its_message_comes_after_it(world: World) -> None:
    await world.hear(FIRST, reacted(FIRST.ref, "👍", OTHER))
    assert [shown.reactions for shown in world.platforms["right"].shown[RIGHT]] == [["👍"]]


async def test_a_bot_has_no_say(world: World) -> None:
    await said(world)
    await world.hear(reacted(FIRST.ref, "👍", person("other-bot", "left", bot=True)))
    assert shown(world) == ([], [], [])


async def test_reactions_that_stand_for_a_choice_stay_where_they_are(world: World) -> None:
    choices = (Choice("✅ Ναι", "help"), Choice("❌ Όχι", "help"))
    copied = Delivery("q", RIGHT, text=RichText.plain("?"), origin=FIRST.ref, choices=choices, offered_to=str(FAR.ref))
    async with world.database.transaction() as tx:
        await outbox.put(tx, copied, world.clock.now())
    await world.platforms["left"].happen(FIRST, "?")
    await world.outbox.idle()
    question = world.platforms["right"].shown[RIGHT][0].ref
    await world.hear(reacted(question, "✅", FAR), reacted(question, "❌", FARTHER), reacted(question, "👍", FAR))
    assert world.platforms["left"].shown[LEFT][0].reactions == ["👍"]


async def test_what_only_one_platform_can_show_stays_there(database: Database) -> None:
    free = FakePlatform("left", capabilities=Capabilities(remembers_tokens=True, free_reactions=True))
    world = World(database, [Bridge(ROOMS)], [free, FakePlatform("right")], ROOMS)
    async with world.up():
        await said(world)
        await world.hear(reacted(FIRST.ref, "μπράβο", TEACHER), reacted(FIRST.ref, ":party:", TEACHER))
        assert shown(world) == ([], [], [])
        await world.hear(reacted(copy(world, RIGHT), ":wave:", FAR))
        assert shown(world) == ([":wave:"], [], [":wave:"]), "the other place on the right has the same emoji"
        await world.hear(unreacted(copy(world, RIGHT), ":wave:", FAR))
        assert shown(world) == ([], [], [])
        assert world.texts(RoomRef("left", "admins")) == [], "nothing was given up"


async def test_reactions_go_with_the_message(world: World) -> None:
    await said(world)
    await world.hear(reacted(FIRST.ref, "👍", TEACHER), deleted(FIRST))
    cog = Bridge(ROOMS)
    async with world.database.reading() as tx:
        assert await cog.export(TEACHER.ref, tx) == {}


async def test_a_persons_reactions_are_given_out_and_forgotten(world: World) -> None:
    await said(world)
    await world.hear(reacted(copy(world, RIGHT), "👍", FAR), reacted(FIRST.ref, "🎉", TEACHER))
    cog = Bridge(ROOMS)
    async with world.database.transaction() as tx:
        given = {"message": "left:room/1", "emoji": "👍", "at": "2027-01-12T10:00:00+00:00"}
        assert await cog.export(FAR.ref, tx) == {"reactions": [given]}
        await cog.forget(FAR.ref, tx)
        assert await cog.export(FAR.ref, tx) == {}
        assert await cog.export(TEACHER.ref, tx) != {}


async def test_a_room_of_one_place_keeps_no_reactions(world: World) -> None:
    alone = MessageRef(RoomRef("left", "admins"), "1")
    who: Person = TEACHER
    await world.hear(reacted(alone, "👍", who), reacted(MessageRef(RoomRef("left", "nowhere"), "1"), "👍", who))
    async with world.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM bridge_reactions") == 0


async def test_a_platform_may_ask_who_reacted_in_its_place_and_not_to_the_bots_own_words(world: World) -> None:
    await said(world)
    own = Delivery("own", LEFT, text=RichText.plain("Ξεκινάμε"))
    async with world.database.transaction() as tx:
        await outbox.put(tx, own, world.clock.now())
    await world.outbox.idle()
    announced = world.platforms["left"].last(LEFT).ref
    await world.hear(reacted(FIRST.ref, "❤", TEACHER), reacted(copy(world, RIGHT), "🎉", FAR))
    given = await world.host.reactions([FIRST.ref, copy(world, RIGHT), announced])
    assert given == {FIRST.ref: {(TEACHER.ref, "❤️")}, copy(world, RIGHT): {(FAR.ref, "🎉")}}


async def test_where_each_reacts_as_themselves_each_ones_emoji_comes_and_goes(database: Database) -> None:
    running = Running()
    world = World(database, [Bridge(ROOMS, running=running)], two_platforms(), ROOMS)
    running.places = Places(world.platforms)
    world.platforms["right"].reacts_as_people = True
    async with world.up():
        await said(world)
        await world.hear(*(reacted(FIRST.ref, "👍", who) for who in (TEACHER, OTHER)))
        assert shown(world) == ([], ["👍 teacher-17", "👍 teacher-23"], ["👍 teacher-17", "👍 teacher-23"])
        await world.hear(unreacted(FIRST.ref, "👍", TEACHER), reacted(copy(world, RIGHT), "👍", FAR))
        assert shown(world) == (["👍"], ["👍 teacher-23"], ["👍 teacher-23", "👍"]), "the bot stands for the far one"
