"""What the homeserver is to leave out of its answers to our syncs (client-server API, "Filtering")."""

from __future__ import annotations

from typing import Any

_NOTHING: dict[str, Any] = {"types": []}
_NO_PAST: dict[str, Any] = {
    "presence": _NOTHING,
    "account_data": _NOTHING,
    "room": {"ephemeral": _NOTHING, "account_data": _NOTHING, "timeline": {"limit": 1}},
}


def filter_for(since: str | None, me: str, *, first: bool) -> dict[str, Any]:
    """Return the filter of a sync: the very first one has no token, `first` is each connection's.

    What we say ourselves would otherwise come back, each time with an answer of its own. The first answer of a
    connection has it all the same: it may tell of our own join, before which nothing is ours to hear. Later ones leave
    out our join, too, and `Intake` then asks for all that happened. State that we set ourselves still comes with the
    ``state`` of a room, where homeservers tell what a timeline leaves out.
    """
    if since is None:
        return _NO_PAST
    timeline = {"limit": 100} if first else {"limit": 100, "not_senders": [me]}
    room = {"ephemeral": {"types": ["m.typing"]}, "account_data": _NOTHING, "timeline": timeline}
    return {"presence": _NOTHING, "account_data": _NOTHING, "room": room}
