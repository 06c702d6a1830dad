"""What the bot says, in every language: gettext catalogues read with Babel, one file a subject.

A sentence in the code is the English msgid, with ``{placeholders}``. It is translated by calling a `Translator`
(usually named `t`), so that ``pybabel extract -k t -k N_`` finds it.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("el", "en")
"""Greek is the default; a new language is a folder in `locales` and a code here."""


class Translator:
    """One language's sentences, dates and numbers."""

    def __init__(self, language: str) -> None:
        """Load a language's catalogue; raises FileNotFoundError for one that there is no catalogue of."""
        self.language = language
        self._messages = catalogue(language)

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate a sentence, then fill its placeholders."""
        return self._messages.get(message, (message,))[0].format(**values)

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate the form that fits a number, which fills ``{number}``."""
        forms = self._messages.get(one, (one, many))
        chosen = forms[0] if number == 1 or len(forms) == 1 else forms[1]
        return chosen.format(number=self.number(number), **values)

    def number(self, value: float) -> str:
        """Write a number in the language's form: 2.748 in Greek."""
        return format_decimal(value, locale=self.language)

    def percent(self, share: float) -> str:
        """Write a share (0 to 1) with two decimals: 92,69% in Greek."""
        return format_percent(share, format="#,##0.00%", locale=self.language)

    def day(self, moment: datetime, zone: str) -> str:
        """Write a moment's date with weekday, in an IANA zone."""
        return format_date(moment.astimezone(ZoneInfo(zone)), "EEEE d MMMM y", locale=self.language)

    def clock(self, moment: datetime, zone: str) -> str:
        """Write a moment's time as 19:00, in an IANA zone."""
        return format_time(moment, "HH:mm", tzinfo=ZoneInfo(zone), locale=self.language)

    def moment(self, moment: datetime, zone: str) -> str:
        """Write a moment's weekday, date and time, in an IANA zone."""
        return format_datetime(moment, "EEEE d MMMM y, HH:mm", tzinfo=ZoneInfo(zone), locale=self.language)


@cache
def translator(language: str) -> Translator:
    """Return the translator of a language."""
    return Translator(language)


def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    """Return a language's sentences by msgid, from all of its subjects; plural ones have two forms."""
    folder = files("config") / "locales" / language / "LC_MESSAGES"
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".po"):
            with path.open("rb") as file:
                found |= {_msgid(m.id): _forms(m.string) for m in read_po(file, locale=language) if m.id and m.string}
    return found


def _msgid(identity: str | tuple[str, ...] | list[str]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def _forms(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)
