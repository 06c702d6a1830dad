"""The bridge between the places of each room."""

from cogs.bridge.cog import Bridge

__all__ = ["Bridge"]
