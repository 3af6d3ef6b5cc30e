"""Many people no two of whom are alike: starts by count and days by person, handed out, then made better.

The program of counts is small and knows everybody's days, so its bound is close and its counts can mostly be
handed out as they are. What is lost by that, some people at a time who are planned anew win back.
"""

from collections.abc import Sequence

import numpy as np

from farflung.engine.rota.methods.floor.beside import Beside
from farflung.engine.rota.methods.groups.anew import Anew
from farflung.engine.rota.methods.groups.handed import handed
from farflung.engine.rota.methods.groups.parts import Part
from farflung.engine.rota.methods.groups.split import split
from farflung.engine.rota.methods.linear.dive import near
from farflung.engine.rota.methods.linear.own_days import Members
from farflung.engine.rota.methods.linear.program import Floats, Ints
from farflung.engine.rota.methods.linear.rows import Held, Linear, linear
from farflung.engine.rota.methods.linear.scale import Scaled
from farflung.engine.rota.methods.linear.units import Unit
from farflung.engine.rota.methods.solvers.answer import Answer, Report
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective, levels
from farflung.engine.rota.stop import Stop, Within

Chosen = tuple[Choice, ...]

_COUNTING = 0.7
"""What part of the time the counts may take."""
_AHEAD = 1.5
"""How many times its even share of the time a group may take to be handed its shifts."""


class Crowd:
    """A part of a model with who of each of its groups is wholly alike, in order of groups."""

    def __init__(
        self, model: Model, objective: Objective, part: Part, members: Sequence[Members], held: Held,
        seed: int,
    ) -> None:  # fmt: skip
        self._model, self._objective, self._held, self._seed = model, objective, held, seed
        self._part, self._members = part, members
        self._people = tuple(person for group in part.groups for person in group)

    def counted(self, stop: Stop, report: Report) -> tuple[Answer, Chosen | None]:
        """What counts come to, without what the objective costs anyway, and a plan of them."""
        part = Within.of(stop, _COUNTING * stop.left())
        written = linear(
            self._model, self._objective, groups=self._part.groups, held=self._held, lines=self._part.lines,
            members=self._members,
        )  # fmt: skip
        scaled = Scaled.of(written.program)
        answer = near(
            scaled, stop=part, seed=self._seed, report=lambda _, bound: report(None, scaled.bound(bound))
        )
        bound = scaled.bound(answer.bound) - self._objective.constant
        found = None if answer.x is None else self._handed(written, answer.x, stop)
        return Answer(None, np.inf, bound, answer.infeasible), found

    def better(self, chosen: Sequence[Choice], bound: float, stop: Stop) -> Chosen:
        """A plan made better, as long as it is above the bound and there is time."""
        anew = Anew(self._model, self._objective, self._part.lines, chosen, self._held, self._seed)
        anew.run(self._people, bound + self._objective.constant, stop)
        return anew.chosen

    def least(self) -> Chosen | None:
        """Nothing but what stands, where that keeps every limit: better than no plan at all."""
        theirs = set(self._people)
        return self._kept(tuple(choice for choice in self._model.forced if choice[0] in theirs))

    def _handed(self, written: Linear, x: Floats, stop: Stop) -> Chosen | None:
        found: list[Choice] = []
        counts = [_spread(self._model, unit, x) for unit in written.units]
        for number, members in enumerate(self._members):
            own = Within.of(stop, min(1.0, _AHEAD / (len(counts) - number)) * stop.left())
            if len(members) == 1:
                theirs = split(self._model, members[0], counts[number], stop=own, seed=self._seed) or ()
            else:
                theirs = handed(self._model, members, counts[number], stop=own, seed=self._seed)
            found += theirs
        return self._kept(self.fitting(tuple(found)))

    def fitting(self, chosen: Chosen) -> Chosen:
        """Without what is too many somewhere: what is not whole is passed on without a look at demand."""
        model, lines, stands = self._model, self._part.lines, set(self._model.forced)
        extra = [
            there - np.maximum(line.most, line.given)
            for line, there in zip(lines, levels(model, chosen, lines), strict=True)
        ]
        if not any((of > 0).any() for of in extra):
            return chosen
        found = []
        for choice in reversed(chosen):
            person, day, kind = choice
            row = model.row(person)
            covered = [
                of[line.cells_of(person, row, day, kind)] for of, line in zip(extra, lines, strict=True)
            ]
            if choice not in stands and any((of > 0).any() for of in covered):
                for of in covered:
                    of -= 1  # a view: of the line too
            else:
                found.append(choice)
        return tuple(reversed(found))

    def _kept(self, chosen: Chosen) -> Chosen | None:
        """A plan of the part, if it keeps every limit of everybody."""
        plan: list[dict[int, int]] = [{} for _ in self._model.people]
        for person, day, kind in chosen:
            plan[person][day] = kind
        kept = all(keeps_limits(self._model, person, plan[person]) for person in self._people)
        theirs = set(self._people)
        pairs = Beside(self._model).broken(plan) if self._model.pairs else []
        return chosen if kept and not any({of.one, of.other} & theirs for of in pairs) else None


def _spread(model: Model, unit: Unit, x: Floats) -> Ints:
    """How many of a unit have each shift, of shape (days, kinds), where x need not be whole.

    What is not whole is passed on to the next shift in order of start, so that of any stretch of time as many
    begin as should, but for one.
    """
    start, _ = model.spans(unit.person)
    at, found = np.argwhere(unit.open), np.zeros(unit.open.shape, np.int64)
    at = at[np.argsort(start[unit.open], kind="stable")]
    days, kinds = at.T
    upto = np.floor(np.cumsum(x[unit.at[days, kinds]]) + 0.5).astype(np.int64)
    found[days, kinds] = np.diff(upto, prepend=0)
    return found
