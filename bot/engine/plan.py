"""From a delivery to the parts that are to be done now: every reference found, texts cut, files in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, zip_longest

from bot.core.delivery import Action, Delivery, Part
from bot.core.emoji import is_emoji
from bot.core.ids import MessageRef
from bot.core.occasions import Phase
from bot.core.ports import Capabilities
from bot.core.text import EMPTY, Attachment, RichText
from storage import links, outbox
from storage.database import Tx
from storage.outbox import Owed


@dataclass(frozen=True, slots=True)
class Step:
    """One part to be done, and what to keep once it is.

    `key` and `number` name the place of the message in its delivery (see `storage.links`); `key` is empty where nothing
    is to be kept (a reaction). `files` are the ids of the files in a message that carries nothing else. `members`
    are the keys and originals of what is merged in the message.
    """

    part: Part
    key: str = ""
    number: int = 0
    origin: MessageRef | None = None
    files: str = ""
    members: tuple[tuple[str, MessageRef], ...] = ()

    @property
    def posts(self) -> bool:
        """Whether the step makes a new message or occasion, and so must not be done twice."""
        return self.part.action is Action.POST or (self.part.action is Action.SCHEDULE and self.part.target is None)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one message is to hold; `ids` are those of its files where it never holds anything else."""

    text: RichText = EMPTY
    files: tuple[Attachment, ...] = ()
    ids: str = ""


async def steps_for(tx: Tx, owed: Owed, texts: Sequence[RichText], can: Capabilities) -> list[Step]:
    """Return what is still to be done of a delivery; `texts` is its text, cut by a platform that can so much.

    Parts that were recorded are left out. An edit, deletion or reaction of something that is not there needs no step,
    nor does a reaction that cannot be shown.
    """
    delivery = owed.delivery
    match delivery.action:
        case Action.POST:
            # One that was given up and is owed again has no attempts, but still the reason why.
            begun = owed.attempts or owed.reason
            done = max(await links.parts(tx, delivery.key), default=-1) + 1 if begun else 0
            return await _post(tx, delivery, texts, done, can)
        case Action.EDIT:
            return await _edit(tx, delivery, texts, can)
        case Action.DELETE | Action.PUBLISH:
            target = delivery.target or ""
            return [
                _step(delivery, delivery.action, target, number, message)
                for number, message in (await links.parts(tx, target)).items()
            ]
        case Action.REACT | Action.UNREACT:
            found = await _reply(tx, delivery)
            return [_step(delivery, delivery.action, "", 0, found)] if found and _can_show(delivery, can) else []
        case Action.PIN | Action.UNPIN:
            found = await _reply(tx, delivery) if can.pins else None
            return [_step(delivery, delivery.action, "", 0, found)] if found else []
        case Action.SCHEDULE:
            made = (await links.parts(tx, delivery.target or "")).get(0)
            is_new = delivery.occasion is not None and delivery.occasion.phase is Phase.SCHEDULED
            return [_step(delivery, delivery.action, delivery.target or "", 0, made)] if made or is_new else []


def _can_show(delivery: Delivery, can: Capabilities) -> bool:
    """Tell whether a platform can show a reaction that was given to the message that it names."""
    own = delivery.reply_to is not None and delivery.reply_to.room.platform == delivery.to.platform
    return can.reactions and (own or can.free_reactions or is_emoji(delivery.emoji))


def _pieces(texts: Sequence[RichText], files: Sequence[Attachment], can: Capabilities) -> dict[int, _Piece]:
    """Return what a text, cut to length, and files become by number: as many messages as the platform needs.

    A text that is empty has a number too, but is no message where files are.
    """
    first, at_once = can.files_with_text, can.files_with_text or 1
    pieces = [_Piece(text) for text in texts]
    if first:
        pieces[-1] = replace(pieces[-1], files=tuple(files[:first]))
    rows = [tuple(files[start : start + at_once]) for start in range(first, len(files), at_once)]
    pieces += [_Piece(files=row, ids=" ".join(file.id for file in row)) for row in rows]
    return {number: piece for number, piece in enumerate(pieces) if piece.text or piece.files or not files}


async def _post(tx: Tx, delivery: Delivery, texts: Sequence[RichText], done: int, can: Capabilities) -> list[Step]:
    reply_to = await _reply(tx, delivery)
    same = delivery.thread == delivery.reply_to and not delivery.under
    opens = delivery.origin is None and same and not can.light_threads
    thread = None if opens else await _thread(tx, delivery)
    texts = _quoting(delivery, texts) if done == 0 and not (reply_to or thread) else texts
    pieces = {n: piece for n, piece in _pieces(texts, delivery.attachments, can).items() if n >= done}
    after = (await links.parts(tx, delivery.key)).get(done - 1) if done else None
    return [
        Step(
            Part(
                f"{delivery.token}.{number}",
                delivery.to,
                Action.POST,
                piece.text,
                delivery.as_person,
                reply_to=reply_to if done == 0 and number == min(pieces) else None,
                thread=thread,
                choices=delivery.choices if number == max(pieces) else (),
                attachments=piece.files,
                after=after if number == min(pieces) else None,
                notify=delivery.notify if number == 0 else (),
            ),
            delivery.key,
            number,
            delivery.origin,
            piece.ids,
        )
        for number, piece in pieces.items()
    ]


def _quoting(delivery: Delivery, texts: Sequence[RichText]) -> Sequence[RichText]:
    """Put the delivery's quote, if it has one, above the first part."""
    return [delivery.quote + texts[0], *texts[1:]] if texts and delivery.quote else texts


async def _edit(tx: Tx, delivery: Delivery, texts: Sequence[RichText], can: Capabilities) -> list[Step]:
    """Return the steps that give what was posted its new text and files.

    Messages that are too many go, missing ones come. A file that shares a message with text stays in it, unless none of
    the files is to be left.
    """
    target = delivery.target or ""
    made, files = await links.parts(tx, target), await links.files(tx, target)
    if not made:
        return []
    origin = await links.origin_of(tx, next(iter(made.values())))
    posted = await outbox.with_key(tx, target)
    thread = await _thread(tx, posted.delivery) if posted else None
    if posted and not (thread or await _reply(tx, posted.delivery)):
        texts = _quoting(posted.delivery, texts)
    said = [(number, message) for number, message in made.items() if number not in files]
    wanted = [piece for piece in _pieces(texts, delivery.attachments, can).values() if not piece.ids]
    gone, new = _changed_files(delivery, posted.delivery if posted else delivery, files)
    unused, after = count(max(made) + 1), made[max(made)]
    bare = bool(posted and posted.delivery.attachments and not delivery.attachments)
    steps: list[Step] = []
    for message, piece in zip_longest(said, wanted):
        number, target_message = message or (next(unused), None)
        action = Action.DELETE if piece is None else Action.EDIT if message else Action.POST
        step = _step(delivery, action, target, number, target_message, piece.text if piece else EMPTY)
        notify = delivery.notify if number == 0 else ()
        part = replace(step.part, thread=None if message else thread, after=after, notify=notify, bare=bare)
        steps.append(replace(step, part=part, origin=origin))
    steps += [_step(delivery, Action.DELETE, target, number, made[number]) for number in gone if number in made]
    for file in new:
        step = _step(delivery, Action.POST, target, next(unused), None)
        part = replace(step.part, attachments=(file,), thread=thread, after=after, choices=())
        steps.append(replace(step, part=part, origin=origin, files=file.id))
    return steps


def _changed_files(
    edit: Delivery, posted: Delivery, carried: Mapping[int, frozenset[str]]
) -> tuple[list[int], list[Attachment]]:
    """Return the numbers of the messages whose files an edit takes away, and the files that it adds."""
    now = {file.id for file in edit.attachments}
    before = {file.id for file in posted.attachments}.union(*carried.values())
    gone = [number for number, ids in carried.items() if not ids & now]
    return gone, [file for file in edit.attachments if file.id not in before]


async def _reply(tx: Tx, delivery: Delivery) -> MessageRef | None:
    return await links.counterpart(tx, delivery.reply_to, delivery.to) if delivery.reply_to else None


async def _thread(tx: Tx, delivery: Delivery) -> MessageRef | None:
    if delivery.under:
        return next(iter((await links.parts(tx, delivery.under)).values()), None)
    return await links.counterpart(tx, delivery.thread, delivery.to) if delivery.thread else None


def _step(
    delivery: Delivery,
    action: Action,
    key: str,
    number: int,
    message: MessageRef | None,
    text: RichText = EMPTY,
) -> Step:
    part = Part(
        f"{delivery.token}.{number}",
        delivery.to,
        action,
        text,
        delivery.as_person,
        target=message,
        emoji=delivery.emoji,
        choices=delivery.choices,
        occasion=delivery.occasion,
    )
    return Step(part, key, number)
