"""What is said of drafts, as rich text; sentences come from the catalogues."""

from __future__ import annotations

from bot.core import markup
from bot.core.commands import Form, Reply
from bot.core.delivery import Choice
from bot.core.errors import N_
from bot.core.text import RichText
from cogs.helpdesk import wording
from cogs.helpdesk.personal import is_whole
from cogs.helpdesk.telling import Told
from cogs.helpdesk.wording import Spoken
from cogs.speech import say, worded
from config.words import Translator
from storage.drafts import Draft
from storage.faq import Entry


def shown(t: Translator, draft: Draft, nearest: Entry | None) -> Spoken:
    """Return a draft with what may be done about it; `nearest` is the entry that it is like, or a variant of."""
    number = draft.number
    approve = Choice(t("✅ Approve"), f"draft approve {number}")
    edit = Choice(t("✏️ Edit"), f"draft rewrite {number}")
    drop = Choice(t("🗑️ Drop"), f"draft drop {number}")
    if draft.kind == "variant":
        return Spoken(_variant(t, draft, nearest), (approve, edit, drop))
    add = (Choice(t("🔗 Add as a variant"), f"draft variants {number}"),) if nearest else ()
    return Spoken(_entry(t, draft, nearest), (approve, edit, *add, drop))


def _entry(t: Translator, draft: Draft, nearest: Entry | None) -> RichText:
    heading = N_("📝 Draft #{number} for the frequently asked questions, from request #{ticket}:")
    said = say(t, heading, number=draft.number, ticket=draft.ticket or 0)
    said += say(t, N_("**{question}**"), question=draft.question) + markup.parse(draft.answer)
    if draft.variants:
        said += say(t, N_("Also asked as: {variants}"), variants=" · ".join(f"«{text}»" for text in draft.variants))
    if nearest is not None:
        sentence = N_("Similar to: “{entry}” ({score}).")
        said += say(t, sentence, entry=wording.title(nearest), score=t.number(round(draft.score, 2)))
    if not is_complete(draft):
        said += say(t, N_("Where it says […], I took out something personal. Please edit it before you approve it."))
    return said


def is_complete(draft: Draft) -> bool:
    """Tell whether a draft can be read by all: nothing was taken out of its question or its answer."""
    return is_whole(draft.question) and is_whole(draft.answer)


def _variant(t: Translator, draft: Draft, nearest: Entry | None) -> RichText:
    entry = wording.title(nearest) if nearest else draft.entry or ""
    return say(t, N_("📝 Draft #{number}: another way to ask “{entry}”:"), number=draft.number, entry=entry) + say(
        t, N_("**{question}**"), question=draft.question
    )


def line(t: Translator, draft: Draft) -> str:
    """Return a draft as one line of a list, as markdown."""
    if draft.kind == "variant":
        sentence = N_("**#{number}** “{question}” — another way to ask `{entry}`")
        return worded(t, sentence, number=draft.number, question=draft.question, entry=draft.entry or "")
    sentence = N_("**#{number}** “{question}” — from request #{ticket}")
    return worded(t, sentence, number=draft.number, question=draft.question, ticket=draft.ticket or 0)


def decided(t: Translator, draft: Draft) -> RichText:
    """Return what stands in place of a draft that somebody decided on."""
    sentences = {
        "approved": N_("✅ Draft #{number} “{question}”: approved by {name}."),
        "added": N_("🔗 Draft #{number} “{question}”: added to an entry by {name}."),
        "dropped": N_("🗑️ Draft #{number} “{question}”: dropped by {name}."),
    }
    return say(t, sentences[draft.state], number=draft.number, question=draft.question, name=draft.by)


def live(t: Translator, id: str, told: Told) -> RichText:
    """Return that an entry is in use now, and who was told."""
    said = t("✅ I know this now: `{id}`. I answer with it from the next question on.", id=id)
    if told.people:
        said += " " + t.plural(
            "I told {number} person who had asked the same.",
            "I told {number} people who had asked the same.",
            told.people,
        )
    if told.tickets:
        said += " " + t("Closed by that: {tickets}.", tickets=", ".join(f"#{number}" for number in told.tickets))
    return markup.parse(said)


def to_write(t: Translator, draft: Draft) -> Reply:
    """Return how a draft is edited: in a form where there are any, with a command elsewhere."""
    variant = draft.kind == "variant"
    fields = {"text": draft.question} if variant else {"question": draft.question, "text": draft.answer}
    said = t("Write it anew with `/draft edit {number} …`", number=draft.number)
    return Reply(markup.parse(said), private=True, form=Form("draft edit", {"number": draft.number}, fields))
