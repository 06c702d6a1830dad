"""What the bot said of events, held against what it owed: each reminder once, none early, none of what is no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.chaos.clock import TownClock
from tests.chaos.tally import Tally
from tests.servers.discord import Channel, DiscordServer, Guild

_MARK = re.compile(r"\be\d+x\b")
_KINDS = (
    ("start", "🔔 Ξεκινάμε τώρα"),
    ("change", "🔔 Νέα ημερομηνία"),
    ("change", "🔔 Ακυρώνεται"),
    ("change", "🔔 Ακυρώθηκε"),
    ("answer", "🔔 Θα σας γράψω"),
    ("soon", "🔔"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it was planned; `starts` is aware, in the bot's time, as is `changed`, when its change was answered.

    It stays, or was moved by days, or cancelled. `listeners` are to be reminded in private of its start.
    """

    name: str
    starts: datetime
    fate: str = "stays"
    changed: datetime | None = None
    listeners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bot said, and when (aware, in the bot's time)."""

    text: str
    at: datetime

    @property
    def kind(self) -> str:
        """What it is about an event: soon, start, change, or the answer to a wish; empty for anything else."""
        return next((kind for kind, words in _KINDS if self.text.startswith(words)), "")

    @property
    def event(self) -> str:
        """The mark of the event, empty where there is none."""
        found = _MARK.search(self.text)
        return found[0] if found else ""


def heard_on_discord(server: DiscordServer, channel: Channel) -> list[Heard]:
    """Return what the bot said in a channel; the server's clock is the bot's."""
    ours = (message for message in server.messages(channel) if message.author.id == server.bot.id)
    return [Heard(message.content, message.created_at) for message in ours]


def heard_on_matrix(timeline: Iterable[dict[str, Any]], bot: str, clock: TownClock) -> list[Heard]:
    """Return what the bot said in a room, by the bot's clock."""
    said = (event for event in timeline if event["sender"] == bot and "body" in event["content"])
    return [
        Heard(
            event["content"]["body"],
            clock.shown_at(datetime.fromtimestamp(event["origin_server_ts"] / 1000, UTC)),
        )
        for event in said
    ]


def kept(events: Sequence[Event], heard: Sequence[Heard], listener: str = "") -> Tally:
    """Count for a room, or for who is reminded in private, what was lost, doubled, early or no longer to be said.

    What came early counts as reordered, what an event no longer had as undeleted.
    """
    said = Counter((one.kind, one.event) for one in heard if one.kind and one.event)
    awaited, possible = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for event in events:
        if not listener or listener in event.listeners:
            awaited += Counter(_awaited(event))
            possible += Counter(_possible(event, alone=bool(listener)))
    void = (Counter({one: number for one, number in said.items() if one[0] != "answer"}) - awaited - possible).keys()
    return Tally(
        said=awaited.total(),
        lost=(awaited - said).total(),
        doubled=sum(number - 1 for one, number in said.items() if one[0] != "answer"),
        reordered=_early(events, heard),
        unedited=0,
        undeleted=len({one for one in void if one not in awaited and one not in possible}),
        unreacted=0,
    )


def shown(events: Sequence[Event], guild: Guild) -> Tally:
    """Count how the guild's own events differ from ours: missing, twice there, wrongly dated, not cancelled."""
    there = [found.data for found in guild.events.values()]
    named = {event.name: [data for data in there if event.name in data["name"]] for event in events}
    return Tally(
        said=len(events),
        lost=sum(event.fate != "cancelled" and not named[event.name] for event in events),
        doubled=sum(max(len(found) - 1, 0) for found in named.values()),
        reordered=0,
        unedited=sum(_is_otherwise(event, data) for event in events for data in named[event.name]),
        undeleted=sum(
            event.fate == "cancelled" and data["status"] < 3 for event in events for data in named[event.name]
        ),
        unreacted=0,
    )


def _is_otherwise(event: Event, data: dict[str, Any]) -> bool:
    """Tell whether what stays has not begun, or what was moved has its old date."""
    if event.fate == "moved":
        return datetime.fromisoformat(data["scheduled_start_time"]) <= event.starts
    return event.fate == "stays" and data["status"] != 2


def _awaited(event: Event) -> list[tuple[str, str]]:
    """Return what must be said of an event."""
    return [("start" if event.fate == "stays" else "change", event.name)]


def _possible(event: Event, *, alone: bool) -> list[tuple[str, str]]:
    """Return what may be said: one who is late with a change was reminded of the start before it."""
    soon = [] if alone else [("soon", event.name)]
    late = event.changed is not None and event.changed >= event.starts
    return [*soon, *([("start", event.name)] if late else [])]


def _early(events: Sequence[Event], heard: Iterable[Heard]) -> int:
    starts = {event.name: event.starts for event in events}
    return sum(one.kind == "start" and one.event in starts and one.at < starts[one.event] for one in heard)
