"""Meetings: what they cost whom, when they could be instead, and how to share what is left.

Public: `burden` (points of one meeting for one person), `loads` (of a series as it is), `weight_of` (the same
in two figures), `points_by_day` (of all meetings), `find_slots`, `find_time` (with honest alternatives),
`preview` (before it is sent), `why_not`, `own_slots`, `rotate` (any plan, with a bound), `rotate_by_few` and
`in_turn` (few times), `moved_to` (a plan put into a series), `sessions` with `crowds`, `displaced_by_stays`.
Points come from a table, which is data.
"""

from farflung.engine.meetings.attendance import options_at
from farflung.engine.meetings.burden import burden, local_day
from farflung.engine.meetings.busy import Busy, meetings_of
from farflung.engine.meetings.elsewhere import NOTHING, Elsewhere
from farflung.engine.meetings.faces import Hours
from farflung.engine.meetings.find_time import Memo, Preview, TimeAnswer, find_time, memo, preview
from farflung.engine.meetings.loads import AreaBurden, SeriesLoads, loads, moved_to, points_by_day, weight_of
from farflung.engine.meetings.marks import Marks, marks
from farflung.engine.meetings.outlook import Outlook, outlook
from farflung.engine.meetings.rotate import as_it_is, compared, in_turn, rotate, rotate_by_few
from farflung.engine.meetings.rotation_values import HOURLY, AreaLoad, Outline, Rotation, RotationRequest
from farflung.engine.meetings.sessions import (
    DAY_HOURS,
    Crowd,
    Session,
    SessionPlan,
    SessionRequest,
    crowded,
    crowds,
    open_to,
    sessions,
)
from farflung.engine.meetings.slot_values import Attendance, SlotAnswer, SlotOption, SlotRequest
from farflung.engine.meetings.slots import find_slots, own_slots
from farflung.engine.meetings.stays import Displaced, displaced_by_stays
from farflung.engine.meetings.why_not import Blocker, BlockerKind, why_not

__all__ = [
    "DAY_HOURS",
    "HOURLY",
    "NOTHING",
    "AreaBurden",
    "AreaLoad",
    "Attendance",
    "Blocker",
    "BlockerKind",
    "Busy",
    "Crowd",
    "Displaced",
    "Elsewhere",
    "Hours",
    "Marks",
    "Memo",
    "Outline",
    "Outlook",
    "Preview",
    "Rotation",
    "RotationRequest",
    "SeriesLoads",
    "Session",
    "SessionPlan",
    "SessionRequest",
    "SlotAnswer",
    "SlotOption",
    "SlotRequest",
    "TimeAnswer",
    "as_it_is",
    "burden",
    "compared",
    "crowded",
    "crowds",
    "displaced_by_stays",
    "find_slots",
    "find_time",
    "in_turn",
    "loads",
    "local_day",
    "marks",
    "meetings_of",
    "memo",
    "moved_to",
    "open_to",
    "options_at",
    "outlook",
    "own_slots",
    "points_by_day",
    "preview",
    "rotate",
    "rotate_by_few",
    "sessions",
    "weight_of",
    "why_not",
]
