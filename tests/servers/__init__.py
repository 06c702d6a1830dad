"""Loopback servers that the tests run Stoa against."""
