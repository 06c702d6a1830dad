"""Commands, declared once: the signature of a cog's method is the argument list on every platform.

::

    @command("hashtag follow", needs=Role.FACILITATOR)
    async def follow(self, asked: Asked, tx: Tx, tag: Annotated[str, "The hashtag, with or without #"]) -> Reply:
        \"\"\"Send this room every message that carries a hashtag.\"\"\"

The first two parameters after `self` are given by the engine: who asks and where, and the transaction. The others are
the arguments, all of them with a default or required, of type str, int, bool, `LongText` or a `Literal` of strings;
every one has a description. One after a ``*`` is only ever given by its name, ``private=yes``, before or after all
others. The first line of the docstring describes the command. Descriptions are gettext msgids.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Literal, NewType, TypeVar, get_args, get_origin, get_type_hints

from bot.core.delivery import Choice
from bot.core.errors import N_, BadArgument, Msgid, UnknownCommand
from bot.core.events import Person
from bot.core.ids import MessageRef, RoomRef
from bot.core.rights import Role
from bot.core.text import EMPTY, Attachment, RichText

LongText = NewType("LongText", str)
"""An argument of several lines: a platform with forms asks for it in one when it is left out."""

_Method = TypeVar("_Method", bound=Callable[..., Awaitable["Reply"]])

_ATTRIBUTE = "__stoa_command__"
_GIVEN = 3
"""`self`, `asked` and `tx` are not arguments."""

_QUOTES = (('"', '"'), ("'", "'"), ("«", "»"), ("“", "”"))
_NAME = re.compile(r"^\w+=")
_TOKEN = re.compile(r"(?:\w+=)?(?:\"[^\"]*\"|«[^»]*»|“[^”]*”|'[^']*'(?=\s|$)|\S+)")
_BARS = ("|", "\\|")
"""The second is how `markup.render` writes the first, for arguments that keep their formatting."""
_WHOLE = re.compile(r"[+-]?\d{1,18}")
"""What a database's BIGINT surely holds."""
_YES = frozenset({"yes", "y", "true", "1", "on", "ναι", "nai", "✅"})
_NO = frozenset({"no", "n", "false", "0", "off", "όχι", "οχι", "oxi", "❌"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, where, when (aware, UTC) and in which language and zone the answer is to be.

    `message` is the message that carried the command, None for one that left no message behind (a slash command),
    `attachments` are its files, and `thread` is the message under which it stands, if it was written in a thread.
    `reply_to` is the message that the command is about: the one that was answered with it, or in whose menu it was
    chosen.
    """

    person: Person
    room: RoomRef
    at: datetime
    role: Role = Role.PARTICIPANT
    language: str = "el"
    zone: str = "Europe/Athens"
    message: MessageRef | None = None
    id: str = ""
    thread: MessageRef | None = None
    reply_to: MessageRef | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What is to be written for a command: `fields` name its text arguments, each with what stands there already."""

    command: str
    arguments: Mapping[str, object]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command answers: to everyone in the room, or to the asker alone.

    A platform with forms opens the `form` in place of the text, which says for all others how it is written. An answer
    that is `passing` only says what can be seen anyway: after a reaction, where it would be a message of its own, it is
    left out.

    It is owed under its `key`, so that a reply to it is understood; without one, under the engine's.

    The engine fills in the rest: `token` is the one under which the choices are offered, `refused` tells that these are
    the words for what was wrong with the command; they are said where it was given.
    """

    text: RichText = EMPTY
    private: bool = False
    choices: tuple[Choice, ...] = ()
    form: Form | None = None
    passing: bool = False
    key: str = ""
    token: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Param:
    """One argument. `type` is str, int, bool or LongText; `options` are the words of a Literal.

    A `named` one is never given by its place in the line.
    """

    name: str
    description: str
    type: Any = str
    default: object = None
    required: bool = True
    options: tuple[str, ...] = ()
    named: bool = False

    @property
    def usage(self) -> str:
        """How it is written in a command's usage."""
        shown = f"{self.name}=…" if self.named else self.name
        return f"<{shown}>" if self.required else f"[{shown}]"

    @property
    def long(self) -> bool:
        """Whether several lines are expected."""
        return self.type is LongText

    @property
    def takes_the_rest(self) -> bool:
        """Whether, standing last, it takes what is left of a line as it is."""
        return self.type in (str, LongText) and not self.options


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command as declared; `run` is the bound method. `hidden` ones are reached through choices only."""

    name: str
    description: str
    params: tuple[Param, ...]
    needs: Role
    hidden: bool
    run: Callable[..., Awaitable[Reply]]

    @property
    def usage(self) -> str:
        """The command with its arguments: <required>, [optional]."""
        return " ".join((self.name, *(param.usage for param in self.params)))

    @property
    def placed(self) -> tuple[Param, ...]:
        """The arguments that are given by their places."""
        return tuple(param for param in self.params if not param.named)


def command(name: str, *, needs: Role = Role.PARTICIPANT, hidden: bool = False) -> Callable[[_Method], _Method]:
    """Declare a cog's method as a command; raises TypeError when its signature is not of the form shown above."""

    def declare(method: _Method) -> _Method:
        params = tuple(_params(method))
        description = (inspect.getdoc(method) or "").partition("\n")[0].strip()
        if not description:
            raise TypeError(f"command {name!r} has no docstring")
        setattr(method, _ATTRIBUTE, CommandSpec(name, description, params, needs, hidden, method))
        return method

    return declare


def specs_of(cog: object) -> tuple[CommandSpec, ...]:
    """Return a cog's commands, bound to it, in the order of their declaration."""
    found = (getattr(member, _ATTRIBUTE, None) for member in vars(type(cog)).values())
    return tuple(replace(spec, run=types.MethodType(spec.run, cog)) for spec in found if isinstance(spec, CommandSpec))


def parse(line: str, specs: Iterable[CommandSpec]) -> tuple[CommandSpec, dict[str, object]]:
    """Read a command line (without prefix) as people type it.

    Arguments stand in order, in quotes where they hold spaces (" ", « » or “ ”), or between bars (a | b | c), or as
    name=value. The last text argument takes the rest of the line as it is, and so does a LongText wherever it stands.
    Raises UnknownCommand or BadArgument.
    """
    spec, rest = _find(line, specs)
    rest, named = _without_named(rest, spec)
    # A bar with something beside it (||spoiler||, a|b) or in quotes is part of the text.
    several = len(spec.placed) > 1 and not spec.placed[0].long
    bars = [token for token in _TOKEN.finditer(rest) if token[0] in _BARS] if several else []
    return spec, arguments(spec, (_between(bars, rest, spec) if bars else _words(rest, spec)) | named)


def arguments(spec: CommandSpec, raw: Mapping[str, object]) -> dict[str, object]:
    """Convert arguments given by name to their types and fill in the defaults; raises BadArgument."""
    for param in spec.params:
        if param.required and raw.get(param.name) in (None, ""):
            raise BadArgument(
                N_("Please also give “{argument}”. It is written like this: {usage}"),
                argument=Msgid(param.description),
                usage=spec.usage,
            )
    return {
        param.name: _convert(param, raw[param.name]) if raw.get(param.name) is not None else param.default
        for param in spec.params
    }


def _params(method: Callable[..., Any]) -> Iterable[Param]:
    hints = get_type_hints(method, include_extras=True)
    for parameter in list(inspect.signature(method).parameters.values())[_GIVEN:]:
        hint = hints.get(parameter.name)
        if get_origin(hint) is not Annotated:
            raise TypeError(f"{method.__qualname__}: argument {parameter.name!r} has no description")
        kind, description = get_args(hint)[:2]
        options = get_args(kind) if get_origin(kind) is Literal else ()
        if not options and kind not in (str, int, bool, LongText):
            raise TypeError(f"{method.__qualname__}: argument {parameter.name!r} has an unknown type {kind!r}")
        required = parameter.default is parameter.empty
        yield Param(
            parameter.name,
            description,
            str if options else kind,
            None if required else parameter.default,
            required,
            options,
            parameter.kind is parameter.KEYWORD_ONLY,
        )


def _find(line: str, specs: Iterable[CommandSpec]) -> tuple[CommandSpec, str]:
    words = line.split()
    for spec in sorted(specs, key=lambda spec: -len(spec.name.split())):
        name = spec.name.split()
        if [word.casefold().lstrip("/") for word in words[: len(name)]] == name:
            return spec, line.split(maxsplit=len(name))[len(name)] if len(words) > len(name) else ""
    raise UnknownCommand(
        N_("I do not know the command “{name}”. See what I can do with {help}."), name=" ".join(words[:2]), help="help"
    )


def _without_named(rest: str, spec: CommandSpec) -> tuple[str, dict[str, object]]:
    """Take the arguments that are given by name alone from both ends of what is left of a line."""
    raw: dict[str, object] = {}
    for param in (param for param in spec.params if param.named):
        found = re.search(rf"^\s*{param.name}=(\S+)|(?:^|\s){param.name}=(\S+)\s*$", rest)
        if found:
            raw[param.name] = _unquoted(found[1] or found[2])
            rest = rest[: found.start()] + rest[found.end() :]
    return rest, raw


def _between(bars: list[re.Match[str]], rest: str, spec: CommandSpec) -> dict[str, object]:
    if spec.placed[-1].takes_the_rest:
        bars = bars[: len(spec.placed) - 1]
    if len(bars) >= len(spec.placed):
        raise _too_many(spec)
    starts, ends = [0, *(bar.end() for bar in bars)], [*(bar.start() for bar in bars), len(rest)]
    values = (_unquoted(rest[start:end].strip()) for start, end in zip(starts, ends, strict=True))
    return {param.name: value for param, value in zip(spec.placed, values, strict=False) if value}


def _words(rest: str, spec: CommandSpec) -> dict[str, object]:
    raw: dict[str, object] = {}
    waiting = list(spec.placed)
    for token in _TOKEN.finditer(rest):
        named = next((p for p in waiting if token[0].startswith(f"{p.name}=")), None)
        if named is not None:
            raw[named.name] = _unquoted(token[0].removeprefix(f"{named.name}="))
            waiting.remove(named)
            continue
        if not waiting:
            raise _too_many(spec)
        param = waiting.pop(0)
        tail = rest[token.start() :].strip()
        if (param.long and not (waiting and _all_quoted(tail))) or (not waiting and param.takes_the_rest):
            raw[param.name] = _unquoted(tail)
            break
        raw[param.name] = _unquoted(token[0])
    return raw


def _all_quoted(tail: str) -> bool:
    """Tell whether somebody took care to quote every argument to come, the one of several lines too."""
    values = (_NAME.sub("", token[0]) for token in _TOKEN.finditer(tail))
    return all(_unquoted(value) != value for value in values)


def _too_many(spec: CommandSpec) -> BadArgument:
    return BadArgument(
        N_("That is more than I can place: put what holds spaces in quotes. It is written like this: {usage}"),
        usage=spec.usage,
    )


def _unquoted(token: str) -> str:
    for opening, closing in _QUOTES:
        inner = token[1:-1]
        if len(token) > 1 and token[0] == opening and token[-1] == closing and closing not in inner:
            return inner
    return token


def _convert(param: Param, value: object) -> object:
    text = str(value).strip()
    if param.options:
        found = next((option for option in param.options if option.casefold() == text.casefold()), None)
        if found is None:
            raise BadArgument(
                N_("“{value}” is not one of the choices for “{argument}”: {options}."),
                value=text,
                argument=Msgid(param.description),
                options=", ".join(param.options),
            )
        return found
    if param.type is bool:
        return _truth(param, text)
    if param.type is int:
        return _whole(param, text)
    return text


def _truth(param: Param, text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise BadArgument(
            N_("For “{argument}” please say yes or no, not “{value}”."), argument=Msgid(param.description), value=text
        )
    return word in _YES


def _whole(param: Param, text: str) -> int:
    number = text.removeprefix("#")
    if not _WHOLE.fullmatch(number):
        raise BadArgument(
            N_("For “{argument}” I need a number, not “{value}”."), argument=Msgid(param.description), value=text
        )
    return int(number)
