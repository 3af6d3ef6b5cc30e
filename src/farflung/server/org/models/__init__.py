"""The tables of the organisation."""

from farflung.server.org.models.holidays import Holiday, HolidayCalendar, HolidaySwap
from farflung.server.org.models.imports import ImportBatch, ImportChange, ImportFile
from farflung.server.org.models.mismatch import Mismatch
from farflung.server.org.models.person import Consent, Person, RoleGrant
from farflung.server.org.models.place import LegalEntity, Place
from farflung.server.org.models.team import Membership, Team
from farflung.server.org.models.time import Absence, PatternPeriod, Stay

__all__ = [
    "Absence",
    "Consent",
    "Holiday",
    "HolidayCalendar",
    "HolidaySwap",
    "ImportBatch",
    "ImportChange",
    "ImportFile",
    "LegalEntity",
    "Membership",
    "Mismatch",
    "PatternPeriod",
    "Person",
    "Place",
    "RoleGrant",
    "Stay",
    "Team",
]
