"""Some people planned anew while all others stay, and then others: how a plan of many comes to its bound.

Written person by person over what the others leave open, a few people are a program whose relaxation is
nearly whole, solved at its root. As long as that is so the next time takes more of them.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from random import Random

from farflung.engine.rota.methods.linear.rows import Held, linear
from farflung.engine.rota.methods.linear.scale import Scaled
from farflung.engine.rota.methods.solvers.answer import Answer
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.model.lines import Line
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective, levels
from farflung.engine.rota.stop import Stop, Within

_FEW = 3_000
_MANY = 9_000
"""Open shifts of those who are planned anew at once: at first, and at most."""
_MORE = 1.2
"""How much is taken more after one that was solved, and less after one that was not."""
_NODES = 20
"""So far a search goes that is not at its end at the root."""
_SECONDS = 20.0
"""And so long, where the machine is slow."""
_VAIN = 3
"""After so many rounds through everybody that brought nothing it ends."""

Chosen = tuple[Choice, ...]


class Anew:
    """A plan of some people on some lines of demand that gets better, and what it must not give up."""

    def __init__(
        self, model: Model, objective: Objective, lines: Sequence[Line], chosen: Sequence[Choice],
        held: Held = (), seed: int = 0,
    ) -> None:  # fmt: skip
        self._model = copy(model)
        self._model.lines = tuple(lines)
        self._objective, self._held = objective, held
        self._random, self._seed = Random(seed), seed
        self._size = float(_FEW)
        self.chosen = tuple(chosen)
        self.value = objective.value(self._model, self.chosen)

    def run(self, people: Sequence[int], bound: float, stop: Stop) -> None:
        """Until nothing can be better, or nothing is for some rounds, or the time is up."""
        vain = 0
        while vain < _VAIN and self.value >= bound + 1 and not stop.over():
            before = self.value
            for some in self._rounds(people):
                if self.value < bound + 1 or stop.over():
                    return
                self._once(some, stop)
            vain = 0 if self.value < before else vain + 1

    def _rounds(self, people: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Everybody once, those together who come together by chance; people of a pair always."""
        left: list[tuple[int, ...]] = [(person,) for person in people if person not in self._paired()]
        left += self._pairs(people)
        self._random.shuffle(left)
        while left:
            some: list[int] = []
            while left and (not some or self._open([*some, *left[-1]]) <= self._size):
                some += left.pop()
            yield tuple(sorted(some))

    def _open(self, people: Sequence[int]) -> int:
        return int(self._model.open[list(people)].sum())

    def _paired(self) -> set[int]:
        return {person for pair in self._model.pairs for person in (pair.one, pair.other)}

    def _pairs(self, people: Sequence[int]) -> list[tuple[int, ...]]:
        """All who are of pairs, in one: whoever is in two of them joins those."""
        found = tuple(sorted(self._paired() & set(people)))
        return [found] if found else []

    def _once(self, people: tuple[int, ...], stop: Stop) -> None:
        """Plans some people anew, and keeps that unless it is worse."""
        theirs = set(people)
        others = tuple(choice for choice in self.chosen if choice[0] not in theirs)
        answer, found = self._solved(people, others, stop)
        self._size = (
            min(_MANY, self._size * _MORE)
            if answer.value < answer.bound + 1
            else max(_FEW, self._size / _MORE)
        )
        value = None if found is None else self._objective.value(self._model, others + found)
        if found is not None and value is not None and value <= self.value and self._holds(others + found):
            self.chosen, self.value = others + found, value

    def _solved(self, people: tuple[int, ...], others: Chosen, stop: Stop) -> tuple[Answer, Chosen | None]:
        lines = tuple(
            replace(line, given=there)
            for line, there in zip(self._model.lines, levels(self._model, others), strict=True)
        )
        held = [(of, most - _cost(of, others)) for of, most in self._held]
        written = linear(
            self._model, self._objective, groups=tuple((p,) for p in people), lines=lines, held=held
        )
        mine = [choice for choice in self.chosen if choice[0] in set(people)]
        program = Scaled.of(written.program).program
        care = Care(absolute=0.99, nodes=_NODES, seed=self._seed)
        answer = Highs(program, care).solve(stop=Within.of(stop, _SECONDS), start=written.start(mine))
        return answer, None if answer.x is None else written.chosen(answer.x)

    def _holds(self, chosen: Chosen) -> bool:
        return all(of.value(self._model, chosen) <= most for of, most in self._held)


def _cost(objective: Objective, chosen: Chosen) -> int:
    """What shifts cost by themselves, demand apart."""
    return 0 if objective.cost is None else sum(int(objective.cost[at]) for at in chosen)
