"""A helpdesk that learns: the community of `helpdesk_world`, with the cogs that learn from it, in both languages."""

from __future__ import annotations

from datetime import datetime

from bot.core.commands import specs_of
from bot.core.delivery import Action, Delivery
from bot.core.errors import UserError
from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from cogs.helpdesk import Drafts, Incidents, Knowledge, UnansweredQuestions
from config.settings import HelpdeskSettings
from config.words import translator
from storage.database import Database
from tests.cogs.helpdesk_world import DISCORD, FACILITATOR, ROOMS, TEAM, World


def teacher(number: int, platform: str = "discord") -> Person:
    """Return one of many teachers."""
    return Person(PersonRef(platform, f"{1000 + number}"), f"teacher-{number}")


class LearningWorld(World):
    """The helpdesk with what it learns from."""

    def __init__(self, database: Database, now: datetime, settings: HelpdeskSettings | None = None) -> None:
        super().__init__(database, now, settings or HelpdeskSettings())
        self.drafts = Drafts(ROOMS, settings or HelpdeskSettings(), Knowledge())
        self.unanswered = UnansweredQuestions(ROOMS, settings or HelpdeskSettings())
        self.incidents = Incidents(ROOMS)
        self.cogs += (self.incidents,)
        self.specs += [spec for cog in (self.drafts, self.unanswered, self.incidents) for spec in specs_of(cog)]

    async def ask(self, text: str, by: Person, room: RoomRef = DISCORD) -> list[Delivery]:
        """Have somebody ask in a room or in private; return what is owed for it."""
        return await self.hear(self.posted(text, room, by))

    async def solve(self, number: int, answer: str, by: Person = FACILITATOR) -> None:
        """Have a ticket answered and closed."""
        await self.run(f"ticket answer {number} {answer}", by=by, room=TEAM)
        await self.run(f"ticket close {number}", by=by, room=TEAM)
        await self.owed()

    async def learn(self) -> list[Delivery]:
        """Let the time come to learn; return what is owed for it."""
        async with self.tx() as tx:
            await self.drafts.learn(self.now, tx)
        return await self.owed()

    async def follow(self) -> list[Delivery]:
        """Have incidents shown as they are now; return what is owed for it."""
        await self.owed()
        async with self.tx() as tx:
            await self.incidents.follow(self.now, tx)
        return await self.owed()

    async def tick(self, now: datetime) -> list[Delivery]:
        """Let it be a moment; return what is owed of questions without an answer."""
        self.now = now
        async with self.tx() as tx:
            await self.unanswered.tell(now, tx)
        return await self.owed()

    async def team(self, line: str, language: str = "el", by: Person = FACILITATOR) -> str:
        """Give a command in the facilitators' room; return the words of its answer, or of what was wrong with it."""
        try:
            reply = await self.run(line, by=by, room=TEAM, language=language)
        except UserError as error:
            return error.said(translator(language))
        return str(reply.text)


def posts(deliveries: list[Delivery]) -> list[str]:
    """Return the new messages among what is owed, as "place: text"."""
    return [f"{each.to}: {each.text}" for each in deliveries if each.action is Action.POST]


def edits(deliveries: list[Delivery]) -> dict[str, str]:
    """Return what is to stand in place of earlier messages, by the place."""
    return {str(each.to): str(each.text) for each in deliveries if each.action is Action.EDIT}
