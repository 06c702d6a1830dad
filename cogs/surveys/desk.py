"""What surveys do by themselves and what their commands share: opening, closing, asking and reminding people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.core.errors import N_
from bot.core.rooms import Purpose, Rooms
from cogs.rooms import known
from cogs.speech import required
from cogs.surveys.opening import Opening
from cogs.surveys.telling import Teller
from config.content import SurveyEntry
from config.settings import SurveysSettings
from storage import survey_answers, surveys
from storage.database import Tx
from storage.surveys import Question, Survey

_log = structlog.get_logger("stoa")

_AT_ONCE = 50
"""Invitations owed in one transaction; they wait for their turns in the outbox."""


class Desk:
    """Serves surveys in these rooms."""

    def __init__(self, rooms: Rooms, settings: SurveysSettings) -> None:
        """Remind as the settings say."""
        self._rooms, self._settings = rooms, settings
        self.teller = Teller(rooms)

    async def known(self, tx: Tx, number: int) -> Survey:
        """Return the survey with a number; raises BadArgument where there is none."""
        sentence = N_("There is no survey with number {number}. See the latest ones with {command}.")
        return required(await surveys.get(tx, number), sentence, number=number, command="survey list")

    async def open(self, tx: Tx, survey: Survey, opening: Opening, now: datetime) -> Survey:
        """Open a survey, or have it wait for its date; return it as it is then."""
        later = opening.opens is not None and opening.opens > now
        opens = opening.opens if later else now
        survey = replace(survey, state="waiting" if later else "open", opens=opens, closes=opening.closes)
        await surveys.save(tx, survey)
        if not later:
            await self.teller.open(tx, survey, now)
        return survey

    async def close(self, tx: Tx, survey: Survey, now: datetime) -> None:
        """Close a survey or a poll, and tell its rooms."""
        was_open = survey.state == "open"
        survey = replace(survey, state="closed", closes=survey.closes or now)
        if was_open and survey.kind == "poll":
            survey = await self.teller.tally(tx, survey, now)
        elif was_open:
            await self.teller.close(tx, survey, now)
        await surveys.save(tx, survey)

    async def remind(self, tx: Tx, survey: Survey, before: datetime, now: datetime) -> int:
        """Remind who was asked and reminded before a moment only and has not answered; return how many these are."""
        told = 0
        for person in await surveys.unanswered(tx, survey.id, before):
            if not (survey.anonymous and await survey_answers.sealed(tx, survey, person)):
                await self.teller.remind(tx, survey, person, now)
                await surveys.reminded(tx, survey.id, person, now)
                told += 1
        return told

    async def run(self, tx: Tx, now: datetime) -> None:
        """Do what is due now."""
        for survey in await surveys.running(tx):
            if survey.closes and survey.closes <= now:
                await self.close(tx, survey, now)
            elif survey.state == "waiting" and survey.opens and survey.opens <= now:
                await surveys.save(tx, replace(survey, state="open"))
                await self.teller.open(tx, survey, now)
            elif survey.state == "open" and survey.closes:
                await self._remind_in_time(tx, survey, survey.closes, now)
        for survey, person in await surveys.to_ask(tx, _AT_ONCE):
            await self.teller.invite(tx, survey, person, now)
            await surveys.asked(tx, survey.id, person, now)

    async def keep(self, tx: Tx, now: datetime) -> None:
        """Keep what open surveys offer, and erase open answers whose time is over."""
        for survey in await surveys.running(tx):
            await self.teller.keep_open(tx, survey, now)
        await survey_answers.clear_texts(tx, now - timedelta(days=self._settings.texts_days))

    async def take_in(self, tx: Tx, entry: SurveyEntry) -> None:
        """Keep a survey of the community's files as a draft, unless it is known already."""
        if await surveys.with_slug(tx, entry.id):
            return
        rooms = known(self._rooms, entry.rooms) or self._rooms.for_purpose(Purpose.ANNOUNCEMENTS)
        new = Survey(
            0,
            entry.title,
            tuple(room.name for room in rooms),
            self._rooms.zone,
            anonymous=entry.anonymous,
            changeable=entry.changeable,
            slug=entry.id,
        )
        survey = await surveys.add(tx, new)
        for each in entry.questions:
            most = (each.most or len(each.options)) if each.kind == "multiple" else 1
            await surveys.ask(tx, Question(0, survey.id, each.kind, each.text, each.options, most))
        _log.info("survey taken in", slug=entry.id, number=survey.id)

    async def _remind_in_time(self, tx: Tx, survey: Survey, closes: datetime, now: datetime) -> None:
        """Remind at the last of the set times before the end that have come; who was asked after it is left alone."""
        come = [closes - lead for lead in self._settings.reminders if closes - lead <= now]
        if come:
            await self.remind(tx, survey, max(come), now)
