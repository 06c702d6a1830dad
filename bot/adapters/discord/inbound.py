"""Discord's messages, edits and reactions as core events. Pure: where things happened is given as a `Place`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from mimetypes import guess_extension
from pathlib import PurePath

import discord

from bot.adapters.discord import text as markdown
from bot.adapters.discord.places import PLATFORM, Place
from bot.core.events import MessageEdited, MessagePosted, Person
from bot.core.ids import MessageRef, PersonRef
from bot.core.text import Attachment, Block, Link, Listing, Mention, Paragraph, Quote, RichText, Style, Styled, Text

_TALK = frozenset(
    {
        discord.MessageType.default,
        discord.MessageType.reply,
        discord.MessageType.chat_input_command,
        discord.MessageType.context_menu_command,
    }
)
"""What people and bots say; the other types tell of joins, boosts, pins and new threads (API, "Message Types")."""

_SPOILER = "SPOILER_"
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Me:
    """The bot: its user id, its application's id, and the role that Discord made for it in the guild."""

    user: int
    application: int
    role: int | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        """What mentions the bot in a text. People often pick the bot's role, which bears the same name."""
        people = (f"<@{self.user}>", f"<@!{self.user}>")
        return people if self.role is None else (*people, f"<@&{self.role}>")


def is_ours(message: discord.Message, me: Me) -> bool:
    """Tell whether the bot said it, by itself or through a webhook of its application."""
    if message.webhook_id is not None:
        return message.application_id == me.application
    return message.author.id == me.user


def is_talk(message: discord.Message) -> bool:
    """Tell whether somebody said it, other than the notices that Discord writes by itself."""
    return message.type in _TALK


def posted(message: discord.Message, place: Place, me: Me) -> MessagePosted:
    """Return a message as an event."""
    content, addressed = _without_mark(message.content, me)
    return MessagePosted(
        ref=place.message(message.id),
        author=author(message),
        at=message.created_at.astimezone(UTC),
        text=_text(message, content),
        reply_to=_reply(message, place),
        thread=place.starter,
        attachments=tuple(_attachments(message)),
        addressed=addressed or place.room.person is not None,
    )


def edited(message: discord.Message, place: Place, me: Me) -> MessageEdited | None:
    """Return a changed message as an event; None where its author changed nothing (a link preview came, a pin)."""
    if message.edited_at is None:
        return None
    content, _ = _without_mark(message.content, me)
    return MessageEdited(
        ref=place.message(message.id),
        author=author(message),
        at=message.edited_at.astimezone(UTC),
        revision=message.edited_at.astimezone(UTC).isoformat(),
        text=_text(message, content),
        attachments=tuple(_attachments(message)),
    )


def same_content(before: discord.Message, after: discord.Message) -> bool:
    """Tell whether two states of a message say the same."""
    files = [[file.id for file in message.attachments] for message in (before, after)]
    return before.content == after.content and files[0] == files[1]


def author(message: discord.Message) -> Person:
    """Return who a message is shown as from; what a webhook says is a bot's."""
    who = message.author
    if isinstance(who, discord.User) and message.guild is not None and message.webhook_id is None:
        who = message.guild.get_member(who.id) or who
    return person(who, bot=message.webhook_id is not None)


def person(who: discord.abc.User, *, bot: bool = False) -> Person:
    """Return a user or member as a person, with the roles that they hold in the guild."""
    chosen = who.display_avatar if who.avatar or getattr(who, "guild_avatar", None) else None
    roles = who.roles if isinstance(who, discord.Member) else []
    return Person(
        ref=PersonRef(PLATFORM, str(who.id)),
        name=who.display_name,
        avatar=chosen.with_static_format("png").url if chosen else None,
        groups=frozenset(f"role:{role.id}" for role in roles if not role.is_default()),
        bot=bot or who.bot,
    )


def stranger(id: int) -> Person:
    """Return somebody of whom only the id is known."""
    return Person(PersonRef(PLATFORM, str(id)), str(id))


def emoji_of(emoji: discord.PartialEmoji) -> str:
    """Return an emoji's characters, or ``:name:`` of one of a guild's own."""
    return emoji.name if emoji.is_unicode_emoji() else f":{emoji.name}:"


def mentions_of(message: discord.Message) -> dict[str, Mention]:
    """Return whom and what a message's text may name, by the mark that stands in it."""
    people = {
        f"<@{who.id}>": Mention("person", f"@{who.display_name}", f"{PLATFORM}:{who.id}") for who in message.mentions
    }
    roles = {
        f"<@&{role.id}>": Mention("role", f"@{role.name}", f"{PLATFORM}:role:{role.id}")
        for role in message.role_mentions
    }
    rooms = {
        f"<#{room.id}>": Mention("room", f"#{room.name}", f"{PLATFORM}:{room.id}") for room in message.channel_mentions
    }
    return people | roles | rooms


def _without_mark(content: str, me: Me) -> tuple[str, bool]:
    """Return the content without the mentions of the bot, and whether there were any."""
    bare = content
    for mark in me.marks:
        bare = bare.replace(mark, "")
    return (bare, False) if bare == content else (bare.strip(" ,:\n"), True)


def _text(message: discord.Message, content: str) -> RichText:
    said = markdown.parse(content, mentions_of(message))
    return RichText((*said.blocks, *_snapshots(message.message_snapshots), *_extras(message)))


def _extras(message: discord.Message) -> Iterator[Block]:
    for sticker in message.stickers:
        yield Paragraph((Link(sticker.url, (Text(f"🖼 {sticker.name}"),)),))
    if message.poll is not None:
        yield Paragraph((Text(f"📊 {message.poll.question}"),))
        yield Listing(tuple((Paragraph((Text(answer.text),)),) for answer in message.poll.answers))
    yield from _embeds(message.embeds)


def _embeds(embeds: Iterable[discord.Embed]) -> Iterator[Block]:
    """Yield what bots wrote into embeds; the other types are previews of links, which the text holds already."""
    for embed in embeds:
        if embed.type != "rich":
            continue
        if embed.title:
            title = Styled(Style.BOLD, (Text(embed.title),))
            yield Paragraph((Link(embed.url, (title,)) if embed.url else title,))
        yield from markdown.parse(embed.description or "", {}).blocks
        for field in embed.fields:
            yield Paragraph((Styled(Style.BOLD, (Text(field.name or ""),)),))
            yield from markdown.parse(field.value or "", {}).blocks


def _snapshots(snapshots: Iterable[discord.MessageSnapshot]) -> Iterator[Block]:
    """Yield what was forwarded, as a quote."""
    for snapshot in snapshots:
        blocks = (*markdown.parse(snapshot.content, {}).blocks, *_embeds(snapshot.embeds))
        if blocks:
            yield Quote(blocks)


def _attachments(message: discord.Message) -> Iterator[Attachment]:
    for file in (*message.attachments, *(file for shot in message.message_snapshots for file in shot.attachments)):
        yield Attachment(
            name=_file_name(file),
            url=file.url,
            content_type=file.content_type or _UNKNOWN,
            size=file.size,
            spoiler=file.is_spoiler(),
            description=file.description or "",
        )


def _file_name(file: discord.Attachment) -> str:
    """Return the name that the file had; Discord keeps letters beyond ASCII in the title only."""
    suffix = PurePath(file.filename).suffix or guess_extension(file.content_type or "") or ""
    return (file.title + suffix if file.title else file.filename).removeprefix(_SPOILER)


def _reply(message: discord.Message, place: Place) -> MessageRef | None:
    """Return the message that this one answers; one of another channel is no reply here."""
    reference = message.reference
    if reference is None or message.type is not discord.MessageType.reply or reference.message_id is None:
        return None
    return place.message(reference.message_id) if reference.channel_id == message.channel.id else None


def moment_of(snowflake: int) -> datetime:
    """Return the moment (aware, UTC) that a Discord id holds (API reference, "Snowflakes")."""
    return discord.utils.snowflake_time(snowflake)
