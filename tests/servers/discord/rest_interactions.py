"""REST: answers to interactions, and the registration of application commands."""

from __future__ import annotations

from aiohttp import web

from tests.servers.discord.errors import check_length, unknown
from tests.servers.discord.interactions import callback_body, respond
from tests.servers.discord.model import Json
from tests.servers.discord.web import API, WORLD, no_content, number, read_form, read_json, read_list, reply
from tests.servers.discord.world import World

routes = web.RouteTableDef()
_GLOBAL = API + "/applications/{application_id}/commands"
_GUILD = API + "/applications/{application_id}/guilds/{guild_id}/commands"


@routes.post(API + "/interactions/{interaction_id}/{interaction_token}/callback")
async def callback(request: web.Request) -> web.Response:
    """Take the first answer to an interaction."""
    world = request.app[WORLD]
    asked = world.interactions.get(request.match_info["interaction_token"])
    if asked is None or asked.id != number(request, "interaction_id"):
        raise unknown(10062)
    answer = respond(world, asked, *await read_form(request))
    if request.query.get("with_response", "").lower() in ("1", "true"):
        return reply(callback_body(world, asked, answer))
    return no_content()


@routes.get(_GLOBAL)
@routes.get(_GUILD)
async def list_commands(request: web.Request) -> web.Response:
    """Return the commands of a scope."""
    return reply(request.app[WORLD].commands.by_scope.get(_scope(request), []))


@routes.put(_GLOBAL)
@routes.put(_GUILD)
async def overwrite_commands(request: web.Request) -> web.Response:
    """Replace all commands of a scope; a command keeps the id that its name had."""
    world, scope = request.app[WORLD], _scope(request)
    known = {(found["type"], found["name"]): found["id"] for found in world.commands.by_scope.get(scope, [])}
    made = [_command(world, scope, body, known) for body in await read_list(request)]
    world.commands.by_scope[scope] = made
    world.commands.overwrites.append(scope)
    return reply(made)


@routes.post(_GLOBAL)
@routes.post(_GUILD)
async def create_command(request: web.Request) -> web.Response:
    """Add one command, or replace the one of its name."""
    world, scope = request.app[WORLD], _scope(request)
    present = world.commands.by_scope.setdefault(scope, [])
    known = {(found["type"], found["name"]): found["id"] for found in present}
    made = _command(world, scope, await read_json(request), known)
    replaced = [found for found in present if found["id"] == made["id"]]
    world.commands.by_scope[scope] = [found for found in present if found not in replaced] + [made]
    return reply(made, status=200 if replaced else 201)


@routes.get(_GLOBAL + "/{command_id}")
@routes.get(_GUILD + "/{command_id}")
async def get_command(request: web.Request) -> web.Response:
    """Return one command."""
    return reply(_one(request))


@routes.patch(_GLOBAL + "/{command_id}")
@routes.patch(_GUILD + "/{command_id}")
async def patch_command(request: web.Request) -> web.Response:
    """Change one command."""
    found = _one(request)
    found.update(await read_json(request), version=str(request.app[WORLD].ids.next()))
    return reply(found)


@routes.delete(_GLOBAL + "/{command_id}")
@routes.delete(_GUILD + "/{command_id}")
async def delete_command(request: web.Request) -> web.Response:
    """Delete one command."""
    request.app[WORLD].commands.by_scope[_scope(request)].remove(_one(request))
    return no_content()


def _scope(request: web.Request) -> int | None:
    """Return the guild of the path, None for global commands; raises 50001 where the bot is not."""
    if "guild_id" not in request.match_info:
        return None
    return request.app[WORLD].guild(number(request, "guild_id")).id


def _one(request: web.Request) -> Json:
    for found in request.app[WORLD].commands.by_scope.get(_scope(request), []):
        if found["id"] == request.match_info["command_id"]:
            return found
    raise unknown(10063)


def _command(world: World, scope: int | None, body: Json, known: dict[tuple[int, str], str]) -> Json:
    """ApplicationCommandResponse of a registered command."""
    kind = int(body.get("type") or 1)
    check_length("name", body["name"], 32, 1)
    if kind == 1:
        check_length("description", body.get("description") or "", 100, 1)
    made: Json = {
        "type": kind,
        "description": "",
        "default_member_permissions": None,
        "name_localizations": None,
        "description_localizations": None,
        "nsfw": False,
        "contexts": None,
        "integration_types": [0],
    }
    given = {key: value for key, value in body.items() if key != "id" and value is not None}
    made |= given | {
        "id": known.get((kind, body["name"])) or str(world.ids.next()),
        "application_id": str(world.application_id),
        "version": str(world.ids.next()),
    }
    if made["default_member_permissions"] is not None:
        made["default_member_permissions"] = str(made["default_member_permissions"])
    return made | ({"guild_id": str(scope)} if scope else {})
