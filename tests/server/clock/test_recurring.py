"""Hours that are taken in turn, as long as a series goes on."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, packaged_zones
from farflung.server.clock.planning.recurring import HORIZON, Turns, settled, turned

SINCE = date(2027, 3, 24)
RULE = Recurrence(CivilTime(SINCE, time(14), "Europe/Lisbon"), 60, "FREQ=WEEKLY;BYDAY=WE")
TURNS = Turns((8 * 60, 16 * 60), "UTC", SINCE)


@pytest.mark.parametrize("years", [0, 1, 3, 10])
def test_whose_turn_it_is_does_not_hang_on_when_one_looks(years: int) -> None:
    near = SINCE + timedelta(weeks=52 * years)
    made = {one.original.date: one.start for one in turned(RULE, TURNS, packaged_zones(), near).overrides}
    for week in range(52 * years, 52 * years + HORIZON.days // 7):
        day = SINCE + timedelta(weeks=week)
        assert made[day] == datetime.combine(day, time(16 if week % 2 else 8), UTC)


def test_what_was_taken_for_years_is_written_down() -> None:
    until = SINCE + timedelta(weeks=500)
    assert len(settled(RULE, TURNS, until, packaged_zones()).overrides) == 500
