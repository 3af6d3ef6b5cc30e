"""The values of the Map: frozen, validated, without I/O. An `Atlas` (see `engine.atlas`) gathers them.

Local times of day are minutes after local midnight (540 is 09:00); 1440 and more is the next day, so
a block over midnight is one block. Dates are inclusive at both ends, as people write them.
"""

from farflung.engine.model.absence import Absence
from farflung.engine.model.agreement import (
    Agreement,
    CoreHours,
    CoverageRule,
    DecisionWindow,
    Exemption,
    LeaveNotice,
    MeetingRules,
    MessageRules,
    ResponsePromise,
    ShiftRules,
)
from farflung.engine.model.holiday import Holiday, HolidayCalendar, HolidaySwap
from farflung.engine.model.market import Market
from farflung.engine.model.meeting import MeetingSeries
from farflung.engine.model.pattern import (
    DAY_MINUTES,
    WEEKDAYS,
    Block,
    PatternPeriod,
    RestWindow,
    WeeklyPattern,
    clock,
    clock_text,
    days_text,
)
from farflung.engine.model.person import Person
from farflung.engine.model.place import Place
from farflung.engine.model.recurrence import Occurrence, Override, Recurrence
from farflung.engine.model.shift import Shift
from farflung.engine.model.source import Source
from farflung.engine.model.stay import Stay, StayKind
from farflung.engine.model.team import Team

__all__ = [
    "DAY_MINUTES",
    "WEEKDAYS",
    "Absence",
    "Agreement",
    "Block",
    "CoreHours",
    "CoverageRule",
    "DecisionWindow",
    "Exemption",
    "Holiday",
    "HolidayCalendar",
    "HolidaySwap",
    "LeaveNotice",
    "Market",
    "MeetingRules",
    "MeetingSeries",
    "MessageRules",
    "Occurrence",
    "Override",
    "PatternPeriod",
    "Person",
    "Place",
    "Recurrence",
    "ResponsePromise",
    "RestWindow",
    "Shift",
    "ShiftRules",
    "Source",
    "Stay",
    "StayKind",
    "Team",
    "WeeklyPattern",
    "clock",
    "clock_text",
    "days_text",
]
