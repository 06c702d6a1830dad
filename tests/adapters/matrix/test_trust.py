"""Which devices can read what the bot writes: all by their first key, or those that the operator approved."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.matrix.store import Store
from bot.adapters.matrix.trust import Decision, Device, Mode, Trust, decide, devices, note
from tests.adapters.matrix.encrypting import Den, EncryptingPerson
from tests.adapters.matrix.support import LONG_AGO, RecordingHost, matrix_room, post, running

Encrypting = Callable[[str], Awaitable[EncryptingPerson]]
PERSON, PHONE, KEY = "@teacher-17:x", "PHONE", "fingerprint"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "matrix")
    store.open()
    return store


@pytest.mark.parametrize(
    ("mode", "decided", "reads", "verified"),
    [
        ("first-use", None, True, False),
        ("verified", None, False, False),
        ("first-use", Decision(PERSON, PHONE, KEY, trusted=True), True, True),
        ("verified", Decision(PERSON, PHONE, KEY, trusted=True), True, True),
        ("first-use", Decision(PERSON, PHONE, KEY, trusted=False), False, False),
        ("verified", Decision(PERSON, PHONE, "another", trusted=True), False, False),
        ("first-use", Decision(PERSON, PHONE, "another", trusted=True), False, False),
        ("verified", Decision(PERSON, "LAPTOP", KEY, trusted=True), False, False),
    ],
)
def test_who_gets_keys(store: Store, mode: Mode, decided: Decision | None, *, reads: bool, verified: bool) -> None:
    if decided:
        decide(store, decided)
    trust = Trust(store, mode)
    trust.refresh()

    assert trust.gets_keys(PERSON, PHONE, KEY) is reads
    assert trust.is_verified(PERSON, PHONE, KEY) is verified


def test_the_last_decision_counts_and_is_told_once(store: Store) -> None:
    trust = Trust(store, "first-use")
    assert trust.refresh() == set()
    decide(store, Decision(PERSON, PHONE, KEY, trusted=True))
    decide(store, Decision(PERSON, PHONE, KEY, trusted=False))

    assert trust.refresh() == {PERSON}
    assert trust.refresh() == set()
    assert not trust.gets_keys(PERSON, PHONE, KEY)


def test_a_device_keeps_the_moment_when_it_was_first_seen(store: Store) -> None:
    phone = Device(PERSON, PHONE, KEY, "Phone")
    note(store, [phone], LONG_AGO)
    note(store, [replace(phone, name="My phone"), Device(PERSON, "LAPTOP", "other")], LONG_AGO + timedelta(days=1))

    assert [(one.device, one.name, one.seen) for one in devices(store)] == [
        ("LAPTOP", "", "2026-01-02T00:00Z"),
        (PHONE, "My phone", "2026-01-01T00:00Z"),
    ]


async def test_only_approved_devices_can_read_where_that_is_set(
    den: Den, secretive: EncryptingPerson, encrypting: Encrypting
) -> None:
    room, host, pupil = den.rooms[0], RecordingHost(), await encrypting("participant-3")
    await pupil.client.join(room)
    den.settings = {"trust": "verified"}
    async with running(den.bot(), host) as platform:
        await platform.deliver(post(matrix_room(room), "to nobody", "token.0"))
        decide(Store(den.store), secretive.decision(trusted=True))
        await platform.deliver(post(matrix_room(room), "to the teacher", "token.1"))
        decide(Store(den.store), pupil.decision(trusted=True))
        await platform.deliver(post(matrix_room(room), "to both", "token.2"))

    assert (await secretive.heard_until("to both"))[-3:] == ["", "to the teacher", "to both"]
    assert (await pupil.heard_until("to both"))[-3:] == ["", "", "to both"]
    assert {one.user for one in devices(Store(den.store))} == {secretive.account.user_id, pupil.account.user_id}


async def test_a_distrusted_device_reads_no_more(den: Den, secretive: EncryptingPerson, encrypting: Encrypting) -> None:
    room, host, pupil = den.rooms[0], RecordingHost(), await encrypting("participant-3")
    await pupil.client.join(room)
    async with running(den.bot(), host) as platform:
        await platform.deliver(post(matrix_room(room), "to both", "token.0"))
        decide(Store(den.store), pupil.decision(trusted=False))
        await platform.deliver(post(matrix_room(room), "to the teacher", "token.1"))
        decide(Store(den.store), pupil.decision(trusted=True))
        await platform.deliver(post(matrix_room(room), "to both again", "token.2"))

    assert (await secretive.heard_until("to both again"))[-3:] == ["to both", "to the teacher", "to both again"]
    assert (await pupil.heard_until("to both again"))[-3:] == ["to both", "", "to both again"]


async def test_a_device_that_shows_another_key_gets_nothing_and_the_admins_are_told(
    den: Den, secretive: EncryptingPerson, encrypting: Callable[..., Awaitable[EncryptingPerson]]
) -> None:
    room, host = den.rooms[0], RecordingHost()
    async with running(den.bot(), host) as platform:
        await platform.deliver(post(matrix_room(room), "hello", "token.0"))
        await secretive.hear("hello")
        impostor = await encrypting("impostor", secretive.account)
        told = await host.until_warned()
        await platform.deliver(post(matrix_room(room), "not for everybody", "token.1"))
        await secretive.client.sync()
        await impostor.client.sync(full_state=True)

    assert secretive.account.user_id in told
    assert secretive.account.device_id in told
    assert list(impostor.client.olm.inbound_group_store) == []
