"""What of a queue becomes one digest: gathered from its head, as much as one message takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile

from bot.core.delivery import Action, Delivery
from bot.core.errors import N_
from bot.core.events import Person
from bot.core.ids import MessageRef, RoomRef
from bot.core.ports import ChatPlatform
from bot.core.rooms import Rooms
from bot.core.text import EMPTY, RichText
from bot.engine.digest import Reader, counted, is_late, key_of, may_merge, ordered, written
from config.words import translator
from storage import links, outbox
from storage.database import Tx
from storage.digests import Digest, Member, Place
from storage.outbox import Owed

MOST_PAGES = 5
"""Digests after which what is left of a flood of late messages is only counted."""

_PAGE = 100
_READ = 5000
"""Rows of a queue that are read at most for one digest."""


@dataclass(slots=True)
class Run:
    """Messages at the head of a queue that may be one, by their keys, and what of the queue is settled by that."""

    thread: MessageRef | None
    files: bool = False
    posts: dict[str, Owed] = field(default_factory=dict)
    needless: list[int] = field(default_factory=list)
    reworded: dict[str, Owed] = field(default_factory=dict)
    ended: bool = False

    def take(self, owed: Owed, *, alone: bool) -> None:
        """Take one more of the queue; what changes a message that is still here changes it here.

        Other changes are left in the queue: they may be overtaken, messages may not.
        """
        said, post = owed.delivery, self.posts.get(owed.delivery.target or "")
        if said.action is Action.POST:
            self.ended = alone or not may_merge(owed, files=self.files) or said.thread != self.thread
            if not self.ended:
                self.posts[said.key] = owed
        elif post is not None and said.action is Action.EDIT:
            changed = replace(post, delivery=replace(post.delivery, text=said.text, attachments=said.attachments))
            self.ended = not may_merge(changed, files=self.files)
            if not self.ended:
                self.posts[post.delivery.key] = self.reworded[post.delivery.key] = changed
                self.needless.append(owed.id)
        elif post is not None and said.action is Action.DELETE:
            del self.posts[post.delivery.key]
            self.reworded.pop(post.delivery.key, None)
            self.needless += [post.id, owed.id]


class Merger:
    """Puts digests together."""

    def __init__(self, platforms: Mapping[str, ChatPlatform], rooms: Rooms, leads: Callable[[Person], bool]) -> None:
        """`leads` tells whose messages come first."""
        self._platforms, self._rooms, self._leads = platforms, rooms, leads
        self.alone: set[int] = set()
        """The numbers of what was tried in a digest in vain, and is sent by itself."""

    def reader(self, room: RoomRef) -> Reader:
        """Return for whom what is said in a room is written."""
        return Reader(translator(self._rooms.language_of(room)), self._rooms.zone_of(room))

    async def is_alone(self, tx: Tx, owed: Owed) -> bool:
        """Tell whether a message was in a digest in vain, or has been sent in part already."""
        begun = owed.attempts or owed.reason
        return owed.id in self.alone or (bool(begun) and bool(await links.parts(tx, owed.delivery.key)))

    def spoken(self, digest: Digest) -> Delivery:
        """Return what is delivered for a digest."""
        thread = digest.members[0].delivery.thread
        return Delivery(digest.key, digest.room, text=written(digest, self.reader(digest.room)), thread=thread)

    async def run(self, tx: Tx, queue: Sequence[Owed], now: datetime, page: int | None) -> Run:
        """Read a queue, from its beginning on, as far as one digest can hold of it, or as far as the run goes.

        `page` as in `page`: the first one and what is only counted tell of all that waits.
        """
        whole = page is not None and (page == 0 or page >= MOST_PAGES)
        head, rows, read = queue[0].delivery, list(queue), 0
        run = Run(head.thread, files=page is not None)
        while rows and not run.ended and read < _READ:
            for owed in rows:
                if not run.ended:
                    run.take(owed, alone=await self.is_alone(tx, owed))
            read += len(rows)
            if not whole and not self._fits(self._digest([*run.posts.values()], now)):
                break
            rows = await outbox.queue(tx, head.to, _PAGE, after=rows[-1].id)
        await outbox.sent(tx, run.needless, now)
        for owed in run.reworded.values():
            await outbox.reword(tx, owed)
        return run

    async def page(self, tx: Tx, posts: Sequence[Owed], now: datetime, number: int | None) -> Digest | None:
        """Put as much into a digest as one message takes; None where not even the first has room.

        `number` counts (from 0) the digests that catch up on a flood; None stands for one that does not.
        """
        if number is not None:
            posts = list(takewhile(lambda owed: is_late(owed.delivery.said_at, now), posts))
        if not posts:
            return None
        if number is not None and number >= MOST_PAGES:
            heading = self._heading(posts, N_("… and {number} more, from {first} to {last}. {link}"), now)
            shown = self._digest(posts, now, answers=await self._answers(tx, posts))
            return shown if self._fits(shown) else self._digest(posts, now, heading, place=Place.COUNTED)
        sentence = N_("{number} messages from {first} to {last}. {link}")
        heading = self._heading(posts, sentence, now) if number == 0 else EMPTY
        answers = await self._answers(tx, posts)
        low, high = 0, len(posts)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self._fits(self._digest(posts[:middle], now, heading, answers))
            low, high = (middle, high) if fits else (low, middle - 1)
        return self._digest(posts[:low], now, heading, answers) if low else None

    def _digest(
        self,
        posts: Sequence[Owed],
        now: datetime,
        heading: RichText = EMPTY,
        answers: Mapping[str, str] | None = None,
        place: Place = Place.SHOWN,
    ) -> Digest:
        members = [Member(owed.delivery, place, (answers or {}).get(owed.delivery.key, "")) for owed in posts]
        shown = ordered(members, self._leads)
        return Digest(key_of(shown), posts[0].delivery.to if posts else RoomRef("", ""), now, shown, heading)

    def _fits(self, digest: Digest) -> bool:
        return not digest.members or len(self._platforms[digest.room.platform].split(self.spoken(digest))) == 1

    async def _answers(self, tx: Tx, posts: Sequence[Owed]) -> dict[str, str]:
        """Return by their keys whom messages answer, as far as we passed on what those said."""
        here = {owed.delivery.origin: owed.delivery for owed in posts}
        names: dict[str, str] = {}
        for owed in posts:
            about = owed.delivery.reply_to
            if about is not None:
                said = here.get(about) or await _passed_on(tx, about)
                names[owed.delivery.key] = said.as_person.name if said and said.as_person else ""
        return names

    def _heading(self, posts: Sequence[Owed], sentence: str, now: datetime) -> RichText:
        """Say how much came from when to when, with a link to the first of it in the place where it was written."""
        origin = posts[0].delivery.origin
        link = self._platforms[origin.room.platform].link_to(origin) if origin else ""
        said = [owed.delivery.said_at or owed.owed_at for owed in posts]
        return counted(sentence, len(posts), min(said), max(said), link, now, self.reader(posts[0].delivery.to))


async def _passed_on(tx: Tx, message: MessageRef) -> Delivery | None:
    """Return the delivery by which a message came or went to another place, while that is noted."""
    key = await links.key_of(tx, message)
    keys = [key] if key else [key for _, key in await links.copies(tx, message)]
    owed = await outbox.with_key(tx, keys[0]) if keys else None
    return owed.delivery if owed else None
