"""In which of the languages that are spoken here something is written: Greek, in either script, or English. Pure."""

from __future__ import annotations

import re

from bot.core.ids import RoomRef
from bot.core.rooms import Rooms
from cogs.helpdesk.english import COMMON as ENGLISH
from cogs.helpdesk.english import is_english
from cogs.helpdesk.key import key, spelled
from cogs.helpdesk.phrases import AROUND_CALLING, COURTESY, OPENING, PROBLEMS
from cogs.helpdesk.spelling import COMMON as GREEK
from cogs.plain import fold

_GREEK_LETTER, _ADDRESS = re.compile("[α-ω]"), re.compile(r"\S+://\S+|www\.\S+|\S+@\S+")
_ENGLISH = ENGLISH | frozenset(
    spelled(
        """
        hello hi hey good morning evening afternoon please sorry thanks thank about all am any anyone been but does don
        everyone everybody get got had he her him his its just me more much need no one she should so some them they us
        very want was were will would yes find know say tell there to
        """
    )
)
_GREEK = (
    AROUND_CALLING
    | OPENING.telling
    | PROBLEMS.telling
    | (COURTESY.telling - set(map(key, _ENGLISH)))
    | set(map(key, spelled(fold(GREEK))))
) - {key("my")}
"""How the words sound that Greek sentences are made of; whoever writes "my" hardly means «μη»."""
_AS_GOOD_AS_SAID = 3
"""So many English words make a sentence even without one of those that sentences are made of; Greeks write "login"."""


def language_of(text: str, otherwise: str) -> str:
    """Return the language of a text ("el" or "en"), or the other that is given where it tells neither.

    The words of each are counted. One in Latin letters that may be of both, such as "me" or "to", says nothing; what
    is written in Greek letters counts twice, since only a name would be in an English sentence.
    """
    greek, english, clearly = 0, 0, False
    for word in spelled(_ADDRESS.sub(" ", fold(text))):
        if _GREEK_LETTER.search(word):
            greek += 2
        elif word in _ENGLISH or is_english(word):
            alone = key(word) not in _GREEK
            english, clearly = english + alone, clearly or (alone and word in _ENGLISH)
        else:
            greek += key(word) in _GREEK
    if greek == english:
        return otherwise
    return "el" if greek > english else "en" if clearly or english >= _AS_GOOD_AS_SAID else otherwise


def answered_in(text: str, room: RoomRef, rooms: Rooms) -> str:
    """Return the language in which something that was said is answered: a room's own, in private that of the text."""
    theirs = rooms.language_of(room)
    return language_of(text, theirs) if room.person else theirs
