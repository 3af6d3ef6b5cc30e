"""Holes, why they open, and repetitions of one cause as one episode."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import (
    CauseKind,
    holes,
    implied_levels,
    implied_rules,
    levels,
    radar,
    until_text,
    when_text,
)
from farflung.engine.coverage.radar import local_words
from farflung.engine.model import (
    Absence,
    Agreement,
    CoverageRule,
    Person,
    Recurrence,
    Shift,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span
from tests.company import (
    OPS_PEOPLE,
    WARSAW,
    WITHDRAWALS,
    days,
    relay,
    weekly_shift,
    withdrawals_ops,
)
from tests.engine.coverage.rosters import daily

EVERY_DAY = CoverageRule("at least one", duty=WITHDRAWALS)
IN_THE_DAY = CoverageRule(
    "at least one", duty=WITHDRAWALS, window=WeeklyPattern.daily(8 * 60, 24 * 60), zone=WARSAW.zone
)
HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(start: str, end: str) -> Span:
    return Span(utc(start), utc(end))


def of_kind(kind: CauseKind, rule: CoverageRule, atlas: Atlas, window: Span) -> list[str]:
    return [
        f"{when_text(e)} because {e.cause.text}" for e in radar(rule, atlas, window) if e.cause.kind is kind
    ]


@pytest.mark.parametrize("rule", [EVERY_DAY, IN_THE_DAY])
@pytest.mark.parametrize("day", ["2027-01-15", "2027-02-01", "2027-03-26", "2027-04-20"])
def test_C01_the_hole_is_found_on_any_day_of_the_radar(rule: CoverageRule, day: str) -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay())
    found = [e for e in radar(rule, atlas, days(day, 90)) if e.cause.kind is CauseKind.CLOCK_CHANGE]
    assert len(found) == 1
    assert found[0].first == max(utc("2027-03-29T14:00"), utc(f"{day}T14:00"))
    assert {part.span.elapsed for part in found[0].parts} == {HOUR}
    assert found[0].cause.text == "Warsaw changed clocks on 28 March 2027 and São Paulo did not"


def test_C01_no_gap_before_the_clocks_change() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay())
    assert holes(levels(IN_THE_DAY, atlas, days("2027-03-26", 1)), atlas) == ()
    night = [hole.span for hole in holes(levels(EVERY_DAY, atlas, days("2027-03-26", 1)), atlas)]
    assert night == [
        span("2027-03-26T00:00", "2027-03-26T07:00"),
        span("2027-03-26T23:00", "2027-03-27T00:00"),
    ]


def test_C01_is_said_for_people() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay())
    window = days("2027-03-01", 60)
    episode = radar(IN_THE_DAY, atlas, window)[0]
    assert when_text(episode) == (
        "14:00-15:00Z Mon to Fri from Mon 29 Mar 2027 until Thu 29 Apr 2027 (24 days, 24 h)"
    )
    assert local_words(episode, atlas) == "16:00-17:00 in Warsaw, 11:00-12:00 in São Paulo"
    assert until_text(episode, window, atlas) == "the clocks close it again on 31 October 2027"


def test_C15_easter_at_withdrawals_ops() -> None:
    atlas = withdrawals_ops().with_(shifts=relay())
    on_holiday = {
        person.id
        for person in OPS_PEOPLE
        for calendar in [atlas.calendar(person.place)]
        if calendar and any(holiday.date == date(2027, 3, 26) for holiday in calendar.holidays)
    }
    assert len(on_holiday) == 12
    assert not any(atlas.working(atlas.person(key), days("2027-03-26", 1)) for key in on_holiday)


@pytest.mark.parametrize("implied", [False, True])
def test_C15_the_hole_of_easter_monday(implied: bool) -> None:
    atlas = withdrawals_ops().with_(shifts=relay())
    window = days("2027-03-01", 90)
    coverage = (
        implied_levels(next(implied_rules(atlas)), atlas, window)
        if implied
        else levels(IN_THE_DAY, atlas, window)
    )
    monday = next(hole for hole in holes(coverage, atlas) if hole.span.start.date() == date(2027, 3, 29))
    assert monday.span == span("2027-03-29T06:00", "2027-03-29T15:00")
    assert [(part.span, part.cause.kind) for part in monday.parts] == [
        (span("2027-03-29T06:00", "2027-03-29T14:00"), CauseKind.HOLIDAY),
        (span("2027-03-29T14:00", "2027-03-29T15:00"), CauseKind.CLOCK_CHANGE),
    ]
    assert monday.why == (
        "Easter Monday is a public holiday in Warsaw (Kasia) "
        "and Warsaw changed clocks on 28 March 2027 and São Paulo did not"
    )


def test_C15_round_the_clock_rule_keeps_the_planned_part_apart() -> None:
    atlas = withdrawals_ops().with_(shifts=relay())
    found = radar(EVERY_DAY, atlas, days("2027-03-01", 60))
    easter = next(e for e in found if "Easter Monday" in e.cause.text)
    assert easter.runs == (span("2027-03-29T06:00", "2027-03-29T15:00"),)


def test_a_hole_between_two_changes_says_who_follows() -> None:
    atlas = Atlas(
        (),
        shifts=(daily("Desk", "a", 17, 25, "America/New_York"), daily("Desk", "b", 6, 14, "Europe/London")),
    )
    [episode] = [
        e
        for e in radar(CoverageRule("r", duty="Desk"), atlas, days("2027-03-01", 60))
        if e.cause.kind is CauseKind.CLOCK_CHANGE
    ]
    assert when_text(episode) == (
        "05:00-06:00Z daily from Mon 15 Mar 2027 until Sat 27 Mar 2027 (13 days, 13 h)"
    )
    assert episode.cause.text == (
        "New York changed clocks on 14 March 2027 and London follows only on 28 March 2027"
    )


def test_two_shifts_that_meet_for_two_weeks_a_year_were_not_planned_to() -> None:
    atlas = Atlas(
        (),
        shifts=(daily("Desk", "a", 5, 13, "Europe/London"), daily("Desk", "b", 9, 17, "America/New_York")),
    )
    found = radar(CoverageRule("r", duty="Desk"), atlas, days("2027-03-01", 60))
    assert {e.cause.kind for e in found} == {CauseKind.NO_SHIFT}


def test_half_an_hour_on_lord_howe() -> None:
    """Lord Howe puts its clocks back by half an hour only: 21:00 there is then 10:30Z, not 10:00."""
    atlas = Atlas(
        (),
        shifts=(
            daily("Desk", "a", 9, 19, "Asia/Tokyo"),
            daily("Desk", "b", 21, 24, "Australia/Lord_Howe"),
        ),
    )
    rule = CoverageRule(
        "r", duty="Desk", window=WeeklyPattern.daily(9 * 60, 22 * 60, range(7)), zone="Asia/Tokyo"
    )
    [episode] = radar(rule, atlas, days("2027-03-15", 60))
    assert when_text(episode).startswith("10:00-10:30Z daily from Sun 4 Apr 2027")
    assert episode.cause.text == "Lord Howe changed clocks on 4 April 2027 and Tokyo did not"


def test_both_hemispheres_open_two_hours_in_two_steps() -> None:
    """London ends at 18:00Z as Sydney begins; in summer it ends at 17:00 and Sydney begins at 19:00."""
    atlas = Atlas(
        (),
        shifts=(daily("Desk", "a", 8, 18, "Europe/London"), daily("Desk", "b", 5, 15, "Australia/Sydney")),
    )
    found = radar(CoverageRule("r", duty="Desk"), atlas, days("2027-03-15", 60))
    by_clock = sorted((e for e in found if e.cause.kind is CauseKind.CLOCK_CHANGE), key=lambda e: e.first)
    assert [(when_text(e).split(" until")[0], e.cause.text) for e in by_clock] == [
        (
            "17:00-18:00Z daily from Sun 28 Mar 2027",
            "London changed clocks on 28 March 2027 and Sydney follows only on 4 April 2027",
        ),
        (
            "17:00-19:00Z daily from Sat 3 Apr 2027",
            "London changed clocks on 28 March 2027 and Sydney changed clocks on 4 April 2027",
        ),
    ]


def test_absence_has_no_reason_and_the_days_are_one_episode() -> None:
    kasia = next(person for person in OPS_PEOPLE if person.name == "Kasia")
    away = Absence(kasia.id, date(2027, 2, 1), date(2027, 2, 12))
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay(), absences=(away,))
    assert of_kind(CauseKind.UNAVAILABLE, IN_THE_DAY, atlas, days("2027-01-25", 30)) == [
        (
            "07:00-15:00Z Mon to Fri from Mon 1 Feb 2027 until Fri 12 Feb 2027 (10 days, 80 h) "
            "because Kasia is unavailable"
        )
    ]


def test_unfilled_shift_is_named() -> None:
    empty = weekly_shift(WITHDRAWALS, None, 480, 960, WARSAW.zone)
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=(empty, relay()[1]))
    [found] = of_kind(CauseKind.UNFILLED, IN_THE_DAY, atlas, days("2027-02-01", 7))
    assert found.endswith("because the shift 08:00-16:00 in Warsaw is held by nobody")


def test_hours_that_are_never_planned_are_one_episode_across_the_clock_change() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay())
    [found] = of_kind(CauseKind.NO_SHIFT, EVERY_DAY, atlas, days("2027-03-15", 28))
    assert "at first" in found
    assert found.endswith("because no shift is planned then")


def test_a_roster_that_ends_is_not_a_hole_every_day() -> None:
    shifts = tuple(replace(s, recurrence=replace(s.recurrence, until=date(2027, 2, 12))) for s in relay())
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=shifts)
    [found] = of_kind(CauseKind.ROSTER_ENDS, EVERY_DAY, atlas, days("2027-02-08", 30))
    assert found.endswith(
        "because the roster ends on Fri 12 Feb 2027, 23:00Z, and no shift after it is known"
    )


def test_a_roster_that_begins_later_and_one_that_is_not_there() -> None:
    first = Shift(
        "New", "a", Recurrence(CivilTime(date(2027, 2, 20), time(9), "Asia/Tokyo"), 480, "FREQ=DAILY")
    )
    rule = CoverageRule("r", duty="New")
    [found] = of_kind(CauseKind.ROSTER_STARTS, rule, Atlas((), shifts=(first,)), days("2027-02-15", 10))
    assert found.endswith("because the first known shift begins on Sat 20 Feb 2027, 00:00Z")
    [nothing] = of_kind(CauseKind.NO_SHIFT, rule, Atlas(()), days("2027-02-15", 10))
    assert nothing.endswith("because no shift of New is known")


def test_working_hours_of_a_team_have_causes_too() -> None:
    """São Paulo takes over from Warsaw at 15:00Z in winter, and an hour too late in summer."""
    people = (
        Person.simple("W", "Europe/Warsaw", 8 * 60, 16 * 60),
        Person.simple("S", "America/Sao_Paulo", 12 * 60, 20 * 60),
    )
    rule = CoverageRule("desk", window=WeeklyPattern.daily(8 * 60, 22 * 60), zone="Europe/Warsaw")
    [episode] = radar(rule, Atlas(people), days("2027-03-01", 60))
    assert episode.cause.text == "Warsaw changed clocks on 28 March 2027 and Sao Paulo did not"
    assert episode.first == utc("2027-03-29T14:00")


def test_outside_everybody_s_hours() -> None:
    rule = CoverageRule("desk", window=WeeklyPattern.daily(9 * 60, 20 * 60), zone="Europe/London")
    atlas = Atlas((Person.simple("London", "Europe/London", 540, 1020),))
    [found] = radar(rule, atlas, days("2027-02-01", 5))
    assert found.cause.kind is CauseKind.NO_SHIFT
    assert found.cause.text == "it is outside everybody's working hours"


def test_implied_rules_only_where_nothing_is_written() -> None:
    atlas = withdrawals_ops().with_(shifts=(*relay(), daily("Other", "kasia", 9, 10)))
    written = Agreement("a", coverage=(CoverageRule("r", duty=" withdrawals "),))
    assert [rule.duty for rule in implied_rules(atlas)] == [WITHDRAWALS, "Other"]
    assert [rule.duty for rule in implied_rules(atlas.with_(agreements=(written,)))] == ["Other"]


def test_implied_rule_asks_nothing_of_the_night() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay())
    found = implied_levels(next(implied_rules(atlas)), atlas, days("2027-03-01", 20))
    assert found.short == ()


def test_implied_round_the_clock_closes_small_gaps() -> None:
    atlas = Atlas((), shifts=(daily("Desk", "a", 0, 12), daily("Desk", "b", 12, 23)))
    found = implied_levels(next(implied_rules(atlas)), atlas, days("2027-03-01", 10))
    assert sum((s.elapsed for s in found.short), timedelta()) == 10 * HOUR
