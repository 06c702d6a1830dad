"""The bridge between the places of each room."""

from cogs.bridge.admin import BridgeAdmin
from cogs.bridge.cog import Bridge
from cogs.bridge.echoes import Echoes
from cogs.bridge.places import BridgePlaces
from cogs.bridge.slow import SlowMode

__all__ = ["Bridge", "BridgeAdmin", "BridgePlaces", "Echoes", "SlowMode"]
