"""Schools by their name, in Greek, Greeklish and English: where somebody works tells who they are. Pure."""

from __future__ import annotations

import re

from cogs.helpdesk.identifiers import GONE

_ORDINAL = r"\d{1,3}\s?(?:ο|ου|ό|ού|ον|ο\.|o|ou|oy|st|nd|rd|th)\s+"
_SORT = (
    r"(?:(?:πειραματικ|πρότυπ|προτυπ|γενικ|ειδικ|επαγγελματικ|ημερήσι|ημερησι|εσπεριν|μουσικ|διαπολιτισμικ|ολοήμερ|ολοημερ|"
    r"καλλιτεχνικ|ιδιωτικ|geniko|eidiko|peiramatiko|protypo|mousiko)\w*\s+)"
)
_KIND = (
    r"(?:δημοτικ(?:ό|ού|ο|ου)|γυμν[άα]σι(?:ο|ου)|γυμνασίου|λ[ύυ]κει(?:ο|ου)|λυκείου|νηπιαγωγεί(?:ο|ου)|νηπιαγωγει(?:ο|ου)|"
    r"γ\.?ε\.?λ|επα\.?λ|δ\.?σ|εν\.?ε\.?ε\.?γυ\.?λ|σ\.?δ\.?ε|ε\.?ε\.?ε\.?εκ|"
    r"dimotik(?:o|ou|oy)|g[yi]mnasi(?:o|ou)|l[yi]kei(?:o|ou)|nipiagogei(?:o|ou)|gel|epal|"
    r"(?:(?:primary|elementary|secondary|junior\s+high|high|nursery)\s+school)|kindergarten)(?!\w)\.?"
)
_SCHOOL = r"(?:σχολεί(?:ο|ου)|σχολει(?:ο|ου)|s[xc]h?olei(?:o|ou)|school)(?!\w)"
_GENITIVE = r"[^\W\d_]+(?:ας|άς|ης|ής|ου|ού|ων|ών|ΑΣ|ΗΣ|ΟΥ|ΩΝ|as|is|hs|ou|wn|on)"
_OF = r"(?:(?:(?i:της|του|των)\s+)?(?:(?:Αγ|Ν)\.\s?|(?:Άνω|Κάτω|ΑΝΩ|ΚΑΤΩ)\s+)?"
_PLACE = rf"(?:\s+(?-i:{_OF}(?=[A-ZΑ-ΩΆΈΉΊΌΎΏ]){_GENITIVE}(?!\w))))"
_ABROAD = r"(?:\s+(?:of|in)(?-i:(?:\s+[A-Z][a-z]+){1,3}))"
_SOMEWHERE = rf"(?:\s+(?=\w{{4,}}){_GENITIVE}(?!\w))"
_NUMBERED = (
    rf"{_ORDINAL}{_SORT}{{0,3}}(?:{_KIND}(?:\s+{_SCHOOL})?|{_SCHOOL})(?:{_PLACE}{{1,3}}|{_ABROAD}|{_SOMEWHERE})?"
)
_NAMED = rf"{_SORT}{{0,3}}{_KIND}(?:\s+{_SCHOOL})?(?:{_PLACE}{{1,3}}|{_ABROAD})"
_NAME = re.compile(rf"(?<!\w)(?:{_NUMBERED}|{_NAMED})(?!\w)", re.IGNORECASE)


def without_schools(text: str) -> str:
    """Return a text in which no school is named: neither by its number nor by its place."""
    return _NAME.sub(GONE, text)
