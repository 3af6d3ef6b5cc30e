"""Meetings priced for lots of people at once, against each person by themself."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import burden, marks
from farflung.engine.meetings.bill import Bill, carried
from farflung.engine.meetings.dials import dials_of
from farflung.engine.meetings.rates import Rates
from farflung.engine.model import (
    Holiday,
    HolidayCalendar,
    Occurrence,
    PatternPeriod,
    Person,
    Place,
    RestWindow,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span, epoch, from_epoch, packaged_zones
from farflung.rulepacks import load_packs
from tests.company import days
from tests.engine.strategies import atlases, zone_names

TABLE = load_packs().burden_points()
LENGTHS = st.sampled_from([1, 15, 60, 200, 1440])
MARCH = days("2027-03-15", 30)


def someone(name: str, place: Place, **known: object) -> Person:
    """Nine to six, said by themself."""
    periods = (PatternPeriod(WeeklyPattern.daily(540, 1080)),)
    return replace(Person(name, name, place, periods), **known)  # type: ignore[arg-type]


def bill_of(atlas: Atlas, window: Span, starts: list[int], minutes: int) -> Bill:
    """The bill of everybody."""
    kinds = atlas.kinds(window)
    rates = kinds.once(Rates, TABLE)
    lots, _ = rates.lots_of(kinds.kind(person.id) for person in atlas.people)
    return Bill(rates, lots, np.array(starts, np.int64), minutes)


@settings(max_examples=60)
@given(atlases(), st.lists(st.integers(0, 3 * 7 * 96), min_size=1, max_size=30), LENGTHS)
def test_a_bill_says_what_marks_say(
    known: tuple[Atlas, Person, Span], quarters: list[int], minutes: int
) -> None:
    atlas, person, window = known
    starts = [epoch(window.start) + quarter * 900 for quarter in quarters]
    bill = bill_of(atlas, window, starts, minutes)
    plain = marks(atlas.kinds(window).kind(person.id), np.array(starts, np.int64), minutes, TABLE)
    assert bill.burden[0] == pytest.approx(plain.burden)
    assert bill.own[0].tolist() == plain.own.tolist()
    assert bill.weekday[0].tolist() == plain.weekday.tolist()
    assert bill.local[bill.row[0]].tolist() == plain.local.tolist()


@settings(max_examples=40)
@given(atlases(), st.lists(st.tuples(st.integers(0, 3 * 7 * 96), LENGTHS), min_size=1, max_size=8))
def test_what_is_carried_is_the_sum_of_all_meetings(
    known: tuple[Atlas, Person, Span], meetings: list[tuple[int, int]]
) -> None:
    atlas, person, window = known
    utc = packaged_zones().zone("UTC")
    spans = [
        Span(at, at + timedelta(minutes=minutes))
        for quarter, minutes in meetings
        for at in (window.start + quarter * timedelta(minutes=15),)
    ]
    held = [Occurrence(span.start, span.end, CivilTime.of(span.start, utc)) for span in spans]
    kinds = atlas.kinds(window)
    found = carried(kinds.once(Rates, TABLE), [kinds.kind(person.id)], held)
    assert found == [pytest.approx(sum(burden(atlas, person, span, TABLE) for span in spans), abs=0.006)]


def test_who_has_the_same_clock_and_hours_is_one_lot_whatever_the_holidays() -> None:
    """Lisbon and London show the same hour all year; Dublin's Ada has chosen her rest."""
    people = (
        someone("ana", Place("Europe/Lisbon", "PT")),
        someone("bo", Place("Europe/London", "GB")),
        someone("ada", Place("Europe/Dublin", "IE"), rest=RestWindow(1260, 1860)),
        someone("cem", Place("Europe/Istanbul", "TR")),
        someone("new", Place("Europe/Lisbon", "PT"), started=date(2027, 3, 24)),
        someone("old", Place("Europe/Lisbon", "PT"), started=date(2011, 1, 3)),
    )
    shared = people[0].patterns
    friday = HolidayCalendar("PT", None, (Holiday(date(2027, 3, 26), "Good Friday"),))
    atlas = Atlas(
        tuple(replace(person, patterns=shared) for person in people), holidays={("PT", None): friday}
    )
    kinds = atlas.kinds(MARCH)
    lots, which = kinds.once(Rates, TABLE).lots_of(kinds.kind(person.id) for person in people)
    assert which.tolist() == [0, 0, 1, 2, 3, 0]
    assert [lot.kind.person.id for lot in lots] == ["ana", "ada", "cem", "new"]


def test_rates_are_kept_with_the_kinds_also_of_a_changed_copy() -> None:
    atlas = Atlas((someone("ana", Place("Europe/Lisbon")),))
    kinds = atlas.kinds(MARCH)
    assert kinds.once(Rates, TABLE) is kinds.once(Rates, TABLE)
    assert atlas.with_(meetings=()).kinds(MARCH).once(Rates, TABLE) is kinds.once(Rates, TABLE)


def test_more_different_hours_than_there_was_room_for() -> None:
    people = tuple(
        replace(
            someone(f"p{n}", Place("UTC")),
            patterns=(PatternPeriod(WeeklyPattern.daily(n * 10, n * 10 + 60)),),
        )
        for n in range(130)
    )
    atlas = Atlas(people)
    monday = epoch(datetime.fromisoformat("2027-03-15T00:00Z"))
    bill = bill_of(atlas, MARCH, [monday + n * 600 for n in range(130)], 60)
    assert bill.own.tolist() == np.eye(130, dtype=bool).tolist()


@settings(max_examples=60)
@given(
    st.lists(zone_names, min_size=1, max_size=6), st.lists(st.integers(0, 400 * 96), min_size=1, max_size=9)
)
def test_hands_show_what_every_clock_shows(zones: list[str], quarters: list[int]) -> None:
    atlas = Atlas(tuple(someone(f"p{n}", Place(zone)) for n, zone in enumerate(zones)))
    kinds = atlas.kinds(days("2027-01-01", 30))
    seconds = [epoch(kinds.window.start) + quarter * 900 for quarter in quarters]
    everybody = [kinds.kind(person.id) for person in atlas.people]
    shown, rows = dials_of(kinds).hands(everybody, np.array(seconds, np.int64))
    for person, row in zip(atlas.people, rows, strict=True):
        exact = [atlas.local(person, from_epoch(second)).local_seconds for second in seconds]
        assert shown[row].tolist() == exact
    assert len(shown) == len(set(rows)) <= len(set(zones))
