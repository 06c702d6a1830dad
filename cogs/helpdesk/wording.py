"""What the helpdesk says, as rich text; sentences come from the catalogues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core import markup
from bot.core.delivery import Choice
from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Rooms
from bot.core.split import cut
from bot.core.text import EMPTY, Attachment, Break, Mention, Paragraph, RichText
from config.words import Translator
from storage.faq import Entry
from storage.questions import Question
from storage.tickets import Ticket

_QUOTED = 300
_LABEL = 80
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Unicode Standard Annex 9, "Directional Formatting Characters"."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said to the asker, what they may choose, and what the room's other places read instead.

    What `opens` a conversation goes into the thread under the question, on every platform.
    """

    text: RichText
    choices: tuple[Choice, ...] = ()
    elsewhere: RichText = EMPTY
    opens: bool = False
    files: tuple[Attachment, ...] = ()

    @property
    def for_others(self) -> RichText:
        """What those read who cannot choose."""
        return self.elsewhere or self.text


def answer(t: Translator, entry: Entry, question: int) -> Spoken:
    """Return an entry's answer with its source and the question whether it helped."""
    source = entry.source or t("Frequently asked questions, “{question}”", question=entry.question or entry.id)
    said = markup.parse(entry.answer) + markup.parse(t("— *Source: {source}*", source=markup.escape(source)))
    choices = (
        Choice(t("✅ Yes"), f"helpdesk helped {question} {entry.id}"),
        Choice(t("❌ No"), f"helpdesk unhelpful {question} {entry.id}"),
    )
    return Spoken(said + markup.parse(t("Did this help?")), choices, said)


def suggestions(t: Translator, entries: Sequence[Entry], question: int, lead: str, *, private: bool = False) -> Spoken:
    """Return up to three entries to choose from, or to ask a person instead; `lead` is the sentence before them.

    Who asks in `private` may ask the person without giving their name.
    """
    titles = [title(entry) for entry in entries]
    picks = [
        Choice(cut(shown, _LABEL), f"helpdesk pick {question} {entry.id}")
        for shown, entry in zip(titles, entries, strict=True)
    ]
    person = t("None of these — ask a person") if entries else t("Ask a person")
    unnamed = (Choice(t("🕶 Ask a person anonymously"), f"helpdesk anonymously {question}"),) if private else ()
    listed = "\n".join(f"- {markup.escape(shown)}" for shown in titles)
    return Spoken(
        markup.parse(lead),
        (*picks, Choice(person, f"helpdesk person {question}"), *unnamed),
        markup.parse(f"{lead}\n\n{listed}" if listed else lead),
    )


def title(entry: Entry) -> str:
    """Return the words by which an entry is offered."""
    return entry.question or cut(entry.answer.replace("\n", " "), _LABEL)


def passed_on(t: Translator, ticket: Ticket, when: str, *, wanted: bool) -> Spoken:
    """Return that a question went to people, when they answer and where; `wanted` if the asker chose so."""
    lead = (
        t("I passed your question to the support team (request #{number}).", number=ticket.number)
        if wanted
        else t("I don't know this one, so I passed it to the support team (request #{number}).", number=ticket.number)
    )
    asked = ticket.question
    here = not asked.private or asked.room.person is not None
    where = t("The answer will come here.") if here else t("The answer will come to you privately.")
    unnamed = [t("Your name is not told to them.")] if asked.anonymous else []
    return Spoken(markup.parse(" ".join((lead, when, where, *unnamed))), opens=True)


def new_ticket(
    t: Translator,
    ticket: Ticket,
    nearest: Entry | None,
    rooms: Rooms,
    files: tuple[Attachment, ...] = (),
) -> Spoken:
    """Return what facilitators are told of a new ticket; `files` came with its question."""
    lines = [
        t(
            "❓ New request #{number} from {place}: “{question}”.",
            number=ticket.number,
            place=place_of(t, ticket.question, rooms),
            question=asked_in(t, ticket.question),
        )
    ]
    if ticket.question.text and ticket.question.added:
        lines.append(t("Added: “{text}”.", text=quoted(ticket.question.added)))
    if nearest is not None:
        lines.append(
            t(
                "Closest entry: “{entry}” ({score}).",
                entry=markup.escape(title(nearest)),
                score=t.number(round(ticket.score, 2)),
            )
        )
    lines.append(how_to_answer(t, ticket.number))
    lines.append(t("What you write in this message's thread reaches the asker; a line that begins with // does not."))
    return Spoken(markup.parse("\n".join(lines)), (take_it(t, ticket.number),), files=files)


def how_to_answer(t: Translator, number: int) -> str:
    """Return how a ticket is answered."""
    return t("Answer with `/ticket answer {number} …`", number=number)


def how_to_reply(t: Translator) -> str:
    """Return how who is told of a ticket in private answers it."""
    return t("Reply to this message: what you write reaches the asker. What begins with // only the facilitators read.")


def take_it(t: Translator, number: int) -> Choice:
    """Return the choice to take a ticket."""
    return Choice(t("✋ Take it"), f"ticket take {number}")


def place_of(t: Translator, question: Question, rooms: Rooms) -> str:
    """Return where a question was asked, as markdown: the room and the platform."""
    platform = question.room.platform.capitalize()
    room = rooms.of(question.room)
    if question.anonymous:
        return t("an anonymous member ({platform})", platform=platform)
    if question.private or room is None:
        return t("a private question ({platform})", platform=platform)
    return t("the channel #{room} ({platform})", room=markup.escape(room.name), platform=platform)


def to_person(asked: Question, said: RichText) -> RichText:
    """Return a text under a line that mentions the asker; without one where they are forgotten."""
    return mentioning(asked.person, asked.name, said) if asked.person else said


def mentioning(person: PersonRef, name: str, said: RichText) -> RichText:
    """Return a text under a line that mentions a person."""
    mention = Mention("person", name, str(person))
    match said.blocks:
        case (Paragraph(children=children), *rest):
            return RichText((Paragraph((mention, Break(), *children)), *rest))
    return RichText((Paragraph((mention,)), *said.blocks))


def quoted(text: str, *, whole: bool = False) -> str:
    """Return what somebody wrote, on one line and, unless `whole`, not too long, as markdown.

    Marks that turn the direction of writing are left out: without their counterparts they would turn our words, too.
    """
    line = " ".join(_TURNS.sub("", text).split())
    return markup.escape(line if whole else cut(line, _QUOTED))


def asked_in(t: Translator, question: Question) -> str:
    """Return a question on one line as markdown, or that nobody can read it any more."""
    return quoted(question.text) or t("taken back by its asker")


def asker_of(t: Translator, question: Question) -> str:
    """Return how facilitators are told of a question's asker, as markdown."""
    if question.anonymous:
        return t("an anonymous member")
    return markup.escape(question.name) or t("someone who was forgotten")


def home_of(question: Question) -> RoomRef:
    """Return the room where a question is answered: its own, or its asker's private conversation."""
    if question.private and question.person is not None:
        return RoomRef.direct(question.person)
    return question.room


def named(person: Person) -> str:
    """Return a person's name as markdown."""
    return markup.escape(person.name)
