"""Calendars joined in tests: how one is joined and read, and which times are known by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings

from farflung.server.clock.models import BusyTimes
from farflung.server.connect.actions.calendars import Entered, join_calendar
from farflung.server.connect.actions.reading import read_due
from farflung.server.connect.models import JoinedCalendar
from farflung.server.core import clock
from tests.server.company import Cast
from tests.server.connect.elsewhere import Elsewhere, elsewhere

MONDAY = datetime(2027, 3, 15, 9, 20, tzinfo=UTC)
TEN = "20270316T100000Z"


@contextmanager
def on_monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    """A calendar server on this machine, which operators allow."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    with elsewhere() as found:
        allow(monkeypatch, f"127.0.0.1:{found.port}")
        yield found


def allow(monkeypatch: pytest.MonkeyPatch, *hosts: str) -> None:
    """Operators name these hosts."""
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, calendar_hosts=hosts))


def join(cast: Cast, url: str, who: str = "Ana", /, **more: str) -> JoinedCalendar:
    """By an ICS address, if `kind` says nothing else."""
    entered = Entered(more.pop("kind", "ics"), "Private", url, **more)
    return join_calendar(person=cast.people[who], entered=entered, by=cast.account(who), now=MONDAY)


def again(row: JoinedCalendar, now: datetime = MONDAY) -> JoinedCalendar:
    """As it is after what is due has been read."""
    read_due(now=now)
    row.refresh_from_db()
    return row


def times(row: JoinedCalendar, what: str = "busy") -> list[str]:
    """The times that are known by it: the day of the month and the time of day, in UTC."""
    found = BusyTimes.objects.filter(calendar=row.code).first()
    moments = getattr(found, what) if found else []
    return [datetime.fromtimestamp(one, UTC).strftime("%d %H:%M") for one in moments]
