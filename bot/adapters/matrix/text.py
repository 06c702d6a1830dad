"""Matrix's message bodies to rich text and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.adapters.matrix.reading import leaves, read
from bot.adapters.matrix.tags import without_element
from bot.adapters.matrix.writing import HtmlWriter, PlainWriter, needs_html
from bot.core.runs import Leaf, Run, nest
from bot.core.text import Break, Inline, Mention, Paragraph, RichText, Text


def parse(body: str, formatted: str | None, mentions: Mapping[str, Mention], *, reply: bool = False) -> RichText:
    """Read a message's body, from its HTML where there is some; never raises.

    `mentions` says who and what is meant, by user id and room alias; a link to another one keeps what it shows. What
    older clients quote of the message replied to is left out: in HTML always, in plain text where it is a `reply`
    (client-server API, "Rich replies").
    """
    if formatted is not None:
        return RichText(read(without_element(formatted, "mx-reply"), mentions))
    plain = RichText.plain((_without_quote(body) if reply else body).replace("\r\n", "\n"))
    return RichText(tuple(_with_leaves(block, mentions) for block in plain.blocks if isinstance(block, Paragraph)))


def render(text: RichText, *, zone: str, language: str) -> tuple[str, str | None]:
    """Write a message's plain body and its HTML, which is None where the plain body shows everything.

    Moments are told in an IANA `zone` and a `language` (its code).
    """
    body = PlainWriter(zone, language).text(text.blocks)
    if not needs_html(text.inlines(), text.blocks):
        return body, None
    return body, HtmlWriter(zone, language).text(text.blocks)


def _without_quote(body: str) -> str:
    lines = body.split("\n")
    quoted = next((number for number, line in enumerate(lines) if not line.startswith("> ")), len(lines))
    return "\n".join(lines[quoted:]).removeprefix("\n") if quoted else body


def _with_leaves(paragraph: Paragraph, mentions: Mapping[str, Mention]) -> Paragraph:
    return Paragraph(nest(map(Run, _leaves(paragraph.children, mentions))))


def _leaves(children: tuple[Inline, ...], mentions: Mapping[str, Mention]) -> Iterator[Leaf]:
    for child in children:
        yield from leaves(child.text, mentions) if isinstance(child, Text) else (Break(),)
