"""What is logged, and how: structlog to stderr, with the libraries' own logging through the same pipe."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Literal, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_SECRET_NAMES = ("token", "password", "authorization", "secret")
_SECRET_TEXT = re.compile(r"(?i)((?:access_token=|token=|password=|bearer |authorization: ?\w+ ))[^\s&'\",)]+")
_HIDDEN = "[hidden]"


def set_up(
    level: Literal["debug", "info", "warning", "error"] = "info",
    format: Literal["text", "json"] = "text",
    stream: TextIO | None = None,
) -> None:
    """Log from a level upwards as plain text or as one JSON object a line, to stderr unless told otherwise.

    The libraries log through the same pipe, warnings and worse. Whatever bears the name of a secret is hidden: a second
    line of defence, since nothing logs one.
    """
    stream = cast("TextIO", _Patient(stream or sys.stderr))
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    renderer = _renderer(format)
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(logging.WARNING, getattr(logging, level.upper())), force=True)


class _Patient:
    """A stream that leaves out what cannot be written: a full disk costs the log its lines, and the bot nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def hide_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Hide the values of keys that bear a secret's name, and what follows such a name inside a text."""
    return {key: _clean(key, value) for key, value in event.items()}


def _clean(key: str, value: object) -> object:
    if any(name in key.casefold() for name in _SECRET_NAMES):
        return _HIDDEN
    if isinstance(value, Mapping):
        return {inner: _clean(str(inner), deeper) for inner, deeper in value.items()}
    if isinstance(value, str):
        return _SECRET_TEXT.sub(rf"\g<1>{_HIDDEN}", value)
    return value


def _renderer(format: str) -> Processor:
    if format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    return structlog.dev.ConsoleRenderer(
        colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
    )
