"""The incidents cog: what many ask at once is shown once to each room, counted, and answered once for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from bot.core import markup
from bot.core.cog import Cog, every, on
from bot.core.commands import Asked, Form, LongText, Reply, command
from bot.core.delivery import Action, Choice, Delivery
from bot.core.errors import N_, BadArgument
from bot.core.events import MessageDeleted, MessageEdited
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Role
from bot.core.rooms import Purpose, Rooms
from bot.core.split import cut
from bot.core.text import EMPTY
from cogs.helpdesk import ticket_words, wording
from cogs.helpdesk.clearest import clearest
from cogs.helpdesk.conversation import Conversation, Written, said_key
from cogs.helpdesk.voice import Voice
from cogs.speech import say, worded
from config.settings import HelpdeskSettings
from config.words import Translator, translator
from storage import incidents, outbox, questions, ticket_messages, tickets
from storage.database import Tx
from storage.incidents import Incident
from storage.tickets import Ticket

_SHOWN = 150
_LONGEST = 300
_NO_WORDS = LongText("")
_BANNERS = (Purpose.HELPDESK, Purpose.GENERAL)

Number = Annotated[int, "The incident's number: that of the request that stands for all"]


class Incidents(Cog):
    """Shows incidents where they were asked about, and ends them for all at once."""

    name = "incidents"

    def __init__(self, rooms: Rooms, settings: HelpdeskSettings | None = None) -> None:
        """Show them in these rooms; the settings say how long words are kept."""
        self._rooms = rooms
        self._kept = timedelta(days=(settings or HelpdeskSettings()).tickets_days)
        self._voice = Voice(rooms)
        self._conversation = Conversation(self._voice)

    @every(timedelta(seconds=2))
    async def follow(self, now: datetime, tx: Tx) -> None:
        """Show new incidents and what became of the others; an answer to its request ends an incident."""
        for incident in await incidents.going(tx):
            ticket = await tickets.current(tx, incident.ticket)
            if ticket is not None and ticket.waiting:
                await self._show(incident, ticket, now, tx)
            else:
                await self._end(incident, now, tx)

    async def unsay(self, person: PersonRef, now: datetime, tx: Tx) -> None:
        """Have nobody read a person's words any longer where an incident is shown in them."""
        for ticket in await tickets.all_asked_by(tx, person):
            await self._reword(ticket, "forgotten", now, tx, besides=person)

    @on(MessageEdited, MessageDeleted)
    async def follow_change(self, event: MessageEdited | MessageDeleted, tx: Tx) -> None:
        """Have what is shown of an incident follow what its askers and who answered it change or take back."""
        question = await questions.asked_in(tx, event.ref)
        answer = await ticket_messages.written_in(tx, event.ref) if question is None else None
        ticket = await tickets.of_question(tx, question.id) if question else None
        ticket = await tickets.get(tx, answer.ticket) if answer else ticket
        if ticket is not None:
            await self._reword(ticket, event.id, event.at, tx)

    @every(timedelta(hours=6))
    async def clear(self, now: datetime, tx: Tx) -> None:
        """Clear the words that have been kept long enough."""
        await incidents.clear_words(tx, now - self._kept)

    @command("incident list", needs=Role.FACILITATOR)
    async def overview(self, asked: Asked, tx: Tx) -> Reply:
        """List the incidents: what many people ask at once and still wait for."""
        t, lines = translator(asked.language), list[str]()
        for incident in await incidents.going(tx):
            ticket, count = await self._standing(incident, tx)
            sentence = N_("**#{number}** “{question}” — {people}, since {moment}")
            since, told = t.moment(incident.opened_at, asked.zone), _people(t, count)
            called = await _called(incident, ticket, t, tx)
            line = worded(t, sentence, number=incident.ticket, question=called, people=told, moment=since)
            lines.append(f"- {line}")
        return Reply(markup.parse("\n".join(lines) or t("There is no incident now.")))

    @command("incident answer", needs=Role.FACILITATOR)
    async def answer(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        text: Annotated[LongText, "The answer, as all who asked will read it"],
    ) -> Reply:
        """Answer an incident: everyone who asked gets the answer where they asked, and it is over."""
        incident = await _going(number, tx)
        ticket, count = await self._standing(incident, tx)
        source = asked.message
        said = Written(asked.person, markup.parse(text), asked.at, source, asked.attachments, typed=source is not None)
        await self._conversation.answer(tx, ticket, said, opening=True)
        await self._end(incident, asked.at, tx)
        t = translator(asked.language)
        told = t(
            "✅ The answer to incident #{number} is on its way to {people}.", number=number, people=_people(t, count)
        )
        return Reply(markup.parse(told), key=said_key(ticket.number, asked))

    @command("incident close", needs=Role.FACILITATOR)
    async def close(
        self, asked: Asked, tx: Tx, number: Number, reason: Annotated[str, "Why, as all who asked will read it"] = ""
    ) -> Reply:
        """End an incident without an answer; everyone who asked is told."""
        incident = await _going(number, tx)
        ticket, _ = await self._standing(incident, tx)
        for member in await tickets.family(tx, ticket.number):
            spoken = ticket_words.closing(translator(member.question.language), member, reason)
            if member.question.person is not None:
                await self._voice.say(
                    tx, member.question, f"ticket:{member.number}:closed:{asked.id}", spoken, asked.at
                )
        await tickets.close(tx, ticket.number, reason, asked.at)
        await self._end(incident, asked.at, tx)
        return Reply(markup.parse(translator(asked.language)("✅ Incident #{number} is over.", number=number)))

    @command("incident write", needs=Role.FACILITATOR, hidden=True)
    async def write(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Write the answer to an incident."""
        incident = await _going(number, tx)
        said = translator(asked.language)("Answer all with `/incident answer {number} …`", number=incident.ticket)
        form = Form("incident answer", {"number": incident.ticket}, {"text": ""})
        return Reply(markup.parse(said), private=True, form=form)

    @command("incident banner", needs=Role.FACILITATOR)
    async def banner(
        self,
        asked: Asked,
        tx: Tx,
        number: Number,
        text: Annotated[LongText, "What it is about, as all read it; leave empty for the askers' words"] = _NO_WORDS,
    ) -> Reply:
        """Say in your own words what an incident is about, wherever it is shown."""
        words = " ".join(text.split())
        if len(words) > _LONGEST:
            raise BadArgument(N_("Please write it shorter: at most {most} characters."), most=_LONGEST)
        going = await _going(number, tx)
        await incidents.reword(tx, going.ticket, words)
        incident = replace(going, words=words)
        ticket, count = await self._standing(incident, tx)
        for place in await incidents.shown(tx, incident.ticket):
            said = await self._said(incident, ticket, count, place, tx)
            await outbox.put(tx, _changed(said, f"words:{asked.id}"), asked.at)
        t, sentence = translator(asked.language), N_("✅ Incident #{number} is shown as “{question}” now.")
        called = await _called(incident, ticket, t, tx)
        return Reply(say(t, sentence, number=incident.ticket, question=called))

    @command("incident reword", needs=Role.FACILITATOR, hidden=True)
    async def reword(self, asked: Asked, tx: Tx, number: Number) -> Reply:
        """Write what an incident is about."""
        incident = await _going(number, tx)
        ticket, _ = await self._standing(incident, tx)
        t = translator(asked.language)
        said = t("Change the words with `/incident banner {number} …`", number=incident.ticket)
        called = await _called(incident, ticket, t, tx)
        form = Form("incident banner", {"number": incident.ticket}, {"text": called})
        return Reply(markup.parse(said), private=True, form=form)

    async def _standing(self, incident: Incident, tx: Tx) -> tuple[Ticket, int]:
        """Return the ticket that stands for an incident now, and how many people asked."""
        ticket = await tickets.current(tx, incident.ticket)
        assert ticket is not None  # noqa: S101 - the store refers to it
        return ticket, await incidents.people(tx, ticket.number)

    async def _show(self, incident: Incident, ticket: Ticket, now: datetime, tx: Tx) -> None:
        """Show an incident where it was asked about, and to the facilitators; where it is shown, its count grows."""
        shown = await incidents.shown(tx, incident.ticket)
        count = await incidents.people(tx, ticket.number)
        for place in await self._places(ticket, tx):
            if shown.get(place) == count:
                continue
            said = await self._said(incident, ticket, count, place, tx)
            await outbox.put(
                tx, said if place not in shown else _changed(said, f"people:{count}:{int(now.timestamp())}"), now
            )
            await incidents.show(tx, incident.ticket, place, count)

    async def _places(self, ticket: Ticket, tx: Tx) -> list[RoomRef]:
        rooms = [self._rooms.of(place) for place in await incidents.asked_in(tx, ticket.number)]
        asked = dict.fromkeys(place for room in rooms if room and room.purpose in _BANNERS for place in room.places)
        return [*self._rooms.places_for([Purpose.FACILITATORS]), *asked]

    async def _said(
        self,
        incident: Incident,
        ticket: Ticket,
        count: int,
        place: RoomRef,
        tx: Tx,
        *,
        besides: PersonRef | None = None,
    ) -> Delivery:
        t, public = translator(self._rooms.language_of(place)), not self._is_facilitators(place)
        called = await _called(incident, ticket, t, tx, public=public, besides=besides)
        told = {"number": incident.ticket, "question": called, "people": _people(t, count)}
        if public:
            sentence = N_(
                "⚠️ We know: “{question}”. {people} asked this, and the support team is looking at it"
                " (request #{number}). You need not ask again; the answer will come here."
            )
            return Delivery(_key(incident, place), place, text=say(t, sentence, **told))
        sentence = N_(
            "🚨 Many ask the same: “{question}” — {people} (request #{number}). One answer reaches all of them."
        )
        choices = (
            wording.take_it(t, incident.ticket),
            Choice(t("✍️ Answer all"), f"incident write {incident.ticket}"),
            Choice(t("🏷 Change the words"), f"incident reword {incident.ticket}"),
        )
        return Delivery(_key(incident, place), place, text=say(t, sentence, **told), choices=choices)

    async def _end(self, incident: Incident, now: datetime, tx: Tx) -> None:
        """End an incident: its request is closed, and what is shown of it says how it ended."""
        ticket = await tickets.current(tx, incident.ticket)
        if not await incidents.end(tx, incident.ticket, now) or ticket is None:
            return
        if ticket.state == "answered":
            await tickets.close(tx, ticket.number, "", now)
        for place in await incidents.shown(tx, incident.ticket):
            await outbox.put(tx, _changed(await self._over(incident, ticket, place, tx), "over"), now)

    async def _reword(
        self, ticket: Ticket, what: str, now: datetime, tx: Tx, *, besides: PersonRef | None = None
    ) -> None:
        """Show the incidents that a ticket is part of in the words that stand now."""
        main = await tickets.current(tx, ticket.number) or ticket
        count = await incidents.people(tx, main.number)
        for incident in await incidents.of_ticket(tx, main.number):
            going = incident.ended_at is None
            for place in await incidents.shown(tx, incident.ticket) if not (going and incident.words) else ():
                if going:
                    said = await self._said(incident, main, count, place, tx, besides=besides)
                else:
                    said = await self._over(incident, main, place, tx, besides=besides)
                await outbox.put(tx, _changed(said, f"{what}:{ticket.number}"), now)

    async def _over(
        self, incident: Incident, ticket: Ticket, place: RoomRef, tx: Tx, *, besides: PersonRef | None = None
    ) -> Delivery:
        """Return what is shown of an incident that has ended."""
        t, public = translator(self._rooms.language_of(place)), not self._is_facilitators(place)
        called = await _called(incident, ticket, t, tx, public=public, besides=besides)
        said = await tickets.messages(tx, ticket.number)
        answers = [each.text for each in said if each.kind == "answer" and each.text]
        if not public:
            people = _people(t, await incidents.people(tx, ticket.number))
            sentence = N_("✅ It is over: “{question}” — {people} (request #{number}).")
            text = say(t, sentence, question=called, people=people, number=ticket.number)
            text += markup.parse(answers[-1]) if answers else EMPTY
        elif answers:
            lead = say(t, N_("✅ “{question}” — the support team answers:"), question=called)
            text = lead + markup.parse(answers[-1])
        else:
            text = say(t, N_("✅ It is over: “{question}”."), question=called)
        return Delivery(_key(incident, place), place, text=text)

    def _is_facilitators(self, place: RoomRef) -> bool:
        room = self._rooms.of(place)
        return room is not None and room.purpose is Purpose.FACILITATORS


def _changed(said: Delivery, what: str) -> Delivery:
    """Return what makes something that is shown read as it does here."""
    return Delivery(f"{said.key}:{what}", said.to, Action.EDIT, text=said.text, target=said.key, choices=said.choices)


def _key(incident: Incident, place: RoomRef) -> str:
    return f"helpdesk:incident:{incident.ticket}:{incident.opened_at:%Y%m%dT%H%M%S}>{place}"


async def _called(
    incident: Incident, ticket: Ticket, t: Translator, tx: Tx, *, public: bool = False, besides: PersonRef | None = None
) -> str:
    """Return what an incident is about: in the facilitators' words, or in the clearest of its askers'.

    Where the `public` reads it, nothing is said that was asked in private; neutral words where nothing is left.
    """
    if incident.words:
        return incident.words
    openly, secretly, names = await incidents.wordings(tx, ticket.number, besides=besides)
    asked = clearest(openly if openly or public else secretly, names, t.language)
    return cut(asked, _SHOWN) or t("a question that many have")


def _people(t: Translator, count: int) -> str:
    return t.plural("{number} person", "{number} people", count)


async def _going(number: int, tx: Tx) -> Incident:
    """Return an incident that has not ended, by the number of its request or of one that is part of it."""
    main = await tickets.current(tx, number)
    for incident in await incidents.going(tx):
        stands_for = await tickets.current(tx, incident.ticket)
        if number == incident.ticket or (main and stands_for and main.number == stands_for.number):
            return incident
    raise BadArgument(
        N_("There is no open incident with number {number}. See them with {command}."),
        number=number,
        command="/incident list",
    )
