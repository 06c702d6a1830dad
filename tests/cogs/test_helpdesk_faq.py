"""The FAQ commands: what facilitators change is what is answered next."""

from datetime import datetime

import pytest

from bot.core.errors import BadArgument
from bot.core.rights import Role
from cogs.helpdesk.knowledge import Knowledge
from config.content import FaqEntry
from config.words import translator
from storage import faq
from storage.database import Database
from tests.cogs.helpdesk_world import ENTRIES, FACILITATOR, World


@pytest.fixture
async def world(database: Database, now: datetime) -> World:
    return await World.begin(database, now)


async def said(world: World, line: str, language: str = "el") -> str:
    return str((await world.run(line, by=FACILITATOR, language=language)).text)


async def refusal(world: World, line: str) -> str:
    with pytest.raises(BadArgument) as refused:
        await world.run(line, by=FACILITATOR)
    return translator("el")(refused.value.message, **refused.value.values)


def test_only_facilitators_change_it(world: World) -> None:
    needs = {spec.name: spec.needs for spec in world.specs if spec.name.startswith("faq")}
    assert needs == {
        "faq list": Role.PARTICIPANT,
        "faq show": Role.PARTICIPANT,
        "faq add": Role.FACILITATOR,
        "faq edit": Role.FACILITATOR,
        "faq remove": Role.FACILITATOR,
    }


async def test_what_is_added_is_answered_at_once(world: World) -> None:
    added = await said(world, "faq add Πώς ενεργοποιώ τους υπότιτλους; | Από το κουμπί CC. | Οδηγός χρήσης | mooc")
    assert added == "✅ Το έμαθα: pos-energopio-tus-ipotitlus. Θα απαντώ με αυτό από την επόμενη ερώτηση."
    assert (await said(world, "ask pos energopoio tous ypotitlous")).startswith(
        "Από το κουμπί CC.\n— Πηγή: Οδηγός χρήσης"
    )


async def test_two_entries_of_one_question_have_two_names(world: World) -> None:
    await said(world, "faq add Νέα ερώτηση; | Μία.")
    assert "nea-erotisi-2" in await said(world, "faq add Νέα ερώτηση; | Άλλη.")


async def test_an_entry_without_latin_or_greek_letters_still_has_a_name(world: World) -> None:
    assert "faq" in await said(world, "faq add Как? | Так.")


async def test_edit_changes_what_is_given_and_keeps_the_rest(world: World) -> None:
    assert await said(world, "faq edit vevaiosi-pote answer=«Σε μία εβδομάδα.»") == "✅ Η αλλαγή έγινε: vevaiosi-pote."
    assert await said(world, "faq show vevaiosi-pote") == (
        "Πότε εκδίδεται η βεβαίωση;\nΣε μία εβδομάδα.\n— Πηγή: «Οδηγός»"
    )
    assert (await said(world, "ask Πότε εκδίδεται η βεβαίωση;")).startswith("Σε μία εβδομάδα.")


async def test_edit_in_a_language_leaves_the_other_alone(world: World) -> None:
    await said(world, "faq edit hashtag-ergou answer=«Add #New.»", "en")
    assert "Add #New." in await said(world, "faq show hashtag-ergou", "en")
    assert "Προσθέστε το #SkillsLabs" in await said(world, "faq show hashtag-ergou")


async def test_edit_of_nothing_is_refused(world: World) -> None:
    assert await refusal(world, "faq edit twinspace") == (
        "Γράψτε τι να αλλάξει: η απάντηση, η ερώτηση, η πηγή ή το θέμα."
    )


async def test_remove(world: World) -> None:
    assert await said(world, "faq remove hashtag-ergou") == "✅ Αφαίρεσα την ερώτηση hashtag-ergou."
    assert await refusal(world, "faq show hashtag-ergou") == (
        "Δεν υπάρχει ερώτηση με το όνομα «hashtag-ergou». Δείτε τις όλες με /faq list."
    )
    assert "SkillsLabs" not in await said(world, "ask Ποιο hashtag βάζω στο έργο μου;")


@pytest.mark.parametrize("command", ["show", "edit", "remove"])
async def test_a_name_that_does_not_exist(world: World, command: str) -> None:
    assert "Δεν υπάρχει ερώτηση με το όνομα «τίποτα»" in await refusal(world, f"faq {command} τίποτα")


async def test_list_shows_each_once_in_the_readers_language(world: World) -> None:
    listed = (await said(world, "faq list", "en")).splitlines()
    assert listed[0] == "Which hashtag do I use for my project? (hashtag-ergou)"
    assert listed[1] == "Πότε εκδίδεται η βεβαίωση; (vevaiosi-pote)"
    assert len([line for line in listed if "(" in line]) == 5


async def test_list_searches(world: World) -> None:
    assert (await said(world, "faq list vevaiwsi")).splitlines()[:2] in (
        ["Πότε εκδίδεται η βεβαίωση; (vevaiosi-pote)", "Πώς κατεβάζω τη βεβαίωση; (vevaiosi-pou)"],
        ["Πώς κατεβάζω τη βεβαίωση; (vevaiosi-pou)", "Πότε εκδίδεται η βεβαίωση; (vevaiosi-pote)"],
    )
    assert await said(world, "faq list ζζζ") == "Δεν βρήκα καμία ερώτηση."


async def test_a_long_list_says_how_many_more(world: World) -> None:
    for number in range(20):
        await said(world, f"faq add Ερώτηση {number}; | Απάντηση.")
    assert "… και 5 ακόμη." in await said(world, "faq list")


async def test_who_changed_an_entry_is_forgotten_and_the_entry_stays(world: World) -> None:
    await said(world, "faq edit twinspace answer=«Χώρος.»")
    async with world.tx() as tx:
        await world.helpdesk.forget(FACILITATOR.ref, tx)
        assert await tx.value("SELECT updated_by FROM faq WHERE id = 'twinspace'") is None
    assert "Χώρος." in await said(world, "faq show twinspace")


async def test_in_an_faq_of_thousands_a_change_is_answered_with_at_once(world: World) -> None:
    many = [
        FaqEntry(id=f"e{number}", question=f"Πώς λύνεται το θέμα {number};", answer="Έτσι.") for number in range(2500)
    ]
    async with world.tx() as tx:
        await faq.merge(tx, many, world.now)
    assert (await said(world, "ask Πώς λύνεται το θέμα 2018;")).startswith("Έτσι.")
    await said(world, "faq edit e2018 answer=«Αλλιώς.»")
    await said(world, "faq add Πώς λύνεται το νέο θέμα; | Κάπως.")
    await said(world, "faq remove e7")
    assert (await said(world, "ask Πώς λύνεται το θέμα 2018;")).startswith("Αλλιώς.")
    assert (await said(world, "ask Πώς λύνεται το νέο θέμα;")).startswith("Κάπως.")
    assert not (await said(world, "ask Πώς λύνεται το θέμα 7;")).startswith("Έτσι.")


async def test_a_change_that_is_undone_was_never_known(world: World) -> None:
    class Undone(Exception):
        """What undoes it."""

    entry = FaqEntry(id="new", question="Πώς ενεργοποιώ τους υπότιτλους;", answer="Από το κουμπί CC.")
    knowledge = Knowledge()
    with pytest.raises(Undone):
        async with world.tx() as tx:
            await faq.merge(tx, [entry], world.now)
            await knowledge.refresh(tx)
            assert knowledge.entry("new", "el")
            raise Undone
    async with world.tx() as tx:
        await knowledge.refresh(tx)
    assert knowledge.entry("new", "el") is None
    assert all(found.id != "new" for found in await knowledge.search(entry.question))


async def test_a_language_that_is_gone_is_gone_from_the_search(world: World) -> None:
    await said(world, "ask Ποιο hashtag βάζω;")
    async with world.tx() as tx:
        assert await faq.remove(tx, "hashtag-ergou")
        await faq.merge(tx, [entry for entry in ENTRIES if entry.lang == "el"], world.now)
    assert "#SkillsLabs to the title" not in await said(world, "ask Which hashtag do I use for my project?", "en")
    assert "SkillsLabs" not in await said(world, "faq list Which do I use for my project?", "en")


async def test_who_was_the_last_to_change_an_entry_can_see_that_and_be_forgotten(world: World) -> None:
    await said(world, "faq add Νέα ερώτηση; | Μία.")
    async with world.tx() as tx:
        assert (await world.helpdesk.export(FACILITATOR.ref, tx))["faq entries"] == ["nea-erotisi"]
        await world.helpdesk.forget(FACILITATOR.ref, tx)
        assert "faq entries" not in await world.helpdesk.export(FACILITATOR.ref, tx)
