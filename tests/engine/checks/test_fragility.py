"""Fragility: said once for each duty, loud only where others have more."""

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Severity
from farflung.engine.checks.fragility import FRAGILITY
from farflung.engine.model import Agreement, CoverageRule, PatternPeriod, Person, Place, WeeklyPattern
from tests.company import days, relay, withdrawals_ops
from tests.engine.checks.asking import ask, by_rule
from tests.engine.coverage.rosters import blocks, support, support_by_hours

WINDOW = days("2027-03-01", 90)


def test_C02_one_person_for_five_and_a_half_hours_a_day() -> None:
    [found] = ask(FRAGILITY, support(), WINDOW)
    assert found.rule == "fragility.single"
    assert found.severity is Severity.WARNING
    assert found.title == ("Support hangs on one person for 5.5 h a day: P8 02:00-07:00Z, P5 08:30-09:00Z")
    assert found.cause == "because nobody else is on then: losing P8 or P5 leaves a hole"
    assert found.who == ("P8", "P5")
    assert found.weight == 5.5 * 90


def test_C02_the_same_from_working_hours() -> None:
    rule = Agreement("a", coverage=(CoverageRule("somebody"),))
    [found] = ask(FRAGILITY, support_by_hours().with_(agreements=(rule,)), WINDOW)
    assert "5.5 h a day: P8 02:00-07:00Z, P5 08:30-09:00Z" in found.title


def test_a_duty_that_is_one_deep_by_design_is_a_note() -> None:
    [found] = ask(FRAGILITY, withdrawals_ops(with_holidays=False).with_(shifts=relay()), WINDOW)
    assert (found.rule, found.severity) == ("fragility.one-deep", Severity.NOTE)
    assert found.title == "Withdrawals is one person deep for 100% of its time: no second is planned"


def test_C03_exactly_the_minimum_is_thin() -> None:
    rule = Agreement("a", coverage=(CoverageRule("two", minimum=2, duty="Queue"),))
    [found] = ask(FRAGILITY, blocks().with_(agreements=(rule,)), WINDOW)
    assert (found.rule, found.severity) == ("fragility.thin", Severity.NOTE)
    assert found.title == "Queue has exactly its minimum of 2 for 11 h a day"


def team(*places: tuple[str, str, str]) -> Atlas:
    pattern = (PatternPeriod(WeeklyPattern.daily(540, 1080, range(7))),)
    people = tuple(
        Person(f"p{n}", f"P{n}", Place(zone, country, None, city), pattern)
        for n, (zone, country, city) in enumerate(places)
    )
    return Atlas(people, agreements=(Agreement("a", coverage=(CoverageRule("desk"),)),))


MANILA = ("Asia/Manila", "PH", "Manila")
CEBU = ("Asia/Manila", "PH", "Cebu")
LAGOS = ("Africa/Lagos", "NG", "Lagos")


def test_a_city_on_which_a_part_of_the_day_hangs() -> None:
    [found] = by_rule(ask(FRAGILITY, team(MANILA, MANILA, LAGOS, LAGOS, LAGOS), WINDOW), "fragility.place")
    assert found.severity is Severity.WARNING
    assert found.title == "desk hangs on Lagos for 630 h (44% of its time)"
    assert "leaves nobody" in found.cause


def test_a_country_with_two_cities() -> None:
    found = by_rule(ask(FRAGILITY, team(MANILA, CEBU, LAGOS, LAGOS), WINDOW), "fragility.place")
    labels = [evidence.label for evidence in found[0].evidence]
    assert "without PH" in labels
    assert "without Manila" not in labels


def test_all_in_one_place_is_a_note() -> None:
    [found] = by_rule(ask(FRAGILITY, team(MANILA, MANILA), WINDOW), "fragility.place")
    assert found.severity is Severity.NOTE
    assert found.title == "desk hangs on Manila for all of its time"


def test_nothing_hangs_on_a_duty_without_anybody() -> None:
    rule = Agreement("a", coverage=(CoverageRule("desk", duty="None"),))
    assert ask(FRAGILITY, Atlas((), agreements=(rule,)), WINDOW) == ()


def test_an_entity_could_not_work_it_has_no_weather() -> None:
    pattern = (PatternPeriod(WeeklyPattern.daily(540, 1080, range(7))),)
    places = (MANILA, MANILA, LAGOS, ("Africa/Nairobi", "KE", "Nairobi"))
    people = tuple(
        Person(f"p{n}", f"P{n}", Place(zone, country, None, f"{city} {n}"), pattern, entity="Hireabroad BV")
        for n, (zone, country, city) in enumerate(places)
    )
    rule = CoverageRule("at least 1 at all times", named=False)
    atlas = Atlas(people, agreements=(Agreement("a", coverage=(rule,)),))
    [found] = by_rule(ask(FRAGILITY, atlas, WINDOW), "fragility.place")
    assert found.title == "The company hangs on Hireabroad BV for all of its time"
    assert found.cause == (
        "because it employs 4 of those on it: if Hireabroad BV could not work, nobody would be left"
    )
