"""What hangs on one person, one city, one country."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import Ground, Grounds, State, alone, fragility, levels
from farflung.engine.coverage.crowd import crowd
from farflung.engine.model import (
    CoverageRule,
    PatternPeriod,
    Person,
    Place,
    Stay,
    StayKind,
    WeeklyPattern,
)
from farflung.engine.time import Span
from tests.company import LISBON, OPS, days, withdrawals_ops
from tests.engine.coverage.rosters import blocks, support
from tests.engine.coverage.test_properties import teams, windows

HOUR = timedelta(hours=1)
SOMEBODY = CoverageRule("somebody", duty="Support")


def test_C02_losing_P8_or_P5_leaves_a_hole() -> None:
    atlas = support()
    found = fragility(levels(SOMEBODY, atlas, days("2027-03-01", 10)), atlas)
    assert [(d.ground, d.name, d.hours, d.holes) for d in found] == [
        (Ground.PERSON, "P8", 50 * HOUR, 50 * HOUR),
        (Ground.PERSON, "P5", 5 * HOUR, 5 * HOUR),
    ]


def test_C02_is_borne_out_by_taking_them_away() -> None:
    atlas = support()
    for name, hours in (("P8", 5.0), ("P5", 0.5), ("P1", 0.0), ("P3", 0.0)):
        without = atlas.with_(shifts=tuple(s for s in atlas.shifts if s.person != name))
        found = levels(SOMEBODY, without, days("2027-03-01", 1))
        assert found.hours(State.HOLE) == hours * HOUR


def test_who_is_alone_when() -> None:
    atlas = support()
    found = alone(levels(SOMEBODY, atlas, days("2027-03-01", 10)), atlas)
    assert [(a.person, len(a.spans), a.hours) for a in found] == [
        ("P8", 10, 50 * HOUR),
        ("P5", 10, 5 * HOUR),
    ]


def test_C03_thirteen_of_twenty_four_hours_below_the_minimum() -> None:
    atlas = blocks()
    found = levels(CoverageRule("two", minimum=2, duty="Queue"), atlas, days("2027-03-01", 1))
    assert found.hours(State.BELOW) == 13 * HOUR
    assert found.hours(State.HOLE) == timedelta()
    assert found.demanded == 24 * HOUR


def test_a_city_or_a_country_out() -> None:
    """At 02:00 UTC on a working day only Manila and Singapore are at work."""
    atlas = withdrawals_ops(with_holidays=False)
    found = fragility(levels(CoverageRule("r", team=OPS), atlas, days("2027-03-02", 1)), atlas)
    by_name = {(d.ground, d.name): d for d in found}
    assert (Ground.COUNTRY, "PH") not in by_name
    mexico = by_name[Ground.CITY, "Mexico City"]
    assert mexico.hours == by_name[Ground.COUNTRY, "MX"].hours == 3 * HOUR
    two = CoverageRule("r", minimum=3, team=OPS)
    manila = next(
        d for d in fragility(levels(two, atlas, days("2027-03-02", 1)), atlas) if d.name == "Manila"
    )
    assert manila.hours == 2.5 * HOUR
    assert manila.holes == timedelta()
    assert len(manila.people) == 4


def test_an_entity_out() -> None:
    atlas = support()
    people = tuple(replace(p, entity="Polaris Ltd", place=Place("UTC", "GB")) for p in atlas.people)
    atlas = atlas.with_(people=people)
    found = fragility(levels(SOMEBODY, atlas, days("2027-03-01", 1)), atlas)
    assert [(d.ground, d.hours) for d in found[:2]] == [
        (Ground.COUNTRY, 24 * HOUR),
        (Ground.ENTITY, 24 * HOUR),
    ]


def test_time_that_is_short_anyway_hangs_on_nobody() -> None:
    atlas = blocks()
    found = fragility(
        levels(CoverageRule("two", minimum=2, duty="Queue"), atlas, days("2027-03-01", 1)), atlas
    )
    assert sum((d.hours for d in found if d.name in ("B2a", "B3a", "B5a")), timedelta()) == 11 * HOUR
    assert not any(d.name == "B0a" for d in found)


@settings(max_examples=30, deadline=None)
@given(teams(), st.integers(1, 3), windows, st.integers(0, 20))
def test_counting_a_crowd_says_what_naming_each_says(
    atlas: Atlas, minimum: int, window: Span, day: int
) -> None:
    first = window.start.date() + timedelta(days=day)
    stay = Stay(atlas.people[0].id, LISBON, StayKind.TRAVEL, first, first + timedelta(days=9))
    atlas = replace(atlas, stays=(stay,))
    coverage, grounds = levels(CoverageRule("r", minimum=minimum), atlas, window), Grounds(atlas)
    named = {(d.ground, d.name): d for d in fragility(coverage, atlas, grounds)}
    counted = {(d.ground, d.name): d for d in crowd(coverage, grounds, minimum)}
    assert counted.keys() == named.keys()
    for held, one in counted.items():
        other = named[held]
        assert (one.spans, one.hours, one.holes) == (other.spans, other.hours, other.holes)
        assert set(one.people) == set(other.people)


def test_a_place_on_which_a_crowd_hangs_is_found() -> None:
    people = tuple(
        Person(str(n), f"P{n}", Place("Asia/Manila", "PH", None, "Manila" if n < 50 else f"Town {n}"),
               (PatternPeriod(WeeklyPattern.daily(540, 1080)),))
        for n in range(80)
    )  # fmt: skip
    found = fragility(
        levels(CoverageRule("r", minimum=40), Atlas(people), days("2027-03-01", 1)), Atlas(people)
    )
    assert [(d.ground, d.name, d.hours, d.holes) for d in found] == [
        (Ground.CITY, "Manila", 9 * HOUR, timedelta()),
        (Ground.COUNTRY, "PH", 9 * HOUR, 9 * HOUR),
    ]
    assert len(found[0].people) == 50
