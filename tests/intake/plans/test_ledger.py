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


def kept(*plans: tuple[str, Span, Carried]) -> LedgerFile:
    """A ledger of plans in which Ana carried something."""
    ledger = LedgerFile()
    for rota, window, carried in plans:
        ledger = read_ledger(with_plan(ledger, rota, window, Ledger({"ana": carried})), "l")
    return ledger


def test_what_was_carried_adds_up_over_rotas_and_months_and_a_day_of_two_rotas_is_one_day() -> None:
    march = kept(("watch", MARCH, Carried(10, 28)), ("calls", MARCH, Carried(5, 28)))
    assert before(march, "watch", APRIL).carried["ana"] == Carried(15, 28)
    february = Span(MARCH.start - timedelta(days=28), MARCH.start)
    both = kept(("watch", MARCH, Carried(10, 28)), ("watch", february, Carried(1, 14)))
    assert before(both, "watch", APRIL).carried["ana"] == Carried(11, 42)


def test_rotas_of_some_of_the_same_days_and_of_half_a_load_count_them_by_whichever_has_more() -> None:
    middle = Span(MARCH.start + timedelta(days=14), MARCH.end + timedelta(days=14))
    after = Span(middle.end, middle.end + timedelta(days=7))
    shifted = kept(("watch", MARCH, Carried(10, 28)), ("calls", middle, Carried(5, 28)))
    assert before(shifted, "watch", after).carried["ana"] == Carried(15, 42)
    half = kept(("watch", MARCH, Carried(10, 14)), ("calls", MARCH, Carried(5, 28)))
    assert before(half, "watch", after).carried["ana"] == Carried(15, 28)


def test_what_another_rota_has_in_the_days_of_a_plan_weighs_in_full() -> None:
    """The plan counts these days itself: counted here too, Ana alone owed them a second time."""
    ledger = kept(("calls", MARCH, Carried(5, 28)))
    found = before(ledger, "watch", MARCH)
    assert found.carried["ana"] == Carried(5, 0)
    assert found.ahead(("ana", "bo")) == {"ana": 5, "bo": 0}
    later = Span(MARCH.start + timedelta(days=21), MARCH.end + timedelta(days=7))
    assert before(ledger, "watch", later).carried["ana"] == Carried(5, 21)


@pytest.mark.parametrize("hours", [-14, -9, 0, 4, 11, 12])
def test_plans_that_follow_one_another_share_no_date_wherever_their_days_begin(hours: int) -> None:
    """A Tokyo month ends at 15:00 of the UTC date on which the next one begins."""
    begins = timedelta(hours=hours)
    march, april = (Span(each.start + begins, each.end + begins) for each in (MARCH, APRIL))
    ledger = kept(("watch", march, Carried(10, 28)))
    assert before(ledger, "watch", april).carried["ana"] == Carried(10, 28)
    both = read_ledger(with_plan(ledger, "watch", april, Ledger({"ana": Carried(2, 28)})), "l")
    assert [e.carried["ana"].points for e in both.entries] == [10, 2]
    assert before(both, "watch", march).carried["ana"] == Carried(2, 28)


def test_a_plan_of_a_short_day_without_a_utc_noon_has_its_date_all_the_same() -> None:
    """The day of Norfolk Island on which clocks go forward: 13:00 to 12:00 of UTC."""
    day = Span(datetime(2027, 10, 2, 13, tzinfo=UTC), datetime(2027, 10, 3, 12, tzinfo=UTC))
    ledger = kept(("watch", day, Carried(1, 1)))
    assert before(ledger, "watch", APRIL).carried["ana"] == Carried(1, 1)


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
    assert before(with_meetings(both, met, MARCH), "watch", APRIL).carried["ana"] == Carried(19.5, 28)
    assert before(both, "watch", MARCH).carried["ana"] == Carried(9.5, 0)  # meetings of the same weeks weigh


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
