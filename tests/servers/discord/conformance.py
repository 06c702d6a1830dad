"""Holds what the server says against the public API description, where that file is at hand.

The description (OpenAPI 3.1, whose schemas are JSON Schema) is not part of the repository: it is read from
`$STOA_DISCORD_OPENAPI` or from `../shared/discord/openapi.json` beside the repository.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.servers.discord.model import THREADS, Json
from tests.servers.discord.server import DiscordServer
from tests.servers.discord.web import Call

_URI = "urn:discord"
_DATES = FormatChecker(formats=())


@_DATES.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Description:
    """The API description and validators for its parts."""

    def __init__(self, path: Path) -> None:
        """Read the description."""
        self._data: Json = json.loads(path.read_bytes())
        self._registry: Registry[Any] = Registry().with_resource(_URI, DRAFT202012.create_resource(self._data))
        self._validators: dict[str, Draft202012Validator] = {}
        self._paths = sorted(self._data["paths"], key=lambda template: template.count("{"))
        self._patterns = {path: re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in self._paths}

    def knows(self, method: str, path: str) -> bool:
        """Return whether there is a route for a path with real values in the place of its parameters."""
        return self._operation(method, path) is not None

    def problems(self, server: DiscordServer) -> list[str]:
        """Return what is wrong with every answer and every dispatch of a server so far."""
        found = [problem for call in server.calls for problem in self.call_problems(call)]
        for session in server.gateway.begun:
            for payload in session.sent:
                found += self.dispatch_problems(payload["t"], payload["d"])
        return found

    def call_problems(self, call: Call) -> list[str]:
        """Return how an answer differs from the description of its route."""
        if call.status in (204, 500, 501, 502, 503):
            return []
        where = f"{call.method} {call.path} -> {call.status}"
        body = json.loads(call.answer)
        if call.status >= 400:
            # The description types the codes inside `errors` as numbers; the reference shows them as words, as here.
            name = "RatelimitedResponse" if call.status == 429 else "Error"
            return self.schema_problems(name, body, where)
        found = self._operation(call.method, call.path)
        if found is None:
            return [f"{where}: the description has no such route"]
        template, operation = found
        if str(call.status) not in operation["responses"]:
            return [f"{where}: the description has no such status"]
        steps = ("paths", template, call.method.lower(), "responses", str(call.status))
        return self._problems((*steps, "content", "application/json", "schema"), body, where)

    def dispatch_problems(self, name: str, data: Json) -> list[str]:
        """Return how the objects inside a gateway dispatch differ from their schemas."""
        return [
            problem
            for schema, part in _described_parts(name, data)
            for problem in self.schema_problems(schema, part, name)
        ]

    def schema_problems(self, schema: str, body: object, where: str) -> list[str]:
        """Return how a body differs from a named schema."""
        return self._problems(("components", "schemas", schema), body, where)

    def _operation(self, method: str, path: str) -> tuple[str, Json] | None:
        """Return the template and the operation of a route, the template with the most literal parts first."""
        for template in self._paths:
            if self._patterns[template].fullmatch(path) and method.lower() in self._data["paths"][template]:
                return template, self._data["paths"][template][method.lower()]
        return None

    def _problems(self, steps: tuple[str, ...], body: object, where: str) -> list[str]:
        pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        if pointer not in self._validators:
            schema = {"$ref": f"{_URI}#/{pointer}"}
            validator = Draft202012Validator(schema, registry=self._registry, format_checker=_DATES)
            self._validators[pointer] = validator
        errors = self._validators[pointer].iter_errors(body)
        return [f"{where}: {error.json_path}: {error.message[:300]}" for error in errors]


def description_path() -> Path:
    """Return where the API description is expected."""
    beside = Path(__file__).resolve().parents[4] / "shared" / "discord" / "openapi.json"
    return Path(os.environ.get("STOA_DISCORD_OPENAPI") or beside)


@cache
def description() -> Description | None:
    """Return the API description, None where there is no such file."""
    path = description_path()
    return Description(path) if path.is_file() else None


def _described_parts(name: str, data: Json) -> Iterator[tuple[str, object]]:
    """Give the parts of a dispatch that the description has schemas for."""
    if name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
        yield "MessageResponse", data
    elif name in ("CHANNEL_CREATE", "CHANNEL_UPDATE"):
        yield "PrivateChannelResponse" if data["type"] == 1 else "GuildChannelResponse", data
    elif name in ("THREAD_CREATE", "THREAD_UPDATE"):
        yield "ThreadResponse", data
    elif name in ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE"):
        yield "GuildMemberResponse", data
    elif name in ("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE"):
        yield "GuildRoleResponse", data["role"]
    elif name == "GUILD_MEMBERS_CHUNK":
        yield from (("GuildMemberResponse", member) for member in data["members"])
    elif name == "READY":
        yield "UserPIIResponse", data["user"]
    elif name == "GUILD_CREATE":
        yield from _guild_parts(data)


def _guild_parts(data: Json) -> Iterator[tuple[str, object]]:
    yield "GuildResponse", data
    for channel in data["channels"] + data["threads"]:
        yield "ThreadResponse" if channel["type"] in THREADS else "GuildChannelResponse", channel
    yield from (("GuildMemberResponse", member) for member in data["members"])
