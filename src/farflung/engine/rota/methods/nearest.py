"""The choice nearest to what cannot be: every limit is kept, and of least amounts as much as can be."""

from copy import copy
from dataclasses import replace

import numpy as np

from farflung.engine.rota.methods.fair.sums import Row, added_rows
from farflung.engine.rota.methods.linear.program import FREE, Program
from farflung.engine.rota.methods.linear.rows import Linear, linear
from farflung.engine.rota.methods.linear.solve import Search
from farflung.engine.rota.methods.solvers.answer import unheard
from farflung.engine.rota.model.limits import Limit, Total
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop

Least = tuple[int, Total]
"""A person (index) and a total that asks for a least amount of them."""


def without_least(model: Model) -> Model:
    """A model in which nobody must have any amount; what it shares with the other is not to be changed."""
    found = copy(model)
    found.limits = [[_without(limit) for limit in of] for of in model.limits]
    return found


def nearest(model: Model, stop: Stop) -> tuple[Choice, ...] | None:
    """Choices that lack as little of all least amounts together as can be; None where none was found."""
    asked = [
        (n, of) for n, own in enumerate(model.limits) for of in own if isinstance(of, Total) and of.least
    ]
    written = _elastic(linear(without_least(model), Objective()), model, asked)
    search = Search(written, stop, 0, unheard)
    search.run()
    return None if search.best is None else tuple(search.best[1])


def lowered(model: Model, chosen: tuple[Choice, ...]) -> Model:
    """The model in which nobody must have more than they have in a choice."""
    found = copy(model)
    found.limits = [
        [_as_much(model, limit, person, chosen) for limit in own] for person, own in enumerate(model.limits)
    ]
    return found


def _without(limit: Limit) -> Limit:
    return replace(limit, least=None) if isinstance(limit, Total) else limit


def _as_much(model: Model, limit: Limit, person: int, chosen: tuple[Choice, ...]) -> Limit:
    if not isinstance(limit, Total) or not limit.least:
        return limit
    amounts = _amounts(model, person, limit)
    had = sum(int(amounts[day, kind]) for who, day, kind in chosen if who == person)
    return replace(limit, least=min(limit.least, had))


def _amounts(model: Model, person: int, limit: Total) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """What each shift adds to a total, of shape (days, kinds)."""
    row = model.row(person)
    found: np.ndarray[tuple[int, int], np.dtype[np.int64]] = np.where(
        model.marks[limit.mark][row], model.measures[limit.measure][row], 0
    )
    found[: max(0, limit.first)] = found[limit.last + 1 :] = 0
    return found


def _elastic(written: Linear, model: Model, asked: list[Least]) -> Linear:
    """A column for what each amount lacks, and nothing else that costs."""
    if not asked:
        return written
    program, first = written.program, written.program.width
    units = {unit.person: unit for unit in written.units}
    rows: list[Row] = []
    for number, (person, limit) in enumerate(asked):
        amounts, unit = _amounts(model, person, limit), units[person]
        counts = unit.open & (amounts > 0)
        where = np.append(unit.at[counts], first + number)
        values = np.append(amounts[counts], 1).astype(np.float64)
        rows.append((where, values, float(limit.least or 0), FREE))
    wide = _wider(program, np.array([limit.least for _, limit in asked], np.float64))
    return replace(written, program=added_rows(wide, rows, "least"))


def _wider(program: Program, most: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Program:
    """More columns from nought up to `most`, each of which costs one."""
    count = len(most)
    return replace(
        program,
        cost=np.concatenate([np.zeros(program.width), np.ones(count)]),
        low=np.concatenate([program.low, np.zeros(count)]),
        high=np.concatenate([program.high, most]),
        integer=np.concatenate([program.integer, np.zeros(count, bool)]),
    )
