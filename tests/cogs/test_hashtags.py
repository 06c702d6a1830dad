"""Hashtags: what counts as one, and how they are counted over edits, deletions, rooms and days."""

from datetime import datetime, timedelta
from itertools import count
from typing import cast

import pytest

from bot.core import markup
from bot.core.commands import Asked, parse, specs_of
from bot.core.errors import BadArgument
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted, Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rooms import Purpose, Room, Rooms
from bot.core.text import Mention, Paragraph, RichText, Text
from cogs.hashtags import Hashtags, tags_in
from config.words import translator
from storage.database import Database, Tx

DISCORD, MATRIX = RoomRef("discord", "11"), RoomRef("matrix", "!g:example.org")
LABS, TEAM, ELSEWHERE = RoomRef("discord", "12"), RoomRef("discord", "13"), RoomRef("discord", "99")
ROOMS = Rooms(
    (
        Room("genika", "Γενικά", (DISCORD, MATRIX)),
        Room("skills-labs", "Εργαστήρια", (LABS,)),
        Room("diefkolyntes", "Διευκολυντές", (TEAM,), Purpose.FACILITATORS),
    )
)
ONE = Person(PersonRef("discord", "17"), "teacher-17")
TWO = Person(PersonRef("matrix", "@t:example.org"), "teacher-18")


class World:
    """The cog over a real database."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.cog = Hashtags(ROOMS, ["#SkillsLabs", "#moocetwinningskillslabs"])
        self.database, self.now, self._numbers = database, now, count(1)

    async def post(
        self, text: str, room: RoomRef = DISCORD, by: Person = ONE, *, at: datetime | None = None, command: str = ""
    ) -> MessageRef:
        ref = MessageRef(room, str(next(self._numbers)))
        event = MessagePosted(ref, by, at or self.now, markup.parse(text), command=command)
        async with self.database.transaction() as tx:
            await self.cog.count(event, tx)
        return ref

    async def edit(self, ref: MessageRef, text: str, by: Person = ONE) -> None:
        event = MessageEdited(ref, by, self.now, str(next(self._numbers)), markup.parse(text))
        async with self.database.transaction() as tx:
            await self.cog.recount(event, tx)

    async def delete(self, ref: MessageRef) -> None:
        async with self.database.transaction() as tx:
            await self.cog.uncount(MessageDeleted(ref, self.now), tx)

    async def said(self, line: str, language: str = "el") -> list[str]:
        spec, given = parse(line, specs_of(self.cog))
        asked = Asked(ONE, DISCORD, self.now, language=language, id="1")
        async with self.database.transaction() as tx:
            return str((await spec.run(asked, tx, **given)).text).splitlines()


@pytest.fixture
def world(database: Database, now: datetime) -> World:
    return World(database, now)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("το #SkillsLabs και το #skillslabs", {"skillslabs": "SkillsLabs"}),
        ("#ΔΕΞΙΟΤΗΤΕΣ #δεξιότητες", {"δεξιοτητεσ": "ΔΕΞΙΟΤΗΤΕΣ"}),
        ("#δεξιότητες #δεξιοτητεσ #ΔΕΞΙΌΤΗΤΕΣ", {"δεξιοτητεσ": "δεξιότητες"}),
        ("#δεξιο\u0301τητες", {"δεξιοτητεσ": "δεξιότητες"}),
        ("＃SkillsLabs", {"skillslabs": "SkillsLabs"}),
        ("**#SkillsLabs**, (#ένα) «#δύο».", {"skillslabs": "SkillsLabs", "ενα": "ένα", "δυο": "δύο"}),
        ("#έργο_2027 #2027έργα", {"εργο_2027": "έργο_2027", "2027εργα": "2027έργα"}),
        ("> #παλιό\n\n#νέο", {"νεο": "νέο"}),
        ("- #ένα\n- #δύο", {"ενα": "ένα", "δυο": "δύο"}),
        ("αίτημα #42, #1", {}),
        ("`#code` και\n```\n#block\n```", {}),
        ("https://example.org/page#part και https://example.org/#part", {}),
        ("C#, a#b, &#x27; ##δύο #", {}),
        ("#_ #- # κενό", {}),
        ("#" + "α" * 101, {}),
        ("", {}),
    ],
)
def test_what_is_a_hashtag(text: str, tags: dict[str, str]) -> None:
    assert tags_in(markup.parse(text)) == tags


def test_a_mention_of_a_room_is_none() -> None:
    assert tags_in(RichText((Paragraph((Text("δείτε "), Mention("room", "#γενικά"), Text("#ναι"))),))) == {"ναι": "ναι"}


async def test_top_ranks_by_people_then_by_messages_and_lists_the_configured(world: World) -> None:
    for _ in range(3):
        await world.post("#πολύς θόρυβος")
    await world.post("#skillslabs")
    await world.post("#SKILLSLABS", MATRIX, TWO)
    await world.post("#μία")
    assert await world.said("hashtag top") == [
        "Hashtags των τελευταίων 30 ημερών:",
        "#SkillsLabs — 2 μηνύματα από 2 άτομα",
        "#πολύς — 3 μηνύματα από 1 άτομο",
        "#μία — 1 μήνυμα από 1 άτομο",
        "#moocetwinningskillslabs — 0 μηνύματα από 0 άτομα",
    ]


async def test_top_in_english_and_with_many(world: World) -> None:
    for _ in range(1001):
        await world.post("#SkillsLabs")
    assert (await world.said("hashtag top 1", "en"))[:2] == [
        "Hashtags of today:",
        "#SkillsLabs — 1,001 messages from 1 person",
    ]
    assert (await world.said("hashtag top 1"))[1] == "#SkillsLabs — 1.001 μηνύματα από 1 άτομο"


async def test_top_of_days_and_of_a_room(world: World) -> None:
    await world.post("#παλιό", at=world.now - timedelta(days=7))
    await world.post("#εδώ", LABS)
    await world.post("#αλλού")
    tags = [line.split(" ")[0] for line in (await world.said("hashtag top 7"))[1:3]]
    assert sorted(tags) == ["#αλλού", "#εδώ"]
    assert (await world.said("hashtag top 8"))[3].startswith("#παλιό")
    assert (await world.said("hashtag top 7 skills-labs"))[:2] == [
        "Hashtags των τελευταίων 7 ημερών στο #skills-labs:",
        "#εδώ — 1 μήνυμα από 1 άτομο",
    ]


async def test_the_day_is_that_of_the_room(world: World, now: datetime) -> None:
    await world.post("#μεσάνυχτα", at=now.replace(day=11, hour=22, minute=30))  # 00:30 on the 12th in Athens
    assert (await world.said("hashtag top 1"))[1].startswith("#μεσάνυχτα")


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("hashtag top 0", "Οι ημέρες πρέπει να είναι από 1 έως 3.650."),
        ("hashtag top 9999999", "Οι ημέρες πρέπει να είναι από 1 έως 3.650."),
        ("hashtag top 7 που", "Δεν υπάρχει αίθουσα με όνομα «που». Οι αίθουσες είναι: genika, skills-labs."),
    ],
)
async def test_what_cannot_be_shown(world: World, line: str, refused: str) -> None:
    with pytest.raises(BadArgument) as error:
        await world.said(line)
    assert translator("el")(error.value.message, **error.value.values) == refused


async def test_show(world: World) -> None:
    await world.post("#Έργο", at=world.now - timedelta(days=1))
    await world.post("#έργο", LABS)
    await world.post("#εργο", MATRIX, TWO)
    await world.post("#ΕΡΓΟ", ELSEWHERE, TWO, at=world.now - timedelta(days=9))
    await world.post("#ΕΡΓΟ", MATRIX, TWO)
    assert await world.said("hashtag show ΈΡΓΟ") == [
        "#Έργο — 5 μηνύματα από 2 άτομα",
        "Τις τελευταίες 7 ημέρες",
        "Τρίτη 12 Ιανουαρίου 2027: 3",
        "Δευτέρα 11 Ιανουαρίου 2027: 1",
        "Κυριακή 10 Ιανουαρίου 2027: 0",
        "Σάββατο 9 Ιανουαρίου 2027: 0",
        "Παρασκευή 8 Ιανουαρίου 2027: 0",
        "Πέμπτη 7 Ιανουαρίου 2027: 0",
        "Τετάρτη 6 Ιανουαρίου 2027: 0",
        "Πού: #genika (3), άλλη αίθουσα (1), #skills-labs (1)",
        "Τα περισσότερα μηνύματα: teacher-18 (3), teacher-17 (2)",
    ]


async def test_show_of_what_nobody_used(world: World) -> None:
    assert await world.said("hashtag show #skillslabs") == ["Κανείς δεν έχει χρησιμοποιήσει ακόμη το #SkillsLabs."]
    assert await world.said("hashtag show κάτι", "en") == ["Nobody has used #κάτι yet."]


async def test_edits_and_deletions_adjust(world: World) -> None:
    ref = await world.post("#ένα #δύο", at=world.now - timedelta(days=3))
    await world.edit(ref, "#δύο #τρία")
    assert "#ένα" not in " ".join(await world.said("hashtag top"))
    assert "Σάββατο 9 Ιανουαρίου 2027: 1" in await world.said("hashtag show τρία")
    await world.edit(ref, "τίποτα")
    assert await world.said("hashtag show δύο") == ["Κανείς δεν έχει χρησιμοποιήσει ακόμη το #δύο."]
    await world.edit(ref, "#πάλι")
    await world.delete(ref)
    assert await world.said("hashtag show πάλι") == ["Κανείς δεν έχει χρησιμοποιήσει ακόμη το #πάλι."]


async def test_who_and_where_is_not_counted(world: World) -> None:
    await world.post("#όχι", by=Person(PersonRef("discord", "1"), "bot-1", bot=True))
    await world.post("#όχι", command="hashtag show όχι")
    await world.post("#όχι", TEAM)
    private = await world.post("#όχι", RoomRef.direct(ONE.ref))
    await world.edit(private, "#όχι #ναι")
    assert len(await world.said("hashtag top")) == 3  # the heading and the two configured ones


async def test_without_configured_ones_there_may_be_nothing(world: World) -> None:
    world.cog = Hashtags(ROOMS, [])
    assert await world.said("hashtag top") == ["Δεν χρησιμοποιήθηκε κανένα hashtag."]


async def test_export_and_forget(world: World) -> None:
    ref = await world.post("#ένα")
    await world.post("#ένα", MATRIX, TWO)
    async with world.database.transaction() as tx:
        assert await world.cog.export(ONE.ref, tx) == {
            "hashtags": [
                {
                    "message": str(ref),
                    "tag": "ενα",
                    "room": "genika",
                    "day": "2027-01-12",
                    "at": "2027-01-12T10:00:00+00:00",
                }
            ]
        }
        await world.cog.forget(ONE.ref, tx)
        assert await world.cog.export(ONE.ref, tx) == {"hashtags": []}
    assert (await world.said("hashtag show ένα"))[0] == "#ένα — 1 μήνυμα από 1 άτομο"


class Untouched:
    """Stands where nothing may look."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"looked at {name}")


@pytest.mark.parametrize("text", ["Καλησπέρα σε όλους", "δείτε https://example.org/a", "αίτημα #42", ""])
async def test_a_message_without_a_hashtag_is_not_looked_up(now: datetime, text: str) -> None:
    event = MessagePosted(MessageRef(DISCORD, "1"), ONE, now, RichText.plain(text))
    await Hashtags(ROOMS, ["#SkillsLabs"]).count(event, cast("Tx", Untouched()))


@pytest.mark.parametrize("text", ["ένα #SkillsLabs", "ένα ＃SkillsLabs", "ένα \uff03ＳｋｉｌｌｓＬａｂｓ"])
def test_both_signs_begin_a_hashtag(text: str) -> None:
    assert list(tags_in(RichText.plain(text))) == ["skillslabs"]
