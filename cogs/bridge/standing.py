"""How the bridge stands, in words: its places, what waits for them, and what was given up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from babel.dates import format_timedelta

from bot.core import markup
from bot.core.errors import N_
from bot.core.ids import RoomRef
from bot.core.rooms import Room, Rooms
from bot.core.status import PlatformStatus
from cogs.speech import ago, worded
from config.words import Translator
from storage.outbox import Owed, Standing

_STATES = {
    "starting": N_("is starting"),
    "up": N_("works"),
    "down": N_("cannot be reached"),
    "refused": N_("does not let me in"),
    "stopped": N_("has stopped"),
}
_OFF = N_("is not switched on")

_LAG = timedelta(seconds=2)
_LIVE = timedelta(minutes=1)
"""How long after its last digest a place counts as one where messages are merged."""


def named(rooms: Rooms, place: RoomRef, t: Translator) -> str:
    """Return a place (markdown) by its room's title and its platform, with its id where that is not enough."""
    platform = place.platform.capitalize()
    if place.person is not None:
        return f"{t('a private conversation')} · {platform}"
    room = rooms.of(place)
    if room is None:
        return f"{platform} `{place.id}`"
    alone = sum(other.platform == place.platform for other in room.places) == 1
    return f"{markup.escape(room.title)} · {platform}" + ("" if alone else f" `{place.id}`")


def listed(room: Room, platforms: Iterable[PlatformStatus], t: Translator) -> str:
    """Return a room with its places, and whether the platform of each is up."""
    states = {platform.name: _STATES.get(platform.state, _STATES["down"]) for platform in platforms}
    places = " · ".join(
        f"{place.platform.capitalize()} `{place.id}`: {t(states.get(place.platform, _OFF))}" for place in room.places
    )
    alone = "" if len(room.places) > 1 else f" ({t('in one place only: nothing to bridge')})"
    return f"**{markup.escape(room.title)}** `#{room.name}`: {places}{alone}"


def lacking(rooms: Rooms, place: RoomRef, missing: Iterable[str], t: Translator) -> str:
    """Return what the bot lacks in a place, in markdown."""
    names = ", ".join(f"**{t(name)}**" for name in missing)
    return t("In {place} I lack: {missing}.", place=named(rooms, place, t), missing=names)


def totals(standings: Iterable[Standing], now: datetime, t: Translator) -> list[str]:
    """Return what waits for all rooms together, and what was given up, if anything was."""
    found = tuple(standings)
    oldest = min((one.oldest for one in found if one.oldest), default=None)
    together = Standing(sum(one.waiting for one in found), oldest, sum(one.buried for one in found))
    return [_waiting(together, now, t), *_buried(together, t)]


def placed(name: str, standing: Standing, last: datetime | None, now: datetime, t: Translator) -> str:
    """Return how one place stands; `name` is markdown, `last` is when something last arrived there, if it did."""
    arrived = t("The last one arrived {age}.", age=ago(last, now, t)) if last else t("Nothing has arrived lately.")
    return f"**{name}**: " + " ".join((_waiting(standing, now, t), arrived, *_buried(standing, t)))


def pace(lag: timedelta, merged_at: datetime | None, now: datetime, t: Translator) -> str:
    """Return how long the last message took, where that is worth a word, and whether messages are merged now."""
    took = " " + t("It took {span}.", span=spanned(lag, t)) if lag > _LAG else ""
    merges = merged_at is not None and now - merged_at < _LIVE
    return took + (" " + t("So much is being said that I send several messages as one.") if merges else "")


def spanned(span: timedelta, t: Translator) -> str:
    """Write a span of time: exactly where it is short."""
    if span < timedelta(minutes=3):
        return t("{seconds} s", seconds=t.number(round(span.total_seconds(), 1)))
    return format_timedelta(span, locale=t.language)


def _waiting(standing: Standing, now: datetime, t: Translator) -> str:
    waits = t.plural(
        "{number} message waits to be delivered.", "{number} messages wait to be delivered.", standing.waiting
    )
    if standing.oldest is None:
        return waits
    return f"{waits} {t('The oldest was written {age}.', age=ago(standing.oldest, now, t))}"


def _buried(standing: Standing, t: Translator) -> list[str]:
    if not standing.buried:
        return []
    return [
        t.plural(
            "I gave up {number} message: {command}",
            "I gave up {number} messages: {command}",
            standing.buried,
            command="`bridge buried`",
        )
    ]


def given_up(owed: Owed, rooms: Rooms, now: datetime, t: Translator) -> str:
    """Return what was given up, with its number and the reason."""
    place = owed.delivery.to
    room = rooms.of(place)
    return worded(
        t,
        N_("#{number}, for {room} on {platform}, {age}: {reason}"),
        number=owed.id,
        room=room.title if room else t("a private conversation") if place.person else place.id,
        platform=place.platform.capitalize(),
        age=ago(owed.owed_at, now, t),
        reason=owed.reason or "?",
    )
