"""Deliveries written as events, without a homeserver."""

import json
from pathlib import Path

import pytest

from bot.adapters.matrix.outbound import BODY_LIMIT, Reader, measure, to_content
from bot.core.delivery import Action, Choice, Delivery, Part
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.text import Mention, Paragraph, RichText
from config.settings import MatrixSettings
from tests.adapters.matrix.support import directory, matrix_room, platform_for, post

ROOM = RoomRef("matrix", "#staff:x")
READER = Reader("Europe/Athens", "el")
AN_EVENT = 65_536


def body_of(part: Part) -> str:
    body = to_content(part, READER)[1]["body"]
    assert isinstance(body, str)
    return body


def test_two_choices_with_emoji_stand_on_one_line() -> None:
    part = post(ROOM, "Σας βοήθησε;", "t.0", choices=(Choice("✅ Ναι", "y"), Choice("❌ Όχι", "n")))

    assert body_of(part).splitlines()[-1] == "✅ Ναι · ❌ Όχι"


def test_other_choices_are_numbered() -> None:
    three = tuple(Choice(f"✅ {word}", word) for word in ("one", "two", "three"))
    two = (Choice("Yes", "y"), Choice("❌ No", "n"))

    assert "1. ✅ one\n2. ✅ two\n3. ✅ three" in body_of(post(ROOM, "Which?", "t.0", choices=three))
    assert "1. Yes\n2. ❌ No" in body_of(post(ROOM, "Which?", "t.0", choices=two))


def test_an_edit_says_both_halves_and_notifies_nobody() -> None:
    kind, content = to_content(
        Part("t.0", ROOM, Action.EDIT, RichText.plain("new"), target=MessageRef(ROOM, "$o")), READER
    )

    assert (kind, content["body"], content["m.new_content"]["body"]) == ("m.room.message", "* new", "new")
    assert content["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$o"}
    assert content["m.mentions"] == {}


@pytest.mark.parametrize(("platform", "notified"), [("discord", {"user_ids": ["@t:s"]}), ("matrix", {})])
def test_who_is_mentioned_is_notified_once(platform: str, notified: dict[str, list[str]]) -> None:
    author = Person(PersonRef(platform, "7"), "teacher-7")
    text = RichText((Paragraph((Mention("person", "teacher-17", "matrix:@t:s"),)),))

    content = to_content(Part("t.0", ROOM, Action.POST, text, author), READER)[1]

    assert content["m.mentions"] == notified
    assert '<a href="https://matrix.to/#/@t:s">teacher-17</a>' in content["formatted_body"]


def test_a_room_is_notified_where_the_delivery_says_so_and_by_no_text() -> None:
    content = to_content(post(ROOM, "Στις 18:00", "t.0", notify=("everyone", "discord:role:7")), READER)[1]

    assert content["m.mentions"] == {"room": True}
    assert content["body"].splitlines()[0] == "@room"
    assert to_content(post(ROOM, "@room @everyone", "t.0"), READER)[1]["m.mentions"] == {}


def test_a_reply_within_a_thread_is_no_fallback() -> None:
    part = post(ROOM, "x", "t.0", thread=MessageRef(ROOM, "$root"), reply_to=MessageRef(ROOM, "$asked"))

    assert to_content(part, READER)[1]["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": False,
        "m.in_reply_to": {"event_id": "$asked"},
    }


def test_a_name_is_shown_cut_to_what_a_profile_holds() -> None:
    author = Person(PersonRef("discord", "7"), "Ω" * 200, avatar="https://cdn.example.org/a.png")

    profile = to_content(post(ROOM, "x", "t.0", as_person=author), READER)[1]["com.beeper.per_message_profile"]

    assert profile["displayname"] == "Ω" * 127
    assert "avatar_url" not in profile


def test_a_picture_on_matrix_is_kept() -> None:
    author = Person(PersonRef("matrix", "@t:x"), "t", avatar="mxc://x/abc")

    content = to_content(post(ROOM, "x", "t.0", as_person=author), READER)[1]

    assert content["com.beeper.per_message_profile"]["avatar_url"] == "mxc://x/abc"


def test_long_texts_fit_into_events_even_encrypted_and_edited() -> None:
    settings = MatrixSettings(homeserver="https://x", user="@stoa:x")
    platform = platform_for(settings, directory("#staff:x"), Path("unused"))
    text = RichText.plain("\n\n".join(["ακούραστη επανάληψη " * 40] * 60))

    parts = platform.split(Delivery("key", matrix_room("#staff:x"), text=text))

    assert len(parts) > 1
    assert "".join(str(part) for part in parts).count("ακούραστη") == 2400
    for part in parts:
        assert measure(part, READER) <= BODY_LIMIT
        edit = Part("t.0", ROOM, Action.EDIT, part, target=MessageRef(ROOM, "$o"))
        # As nio encrypts it: ASCII JSON, then base64.
        assert len(json.dumps(to_content(edit, READER)[1])) * 4 / 3 < AN_EVENT
