"""In which language a question is, and that whoever asks in private is spoken to in it."""

from datetime import datetime

import pytest

from bot.core.errors import UserError
from bot.core.ids import RoomRef
from cogs.helpdesk.language import language_of
from config.words import translator
from storage.database import Database
from tests.cogs.helpdesk_world import DISCORD, FACILITATOR, IN_ENGLISH, MATRIX, TEACHER, TEAM, World

PRIVATE = RoomRef.direct(TEACHER.ref)
ENGLISH_UNKNOWN, GREEK_UNKNOWN = "my microphone hums", "το μικρόφωνο κάνει θόρυβο"


class EnglishWorld(World):
    """The same helpdesk in a community that speaks English."""

    rooms = IN_ENGLISH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do I register?", "en"),
        ("Hi there", "en"),
        ("my certificate shows the wrong name", "en"),
        ("I can't log in", "en"),
        ("forgot account password", "en"),
        ("Where is «Οδηγός» in the course? I can not find it", "en"),
        ("Πώς γράφομαι;", "el"),
        ("πώς κάνω log in with my google account στο moodle", "el"),
        ("pws grafomai sto etwinning", "el"),
        ("exasa to password mou, ti kanw?", "el"),
        ("den mporo na mpo sto eu login", "el"),
        ("kalimera sas", "el"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    for otherwise in ("el", "en"):
        assert language_of(text, otherwise) == language


@pytest.mark.parametrize("text", ["", "😀 42", "login", "Moodle password", "https://how.example.org/the", "to me"])
def test_what_may_be_of_either_language_or_is_of_another_is_of_the_rooms(text: str) -> None:
    assert [language_of(text, otherwise) for otherwise in ("el", "en")] == ["el", "en"]


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("Which hashtag do I use for my project?", "Add #SkillsLabs to the title of your project."),
        ("How do I register in eTwinning?", "Did you mean:"),
        ("when do I see my certificate?", "Did you mean:"),
        (ENGLISH_UNKNOWN, "I don't know this one, so I passed it to the support team (request #1)."),
        ("Hello", "Hello. Write me your question;"),
        ("Ποιο hashtag βάζω στο έργο μου;", "Προσθέστε το #SkillsLabs"),
        ("pio hashtag vazw sto ergo mou", "Προσθέστε το #SkillsLabs"),
        (GREEK_UNKNOWN, "Δεν το γνωρίζω, οπότε το έστειλα στην ομάδα υποστήριξης (αίτημα #1)."),
        ("kalimera", "Γεια σας. Γράψτε μου την ερώτησή σας·"),
    ],
)
@pytest.mark.parametrize("community", [World, EnglishWorld])
async def test_in_private_the_bot_speaks_as_it_was_asked(
    database: Database, now: datetime, community: type[World], said: str, answered: str
) -> None:
    world = await community.begin(database, now)
    told = [each for each in await world.hear(world.posted(said, PRIVATE)) if each.to == PRIVATE]
    assert [str(each.text)[: len(answered)] for each in told] == [answered]


async def test_an_entry_that_is_only_in_greek_has_english_sentences_around_it(
    database: Database, now: datetime
) -> None:
    world = await World.begin(database, now)
    (offered,) = await world.hear(world.posted("How do I register in eTwinning?", PRIVATE))
    answer = await world.run(offered.choices[0].command, room=PRIVATE)
    assert str(answer.text).splitlines()[0] == "Από τη σελίδα εγγραφής."
    assert str(answer.text).splitlines()[-1] == "Did this help?"
    reply = await world.run(answer.choices[1].command, room=PRIVATE)
    assert str(reply.text).startswith("Sorry that it did not help.")


@pytest.mark.parametrize(
    ("community", "said", "answered"),
    [
        (World, "Which hashtag do I use for my project?", "Προσθέστε το #SkillsLabs"),
        (EnglishWorld, "Ποιο hashtag βάζω στο έργο μου;", "Add #SkillsLabs"),
    ],
)
async def test_a_room_keeps_its_language(
    database: Database, now: datetime, community: type[World], said: str, answered: str
) -> None:
    world = await community.begin(database, now)
    told = await world.hear(world.posted(said))
    assert [str(each.text)[: len(answered)] for each in told if each.to in (DISCORD, MATRIX)] == [answered] * 2


@pytest.mark.parametrize(
    ("community", "question", "answered", "adds", "added", "solved", "more"),
    [
        (
            World,
            ENGLISH_UNKNOWN,
            "Answer to your request #1 from the support team:",
            "It still hums a lot",
            "I told the support team; request #1 is open again.",
            "✅ Thank you. Request #1 is closed.",
            "Request #1 is open again. Write here what is missing; it reaches the team.",
        ),
        (
            EnglishWorld,
            GREEK_UNKNOWN,
            "Απάντηση στο αίτημά σας #1 από την ομάδα υποστήριξης:",
            "Πάλι θόρυβο κάνει",
            "Ενημέρωσα την ομάδα υποστήριξης· το αίτημα #1 άνοιξε ξανά.",
            "✅ Ευχαριστώ. Το αίτημα #1 έκλεισε.",
            "Το αίτημα #1 άνοιξε ξανά. Γράψτε εδώ τι λείπει· θα φτάσει στην ομάδα.",
        ),
    ],
)
async def test_what_follows_is_said_in_the_questions_language(
    database: Database,
    now: datetime,
    community: type[World],
    question: str,
    answered: str,
    adds: str,
    added: str,
    solved: str,
    more: str,
) -> None:
    world = await community.begin(database, now)
    await world.hear(world.posted(question, PRIVATE))
    await world.run("ticket answer 1 42", by=FACILITATOR, room=TEAM)
    (answer,) = [each for each in await world.owed() if each.to == PRIVATE]
    assert str(answer.text).startswith(answered)
    world.later(hours=2)
    event = world.posted(adds, PRIVATE, reply_to=await world.sent(answer))
    (told,) = [each for each in await world.hear(event) if each.to == PRIVATE]
    assert str(told.text).startswith(added)
    for choice, said in zip(answer.choices, (solved, more), strict=True):
        assert str((await world.run(choice.command, room=PRIVATE, language=world.rooms.language)).text) == said


async def refused(world: World, line: str, room: RoomRef = PRIVATE) -> str:
    """Return how a command of the teacher's is refused, as the engine says it."""
    with pytest.raises(UserError) as caught:
        await world.run(line, room=room, language=world.rooms.language)
    return caught.value.said(translator(caught.value.language or world.rooms.language))


@pytest.mark.parametrize(
    ("community", "question", "words", "call", "entry", "late"),
    [
        (
            World,
            ENGLISH_UNKNOWN,
            "Please write your question in words, after “ask”.",
            "can anybody help me please",
            "This entry is no longer there. Please ask again.",
            "Request #1 was closed more than 7 days ago. Please ask your question again.",
        ),
        (
            EnglishWorld,
            GREEK_UNKNOWN,
            "Γράψτε την ερώτησή σας με λόγια, μετά το «ask».",
            "μπορεί κάποιος να με βοηθήσει;",
            "Αυτή η απάντηση δεν υπάρχει πια. Ρωτήστε ξανά.",
            "Το αίτημα #1 έκλεισε πριν από περισσότερες από 7 ημέρες. Ρωτήστε ξανά.",
        ),
    ],
)
async def test_who_asks_in_private_is_refused_in_their_language(
    database: Database,
    now: datetime,
    community: type[World],
    question: str,
    words: str,
    call: str,
    entry: str,
    late: str,
) -> None:
    world = await community.begin(database, now)
    assert await refused(world, f"ask {call}") == words
    await world.hear(world.posted(question, PRIVATE))
    assert await refused(world, "helpdesk pick 1 gone") == entry
    await world.run("ticket answer 1 42", by=FACILITATOR, room=TEAM)
    world.later(days=8)
    assert await refused(world, "ticket more 1") == late


async def test_in_a_room_it_is_refused_in_the_rooms_language(database: Database, now: datetime) -> None:
    world = await World.begin(database, now)
    await world.hear(world.posted(f"{ENGLISH_UNKNOWN}, what should I do?", DISCORD))
    assert await refused(world, "helpdesk pick 1 gone", DISCORD) == "Αυτή η απάντηση δεν υπάρχει πια. Ρωτήστε ξανά."
