"""A real Synapse as a child process."""

import hmac
import http.client
import importlib.util
import json
import secrets
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.servers.synapse.errors import MatrixRefused, SynapseMissing, SynapseNotReady
from tests.servers.synapse.settings import (
    Settings,
    homeserver_settings,
    log_settings,
    new_signing_key,
    no_rate_limits,
)

_HOST = "127.0.0.1"
_LAUNCHER = Path(__file__).with_name("launch.py")
_POLL_SECONDS = 0.05
_STOP_SECONDS = 15.0
_LOG_TAIL_LINES = 30


@dataclass(frozen=True, slots=True)
class MatrixAccount:
    """A registered user with one logged-in device.

    Attributes:
        user_id: Such as `@teacher-17:stoa.test`.
        access_token: The token of the device.
        device_id: The device that the token belongs to.
        password: For logging in on a further device.
    """

    user_id: str
    access_token: str = field(repr=False)
    device_id: str
    password: str = field(repr=False)


class SynapseServer:
    """A real Synapse in a folder of its own, on a free loopback port, with an SQLite file.

    It can be stopped or killed and started again: the port, the keys and the data stay. It never outlives the
    process that started it.

    Attributes:
        folder: Where everything of this homeserver is.
        server_name: What follows the colon in its ids.
        url: The base URL of its client-server API, without a slash at the end.
        log_path: What Synapse wrote to its output, warnings and worse.
    """

    def __init__(
        self,
        folder: Path,
        *,
        server_name: str = "stoa.test",
        room_version: str = "12",
        default_rate_limits: bool = False,
        app_service: Path | None = None,
        overrides: Mapping[str, Any] | None = None,
    ) -> None:
        """Prepare a homeserver; nothing runs or is written before `start`.

        Args:
            folder: An existing or new folder for this homeserver alone.
            server_name: What follows the colon in its ids.
            room_version: The version of new rooms: "12" has room ids without `:server`, "10" with it.
            default_rate_limits: Keep Synapse's own limits (0.2 messages a second, burst 10), which are
                otherwise all raised.
            app_service: The registration file of an application service.
            overrides: Further top-level settings of `homeserver.yaml`, laid over all others.
        """
        self.folder = folder
        self.server_name = server_name
        self.log_path = folder / "homeserver.log"
        self._port = _free_port()
        self.url = f"http://{_HOST}:{self._port}"
        self._secret = secrets.token_hex(16)
        self._signing_key = new_signing_key()
        self._settings: Settings = homeserver_settings(
            folder, server_name=server_name, port=self._port, secret=self._secret, room_version=room_version
        )
        self._settings |= {} if default_rate_limits else no_rate_limits()
        self._settings |= {"app_service_config_files": [str(app_service)]} if app_service else {}
        self._settings |= overrides or {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start, and return self."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    @property
    def pid(self) -> int | None:
        """The process id of Synapse, or None while it is down."""
        return self._process.pid if self._process else None

    def start(self, *, within: float = 120.0) -> None:
        """Start Synapse and return as soon as it answers. Does nothing when it is up.

        Args:
            within: Seconds to wait for the first answer, about.

        Raises:
            SynapseMissing: Synapse is not installed.
            SynapseNotReady: It ended or did not answer in time.
        """
        if self._process:
            return
        if importlib.util.find_spec("synapse") is None:
            raise SynapseMissing(f"Synapse is not installed for {sys.executable}: pip install matrix-synapse")
        self._write_files()
        self._process = self._launch()
        try:
            self._await_answer(self._process, within)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Stop Synapse in order (SIGTERM) and wait for its end. Does nothing when it is down."""
        if not self._process:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reap()

    def kill(self) -> None:
        """End Synapse at once (SIGKILL), as a power cut would. Does nothing when it is down."""
        if self._process:
            self._process.kill()
            self._reap()

    def register(
        self,
        localpart: str,
        *,
        admin: bool = False,
        password: str | None = None,
        displayname: str | None = None,
    ) -> MatrixAccount:
        """Register a user and log in one device, through Synapse's "Shared-Secret Registration" admin API.

        Args:
            localpart: The part between `@` and `:`, in lower case.
            admin: Make a server administrator.
            password: Made up when not given.
            displayname: The name that others see; Synapse takes the localpart when not given.

        Raises:
            MatrixRefused: The name is taken (`M_USER_IN_USE`) or not allowed (`M_INVALID_USERNAME`).
        """
        path = "/_synapse/admin/v1/register"
        password = password or secrets.token_urlsafe(12)
        nonce = self._call("GET", path)["nonce"]
        signed = "\0".join((nonce, localpart, password, "admin" if admin else "notadmin"))
        request = {
            "nonce": nonce,
            "username": localpart,
            "password": password,
            "admin": admin,
            "mac": hmac.new(self._secret.encode(), signed.encode(), "sha1").hexdigest(),
        }
        answer = self._call("POST", path, request | ({"displayname": displayname} if displayname else {}))
        return MatrixAccount(answer["user_id"], answer["access_token"], answer["device_id"], password)

    def log_tail(self) -> str:
        """Return the last lines that Synapse wrote, or an empty text when it wrote none."""
        if not self.log_path.exists():
            return ""
        return "\n".join(self.log_path.read_text(errors="replace").splitlines()[-_LOG_TAIL_LINES:])

    def _write_files(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        # JSON is valid YAML, so no YAML writer is needed.
        (self.folder / "homeserver.yaml").write_text(json.dumps(self._settings, indent=1))
        (self.folder / "log.yaml").write_text(json.dumps(log_settings()))
        (self.folder / "signing.key").write_text(self._signing_key)

    def _launch(self) -> subprocess.Popen[bytes]:
        # -P keeps this package's modules from being found as top-level ones. The new session keeps a Ctrl-C away
        # that is meant for the tests, so that they can stop Synapse in order; should they not, the pipe ends it.
        command = [sys.executable, "-P", str(_LAUNCHER), "-c", str(self.folder / "homeserver.yaml")]
        with self.log_path.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _await_answer(self, process: subprocess.Popen[bytes], within: float) -> None:
        for _ in range(int(within / _POLL_SECONDS)):
            if self._answers():
                return
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(_POLL_SECONDS)
                raise SynapseNotReady(f"Synapse ended with exit code {code}. Its log:\n{self.log_tail()}")
        raise SynapseNotReady(f"Synapse did not answer within {within} s. Its log:\n{self.log_tail()}")

    def _answers(self) -> bool:
        try:
            self._call("GET", "/_matrix/client/versions")
        except OSError:
            return False
        return True

    def _call(self, method: str, path: str, body: dict[str, object] | None = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection(_HOST, self._port, timeout=10)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            response = connection.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        finally:
            connection.close()
        if response.status >= http.HTTPStatus.BAD_REQUEST:
            raise MatrixRefused(response.status, answer)
        return answer

    def _reap(self) -> None:
        process, self._process = self._process, None
        if process:
            process.wait()
            if process.stdin:
                process.stdin.close()


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
