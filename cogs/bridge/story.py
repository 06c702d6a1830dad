"""One message's story: when it came, and what became of it in each place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.core.commands import Asked
from bot.core.delivery import Action
from bot.core.errors import N_
from bot.core.events import posted_id
from bot.core.ids import MessageRef, RoomRef
from bot.core.rooms import Rooms
from cogs.bridge.owing import key_of
from cogs.bridge.standing import named, spanned
from cogs.speech import worded
from config.words import Translator, translator
from storage import digests, inbox, links, outbox
from storage.database import Tx
from storage.digests import Place
from storage.outbox import Owed

_ACTIONS = {
    Action.POST: N_("Message"),
    Action.EDIT: N_("Edit"),
    Action.DELETE: N_("Deletion"),
    Action.REACT: N_("Reaction {emoji}"),
    Action.UNREACT: N_("Reaction {emoji} taken back"),
}
_STATES = {
    "pending": N_("waits for its turn."),
    "sending": N_("is on its way, attempt {attempts}."),
    "sent": N_("arrived {span} after it was written, at attempt {attempts}."),
    "buried": N_("given up at attempt {attempts}: {reason}. Raise it again with {command}."),
}
_PUT_OFF = N_("will be tried again on {moment}, after {attempts} attempts: {reason}")
_MERGED = {
    Place.SHOWN: N_("It was sent together with others, as one message."),
    Place.COUNTED: N_("It is only counted there, with a link to where it begins."),
    Place.GONE: N_("It was taken out of the message in which it stood with others."),
}
_NEEDLESS = N_("there was nothing to do.")


async def find(tx: Tx, written: str, messages_at: Callable[[str], Sequence[MessageRef]]) -> MessageRef | None:
    """Return the message that a link, an id or ``platform:room/id`` means; None where we know of none.

    Of a copy it is the original.
    """
    written = written.strip().strip("<>")
    for message in (*messages_at(written), *_named_in_full(written)):
        origin = await links.origin_of(tx, message)
        if origin is not None:
            return origin
        if await _known(tx, message):
            return message
    return None


async def told(tx: Tx, message: MessageRef, rooms: Rooms, asked: Asked) -> list[str]:
    """Return the lines of a message's story, in markdown."""
    t = translator(asked.language)
    lines = [f"**{named(rooms, message.room, t)}** `{message}`", *await _came(tx, message, asked, t)]
    trace = ""
    for place, key in await _owed_to(tx, message, rooms):
        lines.append(f"\n**{named(rooms, place, t)}**")
        changes = await outbox.story(tx, key, place)
        lines += [f"- {_line(owed, asked, t)}" for owed in changes] or [f"- {t('Nothing is noted any more.')}"]
        lines += [f"- {t(_MERGED[found[1].place])}"] if (found := await digests.place_of(tx, key)) else []
        there = await links.parts(tx, key)
        if there:
            lines.append(
                f"- {t('It is there as {messages}.', messages=', '.join(f'`{ref}`' for ref in there.values()))}"
            )
        trace = trace or next((owed.trace for owed in changes), "")
    return [*lines, "\n" + t("The log has it under {trace}.", trace=f"`{trace}`")] if trace else lines


def _named_in_full(written: str) -> tuple[MessageRef, ...]:
    try:
        return (MessageRef.parse(written),)
    except ValueError:
        return ()


async def _known(tx: Tx, message: MessageRef) -> bool:
    received = await inbox.received_at(tx, posted_id(message))
    return received is not None or await links.key_of(tx, message) is not None or bool(await links.copies(tx, message))


async def _came(tx: Tx, message: MessageRef, asked: Asked, t: Translator) -> list[str]:
    if await links.key_of(tx, message) is not None:
        return [t("I wrote it myself.")]
    received = await inbox.received_at(tx, posted_id(message))
    return [t("Received and stored: {moment}.", moment=_exact(received, asked, t))] if received else []


async def _owed_to(tx: Tx, message: MessageRef, rooms: Rooms) -> list[tuple[RoomRef, str]]:
    """Return (place, delivery key) of everything that a message became or is to become."""
    own = await links.key_of(tx, message)
    if own is not None:
        return [(message.room, own)]
    expected = {place: key_of(message, place) for place in rooms.others(message.room)}
    return list((expected | dict(await links.copies(tx, message))).items())


def _line(owed: Owed, asked: Asked, t: Translator) -> str:
    what = worded(t, _ACTIONS[owed.delivery.action], emoji=owed.delivery.emoji)
    state = worded(
        t,
        _sentence(owed),
        attempts=t.number(owed.attempts),
        reason=owed.reason or "?",
        moment=_exact(owed.due_at, asked, t),
        span=spanned(owed.done_at - owed.owed_at, t) if owed.done_at else "",
        command=f"bridge retry {owed.id}",
    )
    return f"{what}: {state}"


def _sentence(owed: Owed) -> str:
    if owed.state == "sent" and not owed.attempts:
        return _NEEDLESS
    if owed.state == "pending" and owed.attempts:
        return _PUT_OFF
    return _STATES[owed.state]


def _exact(moment: datetime, asked: Asked, t: Translator) -> str:
    return format_datetime(moment, "EEEE d MMMM y, HH:mm:ss", tzinfo=ZoneInfo(asked.zone), locale=t.language)
