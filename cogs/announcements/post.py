"""What an announcement makes the bot owe to the rooms: its words, their changes, its end, and its passing on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import markup
from bot.core.delivery import Action, Delivery
from bot.core.errors import N_
from bot.core.ids import RoomRef
from bot.core.rooms import Room
from bot.core.text import RichText
from cogs.announcements.audience import Audience
from cogs.rooms import known
from cogs.running import Running
from cogs.speech import say
from config.words import translator
from storage import announcements, links, outbox
from storage.announcements import Announcement
from storage.database import Tx

_HOUR = timedelta(hours=1)
_MOST_PUBLISHED = 10
"""Messages that an announcement channel may pass on in an hour (Discord's answer to Crosspost Message beyond that)."""
_WORTH_PUBLISHING = timedelta(days=2)
"""What could not be passed on for so long is no longer news."""


class Post:
    """Owes announcements to the places of their rooms; keys are the same for the same thing, so nothing goes twice."""

    def __init__(self, audience: Audience, running: Running) -> None:
        """Reach this audience; the running bot tells which places are followed from elsewhere."""
        self._audience, self._running = audience, running

    def rooms(self, announcement: Announcement) -> tuple[Room, ...]:
        """Return the rooms to which an announcement is to go that there are."""
        return known(self._audience.rooms, announcement.rooms)

    def places(self, announcement: Announcement) -> list[RoomRef]:
        """Return the places to which an announcement is to go."""
        return [place for room in self.rooms(announcement) for place in room.places]

    def words(self, announcement: Announcement, place: RoomRef) -> RichText:
        """Return an announcement as it is read in a place."""
        t = translator(self._audience.rooms.language_of(place))
        heading = say(t, N_("📣 **Announcement**"))
        if announcement.author_name:
            heading = say(t, N_("📣 **Announcement** · {name}"), name=announcement.author_name)
        return heading + markup.parse(announcement.text)

    def cut(self, announcement: Announcement) -> dict[str, tuple[RichText, ...]]:
        """Return, by platform, the messages that an announcement becomes where it is too long for one."""
        found: dict[str, tuple[RichText, ...]] = {}
        for place in self.places(announcement):
            if place.platform not in found:
                found[place.platform] = self._running.places.pieces(self._delivery(announcement, place))
        return {platform: pieces for platform, pieces in found.items() if len(pieces) > 1}

    async def send(self, tx: Tx, announcement: Announcement, now: datetime) -> Announcement:
        """Owe an announcement to its places; return it as sent."""
        sent = replace(announcement, state="sent", at=now, edited=announcement.revision, settled=False)
        await announcements.save(tx, sent)
        places = self.places(sent)
        await announcements.go_to(tx, sent.id, places)
        await self._owe(tx, (self._delivery(sent, place) for place in places), now)
        return sent

    async def change(self, tx: Tx, announcement: Announcement, now: datetime) -> Announcement:
        """Have the rooms read an announcement as it is now; what waits yet is sent with the new words at once."""
        changed = replace(announcement, edited=announcement.revision, proposal=None, proposed_by=None, settled=False)
        await announcements.save(tx, changed)
        for spot in await announcements.spots(tx, changed.id):
            posted = await outbox.with_key(tx, key(changed, spot.place))
            post = self._delivery(changed, spot.place)
            if posted and await outbox.take_back(tx, posted.id):
                await outbox.put(tx, post, now)
                continue
            edit = replace(post, key=edit_key(changed, spot.place, changed.revision), action=Action.EDIT)
            await outbox.put(tx, replace(edit, target=post.key), now)
            await announcements.note_edit(tx, changed.id, spot.place, changed.revision)
        return changed

    async def withdraw(self, tx: Tx, announcement: Announcement, now: datetime) -> None:
        """Take an announcement back from its places; where it waits yet it is never sent."""
        gone = replace(announcement, state="withdrawn", proposal=None, proposed_by=None, settled=True)
        await announcements.save(tx, gone)
        for spot in await announcements.spots(tx, gone.id):
            posted = await outbox.with_key(tx, key(gone, spot.place))
            if posted and await outbox.take_back(tx, posted.id):
                await announcements.note_dropped(tx, gone.id, spot.place)
                continue
            delete = Delivery(withdraw_key(gone, spot.place), spot.place, Action.DELETE, target=key(gone, spot.place))
            await outbox.put(tx, delivery=delete, now=now)

    async def publish(self, tx: Tx, now: datetime) -> None:
        """Have what has arrived in followed places passed on from there, as fast as that is allowed."""
        for number, place in await announcements.unpublished(tx, now - _WORTH_PUBLISHING):
            target = f"announcement:{number}>{place}"
            posted = await outbox.with_key(tx, target)
            if not self._running.places.publishes(place) or posted is None or posted.state != "sent":
                continue
            messages = len(await links.parts(tx, target))
            if await announcements.published(tx, place, now - _HOUR) + messages > _MOST_PUBLISHED:
                continue
            passing = Delivery(publish_key(number, place), place, Action.PUBLISH, target=target)
            await outbox.put(tx, passing, now)
            await announcements.note_published(tx, number, place, messages, now)

    def _delivery(self, announcement: Announcement, place: RoomRef) -> Delivery:
        return Delivery(
            key(announcement, place),
            place,
            text=self.words(announcement, place),
            attachments=announcement.attachments,
            notify=self._audience.notified(announcement.mention),
        )

    @staticmethod
    async def _owe(tx: Tx, deliveries: Iterable[Delivery], now: datetime) -> None:
        await outbox.put_all(tx, ((delivery, None) for delivery in deliveries), now)


def key(announcement: Announcement, place: RoomRef) -> str:
    """Return the key under which an announcement is owed to a place."""
    return f"announcement:{announcement.id}>{place}"


def edit_key(announcement: Announcement, place: RoomRef, revision: int) -> str:
    """Return the key of a change of an announcement in a place."""
    return f"announcement:{announcement.id}:edit:{revision}>{place}"


def withdraw_key(announcement: Announcement, place: RoomRef) -> str:
    """Return the key of an announcement's end in a place."""
    return f"announcement:{announcement.id}:withdraw>{place}"


def publish_key(number: int, place: RoomRef) -> str:
    """Return the key under which an announcement is passed on from a place."""
    return f"announcement:{number}:publish>{place}"
