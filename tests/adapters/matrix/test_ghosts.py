"""The bot as an application service on a real homeserver: each person of another platform has an account there."""

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.adapters.matrix.ghostnames import GhostNames
from bot.core.delivery import Action, Part
from bot.core.events import MessagePosted, Person
from bot.core.ids import MessageRef, PersonRef
from bot.core.text import Mention, RichText
from tests.adapters.matrix.served import GHOST, TEACHER, Service, at_home
from tests.adapters.matrix.support import (
    LONG_AGO,
    post,
)
from tests.servers.fixtures_synapse import ServedSynapse

PNG = bytes.fromhex("89504e470d0a1a0a") + b"picture"


def test_a_ghost_is_named_after_its_person() -> None:
    names = GhostNames("_stoa_", "s.example")
    for ref in (PersonRef("discord", "42"), PersonRef("console", "Δασκάλα 7_x=y"), PersonRef("web", "A:b@C")):
        assert names.person(names.user_id(ref)) == ref
    assert names.user_id(PersonRef("discord", "42")) == "@_stoa_discord_42:s.example"
    for other in (
        "@stoa:s.example",
        "@_stoa_discord_42:other.example",
        "@_stoa_discord:s.example",
        "@_stoa_:s.example",
    ):
        assert names.person(other) is None


async def test_a_person_speaks_with_an_account_of_their_own(service: Service) -> None:
    async with service.up() as platform:
        ref = await platform.deliver(service.said("Καλημέρα", "a.0"))
        event = await service.teacher.event(service.room_id, ref.id)
        assert (event["sender"], event["content"]["body"]) == (GHOST, "Καλημέρα")
        assert "com.beeper.per_message_profile" not in event["content"]
        assert (await service.teacher.profile(GHOST))["displayname"] == "teacher-42"
        again = await platform.deliver(
            replace(service.said("Τι κάνετε;", "b.0"), as_person=replace(TEACHER, name="T. 42"))
        )
        assert (await service.teacher.event(service.room_id, again.id))["sender"] == GHOST
        assert (await service.teacher.profile(GHOST))["displayname"] == "T. 42"
        own = await platform.deliver(post(service.room, "Από τη Στοά", "c.0"))
        assert (await service.teacher.event(service.room_id, own.id))["sender"] == service.settings.user


async def test_what_a_ghost_said_is_changed_by_that_ghost_also_after_a_restart(service: Service) -> None:
    async with service.up() as platform:
        first = await platform.deliver(service.said("πρώτο", "a.0"))
        second = await platform.deliver(service.said("δεύτερο", "b.0"))
    async with service.up() as platform:
        await platform.deliver(
            Part("c.0", service.room, Action.EDIT, RichText.plain("πρώτο, σωστό"), TEACHER, target=first)
        )
        await platform.deliver(Part("d.0", service.room, Action.DELETE, target=second))
        edit = await service.teacher.wait_for_text(service.room_id, "* πρώτο, σωστό")
        assert edit["sender"] == GHOST
        gone = await service.teacher.event(service.room_id, second.id)
        assert gone["content"] == {}
        assert gone["unsigned"]["redacted_because"]["sender"] == GHOST


async def test_a_person_reacts_with_their_own_account(service: Service) -> None:
    async with service.up() as platform:
        assert platform.reacts_for_each(service.room)
        asked = MessageRef(service.room, await service.teacher.send(service.room_id, "Συμφωνείτε;"))
        thumb = Part("a.0", service.room, Action.REACT, as_person=TEACHER, target=asked, emoji="👍")
        await platform.deliver(thumb)
        await platform.deliver(thumb)
        await platform.deliver(replace(thumb, token="b.0", as_person=None))
        reactions = [
            event for event in await service.teacher.messages(service.room_id) if event["type"] == "m.reaction"
        ]
        assert [event["sender"] for event in reactions] == [GHOST, service.settings.user]
        await platform.deliver(replace(thumb, token="c.0", action=Action.UNREACT))
        assert (await service.teacher.event(service.room_id, reactions[0]["event_id"]))["content"] == {}
        assert (await service.teacher.event(service.room_id, reactions[1]["event_id"]))["content"] != {}


async def test_nothing_of_a_ghost_is_heard(service: Service) -> None:
    async with service.up() as platform:
        ref = await platform.deliver(service.said("ηχώ", "a.0"))
        await platform.deliver(Part("b.0", service.room, Action.EDIT, RichText.plain("ηχώ!"), TEACHER, target=ref))
        await platform.deliver(Part("c.0", service.room, Action.REACT, as_person=TEACHER, target=ref, emoji="👍"))
        await platform.deliver(Part("d.0", service.room, Action.UNREACT, as_person=TEACHER, target=ref, emoji="👍"))
        await platform.deliver(Part("e.0", service.room, Action.DELETE, target=ref))
        await service.teacher.send(service.room_id, "τέλος")
        await service.host.until_said("τέλος")
        assert {type(event) for event in service.host.events} == {MessagePosted}
        assert {str(event.text) for event in service.host.events if isinstance(event, MessagePosted)} == {"τέλος"}


async def test_who_mentions_a_ghost_means_the_person(service: Service) -> None:
    async with service.up() as platform:
        await platform.deliver(service.said("εδώ είμαι", "a.0"))
        content = {"m.mentions": {"user_ids": [GHOST]}}
        pill = f'<a href="https://matrix.to/#/{GHOST}">teacher-42</a>, πού είστε;'
        await service.teacher.send(service.room_id, "teacher-42, πού είστε;", pill, content=content)
        heard = await service.host.until_said("teacher-42, πού είστε;")
        mention = next(inline for inline in heard.text.inlines() if isinstance(inline, Mention))
        assert mention.ref == "discord:1042"


async def test_in_an_encrypted_room_the_bot_speaks_in_the_persons_name(
    served_synapse: ServedSynapse, tmp_path: Path
) -> None:
    async with at_home(served_synapse, tmp_path / "matrix", encrypted=True) as service, service.up() as platform:
        ref = await platform.deliver(service.said("μυστικό", "a.0"))
        event = await service.teacher.event(service.room_id, ref.id)
        assert (event["type"], event["sender"]) == ("m.room.encrypted", service.settings.user)
        assert not platform.reacts_for_each(service.room)


async def test_where_a_ghost_may_not_enter_the_bot_speaks_in_the_persons_name(service: Service) -> None:
    async with service.up() as platform:
        await service.teacher.set_state(service.room_id, "m.room.join_rules", {"join_rule": "invite"})
        await service.teacher.set_power_levels(service.room_id, invite=50)
        ref = await platform.deliver(service.said("Καλημέρα", "a.0"))
        event = await service.teacher.event(service.room_id, ref.id)
        assert event["sender"] == service.settings.user
        assert event["content"]["com.beeper.per_message_profile"]["displayname"] == "teacher-42"


async def test_the_bot_invites_a_ghost_where_that_is_needed(service: Service) -> None:
    async with service.up() as platform:
        await service.teacher.set_state(service.room_id, "m.room.join_rules", {"join_rule": "invite"})
        await platform.deliver(service.said("Καλημέρα", "a.0"))
        assert await service.senders("Καλημέρα") == [GHOST]


async def test_a_ghost_that_was_put_out_is_spoken_for(service: Service) -> None:
    async with service.up() as platform:
        await platform.deliver(service.said("Καλημέρα", "a.0"))
        await service.teacher.call("POST", "rooms", service.room_id, "ban", body={"user_id": GHOST})
        ref = await platform.deliver(service.said("είμαι ακόμη εδώ", "b.0"))
        assert (await service.teacher.event(service.room_id, ref.id))["sender"] == service.settings.user


async def test_what_may_have_been_sent_is_found_again(service: Service) -> None:
    async with service.up() as platform:
        ref = await platform.deliver(service.said("ίδια λόγια", "a.0"))
        other = await platform.deliver(service.said("ίδια λόγια", "b.0"))
        assert not platform.capabilities.remembers_tokens
    await asyncio.to_thread(service.served.server.kill)
    await asyncio.to_thread(service.served.server.start)
    async with service.up() as platform:
        assert await platform.find_delivered(service.said("ίδια λόγια", "b.0"), LONG_AGO) == other
        assert await platform.find_delivered(service.said("ίδια λόγια", "a.0"), LONG_AGO) == ref
        assert await platform.find_delivered(service.said("ίδια λόγια", "c.0"), LONG_AGO) is None
    assert await service.senders("ίδια λόγια") == [GHOST, GHOST]


async def test_a_ghost_has_its_persons_picture(service: Service) -> None:
    shown: list[str | None] = []
    shelf = service.host.platforms["discord"] = service.host.shelf
    shelf.files |= {"https://x/picture": PNG, "https://x/page": b"no picture"}
    async with service.up() as platform:
        for number, name in enumerate(("picture", "page", "nothing", "picture", None)):
            person = Person(PersonRef("discord", "77"), "teacher-77", avatar=f"https://x/{name}" if name else None)
            await platform.deliver(post(service.room, "Καλημέρα", f"{number}.0", as_person=person))
            profile = await service.teacher.profile("@_stoa_discord_77:stoa.test")
            shown.append(profile.get("avatar_url") or None)
    first, *none, again, last = shown
    assert first
    assert again
    assert await service.teacher.download(first) == PNG
    assert (none, last) == ([None, None], None)
    assert await service.senders("Καλημέρα") == ["@_stoa_discord_77:stoa.test"] * 5
