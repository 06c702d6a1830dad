"""Being spoken to: whether a message names the bot, and the text without that name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.adapters.matrix.people import localpart
from bot.adapters.matrix.reading import PLATFORM
from bot.core.text import Block, Break, Inline, Link, Mention, Paragraph, RichText, Styled, Text


def listed(content: Mapping[str, Any]) -> frozenset[str]:
    """Return the user ids that a content says it mentions (client-server API, "User and room mentions")."""
    mentions = content.get("m.mentions")
    users = mentions.get("user_ids") if isinstance(mentions, dict) else None
    return frozenset(user for user in users if isinstance(user, str)) if isinstance(users, list) else frozenset()


def without_name(text: RichText, user_id: str, name: str) -> tuple[RichText, bool]:
    """Take a mention of a user out of a text; return the text and whether there was one.

    A mention is a pill anywhere, or at the start ``@localpart`` or ``@name`` or the user id, or the bare name or
    localpart with a colon or a comma, as clients write it.
    """
    unpilled = _without_pills(text, user_id)
    pilled = unpilled != text
    spoken, named = _without_start(unpilled, user_id, name)
    if not pilled and not named:
        return text, False
    return RichText(tuple(block for block in spoken.blocks if block != Paragraph(()))), True


def _without_pill(inlines: Iterable[Inline], user_id: str) -> tuple[Inline, ...]:
    kept: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Mention) and inline.ref == f"{PLATFORM}:{user_id}":
            continue
        if isinstance(inline, Styled | Link):
            kept.append(replace(inline, children=_without_pill(inline.children, user_id)))
        else:
            kept.append(inline)
    return tuple(kept)


def _without_pills(text: RichText, user_id: str) -> RichText:
    blocks: list[Block] = []
    for block in text.blocks:
        if isinstance(block, Paragraph) and (rest := _without_pill(block.children, user_id)) != block.children:
            blocks.append(Paragraph(_tidied(rest)))
        else:
            blocks.append(block)
    return RichText(tuple(blocks))


def _tidied(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    while inlines and isinstance(inlines[0], Break):
        inlines = inlines[1:]
    if inlines and isinstance(inlines[0], Text):
        rest = inlines[0].text.lstrip(" ,:\u00a0")
        return (Text(rest), *inlines[1:]) if rest else _tidied(inlines[1:])
    return inlines


def _without_start(text: RichText, user_id: str, name: str) -> tuple[RichText, bool]:
    first = text.blocks[0] if text.blocks else None
    if not isinstance(first, Paragraph) or not first.children or not isinstance(first.children[0], Text):
        return text, False
    found = _start(user_id, name).match(first.children[0].text)
    if not found:
        return text, False
    rest = (Text(first.children[0].text[found.end() :]), *first.children[1:])
    return RichText((Paragraph(_tidied(rest)), *text.blocks[1:])), True


def _start(user_id: str, name: str) -> re.Pattern[str]:
    local = re.escape(localpart(user_id))
    names = "|".join({local, re.escape(name or localpart(user_id))})
    return re.compile(rf"\s*(?:{re.escape(user_id)}|@(?:{names}))(?:[:,\s]|$)|\s*(?:{names})[:,]", re.IGNORECASE)
