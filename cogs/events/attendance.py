"""Who was there: checking in with a code that is read aloud or with a button, the roll, and names for certificates."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Choice, Delivery
from bot.core.errors import N_, BadArgument, UserError
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.rooms import Rooms
from cogs import sheet
from cogs.events import phrases, rolls
from cogs.events.book import Book, at_home
from cogs.speech import private, say, worded
from config.settings import EventsSettings
from config.words import Translator, translator
from storage import attendance, event_surveys, made_files, outbox, surveys, tries
from storage.attendance import CheckIn
from storage.database import Tx
from storage.events import Event

Number = Annotated[int, "The event's number"]

_ALPHABET = "AEKMT34679"
"""Nothing that looks or sounds like something else, in Greek or in English; the letters look the same in both."""
_GREEK = str.maketrans("ΑΕΚΜΤ", "AEKMT")
_LENGTH = 4
_WHAT, _TRIES, _TRIED_FOR = "check-in", 5, timedelta(minutes=10)
_NAME = 100
_REMEMBERED = timedelta(days=1)
"""So long after its time a code is known, so that who comes late is told that they do."""


class Attendance(Cog):
    """Checks people in, and gives facilitators the lists."""

    name = "attendance"

    def __init__(self, rooms: Rooms, settings: EventsSettings) -> None:
        """Serve the events of these rooms."""
        self._book, self._around = Book(rooms, settings), settings.checkin_around
        self._kept = timedelta(days=settings.attendance_days)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return where the person was, and the name for their certificates."""
        found: dict[str, Any] = {}
        if there := await attendance.of_person(tx, person):
            found["attended"] = [{"event": each.event, "name": each.name, "at": each.at.isoformat()} for each in there]
        if name := await attendance.certificate_name(tx, person):
            found["name_on_certificates"] = name
        return found

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Erase where the account was, and the name for its certificates."""
        await attendance.forget(tx, person)
        await tries.forget(tx, person)

    @every(timedelta(hours=1))
    async def clear(self, now: datetime, tx: Tx) -> None:
        """Drop the codes that are no longer good, and the lists that have been kept long enough."""
        await attendance.clear_codes(tx, now - self._around - _REMEMBERED)
        await attendance.clear(tx, now - self._kept)

    @command("event code", needs=Role.FACILITATOR)
    async def code(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show the code with which people check in to an event; read it aloud."""
        event = await self._book.attended(tx, number)
        t, asked = translator(asked.language), await at_home(asked, tx)
        if asked.at > event.ends + self._around:
            raise BadArgument(N_("Event #{number} is over."), number=number)
        sentence = N_(
            "✋ The code of “{title}” is **{code}**. Whoever is there writes: `{command}`."
            " It is good from {opens} to {closes}."
        )
        code = await _code(tx, event.id)
        return Reply(
            say(
                t,
                sentence,
                title=event.title,
                code=code,
                command=f"checkin {code}",
                opens=t.moment(event.starts - self._around, asked.zone),
                closes=t.clock(event.ends + self._around, asked.zone),
            ),
            private=True,
        )

    @command("checkin")
    async def check_in(
        self, asked: Asked, tx: Tx, code: Annotated[str, "The code that was said at the event"]
    ) -> Reply:
        """Say that you are at an event, with the code that was said there."""
        # Nothing here is raised: what was wrong with a code is for who typed it, not for the room.
        t, since = translator(asked.language), asked.at - _TRIED_FOR
        if await tries.number(tx, asked.person.ref, _WHAT, since) >= _TRIES:
            return private(t(N_("You have typed too many wrong codes. Please try again in ten minutes.")))
        number = await attendance.with_code(tx, _read(code))
        if number is None:
            await tries.count(tx, asked.person.ref, _WHAT, asked.at, since)
            return private(
                t(N_("This is not the code of any event now. It has four letters and digits; please look again."))
            )
        return await self._checked_in(asked, tx, await self._book.known(tx, number), by_code=True)

    @command("event here", hidden=True)
    async def here(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Say that you are at an event."""
        return await self._checked_in(asked, tx, await self._book.attended(tx, number), by_code=False)

    @command("event attendance", needs=Role.FACILITATOR)
    async def attended(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Show how many were to come to an event and how many came; the list comes to you as a file."""
        event, roll = await self._book.attended(tx, number), await attendance.roll(tx, number)
        if not roll:
            raise UserError(N_("Nobody was to come to event #{number}, and nobody has checked in."), number=number)
        t, asked = translator(asked.language), await at_home(asked, tx)
        table = sheet.sheet(rolls.heads(t), rolls.rows(t, event, roll, asked.zone), asked.language)
        await _send(asked, tx, event, f"attendance-{event.id}.csv", table)
        return private("\n".join([*rolls.counts(t, event, roll), t(N_("I have sent you the list in private."))]))

    @command("event certificates", needs=Role.FACILITATOR)
    async def certificates(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Have the list of those who were at an event and want a certificate sent to you as a file."""
        event = await self._book.attended(tx, number)
        wanted = [each for each in await attendance.roll(tx, number) if each.came and each.certificate]
        if not wanted:
            raise UserError(N_("Nobody who was at event #{number} has asked for a certificate."), number=number)
        t, asked = translator(asked.language), await at_home(asked, tx)
        table = sheet.sheet(rolls.certificate_heads(t), rolls.certificates(t, event, wanted), asked.language)
        await _send(asked, tx, event, f"certificates-{event.id}.csv", table)
        said = t.plural("One person wants a certificate.", "{number} people want a certificate.", len(wanted))
        return private(f"{said} {t(N_('I have sent you the list in private.'))}")

    @command("me certificate")
    async def certificate(
        self, asked: Asked, tx: Tx, name: Annotated[str, "First name and surname; - for no certificates"] = ""
    ) -> Reply:
        """Ask for certificates of the events that you attend, and say which name they are to bear."""
        t, given = translator(asked.language), " ".join(name.split())
        if given == "-":
            await attendance.unwish(tx, asked.person.ref)
            return private(t(N_("You will get no certificates, and I have erased the name.")))
        if given:
            if not 2 <= len(given) <= _NAME or not any(map(str.isalpha, given)):
                raise BadArgument(N_("Please write the name as it is to stand on the certificate."))
            await attendance.wish(tx, asked.person.ref, given, asked.at)
        return private(await _certificate(t, tx, asked.person.ref))

    async def _checked_in(self, asked: Asked, tx: Tx, event: Event, *, by_code: bool) -> Reply:
        t, asked = translator(asked.language), await at_home(asked, tx)
        if refusal := self._refusal(t, event, asked):
            return private(refusal)
        noted = await attendance.check_in(tx, event.id, asked.person, asked.at, by_code=by_code)
        sentence = N_("✅ You have checked in to “{title}” at {clock}.")
        if noted.at == asked.at:
            await self._asked_late(tx, event, noted)
        else:
            sentence = N_("✅ You had checked in to “{title}” at {clock} already.")
        said = worded(t, sentence, title=event.title, clock=t.clock(noted.at, asked.zone))
        name = await attendance.certificate_name(tx, asked.person.ref)
        if name is not None:
            await attendance.wish(tx, asked.person.ref, name, asked.at)
        text = f"{said}\n{await _certificate(t, tx, asked.person.ref)}"
        choice = Choice(t("🎬 I want the recording"), f"recording want {event.id}")
        return Reply(markup.parse(text), private=True, choices=(choice,))

    async def _asked_late(self, tx: Tx, event: Event, noted: CheckIn) -> None:
        """Have who checks in after all others were asked to answer a survey asked, too."""
        feedback = await event_surveys.of_event(tx, event.id)
        if feedback and feedback.invited:
            await surveys.invite(tx, feedback.survey, [noted.person], noted.at)

    def _refusal(self, t: Translator, event: Event, asked: Asked) -> str:
        """Return why nobody checks in to an event now, empty where they do."""
        opens, closes = event.starts - self._around, event.ends + self._around
        if event.state == "cancelled":
            return t(N_("Event #{number} has been cancelled."), number=event.id)
        if asked.at < opens:
            date = phrases.dated(t, opens, asked.zone)
            return worded(
                t, N_("It is too early: check-in to “{title}” opens on {date}."), title=event.title, date=date
            )
        if asked.at > closes:
            date = phrases.dated(t, closes, asked.zone)
            return worded(
                t, N_("It is too late: check-in to “{title}” closed on {date}."), title=event.title, date=date
            )
        return ""


async def _code(tx: Tx, event: int) -> str:
    """Return an event's code; one that has none is given one that no other has."""
    while (found := await attendance.code(tx, event)) is None:
        await attendance.give_code(tx, event, "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))
    return found


def _read(code: str) -> str:
    """Return a code as it was given out, however it was typed."""
    return "".join(filter(str.isalnum, code)).upper().translate(_GREEK)


async def _certificate(t: Translator, tx: Tx, person: PersonRef) -> str:
    name = await attendance.certificate_name(tx, person)
    if name is None:
        sentence = N_("If you want a certificate of attendance, tell me the name for it: `{command}`")
        return worded(t, sentence, command=f"me certificate {t('First name and surname')}")
    sentence = N_("Your certificates will bear the name {name}. To change it: `{command}`; with - you get none.")
    return worded(t, sentence, name=name, command="me certificate")


async def _send(asked: Asked, tx: Tx, event: Event, name: str, table: bytes) -> None:
    """Owe a facilitator a file about an event in private, where nobody else sees it."""
    to, key = RoomRef.direct(asked.person.ref), f"events:{name}:{asked.id}"
    file = await made_files.keep(tx, name, sheet.TYPE, table, asked.at)
    text = say(translator(asked.language), N_("📎 “{title}”, event #{number}"), title=event.title, number=event.id)
    await outbox.put(tx, Delivery(key, to, text=text, attachments=(file,)), asked.at)
