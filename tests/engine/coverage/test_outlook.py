"""The radar over every rule: days at their worst, each state's first time and why, what a rota implies."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import Outlook, State, days_of, outlooks
from farflung.engine.model import Absence, Agreement, CoverageRule
from farflung.engine.time import Span, intersection, merged
from tests.company import WITHDRAWALS, days, relay, withdrawals_ops
from tests.engine.coverage.rosters import blocks, daily, support
from tests.engine.coverage.test_properties import relays, rules, windows

HOUR = timedelta(hours=1)
AT_LEAST_ONE = CoverageRule("at least one", duty=WITHDRAWALS)


def only(atlas: Atlas, rule: CoverageRule, window: Span) -> Outlook:
    (found,) = outlooks(atlas, window, [rule])
    return found


def test_C01_the_first_day_without_anybody_and_its_cause() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay())
    found = next(iter(outlooks(atlas, days("2027-02-01", 90))))
    assert found.implied
    by_day = dict(zip(days_of(found.coverage.window), found.days, strict=True))
    assert State.HOLE not in {state for day, state in by_day.items() if day < date(2027, 3, 29)}
    assert by_day[date(2027, 3, 29)] is State.HOLE
    seen = {sighting.state: sighting for sighting in found.sightings}
    assert seen[State.HOLE].first.start.isoformat() == "2027-03-29T14:00:00+00:00"
    assert seen[State.HOLE].cause == "Warsaw changed clocks on 28 March 2027 and São Paulo did not"
    assert seen[State.SINGLE].cause == "Kasia is the only one planned then"
    assert seen[State.SINGLE].as_planned


def test_C02_single_for_five_and_a_half_hours_a_day() -> None:
    found = only(support(), CoverageRule("one", duty="Support"), days("2027-03-01", 90))
    (single,) = found.sightings
    assert (single.state, single.as_planned, single.hours) == (State.SINGLE, True, 90 * 5.5 * HOUR)
    assert single.cause == "P8 is the only one planned then"
    assert set(found.days) == {State.SINGLE}


def test_C03_below_and_thin_in_turn() -> None:
    found = only(blocks(), CoverageRule("two", 2, duty="Queue"), days("2027-03-01", 10))
    assert {seen.state: seen.hours for seen in found.sightings} == {
        State.BELOW: 130 * HOUR,
        State.THIN: 110 * HOUR,
    }
    thin = next(seen for seen in found.sightings if seen.state is State.THIN)
    assert thin.cause == "2 are planned then: B2a and B2b"


def test_what_is_single_because_somebody_is_away_is_told_apart_and_says_no_reason() -> None:
    atlas = support()
    atlas = replace(atlas, shifts=tuple(daily("Desk", name, 8, 16) for name in ("P1", "P2")))
    away = (Absence("P2", date(2027, 3, 3), date(2027, 3, 4)),)
    found = only(
        atlas.with_(absences=away), CoverageRule("one", duty="Desk", minimum=1), days("2027-03-01", 7)
    )
    single = next(seen for seen in found.sightings if seen.state is State.SINGLE)
    assert not single.as_planned
    assert single.cause == "P2 is unavailable"
    assert (single.days, single.hours) == (2, 16 * HOUR)


def test_too_many_at_once_are_named() -> None:
    atlas = replace(support(), shifts=tuple(daily("Desk", name, 8, 16) for name in ("P1", "P2")))
    rule = CoverageRule("one", minimum=0, maximum=1, duty="Desk")
    (over,) = only(atlas, rule, days("2027-03-01", 2)).sightings
    assert (over.state, over.cause) == (State.OVER, "2 are planned then: P1 and P2")


def test_a_rule_that_is_asked_about_takes_the_place_of_the_implied_one_but_not_of_the_agreements() -> None:
    written = CoverageRule("written", duty="Support")
    atlas = replace(support(), shifts=(*support().shifts, daily("Desk", "P1", 8, 16)))
    window = days("2027-03-01", 1)
    assert [o.name for o in outlooks(atlas, window)] == ["Support, as planned", "Desk, as planned"]
    agreed = atlas.with_(agreements=(Agreement("A", coverage=(written,)),))
    asked = CoverageRule("asked", 2, duty="desk")
    assert [(o.name, o.implied) for o in outlooks(agreed, window, [asked])] == [
        ("asked", False),
        ("written", False),
    ]


@given(relays(), rules, windows)
def test_days_and_first_times_say_what_the_levels_say(atlas: Atlas, rule: CoverageRule, window: Span) -> None:
    found = only(atlas, rule, window)
    ranks = list(State)
    for number, state in enumerate(found.days):
        start = window.start + timedelta(days=number)
        day = Span(start, start + timedelta(days=1))
        there = {level.state for level in found.coverage.levels if level.span.overlaps(day)}
        assert state == min(there, key=ranks.index, default=None)
    for state in set(State) - {State.COVERED}:
        seen = [sighting for sighting in found.sightings if sighting.state is state]
        assert merged(span for one in seen for span in one.spans) == found.coverage.spans(state)
        assert all(one.first == one.spans[0] and one.cause for one in seen)
        assert all(
            not intersection(one.spans, other.spans) for one in seen for other in seen if one is not other
        )
