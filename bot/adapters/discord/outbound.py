"""What we say, as Discord wants it: contents within its limits, names that webhooks may bear, buttons. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

import discord

from bot.adapters.discord import text as markdown
from bot.adapters.discord.places import PLATFORM
from bot.adapters.naming import FILE_MARK
from bot.core.delivery import Choice, Delivery, Part
from bot.core.events import Person
from bot.core.quotation import MARK
from bot.core.split import graphemes, split
from bot.core.text import Block, Mention, Paragraph, RichText, Style, Styled, Text

LIMIT = 2000
"""Characters of a message (Discord API, Create Message). Counted here as UTF-16 units, which are never fewer."""

_NAME_LIMIT = 80
_LABEL_LIMIT = 80
_MOST_BUTTONS = 25
_MOST_NOTIFIED = 100
"""Users in one list (Discord API, "Allowed Mentions Object")."""
_EVERYONE = "everyone"
_QUOTE = 240
"""Units kept free for the line that says what a webhook's message answers."""
_NAME_LINE = 100
_FILE_LINE = 400
"""Units kept free for the line that names a file which cannot be uploaded."""
MOST_FILES = 10
"""Files that one message may have (Discord API, "Create Message")."""
_LEAST = 500

_FORBIDDEN = re.compile(r"(?i)(d)(iscord)|(c)(lyde)|^\s*(e)(veryone)\s*$|^\s*(h)(ere)\s*$")
_JOINER = "\u2060"
_REPLY_MARK = f"> [{MARK}"
_FILE_LINES = re.compile(rf"(?:\A|\n+){FILE_MARK.strip()} [^\n]*(?:\n+{FILE_MARK.strip()} [^\n]*)*\Z")
OFFER = "offer"
"""Custom ids of buttons begin with it: ``offer:token:number``."""

_PLAIN = discord.ButtonStyle.secondary
_STYLES = {"✅": discord.ButtonStyle.success, "❌": discord.ButtonStyle.danger}


def units(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def fit(text: str, limit: int) -> str:
    """Cut a text to so many UTF-16 units, between graphemes, with … where something was left out."""
    if units(text) <= limit:
        return text
    kept, length = [], 1
    for grapheme in graphemes(text):
        length += units(grapheme)
        if length > limit:
            break
        kept.append(grapheme)
    return "".join(kept).rstrip() + "…"


def parts_of(delivery: Delivery) -> tuple[RichText, ...]:
    """Cut a delivery's text into messages, each with room for what is added when it is sent."""
    kept_free = _QUOTE if delivery.as_person and delivery.reply_to else 0
    kept_free += _NAME_LINE if delivery.as_person and delivery.to.person else 0
    kept_free += units(notice(Part("", delivery.to, delivery.action, notify=delivery.notify)))
    kept_free += _FILE_LINE * min(len(delivery.attachments), MOST_FILES)
    return pieces(delivery.text, max(LIMIT - kept_free, _LEAST))


def pieces(text: RichText, limit: int = LIMIT) -> tuple[RichText, ...]:
    """Cut a text into messages; at least one."""
    return split(text, limit, lambda piece: units(markdown.render(piece))) or (text,)


def content_of(part: Part, *above: Block, below: Sequence[Block] = ()) -> str:
    """Write a message: what stands above, the text, and what stands below, such as files that could not be uploaded."""
    return fit(notice(part) + markdown.render(RichText((*above, *part.text.blocks, *below))), LIMIT)


def notice(part: Part) -> str:
    """Return the line that notifies groups, with its line break; empty where a part notifies none on Discord."""
    roles = (f"<@&{number}>" for number in _roles(part))
    names = [*(["@everyone"] if _EVERYONE in part.notify else []), *roles]
    return " ".join(names) + "\n" if names else ""


def _roles(part: Part) -> list[int]:
    """Return the roles that a part is to notify."""
    prefix = f"{PLATFORM}:role:"
    numbers = (name.removeprefix(prefix) for name in part.notify if name.startswith(prefix))
    return [int(number) for number in numbers if number.isdecimal()]


def allowed_mentions(part: Part) -> discord.AllowedMentions:
    """Return who may be notified: exactly the people that are mentioned, whom the part says, and nobody twice.

    What is passed on from another place of Discord's has notified them there.
    """
    if part.as_person is not None and part.as_person.ref.platform == PLATFORM:
        return discord.AllowedMentions.none()
    users = [discord.Object(number) for number in islice(dict.fromkeys(_named(part.text)), _MOST_NOTIFIED)]
    roles = [discord.Object(number) for number in _roles(part)]
    return discord.AllowedMentions(
        everyone=_EVERYONE in part.notify, roles=roles or False, replied_user=False, users=users
    )


def _named(text: RichText) -> Iterable[int]:
    prefix = f"{PLATFORM}:"
    for inline in text.inlines():
        if isinstance(inline, Mention) and inline.kind == "person" and (inline.ref or "").startswith(prefix):
            number = (inline.ref or "").removeprefix(prefix)
            if number.isdecimal():
                yield int(number)


def webhook_name(person: Person) -> str:
    """Return a name that a webhook may bear, as near to the person's as Discord allows.

    Webhooks are refused names with "discord" or "clyde" in them and the names "everyone" and "here" (Discord API,
    "Create Webhook" and "Usernames and Nicknames"); an invisible joiner breaks such words. At most 80 characters.
    """
    name = " ".join(person.name.split()) or person.ref.id
    return fit(_FORBIDDEN.sub(_broken, name), _NAME_LIMIT)


def _broken(word: re.Match[str]) -> str:
    first, rest = (group for group in word.groups() if group)
    return first + _JOINER + rest


def name_line(person: Person) -> Paragraph:
    """Return the line that says who speaks, where there is no webhook to speak as them."""
    return Paragraph((Styled(Style.BOLD, (Text(fit(person.name, _NAME_LIMIT)),)),))


def kept_reply_line(content: str) -> str:
    """Return the reply line at the top of a content, with its line break; empty where there is none."""
    line, newline, _ = content.partition("\n")
    return line + newline if line.startswith(_REPLY_MARK) else ""


def words_of(message: discord.Message) -> str:
    """Return what a message says, on one line and without any marks."""
    content = message.clean_content
    said = markdown.parse(content.removeprefix(kept_reply_line(content)), {})
    return " ".join(str(said).split())


def in_place_of(former: str, content: str) -> str:
    """Return a changed content, within the limit, with the reply line and the files' lines of the former one."""
    above = "" if kept_reply_line(content) else kept_reply_line(former)
    return fit(above + content + kept_file_lines(former), LIMIT)


def kept_file_lines(content: str) -> str:
    """Return the lines at the end of a content that name files, with the line break before them."""
    found = _FILE_LINES.search(content)
    return found[0] if found else ""


def says(message: discord.Message, part: Part) -> bool:
    """Tell whether a message in the history says what a part says (a nonce is not kept in the history)."""
    found = message.content.removeprefix(kept_reply_line(message.content)).removeprefix(notice(part)).strip()
    if part.as_person is not None and part.to.person is not None:
        found = found.partition("\n")[2].strip()
    lines = kept_file_lines(found) if part.attachments else ""
    if part.attachments and not (lines or message.attachments):
        return False
    return found.removesuffix(lines).strip() == markdown.render(part.text).strip()


def buttons(token: str, choices: Sequence[Choice]) -> discord.ui.View | None:
    """Return the buttons that offer choices; None where there are none. Call it inside a running loop.

    A button carries all that is needed to act on it, so that it works after any restart; the view itself is finished at
    once and never kept in memory.
    """
    if not choices:
        return None
    view = discord.ui.View(timeout=None)
    for number, choice in enumerate(choices[:_MOST_BUTTONS], start=1):
        style = next((style for mark, style in _STYLES.items() if choice.label.startswith(mark)), _PLAIN)
        label = fit(choice.label, _LABEL_LIMIT)
        view.add_item(discord.ui.Button(style=style, label=label, custom_id=f"{OFFER}:{token}:{number}"))
    view.stop()
    return view
