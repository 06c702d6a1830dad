"""The helpdesk: answers what it knows, asks back when unsure, and passes the rest on to people."""

from cogs.helpdesk.absence import Absences
from cogs.helpdesk.answering import TicketAnswers
from cogs.helpdesk.canned import CannedReplies
from cogs.helpdesk.closing import TicketEnds
from cogs.helpdesk.cog import Helpdesk
from cogs.helpdesk.deadlines import Deadlines
from cogs.helpdesk.drafts import Drafts
from cogs.helpdesk.duty import Duty
from cogs.helpdesk.faq import Faq
from cogs.helpdesk.handover import Handover
from cogs.helpdesk.hours import Hours
from cogs.helpdesk.incidents import Incidents
from cogs.helpdesk.knowledge import Knowledge
from cogs.helpdesk.nudges import Nudges
from cogs.helpdesk.numbers import HelpdeskNumbers
from cogs.helpdesk.routing import Routing, Team
from cogs.helpdesk.threads import TicketThreads
from cogs.helpdesk.tickets import Tickets
from cogs.helpdesk.topics import Topics
from cogs.helpdesk.unanswered import UnansweredQuestions
from cogs.helpdesk.voice import Voice

__all__ = [
    "Absences",
    "CannedReplies",
    "Deadlines",
    "Drafts",
    "Duty",
    "Faq",
    "Handover",
    "Helpdesk",
    "HelpdeskNumbers",
    "Hours",
    "Incidents",
    "Knowledge",
    "Nudges",
    "Routing",
    "Team",
    "TicketAnswers",
    "TicketEnds",
    "TicketThreads",
    "Tickets",
    "Topics",
    "UnansweredQuestions",
    "Voice",
]
