"""What a digest says: who may be in it, in which order, and how each line is written. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import markup
from bot.core.delivery import Action, Delivery, token_of
from bot.core.events import Person
from bot.core.ids import MessageRef
from bot.core.split import cut
from bot.core.text import (
    Block,
    Break,
    Inline,
    Link,
    Mention,
    Paragraph,
    RichText,
    Style,
    Styled,
    Text,
    Timestamp,
)
from bot.core.urls import is_web
from config.words import Translator
from storage.digests import Digest, Member, Place
from storage.outbox import Owed

LATE = timedelta(minutes=2)
"""What arrives so long after it was written says when that was."""

_NAME = 80
_QUESTION = ("?", ";", "\N{GREEK QUESTION MARK}")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a text is put together: the room's words and its IANA zone."""

    t: Translator
    zone: str


def may_merge(owed: Owed, *, files: bool = False) -> bool:
    """Tell whether a delivery can be a line of a digest: somebody's message that was surely not sent yet.

    What carries files stays alone, so that the files arrive and not links that die, unless `files` are let in.
    """
    said = owed.delivery
    return (
        owed.state == "pending"
        and owed.claimed_at is None
        and said.action is Action.POST
        and said.as_person is not None
        and said.origin is not None
        and not said.choices
        and said.to.person is None
        and (files or not said.attachments)
    )


def key_of(members: Iterable[Member]) -> str:
    """Return the key of a digest: the same members in the same order make the same."""
    return f"digest:{token_of(' '.join(member.delivery.key for member in members))}"


def members_of(digest: Digest) -> tuple[tuple[str, MessageRef], ...]:
    """Return (key, original) of all that is in a digest."""
    return tuple((one.delivery.key, one.delivery.origin) for one in digest.left if one.delivery.origin)


def ordered(members: Sequence[Member], leads: Callable[[Person], bool]) -> tuple[Member, ...]:
    """Put the messages of those who lead first, then those up to anybody's last question.

    What one person said stays in order.
    """
    ranks, ranked = dict[object, int](), list[tuple[int, Member]]()
    for member in reversed(members):
        person = member.delivery.as_person
        rank = 0 if person and leads(person) else 1 if is_question(member.delivery.text) else 2
        ranks[person and person.ref] = rank = min(rank, ranks.get(person and person.ref, 2))
        ranked.append((rank, member))
    ranked.reverse()
    return tuple(member for _, member in sorted(ranked, key=lambda one: one[0]))


def is_question(text: RichText) -> bool:
    """Tell whether a text ends as a question does in the community's languages (the Greek mark looks like ";")."""
    return str(text).rstrip().endswith(_QUESTION)


def is_late(said_at: datetime | None, now: datetime) -> bool:
    """Tell whether something arrives so late that it has to say when it was written."""
    return said_at is not None and now - said_at > LATE


def dated(text: RichText, said_at: datetime | None, now: datetime, reader: Reader) -> RichText:
    """Put before a text that arrives late (now) when it was written."""
    if not is_late(said_at, now) or said_at is None:
        return text
    mark = (*_time(said_at, now, reader), Text(" "))
    match text.blocks:
        case (Paragraph(children=children), *rest):
            return RichText((Paragraph((*mark, *children)), *rest))
    return RichText((Paragraph(mark[:-1]), *text.blocks))


def written(digest: Digest, reader: Reader) -> RichText:
    """Return what a digest says: its heading, and a line for each message that is shown, under its author's name."""
    made, row, before = list(digest.heading.blocks), list[Inline](), None
    for member in digest.members:
        if member.place is not Place.SHOWN:
            continue
        row += [Break()] if row else []
        row += _opening(member, before, digest.made_at, reader)
        for number, piece in enumerate(_pieces(member.delivery)):
            if isinstance(piece, Paragraph):
                row += [*([Break()] if number and row else []), *piece.children]
            else:
                made += [Paragraph(tuple(row)), piece] if row else [piece]
                row = []
        before = member
    return RichText((*made, Paragraph(tuple(row)))) if row else RichText(tuple(made))


def counted(
    sentence: str, number: int, first: datetime, last: datetime, link: str, now: datetime, reader: Reader
) -> RichText:
    """Fill a sentence (a msgid) that says how many messages there are, from when to when, and where they begin."""
    near = first.astimezone(ZoneInfo(reader.zone)).date() == now.astimezone(ZoneInfo(reader.zone)).date()
    moments = (reader.t.clock(at, reader.zone) if near else reader.t.moment(at, reader.zone) for at in (first, last))
    start, end = map(markup.escape, moments)
    address = f"<{link}>" if link else ""
    return markup.parse(reader.t(sentence, number=reader.t.number(number), first=start, last=end, link=address))


def _opening(member: Member, before: Member | None, made_at: datetime, reader: Reader) -> list[Inline]:
    """Write who says a line, to whom and when, as far as the line before does not tell it already."""
    said, person = member.delivery, member.delivery.as_person
    opening: list[Inline] = []
    same = before is not None and before.delivery.as_person == person and not member.answers
    if person is not None and not same:
        opening.append(Styled(Style.BOLD, (Text(_short(person.name)),)))
        opening += [Text(f" ↩ {_short(member.answers)}")] if member.answers else []
    if said.said_at and is_late(said.said_at, made_at) and not (same and before and _minute(before) == _minute(member)):
        opening += [Text(" ")] if opening else []
        opening += _time(said.said_at, made_at, reader)
        opening += [Text(" ")] if same else []
    return [*opening, Text(": ")] if not same else opening


def _pieces(delivery: Delivery) -> Iterator[Block]:
    """Yield what a message says, block by block, and its files as links; who is mentioned is named only."""
    yield from delivery.text.changed(_unmentioned).blocks
    for file in delivery.attachments:
        # The address of the file itself may run out, or be for members only; that of its message stays.
        name, address = Text(f"📎 {file.name}"), file.home or file.url
        yield Paragraph((Link(address, (name,)) if is_web(address) else name,))


def _unmentioned(inline: Inline) -> Inline:
    return replace(inline, ref=None) if isinstance(inline, Mention) else inline


def _time(said_at: datetime, now: datetime, reader: Reader) -> tuple[Inline, ...]:
    """Write when something was said: the time, and the day where it was another one."""
    t, zone = reader.t, ZoneInfo(reader.zone)
    days = (now.astimezone(zone).date() - said_at.astimezone(zone).date()).days
    if days > 1:
        return (Text("("), Timestamp(said_at, "f"), Text(")"))
    day = t("yesterday") + " " if days == 1 else ""
    return (Text(f"({day}"), Timestamp(said_at, "t"), Text(")"))


def _minute(member: Member) -> datetime | None:
    at = member.delivery.said_at
    return at and at.replace(second=0, microsecond=0)


def _short(name: str) -> str:
    return cut(" ".join(name.split()) or "?", _NAME)
