"""Fixes for what falls on a holiday: the nearest day for a meeting, a colleague at work for a shift."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from farflung.engine.atlas import SLOT, Atlas, Change
from farflung.engine.checks.finding import Fix
from farflung.engine.checks.holidays_hits import Hit
from farflung.engine.checks.phrases import day, length, people, quoted, someone, wall
from farflung.engine.checks.question import Question
from farflung.engine.meetings import Outlook, SlotRequest, moved_to
from farflung.engine.model import MeetingSeries, Occurrence, Override, Person, Shift
from farflung.engine.said import said
from farflung.engine.time import CivilTime, Span, total

_NEAR = (-1, 1, -2, 2, -3, 3, -4, 4)
"""Days that are tried instead, the nearest first, the day before sooner than the day after."""

_MOST_PEOPLE = 60

_WORTH = 0.5
"""Another day is offered where at most this part of those who are missing is missing then."""


def nearest_day(question: Question, outlook: Outlook, hit: Hit) -> Fix | None:
    """The day near by on which the fewest required people are missing at the same hour; else leave it out."""
    series = hit.item
    if not isinstance(series, MeetingSeries) or len(series.required) > _MOST_PEOPLE:
        return None
    amount = max(hit.occurrence.end - hit.occurrence.start, timedelta(minutes=5))
    request = SlotRequest(series.required, question.window, amount, moving=series.id)
    starts = [_same_hour(question.atlas, hit.occurrence, apart) for apart in (0, *_NEAR)]
    (missing, before), *days = outlook.at(request, starts)
    possible = [
        (away, start)
        for start, (away, burden) in zip(starts[1:], days, strict=True)
        if burden <= before and not _clashes_with_itself(question, series, start)
    ]
    away, start = min(possible, key=lambda day: day[0], default=(missing, hit.occurrence.start))
    if away > missing * _WORTH:
        return _skip(series, hit)
    return _move(question.atlas, series, hit, start, (away, missing))


def colleague(question: Question, hit: Hit) -> Fix | None:
    """Somebody of the same duty or team who is at work through the whole shift and holds no other one."""
    shift = hit.item
    if not isinstance(shift, Shift):
        return None
    span = Span(hit.occurrence.start, hit.occurrence.end)
    for person in _candidates(question.atlas, shift):
        if _works_through(question, person, span) and not _on_shift(question, person, span):
            return Fix(
                said(
                    "Ask {person} to take the shift of {day}",
                    person=someone(question.atlas, person.id),
                    day=day(hit.day),
                ),
                said(
                    "at work through all {length} of it, on no other shift, and no holiday there",
                    length=length(span.elapsed),
                ),
            )
    return None


def _works_through(question: Question, person: Person, span: Span) -> bool:
    """Whether it is all working time of theirs; the grid knows quickly who does not work in most of it."""
    grid = question.atlas.grid(question.window)
    first, last = -((grid.start - span.start) // SLOT), (span.end - grid.start) // SLOT
    inside = grid.of(person.id)[max(first, 0) : max(last, 0)]
    return bool(inside.all()) and total(question.atlas.working(person, span)) == span.elapsed


def _clashes_with_itself(question: Question, series: MeetingSeries, start: datetime) -> bool:
    """Whether the series has another date then already."""
    held = question.atlas.occurrences(series, question.window)
    return any(o.start <= start < o.end or o.start.date() == start.date() for o in held)


def _same_hour(atlas: Atlas, occurrence: Occurrence, apart: int) -> datetime:
    """The same wall-clock time some days earlier or later, on the clock that the series follows."""
    civil = occurrence.civil
    on = CivilTime(civil.date + timedelta(days=apart), civil.time, civil.zone, civil.fold)
    return on.instant(atlas.zones.zone(civil.zone))


def _move(atlas: Atlas, series: MeetingSeries, hit: Hit, start: datetime, away: tuple[int, int]) -> Fix:
    changed = moved_to(series, [hit.occurrence], [start])
    shown = CivilTime.of(start, atlas.zones.zone(hit.occurrence.civil.zone))
    everybody = len(set(series.required))
    then, now = away
    action = said(
        "Move {what} of {day} to {date} {clock}",
        what=quoted(series.title),
        day=day(hit.day),
        date=day(shown.date),
        clock=wall(shown),
    )
    left = said(
        "{then} of {people} required cannot come instead of {now}",
        then=then,
        people=people(everybody),
        now=now,
    )
    nobody = said("all {people} required are at work that day", people=people(everybody))
    return Fix(action, left if then else nobody, Change((series,), (changed,)))


def _skip(series: MeetingSeries, hit: Hit) -> Fix:
    left_out = Override(hit.occurrence.civil)
    recurrence = replace(series.recurrence, overrides=(*series.recurrence.overrides, left_out))
    return Fix(
        said("Leave {what} out on {day} and write instead", what=quoted(series.title), day=day(hit.day)),
        said(
            "no day within four has many more of them at work at that hour; nobody is asked on their holiday"
        ),
        Change((series,), (replace(series, recurrence=recurrence),)),
    )


def _candidates(atlas: Atlas, shift: Shift) -> Iterable[Person]:
    held = [s.person for s in atlas.shifts if s.duty == shift.duty and s.person]
    teams = atlas.person(shift.person).teams if shift.person else ()
    mates = [person for team in teams for person in atlas.members.get(team, ())]
    ids = dict.fromkeys([*held, *mates])
    return [atlas.person(person) for person in ids if person != shift.person]


def _on_shift(question: Question, person: Person, span: Span) -> bool:
    mine = [s for s in question.atlas.shifts if s.person == person.id]
    return any(question.atlas.occurrences(shift, span) for shift in mine)
