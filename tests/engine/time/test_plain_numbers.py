"""What is read as plain numbers is what the values say."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.time import CivilTime, Span, epoch, packaged_zones
from farflung.engine.time.civil import date_shown
from tests.engine.strategies import instants, zone_names

ZONES = packaged_zones()


@given(zone_names, instants, st.integers(0, 900), st.sampled_from([0, 1, 500_000]))
def test_changes_in_a_window_are_its_transitions(key: str, start: datetime, days: int, micro: int) -> None:
    zone = ZONES.zone(key)
    begin = start + timedelta(microseconds=micro)
    window = Span(begin, begin + timedelta(days=days, microseconds=micro))
    plain = [(epoch(t.instant), int(t.after.total_seconds())) for t in zone.transitions(window)]
    assert list(zone.changes_in(window)) == plain


@given(zone_names, st.data())
def test_a_change_at_either_end_is_in_the_window_that_it_begins(key: str, data: st.DataObject) -> None:
    zone = ZONES.zone(key)
    every = Span(datetime.fromisoformat("1990-01-01T00:00Z"), datetime.fromisoformat("2037-01-01T00:00Z"))
    changes = [change.instant for change in zone.transitions(every)]
    if changes:
        first = data.draw(st.sampled_from(changes))
        assert len(zone.changes_in(Span(first, first + timedelta(seconds=1)))) == 1
        assert len(zone.changes_in(Span(first - timedelta(seconds=1), first))) == 0


@given(zone_names, instants)
def test_the_date_shown_is_that_of_the_civil_time(key: str, instant: datetime) -> None:
    zone = ZONES.zone(key)
    assert date_shown(instant, zone) == CivilTime.of(instant, zone).date
