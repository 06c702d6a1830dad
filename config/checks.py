"""What no single setting can know: whether rooms, platforms, events and topics fit together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from config.content import CourseWeek, EventEntry, FaqEntry, SeriesEntry, SurveyEntry
from config.mistakes import Mistake, nearest
from config.settings import Community, RoomSettings, Settings, TeamSettings


def platforms(settings: Settings, unsound: Collection[str] = ()) -> dict[str, bool]:
    """Return every platform that the settings speak of, and whether it is switched on; unsound sections count as on."""
    found = {"console": settings.console.enabled} if "console" in settings.model_fields_set else {}
    for name, section in (("discord", settings.discord), ("matrix", settings.matrix)):
        if section is not None:
            found[name] = section.enabled
    return found | {name: True for name in ("console", "discord", "matrix") if name in unsound}


def check_platforms(configured: Mapping[str, bool], file: Path) -> Iterator[Mistake]:
    """Yield the mistake of a bot that lives nowhere."""
    if not any(configured.values()):
        yield Mistake(file, "discord, matrix, console", "", "at least one platform must be given and switched on")


def check_appservice(settings: Settings, file: Path) -> Iterator[Mistake]:
    """Yield the mistake of an application service whose account is not named in full: it speaks for one server."""
    matrix = settings.matrix
    if matrix and matrix.appservice and not re.fullmatch(r"@[^\s:]+:\S+", matrix.user):
        allowed = "must be the whole name with an application service, such as @stoa:example.org"
        yield Mistake(file, "matrix.user", repr(matrix.user), allowed)


def check_rooms(rooms: Iterable[RoomSettings], configured: Iterable[str], file: Path) -> Iterator[Mistake]:
    """Yield names and places that stand twice, and platforms of places that are not configured (each told once)."""
    rooms = tuple(rooms)
    for name, times in Counter(room.name for room in rooms).items():
        if times > 1:
            yield Mistake(file, "rooms", repr(name), "two rooms have this name")
    users: dict[str, list[str]] = defaultdict(list)
    for room in rooms:
        for place in room.places:
            users[place].append(room.name)
    for place, names in users.items():
        if len(names) > 1:
            allowed = f"a place belongs to one room only, and this one stands in {' and in '.join(names)}"
            yield Mistake(file, f"rooms[{names[-1]}].places", repr(place), allowed)
    yield from _strange_platforms(users, configured, file)


def _strange_platforms(users: Mapping[str, list[str]], configured: Iterable[str], file: Path) -> Iterator[Mistake]:
    strange: dict[str, list[str]] = defaultdict(list)
    for place in users:
        platform = place.partition(":")[0]
        if platform not in configured:
            strange[platform].append(place)
    for platform, places in strange.items():
        others = f" (and {len(places) - 1} more like it)" if len(places) > 1 else ""
        allowed = f"the settings have no [{platform}]: add it, or take the place out{others}"
        yield Mistake(file, f"rooms[{users[places[0]][0]}].places", repr(places[0]), allowed)


def check_events(
    events: Iterable[EventEntry | SeriesEntry | CourseWeek | SurveyEntry], names: Collection[str], file: Path
) -> Iterator[Mistake]:
    """Yield rooms of events, series, weeks and surveys that are not among the names of the rooms."""
    for event in events:
        for name in event.rooms:
            if name not in names:
                yield Mistake(file, f"[{event.id}].rooms", repr(name), f"no room has this name{nearest(name, names)}")


def check_groups(groups: Mapping[str, Iterable[str]], names: Collection[str], file: Path) -> Iterator[Mistake]:
    """Yield groups of rooms that are named like a room, and names in them that no room has."""
    for group, members in groups.items():
        if group in names:
            yield Mistake(file, f"groups.{group}", repr(group), "a room has this name")
        for name in members:
            if name not in names:
                yield Mistake(file, f"groups.{group}", repr(name), f"no room has this name{nearest(name, names)}")


def check_topics(entries: Iterable[FaqEntry], community: Community, file: Path) -> Iterator[Mistake]:
    """Yield topics of FAQ entries that the community does not have, where it lists its topics."""
    for entry in entries:
        if community.topics and entry.topic and entry.topic not in community.topics:
            allowed = f"no topic has this name{nearest(entry.topic, community.topics)}"
            yield Mistake(file, f"[{entry.id}].topic", repr(entry.topic), allowed)


def check_named_topics(community: Community, file: Path) -> Iterator[Mistake]:
    """Yield topics that have words or targets, and that the community does not have."""
    targets = community.support.targets.keys() - {"default"}
    for where, names in (("topic_words", community.topic_words.keys()), ("support.targets", targets)):
        for topic in sorted(names - community.topics.keys()):
            allowed = f"no topic has this name{nearest(topic, community.topics)}"
            yield Mistake(file, where, repr(topic), allowed)


def check_teams(
    teams: Iterable[TeamSettings], topics: Collection[str], institutions: Collection[str], file: Path
) -> Iterator[Mistake]:
    """Yield topics and institutions of teams that the community does not have."""
    for number, team in enumerate(teams):
        for kind, names, known in (("topic", team.topics, topics), ("institution", team.institutions, institutions)):
            for name in names:
                if name not in known:
                    allowed = f"no {kind} has this name{nearest(name, known)}"
                    yield Mistake(file, f"teams[{team.name or number}].{kind}s", repr(name), allowed)


def check_languages(files: Mapping[Path, tuple[FaqEntry, ...]]) -> Iterator[Mistake]:
    """Yield FAQ entries that stand in two files in the same language."""
    known: dict[tuple[str, str], Path] = {}
    for file, entries in files.items():
        for entry in entries:
            before = known.setdefault((entry.id, entry.lang), file)
            if before != file:
                allowed = f"stands in {before.name} in the same language ({entry.lang}) too"
                yield Mistake(file, f"[{entry.id}].id", repr(entry.id), allowed)
