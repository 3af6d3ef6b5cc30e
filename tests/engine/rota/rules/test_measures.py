"""Of every rule it is known in what it says by how much it is broken, and nonsense is refused."""

import dataclasses
from collections.abc import Callable
from datetime import time

import pytest

from farflung.engine.rota import rules
from farflung.engine.rota.rules import (
    Amount,
    AtWork,
    AverageHours,
    ConsecutiveDays,
    ConsecutiveNights,
    DailyHours,
    DaysOff,
    DaysWithNights,
    HoursPerWeek,
    KindLimit,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    OwnHours,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    RotaNotice,
    Rule,
    Spacing,
    Succession,
    Weekends,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.rules.double_duty import OneADay
from farflung.engine.rota.rules.measures import COUNTED, IN_MINUTES
from farflung.rulepacks import NightWindow
from tests.engine.rota.plans import MONDAY


def _names() -> set[str]:
    """What rules are called; one that wraps another has the name of that one."""
    classes = [OneADay, *(getattr(rules, name) for name in rules.__all__)]
    known = (getattr(of, "name", None) for of in classes if dataclasses.is_dataclass(of))
    return {name for name in known if isinstance(name, str)}


def test_every_rule_is_measured_in_minutes_or_counted() -> None:
    assert IN_MINUTES.isdisjoint(COUNTED)
    assert _names() == IN_MINUTES | COUNTED


NIGHT = NightShift(NightWindow(time(23), time(6)))
NONSENSE: tuple[Callable[[int], object], ...] = (
    Rest, WeeklyRest, DailyHours, HoursPerWeek, OwnHours, DaysOff, WorkingDays, Weekends,
    lambda n: AverageHours(n, 4), lambda n: Amount(most=n), lambda n: Amount(least=n),
    lambda n: ConsecutiveDays(most=n), lambda n: ConsecutiveDays(least=n),
    lambda n: ConsecutiveNights(n, NIGHT), lambda n: NightHours(n, NIGHT),
    lambda n: RestAfterNights(n, NIGHT), lambda n: NightsInPeriod(n, 16, NIGHT),
    lambda n: NightWorkerHours(n, 16, NIGHT),
    lambda n: DaysWithNights(n, NIGHT), lambda n: KindLimit(frozenset({"day"}), n),
    lambda n: Spacing("watch", n), lambda n: RestAfterCallOut(n, ()), lambda n: RotaNotice(n, MONDAY),
)  # fmt: skip


@pytest.mark.parametrize("make", NONSENSE)
def test_nothing_is_less_than_none(make: Callable[[int], object]) -> None:
    make(0)
    with pytest.raises(ValueError, match="cannot be -1: 0 is the least"):
        make(-1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: AverageHours(2400, 0), lambda: NightsInPeriod(36, 0, NIGHT),
        lambda: NightWorkerHours(2400, 0, NIGHT), lambda: DaysWithNights(7, NIGHT, 0),
        lambda: RestAfterNights(840, NIGHT, 0),
    ],
)  # fmt: skip
def test_a_period_has_a_week_and_a_row_a_night(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="cannot be 0: 1 is the least"):
        make()


@pytest.mark.parametrize("begins", [-1, 7])
def test_a_week_begins_on_a_day_of_the_week(begins: int) -> None:
    for make in (HoursPerWeek, WorkingDays):
        with pytest.raises(ValueError, match="cannot begin on day"):
            make(5, begins)
    with pytest.raises(ValueError, match="cannot begin on day"):
        AverageHours(2400, 4, begins)


@pytest.mark.parametrize("rule", [DaysOff(2), Succession("late", frozenset({"early"}))])
def test_what_speaks_of_all_shifts_leaves_none_out(rule: Rule) -> None:
    with pytest.raises(ValueError, match="those on standby cannot be left out"):
        AtWork(rule, frozenset({"standby"}))
