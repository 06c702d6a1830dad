"""What the adapter keeps in its folder survives a restart, a crash in the middle of a line, and time."""

import stat
from pathlib import Path

from bot.adapters.matrix.store import REACTIONS_KEPT, Login, Reaction, Store


def opened(folder: Path) -> Store:
    store = Store(folder / "matrix")
    store.open()
    return store


def test_reactions_are_known_after_a_restart(tmp_path: Path) -> None:
    opened(tmp_path).keep_reaction("$1", Reaction("$target", "👍", "@teacher-17:x"))

    assert opened(tmp_path).reaction("$1") == Reaction("$target", "👍", "@teacher-17:x")
    assert opened(tmp_path).reaction("$2") is None


def test_the_oldest_reactions_are_forgotten(tmp_path: Path) -> None:
    store = opened(tmp_path)
    for number in range(REACTIONS_KEPT + 1):
        store.keep_reaction(f"${number}", Reaction("$target", "👍", "@teacher-17:x"))

    for kept in (store, opened(tmp_path)):
        assert kept.reaction("$0") is None
        assert kept.reaction(f"${REACTIONS_KEPT}") is not None


def test_a_line_cut_by_a_crash_is_passed_over(tmp_path: Path) -> None:
    opened(tmp_path).keep_reaction("$1", Reaction("$target", "👍", "@teacher-17:x"))
    with (tmp_path / "matrix" / "reactions.jsonl").open("a") as file:
        file.write('{"id": "$2", "targ')

    store = opened(tmp_path)
    store.keep_reaction("$3", Reaction("$target", "❌", "@teacher-17:x"))

    assert [opened(tmp_path).reaction(name) is not None for name in ("$1", "$2", "$3")] == [True, False, True]


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.keep_login(Login("@stoa:x", "STOA", "secret"))

    assert store.login() == Login("@stoa:x", "STOA", "secret")
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.folder.iterdir()} == {0o600}
    store.keep_login(None)
    assert store.login() is None
