"""Down the levels of fairness: how low the next one can be, then how few must be that high, and so on."""

from collections.abc import Sequence
from dataclasses import dataclass

from farflung.engine.rota.methods.fair.caps import Cap, Capped
from farflung.engine.rota.methods.fair.floors import Floors
from farflung.engine.rota.methods.linear.rows import Linear
from farflung.engine.rota.methods.linear.solve import Search
from farflung.engine.rota.methods.solvers.answer import Report
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop, Within

LEAST, FIRST, PART = 1.0, 0.5, 0.35
"""Seconds that each program gets in any case, and what part of what is left: the first, each of the next."""

LOGIC = (("CP-SAT", 0.7), ("HiGHS", 0.3))
"""Solvers of rotas of few shifts, and what part of a program's time each has: CP-SAT counts better."""

WIDE = 4000
"""So many columns are many."""

NUMBERS = (("HiGHS", 0.6), ("CP-SAT", 0.4))
"""Those of rotas of many, of which the relaxation says more."""


@dataclass(frozen=True, eq=False)
class Descended:
    """`least` is for each level what no plan has it below, in steps, where those above are no worse; `capped`
    are the plans that are as good, `whole` says that every level was proven in grains."""

    chosen: Sequence[Choice]
    least: list[int]
    whole: bool
    capped: Capped
    by: str


class Descent:
    """Heights are compared in grains of so many steps, rounded up. `known` are bounds of each level."""

    def __init__(
        self, capped: Capped, floors: Floors, known: Sequence[int], grain: int, seed: int, watch: Report
    ) -> None:
        self._capped, self._floors, self._known = capped, floors, known
        self._grain, self._seed, self._watch = grain, seed, watch
        self._chosen: Sequence[Choice] = ()
        self._grains: list[int] = []
        self._heights: list[int] = []
        self._least: list[int] = []
        self._by = "start"

    def run(self, start: Sequence[Choice], stop: Stop, patience: int = 2) -> Descended:
        """From a plan that is known; gives up after so many values in a row of which nothing was learned."""
        self._take(start)
        people, vain = len(self._grains), 0
        while len(self._least) < people and not stop.over() and vain < patience:
            first = len(self._least)
            self._next(stop)
            vain = vain + 1 if self._open(first) else 0
        self._rest()
        whole = not any(self._open(level) for level in range(people))
        return Descended(self._chosen, self._in_steps(), whole, self._capped, self._by)

    def _open(self, level: int) -> bool:
        return self._least[level] < self._grains[level]

    def _next(self, stop: Stop) -> None:
        """The next value: how low it can be, and how many are that high."""
        above = len(self._least)
        least = self._floor()
        if least < self._grains[above]:
            program = self._capped.lowest(above, self._grain, least, self._grains[above])
            least = max(least, self._searched(program, self._grains[above], stop))
        value = self._grains[above]
        self._hold(value, above)
        self._least.append(min(least, value))
        while (
            len(self._least) < len(self._grains) and self._floor() >= value == self._grains[len(self._least)]
        ):
            self._least.append(value)
        if self._count(value) > len(self._least):
            self._fewest(value, stop)
        self._hold(value - 1, self._count(value))

    def _fewest(self, value: int, stop: Stop) -> None:
        program = self._capped.fewest(self._grain * (value - 1))
        surely = self._searched(program, self._count(value), stop)
        count = self._count(value)
        while len(self._least) < count:
            known = value if len(self._least) < surely else min(self._floor(), value)
            self._least.append(known)

    def _searched(self, program: Linear, value: int, stop: Stop) -> int:
        """Takes the best plan of a program; what its value cannot be below."""
        share = PART if self._least else FIRST
        part = Within.of(stop, max(LEAST, share * stop.left()))
        wide = program.program.width > WIDE
        turns = tuple((name, of * part.left()) for name, of in (NUMBERS if wide else LOGIC))
        search = Search(program, part, self._seed, self._watch, turns=turns)
        search.begin(float(value), self._chosen)
        search.run()
        if search.by != "start" and search.best is not None:
            self._by = search.by
            self._take(search.best[1])
        return round(search.bound) if search.bound > float("-inf") else 0

    def _take(self, chosen: Sequence[Choice]) -> None:
        """A plan, if it is better than the one before."""
        heights = self._capped.heights.levels(chosen)
        grains = [-(-height // self._grain) for height in heights]
        if not self._grains or (grains, heights) < (self._grains, self._heights):
            self._chosen, self._grains, self._heights = chosen, grains, heights
            self._hold(grains[0] if grains else 0, 0)

    def _hold(self, value: int, most: int) -> None:
        """At most so many are above a value from now on."""
        self._capped = self._capped.under(Cap(self._grain * value, most))

    def _count(self, value: int) -> int:
        return sum(of >= value for of in self._grains)

    def _floor(self) -> int:
        """What the next level cannot be below, in grains, by all that is known before."""
        above = [self._grain * of for of in self._grains[: len(self._least)]]
        least = max(self._floors.level(above), self._known[len(above)] if self._known else 0)
        return -(-least // self._grain)

    def _rest(self) -> None:
        """Levels that were not come to."""
        while len(self._least) < len(self._grains):
            self._least.append(min(self._floor(), self._grains[len(self._least)]))

    def _in_steps(self) -> list[int]:
        """Whoever is not below so many grains is above one grain less."""
        lows = [self._grain * (of - 1) + 1 for of in self._least]
        return [max(low, of, 0) for low, of in zip(lows, self._known or lows, strict=True)]
