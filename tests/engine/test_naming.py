"""A mention of somebody who has an account on the other side is one there, too."""

from __future__ import annotations

from bot.core.delivery import Delivery
from bot.core.ids import PersonRef, RoomRef
from bot.core.text import CodeBlock, Link, Listing, Mention, Paragraph, Quote, RichText, Style, Styled, Text
from bot.engine.naming import named_there
from storage import people
from storage.database import Database
from storage.people import Account
from tests.engine.conftest import world as world
from tests.engine.world import LEFT, RIGHT, World
from tests.fakes import START, posted

HERE, THERE, OTHER = PersonRef("left", "17"), PersonRef("right", "@t:s"), PersonRef("left", "18")
MENTIONED, THIRD = Mention("person", "@teacher-17", str(HERE)), Mention("person", "@teacher-18", str(OTHER))
NAMED = Mention("person", "Teacher 17", str(THERE))


async def tie(database: Database) -> None:
    """Tie the two accounts together."""
    async with database.transaction() as tx:
        await people.link(tx, Account(HERE, "teacher-17", START), Account(THERE, "Teacher 17", START))


def text(mention: Mention) -> RichText:
    """Return a text that mentions people everywhere."""
    words = Paragraph((Text("Καλημέρα "), Styled(Style.BOLD, (mention,)), Link("https://s.example", (mention, THIRD))))
    return RichText((words, Quote((Listing(((words,),)),)), CodeBlock("@teacher-17"), Paragraph((mention,))))


async def test_a_mention_becomes_that_of_the_account_there(database: Database) -> None:
    await tie(database)
    async with database.reading() as tx:
        there = await named_there(tx, Delivery("k", RIGHT, text=text(MENTIONED)))
        assert there.text == text(NAMED), "the others keep their names"
        here = Delivery("k", LEFT, text=text(MENTIONED))
        assert await named_there(tx, here) is here
        third = Delivery("k", RoomRef("third", "room"), text=text(MENTIONED))
        assert await named_there(tx, third) is third


async def test_what_mentions_everyone_or_a_room_is_let_alone(database: Database) -> None:
    await tie(database)
    all_of_them = Paragraph((Mention("everyone", "@everyone"), Mention("room", "#genika", str(HERE))))
    async with database.reading() as tx:
        delivery = Delivery("k", RIGHT, text=RichText((all_of_them,)))
        assert await named_there(tx, delivery) is delivery


async def test_it_is_looked_up_when_it_is_delivered(world: World) -> None:
    await tie(world.database)
    await world.hear(posted(LEFT, RichText((Paragraph((MENTIONED,)),)), id="1"))
    assert world.platforms["right"].last(RIGHT).part.text == RichText((Paragraph((NAMED,)),))
