"""Weeks and spans of weeks of a person's own calendar, and what comes before what, as rules count them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns

WEEK = timedelta(days=7)


def weeks_of(first: date, last: date, begins: int = 0) -> Iterator[date]:
    """The first days of the weeks that the dates touch; a week begins on weekday `begins` (0 is Monday)."""
    day = first - timedelta(days=(first.weekday() - begins) % 7)
    while day <= last:
        yield day
        day += WEEK


def whole_weeks(first: date, last: date) -> Iterator[date]:
    """Those of them whose last day is not after `last`: what lies beyond a plan is not known."""
    return (monday for monday in weeks_of(first, last) if monday + WEEK - timedelta(days=1) <= last)


def spans_of_weeks(first: date, last: date, weeks: int) -> Iterator[tuple[date, date]]:
    """Every `weeks` weeks in a row whose last one the dates touch: first day, and the day after the last.

    The last of them may go on after the dates: what adds up there can only become more.
    """
    for monday in weeks_of(first, last):
        yield monday + WEEK - weeks * WEEK, monday + WEEK


def planned_dates(model: Model, person: int) -> tuple[date, date]:
    """The first and last date of a model on somebody's own calendar."""
    who = model.people[person]
    last = model.window.end - timedelta(seconds=1)
    return model.atlas.local(who, model.window.start).date, model.atlas.local(who, last).date


def inside(model: Model, start: date, end: date) -> tuple[int, int]:
    """Dates from `start` up to `end` as day indexes of the model, cut to it; none if the last is first."""
    return max(0, model.options.index(start)), min(model.options.days, model.options.index(end)) - 1


def shifts_in(turns: Turns, start: date, end: date) -> Sequence[Assignment]:
    """What begins on dates from `start` up to `end`."""
    return [shift for shift in turns.shifts if start <= shift.day < end]


def of_plan(shift: Assignment, start: datetime, since: datetime | None) -> bool:
    """Whether a shift is of the plan whose window, or what is left of it, begins at `start`.

    `since` is when the whole plan began, where a part of it is over.
    """
    return shift.span.start >= (start if since is None else since)


def each_with_the_last_before(shifts: Iterable[Assignment]) -> Iterator[tuple[Assignment, Assignment]]:
    """Each shift with whichever of those before it ends last: a week on call may hold several others."""
    latest: Assignment | None = None
    for shift in shifts:
        if latest is not None:
            yield latest, shift
        if latest is None or shift.span.end > latest.span.end:
            latest = shift
