"""What is said on Discord reaches the engine, in order, as what it is."""

from __future__ import annotations

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.events import Joined, Left, MessageDeleted, MessageEdited, MessagePosted, Pinned, Reacted, Unreacted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.markup import render
from bot.core.text import Mention
from tests.adapters.discord.support import Community
from tests.servers.discord import Upload, User
from tests.servers.discord.posting import pin_message

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_message_is_heard_with_its_author_and_form(community: Community) -> None:
    mentor = community.guild.add_role("mentor")
    person = community.guild.add_member("teacher-23", roles=[mentor], nick="Καθηγήτρια Φυσικής")
    message = await community.server.post(community.channel, person, "Καλημέρα **σε όλους**\n> παλιό")

    heard = await community.host.until(MessagePosted)

    assert heard.ref == MessageRef(community.room, str(message.id))
    assert render(heard.text) == "Καλημέρα **σε όλους**\n> παλιό"
    assert heard.at == community.clock.now()
    assert heard.author.ref == PersonRef("discord", str(person.id))
    assert heard.author.name == "Καθηγήτρια Φυσικής"
    assert heard.author.groups == {f"role:{mentor.id}"}
    assert not heard.author.bot
    assert not heard.addressed
    assert heard.reply_to is heard.thread is None


async def test_a_burst_keeps_its_order(community: Community) -> None:
    for number in range(120):
        await community.server.post(community.channel, community.teacher, f"μήνυμα {number}")
    await community.host.until_said("μήνυμα 119")
    assert community.host.said() == [f"μήνυμα {number}" for number in range(120)]


async def test_a_mention_of_the_bot_addresses_it_and_is_taken_out(community: Community) -> None:
    bot = community.server.bot
    await community.server.post(community.channel, community.teacher, f"<@{bot.id}>, πότε αρχίζει;")
    heard = await community.host.until_said("πότε αρχίζει;")
    assert heard.addressed


async def test_the_bots_own_role_addresses_it_too(community: Community) -> None:
    role = next(role for role in community.guild.roles.values() if role.bot_id)
    await community.server.post(community.channel, community.teacher, f"{role.mention} βοήθεια")
    heard = await community.host.until_said("βοήθεια")
    assert heard.addressed


async def test_people_rooms_and_roles_are_named(community: Community) -> None:
    other = community.guild.add_member("teacher-23")
    role = community.guild.add_role("mentors", mentionable=True)
    room = community.guild.add_text_channel("ανακοινώσεις")
    text = f"{other.mention} {role.mention} {room.mention}"
    await community.server.post(community.channel, community.teacher, text)
    heard = await community.host.until(MessagePosted)
    assert [inline for inline in heard.text.inlines() if isinstance(inline, Mention)] == [
        Mention("person", "@teacher-23", f"discord:{other.id}"),
        Mention("role", "@mentors", f"discord:role:{role.id}"),
        Mention("room", "#ανακοινώσεις", f"discord:{room.id}"),
    ]


async def test_a_reply_and_a_file(community: Community) -> None:
    first = await community.server.post(community.channel, community.teacher, "ερώτηση")
    file = Upload("εικόνα.png", b"\x89PNG", "image/png", "ένα διάγραμμα")
    await community.server.post(community.channel, community.teacher, "δείτε", reply_to=first, attachments=[file])
    heard = await community.host.until_said("δείτε")
    assert heard.reply_to == community.ref(first)
    (attachment,) = heard.attachments
    assert (attachment.name, attachment.content_type, attachment.size) == ("εικόνα.png", "image/png", 4)
    assert attachment.description == "ένα διάγραμμα"
    assert attachment.url.startswith(community.server.cdn_url)


async def test_a_thread_lies_in_its_channel(community: Community) -> None:
    starter = await community.server.post(community.channel, community.teacher, "θέμα")
    thread = await community.server.start_thread(starter, community.teacher, "συζήτηση")
    first = await community.server.post(thread, community.teacher, "πρώτη")
    await community.server.post(thread, community.teacher, "δεύτερη", reply_to=first)
    heard = await community.host.until_said("πρώτη")
    assert heard.ref.room == community.room
    assert heard.thread == community.ref(starter)
    answer = await community.host.until_said("δεύτερη")
    assert answer.reply_to == heard.ref
    await community.server.delete(first)
    assert (await community.host.until(MessageDeleted)).ref == heard.ref


async def test_what_is_said_in_private_is_for_the_bot(community: Community) -> None:
    dm = community.server.dm(community.teacher)
    message = await community.server.post(dm, community.teacher, "μόνο σε σας")
    heard = await community.host.until_said("μόνο σε σας")
    direct = RoomRef.direct(PersonRef("discord", str(community.teacher.id)))
    assert heard.ref == MessageRef(direct, str(message.id))
    assert heard.addressed
    await community.server.delete(message)
    assert (await community.host.until(MessageDeleted)).ref == heard.ref


async def test_an_edit_is_heard_once_for_each_change(community: Community) -> None:
    message = await community.server.post(community.channel, community.teacher, "πρωτο")
    await community.clock.advance(1)
    await community.server.edit(message, "πρώτο")
    heard = await community.host.until(MessageEdited)
    assert heard.ref == community.ref(message)
    assert str(heard.text) == "πρώτο"
    assert heard.revision == community.clock.now().isoformat()


async def test_the_notice_of_a_pin_is_no_news(community: Community) -> None:
    message = await community.server.post(community.channel, community.teacher, "σημαντικό")
    await community.clock.advance(1)
    await community.server.edit(message, "πολύ σημαντικό")
    pin_message(community.server.world, message, community.teacher.user)
    await community.server.post(community.channel, community.teacher, "τέλος")
    await community.host.until_said("τέλος")
    said = [type(event) for event in community.host.events if not isinstance(event, Pinned)]
    assert said == [MessagePosted, MessageEdited, MessagePosted]


async def test_deletions_are_heard_also_in_bulk(community: Community) -> None:
    messages = [await community.server.post(community.channel, community.teacher, str(n)) for n in range(3)]
    await community.server.delete(messages[0])
    await community.server.delete(*messages[1:])
    last = community.ref(messages[2])
    await community.host.until(MessageDeleted, lambda event: event.ref == last)
    gone = [event.ref for event in community.host.events if isinstance(event, MessageDeleted)]
    assert gone == [community.ref(message) for message in messages]


async def test_reactions_come_and_go(community: Community) -> None:
    message = await community.server.post(community.channel, community.teacher, "ωραίο")
    other = community.guild.add_member("teacher-23")
    await community.server.react(message, community.teacher, "👍")
    await community.server.unreact(message, community.teacher, "👍")
    await community.server.react(message, community.teacher, "👍")
    await community.server.react(message, other, "stoa:12345")
    await community.server.clear_reactions(message)
    await community.host.until(Unreacted, lambda event: event.emoji == ":stoa:")
    told = [
        (type(event), event.person.name, event.emoji)
        for event in community.host.events
        if isinstance(event, Reacted | Unreacted)
    ]
    assert told[:4] == [
        (Reacted, "teacher-17", "👍"),
        (Unreacted, "teacher-17", "👍"),
        (Reacted, "teacher-17", "👍"),
        (Reacted, "teacher-23", ":stoa:"),
    ]
    assert set(told[4:]) == {(Unreacted, "teacher-17", "👍"), (Unreacted, "teacher-23", ":stoa:")}


async def test_other_bots_and_webhooks_are_bots(community: Community) -> None:
    robot = community.guild.add_member("robot", bot=True)
    hook = community.server.add_webhook(community.channel, "News")
    embed = {"type": "rich", "title": "Νέα", "url": "https://example.org", "description": "**Έτοιμο**"}
    await community.server.post(community.channel, robot, "μπιπ")
    await community.server.post(community.channel, hook, "νέα", embeds=[embed])
    first, second = await community.host.until_said("μπιπ"), await community.host.until_said("νέα\nΝέα\nΈτοιμο")
    assert first.author.bot
    assert second.author.bot
    assert second.author.name == "News"


async def test_a_forwarded_message_is_quoted_and_a_sticker_named(community: Community) -> None:
    message = await community.server.post(community.channel, community.teacher, "από *αλλού*", stickers=["μπράβο"])
    heard = await community.host.until(MessagePosted, lambda event: event.ref.id == str(message.id))
    assert render(heard.text).startswith("από *αλλού*\n\n[🖼 μπράβο](<http")
    forward = await community.server.post(community.channel, community.teacher, "", forward=message)
    heard = await community.host.until(MessagePosted, lambda event: event.ref.id == str(forward.id))
    address = f"https://discord.com/channels/{community.guild.id}/{community.channel.id}/{message.id}"
    assert render(heard.text) == f"> [↪](<{address}>)\n> \n> από *αλλού*"


async def test_elsewhere_only_what_is_said_to_the_bot_is_heard(community: Community) -> None:
    other = community.guild.add_text_channel("off-topic")
    await community.server.post(other, community.teacher, "δεν σας αφορά")
    await community.server.post(other, community.teacher, f"<@{community.server.bot.id}> βοήθεια")
    await community.server.post(community.channel, community.teacher, "εδώ")
    await community.host.until_said("εδώ")
    assert community.host.said() == ["βοήθεια", "εδώ"]
    heard = {name for name in community.host.saved if name.startswith("channel:")}
    assert heard == {f"channel:{community.channel.id}"}


async def test_who_comes_and_goes(community: Community, bot: DiscordPlatform) -> None:
    member = await community.server.join(community.guild, "teacher-31")
    came = await community.host.until(Joined)
    assert (came.room, came.person.name) == (community.room, "teacher-31")
    await community.server.leave(member)
    assert (await community.host.until(Left)).person.ref == came.person.ref


async def test_a_report_from_an_unknown_channel_stops_nothing(community: Community) -> None:
    community.server.world.users[1] = User(1, "teacher-40")
    community.server.world.emit(
        "MESSAGE_REACTION_REMOVE",
        {"user_id": "1", "channel_id": "404", "message_id": "1", "emoji": {"id": None, "name": "👍"}, "type": 0},
        channel=community.channel,
    )
    await community.server.post(community.channel, community.teacher, "ακόμη εδώ")
    await community.host.until_said("ακόμη εδώ")
