"""Budgets: what is known beforehand is kept to, and the rest is learned from refusals and from how long sends take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import RoomRef
from bot.core.ports import Limit
from bot.engine.budget import Budget, Budgets
from tests.fakes import FakePlatform

WEBHOOKS = (Limit(5, 2.0), Limit(30, 60.0))


def test_nothing_is_known_of_a_platform_without_limits() -> None:
    budget = Budget()
    assert (budget.wait(0.0), budget.free(0.0, 20), budget.drain(0.0, 1000)) == (0.0, 20, 0.0)


def test_known_limits_hold_before_anybody_refuses() -> None:
    budget = Budget(WEBHOOKS)
    for number in range(5):
        assert budget.wait(number / 10) == 0
        budget.sent(number / 10, number / 10)
    assert budget.free(0.5, 20) == 0
    assert budget.wait(0.5) == pytest.approx(1.5)
    assert budget.free(2.0, 20) == 1, "the first of the five is two seconds old"


def test_a_backlog_is_estimated_by_the_tightest_limit() -> None:
    budget = Budget(WEBHOOKS)
    assert budget.drain(0.0, 5) == 0
    assert budget.drain(0.0, 12) == pytest.approx(4.0)
    assert budget.drain(0.0, 31) == pytest.approx(60.0)


@given(st.lists(st.floats(0.0, 3.0), min_size=1, max_size=80))
def test_whoever_waits_as_told_is_within_the_limits(pauses: list[float]) -> None:
    budget, now, sent = Budget(WEBHOOKS), 0.0, list[float]()
    for pause in pauses:
        now += pause
        now += budget.wait(now)
        assert budget.free(now + 1e-6, 20) > 0
        budget.sent(now, now)
        sent.append(now)
    for limit in WEBHOOKS:
        for first, later in zip(sent, sent[limit.count :], strict=False):
            assert later - first >= limit.seconds - 1e-6


def test_refusals_teach_the_pace_until_they_have_stopped_for_a_while() -> None:
    budget, now = Budget(), 0.0
    for _ in range(10):
        budget.sent(now, now + 0.05)
        now += 0.05
    budget.refused(now, 4.5)
    assert budget.wait(now) == pytest.approx(4.5)
    for _ in range(3):
        now += budget.wait(now)
        budget.sent(now, now + 0.05)
        now += 0.05
        budget.refused(now, 4.95)
    assert budget.wait(now) == pytest.approx(4.95)
    assert budget.drain(now, 4) == pytest.approx(4.95 + 3 * 5.0, rel=0.02), "one in five seconds passes"
    now += budget.wait(now) + 61
    assert budget.drain(now, 4) < 1, "nobody refused anything for a minute"


def test_a_client_that_waits_by_itself_teaches_by_its_slowness() -> None:
    budget, now = Budget(), 0.0
    for _ in range(10):
        budget.sent(now, now + 2.0)
        now += 2.0
    assert budget.wait(now) == 0
    assert budget.drain(now, 20) == pytest.approx(19 * 2.0, rel=0.1)
    assert budget.drain(now, 2000) == pytest.approx(1999 * 2.0, rel=0.1)


def test_what_a_platform_counts_together_shares_a_budget() -> None:
    platform, budgets = FakePlatform("fake"), Budgets()
    platform.one_budget = False
    here, there = RoomRef("fake", "here"), RoomRef("fake", "there")
    budgets.of(platform, here, as_person=True).refused(0.0, 3.0)
    assert budgets.of(platform, here, as_person=True).wait(0.0) == 3.0
    assert budgets.of(platform, here, as_person=False).wait(0.0) == 0.0
    assert budgets.of(platform, there, as_person=True).wait(0.0) == 0.0
