"""What an asker writes after their question was passed on: it is added to the ticket, and opens it again."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.core import markup
from bot.core.events import MessagePosted
from cogs.helpdesk import wording
from cogs.helpdesk.desk import Desk
from cogs.helpdesk.rules import Said
from cogs.helpdesk.voice import Voice
from cogs.helpdesk.wording import Spoken
from config.words import translator
from storage import links, questions, tickets
from storage.database import Tx
from storage.tickets import Ticket

_OPEN_AGAIN = timedelta(days=7)
_ANSWER = re.compile(r"helpdesk:ticket:(\d+):answer:")
_WORDS = (Said.QUESTION, Said.TALK)


class FollowUps:
    """Recognises them by the answer they reply to, by the question's thread, or by coming next in private."""

    def __init__(self, desk: Desk, voice: Voice) -> None:
        """Work for a desk, and speak through a voice."""
        self._desk, self._voice = desk, voice

    async def heard(self, event: MessagePosted, said: Said, tx: Tx) -> bool:
        """Take a message if it follows up on its author's ticket; return whether it did. Thanks open nothing again."""
        ticket = await self._ticket(event, said, tx)
        if ticket is None:
            return False
        if said in _WORDS:
            await self._add(event, ticket, tx)
        return True

    async def _ticket(self, event: MessagePosted, said: Said, tx: Tx) -> Ticket | None:
        answered = await tickets.answered_for(tx, event.author.ref, event.at - _OPEN_AGAIN)
        if event.reply_to is not None:
            found = _ANSWER.match(await links.key_of(tx, event.reply_to) or "")
            return next((each for each in answered if found and each.number == int(found[1])), None)
        if event.thread is not None:
            ticket = await tickets.in_thread(tx, event.thread, event.author.ref)
            waiting = ticket is not None and ticket.state in ("open", "taken")
            return ticket if waiting or ticket in answered else None
        return await self._next_in_private(event, said, answered, tx)

    async def _next_in_private(self, event: MessagePosted, said: Said, answered: list[Ticket], tx: Tx) -> Ticket | None:
        here = [each for each in answered if wording.home_of(each.question) == event.ref.room]
        if event.ref.room.person is None or not here or here[0].answered_at is None:
            return None
        last = await questions.last_of(tx, event.author.ref)
        if last is not None and last > here[0].answered_at:
            return None
        if said in _WORDS and await self._desk.sure(str(event.text), tx):
            return None
        return here[0] if said in (*_WORDS, Said.COURTESY) else None

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
        when = self._desk.response_time(t.language)
        spoken = Spoken(markup.parse(f"{lead} {when}"))
        await self._voice.say(tx, ticket.question, f"ticket:{ticket.number}:again:{event.ref}", spoken, event.at)
