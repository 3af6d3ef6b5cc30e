"""Why each person has what they have: days on which they could, what stands in the way, who else could."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.compiling.filled import at_its_start, crowded_times
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.options import NEVER
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.why.reasons import Why, reasons
from farflung.engine.time import Span, total
from farflung.report import times
from farflung.report.rota.view import PlanView

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_MOST_REASONS = 4
_MOST_NAMES = 4
_MOST_BREAKS = 2
_LONGEST = timedelta(days=1)
"""Of what is open for longer the first day is looked at."""
_TRIALS = 160
"""People tried on open times in all."""


@dataclass(frozen=True, slots=True)
class Could:
    """On `open` of `days` dates somebody could have a shift; `closed` counts the others by what closed them.

    By hours, place and time off alone: what rules say of several shifts together is not in it.
    """

    days: int
    open: int
    closed: tuple[tuple[str, int], ...]


class Options:
    """What was open to whom, by the model that was planned with."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._model: Model = compiled(problem)
        self._index = {key: n for n, key in enumerate(self._model.ids)}
        rows = self._model.options.row_of
        self._alike = [np.flatnonzero(rows == row) for row in np.unique(rows)]

    def of(self, person: str) -> Could:
        """How much of the plan was open to somebody; nothing to who has left."""
        if person not in self._index:
            return Could(0, 0, ())
        number, model = self._index[person], self._model
        there = (model.options.start[model.row(number)] != NEVER).any(axis=1)
        open_ = model.open[number].any(axis=1)
        shut = there & ~open_
        by = Counter[str]()
        for rule, closed in model.closed.items():
            days = (closed[number].any(axis=1) & shut).sum()
            if days:
                by[rule] = int(days)
        return Could(int(there.sum()), int((there & open_).sum()), tuple(by.most_common()))

    def others(self, shift: Assignment) -> list[str] | None:
        """Who else could be on the duty for at least half of a shift, by hours, place and time off.

        None for a duty that is shared out by the hour: who could is who was at work.
        """
        kinds = np.flatnonzero([kind.duty == shift.duty for kind in self._model.kinds])
        if not kinds.size:
            return None
        found = {int(n) for people in self._alike for n in people[self._covers(people, kinds, shift)]}
        return [key for key, number in self._index.items() if number in found and key != shift.person]

    def _covers(self, people: Ints, kinds: Ints, shift: Assignment) -> Bools:
        """Which of some people, who share their clocks, have one of these kinds open for half of a shift."""
        model = self._model
        start, end = (times[:, kinds] for times in model.spans(int(people[0])))
        low, high = model.options.minute(shift.span.start), model.options.minute(shift.span.end)
        shared: Ints = np.minimum(end, high) - np.maximum(start, low)
        days, fitting = np.nonzero(shared * 2 >= high - low)
        open_: Bools = np.any(model.open[people[:, None], days, kinds[fitting]], axis=1)
        return open_


def stands_against(view: PlanView, hole: Unfilled) -> list[str]:
    """Who is nearest to filling a hole, and what stands in the way of each."""
    if hole in view.told:
        return view.told[hole]
    view.told[hole] = _against(view, hole)
    return view.told[hole]


def worth_telling(view: PlanView, holes: Sequence[Unfilled], most: int) -> frozenset[int]:
    """Of which open times it is told: the longest, and of a large plan few, as everybody is tried on each."""
    few = max(1, min(most, _TRIALS // max(len(view.people), 1)))
    return frozenset(sorted(range(len(holes)), key=lambda n: -holes[n].span.elapsed)[:few])


def elsewhere(told: int, shown: int) -> str:
    """Where to ask for what stands against the other open times; "" where it is told for each."""
    if told >= shown:
        return ""
    return "What stands against each: farflung rota explain PLAN FILES --day DATE."


def _against(view: PlanView, hole: Unfilled) -> list[str]:
    if isinstance(hole.of, str) and hole.of == hole.duty:
        hole = _with_demand(view.problem, hole)
    if any(shared.duty == hole.duty for shared in view.problem.shared):
        return ["nobody who may be on it is at work then"]
    first = Span(hole.span.start, min(hole.span.end, hole.span.start + _LONGEST))
    hole = at_its_start(view.problem, Unfilled(hole.duty, first, hole.missing, hole.of))
    said: dict[str, list[str]] = {}
    for why in reasons(view.problem, view.shifts, hole):
        said.setdefault(_said(view, why), []).append(view.names[why.person])
    return [f"{few_names(names)}: {text}" for text, names in list(said.items())[:_MOST_REASONS]]


def few_names(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """ "Ana, Ben and 4 more"."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def _with_demand(problem: Problem, hole: Unfilled) -> Unfilled:
    """A stored plan knows a demand by its duty only."""
    demand = next((d for d in problem.demands if d.duty == hole.duty), None)
    return hole if demand is None else Unfilled(hole.duty, hole.span, hole.missing, demand)


def _said(view: PlanView, why: Why) -> str:
    if why.lacks:
        return f"lacks {', '.join(why.lacks)}"
    if why.shift is None:
        return "no kind of shift of theirs is at that time"
    there = [broken for broken in why.breaks if broken.rule == "double-duty"]
    if why.breaks:
        texts = list(dict.fromkeys(str(broken.text) for broken in there[:1] or why.breaks))
        more = f"; and {len(texts) - _MOST_BREAKS} more" if len(texts) > _MOST_BREAKS else ""
        return "; ".join(texts[:_MOST_BREAKS]) + more
    crowd = total(many.span for many in crowded_times(view.problem, view.shifts))
    extra = total(many.span for many in crowded_times(view.problem, [*view.shifts, why.shift])) - crowd
    if extra:
        return f"by {why.shift.kind} there would be one too many for {times.length(extra)}"
    return f"could, by {why.shift.kind}"
