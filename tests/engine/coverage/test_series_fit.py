"""Whoever takes a hole for good has a series that fits the hole, their hours and their other shifts."""

from datetime import date, time

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import episodes, levels, repairs, second
from farflung.engine.coverage.stand_ins import StandIns
from farflung.engine.model import (
    Block,
    CoverageRule,
    PatternPeriod,
    Person,
    Place,
    Recurrence,
    Shift,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span, intersection, total
from tests.company import days
from tests.engine.coverage.rosters import daily

DAY = WeeklyPattern.daily(9 * 60, 17 * 60, range(7))


def colleague(name: str, *blocks: Block, zone: str = "UTC") -> Person:
    pattern = WeeklyPattern(blocks) if blocks else DAY
    return Person(name.casefold(), name, Place(zone), (PatternPeriod(pattern),), teams=("T",))


def recurring(person: Person, rule: str, duty: str = "Desk", first: date = date(2026, 1, 5)) -> Shift:
    """From 09 to 17 UTC on some days."""
    return Shift(duty, person.id, Recurrence(CivilTime(first, time(9), "UTC"), 480, rule))


def shifts_of(atlas: Atlas, person: str, duty: str, window: Span) -> list[Span]:
    return [
        Span(one.start, one.end)
        for shift in atlas.shifts
        if (shift.person, shift.duty) == (person, duty)
        for one in atlas.occurrences(shift, window)
    ]


def test_a_second_person_is_never_put_on_two_duties_at_once() -> None:
    """Every third week Wei is on another duty: the series leaves these weeks out."""
    ana, wei = colleague("Ana"), colleague("Wei")
    elsewhere = recurring(wei, "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR,SA,SU", "Other")
    atlas = Atlas((ana, wei), shifts=(recurring(ana, "FREQ=DAILY"), elsewhere))
    rule, window = CoverageRule("r", duty="Desk", window=DAY, zone="UTC"), days("2026-03-02", 60)
    coverage = levels(rule, atlas, window)
    found = second(coverage, atlas, StandIns(coverage, atlas))
    assert found is not None
    after = found.change.applied(atlas)
    joined = shifts_of(after, "wei", "Desk", window)
    assert joined == list(found.spans)
    assert not intersection(joined, shifts_of(after, "wei", "Other", window))
    assert found.left == total(coverage.demand) - total(joined)


def given(first: Shift, *others: Shift, people: tuple[Person, ...]) -> tuple[Atlas, Span, str, str]:
    """Who is given the holes of a rule of two on Mondays: the Atlas afterwards, and what is told."""
    atlas, window = Atlas(people, shifts=(first, *others)), days("2026-03-02", 180)
    monday = CoverageRule(
        "r", duty="Desk", minimum=2, window=WeeklyPattern.daily(540, 1020, (0,)), zone="UTC"
    )
    coverage = levels(monday, atlas, window)
    (hole,) = episodes(coverage, atlas)
    (best,) = repairs(coverage, hole, atlas)
    assert "to Cy" in best.action
    return best.change.applied(atlas), window, best.action, best.effect


def test_a_hole_of_every_second_week_is_given_away_every_second_week() -> None:
    ana, bo, cy = (colleague(name) for name in ("Ana", "Bo", "Cy"))
    often, other = recurring(ana, "FREQ=DAILY"), recurring(bo, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    after, window, _, _ = given(often, other, people=(ana, bo, cy))
    taken = shifts_of(after, "cy", "Desk", window)
    assert len(taken) == 13
    assert not intersection(taken, shifts_of(after, "bo", "Desk", window))


def test_a_series_leaves_out_the_dates_on_which_its_holder_has_another_shift() -> None:
    ana, cy = colleague("Ana"), colleague("Cy")
    busy = Shift("Other", "cy", Recurrence(CivilTime(date(2026, 5, 4), time(9), "UTC"), 480))
    after, window, _, effect = given(recurring(ana, "FREQ=DAILY"), busy, people=(ana, cy))
    taken = shifts_of(after, "cy", "Desk", window)
    assert len(taken) == 25
    assert not intersection(taken, shifts_of(after, "cy", "Other", window))
    assert "the rest falls on days off or on other shifts" in effect


@pytest.mark.parametrize(
    ("blocks", "hours", "weekdays"),
    [
        # Ana's nights begin on the evening before: what is left of them is from Tuesday to Saturday.
        ([Block(day, 21 * 60, 27 * 60) for day in range(5)], (0, 2), {1, 2, 3, 4, 5}),
        # On Fridays she goes at 13.
        ([Block(day, 8 * 60, 13 * 60 if day == 4 else 17 * 60) for day in range(5)], (14, 16), {0, 1, 2, 3}),
    ],
)
def test_who_is_asked_for_good_is_asked_on_days_on_which_they_work_then(
    blocks: list[Block], hours: tuple[int, int], weekdays: set[int]
) -> None:
    ana, bo = colleague("Ana", *blocks), colleague("Bo", *(Block(day, 1020, 1080) for day in range(7)))
    atlas = Atlas((ana, bo), shifts=(daily("Desk", "bo", 17, 18),))
    window = days("2026-03-02", 58)  # the middle one of whose dates is a Tuesday
    wanted = WeeklyPattern.daily(hours[0] * 60, hours[1] * 60, range(7))
    coverage = levels(CoverageRule("r", duty="Desk", window=wanted, zone="UTC"), atlas, window)
    (hole,) = episodes(coverage, atlas)
    (found,) = repairs(coverage, hole, atlas)
    taken = shifts_of(found.change.applied(atlas), "ana", "Desk", window)
    assert {span.start.weekday() for span in taken} == weekdays
    assert intersection(atlas.working(ana, window), taken) == tuple(taken)
    assert "on each day on which they work then" in found.action
