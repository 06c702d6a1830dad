"""Files that cannot be shown where they are spoken of: a line names them and says where they can be seen."""

from __future__ import annotations

from bot.core.files import size_in_words
from bot.core.split import cut
from bot.core.text import Attachment, Inline, Link, Paragraph, Text
from config.words import translator

FILE_MARK = "📎\u2060 "
"""How such a line begins; the invisible joiner tells it from a line that somebody wrote."""

_NAME_LIMIT = 100


def file_line(file: Attachment, address: str | None, language: str) -> Paragraph:
    """Return the line for a file, in a language (a catalogue's code).

    It links to an address where anybody may fetch it; where there is none, to the message that it came with.
    """
    t = translator(language)
    size = f" ({size_in_words(file.size, language)})" if file.size else ""
    name: Inline = Text(f"{cut(file.name, _NAME_LIMIT)}{size}")
    if address:
        return Paragraph((Text(FILE_MARK), Link(address, (name,))))
    if not file.home:
        return Paragraph((Text(FILE_MARK), name))
    seen = Text(t("see it on {platform}", platform=file.held_by.capitalize()))
    return Paragraph((Text(FILE_MARK), name, Text(": "), Link(file.home, (seen,))))
