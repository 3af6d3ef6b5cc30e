"""A plan that grows shift by shift and keeps every limit at each step but what asks for a least amount."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.floor.beside import Beside
from farflung.engine.rota.methods.floor.room import Room
from farflung.engine.rota.methods.floor.wanted import Options, Wanted
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.model.limits import Limit, Off, Run, Total
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Days = dict[int, int]


class Growing:
    """Who has what so far, from what is forced on."""

    def __init__(self, model: Model) -> None:
        self.model, self._most = model, _without_least(model)
        self.has: list[Days] = [{} for _ in model.people]
        self.wanted, self._room, self.beside = Wanted(model, model.forced), Room(model), Beside(model)
        people = len(model.people)
        self.share = np.ones(people) if model.share is None else np.maximum(model.share, 1e-3)
        self.height = np.zeros(people) if model.ahead is None else model.ahead.astype(float)
        self.minutes = np.zeros(people)
        self.lacking = np.array([
            any(isinstance(of, Total) and of.least for of in own) and not self._keeps_all(person)
            for person, own in enumerate(model.limits)
        ])  # fmt: skip
        self._stretch = [_stretch(own) for own in model.limits]
        self._refused: list[Choice] = []
        self._reopens = any(pair.together for pair in model.pairs) or max(self._stretch, default=1) > 1
        self._forced = [0] * people
        for person, day, kind in model.forced:
            self._forced[person] += 1
            self._put(person, {day: kind})

    def give(self, choice: Choice) -> bool:
        """Gives somebody a shift if everything holds with it; where days come in rows, days beside it too."""
        person, day, kind = choice
        for length in range(1, self._stretch[person] + 1):
            for first in range(day - length + 1, day + 1):
                if self._give(person, dict.fromkeys(range(first, first + length), kind)):
                    return True
        self.free[choice] = False
        self._refused.append(choice)
        return False

    @property
    def free(self) -> Bools:
        """What may still be given to whom: what was refused is not, until it is opened again."""
        return self._room.free

    def reopen(self) -> bool:
        """Opens again what was refused, if what others have or days beside it may have changed that."""
        for choice in self._refused if self._reopens else ():
            self.free[choice] = choice[1] not in self.has[choice[0]]
        self._refused.clear()
        return self._reopens

    def loads(self, of: Options) -> tuple[Floats, Floats]:
        """The height and the minutes over their share that people would come to by each of some shifts."""
        at, who = (of.person, of.day, of.kind), of.person
        minutes = self.model.options.minutes[self.model.options.row_of[who], of.day, of.kind]
        burden = np.zeros(len(who)) if self.model.burden is None else self.model.burden[at]
        return self.height[who] + burden / self.share[who], (self.minutes[who] + minutes) / self.share[who]

    def in_turn(self, people: Ints) -> Ints:
        """Some people, who must have more yet first, then who has least by height and by hours."""
        share = self.share[people]
        return people[np.lexsort((self.minutes[people] / share, self.height[people], ~self.lacking[people]))]

    def keeps(self, person: int) -> bool:
        """Whether every limit of somebody holds, the least amounts too."""
        if self.given(person):  # the others held when the last of them was given
            return not self.lacking[person]
        return self._keeps_all(person)

    def _keeps_all(self, person: int) -> bool:
        return keeps_limits(self.model, person, self.has[person])

    def strip(self, person: int) -> None:
        """Leaves somebody with what is forced alone. Nothing is given after that."""
        self.has[person] = {day: kind for who, day, kind in self.model.forced if who == person}

    def given(self, person: int) -> bool:
        """Whether somebody has more than what is forced."""
        return len(self.has[person]) > self._forced[person]

    def chosen(self) -> tuple[Choice, ...]:
        """All of it."""
        return tuple(
            (person, day, kind) for person, days in enumerate(self.has) for day, kind in sorted(days.items())
        )

    def _give(self, person: int, days: Mapping[int, int]) -> bool:
        new = {day: kind for day, kind in days.items() if self.has[person].get(day) != kind}
        if not all(self._free(person, *at) for at in new.items()):
            return False
        before = self.has[person]
        self.has[person] = {**before, **new}
        holds = keeps_limits(self._most, person, self.has[person]) and self.beside.keeps(person, self.has)
        self.has[person] = before
        if holds:
            self._put(person, new)
        return holds

    def _free(self, person: int, day: int, kind: int) -> bool:
        inside = 0 <= day < self.model.options.days and self.free[person, day, kind]
        return bool(inside) and self.wanted.fits((person, day, kind))

    def _put(self, person: int, days: Days) -> None:
        for day, kind in days.items():
            at = (person, day, kind)
            self.has[person][day] = kind
            self._room.narrow(person, self.has[person], day)
            if at not in self.model.forced:
                self.wanted.add(at)
            self.minutes[person] += self.model.options.minutes[self.model.row(person), day, kind]
            if self.model.burden is not None:
                self.height[person] += self.model.burden[at] / self.share[person]
        if self.lacking[person]:
            self.lacking[person] = not self._keeps_all(person)


def _stretch(limits: Sequence[Limit]) -> int:
    """How many days in a row may have to be given at once, for one of them to be allowed."""
    return max((limit.least or 1 for limit in limits if isinstance(limit, Run | Off)), default=1)


def _without_least(model: Model) -> Model:
    """The same without what people should have at least, which nobody has with their first shift."""
    found = copy(model)
    found.limits = [
        [replace(of, least=None) if isinstance(of, Total) and of.least else of for of in limits]
        for limits in model.limits
    ]
    return found
