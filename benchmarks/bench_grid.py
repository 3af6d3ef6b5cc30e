"""The company grid: 5,000 people, 90 days, 15 minutes; against a `zoneinfo` loop per person.

The loop does the same work in the obvious way: each person, each day, each block, `datetime` in the
person's zone, converted to UTC, absences and holidays left out, marked in a numpy row.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, reset_tzpath

import numpy as np
from numpy.typing import NDArray

from benchmarks.company import WINDOW, company
from benchmarks.measure import HEADER, compare, peak_megabytes
from farflung.engine.atlas import Atlas
from farflung.engine.atlas.grid import build_grid
from farflung.engine.model import Person

_QUARTER = timedelta(minutes=15)
_DAYS = [WINDOW.start.date() + timedelta(days=n) for n in range(-2, 92)]


def naive(atlas: Atlas) -> NDArray[np.bool_]:
    """The same grid, a person at a time."""
    slots = (WINDOW.end - WINDOW.start) // _QUARTER
    rows = np.zeros((len(atlas.people), slots), np.bool_)
    for row, person in zip(rows, atlas.people, strict=True):
        _fill(row, person, atlas)
    return rows


def _fill(row: NDArray[np.bool_], person: Person, atlas: Atlas) -> None:
    zone, pattern = ZoneInfo(person.place.zone), person.patterns[0].pattern
    calendar = atlas.calendar(person.place)
    off = {h.date for h in calendar.holidays} if calendar else set()
    off |= {day for absence in atlas.absences_of(person) for day in absence.days}
    for day in _DAYS:
        if day in off:
            continue
        for block in pattern.on(day.weekday()):
            start, end = (_slot(day, minute, zone) for minute in (block.start, block.end))
            row[max(start, 0) : max(end, 0)] = True


def _slot(day: date, minute: int, zone: ZoneInfo) -> int:
    local = datetime.combine(day, time(minute // 60 % 24, minute % 60), tzinfo=zone)
    return (local.astimezone(UTC) - WINDOW.start) // _QUARTER


def main() -> None:
    """Prints the comparison, and how the cost grows with the company."""
    reset_tzpath(to=())  # the pinned database for both sides, not the machine's own
    atlas = company(5000)
    assert (build_grid(atlas, WINDOW).matrix([p.id for p in atlas.people]) == naive(atlas)).all()
    print(HEADER)
    what = "grid, 5,000 people x 90 days x 15 min"
    print(
        compare(what, lambda: build_grid(atlas, WINDOW), "zoneinfo loop", lambda: naive(atlas), runs=5).row()
    )
    for size in (500, 5_000, 50_000):
        grown = company(size)
        print(compare(f"grid, {size:,} people", lambda grown=grown: build_grid(grown, WINDOW), runs=3).row())  # type: ignore[misc]
    grid = build_grid(company(5000), WINDOW)
    print(compare("who is at work now, from the grid", lambda: grid.who(WINDOW.start)).row())
    print(compare("how many in each of 8,640 quarter hours", grid.counts).row())
    print(f"\nPeak memory of this run: {peak_megabytes():,.0f} MB")


if __name__ == "__main__":
    main()
