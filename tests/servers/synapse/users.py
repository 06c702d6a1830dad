"""A person who uses Matrix: the other side of a test."""

from collections.abc import Callable, Mapping, Sequence
from secrets import token_hex
from typing import Any

from tests.servers.synapse.client import MatrixClient
from tests.servers.synapse.content import Content, Event, edit_content, reaction_content, text_content
from tests.servers.synapse.homeserver import MatrixAccount
from tests.servers.synapse.timeline import Timeline

_MEGOLM = "m.megolm.v1.aes-sha2"


class MatrixUser(MatrixClient):
    """A user who acts through the client-server API (v3); an async context manager, as `MatrixClient` is.

    Every method may raise `MatrixRefused`. Rooms are given by room id, messages by event id. What this class
    has no word for can be asked with `call`.

    Attributes:
        account: Whose hands these are.
        user_id: The same as `account.user_id`.
    """

    def __init__(self, url: str, account: MatrixAccount) -> None:
        """Take the base URL of the homeserver and the account. Needs a running event loop."""
        super().__init__(url, account.access_token)
        self.account = account
        self.user_id = account.user_id
        self._timeline = Timeline(self)

    async def create_room(
        self,
        name: str,
        alias: str | None = None,
        invite: Sequence[str] = (),
        public: bool = False,
        encrypted: bool = False,
    ) -> str:
        """Create a room and return its id.

        Args:
            name: The name of the room.
            alias: The local part of an alias, without `#` and server.
            invite: The user ids to invite.
            public: Anyone may join, and the room is listed.
            encrypted: Switch end-to-end encryption on. This driver itself cannot encrypt.
        """
        encryption = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": _MEGOLM}}
        body = {
            "name": name,
            "invite": list(invite),
            "preset": "public_chat" if public else "private_chat",
            "visibility": "public" if public else "private",
            "initial_state": [encryption] if encrypted else [],
        }
        answer = await self.call("POST", "createRoom", body=body | ({"room_alias_name": alias} if alias else {}))
        return str(answer["room_id"])

    async def join(self, room: str) -> str:
        """Join a room by its id or its whole alias, and return its id."""
        return str((await self.call("POST", "join", room, body={}))["room_id"])

    async def invite(self, room: str, user_id: str) -> None:
        """Invite a user."""
        await self.call("POST", "rooms", room, "invite", body={"user_id": user_id})

    async def leave(self, room: str) -> None:
        """Leave a room, or decline its invitation."""
        await self.call("POST", "rooms", room, "leave", body={})

    async def send(
        self,
        room: str,
        body: str,
        formatted: str | None = None,
        thread: str | None = None,
        reply_to: str | None = None,
        content: Mapping[str, Any] | None = None,
        txn_id: str | None = None,
    ) -> str:
        """Send a message and return its event id.

        Args:
            room: The room.
            body: The plain text.
            formatted: The same as HTML.
            thread: The root of the thread it belongs to.
            reply_to: The message it answers.
            content: Keys laid over the content made of the rest: `{"msgtype": "m.image", "url": ...}`.
            txn_id: The transaction id; the same one again gives the first event id and sends nothing.
        """
        made = text_content(body, formatted, thread, reply_to) | dict(content or {})
        return await self.send_event(room, "m.room.message", made, txn_id)

    async def edit(self, room: str, event_id: str, body: str, formatted: str | None = None) -> str:
        """Replace the text of an own message; return the event id of the edit."""
        return await self.send_event(room, "m.room.message", edit_content(event_id, body, formatted))

    async def react(self, room: str, event_id: str, key: str) -> str:
        """React to a message with an emoji; return the event id of the reaction (`redact` takes it back)."""
        return await self.send_event(room, "m.reaction", reaction_content(event_id, key))

    async def redact(self, room: str, event_id: str, reason: str | None = None) -> str:
        """Delete a message or take a reaction back; return the event id of the redaction."""
        body = {"reason": reason} if reason else {}
        answer = await self.call("PUT", "rooms", room, "redact", event_id, token_hex(8), body=body)
        return str(answer["event_id"])

    async def send_event(self, room: str, kind: str, content: Content, txn_id: str | None = None) -> str:
        """Send an event of any type and return its id."""
        answer = await self.call("PUT", "rooms", room, "send", kind, txn_id or token_hex(8), body=content)
        return str(answer["event_id"])

    async def set_state(self, room: str, kind: str, content: Content, state_key: str = "") -> str:
        """Set a piece of the room's state, such as `m.room.name`; return the event id."""
        answer = await self.call("PUT", "rooms", room, "state", kind, state_key, body=content)
        return str(answer["event_id"])

    async def state(self, room: str, kind: str, state_key: str = "") -> Content:
        """Return the content of a piece of the room's state."""
        return await self.call("GET", "rooms", room, "state", kind, state_key)

    async def set_power_levels(
        self, room: str, users: Mapping[str, int] | None = None, **levels: int | Mapping[str, int]
    ) -> str:
        """Change power levels and return the event id.

        Args:
            room: The room.
            users: Levels by user id, beside the ones that are set. From room version 12 on the creator, whose
                power is without limit, must not be among them.
            levels: Other keys of `m.room.power_levels`, each replaced, such as `events_default=50`.
        """
        now = await self.state(room, "m.room.power_levels")
        changed = now | levels | {"users": now.get("users", {}) | dict(users or {})}
        return await self.set_state(room, "m.room.power_levels", changed)

    async def set_displayname(self, name: str) -> None:
        """Change the name that others see, in every joined room."""
        await self.call("PUT", "profile", self.user_id, "displayname", body={"displayname": name})

    async def set_avatar(self, image: bytes, mimetype: str = "image/png") -> str:
        """Upload a picture, make it the user's own in every joined room, and return its `mxc://` URI."""
        uri = await self.upload(image, mimetype, "avatar")
        await self.call("PUT", "profile", self.user_id, "avatar_url", body={"avatar_url": uri})
        return uri

    async def profile(self, user_id: str) -> dict[str, Any]:
        """Return a user's `displayname` and `avatar_url`, as far as they are set."""
        return await self.call("GET", "profile", user_id)

    async def upload(self, data: bytes, mimetype: str, filename: str) -> str:
        """Upload a file and return its `mxc://` URI. To show it in a room, `send` it as `content`."""
        path = ("_matrix", "media", "v3", "upload")
        answer = await self.request("POST", path, data=data, mimetype=mimetype, query={"filename": filename})
        return str(answer["content_uri"])

    async def download(self, uri: str) -> bytes:
        """Return the file behind an `mxc://` URI (authenticated media, client-server API 1.11)."""
        server, media_id = uri.removeprefix("mxc://").split("/")
        return await self.raw("GET", ("_matrix", "client", "v1", "media", "download", server, media_id))

    async def event(self, room: str, event_id: str) -> Event:
        """Return an event as it is now: redacted when it was deleted."""
        return await self.call("GET", "rooms", room, "event", event_id)

    async def messages(self, room: str) -> list[Event]:
        """Return the whole timeline, state events too, oldest first, as far as the user may see it."""
        return await self.page(room, {"dir": "f"})

    async def wait_for(
        self, room: str, predicate: Callable[[Event], bool], within: float = 30.0, after: str | None = None
    ) -> Event:
        """Return the first event of a room's timeline that fits, now or as soon as it comes.

        What came before the call counts too, so nothing is missed between an act and the wait for its effect;
        a burst is seen whole.

        Args:
            room: A room that the user is or was in.
            predicate: Says whether this raw event is the one.
            within: Seconds to wait.
            after: Look only at what came after this event.

        Raises:
            WaitedInVain: Nothing fitted in time.
        """
        return await self._timeline.wait_for(room, predicate, within, after)

    async def wait_for_text(self, room: str, body: str, within: float = 30.0, after: str | None = None) -> Event:
        """Return the first message with exactly this plain text; see `wait_for`."""
        return await self.wait_for(room, lambda event: event["content"].get("body") == body, within, after)

    async def wait_for_invite(self, within: float = 10.0) -> str:
        """Return the room of the oldest invitation not yet accepted or declined, now or as soon as one comes.

        Raises:
            WaitedInVain: None came within that many seconds.
        """
        return await self._timeline.wait_for_invite(within)
