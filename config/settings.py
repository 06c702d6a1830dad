"""Every setting, typed, with its default: what the operator writes in `stoa.toml` and what a community folder says.

Secrets (`token`, `password`) come from the environment or from the file that `token_file` or `password_file` names,
never from TOML; see `config.load`.
"""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("must be an IANA time zone such as Europe/Athens")
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
Language = Literal["el", "en"]
Place = Annotated[str, Field(pattern=r"^[a-z]+:\S+$")]
"""A room on a platform, ``platform:id``: discord:1234, matrix:!id, matrix:#alias:server, console:name."""


class Section(BaseModel):
    """A table of the settings: frozen, and a key that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DiscordSettings(Section):
    """How to reach Discord. `api_base` and `gateway` point at a compatible server."""

    enabled: bool = True
    guild: int
    token: SecretStr | None = None
    token_file: Path | None = None
    api_base: str | None = None
    gateway: str | None = None


class MatrixSettings(Section):
    """How to reach the homeserver; `store` is the folder for the device's keys, by default beside the database."""

    enabled: bool = True
    homeserver: str
    user: str
    password: SecretStr | None = None
    password_file: Path | None = None
    token: SecretStr | None = None
    token_file: Path | None = None
    device_id: str = "STOA"
    device_name: str = "Stoa"
    store: Path | None = None
    accept_invites: Literal["configured", "all", "none"] = "configured"


class ConsoleSettings(Section):
    """The community in a terminal."""

    enabled: bool = False


class HelpdeskSettings(Section):
    """When the helpdesk answers, asks back, or passes on: scores from 0 to 1."""

    answer_from: float = Field(0.62, ge=0, le=1)
    suggest_from: float = Field(0.35, ge=0, le=1)
    questions_per_minute: int = Field(6, ge=1)


class EventsSettings(Section):
    """How long before an event the rooms are reminded, unless the event says otherwise."""

    reminders: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=1), timedelta(minutes=10))


class SupportSettings(Section):
    """What people are told about when they are answered; times are in the community's zone."""

    response_hours: int = Field(3, ge=1)
    days: Literal["mon-fri", "mon-sat", "every day"] = "mon-fri"
    opens: time = Field(time(9, 0), alias="from")
    closes: time = Field(time(17, 0), alias="to")


class RoomSettings(Section):
    """One room of the community."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    purpose: Literal["general", "helpdesk", "events", "announcements", "facilitators", "admins"] = "general"
    language: Language | None = None
    zone: Zone | None = None
    places: tuple[Place, ...] = Field(min_length=1)


class RightsSettings(Section):
    """Who holds which role: accounts (``discord:42``, ``matrix:@t:server``) or groups (``discord:role:7``)."""

    facilitators: tuple[Place, ...] = ()
    coordinators: tuple[Place, ...] = ()


class Community(Section):
    """A community's folder: `community.toml`; the FAQ, events and institutions stand beside it in YAML."""

    name: str
    language: Language = "el"
    zone: Zone = "Europe/Athens"
    hashtags: tuple[str, ...] = ()
    support: SupportSettings = SupportSettings()
    topics: dict[str, str] = {}
    rights: RightsSettings = RightsSettings()
    rooms: tuple[RoomSettings, ...] = ()


class Settings(Section):
    """Everything that the operator decides. Relative paths are taken from the settings file's folder."""

    database: Path = Path("stoa.db")
    community: Path
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"
    rooms: tuple[RoomSettings, ...] | None = None
    rights: RightsSettings | None = None
    console: ConsoleSettings = ConsoleSettings()
    discord: DiscordSettings | None = None
    matrix: MatrixSettings | None = None
    helpdesk: HelpdeskSettings = HelpdeskSettings()
    events: EventsSettings = EventsSettings()
