"""What we owe is shown on Discord under the right name, pings nobody it should not, and can be changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.delivery import Action, Delivery
from bot.core.errors import Undeliverable
from bot.core.events import MessagePosted
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.markup import parse
from bot.core.text import Mention, Paragraph, RichText, Text
from tests.adapters.discord.support import Community, somebody, yes_no


async def test_a_person_speaks_through_the_channels_one_webhook(bot: DiscordPlatform, community: Community) -> None:
    person = somebody(avatar="https://example.org/a.png")
    first = await bot.deliver(community.post("Γεια **σας**", as_person=person))
    await bot.deliver(community.post("και πάλι", as_person=somebody("Νίκος", "mxc://example.org/a")))
    shown = community.shown(first)
    assert (shown.author_name, shown.content, shown.avatar_url) == (
        "Μαρία από τη Μαθηματική Λέσχη",
        "Γεια **σας**",
        "https://example.org/a.png",
    )
    assert (community.last.author_name, community.last.avatar_url) == ("Νίκος", None)
    assert [hook.name for hook in community.server.world.webhooks.values()] == ["Stoa"]


async def test_the_webhook_is_found_again_after_a_restart(community: Community) -> None:
    for text in ("πρώτα", "μετά"):
        async with community.up() as platform:
            await platform.deliver(community.post(text, as_person=somebody()))
    assert len(community.server.world.webhooks) == 1
    assert [message.content for message in community.server.messages(community.channel)] == ["πρώτα", "μετά"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Α" * 100, "Α" * 79 + "…"),
        ("Ομάδα 👩‍👩‍👧 " * 12, None),
        ("Discord fan", "D\u2060iscord fan"),
        ("clyde", "c\u2060lyde"),
        ("everyone", "e\u2060veryone"),
        ("Here", "H\u2060ere"),
        ("  ", "@teacher-5:example.org"),
    ],
)
async def test_any_name_becomes_one_that_a_webhook_may_bear(
    bot: DiscordPlatform, community: Community, name: str, shown: str | None
) -> None:
    await bot.deliver(community.post("γεια", as_person=somebody(name)))
    told = community.last.author_name
    assert len(told.encode("utf-16-le")) // 2 <= 80
    assert shown in (None, told)


async def test_nobody_is_pinged_again_by_what_is_passed_on_from_another_channel(
    bot: DiscordPlatform, community: Community
) -> None:
    author = replace(somebody(), ref=PersonRef("discord", "5"))
    role = community.guild.add_role("mentors", mentionable=True)
    mention = Mention("person", "@teacher-17", f"discord:{community.teacher.id}")
    texts = [
        RichText(
            (Paragraph((Text("@everyone @here "), mention, Text(f" <@&{role.id}> {community.teacher.mention}"))),)
        ),
        RichText((Paragraph((mention,)),)),
    ]
    for text in texts:
        ref = await bot.deliver(community.post(text, as_person=author))
        await bot.deliver(community.part(Action.EDIT, text + parse("!"), target=ref, as_person=author))
        assert community.shown(ref).pings == ()
        assert [edit.pings for edit in community.shown(ref).edits] == [()]
    assert community.teacher.mention in community.last.content


async def test_exactly_those_are_pinged_whom_a_message_from_elsewhere_mentions(
    bot: DiscordPlatform, community: Community
) -> None:
    mention = Mention("person", "teacher-17", f"discord:{community.teacher.id}")
    text = RichText((Paragraph((mention, Text(f" @everyone {community.guild.add_member('teacher-23').mention}"))),))
    ref = await bot.deliver(community.post(text, as_person=somebody()))
    assert community.shown(ref).pings == (f"user:{community.teacher.id}",)


async def test_the_bots_own_words_ping_whom_they_name_and_nobody_else(
    bot: DiscordPlatform, community: Community
) -> None:
    mention = Mention("person", "@teacher-17", f"discord:{community.teacher.id}")
    other = community.guild.add_member("teacher-23")
    text = RichText((Paragraph((mention, Text(f" @everyone {other.mention}"))),))
    ref = await bot.deliver(community.post(text))
    await bot.deliver(community.part(Action.EDIT, text + parse("τέλος"), target=ref))
    assert community.shown(ref).author is community.server.bot
    assert community.shown(ref).pings == (f"user:{community.teacher.id}",)


async def test_the_bot_replies_and_a_webhook_quotes(bot: DiscordPlatform, community: Community) -> None:
    question = await community.server.post(community.channel, community.teacher, "Πότε **αρχίζει** το\n*σεμινάριο*;")
    asked = community.ref(question)
    native = await bot.deliver(community.post("στις 19:00", reply_to=asked))
    assert community.shown(native).reply_to == question.id
    assert community.shown(native).pings == ()
    quoted = await bot.deliver(community.post("στις 7", reply_to=asked, as_person=somebody()))
    line, answer = community.shown(quoted).content.split("\n")
    address = f"https://discord.com/channels/{community.guild.id}/{community.channel.id}/{question.id}"
    assert line == f"> [↩ teacher-17](<{address}>): Πότε αρχίζει το σεμινάριο;"
    assert answer == "στις 7"
    await bot.deliver(community.part(Action.EDIT, "στις 8", target=quoted, as_person=somebody()))
    assert community.shown(quoted).content == f"{line}\nστις 8"


async def test_a_reply_to_what_is_gone_is_said_all_the_same(bot: DiscordPlatform, community: Community) -> None:
    question = await community.server.post(community.channel, community.teacher, "ερώτηση")
    await community.server.delete(question)
    for person in (None, somebody()):
        await bot.deliver(community.post("απάντηση", reply_to=community.ref(question), as_person=person))
        assert (community.last.content, community.last.reply_to) == ("απάντηση", None)


async def test_a_thread_is_started_and_then_used(bot: DiscordPlatform, community: Community) -> None:
    starter = await community.server.post(community.channel, community.teacher, "Ποιο **θέμα** θα έχουμε;")
    under = community.ref(starter)
    first = await bot.deliver(community.post("το πρώτο", thread=under, as_person=somebody()))
    second = await bot.deliver(community.post("το δεύτερο", thread=under, reply_to=first))
    (thread,) = community.guild.threads
    assert thread.id == starter.id
    assert thread.name == "Ποιο θέμα θα έχουμε;"
    assert [message.content for message in community.server.messages(thread)][-2:] == ["το πρώτο", "το δεύτερο"]
    assert community.shown(second).reply_to == community.shown(first).id
    await bot.deliver(community.part(Action.EDIT, "το καλύτερο", target=first, as_person=somebody()))
    await bot.deliver(community.part(Action.DELETE, target=second))
    assert community.shown(first).content == "το καλύτερο"
    assert community.shown(second).deleted


async def test_an_answer_to_a_threads_message_goes_into_the_thread(bot: DiscordPlatform, community: Community) -> None:
    thread = await community.server.start_thread(community.channel, community.teacher, "συζήτηση")
    await community.server.post(thread, community.teacher, "ερώτηση")
    heard = await community.host.until_said("ερώτηση")
    ref = await bot.deliver(community.post("απάντηση", reply_to=heard.ref))
    assert community.shown(ref).channel is thread


async def test_private_conversations(bot: DiscordPlatform, community: Community) -> None:
    direct = RoomRef.direct(PersonRef("discord", str(community.teacher.id)))
    ref = await bot.deliver(community.post("μόνο για σας", to=direct))
    dm = community.server.dm(community.teacher)
    assert ref.room == direct
    assert [message.content for message in community.server.messages(dm)] == ["μόνο για σας"]
    await bot.deliver(community.part(Action.EDIT, "για σας", to=direct, target=ref))
    await bot.deliver(community.post("γεια", to=direct, as_person=somebody("Νίκος")))
    await bot.deliver(community.part(Action.REACT, to=direct, target=ref, emoji="✅"))
    first, second = community.server.messages(dm)
    assert (first.content, second.content) == ("για σας", "**Νίκος**\n\nγεια")
    assert [reaction.name for reaction in first.reactions] == ["✅"]
    await bot.deliver(community.part(Action.DELETE, to=direct, target=ref))
    assert first.deleted


async def test_private_messages_that_are_not_wanted(bot: DiscordPlatform, community: Community) -> None:
    community.teacher.user.accepts_dms = False
    with pytest.raises(Undeliverable, match="50007"):
        await bot.deliver(community.post("γεια", to=RoomRef.direct(PersonRef("discord", str(community.teacher.id)))))


@pytest.mark.parametrize("person", [None, somebody()])
async def test_what_was_said_can_be_changed_and_taken_back(
    bot: DiscordPlatform, community: Community, person: object
) -> None:
    ref = await bot.deliver(community.post("λαθος", as_person=person))
    assert await bot.deliver(community.part(Action.EDIT, "σωστό", target=ref, as_person=person)) == ref
    assert community.shown(ref).content == "σωστό"
    delete = community.part(Action.DELETE, target=ref, as_person=person)
    await bot.deliver(delete)
    assert community.shown(ref).deleted
    assert await bot.deliver(delete) == ref, "deleting what is gone is success"
    await community.server.post(community.channel, community.teacher, "τέλος")
    await community.host.until_said("τέλος")
    assert [type(event) for event in community.host.events] == [MessagePosted], "our own doings are no news"


@pytest.mark.parametrize("person", [None, somebody()])
async def test_whoever_wrote_it_is_found_out(bot: DiscordPlatform, community: Community, person: object) -> None:
    """An edit may come without, or with, the person as whom the message was said."""
    ref = await bot.deliver(community.post("λαθος", as_person=person))
    other = None if person else somebody()
    await bot.deliver(community.part(Action.EDIT, "σωστό", target=ref, as_person=other))
    assert community.shown(ref).content == "σωστό"


async def test_a_webhook_takes_back_its_words_without_manage_messages(
    bot: DiscordPlatform, community: Community
) -> None:
    ref = await bot.deliver(community.post("λαθος", as_person=somebody()))
    community.server.deny(community.channel, "manage_messages")
    await bot.deliver(community.part(Action.DELETE, target=ref))
    assert community.shown(ref).deleted


async def test_reactions_are_put_and_taken_back(bot: DiscordPlatform, community: Community) -> None:
    message = await community.server.post(community.channel, community.teacher, "ωραίο")
    target = community.ref(message)
    await bot.deliver(community.part(Action.REACT, target=target, emoji="👍"))
    assert message.reactions[0].user_ids == [community.server.bot.id]
    for _ in range(2):
        await bot.deliver(community.part(Action.UNREACT, target=target, emoji="👍"))
    assert message.reactions == []
    with pytest.raises(Undeliverable, match=":stoa:"):
        await bot.deliver(community.part(Action.REACT, target=target, emoji=":stoa:"))


async def test_the_bots_message_carries_its_token_and_is_sent_once(bot: DiscordPlatform, community: Community) -> None:
    part = community.post("σημαντικό")
    assert await bot.deliver(part) == await bot.deliver(part)
    (message,) = community.server.messages(community.channel)
    assert message.nonce == part.token


async def test_choices_are_buttons(bot: DiscordPlatform, community: Community) -> None:
    part = community.post("Σας βοήθησε;", choices=yes_no())
    ref = await bot.deliver(part)
    (row,) = community.shown(ref).components
    token = part.token.removesuffix(".0")
    assert [(button["label"], button["style"], button["custom_id"]) for button in row["components"]] == [
        ("✅ Ναι", 3, f"offer:{token}:1"),
        ("❌ Όχι", 4, f"offer:{token}:2"),
    ]
    await bot.deliver(community.part(Action.EDIT, "Σας βοήθησε η απάντηση;", target=ref))
    assert community.shown(ref).components, "an edit leaves the buttons"


async def test_a_long_text_fits_in_several_messages(bot: DiscordPlatform, community: Community) -> None:
    text = parse("\n\n".join(f"**Παράγραφος {n}** " + "λέξη " * 60 for n in range(20)))
    pieces = bot.split(
        Delivery("k", community.room, text=text, as_person=somebody(), reply_to=MessageRef(community.room, "1"))
    )
    assert len(pieces) > 3
    question = await community.server.post(community.channel, community.teacher, "😀" * 200)
    for piece in pieces:
        part = community.post(piece, as_person=somebody(), reply_to=community.ref(question))
        assert "…\n" not in community.shown(await bot.deliver(part)).content.partition("\n")[2]
