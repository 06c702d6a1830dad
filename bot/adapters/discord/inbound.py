"""Discord's messages, edits and reactions as core events. Pure: where things happened is given as a `Place`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from mimetypes import guess_extension
from pathlib import PurePath

import discord

from bot.adapters.discord import text as markdown
from bot.adapters.discord.outbound import words_of
from bot.adapters.discord.places import PLATFORM, Place
from bot.core.events import MessageEdited, MessagePosted, Person
from bot.core.ids import MessageRef, PersonRef
from bot.core.polls import Poll, Words, told
from bot.core.quotation import quotation
from bot.core.text import (
    EMPTY,
    Attachment,
    Block,
    Inline,
    Link,
    Mention,
    Paragraph,
    Quote,
    RichText,
    Style,
    Styled,
    Text,
)

_TALK = frozenset(
    {
        discord.MessageType.default,
        discord.MessageType.reply,
        discord.MessageType.chat_input_command,
        discord.MessageType.context_menu_command,
    }
)
"""What people and bots say; the other types tell of joins, boosts, pins and new threads (API, "Message Types")."""

_MARK = re.compile(r"<(@!?|@&|#)([0-9]{1,20})>")
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
    """Tell whether somebody said it, other than most of the notices that Discord writes by itself.

    The notice of a thread that hangs under no message is one: it is what the thread hangs under elsewhere.
    """
    return message.type in _TALK or _opened(message) is not None


def posted(message: discord.Message, place: Place, me: Me, t: Words) -> MessagePosted:
    """Return a message as an event; `t` speaks the room's language."""
    content, addressed = _without_mark(message.content, me)
    ref = place.message(_opened(message) or message.id)
    thread = place.starter if place.starter != ref else None
    return MessagePosted(
        ref=ref,
        author=author(message),
        at=message.created_at.astimezone(UTC),
        text=_text(message, content, t),
        reply_to=_reply(message, place),
        thread=thread,
        attachments=tuple(_attachments(message)),
        addressed=addressed or place.room.person is not None,
        quote=_quote(message) if thread or message.reference else EMPTY,
    )


def edited(message: discord.Message, place: Place, me: Me, t: Words) -> MessageEdited | None:
    """Return a changed message as an event; None where its author changed nothing (a link preview came, a pin)."""
    if message.edited_at is None:
        return None
    at = message.edited_at.astimezone(UTC)
    return changed(message, place, me, t, at, at.isoformat())


def changed(message: discord.Message, place: Place, me: Me, t: Words, at: datetime, revision: str) -> MessageEdited:
    """Return that a message says something else since a moment (aware, UTC), under a revision of its own."""
    content, _ = _without_mark(message.content, me)
    return MessageEdited(
        ref=place.message(message.id),
        author=author(message),
        at=at,
        revision=revision,
        text=_text(message, content, t),
        attachments=tuple(_attachments(message)),
    )


def poll_of(message: discord.Message) -> Poll | None:
    """Return the poll that a message holds, as it stands."""
    if message.poll is None:
        return None
    answers = ((f"{answer.emoji or ''} {answer.text}".strip(), answer.vote_count) for answer in message.poll.answers)
    return Poll(message.poll.question, tuple(answers), message.poll.is_finalised())


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


def mentions_in(content: str, message: discord.Message) -> dict[str, Mention]:
    """Return whom and what a content names, by the mark that stands in it; `message` says in which guild it stands.

    The guild is asked for what the message does not list: roles that nobody may ping, and all that is forwarded.
    """
    found = ((mark[0], _named(mark[1].removesuffix("!"), int(mark[2]), message)) for mark in _MARK.finditer(content))
    return {mark.replace("!", ""): mention for mark, mention in found if mention}


def _named(sigil: str, number: int, message: discord.Message) -> Mention | None:
    guild = message.guild
    match sigil:
        case "@":
            who = discord.utils.get(message.mentions, id=number) or (guild.get_member(number) if guild else None)
            return Mention("person", f"@{who.display_name}", f"{PLATFORM}:{number}") if who else None
        case "#":
            room = guild.get_channel_or_thread(number) if guild else None
            return Mention("room", f"#{room.name}", f"{PLATFORM}:{number}") if room else None
        case _:
            role = guild.get_role(number) if guild else None
            return Mention("role", f"@{role.name}", f"{PLATFORM}:role:{number}") if role else None


def _without_mark(content: str, me: Me) -> tuple[str, bool]:
    """Return the content without the mentions of the bot, and whether there were any."""
    bare = content
    for mark in me.marks:
        bare = bare.replace(mark, "")
    return (bare, False) if bare == content else (bare.strip(" ,:\n"), True)


def _opened(message: discord.Message) -> int | None:
    """Return the thread of whose beginning a notice tells (API, "Message Types", THREAD_CREATED); None for others."""
    reference = message.reference
    return reference.channel_id if reference and message.type is discord.MessageType.thread_created else None


def _text(message: discord.Message, content: str, t: Words) -> RichText:
    said = _parsed(content, message)
    if _opened(message):
        said = RichText.plain(f"🧵 {content}")
    return RichText((*_title(message), *said.blocks, *_snapshots(message), *_extras(message, t)))


def _parsed(content: str, message: discord.Message) -> RichText:
    return markdown.parse(content, mentions_in(content, message))


def _title(message: discord.Message) -> Iterator[Block]:
    """Yield the title of the forum post that a message opens."""
    channel = message.channel
    if isinstance(channel, discord.Thread) and channel.id == message.id and channel.name:
        yield Paragraph((Styled(Style.BOLD, (Text(channel.name),)),))


def _extras(message: discord.Message, t: Words) -> Iterator[Block]:
    yield from _stickers(message.stickers)
    if poll := poll_of(message):
        yield from told(poll, t).blocks
    yield from _embeds(message.embeds, message)


def _embeds(embeds: Iterable[discord.Embed], message: discord.Message) -> Iterator[Block]:
    """Yield what bots wrote into embeds; the other types are previews of links, which the text holds already."""
    for embed in embeds:
        if embed.type == "rich":
            yield from _embed(embed, message)


def _embed(embed: discord.Embed, message: discord.Message) -> Iterator[Block]:
    if embed.author.name:
        yield Paragraph(_linked(Text(embed.author.name), embed.author.url))
    if embed.title:
        yield Paragraph(_linked(Styled(Style.BOLD, (Text(embed.title),)), embed.url))
    yield from _parsed(embed.description or "", message).blocks
    for field in embed.fields:
        yield Paragraph((Styled(Style.BOLD, (Text(field.name or ""),)),))
        yield from _parsed(field.value or "", message).blocks
    if embed.image.url:
        yield Paragraph((Text("🖼 "), Link(embed.image.url)))
    if embed.footer.text:
        yield Paragraph((Styled(Style.ITALIC, (Text(embed.footer.text),)),))


def _linked(shown: Text | Styled, url: str | None) -> tuple[Inline, ...]:
    return (Link(url, (shown,)),) if url else (shown,)


def _snapshots(message: discord.Message) -> Iterator[Block]:
    """Yield what was forwarded, as a quote that begins with a link to where it was said."""
    reference = message.reference
    source = Paragraph((Link(reference.jump_url, (Text("↪"),)),)) if reference else Paragraph((Text("↪"),))
    for snapshot in message.message_snapshots:
        blocks = (*_parsed(snapshot.content, message).blocks, *_stickers(snapshot.stickers))
        yield Quote((source, *blocks, *_embeds(snapshot.embeds, message)))


def files_of(message: discord.Message) -> tuple[discord.Attachment, ...]:
    """Return the files of a message, with those of what it forwards."""
    return (*message.attachments, *(file for shot in message.message_snapshots for file in shot.attachments))


def _attachments(message: discord.Message) -> Iterator[Attachment]:
    for file in files_of(message):
        place = (("id", str(file.id)), ("channel", str(message.channel.id)), ("message", str(message.id)))
        waves = () if file.waveform is None else (("waveform", file.waveform.hex()),)
        yield Attachment(
            name=_file_name(file),
            url=file.url,
            content_type=file.content_type or _UNKNOWN,
            size=file.size,
            spoiler=file.is_spoiler(),
            description=file.description or "",
            extra=(*place, *waves),
            held_by=PLATFORM,
            home=message.jump_url,
            width=file.width,
            height=file.height,
            seconds=file.duration,
            voice=file.is_voice_message(),
        )


def _file_name(file: discord.Attachment) -> str:
    """Return the name that the file had; Discord keeps letters beyond ASCII in the title only."""
    suffix = PurePath(file.filename).suffix or guess_extension(file.content_type or "") or ""
    return (file.title + suffix if file.title else file.filename).removeprefix(_SPOILER)


def _stickers(stickers: Iterable[discord.StickerItem]) -> Iterator[Block]:
    for sticker in stickers:
        yield Paragraph((Link(sticker.url, (Text(f"🖼 {sticker.name}"),)),))


def _quote(message: discord.Message) -> RichText:
    """Return the line that names what a message answers, or else the thread that it was written in."""
    answered = message.reference.resolved if message.reference else None
    if message.type is discord.MessageType.reply and isinstance(answered, discord.Message):
        words = words_of(answered) or " ".join(map(_file_name, answered.attachments))
        return quotation(answered.author.display_name, answered.jump_url, words)
    channel = message.channel
    return quotation(channel.name, channel.jump_url, "") if isinstance(channel, discord.Thread) else EMPTY


def _reply(message: discord.Message, place: Place) -> MessageRef | None:
    """Return the message that this one answers; one of another channel is no reply here."""
    reference = message.reference
    if reference is None or message.type is not discord.MessageType.reply or reference.message_id is None:
        return None
    return place.message(reference.message_id) if reference.channel_id == message.channel.id else None


def moment_of(snowflake: int) -> datetime:
    """Return the moment (aware, UTC) that a Discord id holds (API reference, "Snowflakes")."""
    return discord.utils.snowflake_time(snowflake)
