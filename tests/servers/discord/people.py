"""What people do with the bot's messages: press buttons, choose, fill in forms, type into commands."""

from __future__ import annotations

from collections.abc import Sequence

from tests.servers.discord.interactions import COMPONENT, MODAL_SUBMIT, Interaction, begin, walk
from tests.servers.discord.model import Json, Message, User
from tests.servers.discord.world import World

BUTTON, SELECT, TEXT_INPUT = 2, 3, 4


def press_button(world: World, message: Message, custom_id: str, who: User, locale: str) -> Interaction:
    """Press a button; raises LookupError for one that is not there, ValueError for a disabled one."""
    button = _usable(message, custom_id, BUTTON)
    data = {"custom_id": custom_id, "component_type": BUTTON, "id": button["id"]}
    return begin(world, COMPONENT, message.channel, who, data, source=message, locale=locale)


def choose(
    world: World, message: Message, custom_id: str, who: User, values: Sequence[str], locale: str
) -> Interaction:
    """Choose in a text select; raises as `press_button`, and ValueError for what is not offered."""
    select = _usable(message, custom_id, SELECT)
    offered = [option["value"] for option in select["options"]]
    if set(values) - set(offered) or not select["min_values"] <= len(values) <= select["max_values"]:
        raise ValueError(f"{list(values)} cannot be chosen from {offered}")
    data = {"custom_id": custom_id, "component_type": SELECT, "id": select["id"], "values": list(values)}
    return begin(world, COMPONENT, message.channel, who, data, source=message, locale=locale)


def fill_in(world: World, opened: Interaction, values: dict[str, str], locale: str) -> Interaction:
    """Submit the modal that an interaction was answered with.

    Raises:
        LookupError: there is no modal, or it lacks one of the fields.
        ValueError: a required field is empty or a text has a wrong length.
    """
    modal = opened.reply.modal if opened.reply else None
    if modal is None:
        raise LookupError("the interaction was not answered with a modal")
    fields = {found["custom_id"]: found for found in walk(modal["components"]) if found["type"] == TEXT_INPUT}
    if extra := set(values) - set(fields):
        raise LookupError(f"the modal has no field {sorted(extra)}; it has {list(fields)}")
    for name, found in fields.items():
        _check_text(found, values.get(name, ""))
    components = [_submitted(row, values) for row in modal["components"]]
    data = {"custom_id": modal["custom_id"], "components": components}
    return begin(
        world,
        MODAL_SUBMIT,
        opened.channel,
        opened.user,
        data,
        source=opened.source,
        trigger=opened,
        locale=locale,
    )


def _usable(message: Message, custom_id: str, kind: int) -> Json:
    found = [part for part in walk(message.components) if part.get("custom_id") == custom_id and part["type"] == kind]
    if not found or message.deleted:
        there = [part.get("custom_id") for part in walk(message.components) if part.get("custom_id")]
        raise LookupError(f"no component {custom_id!r} of type {kind}; there are {there}")
    if found[0].get("disabled"):
        raise ValueError(f"{custom_id!r} is disabled")
    return found[0]


def _check_text(field: Json, text: str) -> None:
    name = field["custom_id"]
    if not text and field.get("required", True):
        raise ValueError(f"{name!r} is required")
    if text and not field.get("min_length", 0) <= len(text) <= field.get("max_length", 4000):
        raise ValueError(f"{name!r} has a wrong length: {len(text)}")


def _submitted(row: Json, values: dict[str, str]) -> Json:
    """Return one component of a modal as its submission carries it."""
    if row["type"] == TEXT_INPUT:
        name = row["custom_id"]
        return {"type": TEXT_INPUT, "id": row["id"], "custom_id": name, "value": values.get(name, "")}
    done: Json = {"type": row["type"], "id": row["id"]}
    if "components" in row:
        done["components"] = [_submitted(child, values) for child in row["components"]]
    if "component" in row:
        done["component"] = _submitted(row["component"], values)
    return done
