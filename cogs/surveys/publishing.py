"""The results of surveys and polls, told in rooms with a picture, and sent to who asks for them as a table."""

from __future__ import annotations

from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Delivery
from bot.core.errors import N_, BadArgument, UserError
from bot.core.ids import RoomRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Rooms
from bot.core.split import cut
from bot.core.text import Attachment
from cogs import sheet
from cogs.rooms import chosen
from cogs.speech import private
from cogs.surveys import chart, results
from config.words import Translator, translator
from storage import made_files, outbox, survey_answers, surveys
from storage.database import Tx
from storage.survey_answers import Counted
from storage.surveys import Question, Survey

_ALT = 1000
"""Characters of a picture's description (Discord takes 1,024)."""

Number = Annotated[int, "The survey's number"]


class Results(Cog):
    """Tells what was answered. Of an anonymous survey that is still open only how many have answered."""

    name = "results"

    def __init__(self, rooms: Rooms) -> None:
        """Tell these rooms."""
        self._rooms = rooms

    @command("survey results", needs=Role.FACILITATOR)
    async def results(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        rooms: Annotated[str, "In which rooms to show them, with commas between; here if you leave this out"] = "",
    ) -> Reply:
        """Show what was answered, as counts and shares, with a picture."""
        survey, questions, counted = await self._counted(asked, tx, number)
        places = [(asked.room, asked.language)]
        if rooms:
            found = chosen(self._rooms, rooms, Purpose.GENERAL)
            places = [(place, room.language) for room in found for place in room.places]
        for place, language in places:
            await self._tell(asked, tx, place, translator(language), survey, questions, counted)
        return Reply()

    @command("survey export", needs=Role.FACILITATOR)
    async def export_table(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Have all answers sent to you in private, as a table for a spreadsheet."""
        survey, questions, counted = await self._counted(asked, tx, number)
        t = translator(asked.language)
        heads, rows = results.table(t, survey, questions, counted)
        data = sheet.sheet(heads, rows, asked.language)
        file = await made_files.keep(tx, f"survey-{survey.id}.csv", sheet.TYPE, data, asked.at)
        to = RoomRef.direct(asked.person.ref)
        text = markup.parse(f"📋 **{markup.escape(survey.title)}**")
        delivery = Delivery(f"survey:{survey.id}:table:{asked.id}", to, text=text, attachments=(file,))
        await outbox.put(tx, delivery, asked.at)
        return private(t("I have sent it to you in private."))

    async def _counted(self, asked: Asked, tx: Tx, number: int) -> tuple[Survey, list[Question], Counted]:
        """Return what was answered; raises a UserError where that is not to be shown (yet)."""
        survey = await surveys.get(tx, number)
        if survey is None or survey.state in ("draft", "waiting"):
            raise BadArgument(N_("There is no survey with number {number} that was answered."), number=number)
        counted = await survey_answers.counted(tx, survey)
        if not counted.sheets:
            raise UserError(N_("Nobody has answered “{title}” yet."), title=survey.title)
        if survey.anonymous and survey.state == "open":
            raise UserError(
                N_("“{title}” is anonymous, so its results are shown once it has closed. Answers until now: {number}."),
                title=survey.title,
                number=translator(asked.language).number(counted.people),
            )
        return survey, await surveys.questions(tx, survey.id), counted

    async def _tell(
        self,
        asked: Asked,
        tx: Tx,
        place: RoomRef,
        t: Translator,
        survey: Survey,
        questions: list[Question],
        counted: Counted,
    ) -> None:
        found = results.results(t, survey, questions, counted)
        text = markup.parse(results.told(t, survey, found, counted))
        files: tuple[Attachment, ...] = ()
        if recipe := chart.recipe(t, survey, found):
            width, height = chart.size(recipe)
            picture = await made_files.keep(
                tx,
                f"survey-{survey.id}.png",
                "image/png",
                recipe,
                asked.at,
                made_from=chart.RECIPE,
                description=cut(results.summary(t, found), _ALT),
                width=width,
                height=height,
            )
            files = (picture,)
        delivery = Delivery(f"survey:{survey.id}:results:{asked.id}>{place}", place, text=text, attachments=files)
        await outbox.put(tx, delivery, asked.at)
