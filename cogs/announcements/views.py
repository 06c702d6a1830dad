"""What is said about announcements: to who writes them, to who approves them, and about what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import markup
from bot.core.commands import Asked, Reply
from bot.core.delivery import Choice
from bot.core.errors import N_
from bot.core.ids import RoomRef
from bot.core.rooms import Room, Rooms
from bot.core.split import cut
from bot.core.text import RichText
from cogs.announcements.post import Post, edit_key, key, publish_key, withdraw_key
from cogs.events import phrases, questions
from cogs.events.when import Ambiguity
from cogs.speech import say, worded
from config.words import Translator, translator
from storage import announcements, outbox
from storage.announcements import Announcement, Spot
from storage.database import Tx
from storage.outbox import Owed

_SHOWN = 60
_DATES = 5
"""Dates of a repeated announcement that are written out."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an announcement in a place; `reason` is why it failed for good."""

    where: str
    told: str
    waiting: bool
    failed: bool
    reason: str


# -- before it is sent ---------------------------------------------------------------------------------------------


def preview(
    t: Translator,
    announcement: Announcement,
    post: Post,
    dates: Sequence[datetime],
    now: datetime,
    *,
    approval: bool,
) -> Reply:
    """Show an announcement as it will be read, where and when, and ask whether it is right."""
    number, revision = announcement.id, announcement.revision
    lines = [worded(t, N_("**Preview of announcement #{number}**"), number=number), *_plan(t, announcement, post)]
    lines += _when(t, announcement, dates, now)
    if approval:
        lines.append(t(N_("A second person of the team will be asked to approve it.")))
    lines.append(t(N_("Shall I send it? It will read like this:")))
    choices = (
        Choice(t("✅ Yes"), f"announcement confirm {number} {revision}"),
        Choice(t("❌ No"), f"announcement cancel {number}"),
    )
    return Reply(_above(lines, _words(announcement, post)), choices=choices)


def question(asked: Asked, announcement: Announcement, found: Ambiguity) -> Reply:
    """Ask which moment is meant; nothing counts before the answer."""
    t = translator(asked.language)
    choices = [
        Choice(label, f"announcement at {announcement.id} {each.at.isoformat()} {announcement.revision}")
        for label, each in zip(questions.labels(t, found), found.readings, strict=True)
    ]
    no = Choice(t("❌ Neither"), f"announcement cancel {announcement.id}")
    return Reply(markup.parse(questions.question(t, found)), choices=(*choices, no))


def proposed(t: Translator, announcement: Announcement, *, approval: bool) -> Reply:
    """Show new words for what is sent already, and ask whether they are right."""
    number, revision = announcement.id, announcement.revision
    lines = [worded(t, N_("**Change of announcement #{number}**"), number=number)]
    if approval:
        lines.append(t(N_("A second person of the team will be asked to approve it.")))
    lines.append(t(N_("Shall I change it wherever it went? It will read like this:")))
    choices = (
        Choice(t("✅ Yes"), f"announcement confirm {number} {revision}"),
        Choice(t("❌ No"), f"announcement keep {number} {revision}"),
    )
    return Reply(_above(lines, markup.parse(announcement.proposal or "")), choices=choices)


def request(
    t: Translator, announcement: Announcement, post: Post, dates: Sequence[datetime], now: datetime, name: str
) -> Reply:
    """Ask the team for a second person who approves an announcement, or new words for it."""
    number, revision = announcement.id, announcement.revision
    if announcement.proposal is None:
        sentence = N_("❓ **Announcement #{number}** by {name} waits for the approval of a second person.")
        lines = [worded(t, sentence, number=number, name=name), *_plan(t, announcement, post)]
        lines += _when(t, announcement, dates, now)
        words = _words(announcement, post)
    else:
        sentence = N_("❓ **A change of announcement #{number}** by {name} waits for the approval of a second person.")
        lines = [worded(t, sentence, number=number, name=name)]
        words = markup.parse(announcement.proposal)
    choices = (
        Choice(t("✅ Approve"), f"announcement approve {number} {revision}"),
        Choice(t("❌ Send back"), f"announcement return {number} {revision}"),
    )
    return Reply(_above(lines, words), choices=choices)


def held(t: Translator, announcement: Announcement, post: Post, due: datetime) -> Reply:
    """Ask whether what should have been sent long ago is still to be sent."""
    number, revision = announcement.id, announcement.revision
    sentence = N_(
        "❓ Announcement #{number} should have been sent on {moment}, but I was not running. Shall I send it now?"
    )
    moment = t.moment(due, announcement.zone)
    choices = (
        Choice(t("✅ Send it now"), f"announcement confirm {number} {revision}"),
        Choice(t("❌ Do not send it"), f"announcement cancel {number}"),
    )
    return Reply(
        _above([worded(t, sentence, number=number, moment=moment)], _words(announcement, post)), choices=choices
    )


def on_its_way(
    asked: Asked, announcement: Announcement, post: Post, dates: Sequence[datetime], *, changed: bool = False
) -> Reply:
    """Tell what happens to what was confirmed."""
    t, number = translator(asked.language), announcement.id
    if announcement.state == "waiting" or announcement.proposal is not None:
        return Reply(say(t, N_("✅ Announcement #{number} waits for the approval of a second person."), number=number))
    if announcement.state == "planned":
        when = _dates(t, dates, asked.at, announcement.zone)
        sentence = N_("✅ Announcement #{number} will be sent: {when}. Until then you can change it with {command}.")
        return Reply(say(t, sentence, number=number, when=when, command=f"announcement edit {number}"))
    if changed:
        return Reply(say(t, N_("✅ Announcement #{number} is being changed wherever it went."), number=number))
    sentence = N_("✅ Announcement #{number} is on its way: {where}. See what becomes of it with {command}.")
    command = f"announcement show {number}"
    return Reply(say(t, sentence, number=number, where=where(post.rooms(announcement)), command=command))


def sent_back(t: Translator, announcement: Announcement, name: str) -> RichText:
    """Tell who wrote something that the second person did not approve it."""
    sentence = N_("{name} sent announcement #{number} back. Change it with {command}.")
    command = f"announcement edit {announcement.id}"
    return say(t, sentence, name=name, number=announcement.id, command=command)


def where(rooms: Iterable[Room]) -> str:
    """Name rooms with the platforms of their places."""
    return " · ".join(f"{room.title} ({', '.join(_platform(place, room) for place in room.places)})" for room in rooms)


def _plan(t: Translator, announcement: Announcement, post: Post) -> list[str]:
    lines = [worded(t, N_("Where: {where}"), where=where(post.rooms(announcement)))]
    if announcement.mention:
        lines.append(worded(t, N_("Notified: {name}"), name=f"@{announcement.mention}"))
    if announcement.attachments:
        lines.append(worded(t, N_("Files: {names}"), names=", ".join(file.name for file in announcement.attachments)))
    for platform, pieces in post.cut(announcement).items():
        starts = " · ".join(f"“{cut(str(piece).strip().partition(chr(10))[0], _SHOWN // 2)}”" for piece in pieces[1:])
        sentence = N_("On {platform} it becomes {number} messages, cut before: {starts}")
        lines.append(worded(t, sentence, platform=platform.capitalize(), number=len(pieces), starts=starts))
    return lines


def _when(t: Translator, announcement: Announcement, dates: Sequence[datetime], now: datetime) -> list[str]:
    ahead = [date for date in dates if date > now]
    return [worded(t, N_("When: {when}"), when=_dates(t, ahead, now, announcement.zone))] if ahead else []


def _dates(t: Translator, dates: Sequence[datetime], now: datetime, zone: str) -> str:
    if len(dates) == 1:
        return f"{phrases.dated(t, dates[0], zone)}, {phrases.until(t, dates[0], now, zone)}"
    shown = [t.moment(date, zone) for date in dates[:_DATES]]
    more = len(dates) - _DATES
    if more > 0:
        shown.append(t.plural("and once more", "and {number} more times", more))
    return " · ".join(shown) + f" ({phrases.zone_name(t, zone)})"


def _words(announcement: Announcement, post: Post) -> RichText:
    places = post.places(announcement)
    return post.words(announcement, places[0] if places else RoomRef("", ""))


def _above(lines: Sequence[str], words: RichText) -> RichText:
    return markup.parse("\n".join(lines)) + words


# -- what became of it ---------------------------------------------------------------------------------------------


def listing(asked: Asked, found: Sequence[Announcement]) -> Reply:
    """List announcements, the newest first."""
    t = translator(asked.language)
    lines = [line(t, asked.zone, each) for each in found]
    return Reply(markup.parse("\n".join(lines) or t(N_("Nothing has been announced yet."))))


def line(t: Translator, zone: str, announcement: Announcement) -> str:
    """Write an announcement on one line, with where it stands if it is not simply sent."""
    text = cut(str(markup.parse(announcement.text)).strip().partition("\n")[0], _SHOWN)
    states = {
        "draft": N_("draft"),
        "waiting": N_("waits for an approval"),
        "planned": N_("planned"),
        "held": N_("too late, waits for your decision"),
        "withdrawn": N_("taken back"),
        "cancelled": N_("cancelled"),
        "over": N_("repeated until its end"),
    }
    sentence, state = N_("**#{number}** {moment}: {text}"), ""
    if announcement.state in states:
        sentence, state = N_("**#{number}** {moment}: {text} ({state})"), t(states[announcement.state])
    moment = t.moment(announcement.at, zone)
    return worded(t, sentence, number=announcement.id, moment=moment, text=text, state=state)


async def details(asked: Asked, tx: Tx, announcement: Announcement, post: Post, rooms: Rooms) -> str:
    """Write all about an announcement, as markdown: what is to become of it, or what became of it in each place."""
    t = translator(asked.language)
    lines = [line(t, asked.zone, announcement)]
    if announcement.state in announcements.UNSENT:
        dates = await announcements.dates(tx, announcement.id, done=False)
        lines += [*_plan(t, announcement, post), *_when(t, announcement, dates, asked.at)]
        return "\n".join(lines) + f"\n\n{announcement.text}"
    if announcement.proposal is not None:
        lines.append(t(N_("A change waits to be confirmed or approved.")))
    lines += [f"{markup.escape(fate.where)}: {fate.told}" for fate in await fates(t, tx, announcement, rooms)]
    return "\n".join(lines)


def arrived(t: Translator, announcement: Announcement, fates: Sequence[Fate], failed: Sequence[Fate]) -> RichText:
    """Tell who wrote an announcement that it is everywhere, or where it failed and why."""
    number = announcement.id
    if not failed:
        places = ", ".join(fate.where for fate in fates)
        return say(t, N_("✅ Announcement #{number} has arrived: {places}."), number=number, places=places)
    reasons = " · ".join(f"{fate.where}: {fate.reason}" for fate in failed)
    sentence = N_("❌ Announcement #{number} could not be delivered everywhere. {reasons}. See more with {command}.")
    return say(t, sentence, number=number, reasons=reasons.rstrip("."), command=f"announcement show {number}")


async def fates(t: Translator, tx: Tx, announcement: Announcement, rooms: Rooms) -> list[Fate]:
    """Return what became of an announcement in each of its places, in order."""
    found = await announcements.spots(tx, announcement.id)
    return [await _fate(t, tx, announcement, spot, _where(spot.place, rooms)) for spot in found]


async def _fate(t: Translator, tx: Tx, announcement: Announcement, spot: Spot, where: str) -> Fate:
    if spot.dropped:
        return Fate(where, t(N_("taken back before it was sent")), waiting=False, failed=False, reason="")
    posted = await outbox.with_key(tx, key(announcement, spot.place))
    told, steps = [_state(t, posted)], [posted]
    for sentence, kept in await _later(tx, announcement, spot):
        told.append(worded(t, sentence, state=_state(t, kept)))
        steps.append(kept)
    buried = next((step for step in steps if step and step.state == "buried"), None)
    waiting = any(step is not None and step.state in ("pending", "sending") for step in steps)
    return Fate(where, " · ".join(told), waiting, buried is not None, (buried.reason or "") if buried else "")


async def _later(tx: Tx, announcement: Announcement, spot: Spot) -> list[tuple[str, Owed | None]]:
    """Return what was owed to a place after the announcement itself, each with the sentence that tells of it."""
    found: list[tuple[str, Owed | None]] = []
    if spot.published_at:
        passed = await outbox.with_key(tx, publish_key(announcement.id, spot.place))
        found.append((N_("passed on to followers: {state}"), passed))
    if announcement.state == "withdrawn":
        taken = await outbox.with_key(tx, withdraw_key(announcement, spot.place))
        return [*found, (N_("taken back: {state}"), taken)]
    if spot.edit:
        edited = await outbox.with_key(tx, edit_key(announcement, spot.place, spot.edit))
        found.append((N_("changed: {state}"), edited))
    return found


def _where(place: RoomRef, rooms: Rooms) -> str:
    room = rooms.of(place)
    return f"{room.title} ({_platform(place, room)})" if room else str(place)


def _platform(place: RoomRef, room: Room) -> str:
    """Name a place by its platform, and by its own name where the room has several on that platform."""
    alone = sum(other.platform == place.platform for other in room.places) == 1
    return place.platform.capitalize() if alone else f"{place.platform.capitalize()} {place.id}"


def _state(t: Translator, owed: Owed | None) -> str:
    """Tell whether a delivery arrived; one that is no longer kept arrived long ago."""
    if owed is None or owed.state == "sent":
        return t(N_("✅ sent"))
    if owed.state == "buried":
        return worded(t, N_("❌ failed: {reason}"), reason=owed.reason or "")
    return t(N_("⏳ waiting"))
