"""The courier: claims what is owed to a room, delivers it, and records what became of it.

What is claimed together is delivered one after the other and recorded together, as long as that goes fast: a burst then
costs few transactions. A row is claimed before it is tried. Where the outcome is unknown (a crash, no answer) it stays
claimed, and on a platform that does not remember tokens the message is first looked for. What cannot succeed is buried.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.core.delivery import Action, Delivery
from bot.core.emoji import emoji_of
from bot.core.errors import N_, Barred, InDoubt, TryLater, Undeliverable
from bot.core.ids import MessageRef, RoomRef
from bot.core.ports import ChatPlatform, Clock
from bot.core.rooms import Purpose, Rooms
from bot.engine.digest import members_of
from bot.engine.incidents import Incidents
from bot.engine.live import Live
from bot.engine.naming import named_there
from bot.engine.plan import Step, steps_for
from storage import digests, links, outbox
from storage.database import Database, Tx
from storage.digests import Digest
from storage.outbox import Owed

_log = structlog.get_logger("stoa")

_AT_ONCE = 20
"""Deliveries claimed together: as many may have to be looked for after a crash."""
_PROMPT = 0.05
"""Seconds after which what was delivered is recorded, although more was claimed."""
_STALE = 1.0
"""Seconds after which what else was claimed is given back: it may be better merged by now."""
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 30.0
_LONGEST_DELIVERY = 300.0
"""Seconds for one part; beyond it the outcome is unknown. discord.py waits for rate limits inside a send."""
_LONGEST_BARRED = timedelta(days=3)
"""How long a delivery waits for a room that does not let us in, before it is buried."""
_DOUBTS = 10
"""How often it is looked for what may have been sent, before the admins hear that this is not possible."""
_AT_ONCE_TRIES = 3
"""How often a delivery is tried again without a wait, where a platform asks for that."""
_REACTIONS_IN_PRIVATE = 4
"""Choices of which each is given a reaction in private: more would cost more messages than the number to write does."""
_CRASHES = 5
"""How often an unexpected error of an adapter is tried again before the delivery is buried."""

_BARRED = N_("{room} does not let me in: {reason}. What is owed to it waits until that is put right: {command}.")
_NO_CALENDAR = N_("I cannot keep the platform's own events ({room}) up to date: {reason}. I go on trying.")
_DOUBTED = N_("I cannot find out whether a message has arrived in {room}, and what comes after it waits: {reason}.")
_UNPINNABLE = N_("I cannot pin messages in {room} as they are pinned elsewhere: {reason}")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that may from now on have been sent, as it was before it was claimed.

    `doubtful`: it may have been sent before this claim. Of a digest, `rows` are all that it settles.
    """

    owed: Owed
    steps: Sequence[Step]
    doubtful: bool
    digest: Digest | None = None
    merged: Sequence[Owed] = ()

    @property
    def rows(self) -> Sequence[Owed]:
        """The rows of the outbox that are settled with it."""
        return self.merged or (self.owed,)


@dataclass(slots=True)
class Outcome:
    """What became of a batch and is not yet recorded."""

    made: list[tuple[Step, MessageRef]] = field(default_factory=list)
    arrived: list[Claimed] = field(default_factory=list)
    failed: tuple[Claimed, Exception] | None = None
    untried: list[Claimed] = field(default_factory=list)


class Courier:
    """Serves one room at a time; knows every platform by its name."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, ChatPlatform],
        rooms: Rooms,
        incidents: Incidents,
        clock: Clock,
        live: Live,
    ) -> None:
        """Deliver through the platforms and tell the admins what is buried."""
        self._database, self._platforms, self._rooms = database, platforms, rooms
        self._incidents, self._clock, self._live = incidents, clock, live
        self.stopping = False
        """Set to have a batch end after the delivery that has begun."""

    async def ready(self, room: RoomRef) -> None:
        """Return once a room's platform is ready for deliveries."""
        platform = self._platforms.get(room.platform)
        if platform is not None:
            await platform.ready()

    async def claim(self, tx: Tx, room: RoomRef) -> list[Claimed] | float | None:
        """Claim what is owed first to a room; return the seconds to wait if it is not due, None if nothing is owed."""
        now, platform = self._clock.now(), self._platforms.get(room.platform)
        while queue := await outbox.queue(tx, room, _AT_ONCE):
            wait = (queue[0].due_at - now).total_seconds()
            if wait > 0 and not self._knows_its_budget(platform, queue[0], wait):
                return wait
            free = _AT_ONCE
            if platform is not None:
                merged = await self._live.digest(tx, platform, queue, full=len(queue) == _AT_ONCE)
                if isinstance(merged, Digest):
                    return [await self._merged(tx, platform, merged, now)]
                if merged == 0.0:
                    continue
                free, wait = self._budgeted(platform, queue[0])
                if merged or wait > 0:
                    return merged or wait
            claimed = await self._singly(tx, queue[: max(free, 1)], now)
            if claimed:
                await outbox.claim(tx, [one.owed.id for one in claimed], now)
                return claimed
        return None

    async def deliver(self, batch: Sequence[Claimed]) -> Outcome:
        """Deliver in order until one fails, it takes long or a stop is wanted; return what is still to be recorded."""
        outcome, began = Outcome(), self._clock.monotonic()
        until = began + _STALE
        for number, claimed in enumerate(batch):
            if number and (self.stopping or self._clock.monotonic() > until):
                outcome.untried.extend(batch[number:])
                break
            try:
                await self._deliver(claimed, outcome)
                late = self._clock.monotonic() - began > _PROMPT
                # What was looked for is known at once, so that the next of the same words is not taken for it.
                if (late or claimed.doubtful) and claimed is not batch[-1]:
                    await self._record_now(outcome)
                    outcome, began = Outcome(), self._clock.monotonic()
            except Exception as error:  # noqa: BLE001 - the boundary: every way in which a delivery can fail ends here
                if claimed not in outcome.arrived:
                    outcome.failed = (claimed, error)
                outcome.untried.extend(batch[number + 1 :])
                break
        return outcome

    async def record(self, tx: Tx, outcome: Outcome) -> None:
        """Record what became of a batch."""
        await self._link(tx, outcome.made)
        if outcome.arrived:
            arrived = [owed.id for one in outcome.arrived for owed in one.rows]
            await outbox.sent(tx, arrived, self._clock.now())
        for claimed in outcome.arrived:
            if claimed.owed.delivery.choices:
                await self._offer_reactions(tx, claimed.owed.delivery)
        if outcome.untried:
            await outbox.release(tx, [one.owed for one in outcome.untried])
        if outcome.failed:
            await self._put_off(tx, *outcome.failed)

    def _knows_its_budget(self, platform: ChatPlatform | None, head: Owed, wait: float) -> bool:
        """Tell whether a message waits (seconds) for its budget alone: it may then go another way, in a digest."""
        if platform is None or head.delivery.action is not Action.POST:
            return False
        return self._budgeted(platform, head)[1] >= wait - _PROMPT

    def _budgeted(self, platform: ChatPlatform, head: Owed) -> tuple[int, float]:
        """Return how many messages like the first one may be sent at once, and the seconds until one may."""
        delivery, moment = head.delivery, self._clock.monotonic()
        if delivery.action is not Action.POST:
            return _AT_ONCE, 0.0
        budget = self._live.budget(platform, delivery.to, as_person=delivery.as_person is not None)
        return budget.free(moment, _AT_ONCE), budget.wait(moment)

    async def _merged(self, tx: Tx, platform: ChatPlatform, digest: Digest, now: datetime) -> Claimed:
        """Claim a digest, which is kept already, with all that is in it."""
        rows = await outbox.merged(tx, digest.key)
        delivery = self._live.spoken(digest)
        # It had room in one message when it was made: cut anew, it might say its end twice.
        steps = await steps_for(tx, replace(rows[0], delivery=delivery), [delivery.text], platform.capabilities)
        steps[0] = replace(steps[0], members=members_of(digest))
        await outbox.claim(tx, [owed.id for owed in rows], now)
        return Claimed(rows[0], steps, self._is_doubtful(rows[0]), digest, rows)

    async def _singly(self, tx: Tx, queue: Sequence[Owed], now: datetime) -> list[Claimed]:
        claimed: list[Claimed] = []
        for owed in queue:
            # What refers to another message finds it only once that is recorded.
            if claimed and not (_stands_alone(owed.delivery) and owed.due_at <= now):
                break
            if _is_over(owed, now):
                await outbox.sent(tx, [owed.id], now)
                continue
            steps = await self._steps(tx, owed, now)
            if steps:
                claimed.append(Claimed(owed, steps, self._is_doubtful(owed)))
        return claimed

    def _is_doubtful(self, owed: Owed) -> bool:
        remembers = self._platforms[owed.delivery.to.platform].capabilities.remembers_tokens
        return owed.claimed_at is not None and not remembers

    async def _steps(self, tx: Tx, owed: Owed, now: datetime) -> list[Step]:
        """Return what is to be done of a delivery; one that needs nothing or cannot be done is settled here."""
        platform = self._platforms.get(owed.delivery.to.platform)
        if platform is None:
            await self._bury(tx, owed, f"no platform is called {owed.delivery.to.platform!r}", in_doubt=True)
            return []
        try:
            delivery = await self._live.changed(tx, await named_there(tx, owed.delivery))
            if delivery.action is Action.POST:
                at = owed.claimed_at or now
                delivery = self._live.dated(_in_time(delivery, at), at)
            texts = platform.split(delivery)
            steps = await steps_for(tx, replace(owed, delivery=delivery), texts, platform.capabilities)
        except Exception as error:  # noqa: BLE001 - the boundary: a text that an adapter cannot write must not stop the room
            await self._incidents.report(tx, f"outbox {platform.name}", error, owed.trace)
            await self._bury(tx, owed, f"cannot be written for {platform.name}: {type(error).__name__}", in_doubt=True)
            return []
        if not steps:
            await outbox.sent(tx, [owed.id], self._clock.now())
        return steps

    async def _deliver(self, claimed: Claimed, outcome: Outcome) -> None:
        doubtful = claimed.doubtful
        for number, planned in enumerate(claimed.steps):
            step = planned
            if number:
                step = replace(planned, part=replace(planned.part, after=outcome.made[-1][1]))
                # A long delivery is recorded part by part, so that none is sent twice after a crash.
                await self._record_now(outcome)
                outcome.made, outcome.arrived = [], []
            async with asyncio.timeout(_LONGEST_DELIVERY):
                outcome.made.append((step, await self._do(step, claimed.owed, doubtful)))
            doubtful = False
        outcome.arrived.append(claimed)

    async def _do(self, step: Step, owed: Owed, doubtful: bool) -> MessageRef:
        platform = self._platforms[step.part.to.platform]
        if doubtful and step.posts and owed.claimed_at is not None:
            found = await platform.find_delivered(step.part, owed.claimed_at)
            if found is not None:
                return found
        if not step.posts:
            return await platform.deliver(step.part)
        budget = self._live.budget(platform, step.part.to, as_person=step.part.as_person is not None)
        began = self._clock.monotonic()
        try:
            made = await platform.deliver(step.part)
        except TryLater as error:
            if error.after:
                budget.refused(self._clock.monotonic(), error.after)
            raise
        budget.sent(began, self._clock.monotonic())
        return made

    async def _record_now(self, outcome: Outcome) -> None:
        async with self._database.transaction() as tx:
            await self.record(tx, outcome)

    async def _link(self, tx: Tx, made: Sequence[tuple[Step, MessageRef]]) -> None:
        posted = [(message, step.key, step.number, step.origin) for step, message in made if step.key and step.posts]
        posted += [(message, key, 0, origin) for step, message in made for key, origin in step.members]
        if posted:
            await links.record_all(tx, posted)
        carrying = [(message, step.files) for step, message in made if step.key and step.posts and step.files]
        if carrying:
            await links.note_files(tx, carrying)
        for step, _ in made:
            if step.key and step.part.action is Action.DELETE:
                await links.forget(tx, step.key, step.number)

    async def _offer_reactions(self, tx: Tx, delivery: Delivery) -> None:
        """Put the emoji of the choices under the message, where the platform has no buttons to press."""
        can = self._platforms[delivery.to.platform].capabilities
        if delivery.action is not Action.POST or can.buttons or not can.reactions:
            return
        if delivery.to.person is not None and len(delivery.choices) > _REACTIONS_IN_PRIVATE:
            return
        message = max((await links.parts(tx, delivery.key)).items())[1]
        for number, choice in enumerate(delivery.choices, start=1):
            emoji = emoji_of(choice.label, number)
            if emoji:
                key = f"{delivery.key}:offer:{number}"
                reaction = Delivery(key, delivery.to, Action.REACT, reply_to=message, emoji=emoji)
                await outbox.put(tx, reaction, self._clock.now())

    async def _put_off(self, tx: Tx, claimed: Claimed, error: Exception) -> None:
        owed = claimed.owed
        now, backoff = self._clock.now(), timedelta(seconds=_backoff(owed.attempts))
        match error:
            case Undeliverable() if claimed.digest:
                await self._part(tx, claimed, now, str(error))
            case Undeliverable():
                await self._bury(tx, owed, str(error), in_doubt=False)
            case Barred() if now - owed.owed_at > _LONGEST_BARRED:
                await self._bury(tx, owed, str(error), in_doubt=False)
            case TryLater():
                await self._wait(tx, claimed, error, now, backoff)
            case InDoubt() | TimeoutError():
                await self._retry(tx, claimed, now + backoff, str(error) or "no answer in time", in_doubt=True)
                if owed.attempts >= _DOUBTS:
                    await self._tell(tx, f"doubt:{owed.id}", _DOUBTED, room=owed.delivery.to, reason=error)
            case _:
                await self._incidents.report(tx, f"outbox {owed.delivery.to.platform}", error, owed.trace)
                if owed.attempts + 1 < _CRASHES:
                    await self._retry(tx, claimed, now + backoff, type(error).__name__, in_doubt=True)
                elif claimed.digest:
                    await self._part(tx, claimed, now, type(error).__name__)
                else:
                    await self._bury(tx, owed, type(error).__name__, in_doubt=True)
        _log.info("delivery put off", id=owed.id, room=owed.delivery.to.label, reason=str(error), trace=owed.trace)

    async def _wait(self, tx: Tx, claimed: Claimed, error: TryLater, now: datetime, backoff: timedelta) -> None:
        """Have what was refused for now tried again; the messages of a digest are then merged anew."""
        owed = claimed.owed
        # An earlier attempt of which nobody knows the outcome is looked for only where tokens are forgotten.
        unknown = owed.claimed_at is not None and not claimed.doubtful
        if claimed.digest and not unknown:
            if isinstance(error, Barred):
                # The bot itself may be kept out where people's messages are let in.
                await self._part(tx, claimed, now, str(error))
                return
            await digests.undo(tx, claimed.digest.key)
        asked = error.after or (0 if error.after == 0 and owed.attempts < _AT_ONCE_TRIES else None)
        due = now + (backoff if asked is None else timedelta(seconds=asked))
        await self._retry(tx, claimed, due, str(error), in_doubt=unknown)
        if isinstance(error, Barred):
            to = owed.delivery.to
            about, sentence = (f"barred:{to}", _NO_CALENDAR) if to.is_calendar else (f"barred:{owed.id}", _BARRED)
            await self._tell(tx, about, sentence, room=to, reason=error)

    async def _retry(self, tx: Tx, claimed: Claimed, due: datetime, reason: str, *, in_doubt: bool) -> None:
        for owed in claimed.rows:
            await outbox.retry(tx, owed.id, due, reason, in_doubt=in_doubt)

    async def _part(self, tx: Tx, claimed: Claimed, now: datetime, reason: str) -> None:
        """Have what was in a digest that cannot be delivered tried one by one."""
        if claimed.digest:
            await self._live.part(tx, claimed.digest, claimed.rows)
        await self._retry(tx, claimed, now, reason, in_doubt=False)

    async def _tell(self, tx: Tx, about: str, sentence: str, room: RoomRef, reason: object) -> None:
        """Tell the admins once, unless it is their own room that cannot be reached."""
        known = self._rooms.of(room)
        if known is None or known.purpose is not Purpose.ADMINS:
            await self._incidents.tell_once(tx, about, sentence, room=room, reason=reason, command="/bridge status")

    async def _bury(self, tx: Tx, owed: Owed, reason: str, *, in_doubt: bool) -> None:
        await outbox.bury(tx, owed.id, self._clock.now(), reason, in_doubt=in_doubt)
        _log.warning("delivery buried", id=owed.id, room=owed.delivery.to.label, reason=reason, trace=owed.trace)
        room = self._rooms.of(owed.delivery.to)
        if owed.delivery.action in (Action.PIN, Action.UNPIN):
            await self._tell(tx, f"pins:{owed.delivery.to}", _UNPINNABLE, room=owed.delivery.to, reason=reason)
        elif room is None or room.purpose is not Purpose.ADMINS:
            sentence = N_("I could not deliver message {number} to {room}: {reason}. Raise it again with {command}.")
            name = f"#{room.name}" if room else owed.delivery.to.label
            command = f"/bridge retry {owed.id}"
            await self._incidents.tell(
                tx, f"buried:{owed.delivery.to}", sentence, number=owed.id, room=name, reason=reason, command=command
            )


def _stands_alone(delivery: Delivery) -> bool:
    """Tell whether nothing is looked up that another delivery makes: a message of the same room is itself."""
    elsewhere = any(refers and refers.room != delivery.to for refers in (delivery.reply_to, delivery.thread))
    return delivery.action is Action.POST and not (elsewhere or delivery.under)


def _in_time(delivery: Delivery, at: datetime) -> Delivery:
    late = delivery.late_from is not None and at >= delivery.late_from
    return replace(delivery, text=delivery.late) if late else delivery


def _is_over(owed: Owed, now: datetime) -> bool:
    until = owed.delivery.good_until
    return until is not None and owed.state == "pending" and now > until


def _backoff(attempts: int) -> float:
    return min(_FIRST_WAIT * 2.0 ** min(attempts, 16), _LONGEST_WAIT)
