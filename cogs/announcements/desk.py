"""The way of an announcement from its first words to the rooms: drafted, confirmed, approved, due, changed, over.

Every step is one transaction. What somebody was shown bears the `revision` that they saw: a button for an older one
changes nothing and says so, and so of two people who act at once one wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import markup
from bot.core.commands import Asked
from bot.core.delivery import Delivery
from bot.core.errors import N_, BadArgument, NotAllowed, UserError
from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rooms import Purpose
from bot.core.text import Attachment
from cogs.announcements import views
from cogs.announcements.audience import Audience
from cogs.announcements.post import Post
from cogs.events.when import When
from cogs.running import Running
from cogs.speech import required, say
from config.settings import AnnouncementsSettings
from config.words import translator
from storage import announcements, outbox, people
from storage.announcements import UNSENT, Announcement
from storage.database import Tx

LONGEST = 8_000
"""Characters of an announcement: five messages of Discord's, and more than anybody reads."""
_HELD_AFTER = timedelta(hours=12)
"""What comes so late, because the bot was off, may no longer be true: somebody is asked first."""


class Desk:
    """Keeps the announcements and moves them on."""

    def __init__(self, audience: Audience, settings: AnnouncementsSettings, running: Running) -> None:
        """Serve this audience as the settings say."""
        self.audience, self._settings = audience, settings
        self.post = Post(audience, running)

    async def known(self, tx: Tx, number: int) -> Announcement:
        """Return the announcement with a number; raises BadArgument where there is none."""
        sentence = N_("There is no announcement with number {number}. See the latest ones with {command}.")
        return required(await announcements.get(tx, number), sentence, number=number, command="announcement list")

    async def open(self, tx: Tx, number: int, revision: int = -1) -> Announcement:
        """Return an announcement that is neither taken back nor cancelled nor over.

        Raises BadArgument for any other, and UserError where it was changed since a revision (negative: never mind).
        """
        found = await self.known(tx, number)
        gone = {
            "withdrawn": N_("Announcement #{number} has been taken back."),
            "cancelled": N_("Announcement #{number} has been cancelled."),
            "over": N_("Announcement #{number} was repeated until its end."),
        }
        if found.state in gone:
            raise BadArgument(gone[found.state], number=number)
        if 0 <= revision != found.revision:
            raise UserError(
                N_("Announcement #{number} has been changed in the meantime. Look at it with {command}."),
                number=number,
                command=f"announcement show {number}",
            )
        return found

    async def draft(self, tx: Tx, announcement: Announcement, dates: Sequence[When]) -> Announcement:
        """Keep an announcement that nobody has confirmed yet."""
        made = await announcements.add(tx, replace(announcement, state="draft", zone=_zone(dates)))
        await announcements.plan(tx, made.id, [date.at for date in dates])
        return made

    async def replan(
        self, tx: Tx, announcement: Announcement, dates: Sequence[When], by: PersonRef, now: datetime
    ) -> Announcement:
        """Give what is not sent other words or dates; it is a draft again, which somebody must confirm.

        Who changed it last cannot approve it.
        """
        draft = replace(announcement, state="draft", at=now, zone=_zone(dates) or announcement.zone, proposed_by=by)
        changed = replace(draft, revision=announcement.revision + 1, approved_by=None)
        await announcements.save(tx, changed)
        if dates:
            await announcements.plan(tx, changed.id, [date.at for date in dates])
        return changed

    async def propose(self, tx: Tx, announcement: Announcement, text: str, by: PersonRef) -> Announcement:
        """Note new words for what is sent already; it changes once they are confirmed."""
        proposed = replace(
            announcement, proposal=text, proposed_by=by, revision=announcement.revision + 1, approved_by=None
        )
        await announcements.save(tx, proposed)
        return proposed

    async def rewrite(self, tx: Tx, announcement: Announcement, text: str, by: Person, now: datetime) -> None:
        """Follow a change of the message from which a sent announcement came, by way of a second person if wanted."""
        proposed = await self.propose(tx, announcement, text, by.ref)
        if self._settings.approval:
            await self._ask_for_approval(tx, proposed, by.name, now)
        else:
            await self._go(tx, proposed, now)

    async def confirm(self, tx: Tx, announcement: Announcement, asked: Asked) -> Announcement:
        """Let an announcement, or new words for it, go on its way, by way of a second person where that is wanted.

        What is on its way already stays as it is. Raises BadArgument where its moment has passed.
        """
        if announcement.state == "sent" and announcement.proposal is None:
            return announcement
        if announcement.state in ("planned", "waiting"):
            return announcement
        if announcement.state == "draft":
            await self._still_ahead(tx, announcement, asked.at)
        if self._settings.approval and announcement.approved_by is None:
            return await self._ask_for_approval(tx, announcement, asked.person.name, asked.at)
        return await self._go(tx, announcement, asked.at)

    async def approve(self, tx: Tx, announcement: Announcement, asked: Asked) -> Announcement:
        """Approve what waits for a second person, and let it go; raises UserError where it does not wait for this one.

        The accounts of one person count as one.
        """
        proposed = announcement.state == "sent" and announcement.proposal is not None
        if announcement.state != "waiting" and not proposed:
            raise UserError(N_("Announcement #{number} does not wait for an approval."), number=announcement.id)
        written_by = announcement.proposed_by or announcement.author
        if written_by and await people.same(tx, written_by, asked.person.ref):
            raise NotAllowed(N_("Somebody else must approve it: you wrote it yourself."))
        return await self._go(tx, replace(announcement, approved_by=asked.person.ref), asked.at)

    async def send_back(self, tx: Tx, announcement: Announcement, asked: Asked) -> None:
        """Give what waits for a second person back to who wrote it; what is sent stays as it reads."""
        back = replace(announcement, revision=announcement.revision + 1, proposal=None)
        back = replace(back, proposed_by=None) if back.state == "sent" else replace(back, state="draft")
        await announcements.save(tx, back)
        text = views.sent_back(translator(self.audience.rooms.language), back, asked.person.name)
        await self._tell(tx, back, f"back:{back.revision}", Delivery("", _NOWHERE, text=text), asked.at)

    async def cancel(self, tx: Tx, announcement: Announcement) -> None:
        """Give up what is not sent, or is to be sent again; raises BadArgument where it is sent."""
        if announcement.state not in UNSENT:
            raise BadArgument(
                N_("Announcement #{number} is sent already. Take it back with {command}."),
                number=announcement.id,
                command=f"announcement withdraw {announcement.id}",
            )
        await announcements.save(tx, replace(announcement, state="cancelled", revision=announcement.revision + 1))

    async def send_due(self, tx: Tx, now: datetime) -> None:
        """Send what is due; of a repeated one that was due several times meanwhile, once."""
        for number, moments in (await announcements.due(tx, now)).items():
            await announcements.pass_by(tx, number, moments)
            announcement = await self.known(tx, number)
            ahead = await announcements.dates(tx, number, done=False)
            if len(await announcements.dates(tx, number)) > 1:
                again = replace(announcement, series=number, source=None, revision=0)
                if not ahead:
                    await announcements.save(tx, replace(announcement, state="over"))
                announcement = await announcements.add(tx, again)
                await announcements.plan(tx, announcement.id, moments[-1:])
            if not self.post.places(announcement):
                await self._leave(tx, announcement, now)
            elif now - moments[-1] > _HELD_AFTER:
                await self._hold(tx, announcement, moments[-1], now)
            else:
                await self.post.send(tx, announcement, now)

    async def settle(self, tx: Tx, now: datetime) -> None:
        """Tell who wrote an announcement when it has arrived everywhere, or failed for good somewhere."""
        t = translator(self.audience.rooms.language)
        for announcement in await announcements.unsettled(tx):
            fates = await views.fates(t, tx, announcement, self.audience.rooms)
            failed = [fate for fate in fates if fate.failed]
            if not failed and any(fate.waiting for fate in fates):
                continue
            await announcements.save(tx, replace(announcement, settled=True))
            text = views.arrived(t, announcement, fates, failed)
            await self._tell(tx, announcement, f"fate:{announcement.revision}", Delivery("", _NOWHERE, text=text), now)

    async def show_again(self, tx: Tx, announcement: Announcement, now: datetime) -> None:
        """Show who wrote a draft how it reads now, after its source was changed."""
        home = announcement.home or _NOWHERE
        t = translator(self.audience.rooms.language_of(home))
        dates = await announcements.dates(tx, announcement.id)
        reply = views.preview(t, announcement, self.post, dates, now, approval=self._settings.approval)
        delivery = Delivery("", _NOWHERE, text=reply.text, choices=reply.choices)
        await self._tell(tx, announcement, f"again:{announcement.revision}", delivery, now)

    async def _still_ahead(self, tx: Tx, announcement: Announcement, now: datetime) -> None:
        dates = await announcements.dates(tx, announcement.id)
        if dates and dates[0] <= now:
            raise BadArgument(
                N_("The moment for announcement #{number} has passed. Give it another with {command}."),
                number=announcement.id,
                command=f"announcement plan {announcement.id}",
            )

    async def _go(self, tx: Tx, announcement: Announcement, now: datetime) -> Announcement:
        if announcement.state == "sent":
            changed = replace(announcement, text=announcement.proposal or announcement.text)
            return await self.post.change(tx, changed, now)
        ahead = [date for date in await announcements.dates(tx, announcement.id) if date > now]
        if announcement.state != "held" and ahead:
            planned = replace(announcement, state="planned")
            await announcements.save(tx, planned)
            return planned
        if not self.post.places(announcement):
            raise BadArgument(_NO_ROOM, number=announcement.id, command=f"announcement plan {announcement.id}")
        return await self.post.send(tx, announcement, now)

    async def _ask_for_approval(self, tx: Tx, announcement: Announcement, name: str, now: datetime) -> Announcement:
        if announcement.state != "sent":
            announcement = replace(announcement, state="waiting")
            await announcements.save(tx, announcement)
        dates = await announcements.dates(tx, announcement.id)
        for place in self._team():
            t = translator(self.audience.rooms.language_of(place))
            reply = views.request(t, announcement, self.post, dates, now, name)
            key = f"announcement:{announcement.id}:approval:{announcement.revision}>{place}"
            await outbox.put(tx, Delivery(key, place, text=reply.text, choices=reply.choices), now)
        return announcement

    async def _leave(self, tx: Tx, announcement: Announcement, now: datetime) -> None:
        """Make a draft again of what has nowhere to go any more, and say so."""
        draft = replace(announcement, state="draft", at=now, revision=announcement.revision + 1)
        await announcements.save(tx, draft)
        t = translator(self.audience.rooms.language)
        text = say(t, _NO_ROOM, number=draft.id, command=f"announcement plan {draft.id}")
        await self._tell(tx, draft, f"nowhere:{draft.revision}", Delivery("", _NOWHERE, text=text), now)

    async def _hold(self, tx: Tx, announcement: Announcement, due: datetime, now: datetime) -> None:
        held = replace(announcement, state="held", at=now, revision=announcement.revision + 1)
        await announcements.save(tx, held)
        t = translator(self.audience.rooms.language)
        reply = views.held(t, held, self.post, due)
        delivery = Delivery("", _NOWHERE, text=reply.text, choices=reply.choices)
        await self._tell(tx, held, f"held:{held.revision}", delivery, now)

    async def _tell(self, tx: Tx, announcement: Announcement, about: str, said: Delivery, now: datetime) -> None:
        """Owe words to where an announcement was written, if that is among the team, or else to who wrote it."""
        if announcement.home and self.audience.is_ours(announcement.home):
            places = [announcement.home]
        else:
            places = [RoomRef.direct(announcement.author)] if announcement.author else self._team()
        for place in places:
            key = f"announcement:{announcement.id}:{about}>{place}"
            await outbox.put(tx, replace(said, key=key, to=place, reply_to=announcement.source), now)

    def _team(self) -> list[RoomRef]:
        rooms = self.audience.rooms
        return list(rooms.places_for([Purpose.FACILITATORS]) or rooms.places_for([Purpose.ADMINS]))


_NO_ROOM = N_("The rooms of announcement #{number} are no longer there. Choose others with {command}.")
_NOWHERE = RoomRef("", "")
"""Stands in a delivery until its place is known."""


def readable(text: str, attachments: Sequence[Attachment] = ()) -> str:
    """Return the words of an announcement without the blanks around them; raises BadArgument for none or too many."""
    if not str(markup.parse(text)).strip() and not attachments:
        raise BadArgument(N_("Please write what is to be announced."))
    if len(text.strip()) > LONGEST:
        raise BadArgument(
            N_("An announcement may have up to {most} characters; this one has {number}. Please shorten it."),
            most=LONGEST,
            number=len(text.strip()),
        )
    return text.strip()


def new(
    asked: Asked,
    text: str,
    rooms: Sequence[str],
    *,
    mention: str = "",
    attachments: tuple[Attachment, ...] = (),
    source: MessageRef | None = None,
) -> Announcement:
    """Return an announcement that somebody writes now."""
    return Announcement(
        0,
        readable(text, attachments),
        asked.person.ref,
        asked.person.name,
        source,
        asked.at,
        rooms=tuple(rooms),
        mention=mention,
        attachments=attachments,
        home=asked.room,
    )


def _zone(dates: Sequence[When]) -> str:
    return dates[0].zone if dates else ""
