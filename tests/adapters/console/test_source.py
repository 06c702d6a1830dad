"""Lines come from a pipe or a file of any kind, or from a prompt."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.adapters.console.source import Words, piped, prompted


async def test_a_pipe_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    long = "α" * 100_000
    lines: list[str] = []

    async def listen() -> None:
        lines.extend([line async for line in piped(reading)])

    listening = asyncio.create_task(listen())
    with os.fdopen(writing, "wb") as pipe:
        await asyncio.to_thread(pipe.write, f"\ufeffένα\r\n\n{long}\nχωρίς τέλος".encode())
    await listening
    os.close(reading)
    assert lines == ["ένα", "", long, "χωρίς τέλος"]


@pytest.mark.parametrize("content", [b"", b"one\ntwo\n", b"\xffone\ntwo"])
async def test_a_file_is_read_to_its_end(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "script"
    path.write_bytes(content)
    descriptor = os.open(path, os.O_RDONLY)
    lines = [line async for line in piped(descriptor)]
    os.close(descriptor)
    assert lines == content.decode(errors="replace").splitlines()


async def test_nothing_is_read_from_nothing() -> None:
    descriptor = os.open(os.devnull, os.O_RDONLY)
    assert [line async for line in piped(descriptor)] == []
    os.close(descriptor)


async def test_a_prompt_yields_lines_until_ctrl_d() -> None:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("γεια\r/he\r\x04")
        lines = [line async for line in prompted(lambda: "> ", list)]
    assert lines == ["γεια", "/he"]


@pytest.mark.parametrize(("typed", "offered"), [("/he", ["/help"]), ("#", ["#genika"]), ("", []), ("/help me", [])])
def test_tab_offers_words_that_begin_like_the_line(typed: str, offered: list[str]) -> None:
    words = Words(lambda: ["/room", "/help", "#genika"])
    assert [found.text for found in words.get_completions(Document(typed), CompleteEvent())] == offered


async def test_ctrl_c_at_the_prompt_is_the_signal() -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stopped.set)
    try:
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            keys.send_text("one\r\x03")
            lines = [line async for line in prompted(lambda: "> ", list)]
        await stopped.wait()
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
    assert lines == ["one"]
