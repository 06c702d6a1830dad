"""What is logged is plain or JSON, the libraries log through the same pipe, and no secret comes through."""

import errno
import io
import json
import logging
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from bot import log

SECRET = "Marker-Secret-0123456789"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Put logging back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def written(format: Literal["text", "json"], level: Literal["debug", "info", "warning", "error"] = "info") -> str:
    """Log what a bot logs, and more than it ever should; return what was written."""
    stream = io.StringIO()
    log.set_up(level, format, stream)
    ours = structlog.get_logger("stoa")
    ours.debug("detail")
    ours.info("platform up", platform="matrix", token=SECRET, settings={"access_token": SECRET, "user": "@stoa:t"})
    logging.getLogger("aiohttp.client").info("not shown")
    logging.getLogger("aiohttp.client").warning("failed: %s", f"https://t/sync?access_token={SECRET}&since=1")
    try:
        raise ValueError(f"Authorization: Bot {SECRET}")
    except ValueError:
        ours.exception("failed", where="matrix", password=SECRET)
        logging.getLogger("discord.http").exception("failed")
    return stream.getvalue()


@pytest.mark.parametrize("format", ["text", "json"])
def test_no_secret_comes_through(format: Literal["text", "json"]) -> None:
    text = written(format)
    assert SECRET not in text
    assert text.count("[hidden]") >= 6


def test_text_is_plain() -> None:
    lines = written("text").splitlines()
    assert lines[0].endswith(
        "[info     ] platform up platform=matrix"
        " settings={'access_token': '[hidden]', 'user': '@stoa:t'} token=[hidden]"
    )
    assert lines[1].endswith("[warning  ] failed: https://t/sync?access_token=[hidden]&since=1 [aiohttp.client]")
    assert "\x1b" not in "".join(lines)
    assert lines.count("Traceback (most recent call last):") == 2
    assert not any("not shown" in line or "detail" in line for line in lines)


def test_json_is_one_object_a_line() -> None:
    events = [json.loads(line) for line in written("json").splitlines()]
    assert [(event["level"], event["event"]) for event in events] == [
        ("info", "platform up"),
        ("warning", "failed: https://t/sync?access_token=[hidden]&since=1"),
        ("error", "failed"),
        ("error", "failed"),
    ]
    assert events[1]["logger"] == "aiohttp.client"
    assert "ValueError" in events[2]["exception"]
    assert all(event["timestamp"].endswith("Z") for event in events)


def test_the_level_is_the_settings() -> None:
    assert '"detail"' in written("json", "debug")
    assert "platform up" not in written("json", "error")
    assert "failed: " not in written("text", "error")


class Full(io.StringIO):
    """A file on a disk that is full."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_costs_the_log_its_lines_and_nothing_else() -> None:
    log.set_up("info", "text", Full())
    structlog.get_logger("stoa").info("platform up", platform="matrix")
    logging.getLogger("aiohttp.client").warning("failed")
