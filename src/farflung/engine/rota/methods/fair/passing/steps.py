"""Steps by chance: a shift goes to somebody else, is cut otherwise, or goes to another time."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from farflung.engine.rota.methods.fair.passing.shifts import Shifts
from farflung.engine.rota.methods.fair.passing.stretches import Place, Stretches
from farflung.engine.rota.model.objective import Choice

T = TypeVar("T")

Step = tuple[list[Choice], list[Choice]]
"""Which shifts go, and which come for them."""

MOVED, CUT = 0.2, 0.25
"""How often a shift goes to another time, and how often it is cut otherwise; else it is passed on."""

DROPPED, LACKING = 0.1, 0.5
"""Of shifts that go to another time how many just go, and how many go to where somebody lacks."""

BESIDE = 0.8
"""Of those that are cut otherwise how many are cut with the one before or after them."""

HIGHER = 0.8
"""How often the shift is of the one who stands higher of two people."""


class Steps:
    """Draws steps; `climbing` are the people whose shifts are passed on first."""

    def __init__(self, stretches: Stretches, climbing: Sequence[int], random: Random) -> None:
        self._stretches, self._climbing, self._random = stretches, climbing, random

    def step(self, shifts: Shifts, lacking: Sequence[Place]) -> Step | None:
        """One that may be possible or not; None where nothing was drawn."""
        choice = self._somebodys(shifts)
        if choice is None:
            return None
        begins, _ = self._stretches.of[choice]
        drawn = self._random.random()
        if not begins:
            return [choice], []
        if drawn < MOVED:
            return self._moved(choice, lacking)
        if drawn < MOVED + CUT:
            return self._cut(choice, shifts)
        return [choice], [self._taker(self._stretches.same(self._stretches.of[choice]), shifts)]

    def _taker(self, of: Sequence[Choice], shifts: Shifts) -> Choice:
        """Of two drawn by chance the one by which somebody comes to less."""
        one, other = self._one(of), self._one(of)
        height, cost = shifts.height, shifts.cost
        return one if height[one[0]] + cost[one] <= height[other[0]] + cost[other] else other

    def passed_on(self, choice: Choice, rather: Sequence[int]) -> Choice | None:
        """Who else takes a shift, often one of some people."""
        others = self._stretches.same(self._stretches.of[choice])
        if self._random.random() < 0.5:
            others = [of for of in others if of[0] in rather] or others
        taker = self._one(others)
        return None if taker[0] == choice[0] else taker

    def _one(self, of: Sequence[T]) -> T:
        """One of some things; `Random.choice` takes three times as long."""
        return of[int(self._random.random() * len(of))]

    def _somebodys(self, shifts: Shifts) -> Choice | None:
        one, other = self._one(self._climbing), self._one(self._climbing)
        if (shifts.height[other] > shifts.height[one]) is (self._random.random() < HIGHER):
            one = other
        days = shifts.days[one]
        if not days:
            return None
        day = self._one(tuple(days))
        choice = (one, day, days[day])
        return choice if choice in self._stretches.of else None

    def _moved(self, choice: Choice, lacking: Sequence[Place]) -> Step | None:
        """To a time that meets its own, or to where somebody lacks."""
        drawn = self._random.random()
        if drawn < DROPPED:
            return [choice], []
        if lacking and drawn < DROPPED + LACKING:
            place = self._one(lacking)
        else:
            begins, ends = self._stretches.of[choice]
            number = self._random.randrange(len(begins))
            line, first = begins[number]
            place = line, self._random.randrange(first, ends[number][1])
        new = self._stretches.covering(place, self._random)
        return None if new is None else ([choice], [new])

    def _cut(self, choice: Choice, shifts: Shifts) -> Step | None:
        """What a shift covers, with the one before or after it, by one or two others."""
        begins, ends = self._stretches.of[choice]
        off, drawn = [choice], self._random.random()
        beside = shifts.beginning(ends) if drawn < BESIDE / 2 else shifts.ending(begins)
        if drawn < BESIDE:
            if not beside:
                return None
            off.append(self._one(beside))
            others = self._stretches.of[off[1]]
            begins, ends = (begins, others[1]) if drawn < BESIDE / 2 else (others[0], ends)
        first = self._taker(self._stretches.beginning(begins), shifts)
        until = self._stretches.of[first][1]
        if until == ends:
            return off, [first]
        rest = self._stretches.same((until, ends))
        return (off, [first, self._taker(rest, shifts)]) if rest else None
