"""Whom a request is for: by topic and institution, by who is there, and by who has the least to do."""

from datetime import datetime

import pytest

from bot.core.errors import UserError
from bot.core.ids import RoomRef
from cogs.helpdesk.week import read_week, week_written
from config.words import translator
from storage import people, tickets
from storage.database import Database
from storage.people import Account
from tests.cogs.helpdesk_world import FACILITATOR, SECOND, TEACHER, TEAM, TEAM_TOO
from tests.cogs.routed_world import AMBASSADOR, INSTITUTIONS, THIRD, TOPICS, RoutedWorld, meant, teacher

PASSWORD = "ξέχασα τον κωδικό πρόσβασης, τι κάνω;"
OTHER = "δεν ανοίγει ο σύνδεσμος του zoom"
TWO, THREE, FOUR = str(FACILITATOR.ref), str(SECOND.ref), str(THIRD.ref)


@pytest.fixture
async def world(database: Database, now: datetime) -> RoutedWorld:
    world = await RoutedWorld.begin(database, now)
    assert isinstance(world, RoutedWorld)
    await world.meet(FACILITATOR, SECOND, THIRD, AMBASSADOR)
    return world


async def refused(world: RoutedWorld, line: str, language: str = "el") -> str:
    with pytest.raises(UserError) as error:
        await world.says(line, language=language)
    return translator(language)(error.value.message, **error.value.values)


async def given(world: RoutedWorld, text: str, number: int) -> str:
    """Have a teacher ask, a while after the others so that they are not taken for many who ask the same at once."""
    world.later(minutes=11)
    return meant(await world.asks(text, teacher(number)), TEAM)[0]


async def test_requests_of_a_topic_go_round_in_its_team(world: RoutedWorld) -> None:
    owed = await world.asks(PASSWORD, teacher(1))
    assert "Για: facilitator-2" in str(next(each.text for each in owed if each.to == TEAM))
    assert meant(owed, TEAM) == meant(owed, TEAM_TOO) == [TWO]
    assert not [each for each in owed if each.to == RoomRef.direct(FACILITATOR.ref)]
    assert [await given(world, PASSWORD, number) for number in (2, 3, 4)] == [THREE, TWO, THREE]
    await world.run("ticket answer 2 Δοκιμάστε ξανά.", FACILITATOR, TEAM)
    await world.run("ticket answer 4 Δοκιμάστε ξανά.", FACILITATOR, TEAM)
    assert [await given(world, PASSWORD, number) for number in (5, 6, 7)] == [THREE, THREE, TWO]


async def test_greeklish_words_and_the_general_team(world: RoutedWorld) -> None:
    assert await given(world, "exasa ton kwdiko prosvasis mou", 1) == TWO
    assert await given(world, OTHER, 2) == FOUR


async def test_who_has_taken_it_carries_it(world: RoutedWorld) -> None:
    assert await given(world, PASSWORD, 1) == TWO
    await world.run("ticket take 1", SECOND, TEAM)
    await world.owed()
    assert await given(world, PASSWORD, 2) == TWO
    assert await given(world, PASSWORD, 3) == THREE


async def test_the_institution_comes_before_the_topic_and_its_ambassador_is_told_in_private(world: RoutedWorld) -> None:
    said = await world.says("me institution prosxolikis kriti", TEACHER)
    assert said == "Το τμήμα σας: Τμήμα Προσχολικής Εκπαίδευσης, Πανεπιστήμιο Κρήτης."
    owed = await world.asks(PASSWORD, TEACHER)
    assert meant(owed, TEAM) == [str(AMBASSADOR.ref)]
    home = RoomRef.direct(AMBASSADOR.ref)
    told = next(each for each in owed if each.to == home)
    assert "κωδικό πρόσβασης" in str(told.text)
    assert [choice.command for choice in told.choices] == ["ticket take 1"]
    async with world.tx() as tx:
        ticket = await tickets.get(tx, 1)
    assert ticket is not None
    assert (ticket.topic, ticket.institution) == ("platforma", "kriti-proscholikis")


async def test_nobody_on_duty_means_everyone(world: RoutedWorld) -> None:
    assert "εκτός υπηρεσίας" in await world.says("duty off", THIRD)
    owed = await world.asks(OTHER, teacher(1))
    assert meant(owed, TEAM) == []
    assert "Για: όλους" in str(next(each.text for each in owed if each.to == TEAM))
    await world.says("duty on", THIRD)
    assert await given(world, OTHER, 2) == FOUR


async def test_a_less_fitting_team_stands_in(world: RoutedWorld) -> None:
    await world.says("duty off", FACILITATOR)
    await world.says("duty off", SECOND)
    assert await given(world, PASSWORD, 1) == FOUR


async def test_own_hours_hold_at_the_next_opening(world: RoutedWorld) -> None:
    # It is Tuesday 12:00 in Athens.
    said = await world.says("duty hours Δευ-Παρ 9-11, Πεμ 17-20")
    assert (
        said == "✅ Νέα αιτήματα μπορεί να έρχονται σε εσάς αυτές τις ώρες: Δευ–Τετ 09:00–11:00, "
        "Πέμ 09:00–11:00 17:00–20:00, Παρ 09:00–11:00."
    )
    assert await given(world, PASSWORD, 1) == THREE
    world.later(hours=8)  # the evening; the team is back at 9:00
    assert await given(world, PASSWORD, 2) == TWO
    assert await refused(world, "duty hours ποτέ") == (
        "Δεν κατάλαβα τις ώρες «ποτέ». Γράψτε για παράδειγμα: Δευ-Παρ 9-13, Τετ 17:00-20:00."
    )
    assert (await refused(world, "duty hours never", "en")).startswith("I could not read “never” as weekly hours.")


async def test_the_list_tells_who_is_there(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, teacher(1))
    await world.says("duty off", SECOND)
    await world.says("duty hours Mon 9-13", THIRD)
    await world.says('me absence today "next Friday"', AMBASSADOR)
    assert await world.says("duty list") == (
        "Σε ποιους δίνονται αιτήματα:\nfacilitator-2: σε υπηρεσία (1 αίτημα)\n"
        "facilitator-3: εκτός υπηρεσίας (0 αιτήματα)\n"
        "ambassador-1: λείπει έως Σάββατο 16 Ιανουαρίου 2027 (0 αιτήματα)\nfacilitator-4: Δευ 09:00–13:00 (0 αιτήματα)"
    )
    assert "facilitator-2: on duty (1 request)" in await world.says("duty list", language="en")


async def test_the_asker_is_never_given_their_own(world: RoutedWorld) -> None:
    await world.says("me institution kriti-proscholikis", AMBASSADOR)
    assert meant(await world.asks(OTHER, AMBASSADOR), TEAM) == [FOUR]


async def test_two_accounts_are_one_person(world: RoutedWorld) -> None:
    async with world.tx() as tx:
        one = Account(THIRD.ref, THIRD.name, world.now)
        await people.link(tx, one, Account(teacher(9).ref, "teacher-9", world.now))
    await world.says("duty off", teacher(9))
    assert meant(await world.asks(OTHER, teacher(1)), TEAM) == []
    await world.says("me institution kriti-proscholikis", teacher(9))
    assert meant(await world.asks(OTHER, THIRD.__class__(THIRD.ref, THIRD.name)), TEAM) == []


# --- ambassadors ------------------------------------------------------------------------------------------------------


async def test_ambassadors_answer_the_requests_of_their_institution_and_no_others(world: RoutedWorld) -> None:
    await world.says("me institution kriti-proscholikis", TEACHER)
    await world.asks(OTHER, TEACHER)
    await world.asks(PASSWORD, teacher(2))
    shown = await world.says("ticket list", AMBASSADOR)
    assert shown == "Αυτά τα αιτήματα περιμένουν απάντηση:\n#1 «δεν ανοίγει ο σύνδεσμος του zoom» — ανοιχτό"
    assert "σύνδεσμος" in await world.says("ticket show 1", AMBASSADOR)
    assert (await world.says("ticket take 1", AMBASSADOR)).startswith("✅ Αναλάβατε το αίτημα #1.")
    await world.owed()
    await world.says("ticket answer 1 Είναι στο κανάλι του τμήματος.", AMBASSADOR)
    owed = await world.owed()
    assert any("Είναι στο κανάλι του τμήματος." in str(each.text) for each in owed if each.to == TEAM)
    assert [each for each in owed if each.to.platform == "discord" and each.to != TEAM]
    for line in ("ticket show 2", "ticket take 2", "ticket answer 2 x", "ticket note 2 x", "ticket release 2"):
        with pytest.raises(UserError) as error:
            await world.says(line, AMBASSADOR)
        said = translator("el")(error.value.message, **error.value.values)
        assert said == "Το αίτημα #2 είναι για άλλη ομάδα. Δείτε τα δικά σας με /ticket list."


async def test_what_is_handed_to_an_ambassador_is_theirs(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, teacher(1))
    await world.says("me absence today today ambassador-1")
    owed = await world.owed()
    told = next(each for each in owed if each.to == RoomRef.direct(AMBASSADOR.ref))
    assert str(told.text) == (
        "❓ Αίτημα #1: «ξέχασα τον κωδικό πρόσβασης, τι κάνω;».\nΑπαντήστε σε αυτό το μήνυμα και όσα γράφετε φτάνουν σε"
        " όποιον ρώτησε. Ό,τι αρχίζει με // το διαβάζουν μόνο οι διευκολυντές."
    )
    await world.says("ticket answer 1 Από τη σελίδα σύνδεσης.", AMBASSADOR)
    assert await world.owed()


# --- the list ---------------------------------------------------------------------------------------------------------


async def test_the_list_is_narrowed(world: RoutedWorld) -> None:
    await world.says("me institution kriti-proscholikis", TEACHER)
    await world.asks(OTHER, TEACHER)
    await world.asks(PASSWORD, teacher(2))
    await world.asks("έχω πρόβλημα με το κουίζ", teacher(3))
    async with world.tx() as tx:
        await world.deadlines.keep(world.now, tx)

    async def numbers(only: str, language: str = "el") -> list[str]:
        return [
            line.split()[0] for line in (await world.says(f"ticket list {only}", language=language)).splitlines()[1:]
        ]

    assert await numbers("") == ["#1", "#2", "#3"]
    assert await numbers("mine") == await numbers("δικά μου") == ["#2"]
    assert await numbers("mooc") == await numbers("Το MOOC") == ["#3"]
    assert await numbers("Κρήτης") == await numbers("proscholikis") == ["#1"]
    assert await world.says("ticket list late") == "Κανένα αίτημα δεν περιμένει απάντηση."
    world.later(hours=2)
    assert await world.says("ticket list εκπρόθεσμα") == (
        "Αυτά τα αιτήματα περιμένουν απάντηση:\n#2 «ξέχασα τον κωδικό πρόσβασης, τι κάνω;» — ανοιχτό — 🔔 εκπρόθεσμο"
    )
    assert (await world.says("ticket list late", language="en")).endswith("— open — 🔔 late")
    assert await refused(world, "ticket list xyz") == (
        "Κανένα αίτημα που περιμένει δεν είναι «xyz». Γράψτε mine, late, "
        "ένα θέμα (platforma, mooc) ή λέξεις ενός τμήματος."
    )


# --- topics -----------------------------------------------------------------------------------------------------------


async def test_a_topic_that_is_put_right_gives_the_request_to_its_team(world: RoutedWorld) -> None:
    await world.asks(OTHER, teacher(1))
    asked = await world.says("ticket topic 1")
    assert asked == "Τι θέμα έχει το αίτημα #1;\n[Πλατφόρμα και εγγραφή]\n[Το MOOC]"
    assert await world.says("ticket topic 1 platforma") == "✅ Αίτημα #1: Πλατφόρμα και εγγραφή."
    owed = await world.owed()
    assert meant(owed, TEAM) == [TWO]
    assert await world.says("ticket topic 1 ΠΛΑΤΦΟΡΜΑ", language="en") == "✅ Request #1: Πλατφόρμα και εγγραφή."
    assert await world.owed() == []
    await world.run("ticket take 1", SECOND, TEAM)
    await world.owed()
    await world.says("ticket topic 1 mooc")
    assert await world.owed() == []


async def test_topics_and_requests_that_are_not_there(world: RoutedWorld) -> None:
    await world.asks(OTHER, teacher(1))
    assert await refused(world, "ticket topic 1 zoom") == (
        "Δεν υπάρχει θέμα «zoom». Υπάρχουν τα εξής: platforma, mooc."
    )
    assert await refused(world, "ticket topic 9 mooc") == (
        "Δεν υπάρχει αίτημα με αριθμό 9. Δείτε τα ανοιχτά με /ticket list."
    )


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ξέχασα τους ΚΩΔΙΚΟΥΣ ΠΡΟΣΒΑΣΗΣ", "platforma"),
        ("to password mou", "platforma"),
        ("κωδικός της σχολικής μονάδας", None),
        ("kouiz kai password kai kouiz", "platforma"),
        ("", None),
    ],
)
def test_words_tell_the_topic(text: str, topic: str | None) -> None:
    assert TOPICS.of(text) == topic


# --- institutions -----------------------------------------------------------------------------------------------------


async def test_an_institution_is_found_by_its_words(world: RoutedWorld) -> None:
    assert await world.says("me institution", TEACHER) == (
        "Δεν έχετε δηλώσει τμήμα. Γράψτε /me institution και λέξεις από το όνομά του."
    )
    several = await world.run("me institution Κρήτης", TEACHER)
    assert str(several.text) == "Ποιο είναι το δικό σας;"
    assert several.private
    assert [choice.label for choice in several.choices] == [
        "Τμήμα Προσχολικής Εκπαίδευσης, Πανεπιστήμιο Κρήτης",
        "Εργαστήριο Τεχνολογιών, Πανεπιστήμιο Κρήτης",
    ]
    chosen = await world.says(several.choices[1].command, TEACHER, "en")
    assert chosen == "Your institution: Εργαστήριο Τεχνολογιών, Πανεπιστήμιο Κρήτης."
    assert "Νηπιαγωγών" in await world.says("me institution nipiagwgoi ioannina", TEACHER)
    with pytest.raises(UserError):
        await world.says("me institution Οξφόρδη", TEACHER)
    assert "Δεν έχετε δηλώσει τμήμα" in await world.says("me institution -", TEACHER)


async def test_whoever_answers_is_told_to_narrow_down() -> None:
    from cogs.institutions import Institutions

    many = [each.model_copy(update={"id": f"{each.id}-{n}"}) for n in range(3) for each in INSTITUTIONS]
    assert len(Institutions(many).found("τμήμα")) == 6


# --- data and weeks ---------------------------------------------------------------------------------------------------


async def test_all_of_it_is_given_out_and_forgotten(world: RoutedWorld) -> None:
    await world.asks(PASSWORD, teacher(1))
    await world.says("duty hours Mon 9-13")
    await world.says("me absence tomorrow")
    await world.says("me institution ioannina-nipiagogon")
    async with world.tx() as tx:
        kept = await world.duty.export(FACILITATOR.ref, tx)
        assert kept["duty"] == {"mode": "hours", "hours": '{"mon": ["09:00-13:00"]}'}
        assert kept["absence"]["begins"] == "2027-01-12T22:00:00+00:00"
        assert kept["tickets"] == [1]
        assert await world.institutions.export(FACILITATOR.ref, tx) == {"institution": "ioannina-nipiagogon"}
        for cog in (world.duty, world.institutions):
            await cog.forget(FACILITATOR.ref, tx)
            assert await cog.export(FACILITATOR.ref, tx) == {}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Δευ-Παρ 9-13, 17-20", "Mon–Fri 09:00–13:00 17:00–20:00"),
        ("καθημερινά 9-14", "Mon–Fri 09:00–14:00"),
        ("kathe mera 9-10", "Mon–Sun 09:00–10:00"),
        ("Τρίτη έως Πέμπτη 10:30-12", "Tue–Thu 10:30–12:00"),
        ("sat-mon 9-12; Wed 8:15–9", "Mon 09:00–12:00, Wed 08:15–09:00, Sat–Sun 09:00–12:00"),
    ],
)
def test_weeks_as_people_type_them(typed: str, written: str) -> None:
    assert week_written(translator("en"), read_week(typed)) == written


@pytest.mark.parametrize(
    "typed", ["", "Δευ", "9-13", "Δευ 13-9", "Δευ 9-13 10-12", "Δευ 9-25", "Δευ Τρι Τετ 9-10", "x" * 3000]
)
def test_what_is_no_week(typed: str) -> None:
    with pytest.raises(UserError):
        read_week(typed)
