"""What everybody has while shifts are passed on, how high they stand by it, and where shifts meet."""

from collections.abc import Iterable, Sequence

from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.passing.stretches import Ends, Stretches
from farflung.engine.rota.model.objective import Choice

Days = dict[int, int]


class Shifts:
    """`days` holds the kind of each day of everybody, `height` how high they stand, in steps.

    `cost` is what each shift adds to the height of whoever has it.
    """

    def __init__(self, heights: Heights, chosen: Iterable[Choice], stretches: Stretches) -> None:
        chosen = tuple(chosen)
        self._heights, self._stretches, self.cost = heights, stretches.of, stretches.cost
        self.days: list[Days] = [{} for _ in heights.before]
        self.height = [int(of) for of in heights.reached(chosen)]
        self._begin: dict[Ends, list[Choice]] = {}
        self._end: dict[Ends, list[Choice]] = {}
        for person, day, kind in chosen:
            self.days[person][day] = kind
            self._put((person, day, kind))

    def levels(self) -> list[int]:
        """The heights of those who climb, the worst first."""
        return sorted((self.height[person] for person in self._heights.climbing), reverse=True)

    def chosen(self) -> tuple[Choice, ...]:
        """All of them."""
        return tuple(
            (person, day, kind) for person, days in enumerate(self.days) for day, kind in sorted(days.items())
        )

    def beginning(self, at: Ends) -> Sequence[Choice]:
        """Shifts that somebody has and that begin there."""
        return self._begin.get(at, ())

    def ending(self, at: Ends) -> Sequence[Choice]:
        """Shifts that somebody has and that end there."""
        return self._end.get(at, ())

    def change(self, off: Iterable[Choice], on: Iterable[Choice], climbs: dict[int, int]) -> None:
        """Some shifts go and others come, by which people climb so much."""
        for choice in off:
            del self.days[choice[0]][choice[1]]
            self._take(choice)
        for choice in on:
            self.days[choice[0]][choice[1]] = choice[2]
            self._put(choice)
        for person, climbed in climbs.items():
            self.height[person] += climbed

    def _put(self, choice: Choice) -> None:
        begins, ends = self._stretches.get(choice, ((), ()))
        if begins:
            self._begin.setdefault(begins, []).append(choice)
            self._end.setdefault(ends, []).append(choice)

    def _take(self, choice: Choice) -> None:
        begins, ends = self._stretches[choice]
        if begins:
            self._begin[begins].remove(choice)
            self._end[ends].remove(choice)
