"""Running the bot until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from config.load import Configuration

if TYPE_CHECKING:
    from bot.adapters.console.platform import ConsolePlatform


def serve(configuration: Configuration, console: ConsolePlatform | None = None) -> None:
    """Run the bot until it is told to stop; with a console, on that alone and until its lines end."""
    with asyncio.Runner(loop_factory=None if console else fast_loop()) as runner:
        runner.run(_serve(configuration, console))


def fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes uvloop's event loop, which carries more messages a second; None where it cannot be had."""
    try:
        import uvloop  # it is not made for every system
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(configuration: Configuration, console: ConsolePlatform | None = None) -> None:
    from bot.app import App  # only who runs the bot waits for the platforms' libraries

    app = await App.open(configuration, platforms={console.name: console} if console else None)
    if console:
        console.idle = app.idle
    try:
        stop = asyncio.Event()
        with _stopped_by_signals(stop):
            await app.run(stop)
    finally:
        await app.close()


@contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set `stop` at the first Ctrl-C or SIGTERM; the second one ends the program as ever."""
    loop, numbers = asyncio.get_running_loop(), (signal.SIGINT, signal.SIGTERM)

    def give_back() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)

    def ask() -> None:
        give_back()
        stop.set()

    # The loop of Windows has no signals: there Ctrl-C cancels, and what is open is closed all the same.
    with suppress(NotImplementedError):
        for number in numbers:
            loop.add_signal_handler(number, ask)
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            give_back()
