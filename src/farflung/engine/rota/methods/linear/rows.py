"""A model as a linear program."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from farflung.engine.rota.methods.linear.apart import apart_rows
from farflung.engine.rota.methods.linear.cover import Slack, cover_rows
from farflung.engine.rota.methods.linear.days import day_rows
from farflung.engine.rota.methods.linear.gaps import gap_rows
from farflung.engine.rota.methods.linear.own_days import Members, OwnDays
from farflung.engine.rota.methods.linear.pairs import pair_rows
from farflung.engine.rota.methods.linear.program import Floats, Ints, Program, Start, Writer
from farflung.engine.rota.methods.linear.totals import total_rows
from farflung.engine.rota.methods.linear.units import Unit, Written, units_of
from farflung.engine.rota.model.lines import Line
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective

Groups = tuple[tuple[int, ...], ...]
"""People (indexes) by who is counted with whom."""

Held = Sequence[tuple[Objective, int]]
"""What must not get worse: objectives and the value that each may have at most."""


@dataclass(frozen=True, eq=False)
class Linear:
    """A program, the units that its first columns count, and the columns of what lacks or is too much."""

    program: Program
    units: tuple[Unit, ...]
    slack: Slack

    def counts(self, x: Floats) -> list[Ints]:
        """How many of each unit have each shift, of shape (days, kinds)."""
        whole = np.append(np.rint(x).astype(np.int64), 0)
        return [whole[unit.at] for unit in self.units]

    def chosen(self, x: Floats) -> tuple[Choice, ...]:
        """The shifts of units of one person."""
        return tuple(
            (unit.person, int(day), int(kind))
            for unit, counts in zip(self.units, self.counts(x), strict=True)
            for day, kind in np.argwhere(counts > 0)
        )

    def start(self, chosen: Iterable[Choice]) -> Start:
        """A choice as columns and their values, of shifts alone: the rest follows from them."""
        of = {person: unit for unit in self.units for person in unit.members}
        width = max((int(unit.at.max(initial=-1)) for unit in self.units), default=-1) + 1
        found = np.zeros(width)
        for person, day, kind in chosen:
            found[of[person].at[day, kind]] += 1
        return np.arange(width), found


def linear(
    model: Model, objective: Objective, *, groups: Groups | None = None, held: Held = (),
    lines: Sequence[Line] | None = None, members: Sequence[Members] | None = None,
) -> Linear:  # fmt: skip
    """The program of an objective over a model, with people counted in `groups` (None: each alone).

    Of a part of the people it is where `groups` leave others out; then `lines` are those of that part.
    Where those of a group differ in what limits their days, `members` are those of each who are wholly alike.
    """
    writer = Writer()
    if groups is None:
        groups = tuple((person,) for person in range(len(model.people)))
    units = units_of(model, writer, groups)
    written = Written(model, units, writer)
    numbered = len(units)
    for unit in units:
        own: Members = members[unit.number] if members is not None else (unit.members,)
        limit_rows(written, unit, own, numbered)
        numbered += len(own)
    pair_rows(written)
    slack = cover_rows(
        written,
        model.lines if lines is None else lines,
        weighed=objective.cover or any(of.cover for of, _ in held),
    )
    for of, most in held:
        _hold(writer, units, slack, of, most)
    return Linear(_priced(writer, units, slack, objective), units, slack)


def limit_rows(written: Written, unit: Unit, members: Members, first: int) -> None:
    """Rows of what limits a unit; of its `members` apart, numbered from `first` on, where they differ."""
    if len(members) == 1:
        apart_rows(written, unit)
        day_rows(written, unit)
        total_rows(written, unit)
    else:
        own = OwnDays(written, unit, members, first)
        apart_rows(written, unit, own.either)
        own.write()
    gap_rows(written, unit)


def repriced(written: Linear, objective: Objective) -> Linear:
    """The program with another objective."""
    cost = costs(written.units, written.slack, objective, written.program.width)
    return replace(written, program=replace(written.program, cost=cost, constant=float(objective.constant)))


def costs(units: Iterable[Unit], slack: Slack, objective: Objective, width: int) -> Floats:
    """What each of so many columns costs."""
    found = np.zeros(width)
    if objective.cost is not None:
        for unit in units:
            found[unit.at[unit.open]] = objective.cost[unit.person][unit.open]
    if objective.cover:
        found[slack.columns] = slack.weights
    return found


def _hold(writer: Writer, units: Iterable[Unit], slack: Slack, objective: Objective, most: int) -> None:
    """In small whole numbers, and half a one above what is held: so that no rounding of a solver's makes what
    is reached exactly look as if it were not."""
    cost = np.rint(costs(units, slack, objective, writer.width)).astype(np.int64)
    there = np.flatnonzero(cost)
    by = int(np.gcd.reduce(cost[there])) if len(there) else 1
    high = (most - objective.constant) // by + 0.5
    writer.add_row(there, (cost[there] // by).astype(np.float64), high=high, rule="held")


def _priced(writer: Writer, units: Iterable[Unit], slack: Slack, objective: Objective) -> Program:
    bare = writer.program(float(objective.constant))
    bare.cost[:] = costs(units, slack, objective, bare.width)
    return bare
