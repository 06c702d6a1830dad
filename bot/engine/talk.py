"""Commands and choices that come as ordinary messages and reactions, on platforms without buttons and slashes."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta

from bot.core import markup
from bot.core.commands import Asked, Reply
from bot.core.delivery import Delivery, token_of
from bot.core.events import MessagePosted, Person, Reacted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rooms import Rooms
from bot.core.text import RichText
from bot.engine.invoker import HELP, Invoker, reply_key
from config.words import translator
from storage import links, offers, outbox, people
from storage.database import Tx
from storage.offers import Offer

_LONGEST_CHOICE = 8
"""Characters of a number or an emoji that somebody writes to choose, and what stands around it."""
_LONGEST_LABEL = 40
"""Characters of a label that somebody writes in words to choose."""
_REMEMBERED, _REMEMBERED_IN_ROOMS = timedelta(hours=1), timedelta(minutes=10)
"""How long a bare number answers what was last offered: in private, and where others talk as well."""
_CROSSING = timedelta(seconds=15)
"""What somebody writes so soon after choices were offered was on its way already: they had not read them yet."""

_VARIATION = "\ufe0f"
_KEYCAPS = {f"{number}\u20e3": str(number) for number in range(1, 10)}


class Talk:
    """Finds the command in a message or a reaction, runs it, and owes the answer to where it was given."""

    def __init__(self, invoker: Invoker, rooms: Rooms, prefix: str) -> None:
        """Listen for lines that begin with the prefix (such as !stoa)."""
        self._invoker, self._rooms, self._prefix = invoker, rooms, prefix

    async def message(self, event: MessagePosted, tx: Tx) -> MessagePosted:
        """Run the command or the choice that a message is, if it is one; return it with `command` filled in."""
        if event.author.bot:
            return event
        line = self._line(event)
        offer = None if line else await self._chosen(event, tx)
        if offer is None:
            at = event.at
            await offers.pass_over(tx, event.ref.room, event.author.ref, at - _REMEMBERED, at - _CROSSING)
        if line:
            formatted = markup.render(event.text)
            await self._answer(event, tx, line, formatted[formatted.find(line.split()[0]) :])
            return replace(event, command=line)
        if offer is None:
            return event
        await self._answer(event, tx, offer.choice.command, "", chosen=offer)
        return replace(event, command=offer.choice.command)

    async def reaction(self, event: Reacted, tx: Tx) -> Reacted:
        """Run the choice that a reaction stands for, if it is one; return it with `command` filled in.

        One that is offered to somebody else is not run, but stands for that choice all the same.
        """
        key = await links.key_of(tx, event.ref)
        offer = _matching(await offers.with_token(tx, token_of(key)), event.emoji) if key else None
        if offer is None:
            return event
        if not event.person.bot and await _is_open_to(event.person, offer, tx):
            asked = self._asked(event.person, event.ref.room, event, event.id)
            reply = await self._invoker.run(tx, offer.choice.command, asked, chosen=True)
            if not reply.passing:
                await self._owe(tx, asked, reply, event.ref)
        return replace(event, command=offer.choice.command)

    async def choose(self, tx: Tx, token: str, number: int, asked: Asked) -> Reply:
        """Run a choice by its number, as pressed on a button."""
        offer = next((offer for offer in await offers.with_token(tx, token) if offer.number == number), None)
        t = translator(asked.language)
        if offer is None:
            return Reply(RichText.plain(t("This choice is no longer open. Please ask again.")), private=True)
        if not await _is_open_to(asked.person, offer, tx):
            return Reply(RichText.plain(t("These choices are for the person who asked.")), private=True)
        return await self._invoker.run(tx, offer.choice.command, asked, chosen=True)

    def _line(self, event: MessagePosted) -> str:
        text = str(event.text).strip()
        first, _, rest = text.partition(" ")
        if first.casefold() == self._prefix:
            return self._invoker.meant(rest.strip() or HELP)
        addressed = event.addressed or event.ref.room.person is not None
        return text if addressed and self._invoker.reads(text) else ""

    async def _chosen(self, event: MessagePosted, tx: Tx) -> Offer | None:
        text, private = str(event.text).strip(), event.ref.room.person is not None
        by_words = private or event.reply_to is not None
        if not text or (len(text) > (_LONGEST_LABEL if by_words else _LONGEST_CHOICE) and not private):
            return None
        if event.reply_to:
            # What answers something else must not be taken for an answer to what was offered last.
            key = await links.key_of(tx, event.reply_to)
            open_to = await offers.with_token(tx, token_of(key)) if key else []
        else:
            since = event.at - (_REMEMBERED if private else _REMEMBERED_IN_ROOMS)
            open_to = await offers.latest(tx, event.ref.room, event.author.ref, since)
        offer = _matching(open_to, text) if len(text) <= _LONGEST_CHOICE else None
        if offer is None and by_words:
            # Where others talk, "yes" may be said to anybody.
            offer = _called(open_to, text)
        if offer is None and private:
            offer = next((each for each in open_to if each.choice.takes_text), None)
        return offer if offer and await _is_open_to(event.author, offer, tx) else None

    async def _answer(
        self, event: MessagePosted, tx: Tx, line: str, markdown: str, *, chosen: Offer | None = None
    ) -> None:
        asked = self._asked(event.author, event.ref.room, event, str(event.ref))
        asked = replace(asked, message=event.ref, thread=event.thread, reply_to=event.reply_to)
        asked = replace(asked, attachments=event.attachments)
        said = str(event.text).strip()
        written = said if chosen and not (_matching([chosen], said) or _called([chosen], said)) else None
        reply = await self._invoker.run(tx, line, asked, markdown=markdown, chosen=chosen is not None, written=written)
        await self._owe(tx, asked, reply, event.ref, thread=event.thread or event.ref)

    def _asked(self, person: Person, room: RoomRef, event: MessagePosted | Reacted, id: str) -> Asked:
        return Asked(
            person, room, event.at, language=self._rooms.language_of(room), zone=self._rooms.zone_of(room), id=id
        )

    async def _owe(
        self, tx: Tx, asked: Asked, reply: Reply, about: MessageRef, thread: MessageRef | None = None
    ) -> None:
        if not reply.text:
            return
        private = reply.private and not reply.refused and asked.room.person is None
        to = RoomRef.direct(asked.person.ref) if private else asked.room
        delivery = Delivery(
            key=reply.key or reply_key(asked),
            to=to,
            text=reply.text,
            reply_to=about,
            thread=None if to.person else thread,
            choices=reply.choices,
            offered_to=str(asked.person.ref),
        )
        await outbox.put(tx, delivery, asked.at)


async def _is_open_to(person: Person, offer: Offer, tx: Tx) -> bool:
    """Tell whether somebody may choose what is offered: by any of their accounts."""
    return offer.person is None or await people.same(tx, PersonRef.parse(offer.person), person.ref)


def _matching(open_to: list[Offer], said: str) -> Offer | None:
    """Return what somebody chooses by its number or else by how its label begins, which may be a number, too."""
    said = said.rstrip(".)").replace(_VARIATION, "")
    said = _KEYCAPS.get(said, said)
    numbered = next((offer for offer in open_to if said == str(offer.number)), None)
    begins = (offer for offer in open_to if said == offer.choice.label.split(" ")[0].replace(_VARIATION, ""))
    return numbered or next(begins, None)


def _called(open_to: list[Offer], said: str) -> Offer | None:
    """Return what somebody chooses by its label's words: "όχι" for «❌ Όχι», in any case, with accents or without."""
    words = _bare(said)
    return next((offer for offer in open_to if words and words == _bare(offer.choice.label)), None)


def _bare(text: str) -> str:
    """Return the letters and digits of a text in lower case, without accents, and the blanks between them."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return " ".join(
        "".join(char if char.isalnum() else " " for char in apart if not unicodedata.combining(char)).split()
    )
