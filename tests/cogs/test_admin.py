"""Help shows to each what they may do, status tells how the bot is, and what was given up can be raised again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Literal

import pytest

from bot import __version__
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command, parse, specs_of
from bot.core.delivery import Delivery
from bot.core.errors import UserError
from bot.core.events import MessagePosted
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.rooms import Room, Rooms
from bot.core.status import PlatformStatus
from bot.core.text import RichText
from cogs.admin import Admin
from cogs.running import Running
from config.words import translator
from storage import outbox, people
from storage.database import Database, Tx
from tests.fakes import FakeClock, person, posted

PLACE = RoomRef("discord", "1")
ROOMS = Rooms((Room("genika", "Γενικά", (PLACE, RoomRef("matrix", "!1:t"))),))


class Others(Cog):
    """Commands of other cogs, to be told about."""

    name = "others"

    @command("ask")
    async def ask(self, asked: Asked, tx: Tx, question: Annotated[str, "Your question"]) -> Reply:
        """Ask a question."""
        return Reply()

    @command("event list")
    async def listing(self, asked: Asked, tx: Tx) -> Reply:
        """List the events."""
        return Reply()

    @command("event add", needs=Role.FACILITATOR)
    async def add(
        self,
        asked: Asked,
        tx: Tx,
        title: Annotated[str, "The title"],
        kind: Annotated[Literal["live", "talk"], "Which kind"] = "live",
        remind: Annotated[bool, "Whether to remind"] = True,
    ) -> Reply:
        """Add an *event*."""
        return Reply()

    @command("vault open", needs=Role.COORDINATOR)
    async def open(self, asked: Asked, tx: Tx) -> Reply:
        """Open the vault."""
        return Reply()

    @command("event confirm", hidden=True)
    async def confirm(self, asked: Asked, tx: Tx) -> Reply:
        """Confirm it."""
        return Reply()


class Asker:
    """Says command lines to the admin cog, in a transaction each."""

    def __init__(self, database: Database, cog: Admin) -> None:
        self.database, self.cog = database, cog

    async def says(self, line: str, now: datetime, role: Role = Role.PARTICIPANT, language: str = "en") -> str:
        """Return the answer's visible words, or those for what was wrong."""
        asked = Asked(person("teacher-17", "discord"), PLACE, now, role, language, id="1")
        try:
            async with self.database.transaction() as tx:
                spec, given = parse(line, specs_of(self.cog))
                reply: Reply = await spec.run(asked, tx, **given)
        except UserError as error:
            return error.said(translator(language))
        assert reply.private
        return str(reply.text)


@pytest.fixture
def clock(now: datetime) -> FakeClock:
    return FakeClock(now)


@pytest.fixture
def running() -> Running:
    return Running()


@pytest.fixture
def admin(database: Database, running: Running, clock: FakeClock) -> Asker:
    cog = Admin(running)
    running.follow((*specs_of(cog), *specs_of(Others())), tuple, clock)
    return Asker(database, cog)


async def test_help_lists_what_a_participant_may_do(admin: Asker, now: datetime) -> None:
    assert (await admin.says("help", now)).splitlines() == [
        "help: Show what you can do here.",
        "ask: Ask a question.",
        "event list: List the events.",
        "Type them after “/”, or as a message that begins with “!stoa”. More about one of them: help event list",
    ]


async def test_help_groups_by_the_first_word_and_goes_by_the_role(admin: Asker, now: datetime) -> None:
    assert (await admin.says("help", now, Role.COORDINATOR, "el")).splitlines() == [
        "help: Δείτε τι μπορείτε να κάνετε εδώ.",
        "status: Δείτε σε τι κατάσταση βρίσκεται το bot.",
        "ask: Ask a question.",
        "vault open: Open the vault.",
        "event",
        "event list: List the events.",
        "event add: Add an *event*.",
        "Γράψτε τις μετά το «/» ή ως μήνυμα που αρχίζει με «!stoa». Περισσότερα για μία από αυτές: help event list",
    ]
    facilitator = await admin.says("help", now, Role.FACILITATOR)
    assert "event add" in facilitator
    assert "vault" not in facilitator
    assert "confirm" not in facilitator


@pytest.mark.parametrize("line", ["help event add", "help /event add", "help !stoa Event  Add"])
async def test_help_explains_a_command(admin: Asker, now: datetime, line: str) -> None:
    assert (await admin.says(line, now)).splitlines() == [
        "Add an *event*.",
        "event add <title> [kind] [remind]",
        "title: The title",
        "kind: Which kind (live · talk)",
        "remind: Whether to remind (yes · no)",
        "Facilitators and coordinators may do this.",
    ]


async def test_help_of_a_group_and_of_nothing(admin: Asker, now: datetime) -> None:
    assert await admin.says("help event", now, Role.FACILITATOR) == (
        "event\nevent list: List the events.\nevent add: Add an *event*."
    )
    assert (await admin.says("help event confirm", now)).startswith("I do not know the command “event confirm”.")
    assert (await admin.says("help vault", now)).startswith("I do not know the command “vault”.")
    assert (await admin.says("help {x}", now)).startswith("I do not know the command “{x}”.")


async def test_status_of_a_bot_that_does_well(admin: Asker, now: datetime) -> None:
    assert (await admin.says("status", now + timedelta(hours=2), Role.FACILITATOR)).splitlines() == [
        f"Stoa {__version__}",
        "Running since Tuesday 12 January 2027, 12:00 (2 hours ago).",
        "0 messages wait to be delivered.",
    ]


async def test_status_tells_what_is_wrong(
    database: Database, running: Running, admin: Asker, now: datetime, clock: FakeClock
) -> None:
    states: Sequence[PlatformStatus] = (
        PlatformStatus("discord", "up", now, ""),
        PlatformStatus("matrix", "down", now, "connection *refused*"),
        PlatformStatus("console", "stopped", now, ""),
        PlatformStatus("web", "refused", now, "bad key"),
        PlatformStatus("email", "starting", now, ""),
    )
    running.follow((), lambda: states, clock, clock.monotonic)
    async with database.transaction() as tx:
        for number in range(4):
            await outbox.put(
                tx, Delivery(f"k{number}", PLACE, text=RichText.plain("x")), now + timedelta(minutes=number)
            )
        await outbox.bury(tx, 1, now, "the room is gone")
        await outbox.claim(tx, [2], now)
    await clock.advance(3600)
    assert (await admin.says("status", now + timedelta(hours=1), Role.FACILITATOR, "el")).splitlines()[1:] == [
        "Σε λειτουργία από: Τρίτη 12 Ιανουαρίου 2027, 12:00 (πριν από 1 ώρα).",
        "Τελευταίος έλεγχος για όσα πρέπει να γίνουν: πριν από 1 δευτερόλεπτο.",
        "Discord: λειτουργεί (από: Τρίτη 12 Ιανουαρίου 2027, 12:00).",
        "Matrix: δεν απαντά (από: Τρίτη 12 Ιανουαρίου 2027, 12:00): connection *refused*. Συνεχίζω να προσπαθώ.",
        "Console: έχει σταματήσει (από: Τρίτη 12 Ιανουαρίου 2027, 12:00).",
        "Web: δεν με δέχεται (από: Τρίτη 12 Ιανουαρίου 2027, 12:00): bad key. Χρειάζεται να το διορθώσει άνθρωπος.",
        "Email: ξεκινά (από: Τρίτη 12 Ιανουαρίου 2027, 12:00).",
        "3 μηνύματα περιμένουν να παραδοθούν. Το παλαιότερο γράφτηκε πριν από 1 ώρα.",
        "Δεν παραδόθηκε 1 μήνυμα: bridge buried",
    ]


async def test_an_old_tick_shows(running: Running, admin: Asker, now: datetime, clock: FakeClock) -> None:
    running.follow((), tuple, clock, lambda: 0.0)
    await clock.advance(600)
    status = await admin.says("status", clock.now(), Role.FACILITATOR)
    assert "I last looked for what is due 10 minutes ago." in status


def said(now: datetime, name: str = "teacher-17", *, bot: bool = False) -> MessagePosted:
    author = replace(person("17", "discord", bot=bot), name=name)
    return posted(PLACE, "hello", author, at=now)


async def test_people_are_noted_once_an_hour_and_under_their_newest_name(database: Database, now: datetime) -> None:
    admin, ref = Admin(Running()), PersonRef("discord", "17")
    seen = []
    for minutes, name in (
        (0, "teacher-17"),
        (30, "teacher-17"),
        (40, "teacher-23"),
        (59, "teacher-23"),
        (100, "teacher-23"),
    ):
        async with database.transaction() as tx:
            await admin.meet(said(now + timedelta(minutes=minutes), name), tx)
            met = await people.met(tx, ref)
        assert met
        seen.append((met.name, (met.last_seen - now) // timedelta(minutes=1)))
        assert met.first_seen == now
    assert seen == [("teacher-17", 0), ("teacher-17", 0), ("teacher-23", 40), ("teacher-23", 40), ("teacher-23", 100)]


async def test_bots_are_not_noted(database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        await Admin(Running()).meet(said(now, bot=True), tx)
        assert await people.met(tx, PersonRef("discord", "17")) is None


async def test_a_person_is_exported_and_forgotten(database: Database, now: datetime) -> None:
    admin, ref = Admin(Running()), PersonRef("discord", "17")
    async with database.transaction() as tx:
        await admin.meet(said(now), tx)
        assert await admin.export(ref, tx) == {
            "account": "discord:17",
            "name": "teacher-17",
            "first_seen": "2027-01-12T10:00:00+00:00",
            "last_seen": "2027-01-12T10:00:00+00:00",
        }
        assert await admin.export(PersonRef("discord", "18"), tx) == {}
        await admin.forget(ref, tx)
        assert await admin.export(ref, tx) == {}
        await admin.meet(said(now + timedelta(minutes=1)), tx)
        assert await people.met(tx, ref), "somebody who was forgotten and speaks again is met again"
