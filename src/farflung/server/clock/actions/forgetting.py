"""Meetings whose last date, agreements and findings whose end, is longer ago than they are kept (N12)."""

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries
from farflung.engine.time import Span, packaged_zones
from farflung.server.clock.classified import AGREEMENT_DAYS, FINDING_DAYS, MEETING_DAYS
from farflung.server.clock.models import Agreement, Finding, Meeting
from farflung.server.clock.planning.meetings import MEETINGS
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.core.writing import writing

_ENDS = re.compile(r"\b(COUNT|UNTIL)=", re.IGNORECASE)
_AHEAD = timedelta(days=3660)
"""A series that has no date in ten years has none any more."""

_TOLD = timedelta(days=30)
"""What has no date any more is there until calendars have been told so."""


def forget_past_meetings(*, now: datetime) -> int:
    """Deletes them; how many. Run twice, the second finds nothing."""
    since = now - timedelta(days=MEETING_DAYS)
    old = Meeting.objects.filter(Q(changed_at=None) | Q(changed_at__lt=since), made_at__lt=now - _TOLD)
    over = [pk for pk, kept in old.values_list("pk", "recurrence") if _is_over(kept, since)]
    if not over:
        return 0
    with writing(by=None, now=now, changes=MEETINGS) as write:
        Meeting.objects.filter(pk__in=over).delete()
        write.audit("forget", "meeting", uuid.UUID(int=0), rows=len(over))
    return len(over)


def forget_ended_agreements(*, now: datetime) -> int:
    """Deletes them with their versions; how many. They are on no map, so no revision is raised."""
    over = Agreement.objects.filter(ended_at__lt=now - timedelta(days=AGREEMENT_DAYS))
    if not over.exists():
        return 0
    with writing(by=None, now=now) as write:
        rows = over.count()
        over.delete()
        write.audit("forget", "agreement", uuid.UUID(int=0), rows=rows)
    return rows


def forget_old_findings(*, now: datetime) -> int:
    """Deletes those that were mended, or are gone, long ago; how many."""
    ended = (Finding.State.FIXED, Finding.State.GONE)
    over = Finding.objects.filter(state__in=ended, state_at__lt=now - timedelta(days=FINDING_DAYS))
    if not over.exists():
        return 0
    with writing(by=None, now=now) as write:
        rows = over.count()
        over.delete()
        write.audit("forget", "finding", uuid.UUID(int=0), rows=rows)
    return rows


def _is_over(kept: dict[str, Any], since: datetime) -> bool:
    rule = recurrence_of(kept)
    if rule.rule is not None and rule.until is None and not _ENDS.search(rule.rule):
        return False  # it goes on for ever
    series = MeetingSeries("", "", rule, ())
    return not Atlas((), zones=packaged_zones()).occurrences(series, Span(since, since + _AHEAD))
