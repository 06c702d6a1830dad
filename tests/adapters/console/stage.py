"""A small community around a console: the real engine and bridge, a cog that answers, and no terminal."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from bot.adapters.console.platform import ConsolePlatform
from bot.core import markup
from bot.core.cog import Cog, on
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Action, Choice, Delivery
from bot.core.events import MessagePosted, Reacted
from bot.core.ids import RoomRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Purpose, Room, Rooms
from bot.engine.engine import Engine
from bot.engine.host import EngineHost
from bot.engine.outbox import OutboxWorker
from cogs.bridge import Bridge
from storage import outbox
from storage.database import Database, Tx
from tests.fakes import FakeClock

ROOMS = Rooms(
    (
        Room("genika", "Γενικά", (RoomRef("console", "one"), RoomRef("console", "two")), zone="Europe/Athens"),
        Room("helpdesk", "Help", (RoomRef("console", "help"),), Purpose.HELPDESK, language="en"),
        Room("elsewhere", "Elsewhere", (RoomRef("discord", "7"),)),
    ),
    language="en",
)
RIGHTS = Rights.of(facilitators=["console:facilitator-1"])


class Answers(Cog):
    """Answers whoever asks it, and whoever reacts."""

    name = "answers"

    @command("say")
    async def say(self, asked: Asked, tx: Tx, what: Annotated[str, "What"]) -> Reply:
        """Say it to everyone."""
        return Reply(markup.parse(f"**{what}**"))

    @command("whisper", needs=Role.FACILITATOR)
    async def whisper(self, asked: Asked, tx: Tx) -> Reply:
        """Whisper, and offer something."""
        choices = (Choice("✅ Yes", "say yes"), Choice("Not now", "say no"))
        return Reply(markup.parse("Between us."), private=True, choices=choices)

    @on(MessagePosted)
    async def answer(self, event: MessagePosted, tx: Tx) -> None:
        """Offer something to whoever addresses the bot."""
        if event.addressed and not event.command:
            delivery = Delivery(
                f"answer:{event.ref}",
                event.ref.room,
                text=markup.parse(f"Did you say *{event.text}*?"),
                reply_to=event.ref,
                choices=(Choice("✅ Yes", "say yes"), Choice("❌ No", "say no")),
                offered_to=str(event.author.ref),
            )
            await outbox.put(tx, delivery, event.at)

    @on(Reacted)
    async def thank(self, event: Reacted, tx: Tx) -> None:
        """React to what somebody reacted to."""
        await outbox.put(
            tx, Delivery(f"thank:{event.id}", event.ref.room, Action.REACT, reply_to=event.ref, emoji="👀"), event.at
        )


async def lines_of(script: str) -> AsyncIterator[str]:
    """Yield a script's lines."""
    for line in script.splitlines():
        yield line


async def play(database: Database, script: str, *, clock: FakeClock | None = None) -> list[str]:
    """Play a script, and return the lines that were written."""
    written: list[str] = []
    clock = clock or FakeClock()
    console = ConsolePlatform(ROOMS, clock, rights=RIGHTS, lines=lines_of(script), write=written.append, terminal=False)
    host, worker = engine(database, console, clock)
    console.idle = worker.idle
    working = asyncio.create_task(worker.run())
    try:
        await console.run(host)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    return "\n".join(written).splitlines()


def engine(database: Database, console: ConsolePlatform, clock: FakeClock) -> tuple[EngineHost, OutboxWorker]:
    """Put a real engine around a console."""
    made = Engine(database, clock, {"console": console}, ROOMS, (Bridge(ROOMS), Answers()), RIGHTS)
    return made.host, made.outbox
