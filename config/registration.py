"""The registration of an application service: what the homeserver's administrator installs, and our tokens in it.

Source: Application Service API, "Registration" (https://spec.matrix.org/latest/application-service-api/#registration).
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Any

import yaml

from config.settings import MatrixSettings

TOKENS = ("as_token", "hs_token")
_TOKEN_BYTES = 32


def registration_of(settings: MatrixSettings) -> dict[str, Any]:
    """Return a registration with new tokens for the bot's account (`user`) and the ghosts of its server.

    The sender is an account that does nothing: Synapse refuses it the syncs which the bot needs ("We no longer support
    AS users using /sync directly", matrix-org/matrix-doc#1144). So the bot is one of the other accounts of the service.
    Raises ValueError where the settings have no application service, or no account with its server.
    """
    service = settings.appservice
    server = settings.user.partition(":")[2]
    if service is None or not server:
        raise ValueError("there is no [matrix.appservice], or matrix.user does not name its server")
    return {
        "id": service.id,
        "url": service.url,
        **{name: secrets.token_hex(_TOKEN_BYTES) for name in TOKENS},
        "sender_localpart": f"{service.prefix}sender",
        "rate_limited": False,
        "namespaces": {
            "users": [
                {"exclusive": True, "regex": f"@{re.escape(service.prefix)}.*:{re.escape(server)}"},
                {"exclusive": False, "regex": re.escape(settings.user)},
            ],
            "aliases": [],
            "rooms": [],
        },
    }


def write(path: Path, registration: dict[str, Any]) -> None:
    """Write a registration that only its owner may read; raises OSError, FileExistsError where there is one already."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as written:
        yaml.safe_dump(registration, written, sort_keys=False)


def tokens_in(path: Path) -> dict[str, str]:
    """Return the tokens of a registration; raises OSError or ValueError, whose text says what is wrong."""
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError("it is not YAML") from error
    found = {name: read.get(name) for name in TOKENS} if isinstance(read, dict) else {}
    if not found or not all(isinstance(token, str) and token for token in found.values()):
        raise ValueError("it has no as_token and hs_token")
    return {name: str(token) for name, token in found.items()}
