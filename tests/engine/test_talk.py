"""Commands and choices that come as messages and reactions; rights; errors in the asker's language."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

import pytest

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, LongText, Reply, command
from bot.core.delivery import Choice, Delivery
from bot.core.errors import BadArgument
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.ports import CommandCall
from bot.core.rights import Role
from bot.core.text import RichText
from cogs.bridge import Bridge
from storage import outbox, people
from storage.database import Database, Tx
from tests.engine.world import ADMINS, LEFT, RIGHT, ROOMS, World, two_platforms
from tests.fakes import START, person, posted, reacted

NOTHING = LongText("(nothing)")
TEACHER = person("teacher-17", "left")
FACILITATOR = person("facilitator-1", "left")


class Desk(Cog):
    """Commands of every kind."""

    name = "desk"

    @command("say")
    async def say(self, asked: Asked, tx: Tx, text: Annotated[LongText, "What to say"]) -> Reply:
        """Say something."""
        return Reply(markup.parse(text))

    @command("ask")
    async def ask(self, asked: Asked, tx: Tx) -> Reply:
        """Ask back."""
        return Reply(RichText.plain("Σωστά;"), choices=(Choice("✅ Ναι", "picked yes"), Choice("❌ Όχι", "picked no")))

    @command("picked", hidden=True)
    async def picked(self, asked: Asked, tx: Tx, answer: Annotated[str, "Yes or no"]) -> Reply:
        """Take the answer."""
        return Reply(RichText.plain(f"{asked.person.name}: {answer}"))

    @command("open")
    async def open(self, asked: Asked, tx: Tx) -> Reply:
        """Ask for words."""
        choices = (Choice("✏️ Γράψτε", "wrote 7", takes_text=True), Choice("10 φορές", "picked ten"))
        return Reply(RichText.plain("Τι λέτε;"), private=True, choices=choices)

    @command("wrote", hidden=True)
    async def wrote(
        self, asked: Asked, tx: Tx, number: Annotated[int, "N"], text: Annotated[LongText, "T"] = NOTHING
    ) -> Reply:
        """Take the words."""
        return Reply(RichText.plain(f"{number}: {text}"), passing=text == "(nothing)")

    @command("link")
    async def link(self, asked: Asked, tx: Tx, code: Annotated[str, "A code"] = "") -> Reply:
        """Tie accounts."""
        return Reply(RichText.plain(f"link {code}"))

    @command("remind me")
    async def remind(
        self, asked: Asked, tx: Tx, number: Annotated[int, "Of what"], times: Annotated[str, "When"] = ""
    ) -> Reply:
        """Remind."""
        return Reply(RichText.plain(f"remind {number} {times}"))

    @command("tell")
    async def tell(
        self, asked: Asked, tx: Tx, text: Annotated[str, "What"], *, unnamed: Annotated[bool, "Whether"] = False
    ) -> Reply:
        """Tell something, maybe without a name."""
        return Reply(RichText.plain(f"tell {text} {unnamed}"))

    @command("help")
    async def help(self, asked: Asked, tx: Tx, about: Annotated[str, "What"] = "") -> Reply:
        """Help."""
        return Reply(RichText.plain(f"help {about}"))

    @command("secret", needs=Role.FACILITATOR)
    async def secret(self, asked: Asked, tx: Tx) -> Reply:
        """Tell a secret."""
        return Reply(RichText.plain("μυστικό"), private=True)

    @command("refuse")
    async def refuse(self, asked: Asked, tx: Tx) -> Reply:
        """Refuse in the language that the asker is known to speak."""
        raise BadArgument("This choice is no longer open. Please ask again.").spoken_in("en")

    @command("fail")
    async def fail(self, asked: Asked, tx: Tx, how: Annotated[str, "How"]) -> Reply:
        """Write something, then fail."""
        await outbox.put(tx, Delivery("half", asked.room, text=RichText.plain("half")), asked.at)
        if how == "politely":
            raise BadArgument("There is no request {number}.", number=999)
        raise RuntimeError("bug")


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    world = World(database, [Bridge(ROOMS), Desk()], two_platforms(), ROOMS)
    async with world.up():
        yield world


async def test_a_command_is_answered_where_it_was_given_and_is_not_bridged(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa say γεια", TEACHER))
    assert world.texts(LEFT) == ["γεια"]
    assert world.texts(RIGHT) == []
    shown = world.platforms["left"].last(LEFT).part
    assert shown.reply_to == shown.thread == posted(LEFT, "").ref


async def test_a_mention_runs_a_command_and_other_talk_is_bridged(world: World) -> None:
    await world.hear(posted(LEFT, "say ένα", TEACHER, id="1", addressed=True), posted(LEFT, "say δύο", TEACHER, id="2"))
    assert world.texts(LEFT) == ["ένα"]
    assert world.texts(RIGHT) == ["say δύο"]


@pytest.mark.parametrize(
    ("said", "ran"),
    [
        ("link", "link "),
        ("link AB12", "link AB12"),
        ("link for the webinar?", None),
        ("remind me 8 2 ώρες, 10 λεπτά", "remind 8 2 ώρες, 10 λεπτά"),
        ("remind me when the webinar starts", None),
        ("remind me tomorrow", "«Of what»: χρειάζομαι αριθμό αντί για «tomorrow»."),
        ("tell everyone about the zoom link unnamed=yes", "tell everyone about the zoom link True"),
        ("help", "help "),
        ("help remind", "help remind"),
        ("help remind me", "help remind me"),
        ("help me, the zoom link does not open", None),
        ("Linked accounts are nice", None),
    ],
)
async def test_a_sentence_that_begins_like_a_command_is_a_sentence(world: World, said: str, ran: str | None) -> None:
    await world.hear(posted(LEFT, said, TEACHER, addressed=True))
    assert world.texts(LEFT) == ([] if ran is None else [ran])
    assert world.texts(RIGHT) == ([said] if ran is None else [])
    await world.hear(posted(LEFT, f"!stoa {said}", TEACHER, id="marked"))
    assert len(world.texts(LEFT)) == (1 if ran is None else 2), "what is marked is one in any case"


@pytest.mark.parametrize(
    ("said", "ran"),
    [
        ("!stoa βοήθεια", "help "),
        ("!stoa Βοηθεια remind", "help remind"),
        ("!stoa remind", "help remind"),
        ("!stoa remind us", "help remind"),
        ("!stoa tell Πότε είναι η εκδήλωση;", "tell Πότε είναι η εκδήλωση; False"),
    ],
)
async def test_what_is_meant_by_a_marked_line(world: World, said: str, ran: str) -> None:
    await world.hear(posted(LEFT, said, TEACHER))
    assert world.texts(LEFT) == [ran]


async def test_a_marked_sentence_is_a_question(database: Database) -> None:
    class Helpdesk(Cog):
        """Is asked."""

        name = "helpdesk"

        @command("ask")
        async def ask(self, asked: Asked, tx: Tx, question: Annotated[str, "What"]) -> Reply:
            """Ask something."""
            return Reply(RichText.plain(f"asked: {question}"))

    world = World(database, [Bridge(ROOMS), Helpdesk()], two_platforms(), ROOMS)
    async with world.up():
        await world.hear(posted(LEFT, "!stoa Πότε είναι η εκδήλωση;", TEACHER))
        assert world.texts(LEFT) == ["asked: Πότε είναι η εκδήλωση;"]


async def test_formatting_reaches_an_argument_of_several_lines(world: World) -> None:
    await world.hear(posted(LEFT, markup.parse("!stoa say **έντονα** και\nάλλη γραμμή"), TEACHER))
    assert world.platforms["left"].last(LEFT).part.text == markup.parse("**έντονα** και\nάλλη γραμμή")


async def test_the_prefix_alone_and_an_unknown_command_are_told_how_to_go_on(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa ανοησία", TEACHER))
    assert "help" in world.texts(LEFT)[0]
    assert "ανοησία" in world.texts(LEFT)[0]


async def test_a_choice_is_made_by_number_by_emoji_and_by_reaction(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa ask", TEACHER, id="1"))
    question = world.platforms["left"].last(LEFT).ref
    await world.hear(posted(LEFT, "2", TEACHER, id="2"))
    await world.hear(posted(LEFT, "✅", TEACHER, id="3", reply_to=question))
    await world.hear(reacted(question, "❌", TEACHER))
    assert world.texts(LEFT)[1:] == ["teacher-17: no", "teacher-17: yes", "teacher-17: no"]
    assert world.texts(RIGHT) == []


async def test_a_number_that_answers_something_else_chooses_nothing(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa ask", TEACHER, id="1"))
    unknown = MessageRef(LEFT, "a question of ours that is not recorded")
    await world.hear(posted(LEFT, "1", TEACHER, id="2", reply_to=unknown))
    assert world.texts(LEFT) == ["Σωστά;"]


@pytest.mark.parametrize(
    ("room", "later", "chosen"),
    [
        (LEFT, timedelta(minutes=9), True),
        (LEFT, timedelta(minutes=11), False),
        (RoomRef.direct(TEACHER.ref), timedelta(minutes=59), True),
        (RoomRef.direct(TEACHER.ref), timedelta(minutes=61), False),
    ],
)
async def test_a_number_counts_for_a_time(world: World, room: RoomRef, later: timedelta, chosen: bool) -> None:
    await world.hear(posted(room, "!stoa ask", TEACHER, id="1"))
    offered = world.platforms["left"].last(room).ref
    await world.clock.advance(later.total_seconds())
    await world.hear(posted(room, "2", TEACHER, id="2", at=world.clock.now()))
    assert world.texts(room)[1:] == (["teacher-17: no"] if chosen else [])
    await world.hear(posted(room, "2", TEACHER, id="3", at=world.clock.now(), reply_to=offered))
    assert world.texts(room)[-1] == "teacher-17: no", "in reply to the choices it counts at any time"


@pytest.mark.parametrize(
    ("between", "by", "chosen"),
    [
        ("καλημέρα", TEACHER, False),
        ("!stoa say γεια", TEACHER, False),
        ("1", TEACHER, True),
        ("καλημέρα", FACILITATOR, True),
    ],
)
async def test_a_number_counts_if_its_author_said_nothing_else_since(
    world: World, between: str, by: Person, chosen: bool
) -> None:
    await world.hear(posted(LEFT, "!stoa ask", TEACHER, id="1"))
    offered = world.platforms["left"].last(LEFT).ref
    await world.clock.advance(60)
    await world.hear(posted(LEFT, between, by, id="2", at=world.clock.now()))
    await world.clock.advance(60)
    await world.hear(posted(LEFT, "2", TEACHER, id="3", at=world.clock.now()))
    assert ("teacher-17: no" in world.texts(LEFT)) is chosen
    assert ("2" in world.texts(RIGHT)) is not chosen, "a number that chooses nothing is ordinary talk"
    await world.hear(reacted(offered, "❌", TEACHER))
    assert world.texts(LEFT)[-1] == "teacher-17: no"


async def test_what_was_on_its_way_while_choices_were_offered_passes_nothing_over(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa ask", TEACHER, id="1"))
    await world.clock.advance(5)
    await world.hear(posted(LEFT, "και στο κινητό", TEACHER, id="2", at=world.clock.now()))
    await world.clock.advance(30)
    await world.hear(posted(LEFT, "2", TEACHER, id="3", at=world.clock.now()))
    assert world.texts(LEFT)[-1] == "teacher-17: no"


async def test_what_is_offered_anew_is_open_again(world: World) -> None:
    for number in ("1", "2"):
        await world.hear(posted(LEFT, "!stoa ask", TEACHER, id=number, at=world.clock.now()))
        await world.clock.advance(60)
    await world.hear(posted(LEFT, "1", TEACHER, id="3", at=world.clock.now()))
    assert world.texts(LEFT) == ["Σωστά;", "Σωστά;", "teacher-17: yes"]


async def test_a_choice_is_for_the_one_who_asked(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa ask", TEACHER, id="1"))
    question = world.platforms["left"].last(LEFT).ref
    other = person("teacher-23", "left")
    await world.hear(posted(LEFT, "1", other, id="2"), reacted(question, "✅", other))
    assert world.texts(LEFT) == ["Σωστά;"]
    assert world.texts(RIGHT) == ["1"], "a number that chooses nothing is ordinary talk"


async def test_a_choice_is_for_every_account_of_the_one_who_asked(world: World, database: Database) -> None:
    other = person("teacher-17-too", "left")
    async with database.transaction() as tx:
        await people.link(tx, *(people.Account(each.ref, each.name, START) for each in (TEACHER, other)))
    await world.hear(posted(LEFT, "!stoa ask", TEACHER, id="1"))
    question = world.platforms["left"].last(LEFT)
    await world.hear(posted(LEFT, "2", other, id="2"))
    await world.hear(reacted(question.ref, "✅", other))
    pressed = await world.host.choose(question.part.token.partition(".")[0], 2, Asked(other, LEFT, START, id="3"))
    assert [*world.texts(LEFT)[1:], str(pressed.text)] == [
        "teacher-17-too: no",
        "teacher-17-too: yes",
        "teacher-17-too: no",
    ]


async def test_a_hidden_command_is_not_for_typing(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa picked yes", TEACHER))
    assert "teacher-17" not in world.texts(LEFT)[0]


async def test_rights_are_kept_and_a_private_answer_goes_to_its_asker_alone(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa secret", TEACHER, id="1"), posted(LEFT, "!stoa secret", FACILITATOR, id="2"))
    assert "μυστικό" not in "".join(world.texts(LEFT))
    assert len(world.texts(LEFT)) == 1
    assert world.texts(RoomRef.direct(FACILITATOR.ref)) == ["μυστικό"]


async def test_a_failed_command_leaves_nothing_behind(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa fail politely", TEACHER, id="1"))
    assert "999" in world.texts(LEFT)[0]
    await world.hear(posted(LEFT, "!stoa fail badly", TEACHER, id="2"))
    assert "half" not in world.texts(LEFT)
    assert len(world.texts(ADMINS)) == 1


async def test_a_refusal_is_told_in_the_language_that_it_names(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa refuse", TEACHER))
    assert world.texts(LEFT) == ["This choice is no longer open. Please ask again."]


async def test_a_slash_command_and_its_buttons(world: World) -> None:
    asked = Asked(TEACHER, LEFT, START, id="interaction:1")
    reply = await world.host.command("interaction:1", CommandCall("ask", {}), asked)
    again = await world.host.command("interaction:1", CommandCall("ask", {}), asked)
    assert [choice.label for choice in reply.choices] == ["✅ Ναι", "❌ Όχι"]
    assert not again.choices
    pressed = await world.host.choose(reply.token, 1, Asked(TEACHER, LEFT, START, id="interaction:2"))
    assert str(pressed.text) == "teacher-17: yes"
    stranger = Person(PersonRef("left", "teacher-23"), "teacher-23")
    refused = await world.host.choose(reply.token, 1, Asked(stranger, LEFT, START, id="interaction:3"))
    assert refused.private
    gone = await world.host.choose("nothing", 1, Asked(TEACHER, LEFT, START, id="interaction:4"))
    assert gone.private


async def test_a_missing_argument_is_named_with_the_usage(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa say", TEACHER))
    assert "say <text>" in world.texts(LEFT)[0]


async def test_another_bot_is_not_obeyed(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa say γεια", person("other-bot", "left", bot=True)))
    assert world.texts(LEFT) == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("a | b", "7: a | b"),
        ("δύο\n\nπαράγραφοι text=3", "7: δύο\nπαράγραφοι text=3"),
        ("Καλό", "7: Καλό"),
        ("1", "7: (nothing)"),
        ("2", "teacher-17: ten"),
        ("10", "teacher-17: ten"),
    ],
)
async def test_a_text_in_private_is_given_to_the_choice_that_takes_one(world: World, said: str, answer: str) -> None:
    home = RoomRef.direct(TEACHER.ref)
    await world.hear(posted(home, "open", TEACHER))
    await world.hear(posted(home, said, TEACHER, id="2"))
    assert world.texts(home)[-1] == answer


async def test_nobody_elses_text_and_none_in_a_room_is_given_to_a_choice(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa open", TEACHER))
    before = len(world.texts(RoomRef.direct(TEACHER.ref)))
    await world.hear(
        posted(LEFT, "άσχετο", TEACHER, id="2"), posted(RoomRef.direct(FACILITATOR.ref), "ναι", FACILITATOR)
    )
    assert len(world.texts(RoomRef.direct(TEACHER.ref))) == before
    assert world.texts(RoomRef.direct(FACILITATOR.ref)) == []


async def test_an_answer_that_only_passes_is_left_out_after_a_reaction(world: World) -> None:
    await world.hear(posted(LEFT, "!stoa open", TEACHER))
    home = RoomRef.direct(TEACHER.ref)
    offered = world.platforms["left"].last(home).ref
    await world.hear(reacted(offered, "✏️", TEACHER))
    assert len(world.texts(home)) == 1
