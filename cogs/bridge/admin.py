"""Looking after the bridge: its rooms, how each place stands, one message's story, and what could not be delivered."""

from __future__ import annotations

from typing import Annotated

from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.ids import RoomRef
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.bridge import standing, story
from cogs.bridge.echoes import Echoes
from cogs.running import Running
from cogs.speech import private, worded
from config.words import Translator, translator
from storage import digests, outbox, slow
from storage.database import Tx
from storage.outbox import Standing


class BridgeAdmin(Cog):
    """Tells how the bridge is, and raises what it gave up."""

    name = "bridge admin"

    def __init__(self, rooms: Rooms, running: Running, echoes: Echoes) -> None:
        """Tell about the places of these rooms, the platforms of a running bot, and the echoes that were dropped."""
        self._rooms, self._running, self._echoes = rooms, running, echoes

    @command("bridge list", needs=Role.FACILITATOR)
    async def rooms(self, asked: Asked, tx: Tx) -> Reply:
        """List the rooms, the places where each lives, and whether they can be reached."""
        t, platforms = translator(asked.language), self._running.platforms()
        return private("\n".join(f"- {standing.listed(room, platforms, t)}" for room in self._rooms.rooms))

    @command("bridge status", needs=Role.FACILITATOR)
    async def status(self, asked: Asked, tx: Tx) -> Reply:
        """Show for each place what waits, for how long, and what was given up."""
        t, standings = translator(asked.language), await outbox.standings(tx)
        lines = standing.totals(standings.values(), asked.at, t)
        for place in self._places(standings):
            name, last = standing.named(self._rooms, place, t), await outbox.last_arrival(tx, place)
            line = standing.placed(name, standings.get(place, Standing()), last, asked.at, t)
            lag, made = await outbox.last_lag(tx, place), await digests.last_made(tx, place)
            lines.append(line + standing.pace(lag, made, asked.at, t))
        lines += [*self._lacking(t), *await self._slow(tx, t)]
        if self._echoes.dropped:
            lines.append(
                t.plural(
                    "I did not pass on {number} message that another bridge had made of one of these.",
                    "I did not pass on {number} messages that another bridge had made of some of these.",
                    self._echoes.dropped,
                )
            )
        return private("\n".join(f"- {line}" for line in lines))

    @command("bridge trace", needs=Role.FACILITATOR)
    async def trace(
        self, asked: Asked, tx: Tx, message: Annotated[str, "Its link or id, as you copy it in any of the places"]
    ) -> Reply:
        """Tell what became of a message in each place."""
        found = await story.find(tx, message, self._running.messages_at)
        if found is None:
            raise BadArgument(N_("I know of no such message. Copy its link and give me that."))
        lines = await story.told(tx, found, self._rooms, asked)
        return private("\n".join(lines))

    @command("bridge buried", needs=Role.COORDINATOR)
    async def buried(self, asked: Asked, tx: Tx) -> Reply:
        """List the messages that I gave up delivering."""
        t, graves = translator(asked.language), await outbox.buried(tx)
        if not graves:
            return private(t("Everything was delivered: there is nothing here."))
        lines = "\n".join(f"- {standing.given_up(owed, self._rooms, asked.at, t)}" for owed in graves)
        return private(f"{lines}\n\n{t('Have one delivered again with {command}.', command='`bridge retry <number>`')}")

    @command("bridge retry", needs=Role.COORDINATOR)
    async def retry(self, asked: Asked, tx: Tx, number: Annotated[int, "The message's number"]) -> Reply:
        """Have a message that I gave up delivered again."""
        if not await outbox.raise_buried(tx, number, asked.at):
            sentence = N_("I have given up no message with number {number}. See them with {command}.")
            raise BadArgument(sentence, number=number, command="bridge buried")
        t = translator(asked.language)
        return private(t("I will try to deliver message #{number} again.", number=number))

    def _lacking(self, t: Translator) -> list[str]:
        found = ((place, self._running.places.missing(place)) for room in self._rooms.rooms for place in room.places)
        return [standing.lacking(self._rooms, place, missing, t) for place, missing in found if missing]

    async def _slow(self, tx: Tx, t: Translator) -> list[str]:
        found = ((self._rooms.named(name), mode.seconds) for name, mode in (await slow.rooms(tx)).items())
        sentence = N_("{room} is in slow mode: one message a person every {seconds} s.")
        return [worded(t, sentence, room=room.title, seconds=t.number(number)) for room, number in found if room]

    def _places(self, standings: dict[RoomRef, Standing]) -> list[RoomRef]:
        """Return the places of all rooms, and whatever else something waits for."""
        places = [place for room in self._rooms.rooms for place in room.places]
        return places + sorted(standings.keys() - set(places))
