"""Saying it where it belongs: in every place of the question's room, in private, or to the facilitators."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.core.delivery import Action, Delivery
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Purpose, Rooms
from cogs.helpdesk import wording
from cogs.helpdesk.wording import Spoken
from storage import duty, outbox, people
from storage.database import Tx
from storage.questions import Question
from storage.tickets import Ticket


class Voice:
    """Owes what is said. Keys are those of the question or the ticket, so that nothing is said twice."""

    def __init__(self, rooms: Rooms, rights: Rights | None = None) -> None:
        """Speak in these rooms, and in private to whom `rights` name ambassadors."""
        self.rooms, self._rights = rooms, rights or Rights()

    async def say(self, tx: Tx, question: Question, key: str, spoken: Spoken, now: datetime) -> None:
        """Owe what is said to where a question was asked, and to the other places of that room."""
        for delivery in self.said(question, key, spoken):
            await outbox.put(tx, delivery, now)

    async def say_elsewhere(self, tx: Tx, question: Question, key: str, spoken: Spoken, now: datetime) -> None:
        """Owe it to the room's other places only, where the asker's own was answered already."""
        for delivery in self.said(question, key, spoken)[1:]:
            await outbox.put(tx, delivery, now)

    def said(self, question: Question, key: str, spoken: Spoken) -> list[Delivery]:
        """Return what is owed to where a question was asked, and then to the other places of that room.

        They are owed nothing where they have not read the question: a private one, or one in a command.
        """
        others = self.rooms.others(question.room) if question.bridged else ()
        elsewhere = Spoken(spoken.for_others, opens=spoken.opens, files=spoken.files)
        return [
            _delivery(question, key, wording.home_of(question), spoken),
            *(_delivery(question, key, place, elsewhere) for place in others),
        ]

    async def tell_facilitators(
        self,
        tx: Tx,
        key: str,
        spoken: Spoken,
        now: datetime,
        *,
        besides: RoomRef | Collection[RoomRef] | None = None,
        about: Ticket | None = None,
        knows: PersonRef | None = None,
    ) -> None:
        """Owe a note to every place of the facilitators' rooms, but not to those that know it already.

        It goes into the thread of the ticket that it is `about`, and to the ambassador who has that ticket as it is
        given here, unless they are who `knows` it.
        """
        known = {besides} if isinstance(besides, RoomRef) else set(besides or ())
        private = await self.told_in_private(tx, about, key, spoken, knows=knows) if about else []
        for delivery in (*self.told(key, spoken, about=about.number if about else None), *private):
            if delivery.to not in known:
                await outbox.put(tx, delivery, now)

    def told(self, key: str, spoken: Spoken, *, about: int | None = None) -> list[Delivery]:
        """Return what is owed to the places of the facilitators' rooms."""
        return [
            Delivery(
                f"helpdesk:{key}>{place}",
                place,
                text=spoken.text,
                choices=spoken.choices,
                attachments=spoken.files,
                under=f"helpdesk:ticket:{about}:new>{place}" if about is not None else "",
            )
            for place in self.rooms.places_for([Purpose.FACILITATORS])
        ]

    async def told_in_private(
        self, tx: Tx, about: Ticket, key: str, spoken: Spoken, *, knows: PersonRef | None = None
    ) -> list[Delivery]:
        """Return what is owed to the ambassador who has a ticket, since they do not read the facilitators' rooms."""
        person = about.holder or await duty.routed(tx, about.number)
        if person is None or await people.role_of_account(tx, self._rights, person) is not Role.AMBASSADOR:
            return []
        if knows is not None and await people.same(tx, person, knows):
            return []
        return [privately(person, key, spoken)]

    async def react(self, tx: Tx, key: str, message: MessageRef, emoji: str, now: datetime) -> None:
        """Owe the bot's emoji under a message."""
        reaction = Delivery(f"helpdesk:{key}", message.room, Action.REACT, reply_to=message, emoji=emoji)
        await outbox.put(tx, reaction, now)

    @property
    def facilitators_language(self) -> str:
        """The language of the facilitators' rooms."""
        rooms = self.rooms.for_purpose(Purpose.FACILITATORS)
        return rooms[0].language if rooms else self.rooms.language


def privately(person: PersonRef, key: str, spoken: Spoken) -> Delivery:
    """Return what is owed to a person alone."""
    home = RoomRef.direct(person)
    offered_to = str(person) if spoken.choices else None
    return Delivery(
        f"helpdesk:{key}>{home}",
        home,
        text=spoken.text,
        choices=spoken.choices,
        offered_to=offered_to,
        attachments=spoken.files,
    )


def changed(said: Delivery, revision: str) -> Delivery:
    """Return what makes something that was said read as it does here."""
    return Delivery(
        f"{said.key}:edit:{revision}",
        said.to,
        Action.EDIT,
        text=said.text,
        target=said.key,
        choices=said.choices,
        offered_to=said.offered_to,
        attachments=said.attachments,
    )


def taken_back(said: Delivery) -> Delivery:
    """Return what deletes something that was said."""
    return Delivery(f"{said.key}:delete", said.to, Action.DELETE, target=said.key)


def _delivery(question: Question, key: str, place: RoomRef, spoken: Spoken) -> Delivery:
    thread = None if question.private else question.thread or question.message
    # A thread that is not that of the message which is answered is opened everywhere, also where threads are heavy.
    opens = spoken.opens and thread == question.message
    return Delivery(
        key=f"helpdesk:{key}>{place}",
        to=place,
        text=spoken.text,
        reply_to=None if opens and thread else question.message,
        thread=thread,
        choices=spoken.choices,
        offered_to=str(question.person) if spoken.choices else None,
        attachments=spoken.files,
    )
