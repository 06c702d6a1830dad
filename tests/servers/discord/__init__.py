"""A Discord of our own on loopback: REST API v10, gateway and CDN, for real discord.py clients over real sockets.

It keeps to the public API description for what a bot uses. Nothing is limited, denied or broken unless a test says
so.

    async with DiscordServer() as server:                        # or start(), stop(); stop() keeps all state
        guild = server.add_guild("Community")                    # the bot is in it: guild.me
        room = guild.add_text_channel("helpdesk")                # add_forum, add_voice_channel, add_category
        teacher = guild.add_member("teacher-17", roles=[guild.add_role("Facilitator", {"manage_messages"})])
        with discord_py_at(server):                              # from tests.servers.discord.aim
            client = discord.Client(intents=..., guild_ready_timeout=0.05)   # else READY takes two seconds
            await client.login(server.token); task = asyncio.create_task(client.connect())

**People** (all reach the bot through the gateway): `post(channel, author, text, reply_to=, attachments=[Upload],
stickers=[name], forward=message, poll=Poll(question, answers, expires_at))`, `edit(message, text)`,
`delete(*messages)`, `react`, `unreact`, `clear_reactions`, `vote`, `unvote`, `end_poll`, `join(guild, name)`,
`leave(member)`, `start_thread(channel_or_message, owner, name)`, `start_post(forum, author, title, text, tags=)`,
`archive(thread)`, `dm(person)` (the channel; then `post` to it), `add_webhook(channel, name)` (another's; `post` as
it), `guild.update_member(member)` after changing `member.role_ids` or `member.nick`.

**Interactions**: `slash(channel, member, "faq add", {"question": "..."})` uses the commands that the bot registered
and refuses what a person's client would (LookupError, ValueError, PermissionError); `autocomplete(..., focused="a")`,
`press(message, custom_id, member)`, `select(message, custom_id, member, values)`, `submit_modal(interaction, {...})`.
Each returns an Interaction: `await interaction.response` is the first answer (Reply: `type`, `content`, `ephemeral`,
`message`, `choices`, `modal`), `.original` its message after edits, `.followups`, `.messages`. After 3 s by the
server's clock the token is unknown (10062). `command_syncs` lists the scope of every bulk overwrite.

**Looking**: `messages(channel, deleted=False)` gives Message records (`content`, `author_name`, `author.id`,
`webhook_id`, `nonce`, `reply_to`, `pings`, `edits`, `deleted`, `reactions`, `attachments`, `embeds`, `components`,
`avatar_url`, `flags`); `pings` holds "everyone", "user:<id>", "role:<id>" as `allowed_mentions` let them through.
`calls` lists every API request (method, path, status). `await wait_for(predicate, timeout)` asks again after each
change: no polling.

**Trouble**: `deny(channel, "send_messages", ...)` and `guild.denied` (50013; "view_channel" is 50001 and silence);
`fail("POST /channels/*/messages", status=502)`, or `drop=True` (the connection is cut), each with `performed=True`
when it shall have happened nevertheless, `times=`, `delay=`, `status=429, retry_after=, whole_bot=`; `hold(pattern)`
until `.release()`; `ratelimits.routes["POST /channels/{channel_id}/messages"] = Limit(5, 5.0)`,
`ratelimits.whole_bot`, `ratelimits.limit_webhooks()`, and `ratelimits.refused`; `user.accepts_dms = False` (50007).
`gateway.drop()` (resumable), `gateway.close(code)`, `gateway.ask_to_reconnect()`, `gateway.invalidate(resumable=)`,
`gateway.sessions.clear()` (the next RESUME fails), `gateway.acknowledge = False`; `gateway.identified`, `.resumed`,
`.ready`. `disallow_intents("message_content")`. `stop()` then `start()` is an outage: same port, same state.

**Ready-made** in `tests.servers.fixtures_discord`: the fixture `community` (server, guild, room, teacher, facilitator;
its end checks every answer against the API description where that is at hand), `new_client()`, `text_channel()`; in
`aim`: `discord_py_at(server)` and `connected(client, token)`. Leaving `async with DiscordServer()` raises what the
server itself broke down at (`crashes`).

**Time**: `DiscordServer(clock=ManualClock(moment))`, or anything with `now()`; ids and timestamps follow it, rate
limits do not, because clients wait for them in real seconds.

As its own process: `python -m tests.servers.discord --port N`; see `control` and `client` for the same verbs from
afar.
"""

from tests.servers.discord.commands import Value
from tests.servers.discord.errors import ApiError
from tests.servers.discord.faults import Fault
from tests.servers.discord.guild import Guild
from tests.servers.discord.ids import Clock, ManualClock, WallClock
from tests.servers.discord.interactions import Interaction, Reply
from tests.servers.discord.model import Channel, Looks, Member, Message, Poll, Role, Upload, User, Webhook
from tests.servers.discord.ratelimit import Limit
from tests.servers.discord.server import DiscordServer

__all__ = [
    "ApiError",
    "Channel",
    "Clock",
    "DiscordServer",
    "Fault",
    "Guild",
    "Interaction",
    "Limit",
    "Looks",
    "ManualClock",
    "Member",
    "Message",
    "Poll",
    "Reply",
    "Role",
    "Upload",
    "User",
    "Value",
    "WallClock",
    "Webhook",
]
