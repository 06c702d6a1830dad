"""Time zones as people name them beside an hour: «ώρα Ελλάδας», "Brussels time", CET, UTC+2, Europe/Brussels."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

from cogs.events.words import plain, skeleton

_ZONES = {
    "Europe/Athens": (
        "Ελλάδας Ελλάδος Ελλάδα Αθηνών Αθήνας Αθήνα ελληνική Athens Greek Greece Hellenic Elladas Athinas EET EEST"
    ),
    "Europe/Brussels": ("Βρυξελλών Βρυξέλλες Βελγίου Brussels Belgium Belgian CET CEST Vrikselon"),
    "Asia/Nicosia": "Κύπρου Κύπρος Λευκωσίας κυπριακή Nicosia Cyprus Kyprou",
    "Europe/London": "Λονδίνου Λονδίνο Αγγλίας Βρετανίας London UK British BST",
    "Europe/Dublin": "Δουβλίνου Ιρλανδίας Dublin Irish Ireland",
    "Europe/Lisbon": "Λισαβόνας Λισσαβώνας Πορτογαλίας Lisbon Portugal WET WEST",
    "Europe/Madrid": "Μαδρίτης Ισπανίας Madrid Spain Spanish",
    "Europe/Paris": "Παρισιού Παρισιών Γαλλίας Paris France French",
    "Europe/Berlin": "Βερολίνου Γερμανίας Berlin Germany German",
    "Europe/Rome": "Ρώμης Ιταλίας Rome Italy Italian",
    "Europe/Vienna": "Βιέννης Αυστρίας Vienna Austria",
    "Europe/Amsterdam": "Άμστερνταμ Ολλανδίας Amsterdam Dutch",
    "Europe/Warsaw": "Βαρσοβίας Πολωνίας Warsaw Poland Polish",
    "Europe/Bucharest": "Βουκουρεστίου Ρουμανίας Bucharest Romania Romanian",
    "Europe/Sofia": "Σόφιας Βουλγαρίας Sofia Bulgaria Bulgarian",
    "Europe/Helsinki": "Ελσίνκι Φινλανδίας Helsinki Finland Finnish",
    "Europe/Istanbul": "Κωνσταντινούπολης Τουρκίας Istanbul Turkey Turkish",
    "UTC": "UTC GMT Zulu",
}
_CODES = ("eest", "eet", "cest", "cet", "bst", "west", "wet", "utc", "gmt")
"""Abbreviations that name a zone without the word "time" beside them."""

_NAME = r"[a-z]+(?:_[a-z]+)*(?:/[a-z_+-]+\d{0,2})*"
_EUROPEAN = re.compile(r"\b(central|eastern) european (?:summer )?time\b|\bora kentrikis (?:evropis|europis|eyrophs)\b")
_SAID = re.compile(
    rf"[(\[]?(?:\b(?:h?ora|wra|zonis?|zwnhs?)\s+(?:(?:tis|ths|tou|toy|ton|twn|zonis|zwnhs)\s+)*(?P<greek>{_NAME})\b"
    rf"|\b(?P<english>{_NAME})\s+(?:local\s+)?time\b"
    r"|(?P<code>(?<![a-z])(?:utc|gmt)(?P<sign>[+-])(?P<hours>\d{1,2})(?!\d))"
    rf"|(?<![a-z])(?P<alone>{'|'.join(_CODES)}|[a-z]+/[a-z_]+(?:/[a-z_]+)?)(?![a-z]))[)\]]?"
)


def spoken(text: str) -> tuple[str, str | None]:
    """Take the zone out of a text that `words.plain` has written; return what is left, and its IANA name or None.

    Abbreviations mean the place whose clocks go by them: CET is the time of Brussels in summer too.
    """
    text = _EUROPEAN.sub(lambda match: "eet" if match[1] == "eastern" else "cet", text)
    for match in _SAID.finditer(text):
        zone = _fixed(match) if match["code"] else _named(match["greek"] or match["english"] or match["alone"])
        if zone:
            return f"{text[: match.start()]} {text[match.end() :]}", zone
    return text, None


def known(written: str) -> str | None:
    """Return the IANA name of a zone as a person writes it (Athens, Αθήνα, Europe/Athens), or None."""
    return _named(plain(written).strip())


def _fixed(match: re.Match[str]) -> str | None:
    """Name a whole number of hours from UTC; in the names of Etc the sign is the other way round (tz database)."""
    hours = int(match["hours"])
    return "UTC" if hours == 0 else _by_name().get(f"etc/gmt{'-' if match['sign'] == '+' else '+'}{hours}")


def _named(name: str) -> str | None:
    return _by_name().get(name) or _by_skeleton().get(skeleton(name))


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if "/" in name or name == "UTC"}


@cache
def _by_skeleton() -> dict[str, str]:
    return {skeleton(plain(word)): zone for zone, words in _ZONES.items() for word in words.split()}
