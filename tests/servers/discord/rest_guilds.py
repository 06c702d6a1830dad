"""REST: the bot itself, guilds, members, roles and users."""

from __future__ import annotations

from aiohttp import web

from tests.servers.discord import shapes
from tests.servers.discord.errors import unknown
from tests.servers.discord.guild import Guild
from tests.servers.discord.model import Json, Member, Role
from tests.servers.discord.web import (
    API,
    WORLD,
    guild_of,
    no_content,
    number,
    page_size,
    query_number,
    read_json,
    reply,
)
from tests.servers.discord.world import World

routes = web.RouteTableDef()
_GUILD = API + "/guilds/{guild_id}"


@routes.get(API + "/gateway")
async def gateway(request: web.Request) -> web.Response:
    """Return the gateway's address."""
    return reply({"url": _gateway_url(request.app[WORLD])})


@routes.get(API + "/gateway/bot")
async def gateway_bot(request: web.Request) -> web.Response:
    """Return the gateway's address and how many sessions may be started."""
    start = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    url = _gateway_url(request.app[WORLD])
    return reply({"url": url, "shards": 1, "session_start_limit": start})


def _gateway_url(world: World) -> str:
    return world.base.replace("http", "ws", 1) + "/gateway"


@routes.get(API + "/applications/@me")
@routes.get(API + "/oauth2/applications/@me")
async def application(request: web.Request) -> web.Response:
    """Return the bot's application."""
    return reply(shapes.application(request.app[WORLD]))


@routes.get(API + "/users/@me")
async def me(request: web.Request) -> web.Response:
    """Return the bot's account."""
    return reply(shapes.own_user(request.app[WORLD].bot))


@routes.get(API + "/users/{user_id}")
async def get_user(request: web.Request) -> web.Response:
    """Return an account."""
    return reply(shapes.user(request.app[WORLD].user(number(request, "user_id"))))


@routes.post(API + "/users/@me/channels")
async def open_dm(request: web.Request) -> web.Response:
    """Open the direct-message channel with a user."""
    world, body = request.app[WORLD], await read_json(request)
    return reply(shapes.dm_channel(world.dm_with(world.user(int(body["recipient_id"])))))


@routes.get(API + "/users/@me/guilds")
async def list_guilds(request: web.Request) -> web.Response:
    """Return the guilds that the bot is in."""
    world = request.app[WORLD]
    return reply([_my_guild(guild) for guild in world.guilds.values()])


def _my_guild(guild: Guild) -> Json:
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(guild.me.permissions),
        "features": ["COMMUNITY"],
    }


@routes.get(_GUILD)
async def get_guild(request: web.Request) -> web.Response:
    """Return a guild, with counts when asked for."""
    guild = guild_of(request)
    counts: Json = {}
    if request.query.get("with_counts", "").lower() in ("1", "true"):
        counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return reply(shapes.guild(guild) | counts)


@routes.get(_GUILD + "/members")
async def list_members(request: web.Request) -> web.Response:
    """Return members by id, after an id."""
    guild, after = guild_of(request), query_number(request, "after") or 0
    ids = sorted(user_id for user_id in guild.members if user_id > after)
    limit = page_size(request, 1, 1000)
    return reply([shapes.member(guild.members[user_id]) for user_id in ids[:limit]])


@routes.get(_GUILD + "/members/search")
async def search_members(request: web.Request) -> web.Response:
    """Return the members whose name begins with the query."""
    guild, query = guild_of(request), request.query.get("query", "").lower()
    found = [who for who in guild.members.values() if (who.nick or who.name).lower().startswith(query)]
    limit = page_size(request, 1, 1000)
    return reply([shapes.member(who) for who in found[:limit]])


@routes.get(_GUILD + "/members/{user_id}")
async def get_member(request: web.Request) -> web.Response:
    """Return one member."""
    return reply(shapes.member(_member(request, guild_of(request))))


@routes.patch(_GUILD + "/members/@me")
async def patch_me(request: web.Request) -> web.Response:
    """Change the bot's nickname."""
    guild = guild_of(request, "change_nickname")
    guild.me.nick = (await read_json(request)).get("nick")
    guild.update_member(guild.me)
    return reply(shapes.member(guild.me))


@routes.patch(_GUILD + "/members/{user_id}")
async def patch_member(request: web.Request) -> web.Response:
    """Change a member's nickname or roles."""
    body, guild = await read_json(request), guild_of(request)
    who = _member(request, guild)
    if "nick" in body:
        guild_of(request, "manage_nicknames")
        who.nick = body["nick"]
    if "roles" in body:
        guild_of(request, "manage_roles")
        who.role_ids = [int(found) for found in body["roles"]]
    guild.update_member(who)
    return reply(shapes.member(who))


@routes.delete(_GUILD + "/members/{user_id}")
async def kick(request: web.Request) -> web.Response:
    """Remove a member."""
    guild = guild_of(request, "kick_members")
    guild.remove_member(_member(request, guild))
    return no_content()


@routes.put(_GUILD + "/members/{user_id}/roles/{role_id}")
async def give_role(request: web.Request) -> web.Response:
    """Give a member a role."""
    guild = guild_of(request, "manage_roles")
    who, role = _member(request, guild), _role(request, guild)
    if role.id not in who.role_ids:
        who.role_ids.append(role.id)
        guild.update_member(who)
    return no_content()


@routes.delete(_GUILD + "/members/{user_id}/roles/{role_id}")
async def take_role(request: web.Request) -> web.Response:
    """Take a role from a member."""
    guild = guild_of(request, "manage_roles")
    who, role = _member(request, guild), _role(request, guild)
    if role.id in who.role_ids:
        who.role_ids.remove(role.id)
        guild.update_member(who)
    return no_content()


@routes.get(_GUILD + "/roles")
async def list_roles(request: web.Request) -> web.Response:
    """Return the guild's roles."""
    return reply([shapes.role(found) for found in guild_of(request).roles.values()])


@routes.post(_GUILD + "/roles")
async def create_role(request: web.Request) -> web.Response:
    """Make a role."""
    guild, body = guild_of(request, "manage_roles"), await read_json(request)
    allows, mentionable = int(body.get("permissions") or 0), bool(body.get("mentionable"))
    role = guild.add_role(str(body.get("name") or "new role"), allows, mentionable=mentionable)
    return reply(shapes.role(role))


@routes.get(_GUILD + "/roles/{role_id}")
async def get_role(request: web.Request) -> web.Response:
    """Return one role."""
    return reply(shapes.role(_role(request, guild_of(request))))


@routes.patch(_GUILD + "/roles/{role_id}")
async def patch_role(request: web.Request) -> web.Response:
    """Change a role."""
    guild, body = guild_of(request, "manage_roles"), await read_json(request)
    role = _role(request, guild)
    role.name = str(body.get("name") or role.name)
    role.mentionable = bool(body.get("mentionable", role.mentionable))
    role.permissions = int(body.get("permissions") or role.permissions)
    data = {"guild_id": str(guild.id), "role": shapes.role(role)}
    guild.world.emit("GUILD_ROLE_UPDATE", data, guild=guild)
    return reply(shapes.role(role))


@routes.delete(_GUILD + "/roles/{role_id}")
async def delete_role(request: web.Request) -> web.Response:
    """Delete a role and take it from everyone."""
    guild = guild_of(request, "manage_roles")
    role = _role(request, guild)
    for who in guild.members.values():
        who.role_ids = [found for found in who.role_ids if found != role.id]
    del guild.roles[role.id]
    data = {"guild_id": str(guild.id), "role_id": str(role.id)}
    guild.world.emit("GUILD_ROLE_DELETE", data, guild=guild)
    return no_content()


def _member(request: web.Request, guild: Guild) -> Member:
    user_id = number(request, "user_id")
    if user_id not in guild.members:
        raise unknown(10007)
    return guild.members[user_id]


def _role(request: web.Request, guild: Guild) -> Role:
    role_id = number(request, "role_id")
    if role_id not in guild.roles:
        raise unknown(10011)
    return guild.roles[role_id]
