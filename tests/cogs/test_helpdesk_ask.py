"""`ask`, and what is chosen under an answer."""

from datetime import datetime

import pytest

from bot.core.commands import Reply
from bot.core.delivery import Choice, Delivery
from bot.core.errors import BadArgument, NotAllowed, UserError
from bot.core.events import Person, Unreacted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import EMPTY
from config.settings import HelpdeskSettings
from config.words import translator
from storage import people, questions
from storage.database import Database
from tests.cogs.helpdesk_world import (
    DISCORD,
    ENGLISH,
    FACILITATOR,
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


@pytest.fixture
async def world(database: Database, now: datetime) -> World:
    return await World.begin(database, now)


def command_of(offered: Reply | Delivery, beginning: str) -> str:
    """Return the command behind the choice whose label begins so."""
    choice: Choice = next(choice for choice in offered.choices if choice.label.startswith(beginning))
    return choice.command


@pytest.mark.parametrize(
    ("line", "language", "answered"),
    [
        (f"ask {SURE}", "el", "Προσθέστε το #SkillsLabs στον τίτλο ή στην περιγραφή του έργου."),
        ("ask ποιο χασταγκ βαζω στον τιτλο", "el", "Προσθέστε το #SkillsLabs στον τίτλο ή στην περιγραφή του έργου."),
        ("ask pio hashtag vazw sto ergo mou", "el", "Προσθέστε το #SkillsLabs στον τίτλο ή στην περιγραφή του έργου."),
        (f"ask {SURE}", "en", "Προσθέστε το #SkillsLabs στον τίτλο ή στην περιγραφή του έργου."),
        ("ask which hashtag for my project", "en", "Add #SkillsLabs to the title of your project."),
        ("ask which hashtag for my project", "el", "Add #SkillsLabs to the title of your project."),
        (f"ask {UNSURE}", "el", "Μήπως εννοείτε:"),
        (f"ask {UNSURE}", "en", "Μήπως εννοείτε:"),
        ("ask when do I see my certificate?", "el", "Did you mean:"),
        ("ask το μικρόφωνο κάνει θόρυβο", "el", "Δεν το γνωρίζω, οπότε το έστειλα στην ομάδα υποστήριξης (αίτημα #1)."),
        ("ask my microphone hums", "el", "I don't know this one, so I passed it to the support team (request #1)."),
    ],
)
async def test_said_and_answered(world: World, line: str, language: str, answered: str) -> None:
    reply = await world.run(line, language=language)
    assert str(reply.text).startswith(answered)
    assert reply.private


async def test_an_ask_that_is_passed_on_is_answered_privately(world: World) -> None:
    reply = await world.run("ask το μικρόφωνο κάνει θόρυβο")
    assert str(reply.text).endswith("Η απάντηση θα σας έρθει σε προσωπικό μήνυμα.")
    assert all(delivery.to.id in ("14", "!team:example.org") for delivery in await world.owed())


async def test_an_ask_that_was_typed_in_a_room_is_answered_in_that_place_of_it(world: World) -> None:
    reply = await world.run(f"ask {SURE}", message=MessageRef(DISCORD, "7"))
    assert not reply.private
    thanks = await world.run(command_of(reply, "✅"))
    assert not thanks.private
    suggested = await world.run(f"ask {UNSURE}", message=MessageRef(DISCORD, "8"))
    picked = await world.run(command_of(suggested, "Πότε"))
    assert not picked.private
    assert await world.owed() == []


async def test_the_ticket_of_an_ask_that_was_typed_in_a_room_is_answered_there(world: World) -> None:
    typed = MessageRef(DISCORD, "7")
    reply = await world.run("ask το μικρόφωνο κάνει θόρυβο", message=typed)
    assert not reply.private
    assert str(reply.text).endswith("Η απάντηση θα έρθει εδώ.")
    assert "από το κανάλι #helpdesk (Discord)" in by_place(await world.owed())[TEAM]
    await world.run("ticket answer 1 Αλλάξτε καλώδιο.", by=FACILITATOR, room=TEAM)
    answers = [delivery for delivery in await world.owed() if delivery.to not in (TEAM, TEAM_TOO)]
    assert [(answer.to, answer.reply_to, answer.thread) for answer in answers] == [(DISCORD, None, typed)]
    again = await world.hear(world.posted("και τώρα;", thread=typed))
    assert {delivery.to for delivery in again} == {DISCORD, TEAM, TEAM_TOO}


async def test_its_asker_goes_on_asking_in_the_thread(world: World) -> None:
    typed = MessageRef(DISCORD, "7")
    await world.run(f"ask {SURE}", message=typed)
    assert await world.hear(world.posted("Τι είναι το TwinSpace;", thread=typed))
    assert await world.hear(world.posted("Τι είναι το TwinSpace;", by=OTHER, thread=typed)) == []


async def test_an_ask_that_was_typed_in_private_stays_private(world: World) -> None:
    private = RoomRef.direct(TEACHER.ref)
    reply = await world.run("ask το μικρόφωνο κάνει θόρυβο", room=private, message=MessageRef(private, "7"))
    assert str(reply.text).endswith("Η απάντηση θα έρθει εδώ.")
    assert "από προσωπικό μήνυμα (Discord)" in by_place(await world.owed())[TEAM]
    await world.run("ticket answer 1 Αλλάξτε καλώδιο.", by=FACILITATOR, room=TEAM)
    assert {delivery.to for delivery in await world.owed()} == {private, TEAM, TEAM_TOO}


@pytest.mark.parametrize("nothing", ["😀 🎉", "!!!", "42"])
async def test_a_question_without_words_is_refused(world: World, nothing: str) -> None:
    with pytest.raises(BadArgument) as refused:
        await world.run(f"ask {nothing}")
    assert translator("el")(refused.value.message) == "Γράψτε την ερώτησή σας με λόγια, μετά το «ask»."


async def test_too_many(database: Database, now: datetime) -> None:
    world = await World.begin(database, now, HelpdeskSettings(questions_per_minute=1))
    await world.run(f"ask {SURE}")
    told = "Λαμβάνω πολλές ερωτήσεις σας μαζί."
    for _ in range(2):
        assert str((await world.run(f"ask {SURE}")).text).startswith(told)
    assert (await world.run(f"ask {SURE}", message=MessageRef(DISCORD, "8"))).text == EMPTY, "a room is told once"
    world.later(seconds=61)
    await world.run(f"ask {SURE}")


async def test_it_helped(world: World) -> None:
    answer = await world.run(f"ask {SURE}")
    reply = await world.run(command_of(answer, "✅"))
    assert str(reply.text) == "✅ Ευχαριστώ, το σημείωσα."
    async with world.tx() as tx:
        rows = await tx.all("SELECT entry, person, helped FROM faq_feedback")
    assert [tuple(row) for row in rows] == [("hashtag-ergou", str(TEACHER.ref), 1)]


@pytest.mark.parametrize(
    ("who", "emoji", "left"), [(TEACHER, "✅", 0), (TEACHER, "❌", 1), (FACILITATOR, "✅", 1), (TEACHER, "👍", 1)]
)
async def test_a_reaction_that_is_taken_back_says_no_more_that_it_helped(
    world: World, who: Person, emoji: str, left: int
) -> None:
    (answer,) = [each for each in await world.hear(world.posted(SURE)) if each.to == DISCORD]
    said = await world.sent(answer)
    await world.run(command_of(answer, "✅"))
    await world.happen(Unreacted(said, who, emoji, world.now, "1"))
    async with world.tx() as tx:
        assert await tx.value("SELECT COUNT(*) FROM faq_feedback") == left


async def test_it_did_not_help_and_there_is_more(world: World) -> None:
    suggested = await world.run("ask βεβαίωση")
    answer = await world.run(command_of(suggested, "Πότε"))
    assert str(answer.text).startswith("Οι βεβαιώσεις εκδίδονται μετά το τέλος του μαθήματος.")
    more = await world.run(command_of(answer, "❌"))
    assert str(more.text) == "Λυπάμαι που δεν σας βοήθησε. Μήπως εννοείτε:"
    assert [choice.label for choice in more.choices] == [
        "Πώς κατεβάζω τη βεβαίωση;",
        "Τίποτε από αυτά — ρωτήστε έναν άνθρωπο",
        "🕶 Ρωτήστε έναν άνθρωπο ανώνυμα",
    ]
    last = await world.run(command_of(await world.run(command_of(more, "Πώς")), "❌"))
    assert str(last.text) == "Λυπάμαι που δεν σας βοήθησε."
    assert [choice.label for choice in last.choices] == ["Ρωτήστε έναν άνθρωπο", "🕶 Ρωτήστε έναν άνθρωπο ανώνυμα"]


async def test_asking_a_person_passes_it_on_once(world: World) -> None:
    suggested = await world.run(f"ask {UNSURE}")
    for _ in range(2):
        reply = await world.run(command_of(suggested, "Τίποτε"))
        assert str(reply.text).startswith("Έστειλα την ερώτησή σας στην ομάδα υποστήριξης (αίτημα #1).")
    owed = by_place(await world.owed())
    assert "«πότε θα δω τη βεβαίωση μου;»" in owed[TEAM]


async def test_what_is_chosen_in_a_room_is_read_in_its_other_places_too(world: World) -> None:
    here = (await world.hear(world.posted(UNSURE)))[0]
    reply = await world.run(command_of(here, "Πότε"))
    assert not reply.private
    (there,) = await world.owed()
    assert (there.to, there.choices) == (MATRIX, ())
    assert str(there.text) == str(reply.text).removesuffix("\nΣας βοήθησε;")
    await world.run(command_of(here, "Τίποτε"))
    assert str(by_place(await world.owed())[MATRIX]).startswith("Έστειλα την ερώτησή σας")


async def test_only_the_asker_chooses(world: World) -> None:
    suggested = await world.run(f"ask {UNSURE}")
    for choice in suggested.choices:
        with pytest.raises(NotAllowed):
            await world.run(choice.command, by=OTHER)


async def test_an_entry_that_was_removed_meanwhile(world: World) -> None:
    suggested = await world.run(f"ask {UNSURE}")
    await world.run("faq remove vevaiosi-pote")
    with pytest.raises(UserError) as gone:
        await world.run(command_of(suggested, "Πότε"))
    assert translator("el")(gone.value.message) == "Αυτή η απάντηση δεν υπάρχει πια. Ρωτήστε ξανά."


async def test_the_entries_given_fill_an_empty_store_only(world: World, now: datetime) -> None:
    await world.run("faq remove twinspace")
    async with world.tx() as tx:
        await world.helpdesk.start(now, tx)
    reply = await world.run("ask Τι είναι το TwinSpace;")
    assert "Ο χώρος συνεργασίας" not in str(reply.text)


async def test_export_and_forget(world: World) -> None:
    private = RoomRef.direct(TEACHER.ref)
    await world.run("ask το μικρόφωνο κάνει θόρυβο")
    await world.hear(world.posted(SURE, private))
    await world.run(command_of(await world.run(f"ask {SURE}"), "✅"))
    await world.run(f"ask {UNSURE}", by=OTHER)
    async with world.tx() as tx:
        kept = await world.helpdesk.export(TEACHER.ref, tx)
        assert [row["text"] for row in kept["questions"]] == ["το μικρόφωνο κάνει θόρυβο", SURE, SURE]
        assert kept["feedback"][0]["helped"] is True
        assert kept["tickets"]["asked"] == [{"number": 1, "state": "open", "question": "το μικρόφωνο κάνει θόρυβο"}]
        await world.helpdesk.forget(TEACHER.ref, tx)
        assert await world.helpdesk.export(TEACHER.ref, tx) == {
            "questions": [],
            "feedback": [],
            "tickets": {"asked": [], "held": [], "written": []},
        }
        for table in ("questions", "faq_feedback", "tickets", "ticket_messages"):
            for row in await tx.all(f"SELECT * FROM {table}"):  # noqa: S608 - the four names above
                words = " ".join(map(str, tuple(row)))
                assert not any(word in words for word in ("discord:17", "teacher-17", "dm:17", "μικρόφωνο"))
        others = await questions.export(tx, OTHER.ref)
        assert [row["text"] for row in others["questions"]] == [UNSURE]


async def test_a_forgotten_person_may_come_back(world: World) -> None:
    await world.hear(world.posted(SURE))
    async with world.tx() as tx:
        await world.helpdesk.forget(TEACHER.ref, tx)
    assert {delivery.to for delivery in await world.hear(world.posted(SURE))} == {DISCORD, MATRIX}
    assert await world.hear(world.posted("Which hashtag do I use for my project?", ENGLISH))


@pytest.mark.parametrize(
    ("question", "thanks", "sorry"),
    [
        (SURE, "✅ Ευχαριστώ, το σημείωσα.", "Λυπάμαι που δεν σας βοήθησε."),
        ("which hashtag for my project", "✅ Thank you, I have noted it.", "Sorry that it did not help."),
    ],
)
async def test_every_account_of_the_asker_may_choose_and_nobody_else(
    world: World, question: str, thanks: str, sorry: str
) -> None:
    other = Person(PersonRef("matrix", "@teacher-17:example.org"), "teacher-17")
    answered = await world.run(f"ask {question}")
    helped, unhelpful = (choice.command for choice in answered.choices)
    for command in (helped, unhelpful):
        with pytest.raises(NotAllowed):
            await world.run(command, by=other)
    async with world.tx() as tx:
        await people.link(tx, *(people.Account(each.ref, each.name, world.now) for each in (TEACHER, other)))
    assert str((await world.run(helped, by=other)).text) == thanks
    offered = await world.run(unhelpful, by=other)
    assert str(offered.text).startswith(sorry)
    passed_on = await world.run(offered.choices[-1].command, by=other)
    assert "#1" in str(passed_on.text)
    await world.run("ticket answer 1 Ορίστε.", by=FACILITATOR, room=TEAM)
    assert "#1" in str((await world.run("ticket more 1", by=other)).text)
    assert "#1" in str((await world.run("ticket solved 1", by=other)).text)
