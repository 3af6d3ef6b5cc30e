"""Demand as lines of cells: stretches of time (or dates) in which the same number of people is wanted.

A shift covers the cells `lo` up to `hi` of a line, so what it is worth is a difference of two prefix sums.
Demands of the same people that never overlap share a line: a curve of every half hour is one line.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from farflung.engine.model import Person
from farflung.engine.rota.model.options import NEVER, Options
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span, Zone, ZoneDatabase, clipped, merged
from farflung.engine.time.civil import date_shown, local_span

Ints = NDArray[np.int64]
ANY_NUMBER = 2**30
"""`most` where nothing is said: more people than there are."""


@dataclass(frozen=True, eq=False)
class Line:
    """Demands that never overlap. Cell c is the minutes `borders[c, 0]` to `borders[c, 1]` of the options.

    `least`, `most`, `under` and `over` are of shape (cells,); the weights are for the whole cell and each
    person too few or too many. `people` and `kinds` are the indexes that count; `lo` and `hi`, of shape
    (rows, days, kinds), say which cells a shift covers (none where they are equal). `given` counts who is
    there anyway: shifts begun before the window. Cell c is of the demand `of[which[c]]`; kinds have names.
    """

    duty: str
    of: tuple[Demand | str, ...]
    which: Ints
    borders: Ints
    least: Ints
    most: Ints
    under: Ints
    over: Ints
    given: Ints
    people: NDArray[np.bool_]
    kinds: NDArray[np.bool_]
    lo: NDArray[np.int32]
    hi: NDArray[np.int32]

    @property
    def cells(self) -> int:
        """How many."""
        return len(self.least)

    def counts(self, person: Person) -> bool:
        """Whether somebody on the duty is there for its demands by time."""
        first = self.of[0]
        return isinstance(first, Demand) and first.counts(person)

    def cells_of(self, person: int, row: int, day: int, kind: int) -> slice:
        """The cells in which somebody's shift counts; `row` is that of their options."""
        if not (self.people[person] and self.kinds[kind]):
            return slice(0, 0)
        return slice(int(self.lo[row, day, kind]), int(self.hi[row, day, kind]))

    def demand(self, cell: int) -> Demand | str:
        """What a cell is the demand of."""
        return self.of[int(self.which[cell])]


Wanted = tuple[int, int, int]
"""From and to which minute something is wanted, and the number of the demand."""


def lines_of_demands(
    demands: Sequence[Demand], people: Sequence[Person], kinds: Sequence[ShiftKind], options: Options,
    window: Span, zones: ZoneDatabase, given: Sequence[Assignment] = (),
) -> tuple[Line, ...]:  # fmt: skip
    """The lines of demands by time; what wants nobody inside the window is in none.

    Cells are cut where shifts that are `given` begin and end too, so that each is there for whole cells.
    """
    minute = options.minute
    lines: dict[tuple[object, ...], list[list[Wanted]]] = {}
    for number, demand in enumerate(demands):
        spans = [(minute(s.start), minute(s.end), number) for s in wanted_spans(demand, window, zones)]
        if spans:
            _place(lines.setdefault((demand.duty, demand.skills, demand.languages), []), spans)
    ends = [minute(moment) for shift in given for moment in (shift.span.start, shift.span.end)]
    return tuple(
        _line(demands, wanted, people, kinds, options, ends) for same in lines.values() for wanted in same
    )


def _place(lines: list[list[Wanted]], spans: list[Wanted]) -> None:
    """Puts what is wanted on the first line that has nothing then."""
    for line in lines:
        if not any(_taken(line, span) for span in spans):
            for span in spans:
                insort(line, span)
            return
    lines.append(list(spans))


def _taken(line: list[Wanted], span: Wanted) -> bool:
    at = bisect_left(line, span)
    return (at > 0 and line[at - 1][1] > span[0]) or (at < len(line) and line[at][0] < span[1])


def _line(
    every: Sequence[Demand], wanted: list[Wanted], people: Sequence[Person], kinds: Sequence[ShiftKind],
    options: Options, ends: Sequence[int],
) -> Line:  # fmt: skip
    place = {number: n for n, number in enumerate(dict.fromkeys(number for *_, number in wanted))}
    demands = tuple(every[number] for number in place)
    first = demands[0]
    of_kind = np.array([kind.duty == first.duty for kind in kinds], bool)
    cuts = {*ends, *(minute for start, end, _ in wanted for minute in (start, end))}
    for of in (options.start, options.end):
        cuts |= set(np.unique(of[:, :, of_kind]).tolist())
    edges = sorted(cuts)
    cells = [
        (a, b, place[number]) for start, end, number in wanted
        for a, b in pairwise(edges[bisect_left(edges, start) : bisect_left(edges, end) + 1])
    ]  # fmt: skip
    borders, which = np.array(cells, np.int64)[:, :2], np.array(cells, np.int64)[:, 2]
    lo = np.searchsorted(borders[:, 0], options.start).astype(np.int32)
    hi = np.searchsorted(borders[:, 1], options.end, side="right").astype(np.int32)
    none = (options.start == NEVER) | ~of_kind | (hi < lo)
    minutes = borders[:, 1] - borders[:, 0]
    least, most, under, over = _wants(demands)[:, which]
    return Line(
        first.duty, demands, which, borders, least, most, under * minutes, over * minutes,
        np.zeros(len(cells), np.int64),
        np.array([first.counts(person) for person in people]),
        of_kind, np.where(none, 0, lo), np.where(none, 0, hi),
    )  # fmt: skip


def _wants(demands: Iterable[Demand]) -> Ints:
    """Least, most, under and over, of shape (4, demands)."""
    return np.array(
        [(d.least, ANY_NUMBER if d.most is None else d.most, d.under, d.over) for d in demands], np.int64
    ).T


def wanted_spans(demand: Demand, window: Span, zones: ZoneDatabase) -> tuple[Span, ...]:
    """When a demand holds inside a window."""
    zone = zones.zone(demand.zone or "UTC")
    spans: list[Span] = []
    for day in _dates(demand, window, zone):
        if demand.window is None:
            spans.append(local_span(day, 0, 1440, zone))
        else:
            spans += (local_span(day, b.start, b.end, zone) for b in demand.window.on(day.weekday()))
    return clipped(merged(spans), window)


def _dates(demand: Demand, window: Span, zone: Zone) -> Iterator[date]:
    day = date_shown(window.start, zone) - timedelta(days=1)  # whose block reaches over midnight
    last = date_shown(window.end, zone)
    while day <= last:
        if (demand.first is None or demand.first <= day) and (demand.last is None or day <= demand.last):
            yield day
        day += timedelta(days=1)
