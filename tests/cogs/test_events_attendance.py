"""Who was there: the code, the button, too early and too late, the lists, and the names for certificates."""

import csv
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import PersonRef
from cogs.events import Attendance, Events, Guests
from config.settings import EventsSettings
from storage import attendance, made_files, people
from storage.database import Database
from storage.people import Account
from tests.cogs.asking import ROOMS, Facilitator, owed, seen_by

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CODE = re.compile(r"checkin ([AEKMT34679]{4})")


@pytest.fixture
async def team(database: Database) -> Facilitator:
    planner = Facilitator(database, Events(ROOMS, EventsSettings(), ()))
    await planner.says('event add "Γνωριμία" "Παρασκευή 18:00" 60', NOW)
    await planner.chooses(1, NOW)
    return Facilitator(database, Attendance(ROOMS, EventsSettings()))


def teacher(team: Facilitator, number: int) -> Facilitator:
    return Facilitator(team.database, team.cog, name=f"teacher-{number}")


async def coming(team: Facilitator, *numbers: int) -> None:
    for number in numbers:
        guests = Guests(ROOMS, EventsSettings())
        await Facilitator(team.database, guests, name=f"teacher-{number}").says("event join 1", NOW)


async def code_of(team: Facilitator) -> str:
    found = CODE.search(await team.says("event code 1", NOW))
    assert found
    return found[1]


async def table(team: Facilitator, delimiter: str) -> list[list[str]]:
    """Return the rows of the file that was sent last, to the facilitator alone."""
    sent = (await owed(team.database))[-1]
    assert str(sent.to) == "discord:dm:facilitator-2"
    (file,) = sent.attachments
    assert file.content_type == "text/csv"
    async with team.database.reading() as tx:
        found = await made_files.find(tx, file)
    assert found is not None
    data = found[1]
    assert data.startswith(b"\xef\xbb\xbf"), "by its first bytes Excel knows UTF-8"
    return list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=delimiter))


async def test_the_code_is_one_that_can_be_read_aloud(team: Facilitator) -> None:
    said = await team.says("event code 1", NOW)
    code = await code_of(team)
    assert said == (
        f"✋ Ο κωδικός της εκδήλωσης «Γνωριμία» είναι {code}. Όσοι παρακολουθούν γράφουν: checkin {code}."
        " Ισχύει από Παρασκευή 23 Οκτωβρίου 2026, 17:30 έως 19:30."
    )
    english = await seen_by(team, "en").says("event code 1", NOW)
    assert english == (
        f"✋ The code of “Γνωριμία” is {code}. Whoever is there writes: checkin {code}."
        " It is good from Friday 23 October 2026, 17:30 to 19:30."
    ), "an event keeps its code"


async def test_whoever_types_the_code_is_checked_in(team: Facilitator) -> None:
    code = await code_of(team)
    there = teacher(team, 1)
    assert await there.says(f"checkin {code}", STARTS + MINUTE) == (
        "✅ Καταγράφηκε η παρουσία σας στην εκδήλωση «Γνωριμία», στις 18:01.\n"
        "Αν θέλετε βεβαίωση παρακολούθησης, πείτε μου το όνομα που θα γράφει: me certificate Όνομα και επώνυμο\n"
        "[🎬 Θέλω την εγγραφή]"
    )
    again = await seen_by(there, "en").says(f"checkin {code}", STARTS + 2 * MINUTE)
    assert again.startswith("✅ You had checked in to “Γνωριμία” at 18:01 already.")


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "«{code}»", "{spaced}", "{greek}"])
async def test_the_code_is_read_however_it_is_typed(team: Facilitator, typed: str) -> None:
    code = await code_of(team)
    greek = code.translate(str.maketrans("AEKMT", "ΑΕΚΜΤ")).lower()
    line = typed.format(code=code, lower=code.lower(), spaced=" ".join(code), greek=greek)
    assert (await teacher(team, 1).says(f"checkin {line}", STARTS)).startswith("✅")


async def test_who_is_too_early_or_too_late_is_told_so(team: Facilitator) -> None:
    code, there = await code_of(team), teacher(team, 1)
    early, late = STARTS - 31 * MINUTE, STARTS + 91 * MINUTE
    assert await there.says(f"checkin {code}", early) == (
        "Είναι νωρίς ακόμη: η δήλωση παρουσίας στην εκδήλωση «Γνωριμία» ανοίγει Παρασκευή 23 Οκτωβρίου 2026, 17:30"
        " (ώρα Ελλάδας)."
    )
    assert await seen_by(there, "en").says(f"checkin {code}", late) == (
        "It is too late: check-in to “Γνωριμία” closed on Friday 23 October 2026, 19:30 (Athens time)."
    )
    assert "Είναι αργά πλέον" in await there.says("event here 1", late)
    async with team.database.reading() as tx:
        assert await attendance.roll(tx, 1) == []
    assert (await there.says(f"checkin {code}", STARTS - 30 * MINUTE)).startswith("✅")


async def test_wrong_codes_are_told_and_limited(team: Facilitator) -> None:
    code, there = await code_of(team), teacher(team, 1)
    wrong = "AAAA" if code != "AAAA" else "KKKK"
    for _ in range(5):
        assert await there.says(f"checkin {wrong}", STARTS) == (
            "Δεν είναι κωδικός κάποιας τωρινής εκδήλωσης. Έχει τέσσερα γράμματα και ψηφία· ξαναδείτε τον, παρακαλώ."
        )
    too_many = "Δώσατε πολλούς λανθασμένους κωδικούς. Δοκιμάστε ξανά σε δέκα λεπτά."
    assert await there.says(f"checkin {code}", STARTS) == too_many, "the right one, too"
    assert await seen_by(there, "en").says(f"checkin {code}", STARTS) == (
        "You have typed too many wrong codes. Please try again in ten minutes."
    )
    assert (await teacher(team, 2).says(f"checkin {code}", STARTS)).startswith("✅"), "others are not held back"
    assert (await there.says(f"checkin {code}", STARTS + 11 * MINUTE)).startswith("✅")


async def test_an_answer_to_a_code_is_for_who_typed_it(team: Facilitator) -> None:
    code, cog = await code_of(team), team.cog
    assert isinstance(cog, Attendance)
    for typed, at in (("EEEE", STARTS), (code, NOW), (code, STARTS)):
        async with team.database.transaction() as tx:
            reply = await cog.check_in(teacher(team, 1).asked(at), tx, typed)
        assert reply.private
        assert not reply.refused, "what is refused is said where it was asked"


async def test_the_button_checks_in_and_a_person_counts_once(team: Facilitator) -> None:
    code = await code_of(team)
    here, there = PersonRef("discord", "teacher-1"), PersonRef("discord", "teacher-9")
    async with team.database.transaction() as tx:
        await people.link(tx, Account(here, "teacher-1", NOW), Account(there, "teacher-9", NOW))
    await coming(team, 9)
    assert (await teacher(team, 1).says("event here 1", STARTS)).startswith("✅ Καταγράφηκε")
    assert (await teacher(team, 9).says(f"checkin {code}", STARTS + MINUTE)).startswith("✅ Η παρουσία σας")
    async with team.database.reading() as tx:
        (only,) = await attendance.roll(tx, 1)
    assert (only.person, only.came, only.waiting, only.by_code) == (here, STARTS, False, False)


async def test_accounts_that_are_tied_afterwards_count_once(team: Facilitator) -> None:
    for number in (1, 9):
        await teacher(team, number).says("event here 1", STARTS + number * MINUTE)
    await teacher(team, 9).says("me certificate Όνομα Επώνυμο", STARTS)
    here, there = PersonRef("discord", "teacher-1"), PersonRef("discord", "teacher-9")
    async with team.database.transaction() as tx:
        await people.link(tx, Account(here, "teacher-1", NOW), Account(there, "teacher-9", NOW))
        (only,) = await attendance.roll(tx, 1)
    assert (only.came, only.certificate) == (STARTS + MINUTE, "Όνομα Επώνυμο")


async def test_attendance_in_words_and_as_a_file(team: Facilitator) -> None:
    await coming(team, 1, 2, 3)
    code = await code_of(team)
    await teacher(team, 1).says(f"checkin {code}", STARTS + 5 * MINUTE)
    await teacher(team, 2).says("event here 1", STARTS - 2 * MINUTE)
    await teacher(team, 4).says("event here 1", STARTS)
    assert await team.says("event attendance 1", STARTS) == (
        "#1 «Γνωριμία»\nΕίχαν δηλώσει ότι θα έρθουν: 3\nΑπό αυτά τα άτομα ήρθαν: 2 (66,67%)\nΉρθαν χωρίς δήλωση: 1\n"
        "Ήρθαν συνολικά: 3\nΣας έστειλα τη λίστα με προσωπικό μήνυμα."
    )
    assert await table(team, ";") == [
        ["Όνομα", "Λογαριασμός", "Είχε δηλώσει", "Ήρθε", "Ώρα παρουσίας", "Λεπτά μετά την έναρξη", "Τρόπος"],
        ["teacher-2", "discord:teacher-2", "ναι", "ναι", "2026-10-23 17:58", "-2", "κουμπί"],
        ["teacher-4", "discord:teacher-4", "όχι", "ναι", "2026-10-23 18:00", "0", "κουμπί"],
        ["teacher-1", "discord:teacher-1", "ναι", "ναι", "2026-10-23 18:05", "5", "κωδικός"],
        ["teacher-3", "discord:teacher-3", "ναι", "όχι", "", "", ""],
    ]
    english = await seen_by(team, "en").says("event attendance 1", STARTS + MINUTE)
    assert "Of these came: 2 (66.67%)" in english
    assert (await table(team, ","))[-1] == ["teacher-3", "discord:teacher-3", "yes", "no", "", "", ""]


async def test_certificates_are_for_who_came_and_asked(team: Facilitator) -> None:
    none = "Κανείς από όσους παρακολούθησαν την εκδήλωση #1 δεν ζήτησε βεβαίωση."
    assert await team.says("event certificates 1", STARTS) == none
    one, two, absent = (teacher(team, number) for number in (1, 2, 3))
    for each, name in ((one, "=HYPERLINK(1)"), (two, "Άλφα  Βήτα"), (absent, "Γάμμα Δέλτα")):
        assert "Οι βεβαιώσεις σας θα έχουν το όνομα" in await each.says(f"me certificate {name}", NOW)
    assert "θα έχουν το όνομα Άλφα Βήτα" in await two.says("event here 1", STARTS)
    await one.says("event here 1", STARTS)
    said = await team.says("event certificates 1", STARTS + MINUTE)
    assert said == "Βεβαίωση θέλουν 2 άτομα. Σας έστειλα τη λίστα με προσωπικό μήνυμα."
    assert await table(team, ";") == [
        ["Όνομα στη βεβαίωση", "Εκδήλωση", "Ημερομηνία", "Διάρκεια σε λεπτά", "Είδος"],
        ["'=HYPERLINK(1)", "Γνωριμία", "2026-10-23", "60", "διαδικτυακό σεμινάριο"],
        ["Άλφα Βήτα", "Γνωριμία", "2026-10-23", "60", "διαδικτυακό σεμινάριο"],
    ]
    assert await two.says("me certificate -", STARTS) == "Δεν θα λαμβάνετε βεβαιώσεις και έσβησα το όνομα."
    one_left = await seen_by(team, "en").says("event certificates 1", STARTS + 2 * MINUTE)
    assert one_left == "One person wants a certificate. I have sent you the list in private."


@pytest.mark.parametrize("name", ["Α", "12 34", "Α" * 101])
async def test_a_name_that_is_none(team: Facilitator, name: str) -> None:
    assert await teacher(team, 1).says(f"me certificate {name}", NOW) == (
        "Γράψτε το όνομα όπως θέλετε να φαίνεται στη βεβαίωση."
    )


@pytest.mark.parametrize("line", ["event code 1", "event here 1", "event attendance 1", "event certificates 1"])
async def test_nobody_attends_what_is_cancelled_or_a_deadline(team: Facilitator, line: str) -> None:
    planner = Facilitator(team.database, Events(ROOMS, EventsSettings(), ()))
    await planner.says("event edit 1 kind deadline", NOW)
    assert await team.says(line, STARTS) == "Η εκδήλωση #1 είναι προθεσμία, οπότε δεν έχει παρουσίες."
    await planner.says("event cancel 1", NOW)
    assert await team.says(line, STARTS) == "Η εκδήλωση #1 έχει ακυρωθεί."


async def test_the_code_of_a_cancelled_event_says_so(team: Facilitator) -> None:
    code = await code_of(team)
    await Facilitator(team.database, Events(ROOMS, EventsSettings(), ())).says("event cancel 1", NOW)
    assert await teacher(team, 1).says(f"checkin {code}", STARTS) == "Η εκδήλωση #1 έχει ακυρωθεί."


async def test_an_empty_list_is_said(team: Facilitator) -> None:
    assert await team.says("event attendance 1", STARTS) == (
        "Κανείς δεν είχε δηλώσει συμμετοχή στην εκδήλωση #1 και κανείς δεν δήλωσε παρουσία."
    )
    assert await team.says("event code 1", STARTS + 91 * MINUTE) == "Η εκδήλωση #1 έχει τελειώσει."


async def test_what_is_known_of_a_person_is_given_out_and_erased(team: Facilitator) -> None:
    one = teacher(team, 1)
    await one.says("event here 1", STARTS)
    await one.says("me certificate Όνομα Επώνυμο", STARTS)
    ref = PersonRef("discord", "teacher-1")
    async with team.database.transaction() as tx:
        assert await team.cog.export(ref, tx) == {
            "attended": [{"event": 1, "name": "teacher-1", "at": STARTS.isoformat()}],
            "name_on_certificates": "Όνομα Επώνυμο",
        }
        await team.cog.forget(ref, tx)
        assert await team.cog.export(ref, tx) == {}
        assert await attendance.roll(tx, 1) == []


async def test_lists_go_when_their_time_is_over(team: Facilitator) -> None:
    cog, year = team.cog, timedelta(days=365)
    assert isinstance(cog, Attendance)
    await coming(team, 2)
    await code_of(team)
    await teacher(team, 1).says("me certificate Όνομα Επώνυμο", NOW)
    await teacher(team, 1).says("event here 1", STARTS)
    for at, people_left, codes, names in (
        (STARTS + 26 * 60 * MINUTE, 2, 0, 1),
        (STARTS + year - MINUTE, 2, 0, 1),
        (STARTS + year + 61 * MINUTE, 0, 0, 0),
    ):
        async with team.database.transaction() as tx:
            await cog.clear(at, tx)
            assert len(await attendance.roll(tx, 1)) == people_left
            assert await tx.value("SELECT COUNT(*) FROM event_codes") == codes
            assert await tx.value("SELECT COUNT(*) FROM certificate_names") == names
