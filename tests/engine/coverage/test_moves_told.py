"""What is said of shifts that are moved together is so of each of them, by its holder's clock."""

from dataclasses import replace
from datetime import timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import Kind, Repairs, episodes, implied_levels, implied_rules, repairs
from farflung.engine.model import (
    Agreement,
    Person,
    ShiftRules,
)
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
