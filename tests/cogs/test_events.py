"""The commands of events as conversations, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.commands import specs_of
from bot.core.rights import Role
from cogs.events import Events
from config.settings import EventsSettings
from storage import events, reminders
from storage.database import Database
from tests.cogs.asking import ROOMS, Facilitator, owed, words

NOW = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
"""A Wednesday, noon in Athens."""

FRIDAY = "Παρασκευή 23 Οκτωβρίου 2026, 18:00 (ώρα Ελλάδας)"


def cog() -> Events:
    return Events(ROOMS, EventsSettings(), ())


@pytest.fixture
def greek(database: Database) -> Facilitator:
    return Facilitator(database, cog())


@pytest.fixture
def english(database: Database) -> Facilitator:
    return Facilitator(database, cog(), "en")


async def planned(facilitator: Facilitator, line: str = 'event add "Γνωριμία" "Παρασκευή 18:00"') -> None:
    await facilitator.says(line, NOW)
    assert (await facilitator.chooses(1, NOW)).startswith("✅")


async def test_a_greek_date_is_repeated_and_counts_only_once_confirmed(greek: Facilitator) -> None:
    said = await greek.says('event add "Γνωριμία με το eTwinning" "την Παρασκευή στις 6 μμ" 90', NOW)
    assert said == f"Κατάλαβα: {FRIDAY}, σε 2 ημέρες. Σωστά;\n[✅ Ναι]\n[❌ Όχι]"
    assert await greek.says("event list", NOW) == "Δεν έχει προγραμματιστεί καμία ζωντανή εκδήλωση."
    greek.choices = ("event confirm 1",)
    assert await greek.chooses(1, NOW) == (
        f"✅ Η εκδήλωση #1 προγραμματίστηκε: «Γνωριμία με το eTwinning», {FRIDAY}."
        " Αίθουσες που θα λάβουν υπενθυμίσεις: Εκδηλώσεις."
    )
    assert await greek.says("event list", NOW) == f"#1 {FRIDAY}: «Γνωριμία με το eTwinning»"


async def test_the_same_in_english(english: Facilitator) -> None:
    said = await english.says('event add "First steps" "Friday 6 pm" rooms=international', NOW)
    date = "Friday 23 October 2026, 18:00 (Athens time)"
    assert said == f"I understood: {date}, in 2 days. Right?\n[✅ Yes]\n[❌ No]"
    assert await english.says("event list", NOW) == "No live event is planned."
    english.choices = ("event confirm 1",)
    assert await english.chooses(1, NOW) == (
        f"✅ Event #1 is planned: “First steps”, {date}. Rooms that will be reminded: International."
    )
    assert await english.says("event list", NOW) == f"#1 {date}: “First steps”"


async def test_a_date_that_is_not_right_is_dropped_and_its_number_not_used_again(greek: Facilitator) -> None:
    await greek.says('event add "Γνωριμία" "αύριο στις 18:00"', NOW)
    assert await greek.chooses(2, NOW) == "Η εκδήλωση δεν αποθηκεύτηκε. Δώστε την ξανά με τη σωστή ημερομηνία."
    assert "Δεν υπάρχει εκδήλωση με αριθμό 1." in await greek.says("event show 1", NOW)
    assert "Δεν υπάρχει εκδήλωση με αριθμό 1." in await greek.says("event confirm 1", NOW)
    await planned(greek)
    assert "#2" in await greek.says("event list", NOW)


async def test_choosing_yes_twice_plans_once(greek: Facilitator) -> None:
    await greek.says('event add "Γνωριμία" "Παρασκευή 18:00"', NOW)
    yes = greek.choices[0]
    first = await greek.says(yes, NOW)
    assert await greek.says(yes, NOW) == first
    async with greek.database.reading() as tx:
        assert len(await reminders.of_event(tx, 1)) == 4


async def test_a_draft_that_was_left_until_its_date_has_passed_cannot_be_confirmed(greek: Facilitator) -> None:
    await greek.says('event add "Γνωριμία" "σε 2 ώρες"', NOW)
    said = await greek.chooses(1, NOW + timedelta(hours=3))
    assert said == "Η ημερομηνία 21/10/2026 στις 14:00 έχει ήδη περάσει. Δώστε μια μελλοντική."


TWICE = "Την Κυριακή 25 Οκτωβρίου η ώρα 03:30 υπάρχει δύο φορές, επειδή αλλάζει η ώρα. Ποια εννοείτε;"


@pytest.mark.parametrize(("choice", "starts"), [(1, "2026-10-25T00:30Z"), (2, "2026-10-25T01:30Z")])
async def test_an_hour_that_comes_twice_is_asked(greek: Facilitator, choice: int, starts: str) -> None:
    said = await greek.says('event add "Νυχτερινή" "25/10 03:30"', NOW)
    assert said == f"{TWICE}\n[πριν την αλλαγή]\n[μετά την αλλαγή]\n[❌ Καμία από τις δύο]"
    asked_again = await greek.says("event confirm 1", NOW)
    assert asked_again == said
    assert (await greek.chooses(choice, NOW)).startswith("✅")
    async with greek.database.reading() as tx:
        event = await events.get(tx, 1)
    assert event is not None
    assert event.starts == datetime.fromisoformat(starts)
    assert (event.wall, event.zone) == ("2026-10-25T03:30", "Europe/Athens")


async def test_an_hour_without_part_of_the_day_is_asked(english: Facilitator) -> None:
    said = await english.says('event add "First steps" "tomorrow at 6"', NOW)
    assert said == (
        "Morning or afternoon? Which one do you mean?"
        "\n[Thursday 22 October 2026, 06:00]\n[Thursday 22 October 2026, 18:00]\n[❌ Neither]"
    )
    assert "18:00" in await english.chooses(2, NOW)


@pytest.mark.parametrize(
    ("line", "greek", "english"),
    [
        (
            'event add " " "αύριο 18:00"',
            "Δώστε έναν τίτλο για την εκδήλωση.",
            "Please give the event a title.",
        ),
        (
            f'event add "{"α" * 201}" "αύριο 18:00"',
            "Ο τίτλος μπορεί να έχει έως 200 χαρακτήρες· αυτός έχει 201.",
            "A title may have up to 200 characters; this one has 201.",
        ),
        (
            'event add "Γ" "αύριο 18:00" 0',
            "Η διάρκεια δίνεται σε ακέραια λεπτά, από 1 έως 10080, όχι «0».",
            "The length is given in whole minutes, from 1 to 10080, not “0”.",
        ),
        (
            'event add "Γ" "αύριο 18:00" rooms=#ekdiloseis,kouzina',
            "Δεν υπάρχει αίθουσα με όνομα kouzina. Οι αίθουσες είναι: ekdiloseis, anakoinoseis, international.",
            "There is no room named kouzina. The rooms are: ekdiloseis, anakoinoseis, international.",
        ),
        (
            'event add "Γ" "αύριο 18:00" link=zoom',
            "Ο σύνδεσμος αρχίζει με https:// ή http://, σε αντίθεση με το «zoom».",
            "A link begins with https:// or http://, unlike “zoom”.",
        ),
        (
            'event add "Γ" "20/10/2026 18:00"',
            "Η ημερομηνία 20/10/2026 στις 18:00 έχει ήδη περάσει. Δώστε μια μελλοντική.",
            "20/10/2026 at 18:00 has already passed. Please give a date to come.",
        ),
        (
            "event show 999",
            "Δεν υπάρχει εκδήλωση με αριθμό 999. Δείτε τις επόμενες με event list.",
            "There is no event with number 999. See the coming ones with event list.",
        ),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_half_done(
    database: Database, line: str, greek: str, english: str
) -> None:
    assert await Facilitator(database, cog()).says(line, NOW) == greek
    assert await Facilitator(database, cog(), "en").says(line, NOW) == english
    async with database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM events") == 0
        assert await tx.value("SELECT COUNT(*) FROM reminders") == 0


async def test_a_community_without_a_room_for_events_must_name_the_rooms(database: Database) -> None:
    rooms = type(ROOMS)(ROOMS.rooms[1:])
    said = await Facilitator(database, Events(rooms, EventsSettings(), ())).says('event add "Γ" "αύριο 18:00"', NOW)
    assert said == "Δώστε τα ονόματα των αιθουσών. Υπάρχουν οι εξής: anakoinoseis, international."


async def test_everything_about_an_event_is_shown(greek: Facilitator) -> None:
    await planned(
        greek,
        'event add "Γνωριμία *1*" "Παρασκευή 18:00" 90 rooms="#ekdiloseis, International"'
        ' link=https://example.org/a_b_c description="Τι είναι το **eTwinning**"',
    )
    assert await greek.says("event show 1", NOW) == (
        f"#1 {FRIDAY}: «Γνωριμία *1*»\n"
        "Διάρκεια: 90 λεπτά\n"
        "Αίθουσες: Εκδηλώσεις, International\n"
        "Σύνδεσμος: https://example.org/a_b_c\n"
        "Επόμενες υπενθυμίσεις, πριν την έναρξη: μία ημέρα, μία ώρα, 10 λεπτά\n"
        "Τι είναι το eTwinning\n[✅ Θα έρθω]\n[🔔 Υπενθύμιση]\n[🎬 Θέλω την εγγραφή]"
    )


async def test_an_event_that_has_begun_is_still_listed_and_one_that_is_over_is_not(greek: Facilitator) -> None:
    await planned(greek, 'event add "Γνωριμία" "σε 2 ώρες" 30')
    begun = NOW + timedelta(hours=2, minutes=29)
    assert (await greek.says("event list", begun)).endswith("«Γνωριμία» (τώρα)")
    over = begun + timedelta(minutes=1)
    assert await greek.says("event list", over) == "Δεν έχει προγραμματιστεί καμία ζωντανή εκδήλωση."
    assert await greek.says("event cancel 1", over) == "Η εκδήλωση #1 έχει τελειώσει."
    assert await greek.says("event edit 1 title Άλλο", over) == "Η εκδήλωση #1 έχει τελειώσει."


async def test_a_long_list_is_cut_with_how_many_more_there_are(greek: Facilitator) -> None:
    for number in range(22):
        await planned(greek, f'event add "Νο {number}" "Παρασκευή 18:{number:02}"')
    lines = (await greek.says("event list", NOW)).split("\n")
    assert len(lines) == 21
    assert lines[-1] == "και 2 ακόμη"


@pytest.mark.parametrize(
    ("line", "shows"),
    [
        ("event edit 1 title Δεύτερη γνωριμία", "«Δεύτερη γνωριμία»"),
        ("event edit 1 length 45", "Διάρκεια: 45 λεπτά"),
        ("event edit 1 rooms anakoinoseis", "Αίθουσες: Ανακοινώσεις"),
        ("event edit 1 link https://example.org/x", "Σύνδεσμος: https://example.org/x"),
        ("event edit 1 description Με παραδείγματα", "Με παραδείγματα"),
    ],
)
async def test_a_field_is_changed_and_shown(greek: Facilitator, line: str, shows: str) -> None:
    await planned(greek)
    said = await greek.says(line, NOW)
    assert said.startswith("✅ Η εκδήλωση #1 άλλαξε.\n")
    assert shows in said
    assert shows in await greek.says("event show 1", NOW)


async def test_a_dash_empties_a_link(greek: Facilitator) -> None:
    await planned(greek, 'event add "Γνωριμία" "Παρασκευή 18:00" link=https://example.org/x')
    assert "Σύνδεσμος" not in await greek.says("event edit 1 link -", NOW)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("event edit 1 length σαράντα", "Η διάρκεια δίνεται σε ακέραια λεπτά, από 1 έως 10080, όχι «σαράντα»."),
        ("event edit 1 rooms kouzina", "Δεν υπάρχει αίθουσα με όνομα kouzina."),
        ("event edit 1 when 31/2 18:00", "Η ημερομηνία 31/2 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
        ("event edit 1 title", "value"),
        ("event edit 1 colour red", "colour"),
    ],
)
async def test_a_change_that_makes_no_sense_changes_nothing(greek: Facilitator, line: str, says: str) -> None:
    await planned(greek)
    before = await greek.says("event show 1", NOW)
    assert says in await greek.says(line, NOW)
    assert await greek.says("event show 1", NOW) == before


async def test_a_new_date_counts_once_confirmed(greek: Facilitator) -> None:
    await planned(greek)
    said = await greek.says("event edit 1 when Σάββατο στις 11 το πρωί", NOW)
    assert said.startswith("Κατάλαβα: Σάββατο 24 Οκτωβρίου 2026, 11:00 (ώρα Ελλάδας), σε 3 ημέρες. Σωστά;")
    yes, no = greek.choices
    assert await greek.says(no, NOW) == f"Η ημερομηνία της εκδήλωσης #1 μένει όπως ήταν: {FRIDAY}."
    assert await greek.says("event list", NOW) == f"#1 {FRIDAY}: «Γνωριμία»"
    assert await greek.says(yes, NOW) == (
        "✅ Η εκδήλωση #1 έχει νέα ημερομηνία: «Γνωριμία», Σάββατο 24 Οκτωβρίου 2026, 11:00 (ώρα Ελλάδας)."
    )
    async with greek.database.reading() as tx:
        by_version = [(each.version, each.state) for each in await reminders.of_event(tx, 1)]
    assert by_version == [(1, "void")] * 4 + [(2, "pending")] * 4
    assert await owed(greek.database) == []


async def test_cancelling_before_any_reminder_tells_nobody(greek: Facilitator) -> None:
    await planned(greek)
    assert await greek.says("event cancel 1", NOW) == (
        "✅ Η εκδήλωση #1, «Γνωριμία», ακυρώθηκε. Δεν είχε σταλεί ακόμη υπενθύμιση, οπότε δεν ενημέρωσα καμία αίθουσα."
    )
    assert await owed(greek.database) == []
    assert await greek.says("event list", NOW) == "Δεν έχει προγραμματιστεί καμία ζωντανή εκδήλωση."
    assert "Η εκδήλωση #1 έχει ακυρωθεί." in await greek.says("event show 1", NOW)
    assert await greek.says("event cancel 1", NOW) == "Η εκδήλωση #1 έχει ακυρωθεί."


async def test_cancelling_after_a_reminder_tells_the_rooms(greek: Facilitator) -> None:
    await planned(greek, 'event add "Γνωριμία" "Παρασκευή 18:00" rooms=ekdiloseis,international')
    events_cog = greek.cog
    assert isinstance(events_cog, Events)
    async with greek.database.transaction() as tx:
        await events_cog.remind(NOW + timedelta(days=1, hours=6), tx)
    before = len(await owed(greek.database))
    assert before == 3
    said = await greek.says("event cancel 1 Ασθένεια του εισηγητή", NOW + timedelta(days=1, hours=7))
    assert said.endswith("Ενημερώνω τις αίθουσες που είχαν λάβει υπενθύμιση: Εκδηλώσεις, International.")
    brussels = "Friday 23 October 2026, 17:00 (Europe/Brussels time)"
    assert (await words(greek.database))[before:] == [
        f"discord:1: 🔔 Ακυρώνεται η εκδήλωση «Γνωριμία», {FRIDAY}. Αιτία: Ασθένεια του εισηγητή",
        f"matrix:!1:t: 🔔 Ακυρώνεται η εκδήλωση «Γνωριμία», {FRIDAY}. Αιτία: Ασθένεια του εισηγητή",
        f"discord:3: 🔔 Cancelled: “Γνωριμία”, {brussels}. Reason: Ασθένεια του εισηγητή",
    ]
    async with greek.database.transaction() as tx:
        await events_cog.remind(NOW + timedelta(days=2, hours=6), tx)
    assert len(await owed(greek.database)) == before + 3


def test_only_facilitators_plan_and_everybody_sees() -> None:
    needs = {spec.name: spec.needs for spec in specs_of(cog())}
    assert {name for name, role in needs.items() if role is Role.PARTICIPANT} == {"event list", "event show"}
    assert {spec.name for spec in specs_of(cog()) if spec.hidden} == {"event confirm", "event discard"}
