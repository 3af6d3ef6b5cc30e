"""Meetings already set that a journey takes out of somebody's hours."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

import numpy as np

from farflung.engine.atlas import SLOT, Change
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.part import part_of
from farflung.engine.checks.phrases import count, day, people, points, quoted, utc, wall
from farflung.engine.checks.question import Question
from farflung.engine.meetings import (
    Displaced,
    SlotRequest,
    displaced_by_stays,
    find_slots,
    meetings_of,
    moved_to,
)
from farflung.engine.model import MeetingSeries, Stay
from farflung.engine.said import said
from farflung.engine.said_values import at_moment, beside
from farflung.engine.time import Span

STAY = "meetings.stay"


def during_stays(question: Question) -> Iterator[Finding]:
    """One finding for each stay that takes meetings out of hours."""
    found = displaced_by_stays(question.atlas, question.window, question.packs.burden_points())
    held = _Held(question)
    for _, group in groupby(found, key=lambda d: id(d.stay)):
        yield _finding(held, sorted(group, key=lambda d: d.span))


class _Held:
    """The meetings that are held, and for each the different rows of the company's grid of its people."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.series = {series.id: series for series in question.atlas.meetings}
        self._rows: dict[str, list[int]] = {}

    def rows(self, series: MeetingSeries) -> list[int]:
        """The rows of those who are required."""
        if series.id not in self._rows:
            grid = self.question.atlas.grid(self.question.window)
            numbers = grid.row_of[[grid.index[person] for person in series.required]]
            self._rows[series.id] = sorted(set(numbers.tolist()))
        return self._rows[series.id]


def _finding(held: _Held, found: list[Displaced]) -> Finding:
    person, stay = held.question.atlas.person(found[0].person), found[0].stay
    series = held.series
    titles = list(dict.fromkeys(series[d.series].title for d in found))
    what = f"{quoted(titles[0])} falls" if len(titles) == 1 else f"{count(len(titles), 'meeting')} fall"
    fix = _fix(held, series[found[0].series], found[0])
    return Finding(
        rule=STAY,
        severity=Severity.WARNING,
        subject=person.name,
        title=f"{person.name} in {stay.place.label}, {_dates(stay)}: {what} outside working hours there",
        cause=said(
            "because {person} keeps the same hours on the clocks of {place}, "
            "and meetings already set stay where they are",
            person=person.name,
            place=stay.place.label,
        ),
        basis=said("the stay, and the hours of the people files"),
        who=(person.id,),
        spans=tuple(d.span for d in found),
        evidence=tuple(_evidence(series[d.series], d) for d in found[:12]),
        fixes=(fix,) if fix else (),
        source=person.source,
        weight=sum(d.span.elapsed / timedelta(hours=1) for d in found),
        tags=("journey",),
    )


def _dates(stay: Stay) -> str:
    return (
        f"{day(stay.start)} to {day(stay.end, year=True)}"
        if stay.end
        else f"from {day(stay.start, year=True)}"
    )


def _evidence(series: MeetingSeries, found: Displaced) -> Evidence:
    here, home = wall(found.here), wall(found.home)
    cost = points(found.burden_here) if found.burden_here else ""
    shown = said("{here}; at home it would be {home}", here=beside((here, cost)), home=home)
    start = found.span.start
    at = at_moment(f"{day(found.here.date)} {utc(start)}", start)
    return Evidence(said("{what} {when}", what=quoted(series.title), when=at), shown, series.source)


def _can_meet(held: _Held, series: MeetingSeries, on: Span, length: timedelta) -> bool:
    """Whether all work through enough quarter hours in a row that a time for them may exist.

    Read off the company's grid; for hundreds of people it nearly always saves the search. A meeting that
    starts off the quarter hour holds one whole quarter fewer, so that no time is missed.
    """
    grid, whole = held.question.atlas.grid(held.question.window), max(length // SLOT - 1, 0)
    first, last = (on.start - grid.start) // SLOT, (on.end - grid.start) // SLOT
    if not whole or first < 0 or last > grid.slots:
        return True
    together = np.asarray(grid.rows[held.rows(series), first:last].all(axis=0), np.bool_)
    return any(span.elapsed >= whole * SLOT for span in grid.spans(together))


def _fix(held: _Held, series: MeetingSeries, found: Displaced) -> Fix | None:
    """Another time that day which is inside everybody's hours, for the first of the meetings."""
    question = held.question
    midnight = found.span.start.replace(hour=0, minute=0, second=0, microsecond=0)
    length = found.span.elapsed
    if not timedelta(minutes=5) <= length <= timedelta(days=1) or found.person not in series.required:
        return None
    if not _can_meet(held, series, Span(midnight, midnight + timedelta(days=1)), length):
        return None
    request = SlotRequest(
        series.required, Span(midnight, midnight + timedelta(days=1)), length, moving=series.id, most=1
    )
    part = part_of(question.atlas, series.required, meetings_of(question.atlas, set(series.required)))
    answer = find_slots(part, request, question.packs.burden_points())
    if answer.none_good:
        return None
    best = answer.options[0]
    occurrence = next(
        o for o in question.atlas.occurrences(series, question.window) if o.start == found.span.start
    )
    return Fix(
        said(
            "Move {what} of {day} to {at}",
            what=quoted(series.title),
            day=day(found.here.date),
            at=utc(best.start),
        ),
        said(
            "inside the hours of all {people}, the traveller's included", people=people(len(best.attendance))
        ),
        Change((series,), (moved_to(series, [occurrence], [best.start]),)),
    )
