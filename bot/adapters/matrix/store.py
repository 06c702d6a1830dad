"""What the Matrix adapter keeps in its folder: the login, the ids of rooms known by an alias, and reactions.

A redaction names the event that it takes back and the homeserver has by then forgotten what that event said, so the
last few thousand reactions are remembered here: otherwise a reaction given before a restart could not be taken back
after it. nio keeps the keys of the encrypted rooms in the same folder.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

REACTIONS_KEPT = 5000
PICTURES_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Login:
    """A device that is logged in."""

    user_id: str
    device_id: str
    access_token: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """Who reacted with which emoji to which event."""

    target: str
    emoji: str
    sender: str


class Store:
    """A folder for this adapter alone, readable by its owner only. Nothing is read or written before `open`."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made by `open`."""
        self.folder = folder
        self._reactions: OrderedDict[str, Reaction] = OrderedDict()
        self._pictures: dict[str, str] | None = None

    def open(self) -> None:
        """Make the folder and read the reactions; raises OSError where that is not possible."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._reactions = OrderedDict()
        for line in self.lines("reactions.jsonl"):
            self._reactions[line["id"]] = Reaction(line["target"], line["emoji"], line["sender"])
        while len(self._reactions) > REACTIONS_KEPT:
            self._reactions.popitem(last=False)
        self.keep_lines(
            "reactions.jsonl", ({"id": event_id, **asdict(reaction)} for event_id, reaction in self._reactions.items())
        )

    def login(self) -> Login | None:
        """Return the login that was kept, if any."""
        kept = self._read("login.json")
        return Login(**kept) if kept else None

    def keep_login(self, login: Login | None) -> None:
        """Keep a login for the next start, or forget the one that is kept."""
        self._write("login.json", json.dumps(asdict(login) if login else {}))

    def rooms(self) -> dict[str, str]:
        """Return the room ids last seen behind the configured aliases."""
        return self._read("rooms.json")

    def keep_rooms(self, ids: Mapping[str, str]) -> None:
        """Keep the room ids behind the configured aliases."""
        self._write("rooms.json", json.dumps(dict(ids)))

    def picture(self, address: str) -> str | None:
        """Return where the homeserver has a picture of somebody from elsewhere; None where it does not."""
        if self._pictures is None:
            self._pictures = self._read("pictures.json")
        return self._pictures.get(address)

    def keep_picture(self, address: str, uri: str) -> None:
        """Remember where the homeserver has a picture, in place of the oldest where there are too many."""
        kept = list({**(self._pictures or {}), address: uri}.items())[-PICTURES_KEPT:]
        self._pictures = dict(kept)
        self._write("pictures.json", json.dumps(self._pictures))

    def reaction(self, id: str) -> Reaction | None:
        """Return what a reaction said, given its event id; None for any other event and for very old ones."""
        return self._reactions.get(id)

    def keep_reaction(self, id: str, reaction: Reaction) -> None:
        """Remember a reaction by its event id, in place of the oldest where there are too many."""
        if id in self._reactions:
            return
        self._reactions[id] = reaction
        if len(self._reactions) > REACTIONS_KEPT:
            self._reactions.popitem(last=False)
        with (self.folder / "reactions.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": id, **asdict(reaction)}) + "\n")

    def ghosts(self) -> dict[str, tuple[str, str]]:
        """Return the name and the picture that each ghost was last given, by user id."""
        return {line["id"]: (line["name"], line["picture"]) for line in self.lines("ghosts.jsonl")}

    def keep_ghost(self, user_id: str, name: str, picture: str) -> None:
        """Keep what a ghost was given."""
        with (self.folder / "ghosts.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": user_id, "name": name, "picture": picture}) + "\n")

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the objects of a file of JSON lines; none where there is no such file."""
        path = self.folder / name
        if not path.exists():
            return []
        # A line that a crash left unfinished is worth less than a start.
        return [read for line in path.read_text(encoding="utf-8").splitlines() if (read := _decoded(line))]

    def written_at(self, name: str) -> int:
        """Return when a file was written, in nanoseconds since 1970; 0 where there is none."""
        try:
            return (self.folder / name).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def keep_lines(self, name: str, objects: Iterable[Mapping[str, Any]]) -> None:
        """Put a file of JSON lines in place of an earlier one, in one step that a power cut does not halve."""
        self._write(name, "".join(f"{json.dumps(one)}\n" for one in objects))

    def _read(self, name: str) -> dict[str, str]:
        path = self.folder / name
        return _decoded(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        new = path.with_suffix(".new")
        new.touch(mode=0o600)
        new.chmod(0o600)
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


def _decoded(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
