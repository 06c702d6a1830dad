"""The recording goes to those who asked for it: once, spaced out, and once more where the link was not right."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import PersonRef
from cogs.events import Events, Recordings
from config.settings import EventsSettings
from storage import people
from storage.database import Database
from storage.people import Account
from tests.cogs.asking import ROOMS, Facilitator, seen_by, words

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
AFTER = STARTS + timedelta(hours=3)
FIRST, SECOND = "https://video.example.org/1", "https://video.example.org/2"


@pytest.fixture
async def team(database: Database) -> Facilitator:
    planner = Facilitator(database, Events(ROOMS, EventsSettings(), ()))
    await planner.says('event add "Γνωριμία" "Παρασκευή 18:00" 60', NOW)
    await planner.chooses(1, NOW)
    return Facilitator(database, Recordings(ROOMS, EventsSettings()))


def teacher(team: Facilitator, number: int) -> Facilitator:
    return Facilitator(team.database, team.cog, name=f"teacher-{number}")


async def test_it_is_sent_to_who_asked_and_to_nobody_else(team: Facilitator) -> None:
    one, two, three = (teacher(team, number) for number in (1, 2, 3))
    assert await one.says("recording want 1", NOW) == (
        "🎬 Θα σας στείλω την εγγραφή της εκδήλωσης «Γνωριμία» μόλις υπάρξει.\n[❌ Δεν τη χρειάζομαι]"
    )
    assert await seen_by(two, "en").says("recording want 1", NOW) == (
        "🎬 I will send you the recording of “Γνωριμία” when there is one.\n[❌ I do not want it]"
    )
    await three.says("recording want 1", NOW)
    assert await three.chooses(1, NOW) == "Δεν θα σας στείλω την εγγραφή της εκδήλωσης «Γνωριμία»."
    assert await three.says("recording stop 1", NOW) == "Δεν είχατε ζητήσει την εγγραφή της εκδήλωσης #1."
    assert await team.says(f"event recording 1 {FIRST}", AFTER) == (
        "✅ Η εγγραφή της εκδήλωσης «Γνωριμία» καταχωρίστηκε. Τη στέλνω σε 2 άτομα."
    )
    sent = [f"discord:dm:teacher-{n}: 🎬 Η εγγραφή της εκδήλωσης «Γνωριμία»: {FIRST}" for n in (1, 2)]
    assert await words(team.database) == sent
    assert (await team.says(f"event recording 1 {FIRST}", AFTER)).endswith("Τη στέλνω σε 0 άτομα.")
    assert await words(team.database) == sent, "the same link again is no news"


async def test_people_are_written_to_one_after_the_other(team: Facilitator) -> None:
    for number in range(20):
        await teacher(team, number).says("recording want 1", NOW)
    await team.says(f"event recording 1 {FIRST}", AFTER)
    async with team.database.reading() as tx:
        due = [row["due_at"] for row in await tx.all("SELECT due_at FROM outbox ORDER BY id")]
    assert len(set(due)) == 20, "never all at the same moment"


async def test_who_asks_later_has_it_at_once_and_another_link_is_sent_once(team: Facilitator) -> None:
    one, two = teacher(team, 1), teacher(team, 2)
    await one.says("recording want 1", NOW)
    await team.says(f"event recording 1 {FIRST}", AFTER)
    assert await two.says("recording want 1", AFTER) == f"🎬 Η εγγραφή της εκδήλωσης «Γνωριμία»: {FIRST}"
    assert len(await words(team.database)) == 1
    said = await seen_by(team, "en").says(f"event recording 1 {SECOND}", AFTER)
    assert said == "✅ The recording of “Γνωριμία” is kept. I am sending it to 2 people."
    corrected = f"🎬 Ο σύνδεσμος που σας είχα στείλει δεν ήταν σωστός. Η εγγραφή της εκδήλωσης «Γνωριμία»: {SECOND}"
    assert (await words(team.database))[1:] == [f"discord:dm:teacher-{number}: {corrected}" for number in (1, 2)]
    await team.says(f"event recording 1 {SECOND}", AFTER)
    assert len(await words(team.database)) == 3
    assert (await seen_by(teacher(team, 3), "en").says("recording want 1", AFTER)).endswith(SECOND)


@pytest.mark.parametrize("tied_first", [True, False])
async def test_a_person_with_two_accounts_is_sent_it_once(team: Facilitator, tied_first: bool) -> None:
    here, there = PersonRef("discord", "teacher-1"), PersonRef("discord", "teacher-9")
    if not tied_first:
        await teacher(team, 1).says("recording want 1", NOW)
        await teacher(team, 9).says("recording want 1", NOW)
    async with team.database.transaction() as tx:
        await people.link(tx, Account(here, "teacher-1", NOW), Account(there, "teacher-9", NOW))
    if tied_first:
        await teacher(team, 1).says("recording want 1", NOW)
        await teacher(team, 9).says("recording want 1", NOW)
    assert (await team.says(f"event recording 1 {FIRST}", AFTER)).endswith("Τη στέλνω σε ένα άτομο.")
    assert len(await words(team.database)) == 1


@pytest.mark.parametrize(
    ("line", "at", "said"),
    [
        (f"event recording 1 {FIRST}", NOW, "Η εκδήλωση #1 δεν έχει ξεκινήσει ακόμη."),
        ("event recording 1 -", AFTER, "Δώστε τον σύνδεσμο της εγγραφής."),
        (
            "event recording 1 το βίντεο",
            AFTER,
            "Ο σύνδεσμος αρχίζει με https:// ή http://, σε αντίθεση με το «το βίντεο».",
        ),
        ("recording want 7", NOW, "Δεν υπάρχει εκδήλωση με αριθμό 7. Δείτε τις επόμενες με event list."),
    ],
)
async def test_what_cannot_be(team: Facilitator, line: str, at: datetime, said: str) -> None:
    assert await team.says(line, at) == said
    assert await words(team.database) == []


async def test_there_is_no_recording_of_what_is_cancelled_or_a_deadline(team: Facilitator) -> None:
    planner = Facilitator(team.database, Events(ROOMS, EventsSettings(), ()))
    await planner.says("event edit 1 kind deadline", NOW)
    said = "Η εκδήλωση #1 είναι προθεσμία, οπότε δεν έχει παρουσίες."
    assert await teacher(team, 1).says("recording want 1", NOW) == said
    await planner.says("event cancel 1", NOW)
    assert await teacher(team, 1).says("recording want 1", NOW) == "Η εκδήλωση #1 έχει ακυρωθεί."


async def test_what_is_known_of_a_person_is_given_out_and_erased(team: Facilitator) -> None:
    await teacher(team, 1).says("recording want 1", NOW)
    ref = PersonRef("discord", "teacher-1")
    async with team.database.transaction() as tx:
        assert await team.cog.export(ref, tx) == {"recordings": [1]}
        await team.cog.forget(ref, tx)
        assert await team.cog.export(ref, tx) == {}


async def test_the_word_at_the_start_offers_check_in_and_the_recording(database: Database) -> None:
    planner = Facilitator(database, Events(ROOMS, EventsSettings(), ()))
    await planner.says('event add "Γνωριμία" "Παρασκευή 18:00" 60', NOW)
    await planner.chooses(1, NOW)
    assert isinstance(planner.cog, Events)
    async with database.transaction() as tx:
        await planner.cog.remind(STARTS, tx)
        offered = await tx.all("SELECT label, command FROM offers ORDER BY token, number")
    wanted = [("✋ Είμαι εδώ", "event here 1"), ("🎬 Θέλω την εγγραφή", "recording want 1")]
    assert [tuple(row) for row in offered] == wanted * 2, "in both places"
    assert (await planner.says("event show 1", STARTS)).endswith("[🎬 Θέλω την εγγραφή]")
