"""What a person's client does with a slash command: finds it, checks its arguments, and fills the payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.servers.discord import permissions, shapes
from tests.servers.discord.draft import store_upload
from tests.servers.discord.message_shapes import attachment
from tests.servers.discord.model import Channel, Json, Member, Role, Upload, User
from tests.servers.discord.world import World

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)

Value: TypeAlias = "str | int | float | bool | User | Member | Channel | Role | Upload"

_PYTHON_TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (User, Member),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (User, Member, Role),
    NUMBER: (int, float),
    ATTACHMENT: (Upload,),
}


@dataclass
class Invocation:
    """The `data` of a command interaction while it is put together."""

    world: World
    channel: Channel
    resolved: dict[str, Json] = field(default_factory=dict)

    def wire(self, kind: int, value: Value) -> str | int | float | bool:
        """Return a value as the payload carries it, with what it stands for added to `resolved`."""
        if isinstance(value, User | Member):
            return self._person(value)
        if isinstance(value, Channel):
            allowed = {"permissions": str(permissions.ALL)}
            return self._resolve("channels", value.id, shapes.channel(value) | allowed)
        if isinstance(value, Role):
            return self._resolve("roles", value.id, shapes.role(value))
        if isinstance(value, Upload):
            stored = store_upload(self.world, self.channel, value)
            return self._resolve("attachments", stored.id, attachment(self.world, stored) | {"ephemeral": True})
        return value

    def _person(self, who: User | Member) -> str:
        user = who.user if isinstance(who, Member) else who
        guild = self.channel.guild
        if guild and user.id in guild.members:
            member = guild.members[user.id]
            data = shapes.member_without_user(member) | {"permissions": str(member.permissions)}
            self._resolve("members", user.id, data)
        return self._resolve("users", user.id, shapes.user(user))

    def _resolve(self, group: str, key: int, data: Json) -> str:
        self.resolved.setdefault(group, {})[str(key)] = data
        return str(key)


def command_data(
    world: World, channel: Channel, who: User, path: str, values: Mapping[str, Value], focused: str | None = None
) -> Json:
    """Return the `data` of a slash command, or of its autocompletion while `focused` is being typed.

    Raises:
        LookupError: no such command is registered here.
        ValueError: an argument is missing, unknown, or not of the declared kind, length or choices.
        PermissionError: the command's default permissions keep this person from it.
    """
    names = path.split()
    guild_id = channel.guild.id if channel.guild else None
    command = _find(world.commands.visible_in(guild_id), names[0], path)
    _check_permission(command, channel, who)
    invocation = Invocation(world, channel)
    leaf, chain = command, []
    for name in names[1:]:
        leaf = _find(leaf.get("options") or [], name, path)
        chain.append(leaf)
    options = _arguments(invocation, leaf, values, focused)
    for step in reversed(chain):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": invocation.resolved} if invocation.resolved else {})


def _find(options: list[Json], name: str, path: str) -> Json:
    for option in options:
        if option["name"] == name:
            return option
    raise LookupError(f"no command /{path}: {name!r} is not one of {[option['name'] for option in options]}")


def _check_permission(command: Json, channel: Channel, who: User) -> None:
    needed = command.get("default_member_permissions")
    if needed is None or channel.guild is None:
        return
    held = channel.guild.members[who.id].permissions
    if (needed == "0" and held != permissions.ALL) or held & int(needed) != int(needed):
        raise PermissionError(f"{who.name} may not use /{command['name']}")


def _arguments(invocation: Invocation, leaf: Json, values: Mapping[str, Value], focused: str | None) -> list[Json]:
    declared = {option["name"]: option for option in leaf.get("options") or []}
    if any(option["type"] in (SUBCOMMAND, GROUP) for option in declared.values()):
        raise LookupError(f"{leaf['name']!r} needs a subcommand: {list(declared)}")
    if unknown := set(values) - set(declared):
        raise ValueError(f"{leaf['name']!r} has no argument {sorted(unknown)}; it has {list(declared)}")
    missing = [name for name, option in declared.items() if option.get("required") and name not in values]
    if missing and focused is None:
        raise ValueError(f"{leaf['name']!r} needs {missing}")
    made = []
    for name, value in values.items():
        option = declared[name]
        if name != focused:
            check_value(option, value)
        entry: Json = {"name": name, "type": option["type"], "value": invocation.wire(option["type"], value)}
        made.append(entry | ({"focused": True} if name == focused else {}))
    return made


def check_value(option: Json, value: Value) -> None:
    """Raise ValueError unless a client would let this value through."""
    name, kind = option["name"], option["type"]
    is_wrong_bool = isinstance(value, bool) and kind != BOOLEAN
    if not isinstance(value, _PYTHON_TYPES[kind]) or is_wrong_bool:
        raise ValueError(f"{name!r} takes option type {kind}, not {value!r}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise ValueError(f"{name!r} must be one of {choices}, not {value!r}")
    if isinstance(value, str) and not option.get("min_length", 0) <= len(value) <= option.get("max_length", 6000):
        raise ValueError(f"{name!r} has a wrong length: {len(value)}")
    if isinstance(value, int | float) and not _in_range(option, value):
        raise ValueError(f"{name!r} is out of range: {value}")


def _in_range(option: Json, value: float) -> bool:
    low, high = option.get("min_value", value), option.get("max_value", value)
    return bool(low <= value <= high)
