"""Two who are kept apart, where one of them is on a shift that began before the plan."""

from time import monotonic

import pytest

from farflung.engine.rota.check import violations
from farflung.engine.rota.rules import Apart, Rest
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from tests.engine.rota.plans import at, person, problem, shift

KINDS = (ShiftKind("early", "watch", 2 * 60, 10 * 60), ShiftKind("late", "watch", 10 * 60, 18 * 60))


@pytest.mark.parametrize("rule", [Apart("Ana", "Wei"), Apart("Wei", "Ana")])
def test_nobody_joins_whom_they_are_kept_apart_from(rule: Apart) -> None:
    """Two are wanted; until 04:00 Ana is one of them, so Wei cannot come at 02:00 and comes at 10:00."""
    before = shift("Ana", at(-1, 20), 8)
    of = problem(
        [person("Ana"), person("Wei")], [rule, Rest(11 * 60, frozenset({"Ana"}))], days=1, kinds=KINDS,
        demands=(Demand("watch", 2),), history=(before,),
    )  # fmt: skip
    found = solve(of, stop=Deadline(monotonic, 60))
    assert violations(of, found.assignments) == ()
    assert [(a.person, a.kind) for a in found.assignments] == [("Wei", "late")]
