"""The rows kept for teams and simulated moves say what a slow count and a whole new company say."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas, Change
from farflung.engine.model import Person, Place, Stay, StayKind
from farflung.engine.overlap import Sharing, shifted, team_hours
from farflung.engine.overlap.hour_rows import HourRows, different
from farflung.engine.time import Span
from tests.company import PEOPLE, company, days
from tests.engine.strategies import instants

WEEKS = days("2027-03-01", 28)


@given(instants, st.integers(1, 400), st.integers(0, 2**32))
def test_the_share_of_days_is_that_of_a_slow_count(start: datetime, slots: int, seed: int) -> None:
    begin = start.replace(minute=start.minute // 15 * 15)
    matrix = np.random.default_rng(seed).random((3, slots)) < 0.7
    rows = HourRows(begin, matrix)
    whole = [[all(row[s : s + 4]) and s + 4 <= slots for s in range(slots)] for row in matrix.tolist()]
    assert np.unpackbits(rows.hours, axis=1, count=slots).astype(bool).tolist() == whole
    for row, hours in enumerate(whole):
        for quarter in range(96):
            there = [s for s in range(slots) if (s + rows.offset) % 96 == quarter]
            expected = sum(hours[s] for s in there) / max(len(there), 1)
            assert rows.share[row, quarter] == expected


def test_equal_rows_are_one() -> None:
    matrix = np.array([[1, 0], [0, 1], [1, 0], [1, 1]], np.bool_)
    first, alike = different(matrix)
    assert first.tolist() == [0, 1, 3]
    assert alike == [0, 1, 0, 2]


@pytest.mark.parametrize("later", [60, -60, 120])
def test_a_simulated_move_is_the_company_with_new_hours(later: int) -> None:
    atlas = company(with_holidays=False).with_(stays=(_trip(),))
    ids = tuple(person.id for person in PEOPLE[:12])
    old = [atlas.person("wei"), atlas.person("tomás")]
    new = [person for person in (shifted(each, later) for each in old) if person is not None]
    assert len(new) == 2
    whole = Sharing(Change(tuple(old), tuple(new)).applied(atlas), WEEKS)
    part = Sharing(atlas, WEEKS).simulated(ids, new)
    pairs = [(a, b) for a in ids for b in ids if a < b]
    assert part.pairs(pairs) == whole.pairs(pairs)
    assert team_hours(part, ids) == team_hours(whole, ids)


def test_common_hours_of_a_team_are_the_exact_ones() -> None:
    atlas = company(with_holidays=False)
    ids = ("ana", "salma", "ravi")
    sharing = Sharing(atlas, WEEKS)
    spans = atlas.overlap([atlas.person(p) for p in ids], sharing.window)
    long = [span.elapsed for span in spans if span.elapsed >= timedelta(hours=1)]
    hours = team_hours(sharing, ids)
    assert hours is not None
    assert hours.common_minutes * sharing.weeks == sum(long, timedelta()) / timedelta(minutes=1)


def test_who_is_not_in_the_company_has_no_row() -> None:
    sharing = Sharing(Atlas((Person.simple("a", "UTC", 540, 1020),)), Span(WEEKS.start, WEEKS.end))
    assert "a" in sharing
    assert "b" not in sharing


def _trip() -> Stay:
    return Stay("wei", Place("Europe/Lisbon", "PT"), StayKind.TRAVEL, date(2027, 3, 8), date(2027, 3, 16))
