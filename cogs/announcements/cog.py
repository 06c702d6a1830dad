"""The commands of announcements, and the work that they leave for later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog, every, on
from bot.core.commands import Asked, LongText, Reply, command, parse, specs_of
from bot.core.errors import N_, BadArgument, UserError
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted, Reacted
from bot.core.ids import PersonRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Rooms
from cogs.announcements import views
from cogs.announcements.audience import Audience
from cogs.announcements.dates import planned
from cogs.announcements.desk import Desk, new, readable
from cogs.announcements.making import Making
from cogs.events.book import at_home
from cogs.events.when import Ambiguity, When, read
from cogs.running import Running
from cogs.speech import say
from config.settings import AnnouncementsSettings
from config.words import Translator, translator
from storage import announcements, originals
from storage.announcements import UNSENT, Announcement
from storage.database import Tx

_LISTED = 10
_COMMAND = re.compile(r"(?:\S+\s+)?(announce\s.+)", re.DOTALL | re.IGNORECASE)
"""The command in a message, behind the bot's prefix or name."""

Number = Annotated[int, "The announcement's number"]
Revision = Annotated[int, "How often it had been changed when it was shown"]
InRooms = Annotated[str, "In which rooms or groups of rooms, with commas between; all for all of them"]
At = Annotated[str, "When, for example: tomorrow at 10:00; empty for now"]
Again = Annotated[str, "How it is repeated: daily, weekdays, weekly, monthly, or how many weeks"]
Until = Annotated[str, "The last day of a repeated one, for example: 30 June"]
Whom = Annotated[str, "Who is notified: everyone, or a group of the settings"]


class Announcements(Cog):
    """Carries announcements to rooms, and tells what became of each."""

    name = "announcements"

    def __init__(
        self,
        rooms: Rooms,
        settings: AnnouncementsSettings | None = None,
        *,
        groups: Mapping[str, Sequence[str]] | None = None,
        rights: Rights | None = None,
        running: Running | None = None,
    ) -> None:
        """Announce in these rooms; by default in those that serve announcements. `groups` name several of them."""
        self._settings = settings or AnnouncementsSettings()
        self._audience = Audience(rooms, self._settings, groups)
        self._desk = Desk(self._audience, self._settings, running or Running())
        self._making = Making(self._desk, rights or Rights())
        self._announce = next(spec for spec in specs_of(self) if spec.name == "announce")

    @command("announce", needs=Role.FACILITATOR)
    async def announce(
        self,
        asked: Asked,
        tx: Tx,
        text: Annotated[LongText, "What to announce"],
        rooms: InRooms = "",
        when: At = "",
        repeat: Again = "",
        until: Until = "",
        mention: Whom = "",
        preview: Annotated[bool, "Whether I show it first; a date is always repeated to you"] = True,
    ) -> Reply:
        """Announce something now, later or repeatedly; I show it to you first."""
        asked = await at_home(asked, tx)
        draft = await self._making.meant(tx, asked, text)
        draft = draft or new(asked, text, (), attachments=asked.attachments, source=asked.message)
        chosen = self._audience.chosen(rooms or ",".join(draft.rooms))
        names = tuple(room.name for room in chosen)
        draft = replace(draft, rooms=names, mention=self._audience.group(mention, asked.role))
        dates = planned(asked, when, repeat, until)
        if isinstance(dates, Ambiguity):
            return self._among_us(asked, views.question(asked, await self._desk.draft(tx, draft, ()), dates))
        draft = await self._desk.draft(tx, draft, dates)
        if dates or preview:
            return await self._shown(tx, asked, draft)
        return await self._on_its_way(tx, asked, await self._desk.confirm(tx, draft, asked))

    @command("announcement edit", needs=Role.FACILITATOR)
    async def edit(self, asked: Asked, tx: Tx, number: Number, text: Annotated[LongText, "The new text"]) -> Reply:
        """Change the text of an announcement wherever it went or is to go; I show it to you first."""
        old = await self._desk.open(tx, number)
        words = readable(text)
        if old.state in UNSENT:
            changed = replace(old, text=words)
            return await self._shown(tx, asked, await self._desk.replan(tx, changed, (), asked.person.ref, asked.at))
        proposed = await self._desk.propose(tx, old, words, asked.person.ref)
        shown = views.proposed(translator(asked.language), proposed, approval=self._settings.approval)
        return self._among_us(asked, shown)

    @command("announcement plan", needs=Role.FACILITATOR)
    async def plan(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        when: At = "",
        rooms: InRooms = "",
        repeat: Again = "",
        until: Until = "",
        mention: Whom = "",
    ) -> Reply:
        """Change when and where an announcement is to be sent; it waits until you confirm."""
        asked = await at_home(asked, tx)
        old = await self._desk.open(tx, number)
        if old.state not in UNSENT:
            raise BadArgument(N_("Announcement #{number} is sent already."), number=number)
        names = tuple(room.name for room in self._audience.chosen(rooms)) if rooms else old.rooms
        group = self._audience.group(mention, asked.role) if mention else old.mention
        dates = planned(asked, when, repeat, until)
        changed = replace(old, rooms=names, mention=group)
        if isinstance(dates, Ambiguity):
            return views.question(asked, await self._desk.replan(tx, changed, (), asked.person.ref, asked.at), dates)
        return await self._shown(tx, asked, await self._desk.replan(tx, changed, dates, asked.person.ref, asked.at))

    @command("announcement approve", needs=Role.FACILITATOR)
    async def approve(self, asked: Asked, tx: Tx, number: Number, revision: Revision = -1) -> Reply:
        """Approve an announcement that somebody else wrote, so that it is sent."""
        old = await self._desk.open(tx, number, revision)
        approved = await self._desk.approve(tx, old, asked)
        return await self._on_its_way(tx, asked, approved, changed=old.state == "sent")

    @command("announcement cancel", needs=Role.FACILITATOR)
    async def cancel(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Cancel an announcement that is not sent yet, or is sent again and again."""
        await self._desk.cancel(tx, await self._desk.open(tx, number))
        return _done(asked, N_("✅ Announcement #{number} will not be sent."), number)

    @command("announcement withdraw", needs=Role.FACILITATOR)
    async def withdraw(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Take an announcement back wherever it went."""
        old = await self._desk.open(tx, number)
        if old.state != "sent":
            await self._desk.cancel(tx, old)
            return _done(asked, N_("✅ Announcement #{number} will not be sent."), number)
        await self._desk.post.withdraw(tx, old, asked.at)
        return _done(asked, N_("✅ Announcement #{number} is being taken back wherever it went."), number)

    @command("announcement list", needs=Role.FACILITATOR)
    async def latest(self, asked: Asked, tx: Tx) -> Reply:
        """Show the latest announcements."""
        return views.listing(asked, await announcements.latest(tx, _LISTED))

    @command("announcement show", needs=Role.FACILITATOR)
    async def show(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show an announcement and what became of it in each place."""
        found = await self._desk.known(tx, number)
        asked = await at_home(asked, tx)
        return Reply(markup.parse(await views.details(asked, tx, found, self._desk.post, self._audience.rooms)))

    @command("announcement confirm", needs=Role.FACILITATOR, hidden=True)
    async def confirm(self, asked: Asked, tx: Tx, number: Number, revision: Revision = -1) -> Reply:
        """Confirm an announcement that was shown."""
        old = await self._desk.open(tx, number, revision)
        confirmed = await self._desk.confirm(tx, old, asked)
        return await self._on_its_way(tx, asked, confirmed, changed=old.proposal is not None)

    @command("announcement at", needs=Role.FACILITATOR, hidden=True)
    async def moment(
        self, asked: Asked, tx: Tx, number: Number, when: Annotated[str, "The date that is right"], revision: Revision
    ) -> Reply:
        """Say which date was meant."""
        asked = await at_home(asked, tx)
        old = await self._desk.open(tx, number, revision)
        found = read(when, asked.at, asked.zone)
        if not isinstance(found, When):
            return views.question(asked, old, found)
        return await self._shown(tx, asked, await self._desk.replan(tx, old, [found], asked.person.ref, asked.at))

    @command("announcement keep", needs=Role.FACILITATOR, hidden=True)
    async def keep(self, asked: Asked, tx: Tx, number: Number, revision: Revision) -> Reply:
        """Leave an announcement as it reads."""
        old = await self._desk.open(tx, number, revision)
        await announcements.save(tx, replace(old, proposal=None, proposed_by=None))
        return _done(asked, N_("Announcement #{number} stays as it was."), number)

    @command("announcement return", needs=Role.FACILITATOR, hidden=True)
    async def give_back(self, asked: Asked, tx: Tx, number: Number, revision: Revision) -> Reply:
        """Send an announcement back to who wrote it."""
        old = await self._desk.open(tx, number, revision)
        if old.state != "waiting" and old.proposal is None:
            raise UserError(N_("Announcement #{number} does not wait for an approval."), number=number)
        await self._desk.send_back(tx, old, asked)
        return _done(asked, N_("Announcement #{number} has been sent back."), number)

    @every(timedelta(seconds=1))
    async def send_due(self, now: datetime, tx: Tx) -> None:
        """Send what is due."""
        await self._desk.send_due(tx, now)

    @every(timedelta(seconds=5))
    async def settle(self, now: datetime, tx: Tx) -> None:
        """Tell what became of what was sent, and have it passed on from places that are followed from elsewhere."""
        await self._desk.settle(tx, now)
        await self._desk.post.publish(tx, now)

    @every(timedelta(hours=1))
    async def tidy(self, now: datetime, tx: Tx) -> None:
        """Clear what facilitators wrote and did not announce."""
        before = now - timedelta(days=self._settings.keep_days)
        await originals.clear(tx, before)
        await announcements.clear_drafts(tx, before)

    @on(MessagePosted)
    async def remember(self, event: MessagePosted, tx: Tx) -> None:
        """Keep what the team says in its own room for a while: it may be made an announcement."""
        await self._making.remember(tx, event)

    @on(MessageDeleted)
    async def unlearn(self, event: MessageDeleted, tx: Tx) -> None:
        """Keep no longer what was taken back."""
        await originals.drop(tx, event.ref)

    @on(Reacted)
    async def marked(self, event: Reacted, tx: Tx) -> None:
        """Make an announcement of what its author marks with 📣, and show it."""
        draft = await self._making.marked(tx, event)
        if draft is not None:
            rooms = tuple(room.name for room in self._audience.chosen(""))
            made = await self._desk.draft(tx, replace(draft, rooms=rooms), ())
            await self._desk.show_again(tx, made, event.at)

    @on(MessageEdited)
    async def follow(self, event: MessageEdited, tx: Tx) -> None:
        """Follow a change of the message that carried an announcement's command or words."""
        await self._making.relearn(tx, event)
        found = await announcements.of_source(tx, event.ref)
        if found is None or found.state not in (*UNSENT, "sent"):
            return
        text = self._said(markup.render(event.text), whole=await originals.get(tx, event.ref) is not None)
        if not text or text in (found.text, found.proposal):
            return
        if found.state in UNSENT:
            draft = await self._desk.replan(tx, replace(found, text=text), (), event.author.ref, event.at)
            await self._desk.show_again(tx, draft, event.at)
            return
        await self._desk.rewrite(tx, found, text, event.author, event.at)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return what a person announced, and what is kept of what they said among the team."""
        made = await announcements.by(tx, person)
        said = await originals.by(tx, person)
        numbers = [
            {"number": each.id, "at": each.at.isoformat(), "name": each.author_name, "text": each.text} for each in made
        ]
        touched = await announcements.touched_by(tx, person)
        more = {"messages of the team's room": said, "announcements changed or approved": touched}
        return {"announcements": numbers} | {name: kept for name, kept in more.items() if kept}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Take a person's name off what they announced, and drop what they said among the team."""
        await announcements.forget(tx, person)
        await originals.forget(tx, person)

    def _said(self, line: str, *, whole: bool) -> str:
        """Return the text to announce that a message asks for, empty where it does not (any longer)."""
        match = _COMMAND.match(line.strip())
        try:
            if match is None:
                return readable(line) if whole else ""
            return readable(str(parse(match[1], [self._announce])[1]["text"]))
        except UserError:
            return ""

    async def _shown(self, tx: Tx, asked: Asked, draft: Announcement) -> Reply:
        dates = await announcements.dates(tx, draft.id)
        t: Translator = translator(asked.language)
        shown = views.preview(t, draft, self._desk.post, dates, asked.at, approval=self._settings.approval)
        return self._among_us(asked, shown)

    def _among_us(self, asked: Asked, shown: Reply) -> Reply:
        """Return what is not announced yet for the asker's eyes alone, where nobody else has read it already."""
        return replace(shown, private=asked.message is None and not self._audience.is_ours(asked.room))

    async def _on_its_way(self, tx: Tx, asked: Asked, found: Announcement, *, changed: bool = False) -> Reply:
        dates = await announcements.dates(tx, found.id, done=False)
        return views.on_its_way(asked, found, self._desk.post, dates, changed=changed)


def _done(asked: Asked, sentence: str, number: int) -> Reply:
    return Reply(say(translator(asked.language), sentence, number=number))
