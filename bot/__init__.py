"""Stoa: one bot for the Discord and Matrix rooms of a learning community."""

__version__ = "0.1.0"
