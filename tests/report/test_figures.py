"""The values behind the pictures, on days and in zones that are not simple."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.draw.band import Level
from farflung.engine.checks import Question, Report
from farflung.engine.meetings import burden
from farflung.engine.model import PatternPeriod, Place, WeeklyPattern
from farflung.engine.time import Span, packaged_zones
from farflung.report import Summary, times
from farflung.report.figures.calendar import clock_changes, days_off, standing_still, without_calendar
from farflung.report.figures.coverage import Origin, bands
from farflung.report.figures.overlap import Halves, shared_hours, typical_week
from farflung.report.figures.pays import costs, points_of
from farflung.report.figures.places import spots
from farflung.report.figures.reference import coordinates
from farflung.report.figures.ribbons import ribbons, typical_day
from farflung.rulepacks import load_packs
from tests.company import LEDGER_PEOPLE, company, days, ledger
from tests.report import example
from tests.report.large import large

POINTS = load_packs().burden_points()
LISBON = packaged_zones().zone("Europe/Lisbon")


def over(window: Span, viewer: str | None = "Europe/Lisbon") -> Summary:
    """The cast's report over another window."""
    made = example.summary(())
    question = Question(made.atlas, window, load_packs())
    zone = made.atlas.zones.zone(viewer) if viewer else None
    return replace(made, report=Report(question, (), ()), viewer=zone)


def test_everybody_of_a_small_company_is_shown_east_first() -> None:
    found = ribbons(example.summary((), of=ledger()))
    assert [row.name for row in found.rows] == ["Jack", "Wei", "Ravi", "Salma", "Ana", "Tomás", "Daniel"]
    assert found.left_people == 0


def test_a_large_company_is_shown_by_its_largest_areas() -> None:
    found = ribbons(large())
    assert all(not row.person for row in found.rows)
    assert sum(int(row.place.split()[0].replace(",", "")) for row in found.rows) + found.left_people == 5000


def test_the_day_shown_is_one_on_which_people_work() -> None:
    """The window begins on Saturday 20 March 2027; on Friday 26 March most have a holiday."""
    assert typical_day(over(days("2027-03-20", 30))) == date(2027, 3, 22)


@pytest.mark.parametrize("viewer", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", None])
def test_the_readers_days_may_begin_outside_the_window(viewer: str | None) -> None:
    summary = over(days("2027-03-15", 1), viewer)
    found = ribbons(summary)
    assert found.rows
    assert spots(summary, found.day.span.start)
    assert typical_week(summary).people == 23


def test_a_typical_week_is_not_bent_by_holidays_or_clocks() -> None:
    """Good Friday and the clock change are in the window; Ana still works 09–18 on Fridays."""
    week = typical_week(over(days("2027-03-15", 42)), ("ana",))
    friday = [slot for slot, count in enumerate(week.counts[4]) if count]
    assert friday == list(range(18, 36))
    assert not any(week.counts[5])


def test_half_hours_count_who_works_all_of_them() -> None:
    """18:15 in Kathmandu is 12:30 in UTC: a half hour of UTC that begins inside the work is not promised."""
    person = replace(LEDGER_PEOPLE[0], place=Place("Asia/Kathmandu"))
    made = example.summary((), viewer=None, of=company().with_(people=(person,), teams=()))
    monday = typical_week(made).counts[0]
    assert [slot for slot, count in enumerate(monday) if count] == list(range(7, 24))  # 03:15–12:15 UTC


@pytest.mark.parametrize(
    ("first", "length", "viewer"),
    [("2027-03-15", 42, "Europe/Lisbon"), ("2027-03-29", 28, "Australia/Lord_Howe"),
     ("2027-03-15", 42, "Asia/Kathmandu"), ("2027-03-17", 3, None)],
)  # fmt: skip
def test_shared_hours_are_those_of_the_typical_week(first: str, length: int, viewer: str | None) -> None:
    """Also where the reader's clock is put back by half an hour, and where no week is whole."""
    summary = over(days(first, length), viewer)
    halves = Halves(summary)
    groups = [*summary.atlas.members.values(), ("ana",), ("ana", "daniel"), ("ana", "salma", "ravi")]
    found = [halves.shared(ids) for ids in groups]
    assert found == [shared_hours(halves.typical(ids)) for ids in groups]
    assert any(found)


def test_clock_changes_are_told_with_those_who_live_by_them() -> None:
    first, second = clock_changes(example.summary())
    assert (first.instant, first.cities, first.people) == (
        datetime(2027, 3, 28, 1, tzinfo=UTC), ("Lisbon", "Paris", "Warsaw"), 3,
    )  # fmt: skip
    assert (second.cities, second.shift) == (("Sydney",), -timedelta(hours=1))
    assert standing_still(example.summary()) == 19


def test_holidays_count_those_who_would_work() -> None:
    """Good Friday 2027; Mexico, Spain and others have none, France works."""
    good_friday = next(off for off in days_off(example.summary()) if off.day == date(2027, 3, 26))
    assert good_friday.people == 17
    assert "FR" not in good_friday.where
    assert without_calendar(example.summary()) == 0


def test_holidays_are_counted_person_by_person_where_hours_change() -> None:
    """Ana leaves before Good Friday, Camille comes after it, Salma stops working Fridays."""
    four = PatternPeriod(WeeklyPattern.daily(540, 1080, range(4)), start=date(2027, 3, 20))
    changed = {
        "ana": {"ended": date(2027, 3, 25)},
        "camille": {"started": date(2027, 3, 27)},
        "salma": {"patterns": (four, *company().person("salma").patterns)},
    }
    people = tuple(replace(p, **changed.get(p.id, {})) for p in example.atlas().people)  # type: ignore[arg-type]
    summary = example.summary((), of=example.atlas().with_(people=people))
    found = {(off.day, off.name): off.people for off in days_off(summary)}
    plain: Counter[tuple[date, str]] = Counter()
    for person in people:
        calendar = summary.atlas.calendar(person.place)
        for holiday in calendar.between(date(2027, 3, 15), date(2027, 6, 13)) if calendar else ():
            pattern = person.pattern_on(holiday.date)
            plain[holiday.date, holiday.name] += bool(pattern and holiday.date.weekday() in pattern.weekdays)
    assert found == {key: number for key, number in plain.items() if number}


def test_a_band_shows_the_hole_that_a_clock_change_opens() -> None:
    made, left = bands(example.summary())
    duty = next(band for band in made if band.name == "Withdrawals duty")
    by_day = {band_day.day.date: band_day for band_day in duty.days}
    assert left == 0
    assert by_day[date(2027, 3, 25)].pieces[1][1] is Level.SINGLE
    hole = [span for span, level in by_day[date(2027, 3, 30)].pieces if level is Level.HOLE]
    assert Span(datetime(2027, 3, 30, 14, tzinfo=UTC), datetime(2027, 3, 30, 15, tzinfo=UTC)) in hole


def test_a_band_covers_the_readers_days_without_gap() -> None:
    for band in bands(example.summary(viewer="Australia/Lord_Howe"))[0]:
        for band_day in band.days[1:-1]:
            if band.name == "Withdrawals duty":
                assert (
                    sum((span.elapsed for span, _ in band_day.pieces), timedelta())
                    == band_day.day.span.elapsed
                )


def test_without_rules_and_rotas_an_empty_hour_is_no_hole() -> None:
    made = example.atlas().with_(agreements=(), shifts=())
    (band,) = bands(example.summary((), of=made))[0]
    assert band.origin is Origin.NONE
    assert all(level is not Level.HOLE for day in band.days for _, level in day.pieces)


def test_a_rota_without_a_rule_is_held_against_its_own_weeks() -> None:
    made = example.atlas().with_(agreements=())
    (band,) = bands(example.summary((), of=made))[0]
    assert band.origin is Origin.IMPLIED


def test_who_pays_is_counted_by_area_and_series() -> None:
    """Ops review, 08:00 UTC, 13 Wednesdays: 8 points each in São Paulo and Mexico City."""
    found = costs(example.summary())
    review = next(cost for cost in found.series if cost.title == "Ops review")
    assert (review.times, review.worst, review.carrier) == (13, 104, "Rafael, Beatriz +1")
    assert {bar.label for bar in found.areas} >= {"Mexico City", "Sydney"}
    assert "Lisbon" in found.free


def test_points_are_the_sum_of_those_of_each_meeting() -> None:
    summary = example.summary()
    for series in summary.atlas.meetings:
        held = summary.atlas.occurrences(series, summary.window)
        exact = {
            person: sum(
                burden(summary.atlas, summary.atlas.person(person), Span(o.start, o.end), POINTS)
                for o in held
            )
            for person in series.attendees
        }
        assert points_of(summary, series) == pytest.approx(exact, abs=0.006)


def test_a_zone_has_the_place_of_its_reference_city() -> None:
    north, east = coordinates(Place("Asia/Kathmandu")) or (0, 0)
    assert (round(north, 1), round(east, 1)) == (27.7, 85.3)
    assert coordinates(Place("UTC")) is None
    assert coordinates(Place("UTC", latitude=1.0, longitude=2.0)) == (1.0, 2.0)


def test_times_in_words() -> None:
    start = datetime(2027, 3, 29, 22, tzinfo=UTC)
    utc = packaged_zones().zone("UTC")
    assert times.span(Span(start, start + timedelta(hours=2)), utc) == "Mon 29 Mar 22:00–24:00 UTC"
    assert times.span(Span(start, start + timedelta(hours=4)), utc) == "Mon 29 Mar 22:00–Tue 02:00 UTC"
    assert times.span(Span(start, start), LISBON) == "Mon 29 Mar 23:00 Lisbon"
    assert [times.length(timedelta(minutes=m)) for m in (0, 45, 60, 90, 2880, 10680)] == [
        "0 min", "45 min", "1 h", "1 h 30 min", "48 h", "178 h",
    ]  # fmt: skip
    assert times.count(1, "person", "people") == "1 person"
    assert times.count(5000, "person", "people") == "5,000 people"


def test_the_window_is_told_in_the_readers_days() -> None:
    assert times.window(over(days("2027-03-15", 90))) == "Mon 15 Mar – Sat 12 Jun 2027 (90 days)"
    assert times.window(over(days("2027-03-15", 1), None)) == "Mon 15 Mar – Mon 15 Mar 2027 (1 day)"
