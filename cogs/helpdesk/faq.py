"""The FAQ cog: reading the entries, and for facilitators adding, editing and removing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, LongText, Reply, command
from bot.core.errors import N_, BadArgument
from bot.core.rights import Role
from cogs.helpdesk import wording
from cogs.helpdesk.key import words
from cogs.helpdesk.knowledge import Knowledge
from config.words import translator
from storage import faq
from storage.database import Tx
from storage.faq import Entry

_LISTED = 20
_ID_WORDS = 6


class Faq(Cog):
    """The frequently asked questions and their answers."""

    name = "faq"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        """Search in what the helpdesk knows; in an index of its own where none is given."""
        self._knowledge = knowledge or Knowledge()

    @command("faq list")
    async def list(
        self, asked: Asked, tx: Tx, search: Annotated[str, "Words to look for; leave empty to see all"] = ""
    ) -> Reply:
        """List the frequently asked questions."""
        t = translator(asked.language)
        entries = await (self._found(search, asked, tx) if search else _all(asked, tx))
        if not entries:
            return Reply(markup.parse(t("I found no entry.")), private=True)
        lines = [f"- {markup.escape(wording.title(entry))} (`{entry.id}`)" for entry in entries[:_LISTED]]
        more = len(entries) - _LISTED
        if more > 0:
            lines.append("\n" + t("… and {number} more.", number=t.number(more)))
        lines.append("\n" + t("Read one with `/faq show …`"))
        return Reply(markup.parse("\n".join(lines)), private=True)

    @command("faq show")
    async def show(self, asked: Asked, tx: Tx, id: Annotated[str, "The entry's name, as in the list"]) -> Reply:
        """Show an entry."""
        t = translator(asked.language)
        entry = _in_language(await _existing(id, tx), asked.language)
        said = markup.parse(f"**{markup.escape(wording.title(entry))}**") + markup.parse(entry.answer)
        if entry.source:
            said += markup.parse(t("— *Source: {source}*", source=markup.escape(entry.source)))
        return Reply(said, private=True)

    @command("faq add", needs=Role.FACILITATOR)
    async def add(
        self,
        asked: Asked,
        tx: Tx,
        question: Annotated[str, "The question, as a teacher would ask it"],
        answer: Annotated[LongText, "The answer; the first sentence answers"],
        source: Annotated[str, "Where the answer comes from"] = "",
        topic: Annotated[str, "The topic's short name"] = "",
    ) -> Reply:
        """Add an entry to the frequently asked questions."""
        entry = Entry(await new_id(question, tx), question, answer, (), source, topic, asked.language)
        await faq.put(tx, entry, asked.at, asked.person.ref)
        t = translator(asked.language)
        return Reply(
            markup.parse(t("✅ I know this now: `{id}`. I answer with it from the next question on.", id=entry.id))
        )

    @command("faq edit", needs=Role.FACILITATOR)
    async def edit(
        self,
        asked: Asked,
        tx: Tx,
        id: Annotated[str, "The entry's name, as in the list"],
        answer: Annotated[LongText, "The new answer; leave empty to keep it"] = LongText(""),  # noqa: B008 - a str
        question: Annotated[str, "The new question; leave empty to keep it"] = "",
        source: Annotated[str, "Where the answer comes from; leave empty to keep it"] = "",
        topic: Annotated[str, "The topic's short name; leave empty to keep it"] = "",
    ) -> Reply:
        """Change an entry, in the language of this room."""
        entry = _in_language(await _existing(id, tx), asked.language)
        given = {"answer": answer, "question": question, "source": source, "topic": topic}
        changes = {name: value for name, value in given.items() if value}
        if not changes:
            raise BadArgument(N_("Please say what is to change: the answer, the question, the source or the topic."))
        await faq.put(tx, replace(entry, **changes), asked.at, asked.person.ref)  # type: ignore[arg-type]
        t = translator(asked.language)
        return Reply(markup.parse(t("✅ I have changed `{id}`.", id=id)))

    @command("faq remove", needs=Role.FACILITATOR)
    async def remove(self, asked: Asked, tx: Tx, id: Annotated[str, "The entry's name, as in the list"]) -> Reply:
        """Remove an entry in all its languages."""
        await _existing(id, tx)
        await faq.remove(tx, id)
        t = translator(asked.language)
        return Reply(markup.parse(t("✅ I have removed `{id}`.", id=id)))

    async def _found(self, search: str, asked: Asked, tx: Tx) -> Sequence[Entry]:
        await self._knowledge.refresh(tx)
        found = await self._knowledge.search(search, _LISTED)
        entries = (self._knowledge.entry(each.id, asked.language) for each in found)
        return [entry for entry in entries if entry is not None]


async def _all(asked: Asked, tx: Tx) -> Sequence[Entry]:
    versions: dict[str, dict[str, Entry]] = {}
    for entry in await faq.all_entries(tx):
        versions.setdefault(entry.id, {})[entry.lang] = entry
    return [_in_language(each.values(), asked.language) for each in versions.values()]


async def _existing(id: str, tx: Tx) -> list[Entry]:
    versions = await faq.versions_of(tx, id)
    if not versions:
        raise BadArgument(N_("There is no entry named “{id}”. See them all with /faq list."), id=id)
    return versions


def _in_language(versions: Iterable[Entry], language: str) -> Entry:
    known = {entry.lang: entry for entry in versions}
    return known.get(language) or next(iter(known.values()))


async def new_id(question: str, tx: Tx) -> str:
    """Return a name for a new entry, made of the question's first words in Latin letters, not yet taken."""
    taken = {entry.id for entry in await faq.all_entries(tx)}
    base = "-".join(word.replace("8", "th") for word in words(question)[:_ID_WORDS] if word.isascii()) or "faq"
    names = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)
