"""Discord's markdown to rich text and back.

Sources: "Markdown Text 101" (https://support.discord.com/hc/en-us/articles/210298617) for the markup, the API's
"Message Formatting" (https://discord.com/developers/docs/reference#message-formatting) for mentions, custom emoji and
timestamps, "CDN Endpoints" of the same page for the addresses of emoji.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from bot.core.markdown import grammar, line_of, push_node, read
from bot.core.markup import APART, Writer, target
from bot.core.runs import Leaf
from bot.core.text import Emoji, Mention, RichText, Text, Timestamp
from bot.core.urls import is_web

PLATFORM = "discord"
_CDN = "https://cdn.discordapp.com/emojis/"
_STYLES = frozenset("tTdDfFR")

_MENTION = re.compile(r"<(@!?|@&|#)(\d{1,20})>", re.ASCII)
_EMOJI = re.compile(r"<(a?):(\w{1,32}):(\d{1,20})>", re.ASCII)
_TIMESTAMP = re.compile(r"<t:(-?\d{1,15})(?::([tTdDfFR]))?>", re.ASCII)
_COMMAND = re.compile(r"<(/[\w -]{1,100}):\d{1,20}>")
_EVERYONE = re.compile(r"@(?:everyone|here)")
_CDN_EMOJI = re.compile(re.escape(_CDN) + r"(\d{1,20})\.(png|gif|webp)", re.ASCII)
_EMOJI_NAME = re.compile(r"\w{2,32}", re.ASCII)
_SHRUG = "¯\\_(ツ)_/¯"
_SHRUG_ESCAPED = "¯\\\\\\_(ツ)\\_/¯"

_UNSEEN = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]*"
_TO_ALL = re.compile(
    f"[@＠﹫](?!{APART})(?={_UNSEEN}(?:{_UNSEEN.join('everyone')}|{_UNSEEN.join('here')}))", re.IGNORECASE
)
"""What pings everyone, also where characters that nobody sees are strewn in, as other clients may take those out."""


def parse(content: str, mentions: Mapping[str, Mention]) -> RichText:
    """Read a message's content; never raises: what is no markup is text.

    `mentions` says who and what is meant, under "<@42>" (a person), "<#7>" (a room) and "<@&9>" (a role); one that is
    not there keeps its reference and the name "@…" or "#…".
    """
    return read(_DISCORD, content.replace(_SHRUG, _SHRUG_ESCAPED), {"mentions": mentions})


def render(text: RichText) -> str:
    """Write rich text as a message's content, of any length.

    A person or room of Discord's own (ref "discord:42") is mentioned as such: whom that pings is for `allowed_mentions`
    to say. Everything else is a plain name, and @everyone and @here are never more than their characters.
    """
    return neutral(_Writer().render(text))


def neutral(written: str) -> str:
    """Take from every @everyone and @here what makes it a ping: for text that is no markup too, such as names."""
    return _TO_ALL.sub(rf"\g<0>{APART}", written)


def _dialect() -> MarkdownIt:
    md = grammar(headings=3)
    md.block.ruler.before("blockquote", "long_quote", _long_quote, {"alt": ["paragraph"]})
    md.inline.ruler.before("autolink", "angled", _angled)
    md.inline.ruler.before("autolink", "everyone", _everyone)
    return md


def _long_quote(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take everything after ``>>>`` as a quote, to the end of the message."""
    if state.level or not line_of(state, line).startswith(">>> "):
        return False
    if not silent:
        state.bMarks[line] += state.tShift[line] + len(">>> ")
        state.tShift[line] = state.sCount[line] = 0
        state.push("blockquote_open", "blockquote", 1)
        state.md.block.tokenize(state, line, end)
        state.push("blockquote_close", "blockquote", -1)
        state.line = end
    return True


def _angled(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    leaf, end = _reference(state)
    if not leaf:
        return False
    if not silent:
        push_node(state, leaf)
    state.pos = end
    return True


def _reference(state: StateInline) -> tuple[Leaf | None, int]:
    source, start = state.src, state.pos
    if match := _MENTION.match(source, start):
        return _mention(match[1], match[2], state.env["mentions"]), match.end()
    if match := _EMOJI.match(source, start):
        return Emoji(match[2], f"{_CDN}{match[3]}.{'gif' if match[1] else 'png'}"), match.end()
    if match := _TIMESTAMP.match(source, start):
        return _timestamp(int(match[1]), match[2] or "f"), match.end()
    if match := _COMMAND.match(source, start):
        return Text(match[1]), match.end()
    return None, start


def _mention(sigil: str, number: str, mentions: Mapping[str, Mention]) -> Mention:
    sigil = sigil.removesuffix("!")
    known = mentions.get(f"<{sigil}{number}>")
    if known:
        return known
    ref = f"{PLATFORM}:{number}"
    match sigil:
        case "@":
            return Mention("person", "@…", ref)
        case "#":
            return Mention("room", "#…", ref)
        case _:
            return Mention("role", "@…", ref)


def _timestamp(seconds: int, style: str) -> Timestamp | None:
    try:
        return Timestamp(datetime.fromtimestamp(seconds, UTC), style)
    except (OverflowError, ValueError, OSError):
        return None


def _everyone(state: StateInline, silent: bool) -> bool:
    match = _EVERYONE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        push_node(state, Mention("everyone", match[0]))
    state.pos = match.end()
    return True


_DISCORD = _dialect()


class _Writer(Writer):
    """Writes Discord's dialect."""

    headings = 3
    quotes_nest = False

    def mention(self, mention: Mention) -> str:
        platform, _, number = (mention.ref or "").partition(":")
        if platform != PLATFORM or not number.isdecimal() or mention.kind not in _SIGILS:
            return super().mention(mention)
        return f"<{_SIGILS[mention.kind]}{number}>"

    def emoji(self, emoji: Emoji) -> str:
        match = _CDN_EMOJI.fullmatch(emoji.url or "")
        if not match or not _EMOJI_NAME.fullmatch(emoji.name):
            return super().emoji(emoji)
        return f"<{'a' if match[2] == 'gif' else ''}:{emoji.name}:{match[1]}>"

    def timestamp(self, timestamp: Timestamp) -> str:
        style = timestamp.style if timestamp.style in _STYLES else "f"
        return f"<t:{int(timestamp.at.timestamp())}:{style}>"

    def link(self, label: str, url: str) -> str:
        """Write a masked link, or both where Discord masks none: mail, and labels that look like an address."""
        if is_web(url) and "//" not in label:
            return f"[{label}](<{_quiet(target(url))}>)"
        return f"{label} ({self.address(url, ')')})"

    def address(self, url: str, after: str, before: Leaf | None = None) -> str:
        return super().address(_quiet(url), after, before)


_SIGILS = {"person": "@", "room": "#"}


def _quiet(url: str) -> str:
    """Encode the @ of what would ping inside an address, where a zero-width space would break the link."""
    return _EVERYONE.sub(lambda match: "%40" + match[0][1:], url)
