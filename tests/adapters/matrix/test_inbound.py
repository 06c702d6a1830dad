"""Events read without a homeserver: what `to_events` makes of what may be sent, also by ill-meaning clients."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from bot.adapters.matrix.inbound import Scene, to_events
from bot.adapters.matrix.reading import message_of
from bot.adapters.matrix.store import Reaction
from bot.core.events import Joined, Left, MessageDeleted, MessagePosted, Person, Unreacted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import EMPTY, RichText
from config.words import translator

ME, TEACHER = "@stoa:x", "@teacher-17:x"
ROOM = RoomRef("matrix", "#staff:x")


def scene(room: RoomRef = ROOM, reactions: Mapping[str, Reaction] = MappingProxyType({})) -> Scene:
    def person(user_id: str) -> Person:
        return Person(PersonRef("matrix", user_id), user_id[1:].partition(":")[0])

    return Scene(room, ME, "Stoa", person, reactions.get, lambda _: EMPTY, translator("en"))


def event(content: dict[str, Any], kind: str = "m.room.message", **others: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "event_id": "$e",
        "sender": TEACHER,
        "origin_server_ts": 1_800_000_000_123,
        "content": content,
        **others,
    }


def text(body: str, **others: Any) -> dict[str, Any]:
    return event({"msgtype": "m.text", "body": body, **others})


def read(source: dict[str, Any], where: Scene | None = None) -> Any:
    events = to_events(source, where or scene())
    assert len(events) == 1
    return events[0]


def test_the_time_is_aware_and_exact() -> None:
    assert read(text("hello")).at == datetime(2027, 1, 15, 8, 0, 0, 123000, tzinfo=UTC)


@pytest.mark.parametrize(
    "source",
    [
        text("ours") | {"sender": ME},
        event({}),
        event({"body": 7}),
        event({"msgtype": "m.text"}),
        event({"body": "x", "m.relates_to": {"rel_type": "m.replace", "event_id": "$o"}}),
        event({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$o"}}, "m.reaction"),
        event({"m.relates_to": "nonsense"}, "m.reaction"),
        event({}, "m.room.redaction"),
        event({"name": "Staff room"}, "m.room.name", state_key=""),
        event({"membership": "join"}, "m.room.member", state_key=ME),
        event({"membership": "invite"}, "m.room.member", state_key=TEACHER),
    ],
)
def test_what_means_nothing_to_us(source: dict[str, Any]) -> None:
    assert to_events(source, scene()) == []


@pytest.mark.parametrize(
    ("now", "unsigned", "expected"),
    [
        ("join", {}, Joined),
        ("join", {"prev_content": {"membership": "invite"}}, Joined),
        ("join", {"prev_content": {"membership": "join"}}, None),
        ("join", {"replaces_state": "$before"}, None),
        ("leave", {"prev_content": {"membership": "join"}}, Left),
        ("ban", {"prev_content": {"membership": "join"}}, Left),
        ("leave", {"prev_content": {"membership": "invite"}}, None),
        ("ban", {"prev_content": {"membership": "leave"}}, None),
    ],
)
def test_coming_and_going(now: str, unsigned: dict[str, Any], expected: type | None) -> None:
    source = event({"membership": now}, "m.room.member", state_key=TEACHER, unsigned=unsigned)

    assert [type(found) for found in to_events(source, scene())] == ([expected] if expected else [])


@pytest.mark.parametrize("source", [{"redacts": "$gone"}, {"content": {"redacts": "$gone"}}])
def test_a_redaction_in_rooms_old_and_new(source: dict[str, Any]) -> None:
    deleted = read(event({}, "m.room.redaction") | source)

    assert deleted == MessageDeleted(MessageRef(ROOM, "$gone"), deleted.at)


def test_a_reaction_taken_back_by_a_moderator_is_its_givers() -> None:
    known = {"$gone": Reaction("$target", "👍", "@participant-3:x")}

    taken = read(event({"redacts": "$gone"}, "m.room.redaction"), scene(reactions=known))

    assert isinstance(taken, Unreacted)
    assert (taken.ref.id, taken.emoji, taken.person.name) == ("$target", "👍", "participant-3")


def test_our_own_reaction_taken_away_is_nobodys_message() -> None:
    known = {"$gone": Reaction("$target", "👍", ME)}

    assert to_events(event({"redacts": "$gone"}, "m.room.redaction"), scene(reactions=known)) == []


def test_the_quotation_before_an_old_reply_is_left_out() -> None:
    relation = {"m.in_reply_to": {"event_id": "$asked"}}
    body = "> <@teacher-17:x> first\n> second\n\nthe answer"
    plain = read(text(body, **{"m.relates_to": relation}))
    html = "<mx-reply><blockquote>first</blockquote></mx-reply>the answer"
    rich = {"format": "org.matrix.custom.html", "formatted_body": html, "m.relates_to": relation}

    assert (str(plain.text), plain.reply_to) == ("the answer", MessageRef(ROOM, "$asked"))
    assert str(read(text(body, **rich)).text) == "the answer"


def test_a_thread_with_a_real_reply_and_one_without() -> None:
    relation = {"rel_type": "m.thread", "event_id": "$root", "m.in_reply_to": {"event_id": "$last"}}
    real = read(text("x", **{"m.relates_to": relation}))
    fallback = read(text("x", **{"m.relates_to": relation | {"is_falling_back": True}}))

    assert (real.thread, real.reply_to) == (MessageRef(ROOM, "$root"), MessageRef(ROOM, "$last"))
    assert (fallback.thread, fallback.reply_to) == (MessageRef(ROOM, "$root"), None)


def test_files_with_and_without_a_caption() -> None:
    content = {"msgtype": "m.image", "body": "photo.jpg", "url": "mxc://x/abc", "info": {"size": 9}}
    bare, captioned = read(event(content)), read(event(content | {"body": "look!", "filename": "photo.jpg"}))

    assert (str(bare.text), bare.attachments[0].name, bare.attachments[0].size) == ("", "photo.jpg", 9)
    assert bare.attachments[0].url == "mxc://x/abc"
    assert (str(captioned.text), captioned.attachments[0].name) == ("look!", "photo.jpg")


def test_a_sticker_is_a_picture_and_an_encrypted_file_is_its_name() -> None:
    sticker = read(event({"body": "wave", "url": "mxc://x/abc", "info": {}}, "m.sticker"))
    locked = read(event({"msgtype": "m.file", "body": "plan.pdf", "file": {"url": "mxc://x/abc"}}))

    assert (str(sticker.text), sticker.attachments[0].name) == ("", "wave")
    assert (str(locked.text), locked.attachments) == ("plan.pdf", ())


@pytest.mark.parametrize("uri", ["https://elsewhere.example.org/x", "mxc://x", "mxc://x/y/z", 7, None])
def test_only_the_homeservers_files_are_fetched(uri: object) -> None:
    assert read(event({"msgtype": "m.file", "body": "f", "url": uri})).attachments == ()


def test_a_private_conversation_is_always_with_us_and_nobody_joins_it() -> None:
    private = scene(RoomRef.direct(PersonRef("matrix", TEACHER)))

    assert read(text("hello"), private).addressed
    assert to_events(event({"membership": "join"}, "m.room.member", state_key=TEACHER), private) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Stoa: when?", "when?"),
        ("stoa, when?", "when?"),
        ("@stoa when?", "when?"),
        ("@Stoa: when?", "when?"),
        ("@stoa:x when?", "when?"),
        ("@stoa", ""),
    ],
)
def test_being_named_at_the_start(body: str, said: str) -> None:
    posted = read(text(body))

    assert isinstance(posted, MessagePosted)
    assert (posted.addressed, str(posted.text)) == (True, said)


@pytest.mark.parametrize("body", ["Stoa is down", "ask @stoa", "@stoas when?", "stoatic: yes", "when, Stoa?"])
def test_being_talked_about_is_not_being_asked(body: str) -> None:
    posted = read(text(body))

    assert (posted.addressed, posted.text) == (False, RichText.plain(body))


def test_a_pill_is_taken_out_wherever_it_stands() -> None:
    html = 'please <a href="https://matrix.to/#/%40stoa%3Ax">Stoa</a>, when?'
    posted = read(text("please Stoa, when?", format="org.matrix.custom.html", formatted_body=html))

    assert posted.addressed
    assert "Stoa" not in str(posted.text)
    assert str(posted.text).startswith("please ")


@pytest.mark.parametrize(
    ("content", "bot"),
    [
        ({}, False),
        ({"msgtype": "m.notice"}, True),
        ({"com.beeper.per_message_profile": {"id": "x", "displayname": "teacher-23"}}, True),
        ({"m.per_message_profile": {}}, True),
    ],
)
def test_who_speaks_for_others_is_a_bot(content: dict[str, Any], bot: bool) -> None:
    assert read(text("hello", **content)).author.bot is bot
    edit = event(
        {"m.new_content": {"body": "x"}, "m.relates_to": {"rel_type": "m.replace", "event_id": "$o"}} | content
    )
    assert read(edit).author.bot is bot


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://matrix.to/#/!room:example.org/$abc-_1?via=example.org", "$abc-_1"),
        ("https://matrix.to/#/%21room%3Aexample.org/%24abc", "$abc"),
        ("https://matrix.to/#/#alias:example.org/$abc", "$abc"),
        ("matrix:roomid/room:example.org/e/abc?via=example.org", "$abc"),
        ("$abc", "$abc"),
        ("https://matrix.to/#/!room:example.org", None),
        ("matrix:roomid/room:example.org", None),
        ("matrix:!room:example.org/$abc", None),
        ("abc", None),
        ("", None),
    ],
)
def test_an_address_or_id_of_a_message(written: str, expected: str | None) -> None:
    assert message_of(written) == expected
