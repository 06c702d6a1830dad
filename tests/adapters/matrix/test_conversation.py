"""Both sides talk: what a person does reaches the engine, what the engine owes reaches the person."""

from dataclasses import replace

import pytest

from bot.core.delivery import Action, Choice, Part
from bot.core.errors import Barred, Undeliverable
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted, Person, Reacted, Unreacted
from bot.core.ids import MessageRef, PersonRef
from bot.core.text import Mention, Paragraph, RichText, Style, Styled, Text
from tests.adapters.matrix.conftest import Stage
from tests.adapters.matrix.support import LONG_AGO, matrix_person, matrix_room, post

PARTICIPANT = Person(PersonRef("discord", "7"), "Participant <7>")


async def test_a_message_comes_in_with_its_formatting_and_its_author(stage: Stage) -> None:
    sent = await stage.teacher.send(stage.room_id, "Good **morning**", formatted="Good <strong>morning</strong>")

    said = await stage.host.until_said("Good morning")

    assert said.ref == MessageRef(stage.room, sent)
    assert said.text == RichText((Paragraph((Text("Good "), Styled(Style.BOLD, (Text("morning"),)))),))
    assert (said.author.ref, said.author.name) == (matrix_person(stage.teacher.user_id), "teacher-17")
    assert said.author.groups == {"power:50", "power:100"}
    assert said.at.tzinfo is not None
    assert (said.reply_to, said.thread, said.addressed, said.author.bot) == (None, None, False, False)


async def test_a_text_goes_out_with_its_formatting(stage: Stage) -> None:
    bold = RichText((Paragraph((Text("Good "), Styled(Style.BOLD, (Text("morning"),)))),))

    ref = await stage.platform.deliver(Part("token.0", stage.room, Action.POST, bold))

    event = await stage.teacher.event(stage.room_id, ref.id)
    assert ref.room == stage.room
    assert event["sender"] == stage.account.user_id
    assert "<strong>morning</strong>" in event["content"]["formatted_body"]
    assert event["content"]["m.mentions"] == {}


async def test_the_same_token_is_sent_once(stage: Stage) -> None:
    part = post(stage.room, "once", "token.0")

    assert await stage.platform.deliver(part) == await stage.platform.deliver(part)

    bodies = [event["content"].get("body") for event in await stage.teacher.messages(stage.room_id)]
    assert bodies.count("once") == 1


async def test_a_persons_edit_deletion_reply_and_thread(stage: Stage) -> None:
    room, teacher, host = stage.room_id, stage.teacher, stage.host
    root = await teacher.send(room, "a question")
    answer = await teacher.send(room, "an answer", reply_to=root)
    threaded = await teacher.send(room, "in the thread", thread=root)
    edit = await teacher.edit(room, root, "a better question", "a <em>better</em> question")
    await teacher.redact(room, answer)

    edited = await host.until(MessageEdited)
    deleted = await host.until(MessageDeleted)
    replied, hung = await host.until_said("an answer"), await host.until_said("in the thread")

    assert (edited.ref.id, edited.revision, str(edited.text)) == (root, edit, "a better question")
    assert deleted.ref.id == answer
    assert (replied.ref.id, replied.reply_to, replied.thread) == (answer, MessageRef(stage.room, root), None)
    assert (hung.ref.id, hung.reply_to, hung.thread) == (threaded, None, MessageRef(stage.room, root))


async def test_somebody_elses_edit_is_none(stage: Stage) -> None:
    ours = await stage.platform.deliver(post(stage.room, "what we said", "token.0"))
    await stage.teacher.edit(stage.room_id, ours.id, "what we never said")
    await stage.teacher.send(stage.room_id, "later")

    await stage.host.until_said("later")

    assert not [event for event in stage.host.events if isinstance(event, MessageEdited)]


async def test_a_reaction_comes_and_goes(stage: Stage) -> None:
    target = await stage.teacher.send(stage.room_id, "hands up")
    reaction = await stage.teacher.react(stage.room_id, target, "👍")
    reacted = await stage.host.until(Reacted)
    await stage.teacher.redact(stage.room_id, reaction)
    unreacted = await stage.host.until(Unreacted)

    assert (reacted.ref.id, reacted.emoji, reacted.person.name) == (target, "👍", "teacher-17")
    assert (unreacted.ref.id, unreacted.emoji, unreacted.person.ref) == (target, "👍", reacted.person.ref)


async def test_our_edit_reply_thread_reaction_and_deletion(stage: Stage) -> None:
    deliver, teacher, room = stage.platform.deliver, stage.teacher, stage.room_id
    root = MessageRef(stage.room, await teacher.send(room, "a question"))
    reply = await deliver(post(stage.room, "an answer", "reply.0", reply_to=root))
    hung = await deliver(post(stage.room, "in the thread", "thread.0", thread=root))
    new = RichText.plain("a better answer")
    assert await deliver(Part("edit.0", stage.room, Action.EDIT, new, target=reply)) == reply
    assert await deliver(Part("react.0", stage.room, Action.REACT, target=root, emoji="✅")) == root
    assert await deliver(Part("react.1", stage.room, Action.REACT, target=root, emoji="✅")) == root

    answered = await teacher.event(room, reply.id)
    assert answered["content"]["m.relates_to"] == {"m.in_reply_to": {"event_id": root.id}}
    assert answered["unsigned"]["m.relations"]["m.replace"]["content"]["m.new_content"]["body"] == "a better answer"
    relation = (await teacher.event(room, hung.id))["content"]["m.relates_to"]
    assert (relation["rel_type"], relation["event_id"], relation["is_falling_back"]) == ("m.thread", root.id, True)
    reaction = await teacher.wait_for(room, lambda event: event["type"] == "m.reaction")
    assert reaction["content"]["m.relates_to"] == {"rel_type": "m.annotation", "event_id": root.id, "key": "✅"}

    assert await deliver(Part("unreact.0", stage.room, Action.UNREACT, target=root, emoji="✅")) == root
    assert await deliver(Part("unreact.1", stage.room, Action.UNREACT, target=root, emoji="✅")) == root
    assert await deliver(Part("delete.0", stage.room, Action.DELETE, target=reply)) == reply
    assert (await teacher.event(room, reaction["event_id"]))["content"] == {}
    assert (await teacher.event(room, reply.id))["content"] == {}


async def test_our_own_acts_do_not_come_back(stage: Stage) -> None:
    ours = await stage.platform.deliver(post(stage.room, "we said", "token.0"))
    await stage.platform.deliver(Part("react.0", stage.room, Action.REACT, target=ours, emoji="✅"))
    await stage.platform.deliver(Part("unreact.0", stage.room, Action.UNREACT, target=ours, emoji="✅"))
    await stage.platform.deliver(Part("delete.0", stage.room, Action.DELETE, target=ours))
    await stage.teacher.send(stage.room_id, "the teacher said")

    await stage.host.until_said("the teacher said")

    assert len(stage.host.events) == 1


async def test_somebody_elses_words_carry_their_name(stage: Stage) -> None:
    ref = await stage.platform.deliver(post(stage.room, "hello", "token.0", as_person=PARTICIPANT))

    content = (await stage.teacher.event(stage.room_id, ref.id))["content"]
    profile = content["com.beeper.per_message_profile"]
    assert profile == {"id": "discord:7", "displayname": "Participant <7>", "has_fallback": True}
    assert content["body"] == "Participant <7>: hello"
    mark = "<strong data-mx-profile-fallback>Participant &lt;7&gt;: </strong>"
    assert content["formatted_body"] == f"{mark}hello"


async def test_choices_are_written_out(stage: Stage) -> None:
    choices = (Choice("First", "first"), Choice("Second", "second"))
    part = post(stage.room, "Choose", "token.0", choices=choices)

    ref = await stage.platform.deliver(part)

    body = (await stage.teacher.event(stage.room_id, ref.id))["content"]["body"]
    assert "1. First\n2. Second" in body


async def test_a_mention_that_may_notify_is_listed(stage: Stage) -> None:
    mention = Mention("person", "teacher-17", f"matrix:{stage.teacher.user_id}")

    ref = await stage.platform.deliver(Part("t.0", stage.room, Action.POST, RichText((Paragraph((mention,)),))))

    content = (await stage.teacher.event(stage.room_id, ref.id))["content"]
    assert content["m.mentions"] == {"user_ids": [stage.teacher.user_id]}


@pytest.mark.parametrize("named", ["pill", "listed", "start"])
async def test_being_mentioned(stage: Stage, named: str) -> None:
    me = stage.account.user_id
    pill = f'<a href="https://matrix.to/#/{me}">Stoa</a>: when?'
    match named:
        case "pill":
            await stage.teacher.send(stage.room_id, "Stoa: when?", formatted=pill)
        case "listed":
            await stage.teacher.send(stage.room_id, "when?", content={"m.mentions": {"user_ids": [me]}})
        case "start":
            await stage.teacher.send(stage.room_id, "@Stoa when?")

    said = await stage.host.until_said("when?")

    assert said.addressed


async def test_names_and_pictures_follow_the_room(stage: Stage) -> None:
    await stage.teacher.set_displayname("Teacher of Greek")
    uri = await stage.teacher.set_avatar(b"\x89PNG\r\n\x1a\n")
    await stage.teacher.wait_for(stage.room_id, lambda event: event["content"].get("avatar_url") == uri)
    await stage.teacher.send(stage.room_id, "who am I?")

    said = await stage.host.until_said("who am I?")

    assert said.author.name == "Teacher of Greek"
    assert said.author.avatar == uri


async def test_files_notices_and_emotes(stage: Stage) -> None:
    uri = await stage.teacher.upload(b"a;b\n", "text/csv", "list.csv")
    info = {"mimetype": "text/csv", "size": 4}
    file = {"msgtype": "m.file", "url": uri, "info": info, "filename": "list.csv"}
    await stage.teacher.send(stage.room_id, "here it is", content=file)
    await stage.teacher.send(stage.room_id, "automatic", content={"msgtype": "m.notice"})
    await stage.teacher.send(stage.room_id, "waves", content={"msgtype": "m.emote"})

    caption, notice = await stage.host.until_said("here it is"), await stage.host.until_said("automatic")
    await stage.host.until_said("waves")

    attachment = caption.attachments[0]
    assert (attachment.name, attachment.content_type, attachment.size) == ("list.csv", "text/csv", 4)
    assert attachment.url.endswith(uri.removeprefix("mxc://"))
    assert notice.author.bot


async def test_what_was_sent_can_be_found_again(stage: Stage) -> None:
    part = post(stage.room, "where is it?", "token.0")
    assert await stage.platform.find_delivered(part, LONG_AGO) is None

    ref = await stage.platform.deliver(part)

    assert await stage.platform.find_delivered(part, LONG_AGO) == ref
    other = replace(part, token="token.1", text=RichText.plain("never sent"))
    assert await stage.platform.find_delivered(other, LONG_AGO) is None


async def test_what_is_not_allowed_says_why(stage: Stage) -> None:
    await stage.teacher.set_power_levels(stage.room_id, events_default=50)
    with pytest.raises(Barred, match="power level"):
        await stage.platform.deliver(post(stage.room, "may I?", "token.0"))
    await stage.teacher.set_power_levels(stage.room_id, events_default=0, redact=50)
    ref = await stage.platform.deliver(post(stage.room, "may I?", "token.0"))
    said = await stage.teacher.send(stage.room_id, "leave this")
    with pytest.raises(Undeliverable, match="power level"):
        await stage.platform.deliver(
            replace(post(stage.room, "", "token.2"), action=Action.DELETE, target=replace(ref, id=said))
        )
    with pytest.raises(Undeliverable, match="settings"):
        await stage.platform.deliver(post(matrix_room("#nowhere:stoa.test"), "anybody?", "token.1"))


async def test_what_is_too_large_says_so(stage: Stage) -> None:
    with pytest.raises(Undeliverable, match="too large"):
        await stage.platform.deliver(post(stage.room, "α" * 40_000, "token.0"))


async def test_a_plain_text_is_taken_literally(stage: Stage) -> None:
    await stage.teacher.send(stage.room_id, "plain & simple <3\nsecond line")

    said = await stage.host.until(MessagePosted)

    assert str(said.text) == "plain & simple <3\nsecond line"
