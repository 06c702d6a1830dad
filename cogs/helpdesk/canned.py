"""Canned replies: answers that are kept ready by name, in each language, with the asker's name and number filled in."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, LongText, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.rights import Role
from cogs.helpdesk import wording
from config.words import translator
from storage import canned, tickets
from storage.canned import Canned
from storage.database import Tx
from storage.tickets import Ticket

CANNED = "canned:"
"""What stands before the name of one in place of an answer."""
_NAME = re.compile(r"[\w-]{1,40}")
_Language = Literal["el", "en"]


class CannedReplies(Cog):
    """Keeps them; they are sent with `ticket canned` and `ticket answer`."""

    name = "canned replies"

    @command("canned add", needs=Role.FACILITATOR)
    async def add(
        self,
        asked: Asked,
        tx: Tx,
        name: Annotated[str, "A short name without spaces"],
        text: Annotated[LongText, "The reply; the words name and number in braces are filled in"],
        *,
        language: Annotated[_Language, "Its language"] = "el",
    ) -> Reply:
        """Keep an answer ready."""
        name = _named(name)
        found = await canned.get(tx, name, language)
        if found is not None and found.language == language:
            sentence = N_("There is a canned reply “{name}” already. Change it with {command}.")
            raise BadArgument(sentence, name=name, command="/canned edit")
        return await self._put(asked, tx, Canned(name, language, text))

    @command("canned edit", needs=Role.FACILITATOR)
    async def edit(
        self,
        asked: Asked,
        tx: Tx,
        name: Annotated[str, "Its name"],
        text: Annotated[LongText, "The reply; the words name and number in braces are filled in"],
        *,
        language: Annotated[_Language, "Its language"] = "el",
    ) -> Reply:
        """Change an answer that is kept ready."""
        found = await canned.get(tx, _named(name), language)
        if found is None or found.language != language:
            raise unknown(name)
        return await self._put(asked, tx, Canned(found.name, language, text))

    @command("canned remove", needs=Role.FACILITATOR)
    async def remove(
        self,
        asked: Asked,
        tx: Tx,
        name: Annotated[str, "Its name"],
        *,
        language: Annotated[Literal["all", "el", "en"], "In which language; in all if left out"] = "all",
    ) -> Reply:
        """Drop an answer that was kept ready."""
        if not await canned.remove(tx, _named(name), "" if language == "all" else language):
            raise unknown(name)
        t = translator(asked.language)
        return Reply(markup.parse(t("✅ The canned reply “{name}” is gone.", name=markup.escape(_named(name)))))

    @command("canned list", needs=Role.FACILITATOR)
    async def list(self, asked: Asked, tx: Tx) -> Reply:
        """List the answers that are kept ready."""
        t = translator(asked.language)
        kept = await canned.everything(tx)
        if not kept:
            return Reply(markup.parse(t("There is no canned reply yet. Add one with `/canned add`.")))
        lines = (f"- **{markup.escape(each.name)}** ({each.language}): {wording.quoted(each.text)}" for each in kept)
        return Reply(markup.parse("\n".join((t("Canned replies:"), *lines))))

    async def _put(self, asked: Asked, tx: Tx, reply: Canned) -> Reply:
        await canned.put(tx, reply, asked.person.ref, asked.at)
        t = translator(asked.language)
        said = t("✅ Kept. Send it with `/ticket canned {number} {name}`.", number="12", name=markup.escape(reply.name))
        return Reply(markup.parse(said))


def _named(name: str) -> str:
    name = name.strip().removeprefix(CANNED)
    if not _NAME.fullmatch(name):
        raise BadArgument(N_("A name has letters, digits and hyphens only, at most 40: not “{name}”."), name=name)
    return name.casefold()


def unknown(name: str) -> BadArgument:
    """Return what is said to who names a canned reply that there is not."""
    sentence = N_("No canned reply is called “{name}”. See them with {command}.")
    return BadArgument(sentence, name=name, command="/canned list")


async def filled_in(text: str, ticket: Ticket, tx: Tx) -> str:
    """Return an answer in markdown, that of a canned reply where it names one (``canned:name``).

    Raises BadArgument where no canned reply has the name.
    """
    if not text.startswith(CANNED):
        return text
    name = text.removeprefix(CANNED).strip().casefold()
    found = await canned.get(tx, name, ticket.question.language)
    if found is None:
        raise unknown(name)
    alone = not ticket.anonymous and len(await tickets.family(tx, ticket.number)) == 1
    asker = ticket.question.name if alone else translator(ticket.question.language)("colleague")
    return found.text.replace("{name}", markup.escape(asker)).replace("{number}", str(ticket.number))
