"""Announcements: said in every chosen place, followed when they change, and accounted for."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core import markup
from bot.core.delivery import Action
from bot.core.errors import BadArgument
from bot.core.events import MessageEdited, Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import RichText
from cogs.announcements import Announcements
from storage import announcements, outbox
from storage.database import Database
from tests.cogs.asking import ROOMS, TEAM, Facilitator, owed, words

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
COMMAND = MessageRef(TEAM, "77")
AUTHOR = Person(PersonRef("discord", "facilitator-2"), "facilitator-2")


@pytest.fixture
def greek(database: Database) -> Facilitator:
    return Facilitator(database, Announcements(ROOMS))


@pytest.fixture
def english(database: Database) -> Facilitator:
    return Facilitator(database, Announcements(ROOMS), "en")


def heard(text: str) -> list[str]:
    said = f"📣 Ανακοίνωση · facilitator-2\n{text}"
    return [f"discord:2: {said}", f"matrix:!2:t: {said}"]


async def delivered(database: Database) -> None:
    """Have everything arrive that is owed."""
    async with database.transaction() as tx:
        await outbox.sent(tx, [row["id"] for row in await tx.all("SELECT id FROM outbox WHERE state = 'pending'")], NOW)


async def edited(facilitator: Facilitator, text: str, revision: str = "1", ref: MessageRef = COMMAND) -> None:
    assert isinstance(facilitator.cog, Announcements)
    event = MessageEdited(ref, AUTHOR, NOW + timedelta(minutes=5), revision, markup.parse(text))
    async with facilitator.database.transaction() as tx:
        await facilitator.cog.follow(event, tx)


async def test_an_announcement_goes_to_every_place_and_gives_a_receipt(greek: Facilitator) -> None:
    said = await greek.says("announce preview=no Αύριο ανοίγει η **πλατφόρμα**.\nΚαλή αρχή!", NOW)
    assert said == (
        "✅ Η ανακοίνωση #1 στέλνεται: Ανακοινώσεις (Discord, Matrix). Δείτε την πορεία της με announcement show 1."
    )
    assert await words(greek.database) == heard("Αύριο ανοίγει η πλατφόρμα.\nΚαλή αρχή!")
    assert [delivery.key for delivery in await owed(greek.database)] == [
        "announcement:1>discord:2",
        "announcement:1>matrix:!2:t",
    ]


async def test_the_heading_is_in_the_rooms_language(english: Facilitator) -> None:
    said = await english.says("announce preview=no rooms=#international,anakoinoseis The platform opens", NOW)
    where = "International (Discord) · Ανακοινώσεις (Discord, Matrix)"
    assert said.startswith(f"✅ Announcement #1 is on its way: {where}.")
    assert [line.partition("\n")[0] for line in await words(english.database)] == [
        "discord:3: 📣 Announcement · facilitator-2",
        "discord:2: 📣 Ανακοίνωση · facilitator-2",
        "matrix:!2:t: 📣 Ανακοίνωση · facilitator-2",
    ]


@pytest.mark.parametrize(
    "text", ["Μία γραμμή", "α | β", "«Εισαγωγικά» και άλλα", 'με "λόγια" μέσα', "rooms είναι οι αίθουσες", "x=1, y=2"]
)
async def test_the_text_is_the_rest_of_the_line_as_it_is(greek: Facilitator, text: str) -> None:
    await greek.says(f"announce preview=no {text}", NOW)
    await greek.says(f"announce preview=no rooms=anakoinoseis {text}", NOW)
    assert await words(greek.database) == heard(text) * 2


async def test_bold_is_kept(greek: Facilitator) -> None:
    await greek.says("announce preview=no **Προσοχή**: νέα ώρα", NOW)
    assert (await owed(greek.database))[0].text.blocks[1:] == markup.parse("**Προσοχή**: νέα ώρα").blocks


@pytest.mark.parametrize(
    ("line", "in_greek", "in_english"),
    [
        ('announce " "', "Γράψτε το κείμενο της ανακοίνωσης.", "Please write what is to be announced."),
        (
            "announce rooms=kouzina Γεια",
            "Δεν υπάρχει αίθουσα με όνομα kouzina. Οι αίθουσες είναι: ekdiloseis, anakoinoseis, international.",
            "There is no room named kouzina. The rooms are: ekdiloseis, anakoinoseis, international.",
        ),
        (
            "announcement edit 7 Γεια",
            "Δεν υπάρχει ανακοίνωση με αριθμό 7. Δείτε τις τελευταίες με announcement list.",
            "There is no announcement with number 7. See the latest ones with announcement list.",
        ),
        (
            "announcement withdraw 7",
            "Δεν υπάρχει ανακοίνωση με αριθμό 7. Δείτε τις τελευταίες με announcement list.",
            "There is no announcement with number 7. See the latest ones with announcement list.",
        ),
        (
            "announcement show 7",
            "Δεν υπάρχει ανακοίνωση με αριθμό 7. Δείτε τις τελευταίες με announcement list.",
            "There is no announcement with number 7. See the latest ones with announcement list.",
        ),
        ("announcement list", "Δεν έχει γίνει ακόμη καμία ανακοίνωση.", "Nothing has been announced yet."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_owed(
    greek: Facilitator, english: Facilitator, line: str, in_greek: str, in_english: str
) -> None:
    assert await greek.says(line, NOW) == in_greek
    assert await english.says(line, NOW) == in_english
    assert await owed(greek.database) == []


async def test_an_announcement_without_text_is_refused(greek: Facilitator) -> None:
    for line in ("announce", "announce rooms=anakoinoseis"):
        await greek.says(line, NOW)
    assert await owed(greek.database) == []
    with pytest.raises(BadArgument):
        async with greek.database.transaction() as tx:
            await Announcements(ROOMS).announce(greek.asked(NOW), tx, "  \n ")  # type: ignore[arg-type]


async def test_a_change_follows_everywhere_and_keeps_its_order(greek: Facilitator) -> None:
    await greek.says("announce preview=no Στις 18:00", NOW)
    await delivered(greek.database)
    shown = await greek.says("announcement edit 1 Στις 19:00", NOW)
    assert shown == (
        "Αλλαγή της ανακοίνωσης #1\nΝα την αλλάξω παντού όπου στάλθηκε; Θα διαβάζεται έτσι:\nΣτις 19:00"
        "\n[✅ Ναι]\n[❌ Όχι]"
    )
    assert len(await owed(greek.database)) == 2, "nothing changes before it is confirmed"
    assert await greek.chooses(1, NOW) == "✅ Η ανακοίνωση #1 αλλάζει παντού όπου στάλθηκε."
    await greek.says("announcement edit 1 Στις 20:00", NOW)
    await greek.chooses(1, NOW)
    changes = (await owed(greek.database))[2:]
    assert {change.action for change in changes} == {Action.EDIT}
    assert [change.target for change in changes] == ["announcement:1>discord:2", "announcement:1>matrix:!2:t"] * 2
    assert len({change.key for change in changes}) == 4
    assert (await words(greek.database))[4:] == heard("Στις 20:00")


async def test_what_is_taken_back_is_deleted_everywhere_and_stays_so(greek: Facilitator) -> None:
    await greek.says("announce preview=no Λάθος", NOW, COMMAND)
    await delivered(greek.database)
    said = await greek.says("announcement withdraw 1", NOW)
    assert said == "✅ Η ανακοίνωση #1 αποσύρεται από παντού όπου στάλθηκε."
    deletions = (await owed(greek.database))[2:]
    assert [(each.action, each.target, str(each.to)) for each in deletions] == [
        (Action.DELETE, "announcement:1>discord:2", "discord:2"),
        (Action.DELETE, "announcement:1>matrix:!2:t", "matrix:!2:t"),
    ]
    gone = "Η ανακοίνωση #1 έχει αποσυρθεί."
    assert await greek.says("announcement withdraw 1", NOW) == gone
    assert await greek.says("announcement edit 1 Σωστό", NOW) == gone
    await edited(greek, "!stoa announce Σωστό")
    assert len(await owed(greek.database)) == 4


async def test_editing_the_message_that_announced_changes_the_announcement(greek: Facilitator) -> None:
    await greek.says("announce preview=no rooms=anakoinoseis Στις 18:00", NOW, COMMAND)
    await delivered(greek.database)
    await edited(greek, "!stoa announce rooms=anakoinoseis Στις **19:00**\nμε νέο σύνδεσμο")
    assert (await words(greek.database))[2:] == heard("Στις 19:00\nμε νέο σύνδεσμο")
    assert [change.action for change in (await owed(greek.database))[2:]] == [Action.EDIT] * 2
    await edited(greek, "Announce Στις 20:00", "2")
    assert (await words(greek.database))[4:] == heard("Στις 20:00")


@pytest.mark.parametrize(
    "text",
    [
        "!stoa announce Στις 18:00",
        "!stoa announce",
        "!stoa announce rooms=anakoinoseis",
        "κάτι άλλο",
        "",
        "announced x",
    ],
)
async def test_an_edit_that_announces_nothing_new_changes_nothing(greek: Facilitator, text: str) -> None:
    await greek.says("announce preview=no Στις 18:00", NOW, COMMAND)
    await edited(greek, text)
    assert len(await owed(greek.database)) == 2


async def test_an_edit_of_another_message_changes_nothing(greek: Facilitator) -> None:
    await greek.says("announce preview=no Στις 18:00", NOW, COMMAND)
    await edited(greek, "!stoa announce Στις 19:00", ref=MessageRef(TEAM, "78"))
    await greek.says("announce preview=no Στις 18:00", NOW)
    assert len(await owed(greek.database)) == 4


async def test_what_became_of_it_in_each_place(greek: Facilitator, english: Facilitator) -> None:
    await greek.says("announce preview=no Στις 18:00", NOW)
    head = "#1 Τετάρτη 21 Οκτωβρίου 2026, 12:00: Στις 18:00"
    waiting = "Ανακοινώσεις (Discord): ⏳ περιμένει\nΑνακοινώσεις (Matrix): ⏳ περιμένει"
    assert await greek.says("announcement show 1", NOW) == f"{head}\n{waiting}"
    async with greek.database.transaction() as tx:
        await outbox.sent(tx, [1], NOW)
        await outbox.bury(tx, 2, NOW, "M_FORBIDDEN: not in the room")
    failed = "Ανακοινώσεις (Matrix): ❌ απέτυχε: M_FORBIDDEN: not in the room"
    assert await greek.says("announcement show 1", NOW) == f"{head}\nΑνακοινώσεις (Discord): ✅ στάλθηκε\n{failed}"
    await greek.says("announcement edit 1 Στις 19:00", NOW)
    await greek.chooses(1, NOW)
    assert await english.says("announcement show 1", NOW) == (
        "#1 Wednesday 21 October 2026, 12:00: Στις 19:00\n"
        "Ανακοινώσεις (Discord): ✅ sent · changed: ⏳ waiting\n"
        "Ανακοινώσεις (Matrix): ❌ failed: M_FORBIDDEN: not in the room · changed: ⏳ waiting"
    )
    await greek.says("announcement withdraw 1", NOW)
    async with greek.database.transaction() as tx:
        await tx.execute("DELETE FROM outbox WHERE state = 'sent'")
    said = await english.says("announcement show 1", NOW)
    assert said.startswith("#1 Wednesday 21 October 2026, 12:00: Στις 19:00 (taken back)\n")
    assert "Ανακοινώσεις (Discord): ✅ sent · taken back: ⏳ waiting\n" in said, "what is cleared away was sent"


async def test_two_places_on_one_platform_are_told_apart(database: Database) -> None:
    room = ROOMS.rooms[1]
    places = (RoomRef("console", "discord-a"), RoomRef("console", "matrix-a"))
    rooms = type(ROOMS)((type(room)(room.name, room.title, places, room.purpose),))
    said = await Facilitator(database, Announcements(rooms)).says("announce preview=no Γεια", NOW)
    assert "Ανακοινώσεις (Console discord-a, Console matrix-a)" in said


async def test_the_list_is_short_and_the_newest_first(greek: Facilitator) -> None:
    for number in range(12):
        await greek.says(f"announce preview=no Νο {number} {'μακρύ ' * 20}\nδεύτερη γραμμή", NOW)
    lines = (await greek.says("announcement list", NOW)).split("\n")
    assert len(lines) == 10
    assert lines[0].startswith("#12 Τετάρτη 21 Οκτωβρίου 2026, 12:00: Νο 11 μακρύ")
    assert lines[0].endswith("…")


async def test_what_a_person_announced_is_exported_and_their_name_taken_off(greek: Facilitator) -> None:
    await greek.says("announce preview=no Στις 18:00", NOW, COMMAND)
    assert isinstance(greek.cog, Announcements)
    async with greek.database.transaction() as tx:
        exported = await greek.cog.export(AUTHOR.ref, tx)
        assert await greek.cog.export(PersonRef("discord", "teacher-17"), tx) == {"announcements": []}
        await greek.cog.forget(PersonRef("discord", "teacher-17"), tx)
        assert await greek.cog.export(AUTHOR.ref, tx) == exported
        await greek.cog.forget(AUTHOR.ref, tx)
        assert await greek.cog.export(AUTHOR.ref, tx) == {"announcements": []}
        kept = await announcements.get(tx, 1)
    assert exported == {
        "announcements": [
            {"number": 1, "at": "2026-10-21T09:00:00+00:00", "name": "facilitator-2", "text": "Στις 18:00"}
        ]
    }
    assert kept is not None
    assert (kept.text, kept.author, kept.author_name, kept.source) == ("Στις 18:00", None, "", None)
    await delivered(greek.database)
    await greek.says("announcement edit 1 Στις 19:00", NOW)
    await greek.chooses(1, NOW)
    assert str((await owed(greek.database))[-1].text) == "📣 Ανακοίνωση\nΣτις 19:00"


async def test_a_name_is_never_markup(database: Database) -> None:
    facilitator = Facilitator(database, Announcements(ROOMS), name="**teacher**-17")
    await facilitator.says("announce preview=no Γεια", NOW)
    text: RichText = (await owed(database))[0].text
    assert str(text) == "📣 Ανακοίνωση · **teacher**-17\nΓεια"
