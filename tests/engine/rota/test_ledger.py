"""The burden ledger: who was away owes nothing, two duties at once are one burden, nights weigh more."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person
from farflung.engine.rota.burden.carry import ledger_of
from farflung.engine.rota.burden.loads import worked
from farflung.engine.rota.burden.points import points_in
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.rota.values.weights import Weights
from farflung.engine.time import Span
from farflung.rulepacks import load_packs

MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
WINDOW = Span(MONDAY, MONDAY + timedelta(days=28))


def _shift(person: str, day: int, start: int, end: int, duty: str = "watch") -> Assignment:
    begins = MONDAY + timedelta(days=day, hours=start)
    span = Span(begins, MONDAY + timedelta(days=day, hours=end))
    return Assignment(span, person, duty, duty, begins.date(), (end - start) * 60)


def _atlas(*absences: Absence) -> Atlas:
    people = tuple(Person.simple(name, "UTC", 9 * 60, 17 * 60) for name in ("Ana", "Wei"))
    return Atlas(people, absences=absences)


def test_C13_two_schedules_in_the_same_hour_are_credited_once() -> None:
    twice = [_shift("Ana", 0, 9, 12), _shift("Ana", 0, 10, 13, "backup")]
    found = ledger_of(_atlas(), ("Ana",), twice, WINDOW, Weights())
    assert found.carried["Ana"].points == 4


@pytest.mark.parametrize(
    ("second", "hours"), [((10, 13), 4), ((12, 13), 4), ((9, 12), 3), ((10, 11), 3), ((15, 17), 5)]
)
def test_C13_hours_of_two_schedules_at_once_are_worked_once(second: tuple[int, int], hours: int) -> None:
    first, then = _shift("Ana", 0, 9, 12), _shift("Ana", 0, *second, "backup")
    assert worked([first, then]) == worked([then, first]) == hours * 60


def test_C13_of_a_shift_with_a_break_the_part_that_is_left_counts() -> None:
    paused = replace(_shift("Ana", 0, 10, 14), minutes=210)
    assert worked([_shift("Ana", 0, 8, 12), paused]) == 4 * 60 + 105


def test_C13_by_the_heavier_of_two_duties() -> None:
    twice = [_shift("Ana", 0, 9, 12), _shift("Ana", 0, 9, 13, "standby")]
    found = ledger_of(_atlas(), ("Ana",), twice, WINDOW, Weights(duties=(("standby", 0.25),)))
    assert found.carried["Ana"].points == 3.25


@pytest.mark.parametrize(("duty", "start", "end", "points"), [
    ("backup", 10, 13, 4), ("watch", 10, 11, 3), ("standby", 9, 13, 3.25), ("watch", 15, 17, 5),
])  # fmt: skip
def test_C13_the_points_of_a_plan_are_those_of_the_ledger(
    duty: str, start: int, end: int, points: float
) -> None:
    """Shifts that are fixed may lie on one another; whoever has them is not twice as burdened by an hour."""
    weights = Weights(duties=(("standby", 0.25),))
    twice = [_shift("Ana", 0, 9, 12), _shift("Ana", 0, start, end, duty)]
    twice = [replace(shift, kind=f"{number}") for number, shift in enumerate(twice)]
    kinds = (ShiftKind("0", "watch", 540, 720), ShiftKind("1", duty, start * 60, end * 60))
    of = Problem(_atlas(), WINDOW, ("Ana", "Wei"), kinds, weights=weights)
    assert points_in(of, "Ana", twice) == points
    assert ledger_of(of.atlas, ("Ana",), twice, WINDOW, weights).carried["Ana"].points == points
    whole = solve(replace(of, fixed=tuple(twice)), stop=Deadline(time.monotonic, 10))
    assert whole.loads["Ana"] == points


def test_of_a_shift_that_goes_beyond_the_window_what_lies_in_it_is_carried() -> None:
    cut = [_shift("Ana", -1, 20, 30), _shift("Wei", 27, 20, 30)]
    found = ledger_of(_atlas(), ("Ana", "Wei"), cut, WINDOW, Weights())
    assert (found.carried["Ana"].points, found.carried["Wei"].points) == (6, 4 + 4 * 2)  # a Sunday


def test_a_night_weighs_more_than_a_day_and_own_hours_nothing_on_top() -> None:
    weights = Weights(bands=load_packs().burden)
    found = ledger_of(
        _atlas(), ("Ana", "Wei"), [_shift("Ana", 1, 1, 5), _shift("Wei", 1, 9, 13)], WINDOW, weights
    )
    assert found.carried["Ana"].points == 4 * (1 + 8)
    assert found.carried["Wei"].points == 4


def test_what_a_shift_weighs_does_not_hang_on_who_is_named_before() -> None:
    """New has the hours of Old from the second week on: until then nobody's hours are theirs."""
    old = Person.simple("Old", "UTC", 6 * 60, 14 * 60, range(7))
    new = replace(old, id="New", name="New", started=date(2027, 3, 8))
    for people in ((old, new), (new, old)):
        of = Problem(
            Atlas(people), WINDOW, tuple(person.id for person in people),
            (ShiftKind("early", "watch", 6 * 60, 14 * 60),), weights=Weights(bands=load_packs().burden),
        )  # fmt: skip
        model = compiled(of)
        at = (model.ids.index("Old"), model.options.index(date(2027, 3, 2)), 0)
        assert model.burden is not None
        assert model.burden[at] / 60 == points_in(of, "Old", model.assignments([at])) == 8


def test_meetings_count_in_the_same_ledger() -> None:
    found = ledger_of(_atlas(), ("Ana",), [], WINDOW, Weights(), {"Ana": 2.5})
    assert found.carried["Ana"] == Carried(2.5, 28)


def test_days_away_are_no_days_of_the_ledger() -> None:
    away = Absence("Wei", date(2027, 3, 1), date(2027, 3, 14))
    found = ledger_of(_atlas(away), ("Ana", "Wei"), [], WINDOW, Weights())
    assert (found.carried["Ana"].days, found.carried["Wei"].days) == (28, 14)


def test_C09_who_was_away_stands_at_nought() -> None:
    ledger = Ledger({f"p{n}": Carried(14, 84) for n in range(7)} | {"back": Carried(0, 0)})
    ahead = ledger.ahead((*(f"p{n}" for n in range(7)), "back", "new"))
    assert all(value == pytest.approx(0) for value in ahead.values())


def test_half_a_contract_is_half_the_days_so_half_the_burden_is_an_even_share() -> None:
    """Plan after plan: who carried half of a full load by contract has nothing to catch up on."""
    shifts = [_shift("Ana", 0, 9, 13), _shift("Wei", 1, 9, 17)]
    found = ledger_of(_atlas(), ("Ana", "Wei"), shifts, WINDOW, Weights(), shares={"Ana": 0.5})
    assert found.carried["Ana"] == Carried(4, 14)
    assert list(found.ahead(("Ana", "Wei")).values()) == [0, 0]


def test_ledgers_add_up() -> None:
    both = Ledger({"Ana": Carried(3, 7)}).plus(Ledger({"Ana": Carried(1, 7), "Wei": Carried(2, 5)}))
    assert both == Ledger({"Ana": Carried(4, 14), "Wei": Carried(2, 5)})
