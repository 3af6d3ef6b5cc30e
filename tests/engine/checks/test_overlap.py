"""The check of overlap: managers and reports, teams, and what a shifted start buys."""

from dataclasses import replace

from farflung.engine.atlas import Atlas
from farflung.engine.checks.finding import Severity
from farflung.engine.checks.overlap import OVERLAP
from farflung.engine.model import PatternPeriod, Person, Team, WeeklyPattern
from farflung.engine.overlap import Sharing
from tests.company import LEDGER, OPS, company, days
from tests.engine.checks.asking import ask, by_rule

SPRING = days("2027-03-01", 90)


def test_pairs_without_overlap_are_one_finding_for_each_manager() -> None:
    found = by_rule(ask(OVERLAP, company(), SPRING), "overlap.manager-zero")
    assert {finding.subject: finding.who for finding in found} == {
        "Ana": ("ana", "jack"),
        "Mei-Ling": ("mei-ling", "rafael", "beatriz", "ximena"),
    }
    assert all(finding.severity is Severity.WARNING for finding in found)


def test_a_shifted_start_is_measured_before_it_is_offered() -> None:
    found = by_rule(ask(OVERLAP, company(), SPRING), "overlap.manager-zero")
    fix = next(finding for finding in found if finding.subject == "Ana").fixes[0]
    assert fix.change is not None
    (pair,) = Sharing(fix.change.applied(company()), SPRING).pairs([("ana", "jack")])
    assert f"{round(pair.daily_minutes)} min a day together with Jack" in fix.effect


def test_little_overlap_is_a_note() -> None:
    boss = Person.simple("Boss", "Europe/Lisbon", 540, 1080)
    report = replace(Person.simple("Report", "Asia/Taipei", 540, 1035), manager="Boss")
    winter = days("2027-01-04", 28)
    (found,) = ask(OVERLAP, Atlas((boss, report)), winter)
    assert found.rule == "overlap.manager-near-zero"
    assert found.severity is Severity.NOTE
    assert found.evidence[0].value == "shared time: 15 min a day"


def test_teams_without_a_common_hour_name_the_best_one() -> None:
    found = {finding.subject: finding for finding in by_rule(ask(OVERLAP, company(), SPRING), "overlap.team")}
    assert set(found) == {LEDGER, OPS}
    assert "08:00-09:00 UTC, 11 of 14" in found[OPS].evidence[0].value
    assert "21 pairs of teammates share no working time at all" in found[OPS].title
    assert found[OPS].fixes[0].action.startswith("Agree on core hours about 08:00 UTC for 11 people")


def test_a_common_hour_is_made_where_one_move_is_enough() -> None:
    zones = ("Europe/Lisbon", "Asia/Taipei", "Asia/Dubai")
    people = tuple(Person.simple(zone, zone, 540, 1020) for zone in zones)
    atlas = Atlas(people, teams=(Team("Trio", zones),))
    winter = days("2027-01-04", 28)
    (found,) = ask(OVERLAP, atlas, winter)
    (fix,) = found.fixes
    assert fix.action.startswith("Shift the day of 1 person")
    assert fix.effect == "all share 1 h a day"
    assert fix.change is not None
    assert ask(OVERLAP, fix.change.applied(atlas), winter) == ()


def test_assumed_hours_are_said_out_loud() -> None:
    assumed = PatternPeriod(WeeklyPattern.daily(540, 1080, assumed=True))
    boss = replace(Person.simple("Boss", "Europe/Lisbon", 540, 1080), patterns=(assumed,))
    report = replace(
        Person.simple("Report", "Australia/Sydney", 540, 1080), manager="Boss", patterns=(assumed,)
    )
    (found,) = ask(OVERLAP, Atlas((boss, report)), days("2027-01-04", 28))
    assert "hours of 2 people are assumed" in found.basis
