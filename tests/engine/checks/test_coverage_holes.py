"""Coverage: each hole with its cause, whom it hits, and a fix that was tried out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Severity
from farflung.engine.checks.coverage_holes import COVERAGE
from farflung.engine.coverage import levels
from farflung.engine.model import (
    Absence,
    Agreement,
    CoverageRule,
    Person,
    Source,
    WeeklyPattern,
)
from farflung.engine.time import Span
from tests.company import (
    OPS,
    OPS_PEOPLE,
    WARSAW,
    WITHDRAWALS,
    days,
    relay,
    weekly_shift,
    withdrawals_ops,
)
from tests.engine.checks.asking import ask, by_rule
from tests.engine.coverage.rosters import daily, support

WINDOW = days("2027-03-01", 60)
RULE = CoverageRule("at least one", duty=WITHDRAWALS, source=Source("agreement.yaml", 12))
DAY = replace(RULE, window=WeeklyPattern.daily(480, 1440), zone=WARSAW.zone)


def ops(*rules: CoverageRule, holidays: bool = True) -> Atlas:
    atlas = withdrawals_ops(with_holidays=holidays).with_(shifts=relay())
    return atlas.with_(agreements=(Agreement("ops", coverage=rules),)) if rules else atlas


def span(start: str, end: str) -> Span:
    return Span(*(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end)))


@pytest.mark.parametrize(
    ("rules", "severity"), [((), Severity.WARNING), ((RULE,), Severity.ERROR), ((DAY,), Severity.ERROR)]
)
def test_C01_relay_that_breaks_when_one_zone_changes_clocks(
    rules: tuple[CoverageRule, ...], severity: Severity
) -> None:
    [found] = by_rule(ask(COVERAGE, ops(*rules, holidays=False), WINDOW), "coverage.clock-change")
    assert found.severity is severity
    assert found.subject == WITHDRAWALS
    assert found.title == (
        "Nobody on Withdrawals, 14:00-15:00Z Mon to Fri from Mon 29 Mar 2027 until Thu 29 Apr 2027 "
        "(24 days, 24 h)"
    )
    assert found.cause == (
        "because Warsaw changed clocks on 28 March 2027 and São Paulo did not "
        "(16:00-17:00 in Warsaw, 11:00-12:00 in São Paulo); the clocks close it again on 31 October 2027"
    )
    assert "IANA 20" in found.basis
    assert found.who == ("kasia", "rafael")
    assert found.spans[0] == span("2027-03-29T14:00", "2027-03-29T15:00")


@pytest.mark.parametrize("rules", [(), (RULE,)])
def test_C01_fix_is_Warsaw_09_17(rules: tuple[CoverageRule, ...]) -> None:
    [found] = by_rule(ask(COVERAGE, ops(*rules, holidays=False), WINDOW), "coverage.clock-change")
    [fix] = [fix for fix in found.fixes if "Warsaw 09-17" in fix.action]
    assert fix.effect.startswith("closes 1 h on each of 24 days")
    assert fix.change is not None


def test_C01_every_fix_closes_what_it_says() -> None:
    atlas = ops(DAY, holidays=False)
    [found] = by_rule(ask(COVERAGE, atlas, WINDOW), "coverage.clock-change")
    assert found.fixes
    for fix in found.fixes:
        assert fix.change is not None
        assert levels(DAY, fix.change.applied(atlas), WINDOW).short == ()


@pytest.mark.parametrize("rules", [(), (DAY,), (RULE,)])
def test_C15_easter_is_one_finding_with_each_hole(rules: tuple[CoverageRule, ...]) -> None:
    [found] = by_rule(ask(COVERAGE, ops(*rules), WINDOW), "coverage.holiday")
    assert span("2027-03-29T06:00", "2027-03-29T15:00") in found.spans
    assert found.title.startswith("Nobody on Withdrawals 3 times: Fri 26 Mar 2027 15:00-23:00Z, Mon 29 Mar")
    monday = next(e for e in found.evidence if e.label == "Mon 29 Mar 2027 06:00-15:00Z")
    assert monday.value == (
        "Easter Monday is a public holiday in Warsaw (Kasia) "
        "and Warsaw changed clocks on 28 March 2027 and São Paulo did not"
    )
    assert found.fixes[0].action.startswith("On Fri 26 Mar 2027, ask Ximena to take 15:00-23:00Z")


def test_C15_a_team_by_its_working_hours() -> None:
    atlas = ops(CoverageRule("somebody at work", team=OPS))
    by_subject = {f.subject: f for f in ask(COVERAGE, atlas, days("2027-03-22", 7))}
    found = by_subject[OPS]
    assert found.title == "Nobody on Withdrawals Ops, Fri 26 Mar 2027 01:00-08:00Z"
    assert "Good Friday is a public holiday in Manila, Singapore, Bengaluru and Nairobi" in found.cause


def test_absence_is_named_without_a_reason() -> None:
    kasia = next(p for p in OPS_PEOPLE if p.name == "Kasia")
    away = Absence(kasia.id, date(2027, 3, 8), date(2027, 3, 12))
    atlas = ops(DAY, holidays=False).with_(absences=(away,))
    [found] = by_rule(ask(COVERAGE, atlas, WINDOW), "coverage.absence")
    assert "Kasia is unavailable" in found.cause
    assert found.who == (kasia.id,)
    assert "Mon 8 Mar 2027 07:00-15:00Z" in found.title
    assert found.fixes


def test_unfilled_and_not_eligible() -> None:
    empty = weekly_shift(WITHDRAWALS, None, 480, 960, WARSAW.zone)
    atlas = ops(DAY, holidays=False).with_(shifts=(empty, relay()[1]))
    [found] = by_rule(ask(COVERAGE, atlas, days("2027-03-01", 7)), "coverage.unfilled")
    assert "held by nobody" in found.cause
    arabic = replace(DAY, languages=frozenset({"Arabic"}))
    found_all = ask(COVERAGE, ops(arabic, holidays=False), days("2027-03-01", 7))
    assert found_all == (), "nobody at all speaks it: that is a contradiction, not a hole of one week"
    speaker = replace(OPS_PEOPLE[0], languages=frozenset({"arabic"}))
    some = ops(arabic, holidays=False).with_(people=(speaker, *OPS_PEOPLE[1:]))
    [lacking] = by_rule(ask(COVERAGE, some, days("2027-03-01", 7)), "coverage.not-eligible")
    assert "Kasia has no Arabic" in lacking.cause


def test_a_roster_that_ends_is_a_warning() -> None:
    shifts = tuple(replace(s, recurrence=replace(s.recurrence, until=date(2027, 3, 19))) for s in relay())
    found = ask(COVERAGE, ops(RULE, holidays=False).with_(shifts=shifts), WINDOW)
    [ends] = by_rule(found, "coverage.roster-ends")
    assert ends.severity is Severity.WARNING
    assert ends.title == (
        "Withdrawals: the roster ends on Fri 19 Mar 2027, 23:00Z, and no shift after it is known"
    )


def test_round_the_clock_by_habit() -> None:
    atlas = Atlas((), shifts=(daily("Desk", "a", 0, 12), daily("Desk", "b", 12, 23)))
    [found] = by_rule(ask(COVERAGE, atlas, days("2027-03-01", 10)), "coverage.no-shift")
    assert found.severity is Severity.WARNING
    assert "23:00-24:00Z" in found.title


def test_too_many_at_once() -> None:
    rule = CoverageRule("exactly one", maximum=1, duty="Support")
    atlas = support().with_(agreements=(Agreement("a", coverage=(rule,)),))
    [found] = by_rule(ask(COVERAGE, atlas, days("2027-03-01", 1)), "coverage.over")
    assert found.title.startswith("Up to 5 on Support where the rule says at most 1: 18.5 h in all")


def test_below_the_minimum_says_how_many_are_left() -> None:
    people = tuple(Person.simple(name, "Europe/Lisbon", 540, 1080) for name in "abc")
    away = Absence("a", date(2027, 3, 3), date(2027, 3, 3))
    rule = CoverageRule("three", minimum=3, window=WeeklyPattern.daily(540, 1080), zone="Europe/Lisbon")
    atlas = Atlas(people, absences=(away,), agreements=(Agreement("a", coverage=(rule,)),))
    [found] = ask(COVERAGE, atlas, days("2027-03-01", 7))
    assert found.title == "Only 2 of 3 on three, Wed 3 Mar 2027 09:00-18:00Z"
    assert found.weight == 9.0


def test_nothing_to_say_about_a_roster_that_is_well() -> None:
    atlas = Atlas((), shifts=(daily("Desk", "a", 0, 12), daily("Desk", "b", 12, 24)))
    assert ask(COVERAGE, atlas, days("2027-03-01", 30)) == ()
    assert ask(COVERAGE, Atlas(()), days("2027-03-01", 30)) == ()


def test_more_duties_than_anybody_reads_are_found_but_not_all_repaired() -> None:
    shifts = tuple(replace(shift, duty=f"Desk {n}") for n in range(45) for shift in relay())
    found = ask(COVERAGE, withdrawals_ops(with_holidays=False).with_(shifts=shifts), days("2027-03-25", 14))
    assert len(found) == 45
    assert sum(bool(f.fixes) for f in found) == 24
    assert timedelta(hours=8) == sum((s.elapsed for s in found[0].spans), timedelta())
