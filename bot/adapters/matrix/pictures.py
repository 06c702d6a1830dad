"""The pictures of people from elsewhere: put on the homeserver once, and known again after a restart."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.adapters.matrix.answers import Refused
from bot.adapters.matrix.attaching import media_uri
from bot.adapters.matrix.media import Media
from bot.adapters.matrix.store import Store
from bot.core.delivery import Part
from bot.core.errors import NoFile, PlatformDown, TryLater
from bot.core.events import Person
from bot.core.ports import Host
from bot.core.text import Attachment

_log = structlog.get_logger("stoa")

_LIMIT = 1024 * 1024


class Pictures:
    """Gives each picture an address of the homeserver's."""

    def __init__(self, media: Media, host: Host, store: Store) -> None:
        """Fetch through the host, remember in the store."""
        self._media, self._host, self._store = media, host, store
        self._failed: set[str] = set()

    async def in_place(self, part: Part) -> Part:
        """Return a part whose person has a picture on the homeserver, or none: no message waits for a picture."""
        if part.as_person is None:
            return part
        return replace(part, as_person=replace(part.as_person, avatar=await self.of(part.as_person)))

    async def of(self, person: Person) -> str | None:
        """Return the address of a person's picture on the homeserver, None where it cannot be had."""
        if person.avatar is None or media_uri(person.avatar):
            return person.avatar
        uri = self._store.picture(person.avatar)
        if uri is None and person.avatar not in self._failed:
            uri = await self._put(Attachment("picture", person.avatar, held_by=person.ref.platform))
        return uri

    async def _put(self, picture: Attachment) -> str | None:
        try:
            async with self._host.file(picture, _LIMIT) as local:
                if not local.type.startswith("image/"):
                    raise NoFile("it is no picture")
                uri = str((await self._media.put(local, "picture", encrypt=False))["url"])
        except (NoFile, TryLater, PlatformDown, Refused) as trouble:
            # It is not asked for again before the next start: the message matters more.
            self._failed.add(picture.url)
            _log.info("picture left out", reason=str(trouble))
            return None
        self._store.keep_picture(picture.url, uri)
        return uri
