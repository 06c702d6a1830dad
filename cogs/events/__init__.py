"""Live events: dates as people type them, reminders that are neither lost nor doubled, and a word at the start."""

from cogs.events.attendance import Attendance
from cogs.events.cog import Events
from cogs.events.course import Course
from cogs.events.feed import Calendar
from cogs.events.feedback import Feedback
from cogs.events.guests import Guests
from cogs.events.moving import SeriesChanges
from cogs.events.native import NativeEvents
from cogs.events.recordings import Recordings
from cogs.events.rsvp import Rsvp
from cogs.events.series import Series

__all__ = [
    "Attendance",
    "Calendar",
    "Course",
    "Events",
    "Feedback",
    "Guests",
    "NativeEvents",
    "Recordings",
    "Rsvp",
    "Series",
    "SeriesChanges",
]
