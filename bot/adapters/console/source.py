"""Where lines come from: a prompt in a terminal, or whatever is piped in."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.patch_stdout import patch_stdout

_CHUNK = 65536


class Words(Completer):
    """Offers the words that begin like the line."""

    def __init__(self, words: Callable[[], Iterable[str]]) -> None:
        """`words` is asked each time."""
        self._words = words

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """See `Completer.get_completions`."""
        typed = document.text_before_cursor
        if typed:
            yield from (Completion(word, -len(typed)) for word in sorted(self._words()) if word.startswith(typed))


async def prompted(prompt: Callable[[], str], words: Callable[[], Iterable[str]]) -> AsyncIterator[str]:
    """Yield the lines that are typed after a prompt, until Ctrl-D; Tab offers words.

    Ctrl-C, which the prompt receives as a key, becomes the signal that it is everywhere else.
    """
    session: PromptSession[str] = PromptSession(completer=Words(words), complete_while_typing=False)
    with patch_stdout(raw=True):
        while True:
            try:
                # Its own handling of the signal would take away the one by which we stop.
                yield await session.prompt_async(prompt, handle_sigint=False)
            except EOFError:
                return
            except KeyboardInterrupt:
                signal.raise_signal(signal.SIGINT)
                return


async def piped(descriptor: int = 0) -> AsyncIterator[str]:
    """Yield the lines of a file descriptor until its end; they are UTF-8, of any length.

    They are read in a thread: the loop cannot watch every kind of file. `os.read` holds no lock that the interpreter
    would need to end while nothing is typed.
    """
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def put(line: str | None) -> None:
        loop.call_soon_threadsafe(lines.put_nowait, line)

    threading.Thread(target=_feed, args=(descriptor, put), name="lines", daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


def _feed(descriptor: int, put: Callable[[str | None], None]) -> None:
    decoder, rest = codecs.getincrementaldecoder("utf-8-sig")("replace"), ""
    with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits for more
        while chunk := os.read(descriptor, _CHUNK):
            *whole, rest = (rest + decoder.decode(chunk)).split("\n")
            for line in whole:
                put(line.rstrip("\r"))
        if rest:
            put(rest)
        put(None)
