"""What waits for a key is bounded in number, size and age, goes together, and is on the disk once saved."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.matrix.store import Store
from bot.adapters.matrix.waiting import LARGEST, MOST, OLDEST, Waiting, is_encrypted
from tests.adapters.matrix.support import LONG_AGO


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "matrix")
    store.open()
    return store


def encrypted(id: str, **content: Any) -> dict[str, Any]:
    return {"type": "m.room.encrypted", "event_id": id, "content": {"algorithm": "m.megolm.v1.aes-sha2", **content}}


def about(id: str, target: str, kind: str = "m.annotation") -> dict[str, Any]:
    relation = {"rel_type": kind, "event_id": target, "key": "👍"}
    return {"type": "m.reaction", "event_id": id, "content": {"m.relates_to": relation}}


def ids(waiting: Waiting) -> list[str]:
    return [held.id for held in waiting]


def test_what_is_saved_is_there_again_with_what_was_done_for_it(store: Store) -> None:
    waiting = Waiting(store)
    waiting.add("!r", encrypted("$1"), LONG_AGO)
    waiting.add("!r", encrypted("$1"), LONG_AGO + OLDEST)
    [held] = waiting
    waiting.note(held, asked=3)
    waiting.note(held, told=1)
    assert not list(Waiting(store))
    waiting.save()

    [again] = Waiting(store)
    assert (again.id, again.room_id, again.since, again.asked, again.told) == ("$1", "!r", LONG_AGO, 3, 1)
    assert again.source == encrypted("$1")


def test_a_line_that_is_no_event_is_passed_over(store: Store) -> None:
    waiting = Waiting(store)
    waiting.add("!r", encrypted("$1"), LONG_AGO)
    waiting.save()
    with (store.folder / "waiting.jsonl").open("a") as file:
        file.write('{"room": "!r"}\n{"ro')

    assert ids(Waiting(store)) == ["$1"]


def test_what_is_taken_back_goes_with_what_is_about_it(store: Store) -> None:
    waiting = Waiting(store)
    for source in (encrypted("$1"), about("$2", "$1"), encrypted("$3"), about("$4", "$1", "m.thread")):
        waiting.add("!r", source, LONG_AGO)
    waiting.withdraw("$1")

    assert ids(waiting) == ["$3", "$4"]


def test_the_old_are_given_up_with_what_is_about_them(store: Store) -> None:
    waiting = Waiting(store)
    waiting.add("!r", encrypted("$1"), LONG_AGO)
    waiting.add("!r", encrypted("$2"), LONG_AGO + timedelta(days=1))
    waiting.add("!r", about("$3", "$1"), LONG_AGO + timedelta(days=1))
    assert waiting.give_up(LONG_AGO + OLDEST) == []

    assert [held.id for held in waiting.give_up(LONG_AGO + OLDEST + timedelta(seconds=1))] == ["$1", "$3"]
    assert ids(waiting) == ["$2"]


def test_the_oldest_are_given_up_where_there_are_too_many(store: Store) -> None:
    waiting = Waiting(store)
    for number in range(MOST + 2):
        waiting.add("!r", encrypted(f"${number}"), LONG_AGO)

    assert [held.id for held in waiting.give_up(LONG_AGO)] == ["$0", "$1"]
    assert len(waiting) == MOST


def test_the_oldest_are_given_up_where_they_are_too_large(store: Store) -> None:
    waiting = Waiting(store)
    for number in range(5):
        waiting.add("!r", encrypted(f"${number}", ciphertext="x" * (LARGEST // 4)), LONG_AGO)

    assert [held.id for held in waiting.give_up(LONG_AGO)] == ["$0", "$1"]
    assert waiting.give_up(LONG_AGO) == []


def test_a_redacted_event_is_not_one_that_waits_for_a_key() -> None:
    assert is_encrypted(encrypted("$1"))
    assert not is_encrypted({"type": "m.room.encrypted", "event_id": "$1", "content": {}})
    assert not is_encrypted(about("$1", "$2"))
