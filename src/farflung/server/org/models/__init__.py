"""The tables of the organisation."""

from farflung.server.org.models.holidays import Holiday, HolidayCalendar, HolidaySwap
from farflung.server.org.models.imports import ImportBatch, ImportChange
from farflung.server.org.models.person import Person, RoleGrant
from farflung.server.org.models.place import LegalEntity, Place
from farflung.server.org.models.team import Membership, Team
from farflung.server.org.models.time import Absence, PatternPeriod, Stay

__all__ = [
    "Absence",
    "Holiday",
    "HolidayCalendar",
    "HolidaySwap",
    "ImportBatch",
    "ImportChange",
    "LegalEntity",
    "Membership",
    "PatternPeriod",
    "Person",
    "Place",
    "RoleGrant",
    "Stay",
    "Team",
]
