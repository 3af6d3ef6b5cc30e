"""Levels tile the demand and say who is there; repairs never open a hole."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import (
    Repairs,
    episodes,
    holes,
    implied_levels,
    implied_rules,
    levels,
)
from farflung.engine.model import (
    Absence,
    CoverageRule,
    Holiday,
    HolidayCalendar,
    PatternPeriod,
    Person,
    Place,
    WeeklyPattern,
)
from farflung.engine.time import Span, difference, intersection, merged
from tests.company import days
from tests.engine.coverage.rosters import daily
from tests.engine.strategies import patterns, zone_names

DUTY = "Desk"
BUSY_ZONES = st.sampled_from(
    [
        "Europe/Warsaw",
        "America/Sao_Paulo",
        "America/New_York",
        "Australia/Sydney",
        "Asia/Tokyo",
        "Asia/Kolkata",
    ]
)
windows = st.dates(date(2026, 8, 1), date(2027, 7, 1)).map(lambda day: days(str(day), 40))


@st.composite
def people(draw: st.DrawFn, number: int) -> Person:
    return Person(
        f"p{number}", f"P{number}", Place(draw(zone_names), "PT"), (PatternPeriod(draw(patterns())),)
    )


@st.composite
def teams(draw: st.DrawFn) -> Atlas:
    members = tuple(draw(people(n)) for n in range(draw(st.integers(1, 5))))
    first = date(2027, 3, draw(st.integers(1, 28)))
    return Atlas(
        members,
        absences=tuple(
            Absence(p.id, first + timedelta(days=n), first + timedelta(days=n + 2), 0, 720)
            for n, p in enumerate(members[:2])
        ),
        holidays={("PT", None): HolidayCalendar("PT", None, (Holiday(first, "A day"),))},
    )


@st.composite
def relays(draw: st.DrawFn) -> Atlas:
    """Two to four daily shifts in a row, each beginning by its own clocks near where the last one ends."""
    shifts = tuple(
        daily(DUTY, f"p{n}", draw(st.integers(0, 15)), draw(st.integers(17, 24)), draw(BUSY_ZONES))
        for n in range(draw(st.integers(2, 4)))
    )
    members = tuple(Person.simple(f"p{n}", draw(BUSY_ZONES), 9 * 60, 18 * 60, range(7)) for n in range(6))
    return Atlas(members, shifts=shifts)


rules = st.builds(
    CoverageRule,
    st.just("r"),
    minimum=st.integers(1, 3),
    duty=st.just(DUTY),
    window=st.none()
    | st.builds(WeeklyPattern.daily, st.integers(0, 11).map(lambda h: h * 60), st.just(20 * 60)),
    zone=BUSY_ZONES,
)


@given(teams(), st.integers(1, 3), windows)
def test_levels_tile_the_demand_and_agree_with_working_hours(
    atlas: Atlas, minimum: int, window: Span
) -> None:
    found = levels(CoverageRule("r", minimum=minimum), atlas, window)
    assert merged(level.span for level in found.levels) == found.demand == (window,)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found.levels))
    for person in atlas.people:
        on = merged(level.span for level in found.levels if person.id in level.people)
        assert on == atlas.working(person, window)


@given(relays(), rules, windows)
def test_parts_tile_each_hole_and_each_has_a_cause(atlas: Atlas, rule: CoverageRule, window: Span) -> None:
    coverage = levels(rule, atlas, window)
    found = holes(coverage, atlas)
    assert merged(hole.span for hole in found) == coverage.short
    for hole in found:
        assert merged(part.span for part in hole.parts) == (hole.span,)
        assert all(a.span.end == b.span.start for a, b in pairwise(hole.parts))
        assert all(part.cause.text for part in hole.parts)
    whole = merged(span for episode in episodes(coverage, atlas) for span in episode.spans)
    assert whole == coverage.short


@settings(max_examples=60)
@given(relays(), rules, windows)
def test_repairs_never_open_a_hole(atlas: Atlas, rule: CoverageRule, window: Span) -> None:
    coverage = levels(rule, atlas, window)
    found = episodes(coverage, atlas)
    for episode in found[:3]:
        for repair in Repairs(coverage, found, atlas).of(episode):
            after = levels(rule, repair.change.applied(atlas), window)
            assert after.short == repair.trial.short, "the trial is the same as the real change"
            worse = difference(after.short, coverage.short)
            assert worse == merged(repair.trial.shifted)
            assert intersection(difference(coverage.short, after.short), episode.spans)


@settings(max_examples=60)
@given(relays(), windows)
def test_repairs_of_an_implied_rule_open_no_gap_inside_the_planned_time(atlas: Atlas, window: Span) -> None:
    rule = next(implied_rules(atlas))
    coverage = implied_levels(rule, atlas, window)
    found = episodes(coverage, atlas)
    for episode in found[:3]:
        for repair in Repairs(coverage, found, atlas, implied=True).of(episode):
            inside = difference(repair.trial.short, coverage.short)
            assert inside == merged(repair.trial.shifted)
            edges = {moment for span in coverage.demand for moment in (span.start, span.end)}
            edges |= {moment for span in coverage.short for moment in (span.start, span.end)}
            assert all({span.start, span.end} & edges for span in inside)


@settings(max_examples=40)
@given(teams(), st.integers(1, 2), windows)
def test_repairs_of_working_hours_are_the_same_when_applied(atlas: Atlas, minimum: int, window: Span) -> None:
    rule = CoverageRule("r", minimum=minimum)
    coverage = levels(rule, atlas, window)
    found = episodes(coverage, atlas)
    for episode in found[:4]:
        for repair in Repairs(coverage, found, atlas).of(episode):
            after = levels(rule, repair.change.applied(atlas), window)
            assert after.short == repair.trial.short
            assert difference(after.short, coverage.short) == merged(repair.trial.shifted)
