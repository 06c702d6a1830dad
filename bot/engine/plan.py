"""From a delivery to the parts that are to be done now: every reference found, every text cut to length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, zip_longest

from bot.core.delivery import Action, Delivery, Part
from bot.core.emoji import is_emoji
from bot.core.ids import MessageRef
from bot.core.ports import Capabilities
from bot.core.text import EMPTY, RichText
from storage import links, outbox
from storage.database import Tx
from storage.outbox import Owed


@dataclass(frozen=True, slots=True)
class Step:
    """One part to be done, and what to keep once it is.

    `key` and `number` name the place of the message in its delivery (see `storage.links`); `key` is empty where nothing
    is to be kept (a reaction).
    """

    part: Part
    key: str = ""
    number: int = 0
    origin: MessageRef | None = None

    @property
    def posts(self) -> bool:
        """Whether the step makes a new message, and so must not be done twice."""
        return self.part.action is Action.POST


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
            return await _post(tx, delivery, texts[done:], done, can)
        case Action.EDIT:
            return await _edit(tx, delivery, texts)
        case Action.DELETE:
            target = delivery.target or ""
            return [
                _step(delivery, Action.DELETE, target, number, message)
                for number, message in (await links.parts(tx, target)).items()
            ]
        case Action.REACT | Action.UNREACT:
            found = await links.counterpart(tx, delivery.reply_to, delivery.to) if delivery.reply_to else None
            return [_step(delivery, delivery.action, "", 0, found)] if found and _can_show(delivery, can) else []


def _can_show(delivery: Delivery, can: Capabilities) -> bool:
    """Tell whether a platform can show a reaction that was given to the message that it names."""
    own = delivery.reply_to is not None and delivery.reply_to.room.platform == delivery.to.platform
    return can.reactions and (own or can.free_reactions or is_emoji(delivery.emoji))


async def _post(tx: Tx, delivery: Delivery, texts: Sequence[RichText], done: int, can: Capabilities) -> list[Step]:
    reply_to = await _reply(tx, delivery)
    opens = delivery.origin is None and delivery.thread == delivery.reply_to and not can.light_threads
    thread = None if opens else await _thread(tx, delivery)
    last = done + len(texts) - 1
    texts = _quoting(delivery, texts) if done == 0 and not (reply_to or thread) else texts
    after = (await links.parts(tx, delivery.key)).get(done - 1) if done else None
    return [
        Step(
            Part(
                f"{delivery.token}.{number}",
                delivery.to,
                Action.POST,
                text,
                delivery.as_person,
                reply_to=reply_to if number == 0 else None,
                thread=thread,
                choices=delivery.choices if number == last else (),
                attachments=delivery.attachments if number == last else (),
                after=after if number == done else None,
            ),
            delivery.key,
            number,
            delivery.origin,
        )
        for number, text in enumerate(texts, start=done)
    ]


def _quoting(delivery: Delivery, texts: Sequence[RichText]) -> Sequence[RichText]:
    """Put the delivery's quote, if it has one, above the first part."""
    return [delivery.quote + texts[0], *texts[1:]] if texts and delivery.quote else texts


async def _edit(tx: Tx, delivery: Delivery, texts: Sequence[RichText]) -> list[Step]:
    """Return the steps that give what was posted its new text: messages that are too many go, missing ones come."""
    target = delivery.target or ""
    made = list((await links.parts(tx, target)).items())
    if not made:
        return []
    origin = await links.origin_of(tx, made[0][1])
    posted = await outbox.with_key(tx, target)
    thread = await _thread(tx, posted.delivery) if posted else None
    if posted and not (thread or await _reply(tx, posted.delivery)):
        texts = _quoting(posted.delivery, texts)
    unused = count(made[-1][0] + 1)
    steps: list[Step] = []
    for message, text in zip_longest(made, texts):
        number, target_message = message or (next(unused), None)
        action = Action.DELETE if text is None else Action.EDIT if message else Action.POST
        last = delivery.attachments if len(steps) == len(texts) - 1 else ()
        step = _step(delivery, action, target, number, target_message, text or EMPTY)
        part = replace(step.part, attachments=last, thread=None if message else thread, after=made[-1][1])
        steps.append(replace(step, part=part, origin=origin))
    return steps


async def _reply(tx: Tx, delivery: Delivery) -> MessageRef | None:
    return await links.counterpart(tx, delivery.reply_to, delivery.to) if delivery.reply_to else None


async def _thread(tx: Tx, delivery: Delivery) -> MessageRef | None:
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
    )
    return Step(part, key, number)
