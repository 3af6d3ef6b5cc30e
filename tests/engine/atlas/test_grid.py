"""The grid says the same as the exact answers, and is fast."""

from datetime import UTC, date, datetime, timedelta
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from farflung.engine.atlas import SLOT, Atlas, CompanyGrid
from farflung.engine.model import Absence, Holiday, HolidayCalendar, Person
from farflung.engine.time import Span, packaged_zones
from tests.engine.strategies import atlases
from tests.pace import allowed


def exact(atlas: Atlas, person: Person, grid: CompanyGrid) -> NDArray[np.bool_]:
    """Slots that lie wholly inside the exact working spans."""
    row = np.zeros(grid.slots, np.bool_)
    for span in atlas.working(person, Span(grid.start, grid.instant(grid.slots))):
        row[-((grid.start - span.start) // SLOT) : (span.end - grid.start) // SLOT] = True
    return row


@given(st.sampled_from([15, 5]).flatmap(atlases))
def test_grid_and_exact_answers_agree(drawn: tuple[Atlas, Person, Span]) -> None:
    atlas, person, window = drawn
    grid = atlas.grid(window)
    assert (grid.of("p") == exact(atlas, person, grid)).all()


def test_counts_and_who_agree_with_the_rows() -> None:
    atlas = company(300)
    grid = atlas.grid(Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 31, tzinfo=UTC)))
    counts = grid.counts()
    for slot in range(0, grid.slots, 101):
        assert len(grid.who(grid.instant(slot))) == counts[slot]
    assert (grid.counts(grid.ids[:40]) == grid.matrix(grid.ids[:40]).sum(axis=0)).all()
    with pytest.raises(IndexError):
        grid.who(datetime(2027, 4, 2, tzinfo=UTC))


@pytest.mark.speed
def test_T18_five_thousand_people_and_ninety_days_in_a_second() -> None:
    atlas = company(5000)
    begun = process_time()  # one thread: the wall clock of a quiet machine, whatever else runs here
    grid = atlas.grid(Span(datetime(2027, 1, 4, tzinfo=UTC), datetime(2027, 4, 4, tzinfo=UTC)))
    assert process_time() - begun < allowed(1.0)
    assert grid.slots == 90 * 96
    assert 0 < len(grid.who(datetime(2027, 2, 2, 12, tzinfo=UTC))) < 5000


def company(size: int) -> Atlas:
    """People spread over every zone, a third of them away for a week, under one calendar with a holiday."""
    zones = sorted(packaged_zones().names)
    people = [
        Person.simple(str(n), zones[n % len(zones)], 480 + 15 * (n % 9), 1020 + 15 * (n % 9))
        for n in range(size)
    ]
    first = date(2027, 1, 5)
    away = [
        Absence(str(n), first + timedelta(days=n % 80), first + timedelta(days=n % 80 + 6))
        for n in range(0, size, 3)
    ]
    calendar = HolidayCalendar("PT", None, (Holiday(date(2027, 3, 26), "Good Friday"),))
    return Atlas(tuple(people), absences=tuple(away), holidays={("PT", None): calendar})
