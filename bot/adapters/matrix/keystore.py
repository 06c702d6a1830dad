"""Where nio keeps the keys of the encrypted rooms."""

from __future__ import annotations

from nio.store import MatrixStore


class KeyStore(MatrixStore):  # type: ignore[misc]  # nio.store says nothing of its types
    """nio's store, without its transaction at every sync; what devices are trusted is kept elsewhere (`Trust`)."""

    def save_encrypted_rooms(self, rooms: set[str]) -> None:
        """Keep which rooms are encrypted; nio calls this at every sync, nearly always with no room at all.

        That empty transaction was a quarter of what the bot did for a message.
        """
        if rooms:
            super().save_encrypted_rooms(rooms)
