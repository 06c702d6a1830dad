"""The events in the platforms' own calendars: each shown there as it stands with us, and put right where it is not.

What is to be shown is compared with what was shown last, once a second and after every restart. Noting it and owing it
is one transaction, so that nothing is owed twice or forgotten.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import markup
from bot.core.cog import Cog, every, on
from bot.core.delivery import Action, Delivery
from bot.core.errors import N_
from bot.core.events import OccasionChanged
from bot.core.occasions import DESCRIPTION, PLACE, TITLE, Occasion, Phase
from bot.core.rooms import Purpose, Rooms
from bot.core.split import cut
from cogs.running import Running
from cogs.speech import say
from config.words import translator
from storage import events, interest, links, native_events, outbox
from storage.database import Tx
from storage.events import Event
from storage.native_events import Native

_MOST = 50
"""Discord holds 100 events that are not over (API, error 30038), also other people's."""
_AHEAD = timedelta(days=365)
"""How far ahead an event may be shown; Discord takes no start that lies five years ahead."""
_NOTICE = timedelta(seconds=15)
"""An event that begins sooner is not shown any more: its start would be past when it arrives."""


class NativeEvents(Cog):
    """Keeps the platforms' calendars as our own events are."""

    name = "native"

    def __init__(self, rooms: Rooms, running: Running) -> None:
        """Speak to the facilitators of these rooms; the running bot knows the calendars."""
        self._rooms, self._running = rooms, running

    @every(timedelta(seconds=1))
    async def follow(self, now: datetime, tx: Tx) -> None:
        """Show what has changed, begun, ended or been cancelled."""
        calendars = self._running.places.calendars()
        if not calendars:
            return
        coming = await events.next_ones(tx, now, now + _AHEAD, _MOST)
        wanted = {event.id: event for event in coming if event.kind != "deadline"}
        for calendar in calendars:
            shown = await native_events.still_open(tx, calendar)
            for number, event in wanted.items():
                await self._show(tx, event, shown.get(number) or Native(number, calendar, ""), now)
            for number in shown.keys() - wanted.keys():
                await self._take_down(tx, shown[number], await events.get(tx, number), now)

    @on(OccasionChanged)
    async def changed(self, event: OccasionChanged, tx: Tx) -> None:
        """Put right what others change in a calendar, and tell the facilitators: once for each change of ours."""
        key = await links.key_of(tx, event.ref)
        number = interest.event_of(key) if key else None
        ours = await events.get(tx, number) if number else None
        native = await native_events.get(tx, ours.id, event.ref.room) if ours else None
        if ours is None or native is None or native.key != key or native.state != "shown":
            return
        if await self._is_underway(tx, native) or event.at >= ours.ends:
            return
        if event.occasion is None:
            native = replace(native, state="taken", stamp=str(ours.revision))
            await native_events.save(tx, native)
            sentence = N_(
                "Somebody took event #{number}, “{title}”, out of the events of {platform}. With me it stands as it"
                " was; cancel it with {cancel}, or change it and I put it there again."
            )
            await self._tell(tx, native, ours, sentence, event.at)
        elif native.mended != ours.revision and not _alike(event.occasion, self._occasion(ours, event.at)):
            native = replace(native, mended=ours.revision)
            await native_events.save(tx, native)
            await self._owe(tx, native, self._occasion(ours, event.at), f"{native.stamp}:mended", event.at)
            sentence = N_(
                "Somebody changed event #{number}, “{title}”, among the events of {platform}. I have put it right;"
                " please change it with {edit}, so that every place knows."
            )
            await self._tell(tx, native, ours, sentence, event.at)

    async def _show(self, tx: Tx, event: Event, native: Native, now: datetime) -> None:
        # Nothing is written before it is known that something has changed: this runs every second for every event.
        phase = _phase(event, now)
        stamp = f"{event.revision}.{phase}.{bool(event.link_at(now))}"
        if native.stamp == stamp or (native.state == "taken" and native.stamp == str(event.revision)):
            return
        if not native.stamp or native.state == "taken" or _is_put_off(native, phase):
            if event.starts - now < _NOTICE:
                return
            if native.stamp:
                await self._finish(tx, native, event, now, Phase.OVER)
                native = replace(native, serial=native.serial + 1, state="shown")
        native = replace(native, stamp=stamp)
        await native_events.save(tx, native)
        await self._owe(tx, native, self._occasion(event, now), stamp, now)

    async def _take_down(self, tx: Tx, native: Native, event: Event | None, now: datetime) -> None:
        """End what is over or cancelled; one that is only farther off than others stays."""
        if event is None:
            return
        if event.state == "planned" and event.kind != "deadline" and event.ends > now:
            return
        over = event.state == "planned" and event.ends <= now
        await self._finish(tx, native, event, now, Phase.OVER if over else Phase.CANCELLED)
        await native_events.save(tx, replace(native, state="over"))

    async def _finish(self, tx: Tx, native: Native, event: Event, now: datetime, phase: Phase) -> None:
        if native.state == "shown":
            await self._owe(tx, native, replace(self._occasion(event, now), phase=phase), str(phase), now)

    async def _owe(self, tx: Tx, native: Native, occasion: Occasion, stamp: str, now: datetime) -> None:
        delivery = Delivery(
            f"{native.key}:{stamp}", native.calendar, Action.SCHEDULE, target=native.key, occasion=occasion
        )
        if occasion.phase is Phase.SCHEDULED:
            delivery = replace(delivery, good_until=occasion.starts)
        await outbox.put(tx, delivery, now)

    async def _is_underway(self, tx: Tx, native: Native) -> bool:
        """Tell whether we are about to change an occasion: what it looks like now is then of no matter."""
        owed = await outbox.story(tx, native.key, native.calendar)
        return any(each.state in ("pending", "sending") for each in owed)

    async def _tell(self, tx: Tx, native: Native, event: Event, sentence: str, now: datetime) -> None:
        for place in self._rooms.places_for([Purpose.FACILITATORS]):
            t = translator(self._rooms.language_of(place))
            text = say(
                t,
                sentence,
                number=event.id,
                title=event.title,
                platform=native.calendar.platform.capitalize(),
                cancel=f"/event cancel {event.id}",
                edit=f"/event edit {event.id}",
            )
            key = f"{native.key}:{native.state}:{event.revision}>{place}"
            await outbox.put(tx, Delivery(key, place, text=text), now)

    def _occasion(self, event: Event, now: datetime) -> Occasion:
        t = translator(self._rooms.language)
        link, mark = event.link_at(now), f"Stoa · #{event.id}"
        place = event.place or (link if len(link) <= PLACE else "")
        said = [t("Speakers: {speakers}", speakers=event.speakers)] if event.speakers else []
        said += [link] if link and link != place else []
        about = str(markup.parse(event.description)).strip()
        left = DESCRIPTION - len(mark) - 2 - sum(len(line) + 2 for line in said)
        said = [cut(about, left), *said] if about and left > 0 else said
        return Occasion(
            cut(event.title, TITLE),
            "\n\n".join(said),
            cut(place, PLACE) if place else "",
            event.starts,
            event.ends,
            _phase(event, now),
            mark,
        )


def _alike(shown: Occasion, ours: Occasion) -> bool:
    """Tell whether two say the same; whether it has begun is the platform's to tell."""
    return replace(shown, phase=ours.phase, mark=ours.mark) == ours


def _phase(event: Event, now: datetime) -> Phase:
    return Phase.ACTIVE if now >= event.starts else Phase.SCHEDULED


def _is_put_off(native: Native, phase: Phase) -> bool:
    """Tell whether an event had begun and is to begin again: what has begun cannot be scheduled once more."""
    return f".{Phase.ACTIVE}." in native.stamp and phase is Phase.SCHEDULED
