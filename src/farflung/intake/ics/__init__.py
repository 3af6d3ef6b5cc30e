"""Calendars in: iCalendar (RFC 5545) files of rotas and meetings.

`read_ics` gives shifts or meeting series with everything odd written down; `looks_like_ics` recognises
a file; `busy_status` says whether an event makes somebody busy.
"""

from farflung.intake.ics.busy import Busy, busy_status
from farflung.intake.ics.classify import Kind, classify
from farflung.intake.ics.event import Attendee, Event
from farflung.intake.ics.reader import IcsResult, looks_like_ics, read_ics

__all__ = [
    "Attendee",
    "Busy",
    "Event",
    "IcsResult",
    "Kind",
    "busy_status",
    "classify",
    "looks_like_ics",
    "read_ics",
]
