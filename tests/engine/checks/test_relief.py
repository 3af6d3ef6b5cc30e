"""Fixes of rest, weeks and lone people: offered where a colleague can, tried out, and true once applied."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Check, Finding, Fix
from farflung.engine.checks.coverage_holes import COVERAGE
from farflung.engine.checks.fragility import FRAGILITY
from farflung.engine.checks.rest import REST
from farflung.engine.checks.weekly import WEEKLY
from farflung.engine.model import Absence, Agreement, CoverageRule, Person, Recurrence, Shift, ShiftRules
from farflung.engine.time import CivilTime, Span
from tests.company import days
from tests.engine.checks.asking import ask

HOUR = timedelta(hours=1)
ZONE = "Africa/Lagos"
MONDAY = date(2027, 3, 1)
WEEK = days("2027-03-01", 7)
REST_RULE = Agreement("rules", shifts=(ShiftRules(None, 11 * HOUR, None),))
WEEK_RULE = Agreement("rules", shifts=(ShiftRules(None, None, 40 * HOUR),))


def person(name: str, start: int, end: int) -> Person:
    """Of no known country, so that no law is asked."""
    return replace(Person.simple(name, ZONE, start * 60, end * 60), teams=("Desk",))


def shift(who: str, day: date, start: int, hours: int, duty: str = "Desk", rule: str | None = None) -> Shift:
    return Shift(duty, who, Recurrence(CivilTime(day, time(start), ZONE), hours * 60, rule))


NELE, ADE, BISI = person("Nele", 6, 23), person("Ade", 5, 23), person("Bisi", 9, 17)
LATE, EARLY = shift("Nele", MONDAY, 15, 8), shift("Nele", MONDAY + timedelta(days=1), 6, 6)
KYC = Agreement("c", coverage=(CoverageRule("k", duty="Desk", skills=frozenset({"kyc"})),))
SHORT = Atlas((NELE, ADE), shifts=(LATE, EARLY), agreements=(REST_RULE,))


def only(check: Check, atlas: Atlas, window: Span = WEEK) -> Finding:
    [found] = ask(check, atlas, window)
    return found


def applied(atlas: Atlas, fix: Fix) -> Atlas:
    assert fix.change is not None
    return fix.change.applied(atlas)


def test_short_rest_is_ended_by_whoever_can_take_one_of_the_two() -> None:
    second, first = only(REST, SHORT).fixes
    assert second.action == (
        "Instead of Nele, ask Ade to take 05:00-11:00Z (06:00-12:00 in Lagos) of Desk on Tue 2 Mar 2027"
    )
    assert second.effect == "mends it; within their own hours, no limit of theirs is passed, no hole opens"
    assert "14:00-22:00Z" in first.action
    for fix in (second, first):
        assert ask(REST, applied(SHORT, fix), WEEK) == ()
        assert ask(COVERAGE, applied(SHORT, fix), WEEK) == ask(COVERAGE, SHORT, WEEK)


@pytest.mark.parametrize(
    ("why", "atlas"),
    [
        ("nobody else", SHORT.with_(people=(NELE,))),
        ("not at work then", SHORT.with_(people=(NELE, BISI))),
        ("unavailable", SHORT.with_(absences=(Absence("Ade", MONDAY, MONDAY + timedelta(days=2)),))),
        ("without the skill", SHORT.with_(agreements=(REST_RULE, KYC))),
        ("on another duty", SHORT.with_(shifts=(LATE, EARLY, shift("Ade", MONDAY, 15, 15, "Night")))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_nothing_is_offered_that_nobody_can_do(why: str, atlas: Atlas) -> None:
    found = [f for f in ask(REST, atlas, WEEK) if f.subject == "Nele" and f.rule == "rest.short"]
    assert [fix for finding in found for fix in finding.fixes] == [], why


def test_a_series_loses_one_date_and_keeps_the_others() -> None:
    daily = shift("Nele", MONDAY + timedelta(days=1), 6, 6, rule="FREQ=DAILY")
    atlas = Atlas((NELE, ADE), shifts=(LATE, daily), agreements=(REST_RULE,))
    fixes = ask(REST, atlas, WEEK)[0].fixes
    fix = next(fix for fix in fixes if "05:00-11:00Z" in fix.action)
    after = applied(atlas, fix)
    mine, theirs = (
        [o.start.day for s in after.shifts if s.person == who for o in after.occurrences(s, WEEK)]
        for who in ("Nele", "Ade")
    )
    assert sorted(mine) == [1, 3, 4, 5, 6, 7]
    assert theirs == [2]


def test_of_two_duties_at_once_one_is_given_away() -> None:
    other = shift("Nele", MONDAY, 16, 4, "Chat")
    atlas = Atlas((NELE, ADE), shifts=(LATE, other))
    found = only(REST, atlas)
    assert found.rule == "rest.two-duties"
    assert len(found.fixes) == 2
    assert all(ask(REST, applied(atlas, fix), WEEK) == () for fix in found.fixes)


def test_a_week_is_brought_down_with_as_little_as_it_takes() -> None:
    eights = [shift("Nele", MONDAY + timedelta(days=n), 9, 8) for n in range(5)]
    short = shift("Nele", MONDAY, 18, 3)
    atlas = Atlas((NELE, ADE), shifts=(*eights, short), agreements=(WEEK_RULE,))
    found = only(WEEKLY, atlas)
    [fix] = found.fixes
    assert "43 h of shifts" in found.title
    assert fix.effect.startswith("leaves 40 h of 43 h in the week of Mon 1 Mar 2027; within")
    assert ask(WEEKLY, applied(atlas, fix), WEEK) == ()


def test_who_would_pass_the_limit_instead_is_not_asked() -> None:
    eights = [shift("Nele", MONDAY + timedelta(days=n), 9, 8) for n in range(6)]
    full = [shift("Ade", MONDAY + timedelta(days=n), 9, 8, "Chat") for n in range(5)]
    atlas = Atlas((NELE, ADE), shifts=(*eights, *full), agreements=(WEEK_RULE,))
    assert only(WEEKLY, atlas).fixes == ()


def test_a_second_person_joins_who_is_alone() -> None:
    pairs = [shift(who, MONDAY, 9, 6, rule="FREQ=DAILY") for who in ("Nele", "Bisi")]
    alone = shift("Bisi", MONDAY, 15, 2, rule="FREQ=WEEKLY;BYDAY=MO,TH")
    ade = person("Ade", 9, 17)
    atlas = Atlas((NELE, ade, BISI), shifts=(*pairs, alone))
    window = days("2027-03-01", 28)
    found = only(FRAGILITY, atlas, window)
    [fix] = found.fixes
    assert found.rule == "fragility.single"
    assert fix.action.startswith("Plan a second person: on Mon 1 Mar 2027, ask ")
    assert fix.action.endswith("and so on: all 8 times")
    assert fix.effect == "nobody is alone any more; within their own hours; opens none"
    assert ask(FRAGILITY, applied(atlas, fix), window) == ()


def test_a_second_person_for_a_long_time_is_a_series_and_only_what_it_reaches_is_counted() -> None:
    """Alone 60 times at three different hours, across the clock change of whoever joins."""
    window, first = days("2027-03-01", 90), MONDAY
    zoe = replace(Person.simple("Zoe", "Europe/Lisbon", 8 * 60, 19 * 60), teams=("Desk",))
    pairs = [shift(who, first, 9, 6, rule="FREQ=DAILY") for who in ("Nele", "Bisi")]
    alone = shift("Bisi", first, 15, 2, rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    atlas = Atlas((NELE, BISI, zoe), shifts=(*pairs, alone))
    found = only(FRAGILITY, atlas, window)
    [fix] = found.fixes
    assert fix.change is not None
    assert len(fix.change.add) <= 3
    after = ask(FRAGILITY, applied(atlas, fix), window)
    left = sum(f.weight for f in after if f.rule == "fragility.single")
    said = (
        "nobody is alone any more" if not left else f"leaves {left:g} h of {found.weight:g} h on one person"
    )
    assert fix.effect.startswith(said)


def test_no_second_person_beyond_the_maximum() -> None:
    pairs = [shift(who, MONDAY, 9, 6, rule="FREQ=DAILY") for who in ("Nele", "Bisi")]
    alone = shift("Bisi", MONDAY, 15, 2, rule="FREQ=WEEKLY;BYDAY=MO,TH")
    rule = Agreement("c", coverage=(CoverageRule("one", minimum=1, maximum=1, duty="Desk"),))
    atlas = Atlas((NELE, ADE, BISI), shifts=(*pairs, alone), agreements=(rule,))
    for found in ask(FRAGILITY, atlas, days("2027-03-01", 28)):
        assert found.fixes == ()
