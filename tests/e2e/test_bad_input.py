"""What nobody writes who means well: it is bridged whole, pings nobody, comes back from nowhere and stops nothing."""

from __future__ import annotations

from functools import partial

import pytest

from tests.core.texts import visible
from tests.e2e.bridged import BridgedRoom
from tests.e2e.community import Community
from tests.servers.discord.mentions import find_mentions

COMBINING = "α" + "\u0301" * 4000
DEEP = 400

HTML: dict[str, tuple[str, str]] = {
    "quotes in quotes": ("<blockquote>" * DEEP + "βαθιά" + "</blockquote>" * DEEP, "βαθιά"),
    "lists in lists": ("<ul><li>" * DEEP + "βαθιά" + "</li></ul>" * DEEP, "βαθιά"),
    "styles in styles": ("<b><i><u><del>" * DEEP + "βαθιά", "βαθιά"),
    "links in links": ('<a href="https://example.org">' * DEEP + "βαθιά", "βαθιά"),
    "never closed": ("<b " * 9000 + "τέλος", "τέλος"),
    "entities": ("&amp;" * 6000 + "τέλος", "&" * 6000 + "τέλος"),
    "comments": ("<!--" * 6000 + "τέλος", "τέλος"),
    "attributes": ("<font " + "a='" * 8000 + ">τέλος", "τέλος"),
    "every word styled": ("<b>λέξη</b> <i>άλλη</i> " * 500, "λέξηάλλη" * 500),
}
"""(what an HTML body is, what of it must be seen at least)."""

CALLS = [
    "@everyone",
    "@here",
    "@EVERYONE",
    "＠everyone",
    "﹫here",
    "@\u200beveryone",
    "@\u202eeveryone\u202c",
    "@\u2067every\u2069one",
    "@every\u00adone",
    "@ｅｖｅｒｙｏｎｅ",
    "<@&{role}>",
    "<@{person}>",
    "<@!{person}>",
    "&lt;@&amp;{role}&gt;",
]
"""What may call people on Discord, and disguises of it."""

MARKDOWN = [
    COMBINING[:2000],
    ">" * 1999 + "α",
    "> " * 990 + "βαθιά",
    "- " * 990 + "βαθιά",
    "*" * 1999 + "α",
    "||" * 900 + "κρυφό" + "||",
    "[" * 1000 + "](https://example.org)" + "α",
    "`" * 1999 + "α",
    "<@" * 900 + "α",
    "\\" * 1999 + "α",
    "# " * 900 + "τίτλος",
    "@room @\u200broom ＠room @ROOM",
]


@pytest.mark.timeout(240)
async def test_bad_input(both: Community) -> None:
    role = both.guild.add_role("Συντονιστές", mentionable=True)
    async with both.running() as app:
        room = BridgedRoom(both, "genika")
        await combining_characters_arrive(room)
        await bombs_arrive_as_what_is_seen_of_them(room)
        await nobody_is_called(room, role.id)
        await markdown_of_discord_arrives_and_calls_nobody(room)
        await app.idle()
        told = [message.content for message in both.discord.messages(both.channels["diacheirisi"])]
        assert not [text for text in told if "μου λείπει" not in text], (
            "beside rights that are missing, nothing is told"
        )
        posted = [message for message in both.discord.messages(room.channel) if message.author is both.discord.bot]
        assert not posted, "nothing came back"


async def combining_characters_arrive(room: BridgedRoom) -> None:
    parts = await room.after_matrix([partial(room.say_on_matrix, COMBINING)])
    assert "".join(part.content for part in parts) == COMBINING


async def bombs_arrive_as_what_is_seen_of_them(room: BridgedRoom) -> None:
    for name, (html, seen) in HTML.items():
        parts = await room.after_matrix([partial(room.say_on_matrix, "…", html)])
        shown = visible("".join(part.content for part in parts))
        for mark in "*_~>-\\":
            shown = shown.replace(mark, "")
        assert seen in shown.replace("[", ""), name


async def nobody_is_called(room: BridgedRoom, role: int) -> None:
    people = room.both.guild.members
    for call in CALLS:
        said = call.format(role=role, person=room.both.teacher.id)
        ways = [
            partial(room.say_on_matrix, f"ελάτε {said} όλοι"),
            partial(room.say_on_matrix, "…", f"<b>{said}</b> <code>{said}</code><pre>{said}</pre>"),
            partial(
                room.say_on_matrix, "…", f'<a href="https://example.org/{said}">{said}</a> https://example.org/{said}'
            ),
            partial(room.say_on_matrix, "…", f'<a href="https://example.org">@</a>{said.replace("@", "")}'),
        ]
        found = await room.after_matrix(ways)
        assert len(found) == len(ways)
        for message in found:
            assert not message.pings, message.content
            unguarded = find_mentions(
                message.content,
                None,
                guild=room.both.guild,
                known_users=people,
                may_mention_all=True,
                replied_user=None,
            )
            assert not unguarded.everyone, message.content


async def markdown_of_discord_arrives_and_calls_nobody(room: BridgedRoom) -> None:
    found = await room.after_discord([partial(room.say_on_discord, written) for written in MARKDOWN])
    assert len(found) == len(MARKDOWN)
    for written, copy in zip(MARKDOWN, found, strict=True):
        assert written[-1] in copy.body, written[:20]
        assert copy.event["content"]["m.mentions"] == {}
        assert "@room" not in copy.body.casefold()
