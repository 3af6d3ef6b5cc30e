"""Meetings of the cast, for the tests of checks."""

from datetime import datetime

from farflung.engine.model import MeetingSeries, Recurrence
from farflung.engine.time import CivilTime
from tests.company import LEDGER_PEOPLE, OPS_PEOPLE

LEDGER_IDS = tuple(person.id for person in LEDGER_PEOPLE)
OPS_IDS = tuple(person.id for person in OPS_PEOPLE)


def weekly(
    title: str,
    start: str,
    zone: str,
    people: tuple[str, ...],
    rule: str | None = "FREQ=WEEKLY",
    *,
    minutes: int = 60,
    agenda: bool | None = None,
) -> MeetingSeries:
    """A series from an ISO local time on, required for all of the people."""
    begin = datetime.fromisoformat(start)
    civil = CivilTime(begin.date(), begin.time(), zone)
    return MeetingSeries(title, title, Recurrence(civil, minutes, rule), people, has_agenda=agenda)


SYNC = weekly("Sync", "2027-01-04T10:00", "America/Toronto", LEDGER_IDS)
REVIEW = weekly("Weekly review", "2027-01-06T08:00", "UTC", OPS_IDS)
