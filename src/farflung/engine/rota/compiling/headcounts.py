"""Demand by shift as lines: so many of a kind on each date, by the clock that the kind is written in."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.rota.model.lines import ANY_NUMBER, Line
from farflung.engine.rota.model.options import NEVER, Options
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span, Zone, ZoneDatabase, epoch
from farflung.engine.time.civil import date_shown, day_span, local_seconds

if TYPE_CHECKING:
    from farflung.engine.rota.problem import Problem

_DAY = timedelta(days=1)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


def headcounts_ahead(problem: "Problem") -> tuple[Headcount, ...]:
    """What a plan can still do something about: not the shifts that begin before its window for everybody.

    Where a kind has no zone, a date lies ahead as soon as it does by the clock of one person: whoever comes
    from further west can bring a date along that is over for all others.
    """
    if not problem.headcounts:
        return ()
    kinds = {kind.name: kind for kind in problem.kinds}
    near, clocks = problem.window.start.date() + _DAY, _clocks(problem)
    return tuple(
        count
        for count in problem.headcounts
        if count.day > near or _begins(problem, kinds[count.kind], count.day, clocks)
    )


def day_of(shift: Assignment, kind: ShiftKind, atlas: Atlas) -> date:
    """The date of a shift by the clock that its kind is written in."""
    return date_shown(shift.span.start, atlas.zones.zone(kind.zone)) if kind.zone else shift.day


def _clocks(problem: "Problem") -> list[Zone]:
    """The zones in which people are when the window begins, or a day before or after."""
    atlas = problem.atlas
    around = Span(problem.window.start - 2 * _DAY, problem.window.start + 2 * _DAY)
    pieces = (piece for key in problem.people for piece in atlas.whereabouts(atlas.person(key), around))
    return [atlas.zones.zone(zone) for zone in dict.fromkeys(piece.place.zone for piece in pieces)]


def _begins(problem: "Problem", kind: ShiftKind, day: date, clocks: Iterable[Zone]) -> bool:
    zones = [problem.atlas.zones.zone(kind.zone)] if kind.zone else clocks
    start = epoch(problem.window.start)
    return any(zone.first_valid(local_seconds(day, kind.start * 60)) >= start for zone in zones)


def line_of_headcounts(
    counts: Sequence[Headcount], people: int, kinds: Sequence[ShiftKind], options: Options,
    zones: ZoneDatabase, worked: Iterable[date] = (),
) -> Line:  # fmt: skip
    """The line of the shifts wanted of one kind, a cell for each date.

    `worked` are the dates of those that had begun before the window: they count.
    """
    number = next(n for n, kind in enumerate(kinds) if kind.name == counts[0].kind)
    ordered = sorted(counts, key=lambda count: count.day)
    cells = {count.day: cell for cell, count in enumerate(ordered)}
    lo, hi = _covered(cells, options, number, kinds[number].zone, zones)
    clock = zones.zone(kinds[number].zone or "UTC")
    spans = [day_span(count.day, clock) for count in ordered]
    given = np.zeros(len(ordered), np.int64)
    np.add.at(given, [cells[day] for day in worked if day in cells], 1)
    of_kind = np.zeros(len(kinds), bool)
    of_kind[number] = True
    return Line(
        kinds[number].duty, (kinds[number].name,), np.zeros(len(ordered), np.int64),
        np.array([(options.minute(s.start), options.minute(s.end)) for s in spans], np.int64),
        np.array([c.people for c in ordered], np.int64),
        np.array([ANY_NUMBER if c.most is None else c.most for c in ordered], np.int64),
        np.array([c.under for c in ordered], np.int64), np.array([c.over for c in ordered], np.int64),
        given, np.ones(people, bool), of_kind, lo, hi,
    )  # fmt: skip


def _covered(
    cells: dict[date, int], options: Options, number: int, zone: str | None, zones: ZoneDatabase
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The cells that each shift covers, of shape (rows, days, kinds): that of its date, if it is wanted."""
    cell = np.full(options.days + 4, -1, np.int32)
    for day, place in cells.items():
        if -2 <= options.index(day) < options.days + 2:
            cell[options.index(day) + 2] = place
    start = options.start[:, :, number]
    where = cell[np.where(start != NEVER, _dates(start, options, zone, zones), 0) + 2]
    there = (start != NEVER) & (where >= 0)
    lo, hi = np.zeros(options.start.shape, np.int32), np.zeros(options.start.shape, np.int32)
    lo[:, :, number], hi[:, :, number] = np.where(there, where, 0), np.where(there, where + 1, 0)
    return lo, hi


def _dates(
    start: NDArray[np.int32], options: Options, zone: str | None, zones: ZoneDatabase
) -> NDArray[np.int64]:
    """The index of the date of each shift by the clock of its kind; people's own where it has none."""
    if zone is None:
        return np.broadcast_to(np.arange(options.days), start.shape)
    seconds = epoch(options.base) + np.maximum(start, 0).astype(np.int64) * 60
    local = seconds + zones.zone(zone).offsets(seconds.ravel()).reshape(seconds.shape)
    found: NDArray[np.int64] = local // 86400 + _EPOCH_ORDINAL - options.first.toordinal()
    return found
