"""A real Synapse on loopback, and people who use it.

What the tests use::

    with SynapseServer(folder) as server:                 # blocks until Synapse answers
        account = server.register("teacher-17")           # MatrixAccount: ids, token, password
        async with MatrixUser(server.url, account) as teacher:
            room = await teacher.create_room("Staff room", public=True)
            sent = await teacher.send(room, "Good morning")
            await teacher.edit(room, sent, "Good morning, all")
            await teacher.wait_for(room, lambda event: event["type"] == "m.reaction")

or, shorter, through the fixtures of `tests.servers.fixtures_synapse`::

    async def test_a_greeting(synapse, matrix_account, matrix_user):
        teacher = await matrix_user("teacher-17")         # MatrixUser, closed after the test
        bot = matrix_account("stoa")                      # MatrixAccount, for the code under test

- `SynapseServer` is synchronous (`start`, `stop`, `kill`, `register`), so that a session-scoped fixture can
  own it whatever event loop a test has. In an async test call them as `await asyncio.to_thread(server.kill)`.
- `MatrixUser` is the person on the other side, over plain aiohttp: it shares no Matrix library with the code
  under test.
- Errors: see `tests.servers.synapse.errors`.
"""

from tests.servers.synapse.client import MatrixClient
from tests.servers.synapse.content import Content, Event, edit_content, reaction_content, text_content
from tests.servers.synapse.errors import (
    MatrixRefused,
    SynapseError,
    SynapseMissing,
    SynapseNotReady,
    WaitedInVain,
)
from tests.servers.synapse.homeserver import MatrixAccount, SynapseServer
from tests.servers.synapse.users import MatrixUser

__all__ = [
    "Content",
    "Event",
    "MatrixAccount",
    "MatrixClient",
    "MatrixRefused",
    "MatrixUser",
    "SynapseError",
    "SynapseMissing",
    "SynapseNotReady",
    "SynapseServer",
    "WaitedInVain",
    "edit_content",
    "reaction_content",
    "text_content",
]
