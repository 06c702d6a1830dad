"""Settings from environment variables, laid over those of the file; and the secrets, which come from nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.mistakes import ENVIRONMENT, Location, Mistake, nearest
from config.registration import TOKENS, tokens_in
from config.settings import Settings

PREFIX = "STOA_"
"""``STOA_DISCORD__TOKEN`` is ``discord.token``: two underscores stand for each dot."""

_APPSERVICE = "matrix.appservice"
SECRETS = (
    ("discord", "token"),
    ("matrix", "password"),
    ("matrix", "token"),
    *((_APPSERVICE, name) for name in TOKENS),
)

_NOT_SETTINGS = ("config",)
"""``STOA_CONFIG`` names the settings file (`bot.cli`)."""


def overlay(raw: dict[str, Any], environment: Mapping[str, str], mistakes: list[Mistake]) -> dict[Location, str]:
    """Lay what the environment says over what the file says; return the variable of each location that it set.

    A value that begins with ``[`` or ``{`` is read as JSON; an empty one counts as not given.
    """
    variables: dict[Location, str] = {}
    for variable in sorted(environment):
        value = environment[variable]
        if not variable.startswith(PREFIX) or not value.strip():
            continue
        location = tuple(variable.removeprefix(PREFIX).lower().split("__"))
        if _means_us(location):
            try:
                _put(raw, location, json.loads(value) if value.lstrip()[0] in "[{" else value)
                variables[location] = variable
            except json.JSONDecodeError as error:
                mistakes.append(Mistake(ENVIRONMENT, variable, "", f"cannot be read as JSON: {error}"))
    _drop_idle_secrets(raw)
    return variables


def without_secrets(raw: dict[str, Any], file: Path, mistakes: list[Mistake]) -> None:
    """Take the secrets out of what a settings file says: there they are a mistake."""
    for section, name in SECRETS:
        table = _table(raw, section)
        if table.pop(name, None) is not None:
            mistakes.append(
                Mistake(file, f"{section}.{name}", "", f"a secret does not belong in here: {_where(section, name)}")
            )


def add_secrets(raw: dict[str, Any], folder: Path, file: Path, mistakes: list[Mistake]) -> None:
    """Read the secrets that files hold; the environment wins. A platform that is on and has none is a mistake."""
    for section, name in SECRETS:
        table = _table(raw, section)
        if table.get(name) is None and isinstance(table.get(f"{name}_file"), str):
            secret = _read(folder, table[f"{name}_file"], f"{section}.{name}_file", file, mistakes)
            table[name] = secret


def add_registration(raw: dict[str, Any], folder: Path, file: Path, mistakes: list[Mistake]) -> None:
    """Read the tokens of the application service's registration; the environment wins."""
    table = _table(raw, _APPSERVICE)
    name = table.get("registration")
    if not isinstance(name, str) or all(table.get(token) for token in TOKENS):
        return
    try:
        tokens = tokens_in(folder / Path(name).expanduser())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        allowed = f"the file cannot be used ({reason}); “stoa matrix registration” writes it"
        mistakes.append(Mistake(file, f"{_APPSERVICE}.registration", "", allowed))
    else:
        table.update(tokens | {token: table[token] for token in TOKENS if table.get(token)})


def missing_secrets(settings: Settings, file: Path, told: set[str]) -> list[Mistake]:
    """Return what is missing to log in; `told` are the keys of mistakes that were told already."""
    missing = []
    discord, matrix = settings.discord, settings.matrix
    if discord and discord.enabled and not discord.token and not told & {"discord.token", "discord.token_file"}:
        missing.append(Mistake(file, "discord.token", "", f"must be given: {_where('discord', 'token')}"))
    if not matrix or not matrix.enabled:
        return missing
    service, keys = (
        matrix.appservice,
        {f"matrix.{name}{end}" for name in ("token", "password") for end in ("", "_file")},
    )
    if service and not (service.as_token and service.hs_token) and f"{_APPSERVICE}.registration" not in told:
        allowed = "must be given: the file that “stoa matrix registration” writes"
        missing.append(Mistake(file, f"{_APPSERVICE}.registration", "", allowed))
    if not service and not matrix.token and not matrix.password and not told & keys:
        missing.append(Mistake(file, "matrix.password", "", f"must be given: {_where('matrix', 'password')}"))
    return missing


def _means_us(location: Location) -> bool:
    """Leave out what is no setting at all: Kubernetes, for one, sets STOA_PORT for a service of that name."""
    name = str(location[0])
    if name in _NOT_SETTINGS:
        return False
    return len(location) > 1 or name in Settings.model_fields or "did you mean" in nearest(name, Settings.model_fields)


def _put(raw: dict[str, Any], location: tuple[str, ...], value: object) -> None:
    inner: Any = raw
    for step in location[:-1]:
        inner = inner.setdefault(step, {})
        if not isinstance(inner, dict):
            return
    inner[location[-1]] = value


def _drop_idle_secrets(raw: dict[str, Any]) -> None:
    """A secret alone, of a platform that nothing else speaks of, is no wish to use that platform."""
    for section in sorted({section for section, _ in SECRETS}, key=len, reverse=True):
        secrets = {name for secret, name in SECRETS if secret == section}
        above, _, last = section.rpartition(".")
        table = _table(raw, section)
        if table and table.keys() <= secrets:
            del (_table(raw, above) if above else raw)[last]


def _table(raw: dict[str, Any], section: str) -> dict[str, Any]:
    """Return a table by its name, such as matrix.appservice; an empty one where there is none."""
    found: Any = raw
    for step in section.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _read(folder: Path, name: str, key: str, file: Path, mistakes: list[Mistake]) -> str | None:
    # The value is never shown: people do write the secret itself where its file's name belongs.
    try:
        secret = (folder / name).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        allowed = f"the file cannot be read ({reason}); a relative name is taken from {folder}"
        mistakes.append(Mistake(file, key, "", allowed))
        return None
    if not secret:
        mistakes.append(Mistake(file, key, "", "the file is empty; it must hold the secret and nothing else"))
    return secret or None


def _where(section: str, name: str) -> str:
    variable = f"{PREFIX}{section}.{name}".upper().replace(".", "__")
    if section == _APPSERVICE:
        return f"put it into the environment as {variable}, or name the registration file that has it"
    return f"put it into the environment as {variable}, or into a file that {section}.{name}_file names"
