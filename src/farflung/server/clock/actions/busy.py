"""When people are busy by calendars of their own: written by the doors to those, and taken away with them.

No audit entry for what is read every hour: a trail of it would be a trail of somebody's days (N1). That a
calendar is joined and left is audited where that is done.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from farflung.engine.time import Span, epoch
from farflung.server.clock.models import BusyTimes
from farflung.server.core.writing import writing
from farflung.server.org.models import Person


def keep_busy(
    *,
    calendar: UUID,
    person: Person,
    busy: Iterable[Span],
    tentative: Iterable[Span],
    until: datetime,
    now: datetime,
) -> None:
    """What a calendar says from now on up to `until`, in place of what it said before."""
    with writing(by=None, now=now):
        BusyTimes.objects.update_or_create(
            calendar=calendar,
            defaults={
                "person": person, "busy": _moments(busy), "tentative": _moments(tentative), "until": until,
            },
        )  # fmt: skip


def drop_busy(*, calendar: UUID, now: datetime) -> None:
    """Nothing is known by that calendar any more."""
    with writing(by=None, now=now):
        BusyTimes.objects.filter(calendar=calendar).delete()


def _moments(spans: Iterable[Span]) -> list[int]:
    return [epoch(moment) for span in spans for moment in (span.start, span.end)]
