"""Reading all that the operator wrote: settings, secrets and the community's folder, with all mistakes at once."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from config import checks
from config.content import (
    CourseWeek,
    EventEntry,
    FaqEntry,
    Institution,
    SeriesEntry,
    SurveyEntry,
    read_course,
    read_events,
    read_faq,
    read_institutions,
    read_series,
    read_surveys,
)
from config.environment import add_registration, add_secrets, missing_secrets, overlay, without_secrets
from config.mistakes import ENVIRONMENT, ConfigError, Location, Mistake, mistakes_of, shown
from config.settings import Community, RightsSettings, RoomSettings, Section, Settings

_SectionType = TypeVar("_SectionType", bound=Section)
_Content = TypeVar("_Content")


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that the bot is told before it starts.

    Every path in `settings` is absolute, and `settings.community` is the community's folder. `rooms` and `rights` are
    the settings' own or else the community's; places on a platform that is switched off are left out of `rooms`.
    """

    path: Path | None
    settings: Settings
    community: Community
    rooms: tuple[RoomSettings, ...]
    rights: RightsSettings
    faq: tuple[FaqEntry, ...]
    events: tuple[EventEntry, ...]
    institutions: tuple[Institution, ...]
    series: tuple[SeriesEntry, ...] = ()
    course: tuple[CourseWeek, ...] = ()
    surveys: tuple[SurveyEntry, ...] = ()


def load(path: Path | None, environment: Mapping[str, str], *, registered: bool = True) -> Configuration:
    """Read the settings of a TOML file (None: of the environment alone) and the community that they name.

    A variable such as ``STOA_DISCORD__TOKEN`` stands for ``discord.token`` and wins over the file. Relative paths are
    taken from the file's folder, or from the current one. With `registered` false the application service has no
    registration yet. Raises ConfigError with every mistake that was found.
    """
    return _Loading(path, registered=registered).load(environment)


def built_in_communities() -> tuple[str, ...]:
    """Return the names of the communities that come with Stoa."""
    return tuple(sorted(folder.name for folder in _built_in().iterdir() if (folder / "community.toml").is_file()))


class _Loading:
    """One reading, with the mistakes found so far."""

    def __init__(self, path: Path | None, *, registered: bool) -> None:
        self._path, self._registered = path, registered
        self._file = path or ENVIRONMENT
        self._folder = (path.parent if path else Path()).absolute()
        self._mistakes: list[Mistake] = []
        self._named_rooms: set[str] = set()
        """Names that rooms with mistakes have: whoever names them is not wrong."""
        self._unsound: set[str] = set()
        """Top-level entries that have mistakes."""

    def load(self, environment: Mapping[str, str]) -> Configuration:
        settings = self._settings(environment)
        folder = settings.community
        community = self._community(folder / "community.toml")
        rooms_file = folder / "community.toml" if settings.rooms is None else self._file
        rooms = community.rooms if settings.rooms is None else settings.rooms
        configured = checks.platforms(settings, self._unsound)
        self._mistakes += checks.check_platforms(configured, self._file)
        self._mistakes += checks.check_rooms(rooms, configured, rooms_file)
        faq = self._faq(folder, community)
        events = self._content(folder / "events.yaml", read_events)
        names = {room.name for room in rooms} | self._named_rooms
        series = self._content(folder / "series.yaml", read_series)
        course = self._content(folder / "course.yaml", read_course)
        surveys = self._surveys(folder / "surveys.yaml", names)
        for entries, file in ((events, "events.yaml"), (series, "series.yaml"), (course, "course.yaml")):
            self._mistakes += checks.check_events(entries, names, folder / file)
        self._check_groups(community, names, folder / "community.toml")
        institutions = self._institutions(folder / "institutions.yaml", settings, community)
        if not rooms and not self._mistakes:
            self._mistakes.append(Mistake(rooms_file, "rooms", "", "at least one room must be given"))
        if self._mistakes:
            raise ConfigError(self._mistakes)
        return Configuration(
            self._path.absolute() if self._path else None,
            settings,
            community,
            _within(rooms, configured),
            settings.rights or community.rights,
            faq,
            events,
            institutions,
            series,
            course,
            surveys,
        )

    def _check_groups(self, community: Community, names: set[str], file: Path) -> None:
        every = names | {room.name for room in community.rooms}
        self._mistakes += checks.check_groups(community.groups, every, file)

    def _institutions(self, path: Path, settings: Settings, community: Community) -> tuple[Institution, ...]:
        """Read the institutions, with which teams and topics are to fit together."""
        institutions = self._content(path, read_institutions)
        self._mistakes += checks.check_named_topics(community, path.with_name("community.toml"))
        known = {each.id for each in institutions}
        self._mistakes += checks.check_teams(settings.teams, community.topics, known, self._file)
        return institutions

    def _settings(self, environment: Mapping[str, str]) -> Settings:
        raw = self._toml(self._path) if self._path else {}
        without_secrets(raw, self._file, self._mistakes)
        variables = overlay(raw, environment, self._mistakes)
        add_secrets(raw, self._folder, self._file, self._mistakes)
        if self._registered:
            add_registration(raw, self._folder, self._file, self._mistakes)
        settings = self._read(Settings, raw, self._file, {"community": ""}, variables)
        told = {mistake.key for mistake in self._mistakes}
        self._mistakes += missing_secrets(settings, self._file, told) if self._registered else ()
        self._mistakes += checks.check_appservice(settings, self._file)
        return self._with_absolute_paths(settings, raw.get("community"))

    def _community(self, path: Path) -> Community:
        return (
            self._read(Community, self._toml(path), path, {"name": "?"}, {}) if path.is_file() else Community(name="?")
        )

    def _faq(self, folder: Path, community: Community) -> tuple[FaqEntry, ...]:
        by_file = {path: self._content(path, read_faq) for path in sorted(folder.glob("faq*.yaml"))}
        for path, entries in by_file.items():
            self._mistakes += checks.check_topics(entries, community, path)
        self._mistakes += checks.check_languages(by_file)
        return tuple(entry for entries in by_file.values() for entry in entries)

    def _surveys(self, path: Path, names: Collection[str]) -> tuple[SurveyEntry, ...]:
        entries = self._content(path, read_surveys)
        self._mistakes += checks.check_events(entries, names, path)
        return entries

    def _content(self, path: Path, read: Callable[[Path], tuple[_Content, ...]]) -> tuple[_Content, ...]:
        if not path.exists():
            return ()
        try:
            return read(path)
        except ConfigError as error:
            self._mistakes += error.mistakes
            return ()

    def _toml(self, path: Path) -> dict[str, Any]:
        """Read a TOML file; one that cannot be read at all is told at once, since nothing else can be known."""
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
        except UnicodeDecodeError:
            reason = "is not UTF-8 text"
        except tomllib.TOMLDecodeError as error:
            reason = f"cannot be read as TOML: {error}"
        raise ConfigError([*self._mistakes, Mistake(path, "(whole file)", "", reason)])

    def _read(
        self,
        kind: type[_SectionType],
        raw: dict[str, Any],
        file: Path,
        stand_ins: Mapping[str, object],
        variables: Mapping[Location, str],
    ) -> _SectionType:
        """Read a section; after mistakes go on with what is sound, so that later checks can find more."""
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            self._mistakes += mistakes_of(error, file, kind, raw, variables)
            self._unsound |= {str(detail["loc"][0]) for detail in error.errors()}
            sound = _sound(raw, [detail["loc"] for detail in error.errors()])
            self._named_rooms |= _names(raw.get("rooms"))
            return kind.model_validate({**stand_ins, **sound})

    def _check_database(self, database: Path) -> None:
        if not (database.parent.is_dir() and os.access(database.parent, os.W_OK)):
            allowed = f"must be in a folder that is there and can be written, which {database.parent} is not"
            self._mistakes.append(Mistake(self._file, "database", shown(str(database)), allowed))

    def _with_absolute_paths(self, settings: Settings, named: object) -> Settings:
        changed: dict[str, object] = {"database": self._folder / settings.database.expanduser()}
        self._check_database(self._folder / settings.database.expanduser())
        changed["community"] = self._community_folder(named)
        if settings.discord:
            changed["discord"] = settings.discord.model_copy(update=self._absolute(settings.discord, "token_file"))
        if settings.matrix:
            names = ("token_file", "password_file", "store")
            service = settings.matrix.appservice
            absolute = service and service.model_copy(update=self._absolute(service, "registration"))
            update = {**self._absolute(settings.matrix, *names), "appservice": absolute}
            changed["matrix"] = settings.matrix.model_copy(update=update)
        return settings.model_copy(update=changed)

    def _absolute(self, section: Section, *names: str) -> dict[str, Path]:
        return {name: self._folder / value.expanduser() for name in names if (value := getattr(section, name))}

    def _community_folder(self, named: object) -> Path:
        if not isinstance(named, str) or not named:
            return self._folder / "(no community)"
        folder = self._folder / Path(named).expanduser()
        if (folder / "community.toml").is_file():
            return folder
        if named in built_in_communities():
            return _built_in() / named
        allowed = (
            f"there is no {folder / 'community.toml'}; name a community's folder, or one that comes with Stoa: "
            + ", ".join(built_in_communities())
        )
        self._mistakes.append(Mistake(self._file, "community", shown(named), allowed))
        return folder


def _sound(raw: dict[str, Any], bad: list[Location]) -> dict[str, Any]:
    """Leave out what has a mistake: of the rooms those that have one, of the rest the whole top-level entry."""
    rooms = {location[1] for location in bad if location[0] == "rooms" and len(location) > 1}
    others = {location[0] for location in bad if location[0] != "rooms" or len(location) == 1}
    sound = {key: value for key, value in raw.items() if key not in others}
    if rooms and "rooms" in sound:
        sound["rooms"] = [room for number, room in enumerate(sound["rooms"]) if number not in rooms]
    return sound


def _names(rooms: object) -> set[str]:
    return {str(room.get("name")) for room in rooms if isinstance(room, dict)} if isinstance(rooms, list) else set()


def _within(rooms: tuple[RoomSettings, ...], configured: Mapping[str, bool]) -> tuple[RoomSettings, ...]:
    """Leave out places on platforms that are switched off, and rooms that have no other."""
    on = {platform for platform, enabled in configured.items() if enabled}
    kept = ((room, tuple(place for place in room.places if place.partition(":")[0] in on)) for room in rooms)
    return tuple(room.model_copy(update={"places": places}) for room, places in kept if places)


def _built_in() -> Path:
    return Path(str(files("config") / "communities"))
