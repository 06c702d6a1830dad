"""Slash commands, buttons and forms, used as people use them."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

import pytest

from bot.adapters.discord.platform import DiscordPlatform
from bot.core.cog import Cog
from bot.core.commands import Asked, Form, LongText, Reply, command, specs_of
from bot.core.events import MessagePosted
from bot.core.ids import PersonRef, RoomRef
from bot.core.markup import parse
from bot.core.ports import CommandCall
from tests.adapters.discord.support import Community, by_name, yes_no


class Sample(Cog):
    """Commands of every shape."""

    @command("help")
    async def help(self, asked: Asked, tx: Any) -> Reply:
        """Say what I can do."""
        return Reply()

    @command("faq add")
    async def add(
        self,
        asked: Asked,
        tx: Any,
        answer: Annotated[LongText, "The answer"],
        question: Annotated[str, "The question"],
        language: Annotated[Literal["el", "en"], "The language"] = "el",
        number: Annotated[int, "A number, " + "with a very long description " * 5] = 0,
        public: Annotated[bool, "Whether all see it"] = True,
    ) -> Reply:
        """Save an answer."""
        return Reply()

    @command("faq find")
    async def find(self, asked: Asked, tx: Any, words: Annotated[str, "What to look for"]) -> Reply:
        """Find an answer."""
        return Reply()

    @command("faq good", hidden=True)
    async def good(self, asked: Asked, tx: Any) -> Reply:
        """Note that it helped."""
        return Reply()


@pytest.fixture
async def community(community: Community) -> Community:
    community.host.declared = specs_of(Sample())
    return community


def registered(community: Community) -> list[dict[str, Any]]:
    """Return the guild's commands."""
    return community.server.world.commands.by_scope[community.guild.id]


async def test_commands_are_registered_with_their_arguments_and_in_greek(
    bot: DiscordPlatform, community: Community
) -> None:
    commands = by_name(registered(community))
    assert set(commands) == {"help", "faq"}
    subcommands = by_name(commands["faq"]["options"])  # type: ignore[arg-type]
    assert set(subcommands) == {"add", "find"}, "hidden ones are reached through choices only"
    add: Any = subcommands["add"]
    assert add["description"] == "Save an answer."
    assert add["description_localizations"] == {"el": "Αποθηκεύει μια απάντηση."}
    shape = [(option["name"], option["type"], option["required"]) for option in add["options"]]
    assert shape == [
        ("question", 3, True),
        ("answer", 3, False),
        ("language", 3, False),
        ("number", 4, False),
        ("public", 5, False),
    ]
    question, _, language, number, _ = add["options"]
    assert question["description_localizations"] == {"el": "Η ερώτηση"}
    assert [choice["value"] for choice in language["choices"]] == ["el", "en"]
    assert len(number["description"]) == 100
    assert number["description"].endswith("…")


async def test_commands_are_registered_only_when_they_changed(community: Community) -> None:
    for _ in range(2):
        async with community.up():
            pass
    assert community.server.command_syncs == [community.guild.id]
    community.host.declared = community.host.declared[:2]
    async with community.up():
        pass
    assert community.server.command_syncs == [community.guild.id] * 2
    registered(community).clear()  # somebody else's hand
    async with community.up():
        pass
    assert len(registered(community)) == 2


async def test_a_refused_registration_stops_nothing(community: Community) -> None:
    community.server.fail("PUT /applications/*", status=403)
    async with community.up():
        await community.server.post(community.channel, community.teacher, "εδώ")
        await community.host.until_said("εδώ")
    async with community.up():
        assert len(registered(community)) == 2


async def test_a_command_is_run_for_whoever_used_it(bot: DiscordPlatform, community: Community) -> None:
    community.host.reply = Reply(parse("**Έγινε**"))
    role = community.guild.add_role("mentor")
    community.teacher.role_ids.append(role.id)
    used = await community.server.slash(
        community.channel,
        community.teacher,
        "faq add",
        {"question": "Πότε;", "answer": "Αύριο", "number": 7, "public": False, "language": "en"},
    )
    answer = await used.response
    assert (answer.content, answer.ephemeral) == ("**Έγινε**", False)
    ((run, call, asked),) = community.host.calls
    assert run == f"interaction:{used.id}"
    given = {"question": "Πότε;", "answer": "Αύριο", "number": 7, "public": False, "language": "en"}
    assert call == CommandCall("faq add", given)
    assert asked.person.ref == PersonRef("discord", str(community.teacher.id))
    assert asked.person.groups == {f"role:{role.id}"}
    assert (asked.room, asked.language, asked.zone) == (community.room, "el", "Europe/Athens")
    assert (asked.at, asked.message) == (community.clock.now(), None)


async def test_where_a_command_was_used(bot: DiscordPlatform, community: Community) -> None:
    thread = await community.server.start_thread(community.channel, community.teacher, "νήμα")
    await (await community.server.slash(thread, community.teacher, "help")).response
    assert community.host.calls[0][2].room == community.room


async def test_a_private_answer_is_seen_by_the_asker_alone(bot: DiscordPlatform, community: Community) -> None:
    community.host.reply = Reply(parse("μόνο σε σας"), private=True)
    answer = await (await community.server.slash(community.channel, community.teacher, "help")).response
    assert answer.ephemeral


async def test_a_long_answer_goes_on_in_further_messages(bot: DiscordPlatform, community: Community) -> None:
    community.host.reply = Reply(parse("\n\n".join(["λέξη " * 100] * 8)), private=True, choices=yes_no(), token="t")
    used = await community.server.slash(community.channel, community.teacher, "help")
    await community.server.wait_for(lambda: used.messages and used.messages[-1].components)
    assert len(used.messages) == 3
    assert all(message.ephemeral for message in used.messages)
    assert not used.messages[0].components


async def test_an_answer_pings_nobody(bot: DiscordPlatform, community: Community) -> None:
    community.host.reply = Reply(parse(f"@everyone {community.teacher.mention}"))
    await (await community.server.slash(community.channel, community.teacher, "help")).response
    assert community.last.pings == ()


async def test_an_empty_answer_is_acknowledged(bot: DiscordPlatform, community: Community) -> None:
    community.host.reply = Reply()
    answer = await (await community.server.slash(community.channel, community.teacher, "help")).response
    assert (answer.content, answer.ephemeral) == ("✅", True)


@pytest.mark.parametrize("private", [True, False])
async def test_who_has_to_wait_is_told_so(community: Community, private: bool) -> None:
    community.host.answering.clear()
    community.host.reply = Reply(parse("έτοιμο"), private=private)
    async with community.up(patience=0):
        used = await community.server.slash(community.channel, community.teacher, "help")
        waiting = await used.response
        assert waiting.ephemeral
        assert waiting.content == ""
        community.host.answering.set()
        await community.server.wait_for(lambda: [m for m in used.messages if m.content])
    (message,) = used.messages
    assert (message.content, message.ephemeral) == ("έτοιμο", private)


async def test_an_error_is_told_in_the_askers_language(bot: DiscordPlatform, community: Community) -> None:
    community.host.reply = ZeroDivisionError("division by zero")
    answer = await (await community.server.slash(community.channel, community.teacher, "help")).response
    assert (answer.content, answer.ephemeral) == ("Κάτι πήγε στραβά σε εμάς.", True)


async def test_an_error_after_the_wait_is_told_too(community: Community) -> None:
    community.host.answering.clear()
    community.host.reply = ZeroDivisionError("division by zero")
    async with community.up(patience=0):
        used = await community.server.slash(community.channel, community.teacher, "help")
        await used.response
        community.host.answering.set()
        await community.server.wait_for(lambda: used.messages[-1].content)
        assert used.messages[-1].content == "Κάτι πήγε στραβά σε εμάς."


async def test_a_long_text_that_was_left_out_is_asked_for_in_a_form(bot: DiscordPlatform, community: Community) -> None:
    opened = await community.server.slash(community.channel, community.teacher, "faq add", {"question": "Πότε;"})
    form = await opened.response
    assert form.modal is not None
    assert form.modal["title"] == "/faq add"
    assert community.host.calls == []
    submitted = await community.server.submit_modal(opened, {"answer": "Αύριο\nστις 19:00"})
    assert (await submitted.response).content == "ok"
    ((run, call, _),) = community.host.calls
    assert run == f"interaction:{submitted.id}"
    assert call == CommandCall("faq add", {"question": "Πότε;", "answer": "Αύριο\nστις 19:00"})


@pytest.mark.parametrize("question", ["Πότε;", "Πότε " * 100], ids=["short", "long"])
async def test_a_form_that_was_open_during_a_restart(community: Community, question: str) -> None:
    async with community.up():
        opened = await community.server.slash(community.channel, community.teacher, "faq add", {"question": question})
        await opened.response
    async with community.up():
        answer = await (await community.server.submit_modal(opened, {"answer": "Αύριο"})).response
    assert answer.content == ("ok" if question == "Πότε;" else "Κάτι πήγε στραβά σε εμάς.")


async def test_a_long_call_waits_for_its_form(bot: DiscordPlatform, community: Community) -> None:
    question = "Πότε " * 100
    opened = await community.server.slash(community.channel, community.teacher, "faq add", {"question": question})
    await opened.response
    await (await community.server.submit_modal(opened, {"answer": "Αύριο"})).response
    assert community.host.calls[0][1].arguments == {"question": question, "answer": "Αύριο"}


@pytest.mark.parametrize("private", [True, False])
async def test_a_button_works_after_a_restart(community: Community, private: bool) -> None:
    part = community.post("Σας βοήθησε;", choices=yes_no())
    async with community.up() as platform:
        ref = await platform.deliver(part)
    community.host.reply = Reply(parse("Ευχαριστώ"), private=private)
    async with community.up():
        token = part.token.removesuffix(".0")
        pressed = await community.server.press(community.shown(ref), f"offer:{token}:2", community.teacher)
        answer = await pressed.response
    assert (answer.content, answer.ephemeral) == ("Ευχαριστώ", private)
    assert answer.message is not None
    assert answer.message.reply_to == community.shown(ref).id
    ((told, number, asked),) = community.host.choices
    assert (told, number, asked.room) == (token, 2, community.room)
    assert asked.person.ref == PersonRef("discord", str(community.teacher.id))
    assert community.shown(ref).components, "the buttons stay"


@pytest.mark.parametrize("text", ["έτοιμο", ""])
async def test_a_slow_button_shows_no_wait(community: Community, text: str) -> None:
    community.host.answering.clear()
    community.host.reply = Reply(parse(text))
    async with community.up(patience=0) as platform:
        ref = await platform.deliver(community.post("Σας βοήθησε;", choices=yes_no()))
        button = community.shown(ref).components[0]["components"][0]["custom_id"]
        pressed = await community.server.press(community.shown(ref), button, community.teacher)
        assert (await pressed.response).message is community.shown(ref)
        community.host.answering.set()
        if text:
            await community.server.wait_for(lambda: pressed.messages)
            assert not pressed.messages[0].ephemeral
    assert community.shown(ref).content == "Σας βοήθησε;"
    assert len(pressed.messages) == bool(text)


async def test_a_button_in_private(bot: DiscordPlatform, community: Community) -> None:
    direct = RoomRef.direct(PersonRef("discord", str(community.teacher.id)))
    part = community.post("Σας βοήθησε;", to=direct, choices=yes_no())
    await bot.deliver(part)
    (message,) = community.server.messages(community.server.dm(community.teacher))
    button = message.components[0]["components"][0]["custom_id"]
    await (await community.server.press(message, button, community.teacher)).response
    assert community.host.choices[0][2].room == direct


async def test_a_stop_waits_for_an_answer(community: Community) -> None:
    community.host.answering.clear()
    async with community.up() as platform:
        used = await community.server.slash(community.channel, community.teacher, "help")
        await community.server.post(community.channel, community.teacher, "εδώ")
        await community.host.until(MessagePosted)
        await platform.stop()
        await asyncio.sleep(0)
        community.host.answering.set()
    assert (await used.response).content == "ok"


async def test_a_button_opens_a_form_with_what_is_there_already(bot: DiscordPlatform, community: Community) -> None:
    ref = await bot.deliver(community.post("Πρόχειρο", choices=yes_no()))
    community.host.reply = Reply(parse("Γράψτε …"), form=Form("faq find", {}, {"words": "πότε"}))
    message = next(m for m in community.server.messages(community.channel) if str(m.id) == ref.id)
    button = message.components[0]["components"][0]["custom_id"]
    opened = await community.server.press(message, button, community.teacher)
    form = (await opened.response).modal
    assert form is not None
    assert form["title"] == "/faq find"
    assert form["components"][0]["component"]["value"] == "πότε"
    community.host.reply = Reply(parse("ok"))
    submitted = await community.server.submit_modal(opened, {"words": "πού"})
    assert (await submitted.response).content == "ok"
    assert community.host.calls[-1][1] == CommandCall("faq find", {"words": "πού"})


async def test_who_had_to_wait_for_a_form_reads_how_it_is_written(community: Community) -> None:
    community.host.answering.clear()
    community.host.reply = Reply(parse("Γράψτε …"), form=Form("faq find", {}, {"words": ""}))
    async with community.up(patience=0):
        used = await community.server.slash(community.channel, community.teacher, "help")
        await used.response
        community.host.answering.set()
        await community.server.wait_for(lambda: [m for m in used.messages if m.content])
        assert used.messages[-1].content == "Γράψτε …"
