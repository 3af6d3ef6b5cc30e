"""What a change of clocks does on the clock of whoever reads about it."""

from datetime import UTC, datetime, timedelta

import pytest

from farflung.engine.time import packaged_zones
from farflung.server.clock.planning.by_clock import later_by

HOUR = timedelta(hours=1)
EUROPE = datetime(2027, 3, 28, 1, tzinfo=UTC)
NEW_YORK = datetime(2027, 3, 14, 7, tzinfo=UTC)
SYDNEY = datetime(2027, 4, 3, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reader", "at", "shift", "seen"),
    [
        ("Europe/Lisbon", EUROPE, HOUR, None),  # Berlin seen from Lisbon: both go forward at one instant
        ("Asia/Tokyo", EUROPE, HOUR, -HOUR),
        ("America/New_York", EUROPE, HOUR, -HOUR),  # two weeks after New York's own
        ("America/Los_Angeles", NEW_YORK, HOUR, None),  # three hours later its own clock follows
        ("Europe/Lisbon", NEW_YORK, HOUR, -HOUR),
        ("Europe/Lisbon", SYDNEY, -HOUR, HOUR),
        ("Australia/Lord_Howe", SYDNEY, -HOUR, HOUR / 2),  # it goes back by half an hour, that night
    ],
)
def test_seen(reader: str, at: datetime, shift: timedelta, seen: timedelta | None) -> None:
    assert later_by(packaged_zones().zone(reader), at, shift) == seen
