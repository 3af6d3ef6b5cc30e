"""How a rule stands on a day: every date is inclusive, and expired means unknown."""

from datetime import date, time, timedelta

import pytest

from farflung.rulepacks import (
    Effect,
    Evidence,
    Measure,
    NightWindow,
    Rule,
    Source,
    Status,
    Threshold,
    Topic,
)


def make_rule(**changes: object) -> Rule:
    values: dict[str, object] = {
        "id": "xx-rest",
        "topic": Topic.WORKING_TIME,
        "jurisdiction": "XX",
        "measure": Measure.REST_BETWEEN_SHIFTS,
        "effect": Effect.CAP,
        "title": "Daily rest",
        "means": "Eleven hours.",
        "source": Source("Act", "section 1", "https://example.org/act"),
        "evidence": Evidence.OFFICIAL,
        "checked": date(2026, 11, 20),
        "expires": date(2027, 11, 20),
        "effective_from": date(2026, 1, 1),
    }
    return Rule(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2025, 12, 31), "not yet"),
        (date(2026, 1, 1), "in force"),
        (date(2027, 11, 20), "in force"),
        (date(2027, 11, 21), "unknown"),
        (date(2035, 1, 1), "unknown"),
    ],
)
def test_open_ended_rule_at_its_boundaries(on: date, status: Status) -> None:
    assert make_rule().status(on) == status


@pytest.mark.parametrize(
    ("on", "status"),
    [(date(2026, 12, 31), "in force"), (date(2027, 1, 1), "ended"), (date(2030, 1, 1), "ended")],
)
def test_an_end_set_by_law_is_known_even_after_expiry(on: date, status: Status) -> None:
    assert make_rule(effective_until=date(2026, 12, 31)).status(on) == status


def test_reading_that_expires_before_the_end_is_unknown_until_the_end() -> None:
    rule = make_rule(effective_until=date(2029, 12, 31))
    assert rule.status(date(2028, 1, 1)) == "unknown"
    assert rule.status(date(2030, 1, 1)) == "ended"


def test_headcount_is_reached_at_the_figure_and_left_above_the_upper_one() -> None:
    bounds = Threshold(Measure.EMPLOYEES, "employees", at_least=20, at_most=49)
    rule = make_rule(topic=Topic.HEADCOUNT, measure=Measure.EMPLOYEES, thresholds=(bounds,))
    assert [n for n in (0, 19, 19.5, 20, 49, 50) if rule.reached_by(n)] == [20, 49]
    assert rule.value == 20


def test_rule_without_a_bound_on_employees_is_never_reached() -> None:
    hours = Threshold(Measure.REST_BETWEEN_SHIFTS, "hours", at_least=11)
    assert not make_rule(thresholds=(hours,)).reached_by(1000)


def test_rule_without_a_figure_has_no_value() -> None:
    assert make_rule(effect=Effect.SILENT).value is None


def test_night_over_midnight_holds_its_start_and_not_its_end() -> None:
    night = NightWindow(time(23), time(6))
    inside = [time(23), time(0), time(5, 59)]
    assert all(map(night.contains, inside))
    assert not any(map(night.contains, [time(6), time(12), time(22, 59)]))


def test_night_within_one_day() -> None:
    night = NightWindow(time(0), time(5))
    assert night.contains(time(0))
    assert not night.contains(time(5))


def test_source_reads_as_law_and_article() -> None:
    assert str(Source("Act", "section 1", "https://example.org")) == "Act, section 1"
    assert str(Source("Our own", "", "")) == "Our own"


def test_status_never_goes_back() -> None:
    """Day after day a rule passes through its states in one order."""
    order: list[Status] = ["not yet", "in force", "unknown", "ended"]
    rule = make_rule(effective_until=date(2028, 1, 31))
    days = (date(2025, 12, 1) + timedelta(days=n) for n in range(900))
    ranks = [order.index(rule.status(day)) for day in days]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}
