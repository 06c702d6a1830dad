"""The commands as Discord wants them registered, and as it gives back what was typed. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from bot.adapters.discord.outbound import fit
from bot.core.commands import CommandSpec, Param
from bot.core.ports import CommandCall

Payload = dict[str, Any]
Translate = Callable[[str, str], str]

_SUBCOMMAND, _STRING, _INTEGER, _BOOLEAN = 1, 3, 4, 5
"""Option types (Discord API, "Application Command Option Type")."""

_DESCRIPTION_LIMIT = 100
_MOST_OPTIONS = 25
_ENGLISH = "en"
_LOCALES = {"el": "el"}
"""Our languages by Discord's locale, beside English, which is the text without a locale (API, "Locales")."""


def payload_of(specs: Iterable[CommandSpec], translate: Translate) -> list[Payload]:
    """Return what registers every command that is not hidden; raises ValueError for a name of more than two words.

    "faq add" becomes the subcommand "add" of "faq". A command of one word that is also the first word of others becomes
    their subcommand of the same name, because Discord runs no command that has subcommands.
    """
    groups: dict[str, list[tuple[str, CommandSpec]]] = {}
    for spec in specs:
        if not spec.hidden:
            first, *rest = spec.name.split()
            if len(rest) > 1:
                raise ValueError(f"Discord takes commands of one or two words, not {spec.name!r}")
            groups.setdefault(first, []).append((rest[0] if rest else "", spec))
    return [_command(name, members, translate) for name, members in sorted(groups.items())]


def fingerprint(payload: Sequence[Payload], *scope: int) -> str:
    """Return what tells one registration from another, for an application and a guild."""
    return sha256(json.dumps([payload, scope], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def call_of(data: Mapping[str, Any], specs: Iterable[CommandSpec]) -> CommandCall:
    """Return the call that an interaction's data tell of."""
    name, options = [str(data["name"])], data.get("options") or []
    while options and options[0]["type"] == _SUBCOMMAND:
        name.append(str(options[0]["name"]))
        options = options[0].get("options") or []
    known = {spec.name for spec in specs}
    whole = " ".join(name)
    arguments = {str(option["name"]): option["value"] for option in options}
    return CommandCall(whole if whole in known or name[0] not in known else name[0], arguments)


def asked_for(spec: CommandSpec, arguments: Mapping[str, object]) -> tuple[Param, ...]:
    """Return the required long texts that were left out: a form asks for them."""
    return tuple(param for param in spec.params if param.long and param.required and param.name not in arguments)


def _command(name: str, members: Sequence[tuple[str, CommandSpec]], translate: Translate) -> Payload:
    if len(members) == 1 and not members[0][0]:
        spec = members[0][1]
        return {
            "name": name,
            "type": 1,
            **_described(spec.description, translate),
            "options": _options(spec, translate),
        }
    subcommands = [
        {
            "name": word or name,
            "type": _SUBCOMMAND,
            **_described(spec.description, translate),
            "options": _options(spec, translate),
        }
        for word, spec in members
    ]
    words = fit(", ".join(str(sub["name"]) for sub in subcommands), _DESCRIPTION_LIMIT)
    return {"name": name, "type": 1, "description": words, "options": subcommands}


def _options(spec: CommandSpec, translate: Translate) -> list[Payload]:
    """Return the arguments, those that must be given first, as Discord demands."""
    made = [_option(param, translate) for param in spec.params[:_MOST_OPTIONS]]
    return sorted(made, key=lambda option: not option["required"])


def _option(param: Param, translate: Translate) -> Payload:
    kind = {int: _INTEGER, bool: _BOOLEAN}.get(param.type, _STRING)
    option: Payload = {"name": param.name, "type": kind, "required": param.required and not param.long}
    if param.options:
        option["choices"] = [{"name": word, "value": word} for word in param.options]
    return option | _described(param.description, translate)


def _described(message: str, translate: Translate) -> Payload:
    plain = fit(translate(_ENGLISH, message), _DESCRIPTION_LIMIT)
    return {"description": plain, "description_localizations": dict(_localized(message, plain, translate))}


def _localized(message: str, plain: str, translate: Translate) -> Iterator[tuple[str, str]]:
    for language, locale in _LOCALES.items():
        words = fit(translate(language, message), _DESCRIPTION_LIMIT)
        if words != plain:
            yield locale, words
