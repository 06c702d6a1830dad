"""Interactions: what a person does with the bot's commands, buttons and modals, and what the bot answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.servers.discord import permissions, shapes
from tests.servers.discord.draft import Draft, number_components, read_draft
from tests.servers.discord.errors import ApiError, check_length, invalid_form, unknown
from tests.servers.discord.message_shapes import message as message_shape
from tests.servers.discord.model import LOADING, Channel, Json, Message, Upload, User
from tests.servers.discord.posting import create_message, edit_message, pointer
from tests.servers.discord.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ANSWER_WITHIN = timedelta(seconds=3)
TOKEN_LIVES = timedelta(minutes=15)
"""How long a first answer and then the token are accepted ("Receiving and Responding to Interactions")."""


@dataclass(frozen=True)
class Reply:
    """The bot's first answer: its callback type and what came with it."""

    type: int
    message: Message | None = None
    choices: list[Json] = field(default_factory=list)
    modal: Json | None = None

    @property
    def content(self) -> str:
        """The text of the message now, "" without one."""
        return self.message.content if self.message else ""

    @property
    def ephemeral(self) -> bool:
        """Whether only the person asking sees the message."""
        return self.message is not None and self.message.ephemeral


@dataclass(eq=False)
class Interaction:
    """One use of the bot. `await interaction.response` gives the first answer (a Reply)."""

    id: int
    type: int
    token: str
    channel: Channel
    user: User
    created_at: datetime
    payload: Json = field(repr=False)
    source: Message | None = None
    """The message whose button or select was used."""
    trigger: Interaction | None = None
    """What opened the modal that this submits."""
    reply: Reply | None = None
    original: Message | None = None
    """The message of the first answer: newest state, after edits of @original."""
    followups: list[Message] = field(default_factory=list)
    response: asyncio.Future[Reply] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def messages(self) -> list[Message]:
        """Everything the bot has said to this, in order, without what it deleted."""
        said = [self.original] if self.original and self.original is not self.source else []
        return [message for message in said + self.followups if not message.deleted]


def begin(
    world: World,
    kind: int,
    channel: Channel,
    user: User,
    data: Json,
    *,
    source: Message | None = None,
    trigger: Interaction | None = None,
    locale: str = "en-US",
) -> Interaction:
    """Send INTERACTION_CREATE and return what was begun."""
    token = world.new_secret()
    made = Interaction(world.ids.next(), kind, token, channel, user, world.clock.now(), {}, source, trigger)
    made.payload = _payload(world, made, data, locale)
    world.interactions[token] = made
    world.emit("INTERACTION_CREATE", made.payload, guild=channel.guild)
    return made


def respond(world: World, asked: Interaction, body: Json, uploads: dict[int, Upload]) -> Reply:
    """Take the bot's first answer.

    Raises:
        ApiError: 10062 after three seconds, 40060 for a second answer, 50035 for what does not fit.
    """
    if asked.reply is not None:
        raise ApiError(400, 40060)
    if world.clock.now() - asked.created_at > ANSWER_WITHIN:
        raise unknown(10062)
    kind, data = int(body["type"]), body.get("data") or {}
    if kind not in _ALLOWED[asked.type]:
        raise invalid_form("type", "INTERACTION_TYPE_INVALID", f"Type {kind} cannot answer this interaction")
    asked.reply = _take(world, asked, kind, data, uploads)
    if not asked.response.done():
        asked.response.set_result(asked.reply)
    world.changed()
    return asked.reply


def follow_up(world: World, asked: Interaction, draft: Draft) -> Message:
    """Take a further message; the first one after "thinking" fills the waiting message, unless that was deleted."""
    if asked.original is not None and asked.original.flags & LOADING and not asked.original.deleted:
        return edit_answer(world, asked, asked.original, draft)
    if draft.empty:
        raise ApiError(400, 50006)
    message = create_message(world, asked.channel, world.bot, draft, interaction=metadata(asked))
    asked.followups.append(message)
    return message


def edit_answer(world: World, asked: Interaction, message: Message, draft: Draft) -> Message:
    """Change one of the answers."""
    message.flags &= ~LOADING
    edit_message(world, message, draft)
    return message


def answer_of(world: World, asked: Interaction, name: str) -> Message:
    """Return an answer by id or "@original"; raises 10015 before the first answer, 10008 when there is none."""
    require_answered(world, asked)
    if name == "@original":
        found = asked.original
    else:
        found = next((message for message in asked.messages if message.id == int(name)), None)
    if found is None or found.deleted:
        raise unknown(10008)
    return found


def require_answered(world: World, asked: Interaction) -> None:
    """Raise 10015 before the first answer and 50027 when the token is too old."""
    if world.clock.now() - asked.created_at > TOKEN_LIVES:
        raise ApiError(401, 50027)
    if asked.reply is None:
        raise unknown(10015)


def callback_body(world: World, asked: Interaction, reply: Reply) -> Json:
    """InteractionCallbackResponse."""
    about: Json = {"id": str(asked.id), "type": asked.type, "channel_id": str(asked.channel.id)}
    if asked.channel.guild:
        about["guild_id"] = str(asked.channel.guild.id)
    body: Json = {"interaction": about}
    if reply.message is not None:
        about["response_message_id"] = str(reply.message.id)
        about["response_message_loading"] = bool(reply.message.flags & LOADING)
        about["response_message_ephemeral"] = reply.ephemeral
    if reply.message is not None and reply.type in (REPLY, UPDATE):
        body["resource"] = {"type": reply.type, "message": message_shape(world, reply.message)}
    return body


def metadata(asked: Interaction) -> Json:
    """The `interaction_metadata` of an answer."""
    guild = asked.channel.guild
    data: Json = {
        "id": str(asked.id),
        "type": asked.type,
        "user": shapes.user(asked.user),
        "authorizing_integration_owners": {"0": str(guild.id if guild else 0)},
    }
    if asked.type == COMPONENT and asked.source is not None:
        data["interacted_message_id"] = str(asked.source.id)
    if asked.type == MODAL_SUBMIT and asked.trigger is not None:
        data["triggering_interaction_metadata"] = metadata(asked.trigger)
    return data


def walk(components: list[Json]) -> Iterator[Json]:
    """Give every component, outer before inner."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        yield from walk([component[key] for key in ("component", "accessory") if key in component])


_MESSAGES = {REPLY, DEFER}
_ALLOWED = {
    COMMAND: _MESSAGES | {MODAL},
    COMPONENT: _MESSAGES | {DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: _MESSAGES | {DEFER_UPDATE, UPDATE},
}


def _take(world: World, asked: Interaction, kind: int, data: Json, uploads: dict[int, Upload]) -> Reply:
    if kind == CHOICES:
        return Reply(kind, choices=_check_choices(data.get("choices") or []))
    if kind == MODAL:
        return Reply(kind, modal=_check_modal(data))
    if kind == DEFER_UPDATE:
        asked.original = asked.source
        return Reply(kind, asked.source)
    draft = read_draft(data, uploads)
    if kind == UPDATE:
        if asked.source is None:
            raise invalid_form("type", "INTERACTION_TYPE_INVALID", "There is no message to update")
        edit_message(world, asked.source, draft)
        asked.original = asked.source
        return Reply(kind, asked.source)
    asked.original = _first_message(world, asked, draft, waiting=kind == DEFER)
    return Reply(kind, asked.original)


def _first_message(world: World, asked: Interaction, draft: Draft, *, waiting: bool) -> Message:
    if draft.empty and not waiting:
        raise ApiError(400, 50006)
    draft.flags = (draft.flags or 0) | (LOADING if waiting else 0)
    kind = 20
    if asked.source is not None:
        draft.reference, kind = pointer(asked.source), 19
    return create_message(world, asked.channel, world.bot, draft, kind=kind, interaction=metadata(asked))


def _check_choices(choices: list[Json]) -> list[Json]:
    if len(choices) > 25:
        raise invalid_form("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, choice in enumerate(choices):
        check_length(f"data.choices.{index}.name", choice["name"], 100, 1)
    return choices


def _check_modal(data: Json) -> Json:
    check_length("data.title", data.get("title") or "", 45, 1)
    check_length("data.custom_id", data.get("custom_id") or "", 100, 1)
    rows = data.get("components") or []
    if not 1 <= len(rows) <= 5:
        raise invalid_form("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for found in walk(rows):
        if found["type"] == 4 and found.get("label"):
            check_length("data.components.label", found["label"], 45, 1)
    return data | {"components": number_components(rows)}


def _payload(world: World, asked: Interaction, data: Json, locale: str) -> Json:
    channel, guild = asked.channel, asked.channel.guild
    payload: Json = {
        "id": str(asked.id),
        "application_id": str(world.application_id),
        "type": asked.type,
        "data": data,
        "channel": shapes.channel(channel) | {"permissions": str(permissions.ALL)},
        "channel_id": str(channel.id),
        "token": asked.token,
        "version": 1,
        "locale": locale,
        "app_permissions": str(permissions.BOT & ~permissions.bits(channel.denied)),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": {"0": str(guild.id if guild else 0)},
        "context": 0 if guild else 1,
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    if asked.source is not None:
        payload["message"] = message_shape(world, asked.source)
    if guild is None:
        return payload | {"user": shapes.user(asked.user)}
    member = guild.members[asked.user.id]
    payload["guild_id"], payload["guild_locale"] = str(guild.id), guild.locale
    payload["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY"]}
    payload["member"] = shapes.member(member) | {"permissions": str(member.permissions)}
    return payload
