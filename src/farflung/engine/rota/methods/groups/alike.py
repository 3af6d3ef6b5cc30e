"""Who is alike: nobody could tell from what a solver reads which of them has which shifts."""

from collections.abc import Sequence

import numpy as np

from farflung.engine.rota.methods.linear.rows import Groups
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Objective


def alike(model: Model, objectives: Sequence[Objective], *, loosely: bool = False) -> Groups:
    """Groups of people with the same options, open shifts, limits, demand and costs, in order of people.

    Whoever is of a pair is alike to nobody. `loosely` the days of each may differ, as absences do.
    """
    paired = {person for pair in model.pairs for person in (pair.one, pair.other)}
    forced: dict[int, list[tuple[int, int]]] = {}
    for person, day, kind in model.forced:
        forced.setdefault(person, []).append((day, kind))
    counts = np.array([line.people for line in model.lines]).reshape(len(model.lines), len(model.people))
    costs = [of.cost for of in objectives if of.cost is not None]
    found: dict[object, list[int]] = {}
    for person in range(len(model.people)):
        key = (
            person if person in paired else None,
            model.row(person),
            (model.open[person].any(axis=0) if loosely else model.open[person]).tobytes(),
            frozenset(model.limits[person]),
            () if loosely else tuple(sorted(forced.get(person, ()))),
            counts[:, person].tobytes(),
            tuple(cost[person].tobytes() for cost in costs),
            model.bounds(person),
        )
        found.setdefault(key, []).append(person)
    return tuple(tuple(members) for members in found.values())
