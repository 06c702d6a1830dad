"""What is said in the conversation about a ticket: to its asker, and in the facilitators' thread."""

from __future__ import annotations

from dataclasses import replace

from bot.core import markup
from bot.core.delivery import Choice
from bot.core.errors import N_
from bot.core.text import Attachment, RichText
from cogs.helpdesk import wording
from cogs.helpdesk.wording import Spoken
from config.words import Translator
from storage.questions import Question
from storage.ticket_messages import TicketMessage
from storage.tickets import Ticket


def holder_of(t: Translator, ticket: Ticket) -> str:
    """Return who has a ticket; a neutral word where their name is not known, or forgotten."""
    return ticket.holder_name or t("a member")


def state_of(t: Translator, ticket: Ticket) -> str:
    """Return how a ticket stands, as markdown."""
    if ticket.parent is not None:
        return t("part of #{number}", number=ticket.parent)
    if ticket.solved_at is not None:
        return t("solved")
    states = {
        "open": t("open"),
        "taken": t("{name} has it", name=markup.escape(holder_of(t, ticket))),
        "answered": t("answered by {name}", name=markup.escape(holder_of(t, ticket))),
        "closed": t("closed"),
    }
    return states[ticket.state]


def answer(t: Translator, ticket: Ticket, asked: Question, said: RichText, *, opening: bool) -> Spoken:
    """Return a facilitator's answer as the asker reads it; `asked` says where that is.

    One that opens a conversation says whose it is and asks whether all is solved; the next ones are short.
    """
    if not opening:
        text = markup.parse(t("**Support team** (request #{number}):", number=ticket.number)) + said
        return Spoken(_to(asked, text), opens=True)
    lead = markup.parse(t("Answer to your request #{number} from the support team:", number=ticket.number))
    again = (
        t("If something is missing, write here and the request opens again.")
        if asked.private
        else t("If something is missing, reply to this message and the request opens again.")
    )
    text = _to(asked, lead + said + markup.parse(again))
    return Spoken(text, (solved(t, ticket.number), more(t, ticket.number)), text, opens=True)


def _to(asked: Question, said: RichText) -> RichText:
    return said if asked.private else wording.to_person(asked, said)


def closing(t: Translator, ticket: Ticket, reason: str) -> Spoken:
    """Return what an asker without an answer reads when their ticket is closed."""
    sentence = t("The support team closed your request #{number}.", number=ticket.number)
    if reason:
        sentence += " " + t("Reason: {reason}", reason=markup.escape(reason))
    text = _to(ticket.question, markup.parse(sentence))
    return Spoken(text, (more(t, ticket.number),), text, opens=True)


def merged(t: Translator, ticket: Ticket, into: Ticket) -> Spoken:
    """Return what the asker of a ticket reads when it is merged into another."""
    sentence = t(
        "Your request #{number} was joined with request #{into}, which asks the same. The answer comes here.",
        number=ticket.number,
        into=into.number,
    )
    return Spoken(_to(ticket.question, markup.parse(sentence)), opens=True)


def joined(t: Translator, ticket: Ticket) -> Spoken:
    """Return what facilitators read in the thread of the ticket into which another is merged."""
    question = wording.asked_in(t, ticket.question)
    sentence = t("Request #{number} was joined with this one: “{question}”.", number=ticket.number, question=question)
    return Spoken(markup.parse(sentence), files=unsigned(ticket.question.files, ticket.question))


def joined_key(number: int) -> str:
    """Return the key under which that is said of a ticket."""
    return f"ticket:{number}:joins"


def addition(t: Translator, ticket: Ticket, asked: Question, said: RichText, *, again: bool) -> RichText:
    """Return what facilitators read when an asker adds something; `again` if that opens the ticket again."""
    asker = wording.asker_of(t, asked)
    lead = (
        t("❓ Request #{number} is open again. {asker} writes:", number=ticket.number, asker=asker)
        if again
        else t("Request #{number}, {asker} adds:", number=ticket.number, asker=asker)
    )
    told = markup.parse(lead) + said
    return wording.mentioning(ticket.holder, holder_of(t, ticket), told) if ticket.holder else told


def answered(t: Translator, ticket: Ticket, name: str, said: RichText, files: tuple[Attachment, ...]) -> Spoken:
    """Return what facilitators read of an answer that was written elsewhere; `name` is whose it is."""
    sentence = t("Request #{number}: {name} answers:", number=ticket.number, name=markup.escape(name))
    return Spoken(markup.parse(sentence) + said, files=files)


HAS_ANSWERED = {
    "answer": N_("Request #{number}: {name} has answered it."),
    "private answer": N_("Request #{number}: {name} has answered it in private."),
    "note": N_("📝 Request #{number}, note by {name}:"),
}
"""What facilitators read above what somebody said with a command."""


def told(t: Translator, said: TicketMessage, ticket: Ticket, text: RichText, files: tuple[Attachment, ...]) -> Spoken:
    """Return what facilitators read of what was said with a command, as its text is now."""
    sentence = t(HAS_ANSWERED[said.kind], number=ticket.number, name=markup.escape(said.name))
    return Spoken(markup.parse(sentence) + text, files=files)


def noted(t: Translator, ticket: Ticket, name: str, said: RichText) -> Spoken:
    """Return what facilitators read of a note that was written elsewhere; `name` is whose it is."""
    sentence = t("📝 Request #{number}, note by {name}:", number=ticket.number, name=markup.escape(name))
    return Spoken(markup.parse(sentence) + said)


def unsigned(files: tuple[Attachment, ...], asked: Question) -> tuple[Attachment, ...]:
    """Return files without where they were written, if nobody is to know whose the question is."""
    return tuple(replace(file, home="") for file in files) if asked.anonymous else files


def written_as(said: TicketMessage, ticket: Ticket) -> Question:
    """Return the question as if whoever added something had asked it: of merged tickets there are several askers."""
    return replace(ticket.question, name=said.name, anonymous=not said.name and said.person is not None)


def kind_of(t: Translator, said: TicketMessage, ticket: Ticket) -> str:
    """Return whose words they are, as markdown."""
    name = markup.escape(said.name)
    match said.kind:
        case "follow-up":
            return t("{asker} added", asker=wording.asker_of(t, written_as(said, ticket)))
        case "note":
            return t("Note by {name}", name=name) if name else t("Note")
        case "private answer":
            return t("Private answer by {name}", name=name) if name else t("Private answer")
        case _:
            return t("Answer by {name}", name=name) if name else t("Answer")


def solved(t: Translator, number: int) -> Choice:
    """Return the choice to say that all is solved."""
    return Choice(t("✅ Solved"), f"ticket solved {number}")


def more(t: Translator, number: int) -> Choice:
    """Return the choice to ask for more help."""
    return Choice(t("❌ I need more help"), f"ticket more {number}")
