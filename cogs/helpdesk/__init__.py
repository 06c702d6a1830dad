"""The helpdesk: answers what it knows, asks back when unsure, and passes the rest on to people."""

from cogs.helpdesk.cog import Helpdesk
from cogs.helpdesk.faq import Faq
from cogs.helpdesk.knowledge import Knowledge
from cogs.helpdesk.numbers import HelpdeskNumbers
from cogs.helpdesk.tickets import Tickets

__all__ = ["Faq", "Helpdesk", "HelpdeskNumbers", "Knowledge", "Tickets"]
