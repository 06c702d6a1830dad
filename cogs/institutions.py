"""The institution cog: to which of the community's institutions a person belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Choice
from bot.core.errors import N_, BadArgument
from bot.core.ids import PersonRef
from bot.core.split import cut
from cogs.helpdesk.key import stem, words
from cogs.speech import private, worded
from config.content import Institution
from config.words import translator
from storage import institutions
from storage.database import Tx

_OFFERED = 5
_LABEL = 80
_EQUAL = 1e-9


class Institutions(Cog):
    """Finds an institution by the words of its name, in Greek or Greeklish, and keeps whose it is."""

    name = "institutions"

    def __init__(self, known: Sequence[Institution]) -> None:
        """Offer these."""
        self._known = {each.id: each for each in known}
        self._stems = {each.id: _stems(f"{each.department} {each.university} {each.id}") for each in known}
        self._having = Counter(word for found in self._stems.values() for word in found)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return the person's institution."""
        found = await institutions.of_person(tx, person)
        return {"institution": found} if found else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Forget the person's institution."""
        await institutions.forget(tx, person)

    @command("me institution")
    async def institution(
        self, asked: Asked, tx: Tx, name: Annotated[str, "Words of its name, in Greek or Greeklish; - for none"] = ""
    ) -> Reply:
        """Say to which institution you belong, so that its ambassadors get your questions."""
        t = translator(asked.language)
        if name.strip() == "-":
            await institutions.leave(tx, asked.person.ref)
        elif name.strip():
            found = self.found(name)
            if len(found) != 1:
                return self._ask(asked, name, found)
            await institutions.choose(tx, asked.person.ref, found[0].id, asked.at)
        mine = self._known.get(await institutions.of_person(tx, asked.person.ref) or "")
        if mine is None:
            return private(t("You have told me of no institution. Write /me institution and words of its name."))
        return private(worded(t, N_("Your institution: {name}."), name=_title(mine)))

    def found(self, written: str) -> list[Institution]:
        """Return the institutions that fit best what was written; rare words count more than common ones."""
        if written.strip() in self._known:
            return [self._known[written.strip()]]
        wanted = _stems(written)
        scores = {name: sum(1 / self._having[word] for word in wanted & found) for name, found in self._stems.items()}
        best = max(scores.values(), default=0)
        return [self._known[name] for name, score in scores.items() if best and score >= best - _EQUAL]

    def _ask(self, asked: Asked, name: str, found: Sequence[Institution]) -> Reply:
        if not found:
            raise BadArgument(N_("I know no institution called “{name}”."), name=name.strip()[:_LABEL])
        t = translator(asked.language)
        choices = tuple(Choice(cut(_title(each), _LABEL), f"me institution {each.id}") for each in found[:_OFFERED])
        lead = t("Which one is yours?")
        if len(found) > _OFFERED:
            lead += " " + t("There are more; another word of the name narrows them down.")
        return Reply(markup.parse(lead), private=True, choices=choices)


def _title(institution: Institution) -> str:
    return f"{institution.department}, {institution.university}"


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, words(text.replace(".", ""))))
