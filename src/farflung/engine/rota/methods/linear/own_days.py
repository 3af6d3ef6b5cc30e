"""Starts by count, days by person: people whose leave, hours and runs differ, in one program of their counts.

Who shares clocks, rest and duties is one unit whatever else limits them. Its columns count who has which
shift; for each of its members, or for those who are wholly alike, columns beside them count who works on
which day, and all that limits somebody by days is written on those. Rest between two days is kept by those
who work on either of them. So the relaxation knows everybody's leave and is not much greater.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from farflung.engine.rota.methods.linear.days import day_rows
from farflung.engine.rota.methods.linear.program import FREE, Bools, Floats, Ints
from farflung.engine.rota.methods.linear.units import Unit, Written
from farflung.engine.rota.model.limits import ANY, Blocks, Off, Run, Total

BY_DAY = (Total, Run, Off, Blocks)
"""Limits that are written on days of their own for those whom they limit."""

Members = Sequence[tuple[int, ...]]
"""Of the members of a unit those who are wholly alike, together."""


class OwnDays:
    """The days of the members of a unit."""

    def __init__(self, written: Written, unit: Unit, members: Members, first: int) -> None:
        """`first` is the number of the first of them; whoever wrote the unit keeps numbers apart."""
        self._written, self._unit = written, unit
        self._of = [_alone(written, first + n, of) for n, of in enumerate(members)]
        self._either: dict[tuple[int, ...], Ints] = {}
        self._link(ANY)
        for mark in dict.fromkeys(mark for of in self._of for mark in _marks(written, of)):
            self._link(mark)

    def write(self) -> None:
        """Rows of all that is limited by days."""
        for of in self._of:
            day_rows(self._written, of)
            for limit in dict.fromkeys(_totals(self._written, of)):
                _Sum(self._written, of, limit).write()
        _together(self._written, self._unit, self._of)

    def either(self, days: tuple[int, ...]) -> Ints:
        """The columns that count who works on any of some days, each person once."""
        if days not in self._either:
            found = [self._once(of, days) for of in self._of]
            self._either[days] = np.array([column for column in found if column >= 0], np.int64)
        return self._either[days]

    def _once(self, of: Unit, days: tuple[int, ...]) -> int:
        theirs = self._written.worked(of)[list(days)]
        theirs = theirs[theirs >= 0]
        if len(theirs) < 2:
            return int(theirs[0]) if len(theirs) else -1
        column = self._written.writer.add_columns(1, high=of.count, integer=False)
        signs = np.append(-np.ones(len(theirs)), 1.0)
        self._written.writer.add_row(
            np.append(theirs, column), signs, high=0.0, rule="either-day", owner=self._unit.number
        )
        return int(column[0])

    def _link(self, mark: str) -> None:
        """Columns for the days of each with the mark; together they are the unit's shifts that have it."""
        written, every = self._written, self._written.worked(self._unit, mark)
        for of in self._of:
            written.days[of.number, mark] = self._days(of, mark)
        for day in np.flatnonzero(every >= 0):
            theirs = [int(written.days[of.number, mark][day]) for of in self._of]
            columns = np.array([column for column in theirs if column >= 0], np.int64)
            signs = np.append(np.ones(len(columns)), -1.0)
            written.writer.add_row(
                np.append(columns, every[day]), signs, low=0.0, high=0.0, rule="own-days",
                owner=self._unit.number,
            )  # fmt: skip

    def _days(self, of: Unit, mark: str) -> Ints:
        """Where every shift of a day has the mark, or none, there is nothing new to count."""
        writer, marked = self._written.writer, _marked(self._written, of, mark)
        found = np.full(len(marked), -1)
        if mark == ANY:
            able, least = marked.any(axis=1), _stand(self._written, of)
            high = _able(self._written, of)[able].astype(np.float64)
            found[able] = writer.add_columns(int(able.sum()), low=least[able], high=high, integer=False)
            return found
        days = self._written.worked(of)
        some = marked.any(axis=1)
        wholly = some & (marked.sum(axis=1) == _open(self._written, of).sum(axis=1))
        found[wholly] = days[wholly]
        partly = some & ~wholly
        found[partly] = writer.add_columns(int(partly.sum()), high=of.count, integer=False)
        pairs = np.stack([found[partly], days[partly]], axis=1).ravel()
        signs = np.tile([1.0, -1.0], int(partly.sum()))
        sizes = np.full(int(partly.sum()), 2)
        writer.add_rows(sizes, pairs, signs, high=0.0, rule="own-days", owner=self._unit.number)
        return found


def _alone(written: Written, number: int, members: tuple[int, ...]) -> Unit:
    """Those who are wholly alike, as a unit whose shifts have no columns but those of its days."""
    shape = written.model.open.shape[1:]
    return Unit(number, members, np.full(shape, -1, np.int64), np.zeros(shape[0], np.int64))


def _open(written: Written, of: Unit) -> Bools:
    found: Bools = written.model.open[of.person]
    return found


def _marked(written: Written, of: Unit, mark: str) -> Bools:
    found: Bools = _open(written, of) & written.model.marks[mark][written.model.row(of.person)]
    return found


def _able(written: Written, of: Unit) -> Ints:
    return np.where(_open(written, of).any(axis=1), of.count, 0).astype(np.int64)


def _stand(written: Written, of: Unit) -> Floats:
    """How many must work on each day because what they have then stands."""
    found = np.zeros(len(of.able))
    for person, day, _ in written.model.forced:
        found[day] += person in of.members
    return found


def _marks(written: Written, of: Unit) -> Iterable[str]:
    limits = written.model.limits[of.person]
    return (limit.mark for limit in limits if isinstance(limit, Total | Run | Blocks))


def _totals(written: Written, of: Unit) -> Iterable[Total]:
    return (limit for limit in written.model.limits[of.person] if isinstance(limit, Total))


@dataclass(frozen=True, eq=False)
class _Sum:
    """A total of somebody over their days: what the smallest and the greatest shift of each would add."""

    written: Written
    of: Unit
    limit: Total

    def write(self) -> None:
        limit, count = self.limit, self.of.count
        columns, low, high = self._days()
        if limit.most is not None and high.sum() > limit.most:
            by = max(1, int(np.gcd.reduce(low))) if len(low) else 1
            self._row(columns, low // by, high=float(limit.most // by * count))
            if len(np.unique(low)) > 1:
                fit = int(np.searchsorted(np.cumsum(np.sort(low)), limit.most, side="right"))
                self._row(columns, np.ones_like(low), high=float(fit * count))
        if limit.least is not None and limit.least > 0:
            self._row(columns, high, low=float(limit.least * count))

    def _days(self) -> tuple[Ints, Ints, Ints]:
        """Columns of days in reach, with the smallest and the greatest amount of each."""
        model, limit = self.written.model, self.limit
        marked = _marked(self.written, self.of, limit.mark)
        amounts = model.measures[limit.measure][model.row(self.of.person)]
        small = np.where(marked, amounts, np.iinfo(np.int64).max).min(axis=1, initial=np.iinfo(np.int64).max)
        great = np.where(marked, amounts, 0).max(axis=1, initial=0)
        inside = np.zeros(len(marked), bool)
        inside[max(0, limit.first) : limit.last + 1] = True
        there = inside & marked.any(axis=1)
        return self.written.worked(self.of, limit.mark)[there], small[there], great[there]

    def _row(self, columns: Ints, values: Ints, *, low: float = -FREE, high: float = FREE) -> None:
        self.written.writer.add_row(
            columns, values.astype(np.float64), low=low, high=high, rule=self.limit.rule,
            owner=self.of.number,
        )  # fmt: skip


Same = tuple[str, int, int, str, str]
"""Rule, first and last day, measure and mark of a total."""


def _together(written: Written, unit: Unit, members: Sequence[Unit]) -> None:
    """Totals of all members in one, where shifts of different amounts leave open what each of theirs adds."""
    limits: dict[Same, dict[int, float]] = {}
    for number, of in enumerate(members):
        for limit in _totals(written, of):
            if limit.most is not None:
                key = limit.rule, limit.first, limit.last, limit.measure, limit.mark
                limits.setdefault(key, {})[number] = float(limit.most * of.count)
    for (rule, first, last, measure, mark), most in limits.items():
        amounts = written.model.measures[measure][written.model.row(unit.person)]
        there = written.marked(unit, mark) & (amounts != 0)
        there[: max(0, first)] = there[last + 1 :] = False
        if len(most) == len(members) and len(np.unique(amounts[there])) > 1:
            values = amounts[there].astype(np.float64)
            written.writer.add_row(
                unit.at[there], values, high=sum(most.values()), rule=rule, owner=unit.number
            )
