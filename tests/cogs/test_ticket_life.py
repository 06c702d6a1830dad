"""The life of a ticket: handed over, noted on, whispered to, answered from what is kept ready, joined, solved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.commands import Reply
from bot.core.errors import UserError
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Attachment
from config.words import translator
from storage import people
from storage.database import Database
from storage.people import Account
from tests.cogs.helpdesk_world import (
    DISCORD,
    ENGLISH,
    FACILITATOR,
    MATRIX,
    OTHER,
    SECOND,
    TEACHER,
    TEAM,
    TEAM_TOO,
    by_place,
)
from tests.cogs.ticket_world import PRIVATE, UNKNOWN, TicketWorld

TOO = "ο σύνδεσμος του zoom δεν δουλεύει"
OTHERS = RoomRef.direct(OTHER.ref)
BOTH = (TEAM, TEAM_TOO)


@pytest.fixture
async def world(database: Database, now: datetime) -> TicketWorld:
    world = await TicketWorld.begin(database, now)
    await world.meet(TEACHER, FACILITATOR, SECOND)
    return world


@pytest.mark.parametrize(
    ("language", "given", "told", "released", "free"),
    [
        (
            "el",
            "✅ Το αίτημα #1 το έχει τώρα: facilitator-3.",
            "facilitator-3\nΤο αίτημα #1 πέρασε από: facilitator-2 σε: facilitator-3.",
            "✅ Το αίτημα #1 είναι ελεύθερο για ανάληψη.\n[✋ Ανάληψη]",
            "Κανείς δεν έχει αναλάβει το αίτημα #1.",
        ),
        (
            "en",
            "✅ facilitator-3 has request #1 now.",
            "facilitator-3\nΤο αίτημα #1 πέρασε από: facilitator-2 σε: facilitator-3.",
            "✅ Request #1 is free to take.\n[✋ Take it]",
            "Nobody has request #1 in hand.",
        ),
    ],
)
async def test_handed_over_and_given_back(
    world: TicketWorld, language: str, given: str, told: str, released: str, free: str
) -> None:
    await world.ask()
    assert await world.says("ticket give 1 @Facilitator-3", language=language) == given
    assert by_place(await world.owed()) == dict.fromkeys(BOTH, told)
    assert await world.state() == ("taken", "facilitator-3")
    assert await world.says("ticket release 1", language=language) == released
    assert await world.state() == ("open", "")
    assert await world.says("ticket release 1", language=language) == free


async def test_handed_over_by_account(world: TicketWorld) -> None:
    await world.ask()
    assert await world.says(f"ticket give 1 {SECOND.ref}") == "✅ Το αίτημα #1 το έχει τώρα: facilitator-3."
    assert await world.says("ticket give 1 facilitator-3") == "Το αίτημα #1 το έχει ήδη: facilitator-3."
    assert await world.says("ticket give 1 facilitator-3", language="en") == "facilitator-3 has request #1 already."
    assert await world.says(f"ticket give 1 {FACILITATOR.ref.id}") == "✅ Το αίτημα #1 το έχει τώρα: facilitator-2."


async def test_who_has_it_may_answer_with_another_account(world: TicketWorld) -> None:
    await world.ask()
    await world.says("ticket take 1")
    async with world.tx() as tx:
        one, other = (Account(each.ref, each.name, world.now) for each in (FACILITATOR, SECOND))
        await people.link(tx, one, other)
    assert await world.says("ticket take 1", SECOND) == "Το αίτημα #1 το έχετε ήδη αναλάβει."
    await world.says("ticket answer 1 Ναι.")
    assert (await world.says("ticket answer 1 Και κάτι ακόμη.", SECOND)).startswith("✅")


async def test_to_whom_nothing_can_be_handed(world: TicketWorld) -> None:
    await world.ask()
    assert await world.says("ticket give 1 teacher-17") == "Δεν ανήκει στην ομάδα διευκόλυνσης: teacher-17."
    assert await world.says("ticket give 1 teacher-17", language="en") == "teacher-17 is no facilitator."
    assert await world.says("ticket give 1 κανένας") == (
        "Δεν γνωρίζω ποιος είναι: κανένας. Γράψτε το όνομα όπως φαίνεται ή τον λογαριασμό ως πλατφόρμα:id."
    )
    await world.meet(Person(SECOND.ref, FACILITATOR.name))
    assert await world.says("ticket give 1 facilitator-2") == (
        "Με το όνομα facilitator-2 υπάρχουν πολλοί διευκολυντές. Γράψτε τον λογαριασμό: discord:2, discord:3."
    )
    async with world.tx() as tx:
        one, other = (Account(each.ref, each.name, world.now) for each in (FACILITATOR, SECOND))
        await people.link(tx, one, other)
    assert (await world.says("ticket give 1 facilitator-2")).startswith("✅")
    await world.says("ticket close 1")
    assert await world.says("ticket give 1 facilitator-2") == "Το αίτημα #1 είναι ήδη κλειστό."


@pytest.mark.parametrize(
    ("language", "answered"),
    [
        ("el", "📝 Το σημείωσα στο αίτημα #1. Το διαβάζουν μόνο οι διευκολυντές."),
        ("en", "📝 Noted for request #1. Only the facilitators read it."),
    ],
)
async def test_a_note_is_for_the_facilitators_alone(world: TicketWorld, language: str, answered: str) -> None:
    await world.ask()
    assert await world.says("ticket note 1 Το είδα **χθες**.", language=language) == answered
    assert by_place(await world.owed()) == dict.fromkeys(
        BOTH, "📝 Αίτημα #1, σημείωση από: facilitator-2\nΤο είδα χθες."
    )
    assert await world.state() == ("open", "")


@pytest.mark.parametrize(
    "line", ["ticket whisper 1 Ελέγξτε το mail σας.", "ticket answer 1 Ελέγξτε το mail σας. private=ναι"]
)
async def test_a_whisper_reaches_the_asker_alone(world: TicketWorld, line: str) -> None:
    await world.ask()
    assert await world.says(line) == "🔒 Η απάντηση στο αίτημα #1 στέλνεται με ιδιωτικό μήνυμα."
    owed = by_place(await world.owed())
    assert set(owed) == {PRIVATE, TEAM, TEAM_TOO}
    assert owed[PRIVATE] == (
        "Απάντηση στο αίτημά σας #1 από την ομάδα υποστήριξης:\nΕλέγξτε το mail σας.\n"
        "Αν κάτι λείπει, γράψτε εδώ και το αίτημα ανοίγει ξανά."
    )
    assert await world.state() == ("answered", "facilitator-2")


@pytest.mark.parametrize(
    ("room", "language", "labels", "thanks", "again", "team"),
    [
        (
            DISCORD,
            "el",
            ["✅ Λύθηκε", "❌ Χρειάζομαι κι άλλη βοήθεια"],
            "✅ Ευχαριστώ. Το αίτημα #1 έκλεισε.",
            "Το αίτημα #1 άνοιξε ξανά. Γράψτε εδώ τι λείπει· θα φτάσει στην ομάδα.",
            "facilitator-2\n❓ Το αίτημα #1 άνοιξε ξανά: όποιος ρώτησε χρειάζεται κι άλλη βοήθεια.",
        ),
        (
            ENGLISH,
            "en",
            ["✅ Solved", "❌ I need more help"],
            "✅ Thank you. Request #1 is closed.",
            "Request #1 is open again. Write here what is missing; it reaches the team.",
            "facilitator-2\n❓ Το αίτημα #1 άνοιξε ξανά: όποιος ρώτησε χρειάζεται κι άλλη βοήθεια.",
        ),
    ],
)
async def test_solved_and_again(
    world: TicketWorld, room: RoomRef, language: str, labels: list[str], thanks: str, again: str, team: str
) -> None:
    await world.ask("my microphone is broken, help" if language == "en" else UNKNOWN, room=room)
    await world.says("ticket answer 1 Try again.")
    answer = next(each for each in await world.owed() if each.to == room)
    assert [choice.label for choice in answer.choices] == labels
    solved, more = (choice.command for choice in answer.choices)
    assert await world.says(solved, TEACHER, language, room) == thanks
    assert by_place(await world.owed())[TEAM] == "facilitator-2\n✅ Αίτημα #1: όποιος ρώτησε λέει ότι λύθηκε."
    assert await world.state() == ("closed", "facilitator-2")
    assert "λύθηκε" in await world.says("ticket show 1")
    assert await world.says(solved, TEACHER, language, room) == thanks
    assert await world.owed() == []
    assert await world.says(more, TEACHER, language, room) == again
    assert by_place(await world.owed())[TEAM] == team
    assert await world.state() == ("taken", "facilitator-2")
    assert await world.says(more, TEACHER, language, room) == again
    assert await world.owed() == []


async def test_only_its_asker_solves_it_and_only_for_some_days(world: TicketWorld) -> None:
    await world.ask()
    await world.says("ticket close 1 Διπλό.")
    closing = next(each for each in await world.owed() if each.to == DISCORD)
    assert [choice.label for choice in closing.choices] == ["❌ Χρειάζομαι κι άλλη βοήθεια"]
    refused = "Εδώ επιλέγει μόνο το άτομο που έκανε την ερώτηση."
    assert await world.says("ticket solved 1", OTHER) == await world.says("ticket more 9", OTHER) == refused
    world.later(days=8)
    assert await world.says("ticket more 1", TEACHER) == (
        "Το αίτημα #1 έκλεισε πριν από περισσότερες από 7 ημέρες. Ρωτήστε ξανά."
    )
    assert await world.says("ticket reopen 1") == "✅ Το αίτημα #1 άνοιξε ξανά."
    assert by_place(await world.owed()) == dict.fromkeys(BOTH, "❓ Το αίτημα #1 το άνοιξε ξανά: facilitator-2.")
    assert await world.says("ticket reopen 1") == "Το αίτημα #1 είναι ήδη ανοιχτό."


async def test_joined_requests_are_answered_together(world: TicketWorld) -> None:
    await world.ask()
    await world.ask(TOO, OTHER, ENGLISH)
    await world.run(f"ask {UNKNOWN} τρίτη φορά", by=OTHER)
    await world.owed()
    assert await world.says("ticket merge 2 1") == (
        "✅ Το αίτημα #2 έγινε μέρος του #1: οι απαντήσεις θα φτάνουν και στους δύο."
    )
    told = by_place([each for each in await world.owed() if each.to not in BOTH])
    assert told == {
        ENGLISH: "teacher-18\nYour request #2 was joined with request #1, which asks the same. The answer comes here."
    }
    assert await world.says("ticket merge 3 2") == (
        "✅ Το αίτημα #3 έγινε μέρος του #1: οι απαντήσεις θα φτάνουν και στους δύο."
    )
    await world.owed()
    await world.says("ticket answer 3 Δοκιμάστε ξανά.")
    answers = by_place([each for each in await world.owed() if each.to not in BOTH])
    assert set(answers) == {DISCORD, MATRIX, ENGLISH, OTHERS}
    assert answers[ENGLISH].startswith("teacher-18\nAnswer to your request #2 from the support team:")
    assert answers[OTHERS].startswith("Απάντηση στο αίτημά σας #3 από την ομάδα υποστήριξης:")
    world.later(hours=2)
    again = by_place(await world.hear(world.posted("ούτε τώρα", OTHERS, OTHER)))
    assert again[TEAM] == "facilitator-2\n❓ Το αίτημα #1 άνοιξε ξανά. Από: teacher-18\nούτε τώρα"
    assert again[OTHERS].startswith("Ενημέρωσα την ομάδα υποστήριξης· το αίτημα #3 άνοιξε ξανά.")
    shown = await world.says("ticket show 2")
    assert shown.startswith("Αίτημα #1 — το έχει: facilitator-2")
    assert "#2 · teacher-18, από το κανάλι" in shown
    assert "Συμπλήρωση από: teacher-18" in shown


async def test_what_was_said_before_requests_were_joined_is_shown_with_the_rest(world: TicketWorld) -> None:
    await world.ask()
    world.later(minutes=1)
    await world.ask(TOO, OTHER)
    await world.says("ticket note 2 Μάλλον το δίκτυο.")
    world.later(minutes=1)
    await world.says("ticket note 1 Ίσως ο διακομιστής.")
    await world.says("ticket merge 2 1")
    shown = await world.says("ticket show 1")
    assert 0 < shown.find("Μάλλον το δίκτυο.") < shown.find("Ίσως ο διακομιστής.")


async def test_who_is_joined_later_has_the_last_answer(world: TicketWorld) -> None:
    await world.ask()
    await world.says("ticket answer 1 Δοκιμάστε ξανά.")
    await world.ask(TOO, OTHER, ENGLISH)
    await world.says("ticket merge 2 1")
    told = [str(each.text) for each in await world.owed() if each.to == ENGLISH]
    assert told[-1].startswith("teacher-18\nAnswer to your request #2 from the support team:\nΔοκιμάστε ξανά.")


async def test_what_cannot_be_joined(world: TicketWorld) -> None:
    await world.ask()
    await world.ask(TOO, OTHER)
    await world.ask("δεν ακούω το μικρόφωνο, τι να κάνω;", OTHER)
    assert await world.says("ticket merge 1 1") == "Ένα αίτημα δεν ενώνεται με τον εαυτό του."
    assert await world.says("ticket merge 1 1", language="en") == "A request cannot be joined with itself."
    assert (await world.says("ticket merge 1 9")).startswith("Δεν υπάρχει αίτημα με αριθμό 9.")
    await world.says("ticket merge 2 1")
    assert await world.says("ticket merge 1 2") == "Τα αιτήματα #1 και #2 είναι ήδη ενωμένα."
    assert await world.says("ticket merge 2 1") == "Τα αιτήματα #2 και #1 είναι ήδη ενωμένα."
    await world.says("ticket close 3")
    assert await world.says("ticket merge 1 3") == "Το αίτημα #3 είναι ήδη κλειστό."
    assert await world.says("ticket merge 3 1") == "Το αίτημα #3 είναι ήδη κλειστό."


async def test_one_of_several_askers_solves_it_for_themselves(world: TicketWorld) -> None:
    await world.ask()
    await world.ask(TOO, OTHER)
    await world.says("ticket merge 2 1")
    await world.says("ticket answer 1 Δοκιμάστε ξανά.")
    assert await world.says("ticket solved 2", OTHER) == "✅ Ευχαριστώ. Το αίτημα #2 έκλεισε."
    assert (await world.state())[0] == "answered"
    await world.says("ticket solved 1", TEACHER)
    assert (await world.state())[0] == "closed"


CANNED = "canned add zoom Αγαπητή/έ {name}, δείτε το αίτημα {number}."


async def test_a_canned_reply_is_shown_and_sent(world: TicketWorld) -> None:
    await world.ask()
    assert await world.says(CANNED) == "✅ Αποθηκεύτηκε. Στείλτε την με /ticket canned 12 zoom."
    preview: Reply = await world.run("ticket canned 1 ZOOM", by=FACILITATOR, room=TEAM)
    assert str(preview.text) == (
        "Αυτό θα διαβάσει όποιος έκανε το αίτημα #1:\nΑγαπητή/έ teacher-17, δείτε το αίτημα 1."
    )
    send, leave = (choice.command for choice in preview.choices)
    assert await world.says(leave) == "Δεν στάλθηκε τίποτε."
    await world.owed()
    await world.says(send)
    assert "Αγαπητή/έ teacher-17, δείτε το αίτημα 1." in by_place(await world.owed())[DISCORD]


async def test_canned_replies_are_kept_by_language(world: TicketWorld) -> None:
    await world.ask("my microphone is broken, help", room=ENGLISH)
    assert await world.says("canned list") == "Δεν υπάρχει ακόμη έτοιμη απάντηση. Προσθέστε μία με /canned add."
    await world.says(CANNED)
    await world.says("canned add zoom See request {number}. language=en")
    assert await world.says(CANNED) == "Υπάρχει ήδη έτοιμη απάντηση «zoom». Αλλάξτε την με /canned edit."
    assert await world.says("canned edit zoom Look at {number}. language=en", language="en") == (
        "✅ Kept. Send it with /ticket canned 12 zoom."
    )
    assert "\nLook at 1.\n" in await world.says("ticket canned 1 canned:zoom")
    assert await world.says("canned list", language="en") == (
        "Canned replies:\nzoom (el): Αγαπητή/έ {name}, δείτε το αίτημα {number}.\nzoom (en): Look at {number}."
    )
    assert await world.says("canned remove zoom language=en") == "✅ Η έτοιμη απάντηση «zoom» διαγράφηκε."
    assert "Αγαπητή/έ teacher-17" in await world.says("ticket canned 1 zoom")
    async with world.tx() as tx:
        assert (await world.helpdesk.export(FACILITATOR.ref, tx))["canned replies"] == ["zoom"]
        await world.helpdesk.forget(FACILITATOR.ref, tx)
        assert "canned replies" not in await world.helpdesk.export(FACILITATOR.ref, tx)


async def test_canned_replies_that_are_not_there(world: TicketWorld) -> None:
    await world.ask()
    unknown = "Δεν υπάρχει έτοιμη απάντηση «teams». Δείτε τις έτοιμες με /canned list."
    for line in ("ticket answer 1 canned:teams", "ticket canned 1 teams", "canned edit teams x", "canned remove teams"):
        assert await world.says(line) == unknown
    assert await world.says('canned add "δύο λέξεις" x') == (
        "Ένα όνομα έχει μόνο γράμματα, ψηφία και παύλες, έως 40· όχι «δύο λέξεις»."
    )


async def test_an_anonymous_asker_has_no_name_among_the_facilitators(world: TicketWorld) -> None:
    reply = await world.run(f"ask {UNKNOWN} anonymous=yes")
    assert str(reply.text).endswith("Το όνομά σας δεν τους το λέω.")
    told = list(await world.owed())
    world.later(minutes=5)
    file = Attachment("error.png", "https://example.org/error.png", home=f"https://example.org/{TEACHER.ref}")
    told += await world.hear(replace(world.posted("σφάλμα 403", PRIVATE), attachments=(file,)))
    await world.says(CANNED)
    await world.says("ticket answer 1 canned:zoom")
    answers = await world.owed()
    assert "Αγαπητή/έ συνάδελφε, δείτε" in next(str(each.text) for each in answers if each.to == PRIVATE)
    shown = await world.says("ticket show 1") + await world.says("ticket list")
    among = [each for each in told + answers if each.to in BOTH]
    for said in (
        *(f"{each.text}{each.as_person}{each.reply_to}{each.thread}{each.attachments}" for each in among),
        shown,
    ):
        assert TEACHER.name not in said
        assert str(TEACHER.ref) not in said
    assert "από ανώνυμο μέλος (Discord)" in str(among[0].text)
    assert "Συμπλήρωση από: ανώνυμο μέλος" in shown
    async with world.tx() as tx:
        for cog in world.cogs:
            assert TEACHER.name not in str(await cog.export(FACILITATOR.ref, tx))


async def test_anonymous_only_where_the_name_was_not_seen(world: TicketWorld) -> None:
    with pytest.raises(UserError) as refused:
        await world.run(f"ask {UNKNOWN} anonymous=yes", message=MessageRef(DISCORD, "7"))
    assert translator("el")(refused.value.message) == (
        "Εδώ το όνομά σας έχει ήδη φανεί. Για να ρωτήσετε ανώνυμα, γράψτε μου ιδιωτικά."
    )
    assert await world.owed() == []


async def test_anonymous_by_choice(world: TicketWorld) -> None:
    suggested = await world.run("ask βεβαίωση")
    unnamed = next(choice for choice in suggested.choices if choice.label == "🕶 Ρωτήστε έναν άνθρωπο ανώνυμα")
    assert "αίτημα #1" in await world.says(unnamed.command, TEACHER)
    assert "από ανώνυμο μέλος (Discord)" in by_place(await world.owed())[TEAM]
    in_a_room = world.posted("βεβαίωση", addressed=True)
    offered = next(each for each in await world.hear(in_a_room) if each.to == DISCORD).choices
    assert not [choice for choice in offered if "ανώνυμα" in choice.label]


async def test_an_account_that_is_only_in_the_settings_can_be_given_requests(world: TicketWorld) -> None:
    await world.ask()
    async with world.tx() as tx:
        await people.forget(tx, SECOND.ref)
    assert await world.says(f"ticket give 1 {SECOND.ref}") == "✅ Το αίτημα #1 το έχει τώρα: ένα μέλος."
    assert PersonRef.parse("discord:3") == SECOND.ref
