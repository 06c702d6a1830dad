"""The recording of an event: sent by direct message to those who asked for it, and to nobody else."""

from __future__ import annotations

from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Choice
from bot.core.errors import N_, BadArgument, UserError
from bot.core.ids import PersonRef
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs.events import fields
from cogs.events.book import Book
from cogs.speech import private, say, worded
from config.settings import EventsSettings
from config.words import translator
from storage import recordings
from storage.database import Tx
from storage.events import Event
from storage.recordings import Recording

Number = Annotated[int, "The event's number"]


class Recordings(Cog):
    """Knows where recordings are, and who wants which."""

    name = "recordings"

    def __init__(self, rooms: Rooms, settings: EventsSettings) -> None:
        """Serve the events of these rooms."""
        self._book = Book(rooms, settings)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return the events whose recording the person wants."""
        wanted = await recordings.of_person(tx, person)
        return {"recordings": wanted} if wanted else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Erase which recordings the account wants."""
        await recordings.forget(tx, person)

    @command("event recording", needs=Role.FACILITATOR)
    async def recording(
        self, asked: Asked, tx: Tx, number: Number, link: Annotated[str, "Where the recording is, an https:// address"]
    ) -> Reply:
        """Say where an event's recording is; whoever asked for it gets the link in a private message."""
        event, found = await self._book.attended(tx, number), fields.link(link)
        if not found:
            raise BadArgument(N_("Please give the recording's link."))
        if event.starts > asked.at:
            raise UserError(N_("Event #{number} has not begun yet."), number=number)
        made = await recordings.put(tx, event.id, found)
        owed = await recordings.owed(tx, event.id, made.revision)
        for person, corrects in owed:
            room = self._book.reminders.room_of(person, None)
            text = markup.parse(_words(event, made, room.language, corrects=corrects))
            await self._book.reminders.write(tx, person, f"recording:{event.id}:{made.revision}", text, asked.at)
        t = translator(asked.language)
        sent = t.plural("I am sending it to one person.", "I am sending it to {number} people.", len(owed))
        sentence = N_("✅ The recording of “{title}” is kept.")
        return Reply(markup.parse(f"{worded(t, sentence, title=event.title)} {sent}"))

    @command("recording want")
    async def want(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Have an event's recording sent to you in private as soon as there is one."""
        event, t = await self._book.attended(tx, number), translator(asked.language)
        made = await recordings.of_event(tx, event.id)
        await recordings.want(tx, event.id, asked.person.ref, made.revision if made else 0)
        if made:
            return private(_words(event, made, asked.language))
        choice = Choice(t("❌ I do not want it"), f"recording stop {event.id}")
        text = say(t, N_("🎬 I will send you the recording of “{title}” when there is one."), title=event.title)
        return Reply(text, private=True, choices=(choice,))

    @command("recording stop")
    async def stop(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Have an event's recording not sent to you."""
        event = await self._book.attended(tx, number)
        if not await recordings.drop(tx, event.id, asked.person.ref):
            raise UserError(N_("You had not asked for the recording of event #{number}."), number=number)
        t = translator(asked.language)
        return private(worded(t, N_("I will not send you the recording of “{title}”."), title=event.title))


def _words(event: Event, made: Recording, language: str, *, corrects: bool = False) -> str:
    t = translator(language)
    sentence = N_("🎬 The recording of “{title}”: {link}")
    if corrects:
        sentence = N_("🎬 The link that I sent you was not right. The recording of “{title}”: {link}")
    return t(sentence, title=markup.escape(event.title), link=f"<{made.link}>")
