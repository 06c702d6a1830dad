"""What an asker writes after their question was passed on: it is added to the ticket, and opens it again."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from bot.core import markup
from bot.core.delivery import Delivery
from bot.core.errors import N_
from bot.core.events import MessagePosted
from bot.core.ids import MessageRef
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.conversation import TALK, addition_key, number_in
from cogs.helpdesk.desk import Desk
from cogs.helpdesk.rules import WORDS, Said, kind_of
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from config.settings import HelpdeskSettings
from config.words import translator
from storage import links, outbox, people, questions, ticket_messages, tickets
from storage.database import Tx
from storage.questions import Question
from storage.tickets import Ticket

_Found = TypeVar("_Found")

_ASKED_BY = ("helpdesk:answer:", "reply:")
"""How the keys begin of what was said to a question at once: to a message, and to a command."""
MINUTE = timedelta(minutes=1)
"""Within which what one person says is counted."""
_TOO_MUCH = N_(
    "I am getting many messages from you at once. Those marked 🚫 did not reach the support team: please send them"
    " again in 1 minute, in one message if you can."
)
_NEXT = timedelta(minutes=10)
"""A file that its asker sends so soon after a question belongs to it."""


class FollowUps:
    """Recognises them by what they reply to, by the question's thread, or by coming next in private."""

    def __init__(self, desk: Desk, voice: Voice, settings: HelpdeskSettings) -> None:
        """Work for a desk, and speak through a voice.

        The settings say how long after its end a ticket opens again, and how much one person may say in a minute.
        """
        self._desk, self._voice = desk, voice
        self._again, self._most = timedelta(days=settings.reopen_days), settings.questions_per_minute

    async def ticket(self, event: MessagePosted, tx: Tx) -> Ticket | None:
        """Return the ticket that a message may follow up on, by where it stands; its text is not looked at.

        It is the author's own, although it may have been merged into another meanwhile.
        """
        if event.reply_to is not None and (found := await self._answered(event, event.reply_to, tx)):
            return found
        if event.thread is not None:
            roots = await self._roots(event.thread, tx)
            found = await _first(tickets.in_thread(tx, root, event.author.ref) for root in roots)
            return found if found and found in await self._asked(event, tx) else None
        return await self._next_in_private(event, tx) if event.ref.room.person is not None else None

    async def heard(self, event: MessagePosted, said: Said, ticket: Ticket, tx: Tx) -> bool:
        """Take a message that stands where its author's ticket is followed up; return whether it was one.

        Thanks open nothing again. In private, where nothing else ties it to the ticket, a greeting or a question that
        has an answer is something new.
        """
        if event.reply_to is None and event.thread is None:
            if said not in (*WORDS, Said.COURTESY) and not event.attachments:
                return False
            if said in WORDS and await self._desk.sure(str(event.text), tx):
                return False
        if said in (*WORDS, Said.CALL) or event.attachments:
            await self._add(event, ticket, tx)
        return True

    async def collected(self, event: MessagePosted, tx: Tx) -> bool:
        """Keep what an asker sends after a question that has no ticket yet, for when it is passed on; return if it was.

        A file that comes next in the room, without more, is added to a ticket as well, if there is one already.
        """
        question = await self._question_before(event, tx)
        said = kind_of(event.text) if question is not None else Said.NOTHING
        if question is None or not question.text or (said not in WORDS and not event.attachments):
            return False
        ticket = await tickets.of_question(tx, question.id)
        if ticket is not None:
            await self._add(event, ticket, tx)
            return True
        await questions.collect(tx, question, str(event.text) if said in WORDS else "", event.attachments)
        if event.attachments:
            await self._voice.react(tx, f"heard:{event.ref}", event.ref, "📎", event.at)
        return True

    async def _question_before(self, event: MessagePosted, tx: Tx) -> Question | None:
        """Return the author's question to which a message belongs, by its thread, its reply, or as their next file."""
        who = event.author.ref
        if event.reply_to is not None:
            key = await links.key_of(tx, event.reply_to) or ""
            found = await asked_with(key.removesuffix(f">{event.reply_to.room}"), tx)
            found = found or await questions.of_message(
                tx, str(await links.origin_of(tx, event.reply_to) or event.reply_to)
            )
            if found is not None and found.person is not None and await people.same(tx, found.person, who):
                return found
        if event.thread is not None:
            return await _first(questions.in_thread(tx, root, who) for root in await self._roots(event.thread, tx))
        if event.reply_to is not None or not event.attachments:
            return None
        return await questions.lately_in(tx, event.ref.room, who, event.at - _NEXT)

    async def _roots(self, thread: MessageRef, tx: Tx) -> list[MessageRef]:
        """Return the message under which a thread hangs, here and in the other places of the room."""
        room = self._voice.rooms.of(thread.room)
        others = [await links.counterpart(tx, thread, place) for place in (room.places if room else ())]
        return list(dict.fromkeys([thread, *filter(None, others)]))

    async def _asked(self, event: MessagePosted, tx: Tx) -> list[Ticket]:
        return await tickets.asked_by(tx, event.author.ref, event.at - self._again)

    async def _answered(self, event: MessagePosted, message: MessageRef, tx: Tx) -> Ticket | None:
        """Return the ticket about which the message is that this one replies to."""
        key = await links.key_of(tx, message) or ""
        number = number_in(key) or await _passed_on_in(key.removesuffix(f">{message.room}"), tx)
        if number is None:
            return None
        return next((each for each in await self._asked(event, tx) if each.number == number), None)

    async def _next_in_private(self, event: MessagePosted, tx: Tx) -> Ticket | None:
        """Return the ticket of which somebody was told last, if they have asked nothing else since.

        After one that they called solved, what comes next is something new.
        """
        here: list[tuple[datetime, Ticket]] = []
        for each in await self._asked(event, tx):
            now = await tickets.current(tx, each.number) or each
            if now.solved_at is not None:
                continue
            home = wording.home_of(each.question) == event.ref.room
            if home or await ticket_messages.whispered(tx, now.number):
                moments = (each.question.at, now.answered_at, now.closed_at)
                here.append((max(moment for moment in moments if moment), each))
        if not here:
            return None
        told_at, ticket = max(here, key=lambda pair: pair[0])
        last = await questions.last_of(tx, event.author.ref)
        return ticket if last is None or last <= told_at else None

    async def _add(self, event: MessagePosted, ticket: Ticket, tx: Tx) -> None:
        if await self._is_too_much(event, tx):
            await self._refuse(event, ticket, tx)
            return
        now = await tickets.current(tx, ticket.number) or ticket
        last = await ticket_messages.last(tx, now.number)
        talking = now.state == "answered" and last is not None and event.at - last.at <= TALK
        again = not now.waiting and not talking
        asked = ticket.question
        await tickets.follow_up(
            tx,
            now.number,
            event.author.ref,
            markup.render(event.text),
            event.at,
            name="" if asked.anonymous else event.author.name,
            source=event.ref,
            private=event.ref.room.person is not None and not asked.private,
            opening=again,
        )
        t = translator(self._voice.facilitators_language)
        text = ticket_words.addition(t, now, asked, event.text, again=again)
        choices = () if now.holder else (wording.take_it(t, now.number),)
        files = ticket_words.unsigned(event.attachments, asked)
        spoken, key = Spoken(text, choices, files=files), addition_key(now.number, event.ref)
        await self._voice.tell_facilitators(tx, key, spoken, event.at, about=now)
        await self._desk.waits_again(now.number, event.at, tx)
        if again:
            await self._confirm(event, ticket, tx)
        else:
            await self._voice.react(tx, f"heard:{event.ref}", event.ref, "✅", event.at)

    async def _is_too_much(self, event: MessagePosted, tx: Tx) -> bool:
        """Tell whether somebody says more in private than their questions and what they add may be."""
        if event.ref.room.person is None:
            return False
        who, since = event.author.ref, event.at - MINUTE
        asked, _ = await questions.counts_since(tx, who, since)
        return asked + await ticket_messages.follow_ups_since(tx, who, since) >= self._most

    async def _refuse(self, event: MessagePosted, ticket: Ticket, tx: Tx) -> None:
        """Mark a message that goes no further; what the mark means is told once a minute."""
        await self._voice.react(tx, f"refused:{event.ref}", event.ref, "🚫", event.at)
        text = markup.parse(translator(ticket.question.language)(_TOO_MUCH))
        key = f"helpdesk:ticket:{ticket.number}:limited:{event.at:%Y%m%dT%H%M}"
        await outbox.put(tx, Delivery(key, event.ref.room, text=text, reply_to=event.ref), event.at)

    async def _confirm(self, event: MessagePosted, ticket: Ticket, tx: Tx) -> None:
        t = translator(ticket.question.language)
        lead = t("I told the support team; request #{number} is open again.", number=ticket.number)
        when = self._desk.response_time(t.language, event.at)
        spoken = Spoken(markup.parse(f"{lead} {when}"), opens=True)
        await self._voice.say(tx, ticket.question, f"ticket:{ticket.number}:again:{event.ref}", spoken, event.at)


async def _first(found: Iterable[Awaitable[_Found | None]]) -> _Found | None:
    """Return the first of what is looked for one after the other."""
    for each in found:
        if (known := await each) is not None:
            return known
    return None


async def asked_with(said: str, tx: Tx) -> Question | None:
    """Return the question to which something was said at once, under a key (without its place)."""
    at_once = next((start for start in _ASKED_BY if said.startswith(start)), None)
    if at_once is None:
        return None
    name = said.removeprefix(at_once)
    return await questions.of_message(tx, f"ask:{name}" if at_once == "reply:" else name)


async def _passed_on_in(said: str, tx: Tx) -> int | None:
    """Return the number of the ticket of which its asker was told at once, under a key (without its place)."""
    question = await asked_with(said, tx)
    ticket = await tickets.of_question(tx, question.id) if question else None
    return ticket.number if ticket else None
