"""Fixtures for the tests of the servers that other tests rely on."""

from tests.servers.fixtures_discord import community

__all__ = ["community"]
