"""What people say on one side is what stands on the other: every kind of talk through real clients and servers.

One bot and one pair of rooms serve all of it. Each table is told whole, then compared row by row.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from functools import partial
from html import escape
from pathlib import Path
from secrets import token_hex

import pytest

from tests.e2e.bridged import BridgedRoom, OnMatrix
from tests.e2e.community import Community, community
from tests.e2e.texts import FROM_DISCORD, FROM_MATRIX
from tests.servers.discord import Message, Poll
from tests.servers.synapse import SynapseServer


@pytest.fixture
async def both(synapse: SynapseServer, tmp_path: Path) -> AsyncIterator[Community]:
    async with community(synapse, tmp_path, token_hex(4), forums=["ekdiloseis"]) as both:
        yield both


@pytest.mark.timeout(180)
async def test_fidelity(both: Community) -> None:
    role = both.guild.add_role("Συντονιστές")
    room, forum = BridgedRoom(both, "genika"), BridgedRoom(both, "ekdiloseis")
    early = await room.say_on_discord("πριν έρθει το bot, στο Discord"), await room.say_on_matrix("πριν, στο Matrix")
    async with both.running():
        await discord_formatting_stands_on_matrix(room, role.id)
        await matrix_formatting_stands_on_discord(room)
        await what_is_no_plain_text_is_told_in_text(room)
        await edits_and_deletions_follow(room)
        await reactions_follow_and_are_taken_back(room)
        await answers_hang_on_what_they_answer(room)
        await an_answer_to_what_was_never_bridged_quotes_it(room, *early)
        await threads_are_threads(room)
        await forum_posts_are_threads(forum)
        await polls_are_told_with_a_live_tally(room)
        await pins_follow_and_are_taken_away(room)
        await typing_is_shown(room)
        await names_are_as_long_as_they_may_be(room)
        await long_messages_are_split_and_whole(room)


def same(found: Sequence[object], expected: Sequence[object]) -> None:
    """Compare row by row, and show every row that differs."""
    differing = [f"{want}\n  but got\n{got}" for got, want in zip(found, expected, strict=True) if got != want]
    assert not differing, "\n\n".join(differing)


def _as_html(body: str) -> str:
    return escape(body, quote=False).replace("\n", "<br>")


async def discord_formatting_stands_on_matrix(room: BridgedRoom, role: int) -> None:
    teacher, channel = room.both.teacher, room.channel
    named = [
        (f"Γεια {teacher.mention}!", "Γεια @teacher-17!", None),
        (f"Δείτε το {channel.mention}", "Δείτε το #genika", None),
        (f"<@&{role}> ελάτε", "@Συντονιστές ελάτε", None),
        ("@everyone και @here", "@everyone και @here", None),
    ]
    table = FROM_DISCORD + named
    found = await room.after_discord([partial(room.say_on_discord, written) for written, _, _ in table])
    expected = [(written, body, html or _as_html(body)) for written, body, html in table]
    same([(row[0], got.body, got.html) for row, got in zip(table, found, strict=True)], expected)
    assert all(got.event["content"]["m.mentions"] == {} for got in found)


async def matrix_formatting_stands_on_discord(room: BridgedRoom) -> None:
    owner = room.both.owner.user_id
    named = [
        ("Γεια", f'Γεια <a href="https://matrix.to/#/{owner}">coordinator-1</a>!', "Γεια coordinator-1!"),
        ("#stoa", '<a href="https://matrix.to/#/%23stoa:example.org">#stoa</a>', "#stoa"),
    ]
    table = FROM_MATRIX + named
    found = await room.after_matrix([partial(room.say_on_matrix, body, html) for body, html, _ in table])
    expected = [(body, content) for body, _, content in table]
    same([(row[0], got.content) for row, got in zip(table, found, strict=True)], expected)
    assert {got.author_name for got in found} == {"coordinator-1"}
    assert not any(got.pings for got in found)


async def what_is_no_plain_text_is_told_in_text(room: BridgedRoom) -> None:
    report = {
        "type": "rich",
        "author": {"name": "Πίνακας"},
        "title": "Έργα",
        "url": "https://example.org/erga",
        "description": "**Δύο** νέα",
        "fields": [{"name": "Πού", "value": "`εδώ`"}],
        "footer": {"text": "κάθε μέρα"},
    }
    original = await room.say_on_discord("για **προώθηση**")
    address = f"https://discord.com/channels/{room.both.guild.id}/{room.channel.id}/{original.id}"
    said = [
        partial(room.say_on_discord, "", stickers=["γεια"]),
        partial(room.say_on_discord, "δείτε", embeds=[report]),
        partial(room.say_on_discord, "", forward=original),
    ]
    sticker, embed, forward = (await room.after_discord(said))[-3:]
    assert sticker.body.startswith("🖼 γεια (http")
    assert embed.body.split("\n\n") == [
        "δείτε",
        "Πίνακας",
        "Έργα (https://example.org/erga)",
        "Δύο νέα",
        "Πού",
        "εδώ",
        "κάθε μέρα",
    ]
    assert forward.html == (
        f'<blockquote><p><a href="{address}">↪</a></p><p>για <strong>προώθηση</strong></p></blockquote>'
    )
    emote = partial(room.say_on_matrix, "χαιρετά _όλους_ εδώ", content={"msgtype": "m.emote"})
    sticker_of_matrix = {"body": "γεια σας", "url": "mxc://stoa.test/none", "info": {"mimetype": "image/png"}}
    shown = partial(room.both.owner.send_event, room.matrix, "m.sticker", sticker_of_matrix)
    done, stuck = await room.after_matrix([emote, shown])
    assert done.content == "*χαιρετά \\_όλους\\_ εδώ*"
    assert "γεια σας" in stuck.content


async def edits_and_deletions_follow(room: BridgedRoom) -> None:
    on_discord = await room.say_on_discord("πρωτο")
    copy = await room.counterpart(on_discord)
    await room.both.discord.edit(on_discord, "**πρώτο**")
    changed = await room.matrix_becomes(copy.id, "πρώτο")
    assert changed["formatted_body"].endswith("<strong>πρώτο</strong>")
    await room.both.discord.delete(on_discord)
    await room.redacted(copy.id)

    on_matrix = await room.say_on_matrix("δευτερο")
    shown = await room.both.on_discord("genika", "δευτερο")
    await room.both.owner.edit(room.matrix, on_matrix, "δεύτερο", "<em>δεύτερο</em>")
    await room.both.discord.wait_for(lambda: shown.content == "*δεύτερο*", 60)
    await room.both.owner.redact(room.matrix, on_matrix)
    await room.both.discord.wait_for(lambda: shown.deleted, 60)


async def reactions_follow_and_are_taken_back(room: BridgedRoom) -> None:
    on_discord = await room.say_on_discord("ποιος έρχεται;")
    copy = await room.counterpart(on_discord)
    await room.both.discord.react(on_discord, room.both.teacher, "👍")
    reaction = await room.reacted(copy.id, "👍")
    await room.both.discord.react(on_discord, room.both.teacher, "stoa:5")
    await room.reacted(copy.id, ":stoa:")
    await room.both.discord.unreact(on_discord, room.both.teacher, "👍")
    await room.redacted(reaction["event_id"])

    given = await room.both.owner.react(room.matrix, copy.id, "🎉")
    bot = room.both.discord.bot.id
    await room.both.discord.wait_for(lambda: reacted(on_discord, "🎉") == [bot], 60)
    await room.both.owner.redact(room.matrix, given)
    await room.both.discord.wait_for(lambda: not reacted(on_discord, "🎉"), 60)


def reacted(message: Message, emoji: str) -> list[int]:
    """Return who put an emoji under a message."""
    return next((found.user_ids for found in message.reactions if found.name == emoji), [])


async def answers_hang_on_what_they_answer(room: BridgedRoom) -> None:
    asked = await room.say_on_discord("πότε αρχίζουμε; γράψτε **μου**")
    copy = OnMatrix(await room.both.on_matrix("genika", "πότε αρχίζουμε;"))
    await room.say_on_matrix("αύριο στις έξι", reply_to=copy.id)
    answer = await room.both.on_discord("genika", "αύριο στις έξι")
    address = f"https://discord.com/channels/{room.both.guild.id}/{room.channel.id}/{asked.id}"
    assert answer.content == f"> [↩ teacher-17](<{address}>): πότε αρχίζουμε; γράψτε μου\nαύριο στις έξι"

    mine = await room.say_on_matrix("και πού;")
    there = await room.both.on_discord("genika", "και πού;")
    await room.say_on_discord("στο zoom", reply_to=there)
    back = OnMatrix(await room.both.on_matrix("genika", "στο zoom"))
    assert back.relation == {"m.in_reply_to": {"event_id": mine}}
    assert back.body == "στο zoom"


async def an_answer_to_what_was_never_bridged_quotes_it(room: BridgedRoom, early: Message, event: str) -> None:
    answer = await room.say_on_discord("σωστά το είπες", reply_to=early)
    shown = await room.counterpart(answer)
    address = f"https://discord.com/channels/{room.both.guild.id}/{room.channel.id}/{early.id}"
    quote = f'<blockquote><p><a href="{address}">↩ teacher-17</a>: πριν έρθει το bot, στο Discord</p></blockquote>'
    assert shown.html == quote + "<p>σωστά το είπες</p>"
    assert not shown.relation
    await room.both.discord.edit(answer, "σωστά τα είπες")
    changed = await room.matrix_becomes(shown.id, "σωστά τα είπες")
    assert "↩ teacher-17" in changed["body"]

    mine = await room.say_on_matrix("κι εγώ το λέω", reply_to=event)
    copy = await room.both.on_discord("genika", "κι εγώ το λέω")
    server = room.both.owner.user_id.partition(":")[2]
    address = f"https://matrix.to/#/{room.matrix}/{event}?via={server}"
    first = f"> [↩ coordinator-1](<{address}>): πριν, στο Matrix\n"
    assert copy.content == first + "κι εγώ το λέω"
    await room.both.owner.edit(room.matrix, mine, "κι εγώ το ξαναλέω")
    await room.both.discord.wait_for(lambda: copy.content == first + "κι εγώ το ξαναλέω", 60)


async def threads_are_threads(room: BridgedRoom) -> None:
    root = await room.say_on_discord("νήμα για τα έργα")
    copy = await room.counterpart(root)
    discord, teacher = room.both.discord, room.both.teacher
    thread = await discord.start_thread(root, teacher, "έργα")
    await discord.post(thread, teacher, "μέσα στο νήμα")
    inside = OnMatrix(await room.both.on_matrix("genika", "μέσα στο νήμα"))
    assert (inside.relation["rel_type"], inside.relation["event_id"]) == ("m.thread", copy.id)
    await room.both.owner.send(room.matrix, "κι από εδώ", thread=copy.id)
    await discord.wait_for(lambda: [m.content for m in discord.messages(thread)][-1:] == ["κι από εδώ"], 60)

    mine = await room.say_on_matrix("νήμα που αρχίζει στο Matrix")
    there = await room.both.on_discord("genika", "νήμα που αρχίζει στο Matrix")
    await room.both.owner.send(room.matrix, "πρώτη απάντηση", thread=mine)
    opened = await discord.wait_for(lambda: discord.world.channels.get(there.id), 60)
    assert opened is not None
    assert opened.name == "νήμα που αρχίζει στο Matrix"
    await discord.wait_for(lambda: [m.content for m in discord.messages(opened)][-1:] == ["πρώτη απάντηση"], 60)

    alone = await discord.start_thread(room.channel, teacher, "νήμα μόνο του")
    notice = OnMatrix(await room.both.on_matrix("genika", "🧵 νήμα μόνο του"))
    await discord.post(alone, teacher, "μέσα του")
    within = OnMatrix(await room.both.on_matrix("genika", "μέσα του"))
    assert (within.relation["rel_type"], within.relation["event_id"]) == ("m.thread", notice.id)
    await room.both.owner.send(room.matrix, "και έξω του", thread=notice.id)
    await discord.wait_for(lambda: [m.content for m in discord.messages(alone)][-1:] == ["και έξω του"], 60)


async def forum_posts_are_threads(room: BridgedRoom) -> None:
    discord, teacher = room.both.discord, room.both.teacher
    opening = await discord.start_post(room.channel, teacher, "Ιδέες", "γράψτε τις ιδέες σας")
    root = OnMatrix(await room.both.on_matrix(room.name, "γράψτε τις ιδέες σας"))
    assert root.html == "<p><strong>Ιδέες</strong></p><p>γράψτε τις ιδέες σας</p>"
    assert not root.relation
    await discord.post(opening.channel, teacher, "πρώτη ιδέα")
    first = OnMatrix(await room.both.on_matrix(room.name, "πρώτη ιδέα"))
    assert (first.relation["rel_type"], first.relation["event_id"]) == ("m.thread", root.id)
    await room.both.owner.send(room.matrix, "δεύτερη ιδέα", reply_to=root.id)
    answer = await discord.wait_for(lambda: discord.messages(opening.channel)[2:], 60)
    assert answer[0].content.startswith("> [↩ teacher-17]")
    await discord.edit(opening, "γράψτε όλες τις ιδέες σας")
    await room.matrix_becomes(root.id, "όλες")

    long = "Αρχή. " + "Μια πρόταση ακόμη. " * 150
    mine = await room.say_on_matrix(long)
    posts = await discord.wait_for(
        lambda: [t for t in room.both.guild.channels.values() if t.parent_id == room.channel.id and t.id != opening.id],
        20,
    )
    await discord.wait_for(lambda: len(discord.messages(posts[0])) == 2, 60)
    assert posts[0].name.startswith("Αρχή. Μια πρόταση ακόμη.")
    assert " ".join(m.content for m in discord.messages(posts[0])) == long.strip()
    await room.both.owner.edit(room.matrix, mine, "σύντομο")
    await discord.wait_for(lambda: [m.content for m in discord.messages(posts[0])] == ["σύντομο"], 60)
    await room.both.owner.redact(room.matrix, mine)
    await discord.wait_for(lambda: not discord.messages(posts[0]), 60)


async def polls_are_told_with_a_live_tally(room: BridgedRoom) -> None:
    discord, teacher = room.both.discord, room.both.teacher
    poll = Poll("Πότε να βρεθούμε;", ["Δευτέρα", "Τρίτη"], room.both.clock.now() + timedelta(days=1))
    asked = await room.say_on_discord("", poll=poll)
    told = OnMatrix(await room.both.on_matrix("genika", "Πότε να βρεθούμε;"))
    assert told.body == "📊 Πότε να βρεθούμε;\n1. Δευτέρα: 0\n2. Τρίτη: 0\nΨήφοι: 0"
    await discord.vote(asked, teacher, 1)
    await discord.vote(asked, room.both.facilitator, 2)
    await room.matrix_becomes(told.id, "1. Δευτέρα: 1 (50 %)\n2. Τρίτη: 1 (50 %)\nΨήφοι: 2")
    await discord.vote(asked, teacher, 2)
    await discord.end_poll(asked)
    await room.matrix_becomes(told.id, "1. Δευτέρα: 0 (0 %)\n2. Τρίτη: 2 (100 %)\nΗ ψηφοφορία έληξε. Ψήφοι: 2")

    kind, owner = "org.matrix.msc3381.poll", room.both.owner
    answers = [{"id": "a", "org.matrix.msc1767.text": "Ναι"}, {"id": "b", "org.matrix.msc1767.text": "Όχι"}]
    start = {"question": {"org.matrix.msc1767.text": "Έρχεστε;"}, "max_selections": 1, "answers": answers}
    begun = await owner.send_event(
        room.matrix, f"{kind}.start", {f"{kind}.start": start | {"kind": f"{kind}.disclosed"}}
    )
    shown = await room.both.on_discord("genika", "Έρχεστε;")
    assert shown.content == "📊 **Έρχεστε;**\n1. Ναι: 0\n2. Όχι: 0\n*Ψήφοι: 0*"
    relation = {"m.relates_to": {"rel_type": "m.reference", "event_id": begun}}
    for answer in ("a", "b"):
        await owner.send_event(room.matrix, f"{kind}.response", relation | {f"{kind}.response": {"answers": [answer]}})
    await discord.wait_for(lambda: "2. Όχι: 1 (100 %)" in shown.content, 60)
    await owner.send_event(room.matrix, f"{kind}.end", relation | {f"{kind}.end": {}})
    await discord.wait_for(lambda: shown.content.endswith("*Η ψηφοφορία έληξε. Ψήφοι: 1*"), 60)


async def pins_follow_and_are_taken_away(room: BridgedRoom) -> None:
    discord, owner = room.both.discord, room.both.owner
    for number in range(2):
        refused = await room.say_on_discord(f"χωρίς δικαίωμα {number}")
        await discord.pin(refused, room.both.teacher)
    on_discord = await room.say_on_discord("να μείνει εδώ πάνω")
    copy = await room.counterpart(on_discord)
    await room.both.on_matrix("diacheirisi", "καρφιτσώσω")
    await owner.set_power_levels(room.matrix, {room.both.bot.user_id: 50})
    await discord.pin(on_discord, room.both.teacher)
    await room.pinned([copy.id])
    on_matrix = await room.say_on_matrix("κι αυτό πάνω")
    there = await room.both.on_discord("genika", "κι αυτό πάνω")
    await owner.set_state(room.matrix, "m.room.pinned_events", {"pinned": [copy.id, on_matrix]})
    await discord.wait_for(lambda: there.pinned_at, 60)
    await discord.unpin(on_discord)
    await room.pinned([on_matrix])
    await owner.set_state(room.matrix, "m.room.pinned_events", {"pinned": []})
    await discord.wait_for(lambda: there.pinned_at is None, 60)
    assert on_discord.pinned_at is None
    states = [e for e in await owner.messages(room.matrix) if e["type"] == "m.room.pinned_events"]
    assert len(states) == 4, "two changes by the bot, two by the owner, and no echo"
    assert await room.both.count_on_matrix("diacheirisi", "καρφιτσώσω") == 1


async def typing_is_shown(room: BridgedRoom) -> None:
    discord, owner, bot = room.both.discord, room.both.owner, room.both.bot.user_id
    only_typing = {"room": {"ephemeral": {"types": ["m.typing"]}, "timeline": {"limit": 0}}}
    query = {"filter": json.dumps(only_typing), "timeout": "10000"}
    now = (await owner.call("GET", "sync", query=query | {"timeout": "0"}))["next_batch"]
    await discord.type(room.channel, room.both.teacher)
    typists: list[str] = []
    while bot not in typists:
        answer = await owner.call("GET", "sync", query=query | {"since": now})
        ephemeral = answer.get("rooms", {}).get("join", {}).get(room.matrix, {}).get("ephemeral", {"events": []})
        typists = [user for event in ephemeral["events"] for user in event["content"]["user_ids"]]
        now = answer["next_batch"]
    before = len(discord.world.typing)
    await owner.call("PUT", "rooms", room.matrix, "typing", owner.user_id, body={"typing": True, "timeout": 5000})
    await discord.wait_for(lambda: discord.world.typing[before:] == [room.channel.id], 60)


NAMES = [
    ("Discord Clyde", "discord clyde"),
    ("everyone", "everyone"),
    ("here", "here"),
    ("ά" * 100, "ά" * 79 + "…"),
    ("α\u0301" * 60, "α\u0301" * 39 + "…"),
    ("👩‍👩‍👧‍👦" * 20, "👩‍👩‍👧‍👦" * 7 + "…"),
]
"""(a name on Matrix, the same on Discord apart from what nobody sees)."""


async def names_are_as_long_as_they_may_be(room: BridgedRoom) -> None:
    for number, (name, shown) in enumerate(NAMES):
        await room.call_the_owner(name)
        await room.say_on_matrix(f"όνομα {number}")
        message = await room.both.on_discord("genika", f"όνομα {number}")
        assert message.author_name.replace("\u2060", "").casefold() == shown
        assert len(message.author_name.encode("utf-16-le")) <= 2 * 80
    await room.call_the_owner("coordinator-1")


async def long_messages_are_split_and_whole(room: BridgedRoom) -> None:
    sentences = " ".join(f"Η πρόταση {number} λέει κάτι." for number in range(300))
    code = "\n".join(f"γραμμή_{number} = {number}" for number in range(200))
    html = f'<p>{sentences}</p><pre><code class="language-py">{code}\n</code></pre>'
    parts = [m.content for m in await room.after_matrix([partial(room.say_on_matrix, sentences, html)])]
    assert len(parts) > 5
    assert all(len(part.encode("utf-16-le")) <= 2 * 2000 for part in parts)
    words = [part for part in parts if "```" not in part]
    assert all(part.endswith(".") for part in words)
    blocks = [block for part in parts for block in re.findall(r"```py\n(.*?)\n```", part, re.DOTALL)]
    assert sum(part.count("```") for part in parts) == 2 * len(blocks)
    assert "\n".join(blocks) == code
    plain = re.sub(r"```py\n.*?\n```", "", " ".join(parts), flags=re.DOTALL)
    assert plain.split() == sentences.split()

    said = "ά" * 1990 + " τέλος"
    (whole,) = await room.after_discord([partial(room.say_on_discord, said)])
    assert whole.body == said
