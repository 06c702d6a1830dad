"""Announcements before they are read: shown, approved by a second person, planned, repeated and held."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Purpose, Room, Rooms
from cogs.announcements import Announcements
from storage import people
from storage.database import Database
from storage.people import Account
from tests.cogs.announcing import HEARD, NOW, arrive, cog, read, tick, told
from tests.cogs.asking import ROOMS, TEAM, Facilitator, owed, words

DAY = timedelta(days=1)
TEAM_ROOM = Room("omada", "Ομάδα", (TEAM,), Purpose.FACILITATORS)


@pytest.fixture
def greek(database: Database) -> Facilitator:
    return Facilitator(database, cog())


@pytest.fixture
def english(database: Database) -> Facilitator:
    return Facilitator(database, cog(), "en")


@pytest.fixture
def careful(database: Database) -> tuple[Facilitator, Facilitator]:
    """Two facilitators of a team where a second person approves."""
    shared = cog(approval=True)
    return Facilitator(database, shared), Facilitator(database, shared, name="facilitator-3")


# --- shown first ------------------------------------------------------------------------------------------------------


async def test_it_is_shown_before_it_goes_anywhere(greek: Facilitator) -> None:
    shown = await greek.says("announce Αύριο ανοίγει η **πλατφόρμα**.", NOW)
    assert shown == (
        "Προεπισκόπηση της ανακοίνωσης #1\nΠού: Ανακοινώσεις (Discord, Matrix)\nΝα τη στείλω; Θα διαβάζεται έτσι:\n"
        f"{HEARD}Αύριο ανοίγει η πλατφόρμα.\n[✅ Ναι]\n[❌ Όχι]"
    )
    assert await owed(greek.database) == []
    said = await greek.chooses(1, NOW)
    assert said.startswith("✅ Η ανακοίνωση #1 στέλνεται: Ανακοινώσεις (Discord, Matrix).")
    assert await read(greek.database) == [f"{HEARD}Αύριο ανοίγει η πλατφόρμα."]
    assert await greek.says("announcement confirm 1 0", NOW) == said, "confirmed twice is sent once"
    assert len(await owed(greek.database)) == 2


async def test_it_is_shown_in_english_too(english: Facilitator) -> None:
    assert await english.says("announce rooms=international The platform opens.", NOW) == (
        "Preview of announcement #1\nWhere: International (Discord)\nShall I send it? It will read like this:\n"
        "📣 Announcement · facilitator-2\nThe platform opens.\n[✅ Yes]\n[❌ No]"
    )
    assert await english.chooses(2, NOW) == "✅ Announcement #1 will not be sent."
    assert await english.says("announcement confirm 1 0", NOW) == "Announcement #1 has been cancelled."
    assert await owed(english.database) == []


async def test_an_edited_draft_is_shown_anew_and_the_former_button_does_nothing(greek: Facilitator) -> None:
    await greek.says("announce Στις 18:00", NOW)
    former = greek.choices[0]
    assert "Στις 19:00\n[✅ Ναι]" in await greek.says("announcement edit 1 Στις 19:00", NOW)
    latest = greek.choices[0]
    assert await greek.says(former, NOW) == "Η ανακοίνωση #1 άλλαξε στο μεταξύ. Δείτε την με announcement show 1."
    assert await read(greek.database) == []
    await greek.says(latest, NOW)
    assert await read(greek.database) == [f"{HEARD}Στις 19:00"]


async def test_of_two_who_change_it_at_once_one_wins(greek: Facilitator, english: Facilitator) -> None:
    await greek.says("announce preview=no Στις 18:00", NOW)
    await greek.says("announcement edit 1 Στις 19:00", NOW)
    await english.says("announcement edit 1 Στις 20:00", NOW)
    assert await greek.chooses(1, NOW) == "Η ανακοίνωση #1 άλλαξε στο μεταξύ. Δείτε την με announcement show 1."
    assert await english.chooses(1, NOW) == "✅ Announcement #1 is being changed wherever it went."
    assert await read(greek.database) == [f"{HEARD}Στις 20:00"], "what waited is sent with the new words"


async def test_a_change_that_is_not_wanted_leaves_it_as_it_was(greek: Facilitator) -> None:
    await greek.says("announce preview=no Στις 18:00", NOW)
    await greek.says("announcement edit 1 Στις 19:00", NOW)
    assert "Μια αλλαγή περιμένει επιβεβαίωση ή έγκριση." in await greek.says("announcement show 1", NOW)
    confirm, keep = greek.choices or ("announcement confirm 1 1", "announcement keep 1 1")
    assert await greek.says(keep, NOW) == "Η ανακοίνωση #1 μένει όπως ήταν."
    await greek.says(confirm, NOW)
    assert await read(greek.database) == [f"{HEARD}Στις 18:00"]


# --- when -------------------------------------------------------------------------------------------------------------


async def test_a_planned_one_is_sent_at_its_time_and_once(greek: Facilitator) -> None:
    shown = await greek.says('announce when="αύριο στις 10:00" preview=no Καλημέρα', NOW)
    assert "Πότε: Πέμπτη 22 Οκτωβρίου 2026, 10:00 (ώρα Ελλάδας), αύριο\n" in shown
    assert await greek.chooses(1, NOW) == (
        "✅ Η ανακοίνωση #1 θα σταλεί: Πέμπτη 22 Οκτωβρίου 2026, 10:00 (ώρα Ελλάδας), αύριο."
        " Ως τότε μπορείτε να την αλλάξετε με announcement edit 1."
    )
    due = datetime(2026, 10, 22, 7, 0, tzinfo=UTC)
    await tick(greek, due - timedelta(seconds=1))
    assert await read(greek.database) == []
    for late in (0, 1, 60):
        await tick(greek, due + timedelta(seconds=late))
    assert await read(greek.database) == [f"{HEARD}Καλημέρα"]


async def test_a_date_that_is_not_clear_is_asked_about(greek: Facilitator, english: Facilitator) -> None:
    asked = await greek.says('announce when="25/10 03:30" Καλημέρα', NOW)
    assert asked == (
        "Την Κυριακή 25 Οκτωβρίου η ώρα 03:30 υπάρχει δύο φορές, επειδή αλλάζει η ώρα. Ποια εννοείτε;"
        "\n[πριν την αλλαγή]\n[μετά την αλλαγή]\n[❌ Καμία από τις δύο]"
    )
    assert "Πότε: Κυριακή 25 Οκτωβρίου 2026, 03:30 (ώρα Ελλάδας), σε 4 ημέρες" in await greek.chooses(2, NOW)
    await greek.chooses(1, NOW)
    await tick(greek, datetime(2026, 10, 25, 1, 29, tzinfo=UTC))
    assert await read(greek.database) == []
    await tick(greek, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert await read(greek.database) == [f"{HEARD}Καλημέρα"]
    assert "comes twice" in await english.says('announce when="25/10 03:30" Hello', NOW)


async def test_a_weekly_one_keeps_the_hour_on_the_wall_over_the_clock_change(greek: Facilitator) -> None:
    line = 'announce when="Παρασκευή 10:00" repeat="κάθε εβδομάδα" until="7 Νοεμβρίου" Ραντεβού στις 18:00'
    shown = await greek.says(line, NOW)
    assert (
        "Πότε: Παρασκευή 23 Οκτωβρίου 2026, 10:00 · Παρασκευή 30 Οκτωβρίου 2026, 10:00 ·"
        " Παρασκευή 6 Νοεμβρίου 2026, 10:00 (ώρα Ελλάδας)" in shown
    )
    await greek.chooses(1, NOW)
    sent: list[datetime] = []
    for hour in range(24 * 20):
        at = NOW + timedelta(hours=hour)
        await tick(greek, at)
        while len(sent) < len(await read(greek.database)):
            sent.append(at)
    assert sent == [
        datetime(2026, 10, 23, 7, tzinfo=UTC),
        *(datetime(2026, *day, 8, tzinfo=UTC) for day in ((10, 30), (11, 6))),
    ]
    listed = await greek.says("announcement list", NOW)
    assert "#1 Τετάρτη 21 Οκτωβρίου 2026, 12:00: Ραντεβού στις 18:00 (η επανάληψη ολοκληρώθηκε)" in listed
    assert len(listed.split("\n")) == 4, "each time it was sent is an announcement that can be changed"


async def test_weekdays_leave_the_weekend_out_and_a_cancelled_one_stops(greek: Facilitator) -> None:
    await greek.says('announce when="Παρασκευή 10:00" repeat=εργάσιμες until="28/10" Καλημέρα', NOW)
    await greek.chooses(1, NOW)
    for day in range(6):
        await tick(greek, NOW + day * DAY)
    assert len(await read(greek.database)) == 2, "Friday and Monday"
    assert await greek.says("announcement cancel 1", NOW) == "✅ Η ανακοίνωση #1 δεν θα σταλεί."
    await tick(greek, NOW + 20 * DAY)
    assert len(await read(greek.database)) == 2


async def test_what_is_days_late_is_asked_about_and_only_once(greek: Facilitator) -> None:
    await greek.says('announce when="αύριο στις 10:00" Καλημέρα', NOW)
    await greek.chooses(1, NOW)
    for _ in range(2):
        await tick(greek, NOW + 4 * DAY)
    assert await read(greek.database) == []
    (question,) = [each for each in await owed(greek.database) if each.to == TEAM]
    assert str(question.text).startswith(
        "❓ Η ανακοίνωση #1 έπρεπε να σταλεί: Πέμπτη 22 Οκτωβρίου 2026, 10:00, αλλά τότε ήμουν εκτός λειτουργίας."
    )
    assert [choice.label for choice in question.choices] == ["✅ Να σταλεί τώρα", "❌ Να μη σταλεί"]
    await greek.says(question.choices[0].command, NOW + 4 * DAY)
    assert await read(greek.database) == [f"{HEARD}Καλημέρα"]


async def test_what_is_a_little_late_is_simply_sent_and_several_missed_times_once(greek: Facilitator) -> None:
    await greek.says('announce when="αύριο στις 10:00" repeat=daily until="30/10" Καλημέρα', NOW)
    await greek.chooses(1, NOW)
    await tick(greek, datetime(2026, 10, 26, 9, 0, tzinfo=UTC))
    assert await read(greek.database) == [f"{HEARD}Καλημέρα"]


async def test_a_plan_is_changed_and_waits_until_it_is_confirmed(greek: Facilitator) -> None:
    await greek.says('announce when="αύριο στις 10:00" Καλημέρα', NOW)
    await greek.chooses(1, NOW)
    shown = await greek.says('announcement plan 1 when="μεθαύριο 11:00" rooms=mathima', NOW)
    assert (
        "Πού: Εκδηλώσεις (Discord, Matrix) · International (Discord)\nΠότε: Παρασκευή 23 Οκτωβρίου 2026, 11:00" in shown
    )
    await tick(greek, NOW + 3 * timedelta(hours=20))
    assert await owed(greek.database) == []
    assert await greek.chooses(1, NOW + 3 * DAY) == (
        "Η ώρα για την ανακοίνωση #1 έχει περάσει. Ορίστε άλλη με announcement plan 1."
    )
    assert await owed(greek.database) == []


# --- a second person --------------------------------------------------------------------------------------------------


async def test_a_second_person_approves_and_the_author_cannot(careful: tuple[Facilitator, Facilitator]) -> None:
    author, other = careful
    await author.says("announce Νέα ώρα", NOW)
    assert await author.chooses(1, NOW) == "✅ Η ανακοίνωση #1 περιμένει την έγκριση ενός δεύτερου ανθρώπου."
    (request,) = await owed(author.database)
    assert str(request.text) == (
        "❓ Η ανακοίνωση #1 (facilitator-2) περιμένει την έγκριση ενός δεύτερου ανθρώπου.\n"
        f"Πού: Ανακοινώσεις (Discord, Matrix)\n{HEARD}Νέα ώρα"
    )
    approve = request.choices[0].command
    assert await author.says(approve, NOW) == "Πρέπει να την εγκρίνει κάποιος άλλος: τη γράψατε εσείς."
    assert await read(author.database) == []
    assert (await other.says(approve, NOW)).startswith("✅ Η ανακοίνωση #1 στέλνεται")
    third = Facilitator(author.database, author.cog, "en", name="facilitator-4")
    assert await third.says(approve, NOW) == "Announcement #1 does not wait for an approval."
    assert await read(author.database) == [f"{HEARD}Νέα ώρα"]


async def test_the_authors_other_account_is_no_second_person(careful: tuple[Facilitator, Facilitator]) -> None:
    author, other = careful
    async with author.database.transaction() as tx:
        mine, also = (Account(PersonRef("discord", each.name), each.name, NOW) for each in careful)
        await people.link(tx, mine, also)
    await author.says("announce preview=no Νέα ώρα", NOW)
    assert await other.says("announcement approve 1", NOW) == (
        "Πρέπει να την εγκρίνει κάποιος άλλος: τη γράψατε εσείς."
    )


async def test_a_change_after_the_approval_needs_another_one(careful: tuple[Facilitator, Facilitator]) -> None:
    author, other = careful
    await author.says('announce when="αύριο στις 10:00" Νέα ώρα', NOW)
    await author.chooses(1, NOW)
    assert (await other.says("announcement approve 1", NOW)).startswith("✅ Η ανακοίνωση #1 θα σταλεί: Πέμπτη 22")
    await author.says("announcement edit 1 Άλλη ώρα", NOW)
    await author.chooses(1, NOW)
    await tick(author, NOW + DAY)
    assert await read(author.database) == []
    await other.says("announcement approve 1", NOW + DAY)
    assert await read(author.database) == [f"{HEARD}Άλλη ώρα"]
    await arrive(author.database, NOW + DAY)
    await author.says("announcement edit 1 Τρίτη ώρα", NOW + DAY)
    assert "περιμένει την έγκριση" in await author.chooses(1, NOW + DAY)
    assert await author.says("announcement approve 1", NOW + DAY) == (
        "Πρέπει να την εγκρίνει κάποιος άλλος: τη γράψατε εσείς."
    )
    assert await other.says("announcement approve 1", NOW + DAY) == "✅ Η ανακοίνωση #1 αλλάζει παντού όπου στάλθηκε."
    assert (await read(author.database))[-1] == f"{HEARD}Τρίτη ώρα"


async def test_who_changed_it_last_cannot_approve_it_but_its_author_can(
    careful: tuple[Facilitator, Facilitator],
) -> None:
    author, other = careful
    await author.says("announce Νέα ώρα", NOW)
    await other.says("announcement edit 1 Άλλη ώρα", NOW)
    await other.chooses(1, NOW)
    for line in ("announcement approve 1", "announcement return 1 1", "announcement confirm 1 2"):
        await other.says(line, NOW)
    assert await other.says("announcement approve 1", NOW) == "Πρέπει να την εγκρίνει κάποιος άλλος: τη γράψατε εσείς."
    assert (await author.says("announcement approve 1", NOW)).startswith("✅ Η ανακοίνωση #1 στέλνεται")


async def test_what_is_sent_back_is_a_draft_again_and_its_author_is_told(
    careful: tuple[Facilitator, Facilitator],
) -> None:
    author, other = careful
    await author.says("announce preview=no Νέα ώρα", NOW)
    (request,) = await owed(author.database)
    assert await other.says(request.choices[1].command, NOW) == "Η ανακοίνωση #1 επιστράφηκε."
    assert (await told(author.database))[-1] == (
        "Η ανακοίνωση #1 επιστράφηκε (facilitator-3). Αλλάξτε την με announcement edit 1."
    )
    assert "άλλαξε στο μεταξύ" in await other.says(request.choices[0].command, NOW)
    assert "(πρόχειρη)" in await author.says("announcement list", NOW)


async def test_what_has_nowhere_to_go_any_more_waits_for_other_rooms(database: Database) -> None:
    rooms = Rooms((*ROOMS.rooms, Room("prosorini", "Προσωρινή", (RoomRef("discord", "5"),)), TEAM_ROOM))
    facilitator = Facilitator(database, Announcements(rooms))
    for when in ("", 'when="αύριο στις 10:00" '):
        await facilitator.says(f"announce {when}rooms=prosorini Γεια", NOW)
        if when:
            await facilitator.chooses(1, NOW)
    rooms.remove(RoomRef("discord", "5"))
    gone = "Οι αίθουσες της ανακοίνωσης #{} δεν υπάρχουν πια. Επιλέξτε άλλες με announcement plan {}."
    assert await facilitator.says("announcement confirm 1 0", NOW) == gone.format(1, 1)
    await tick(facilitator, NOW + DAY)
    assert await words(database) == [f"{TEAM}: {gone.format(2, 2)}"]
    await facilitator.says("announcement plan 2 rooms=anakoinoseis", NOW + DAY)
    await tick(facilitator, NOW + DAY)
    assert await read(database) == []


async def test_an_old_plan_that_is_changed_is_not_cleared_as_an_old_draft(greek: Facilitator) -> None:
    await greek.says('announce when="21/12/2026 10:00" Γεια', NOW)
    await greek.chooses(1, NOW)
    later = NOW + 30 * DAY
    await greek.says("announcement edit 1 Γεια σας", later)
    assert isinstance(greek.cog, Announcements)
    async with greek.database.transaction() as tx:
        await greek.cog.tidy(later + timedelta(hours=1), tx)
    assert (await greek.chooses(1, later)).startswith("✅ Η ανακοίνωση #1 θα σταλεί")


async def test_a_draft_is_shown_to_the_team_or_to_its_author_alone(database: Database) -> None:
    where = {TEAM: False, RoomRef("discord", "2"): True, RoomRef.direct(PersonRef("discord", "facilitator-2")): False}
    for room, private in where.items():
        async with database.transaction() as tx:
            asked = replace(Facilitator(database, cog()).asked(NOW), room=room)
            reply = await cog().announce(asked, tx, "Γεια")  # type: ignore[arg-type]
        assert reply.private is private, room
