"""The commands of surveys and polls."""

from __future__ import annotations

from typing import Any

from bot.core.cog import Cog
from bot.core.ids import PersonRef
from bot.core.rooms import Rooms
from storage import survey_answers
from storage.database import Tx


class Surveys(Cog):
    """Surveys and polls. One person answers once, with whichever account."""

    name = "surveys"

    def __init__(self, rooms: Rooms) -> None:
        """Ask in these rooms."""
        self._rooms = rooms

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return what the person was asked and answered; of anonymous surveys only that they answered."""
        found = await survey_answers.of_person(tx, person)
        return {"surveys": found} if found else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Erase the person's answers and that they were asked; anonymous answers are nobody's and stay."""
        await survey_answers.forget(tx, person)
