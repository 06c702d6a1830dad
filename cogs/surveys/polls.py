"""Polls: one question in a room, answered there with a button, a number or a reaction; the message shows the tally."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

from bot.core.cog import Cog, every, on
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Action, Delivery
from bot.core.emoji import emoji_of, qualified
from bot.core.errors import N_
from bot.core.events import Unreacted
from bot.core.ids import PersonRef
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.speech import private, say, worded
from cogs.surveys import fields
from cogs.surveys.telling import Teller
from config.words import translator
from storage import links, outbox, survey_answers, surveys
from storage.database import Tx
from storage.surveys import Question, Survey

_PACE = timedelta(seconds=5)
"""Between two changes of a poll's message: Discord allows a bot five changes in five seconds and channel."""
_ASKED = re.compile(r"survey:(\d+):asked:")


class Polls(Cog):
    """Counts votes, one for each person, with whichever account; who voted what is not shown."""

    name = "polls"

    def __init__(self, rooms: Rooms) -> None:
        """Ask in these rooms."""
        self._rooms, self._teller = rooms, Teller(rooms)
        self._changed: set[int] | None = None
        """Polls whose tally may have changed; at first all of them."""

    @command("poll", needs=Role.FACILITATOR)
    async def poll(
        self,
        asked: Asked,
        tx: Tx,
        question: Annotated[str, "What to ask"],
        options: Annotated[str, "What people may choose, with commas or | between"],
    ) -> Reply:
        """Ask everybody in this room one question."""
        text, choices = fields.question(question), fields.options(options, fields.POLL_OPTIONS)
        room = self._rooms.of(asked.room)
        new = Survey(
            0,
            fields.title(text[: fields.TITLE]),
            (room.name if room else str(asked.room),),
            asked.zone,
            "poll",
            state="open",
            opens=asked.at,
            author=asked.person.ref,
        )
        survey = await surveys.add(tx, new)
        await surveys.ask(tx, Question(0, survey.id, "single", text, choices))
        await self._teller.start(tx, survey, asked.at)
        t = translator(asked.language)
        sentence = N_("✅ This is poll #{number}. It ends with {command}.")
        return Reply(say(t, sentence, number=survey.id, command=f"survey close {survey.id}"), private=True)

    @command("survey vote", hidden=True)
    async def vote(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The poll's number"],
        option: Annotated[int, "The option's number, from 0"],
    ) -> Reply:
        """Vote in a poll; the last vote counts."""
        t = translator(asked.language)
        survey = await surveys.get(tx, number)
        if survey is None or survey.state != "open":
            return Reply(say(t, N_("This poll has closed.")), private=True, passing=True)
        (question,) = await surveys.questions(tx, survey.id)
        await self._count(tx, survey, question, asked.person.ref, option, asked.at)
        if asked.message is not None:
            seen = Delivery(f"survey:voted:{asked.id}", asked.room, Action.REACT, reply_to=asked.message, emoji="✅")
            await outbox.put(tx, seen, asked.at)
            return Reply()
        said = worded(t, N_("✅ Your vote: {option}. Another one takes its place."), option=question.options[option])
        return Reply(private(said).text, private=True, passing=True)

    @on(Unreacted)
    async def take_back(self, event: Unreacted, tx: Tx) -> None:
        """No longer count a vote whose reaction was taken back, if it was the last one."""
        key = await links.key_of(tx, event.ref)
        asked = _ASKED.match(key or "")
        survey = await surveys.get(tx, int(asked[1])) if asked else None
        if survey is None or survey.kind != "poll" or survey.state != "open":
            return
        (question,) = await surveys.questions(tx, survey.id)
        sheet = await survey_answers.begin(tx, survey, event.person.ref, event.at)
        given = (await survey_answers.answers(tx, sheet)).get(question.id)
        if isinstance(given, int) and qualified(event.emoji) == emoji_of(question.options[given], given + 1):
            await survey_answers.withdraw(tx, sheet)
            self._note(survey)

    @every(timedelta(seconds=1))
    async def tell(self, now: datetime, tx: Tx) -> None:
        """Show how the polls stand whose votes have changed, each once in a while."""
        if self._changed == set():
            return
        polls = [each for each in await surveys.running(tx) if each.kind == "poll" and each.state == "open"]
        if self._changed is None:
            self._changed = {poll.id for poll in polls}
        self._changed &= {poll.id for poll in polls}
        for poll in polls:
            if poll.id in self._changed and poll.told_at + _PACE <= now:
                await surveys.save(tx, await self._teller.tally(tx, poll, now))
                tx.afterwards(partial(self._told, poll.id))

    async def _count(
        self, tx: Tx, survey: Survey, question: Question, person: PersonRef, option: int, now: datetime
    ) -> None:
        sheet = await survey_answers.begin(tx, survey, person, now)
        await survey_answers.answer(tx, sheet, question.id, option, now)
        await survey_answers.hand_in(tx, survey, sheet, now)
        self._note(survey)

    def _note(self, survey: Survey) -> None:
        if self._changed is not None:
            self._changed.add(survey.id)

    def _told(self, number: int) -> None:
        if self._changed is not None:
            self._changed.discard(number)
