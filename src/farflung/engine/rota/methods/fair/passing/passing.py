"""A fairer plan by passing shifts on by chance.

A step is welcome if it makes heights lower, the worst most of all, and for a while also if it makes them a
little higher: less and less, as metal is hardened by cooling slowly (S. Kirkpatrick, C. D. Gelatt and
M. P. Vecchi, Optimization by simulated annealing, Science 220, 1983). Who would get too high by a shift, or
has one that day already, or would break a limit, passes on one of their own in return. No limit is ever
broken, no pair parted, and nothing that is held gets worse, so every plan on the way could be had.
"""

from collections.abc import Mapping, Sequence
from math import exp, log
from random import Random

from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.passing.kept import Kept
from farflung.engine.rota.methods.fair.passing.shifts import Days, Shifts
from farflung.engine.rota.methods.fair.passing.steps import Steps
from farflung.engine.rota.methods.fair.passing.stretches import Stretches
from farflung.engine.rota.methods.floor.beside import Beside
from farflung.engine.rota.methods.linear.rows import Held
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop

WIDE = (0.12, 0.005)
"""So much of the worst height makes a height weigh *e* times as much, at first and at last."""

WARM = (0.2, 0.01)
"""How much worse a step may be on average, in weights of the worst height, at first and at last."""

EACH, MOST = 60, 400_000
"""Steps for each shift and person of a plan, and at most."""

LUKEWARM = 0.1
"""What part of the first warmth a plan is cooled down from that may be good already."""

NEAR = 0.04
"""So little above the least, as a part of it, is good."""

CHAIN = 2
"""So many shifts more are passed on in return at most."""

LOOK = 256
"""Steps between two looks at the time."""

STEEPEST = 50.0
"""The exponent from which on heights are all the same: far too high."""


def passed_on(
    model: Model, heights: Heights, chosen: Sequence[Choice], held: Held, *, stop: Stop, seed: int,
    least: int = 0,
) -> tuple[Choice, ...]:  # fmt: skip
    """A plan no less fair, with every limit kept and nothing that is held any worse.

    It cools down from lukewarm first: where that comes near the `least` that the worst height can be, in
    steps, the plan was good and more warmth would only spoil it. Else it ends when cooling down anew, each
    time from half as warm, brings nothing, or with `stop`: then it cools down faster.
    """
    if not heights.climbing:
        return tuple(chosen)
    return _Passing(model, heights, chosen, held, seed).run(stop, (1 + NEAR) * least)


class _Passing:
    """The plan as it is, the best so far, and how warm it is."""

    def __init__(
        self, model: Model, heights: Heights, chosen: Sequence[Choice], held: Held, seed: int
    ) -> None:
        self._model, self._heights, self._held = model, heights, held
        self._random, self._stretches = Random(seed), Stretches(model, heights)
        self._steps = Steps(self._stretches, heights.climbing, self._random)
        self._beside = Beside(model) if model.pairs else None
        self._best = tuple(chosen)
        self._begin()
        self._lowest = self._shifts.levels()

    def run(self, stop: Stop, near: float) -> tuple[Choice, ...]:
        steps = min(MOST, EACH * len(self._best) * len(self._heights.climbing))
        self._cool(steps // 4, LUKEWARM, stop)
        warmth, before = 1.0, list[int]()
        while before != self._lowest and self._lowest[0] > near and not stop.over():
            before = self._lowest
            self._begin()
            self._cool(steps, warmth, stop)
            warmth /= 2
        return self._best

    def _begin(self) -> None:
        """From the best plan so far."""
        self._shifts = Shifts(self._heights, self._best, self._stretches)
        self._kept = Kept(self._model, self._held, self._best)

    def _cool(self, steps: int, warmth: float, stop: Stop) -> None:
        given, lacking = stop.left() or 1.0, self._kept.lacking()
        for number in range(steps):
            if number % LOOK == 0:
                if stop.over():
                    return
                lacking = self._kept.lacking()
                self._temper(max(number / steps, 1 - stop.left() / given), warmth)
            step = self._steps.step(self._shifts, lacking)
            if step is not None and self._taken(*step):
                self._note()

    def _temper(self, part: float, warmth: float) -> None:
        """How steeply heights weigh, and how much worse steps may be, after a part of the way."""
        self._worst = float(self._lowest[0])
        wide, warm = ((first * warmth) ** (1 - part) * last**part for first, last in (WIDE, WARM))
        self._wide, self._warm = max(wide * self._worst, 1e-9), warm

    def _note(self) -> None:
        levels = self._shifts.levels()
        if levels < self._lowest:
            self._lowest, self._best = levels, self._shifts.chosen()

    def _taken(self, off: list[Choice], on: list[Choice], chain: int = 0) -> bool:
        """Takes a step if it can be had and is welcome, perhaps with shifts passed on in return."""
        give = self._in_the_way(off, on)
        if give is None:
            climbs = self._climbs(off, on)
            stuck = self._stuck(off, on, climbs)
            if stuck is None:
                return True
            give = self._theirs(stuck, off, on) if stuck >= 0 else None
        return give is not None and chain < CHAIN and self._in_return(give, off, on, chain)

    def _in_the_way(self, off: list[Choice], on: list[Choice]) -> Choice | None:
        """A shift that somebody has already on the day of one that they would get."""
        for person, day, _ in on:
            kind = self._shifts.days[person].get(day)
            if kind is not None and (person, day, kind) not in off:
                return person, day, kind
        return None

    def _climbs(self, off: list[Choice], on: list[Choice]) -> dict[int, int]:
        """By how much everybody climbs who gives or gets a shift."""
        cost, climbs = self._shifts.cost, dict[int, int]()
        for choice in off:
            climbs[choice[0]] = climbs.get(choice[0], 0) - cost[choice]
        for choice in on:
            climbs[choice[0]] = climbs.get(choice[0], 0) + cost[choice]
        return climbs

    def _stuck(self, off: list[Choice], on: list[Choice], climbs: dict[int, int]) -> int | None:
        """Takes a step; if it cannot be, in whose way it is (-1: nobody can mend that)."""
        if not self._welcome(climbs):
            highest = max(climbs, key=lambda person: self._shifts.height[person] + climbs[person])
            return highest if climbs[highest] > 0 else -1
        change = self._kept.change(off, on, self._stretches.of)
        if change is None or len({choice[:2] for choice in on}) < len(on):  # one shift a day
            return -1
        days = self._after(off, on)
        if not self._paired(days):
            return -1
        for person, own in days.items():
            if not keeps_limits(self._model, person, own):
                return person
        self._shifts.change(off, on, climbs)
        self._kept.make(change)
        return None

    def _after(self, off: list[Choice], on: list[Choice]) -> dict[int, Days]:
        """What everybody has then who gives or gets a shift."""
        days = {choice[0]: dict(self._shifts.days[choice[0]]) for choice in (*off, *on)}
        for person, day, _ in off:
            del days[person][day]
        for person, day, kind in on:
            days[person][day] = kind
        return days

    def _welcome(self, climbs: Mapping[int, int]) -> bool:
        height, worse = self._shifts.height, 0.0
        for person, climbed in climbs.items():
            if climbed:
                worse += self._weight(height[person] + climbed) - self._weight(height[person])
        return worse <= 0 or worse < -self._warm * log(1.0 - self._random.random())

    def _weight(self, height: int) -> float:
        return exp(min(STEEPEST, (height - self._worst) / self._wide))

    def _paired(self, days: Mapping[int, Days]) -> bool:
        """Whether pairs stay together, or apart."""
        if self._beside is None:
            return True
        plan = [days.get(person, own) for person, own in enumerate(self._shifts.days)]
        return all(self._beside.keeps(person, plan) for person in days)

    def _theirs(self, person: int, off: list[Choice], on: list[Choice]) -> Choice | None:
        """A shift that somebody could pass on, half the time one next to what they would get."""
        gone = {choice[1] for choice in off if choice[0] == person}
        mine = [day for day in self._shifts.days[person] if day not in gone]
        beside = {day + step for who, day, _ in on if who == person for step in (-1, 0, 1)}
        near = [day for day in mine if day in beside]
        if near and self._random.random() < 0.5:
            mine = near
        if not mine:
            return None
        day = self._random.choice(mine)
        return person, day, self._shifts.days[person][day]

    def _in_return(self, give: Choice, off: list[Choice], on: list[Choice], chain: int) -> bool:
        """The step with one shift more that is passed on."""
        if give not in self._stretches.of or not self._stretches.of[give][0]:
            return False
        taker = self._steps.passed_on(give, [choice[0] for choice in off])
        return taker is not None and self._taken([*off, give], [*on, taker], chain + 1)
