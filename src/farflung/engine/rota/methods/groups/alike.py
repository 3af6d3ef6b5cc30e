"""Who is alike: nobody could tell from what a solver reads which of them has which shifts."""

from collections.abc import Sequence

import numpy as np

from farflung.engine.rota.methods.linear.own_days import BY_DAY
from farflung.engine.rota.methods.linear.rows import Groups
from farflung.engine.rota.model.limits import RestAfter
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Objective


def alike(model: Model, objectives: Sequence[Objective], *, loosely: bool = False) -> Groups:
    """Groups of people with the same options, open shifts, limits, demand and costs, in order of people.

    Whoever is of a pair is alike to nobody. `loosely` their days may differ: absences, what adds up, runs.
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
            frozenset(of for of in model.limits[person] if not (loosely and isinstance(of, BY_DAY))),
            () if loosely else tuple(sorted(forced.get(person, ()))),
            counts[:, person].tobytes(),
            tuple(cost[person].tobytes() for cost in costs),
            model.bounds(person) if not loosely or _counts_from_the_first(model, person) else None,
        )
        found.setdefault(key, []).append(person)
    return tuple(tuple(members) for members in found.values())


def members_of(loosely: Groups, strictly: Groups) -> dict[tuple[int, ...], Groups]:
    """For each of the wider groups the narrower ones within it."""
    number = {person: members for members in strictly for person in members}
    return {group: tuple(dict.fromkeys(number[person] for person in group)) for group in loosely}


def _counts_from_the_first(model: Model, person: int) -> bool:
    """Whether a limit reads how many days in a row lie before somebody's first."""
    return any(isinstance(limit, RestAfter) and limit.run > 1 for limit in model.limits[person])
