"""Counts of people who differ in their days, handed out: everybody alone, as many of the minutes as can be.

Written person by person with only the shifts that are counted, the relaxation is whole, or all but. Great
groups are halved first, each half with its own share of every count.
"""

import numpy as np

from farflung.engine.rota.methods.linear.own_days import Members
from farflung.engine.rota.methods.linear.program import Ints, Program, Writer
from farflung.engine.rota.methods.linear.rows import limit_rows
from farflung.engine.rota.methods.linear.units import Unit, Written, units_of
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop, Within

_TOGETHER = 60
"""So many people at most are written one by one."""
_SECONDS = 20.0
"""At most for one program."""


def handed(model: Model, members: Members, counts: Ints, *, stop: Stop, seed: int = 0) -> tuple[Choice, ...]:
    """Shifts of a group of people that keep their limits, of `counts` of shape (days, kinds) as many minutes
    as were found; `members` are those of it who are wholly alike."""
    if sum(map(len, members)) > _TOGETHER and len(members) > 1:
        middle = len(members) // 2
        halves = members[:middle], members[middle:]
        parts = _counted(model, halves, counts, stop, seed)
        if parts is None:
            return ()
        one = handed(model, halves[0], parts[0], stop=stop, seed=seed)
        left = counts - _count(one, counts.shape)  # also what neither half could have in whole numbers
        return one + handed(model, halves[1], left, stop=stop, seed=seed)
    alone = tuple(((person,),) for of in members for person in of)
    found = _counted(model, alone, counts, stop, seed)
    return tuple(
        (of[0][0], int(day), int(kind))
        for of, part in zip(alone, found or (), strict=bool(found))
        for day, kind in np.argwhere(part > 0)
    )


def _count(chosen: tuple[Choice, ...], shape: tuple[int, ...]) -> Ints:
    found = np.zeros(shape, np.int64)
    for _, day, kind in chosen:
        found[day, kind] += 1
    return found


def _counted(
    model: Model, groups: tuple[Members, ...], counts: Ints, stop: Stop, seed: int
) -> list[Ints] | None:
    """What each group has of the counts; None where nothing was found in time."""
    program, units = _program(model, groups, counts)
    care = Care(relative=1e-4, seed=seed)
    answer = Highs(program, care).solve(stop=Within.of(stop, _SECONDS))
    if answer.x is None:
        return None
    whole = np.append(np.rint(answer.x).astype(np.int64), 0)
    return [whole[unit.at] for unit in units]


def _program(model: Model, groups: tuple[Members, ...], counts: Ints) -> tuple[Program, tuple[Unit, ...]]:
    writer, there = Writer(), counts > 0
    units = units_of(model, writer, tuple(tuple(p for of in group for p in of) for group in groups), there)
    written, numbered = Written(model, units, writer), len(units)
    for unit, of in zip(units, groups, strict=True):
        limit_rows(written, unit, of, numbered)
        numbered += len(of)
    each = np.stack([unit.at[there] for unit in units], axis=1)
    sizes = (each >= 0).sum(axis=1)
    writer.add_rows(sizes, each[each >= 0], 1.0, high=counts[there].astype(np.float64), rule="counts")
    program = writer.program()
    for unit in units:
        program.cost[unit.at[unit.open]] = -model.options.minutes[model.row(unit.person)][unit.open]
    return program, units
