"""Names of rooms, people and messages, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import MessageRef, PersonRef, RoomRef

PLATFORMS = st.sampled_from(["discord", "matrix", "console"])
IDS = st.text(min_size=1)
ROOM_OF_VERSION_12 = "!31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM"
MATRIX_EVENT = "$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg"


@pytest.mark.parametrize(
    ("written", "ref"),
    [
        ("discord:1234567890", RoomRef("discord", "1234567890")),
        ("matrix:!abc:example.org", RoomRef("matrix", "!abc:example.org")),
        (f"matrix:{ROOM_OF_VERSION_12}", RoomRef("matrix", ROOM_OF_VERSION_12)),
        ("matrix:#γενικά:example.org:8448", RoomRef("matrix", "#γενικά:example.org:8448")),
        ("console:general", RoomRef("console", "general")),
    ],
)
def test_a_room_as_written(written: str, ref: RoomRef) -> None:
    assert RoomRef.parse(written) == ref
    assert str(ref) == written
    assert ref.person is None


@pytest.mark.parametrize(
    ("written", "room", "id"),
    [
        ("discord:7/99", "discord:7", "99"),
        (f"matrix:!abc:example.org/{MATRIX_EVENT}", "matrix:!abc:example.org", MATRIX_EVENT),
        (f"matrix:!31hneApxJ_1o/{MATRIX_EVENT}", "matrix:!31hneApxJ_1o", MATRIX_EVENT),
        (f"matrix:#a/b:example.org/{MATRIX_EVENT}", "matrix:#a/b:example.org", MATRIX_EVENT),
        (f"matrix:dm:@teacher-17:example.org/{MATRIX_EVENT}", "matrix:dm:@teacher-17:example.org", MATRIX_EVENT),
    ],
)
def test_a_message_as_written(written: str, room: str, id: str) -> None:
    ref = MessageRef.parse(written)
    assert (str(ref.room), ref.id) == (room, id)
    assert str(ref) == written


@pytest.mark.parametrize("person", ["discord:42", "matrix:@teacher-17:example.org", "console:teacher-17"])
def test_a_private_conversation_is_known_by_its_person(person: str) -> None:
    ref = PersonRef.parse(person)
    room = RoomRef.direct(ref)
    assert room.person == ref
    assert RoomRef.parse(str(room)).person == ref


@pytest.mark.parametrize("written", ["", "discord", "discord:", ":42", ":"])
def test_half_a_name_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="expected platform:id"):
        PersonRef.parse(written)
    with pytest.raises(ValueError, match="expected platform:id"):
        RoomRef.parse(written)


@pytest.mark.parametrize("written", ["", "discord:7", "discord:7/", "/99"])
def test_half_a_message_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"not a message|expected platform:id"):
        MessageRef.parse(written)


@given(PLATFORMS, IDS, IDS.filter(lambda written: "/" not in written))
def test_every_name_comes_back(platform: str, place: str, message: str) -> None:
    room = RoomRef(platform, place)
    assert RoomRef.parse(str(room)) == room
    assert PersonRef.parse(str(PersonRef(platform, place))) == PersonRef(platform, place)
    assert MessageRef.parse(str(MessageRef(room, message))) == MessageRef(room, message)


def test_names_can_be_sorted_and_counted() -> None:
    rooms = [RoomRef("matrix", "!b"), RoomRef("discord", "2"), RoomRef("discord", "2")]
    assert sorted(set(rooms)) == [RoomRef("discord", "2"), RoomRef("matrix", "!b")]
