"""What an ambassador writes in private about a request reaches its asker, and what the asker adds reaches them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.delivery import Action, Delivery
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Attachment, RichText
from storage import people
from storage.database import Database
from storage.people import Account
from tests.cogs.helpdesk_world import (
    DISCORD,
    FACILITATOR,
    MATRIX,
    SECOND,
    TEACHER,
    TEAM,
    TEAM_TOO,
    by_place,
    reactions,
)
from tests.cogs.routed_world import AMBASSADOR, EnglishWorld, RoutedWorld, teacher

QUESTION = "δεν ανοίγει ο σύνδεσμος του zoom"
HOME = RoomRef.direct(AMBASSADOR.ref)
FILE = Attachment("guide.pdf", "https://example.org/guide.pdf", home="discord:11:5")
EVERYWHERE = {DISCORD, MATRIX, TEAM, TEAM_TOO}


@pytest.fixture
async def world(database: Database, now: datetime) -> RoutedWorld:
    return await begun(await RoutedWorld.begin(database, now))


async def begun(world: RoutedWorld) -> RoutedWorld:
    await world.meet(FACILITATOR, SECOND, AMBASSADOR)
    await world.says("me institution kriti-proscholikis", TEACHER)
    return world


async def told(world: RoutedWorld, event: MessagePosted | None = None) -> MessageRef:
    """Have a teacher of the ambassador's department ask; return the private note to the ambassador."""
    owed = await world.hear(event or world.posted(QUESTION))
    return await world.sent(next(each for each in owed if each.to == HOME))


async def written(world: RoutedWorld, text: str, **how: object) -> list[Delivery]:
    """Have the ambassador write in private."""
    world.later(minutes=1)
    return await world.hear(replace(world.posted(text, HOME, AMBASSADOR), **how))  # type: ignore[arg-type]


async def test_a_reply_to_the_note_reaches_the_asker_and_the_facilitators(world: RoutedWorld) -> None:
    note = await told(world)
    owed = await written(world, "Είναι στο κανάλι του τμήματος.", reply_to=note, attachments=(FILE,))
    assert [emoji for _, emoji in reactions(owed)] == ["✅"]
    said = [each for each in owed if each.action is Action.POST]
    assert {each.to for each in said} == EVERYWHERE
    assert all(each.attachments == (FILE,) for each in said)
    words = by_place(owed)
    assert words[DISCORD].startswith(
        "teacher-17\nΑπάντηση στο αίτημά σας #1 από την ομάδα υποστήριξης:\nΕίναι στο κανάλι του τμήματος."
    )
    assert words[TEAM] == words[TEAM_TOO] == "Στο αίτημα #1 απαντά: ambassador-1\nΕίναι στο κανάλι του τμήματος."
    assert all(each.under == f"helpdesk:ticket:1:new>{each.to}" for each in said if each.to in (TEAM, TEAM_TOO))
    assert "απάντησε: ambassador-1" in await world.says("ticket show 1")


async def test_in_a_thread_under_the_note_too(world: RoutedWorld) -> None:
    note = await told(world)
    assert set(by_place(await written(world, "Δοκιμάστε τώρα.", thread=note))) == EVERYWHERE


async def test_edits_and_deletions_follow_everywhere(world: RoutedWorld) -> None:
    note = await told(world)
    message = world.posted("Στις 5 το πρωί", HOME, AMBASSADOR, reply_to=note)
    said = {each.to: each for each in await world.hear(message) if each.action is Action.POST}
    edit = MessageEdited(message.ref, AMBASSADOR, world.now, "1", RichText.plain("Στις 5 το απόγευμα"), (FILE,))
    changes = {each.to: each for each in await world.happen(edit)}
    assert {to: each.target for to, each in changes.items()} == {to: each.key for to, each in said.items()}
    assert all("Στις 5 το απόγευμα" in str(each.text) for each in changes.values())
    assert all(each.attachments == (FILE,) for each in changes.values())
    gone = {each.to: each for each in await world.happen(MessageDeleted(message.ref, world.now))}
    assert {to: (each.action, each.target) for to, each in gone.items()} == {
        to: (Action.DELETE, each.key) for to, each in said.items()
    }


async def test_a_note_stays_among_those_who_answer(world: RoutedWorld) -> None:
    note = await told(world)
    message = world.posted("// μάλλον ξέχασε τον κωδικό", HOME, AMBASSADOR, reply_to=note)
    owed = await world.hear(message)
    assert reactions(owed) == [(message.ref, "📝")]
    expected = "📝 Αίτημα #1, σημείωση από: ambassador-1\nμάλλον ξέχασε τον κωδικό"
    assert by_place(owed) == dict.fromkeys((TEAM, TEAM_TOO), expected)
    edit = MessageEdited(message.ref, AMBASSADOR, world.now, "1", RichText.plain("ξέχασε τον κωδικό"))
    assert {each.to: str(each.text).splitlines()[1] for each in await world.happen(edit)} == dict.fromkeys(
        (TEAM, TEAM_TOO), "ξέχασε τον κωδικό"
    )


async def test_what_comes_next_is_the_answer_where_one_request_waits(world: RoutedWorld) -> None:
    await told(world)
    owed = await written(world, "Είναι στο κανάλι του τμήματος.")
    words = by_place(owed)
    assert set(words) == {*EVERYWHERE, HOME}
    assert words[HOME] == (
        "✅ Το έστειλα σε όποιον έκανε το αίτημα #1. Αν δεν ήταν για εκεί, διαγράψτε το μήνυμά σας και θα διαγραφεί"
        " και η απάντηση."
    )
    again = await written(world, "Στη σελίδα 2.")
    assert set(by_place(again)) == EVERYWHERE
    assert by_place(again)[DISCORD] == "teacher-17\nΟμάδα υποστήριξης (αίτημα #1):\nΣτη σελίδα 2."
    world.later(hours=2)
    assert "Νέο αίτημα #2" in by_place(await written(world, "το δικό μου έργο δεν φαίνεται"))[TEAM]


@pytest.mark.parametrize("text", ["Ποιο σχολείο είναι;", "γιατί δεν λειτουργεί;"])
async def test_what_may_be_their_own_question_goes_to_nobody(world: RoutedWorld, text: str) -> None:
    note = await told(world)
    assert by_place(await written(world, text)) == {
        HOME: "Είναι για το αίτημα #1; Τότε απαντήστε στο μήνυμα με το αίτημα, ώστε να το στείλω στο σωστό άτομο."
        " Αν ρωτάτε κάτι δικό σας, γράψτε μπροστά ask."
    }
    assert set(by_place(await written(world, text, reply_to=note))) == EVERYWHERE


async def test_of_two_requests_the_reply_says_which(world: RoutedWorld) -> None:
    await told(world)
    world.later(minutes=20)
    await world.says("me institution kriti-proscholikis", teacher(2))
    second = await told(world, world.posted("πού είναι το έντυπο της πρακτικής;", by=teacher(2)))
    assert by_place(await written(world, "Είναι εδώ."))[HOME].startswith("Είναι για ένα από τα αιτήματα #1, #2;")
    assert by_place(await written(world, "Είναι εδώ.", reply_to=second))[DISCORD].startswith("teacher-2\nΑπάντηση")


async def test_greetings_thanks_and_known_questions_are_not_carried(world: RoutedWorld) -> None:
    await told(world)
    assert by_place(await written(world, "Καλημέρα!"))[HOME].startswith("Γεια σας.")
    assert await written(world, "ευχαριστώ πολύ") == []
    known = by_place(await written(world, "Τι είναι το TwinSpace;"))
    assert set(known) == {HOME}
    assert "Ο χώρος συνεργασίας ενός έργου." in known[HOME]
    own = by_place(await written(world, "θέλω κι άλλα γι’ αυτό"))
    assert DISCORD not in own, "they talk about something of their own now"


async def test_who_asked_something_themselves_is_asked_which_is_meant(world: RoutedWorld) -> None:
    await world.run("ask πότε αρχίζει η επόμενη περίοδος;", AMBASSADOR, HOME, message=MessageRef(HOME, "own"))
    await world.owed()
    world.later(minutes=15)
    await told(world)
    assert set(by_place(await written(world, "Ναι, αυτό εννοώ."))) == {HOME}


async def test_what_the_asker_adds_and_changes_comes_to_the_ambassador(world: RoutedWorld) -> None:
    question = world.posted(QUESTION)
    await told(world, question)
    world.later(minutes=2)
    added = replace(world.posted("γράφει σφάλμα 403", thread=question.ref), attachments=(FILE,))
    owed = {each.to: each for each in await world.hear(added) if each.action is Action.POST}
    assert set(owed) == {TEAM, TEAM_TOO, HOME}
    assert str(owed[HOME].text) == "Συμπλήρωση στο αίτημα #1, από: teacher-17\nγράφει σφάλμα 403"
    assert owed[HOME].attachments == (FILE,)
    edit = MessageEdited(added.ref, TEACHER, world.now, "1", RichText.plain("γράφει σφάλμα 404"), (FILE,))
    changes = {each.to: each for each in await world.happen(edit)}
    assert changes[HOME].target == owed[HOME].key
    assert "404" in str(changes[HOME].text)
    there = await world.sent(owed[HOME])
    assert DISCORD in by_place(await written(world, "Άλλαξε ο σύνδεσμος.", reply_to=there))


async def test_a_question_that_is_changed_changes_for_the_ambassador(world: RoutedWorld) -> None:
    question = world.posted(QUESTION)
    await told(world, question)
    edit = MessageEdited(question.ref, TEACHER, world.now, "1", RichText.plain("δεν ανοίγει το Teams"))
    changes = {each.to: each for each in await world.happen(edit)}
    assert set(changes) == {TEAM, TEAM_TOO, HOME}
    assert str(changes[HOME].text).startswith("❓ Αίτημα #1: «δεν ανοίγει το Teams».")
    note, closed = [each for each in await world.happen(MessageDeleted(question.ref, world.now)) if each.to == HOME]
    assert str(note.text).startswith("❓ Αίτημα #1: «το απέσυρε όποιος ρώτησε».")
    assert str(closed.text) == "Το αίτημα #1 έκλεισε: όποιος ρώτησε απέσυρε την ερώτηση."


async def test_the_ambassador_hears_that_another_took_it(world: RoutedWorld) -> None:
    await told(world)
    await world.says("ticket take 1", SECOND)
    assert by_place(await world.owed())[HOME] == "Το αίτημα #1 το ανέλαβε: facilitator-3."
    await world.says("ticket answer 1 Έτοιμο.", SECOND)
    assert HOME not in by_place(await world.owed()), "it is another's now"


async def test_what_they_do_themselves_is_not_told_to_them(world: RoutedWorld) -> None:
    note = await told(world)
    await world.says("ticket take 1", AMBASSADOR)
    assert set(by_place(await world.owed())) == {TEAM, TEAM_TOO}
    await written(world, "Έτοιμο.", reply_to=note)
    world.later(minutes=1)
    await world.run("ticket solved 1", TEACHER)
    assert "λύθηκε" in by_place(await world.owed())[HOME]
    world.later(minutes=1)
    await world.run("ticket more 1", TEACHER)
    assert "άνοιξε ξανά" in by_place(await world.owed())[HOME]


async def test_to_a_closed_request_nothing_is_said(world: RoutedWorld) -> None:
    note = await told(world)
    await world.says("ticket close 1")
    await world.owed()
    closed = {HOME: "Το αίτημα #1 είναι κλειστό. Ανοίγει ξανά αν γράψει όποιος ρώτησε."}
    assert by_place(await written(world, "Κάτι ακόμη.", reply_to=note)) == closed


async def test_another_account_of_theirs_answers_too_and_others_do_not(world: RoutedWorld) -> None:
    note = await told(world)
    other = replace(AMBASSADOR, ref=PersonRef("discord", "77"))
    home = RoomRef.direct(other.ref)
    there = replace(world.posted("Έτοιμο.", home, other), reply_to=note)
    assert DISCORD not in by_place(await world.hear(there))
    async with world.tx() as tx:
        one, two = (Account(each.ref, each.name, world.now) for each in (AMBASSADOR, other))
        await people.link(tx, one, two)
    world.later(minutes=30)
    again = replace(world.posted("Έτοιμο τώρα.", home, other), reply_to=note)
    assert {DISCORD, MATRIX} < set(by_place(await world.hear(again)))


async def test_a_facilitator_may_reply_to_a_reminder_but_nothing_else_of_theirs_is_carried(world: RoutedWorld) -> None:
    await world.asks("ξέχασα τον κωδικό πρόσβασης, τι κάνω;", teacher(1))
    home = RoomRef.direct(FACILITATOR.ref)
    (reminder,) = [each for each in await world.pass_time(world.now + timedelta(minutes=100)) if each.to == home]
    there = await world.sent(reminder)
    assert DISCORD not in by_place(await world.hear(world.posted("Ένα λεπτό, το κοιτάζω.", home, FACILITATOR)))
    world.later(minutes=5)
    answer = world.posted("Από τη σελίδα σύνδεσης.", home, FACILITATOR, reply_to=there)
    assert by_place(await world.hear(answer))[DISCORD].startswith("teacher-1\nΑπάντηση στο αίτημά σας #1")


async def test_a_whisper_goes_on_in_private(world: RoutedWorld) -> None:
    note = await told(world)
    await world.says("ticket whisper 1 Ποιος είναι ο κωδικός σας;", AMBASSADOR)
    await world.owed()
    world.later(minutes=1)
    private = RoomRef.direct(TEACHER.ref)
    assert set(by_place(await world.hear(world.posted("είναι ο 1234", private)))) == {TEAM, TEAM_TOO, HOME}
    owed = await written(world, "Τον άλλαξα.", reply_to=note)
    assert set(by_place(owed)) == {private, TEAM, TEAM_TOO}
    assert [emoji for _, emoji in reactions(owed)] == ["🔒"]


async def test_the_same_in_english(database: Database, now: datetime) -> None:
    world = await begun(await EnglishWorld.begin(database, now))
    owed = await world.hear(world.posted("the zoom link does not open"))
    note = next(each for each in owed if each.to == HOME)
    assert str(note.text) == (
        "❓ Request #1: “the zoom link does not open”.\nReply to this message: what you write reaches the asker."
        " What begins with // only the facilitators read."
    )
    asked = by_place(await written(world, "Which school is it?"))
    assert asked == {
        HOME: "Is this for request #1? Then reply to the message with the request, so that I send it to the right"
        " person. If it is a question of your own, write ask before it."
    }
    words = by_place(await written(world, "It has moved to the channel of the department."))
    assert words[HOME] == (
        "✅ This went to whoever asked request #1. If it was not meant for them, delete your message; it disappears"
        " there, too."
    )
    assert words[DISCORD].startswith(
        "teacher-17\nAnswer to your request #1 from the support team:\nIt has moved to the channel of the department."
    )
    assert words[TEAM] == "Request #1: ambassador-1 answers:\nIt has moved to the channel of the department."


@pytest.mark.parametrize(
    ("community", "question", "asked", "answer", "closed"),
    [
        (
            RoutedWorld,
            "Which school is it?",
            "Is this for request #1? Then reply to the message with the request,",
            "The link has changed, please try again",
            "Request #1 is closed. It opens again if its asker writes.",
        ),
        (
            EnglishWorld,
            "Ποιο σχολείο είναι;",
            "Είναι για το αίτημα #1; Τότε απαντήστε στο μήνυμα",
            "Ο σύνδεσμος άλλαξε, δοκιμάστε ξανά",
            "Το αίτημα #1 είναι κλειστό. Ανοίγει ξανά αν γράψει όποιος ρώτησε.",
        ),
    ],
)
async def test_an_ambassador_is_refused_in_the_language_in_which_they_write(
    database: Database,
    now: datetime,
    community: type[RoutedWorld],
    question: str,
    asked: str,
    answer: str,
    closed: str,
) -> None:
    world = await begun(await community.begin(database, now))
    note = await told(world)
    assert by_place(await written(world, question))[HOME].startswith(asked)
    await world.says("ticket close 1", FACILITATOR)
    await world.owed()
    assert by_place(await written(world, answer, reply_to=note)) == {HOME: closed}
