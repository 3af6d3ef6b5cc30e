"""Fairness by exchange: whoever carries most gives shifts to others while the order gets better.

Cover does not change by it: both count on the same lines and live by the same clocks. Each exchange makes the
higher of two heights lower, so that the plan's heights, the worst first, come earlier in the order of a
dictionary, and it ends.
"""

from collections.abc import Iterator, Sequence

from farflung.engine.rota.methods.fair.heights import Heights, Ints
from farflung.engine.rota.methods.linear.rows import Held
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop

Move = tuple[tuple[int, ...], int]
"""The days on which two people exchange what they have, and the higher of their heights after it."""

_NEAR = 7
"""Days apart at most of two days that are exchanged at once: limits of a week stay kept."""


def exchanged(
    model: Model, heights: Heights, chosen: Sequence[Choice], held: Held, *, stop: Stop
) -> tuple[Choice, ...]:
    """A plan no less fair with the same cover, in which no exchange of one or two days makes it fairer."""
    return _Exchange(model, heights, chosen, held).run(stop)


class _Exchange:
    """What everybody has, and how high they stand."""

    def __init__(self, model: Model, heights: Heights, chosen: Sequence[Choice], held: Held) -> None:
        self._model, self._heights = model, heights
        self._held = [of.cost for of, _ in held if of.cost is not None]
        self._days: list[dict[int, int]] = [{} for _ in model.people]
        for person, day, kind in chosen:
            self._days[person][day] = kind
        self._height = [int(of) for of in heights.reached(chosen)]
        self._stands = {(person, day) for person, day, _ in model.forced}
        self._like = self._likes()

    def run(self, stop: Stop) -> tuple[Choice, ...]:
        stuck: set[int] = set()
        while not stop.over():
            left = [person for person in self._like if person not in stuck]
            if not left:
                break
            worst = max(left, key=lambda person: self._height[person])
            other = self._better(worst)
            stuck = stuck | {worst} if other is None else stuck - {worst, *self._like[other]}
        return tuple(
            (p, day, kind) for p, days in enumerate(self._days) for day, kind in sorted(days.items())
        )

    def _likes(self) -> dict[int, list[int]]:
        """For each person those with the same clocks who count on the same lines; nobody who is of a pair."""
        paired = {person for pair in self._model.pairs for person in (pair.one, pair.other)}
        classes: dict[object, list[int]] = {}
        for person in range(len(self._model.people)):
            if person not in paired:
                on = tuple(bool(line.people[person]) for line in self._model.lines)
                classes.setdefault((self._model.row(person), on), []).append(person)
        return {person: members for members in classes.values() for person in members}

    def _better(self, worst: int) -> int | None:
        """Makes the best exchange with anybody that lowers the worst; with whom."""
        found = [
            (after, other, days)
            for other in self._like[worst] if self._height[other] < self._height[worst]
            for days, after in self._moves(worst, other)
        ]  # fmt: skip
        for _, other, days in sorted(found):
            if self._done(worst, other, days):
                return other
        return None

    def _moves(self, one: int, other: int) -> Iterator[Move]:
        """Exchanges of one day, or of two near each other, after which both are lower than the one was."""
        gains = {day: self._gain(one, other, day) for day in sorted({*self._days[one], *self._days[other]})}
        free = [day for day in gains if (one, day) not in self._stands and (other, day) not in self._stands]
        for number, day in enumerate(free):
            for days in ((day,), *((day, more) for more in free[number + 1 :] if more - day <= _NEAR)):
                mine = self._height[one] + sum(gains[each][0] for each in days)
                theirs = self._height[other] + sum(gains[each][1] for each in days)
                if max(mine, theirs) < self._height[one]:
                    yield days, max(mine, theirs)

    def _gain(self, one: int, other: int, day: int) -> tuple[int, int]:
        """What each climbs when they exchange a day."""
        mine, theirs = self._days[one].get(day), self._days[other].get(day)
        return self._cost(one, day, theirs) - self._cost(one, day, mine), (
            self._cost(other, day, mine) - self._cost(other, day, theirs)
        )

    def _cost(self, person: int, day: int, kind: int | None) -> int:
        return 0 if kind is None else int(self._heights.cost[person, day, kind])

    def _done(self, one: int, other: int, days: tuple[int, ...]) -> bool:
        """Makes an exchange if it breaks no limit and costs nothing of what is held."""
        mine, theirs = dict(self._days[one]), dict(self._days[other])
        for day in days:
            a, b = mine.pop(day, None), theirs.pop(day, None)
            mine |= {} if b is None else {day: b}
            theirs |= {} if a is None else {day: a}
        if not keeps_limits(self._model, one, mine) or not keeps_limits(self._model, other, theirs):
            return False
        if any(self._dearer(cost, {one: mine, other: theirs}) for cost in self._held):
            return False
        for person, have in ((one, mine), (other, theirs)):
            self._days[person] = have
            own = sum(self._cost(person, day, kind) for day, kind in have.items())
            self._height[person] = int(self._heights.before[person]) + own
        return True

    def _dearer(self, cost: Ints, after: dict[int, dict[int, int]]) -> bool:
        def of(have: dict[int, dict[int, int]]) -> int:
            return sum(int(cost[p, day, kind]) for p, days in have.items() for day, kind in days.items())

        return of(after) > of({person: self._days[person] for person in after})
