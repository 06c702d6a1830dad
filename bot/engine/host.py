"""The engine as the platforms see it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from bot.core.commands import Asked, CommandSpec, Reply
from bot.core.events import Event, Person
from bot.core.files import LocalFile
from bot.core.ids import MessageRef, PersonRef, RoomRef
from bot.core.occasions import INTERESTED
from bot.core.ports import CommandCall
from bot.core.text import Attachment, RichText
from bot.engine.dispatcher import Dispatcher
from bot.engine.files import Files
from bot.engine.incidents import Incidents
from bot.engine.invoker import Invoker
from bot.engine.talk import Talk
from config.words import translator
from storage import bridge, inbox, interest, links, offers
from storage.database import Database, Tx


class EngineHost:
    """Implements `bot.core.ports.Host`."""

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        invoker: Invoker,
        talk: Talk,
        incidents: Incidents,
        files: Files,
        wake: Callable[[], None],
        typing: Callable[[RoomRef], None] = lambda place: None,
    ) -> None:
        """Put the parts together; `wake` is called after each commit, `typing` when somebody types."""
        self._database, self._dispatcher, self._invoker, self._talk = database, dispatcher, invoker, talk
        self._incidents, self._files, self._wake, self._typing = incidents, files, wake, typing

    async def receive(self, platform: str, events: Sequence[Event], cursors: Mapping[str, str]) -> None:
        """See `Host.receive`."""
        await self._dispatcher.receive(platform, events, cursors)

    async def cursors(self, platform: str) -> Mapping[str, str]:
        """See `Host.cursors`."""
        async with self._database.reading() as tx:
            return await inbox.cursors(tx, platform)

    async def command(self, id: str, line: str | CommandCall, asked: Asked) -> Reply:
        """See `Host.command`."""
        return await self._once(id, asked, lambda tx: self._invoker.run(tx, line, asked))

    async def choose(self, token: str, number: int, asked: Asked) -> Reply:
        """See `Host.choose`."""
        return await self._once(asked.id, asked, lambda tx: self._talk.choose(tx, token, number, asked))

    def specs(self) -> tuple[CommandSpec, ...]:
        """See `Host.specs`."""
        return self._invoker.specs

    def typing(self, place: RoomRef) -> None:
        """See `Host.typing`."""
        self._typing(place)

    def translate(self, language: str, message: str, /, **values: object) -> str:
        """See `Host.translate`."""
        return translator(language)(message, **values)

    async def delivered(self, ref: MessageRef) -> bool:
        """See `Host.delivered`."""
        async with self._database.reading() as tx:
            return await links.key_of(tx, ref) is not None

    async def heard(self, first: MessageRef, last: MessageRef) -> Sequence[MessageRef]:
        """See `Host.heard`."""
        async with self._database.reading() as tx:
            return await inbox.posted(tx, first, last)

    async def reactions(self, messages: Sequence[MessageRef]) -> Mapping[MessageRef, frozenset[tuple[PersonRef, str]]]:
        """See `Host.reactions`.

        Those to copies and to what people wrote are followed; of those to our own words, whether somebody wants to come
        to the event that they are about.
        """
        found: dict[MessageRef, frozenset[tuple[PersonRef, str]]] = {}
        async with self._database.reading() as tx:
            for ref in messages:
                origin, key = await links.origin_of(tx, ref), await links.key_of(tx, ref)
                if origin is not None or key is None:
                    found[ref] = await bridge.given(tx, origin or ref, ref.room)
                elif interest.event_of(key) is not None:
                    found[ref] = frozenset((person, INTERESTED) for person in await interest.at(tx, ref))
        return found

    def file(self, file: Attachment, limit: int) -> AbstractAsyncContextManager[LocalFile]:
        """See `Host.file`."""
        return self._files.file(file, limit)

    async def public(self, file: Attachment) -> str | None:
        """See `Host.public`."""
        return await self._files.public(file)

    def picture(self, person: Person) -> str | None:
        """See `Host.picture`."""
        return self._files.picture(person)

    async def warn(self, about: str, sentence: str, /, **values: object) -> None:
        """See `Host.warn`."""
        async with self._database.transaction() as tx:
            await self._incidents.tell_once(tx, about, sentence, **values)
        self._wake()

    async def _once(self, id: str, asked: Asked, run: Callable[[Tx], Awaitable[Reply]]) -> Reply:
        async with self._database.transaction() as tx:
            if not await inbox.first_time(tx, [id], asked.at):
                return Reply(RichText.plain(translator(asked.language)("I have already done this.")), private=True)
            reply = await run(tx)
            await offers.put(tx, reply.token, reply.choices, asked.room, str(asked.person.ref), asked.at)
        self._wake()
        return reply
