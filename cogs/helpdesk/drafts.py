"""The drafts cog: what solved requests taught, shown to the facilitators, who approve, edit, add or drop it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, LongText, Reply, command
from bot.core.delivery import Action, Delivery
from bot.core.errors import N_, BadArgument, UserError
from bot.core.ids import RoomRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Rooms
from cogs.helpdesk import draft_words
from cogs.helpdesk.faq import new_id
from cogs.helpdesk.knowledge import Knowledge
from cogs.helpdesk.learning import Learner, in_language, with_variants
from cogs.helpdesk.telling import Telling
from cogs.helpdesk.voice import Voice
from cogs.speech import required
from config.settings import HelpdeskSettings
from config.words import Translator, translator
from storage import drafts, faq, outbox
from storage.database import Tx
from storage.drafts import Draft, State
from storage.faq import Entry

_LISTED = 20
_GAPS = N_(
    "Draft #{number} has gaps: where it says […], something personal was taken out."
    " Please edit it before you approve it."
)

Number = Annotated[int, "The draft's number"]


class Drafts(Cog):
    """Learns from solved requests, with a facilitator's word."""

    name = "drafts"

    def __init__(self, rooms: Rooms, settings: HelpdeskSettings, knowledge: Knowledge) -> None:
        """Show drafts in the facilitators' rooms; `knowledge` is searched for similar entries."""
        self._rooms, self._settings = rooms, settings
        self._voice = Voice(rooms)
        self._learner = Learner(knowledge, settings)
        self._telling = Telling(self._voice, settings.learn_days)

    @every(timedelta(seconds=20))
    async def learn(self, now: datetime, tx: Tx) -> None:
        """Make drafts of what was solved, and show them to the facilitators."""
        for draft in await self._learner.from_tickets(now, tx):
            t = translator(self._voice.facilitators_language)
            spoken = draft_words.shown(t, draft, self._entry(draft, t))
            await self._voice.tell_facilitators(tx, f"draft:{draft.number}", spoken, now)
        await self._learner.from_votes(now, tx)

    @every(timedelta(hours=6))
    async def clear(self, now: datetime, tx: Tx) -> None:
        """Clear the texts of dropped drafts when those of requests are cleared."""
        await drafts.clear_texts(tx, now - timedelta(days=self._settings.tickets_days))

    @command("draft list", needs=Role.FACILITATOR)
    async def list(self, asked: Asked, tx: Tx) -> Reply:
        """List the drafts for the frequently asked questions that wait for your word."""
        t = translator(asked.language)
        waiting = await drafts.waiting(tx, _LISTED)
        if not waiting:
            return Reply(markup.parse(t("No draft waits for a decision.")))
        lines = [f"- {draft_words.line(t, draft)}" for draft in waiting]
        more = await drafts.count_waiting(tx) - len(waiting)
        if more:
            lines.append("\n" + t("… and {number} more.", number=t.number(more)))
        lines.append("\n" + t("Read one, and decide, with `/draft show …`"))
        return Reply(markup.parse("\n".join(lines)))

    @command("draft show", needs=Role.FACILITATOR)
    async def show(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show a draft and decide on it."""
        t = translator(asked.language)
        draft = await _existing(number, tx)
        if draft.state != "open":
            return Reply(draft_words.decided(t, draft))
        return await self._shown(draft, t, tx)

    @command("draft approve", needs=Role.FACILITATOR)
    async def approve(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Make a draft an entry; everyone who asked the same and waits is told."""
        draft = await _open(number, tx)
        if draft.kind == "variant":
            return await self._add_to(draft, draft.entry or "", "approved", asked, tx)
        if not draft_words.is_complete(draft):
            raise UserError(_GAPS, number=number)
        name = await new_id(draft.question, tx)
        entry = Entry(name, draft.question, draft.answer, draft.variants, lang=draft.language)
        return await self._take_up(draft, entry, "approved", asked, tx)

    @command("draft variants", needs=Role.FACILITATOR)
    async def variants(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        entry: Annotated[str, "The entry's name; leave empty for the one that is most like it"] = "",
    ) -> Reply:
        """Add a draft's questions to an entry, as other ways to ask it."""
        draft = await _open(number, tx)
        return await self._add_to(draft, entry or draft.entry or "", "added", asked, tx)

    @command("draft edit", needs=Role.FACILITATOR)
    async def edit(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        text: Annotated[LongText, "The new answer; for another way to ask, the new wording"],
        question: Annotated[str, "The new question; leave empty to keep it"] = "",
    ) -> Reply:
        """Change a draft before it is approved."""
        draft = await _open(number, tx)
        if draft.kind == "variant":
            changed = replace(draft, question=text.strip())
        else:
            changed = replace(draft, answer=text.strip(), question=question.strip() or draft.question)
        if not changed.question or not (changed.answer or draft.kind == "variant"):
            raise BadArgument(N_("Please write the words of the draft."))
        await drafts.change(tx, changed)
        t = translator(self._voice.facilitators_language)
        await self._learner.knowledge.refresh(tx)
        now = draft_words.shown(t, changed, self._entry(changed, t))
        for place in self._rooms.places_for([Purpose.FACILITATORS]):
            change = _change(number, place, f"edit:{asked.id}")
            await outbox.put(tx, replace(change, text=now.text, choices=now.choices), asked.at)
        return await self._shown(changed, translator(asked.language), tx)

    @command("draft rewrite", needs=Role.FACILITATOR, hidden=True)
    async def rewrite(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Write a draft anew."""
        return draft_words.to_write(translator(asked.language), await _open(number, tx))

    @command("draft drop", needs=Role.FACILITATOR)
    async def drop(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Drop a draft; it is not offered again."""
        draft = await _open(number, tx)
        await self._decide(draft, "dropped", asked, tx)
        return Reply(draft_words.decided(translator(asked.language), await _existing(number, tx)))

    @command("faq variants", needs=Role.FACILITATOR)
    async def add_variants(
        self,
        asked: Asked,
        tx: Tx,
        id: Annotated[str, "The entry's name, as in the list"],
        texts: Annotated[LongText, "Other ways to ask it, one a line"],
    ) -> Reply:
        """Add other ways to ask an entry; everyone who asked so and waits is told."""
        before, phrasings = await _entry(id, asked.language, tx), [line.strip() for line in texts.splitlines()]
        entry = with_variants(before, filter(None, phrasings))
        if entry == before:
            raise BadArgument(N_("“{id}” is found in these words already."), id=id)
        told = await self._telling.publish(tx, entry, entry.variants, asked)
        return Reply(draft_words.live(translator(asked.language), id, told))

    async def _add_to(self, draft: Draft, id: str, state: State, asked: Asked, tx: Tx) -> Reply:
        entry = with_variants(await _entry(id, draft.language, tx), (draft.question, *draft.variants))
        return await self._take_up(draft, entry, state, asked, tx)

    async def _take_up(self, draft: Draft, entry: Entry, state: State, asked: Asked, tx: Tx) -> Reply:
        await self._decide(draft, state, asked, tx, entry=entry.id)
        told = await self._telling.publish(tx, entry, (draft.question, *draft.variants), asked)
        return Reply(draft_words.live(translator(asked.language), entry.id, told))

    async def _decide(self, draft: Draft, state: State, asked: Asked, tx: Tx, *, entry: str | None = None) -> None:
        """Decide on a draft, and say so in place of it wherever it is shown; raises where somebody was faster."""
        if not await drafts.decide(tx, draft.number, state, asked.person, asked.at, entry=entry):
            raise _decided(await _existing(draft.number, tx))
        t = translator(self._voice.facilitators_language)
        said = draft_words.decided(t, replace(draft, state=state, by=asked.person.name))
        for place in self._rooms.places_for([Purpose.FACILITATORS]):
            await outbox.put(tx, replace(_change(draft.number, place, state), text=said), asked.at)

    async def _shown(self, draft: Draft, t: Translator, tx: Tx) -> Reply:
        await self._learner.knowledge.refresh(tx)
        spoken = draft_words.shown(t, draft, self._entry(draft, t))
        return Reply(spoken.text, choices=spoken.choices)

    def _entry(self, draft: Draft, t: Translator) -> Entry | None:
        return self._learner.knowledge.entry(draft.entry, t.language) if draft.entry else None


def _change(number: int, place: RoomRef, what: str) -> Delivery:
    """Return the edit of a draft as it is shown in a place, without its text."""
    shown = f"helpdesk:draft:{number}>{place}"
    return Delivery(f"{shown}:{what}", place, Action.EDIT, target=shown)


async def _entry(id: str, language: str, tx: Tx) -> Entry:
    """Return an entry in a language, or in another; raises BadArgument where there is none."""
    versions = await faq.versions_of(tx, id)
    if not versions:
        raise BadArgument(N_("There is no entry named “{id}”. See them all with /faq list."), id=id)
    return in_language(versions, language)


async def _existing(number: int, tx: Tx) -> Draft:
    sentence = N_("There is no draft with number {number}. See those that wait with /draft list.")
    return required(await drafts.get(tx, number), sentence, number=number)


async def _open(number: int, tx: Tx) -> Draft:
    draft = await _existing(number, tx)
    if draft.state != "open":
        raise _decided(draft)
    return draft


def _decided(draft: Draft) -> UserError:
    if not draft.by:
        return UserError(N_("Draft #{number} has been decided on already."), number=draft.number)
    sentence = N_("Draft #{number} has been decided on already, by {name}.")
    return UserError(sentence, number=draft.number, name=draft.by)
