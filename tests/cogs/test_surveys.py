"""Making surveys: questions, dates that are repeated and confirmed, opening, closing, and what cannot be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.core.ids import RoomRef
from config.content import SurveyEntry, SurveyQuestion
from storage import guests, retention, surveys
from storage.database import Database
from tests.cogs.survey_world import ACROSS, FACILITATOR, OTHER, QUESTIONS, TEACHER, THIRD, SurveyWorld
from tests.engine.world import LEFT, RIGHT

SCRIPTS = {
    "el": [
        (
            'survey add "Αξιολόγηση" anonymous=ναι',
            "✅ Η έρευνα #1 ξεκίνησε. Προσθέστε ερωτήσεις με survey question 1 και μετά ανοίξτε την.",
        ),
        (
            'survey question 1 scale "Έμεινα ικανοποιημένος/η"',
            (
                "#1 Αξιολόγηση (πρόχειρη)\nΜία ερώτηση. Είναι ανώνυμη: οι απαντήσεις φυλάσσονται χωρίς το όνομά σας."
                "\nΑίθουσες: Γενικά\nΑπάντησαν: 0· ξεκίνησαν: 0· γνωρίζω ότι κλήθηκαν: 0"
                "\n1. Έμεινα ικανοποιημένος/η (πέντε βαθμίδες συμφωνίας)"
            ),
        ),
        (
            'survey open 1 "15/1 στις 6" "αύριο στις 10:00"',
            (
                "Πρωί ή απόγευμα; Ποια ώρα εννοείτε;\n[Παρασκευή 15 Ιανουαρίου 2027, 06:00]"
                "\n[Παρασκευή 15 Ιανουαρίου 2027, 18:00]\n[❌ Καμία από τις δύο]"
            ),
        ),
        (
            "2",
            (
                "Κατάλαβα:\nΑνοίγει: Τετάρτη 13 Ιανουαρίου 2027, 10:00 (ώρα Ελλάδας), αύριο."
                "\nΚλείνει: Παρασκευή 15 Ιανουαρίου 2027, 18:00 (ώρα Ελλάδας), σε 3 ημέρες.\nΣωστά;\n[✅ Ναι]\n[❌ Όχι]"
            ),
        ),
        ("1", "✅ «Αξιολόγηση»: ανοίγει Τετάρτη 13 Ιανουαρίου 2027, 10:00 (ώρα Ελλάδας)."),
        ("survey list", "#1 Αξιολόγηση (ανοίγει Τετάρτη 13 Ιανουαρίου 2027, 10:00 (ώρα Ελλάδας))"),
    ],
    "en": [
        (
            'survey add "Αξιολόγηση" anonymous=yes',
            "✅ Survey #1 has begun. Add questions with survey question 1, then open it.",
        ),
        (
            'survey question 1 scale "Έμεινα ικανοποιημένος/η"',
            (
                "#1 Αξιολόγηση (draft)\nOne question. It is anonymous: answers are kept without your name."
                "\nRooms: Γενικά\nAnswered: 0; begun: 0; known to have been asked: 0"
                "\n1. Έμεινα ικανοποιημένος/η (five steps of agreement)"
            ),
        ),
        (
            'survey open 1 "15 January at 18:00" "tomorrow 10:00"',
            (
                "I understood:\nIt opens: Wednesday 13 January 2027, 10:00 (Athens time), tomorrow."
                "\nIt closes: Friday 15 January 2027, 18:00 (Athens time), in 3 days.\nRight?\n[✅ Yes]\n[❌ No]"
            ),
        ),
        ("1", "✅ “Αξιολόγηση” opens Wednesday 13 January 2027, 10:00 (Athens time)."),
        ("survey list", "#1 Αξιολόγηση (opens Wednesday 13 January 2027, 10:00 (Athens time))"),
    ],
}


@pytest.fixture
async def world(database: Database) -> AsyncIterator[SurveyWorld]:
    world = SurveyWorld(database)
    async with world.up():
        yield world


@pytest.mark.parametrize("language", SCRIPTS)
async def test_what_is_said_while_somebody_makes_a_survey(database: Database, language: str) -> None:
    world = SurveyWorld(database, language)
    async with world.up():
        for said, answered in SCRIPTS[language]:
            assert await world.says(FACILITATOR, said) == answered


async def test_a_survey_opens_and_closes_at_its_times(world: SurveyWorld) -> None:
    await world.command('survey add "Αξιολόγηση"')
    await world.command(f"survey question {QUESTIONS[0].format(1)}")
    await world.command('survey open 1 "15/1 18:00" "13/1 10:00"')
    await world.says(FACILITATOR, "1", LEFT)
    await world.passes(timedelta(hours=21))
    assert not any("📋" in text for text in world.texts(RIGHT))
    await world.passes(timedelta(hours=1))
    words = "📋 Αξιολόγηση\nΜία ερώτηση. Οι διοργανωτές βλέπουν ποιος απαντά τι."
    until = "Ανοιχτή έως Παρασκευή 15 Ιανουαρίου 2027, 18:00 (ώρα Ελλάδας)."
    assert [text for text in world.texts(RIGHT) if text.startswith("📋")] == [f"{words} {until}"]
    await world.fills_in(TEACHER, 1, "1")
    await world.passes(timedelta(hours=56), delivering=False)
    await world.passes(timedelta(hours=1))
    closed = "📋 Αξιολόγηση\nΈκλεισε. Απάντησε ένα άτομο."
    for room in (LEFT, RIGHT):
        assert [text for text in world.texts(room) if text.startswith("📋")] == [closed]


async def test_dates_that_were_not_right_open_nothing(world: SurveyWorld) -> None:
    await world.command('survey add "Αξιολόγηση"')
    await world.command(f"survey question {QUESTIONS[0].format(1)}")
    await world.command('survey open 1 "15/1 18:00"')
    assert await world.says(FACILITATOR, "2", LEFT) == "Η έρευνα #1 δεν άνοιξε. Δώστε ξανά τις ημερομηνίες."
    assert await world.command("survey close 1") == "Η έρευνα #1 δεν είναι ανοιχτή."


async def test_a_survey_may_be_opened_again(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0])
    await world.command(f"survey close {number}")
    await world.passes(timedelta(minutes=1))
    assert await world.command(f"survey open {number}") == "✅ «Αξιολόγηση»: άνοιξε. Ρωτώ στις αίθουσες: Γενικά."
    asked = [text for text in world.texts(RIGHT) if text.startswith("📋")]
    assert len(asked) == 2
    assert "Έκλεισε" in asked[0]
    assert "Έκλεισε" not in asked[1]


async def test_what_a_room_was_offered_stays_open_as_long_as_the_survey(world: SurveyWorld) -> None:
    await world.survey(QUESTIONS[0])
    asked = next(shown for shown in world.platforms["right"].shown[RIGHT] if shown.part.choices)
    for _ in range(4):
        await world.passes(timedelta(days=20), delivering=False)
        async with world.database.transaction() as tx:
            now = world.clock.now()
            await retention.clear(tx, delivered=now, received=now - timedelta(days=30), merged=now)
    await world.reacts(ACROSS, "📝", asked.ref)
    assert world.seen(RoomRef.direct(ACROSS.ref)).startswith("1/1 · Θα το συστήνατε;")


BAD = [
    ("survey open 99", "Δεν υπάρχει έρευνα με αριθμό 99. Δείτε τις τελευταίες με survey list."),
    ("survey open 1", "Η έρευνα #1 δεν έχει ακόμη ερωτήσεις."),
    (
        'survey add ""',
        "Δώστε και αυτό: «Ο τίτλος της έρευνας». Γράφεται έτσι: survey add <title> [anonymous] [changeable] [rooms]",
    ),
    (f"survey add {'α' * 201}", "Μπορεί να έχει έως 200 χαρακτήρες· έχει 201."),
    (
        'survey question 1 single "Α;" μία',
        "Δώστε τουλάχιστον δύο επιλογές, χωρισμένες με κόμμα ή |, καμία από αυτές κενή.",
    ),
    ('survey question 1 multiple "Α;" "α, β" 3', "Οι επιλογές είναι 2, άρα όχι 3 από αυτές."),
    ('survey question 1 scale "Α;" "α, β"', "Μια ερώτηση αυτού του είδους δεν έχει δικές της επιλογές."),
    (
        f'survey question 1 single "Α;" "{", ".join(map(str, range(40)))}"',
        "Οι επιλογές μπορούν να είναι έως 20· αυτές είναι 40.",
    ),
    ("survey drop 1 1", "Η έρευνα #1 δεν έχει ερώτηση 1."),
    ("survey remind 1", "Η έρευνα #1 δεν είναι ανοιχτή."),
    ("survey results 1", "Δεν υπάρχει έρευνα με αριθμό 1 που να απαντήθηκε."),
]


@pytest.mark.parametrize(("line", "answer"), BAD)
async def test_what_cannot_be_is_refused_in_one_sentence(world: SurveyWorld, line: str, answer: str) -> None:
    await world.command('survey add "Πρόχειρη"')
    assert await world.command(line) == answer


async def test_an_open_survey_takes_no_question_and_loses_not_its_last(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0])
    said = await world.command(f"survey question {QUESTIONS[1].format(number)}")
    assert said == "Η έρευνα #1 έχει ανοίξει, οπότε δεν προστίθενται ερωτήσεις."
    assert await world.command(f"survey drop {number} 1") == "Είναι η μόνη της ερώτηση. Κλείστε καλύτερα την έρευνα."
    assert await world.command(f"survey open {number}") == "Η έρευνα #1 είναι ήδη ανοιχτή ή είναι ψηφοφορία."


async def test_it_cannot_close_before_it_opens(world: SurveyWorld) -> None:
    await world.command('survey add "Αξιολόγηση"')
    await world.command(f"survey question {QUESTIONS[0].format(1)}")
    said = await world.command('survey open 1 "13/1 18:00" "15/1 18:00"')
    assert said == "Η έρευνα θα έκλεινε πριν ανοίξει. Δώστε μεταγενέστερο τέλος."


async def test_only_facilitators_make_surveys_and_see_drafts(world: SurveyWorld) -> None:
    await world.command('survey add "Πρόχειρη"')
    assert "μόνο οι διευκολυντές" in await world.says(TEACHER, "survey add Κάτι")
    assert await world.says(TEACHER, "survey list") == "Δεν υπάρχει καμία έρευνα."


async def test_the_guests_of_an_event_are_asked_in_private_and_at_a_pace(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0])
    async with world.database.transaction() as tx:
        await tx.execute(
            "INSERT INTO events (id, title, wall, zone, starts_at, length_minutes, rooms)"
            " VALUES (7, 'Ε', '2027-01-12T12:00', 'Europe/Athens', 0, 60, '')"
        )
        for who in (TEACHER, OTHER, THIRD):
            await guests.add(tx, 7, who, world.clock.now(), waiting=who == THIRD)
    await world.command(f"survey invite {number} 7")
    assert await world.private(FACILITATOR) == ["Ρωτώ ιδιωτικά 2 άτομα."]
    await world.passes(timedelta(), delivering=False)
    async with world.database.reading() as tx:
        rows = await tx.all("SELECT due_at FROM outbox WHERE key LIKE '%:invitation>%' ORDER BY due_at")
    assert [row["due_at"] - rows[0]["due_at"] for row in rows] == [0, 200_000]
    assert await world.private(THIRD) == []
    await world.passes(timedelta(seconds=1))
    assert world.seen(RoomRef.direct(TEACHER.ref)) == (
        "Θα θέλαμε τη γνώμη σας:\n📋 Αξιολόγηση\nΜία ερώτηση. Οι διοργανωτές βλέπουν ποιος απαντά τι.\n[📝 Απαντήστε]"
    )
    assert (await world.says(TEACHER, "1")).startswith("1/1 · Θα το συστήνατε;")


async def test_the_communitys_own_surveys_are_drafts_once(database: Database) -> None:
    asked = SurveyQuestion(kind="multiple", text="Ποια;", options=("α", "β"))
    entry = SurveyEntry(id="axiologisi", title="Αξιολόγηση", anonymous=True, questions=(asked,), rooms=("genika",))
    for _ in range(2):
        world = SurveyWorld(database, entries=[entry])
        async with database.transaction() as tx:
            await world.cogs[0].start(world.clock.now(), tx)
            (survey,) = await surveys.latest(tx, 5)
            (question,) = await surveys.questions(tx, survey.id)
    assert (survey.title, survey.anonymous, survey.rooms, survey.state) == ("Αξιολόγηση", True, ("genika",), "draft")
    assert (question.options, question.most) == (("α", "β"), 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "single", "text": "Α;"},
        {"kind": "single", "text": "Α;", "options": ("α",)},
        {"kind": "single", "text": "Α;", "options": ("α", "Α")},
        {"kind": "scale", "text": "Α;", "options": ("α", "β")},
        {"kind": "multiple", "text": "Α;", "options": ("α", "β"), "most": 3},
    ],
)
def test_questions_in_the_files_are_checked(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="option"):
        SurveyQuestion.model_validate(wrong)
