"""Fixtures around one real Synapse, which starts with the first test that needs it and serves all of them."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from secrets import token_hex

import pytest
import pytest_asyncio
from pydantic import SecretStr

from config import registration
from config.registration import registration_of
from config.settings import AppServiceSettings, MatrixSettings
from tests.servers.synapse import MatrixAccount, MatrixUser, SynapseServer


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SynapseServer]:
    """Run one Synapse for all tests: no rate limits, rooms of version 12. Who stops it starts it again."""
    with SynapseServer(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@dataclass(frozen=True, slots=True)
class ServedSynapse:
    """A homeserver with an application service."""

    server: SynapseServer
    service: AppServiceSettings

    def bot(self) -> MatrixSettings:
        """Return the settings of a new bot, which is one of the service's accounts; one at a time may run."""
        user = f"@stoa-{token_hex(4)}:{self.server.server_name}"
        return MatrixSettings(homeserver=self.server.url, user=user, appservice=self.service)


@pytest.fixture(scope="session")
def served_synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSynapse]:
    """Run one Synapse that brings what happens to an application service; no rate limits."""
    folder = tmp_path_factory.mktemp("served")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    service = AppServiceSettings(url=f"http://{address}", listen=address)
    bots = MatrixSettings(homeserver="http://x", user="@stoa-0:stoa.test", appservice=service)
    written = registration_of(bots)
    # A bot of its own for each test: Synapse answers the first sync of a known device from what it remembers.
    written["namespaces"]["users"][1]["regex"] = r"@stoa-.*:stoa\.test"
    registration.write(folder / "registration.yaml", written)
    tokens = {name: SecretStr(written[name]) for name in registration.TOKENS}
    with SynapseServer(folder / "synapse", app_service=folder / "registration.yaml") as server:
        yield ServedSynapse(server, service.model_copy(update=tokens))


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
