"""Taking what is personal out of a text that others are to read: names, identifiers, greetings, signatures.

Pure, for Greek, Greeklish and English. What stood inside a sentence leaves "[…]" behind, so that whoever reads it sees
that there was something; what stood around the sentences (greetings, thanks, signatures) leaves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cogs.helpdesk.given_names import is_given_name, without_given_names
from cogs.helpdesk.identifiers import GONE, without_identifiers
from cogs.helpdesk.key import key, spelled, stem, words
from cogs.helpdesk.phrases import sequence_of
from cogs.helpdesk.schools import without_schools
from cogs.helpdesk.stopwords import STOP_WORDS
from cogs.plain import fold

_CAPITAL = "A-ZΑ-ΩΆΈΉΊΌΎΏΪΫ"
_NAME = rf"[{_CAPITAL}](?:[^\W\d_]|[’'-](?=\w))*"
_NAMES = rf"(?:[{_CAPITAL}]\.\s*)?{_NAME}(?:\s+{_NAME}){{0,3}}(?:(?<=\s[{_CAPITAL}])\.)?"
_TITLED = re.compile(
    rf"(?<!\w)((?i:κ\.|κα\.?|κο[ςν]|κύρι(?:ε|ος|ο|ου)|κυρί(?:α|ας|αν)|κυρι(?:ε|ος|α)|mrs?\.?|ms\.|miss|dr\.))\s+{_NAMES}"
)
_INTRODUCED = re.compile(
    rf"(?<!\w)(?:(?i:είμαι|ειμαι|eimai)\s+(?i:ο|η|o|i|h)|(?i:ονομάζομαι|ονομαζομαι|λέγομαι|λεγομαι|με\s+λένε|με\s+λενε|"
    rf"onomazomai|me\s+lene|my\s+name\s+is|my\s+name's)|(?i:i\s+am|i'm)(?=\s+{_NAME}\s+{_NAME}))\s+{_NAMES}"
    r"(?:,?\s+(?:από|απο|του|της|στο|στη|στον|στην|apo|from|at|of)\s+(?:(?!\s(?:και|kai|and)\s)[^.,;!?\n])*)?"
    r"\s*[,.]?\s*(?:(?:και|kai|and)\s)?"
)
_CALLED = re.compile(
    r"(?<!\w)(?:(?:ονομάζομαι|ονομαζομαι|λέγομαι|λεγομαι|με\s+λένε|με\s+λενε|onomazomai|me\s+lene|my\s+name\s+is|"
    r"my\s+name's)\s+([^\W\d_]+)(?:\s+[^\W\d_]+){0,2}?|"
    r"(?:είμαι|ειμαι|eimai)\s+(?:ο|η|o|i|h)\s+([^\W\d_]+)(?:\s+[^\W\d_]+)??)(?=\s*(?:[,.!;?\n]|$|\s(?:και|κι|kai|ki|and|από|απο|apo|from|at|δεν|den|στο|στη|στην|sto|sti)(?!\w)))"
    r"(?:,?\s+(?:από|απο|apo|from|at)\s+(?:(?!\s(?:και|kai|and)\s)[^.,;!?\n])*)?\s*[,.]?\s*(?:(?:και|κι|kai|ki|and)\s)?",
    re.IGNORECASE,
)
"""An introduction in small letters, where no capital shows how far the name goes."""
_SIGNATURE = re.compile(
    r"(?:^|(?<=[.!;?,\n]))[ \t]*(?:με\s+εκτ[ίι]μηση|με\s+τιμ[ήη]|με\s+σεβασμ[όο]|"
    r"με\s+φιλικο[ύυ][ςσ]\s+χαιρετισμο[ύυ][ςσ]|φιλικ[άα]|me\s+ektimisi|filika|(?:kind|best|warm)\s+(?:regards|wishes)|regards|yours\s+(?:sincerely|faithfully)|"
    r"sincerely|--+)[ \t]*(?:[,.!\n]|$|(?-i:(?=[^\W\d_a-zα-ωάέήίόύώ]))).*",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_SIGNED = re.compile(rf"(?:{_NAMES}(?:\s+{re.escape(GONE)})?|Π\.?Ε\.?\s?\d\d(?:\.\d\d)?)[.,!]?")
"""A name, or a teacher's branch, after thanks."""
_ADDRESSED = re.compile(rf",\s*(?:(?i:κ\.|κα\.?|κύριε|κυρία|mrs?\.?|ms\.?)\s+)?{re.escape(GONE)}(?=\s*(?:[,.;!?]|$))")
"""A name between commas, by which somebody is spoken to: nothing is missing without it."""
_WORD = re.compile(r"[^\W_]+(?:[-_'’.][^\W_]+)*")
_CLAUSE = re.compile(r"(?<=[.;!?·,])\s+|\s*\n+\s*")
_AFTER_GREETING = re.compile(rf"[\s,.!·👋🙂😊]*(?:{_NAMES}(?=\s*[,!.\n])[\s,.!·]*)?")


def _phrases(text: str) -> list[str]:
    return sorted((" ".join(words(phrase)) for phrase in text.split(",")), key=len, reverse=True)


_GREETINGS = _phrases(
    """
    καλημερα, καλησπερα, καλησπερες, καληνυχτα, γεια, χαιρετε, χαιρετω, χαιρετισμους, καλως σας βρηκα, hello, hi, hey,
    good morning, good evening, good afternoon, greetings, dear, αγαπητοι, αγαπητε, αγαπητη
    """
)
_TO_WHOM = _phrases(
    """
    σας, σου, σε ολους, σε ολες, και σε ολες, ολους, ολες, αγαπητοι, συναδελφοι, συναδελφισσες, συναδελφε, παιδια, και,
    all, everyone, everybody, there, colleagues, team, ομαδα, φιλοι, φιλες, κυριες, κυριοι
    """
)
_CLOSING = _phrases(
    """
    σας ευχαριστω, σε ευχαριστω, ευχαριστω, ευχαριστουμε, σας ευχαριστουμε, ευχαριστω πολυ, να στε καλα, να ειστε καλα,
    μερσι, thanks, thank you, thank u, thx, many thanks, cheers, πολυ, παρα πολυ, θερμα, εκ των προτερων, προκαταβολικα,
    για τη βοηθεια, για την βοηθεια, για τη βοηθεια σας, για την βοηθεια σας, για τον χρονο σας,
    για την απαντηση, in advance, for your help, for the help,
    for your time, so much, very much, a lot, again, καλη συνεχεια, καλο σαββατοκυριακο,
    καλη εβδομαδα, καλη συνεχεια σε ολους, παρακαλω, please, και παλι
    """
)


def _row_of(*several: list[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(phrase) for phrases in several for phrase in phrases)
    return re.compile(f"(?: (?:{alternatives})(?= ))+ ")


_GREETS = re.compile(f"(?: (?:{'|'.join(_GREETINGS)})(?= ))(?: (?:{'|'.join(_GREETINGS + _TO_WHOM)})(?= ))*")
_ONLY_COURTESY = _row_of(_GREETINGS, _TO_WHOM, _CLOSING)


def stripped(text: str, names: Iterable[str] = ()) -> str:
    """Return a text without what is personal; `names` are the display names of those who wrote and are spoken of."""
    began = text.strip()
    text = _SIGNATURE.sub("", began)
    text = _INTRODUCED.sub("", _CALLED.sub(_without_called, _without_greeting(text)))
    text = without_given_names(without_schools(text))
    text = _TITLED.sub(lambda found: f"{found[1]} {GONE}", text)
    text = _ADDRESSED.sub("", _without_names(without_identifiers(text), names))
    text = _tidy(_without_courtesy(text))
    return text if began.startswith(text[:1]) or text.startswith("http") else text[:1].upper() + text[1:]


def is_whole(text: str) -> bool:
    """Tell whether nothing was taken out of a text's sentences."""
    return GONE not in text


def without_gaps(text: str) -> str:
    """Return a text as if nothing had stood where something was taken out."""
    return _tidy(text.replace(GONE, " "))


def _without_greeting(text: str) -> str:
    """Take the greeting off a text's beginning, with whom it greets."""
    found = list(_WORD.finditer(text))[:12]
    sounds = [key(part) for word in found for part in spelled(fold(word[0]))[:1]]
    greeting = _GREETS.match(sequence_of(sounds))
    if greeting is None or not found:
        return text
    last = found[len(greeting[0].split()) - 1]
    after = _AFTER_GREETING.match(text, last.end())
    return text[after.end() if after else last.end() :]


def _without_called(found: re.Match[str]) -> str:
    """Return nothing in place of an introduction; "what am I called in TwinSpace" is none."""
    called, is_one = found[1], found[2]
    name = is_given_name(is_one) if is_one else key(fold(called)) not in STOP_WORDS
    return "" if name else found[0]


def _without_names(text: str, names: Iterable[str]) -> str:
    """Take out the names: whole as they are written, and each of their words in any case and script."""
    told = [name.strip() for name in names if name.strip()]
    for name in sorted(told, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", GONE, text, flags=re.IGNORECASE)
    stems = {stem(key(fold(part))) for name in told for part in name.split() if _is_word(part)}
    stems -= STOP_WORDS
    return _WORD.sub(lambda word: GONE if _names(word[0], stems) else word[0], text) if stems else text


def _is_word(part: str) -> bool:
    """Tell whether a part of a name is one by itself, unlike an initial or a handle with digits."""
    return len(part) > 2 and part.isalpha()


def _names(word: str, stems: set[str]) -> bool:
    return word.isalpha() and len(word) > 2 and stem(key(fold(word))) in stems


def _without_courtesy(text: str) -> str:
    """Take out the sentences, and the last words after a comma, that only greet or thank, and the name after them."""
    parts = [part for part in _CLAUSE.split(text) if part.strip()]
    ends = [match[0] for match in _CLAUSE.finditer(text)] + [""]
    kept: list[str] = []
    thanked = False
    for part, end in zip(parts, ends, strict=False):
        sounds = sequence_of(words(part))
        courteous = sounds != " " and _ONLY_COURTESY.fullmatch(sounds) is not None
        signed = thanked and (sounds == " " or _SIGNED.fullmatch(part.strip()) is not None)
        if not courteous and not signed:
            kept.append(part + end)
        elif kept and kept[-1].rstrip().endswith(","):
            kept[-1] = kept[-1].rstrip().rstrip(",") + end
        thanked = courteous or signed
    return "".join(kept)


def _tidy(text: str) -> str:
    text = re.sub(rf"(?:{re.escape(GONE)}[ ,]*)+{re.escape(GONE)}", GONE, text)
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", re.sub(r"\n{3,}", "\n\n", text))
    return re.sub(r" +([,.;!?·)])", r"\1", text).strip(" ,\n")
