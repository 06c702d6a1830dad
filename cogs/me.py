"""What a person decides for themselves: the zone in which they see times."""

from __future__ import annotations

from typing import Annotated, Any

from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.ids import PersonRef
from cogs.events.phrases import dated
from cogs.events.zones import known
from cogs.speech import private, worded
from config.words import translator
from storage import zones
from storage.database import Tx


class Me(Cog):
    """Keeps what people decide for themselves."""

    name = "me"

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return the person's zone."""
        zone = await zones.of_person(tx, person)
        return {"zone": zone} if zone else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Forget the person's zone."""
        await zones.forget(tx, person)

    @command("me zone")
    async def zone(
        self,
        asked: Asked,
        tx: Tx,
        zone: Annotated[str, "A place or a zone, for example Brussels; - for the usual one"] = "",
    ) -> Reply:
        """Choose in which time zone I show you dates, or see which it is."""
        t = translator(asked.language)
        if zone.strip() == "-":
            await zones.forget(tx, asked.person.ref)
        elif zone.strip():
            found = known(zone)
            if found is None:
                raise BadArgument(
                    N_("I do not know the time zone “{zone}”. Write a capital or a name such as Europe/Brussels."),
                    zone=zone.strip()[:80],
                )
            await zones.choose(tx, asked.person.ref, found, asked.at)
        mine = await zones.of_person(tx, asked.person.ref) or asked.zone
        return private(worded(t, N_("I show you dates like this: {date}."), date=dated(t, asked.at, mine)))
