"""A person's right to their data: all that is kept about them, given out or erased."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Choice, Delivery
from bot.core.errors import N_, BadArgument, NotAllowed
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.text import CodeBlock, RichText
from cogs.speech import private, say
from config.words import translator
from storage import offers, outbox, people
from storage.database import Tx


class Privacy(Cog):
    """Asks every cog, and the engine's own tables; all accounts that are tied together are one person's."""

    name = "privacy"

    def __init__(self, cogs: Sequence[Cog]) -> None:
        """Ask these cogs."""
        self._cogs = cogs

    @command("privacy export")
    async def export_mine(
        self, asked: Asked, tx: Tx, account: Annotated[str, "Coordinators: whose, as platform:id"] = ""
    ) -> Reply:
        """Have all that I keep about you sent to you in private."""
        whose, t = _person(asked, account), translator(asked.language)
        kept = {str(ref): found for ref in await _accounts(tx, whose) if (found := await self._kept(ref, tx))}
        if not kept:
            return private(t("I keep nothing about {account}.", account=f"`{whose}`"))
        told = RichText((CodeBlock(json.dumps(kept, ensure_ascii=False, indent=2), "json"),))
        text = say(t, N_("This is all that I keep about {account}:"), account=whose) + told
        to = RoomRef.direct(asked.person.ref)
        await outbox.put(tx, Delivery(f"privacy:export:{asked.id}", to, text=text), asked.at)
        return private(t("I have sent it to you in private."))

    @command("privacy forget")
    async def ask(
        self, asked: Asked, tx: Tx, account: Annotated[str, "Coordinators: whose, as platform:id"] = ""
    ) -> Reply:
        """Have all that I keep about you erased; I ask once more."""
        whose, t = _person(asked, account), translator(asked.language)
        sentence = N_(
            "Shall I erase all that I keep about {account}: questions, reactions, ties to other accounts, reminders?"
            " This cannot be undone. What stands in the rooms stays there."
        )
        choices = (
            Choice("✅ " + t("Erase it"), f"privacy erase {whose}"),
            Choice("❌ " + t("Keep it"), "privacy keep"),
        )
        return Reply(say(t, sentence, account=whose), private=True, choices=choices)

    @command("privacy erase", hidden=True)
    async def erase(self, asked: Asked, tx: Tx, account: Annotated[str, "Whose"]) -> Reply:
        """Erase all that is kept about a person."""
        whose, t = _person(asked, account), translator(asked.language)
        for ref in await _accounts(tx, whose):
            for cog in self._cogs:
                await cog.unsay(ref, asked.at, tx)
            for cog in self._cogs:
                await cog.forget(ref, tx)
            await outbox.forget(tx, ref)
            await offers.forget(tx, ref)
        return private(t("It is erased. What is said from now on is noted anew."))

    @command("privacy keep", hidden=True)
    async def keep(self, asked: Asked, tx: Tx) -> Reply:
        """Erase nothing."""
        return private(translator(asked.language)("Nothing was erased."))

    async def _kept(self, ref: PersonRef, tx: Tx) -> dict[str, Any]:
        found = {cog.name: kept for cog in self._cogs if (kept := await cog.export(ref, tx))}
        # What has no text is a reaction or a deletion; of whose reactions are kept the bridge tells, with their emoji.
        said = [each for each in await outbox.of_person(tx, ref) if each["text"]]
        return found | ({"in the outbox": said} if said else {})


def _person(asked: Asked, written: str) -> PersonRef:
    """Return whose data is meant; only coordinators may name another's account."""
    if not written:
        return asked.person.ref
    try:
        named = PersonRef.parse(written.strip())
    except ValueError as error:
        raise BadArgument(N_("Write the account as platform:id, not “{account}”."), account=written) from error
    if named != asked.person.ref and asked.role < Role.COORDINATOR:
        raise NotAllowed(N_("Only coordinators can do this. If you need something, write me your question."))
    return named


async def _accounts(tx: Tx, ref: PersonRef) -> list[PersonRef]:
    return list(dict.fromkeys([ref, *(account.ref for account in await people.accounts(tx, ref))]))
