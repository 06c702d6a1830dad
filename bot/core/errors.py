r"""The error tree.

::

    StoaError
    ├─ UserError            told to the asker in their language; nothing is wrong with Stoa
    │  ├─ UnknownCommand
    │  ├─ BadArgument
    │  └─ NotAllowed
    ├─ OperatorError        told on stderr with exit code 2
    │  ├─ NewerDatabase     (storage.database)
    │  └─ CorruptDatabase   (storage.database)
    ├─ PlatformError        a platform could not be reached or will not have us
    │  ├─ LoginRefused      trying again will not help: the operator is told
    │  ├─ PlatformDown      tried again with backoff
    │  ├─ NoSuchPlace       a platform knows no such room, or does not let us know it
    │  └─ NotLetIn          a platform does not let us into a room: somebody has to
    └─ DeliveryError        one delivery did not succeed
       ├─ TryLater          refused for now, nothing was sent: retried
       │  └─ Barred         the room does not let us in: it waits until that is put right, the admins are told
       ├─ InDoubt           no answer came: it may have been sent; looked for before it is sent again
       ├─ Undeliverable     will never succeed: buried with its reason
       └─ NoFile             a file cannot be had: it is named instead, and the rest is delivered
          └─ TooLarge        it has more bytes than its taker can take

The two database errors stand with the code that raises them. `config.mistakes.ConfigError` is outside the tree, because
the settings do not know the bot; the command line tells both in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self


class StoaError(Exception):
    """Anything that Stoa itself raises."""


class Msgid(str):
    """A value that is a msgid itself: it is translated, too, before it fills a placeholder."""

    __slots__ = ()


class UserError(StoaError):
    """Something the asker can put right.

    `message` is a gettext msgid (mark it with `N_`), `values` fill its ``{placeholders}`` after translation.
    `language` is a catalogue's code where it is known in which one the asker wrote, empty where the room's is to hold.
    """

    language = ""

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep the untranslated sentence and its values."""
        super().__init__(message)
        self.message = message
        self.values = values

    def spoken_in(self, language: str) -> Self:
        """Return itself, to be told in a language."""
        self.language = language
        return self

    def said(self, t: Callable[..., str]) -> str:
        """Return the sentence in the asker's language, whose translator `t` is."""
        return t(
            self.message,
            **{name: t(value) if isinstance(value, Msgid) else value for name, value in self.values.items()},
        )


class UnknownCommand(UserError):
    """No command has that name."""


class BadArgument(UserError):
    """An argument is missing, too many, or cannot be read."""


class NotAllowed(UserError):
    """The asker's role does not reach."""


class OperatorError(StoaError):
    """Something that only the operator can put right; its text is the whole explanation."""


class PlatformError(StoaError):
    """A platform could not be reached or refused us."""


class LoginRefused(PlatformError):
    """The platform does not accept our credentials or permissions; trying again will not help."""


class PlatformDown(PlatformError):
    """The platform cannot be reached now."""


class NoSuchPlace(PlatformError):
    """The platform knows no such room, or does not let us know it."""


class NotLetIn(PlatformError):
    """The platform does not let us into a room, or does not let us read there; the text says what is needed."""


class DeliveryError(StoaError):
    """A delivery did not succeed."""


class TryLater(DeliveryError):
    """Nothing was sent and it may succeed later; `after` is the wait in seconds that the platform asked for."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        """Keep the reason (for the log) and the platform's wait in seconds."""
        super().__init__(reason)
        self.after = after


class Barred(TryLater):
    """Nothing was sent, and nothing can be before somebody lets us in: a permission is missing, or the room is gone."""


class InDoubt(DeliveryError):
    """No answer came back: the delivery may or may not have happened."""


class Undeliverable(DeliveryError):
    """It will never succeed; the text is the reason that is kept with the buried delivery."""


class NoFile(DeliveryError):
    """A file cannot be had; `passing`: its platform has trouble with it and may give it out later."""

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        """Keep the reason (for the log)."""
        super().__init__(reason)
        self.passing = passing


class TooLarge(NoFile):
    """A file has more bytes than its taker can take."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark a sentence for the catalogues and return it unchanged; it is translated where its reader is known."""
    return message
