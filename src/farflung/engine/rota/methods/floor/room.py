"""Which shifts are still free beside those that somebody has: what limits rule out for good is closed.

Only what most tries would fail on: whether all limits hold is asked before a shift is given.
"""

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.model.limits import Blocks, Rest, Run, Total
from farflung.engine.rota.model.model import Model

Bools = NDArray[np.bool_]
Days = dict[int, int]


class Room:
    """The `free` shifts of all people, of shape (people, days, kinds)."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.free = model.open.copy()
        self._rest = [
            max((limit.minutes for limit in limits if isinstance(limit, Rest)), default=0)
            for limits in model.limits
        ]

    def narrow(self, person: int, days: Days, day: int) -> None:
        """Closes what cannot stand beside somebody's shifts by day, the one of `day` being new."""
        model, kind = self._model, days[day]
        row, free = model.row(person), self.free[person]
        start, end = model.options.start[row], model.options.end[row]
        rest = self._rest[person]
        free[day] = False
        free &= (start >= end[day, kind] + rest) | (end + rest <= start[day, kind])
        for limit in model.limits[person]:
            match limit:
                case Total():
                    self._total(person, limit, days, day)
                case Run():
                    self._run(person, limit, days, day)
                case Blocks():
                    self._blocks(person, limit, days)
                case _:
                    pass  # found out by trying

    def _total(self, person: int, limit: Total, days: Days, day: int) -> None:
        mark, measure = self._of(person, limit.mark), self._model.measures[limit.measure]
        if limit.most is None or not limit.first <= day <= limit.last or not mark[day, days[day]]:
            return
        of = measure[self._model.row(person)]
        used = sum(
            int(of[at]) for at in days.items() if limit.first <= at[0] <= limit.last and mark[at]
        )  # fmt: skip
        window = slice(limit.first, limit.last + 1)
        self.free[person, window] &= ~(mark[window] & (of[window] > limit.most - used))

    def _run(self, person: int, limit: Run, days: Days, day: int) -> None:
        mark = self._of(person, limit.mark)
        if limit.most is None or not limit.first <= day <= limit.last or not mark[day, days[day]]:
            return
        has = {d for d, kind in days.items() if limit.first <= d <= limit.last and mark[d, kind]}
        first, last = _around(has, day)
        for beside, far in ((first - 1, first - 2), (last + 1, last + 2)):
            low, high = _around(has, far) if far in has else (beside, beside)
            length = max(last, high, beside) - min(first, low, beside) + 1
            carried = limit.carried if min(first, low, beside) == limit.first else 0
            if length + carried > limit.most and limit.first <= beside <= limit.last:
                self.free[person, beside] &= ~mark[beside]

    def _blocks(self, person: int, limit: Blocks, days: Days) -> None:
        mark = self._of(person, limit.mark)
        used = [any(d in days and mark[d, days[d]] for d in group) for group in limit.groups]
        if sum(used) < limit.most:
            return
        for group, taken in zip(limit.groups, used, strict=True):
            for day in group if not taken else ():
                if 0 <= day < len(mark):
                    self.free[person, day] &= ~mark[day]

    def _of(self, person: int, mark: str) -> Bools:
        found: Bools = self._model.marks[mark][self._model.row(person)]
        return found


def _around(days: set[int], day: int) -> tuple[int, int]:
    """First and last of the days in a row around one of them."""
    first = last = day
    while first - 1 in days:
        first -= 1
    while last + 1 in days:
        last += 1
    return first, last
