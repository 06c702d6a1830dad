"""Answering in private, one question at a time: forwards, back, later, again, and with what is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.core.ids import RoomRef
from storage import survey_answers, surveys
from storage.database import Database
from storage.survey_answers import Counted
from tests.cogs.survey_world import ACROSS, FACILITATOR, OTHER, QUESTIONS, TEACHER, SurveyWorld
from tests.engine.world import LEFT, RIGHT

HOUR = timedelta(hours=1)


@pytest.fixture
async def world(database: Database) -> AsyncIterator[SurveyWorld]:
    world = SurveyWorld(database)
    async with world.up():
        yield world


async def counted(world: SurveyWorld, number: int) -> Counted:
    async with world.database.reading() as tx:
        survey = await surveys.get(tx, number)
        assert survey
        return await survey_answers.counted(tx, survey)


SCRIPTS = {
    "el": [
        ("survey answer 1", "1/4 · Θα το συστήνατε;\n[Ναι]\n[Όχι]\n[⏭️ Παράλειψη]"),
        (
            "1",
            (
                "2/4 · Έμεινα ικανοποιημένος/η\n[Διαφωνώ απόλυτα]\n[Διαφωνώ]\n[Ούτε συμφωνώ ούτε διαφωνώ]\n[Συμφωνώ]"
                "\n[Συμφωνώ απόλυτα]\n[⏭️ Παράλειψη]\n[◀️ Πίσω]"
            ),
        ),
        ("◀️", "1/4 · Θα το συστήνατε;\n[Ναι]\n[Όχι]\n[⏭️ Παράλειψη]"),
        (
            "2",
            (
                "2/4 · Έμεινα ικανοποιημένος/η\n[Διαφωνώ απόλυτα]\n[Διαφωνώ]\n[Ούτε συμφωνώ ούτε διαφωνώ]\n[Συμφωνώ]"
                "\n[Συμφωνώ απόλυτα]\n[⏭️ Παράλειψη]\n[◀️ Πίσω]"
            ),
        ),
        (
            "5",
            (
                "3/4 · Ποια κανάλια;\nΕπιλέξτε έως 2· μετά πατήστε «Επόμενη».\n[Helpdesk]\n[Αλληλογραφία]\n[Ομάδα]"
                "\n[⏭️ Παράλειψη]\n[◀️ Πίσω]"
            ),
        ),
        (
            "1",
            (
                "3/4 · Ποια κανάλια;\nΕπιλέξτε έως 2· μετά πατήστε «Επόμενη».\nΕπιλεγμένα: ☑ Helpdesk\n[☑️ Helpdesk]"
                "\n[Αλληλογραφία]\n[Ομάδα]\n[➡️ Επόμενη]\n[◀️ Πίσω]"
            ),
        ),
        (
            "3",
            (
                "3/4 · Ποια κανάλια;\nΕπιλέξτε έως 2· μετά πατήστε «Επόμενη».\nΕπιλεγμένα: ☑ Helpdesk, ☑ Ομάδα"
                "\n[☑️ Helpdesk]\n[Αλληλογραφία]\n[☑️ Ομάδα]\n[➡️ Επόμενη]\n[◀️ Πίσω]"
            ),
        ),
        ("2", "Μπορείτε να επιλέξετε έως 2. Αναιρείτε μια επιλογή επιλέγοντάς την ξανά."),
        (
            "survey answer 1",
            (
                "4/4 · Τι θα αλλάζατε;\nΠατήστε ✏️ ή γράψτε την απάντησή σας εδώ, ιδιωτικά, ως επόμενο"
                " μήνυμα.\n[✏️ Γράψτε]\n[⏭️ Παράλειψη]\n[◀️ Πίσω]"
            ),
        ),
        (
            "Τίποτε | απολύτως",
            (
                "✅ Ευχαριστούμε. Οι απαντήσεις σας στην έρευνα «Αξιολόγηση» καταχωρίστηκαν. Μπορείτε να"
                " τις αλλάξετε μέχρι να κλείσει.\n[✏️ Αλλαγή]"
            ),
        ),
    ],
    "en": [
        ("survey answer 1", "1/4 · Θα το συστήνατε;\n[Ναι]\n[Όχι]\n[⏭️ Leave it out]"),
        (
            "2",
            (
                "2/4 · Έμεινα ικανοποιημένος/η\n[Strongly disagree]\n[Disagree]\n[Neither agree nor disagree]\n[Agree]"
                "\n[Strongly agree]\n[⏭️ Leave it out]\n[◀️ Back]"
            ),
        ),
        (
            "5",
            (
                "3/4 · Ποια κανάλια;\nChoose up to 2; then press “Next”.\n[Helpdesk]\n[Αλληλογραφία]\n[Ομάδα]"
                "\n[⏭️ Leave it out]\n[◀️ Back]"
            ),
        ),
        (
            "1",
            (
                "3/4 · Ποια κανάλια;\nChoose up to 2; then press “Next”.\nChosen: ☑ Helpdesk\n[☑️ Helpdesk]"
                "\n[Αλληλογραφία]\n[Ομάδα]\n[➡️ Next]\n[◀️ Back]"
            ),
        ),
        (
            "3",
            (
                "3/4 · Ποια κανάλια;\nChoose up to 2; then press “Next”.\nChosen: ☑ Helpdesk, ☑ Ομάδα\n[☑️ Helpdesk]"
                "\n[Αλληλογραφία]\n[☑️ Ομάδα]\n[➡️ Next]\n[◀️ Back]"
            ),
        ),
        (
            "➡️",
            (
                "4/4 · Τι θα αλλάζατε;\nPress ✏️, or write your answer here in private as your next message."
                "\n[✏️ Write]\n[⏭️ Leave it out]\n[◀️ Back]"
            ),
        ),
        (
            "Τίποτε | απολύτως",
            (
                "✅ Thank you. Your answers to “Αξιολόγηση” have been noted. You can change them until"
                " it closes.\n[✏️ Change]"
            ),
        ),
    ],
}


@pytest.mark.parametrize("language", SCRIPTS)
async def test_what_is_said_while_somebody_answers(database: Database, language: str) -> None:
    world = SurveyWorld(database, language)
    async with world.up():
        await world.survey()
        for said, answered in SCRIPTS[language]:
            assert await world.says(TEACHER, said) == answered
        ((_, given),) = (await counted(world, 1)).sheets
    assert list(given.values()) == [1, 5, [0, 2], "Τίποτε | απολύτως"]


async def test_the_room_is_asked_and_a_reaction_there_opens_the_private_conversation(world: SurveyWorld) -> None:
    await world.survey()
    words = "📋 Αξιολόγηση\n4 ερωτήσεις. Οι διοργανωτές βλέπουν ποιος απαντά τι."
    for room in (LEFT, RIGHT):
        asked = next(shown for shown in world.platforms[room.platform].shown[room] if shown.part.choices)
        assert asked.text == words
    await world.reacts(ACROSS, "📝", asked.ref)
    assert world.seen(RoomRef.direct(ACROSS.ref)).startswith("1/4 · Θα το συστήνατε;")


async def test_answers_are_kept_over_a_restart_and_gone_on_with(database: Database) -> None:
    before = SurveyWorld(database)
    async with before.up():
        number = await before.survey()
        await before.fills_in(TEACHER, number, "1", "4")
    after = SurveyWorld(database)
    async with after.up():
        assert (await after.says(TEACHER, f"survey answer {number}")).startswith("3/4 · Ποια κανάλια;")


async def test_an_answer_may_be_changed_until_the_survey_closes(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0])
    await world.fills_in(TEACHER, number, "1")
    assert (await world.says(TEACHER, "✏️")).startswith("1/1 · Θα το συστήνατε;")
    await world.says(TEACHER, "2")
    assert [list(given.values()) for _, given in (await counted(world, number)).sheets] == [[1]]
    await world.command(f"survey close {number}")
    assert await world.says(TEACHER, f"survey answer {number}") == "Η έρευνα «Αξιολόγηση» έχει κλείσει."


async def test_an_answer_may_not_be_changed_where_the_survey_says_so(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0], changeable="όχι")
    assert "αλλάξετε" not in await world.fills_in(TEACHER, number, "1")
    assert "Έχετε απαντήσει" in await world.says(TEACHER, f"survey answer {number}")


async def test_an_anonymous_survey_is_handed_in_once_and_by_all_accounts_together(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0], anonymous="ναι")
    await world.tie()
    said = await world.fills_in(TEACHER, number, "1")
    assert said.startswith("Αυτή ήταν η τελευταία ερώτηση.")
    assert (await counted(world, number)).people == 0
    assert (
        await world.says(TEACHER, "✅") == "✅ Ευχαριστούμε. Οι απαντήσεις σας στην έρευνα «Αξιολόγηση» καταχωρίστηκαν."
    )
    for account in (TEACHER, ACROSS):
        assert "δεν μπορώ να τις ξαναβρώ" in await world.says(account, f"survey answer {number}")
    assert (await counted(world, number)).people == 1


async def test_nothing_that_shows_an_anonymous_answer_is_left_with_the_person(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[2], anonymous="ναι")
    await world.fills_in(TEACHER, number, "1", "3", "➡️")
    assert any("Επιλεγμένα" in text for text in await world.private(TEACHER))
    await world.says(TEACHER, "✅")
    assert not any("Επιλεγμένα" in text for text in await world.private(TEACHER))
    async with world.database.reading() as tx:
        assert await tx.all("SELECT 1 FROM offers WHERE label LIKE '☑%'") == []


async def test_a_question_that_was_taken_out_is_passed_over(world: SurveyWorld) -> None:
    number = await world.survey()
    await world.says(TEACHER, f"survey answer {number}")
    await world.command(f"survey drop {number} 1")
    assert await world.says(TEACHER, "1") == f"Αυτή η ερώτηση δεν τίθεται πλέον. Συνεχίστε με survey answer {number}."
    assert (await world.says(TEACHER, f"survey answer {number}")).startswith("1/3 · Έμεινα ικανοποιημένος/η")


async def test_a_text_of_five_thousand_words_is_refused_and_may_be_shortened(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[3])
    said = await world.fills_in(TEACHER, number, "λέξη " * 5000)
    assert said == "Μια απάντηση μπορεί να έχει έως 4000 χαρακτήρες· αυτή έχει 24999. Συντομεύστε την, παρακαλώ."
    assert "Ευχαριστούμε" in await world.says(TEACHER, "Λίγες λέξεις")


async def test_two_answer_at_once_and_each_is_asked_their_own(world: SurveyWorld) -> None:
    number = await world.survey(*QUESTIONS[:2])
    for who in (TEACHER, OTHER):
        await world.says(who, f"survey answer {number}")
    for who, answers in ((TEACHER, "15"), (OTHER, "21")):
        for answer in answers:
            await world.says(who, answer)
    found = {str(person): list(given.values()) for person, given in (await counted(world, number)).sheets}
    assert found == {"left:teacher-17": [0, 5], "left:teacher-23": [1, 1]}


@pytest.mark.parametrize("line", ["survey answer 99", "survey answer 1"])
async def test_what_is_not_open_cannot_be_answered(world: SurveyWorld, line: str) -> None:
    await world.command('survey add "Πρόχειρη"')
    number = line.split()[-1]
    assert await world.says(TEACHER, line) == f"Δεν υπάρχει έρευνα με αριθμό {number} για να απαντήσετε."


async def test_those_who_were_asked_or_began_are_reminded_once_before_the_end(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0])
    async with world.database.transaction() as tx:
        await surveys.invite(tx, number, [OTHER.ref], world.clock.now())
        found = await surveys.get(tx, number)
        assert found
        await tx.execute("UPDATE surveys SET closes_at = opens_at + ?", 2 * 86_400_000_000)
    await world.says(TEACHER, f"survey answer {number}")
    for _ in range(4):
        await world.passes(timedelta(hours=11), delivering=False)
    for who in (TEACHER, OTHER):
        assert sum("Δεν έχετε ολοκληρώσει" in text for text in await world.private(who)) == 1
    assert "Θα θέλαμε τη γνώμη σας:" in (await world.private(OTHER))[0]
    assert await world.private(FACILITATOR) == []


async def test_who_has_answered_is_not_reminded(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0])
    await world.fills_in(TEACHER, number, "1")
    await world.says(OTHER, f"survey answer {number}")
    await world.passes(timedelta(days=2))
    assert await world.command(f"survey remind {number}")
    assert await world.private(FACILITATOR) == ["Το υπενθυμίζω σε ένα άτομο."]
    assert not any("🔔" in text for text in await world.private(TEACHER))
    await world.command(f"survey remind {number}")
    assert (await world.private(FACILITATOR))[-1].startswith("Όσοι κλήθηκαν απάντησαν ήδη")
