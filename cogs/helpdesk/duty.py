"""The duty cog: when the people of the teams are given requests, and what requests are about."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Choice
from bot.core.errors import N_, BadArgument
from bot.core.ids import PersonRef
from bot.core.rights import Role
from cogs.helpdesk.conversation import existing
from cogs.helpdesk.handover import Handover
from cogs.helpdesk.routing import name_of
from cogs.helpdesk.week import read_week, week_written
from cogs.speech import private, worded
from config.words import Translator, translator
from storage import duty, tickets
from storage.database import Tx


class Duty(Cog):
    """Keeps who is there for requests; a request's topic and who that makes it for can be put right."""

    name = "duty"

    def __init__(self, handover: Handover) -> None:
        """Serve the teams of a hand-over's routing."""
        self._handover, self._routing = handover, handover.routing

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return the person's duty and absence, and the requests that were meant for them."""
        return await duty.export(tx, person)

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Forget them."""
        await duty.forget(tx, person)

    @command("duty on", needs=Role.AMBASSADOR)
    async def on(self, asked: Asked, tx: Tx) -> Reply:
        """Be given new requests, at any working hour."""
        await duty.set_mode(tx, asked.person.ref, "on", "", asked.at)
        back = await duty.come_back(tx, asked.person.ref)
        t = translator(asked.language)
        said = t("✅ You are on duty: new requests may be for you.")
        return private(f"{said} {t('Your absence is over.')}" if back else said)

    @command("duty off", needs=Role.AMBASSADOR)
    async def off(self, asked: Asked, tx: Tx) -> Reply:
        """Be given no new requests; those that you have stay yours."""
        await duty.set_mode(tx, asked.person.ref, "off", "", asked.at)
        t = translator(asked.language)
        return private(t("✅ You are off duty: no new requests are for you. Come back with /duty on."))

    @command("duty hours", needs=Role.AMBASSADOR)
    async def hours(
        self, asked: Asked, tx: Tx, week: Annotated[str, "For example: Mon-Fri 9-13, Wed 17:00-20:00"]
    ) -> Reply:
        """Be given new requests in hours of your own."""
        read = read_week(week)
        await duty.set_mode(tx, asked.person.ref, "hours", json.dumps(read), asked.at)
        t = translator(asked.language)
        return private(t("✅ New requests may be for you in these hours: {week}.", week=week_written(t, read)))

    @command("duty list", needs=Role.AMBASSADOR)
    async def list(self, asked: Asked, tx: Tx) -> Reply:
        """Show who is on duty now, and how many requests each has."""
        t = translator(asked.language)
        lines = [await self._line(t, person, asked.at, tx) for person in self._routing.members]
        if not lines:
            return private(t("There are no teams yet; they stand in the settings under [[teams]]."))
        return private("\n".join([t("Who is given requests:"), *lines]))

    @command("ticket topic", needs=Role.FACILITATOR)
    async def topic(
        self,
        asked: Asked,
        tx: Tx,
        number: Annotated[int, "The request's number"],
        topic: Annotated[str, "The topic; leave it out to choose"] = "",
    ) -> Reply:
        """Say what a request is about; one that nobody has yet goes to whom the topic belongs."""
        t = translator(asked.language)
        ticket = await existing(number, tx)
        topics = self._routing.topics
        if not topic.strip():
            picks = tuple(Choice(title, f"ticket topic {number} {name}") for name, title in topics.titles.items())
            return Reply(markup.parse(t("What is request #{number} about?", number=number)), choices=picks)
        found = topics.named(topic.strip())
        if found is None:
            known = ", ".join(topics.titles)
            raise BadArgument(
                N_("There is no topic “{topic}”. These are known: {topics}."), topic=topic.strip()[:80], topics=known
            )
        await tickets.set_topic(tx, ticket.number, found)
        said = worded(t, N_("✅ Request #{number}: {topic}."), number=ticket.number, topic=topics.titles[found])
        if ticket.state == "open" and found != ticket.topic:
            await self._give(asked, ticket.number, tx)
        return Reply(markup.parse(said))

    async def _give(self, asked: Asked, number: int, tx: Tx) -> None:
        ticket, before = await tickets.get(tx, number), await duty.routed(tx, number)
        if ticket is None:
            return
        besides = (ticket.question.person,)
        given = await self._routing.give(number, ticket.topic, ticket.institution, asked.at, tx, besides=besides)
        if given != before:
            await self._handover.tell(ticket, given, f"topic:{asked.id}", asked.at, tx)

    async def _line(self, t: Translator, person: PersonRef, now: datetime, tx: Tx) -> str:
        name = markup.escape(await name_of(person, t, tx))
        number = t.plural("{number} request", "{number} requests", len(await duty.waiting_for(tx, person)))
        return f"- {name}: {await self._state(t, person, now, tx)} ({number})"

    async def _state(self, t: Translator, person: PersonRef, now: datetime, tx: Tx) -> str:
        absence = await duty.absence_of(tx, person, now)
        if absence is not None and absence.begins <= now:
            return t("away until {day}", day=t.day(absence.ends, self._routing.zone))
        mode, hours = await duty.mode_of(tx, person)
        if mode == "hours":
            return week_written(t, json.loads(hours))
        return t("on duty") if mode == "on" else t("off duty")
