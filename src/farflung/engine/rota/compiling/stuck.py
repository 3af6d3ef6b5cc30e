"""Whose fixed shifts break limits by themselves: they were written so, stand, and rules tell of them."""

from collections import Counter, defaultdict
from itertools import product

from farflung.engine.rota.model.kept import passes_limits
from farflung.engine.rota.model.limits import Pair
from farflung.engine.rota.model.model import Model


def stuck_in(model: Model) -> frozenset[str]:
    """Ids of people of whom no plan could keep the limits, whatever is planned beside what is fixed."""
    of: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person, day, kind in model.forced:
        of[person].append((day, kind))
    found = {person for person, shifts in of.items() if _breaks(model, person, shifts)}
    for pair in (pair for pair in model.pairs if not pair.together and _meet(model, pair, of)):
        found |= {pair.one, pair.other} & set(of)
    return frozenset(model.people[person].id for person in found)


def _breaks(model: Model, person: int, shifts: list[tuple[int, int]]) -> bool:
    twice = max(Counter(day for day, _ in shifts).values()) > 1
    return twice or passes_limits(model, person, dict(shifts))


def _meet(model: Model, pair: Pair, of: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether two people who are to be apart are fixed on one duty at the same time."""
    return any(
        one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
        for one, other in product(_spans(model, pair.one, of), _spans(model, pair.other, of))
    )


def _spans(model: Model, person: int, of: dict[int, list[tuple[int, int]]]) -> list[tuple[str, int, int]]:
    """Duty, start and end in minutes of what somebody is fixed on, or has anyway."""
    start, end = model.spans(person)
    minute = model.options.minute
    fixed = [(model.kinds[kind].duty, int(start[day, kind]), int(end[day, kind])) for day, kind in of[person]]
    there = model.standing(person)
    return fixed + [(shift.duty, minute(shift.span.start), minute(shift.span.end)) for shift in there]
