"""Reads the limits of a model for one person word by word: slow, and shared with no solver."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from farflung.engine.rota.model.limits import (
    Blocks,
    Gap,
    Limit,
    Never,
    Off,
    Rest,
    RestAfter,
    Run,
    Total,
)
from farflung.engine.rota.model.model import Model
from farflung.engine.time import day_span

Chosen = Mapping[int, int]
"""The kind (index) by day (index)."""


def allowed(model: Model, chosen: Chosen) -> bool:
    """Whether a model lets its first person have exactly these shifts."""
    if not all(model.open[0, day, kind] for day, kind in chosen.items()):
        return False
    return all(_keeps(model, limit, chosen) for limit in model.limits[0])


def _keeps(model: Model, limit: Limit, chosen: Chosen) -> bool:
    match limit:
        case Total():
            marked = _marked(model, limit.mark, chosen)
            days = [day for day in marked if limit.first <= day <= limit.last]
            found = sum(int(model.measures[limit.measure][0, day, chosen[day]]) for day in days)
            return (limit.most is None or found <= limit.most) and found >= (limit.least or 0)
        case Run():
            runs = list(_runs(_marked(model, limit.mark, chosen), limit))
            return limit.most is None or all(run <= limit.most for run in runs)
        case Blocks():
            marked = _marked(model, limit.mark, chosen)
            return sum(any(day in marked for day in group) for group in limit.groups) <= limit.most
        case Rest():
            return all(pause >= limit.minutes for pause, _, _ in _pauses(model, chosen))
        case RestAfter():
            return _rests_after(model, limit, chosen)
        case Gap():
            return all(_has_gap(model, limit, window, chosen) for window in limit.windows)
        case Never() | Off():
            raise NotImplementedError


def _marked(model: Model, mark: str, chosen: Chosen) -> set[int]:
    return {day for day, kind in chosen.items() if model.marks[mark][0, day, kind]}


def _runs(days: set[int], limit: Run) -> Iterator[int]:
    run = limit.carried
    for day in range(limit.first, limit.last + 1):
        run = run + 1 if day in days else 0
        yield run


def _pauses(model: Model, chosen: Chosen) -> Iterator[tuple[int, int, int]]:
    """Minutes between each two shifts, with their days."""
    start, end = model.spans(0)
    for before, after in pairwise(sorted(chosen)):
        yield int(start[after, chosen[after]] - end[before, chosen[before]]), before, after


def _rests_after(model: Model, limit: RestAfter, chosen: Chosen) -> bool:
    marked, start, end = _marked(model, limit.mark, chosen), *model.spans(0)
    first, among = model.bounds(0)[0], _marked(model, limit.among, chosen)
    if limit.since is not None and first not in marked:
        later = sorted(day for day in among if (day in marked) is not limit.unmarked)
        if later and start[later[0], chosen[later[0]]] < limit.since + limit.minutes:
            return False
    for before in sorted(marked):
        row = 1
        while before - row in marked:
            row += 1
        if before - row == first - 1:
            row += limit.carried
        others = [day for day in sorted(among) if day > before and (day in marked) is not limit.unmarked]
        goes_on = limit.run > 1 and before + 1 in marked
        if row < limit.run or not others or (goes_on and not limit.unmarked):
            continue
        after = others[0]
        if start[after, chosen[after]] - end[before, chosen[before]] < limit.minutes:
            return False
    return True


def _has_gap(model: Model, limit: Gap, window: tuple[int, int], chosen: Chosen) -> bool:
    """From the midnight of the first day (or the last shift of before) to that after the last."""
    zone = model.atlas.zone_of(model.people[0], model.window.start)
    begin = model.options.minute(day_span(model.options.day(window[0]), zone).start)
    until = model.options.minute(day_span(model.options.day(window[1]), zone).end)
    until += limit.beyond
    if limit.since is not None:
        begin = limit.since
    start, end = model.spans(0)
    there = [(int(start[d, chosen[d]]), int(end[d, chosen[d]])) for d in _marked(model, limit.mark, chosen)]
    for starts, ends in sorted([*there, *limit.busy]):
        if starts >= until:
            break
        if ends <= begin:
            continue
        if starts - begin >= limit.minutes:
            return True
        begin = max(begin, ends)
    return until - begin >= limit.minutes
