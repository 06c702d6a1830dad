"""Which waiting requests are listed: all, somebody's own, those that are late, those of a topic or an institution."""

from __future__ import annotations

from collections.abc import Collection

from bot.core import markup
from bot.core.commands import Asked, Reply
from bot.core.errors import N_, BadArgument
from bot.core.rights import Role
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.key import stem, words
from cogs.helpdesk.routing import Routing
from config.words import Translator, translator
from storage import deadlines, duty, tickets
from storage.database import Tx
from storage.tickets import Ticket

_LISTED = 20
_MOST = 10_000
_SHOWN = 80
_MINE = frozenset({"mine", "me", "δικα μου", "δικα μασ", "ta dika mou"})
_LATE = frozenset({"late", "overdue", "εκπροθεσμα", "αργοπορημενα", "argoporimena", "ekprothesma"})
_MINE_KEYS = frozenset(" ".join(words(name)) for name in _MINE)
_LATE_KEYS = frozenset(" ".join(words(name)) for name in _LATE)


async def listed(asked: Asked, only: str, routing: Routing, tx: Tx) -> Reply:
    """Return the waiting requests that somebody may see and asked for, oldest first.

    Raises BadArgument for what is neither a topic nor an institution of a waiting request.
    """
    t, late = translator(asked.language), await deadlines.late(tx, asked.at)
    chosen = await _chosen(asked, only, late, routing, tx)
    if not chosen:
        return Reply(markup.parse(t("No request waits for an answer.")))
    shown = [f"- {_line(t, ticket, late=ticket.number in late)}" for ticket in chosen[:_LISTED]]
    lines = [t("These requests wait for an answer:"), *shown]
    if len(chosen) > _LISTED:
        lines.append("\n" + t("… and {number} more.", number=t.number(len(chosen) - _LISTED)))
    return Reply(markup.parse("\n".join(lines)))


async def _chosen(asked: Asked, only: str, late: Collection[int], routing: Routing, tx: Tx) -> list[Ticket]:
    waiting = await tickets.waiting(tx, _MOST)
    if asked.role < Role.FACILITATOR:
        waiting = [ticket for ticket in waiting if await routing.may_answer(asked.person.ref, ticket, tx)]
    name = " ".join(words(only))
    if not name:
        return waiting
    if name in _MINE_KEYS:
        mine = set(await duty.waiting_for(tx, asked.person.ref))
        return [ticket for ticket in waiting if ticket.number in mine]
    if name in _LATE_KEYS:
        return [ticket for ticket in waiting if ticket.number in late]
    return _about(waiting, only, routing)


def _about(waiting: list[Ticket], only: str, routing: Routing) -> list[Ticket]:
    topic = routing.topics.named(only.strip())
    if topic is not None:
        return [ticket for ticket in waiting if ticket.topic == topic]
    wanted = _stems(only)
    found = [ticket for ticket in waiting if ticket.institution and wanted <= _stems(ticket.institution)]
    if not found:
        raise BadArgument(
            N_("No waiting request is of “{only}”. Write mine, late, a topic ({topics}) or words of an institution."),
            only=only.strip()[:_SHOWN],
            topics=", ".join(routing.topics.titles) or "—",
        )
    return found


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, words(text.replace("-", " "))))


def _line(t: Translator, ticket: Ticket, *, late: bool) -> str:
    quoted = t("“{question}”", question=wording.asked_in(t, ticket.question))
    line = f"**#{ticket.number}** {quoted} — {ticket_words.state_of(t, ticket)}"
    return f"{line} — 🔔 {t('late')}" if late else line
