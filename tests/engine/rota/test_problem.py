"""A problem refuses what makes no sense, and says what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Wish
from farflung.engine.rota.values.demand import Demand, Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from tests.engine.rota.plans import MONDAY, at, person, problem, shift

ANA = [person("Ana")]
DAY = date(2027, 3, 2)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: replace(problem(ANA, []), people=("Ana", "Ana")), "the person 'Ana' is there twice"),
        (lambda: problem(ANA, [], window=Span(MONDAY, MONDAY)), "over no time"),
        (lambda: problem(ANA, [], demands=(Demand("desk"),)), "nobody can be on 'desk'"),
        (lambda: problem(ANA, [], headcounts=(Headcount("night", DAY, 1),)), "'night', which is no"),
        (lambda: problem(ANA, [], wishes=(Wish("Ana", DAY, "night", want=True),)), "'night', which is no"),
        (lambda: problem(ANA, [], wishes=(Wish("Wei", DAY, None, want=True),)), "'Wei' has a shift"),
        (lambda: problem(ANA, [], fixed=(shift("Wei", at(1, 9), 8),)), "'Wei' has a shift"),
        (lambda: problem(ANA, [], shares={"Ana": -0.5}), "cannot be negative"),
    ],
)  # fmt: skip
def test_a_problem_that_makes_no_sense_is_refused(made: Callable[[], Problem], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        made()


@pytest.mark.parametrize(
    ("start", "end", "weekdays", "unpaid", "says"),
    [
        (-1, 480, None, 0, "outside its day"),
        (480, 480, None, 0, "empty or too long"),
        (0, 31 * 1440 + 1, None, 0, "empty or too long"),
        (480, 960, None, 480, "480 min of break"),
        (480, 960, frozenset({7}), 0, "no day of the week"),
        (480, 960, frozenset(), 0, "no day of the week"),
    ],
)
def test_a_kind_of_shift_that_can_never_be_is_refused(
    start: int, end: int, weekdays: frozenset[int] | None, unpaid: int, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        ShiftKind("day", "watch", start, end, None, weekdays, unpaid)
