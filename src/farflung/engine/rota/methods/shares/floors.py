"""Least amounts that only a shared duty can bring: what each person must have of it, as far as can be had."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.compiling.sharing import minutes_shared
from farflung.engine.rota.methods.linear.program import FREE, Writer
from farflung.engine.rota.methods.shares.hours import Piece
from farflung.engine.rota.methods.solvers.highs import Highs
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.at_work import AtWork
from farflung.engine.rota.rules.periods import of_plan
from farflung.engine.rota.rules.rule import holds_for
from farflung.engine.rota.rules.totals import Amount
from farflung.engine.rota.stop import Stop
from farflung.engine.rota.values.shared_duty import SharedDuty

Floats = NDArray[np.float64]


def asked_of(problem: Problem, shared: SharedDuty) -> Floats:
    """Minutes of a shared duty that each person lacks, beside what is planned and what later ones bring."""
    could = minutes_shared(problem, problem.shared[problem.shared.index(shared) + 1 :])
    lack = [
        max((least - most for least in _lacks(problem, shared, key)), default=0)
        for key, most in zip(problem.people, could, strict=True)
    ]
    return np.maximum(np.array(lack, np.float64), 0.0)


def _lacks(problem: Problem, shared: SharedDuty, person: str) -> Iterator[int]:
    """By how much each least amount of somebody is missed so far."""
    for rule in (rule for rule in problem.rules if holds_for(rule, person)):
        standby = rule.standby if isinstance(rule, AtWork) else frozenset[str]()
        amount = rule.rule if isinstance(rule, AtWork) else rule
        if isinstance(amount, Amount) and amount.least and shared.duty not in standby:
            yield amount.least - sum(
                shift.minutes
                for shift in (*problem.history, *{*problem.fixed, *problem.standing})
                if shift.person == person and shift.duty not in standby
                if of_plan(shift, problem.window.start, amount.since)
            )


def floors_of(pieces: Sequence[Piece], asked: Floats, *, stop: Stop) -> Floats | None:
    """What of it can be had together; None where the time was up.

    As little is lacking as can be in all, and of that whoever lacks most lacks as little as can be.
    """
    writer = Writer()
    columns: dict[int, list[int]] = {}
    for piece in pieces:
        length = float(piece.end - piece.start)
        made = writer.add_columns(len(piece.there), high=length, integer=False)
        for column, person in zip(made.tolist(), piece.there, strict=True):
            columns.setdefault(person, []).append(column)
        writer.add_row(made, 1.0, low=length, high=length, rule="shared")
    lacking = [person for person in columns if asked[person] > 0]
    floors = np.zeros(len(asked))
    if not lacking:
        return floors
    slack = writer.add_columns(len(lacking), high=asked[lacking], cost=1.0, integer=False)
    worst = int(writer.add_columns(1, high=FREE, cost=1.0 / (len(lacking) + 1), integer=False)[0])
    for person, column in zip(lacking, slack.tolist(), strict=True):
        writer.add_row([column, worst], [1.0, -1.0], high=0.0, rule="worst")
        writer.add_row([*columns[person], column], 1.0, low=asked[person], high=FREE, rule="least")
    answer = Highs(writer.program()).solve(stop=stop)
    if answer.x is None:
        return None
    for person in lacking:
        floors[person] = min(asked[person], answer.x[columns[person]].sum())
    return floors
