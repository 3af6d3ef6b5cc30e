"""Repairs: tried out first, cheapest first, and nothing else breaks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import (
    CauseKind,
    Coverage,
    Episode,
    episodes,
    implied_levels,
    implied_rules,
    levels,
    repairs,
)
from farflung.engine.coverage.rehoured import rehoured
from farflung.engine.coverage.retimed import Retiming, retimed
from farflung.engine.model import (
    Absence,
    Agreement,
    CoverageRule,
    Override,
    Person,
    Recurrence,
    Shift,
    ShiftRules,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span, difference, packaged_zones
from tests.company import OPS_PEOPLE, WARSAW, WITHDRAWALS, days, relay, withdrawals_ops
from tests.engine.coverage.rosters import daily

WINDOW = days("2027-03-01", 60)
BY_UTC = CoverageRule(
    "at least one", duty=WITHDRAWALS, window=WeeklyPattern.daily(7 * 60, 23 * 60), zone="UTC"
)
ROUND = CoverageRule("at least one", duty=WITHDRAWALS)
ZONES = packaged_zones()


def two_people() -> Atlas:
    """Warsaw and São Paulo alone, whose own hours are their shifts."""
    people = tuple(p for p in OPS_PEOPLE if p.name in ("Kasia", "Rafael"))
    return Atlas(people, shifts=relay())


def clock_episode(coverage: Coverage, atlas: Atlas) -> Episode:
    return next(e for e in episodes(coverage, atlas) if e.cause.kind is CauseKind.CLOCK_CHANGE)


def test_C01_the_fix_is_Warsaw_09_17() -> None:
    atlas = two_people()
    coverage = implied_levels(next(implied_rules(atlas)), atlas, WINDOW)
    best = repairs(coverage, clock_episode(coverage, atlas), atlas, implied=True)[0]
    assert best.action == (
        "Move the shift of Kasia to Warsaw 09-17 (now 08-16) from Mon 29 Mar 2027 to Sat 30 Oct 2027"
    )
    assert best.effect.startswith("closes 1 h on each of 24 days; opens no gap")
    after = best.change.applied(atlas)
    assert implied_levels(next(implied_rules(after)), after, WINDOW).short == ()


def test_C01_the_fix_under_a_rule_by_UTC() -> None:
    atlas = two_people()
    coverage = levels(BY_UTC, atlas, WINDOW)
    best = repairs(coverage, clock_episode(coverage, atlas), atlas)[0]
    assert "Warsaw 09-17 (now 08-16)" in best.action
    assert best.effect == "closes 1 h on each of 24 days; opens none"
    assert levels(BY_UTC, best.change.applied(atlas), WINDOW).short == ()


def test_C01_round_the_clock_the_move_comes_first_and_says_its_price() -> None:
    atlas = two_people()
    coverage = levels(ROUND, atlas, WINDOW)
    found = repairs(coverage, clock_episode(coverage, atlas), atlas)
    assert "Warsaw 09-17" in found[0].action
    assert "nobody 06:00-07:00Z instead, beside hours for which nothing is planned" in found[0].effect
    assert found[1].action.startswith("Lengthen")
    assert "opens none; each shift is 60 min longer" in found[1].effect


def test_C01_a_limit_on_shifts_is_kept() -> None:
    limit = Agreement("a", shifts=(ShiftRules(max_shift=timedelta(hours=8)),))
    atlas = two_people().with_(agreements=(limit,))
    coverage = levels(ROUND, atlas, WINDOW)
    found = repairs(coverage, clock_episode(coverage, atlas), atlas)
    assert found
    assert not any(r.action.startswith("Lengthen") for r in found)


def test_C01_a_colleague_at_work_then_is_asked() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay())
    coverage = levels(ROUND, atlas, WINDOW)
    found = repairs(coverage, clock_episode(coverage, atlas), atlas)
    assert any(
        r.action.startswith("Give 14:00-15:00Z Mon to Fri to Wanjiru (17:00-18:00 in Nairobi)") for r in found
    )


def test_C15_colleagues_take_easter_monday_in_their_own_hours() -> None:
    atlas = withdrawals_ops().with_(shifts=relay())
    coverage = implied_levels(next(implied_rules(atlas)), atlas, WINDOW)
    easter = next(e for e in episodes(coverage, atlas) if "Easter Monday" in e.cause.text)
    [found] = repairs(coverage, easter, atlas, implied=True)
    assert found.effect == "closes all 9 h; opens none; within their own hours"
    after = found.change.applied(atlas)
    for shift in found.change.add:
        assert isinstance(shift, Shift)
        [occurrence] = atlas.occurrences(shift, WINDOW)
        span = Span(occurrence.start, occurrence.end)
        assert atlas.working(atlas.person(str(shift.person)), span) == (span,)
    left = implied_levels(next(implied_rules(after)), after, WINDOW).short
    assert not any(s.start.date() == date(2027, 3, 29) for s in left)


def test_nobody_is_asked_right_before_or_after_a_shift_of_their_own() -> None:
    beatriz = next(p for p in OPS_PEOPLE if p.name == "Beatriz")
    other = daily("Other", beatriz.id, 17, 20, "America/Sao_Paulo")
    atlas = withdrawals_ops().with_(shifts=(*relay(), other))
    coverage = levels(BY_UTC, atlas, WINDOW)
    easter = next(e for e in episodes(coverage, atlas) if "Easter Monday" in e.cause.text)
    assert all(beatriz.id not in r.people for r in repairs(coverage, easter, atlas))


def test_absence_is_covered_by_the_least_loaded() -> None:
    kasia = next(p for p in OPS_PEOPLE if p.name == "Kasia")
    away = Absence(kasia.id, date(2027, 3, 9), date(2027, 3, 10))
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay(), absences=(away,))
    coverage = levels(BY_UTC, atlas, WINDOW)
    episode = next(e for e in episodes(coverage, atlas) if e.cause.kind is CauseKind.UNAVAILABLE)
    found = repairs(coverage, episode, atlas)
    assert [r.action.split(",")[0] for r in found] == ["On Tue 9 Mar 2027", "On Wed 10 Mar 2027"]
    assert all("Kasia" not in r.action for r in found)


def test_hours_that_are_never_planned_get_whoever_is_at_work() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay())
    coverage = levels(ROUND, atlas, WINDOW)
    night = next(e for e in episodes(coverage, atlas) if e.cause.kind is CauseKind.NO_SHIFT)
    [found] = repairs(coverage, night, atlas)
    assert "01:00-06:00Z (09:00-14:00 in Singapore)" in found.action
    before, after = coverage.short, levels(ROUND, found.change.applied(atlas), WINDOW).short
    assert difference(after, before) == ()


def test_without_anybody_there_is_no_repair() -> None:
    atlas = Atlas((), shifts=(daily("Desk", None, 9, 17),))
    coverage = implied_levels(next(implied_rules(atlas)), atlas, WINDOW)
    [episode] = episodes(coverage, atlas)
    assert repairs(coverage, episode, atlas, implied=True) == ()


def by_hours() -> Atlas:
    """The relay as working hours, without any shift."""
    people = (
        Person.simple("W", "Europe/Warsaw", 480, 960),
        Person.simple("S", "America/Sao_Paulo", 720, 1200),
    )
    return Atlas(people)


def test_C01_as_working_hours_moves_the_hours() -> None:
    rule = CoverageRule("desk", window=WeeklyPattern.daily(7 * 60, 23 * 60), zone="UTC")
    atlas = by_hours()
    coverage = levels(rule, atlas, WINDOW)
    best = repairs(coverage, episodes(coverage, atlas)[0], atlas)[0]
    assert best.action == (
        "Move the hours of W to Warsaw 09-17 (now 08-16) from Mon 29 Mar 2027 to Sat 30 Oct 2027"
    )
    assert best.effect == "closes 1 h on each of 24 days; opens none"
    assert levels(rule, best.change.applied(atlas), WINDOW).short == ()


def test_hours_that_cannot_move_without_changing_their_day_stay() -> None:
    late = Person.simple("L", "Europe/Warsaw", 23 * 60, 7 * 60)
    change = Retiming(date(2027, 3, 1), None, 60, 60)
    assert rehoured(late, change) is None
    assert rehoured(replace(late, patterns=()), change) is None


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", None])
def test_a_retimed_shift_is_the_old_one_outside_its_dates(rule: str | None) -> None:
    start = CivilTime(date(2027, 1, 4), time(8), WARSAW.zone)
    shift = Shift("d", "p", Recurrence(start, 480, rule, excluded=(replace(start, date=date(2027, 3, 12)),)))
    change = Retiming(date(2027, 1, 4) if rule is None else date(2027, 3, 8), date(2027, 4, 4), 60, 60)
    pieces = retimed(shift, change, ZONES)
    assert pieces is not None
    window = days("2027-01-01", 150)
    old, new = starts((shift,), window), starts(pieces, window)
    assert [at.date() for at in old] == [at.date() for at in new]
    inside = [change.first <= at.date() <= date(2027, 4, 4) for at in old]
    assert [b - a for a, b in zip(old, new, strict=True)] == [timedelta(hours=int(moved)) for moved in inside]


def starts(shifts: tuple[Shift, ...], window: Span) -> list[datetime]:
    atlas = Atlas(())
    return sorted(o.start for shift in shifts for o in atlas.occurrences(shift, window))


def test_an_occurrence_moved_by_hand_stays_where_it_was_put() -> None:
    start = CivilTime(date(2027, 1, 4), time(8), WARSAW.zone)
    put = datetime(2027, 3, 10, 12, tzinfo=UTC)
    moved = Override(replace(start, date=date(2027, 3, 10)), put, put + timedelta(hours=8))
    shift = Shift("d", "p", Recurrence(start, 480, "FREQ=DAILY", overrides=(moved,)))
    pieces = retimed(shift, Retiming(date(2027, 3, 8), date(2027, 4, 4), 60, 60), ZONES)
    assert pieces is not None
    found = starts(pieces, days("2027-03-01", 30))
    assert found.count(put) == 1
    assert len(found) == len(starts((shift,), days("2027-03-01", 30)))


@pytest.mark.parametrize(
    ("recurrence", "change"),
    [
        (Recurrence(CivilTime(date(2027, 1, 4), time(23, 30), "UTC"), 60, "FREQ=DAILY"), 60),
        (Recurrence(CivilTime(date(2027, 1, 4), time(8), "UTC"), 60, "FREQ=DAILY;COUNT=9"), 60),
        (
            Recurrence(
                CivilTime(date(2027, 1, 4), time(8), "UTC"),
                60,
                extra=(CivilTime(date(2027, 1, 9), time(8), "UTC"),),
            ),
            60,
        ),
    ],
)
def test_what_cannot_be_moved_without_changing_its_days_is_left(recurrence: Recurrence, change: int) -> None:
    found = retimed(Shift("d", "p", recurrence), Retiming(date(2027, 1, 5), None, change, change), ZONES)
    assert found is None
