"""So many on a shift each day: by the clock the shift is written in, and not of what has begun already."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.compiling.filled import open_times
from farflung.engine.rota.edit import from_now
from farflung.engine.rota.plan import Result
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span

START = datetime(2027, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def _problem(zone: str | None, *people: str, wanted: int = 1, hour: int = 8) -> Problem:
    """Three days of a shift of 8 hours, for people named by their zones."""
    team = tuple(Person.simple(key, key, 0, 1440, range(7)) for key in people)
    kind = ShiftKind("early", "watch", hour * 60, (hour + 8) * 60, zone)
    counts = tuple(Headcount("early", date(2027, 3, 1) + n * DAY, wanted) for n in range(3))
    return Problem(Atlas(team), Span(START, START + 3 * DAY), people, (kind,), headcounts=counts)


def _solved(problem: Problem) -> Result:
    return solve(problem, stop=Deadline(time.monotonic, 30))


def _both(problem: Problem, found: Result) -> list[date]:
    """The dates on which somebody is missing, by the solver and by the reader of plans alike."""
    read = {day for hole in open_times(problem, found.assignments) for day in _dates(hole.span)}
    assert {day for hole in found.unfilled for day in _dates(hole.span)} == read
    return sorted(read)


def _dates(span: Span) -> list[date]:
    return [(span.start + n * DAY).date() for n in range(span.elapsed // DAY)]


def test_what_is_missing_is_told_of_its_own_date() -> None:
    problem = _problem("UTC", "UTC", wanted=2)
    assert _both(problem, _solved(problem)) == [date(2027, 3, 1) + n * DAY for n in range(3)]
    monday = replace(problem, headcounts=problem.headcounts[:1])
    assert _both(monday, _solved(monday)) == [date(2027, 3, 1)]


def test_a_date_is_that_of_the_clock_the_shift_is_written_in() -> None:
    """06:00 on Tuesday in Manila is Monday afternoon in Los Angeles: Tuesday's shift all the same."""
    problem = _problem("Asia/Manila", "America/Los_Angeles", hour=6)
    tuesday = replace(problem, headcounts=problem.headcounts[1:2])
    found = _solved(tuesday)
    assert [s.span.start for s in found.assignments] == [datetime(2027, 3, 1, 22, tzinfo=UTC)]
    assert found.unfilled == ()
    assert open_times(tuesday, found.assignments) == ()


@pytest.mark.parametrize("zone", ["UTC", None])
def test_what_has_begun_is_not_wanted_once_more(zone: str | None) -> None:
    problem = _problem(zone, "UTC", "Asia/Kathmandu")
    plan = _solved(problem).assignments
    rest = from_now(problem, plan, START + DAY + timedelta(hours=12))
    found = _solved(rest)
    assert _both(rest, found) == []
    assert found.assignments == tuple(s for s in plan if s.day == date(2027, 3, 3))


def test_who_has_begun_in_the_east_is_counted_with_whom_the_west_sends() -> None:
    """At 06:00 UTC the day's shift of Kathmandu has begun; the one of New York is still to come."""
    problem = _problem(None, "Asia/Kathmandu", "America/New_York", wanted=2)
    problem = replace(problem, headcounts=problem.headcounts[:1])
    plan = _solved(problem).assignments
    assert len(plan) == 2
    rest = from_now(problem, plan, START + timedelta(hours=6))
    found = _solved(rest)
    assert [s.person for s in found.assignments] == ["America/New_York"]
    assert _both(rest, found) == []
