"""Rest, length of shifts and weekly hours: true elapsed time, on all duties together."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Finding, Severity
from farflung.engine.checks.rest import REST
from farflung.engine.checks.weekly import WEEKLY
from farflung.engine.model import Absence, Agreement, Person, Place, Recurrence, Shift, ShiftRules
from farflung.engine.time import CivilTime, Span
from tests.company import days
from tests.engine.checks.asking import ask, by_rule

HOUR = timedelta(hours=1)
BERLIN = Place("Europe/Berlin", "DE", None, "Berlin")
NOWHERE = Place("Europe/Berlin")


def nele(place: Place = NOWHERE) -> Person:
    return replace(Person.simple("Nele", place.zone, 540, 1020), place=place)


def shift(duty: str, first: date, start: int, hours: int, rule: str | None = "FREQ=DAILY") -> Shift:
    return Shift(duty, "Nele", Recurrence(CivilTime(first, time(start), BERLIN.zone), hours * 60, rule))


def limits(
    max_shift: timedelta | None = None, min_rest: timedelta | None = None, max_week: timedelta | None = None
) -> tuple[Agreement, ...]:
    return (Agreement("rules", shifts=(ShiftRules(max_shift, min_rest, max_week),)),)


def rest(atlas: Atlas, window: Span) -> tuple[Finding, ...]:
    return ask(REST, atlas, window)


NIGHTS = shift("Night", date(2025, 1, 1), 22, 8)


def test_T02_october_night_is_an_hour_over_the_limit() -> None:
    atlas = Atlas((nele(),), shifts=(NIGHTS,), agreements=limits(max_shift=8 * HOUR))
    [found] = rest(atlas, days("2025-10-01", 60))
    assert found.severity is Severity.ERROR
    assert found.title == "Nele's shift of Sat 25 Oct 2025 lasts 9 h, 60 minutes over the limit of 8 h"
    assert "clocks in Europe/Berlin go back on 26 October 2025" in found.cause
    assert found.spans[0].elapsed == 9 * HOUR


def test_T02_march_night_is_seven_hours() -> None:
    atlas = Atlas((nele(),), shifts=(NIGHTS,), agreements=limits(max_shift=timedelta(hours=7, minutes=30)))
    [found] = rest(atlas, days("2025-03-28", 3))
    assert [span.elapsed for span in found.spans] == [8 * HOUR] * 3
    assert not any(span.start.date() == date(2025, 3, 29) for span in found.spans)


def test_rest_is_counted_in_elapsed_time() -> None:
    """Eleven hours on the wall, ten elapsed: clocks go forward in between."""
    late = shift("Late", date(2025, 3, 29), 14, 8, None)
    early = shift("Early", date(2025, 3, 30), 9, 4, None)
    atlas = Atlas((nele(),), shifts=(late, early), agreements=limits(min_rest=11 * HOUR))
    [found] = rest(atlas, days("2025-03-28", 7))
    assert (
        found.title
        == "Nele has 10 h between two shifts on Sat 29 Mar 2025, 60 minutes under the limit of 11 h"
    )
    assert (
        "Late and Early: Sat 29 Mar 2025 14:00-22:00 Europe/Berlin and Sun 30 Mar 2025 09:00" in found.cause
    )
    assert "go forward on 30 March 2025" in found.cause
    assert rest(atlas.with_(agreements=limits(min_rest=10 * HOUR)), days("2025-03-28", 7)) == ()


def test_law_that_only_prices_a_short_rest_is_no_limit() -> None:
    """Oregon asks for consent and more pay within ten hours, and only of some employers."""
    late = shift("Late", date(2027, 3, 1), 14, 8, None)
    early = shift("Early", date(2027, 3, 2), 7, 4, None)
    portland = Place("America/Los_Angeles", "US", "OR", "Portland")
    atlas = Atlas((nele(portland),), shifts=(late, early))
    assert rest(atlas, days("2027-03-01", 7)) == ()


def test_law_of_the_place_is_a_flag_with_its_source() -> None:
    late = shift("Late", date(2027, 3, 1), 14, 8, None)
    early = shift("Early", date(2027, 3, 2), 7, 4, None)
    atlas = Atlas((nele(BERLIN),), shifts=(late, early))
    [found] = rest(atlas, days("2027-03-01", 7))
    assert (found.rule, found.severity, found.tags) == ("rest.short", Severity.WARNING, ("law",))
    assert "9 h between two shifts" in found.title
    assert "Arbeitszeitgesetz" in found.basis
    assert "checked 20" in found.basis
    assert not any(word in found.title.casefold() for word in ("legal", "compliant"))


def test_law_of_an_unknown_country_says_nothing() -> None:
    late = shift("Late", date(2027, 3, 1), 14, 8, None)
    early = shift("Early", date(2027, 3, 2), 7, 4, None)
    assert rest(Atlas((nele(),), shifts=(late, early)), days("2027-03-01", 7)) == ()


def test_a_rule_that_has_expired_by_then_says_nothing() -> None:
    late = shift("Late", date(2031, 3, 3), 14, 8, None)
    early = shift("Early", date(2031, 3, 4), 7, 4, None)
    assert (
        by_rule(rest(Atlas((nele(BERLIN),), shifts=(late, early)), days("2031-03-01", 7)), "rest.short") == []
    )


def test_two_shifts_that_touch_are_one_stretch() -> None:
    one, two = shift("A", date(2027, 3, 1), 8, 6, None), shift("B", date(2027, 3, 1), 14, 6, None)
    atlas = Atlas((nele(),), shifts=(one, two), agreements=limits(max_shift=10 * HOUR))
    [found] = rest(atlas, days("2027-03-01", 2))
    assert "lasts 12 h, 120 minutes over" in found.title


def test_leave_takes_the_shift_away() -> None:
    away = Absence("Nele", date(2025, 10, 25), date(2025, 10, 26))
    atlas = Atlas((nele(),), shifts=(NIGHTS,), absences=(away,), agreements=limits(max_shift=8 * HOUR))
    assert rest(atlas, days("2025-10-01", 60)) == ()


def test_standby_of_a_week_is_no_shift_of_168_hours() -> None:
    week = Shift(
        "On call",
        "Nele",
        Recurrence(CivilTime(date(2027, 3, 1), time(9), BERLIN.zone), 7 * 1440, "FREQ=WEEKLY"),
    )
    atlas = Atlas((nele(),), shifts=(week,), agreements=limits(max_shift=10 * HOUR, max_week=40 * HOUR))
    assert rest(atlas, days("2027-03-01", 30)) == ()
    assert ask(WEEKLY, atlas, days("2027-03-01", 30)) == ()


def test_two_duties_in_the_same_hour() -> None:
    one, two = shift("A", date(2027, 3, 1), 8, 6), shift("B", date(2027, 3, 1), 12, 6)
    [found] = rest(Atlas((nele(),), shifts=(one, two)), days("2027-03-08", 7))
    assert found.title == "Nele is on A and B at once, 7 times, 14 h in all"
    same = rest(Atlas((nele(),), shifts=(one, replace(two, duty="A"))), days("2027-03-08", 7))
    assert same == ()


@pytest.mark.parametrize(("limit", "weeks"), [(40, 4), (56, 0)])
def test_weeks_over_the_company_s_own_limit(limit: int, weeks: int) -> None:
    atlas = Atlas(
        (nele(),), shifts=(shift("Day", date(2027, 1, 1), 8, 8),), agreements=limits(max_week=limit * HOUR)
    )
    found = ask(WEEKLY, atlas, days("2027-03-01", 27))
    assert [len(f.spans) for f in found] == ([weeks] if weeks else [])
    if found:
        assert found[0].title == (
            "Nele has 56 h of shifts in the week of Mon 1 Mar 2027, over 40 h (4 weeks, this the worst)"
        )


def test_the_week_of_a_clock_change_is_an_hour_longer() -> None:
    atlas = Atlas((nele(),), shifts=(NIGHTS,), agreements=limits(max_week=56 * HOUR))
    [found] = ask(WEEKLY, atlas, days("2025-10-01", 60))
    assert found.title == "Nele has 57 h of shifts in the week of Mon 20 Oct 2025, over 56 h"


def test_law_on_average_is_compared_with_the_window() -> None:
    atlas = Atlas((nele(BERLIN),), shifts=(shift("Day", date(2026, 1, 1), 8, 8),))
    found = ask(WEEKLY, atlas, days("2026-12-07", 56))
    [average] = by_rule(found, "weekly.average")
    assert "on average over 24 weeks" in average.basis
    assert by_rule(found, "weekly.over") == []


def test_expired_law_is_unknown_and_says_so() -> None:
    atlas = Atlas((nele(BERLIN),), shifts=(shift("Day", date(2030, 1, 1), 8, 8),))
    [found] = ask(WEEKLY, atlas, days("2031-03-03", 28))
    assert (found.rule, found.severity) == ("weekly.unknown", Severity.NOTE)
    assert found.title.startswith("Weekly hours in DE are unknown: the rule pack was good until")


def test_nobody_without_shifts_is_counted() -> None:
    assert ask(WEEKLY, Atlas((nele(BERLIN),)), days("2027-03-01", 28)) == ()
    stranger = replace(shift("Day", date(2027, 1, 1), 8, 8), person="mallory")
    assert (
        ask(
            WEEKLY,
            Atlas((nele(),), shifts=(stranger,), agreements=limits(max_week=HOUR)),
            days("2027-03-01", 28),
        )
        == ()
    )
