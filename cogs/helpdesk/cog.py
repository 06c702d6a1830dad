"""The helpdesk cog: questions by command, in private and in helpdesk rooms, and what is chosen under the answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog, every, on
from bot.core.commands import Asked, Reply, command, parse, specs_of
from bot.core.emoji import qualified
from bot.core.errors import N_, BadArgument, NotAllowed, UserError
from bot.core.events import MessageDeleted, MessageEdited, MessagePosted, Unreacted
from bot.core.ids import MessageRef, PersonRef
from bot.core.rights import Rights, Role
from bot.core.rooms import Purpose, Rooms
from bot.core.text import Attachment, RichText
from cogs.helpdesk import wording
from cogs.helpdesk.carrying import Carrying
from cogs.helpdesk.conversation import Conversation
from cogs.helpdesk.desk import Desk
from cogs.helpdesk.follow_up import MINUTE, FollowUps, asked_with
from cogs.helpdesk.handover import Handover
from cogs.helpdesk.knowledge import Knowledge
from cogs.helpdesk.language import answered_in, language_of
from cogs.helpdesk.private_answers import PrivateAnswers
from cogs.helpdesk.rules import WORDS, Said, Situation, acts, greets, kind_of, overhears
from cogs.helpdesk.voice import Voice, changed, taken_back
from cogs.helpdesk.withdrawing import Withdrawing
from cogs.helpdesk.wording import Spoken
from config.settings import HelpdeskSettings, SupportSettings
from config.words import translator
from storage import canned, drafts, faq, links, outbox, people, questions, ticket_messages, tickets
from storage.database import Tx
from storage.faq import FaqLike
from storage.questions import BY_COMMAND, Question

_ASKS = re.compile(r"\s*(?:!\w+\s+(?:/?ask\b)?|/?ask\b)(.*)", re.DOTALL | re.IGNORECASE)
"""What is marked as a command and is a sentence is a question, too."""
_HELLO = N_("Hello. Write me your question; if I do not know the answer, I pass it on to the support team.")
_LISTENING = N_(
    "I am the community's bot. Write me your question; if I do not know the answer, I pass it on to the support team."
)
_IN_WORDS = N_("I cannot read pictures and files. Write me your question in words, and send them again with it.")
_TOO_MANY = N_("I am getting many questions from you at once. I answer them in turn; you can ask again in 1 minute.")


class Helpdesk(Cog):
    """Answers from the FAQ where it is sure, asks back where it is not, and passes on what it does not know."""

    name = "helpdesk"

    def __init__(
        self,
        rooms: Rooms,
        settings: HelpdeskSettings,
        support: SupportSettings,
        entries: Sequence[FaqLike],
        rights: Rights | None = None,
        knowledge: Knowledge | None = None,
        handover: Handover | None = None,
    ) -> None:
        """`entries` fill an empty FAQ at start; whoever `rights` names a facilitator is not answered unasked.

        `knowledge` is what other cogs search in, too; `handover` gives tickets to teams.
        """
        self._rooms, self._settings, self._given = rooms, settings, tuple(entries)
        self._rights = rights or Rights()
        self._voice = Voice(rooms, self._rights)
        self._desk = Desk(self._voice, settings, support, knowledge, handover)
        self._follow_ups = FollowUps(self._desk, self._voice, settings)
        self._conversation = Conversation(self._voice, handover.routing if handover else None)
        self._withdrawing = Withdrawing(self._voice)
        carrying = Carrying(self._conversation, settings.note_marks)
        self._private_answers = PrivateAnswers(self._desk, self._conversation, carrying, self._rights)

    async def start(self, now: datetime, tx: Tx) -> None:
        """Fill the FAQ if there is none yet, and read it while nobody waits."""
        if self._given and not await faq.all_entries(tx):
            await faq.merge(tx, self._given, now)
        await self._desk.knowledge.refresh(tx)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return the person's questions, votes and tickets, what was learned of them, what they wrote for others."""
        kept = {**await questions.export(tx, person), "tickets": await tickets.export(tx, person)}
        learned = await drafts.export(tx, person)
        replies = await canned.written_by(tx, person)
        entries = await faq.written_by(tx, person)
        more = {"drafts": learned, "canned replies": replies, "faq entries": entries}
        return kept | {name: found for name, found in more.items() if found}

    async def unsay(self, person: PersonRef, now: datetime, tx: Tx) -> None:
        """Have those who answer no longer read what a person asked and added, and know whose request that ends."""
        for ticket in await tickets.all_asked_by(tx, person):
            gone = replace(ticket, question=replace(ticket.question, text="", files=()))
            for delivery in await self._desk.announced_anew(gone, tx):
                await outbox.put(tx, changed(delivery, "forgotten"), now)
        for said in await ticket_messages.follow_ups_by(tx, person):
            for delivery in await self._conversation.deliveries(tx, said, markup.parse(said.text), ()):
                await outbox.put(tx, taken_back(delivery), now)
        await self._withdrawing.forgotten(person, now, tx)

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Erase who asked and what they wrote; numbers and counts stay."""
        await drafts.forget(tx, person)
        await tickets.forget(tx, person)
        await questions.forget(tx, person)
        await faq.forget(tx, person)
        await canned.forget(tx, person)

    @on(MessagePosted)
    async def hear(self, event: MessagePosted, tx: Tx) -> None:
        """Answer a message that is a question to the helpdesk; in private, it may be somebody's answer to one.

        Most messages are none of its business: what is cheap to know is looked at first, then the store, then the text.
        """
        if event.author.bot or event.command:
            return
        listening = self._addressed(event) or (self._in_helpdesk(event) and self._is_participant(event))
        if not listening and event.reply_to is None and event.thread is None:
            return
        followed = await self._follow_ups.ticket(event, tx)
        if followed is None and not listening:
            if event.attachments:
                await self._follow_ups.collected(event, tx)
            return
        said = kind_of(event.text)
        if await self._private_answers.heard(event, said, followed, tx):
            return
        if followed is not None and await self._follow_ups.heard(event, said, followed, tx):
            return
        if listening:
            await self._respond(event, await self._situation(event, said, tx), tx)

    @on(MessageEdited)
    async def follow_edit(self, event: MessageEdited, tx: Tx) -> None:
        """Have the facilitators read a question as its asker changed it."""
        await self._reword(event.ref, str(event.text), event.attachments, event.revision, event.at, tx)

    @on(MessageDeleted)
    async def follow_deletion(self, event: MessageDeleted, tx: Tx) -> None:
        """Have the facilitators no longer read a question that its asker took back, and close its request."""
        await self._reword(event.ref, "", (), "deleted", event.at, tx)

    @on(Unreacted)
    async def take_back(self, event: Unreacted, tx: Tx) -> None:
        """No longer count whether an answer helped, where that was said by a reaction that is taken back."""
        helped = {"✅": True, "❌": False}.get(qualified(event.emoji))
        key = await links.key_of(tx, event.ref) if helped is not None else None
        question = await asked_with(key.removesuffix(f">{event.ref.room}"), tx) if key else None
        if question is None or question.person is None or helped is None:
            return
        if await people.same(tx, question.person, event.person.ref):
            await questions.unrate(tx, question.id, helped=helped)

    @every(MINUTE)
    async def read(self, now: datetime, tx: Tx) -> None:
        """Know what has changed in the FAQ, so that no question waits for it."""
        await self._desk.knowledge.refresh(tx)

    @every(timedelta(hours=6))
    async def clear(self, now: datetime, tx: Tx) -> None:
        """Clear the texts that have been kept long enough; what became of them is still counted."""
        await tickets.clear_texts(tx, now - timedelta(days=self._settings.tickets_days))
        await questions.clear_texts(tx, now - timedelta(days=self._settings.questions_days))

    @command("ask")
    async def ask(
        self,
        asked: Asked,
        tx: Tx,
        question: Annotated[str, "Your question, in your own words"],
        *,
        anonymous: Annotated[bool, "Whether nobody is told your name"] = False,
    ) -> Reply:
        """Ask the helpdesk a question."""
        text, private = RichText.plain(question), asked.message is None or asked.room.person is not None
        language = language_of(question, asked.language) if private else asked.language
        if anonymous and not private:
            raise BadArgument(
                N_("Your name has been seen here already. Write to me in private to ask without giving it.")
            )
        if kind_of(text) in (Said.NOTHING, Said.CALL):
            sentence = N_("Please write your question in words, after “ask”.")
            raise BadArgument(sentence).spoken_in(language)
        new = Question(
            f"{BY_COMMAND}{asked.id or asked.message}",
            asked.person.ref,
            asked.person.name,
            asked.room,
            language,
            question,
            asked.at,
            asked.message,
            asked.thread,
            private=private,
            anonymous=anonymous,
            files=asked.attachments,
        )
        handled, told = await questions.counts_since(tx, asked.person.ref, asked.at - MINUTE)
        if handled >= self._settings.questions_per_minute:
            # In a room, each further word about it would only add to the flood.
            return Reply() if told and asked.message else await self._refused(new, asked, tx)
        spoken = await self._desk.respond(new, tx)
        # What was typed in a room was seen there, and so is its answer; a slash command is seen by nobody else.
        return Reply(spoken.text, private=asked.message is None, choices=spoken.choices)

    @command("helpdesk helped", hidden=True)
    async def helped(
        self,
        asked: Asked,
        tx: Tx,
        question: Annotated[int, "The question's number"],
        entry: Annotated[str, "The entry's name"],
    ) -> Reply:
        """Say that an answer helped."""
        about = await self._own(question, asked, tx)
        await questions.rate(tx, about.id, entry, asked.person.ref, asked.at, helped=True)
        t = translator(about.language)
        return Reply(markup.parse(t("✅ Thank you, I have noted it.")), private=about.private)

    @command("helpdesk unhelpful", hidden=True)
    async def unhelpful(
        self,
        asked: Asked,
        tx: Tx,
        question: Annotated[int, "The question's number"],
        entry: Annotated[str, "The entry's name"],
    ) -> Reply:
        """Say that an answer did not help, and see what else there is."""
        about = await self._own(question, asked, tx)
        await questions.rate(tx, about.id, entry, asked.person.ref, asked.at, helped=False)
        others = await self._desk.others(about, tx)
        t = translator(about.language)
        lead = t("Sorry that it did not help. Did you mean:") if others else t("Sorry that it did not help.")
        spoken = wording.suggestions(t, others, about.id, lead, private=about.private)
        return Reply(spoken.text, private=about.private, choices=spoken.choices)

    @command("helpdesk pick", hidden=True)
    async def pick(
        self,
        asked: Asked,
        tx: Tx,
        question: Annotated[int, "The question's number"],
        entry: Annotated[str, "The entry's name"],
    ) -> Reply:
        """Read the answer that was suggested."""
        about = await self._own(question, asked, tx)
        await self._desk.knowledge.refresh(tx)
        found = self._desk.knowledge.entry(entry, about.language)
        if found is None:
            raise UserError(N_("This entry is no longer there. Please ask again.")).spoken_in(about.language)
        spoken = wording.answer(translator(about.language), found, about.id)
        return await self._reply(about, f"pick:{about.asked}:{entry}", spoken, asked, tx)

    @command("helpdesk person", hidden=True)
    async def person(self, asked: Asked, tx: Tx, question: Annotated[int, "The question's number"]) -> Reply:
        """Have a person answer the question."""
        about = await self._own(question, asked, tx)
        spoken = await self._desk.pass_on(about, asked.at, tx, wanted=True)
        return await self._reply(about, f"person:{about.asked}", spoken, asked, tx)

    @command("helpdesk anonymously", hidden=True)
    async def anonymously(self, asked: Asked, tx: Tx, question: Annotated[int, "The question's number"]) -> Reply:
        """Have a person answer the question who is not told whose it is."""
        about = await self._own(question, asked, tx)
        if about.private and await tickets.of_question(tx, about.id) is None:
            await questions.keep_anonymous(tx, about.id)
        return await self.person(asked, tx, question)

    async def _reword(
        self,
        message: MessageRef,
        text: str,
        files: tuple[Attachment, ...],
        revision: str,
        at: datetime,
        tx: Tx,
    ) -> None:
        question = await questions.asked_in(tx, message)
        if question is None or not question.text:
            return
        text = self._asked_in(text) if question.asked.startswith(BY_COMMAND) else text
        later = (file for file in question.files if file.said_in not in (None, message))
        await questions.reword(tx, question.id, text, (*files, *later) if text or files else ())
        ticket = await tickets.of_question(tx, question.id)
        for told in await self._desk.announced_anew(ticket, tx) if ticket else ():
            await outbox.put(tx, changed(told, revision), at)
        if ticket is not None and not (text or files):
            await self._withdrawing.taken_back(ticket, at, tx)

    async def _refused(self, question: Question, asked: Asked, tx: Tx) -> Reply:
        await questions.add(tx, question, "limited")
        return Reply(markup.parse(translator(question.language)(_TOO_MANY)), private=asked.message is None)

    def _asked_in(self, line: str) -> str:
        """Return the question of a command as it reads since it was changed; nothing where it asks nothing now."""
        found = _ASKS.fullmatch(line)
        try:
            return str(parse(f"ask {found[1]}", specs_of(self))[1]["question"]) if found else ""
        except BadArgument:
            return ""

    async def _own(self, id: int, asked: Asked, tx: Tx) -> Question:
        question = await questions.get(tx, id)
        asker = question.person if question else None
        if question is None or asker is None or not await people.same(tx, asked.person.ref, asker):
            raise NotAllowed(N_("This choice is for the person who asked."))
        if not question.text:
            raise UserError(N_("This choice is no longer open. Please ask again.")).spoken_in(question.language)
        return question

    async def _reply(self, about: Question, key: str, spoken: Spoken, asked: Asked, tx: Tx) -> Reply:
        await self._voice.say_elsewhere(tx, about, key, spoken, asked.at)
        return Reply(spoken.text, private=about.private, choices=spoken.choices)

    async def _respond(self, event: MessagePosted, situation: Situation, tx: Tx) -> None:
        question = self._question(event)
        if greets(situation):
            await self._greet(question, _HELLO if situation.said is Said.GREETING else _LISTENING, tx)
        elif acts(situation) or (overhears(situation) and await self._desk.sure(question.text, tx)):
            # Another account of theirs may be a facilitator's; that is looked up last, since few messages come so far.
            known = await people.role_of(tx, self._rights, event.author)
            if situation.addressed or known < Role.FACILITATOR:
                await self._answer(question, tx)
        elif not await self._follow_ups.collected(event, tx) and situation.addressed and event.attachments:
            await self._greet(question, _IN_WORDS, tx)

    async def _answer(self, question: Question, tx: Tx) -> None:
        assert question.person is not None  # noqa: S101 - of a message that was just heard
        handled, told = await questions.counts_since(tx, question.person, question.at - MINUTE)
        if handled < self._settings.questions_per_minute:
            spoken = await self._desk.respond(question, tx)
            await self._voice.say(tx, question, f"answer:{question.asked}", spoken, question.at)
        elif not told:
            await questions.add(tx, question, "limited")
            await self._tell(question, f"limited:{question.asked}", translator(question.language)(_TOO_MANY), tx)

    async def _greet(self, question: Question, sentence: str, tx: Tx) -> None:
        await self._tell(question, f"greeting:{question.asked}", translator(question.language)(sentence), tx)

    async def _tell(self, question: Question, key: str, sentence: str, tx: Tx) -> None:
        await self._voice.say(tx, question, key, Spoken(markup.parse(sentence)), question.at)

    def _question(self, event: MessagePosted) -> Question:
        room, text = event.ref.room, str(event.text)
        return Question(
            str(event.ref),
            event.author.ref,
            event.author.name,
            room,
            answered_in(text, room, self._rooms),
            text,
            event.at,
            event.ref,
            event.thread,
            room.person is not None,
            files=event.attachments,
        )

    async def _situation(self, event: MessagePosted, said: Said, tx: Tx) -> Situation:
        addressed = self._addressed(event)
        return Situation(
            said,
            addressed,
            helpdesk=self._in_helpdesk(event),
            participant=self._is_participant(event),
            conversation=said in (*WORDS, Said.CALL) and not addressed and await self._in_conversation(event, tx),
        )

    def _addressed(self, event: MessagePosted) -> bool:
        return event.addressed or event.ref.room.person is not None

    def _in_helpdesk(self, event: MessagePosted) -> bool:
        room = self._rooms.of(event.ref.room)
        return room is not None and room.purpose is Purpose.HELPDESK

    def _is_participant(self, event: MessagePosted) -> bool:
        return not self._rights.leads(event.author)

    async def _in_conversation(self, event: MessagePosted, tx: Tx) -> bool:
        if event.reply_to is not None:
            key = await links.key_of(tx, event.reply_to)
            return key is None or key.startswith("bridge:")
        if event.thread is not None:
            return not await questions.asked_by(tx, event.thread, event.author.ref)
        return False
