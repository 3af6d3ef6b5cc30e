"""Who of a group has which of its shifts.

In turn, first: each shift in order of its start goes to the next of the group. Of any stretch of that order
which holds at most n times b shifts nobody of n then has more than b. Rest, hours of a week and days in a row
are limits on such stretches, so where shifts are equally long this never fails, and it is no search at all.
Where something else is limited, the counts are halved between halves of the group, and halved again.
"""

from collections.abc import Iterable

import numpy as np

from farflung.engine.rota.methods.linear.apart import apart_rows
from farflung.engine.rota.methods.linear.days import day_rows
from farflung.engine.rota.methods.linear.gaps import gap_rows
from farflung.engine.rota.methods.linear.program import Ints, Writer
from farflung.engine.rota.methods.linear.totals import total_rows
from farflung.engine.rota.methods.linear.units import Unit, Written, units_of
from farflung.engine.rota.methods.solvers.answer import Answer
from farflung.engine.rota.methods.solvers.cpsat import solve_cpsat
from farflung.engine.rota.methods.solvers.highs import Highs
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop, Within

_SECONDS = 10.0
"""At most for one halving; then the whole is tried at once."""


def split(
    model: Model, members: tuple[int, ...], counts: Ints, *, stop: Stop, seed: int = 0
) -> tuple[Choice, ...] | None:
    """The shifts of each member, `counts` of shape (days, kinds) in all, or as many as could be shared out.

    None where not even nobody's keep the limits, or the time was up.
    """
    found = _exactly(model, members, counts, stop)
    return found if found is not None else _at_most(model, members, counts, stop, seed)


def _exactly(model: Model, members: tuple[int, ...], counts: Ints, stop: Stop) -> tuple[Choice, ...] | None:
    """All of the counts, in turn or by halves."""
    shifts = [
        (int(day), int(kind)) for day, kind in np.argwhere(counts > 0) for _ in range(counts[day, kind])
    ]
    if len(members) == 1:
        alone = dict(shifts)
        kept = len(alone) == len(shifts) and keeps_limits(model, members[0], alone)
        return _chosen(members[0], shifts) if kept else None
    found = in_turn(model, members, shifts)
    return found if found is not None else _halved(model, members, counts, stop)


def in_turn(
    model: Model, members: tuple[int, ...], shifts: Iterable[tuple[int, int]]
) -> tuple[Choice, ...] | None:
    """Each shift in order of start to the next member; None where somebody could not have theirs."""
    start, row = model.options.start, model.row(members[0])
    ordered = sorted(shifts, key=lambda at: (at[0], int(start[row][at]), at[1]))
    parts = [ordered[number :: len(members)] for number in range(len(members))]
    for person, part in zip(members, parts, strict=True):
        days = dict(part)
        if len(days) < len(part) or not keeps_limits(model, person, days):
            return None
    return tuple(
        choice for person, part in zip(members, parts, strict=True) for choice in _chosen(person, part)
    )


def _chosen(person: int, shifts: Iterable[tuple[int, int]]) -> tuple[Choice, ...]:
    return tuple((person, day, kind) for day, kind in shifts)


def _halved(model: Model, members: tuple[int, ...], counts: Ints, stop: Stop) -> tuple[Choice, ...] | None:
    """The counts in two parts that each half of the group could have, each split in turn."""
    middle = len(members) // 2
    halves = members[:middle], members[middle:]
    parts = _parted(model, halves, counts, Within.of(stop, _SECONDS))
    if parts is None:
        return None
    found = [_exactly(model, half, part, stop) for half, part in zip(halves, parts, strict=True)]
    return None if found[0] is None or found[1] is None else found[0] + found[1]


def _parted(model: Model, groups: tuple[tuple[int, ...], ...], counts: Ints, stop: Stop) -> list[Ints] | None:
    """Counts that add up to the given ones, and that each group can have as far as rows tell."""
    writer, units = _rows_of(model, groups, counts)
    answer = Highs(writer.program()).solve(stop=stop)
    return _counts_of(units, answer)


def _at_most(
    model: Model, members: tuple[int, ...], counts: Ints, stop: Stop, seed: int
) -> tuple[Choice, ...] | None:
    """Everybody alone, in one program, as many of the minutes as can be: exact, and slower than halves."""
    writer, units = _rows_of(model, tuple((person,) for person in members), counts, most=True)
    program = writer.program()
    minutes = model.options.minutes[model.row(members[0])]
    for unit in units:
        program.cost[unit.at[unit.open]] = -minutes[unit.open]
    answer = solve_cpsat(program, stop=Within.of(stop, _SECONDS), seed=seed)
    parts = _counts_of(units, answer)
    if parts is None:
        return None
    return tuple(
        (person, int(day), int(kind))
        for person, part in zip(members, parts, strict=True)
        for day, kind in np.argwhere(part > 0)
    )


def _rows_of(
    model: Model, groups: tuple[tuple[int, ...], ...], counts: Ints, *, most: bool = False
) -> tuple[Writer, tuple[Unit, ...]]:
    writer = Writer()
    units = units_of(model, writer, groups, only=counts > 0)
    written = Written(model, units, writer)
    for unit in units:
        for rows in (apart_rows, day_rows, total_rows, gap_rows):
            rows(written, unit)
    there = counts > 0
    each = np.stack([unit.at[there] for unit in units], axis=1)
    wanted, sizes = counts[there].astype(np.float64), (each >= 0).sum(axis=1)
    low = 0.0 * wanted if most else wanted
    writer.add_rows(sizes, each[each >= 0], 1.0, low=low, high=wanted, rule="counts")
    return writer, units


def _counts_of(units: tuple[Unit, ...], answer: Answer) -> list[Ints] | None:
    if answer.x is None:
        return None
    whole = np.append(np.rint(answer.x).astype(np.int64), 0)
    return [whole[unit.at] for unit in units]
