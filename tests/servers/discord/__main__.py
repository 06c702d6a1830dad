"""`python -m tests.servers.discord --port N`: the server as a process of its own.

It prints one line of JSON with `base`, `token` and `control_url`, and serves until it is told to end (SIGINT, SIGTERM).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal

from tests.servers.discord.control import Control
from tests.servers.discord.server import DiscordServer


async def serve(port: int, control_port: int, token: str) -> None:
    """Serve until a signal comes."""
    server = DiscordServer(token=token)
    control = Control(server, control_port)
    await server.start(port)
    await control.start()
    control_url = f"http://127.0.0.1:{control.port}"
    print(json.dumps({"base": server.base, "token": server.token, "control_url": control_url}), flush=True)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()
    await control.stop()
    await server.stop()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.discord", description="A Discord on loopback.")
    parser.add_argument("--port", type=int, default=0, help="port of the API, gateway and CDN (default: any)")
    parser.add_argument("--control-port", type=int, default=0, help="port of the control endpoint (default: any)")
    parser.add_argument("--token", default="test-token", help="the bot's token")
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.control_port, options.token))


if __name__ == "__main__":
    main()
