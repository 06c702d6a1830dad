"""An incident is shown in its askers' words as long as these stand: what is changed, taken back or erased, is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.delivery import Action, Delivery
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted
from bot.core.ids import MessageRef, RoomRef
from bot.core.text import RichText
from storage.database import Database
from tests.cogs.helpdesk_world import DISCORD, ENGLISH, FACILITATOR, MATRIX, TEAM, TEAM_TOO
from tests.cogs.learning_world import LearningWorld, edits, teacher

CLEAR = "δεν ανοίγει ο σύνδεσμος του zoom"
LATIN = "den anoigei o syndesmos tou zoom"
SECRET = "ο σύνδεσμος του zoom δεν ανοίγει"
PLACES = {str(place) for place in (DISCORD, MATRIX, TEAM, TEAM_TOO)}


@pytest.fixture
async def world(database: Database, now: datetime) -> LearningWorld:
    return await LearningWorld.begin(database, now)


async def asked(world: LearningWorld, *texts: str, room: RoomRef = DISCORD) -> list[MessagePosted]:
    """Have teachers ask, and the incident shown; return their questions."""
    posted = [world.posted(text, room, teacher(number)) for number, text in enumerate(texts, 1)]
    for question in posted:
        await world.hear(question)
    assert await world.follow()
    return posted


async def deleted(world: LearningWorld, question: MessagePosted) -> list[Delivery]:
    """Have a question deleted; return what is owed for the incident."""
    owed = await world.happen(MessageDeleted(question.ref, world.now))
    return [each for each in owed if "incident" in each.key]


async def forgotten(world: LearningWorld, number: int) -> list[Delivery]:
    """Have a teacher forgotten, as /privacy does it; return what is owed for the incident."""
    async with world.tx() as tx:
        for cog in world.cogs:
            await cog.unsay(teacher(number).ref, world.now, tx)
        for cog in world.cogs:
            await cog.forget(teacher(number).ref, tx)
    return [each for each in await world.owed() if "incident" in each.key]


async def test_when_the_quoted_question_is_deleted_the_next_clearest_stands_there(world: LearningWorld) -> None:
    first, *_ = await asked(world, CLEAR, *[LATIN] * 4)
    owed = await deleted(world, first)
    assert {each.action for each in owed} == {Action.EDIT}
    shown = edits(owed)
    assert set(shown) == PLACES
    assert all(f"«{LATIN}»" in text for text in shown.values())
    assert shown[str(DISCORD)].startswith(f"⚠️ Το γνωρίζουμε: «{LATIN}». Το ρώτησαν 5 άτομα")


async def test_when_the_quoted_question_is_changed_its_new_words_stand_there(world: LearningWorld) -> None:
    first, *_ = await asked(world, CLEAR, *[LATIN] * 4)
    change = MessageEdited(first.ref, first.author, world.now, "1", RichText.plain("δεν ανοίγει η σύνδεση του zoom"))
    shown = edits([each for each in await world.happen(change) if "incident" in each.key])
    assert "«δεν ανοίγει η σύνδεση του zoom»" in shown[str(MATRIX)]


async def test_who_is_forgotten_is_no_longer_quoted(world: LearningWorld) -> None:
    await asked(world, CLEAR, *[LATIN] * 4)
    shown = edits(await forgotten(world, 1))
    assert set(shown) == PLACES
    assert all(f"«{LATIN}»" in text for text in shown.values())
    counted = edits(await world.follow())
    assert counted[str(DISCORD)].startswith(f"⚠️ Το γνωρίζουμε: «{LATIN}». Το ρώτησαν 4 άτομα")


@pytest.mark.parametrize(
    ("room", "texts", "banner"),
    [
        (DISCORD, (LATIN, *[CLEAR] * 4), "⚠️ Το γνωρίζουμε: «μια απορία πολλών». Το ρώτησαν 5 άτομα"),
        (ENGLISH, ["zoom link not working"] * 5, "⚠️ We know: “a question that many have”. 5 people asked this"),
    ],
)
async def test_where_no_words_are_left_it_is_called_neutrally(
    world: LearningWorld, room: RoomRef, texts: tuple[str, ...], banner: str
) -> None:
    for question in await asked(world, *texts, room=room):
        owed = await deleted(world, question)
    assert edits(owed)[str(room)].startswith(banner)


async def test_what_was_asked_in_private_does_not_stand_there_instead(world: LearningWorld) -> None:
    who = teacher(9)
    await world.ask(SECRET, who, RoomRef.direct(who.ref))
    for question in await asked(world, *[LATIN] * 5):
        owed = await deleted(world, question)
    shown = edits(owed)
    assert "«μια απορία πολλών»" in shown[str(DISCORD)]
    assert f"«{SECRET}»" in shown[str(TEAM)], "the facilitators read it in their rooms anyway"


async def test_after_its_end_it_is_reworded_too(world: LearningWorld) -> None:
    first, *_ = await asked(world, CLEAR, *[LATIN] * 4)
    await world.team("incident answer 1 Τώρα ανοίγει.")
    await world.owed()
    shown = edits(await deleted(world, first))
    assert shown[str(DISCORD)] == f"✅ «{LATIN}» — η ομάδα υποστήριξης απαντά:\nΤώρα ανοίγει."
    assert shown[str(TEAM)].startswith(f"✅ Έκλεισε: «{LATIN}» — 5 άτομα")


async def test_the_facilitators_words_stay(world: LearningWorld) -> None:
    first, *_ = await asked(world, CLEAR, *[LATIN] * 4)
    await world.team("incident banner 1 Ο σύνδεσμος της Τρίτης")
    await world.owed()
    assert await deleted(world, first) == []


async def test_a_count_that_falls_and_grows_again_is_shown(world: LearningWorld) -> None:
    await asked(world, *[LATIN] * 6)
    await forgotten(world, 6)
    world.later(seconds=2)
    assert "5 άτομα" in edits(await world.follow())[str(DISCORD)]
    world.later(seconds=2)
    await world.ask(LATIN, teacher(7))
    assert "6 άτομα" in edits(await world.follow())[str(DISCORD)]
    await forgotten(world, 7)
    world.later(seconds=2)
    assert "5 άτομα" in edits(await world.follow())[str(DISCORD)]


async def test_other_messages_change_no_incident(world: LearningWorld) -> None:
    first, *_ = await asked(world, CLEAR, *[LATIN] * 4)
    other = replace(first, ref=replace(first.ref, id="another"))
    assert await deleted(world, other) == []


TYPED = MessageRef(TEAM, "777")


async def answered(world: LearningWorld, text: str) -> dict[str, Delivery]:
    """Have a facilitator answer the incident with a typed command; return what the askers are told, by its key."""
    await world.run(f"incident answer 1 {text}", FACILITATOR, TEAM, message=TYPED, id=str(TYPED))
    return {each.key: each for each in await world.owed() if ":answer:" in each.key}


@pytest.mark.parametrize("room", [DISCORD, ENGLISH])
async def test_the_answer_to_all_changes_with_the_typed_command(world: LearningWorld, room: RoomRef) -> None:
    await asked(world, *[LATIN] * 5, room=room)
    told = await answered(world, "Στις 5 το πρωί")
    change = MessageEdited(
        TYPED, FACILITATOR, world.now, "1", RichText.plain("!stoa incident answer 1 Στις 5 το απόγευμα")
    )
    owed = await world.happen(change)
    changed = {each.target: str(each.text) for each in owed}
    assert set(told) <= set(changed)
    assert all("Στις 5 το απόγευμα" in changed[key] for key in told)
    over = [str(each.text) for each in owed if "helpdesk:incident:" in each.key and each.to == room]
    assert [text.splitlines()[-1] for text in over] == ["Στις 5 το απόγευμα"]


@pytest.mark.parametrize(
    ("room", "over"), [(DISCORD, f"✅ Έκλεισε: «{LATIN}»."), (ENGLISH, f"✅ It is over: “{LATIN}”.")]
)
async def test_the_answer_to_all_is_taken_back(world: LearningWorld, room: RoomRef, over: str) -> None:
    await asked(world, *[LATIN] * 5, room=room)
    told = await answered(world, "Στις 5 το πρωί")
    gone = await world.happen(MessageDeleted(TYPED, world.now))
    assert set(told) <= {each.target for each in gone if each.action is Action.DELETE}
    assert [str(each.text) for each in gone if "helpdesk:incident:" in each.key and each.to == room] == [over]
    (reply,) = [each for each in gone if each.target == f"helpdesk:ticket:1:said:{TYPED}"]
    assert str(reply.text) == "Ό,τι γράψατε για το αίτημα #1 αποσύρθηκε."


async def test_an_answer_in_the_requests_thread_changes_where_the_end_is_shown(world: LearningWorld) -> None:
    await asked(world, *[LATIN] * 5)
    root = await world.sent(Delivery(f"helpdesk:ticket:1:new>{TEAM}", TEAM))
    written = world.posted("Στις 5 το πρωί", TEAM, FACILITATOR, thread=root)
    await world.hear(written)
    await world.follow()
    change = MessageEdited(written.ref, FACILITATOR, world.now, "1", RichText.plain("Στις 5 το απόγευμα"))
    shown = edits([each for each in await world.happen(change) if "helpdesk:incident:" in each.key])
    assert shown[str(DISCORD)].endswith("Στις 5 το απόγευμα")
