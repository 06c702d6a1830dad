"""Who comes, who waits, who is reminded personally, in which zone; and two facilitators at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.ids import PersonRef
from cogs.me import Me
from storage import guests, outbox, people, reminders
from storage.database import Database
from storage.people import Account
from tests.cogs.asking import Facilitator, words
from tests.cogs.planning import NOW, STARTS, planned, planner, teacher, tick

HOUR = timedelta(hours=1)


@pytest.fixture
def team(database: Database) -> Facilitator:
    return planner(database)


async def test_places_are_kept_and_whoever_waits_longest_moves_up(team: Facilitator) -> None:
    await planned(team, "capacity=1")
    first, second, third = (teacher(team.database, number) for number in (1, 2, 3))
    coming = "✅ Θα έρθετε στην εκδήλωση «Γνωριμία».\n[🔔 Υπενθύμιση]\n[❌ Δεν θα έρθω]"
    assert await first.says("event join 1", NOW) == coming
    assert await first.says("event join 1", NOW) == coming, "twice is once"
    assert "Είστε στη θέση 1 της λίστας αναμονής" in await second.says("event join 1", NOW)
    assert "Είστε στη θέση 2 της λίστας αναμονής" in await third.says("event join 1", NOW)
    assert "Θα έρθουν: 1 από 1 θέσεις· σε αναμονή: 2" in await team.says("event show 1", NOW)
    assert await first.says("event leave 1", NOW) == "Δεν είστε πλέον στη λίστα της εκδήλωσης «Γνωριμία»."
    free = (
        "✅ Υπάρχει πλέον θέση: θα έρθετε στην εκδήλωση «Γνωριμία», Παρασκευή 23 Οκτωβρίου 2026, 18:00 (ώρα Ελλάδας)."
    )
    assert await words(team.database) == [f"discord:dm:teacher-2: {free}"]
    assert await second.says("event join 1", NOW) == coming
    assert await first.says("event leave 1", NOW) == "Δεν είστε στη λίστα της εκδήλωσης #1."
    assert await third.says("event guests 1", NOW) == "1. teacher-2\n2. teacher-3 (σε αναμονή)"
    await team.says("event edit 1 capacity 5", NOW)
    assert await third.says("event guests 1", NOW) == "1. teacher-2\n2. teacher-3"
    assert len(await words(team.database)) == 2


async def test_a_person_with_two_accounts_has_one_place(team: Facilitator) -> None:
    await planned(team, "capacity=2")
    here, there = PersonRef("discord", "teacher-1"), PersonRef("discord", "teacher-9")
    async with team.database.transaction() as tx:
        await people.link(tx, Account(here, "teacher-1", NOW), Account(there, "teacher-9", NOW))
    await teacher(team.database, 1).says("event join 1", NOW)
    await teacher(team.database, 9).says("event join 1", NOW)
    async with team.database.reading() as tx:
        assert [guest.person for guest in await guests.of_event(tx, 1)] == [here]
    await teacher(team.database, 9).says("event leave 1", NOW)
    async with team.database.reading() as tx:
        assert await guests.of_event(tx, 1) == []


@pytest.mark.parametrize("line", ["event join 1", "event leave 1", "remind me 1"])
async def test_once_it_has_begun_nobody_joins(team: Facilitator, line: str) -> None:
    await planned(team)
    assert await teacher(team.database, 1).says(line, STARTS) == "Η εκδήλωση #1 έχει ήδη ξεκινήσει."


@pytest.mark.parametrize("capacity", ["0", "-3", "πολλοί", "1000000"])
async def test_a_capacity_that_makes_no_sense(team: Facilitator, capacity: str) -> None:
    said = await team.says(f'event add "Γ" "Παρασκευή 18:00" capacity={capacity}', NOW)
    assert said.startswith("Οι θέσεις είναι ένας ακέραιος αριθμός από 1 έως 100000")
    async with team.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM events") == 0


async def test_a_personal_reminder_comes_privately_and_only_to_who_asked(team: Facilitator) -> None:
    await planned(team)
    said = await teacher(team.database, 1).says("remind me 1 2 ώρες, 10 λεπτά", NOW)
    assert said.startswith("🔔 Θα σας γράψω για την εκδήλωση «Γνωριμία»: 2 ώρες, 10 λεπτά πριν την έναρξη.")
    due = await tick(team, STARTS - 2 * HOUR)
    assert str(due[-1].to) == "discord:dm:teacher-1"
    assert str(due[-1].text) == (
        "🔔 Σήμερα, Παρασκευή 23 Οκτωβρίου στις 18:00 (ώρα Ελλάδας): «Γνωριμία». Θα σας θυμίσω ξανά 10 λεπτά πριν."
    )
    private = [each for each in await tick(team, STARTS - timedelta(minutes=10)) if each.to.person]
    assert len(private) == 1
    assert [each for each in await tick(team, STARTS) if each.to.person] == []


async def test_a_personal_reminder_follows_the_event_and_can_be_stopped(team: Facilitator) -> None:
    await planned(team)
    one, two = teacher(team.database, 1), teacher(team.database, 2)
    await one.says("remind me 1", NOW)
    await two.says("remind me 1", NOW)
    assert await one.says("remind list", NOW) == "#1 Παρασκευή 23 Οκτωβρίου 2026, 18:00 (ώρα Ελλάδας): «Γνωριμία»"
    assert await two.says("remind stop 1", NOW) == "Δεν θα σας θυμίσω την εκδήλωση «Γνωριμία»."
    assert await two.says("remind stop 1", NOW) == "Δεν είχατε ζητήσει υπενθύμιση για την εκδήλωση #1."
    await team.says("event edit 1 when Σάββατο 18:00", NOW)
    await team.chooses(1, NOW)
    assert (await words(team.database))[-1].startswith("discord:dm:teacher-1: 🔔 Νέα ημερομηνία")
    assert [each for each in await tick(team, STARTS - HOUR) if each.to.person] == []
    later = STARTS + timedelta(days=1)
    assert [str(each.to) for each in await tick(team, later - HOUR) if each.to.person] == ["discord:dm:teacher-1"]
    await team.says("event cancel 1", later - HOUR / 2)
    assert [line.partition(" 🔔")[0] for line in (await words(team.database))[-3:]] == [
        "discord:1:",
        "matrix:!1:t:",
        "discord:dm:teacher-1:",
    ]
    assert await tick(team, later) == []


async def test_many_personal_reminders_are_owed_at_once_and_tried_one_after_the_other(team: Facilitator) -> None:
    await planned(team)
    for number in range(20):
        await teacher(team.database, number).says("remind me 1 0", NOW)
    private = [each for each in await tick(team, STARTS) if each.to.person]
    async with team.database.reading() as tx:
        rows = [await outbox.with_key(tx, each.key) for each in private]
    waits = sorted((row.due_at - STARTS).total_seconds() for row in rows if row)
    assert waits == pytest.approx([number * 0.2 for number in range(20)])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("remind me 1 χθες", "Δεν κατάλαβα πόσο πριν από μια εκδήλωση είναι το «χθες»."),
        ("remind me 1 91 ημέρες", "Δεν κατάλαβα πόσο πριν από μια εκδήλωση είναι το «91 ημέρες»."),
        ("remind me 1 50 ημέρες", "Δεν μένει τόσος χρόνος πριν από την εκδήλωση #1."),
        ("remind me 9", "Δεν υπάρχει εκδήλωση με αριθμό 9."),
        ("remind list", "Δεν έχετε ζητήσει υπενθύμιση για κάποια από τις επόμενες εκδηλώσεις."),
        ("event guests 1", "Κανείς δεν είναι στη λίστα της εκδήλωσης #1."),
    ],
)
async def test_what_is_wrong_is_one_sentence(team: Facilitator, line: str, says: str) -> None:
    await planned(team)
    assert (await teacher(team.database, 1).says(line, NOW)).startswith(says)
    async with team.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM event_leads") == 0


async def test_each_reader_has_their_own_zone(team: Facilitator) -> None:
    await planned(team)
    me = Facilitator(team.database, Me())
    said = await me.says("me zone Βρυξέλλες", NOW)
    assert said == "Σας δείχνω τις ημερομηνίες έτσι: Τετάρτη 21 Οκτωβρίου 2026, 11:00 (ώρα ζώνης Europe/Brussels)."
    assert "17:00 (ώρα ζώνης Europe/Brussels)" in await team.says("event list", NOW)
    assert "18:00 (ώρα Ελλάδας)" in await replace(team, name="facilitator-3").says("event list", NOW)
    read = await team.says('event add "Γ" "αύριο 18:00"', NOW)
    assert "18:00 (ώρα ζώνης Europe/Brussels)" in read
    await replace(teacher(team.database, 1), name="facilitator-2").says("remind me 1", NOW)
    (private,) = [each for each in await tick(team, STARTS - HOUR) if each.to.person]
    assert "στις 17:00 (ώρα ζώνης Europe/Brussels)" in str(private.text)
    assert (await me.says("me zone Άρης", NOW)).startswith("Δεν γνωρίζω τη ζώνη ώρας «Άρης».")
    assert "12:00 (ώρα Ελλάδας)" in await me.says("me zone -", NOW)


async def test_two_facilitators_do_not_move_an_event_past_each_other(team: Facilitator) -> None:
    await planned(team)
    other = replace(team, name="facilitator-3")
    await team.says("event edit 1 when Σάββατο 18:00", NOW)
    await other.says("event edit 1 when Κυριακή 18:00", NOW)
    assert (await other.chooses(1, NOW)).startswith("✅")
    assert await team.chooses(1, NOW) == (
        "Η εκδήλωση #1 άλλαξε στο μεταξύ. Την ίδια εκδήλωση άλλαξε και ο λογαριασμός facilitator-3, στις 12:00: when"
        " «2026-10-23 18:00» → «2026-10-25 18:00». Δώστε ξανά την ημερομηνία με event edit 1 when."
    )
    assert "Κυριακή 25 Οκτωβρίου" in await team.says("event list", NOW)


async def test_leads_can_be_chosen_for_each_room_and_go_with_a_new_date(team: Facilitator) -> None:
    await planned(team, "rooms=ekdiloseis,international")
    await team.says('event remind 1 "5 ώρες" international', NOW)

    async def pending() -> list[tuple[str, timedelta]]:
        async with team.database.reading() as tx:
            return [(each.room, each.lead) for each in await reminders.of_event(tx, 1) if each.state == "pending"]

    assert [lead for room, lead in await pending() if room == "international"] == [5 * HOUR]
    assert len(await pending()) == 5
    await team.says("event edit 1 when Σάββατο 18:00", NOW)
    await team.chooses(1, NOW)
    assert [lead for room, lead in await pending() if room == "international"] == [5 * HOUR]
    await team.says("event remind 1 - international", NOW)
    assert len(await pending()) == 8


async def test_another_kind_has_other_reminders_and_none_is_said_twice(team: Facilitator) -> None:
    await planned(team)
    await tick(team, STARTS - timedelta(days=1))
    await team.says("event edit 1 kind deadline", STARTS - timedelta(hours=20))
    assert await tick(team, STARTS - timedelta(hours=20)) == []
    assert len(await tick(team, STARTS - 3 * HOUR)) == 2
    assert await tick(team, STARTS - HOUR) == []
    assert str((await tick(team, STARTS))[0].text) == "🔔 Η προθεσμία λήγει τώρα: «Γνωριμία»."


async def test_whoever_is_forgotten_is_on_no_list_and_not_written_to(team: Facilitator) -> None:
    await planned(team)
    one = teacher(team.database, 1)
    await one.says("event join 1", NOW)
    await one.says("remind me 1", NOW)
    person = PersonRef("discord", "teacher-1")
    async with team.database.transaction() as tx:
        assert await one.cog.export(person, tx) == {
            "events": [{"event": 1, "name": "teacher-1", "waiting": False, "since": NOW.isoformat()}],
            "reminders": [1],
        }
        await one.cog.forget(person, tx)
        assert await one.cog.export(person, tx) == {}
    assert [each for each in await tick(team, STARTS) if each.to.person] == []
