"""What names a person or opens a door in a text by its form: addresses, accounts, telephone and other numbers. Pure.

Web addresses stay readable: only what is secret in them goes, such as a token or the password of a meeting.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

GONE = "[…]"
"""What stands where something was taken out."""

_URL = re.compile(r"(?:https?://|(?<![\w@/.:-])(?=(?:[\w-]+\.)+[a-z]{2,}/))[^\s<>«»\"']+", re.IGNORECASE)
_URL_ENDS = ".,;:!?·)]}*_~"
_SECRET_NAME = re.compile(
    r"(?:.*[-_])?(?:token|key|pwd|pass(?:word|code)?|auth|sig(?:nature)?|session|sid|secret|code|invite|user|usr|uid|"
    r"e?mail|access|jwt|hash|tk|login|name)(?:[-_].*)?",
    re.IGNORECASE,
)
_RANDOM = re.compile(r"(?=[^/]*\d)(?=[^/]*[A-Za-z])[\w~.=%-]{16,}|\d{8,}")
_WORDS_IN_A_PATH = re.compile(r"[a-z]+(?:-[a-z]+)+-?\d{0,6}", re.IGNORECASE)

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"<@[!&]?\d+>|(?<![\w/])@[\w.-]*\w(?::[\w.-]+\w)?|(?<![\w/])[\w.]{2,32}#\d{4}(?!\d)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?\d{4}){3,6}(?: ?\d{1,3})?(?!\w)")
_IDENTITY_CARD = re.compile(r"(?<!\w)[A-ZΑ-Ω]{1,2}[ -]?\d{6}(?!\d)")
_IS = r"(?:είναι|ειναι|einai|is)"
_MINE = r"(?:\s+(?:μου|mou|της|του|tis|tou))?"
_LABELLED = re.compile(
    rf"(?<!\w)((?:(?:α\.?φ\.?μ|α\.?μ\.?κ\.?α|α\.?δ\.?τ|α\.?μ|afm|amka)(?!\w)\.?|αριθμ[όο][ςσ]?\s+μητρ[ώω]ου)"
    rf"{_MINE}(?:\s+{_IS})?\s*[:=]?\s*)(?:\d(?:[ .-]?\d){{4,}}|(?=\S*\d)[^\s,;!?)]*[^\s.,;!?)])",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?<!\w)((?:γενν[ήη]θ\w+|γ[έε]νν[ηή]σ\w*|gennithi\w+|gennisi\w*|born|birth|dob)\W[^\d\n]{0,20})"
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]+\s+(?:19|20)\d\d|(?:19|20)\d\d)",
    re.IGNORECASE,
)
_OPENS = (
    rf"(?:κωδικ[όο][ςσ]?(?:\s+(?:πρ[όο]σβαση[ςσ]|χρ[ήη]στη))?|kodikos|kwdikos|συνθηματικ[όο]|password|passcode|pin|"
    rf"username|[όο]νομα\s+χρ[ήη]στη){_MINE}"
)
_PASSWORD = re.compile(
    rf"(?<!\w)({_OPENS})(\s*[:=]\s*|\s+{_IS}\s*[:=]?\s+|\s+)(?!\[…\])(\S*[^\s.,;!?·)])", re.IGNORECASE
)
_MIXED = re.compile(r"(?=.*[^\W\d_]).*\d|.*\d{4}")
_GREEK = re.compile(r"[Ͱ-Ͽἀ-῿]")
_NUMBER = re.compile(r"(?<![\w.,/+-])(?:\+|00)?\(?\d(?:[ .()/-]{0,2}\d){8,}(?![\w/-])")
_NO_NUMBER = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d\d\s*-\s*(?:19|20)?\d\d"
)
"""Dates, and school years."""
_GREEK_PHONE = re.compile(r"(?:00)?(?:30)?(?:2\d{9}|69\d{8})")


def without_identifiers(text: str) -> str:
    """Return a text without electronic addresses, account names and the numbers that stand for a person."""
    kept: list[str] = []

    def aside(found: re.Match[str]) -> str:
        address = found[0].rstrip(_URL_ENDS)
        kept.append(_open_part(address))
        return f"\ue000{len(kept) - 1}\ue001{found[0][len(address) :]}"

    text = _URL.sub(aside, text)
    for pattern in (_EMAIL, _HANDLE, _IBAN):
        text = pattern.sub(GONE, text)
    for pattern in (_LABELLED, _BIRTH):
        text = pattern.sub(lambda found: f"{found[1]}{GONE}", text)
    text = _PASSWORD.sub(_password, text)
    text = _IDENTITY_CARD.sub(GONE, _NUMBER.sub(_number, text))
    return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], text)


def _password(found: re.Match[str]) -> str:
    """Return what says a password without the word itself; "the password is wrong" says none."""
    label, link, value = found.groups()
    if not link.strip():
        told = bool(_MIXED.match(value))
    else:
        foreign = not _GREEK.search(value) and (_GREEK.search(link) or not link.strip().isalpha())
        told = bool(foreign) or any(char.isdigit() for char in value)
    return f"{label}{link}{GONE}" if told else found[0]


def _number(found: re.Match[str]) -> str:
    """Return a row of digits, or what stands for it where it is a telephone's, a card's or a register's number."""
    written = found[0]
    digits = re.sub(r"\D", "", written)
    if written.startswith(("+", "00")):
        return GONE
    if _NO_NUMBER.search(written):
        return written
    return GONE if _GREEK_PHONE.fullmatch(digits) or written.isdigit() or _in_groups(written) else written


def _in_groups(written: str) -> bool:
    """Tell whether a number is written in groups of three or four digits, as cards, registers and meetings are."""
    groups = re.split(r"[ .-]", written)
    return all(group.isdigit() and 3 <= len(group) <= 4 for group in groups)


def _open_part(address: str) -> str:
    """Return a web address without what is secret or personal in it."""
    try:
        # Without a scheme an address is read as a path.
        parts = urlsplit(address if "://" in address else f"//{address}")
        given = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return GONE
    host = parts.netloc.rpartition("@")[2]
    shown = [(name, value) for name, value in given if not _is_secret(name, value)]
    if (host, shown) == (parts.netloc, given) and not _secret_path(parts.path) and not _is_secret("", parts.fragment):
        return address
    path = "/".join("…" if _is_random(piece) else piece for piece in parts.path.split("/"))
    fragment = "" if _is_secret("", parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, host, path, urlencode(shown), fragment)).removeprefix("//")


def _is_secret(name: str, value: str) -> bool:
    return bool(_SECRET_NAME.fullmatch(name)) or "@" in value or "=" in value or _is_random(value)


def _secret_path(path: str) -> bool:
    return any(map(_is_random, path.split("/")))


def _is_random(piece: str) -> bool:
    return bool(_RANDOM.fullmatch(piece)) and not _WORDS_IN_A_PATH.fullmatch(piece)
