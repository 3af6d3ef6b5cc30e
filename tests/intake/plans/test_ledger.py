"""The ledger file: a plan that is made again is not counted twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.time import Span
from farflung.intake.errors import FileError
from farflung.intake.plans.ledger import (
    LedgerFile,
    before,
    read_ledger,
    span_of,
    with_meetings,
    with_plan,
)

MARCH = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 29, tzinfo=UTC))
APRIL = Span(MARCH.end, MARCH.end + timedelta(days=28))


def test_what_was_carried_adds_up_over_rotas_and_months() -> None:
    text = with_plan(LedgerFile(), "watch", MARCH, Ledger({"ana": Carried(10, 28)}))
    text = with_plan(read_ledger(text, "l"), "calls", MARCH, Ledger({"ana": Carried(5, 28)}))
    assert before(read_ledger(text, "l"), "watch", APRIL).carried["ana"] == Carried(15, 56)


def test_the_same_days_of_the_same_rota_are_replaced() -> None:
    text = with_plan(LedgerFile(), "watch", MARCH, Ledger({"ana": Carried(10, 28)}))
    again = with_plan(read_ledger(text, "l"), "watch", MARCH, Ledger({"ana": Carried(12, 28)}))
    assert before(read_ledger(again, "l"), "watch", APRIL).carried["ana"] == Carried(12, 28)
    assert before(read_ledger(again, "l"), "watch", MARCH).carried == {}


def test_what_is_no_ledger_is_told() -> None:
    with pytest.raises(FileError, match="this is no ledger that can be read"):
        read_ledger('{"entries": 1}', "ledger.json")


def meetings_of(ledger: LedgerFile) -> dict[date, dict[str, float]]:
    return {e.first: {p: x.points for p, x in e.carried.items()} for e in ledger.entries if e.rota is None}


def test_meetings_count_once_for_rotas_of_the_same_days_and_bring_no_days() -> None:
    watch = read_ledger(with_plan(LedgerFile(), "watch", MARCH, Ledger({"ana": Carried(10, 28)})), "l")
    met = {date(2027, 3, 2): {"ana": 3.0}, date(2027, 3, 9): {"ana": 1.5}}
    both = with_meetings(with_meetings(watch, met, MARCH), met, MARCH)
    both = read_ledger(with_plan(both, "calls", MARCH, Ledger({"ana": Carried(5, 28)})), "l")
    assert before(with_meetings(both, met, MARCH), "watch", APRIL).carried["ana"] == Carried(19.5, 56)
    assert before(both, "watch", MARCH).carried["ana"] == Carried(9.5, 28)  # meetings of the same weeks weigh


def test_meetings_of_the_plan_are_written_anew_and_those_before_it_stay() -> None:
    first, second, third = date(2027, 3, 2), date(2027, 3, 9), date(2027, 4, 6)
    old = with_meetings(LedgerFile(), {first: {"ana": 3.0}}, MARCH)
    old = read_ledger(with_plan(old, "watch", MARCH, Ledger({"ana": Carried(10, 28)})), "l")
    met = {first: {"ana": 9.0}, second: {"bo": 2.0}, third: {"ana": 1.0}, date(2027, 1, 4): {"ana": 5.0}}
    new = with_meetings(old, met, APRIL)
    # what was written stays, a day of an earlier plan without meetings gets them, and no plan was in January
    assert meetings_of(new) == {first: {"ana": 3.0}, second: {"bo": 2.0}, third: {"ana": 1.0}}
    assert meetings_of(with_meetings(new, {third: {"bo": 4.0}}, APRIL))[third] == {"bo": 4.0}
    assert third not in meetings_of(with_meetings(new, {third: {}}, APRIL))
    assert span_of(new, APRIL) == Span(datetime(2027, 3, 1, tzinfo=UTC), APRIL.end)


@pytest.mark.parametrize("points", ["-1", "NaN", "Infinity", "1e300"])
def test_points_that_nobody_can_carry_are_told_where_they_stand(points: str) -> None:
    row = f'{{"points": {points}, "days": 1}}'
    entry = f'{{"rota": "w", "first": "2027-03-01", "last": "2027-03-28", "carried": {{"ana": {row}}}}}'
    with pytest.raises(FileError, match="no ledger that can be read") as told:
        read_ledger(f'{{"entries": [{entry}]}}', "ledger.json")
    assert "entries.0.carried.ana.points" in str(told.value)
