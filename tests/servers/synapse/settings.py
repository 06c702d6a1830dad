"""The settings of the test homeserver.

Every key is described in Synapse's "Configuring Synapse" (usage/configuration/config_documentation).
"""

import base64
import os
from pathlib import Path
from typing import Any

Settings = dict[str, Any]

# The statistics stay on: the public room list is made of them.
_EXTRAS_OFF: Settings = {
    "presence": {"enabled": False},
    "push": {"enabled": False},
    "user_directory": {"enabled": False},
    "enable_metrics": False,
    "enable_search": False,
    "url_preview_enabled": False,
}
_UNLIMITED = {"per_second": 1_000_000, "burst_count": 1_000_000}
_FLAT_LIMITS = (
    "rc_message",
    "rc_registration",
    "rc_registration_token_validity",
    "rc_admin_redaction",
    "rc_joins_per_room",
    "rc_key_requests",
    "rc_3pid_validation",
    "rc_third_party_invite",
    "rc_media_create",
    "rc_delayed_event_mgmt",
    "rc_room_creation",
    "rc_reports",
    "rc_user_directory",
    "rc_profile",
)
_NESTED_LIMITS = {
    "rc_login": ("address", "account", "failed_attempts"),
    "rc_joins": ("local", "remote"),
    "rc_invites": ("per_room", "per_user", "per_issuer"),
    "rc_presence": ("per_user",),
}


def no_rate_limits() -> Settings:
    """Return every `rc_*` setting that a local client can meet, raised out of reach."""
    flat = dict.fromkeys(_FLAT_LIMITS, _UNLIMITED)
    nested = {name: dict.fromkeys(parts, _UNLIMITED) for name, parts in _NESTED_LIMITS.items()}
    return {**flat, **nested}


def homeserver_settings(folder: Path, *, server_name: str, port: int, secret: str, room_version: str) -> Settings:
    """Return a whole `homeserver.yaml` for a lone homeserver on loopback, federation and extras off.

    Args:
        folder: Where the database, the media and the keys live.
        server_name: What follows the colon in its ids.
        port: The loopback port to listen on.
        secret: The shared secret of the registration API.
        room_version: The version of new rooms. From 12 on, room ids have no `:server` part.
    """
    return {
        "server_name": server_name,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "pid_file": str(folder / "homeserver.pid"),
        "log_config": str(folder / "log.yaml"),
        "signing_key_path": str(folder / "signing.key"),
        "media_store_path": str(folder / "media"),
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "listeners": [
            {
                "port": port,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "default_room_version": room_version,
        "registration_shared_secret": secret,
        "macaroon_secret_key": secret,
        "form_secret": secret,
        "bcrypt_rounds": 4,
        "report_stats": False,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        **_EXTRAS_OFF,
    }


def log_settings() -> Settings:
    """Return a logging configuration that writes warnings and worse to standard error."""
    line = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": line}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
    }


def new_signing_key() -> str:
    """Return a new `signing.key`: the algorithm, a key version, 32 random bytes in unpadded base64."""
    return f"ed25519 a_test {base64.b64encode(os.urandom(32)).decode().rstrip('=')}\n"
