"""When many ask the same within minutes there is one request, one banner in each room, and one answer for all."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from config.settings import HelpdeskSettings
from storage import people, tickets
from storage.database import Database, micros
from storage.people import Account
from tests.cogs.helpdesk_world import DISCORD, ENGLISH, FACILITATOR, MATRIX, SECOND, TEAM, TEAM_TOO
from tests.cogs.learning_world import LearningWorld, edits, posts, teacher

WAYS = (
    "δεν ανοίγει ο σύνδεσμος του zoom",
    "den anoigei o syndesmos tou zoom",
    "Καλησπέρα σας, ο σύνδεσμος του Zoom δεν λειτουργεί!",
    "zoom link not working",
    "ΔΕΝ ΑΝΟΙΓΕΙ ΤΟ ΖΟΟΜ",
    "den mporo na mpo sto zoom",
)
KNOWN = "Το γνωρίζουμε: ρωτούν πολλοί το ίδιο και η ομάδα υποστήριξης το εξετάζει (αίτημα #{number}). "
BANNER = (
    "⚠️ Το γνωρίζουμε: «δεν ανοίγει ο σύνδεσμος του zoom». Το ρώτησαν {people} άτομα και η ομάδα υποστήριξης το"
    " εξετάζει (αίτημα #1). Δεν χρειάζεται να ξαναρωτήσετε· η απάντηση θα έρθει εδώ."
)


@pytest.fixture
async def world(database: Database, now: datetime) -> LearningWorld:
    return await LearningWorld.begin(database, now)


def asker(number: int) -> tuple[Person, RoomRef]:
    """Return every third in Matrix, the others in Discord, every fifth in private."""
    platform, room = ("matrix", MATRIX) if number % 3 == 0 else ("discord", DISCORD)
    who = teacher(number, platform)
    return who, RoomRef.direct(who.ref) if number % 5 == 0 else room


async def many(world: LearningWorld, first: int, last: int) -> list[str]:
    """Have teachers ask the same, a few seconds one after another; return what the last one is told."""
    for number in range(first, last + 1):
        who, room = asker(number)
        world.later(seconds=5)
        owed = await world.ask(WAYS[(number - 1) % len(WAYS)], who, room)
    return posts(owed)


async def test_four_are_no_incident_and_the_fifth_is(world: LearningWorld) -> None:
    assert "αίτημα #4" in (await many(world, 1, 4))[0]
    assert await world.follow() == []
    told = await many(world, 5, 5)
    private = RoomRef.direct(asker(5)[0].ref)
    assert f"{private}: {KNOWN.format(number=5)}Η απάντηση θα έρθει εδώ." in told
    assert not any("Νέο αίτημα #5" in each for each in told)


async def test_one_banner_for_each_place_and_one_message_for_the_facilitators(world: LearningWorld) -> None:
    await many(world, 1, 5)
    shown = {each.to: each for each in await world.follow()}
    assert set(shown) == {DISCORD, MATRIX, TEAM, TEAM_TOO}
    assert str(shown[DISCORD].text) == str(shown[MATRIX].text) == BANNER.format(people=5)
    assert str(shown[TEAM].text) == (
        "🚨 Πολλοί ρωτούν το ίδιο: «δεν ανοίγει ο σύνδεσμος του zoom» — 5 άτομα (αίτημα #1)."
        " Μία απάντηση φτάνει σε όλους."
    )
    assert [choice.command for choice in shown[TEAM].choices] == [
        "ticket take 1",
        "incident write 1",
        "incident reword 1",
    ]
    assert await world.follow() == []


async def test_thirty_askers_in_both_scripts_and_on_both_platforms_share_one_request(world: LearningWorld) -> None:
    await many(world, 1, 12)
    await world.follow()
    await world.ask("πότε αρχίζει η επόμενη εκδήλωση του μουσείου;", teacher(90))
    other = await world.ask("δεν ανοίγει ο σύνδεσμος του twinspace", teacher(91))
    assert "Το γνωρίζουμε" not in str(other[0].text)
    late = await many(world, 13, 30)
    assert not any("Νέο αίτημα" in each for each in late)
    counted = edits(await world.follow())
    assert counted[str(DISCORD)] == BANNER.format(people=30)
    assert "30 άτομα" in counted[str(TEAM_TOO)]
    waiting = await world.team("ticket list")
    assert waiting.count("#") == 3, waiting  # the link of zoom, the museum, and the link of twinspace for itself
    assert "30 άτομα" in await world.team("incident list")

    said = await world.team("incident answer 1 Ο **νέος** σύνδεσμος είναι στο ημερολόγιο.")
    assert said == "✅ Η απάντηση στο περιστατικό #1 στάλθηκε σε 30 άτομα."
    owed = await world.owed()
    answers = [each for each in owed if ":answer:" in each.key]
    assert len({each.key.split(":")[2] for each in answers}) == 30, "each asker's own request is answered"
    private = {each.to for each in answers if each.to.person}
    assert private == {RoomRef.direct(asker(number)[0].ref) for number in range(5, 31, 5)}
    assert all("Ο νέος σύνδεσμος είναι στο ημερολόγιο." in str(each.text) for each in answers)
    over = edits(owed)
    assert over[str(MATRIX)] == (
        "✅ «δεν ανοίγει ο σύνδεσμος του zoom» — η ομάδα υποστήριξης απαντά:\nΟ νέος σύνδεσμος είναι στο ημερολόγιο."
    )
    assert over[str(TEAM_TOO)] == (
        "✅ Έκλεισε: «δεν ανοίγει ο σύνδεσμος του zoom» — 30 άτομα (αίτημα #1).\nΟ νέος σύνδεσμος είναι στο ημερολόγιο."
    )
    assert await world.team("incident list") == "Δεν υπάρχει περιστατικό αυτή τη στιγμή."
    assert (await world.team("ticket list")).count("#") == 2
    assert await world.follow() == []


async def test_an_answer_to_the_request_itself_ends_the_incident_too(world: LearningWorld) -> None:
    await many(world, 1, 6)
    await world.follow()
    await world.run("ticket answer 1 Τώρα ανοίγει.", by=SECOND, room=TEAM)
    answers = [each for each in await world.owed() if ":answer:" in each.key]
    assert len({each.key.split(":")[2] for each in answers}) == 6
    assert "Τώρα ανοίγει." in edits(await world.follow())[str(DISCORD)]
    async with world.tx() as tx:
        found = await tickets.get(tx, 1)
    assert found is not None
    assert (found.state, found.holder_name) == ("closed", "facilitator-3")


async def test_who_asks_as_it_is_answered_gets_the_answer(world: LearningWorld) -> None:
    await many(world, 1, 5)
    await world.follow()
    await world.team("incident answer 1 Τώρα ανοίγει.")
    await world.owed()
    told = posts(await world.ask(WAYS[0], teacher(6), RoomRef.direct(teacher(6).ref)))
    assert len(told) == 1
    assert "Απάντηση στο αίτημά σας #6 από την ομάδα υποστήριξης:\nΤώρα ανοίγει." in told[0]
    assert await world.team("ticket list") == "Κανένα αίτημα δεν περιμένει απάντηση."
    world.later(hours=2)
    assert "αίτημα #7" in posts(await world.ask(WAYS[0], teacher(7)))[0], "later it may be something else"


def restarted(world: LearningWorld) -> LearningWorld:
    """Return the helpdesk as it is after a restart, with nothing in memory."""
    again = LearningWorld(world.database, world.now)
    again._numbers, again._seen = world._numbers, world._seen
    return again


async def test_it_goes_on_after_a_restart(world: LearningWorld) -> None:
    await many(world, 1, 3)
    world = restarted(world)
    await many(world, 4, 5)
    await world.follow()
    world = restarted(world)
    told = await many(world, 6, 7)
    assert KNOWN.format(number=7) in told[-1]
    world = restarted(world)
    assert edits(await world.follow())[str(DISCORD)] == BANNER.format(people=7)


async def test_one_person_who_asks_often_or_from_two_accounts_is_one(world: LearningWorld) -> None:
    one, other = teacher(2), teacher(3, "matrix")
    async with world.tx() as tx:
        await people.link(tx, Account(one.ref, one.name, world.now), Account(other.ref, other.name, world.now))
    for way in WAYS[:3]:
        await world.ask(way, one)
    await world.ask(WAYS[3], other, MATRIX)
    await world.ask(WAYS[0], teacher(4))
    await world.ask(WAYS[1], teacher(7))
    assert await world.follow() == []
    await world.ask(WAYS[2], teacher(8))
    assert await world.follow() == []
    await world.ask(WAYS[0], teacher(9))
    assert "5 άτομα" in str((await world.follow())[0].text)
    again = posts(await world.ask(WAYS[4], other, MATRIX))
    assert "Το έχετε ήδη ρωτήσει και η ομάδα υποστήριξης το εξετάζει." in again[0]
    assert await world.follow() == []


async def test_too_slow_is_no_incident(world: LearningWorld) -> None:
    for number in range(1, 8):
        await world.ask(WAYS[0], teacher(number))
        world.later(minutes=3)
    assert await world.follow() == []


async def test_the_settings_say_how_many_and_how_fast(database: Database, now: datetime) -> None:
    world = LearningWorld(database, now, HelpdeskSettings(incident_people=2, incident_minutes=60))
    await world.ask(WAYS[0], teacher(1))
    world.later(minutes=50)
    await world.ask(WAYS[1], teacher(2))
    assert "2 άτομα" in str((await world.follow())[0].text)


async def test_different_questions_are_no_incident(world: LearningWorld) -> None:
    things = ("αρχείο", "βίντεο", "ημερολόγιο", "φόρουμ", "έντυπο", "κουίζ", "πορτφόλιο")
    for number, thing in enumerate(things):
        await world.ask(f"δεν ανοίγει το {thing}", teacher(number))
    assert await world.follow() == []


async def test_what_somebody_has_in_hand_stands_for_all(world: LearningWorld) -> None:
    await many(world, 1, 4)
    await world.run("ticket take 3", by=SECOND, room=TEAM)
    await many(world, 5, 5)
    assert "αίτημα #3" in str((await world.follow())[0].text)
    async with world.tx() as tx:
        assert [ticket.number for ticket in await tickets.family(tx, 3)] == [3, 1, 2, 4, 5]


async def test_it_is_closed_without_an_answer(world: LearningWorld) -> None:
    await many(world, 1, 5)
    await world.follow()
    assert await world.team("incident close 1 Έληξε η εκδήλωση.") == "✅ Το περιστατικό #1 έκλεισε."
    owed = await world.owed()
    assert sum("Έληξε η εκδήλωση." in each for each in posts(owed)) >= 5
    assert edits(owed)[str(DISCORD)] == "✅ Έκλεισε: «δεν ανοίγει ο σύνδεσμος του zoom»."
    assert "αίτημα #6" in posts(await world.ask(WAYS[0], teacher(6)))[0]


async def test_the_form_for_one_answer(world: LearningWorld) -> None:
    await many(world, 1, 5)
    reply = await world.run("incident write 4", by=FACILITATOR, room=TEAM)
    assert str(reply.text) == "Απαντήστε σε όλους με /incident answer 1 …"
    assert reply.form is not None
    assert (reply.form.command, reply.form.arguments) == ("incident answer", {"number": 1})


@pytest.mark.parametrize("line", ["answer 9 ναι", "close 9", "write 9"])
async def test_a_number_that_is_no_incident(world: LearningWorld, line: str) -> None:
    await world.ask(WAYS[0], teacher(1))
    said = await world.team(f"incident {line}", "en")
    assert said == "There is no open incident with number 9. See them with /incident list."
    assert "1" in await world.team(f"incident {line.replace('9', '1')}")


async def test_in_english(world: LearningWorld) -> None:
    for number in range(1, 7):
        told = posts(await world.ask("the zoom link does not open", teacher(number), ENGLISH))
    assert told[0].endswith(
        "We know: many people ask the same, and the support team is looking at it (request #6)."
        " The answer will come here."
    )
    shown = {each.to: str(each.text) for each in await world.follow()}
    assert shown[ENGLISH] == (
        "⚠️ We know: “the zoom link does not open”. 6 people asked this, and the support team is looking at it"
        " (request #1). You need not ask again; the answer will come here."
    )
    assert "6 people, since Tuesday" in await world.team("incident list", "en")
    said = await world.team("incident answer 1 Try again.", "en")
    assert said == "✅ The answer to incident #1 is on its way to 6 people."
    assert edits(await world.owed())[str(ENGLISH)] == (
        "✅ “the zoom link does not open” — the support team answers:\nTry again."
    )


async def test_what_is_personal_stands_in_no_banner(world: LearningWorld) -> None:
    await world.ask("Είμαι η Αγνώστη Ά. Δεν ανοίγει ο σύνδεσμος του zoom, 6900000000", teacher(1))
    for number in range(2, 6):
        await world.ask(WAYS[0], teacher(number))
    for each in await world.follow():
        assert "Αγνώστη" not in str(each.text)
        assert "6900000000" not in str(each.text)


async def test_who_is_forgotten_is_not_counted_and_not_told(world: LearningWorld) -> None:
    await many(world, 1, 6)
    await world.follow()
    async with world.tx() as tx:
        await world.helpdesk.forget(asker(2)[0].ref, tx)
    await world.team("incident answer 1 Τώρα ανοίγει.")
    answers = [each for each in await world.owed() if ":answer:" in each.key]
    assert len({each.key.split(":")[2] for each in answers}) == 5


async def test_what_was_undone_is_not_remembered(world: LearningWorld) -> None:
    await many(world, 1, 3)
    event = world.posted(WAYS[0], DISCORD, teacher(40))
    with pytest.raises(ZeroDivisionError):
        async with world.tx() as tx:
            await world.helpdesk.hear(event, tx)
            raise ZeroDivisionError
    await world.ask("πότε αρχίζει η επόμενη εκδήλωση του μουσείου;", teacher(41))
    await many(world, 4, 4)
    assert await world.follow() == []
    await many(world, 5, 5)
    assert "5 άτομα" in str((await world.follow())[0].text)


async def test_among_2500_different_questions_in_the_window_a_new_one_is_alone(
    database: Database, now: datetime
) -> None:
    world = LearningWorld(database, now, HelpdeskSettings(incident_people=100, questions_per_minute=10_000))
    async with world.tx() as tx:
        await tx.many(
            "INSERT INTO questions (asked, person, name, room, private, language, text, at, outcome)"
            " VALUES (?, ?, '', 'discord:11', FALSE, 'el', ?, ?, 'passed on')",
            [
                (
                    f"m{n}",
                    f"discord:{n}",
                    f"δεν ανοίγει το έγγραφο {n} της ομάδας {n % 50}",
                    micros(now),
                )
                for n in range(2500)
            ],
        )
    joining = world.helpdesk._desk._joining
    event = world.posted(WAYS[0])
    question = world.helpdesk._question(event)
    async with world.tx() as tx:
        assert await joining.join(question, (None, None), tx) is None


# --- the banner's words -----------------------------------------------------------------------------------------------


async def test_the_banner_is_in_the_clearest_words_without_names(world: LearningWorld) -> None:
    said = (
        "den anoigei o syndesmos tou zoom!!!",
        "Καλημέρα! Δεν ανοίγει ο σύνδεσμος του zoom!",
        "δεν ανοιγει ο συνδεσμος του zoom",
        "ΔΕΝ ΑΝΟΙΓΕΙ Ο ΣΥΝΔΕΣΜΟΣ ΤΟΥ ZOOM!!!",
        "Καλησπέρα σας. Δεν ανοίγει ο σύνδεσμος του zoom. Ευχαριστώ, Γιώργος",
    )
    for number, text in enumerate(said, 1):
        await world.ask(text, Person(PersonRef("discord", f"10{number}"), "Γιώργος Κ." if number == 5 else "t"))
    shown = {each.to: str(each.text) for each in await world.follow()}
    assert shown[DISCORD].startswith("⚠️ Το γνωρίζουμε: «Δεν ανοίγει ο σύνδεσμος του zoom».")
    assert "«Δεν ανοίγει ο σύνδεσμος του zoom»" in shown[TEAM]


async def test_a_question_in_private_is_not_shown_to_all(world: LearningWorld) -> None:
    private = teacher(1)
    await world.ask("δεν ανοίγει ο σύνδεσμος του zoom", private, RoomRef.direct(private.ref))
    for number in range(2, 6):
        await world.ask("den anoigei o syndesmos tou zoom", teacher(number))
    shown = {each.to: str(each.text) for each in await world.follow()}
    assert "«den anoigei o syndesmos tou zoom»" in shown[DISCORD]


async def test_facilitators_change_the_words_wherever_they_are_shown(world: LearningWorld) -> None:
    await many(world, 1, 5)
    await world.follow()
    said = await world.team("incident banner 1 Ο σύνδεσμος της Τρίτης")
    assert said == "✅ Το περιστατικό #1 εμφανίζεται πλέον ως «Ο σύνδεσμος της Τρίτης»."
    changed = edits(await world.owed())
    assert set(changed) == {str(place) for place in (DISCORD, MATRIX, TEAM, TEAM_TOO)}
    assert all("«Ο σύνδεσμος της Τρίτης»" in text for text in changed.values())
    await many(world, 6, 6)
    assert "Ο σύνδεσμος της Τρίτης" in edits(await world.follow())[str(DISCORD)]
    assert "«Ο σύνδεσμος της Τρίτης»" in await world.team("incident list")
    form = (await world.run("incident reword 1", by=FACILITATOR, room=TEAM)).form
    assert form is not None
    assert (form.command, form.fields) == ("incident banner", {"text": "Ο σύνδεσμος της Τρίτης"})
    assert "«δεν ανοίγει ο σύνδεσμος του zoom»" in await world.team("incident banner 1")
    assert "«δεν ανοίγει ο σύνδεσμος του zoom»" in edits(await world.owed())[str(DISCORD)]
    await world.team("incident banner 1 Ο σύνδεσμος της Τρίτης")
    await world.owed()
    await world.team("incident answer 1 Τώρα ανοίγει.")
    assert edits(await world.owed())[str(MATRIX)].startswith("✅ «Ο σύνδεσμος της Τρίτης» — ")


async def test_the_same_in_english(world: LearningWorld) -> None:
    for number in range(1, 6):
        text = "the zoom link is not working" if number == 3 else "zoom link not working"
        await world.ask(text, teacher(number), ENGLISH)
    shown = {each.to: str(each.text) for each in await world.follow()}
    assert shown[ENGLISH].startswith("⚠️ We know: “zoom link not working”. 5 people asked this")
    said = await world.run("incident banner 1 Tuesday's link", by=FACILITATOR, room=TEAM, language="en")
    assert str(said.text) == "✅ Incident #1 is shown as “Tuesday's link” now."
    assert edits(await world.owed())[str(ENGLISH)].startswith("⚠️ We know: “Tuesday's link”.")


async def test_words_that_cannot_be(world: LearningWorld) -> None:
    await many(world, 1, 5)
    too_long = await world.team(f"incident banner 1 {'α' * 301}")
    assert too_long == "Γράψτε το πιο σύντομα: έως 300 χαρακτήρες."
    assert (await world.team("incident banner 9 κάτι")).startswith("Δεν υπάρχει ανοιχτό περιστατικό με αριθμό 9.")


async def test_the_words_are_cleared_in_time(world: LearningWorld) -> None:
    await many(world, 1, 5)
    await world.team("incident banner 1 Ο σύνδεσμος της Τρίτης")
    await world.team("incident answer 1 Τώρα ανοίγει.")

    async def kept() -> str:
        async with world.tx() as tx:
            await world.incidents.clear(world.now, tx)
            return str(await tx.value("SELECT words FROM incidents"))

    assert await kept() == "Ο σύνδεσμος της Τρίτης"
    world.later(days=1000)
    assert await kept() == ""
