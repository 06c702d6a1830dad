"""What rooms and people are told of surveys: owed under keys that say it once, and paced where it goes to people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core import markup
from bot.core.delivery import Action, Choice, Delivery, token_of
from bot.core.ids import PersonRef, RoomRef
from bot.core.rooms import Room, Rooms
from cogs.rooms import known
from cogs.surveys import phrases
from cogs.surveys.shares import shares
from config.words import Translator, translator
from storage import offers, outbox, survey_answers, surveys, zones
from storage.database import Tx
from storage.surveys import Survey

_BETWEEN = timedelta(seconds=0.2)
"""Between two direct messages: a tenth of what Discord allows a bot in all (Discord API, Rate Limits: 50 a second)."""


class Teller:
    """Tells of surveys in these rooms, and in private."""

    def __init__(self, rooms: Rooms) -> None:
        """Know the rooms."""
        self._rooms = rooms
        self._next_direct: datetime | None = None

    def rooms_of(self, survey: Survey) -> tuple[Room, ...]:
        """Return the rooms where a survey is asked."""
        outside = [RoomRef.parse(name) for name in survey.rooms if ":" in name]
        language, zone = self._rooms.language, self._rooms.zone
        return (
            *known(self._rooms, survey.rooms),
            *(Room(str(place), "", (place,), language=language, zone=zone) for place in outside),
        )

    async def open(self, tx: Tx, survey: Survey, now: datetime) -> None:
        """Ask the rooms."""
        number = len(await surveys.questions(tx, survey.id))

        def words(t: Translator, room: Room) -> str:
            return phrases.call(t, survey, number, room.zone)

        await self._post(tx, survey, words, phrases.answer_it, now)

    async def start(self, tx: Tx, survey: Survey, now: datetime) -> None:
        """Put a poll into its rooms."""
        (question,) = await surveys.questions(tx, survey.id)

        def words(t: Translator, room: Room) -> str:
            return f"📊 **{markup.escape(question.text)}**"

        def choices(t: Translator, survey: Survey) -> tuple[Choice, ...]:
            return tuple(
                Choice(option, f"survey vote {survey.id} {number}") for number, option in enumerate(question.options)
            )

        await self._post(tx, survey, words, choices, now)

    async def tally(self, tx: Tx, survey: Survey, now: datetime) -> Survey:
        """Show how a poll stands, where that has changed; return it with what was told."""
        questions = await surveys.questions(tx, survey.id)
        counted = await survey_answers.counted(tx, survey)
        votes = [given.get(questions[0].id) for _, given in counted.sheets]
        counts = [votes.count(number) for number in range(len(questions[0].options))]
        told = ",".join(map(str, counts)) + ("!" if survey.state == "closed" else "")
        if told == survey.told or (not survey.told and not any(counts) and survey.state == "open"):
            return survey
        found = shares(counts)

        def words(t: Translator, room: Room) -> str:
            return phrases.poll(t, survey, questions[0], counted, found)

        await self._edit(tx, survey, f"tally:{survey.round}", words, now)
        return surveys.told_anew(survey, told, now)

    async def close(self, tx: Tx, survey: Survey, now: datetime) -> None:
        """Tell the rooms where a survey was asked that it has closed."""
        people = (await survey_answers.counted(tx, survey)).people

        def words(t: Translator, room: Room) -> str:
            return phrases.closed(t, survey, people)

        await self._edit(tx, survey, f"closed:{survey.round}", words, now)

    async def invite(self, tx: Tx, survey: Survey, person: PersonRef, now: datetime) -> None:
        """Ask one person in private."""
        number = len(await surveys.questions(tx, survey.id))
        t, zone = await self._own(tx, person)
        text = phrases.invitation(t, survey, number, zone)
        await self._write(tx, survey, person, "invitation", text, now)

    async def remind(self, tx: Tx, survey: Survey, person: PersonRef, now: datetime) -> None:
        """Remind one person in private; what is still unsaid when the survey closes is left unsaid."""
        t, zone = await self._own(tx, person)
        key = f"reminder:{int(now.timestamp())}"
        await self._write(tx, survey, person, key, phrases.reminder(t, survey, zone), now)

    async def keep_open(self, tx: Tx, survey: Survey, now: datetime) -> None:
        """Have what a survey offers in its rooms stay open for another month."""
        for room in self.rooms_of(survey):
            for place in room.places:
                await offers.renew(tx, token_of(_key(survey, place)), now)

    async def _own(self, tx: Tx, person: PersonRef) -> tuple[Translator, str]:
        return translator(self._rooms.language), await zones.of_person(tx, person) or self._rooms.zone

    async def _write(self, tx: Tx, survey: Survey, person: PersonRef, key: str, text: str, now: datetime) -> None:
        place = RoomRef.direct(person)
        due = max(now, self._next_direct or now)
        self._next_direct = due + _BETWEEN
        delivery = Delivery(
            f"survey:{survey.id}:{key}>{place}",
            place,
            text=markup.parse(text),
            choices=phrases.answer_it(translator(self._rooms.language), survey),
            offered_to=str(person),
            good_until=survey.closes,
        )
        await outbox.put(tx, delivery, now, due=due)

    async def _post(
        self,
        tx: Tx,
        survey: Survey,
        words: Callable[[Translator, Room], str],
        choices: Callable[[Translator, Survey], tuple[Choice, ...]],
        now: datetime,
    ) -> None:
        for room in self.rooms_of(survey):
            t = translator(room.language)
            text, offered = markup.parse(words(t, room)), choices(t, survey)
            for place in room.places:
                await outbox.put(tx, Delivery(_key(survey, place), place, text=text, choices=offered), now)

    async def _edit(
        self, tx: Tx, survey: Survey, key: str, words: Callable[[Translator, Room], str], now: datetime
    ) -> None:
        for room in self.rooms_of(survey):
            text = markup.parse(words(translator(room.language), room))
            for place in room.places:
                posted = _key(survey, place)
                edit = Delivery(f"{posted}:{key}", place, Action.EDIT, text=text, target=posted)
                await outbox.put(tx, edit, now)


def _key(survey: Survey, place: RoomRef) -> str:
    """Return the key of what asks a place; opened again after it was closed, it is asked anew."""
    return f"survey:{survey.id}:asked:{survey.opens.timestamp() if survey.opens else 0:.0f}>{place}"
