"""The commands of surveys: making one, opening and closing it, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument, UserError
from bot.core.ids import PersonRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Rooms
from cogs.events.book import at_home
from cogs.rooms import chosen
from cogs.speech import say
from cogs.surveys import fields, views
from cogs.surveys.desk import Desk
from cogs.surveys.opening import Opening, settled
from config.content import SurveyEntry
from config.settings import SurveysSettings
from config.words import translator
from storage import guests, survey_answers, surveys
from storage.database import Tx
from storage.surveys import Question, Survey

_LISTED = 10
_DAY = timedelta(days=1)

Number = Annotated[int, "The survey's number"]


class Surveys(Cog):
    """Surveys. One person answers once, with whichever account."""

    name = "surveys"

    def __init__(self, rooms: Rooms, settings: SurveysSettings, entries: Sequence[SurveyEntry] = ()) -> None:
        """Ask in these rooms; `entries` are the community's own surveys, taken in at the start."""
        self._rooms, self._settings, self._entries = rooms, settings, entries
        self._desk = Desk(rooms, settings)

    async def start(self, now: datetime, tx: Tx) -> None:
        """Take in the community's surveys that are not known yet, as drafts."""
        for entry in self._entries:
            await self._desk.take_in(tx, entry)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return what the person was asked and answered; of anonymous surveys only that they answered."""
        found = await survey_answers.of_person(tx, person)
        return {"surveys": found} if found else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Erase the person's answers and that they were asked; anonymous answers are nobody's and stay."""
        await survey_answers.forget(tx, person)

    @every(timedelta(seconds=2))
    async def run(self, now: datetime, tx: Tx) -> None:
        """Open and close what is due, and write to those who are to be asked or reminded."""
        await self._desk.run(tx, now)

    @every(timedelta(hours=12))
    async def keep(self, now: datetime, tx: Tx) -> None:
        """Keep the choices of open surveys open, and erase open answers whose time is over."""
        await self._desk.keep(tx, now)

    @command("survey add", needs=Role.FACILITATOR)
    async def add(
        self,
        asked: Asked,
        tx: Tx,
        title: Annotated[str, "The survey's title"],
        anonymous: Annotated[bool, "Whether nobody sees who answers what (then answers cannot be changed)"] = False,
        changeable: Annotated[bool, "Whether answers may be changed until it closes"] = True,
        rooms: Annotated[str, "In which rooms to ask, with commas between"] = "",
    ) -> Reply:
        """Begin a new survey; then add its questions and open it."""
        names = tuple(room.name for room in chosen(self._rooms, rooms, Purpose.ANNOUNCEMENTS))
        new = Survey(
            0,
            fields.title(title),
            names,
            asked.zone,
            anonymous=anonymous,
            changeable=changeable,
            author=asked.person.ref,
        )
        survey = await surveys.add(tx, new)
        t = translator(asked.language)
        sentence = N_("✅ Survey #{number} has begun. Add questions with {command}, then open it.")
        return Reply(say(t, sentence, number=survey.id, command=f"survey question {survey.id}"))

    @command("survey question", needs=Role.FACILITATOR)
    async def question(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        kind: Annotated[fields.Kind, "What kind of question it is"],
        text: Annotated[str, "What to ask"],
        options: Annotated[str, "What people may choose, with commas or | between"] = "",
        most: Annotated[int, "How many of them at most, where several may be chosen"] = 0,
    ) -> Reply:
        """Add a question to a survey that is not open yet."""
        survey = await self._draft(tx, number)
        if len(await surveys.questions(tx, number)) >= fields.QUESTIONS:
            raise BadArgument(N_("A survey may have up to {most} questions."), most=fields.QUESTIONS)
        of = fields.options(options) if kind in ("single", "multiple") else ()
        if options and not of:
            raise BadArgument(N_("A question of this kind has no options of its own."))
        if most < 0 or most > len(of):
            raise BadArgument(N_("There are {number} options, so not {most} of them."), number=len(of), most=most)
        new = Question(0, number, kind, fields.question(text), of, (most or len(of)) if kind == "multiple" else 1)
        await surveys.ask(tx, new)
        return await self._details(asked, tx, survey)

    @command("survey drop", needs=Role.FACILITATOR)
    async def drop(
        self, asked: Asked, tx: Tx, number: Number, place: Annotated[int, "Which question, from 1"]
    ) -> Reply:
        """Take a question out of a survey, with what was answered to it."""
        survey = await self._desk.known(tx, number)
        questions = await surveys.questions(tx, number)
        if survey.kind == "poll" or not 1 <= place <= len(questions):
            raise BadArgument(N_("Survey #{number} has no question {place}."), number=number, place=place)
        if len(questions) == 1 and survey.state != "draft":
            raise UserError(N_("This is its only question. Close the survey instead."))
        await surveys.take_out(tx, questions[place - 1])
        return await self._details(asked, tx, survey)

    @command("survey open", needs=Role.FACILITATOR)
    async def open(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        until: Annotated[str, "When it closes, for example: Friday 18:00; - for never"] = "",
        start: Annotated[str, "When it opens; at once if you leave this out"] = "",
    ) -> Reply:
        """Open a survey; I repeat the dates and you confirm them."""
        asked, survey = await at_home(asked, tx), await self._to_open(tx, number)
        found = settled(asked, survey, until, start)
        if not isinstance(found, Opening):
            return found
        if found.now:
            return await self._opened(asked, tx, survey, found)
        return views.dates(asked, survey, found)

    @command("survey confirm", needs=Role.FACILITATOR, hidden=True)
    async def confirm(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        until: Annotated[str, "When it closes"],
        start: Annotated[str, "When it opens"],
    ) -> Reply:
        """Confirm the dates of a survey."""
        survey = await self._to_open(tx, number)
        found = settled(asked, survey, until, start)
        return await self._opened(asked, tx, survey, found) if isinstance(found, Opening) else found

    @command("survey discard", needs=Role.FACILITATOR, hidden=True)
    async def discard(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Drop dates that were not right."""
        t = translator(asked.language)
        return Reply(say(t, N_("Survey #{number} was not opened. Give the dates again."), number=number))

    @command("survey close", needs=Role.FACILITATOR)
    async def close(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Close a survey or a poll now."""
        survey = await self._desk.known(tx, number)
        if survey.state not in ("open", "waiting"):
            raise BadArgument(N_("Survey #{number} is not open."), number=number)
        await self._desk.close(tx, replace(survey, closes=asked.at), asked.at)
        t = translator(asked.language)
        return Reply(say(t, N_("✅ “{title}” has closed."), title=survey.title))

    @command("survey show", needs=Role.FACILITATOR)
    async def show(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show a survey with its questions, and how many have answered."""
        return await self._details(asked, tx, await self._desk.known(tx, number))

    @command("survey list")
    async def listed(self, asked: Asked, tx: Tx) -> Reply:
        """Show the surveys that are open; facilitators see all of the latest."""
        found = await surveys.latest(tx, _LISTED)
        if asked.role < Role.FACILITATOR:
            found = [each for each in found if each.state == "open"]
        return views.listing(await at_home(asked, tx), found)

    @command("survey remind", needs=Role.FACILITATOR)
    async def remind(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Remind those in private who were asked, or have begun, and have not answered."""
        survey = await self._open(tx, number)
        told = await self._desk.remind(tx, survey, asked.at - _DAY, asked.at)
        t = translator(asked.language)
        said = t.plural("I am reminding one person.", "I am reminding {number} people.", told)
        if not told:
            said = t(N_("Everybody who was asked has answered, or was asked or reminded within the last day."))
        return Reply(markup.parse(said), private=True)

    @command("survey invite", needs=Role.FACILITATOR)
    async def invite(self, asked: Asked, tx: Tx, number: Number, event: Annotated[int, "The event's number"]) -> Reply:
        """Ask those in private who said that they come to an event."""
        survey = await self._open(tx, number)
        people = [guest.person for guest in await guests.of_event(tx, event) if not guest.waiting]
        told = await surveys.invite(tx, survey.id, people, asked.at)
        t = translator(asked.language)
        said = t.plural("I am asking one person in private.", "I am asking {number} people in private.", told)
        return Reply(markup.parse(said), private=True)

    async def _draft(self, tx: Tx, number: int) -> Survey:
        survey = await self._desk.known(tx, number)
        if survey.state != "draft":
            raise BadArgument(N_("Survey #{number} has been opened, so no question can be added."), number=number)
        return survey

    async def _open(self, tx: Tx, number: int) -> Survey:
        survey = await self._desk.known(tx, number)
        if survey.state != "open" or survey.kind == "poll":
            raise BadArgument(N_("Survey #{number} is not open."), number=number)
        return survey

    async def _to_open(self, tx: Tx, number: int) -> Survey:
        survey = await self._desk.known(tx, number)
        if survey.state == "open" or survey.kind == "poll":
            raise BadArgument(N_("Survey #{number} is open already, or is a poll."), number=number)
        if not await surveys.questions(tx, number):
            raise BadArgument(N_("Survey #{number} has no questions yet."), number=number)
        return survey

    async def _opened(self, asked: Asked, tx: Tx, survey: Survey, opening: Opening) -> Reply:
        survey = await self._desk.open(tx, survey, opening, asked.at)
        return views.opened(asked, survey, self._desk.teller.rooms_of(survey))

    async def _details(self, asked: Asked, tx: Tx, survey: Survey) -> Reply:
        questions = await surveys.questions(tx, survey.id)
        counted = await survey_answers.counted(tx, survey)
        begun, asked_for = await survey_answers.begun(tx, survey.id), await surveys.invited(tx, survey.id)
        rooms = self._desk.teller.rooms_of(survey)
        asked = await at_home(asked, tx)
        return views.details(asked, survey, questions, rooms, (counted.people, begun, asked_for))
