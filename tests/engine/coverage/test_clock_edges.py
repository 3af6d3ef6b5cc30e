"""Shifts that end or begin at the very moment of a clock change: their gaps are seen as all others are."""

from datetime import UTC, datetime, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import CauseKind, episodes, implied_levels, implied_rules
from farflung.engine.model import Person
from tests.company import days
from tests.engine.coverage.rosters import daily

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "hours", "utc", "window", "first", "number"),
    [
        # 03:00 in Chicago is 09Z, from 14 March 2027 on 08Z: the moment at which its clocks go on to 03:00
        ("America/Chicago", (19, 27), (9, 17), "2027-03-01", datetime(2027, 3, 14, 8, tzinfo=UTC), 27),
        # 02:30 does not exist that day: the shift ends at 08Z as well, where the next begins at 08:30Z
        ("America/Chicago", (19, 26.5), (8.5, 17), "2027-03-01", datetime(2027, 3, 14, 8, tzinfo=UTC), 27),
        ("America/Chicago", (19, 26), (8, 17), "2027-03-01", datetime(2027, 3, 15, 7, tzinfo=UTC), 26),
        ("Europe/Warsaw", (19, 27), (2, 10), "2027-03-15", datetime(2027, 3, 28, 1, tzinfo=UTC), 27),
        # 03:45 on the Chatham Islands is 15Z, from 27 September 2026 on 14Z: its clocks go on to 03:45 then
        ("Pacific/Chatham", (20, 27.75), (15, 23), "2026-09-12", datetime(2026, 9, 26, 14, tzinfo=UTC), 26),
    ],
)
def test_a_gap_that_a_change_opens_at_once_is_seen_from_that_moment_on(
    zone: str, hours: tuple[float, float], utc: tuple[float, float], window: str, first: datetime, number: int
) -> None:
    people = (Person.simple("A", zone, 0, 1440, range(7)), Person.simple("B", "UTC", 0, 1440, range(7)))
    atlas = Atlas(people, shifts=(daily("D", "A", *hours, zone), daily("D", "B", *utc)))
    coverage = implied_levels(next(implied_rules(atlas)), atlas, days(window, 40))
    found = episodes(coverage, atlas)
    assert {episode.cause.kind for episode in found} == {CauseKind.CLOCK_CHANGE}
    spans = sorted(span for episode in found for span in episode.spans)
    assert (spans[0].start, len(spans)) == (first, number)
    assert {span.elapsed for span in spans[1:]} == {HOUR}
