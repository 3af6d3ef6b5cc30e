"""What each person has in a plan: shifts, hours, nights, weekends, holidays, points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.burden.carry import ledger_of
from farflung.engine.rota.model.nights import night_minutes_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.runs import ConsecutiveNights
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time.civil import date_shown
from farflung.rulepacks import NightWindow

NIGHT = NightWindow(time(23), time(6))
"""What figures call night where no rule says otherwise: the span that laws have in common."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Load:
    """`minutes` are worked, each credited once; `nights` are shifts with time in the night of their own
    clock, `night_minutes` that time; `weekends` and `holidays` are weekends and public holidays of theirs
    that shifts touch."""

    person: str
    shifts: int
    minutes: int
    nights: int
    night_minutes: int
    weekends: int
    holidays: int
    points: float


def loads_of(
    problem: Problem, assignments: Iterable[Assignment], night: NightWindow = NIGHT
) -> dict[str, Load]:
    """The load of everybody who is planned for, in the order of the problem."""
    shifts: dict[str, list[Assignment]] = {person: [] for person in problem.people}
    for shift in assignments:
        if shift.person in shifts:
            shifts[shift.person].append(shift)
    every = [shift for of in shifts.values() for shift in of]
    carried = ledger_of(problem.atlas, problem.people, every, problem.window, problem.weights).carried
    return {
        key: _load(problem.atlas, problem.atlas.person(key), of, night, carried[key].points)
        for key, of in shifts.items()
    }


def worked(shifts: Iterable[Assignment]) -> int:
    """Minutes of work in one person's shifts; time in which they have several is credited once.

    Of a shift with a break that another one reaches into, work counts by the part of it that is left.
    """
    total, until = 0, None
    for shift in sorted(shifts):
        start = shift.span.start if until is None else max(until, shift.span.start)
        left = max(shift.span.end - start, timedelta())
        total += round(shift.minutes * (left / shift.span.elapsed))
        until = shift.span.end if until is None else max(until, shift.span.end)
    return total


def night_of(problem: Problem) -> NightWindow:
    """What a problem's own rules call night, else `NIGHT`."""
    named = (rule.night.window for rule in problem.rules if isinstance(rule, ConsecutiveNights))
    return next(named, NIGHT)


def _load(
    atlas: Atlas, person: Person, shifts: Sequence[Assignment], night: NightWindow, points: float
) -> Load:
    dark = [night_minutes_of(s.span, atlas.zone_of(person, s.span.start), night) for s in shifts]
    dates = {day for shift in shifts for day in dates_of(atlas, person, shift)}
    calendar = atlas.calendar(person.place)
    weekend = frozenset(calendar.weekend if calendar else (5, 6))
    feasts = {
        holiday.date
        for holiday in (calendar.between(min(dates), max(dates)) if calendar and dates else ())
        if person.keeps_holiday(holiday.date)
    }
    return Load(
        person.id,
        len(shifts),
        worked(shifts),
        sum(1 for minutes in dark if minutes),
        sum(dark),
        len({_weekend(day, weekend) for day in dates if day.weekday() in weekend}),
        len(dates & feasts),
        points,
    )


def dates_of(atlas: Atlas, person: Person, shift: Assignment) -> list[date]:
    """The dates on the person's own clock that a shift touches."""
    zone = atlas.zone_of(person, shift.span.start)
    first = date_shown(shift.span.start, zone)
    last = date_shown(shift.span.end - timedelta(seconds=1), zone)
    return [first + n * _DAY for n in range((last - first).days + 1)]


def _weekend(day: date, weekend: frozenset[int]) -> date:
    """The first date of the weekend that a date belongs to."""
    while len(weekend) < 7 and (day - _DAY).weekday() in weekend:
        day -= _DAY
    return day
