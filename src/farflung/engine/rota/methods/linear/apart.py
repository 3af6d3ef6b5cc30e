"""Rest as rows: at each moment at most one of the shifts that, with the rest after it, contain that moment.

Every shift is an interval, so these cliques have consecutive ones in the order of time: a linear program of
them alone has whole-number corners, which pairwise exclusions are far from.
"""

from collections.abc import Callable
from itertools import groupby

import numpy as np

from farflung.engine.rota.methods.linear.after_runs import rest_after_runs
from farflung.engine.rota.methods.linear.program import Bools, Ints
from farflung.engine.rota.methods.linear.units import Unit, Written
from farflung.engine.rota.model.limits import Never, Rest, RestAfter

_OVERLAP = Rest("double-duty", 0)

Either = Callable[[tuple[int, ...]], Ints]
"""For some days (indexes) the columns that count who works on any of them, each person once."""


def apart_rows(written: Written, unit: Unit, either: Either | None = None) -> None:
    """One shift a day, rest, and what must not follow.

    Where `either` says who works on some days, no more of them than those have shifts that share a moment.
    """
    _one_a_day(written, unit)
    limits = written.model.limits[unit.person]
    rest = max((of for of in limits if isinstance(of, Rest)), key=lambda of: of.minutes, default=_OVERLAP)
    if either is None:
        _rest(written, unit, unit.open, rest.minutes, rest.rule)
    else:
        _rest_of(written, unit, rest, either)
    for limit in limits:
        if isinstance(limit, RestAfter) and limit.run > 1:
            rest_after_runs(written, unit, limit)
        elif isinstance(limit, RestAfter) and limit.unmarked:
            _until_unmarked(written, unit, limit)
        elif isinstance(limit, RestAfter):
            _rest(written, unit, written.marked(unit, limit.mark), limit.minutes, limit.rule)
    _never(written, unit, [of for of in limits if isinstance(of, Never)])


def cliques(start: Ints, until: Ints) -> tuple[Ints, Ints]:
    """Of intervals in order of start: sizes and members of the greatest sets that share a moment."""
    if not len(start):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    begun = np.searchsorted(start, start, side="right")  # how many have begun when this one begins
    moments = np.flatnonzero(np.append(start[1:] != start[:-1], True))
    longest = int((until - start).max())
    sizes, members = [], []
    ends = np.sort(until)
    for place, index in enumerate(moments):
        moment = start[index]
        later = start[moments[place + 1]] if place + 1 < len(moments) else None
        ended = np.searchsorted(ends, moment, side="right")
        if later is not None and np.searchsorted(ends, later, side="right") == ended:
            continue  # nothing ends before the next begins: the next contains this one
        first = np.searchsorted(start, moment - longest, side="left")
        inside = np.arange(first, begun[index])
        inside = inside[until[inside] > moment]
        if len(inside) > 1:
            sizes.append(len(inside))
            members.append(inside)
    joined = np.concatenate(members) if members else np.zeros(0, np.int64)
    return np.array(sizes, np.int64), joined.astype(np.int64)


def _one_a_day(written: Written, unit: Unit) -> None:
    sizes = unit.open.sum(axis=1)
    several = sizes > 1
    columns, high = unit.at[several][unit.open[several]], unit.able[several].astype(np.float64)
    written.writer.add_rows(sizes[several], columns, 1.0, high=high, rule="one-a-day", owner=unit.number)


def _rest(written: Written, unit: Unit, which: Bools, minutes: int, rule: str) -> None:
    """Of some shifts: those that overlap, or come too soon after one another."""
    start, end = written.model.spans(unit.person)
    order = np.argsort(start[which], kind="stable")
    sizes, members = cliques(start[which][order], end[which][order] + minutes)
    columns = unit.at[which][order][members]
    written.writer.add_rows(sizes, columns, 1.0, high=unit.count, rule=rule, owner=unit.number)


def _rest_of(written: Written, unit: Unit, rest: Rest, either: Either) -> None:
    """The same for people who do not all work on the same days: shifts of one day are apart anyway."""
    start, end = written.model.spans(unit.person)
    order = np.argsort(start[unit.open], kind="stable")
    sizes, members = cliques(start[unit.open][order], end[unit.open][order] + rest.minutes)
    days, columns = np.nonzero(unit.open)[0][order][members], unit.at[unit.open][order][members]
    ends = np.cumsum(sizes)
    for first, last in zip(ends - sizes, ends, strict=True):
        on = tuple(np.unique(days[first:last]).tolist())
        if len(on) > 1:
            those = either(on)
            signs = np.concatenate([np.ones(last - first), -np.ones(len(those))])
            at = np.concatenate([columns[first:last], those])
            written.writer.add_row(at, signs, high=0.0, rule=rest.rule, owner=unit.number)


def _until_unmarked(written: Written, unit: Unit, limit: RestAfter) -> None:
    """No unmarked shift within the rest after a marked one, day by day: on a day there is one at most."""
    start, end = written.model.spans(unit.person)
    marked = written.marked(unit, limit.mark)
    other = written.marked(unit, limit.among) & ~marked
    later = {int(day) for day in np.flatnonzero(other.any(axis=1))}
    for day in np.flatnonzero(marked.any(axis=1)):
        latest = end[day][marked[day]].max() + limit.minutes
        for following in sorted(d for d in later if d > day):
            if start[following][other[following]].min() >= latest:
                break
            _between(written, unit, limit, (int(day), marked[day]), (following, other[following]))


def _between(
    written: Written, unit: Unit, limit: RestAfter, one: tuple[int, Bools], other: tuple[int, Bools]
) -> None:
    """Rows of the marked shifts that end late enough and the others that begin too soon after them."""
    start, end = written.model.spans(unit.person)
    (day, marked), (following, unmarked) = one, other
    for moment in np.unique(end[day][marked]):
        late = marked & (end[day] >= moment)
        soon = unmarked & (start[following] < moment + limit.minutes)
        if soon.any():
            columns = np.concatenate([unit.at[day][late], unit.at[following][soon]])
            written.writer.add_row(columns, 1.0, high=unit.count, rule=limit.rule, owner=unit.number)


def _never(written: Written, unit: Unit, limits: list[Never]) -> None:
    """On the next day none of those kinds. Kinds that forbid the same share a row: a day has one of them."""
    for (after, rule), same in groupby(sorted(limits, key=_forbids), key=_forbids):
        before = sorted({limit.before for limit in same})
        for day in range(len(unit.at) - 1):
            first, then = unit.at[day, before], unit.at[day + 1, list(after)]
            first, then = first[first >= 0], then[then >= 0]
            if len(first) and len(then):
                columns = np.concatenate([first, then])
                written.writer.add_row(columns, 1.0, high=unit.count, rule=rule, owner=unit.number)


def _forbids(limit: Never) -> tuple[tuple[int, ...], str]:
    return limit.after, limit.rule
