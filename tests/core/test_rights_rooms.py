"""Who holds which role, and where the community's rooms live."""

import pytest

from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Purpose, Room, Rooms

RIGHTS = Rights.of(
    facilitators=["discord:role:7", "matrix:@facilitator-2:example.org", "matrix:power:50"],
    coordinators=["discord:42", "discord:role:9"],
    ambassadors=["discord:18", "discord:42"],
)


@pytest.mark.parametrize(
    ("ref", "groups", "role"),
    [
        ("discord:17", set(), Role.PARTICIPANT),
        ("discord:17", {"role:7"}, Role.FACILITATOR),
        ("discord:17", {"role:7", "role:9"}, Role.COORDINATOR),
        ("discord:42", set(), Role.COORDINATOR),
        ("discord:42", {"role:7"}, Role.COORDINATOR),
        ("discord:18", set(), Role.AMBASSADOR),
        ("discord:18", {"role:7"}, Role.FACILITATOR),
        ("matrix:42", set(), Role.PARTICIPANT),
        ("matrix:@facilitator-2:example.org", set(), Role.FACILITATOR),
        ("matrix:@facilitator-2:elsewhere.org", set(), Role.PARTICIPANT),
        ("matrix:@teacher-17:example.org", {"role:7"}, Role.PARTICIPANT),
        ("matrix:@teacher-17:example.org", {"power:50"}, Role.FACILITATOR),
        ("matrix:@teacher-17:example.org", {"power:0"}, Role.PARTICIPANT),
    ],
)
def test_the_highest_role_holds(ref: str, groups: set[str], role: Role) -> None:
    assert RIGHTS.role_of(Person(PersonRef.parse(ref), "teacher-17", groups=frozenset(groups))) is role


def test_a_name_is_no_right() -> None:
    assert RIGHTS.role_of(Person(PersonRef("discord", "17"), "discord:42")) is Role.PARTICIPANT
    assert Rights().role_of(Person(PersonRef("discord", "42"), "teacher-17")) is Role.PARTICIPANT


def test_each_role_reaches_further() -> None:
    assert Role.PARTICIPANT < Role.AMBASSADOR < Role.FACILITATOR < Role.COORDINATOR


DISCORD, MATRIX, HELP, TEAM = (
    RoomRef("discord", "1"),
    RoomRef("matrix", "#general:example.org"),
    RoomRef("matrix", "!help"),
    RoomRef("discord", "9"),
)
NOWHERE = RoomRef("discord", "404")
GENERAL = Room("general", "Γενικά", (DISCORD, MATRIX))
HELPDESK = Room("helpdesk", "Help", (HELP,), Purpose.HELPDESK, "en", "Europe/Brussels")
STAFF = Room("team", "Ομάδα", (TEAM,), Purpose.FACILITATORS)
ROOMS = Rooms((GENERAL, HELPDESK, STAFF))


@pytest.mark.parametrize(
    ("place", "room", "others"),
    [(DISCORD, GENERAL, (MATRIX,)), (MATRIX, GENERAL, (DISCORD,)), (HELP, HELPDESK, ()), (NOWHERE, None, ())],
)
def test_a_place_belongs_to_a_room(place: RoomRef, room: Room | None, others: tuple[RoomRef, ...]) -> None:
    assert ROOMS.of(place) == room
    assert ROOMS.others(place) == others


@pytest.mark.parametrize(
    ("place", "language", "zone"),
    [
        (DISCORD, "el", "Europe/Athens"),
        (HELP, "en", "Europe/Brussels"),
        (NOWHERE, "el", "Europe/Athens"),
        (RoomRef.direct(PersonRef("discord", "17")), "el", "Europe/Athens"),
    ],
)
def test_how_to_speak_in_a_place(place: RoomRef, language: str, zone: str) -> None:
    assert (ROOMS.language_of(place), ROOMS.zone_of(place)) == (language, zone)


def test_the_directorys_own_language_holds_outside_the_rooms() -> None:
    rooms = Rooms((GENERAL,), language="en", zone="UTC")
    assert (rooms.language_of(NOWHERE), rooms.zone_of(NOWHERE)) == ("en", "UTC")
    assert (rooms.language_of(DISCORD), rooms.zone_of(DISCORD)) == ("el", "Europe/Athens")


def test_rooms_by_name_and_purpose() -> None:
    assert ROOMS.named("general") == ROOMS.named("#general") == GENERAL
    assert ROOMS.named("nowhere") is None
    assert ROOMS.for_purpose(Purpose.HELPDESK) == (HELPDESK,)
    assert ROOMS.for_purpose(Purpose.ADMINS) == ()
    assert ROOMS.places_for([Purpose.FACILITATORS, Purpose.GENERAL]) == (TEAM, DISCORD, MATRIX)
    assert ROOMS.on("matrix") == tuple(place for place in (MATRIX, HELP, TEAM) if place.platform == "matrix")
    assert ROOMS.on("web") == ()


def test_places_come_and_go_while_the_bot_runs() -> None:
    rooms = Rooms((GENERAL, HELPDESK), language="en", zone="UTC")
    new, alone = RoomRef("web", "1"), RoomRef("web", "2")
    rooms.add("general", "not asked", new)
    rooms.add("cafe", "Café", alone)
    rooms.add("cafe", "Café", DISCORD)
    assert rooms.others(DISCORD) == (MATRIX, new), "a place that is taken stays where it is"
    assert rooms.others(new) == (DISCORD, MATRIX)
    assert rooms.named("cafe") == Room("cafe", "Café", (alone,), language="en", zone="UTC")
    assert rooms.on("web") == (new, alone)
    assert (rooms.is_settled(DISCORD), rooms.is_settled(new)) == (True, False)
    rooms.remove(new)
    rooms.remove(alone)
    rooms.remove(NOWHERE)
    assert rooms.rooms == (GENERAL, HELPDESK)
    assert (rooms.of(new), rooms.others(DISCORD)) == (None, (MATRIX,))
