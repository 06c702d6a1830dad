"""A solved request becomes a draft of an entry, without what is personal; who asked the same is told once."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.core.ids import RoomRef
from config.settings import HelpdeskSettings
from storage import people, tickets
from storage.database import Database
from storage.people import Account
from tests.cogs.helpdesk_world import DISCORD, ENGLISH, MATRIX, SECOND, TEAM, TEAM_TOO
from tests.cogs.learning_world import LearningWorld, edits, posts, teacher

QUESTION = "Καλημέρα, είμαι η Αγνώστη. Δεν ανοίγει ο σύνδεσμος του zoom!"
ANSWER = "Ανοίγει από το **ημερολόγιο**: https://example.org/zoom?token=abc"


@pytest.fixture
async def world(database: Database, now: datetime) -> LearningWorld:
    return await LearningWorld.begin(database, now)


@pytest.fixture
async def draft(world: LearningWorld) -> LearningWorld:
    """The first request was solved and learned from."""
    await world.ask(QUESTION, teacher(1))
    await world.solve(1, ANSWER)
    world.learned = await world.learn()  # type: ignore[attr-defined]
    return world


async def test_a_solved_request_is_shown_to_all_facilitators_without_what_is_personal(draft: LearningWorld) -> None:
    owed = draft.learned  # type: ignore[attr-defined]
    assert [each.to for each in owed] == [TEAM, TEAM_TOO]
    assert str(owed[0].text) == (
        "📝 Πρόχειρο #1 για τις συχνές ερωτήσεις, από το αίτημα #1:\n"
        "«Δεν ανοίγει ο σύνδεσμος του zoom!»\n"
        "Ανοίγει από το ημερολόγιο: https://example.org/zoom"
    )
    assert [choice.label for choice in owed[0].choices] == ["✅ Έγκριση", "✏️ Διόρθωση", "🗑️ Απόρριψη"]
    assert await draft.learn() == []


async def test_an_open_or_an_answered_request_teaches_nothing_yet(world: LearningWorld) -> None:
    await world.ask(QUESTION, teacher(1))
    assert await world.learn() == [] or all("Πρόχειρο" not in each for each in posts(await world.owed()))
    await world.run(f"ticket answer 1 {ANSWER}", by=SECOND, room=TEAM)
    await world.owed()
    assert await world.learn() == []


async def test_a_request_that_was_closed_without_an_answer_teaches_nothing(world: LearningWorld) -> None:
    await world.ask(QUESTION, teacher(1))
    await world.run("ticket close 1 άσχετο", by=SECOND, room=TEAM)
    await world.owed()
    assert await world.learn() == []


async def test_an_approved_draft_answers_the_next_question_and_those_who_wait(draft: LearningWorld) -> None:
    await draft.ask("ο σύνδεσμος του zoom δεν λειτουργεί", teacher(2))
    await draft.ask("den anoigei o sindesmos tou zoom", teacher(3, "matrix"), MATRIX)
    await draft.ask("δεν ανοίγει ο σύνδεσμος του zoom, βοήθεια", teacher(4), RoomRef.direct(teacher(4).ref))
    await draft.ask("δεν ανοίγει το αρχείο της εργασίας", teacher(5))
    assert await draft.team("draft approve 1") == (
        "✅ Το έμαθα: den-anigi-o-sidesmos-tu-zom. Θα απαντώ με αυτό από την επόμενη ερώτηση."
        " Ενημέρωσα 3 άτομα που είχαν ρωτήσει το ίδιο. Έτσι έκλεισαν τα αιτήματα: #2, #3, #4."
    )
    owed = await draft.owed()
    assert (
        edits(owed)[str(TEAM)] == "✅ Εγκρίθηκε το πρόχειρο #1 «Δεν ανοίγει ο σύνδεσμος του zoom!», από: facilitator-2."
    )
    told = [each for each in owed if "learned" in each.key]
    assert {each.to for each in told} == {DISCORD, MATRIX, RoomRef.direct(teacher(4).ref)}
    private = str(next(each.text for each in told if each.to.person))
    assert private.startswith(
        "Είχατε ρωτήσει: «δεν ανοίγει ο σύνδεσμος του zoom, βοήθεια». Τώρα το γνωρίζω:\nΑνοίγει από"
    )
    choices = [choice.command for each in told if each.to.person for choice in each.choices]
    assert choices == ["ticket solved 4", "ticket more 4"]
    assert "Κανένα" not in await draft.team("ticket list")
    assert "#5" in await draft.team("ticket list")
    (answer,) = await draft.ask("Δεν ανοίγει ο σύνδεσμος του ZOOM;", teacher(6), RoomRef.direct(teacher(6).ref))
    assert str(answer.text).startswith("Ανοίγει από το ημερολόγιο")
    assert await draft.learn() == []


async def test_facilitators_read_in_its_thread_that_a_request_was_closed_by_an_entry(draft: LearningWorld) -> None:
    await draft.ask("ο σύνδεσμος του zoom δεν λειτουργεί", teacher(2))
    await draft.team("draft approve 1")
    (said,) = [each for each in await draft.owed() if each.to == TEAM and each.under]
    assert said.under == f"helpdesk:ticket:2:new>{TEAM}"
    assert str(said.text) == (
        "✅ Το αίτημα #2 έκλεισε: το απαντά η νέα εγγραφή «Δεν ανοίγει ο σύνδεσμος του zoom!», και ενημερώθηκε όποιος"
        " ρώτησε."
    )


GAPS = "πώς αλλάζω το email μου someone@example.org στην πλατφόρμα;"


@pytest.mark.parametrize(
    ("language", "said", "refused"),
    [
        ("el", "Όπου γράφει […], αφαίρεσα κάτι προσωπικό.", "Το πρόχειρο #1 έχει κενά: όπου γράφει […],"),
        ("en", "Where it says […], I took out something personal.", "Draft #1 has gaps: where it says […],"),
    ],
)
async def test_a_draft_with_gaps_is_edited_before_it_is_approved(
    world: LearningWorld, language: str, said: str, refused: str
) -> None:
    await world.ask(GAPS, teacher(1))
    await world.solve(1, "Γράψτε στο support@example.org.")
    await world.learn()
    assert said in await world.team("draft show 1", language)
    assert (await world.team("draft approve 1", language)).startswith(refused)
    await world.team('draft edit 1 "Γράψτε στην υποστήριξη." "Πώς αλλάζω το email μου;"')
    assert said not in await world.team("draft show 1", language)
    assert (await world.team("draft approve 1")).startswith("✅ Το έμαθα")


async def test_of_several_wordings_the_one_without_gaps_is_the_question(world: LearningWorld) -> None:
    await world.ask(GAPS, teacher(1))
    await world.ask("πώς αλλάζω το email μου στην πλατφόρμα;", teacher(2))
    await world.solve(1, "Από το προφίλ σας, teacher-1, με «Αλλαγή email».")
    await world.learn()
    shown = await world.team("draft show 1")
    assert "«πώς αλλάζω το email μου στην πλατφόρμα;»" in shown
    assert "Από το προφίλ σας, με «Αλλαγή email»." in shown
    assert "[…]" not in shown


async def test_who_needs_more_than_what_was_learned_opens_their_request_again(draft: LearningWorld) -> None:
    who = teacher(4)
    await draft.ask("δεν ανοίγει ο σύνδεσμος του zoom", who, RoomRef.direct(who.ref))
    await draft.team("draft approve 1")
    await draft.owed()
    await draft.run("ticket more 2", by=who, room=RoomRef.direct(who.ref))
    assert any("#2" in each for each in posts(await draft.owed()))
    assert "#2" in await draft.team("ticket list")


async def test_a_person_with_two_accounts_is_told_once(draft: LearningWorld) -> None:
    one, other = teacher(2), teacher(3, "matrix")
    async with draft.tx() as tx:
        await people.link(tx, Account(one.ref, one.name, draft.now), Account(other.ref, other.name, draft.now))
    await draft.ask("δεν ανοίγει ο σύνδεσμος του zoom", one, RoomRef.direct(one.ref))
    draft.later(minutes=1)
    await draft.ask("δεν λειτουργεί ο σύνδεσμος του zoom", other, RoomRef.direct(other.ref))
    assert "1 άτομο" in await draft.team("draft approve 1")
    told = [each.to for each in await draft.owed() if "learned" in each.key]
    assert told == [RoomRef.direct(other.ref)]
    assert await draft.team("ticket list") == "Κανένα αίτημα δεν περιμένει απάντηση."


async def test_who_asked_too_long_ago_is_left_alone(draft: LearningWorld) -> None:
    await draft.ask("δεν ανοίγει ο σύνδεσμος του zoom", teacher(2))
    draft.later(days=15)
    assert "Ενημέρωσα" not in await draft.team("draft approve 1")


async def test_of_two_facilitators_who_decide_at_once_one_wins(draft: LearningWorld) -> None:
    assert (await draft.team("draft drop 1")).startswith("🗑️ Απορρίφθηκε το πρόχειρο #1")
    assert await draft.team("draft approve 1", by=SECOND) == "Για το πρόχειρο #1 αποφάσισε ήδη: facilitator-2."
    assert (
        await draft.team("draft approve 1", "en", SECOND) == "Draft #1 has been decided on already, by facilitator-2."
    )
    assert await draft.team("draft list") == "Κανένα πρόχειρο δεν περιμένει απόφαση."


async def test_what_was_dropped_is_not_offered_again(draft: LearningWorld) -> None:
    await draft.team("draft drop 1")
    await draft.ask("δεν ανοίγει ο σύνδεσμος του zoom", teacher(2))
    await draft.solve(2, "Από το ημερολόγιο.")
    assert await draft.learn() == []
    assert await draft.team("draft show 1") == (
        "🗑️ Απορρίφθηκε το πρόχειρο #1 «Δεν ανοίγει ο σύνδεσμος του zoom!», από: facilitator-2."
    )


async def test_a_second_request_of_the_kind_adds_its_words_to_the_open_draft(draft: LearningWorld) -> None:
    await draft.ask("ο σύνδεσμος του zoom δεν δουλεύει", teacher(2))
    await draft.solve(2, "Από το ημερολόγιο.")
    assert await draft.learn() == []
    assert "Ρωτήθηκε και ως: «ο σύνδεσμος του zoom δεν δουλεύει»" in await draft.team("draft show 1")


async def test_the_words_of_all_who_asked_the_same_become_variants(world: LearningWorld) -> None:
    await world.ask("δεν ανοίγει ο σύνδεσμος του zoom", teacher(1))
    await world.ask("ο σύνδεσμος zoom δεν δουλεύει", teacher(2))
    async with world.tx() as tx:
        await tickets.merge(tx, 2, 1, world.now)
    await world.ask("den leitourgei o sindesmos tou zoom", teacher(3))
    await world.solve(1, ANSWER)
    (shown, _) = await world.learn()
    assert "«ο σύνδεσμος zoom δεν δουλεύει» · «den leitourgei o sindesmos tou zoom»" in str(shown.text)


async def test_a_draft_is_edited_and_everybody_sees_it(draft: LearningWorld) -> None:
    reply = await draft.run("draft rewrite 1", by=SECOND, room=TEAM)
    assert str(reply.text) == "Γράψτε το ξανά με /draft edit 1 …"
    assert reply.form is not None
    assert reply.form.arguments == {"number": 1}
    assert list(reply.form.fields) == ["question", "text"]
    assert reply.form.fields["question"] == "Δεν ανοίγει ο σύνδεσμος του zoom!"
    said = await draft.team("draft edit 1 | Από το **ημερολόγιο**. | Γιατί δεν ανοίγει το zoom;")
    assert "«Γιατί δεν ανοίγει το zoom;»\nΑπό το ημερολόγιο." in said
    assert "«Γιατί δεν ανοίγει το zoom;»" in edits(await draft.owed())[str(TEAM_TOO)]
    await draft.team("draft approve 1")
    await draft.owed()
    (answer,) = await draft.ask("γιατί δεν ανοίγει το zoom", teacher(6), RoomRef.direct(teacher(6).ref))
    assert str(answer.text).startswith("Από το ημερολόγιο.")


async def test_a_near_duplicate_is_shown_with_its_score_and_takes_the_words_as_variants(world: LearningWorld) -> None:
    await world.ask("πότε θα εκδοθεί επιτέλους η βεβαίωση μου", teacher(1), RoomRef.direct(teacher(1).ref))
    async with world.tx() as tx:
        await tx.execute("UPDATE questions SET outcome = 'suggested'")
    await world.run("helpdesk person 1", by=teacher(1))
    await world.solve(1, "Μετά το τέλος του μαθήματος.")
    (shown, _) = await world.learn()
    assert "Μοιάζει με: «Πότε εκδίδεται η βεβαίωση;» (0," in str(shown.text)
    assert shown.choices[2].label == "🔗 Προσθήκη ως παραλλαγή"
    assert "vevaiosi-pote" in await world.team(shown.choices[2].command)
    assert "🔗 Προστέθηκε ως παραλλαγή το πρόχειρο #1" in edits(await world.owed())[str(TEAM)]
    (answer,) = await world.ask("πότε θα εκδοθεί επιτέλους η βεβαίωση μου", teacher(2), RoomRef.direct(teacher(2).ref))
    assert "Οι βεβαιώσεις εκδίδονται μετά το τέλος" in str(answer.text)


async def _helped(world: LearningWorld, text: str, number: int) -> None:
    (owed, *_) = await world.ask(text, teacher(number), RoomRef.direct(teacher(number).ref))
    yes = next(choice for choice in owed.choices if choice.label.startswith("✅"))
    await world.run(yes.command, by=teacher(number))


async def test_what_helped_with_other_words_becomes_a_variant_by_a_facilitators_word(world: LearningWorld) -> None:
    await _helped(world, "πότε εκδίδεται η βεβαίωση παρακολούθησης", 1)
    assert await world.learn() == []
    assert await world.team("draft list") == (
        "#1 «πότε εκδίδεται η βεβαίωση παρακολούθησης» — μια ακόμη διατύπωση για το vevaiosi-pote\n"
        "Διαβάστε ένα και αποφασίστε με /draft show …"
    )
    assert "vevaiosi-pote" in await world.team("draft approve 1")
    async with world.tx() as tx:
        found = await tx.value("SELECT variants FROM faq WHERE id = 'vevaiosi-pote'")
    assert "πότε εκδίδεται η βεβαίωση παρακολούθησης" in found


async def test_what_helped_enough_people_becomes_a_variant_by_itself(database: Database, now: datetime) -> None:
    world = await LearningWorld.begin(database, now, HelpdeskSettings(variant_votes=2))
    assert isinstance(world, LearningWorld)
    await _helped(world, "πότε εκδίδεται η βεβαίωση παρακολούθησης", 1)
    await _helped(world, "ποτε εκδιδεται η βεβαιωση παρακολουθησης;", 2)
    await world.learn()
    assert await world.team("draft list") == "Κανένα πρόχειρο δεν περιμένει απόφαση."
    assert await world.team("draft drop 1") == "Για το πρόχειρο #1 έχει ήδη ληφθεί απόφαση."


async def test_the_very_words_of_an_entry_are_no_news(world: LearningWorld) -> None:
    await _helped(world, "πότε εκδίδεται η βεβαίωση;", 1)
    await world.learn()
    assert await world.team("draft list") == "Κανένα πρόχειρο δεν περιμένει απόφαση."


async def test_a_number_that_does_not_exist(world: LearningWorld) -> None:
    for command in ("approve", "drop", "show", "variants"):
        said = await world.team(f"draft {command} 99")
        assert said == "Δεν υπάρχει πρόχειρο με αριθμό 99. Δείτε όσα περιμένουν με /draft list."


async def test_an_entry_that_does_not_exist(draft: LearningWorld) -> None:
    assert "Δεν υπάρχει" in await draft.team("draft variants 1 no-such-entry")
    assert "Δεν υπάρχει" in await draft.team("draft variants 1")


async def test_in_english(world: LearningWorld) -> None:
    await world.ask("Hello! The zoom link does not open.", teacher(1), ENGLISH)
    await world.solve(1, "Use the calendar.")
    await world.learn()
    said = await world.team("draft show 1", "en")
    assert said.startswith(
        "📝 Draft #1 for the frequently asked questions, from request #1:\n"
        "The zoom link does not open.\nUse the calendar."
    )
    await world.ask("zoom link not working", teacher(2), ENGLISH)
    assert "I told 1 person who had asked the same. Closed by that: #2." in await world.team("draft approve 1", "en")
    told = next(each for each in await world.owed() if "learned" in each.key)
    assert "You asked: “zoom link not working”. Now I know it:\nUse the calendar." in str(told.text)


async def test_who_is_forgotten_leaves_no_words_in_an_open_draft(draft: LearningWorld) -> None:
    async with draft.tx() as tx:
        kept = await draft.helpdesk.export(teacher(1).ref, tx)
        assert kept["drafts"]["from your questions"] == [{"number": 1, "question": "Δεν ανοίγει ο σύνδεσμος του zoom!"}]
        await draft.helpdesk.forget(teacher(1).ref, tx)
        assert await tx.value("SELECT question || answer FROM faq_drafts") == ""
    assert await draft.team("draft list") == "Κανένα πρόχειρο δεν περιμένει απόφαση."


async def test_who_decided_is_given_out_and_forgotten(draft: LearningWorld) -> None:
    await draft.team("draft drop 1", by=SECOND)
    async with draft.tx() as tx:
        assert (await draft.helpdesk.export(SECOND.ref, tx))["drafts"]["decided"] == [1]
        await draft.helpdesk.forget(SECOND.ref, tx)
    assert await draft.team("draft approve 1") == "Για το πρόχειρο #1 έχει ήδη ληφθεί απόφαση."


async def test_dropped_texts_are_cleared_in_the_end(draft: LearningWorld) -> None:
    await draft.team("draft drop 1")
    draft.later(days=366)
    async with draft.tx() as tx:
        await draft.drafts.clear(draft.now, tx)
        assert await tx.value("SELECT question || answer FROM faq_drafts") == ""


async def test_variants_are_added_by_hand_and_who_asked_so_is_told(world: LearningWorld) -> None:
    who = teacher(1)
    await world.ask("σε πόσον καιρό στέλνετε το χαρτί της παρακολούθησης", who, RoomRef.direct(who.ref))
    async with world.tx() as tx:
        await tx.execute("UPDATE questions SET outcome = 'suggested'")
    await world.owed()
    line = "faq variants vevaiosi-pote σε πόσον καιρό στέλνετε το χαρτί της παρακολούθησης;\nπότε έρχεται το χαρτί"
    assert "Ενημέρωσα 1 άτομο" in await world.team(line)
    told = next(each for each in await world.owed() if "learned" in each.key)
    assert "Οι βεβαιώσεις εκδίδονται μετά το τέλος του μαθήματος." in str(told.text)
    assert await world.team(line) == "Το «vevaiosi-pote» βρίσκεται ήδη με αυτά τα λόγια."
    assert await world.team("faq variants no-such-entry x", "en") == (
        "There is no entry named “no-such-entry”. See them all with /faq list."
    )
    (answer,) = await world.ask("Πότε έρχεται το χαρτί;", teacher(2), RoomRef.direct(teacher(2).ref))
    assert "Οι βεβαιώσεις εκδίδονται" in str(answer.text)
