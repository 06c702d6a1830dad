"""What a user sees happen in the rooms, through `/sync`, with nothing lost in a burst."""

import asyncio
import json
from collections.abc import Callable
from itertools import dropwhile
from typing import Any, TypeVar

from tests.servers.synapse.client import MatrixClient
from tests.servers.synapse.content import Event
from tests.servers.synapse.errors import WaitedInVain

_T = TypeVar("_T")
_LONG_POLL_MS = 20_000
_FILTER = json.dumps({"room": {"timeline": {"limit": 50}}})


class Timeline:
    """Every event a user has been given, by room in the order of arrival, and the invitations that wait."""

    def __init__(self, client: MatrixClient) -> None:
        """Take the user's connection. Nothing is asked before the first wait."""
        self._client = client
        self._since: str | None = None
        self._seen: dict[str, dict[str, Event]] = {}
        self._invites: list[str] = []
        self._syncing = asyncio.Lock()

    async def wait_for(
        self, room: str, predicate: Callable[[Event], bool], within: float, after: str | None = None
    ) -> Event:
        """Return the first fitting event of a room; see `MatrixUser.wait_for`."""
        return await self._until(
            lambda: next(filter(predicate, self._events(room, after)), None),
            within,
            lambda: f"No such event in {room}. The last ones: {self._events(room, after)[-5:]}",
        )

    async def wait_for_invite(self, within: float) -> str:
        """Return the room of the oldest invitation that waits; see `MatrixUser.wait_for_invite`."""
        return await self._until(lambda: next(iter(self._invites), None), within, lambda: "No invitation has come")

    async def _until(self, look: Callable[[], _T | None], within: float, explain: Callable[[], str]) -> _T:
        try:
            async with asyncio.timeout(within):
                while (found := look()) is None:
                    await self._sync()
                return found
        except TimeoutError as error:
            raise WaitedInVain(f"{explain()} (waited {within} s)") from error

    def _events(self, room: str, after: str | None) -> list[Event]:
        seen = list(self._seen.get(room, {}).values())
        if after is None:
            return seen
        return list(dropwhile(lambda event: event["event_id"] != after, seen))[1:]

    async def _sync(self) -> None:
        # Two waits at once share a request: who had to wait for the other's looks again before asking anew.
        since = self._since
        async with self._syncing:
            if self._since == since:
                await self._sync_once(since)

    async def _sync_once(self, since: str | None) -> None:
        query: dict[str, str | int] = {"timeout": _LONG_POLL_MS, "filter": _FILTER, "set_presence": "offline"}
        answer = await self._client.call("GET", "sync", query=query | ({"since": since} if since else {}))
        rooms = answer.get("rooms", {})
        for room, update in (rooms.get("join", {}) | rooms.get("leave", {})).items():
            await self._take(room, update.get("timeline", {}), since)
        gone = rooms.get("join", {}).keys() | rooms.get("leave", {}).keys()
        invited = [room for room in rooms.get("invite", {}) if room not in self._invites]
        self._invites = [room for room in self._invites if room not in gone] + invited
        # Last, so that a wait which is cancelled on the way asks for the same stretch again.
        self._since = answer["next_batch"]

    async def _take(self, room: str, timeline: dict[str, Any], since: str | None) -> None:
        # An answer holds the newest 50 events of a room (Synapse gives 100 at most); we page back for the others.
        missed = await self._missed(room, timeline["prev_batch"], since) if timeline.get("limited") else []
        seen = self._seen.setdefault(room, {})
        for event in [*missed, *timeline.get("events", ())]:
            seen.setdefault(event["event_id"], event | {"room_id": room})

    async def _missed(self, room: str, until: str, since: str | None) -> list[Event]:
        query = {"dir": "b", "from": until} | ({"to": since} if since else {})
        return (await self._client.page(room, query))[::-1]
