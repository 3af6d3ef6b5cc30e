"""Recurring series into occurrences: the example's 200 series over a year, against `recurring-ical-events`.

Both sides have read the same calendar before; only the expansion is measured, without anything kept from
an earlier one. The starts of all occurrences are the same on both sides, which is asserted.
"""

import tempfile
import warnings
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import reset_tzpath

import icalendar
import recurring_ical_events

from benchmarks.measure import HEADER, compare, peak_megabytes
from farflung.engine.atlas import Atlas, expand
from farflung.engine.atlas.expand import _made_before
from farflung.engine.time import Span
from farflung.example import write_company
from farflung.intake.load import load

YEAR = Span(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
_FILES = ("people.csv", "meetings.ics")

Starts = list[tuple[str, datetime]]


def ours(atlas: Atlas) -> Starts:
    """Titles and starts, by way of our expansion."""
    _made_before.cache_clear()
    return sorted(
        (series.title, occurrence.start)
        for series in atlas.meetings
        for occurrence in expand(series.recurrence, YEAR, atlas.zones)
    )


def peer(calendar: icalendar.Calendar) -> Starts:
    """The same, by way of the peer."""
    found = recurring_ical_events.of(calendar).between(YEAR.start, YEAR.end)
    return sorted((str(one["SUMMARY"]), one.start.astimezone(UTC)) for one in found)


def main() -> None:
    """Prints the comparison."""
    warnings.simplefilter("ignore")  # the peer's own deprecations
    reset_tzpath(to=())  # the pinned database for the peer too, not the machine's own
    with tempfile.TemporaryDirectory() as name:
        files = [path for path in write_company(Path(name), "large") if path.name in _FILES]
        atlas = load(files, window=YEAR).atlas
        text = next(path for path in files if path.suffix == ".ics").read_text(encoding="utf-8")
    calendar = icalendar.Calendar.from_ical(text)
    assert isinstance(calendar, icalendar.Calendar)
    assert ours(atlas) == peer(calendar)
    what = f"{len(atlas.meetings)} series into {len(ours(atlas)):,} occurrences of a year"
    print(HEADER)
    print(compare(what, lambda: ours(atlas), "recurring-ical-events", lambda: peer(calendar), runs=3).row())
    print(f"\nPeak memory of this run: {peak_megabytes():,.0f} MB")


if __name__ == "__main__":
    main()
