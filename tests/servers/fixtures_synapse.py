"""Fixtures around one real Synapse, which starts with the first test that needs it and serves all of them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from secrets import token_hex

import pytest
import pytest_asyncio

from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SynapseServer]:
    """Run one Synapse for all tests: no rate limits, rooms of version 12. Who stops it starts it again."""
    with SynapseServer(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture
def matrix_account(synapse: SynapseServer) -> Callable[[str], MatrixAccount]:
    """Return a function that registers a new account, named after a handle, such as `teacher-17`.

    The handle is the display name. The localpart has a random end, because all tests share the homeserver.
    """
    return lambda handle: synapse.register(f"{handle}-{token_hex(4)}", displayname=handle)


@pytest_asyncio.fixture
async def matrix_user(
    synapse: SynapseServer, matrix_account: Callable[[str], MatrixAccount]
) -> AsyncIterator[Callable[[str], Awaitable[MatrixUser]]]:
    """Return an async function that registers a person by a handle and connects them until the test ends."""
    async with AsyncExitStack() as stack:

        async def connect(handle: str) -> MatrixUser:
            return await stack.enter_async_context(MatrixUser(synapse.url, matrix_account(handle)))

        yield connect
