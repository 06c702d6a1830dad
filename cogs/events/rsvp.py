"""Coming to an event by showing it: an emoji under a message about it, or interest in a platform's own calendar."""

from __future__ import annotations

from bot.core import markup
from bot.core.cog import Cog, on
from bot.core.emoji import qualified
from bot.core.events import Reacted, Unreacted
from bot.core.occasions import INTERESTED
from bot.core.rooms import Rooms
from cogs.events import phrases
from cogs.events.guests import come, stay_away, waits
from cogs.events.reminders import Reminders
from config.settings import EventsSettings
from config.words import translator
from storage import events, interest, links, zones
from storage.database import Tx
from storage.events import Event


class Rsvp(Cog):
    """Has the one list of who comes follow what people show in any place.

    Whoever shows it in several comes until they show it in none. What this keeps of people is told and forgotten with
    the lists.
    """

    name = "rsvp"

    def __init__(self, rooms: Rooms, settings: EventsSettings) -> None:
        """Follow the events of these rooms."""
        self._reminders = Reminders(rooms, settings)

    @on(Reacted, Unreacted)
    async def follow(self, event: Reacted | Unreacted, tx: Tx) -> None:
        """Put somebody on a list, or take them off it, as long as the event is to come."""
        if event.person.bot or qualified(event.emoji) != INTERESTED:
            return
        key = await links.key_of(tx, event.ref)
        number = interest.event_of(key) if key else None
        about = await events.get(tx, number) if number else None
        if about is None or about.kind == "deadline":
            return
        if isinstance(event, Reacted):
            await interest.show(tx, event.ref, event.person.ref, about.id)
            # Where the emoji is a choice that was offered, the command behind it has been run and answered.
            if not event.command and _is_to_come(about, event):
                await self._come(event, about, tx)
            return
        withdrawn = isinstance(event, Unreacted) and await interest.withdraw(tx, event.ref, event.person.ref)
        elsewhere = await interest.of_person(tx, event.person.ref, about.id)
        if withdrawn and not elsewhere and _is_to_come(about, event):
            await stay_away(tx, self._reminders, about, event.person.ref, event.at)

    async def _come(self, event: Reacted, about: Event, tx: Tx) -> None:
        """Put somebody on the list; only who has to wait for a place, or now gets the link, is written to."""
        mine = await come(tx, about, event.person, event.at)
        room = self._reminders.room_of(event.person.ref, await zones.of_person(tx, event.person.ref))
        t = translator(room.language)
        if mine.waiting:
            text = await waits(t, tx, about, mine)
        else:
            text = " ".join(phrases.for_guests(t, about, event.at))
        if text:
            key = f"waits:{about.id}:{mine.id}"
            await self._reminders.write(tx, event.person.ref, key, markup.parse(text), event.at)


def _is_to_come(about: Event, event: Reacted | Unreacted) -> bool:
    return about.state == "planned" and event.at < about.starts
