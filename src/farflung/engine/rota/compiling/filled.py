"""What a plan leaves open or has too much of, read from the plan alone: no model, no solver."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from farflung.engine.rota.compiling.headcounts import day_of, headcounts_ahead
from farflung.engine.rota.model.lines import wanted_spans
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.time import Span
from farflung.engine.time.civil import date_shown, day_span, local_span


@dataclass(frozen=True, slots=True)
class Overfilled:
    """On `duty` `extra` people more than the most are there through `span`."""

    duty: str
    span: Span
    extra: int
    of: Demand | str


def open_times(problem: Problem, plan: Iterable[Assignment]) -> tuple[Unfilled, ...]:
    """Every stretch in which too few are there, by duty and time."""
    found = [
        Unfilled(duty, span, least - there, of)
        for duty, span, least, _, there, of in _levels(problem, tuple(plan))
        if there < least
    ]
    return tuple(sorted(found, key=lambda item: (item.span, item.duty)))


def crowded_times(problem: Problem, plan: Iterable[Assignment]) -> tuple[Overfilled, ...]:
    """Every stretch in which more are there than may be."""
    found = [
        Overfilled(duty, span, there - most, of)
        for duty, span, _, most, there, of in _levels(problem, tuple(plan))
        if most is not None and there > most
    ]
    return tuple(sorted(found, key=lambda item: (item.span, item.duty)))


def is_of(problem: Problem, crowd: Overfilled, shift: Assignment) -> bool:
    """Whether a shift counts among those who are too many."""
    if isinstance(crowd.of, Demand):
        able = crowd.of.counts(problem.atlas.person(shift.person))
        return able and shift.duty == crowd.duty and shift.span.overlaps(crowd.span)
    kind = next(kind for kind in problem.kinds if kind.name == crowd.of)
    day = date_shown(crowd.span.start, problem.atlas.zones.zone(kind.zone or "UTC"))
    return shift.kind == kind.name and day_of(shift, kind, problem.atlas) == day


def at_its_start(problem: Problem, hole: Unfilled) -> Unfilled:
    """Of a shift that too few have the minute at which it begins, where one clock says when; else the hole.

    What else goes on that day is another shift, which nobody is asked about.
    """
    kind = next((k for k in problem.kinds if k.name == hole.of and k.zone is not None), None)
    if kind is None or kind.zone is None:
        return hole
    zone = problem.atlas.zones.zone(kind.zone)
    start = local_span(date_shown(hole.span.start, zone), kind.start, kind.start + 1, zone)
    return Unfilled(hole.duty, start, hole.missing, hole.of)


Level = tuple[str, Span, int, int | None, int, Demand | str]
"""Duty, stretch, the least and the most wanted, how many are there, by which demand."""


def _levels(problem: Problem, plan: Sequence[Assignment]) -> Iterator[Level]:
    shifts = (*problem.history, *plan)
    people = {*problem.people, *(shift.person for shift in shifts)}  # planned for any more or not
    for demand in problem.demands:
        able = {key for key in people if demand.counts(problem.atlas.person(key))}
        on = [s.span for s in shifts if s.duty == demand.duty and s.person in able]
        for wanted in wanted_spans(demand, problem.window, problem.atlas.zones):
            for span, there in _counted(wanted, on):
                yield demand.duty, span, demand.least, demand.most, there, demand
    kinds = {kind.name: kind for kind in problem.kinds}
    begun = Counter((s.kind, day_of(s, kinds[s.kind], problem.atlas)) for s in shifts if s.kind in kinds)
    for count in headcounts_ahead(problem):
        kind = kinds[count.kind]
        span = day_span(count.day, problem.atlas.zones.zone(kind.zone or "UTC"))
        yield kind.duty, span, count.people, count.most, begun[count.kind, count.day], count.kind


def _counted(wanted: Span, on: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """The stretch cut where the number of people there changes."""
    near = [span for span in on if span.overlaps(wanted)]
    cuts = sorted({wanted.start, wanted.end, *(m for s in near for m in (s.start, s.end) if m in wanted)})
    levels = [(Span(a, b), sum(1 for s in near if s.start <= a < s.end)) for a, b in pairwise(cuts)]
    for there, run in groupby(levels, key=lambda level: level[1]):
        spans = [span for span, _ in run]
        yield Span(spans[0].start, spans[-1].end), there
