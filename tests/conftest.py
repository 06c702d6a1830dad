"""Fixtures for every test: a fresh database, a fixed moment, and a watch over tasks that are left behind."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from storage.database import Database

# How long an example takes says more about the machine than about the code; tests/bench measures.
hypothesis.settings.register_profile("stoa", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("stoa")

pytest_plugins = ["tests.servers.fixtures_synapse"]


@pytest.fixture(autouse=True)
def no_task_is_left(request: pytest.FixtureRequest) -> None:
    """Fail a test that ends while a task it started is still pending; set up first, so checked last."""
    if request.node.get_closest_marker("asyncio"):
        request.getfixturevalue("_watched_loop")


@pytest.fixture
async def _watched_loop() -> AsyncIterator[None]:
    yield
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left, f"left behind: {sorted(map(str, left))}"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Open a fresh database with every migration applied; close it after the test."""
    opened = await Database.open(tmp_path / "stoa.db")
    yield opened
    await opened.close()


@pytest.fixture
def now() -> datetime:
    """Return a moment to test at: Tuesday 12 January 2027, noon in Athens."""
    return datetime(2027, 1, 12, 10, 0, tzinfo=UTC)


_STATUS = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the exit status for `pytest_unconfigure`."""
    session.config.stash[_STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End at once where a failed test left a thread (an open database has two) for which Python would wait for ever."""
    left = [thread for thread in threading.enumerate() if not thread.daemon and thread is not threading.main_thread()]
    if left:
        print(f"Threads were left behind: {left}", flush=True)
        sys.stderr.flush()
        os._exit(config.stash.get(_STATUS, 1) or 1)
