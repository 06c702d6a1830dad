"""What people are called whom the bot has never seen: no number of an account is read by anybody."""

from __future__ import annotations

from datetime import datetime

from bot.core.errors import UserError
from config.words import translator
from storage import people, tickets
from storage.database import Database
from storage.people import Account
from tests.cogs.helpdesk_world import FACILITATOR, TEAM
from tests.cogs.routed_world import EnglishWorld, RoutedWorld, teacher

PASSWORD = "ξέχασα τον κωδικό πρόσβασης, τι κάνω;"


async def said(world: RoutedWorld, line: str, language: str = "el") -> str:
    """Run a command line as a facilitator; return the words of the answer, or of what was wrong with it."""
    try:
        return await world.says(line, language=language)
    except UserError as error:
        return error.said(translator(language))


async def test_who_was_never_seen_is_a_member_and_no_number(database: Database, now: datetime) -> None:
    world = await RoutedWorld.begin(database, now)
    assert isinstance(world, RoutedWorld)
    owed = await world.asks(PASSWORD, teacher(1))
    assert str(next(each.text for each in owed if each.to == TEAM)).endswith("Για: ένα μέλος")
    assert (await world.says("duty list", teacher(8))).splitlines()[1] == "ένα μέλος: σε υπηρεσία (1 αίτημα)"
    assert await said(world, "ticket give 1 discord:3") == "✅ Το αίτημα #1 το έχει τώρα: ένα μέλος."
    assert str((await world.owed())[0].text) == "ένα μέλος\nΤο αίτημα #1 πέρασε από: facilitator-2 σε: ένα μέλος."
    assert "το έχει: ένα μέλος" in await said(world, "ticket show 1")
    assert await said(world, "ticket take 1") == "Το αίτημα #1 το έχει ήδη αναλάβει: ένα μέλος."
    assert await said(world, "ticket take 1", "en") == "Request #1 has been taken already by a member."
    assert (await said(world, "me absence today today nobody")).endswith("Στις ομάδες είναι: —.")
    async with world.tx() as tx:
        ticket = await tickets.get(tx, 1)
    assert ticket is not None
    assert ticket.holder_name == "", "what is no name is not taken out of the answers as if it were one"


async def test_the_same_in_english(database: Database, now: datetime) -> None:
    world = EnglishWorld(database, now)
    async with world.tx() as tx:
        await world.helpdesk.start(now, tx)
    owed = await world.asks("my password does not work, help", teacher(1))
    assert str(next(each.text for each in owed if each.to == TEAM)).endswith("For: a member")


async def test_a_tied_account_has_a_name(database: Database, now: datetime) -> None:
    world = await RoutedWorld.begin(database, now)
    assert isinstance(world, RoutedWorld)
    async with world.tx() as tx:
        here, there = Account(FACILITATOR.ref, "facilitator-2", now), Account(teacher(9).ref, "teacher-9", now)
        await people.link(tx, there, here)
    owed = await world.asks(PASSWORD, teacher(1))
    assert str(next(each.text for each in owed if each.to == TEAM)).endswith("Για: facilitator-2")
