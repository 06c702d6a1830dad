"""Which devices get the keys of what we write in encrypted rooms.

``first-use``: every device, by the key that it showed first; a device that shows another key later gets nothing, and
the admins are told. ``verified``: only devices whose fingerprint the operator has compared and approved
(``stoa matrix trust``). In both, a device that was distrusted gets nothing.

The operator's decisions stand in ``trust.jsonl``, which the running bot only reads, and what devices there are in
``devices.jsonl``, which it only writes: so the command line and the bot work side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

from bot.adapters.matrix.store import Store

Mode = Literal["first-use", "verified"]

_DECISIONS = "trust.jsonl"
_DEVICES = "devices.jsonl"


@dataclass(frozen=True, slots=True)
class Device:
    """A person's device; `fingerprint` is its Ed25519 key, `seen` when we first saw it (ISO 8601, UTC)."""

    user: str
    device: str
    fingerprint: str
    name: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the operator decided about a device with a fingerprint."""

    user: str
    device: str
    fingerprint: str
    trusted: bool


class Trust:
    """The operator's decisions, and what follows from them."""

    def __init__(self, store: Store, mode: Mode) -> None:
        """Take the folder; nothing is read before `refresh`."""
        self._store, self._mode = store, mode
        self._decisions: dict[tuple[str, str], Decision] = {}
        self._written = 0

    def refresh(self) -> set[str]:
        """Read the decisions again; return whose devices they have changed for."""
        written = self._store.written_at(_DECISIONS)
        if written == self._written:
            return set()
        self._written = written
        before, self._decisions = self._decisions, {(one.user, one.device): one for one in decisions(self._store)}
        return {user for (user, _), _ in before.items() ^ self._decisions.items()}

    def is_verified(self, user: str, device: str, fingerprint: str) -> bool:
        """Tell whether the operator approved a device with this fingerprint."""
        decision = self._decisions.get((user, device))
        return decision is not None and decision.trusted and decision.fingerprint == fingerprint

    def gets_keys(self, user: str, device: str, fingerprint: str) -> bool:
        """Tell whether a device gets the keys of what we write."""
        decision = self._decisions.get((user, device))
        if decision is None:
            return self._mode == "first-use"
        return decision.trusted and decision.fingerprint == fingerprint


def decisions(store: Store) -> list[Decision]:
    """Return the operator's decisions."""
    return [Decision(**line) for line in store.lines(_DECISIONS)]


def decide(store: Store, decision: Decision) -> None:
    """Keep a decision in place of an earlier one about the same device."""
    others = [one for one in decisions(store) if (one.user, one.device) != (decision.user, decision.device)]
    store.keep_lines(_DECISIONS, map(asdict, [*others, decision]))


def devices(store: Store) -> list[Device]:
    """Return the devices that the bot has met."""
    return [Device(**line) for line in store.lines(_DEVICES)]


def note(store: Store, met: Iterable[Device], now: datetime) -> None:
    """Keep what devices there are; each keeps the moment at which it was first seen."""
    known = {(one.user, one.device, one.fingerprint): one.seen for one in devices(store)}
    new = f"{now:%Y-%m-%dT%H:%MZ}"
    kept = [replace(one, seen=known.get((one.user, one.device, one.fingerprint), new)) for one in met]
    store.keep_lines(_DEVICES, map(asdict, sorted(kept, key=lambda one: (one.user, one.device))))
