"""The loopback Discord, spoken to by discord.py: messages, threads, webhooks, members, events."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import discord
import pytest
from aiohttp import web

from tests.servers.discord import ApiError, DiscordServer, ManualClock, Upload
from tests.servers.discord.aim import connected, discord_py_at
from tests.servers.discord.conformance import description, description_path
from tests.servers.discord.ids import Snowflakes, moment_of
from tests.servers.discord.server import TABLES
from tests.servers.discord.web import API
from tests.servers.fixtures_discord import Community, new_client, text_channel


def test_every_route_is_one_of_discords() -> None:
    known = description()
    if known is None:
        pytest.skip(f"no API description at {description_path()}; set STOA_DISCORD_OPENAPI to check shapes")
    made = [(route.method, route.path) for table in TABLES for route in table if isinstance(route, web.RouteDef)]
    paths = [(method, re.sub(r"\{\w+:(\w+)[^}]*\}", r"\1", path)) for method, path in made if path.startswith(API)]
    unknown = [pair for pair in paths if not known.knows(pair[0], re.sub(r"\{\w+\}", "1", pair[1].removeprefix(API)))]
    assert len(paths) > 80
    assert unknown == []


def test_a_body_that_does_not_fit_is_found() -> None:
    known = description()
    if known is None:
        pytest.skip("no API description")
    problems = known.schema_problems("UserResponse", {"id": "x", "username": 1}, "here")
    assert any("'x' does not match" in problem for problem in problems)
    assert any("'discriminator' is a required property" in problem for problem in problems)


def test_snowflakes_sort_by_time_even_when_the_clock_stands_or_turns_back() -> None:
    moment = datetime(2027, 1, 12, 10, tzinfo=UTC)
    clock = ManualClock(moment)
    ids = Snowflakes(clock)
    first = [ids.next() for _ in range(5000)]
    clock.advance(-3600)
    found = [*first, ids.next()]
    assert found == sorted(set(found))
    assert moment_of(found[0]) == moment


async def test_messages_go_both_ways(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        waiting = client.wait_for("message", timeout=30)
        posted = await server.post(community.room, community.teacher, "Καλημέρα")
        heard = await waiting
        assert (heard.id, heard.content, heard.author.name) == (posted.id, "Καλημέρα", "teacher-17")
        sent = await text_channel(client, community.room).send("Welcome", reference=heard, nonce="n-1")
    stored = server.messages(community.room)[-1]
    assert (stored.id, stored.content, stored.nonce, stored.reply_to) == (sent.id, "Welcome", "n-1", posted.id)
    assert sent.reference is not None
    assert isinstance(sent.reference.resolved, discord.Message)
    assert sent.created_at == moment_of(stored.id)


async def test_the_intent_for_content_is_respected(community: Community) -> None:
    server, client = community.server, new_client(content=False)
    heard: list[str] = []

    async def on_message(message: discord.Message) -> None:
        heard.append(message.content)

    client.event(on_message)
    async with connected(client, server.token):
        await server.post(community.room, community.teacher, "not for bots")
        await server.post(community.room, community.teacher, f"for {server.bot.mention}")
        await server.post(server.dm(community.teacher), community.teacher, "in private")
        await text_channel(client, community.room).send("own words")
        last = client.wait_for("message", check=lambda message: message.content == "in private", timeout=30)
        await server.post(server.dm(community.teacher), community.teacher, "in private")
        await last
    assert heard[:4] == ["", f"for {server.bot.mention}", "in private", "own words"]


async def test_history_is_paged_as_discord_orders_it(community: Community) -> None:
    server, client = community.server, new_client()
    posted = [await server.post(community.room, community.teacher, str(number)) for number in range(7)]
    await server.delete(posted[3])
    async with connected(client, server.token):
        channel, middle = text_channel(client, community.room), discord.Object(posted[2].id)
        newest = [message.content async for message in channel.history(limit=2)]
        before = [message.content async for message in channel.history(before=middle)]
        after = [message.content async for message in channel.history(after=middle, limit=2)]
        around = [message.content async for message in channel.history(around=middle, limit=3)]
        raw = await client.http.logs_from(channel.id, 2, after=middle.id)
    assert newest == ["6", "5"]
    assert before == ["1", "0"]
    assert after == ["4", "5"]
    assert around == ["4", "2", "1"]
    assert [message["content"] for message in raw] == ["5", "4"]


async def test_changes_arrive_as_raw_events(community: Community) -> None:
    server, client, room = community.server, new_client(), community.room
    old = await server.post(room, community.teacher, "first")
    async with connected(client, server.token):
        edited = client.wait_for("raw_message_edit", timeout=30)
        await server.edit(old, "second")
        assert (await edited).message.content == "second"
        added = client.wait_for("raw_reaction_add", timeout=30)
        await server.react(old, community.teacher, "👍")
        reaction = await added
        assert (reaction.emoji.name, reaction.member and reaction.member.name) == ("👍", "teacher-17")
        removed = client.wait_for("raw_reaction_remove", timeout=30)
        await server.unreact(old, community.teacher, "👍")
        assert (await removed).user_id == community.teacher.id
        gone = client.wait_for("raw_message_delete", timeout=30)
        await server.delete(old)
        assert (await gone).message_id == old.id
        pair = [await server.post(room, community.teacher, text) for text in ("a", "b")]
        bulk = client.wait_for("raw_bulk_message_delete", timeout=30)
        await server.delete(*pair)
        assert (await bulk).message_ids == {message.id for message in pair}
    assert [edit.before for edit in old.edits] == ["first"]
    assert [message.deleted for message in server.messages(room, deleted=True)] == [True, True, True]


async def test_the_bot_edits_deletes_reacts_and_pins(community: Community) -> None:
    server, client = community.server, new_client()
    question = await server.post(community.room, community.teacher, "How?")
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        sent = await channel.send("So")
        await sent.edit(content="So, then")
        await sent.add_reaction("✅")
        seen = await channel.fetch_message(sent.id)
        assert [(str(found.emoji), found.count, found.me) for found in seen.reactions] == [("✅", 1, True)]
        assert [user.id async for user in seen.reactions[0].users()] == [server.bot.id]
        await sent.pin()
        pins = [message async for message in channel.pins()]
        assert [message.id for message in pins] == [sent.id]
        await sent.unpin()
        await sent.remove_reaction("✅", discord.Object(server.bot.id))
        with pytest.raises(discord.Forbidden, match="50005"):
            await (await channel.fetch_message(question.id)).edit(content="mine now")
        async with channel.typing():
            assert server.world.typing == [channel.id]
        await sent.delete()
        with pytest.raises(discord.NotFound, match="10008"):
            await channel.fetch_message(sent.id)
    assert [message.type for message in server.messages(community.room)] == [0, 6]


async def test_limits_of_a_message(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        await channel.send("x" * 2000)
        with pytest.raises(discord.HTTPException, match="Must be 2000 or fewer in length") as caught:
            await channel.send("x" * 2001)
        assert caught.value.code == 50035
        with pytest.raises(discord.HTTPException, match="50006"):
            await channel.send("   ")
        with pytest.raises(discord.HTTPException, match="50035"):
            await channel.send("x", nonce="n" * 26)
        with pytest.raises(discord.HTTPException, match="50035"):
            await channel.send(embed=discord.Embed(title="x" * 257))
    assert len(server.messages(community.room)) == 1


async def test_a_repeated_nonce_writes_once() -> None:
    clock = ManualClock(datetime(2027, 1, 12, 10, tzinfo=UTC))
    async with DiscordServer(clock=clock) as server:
        room = server.add_guild("Community").add_text_channel("helpdesk")
        with discord_py_at(server):
            client = new_client()
            async with connected(client, server.token):
                channel = text_channel(client, room)
                first = await channel.send("once", nonce="k-1")
                again = await channel.send("once", nonce="k-1")
                clock.advance(301)
                later = await channel.send("once", nonce="k-1")
    assert first.id == again.id != later.id
    assert len(server.messages(room)) == 2


async def test_pings_follow_allowed_mentions(community: Community) -> None:
    server, client = community.server, new_client()
    role = next(role for role in community.guild.roles.values() if role.name == "Facilitator")
    text = f"@everyone {community.teacher.mention} {role.mention}"
    everyone = ("everyone", f"user:{community.teacher.id}", f"role:{role.id}")
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        quiet = await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
        loud = await channel.send(text)
        one = await channel.send(text, allowed_mentions=discord.AllowedMentions(everyone=False, roles=False))
        await quiet.edit(content=text + "!")
        await one.edit(content=text + "!", allowed_mentions=discord.AllowedMentions.none())
    stored = {message.id: message for message in server.messages(community.room)}
    assert (quiet.mentions, quiet.mention_everyone) == ([], False)
    assert stored[loud.id].pings == everyone
    assert stored[quiet.id].edits[0].pings == everyone
    assert stored[one.id].edits[0].pings == ()
    assert (await server.post(community.room, community.teacher, "@everyone")).pings == ()


async def test_attachments_are_kept_on_the_cdn(community: Community) -> None:
    server, client = community.server, new_client()
    picture = Upload("two words.png", b"png-bytes", description="A picture")
    await server.post(community.room, community.teacher, "", attachments=[picture])
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        [message] = [message async for message in channel.history()]
        [found] = message.attachments
        assert (found.filename, found.size, found.content_type) == ("two_words.png", 9, "image/png")
        assert (await found.read(), found.description) == (b"png-bytes", "A picture")
        file = discord.File(io.BytesIO(b"text"), "notes.txt", description="Notes")
        sent = await channel.send("with file", file=file)
        assert await sent.attachments[0].read() == b"text"
        edited = await sent.edit(attachments=[])
        assert edited.attachments == []


async def test_webhooks_speak_under_other_names(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        hook = await channel.create_webhook(name="Stoa bridge")
        heard = client.wait_for("message", timeout=30)
        sent = await hook.send("hello", username="teacher-18", avatar_url="https://example.org/a.png", wait=True)
        assert (await heard).webhook_id == hook.id
        await sent.edit(content="hello there", allowed_mentions=discord.AllowedMentions.none())
        assert (await hook.fetch_message(sent.id)).content == "hello there"
        thread = await channel.create_thread(name="Side", type=discord.ChannelType.public_thread)
        inside = await hook.send("inside", thread=thread, wait=True)
        await hook.delete_message(inside.id, thread=thread)
        await hook.send("no answer")
        for name in ("Discordia", "clyde 2", "x" * 81):
            with pytest.raises(discord.HTTPException, match="50035"):
                await hook.send("x", username=name)
        assert [found.id for found in await channel.webhooks()] == [hook.id]
        await hook.delete()
        with pytest.raises(discord.NotFound, match="10015"):
            await hook.send("x")
    message = next(message for message in server.messages(community.room) if message.content == "hello there")
    assert (message.author_name, message.webhook_id, message.nonce) == ("teacher-18", hook.id, None)
    assert message.avatar_url == "https://example.org/a.png"
    side = server.messages(community.guild.channel("Side"), deleted=True)
    assert [(message.content, message.deleted) for message in side] == [("inside", True)]


async def test_threads_of_all_kinds(community: Community) -> None:
    server, client, guild = community.server, new_client(), community.guild
    forum = guild.add_forum("ideas", tags=["question"])
    async with connected(client, server.token):
        channel = text_channel(client, community.room)
        created = client.wait_for("thread_create", timeout=30)
        question = await server.post(community.room, community.teacher, "How?")
        started = await server.start_thread(question, community.teacher, "Answers")
        seen = await created
        assert (seen.id, seen.name, seen.parent_id) == (question.id, "Answers", channel.id)
        await seen.send("an answer")
        own = await (await channel.send("topic")).create_thread(name="Own")
        with pytest.raises(discord.HTTPException, match="160004"):
            await (await channel.fetch_message(question.id)).create_thread(name="Twice")
        board = client.get_channel(forum.id)
        assert isinstance(board, discord.ForumChannel)
        post = await board.create_thread(name="Idea", content="What if", applied_tags=[board.available_tags[0]])
        assert post.message.id == post.thread.id
        await own.edit(archived=True)
        archived = [thread.name async for thread in channel.archived_threads()]
        active = await client.guilds[0].active_threads()
        waking = client.wait_for("raw_thread_update", timeout=30)
        await server.post(guild.channel("Own"), community.teacher, "still here")
        assert not (await waking).data["thread_metadata"]["archived"]
    assert archived == ["Own"]
    assert {thread.name for thread in active} == {"Answers", "Idea"}
    assert [message.content for message in server.messages(started)] == ["", "an answer"]
    assert guild.channel("Own").thread is not None


async def test_direct_messages(community: Community) -> None:
    server, client = community.server, new_client()
    async with connected(client, server.token):
        teacher = await client.fetch_user(community.teacher.id)
        await teacher.send("for you alone")
        heard = client.wait_for("message", timeout=30)
        await server.post(server.dm(community.teacher), community.teacher, "thanks")
        assert (await heard).guild is None
        community.teacher.user.accepts_dms = False
        with pytest.raises(discord.Forbidden, match="50007"):
            await teacher.send("again")
    assert [message.content for message in server.messages(server.dm(community.teacher))] == ["for you alone", "thanks"]


async def test_members_come_go_and_change(community: Community) -> None:
    server, client, guild = community.server, new_client(), community.guild
    async with connected(client, server.token):
        seen = client.guilds[0]
        assert {member.name for member in seen.members} == {"stoa", "owner", "teacher-17", "facilitator-2"}
        joined = client.wait_for("member_join", timeout=30)
        learner = await server.join(guild, "learner-3")
        assert (await joined).id == learner.id
        role = await seen.create_role(name="Learner")
        member = await seen.fetch_member(learner.id)
        await member.add_roles(role)
        assert role.id in learner.role_ids
        left = client.wait_for("raw_member_remove", timeout=30)
        await server.leave(learner)
        assert (await left).user.id == learner.id
        with pytest.raises(discord.NotFound, match="10007"):
            await seen.fetch_member(learner.id)
        assert [found.name for found in await seen.query_members("teach")] == ["teacher-17"]


async def test_channels_are_made_and_changed_by_the_bot(community: Community) -> None:
    client = new_client()
    async with connected(client, community.server.token):
        guild = client.guilds[0]
        category = await guild.create_category("Projects")
        channel = await guild.create_text_channel("water", category=category, topic="Rivers")
        await channel.edit(name="rivers")
        assert [found.name for found in await guild.fetch_channels()] == ["helpdesk", "Projects", "rivers"]
        application = await client.application_info()
        assert application.id == community.server.world.application_id
        await channel.delete()
        with pytest.raises(discord.NotFound, match="10003"):
            await guild.fetch_channel(channel.id)


async def test_scheduled_events(community: Community) -> None:
    server, client = community.server, new_client()
    start = server.world.clock.now() + timedelta(days=2)
    async with connected(client, server.token):
        guild = client.guilds[0]
        created = client.wait_for("scheduled_event_create", timeout=30)
        event = await guild.create_scheduled_event(
            name="Live session",
            start_time=start,
            end_time=start + timedelta(hours=1),
            entity_type=discord.EntityType.external,
            location="https://example.org/live",
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        assert (await created).location == "https://example.org/live"
        await event.edit(name="Live session 2")
        await event.start()
        assert [found.name for found in await guild.fetch_scheduled_events()] == ["Live session 2"]
        with pytest.raises(discord.HTTPException, match="50035"):
            await guild.create_scheduled_event(
                name="Too late",
                start_time=start - timedelta(days=5),
                end_time=start,
                entity_type=discord.EntityType.external,
                location="x",
                privacy_level=discord.PrivacyLevel.guild_only,
            )
        await event.delete()
    assert community.guild.events == {}


async def test_what_a_person_cannot_write_is_refused_to_the_test_too(community: Community) -> None:
    with pytest.raises(ApiError, match="50006"):
        await community.server.post(community.room, community.teacher, "")
