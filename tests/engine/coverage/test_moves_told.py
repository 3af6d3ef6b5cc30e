"""What is said of shifts that are moved together is so of each of them, by its holder's clock."""

from dataclasses import replace
from datetime import date, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import Kind, Repairs, episodes, implied_levels, implied_rules, repairs
from farflung.engine.coverage.rehoured import rehoured
from farflung.engine.coverage.retimed import Retiming
from farflung.engine.model import Agreement, PatternPeriod, Person, ShiftRules, WeeklyPattern
from tests.company import days, weekly_shift
from tests.engine.coverage.rosters import daily
from tests.engine.coverage.test_repairs import WINDOW, two_people

HOUR = timedelta(hours=1)


def two_hours_before_the_hole() -> Atlas:
    """Two in Warsaw end at the same time and begin at different ones; São Paulo follows them."""
    kasia, rafael = two_people().people
    jan = replace(kasia, id="jan", name="Jan")
    shifts = (
        weekly_shift("Desk", kasia, 8 * 60, 16 * 60, "Europe/Warsaw", "MO,TU,WE"),
        weekly_shift("Desk", jan, 10 * 60, 16 * 60, "Europe/Warsaw", "TH,FR"),
        weekly_shift("Desk", rafael, 12 * 60, 20 * 60, "America/Sao_Paulo"),
    )
    return Atlas((kasia, jan, rafael), shifts=shifts)


def test_shifts_of_different_hours_are_each_named_with_their_own() -> None:
    atlas = two_hours_before_the_hole()
    coverage = implied_levels(next(implied_rules(atlas)), atlas, WINDOW)
    (hole,) = episodes(coverage, atlas)
    told = {repair.action for repair in repairs(coverage, hole, atlas, implied=True, most=9)}
    assert (
        "Move the shifts from Mon 29 Mar 2027 to Sat 30 Oct 2027: "
        "of Kasia to Warsaw 09-17 (now 08-16) and of Jan to Warsaw 11-17 (now 10-16)"
    ) in told


def test_a_limit_on_shifts_is_kept_by_each_of_them() -> None:
    """Jan's six hours may become seven, Kasia's eight not nine, whichever of them comes first."""
    limit = Agreement("a", shifts=(ShiftRules(max_shift=8 * HOUR),))
    atlas = two_hours_before_the_hole().with_(agreements=(limit,))
    for first in ("2027-03-01", "2027-04-01"):  # a Thursday: Jan comes first
        window = days(first, 60)
        coverage = implied_levels(next(implied_rules(atlas)), atlas, window)
        for hole in episodes(coverage, atlas):
            for repair in repairs(coverage, hole, atlas, implied=True, most=9):
                assert not repair.action.startswith("Lengthen the shifts")


def test_what_is_unsocial_goes_by_the_holders_clock_and_not_by_that_of_the_file() -> None:
    """Liza's 06-14 in UTC is 14-22 in Manila; an hour later is four hours after 19, not an hour before 08."""
    liza = Person.simple("Liza", "Asia/Manila", 540, 1080, range(7))
    kasia = Person.simple("Kasia", "Europe/Warsaw", 480, 1200, range(7))
    shifts = (daily("Desk", "Liza", 6, 14), daily("Desk", "Kasia", 16, 23, "Europe/Warsaw"))
    atlas = Atlas((liza, kasia), shifts=shifts)
    coverage = implied_levels(next(implied_rules(atlas)), atlas, days("2026-10-10", 60))
    found = episodes(coverage, atlas)
    trials = Repairs(coverage, found, atlas, implied=True).trials(found[0])
    moved = next(p for p, _ in trials if p.kind is Kind.MOVE and p.people == ("Liza",))
    assert moved.unsocial == 4 * 60


def test_hours_that_change_within_the_dates_are_each_moved_and_none_takes_the_place_of_the_others() -> None:
    early, late = WeeklyPattern.daily(8 * 60, 16 * 60), WeeklyPattern.daily(10 * 60, 18 * 60)
    periods = (PatternPeriod(early, None, date(2027, 4, 30)), PatternPeriod(late, date(2027, 5, 10)))
    kasia = replace(Person.simple("Kasia", "Europe/Warsaw", 0, 60), patterns=periods)
    until, for_good = (
        rehoured(kasia, Retiming(date(2027, 3, 29), last, 60, 60)) for last in (date(2027, 10, 30), None)
    )
    assert until is not None
    assert for_good is not None
    wanted = {
        date(2027, 3, 28): (8, 16), date(2027, 3, 29): (9, 17), date(2027, 4, 30): (9, 17),
        date(2027, 5, 9): None, date(2027, 5, 10): (11, 19), date(2027, 10, 30): (11, 19),
    }  # fmt: skip
    for moved, later in ((until, (10, 18)), (for_good, (11, 19))):
        for day, hours in {**wanted, date(2027, 10, 31): later}.items():
            pattern = moved.pattern_on(day)
            found = {(b.start // 60, b.end // 60) for b in pattern.blocks} if pattern else None
            assert found == ({hours} if hours else None), day


def test_hours_that_cannot_all_be_moved_are_not() -> None:
    night = WeeklyPattern.daily(30, 8 * 60)
    periods = (PatternPeriod(night, date(2027, 5, 1)), PatternPeriod(WeeklyPattern.daily(480, 960)))
    kasia = replace(Person.simple("Kasia", "Europe/Warsaw", 0, 60), patterns=periods)
    assert rehoured(kasia, Retiming(date(2027, 3, 29), date(2027, 4, 30), -60, -60)) is not None
    assert rehoured(kasia, Retiming(date(2027, 3, 29), date(2027, 5, 1), -60, -60)) is None
