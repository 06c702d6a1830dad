"""What an asker writes after their question was passed on: it is added to the ticket, and opens it again."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.core import markup
from bot.core.events import MessagePosted
from bot.core.ids import MessageRef
from cogs.helpdesk import wording
from cogs.helpdesk.desk import Desk
from cogs.helpdesk.rules import WORDS, Said
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from config.words import translator
from storage import links, questions, tickets
from storage.database import Tx
from storage.tickets import Ticket

_OPEN_AGAIN = timedelta(days=7)
_ANSWER = re.compile(r"helpdesk:ticket:(\d+):answer:")


class FollowUps:
    """Recognises them by the answer they reply to, by the question's thread, or by coming next in private."""

    def __init__(self, desk: Desk, voice: Voice) -> None:
        """Work for a desk, and speak through a voice."""
        self._desk, self._voice = desk, voice

    async def ticket(self, event: MessagePosted, tx: Tx) -> Ticket | None:
        """Return the ticket that a message may follow up on, by where it stands; its text is not looked at."""
        if event.reply_to is not None:
            found = _ANSWER.match(await links.key_of(tx, event.reply_to) or "")
            answered = await self._answered(event, tx) if found else []
            return next((each for each in answered if found and each.number == int(found[1])), None)
        if event.thread is not None:
            return await self._in_thread(event, event.thread, tx)
        return await self._next_in_private(event, tx) if event.ref.room.person is not None else None

    async def heard(self, event: MessagePosted, said: Said, ticket: Ticket, tx: Tx) -> bool:
        """Take a message that stands where its author's ticket is followed up; return whether it was one.

        Thanks open nothing again. In private, where nothing else ties it to the ticket, a greeting or a question that
        has an answer is something new.
        """
        if event.reply_to is None and event.thread is None:
            if said not in (*WORDS, Said.COURTESY):
                return False
            if said in WORDS and await self._desk.sure(str(event.text), tx):
                return False
        if said in WORDS:
            await self._add(event, ticket, tx)
        return True

    async def _answered(self, event: MessagePosted, tx: Tx) -> list[Ticket]:
        since = event.at - _OPEN_AGAIN
        asked = await tickets.asked_by(tx, event.author.ref, since)
        answered = [(each.answered_at, each) for each in asked if each.answered_at and each.answered_at >= since]
        return [each for _, each in sorted(answered, key=lambda pair: pair[0], reverse=True)]

    async def _in_thread(self, event: MessagePosted, thread: MessageRef, tx: Tx) -> Ticket | None:
        ticket = await tickets.in_thread(tx, thread, event.author.ref)
        if ticket is None or ticket.state in ("open", "taken"):
            return ticket
        return ticket if ticket in await self._answered(event, tx) else None

    async def _next_in_private(self, event: MessagePosted, tx: Tx) -> Ticket | None:
        home = event.ref.room
        here = next((each for each in await self._answered(event, tx) if wording.home_of(each.question) == home), None)
        if here is None or here.answered_at is None:
            return None
        last = await questions.last_of(tx, event.author.ref)
        return here if last is None or last <= here.answered_at else None

    async def _add(self, event: MessagePosted, ticket: Ticket, tx: Tx) -> None:
        text = str(event.text)
        again = ticket.state in ("answered", "closed")
        await tickets.follow_up(tx, ticket.number, event.author.ref, text, event.at)
        t = translator(self._voice.facilitators_language)
        note = (
            t("❓ Request #{number} is open again: “{text}”.", number=ticket.number, text=wording.quoted(text))
            if again
            else t("Request #{number}, its asker adds: “{text}”.", number=ticket.number, text=wording.quoted(text))
        )
        note = f"{note}\n{wording.how_to_answer(t, ticket.number)}"
        key = f"ticket:{ticket.number}:follow-up:{event.ref}"
        choices = () if ticket.holder else (wording.take_it(t, ticket.number),)
        await self._voice.tell_facilitators(tx, key, Spoken(markup.parse(note), choices), event.at)
        if again:
            await self._confirm(event, ticket, tx)

    async def _confirm(self, event: MessagePosted, ticket: Ticket, tx: Tx) -> None:
        t = translator(ticket.question.language)
        lead = t("I told the support team; request #{number} is open again.", number=ticket.number)
        when = self._desk.response_time(t.language, event.at)
        spoken = Spoken(markup.parse(f"{lead} {when}"))
        await self._voice.say(tx, ticket.question, f"ticket:{ticket.number}:again:{event.ref}", spoken, event.at)
