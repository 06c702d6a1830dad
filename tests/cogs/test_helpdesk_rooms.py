"""What the helpdesk does with messages: in helpdesk rooms, when it is addressed, and in private."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast

import pytest

from bot.core.events import Person
from bot.core.ids import MessageRef, RoomRef
from bot.core.text import Attachment, RichText
from config.settings import HelpdeskSettings
from storage import links
from storage.database import Database, Tx
from tests.cogs.helpdesk_world import (
    DISCORD,
    ENGLISH,
    FACILITATOR,
    GENERAL,
    MATRIX,
    OTHER,
    TEACHER,
    TEAM,
    TEAM_TOO,
    World,
    by_place,
)

SURE = "Ποιο hashtag βάζω στο έργο μου;"
UNSURE = "πότε θα δω τη βεβαίωση μου;"
UNKNOWN = "δεν ανοίγει ο σύνδεσμος του zoom"
PRIVATE = RoomRef.direct(TEACHER.ref)

ANSWER = (
    "Προσθέστε το #SkillsLabs στον τίτλο ή στην περιγραφή του έργου.\n— Πηγή: «Ολοκλήρωση του 1ου MOOC»\nΣας βοήθησε;"
)
LISTENING = (
    "Είμαι το bot της κοινότητας. Γράψτε μου την ερώτησή σας· αν δεν ξέρω να απαντήσω,"
    " τη στέλνω στην ομάδα υποστήριξης."
)
LISTENING_IN_ENGLISH = (
    "I am the community's bot. Write me your question; if I do not know the answer, I pass it on to the support team."
)
IN_WORDS = "Δεν μπορώ να διαβάσω εικόνες και αρχεία. Γράψτε μου την ερώτησή σας με λόγια και στείλτε τα ξανά μαζί της."
PASSED_ON = (
    "Δεν το γνωρίζω, οπότε το έστειλα στην ομάδα υποστήριξης (αίτημα #1). "
    "Συνήθως απαντούν μέσα σε 3 ώρες, εργάσιμες ημέρες 9:00–17:00. Η απάντηση θα έρθει εδώ."
)


@pytest.fixture
async def world(database: Database, now: datetime) -> World:
    return await World.begin(database, now)


async def test_a_sure_answer_goes_to_every_place_of_the_room(world: World) -> None:
    event = world.posted(SURE)
    here, there = await world.hear(event)
    assert (here.to, there.to) == (DISCORD, MATRIX)
    assert str(here.text) == ANSWER
    assert str(there.text) == ANSWER.removesuffix("\nΣας βοήθησε;")
    assert {here.reply_to, here.thread, there.reply_to, there.thread} == {event.ref}
    assert [choice.label for choice in here.choices] == ["✅ Ναι", "❌ Όχι"]
    assert here.offered_to == str(TEACHER.ref)
    assert there.choices == ()


async def test_an_unsure_one_is_asked_back(world: World) -> None:
    here, there = await world.hear(world.posted(UNSURE))
    assert str(here.text) == "Μήπως εννοείτε:"
    assert [choice.label for choice in here.choices][:2] == [
        "Πότε εκδίδεται η βεβαίωση;",
        "Πώς κατεβάζω τη βεβαίωση;",
    ]
    assert here.choices[-1].label == "Τίποτε από αυτά — ρωτήστε έναν άνθρωπο"
    assert "Πότε εκδίδεται η βεβαίωση;" in str(there.text)


async def test_an_unknown_one_is_passed_on_to_the_facilitators(world: World) -> None:
    owed = by_place(await world.hear(world.posted(UNKNOWN)))
    assert owed[DISCORD] == owed[MATRIX] == PASSED_ON
    assert owed[TEAM] == owed[TEAM_TOO]
    assert owed[TEAM].startswith(
        "❓ Νέο αίτημα #1 από το κανάλι #helpdesk (Discord): «δεν ανοίγει ο σύνδεσμος του zoom»."
    )
    assert owed[TEAM].endswith(
        "Απαντήστε με /ticket answer 1 …\n"
        "Ό,τι γράφετε στο νήμα αυτού του μηνύματος φτάνει σε όποιον ρώτησε, εκτός αν αρχίζει με //."
    )


async def test_the_note_to_facilitators_names_the_closest_entry_and_offers_to_take_it(world: World) -> None:
    event = world.posted("πρόβλημα με το twinspace στο κινητό μου τηλέφωνο σήμερα το πρωί")
    note = next(each for each in await world.hear(event) if each.to == TEAM)
    assert "Πλησιέστερη εγγραφή: «Τι είναι το TwinSpace;» (0," in str(note.text)
    assert [(choice.label, choice.command) for choice in note.choices] == [("✋ Ανάληψη", "ticket take 1")]


@pytest.mark.parametrize(
    ("text", "room", "answered"),
    [
        (SURE, GENERAL, False),
        (SURE, ENGLISH, True),
        ("Καλημέρα σε όλους!", DISCORD, False),
        ("Ευχαριστώ πολύ", DISCORD, False),
        ("😀🎉", DISCORD, False),
        ("Το σχολείο μας έκανε ένα ωραίο έργο με την Ιταλία", DISCORD, False),
        ("hashtag στο έργο", DISCORD, True),
    ],
)
async def test_what_is_overheard(world: World, text: str, room: RoomRef, answered: bool) -> None:
    assert bool(await world.hear(world.posted(text, room))) is answered


class Untouched:
    """Stands where nothing may look."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"looked at {name}")

    def __str__(self) -> str:
        raise AssertionError("read")


class Counted:
    """A transaction that counts what is asked of it."""

    def __init__(self, tx: Tx) -> None:
        self.asked, self._tx = 0, tx

    def __getattr__(self, name: str) -> Any:
        self.asked += 1
        return getattr(self._tx, name)


@pytest.mark.parametrize(("room", "by"), [(GENERAL, TEACHER), (TEAM, FACILITATOR), (DISCORD, FACILITATOR)])
async def test_what_is_none_of_its_business_is_neither_read_nor_looked_up(
    world: World, room: RoomRef, by: Person
) -> None:
    event = replace(world.posted(SURE, room, by), text=cast("RichText", Untouched()))
    await world.helpdesk.hear(event, cast("Tx", Untouched()))


@pytest.mark.parametrize("place", ["reply_to", "thread"])
async def test_conversations_in_other_rooms_cost_one_query_and_are_not_read(world: World, place: str) -> None:
    event = world.posted(SURE, GENERAL)
    event = replace(event, text=cast("RichText", Untouched()), **{place: MessageRef(GENERAL, "5")})  # type: ignore[arg-type]
    async with world.tx() as tx:
        counted = Counted(tx)
        await world.helpdesk.hear(event, cast("Tx", counted))
    assert counted.asked == 1


@pytest.mark.parametrize("idle", ["Καλημέρα σε όλους!", "😀", "ευχαριστώ"])
async def test_idle_words_in_a_helpdesk_room_are_not_looked_up(world: World, idle: str) -> None:
    await world.helpdesk.hear(world.posted(idle), cast("Tx", Untouched()))


async def test_facilitators_bots_and_commands_are_left_alone(world: World) -> None:
    assert await world.hear(world.posted(SURE, by=FACILITATOR)) == []
    event = world.posted(SURE)
    bot = type(TEACHER)(TEACHER.ref, "bot-1", bot=True)
    for left_alone in (
        type(event)(event.ref, bot, event.at, event.text),
        type(event)(event.ref, TEACHER, event.at, event.text, command="help"),
    ):
        assert await world.hear(left_alone) == []


async def test_a_facilitator_who_addresses_the_bot_is_answered(world: World) -> None:
    assert await world.hear(world.posted(SURE, GENERAL, FACILITATOR, addressed=True))


async def test_replies_to_people_are_conversation_and_replies_to_the_bot_are_questions(world: World) -> None:
    earlier = world.posted("κάτι", by=OTHER)
    assert await world.hear(world.posted(SURE, reply_to=earlier.ref)) == []
    copy = MessageRef(DISCORD, "55")
    async with world.tx() as tx:
        await links.record_all(tx, [(copy, f"bridge:x>{DISCORD}", 0, MessageRef(MATRIX, "$x"))])
    assert await world.hear(world.posted(SURE, reply_to=copy)) == []
    ours = await world.sent((await world.hear(world.posted(UNSURE)))[0])
    assert await world.hear(world.posted(SURE, reply_to=ours)) != []


async def test_threads_of_others_are_conversation_and_ones_own_is_not(world: World) -> None:
    question = world.posted(SURE)
    await world.hear(question)
    assert await world.hear(world.posted(SURE, by=OTHER, thread=question.ref)) == []
    again = world.posted("Τι είναι το TwinSpace;", thread=question.ref)
    assert [each.thread for each in await world.hear(again)] == [question.ref, question.ref]


async def test_a_private_question_is_answered_privately(world: World) -> None:
    event = world.posted(SURE, PRIVATE)
    (answer,) = await world.hear(event)
    assert (answer.to, answer.reply_to, answer.thread) == (PRIVATE, event.ref, None)
    assert str(answer.text) == ANSWER


async def test_a_private_question_that_is_passed_on_does_not_name_a_channel(world: World) -> None:
    owed = by_place(await world.hear(world.posted("χάθηκε η βεβαίωσή μου στο ταχυδρομείο της γειτονιάς", PRIVATE)))
    assert set(owed) == {PRIVATE, TEAM, TEAM_TOO}
    assert "από προσωπικό μήνυμα (Discord)" in owed[TEAM]
    assert "teacher-17" not in owed[TEAM]


@pytest.mark.parametrize("text", ["Καλημέρα!", "γεια σας", "kalispera"])
async def test_a_greeting_is_told_how_to_ask(world: World, text: str) -> None:
    (greeting,) = await world.hear(world.posted(text, PRIVATE))
    assert str(greeting.text).startswith("Γεια σας. Γράψτε μου την ερώτησή σας")


@pytest.mark.parametrize("text", ["ευχαριστώ!", "οκ", "👍", "Τέλεια"])
async def test_courtesy_in_private_needs_no_answer(world: World, text: str) -> None:
    assert await world.hear(world.posted(text, PRIVATE)) == []


async def test_english_in_an_english_room(world: World) -> None:
    (answer,) = await world.hear(world.posted("Which hashtag do I use for my project?", ENGLISH))
    assert str(answer.text) == (
        "Add #SkillsLabs to the title of your project.\n"
        "— Source: Frequently asked questions, “Which hashtag do I use for my project?”\n"
        "Did this help?"
    )


async def test_an_entry_without_the_rooms_language_is_shown_in_another(world: World) -> None:
    (answer,) = await world.hear(world.posted("ti einai to twinspace?", ENGLISH))
    assert str(answer.text).startswith("Ο χώρος συνεργασίας ενός έργου.")


async def test_passed_on_in_english(world: World) -> None:
    owed = by_place(await world.hear(world.posted("my microphone is broken, help", ENGLISH)))
    assert owed[ENGLISH] == (
        "I don't know this one, so I passed it to the support team (request #1). They usually answer within 3 hours, "
        "Monday to Friday 9:00–17:00 Athens time. The answer will come here."
    )


async def test_too_many_questions_are_told_once_a_minute(database: Database, now: datetime) -> None:
    world = await World.begin(database, now, HelpdeskSettings(questions_per_minute=2))
    for _ in range(2):
        assert await world.hear(world.posted(SURE, PRIVATE))
    (told,) = await world.hear(world.posted(SURE, PRIVATE))
    assert str(told.text) == (
        "Λαμβάνω πολλές ερωτήσεις σας μαζί. Απαντώ με τη σειρά· μπορείτε να ρωτήσετε ξανά σε 1 λεπτό."
    )
    assert await world.hear(world.posted(SURE, PRIVATE)) == []
    assert await world.hear(world.posted(SURE, RoomRef.direct(OTHER.ref), OTHER))
    world.later(seconds=61)
    assert str((await world.hear(world.posted(SURE, PRIVATE)))[0].text) == ANSWER


async def test_the_same_message_is_answered_once(world: World) -> None:
    event = world.posted(UNKNOWN)
    assert len(await world.hear(event)) == 4
    assert await world.hear(event) == []


async def test_a_very_long_question_is_kept_whole(world: World) -> None:
    long = "δεν μπορώ να συνδεθώ " + "λέξη " * 5000
    owed = by_place(await world.hear(world.posted(long, PRIVATE)))
    assert len(owed[TEAM]) < 1000
    async with world.tx() as tx:
        assert await tx.value("SELECT text FROM questions") == str(RichText.plain(long))


@pytest.mark.parametrize(
    ("text", "room", "answered"),
    [
        ("Καλησπέρα σας, έχω μια ερώτηση", PRIVATE, {PRIVATE: LISTENING}),
        ("exw mia erwthsh", DISCORD, dict.fromkeys((DISCORD, MATRIX), LISTENING)),
        ("Can somebody help me?", ENGLISH, {ENGLISH: LISTENING_IN_ENGLISH}),
        ("έχω μια ερώτηση", GENERAL, {}),
    ],
)
async def test_a_call_for_help_is_no_question_yet(
    world: World, text: str, room: RoomRef, answered: dict[RoomRef, str]
) -> None:
    assert by_place(await world.hear(world.posted(text, room))) == answered
    asked = await world.hear(world.posted("το μικρόφωνο κάνει θόρυβο, τι να κάνω;", PRIVATE))
    assert any("Νέο αίτημα #1" in str(each.text) for each in asked), "what comes next is the question"


async def test_a_call_for_help_under_an_answer_is_added_to_the_request(world: World) -> None:
    await world.hear(world.posted("το μικρόφωνο κάνει θόρυβο, τι να κάνω;"))
    await world.run("ticket answer 1 Κλείστε το.", by=FACILITATOR, room=TEAM)
    answer = await world.sent(next(each for each in await world.owed() if each.to == DISCORD))
    told = by_place(await world.hear(world.posted("Βοήθεια!", reply_to=answer)))
    assert told[TEAM].endswith("Βοήθεια!")


@pytest.mark.parametrize(
    ("room", "answered"),
    [
        (PRIVATE, IN_WORDS),
        (DISCORD, ""),
    ],
)
async def test_a_picture_without_a_word(world: World, room: RoomRef, answered: str) -> None:
    picture = Attachment("screenshot.png", "https://example.org/1", "image/png")
    sent = replace(world.posted("", room), attachments=(picture,))
    assert [str(each.text) for each in await world.hear(sent)] == ([answered] if answered else [])
