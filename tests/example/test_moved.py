"""The small company of another week: what is about to happen in the story is about to happen then."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from farflung.engine.model import MeetingSeries
from farflung.engine.time import Span
from farflung.example import EXAMPLE_FROM, company_files
from farflung.intake.given import Given
from farflung.intake.load import Intake, load


def loaded(weeks: int) -> Intake:
    opening = EXAMPLE_FROM + timedelta(weeks=weeks)
    files = [Given(name, text.encode()) for name, text in company_files("polaris", opening)]
    start = datetime.combine(opening, time(), UTC)
    return load(files, window=Span(start, start + timedelta(days=90)))


def first_day(found: Intake, series: MeetingSeries) -> date:
    """The first day on which a series takes place, as its rule has it."""
    begins = series.recurrence.start
    before = datetime.combine(begins.date - timedelta(days=1), time(), UTC)
    (held, *_) = found.atlas.occurrences(series, Span(before, before + timedelta(days=60)))
    return held.start.astimezone(ZoneInfo(begins.zone)).date()


@pytest.mark.parametrize("weeks", [-261, -14, -1, 1, 30, 57])
def test_everything_moves_by_whole_weeks_and_fits_its_rule(weeks: int) -> None:
    told, moved, by = loaded(0), loaded(weeks), timedelta(weeks=weeks)
    assert [one.title for one in moved.atlas.meetings] == [one.title for one in told.atlas.meetings]
    for before, after in zip(told.atlas.meetings, moved.atlas.meetings, strict=True):
        start, later = before.recurrence.start.date, after.recurrence.start.date
        assert later - start - by in [timedelta(weeks=week) for week in range(5)], after.title
        assert first_day(moved, after) == later, after.title
    assert [(one.person, one.start + by, one.end + by) for one in told.atlas.absences] == [
        (one.person, one.start, one.end) for one in moved.atlas.absences
    ]
    assert moved.problems == told.problems == ()
