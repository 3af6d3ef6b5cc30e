"""What a repair costs: by the clock on the wall, and nothing in time off."""

from datetime import date, time, timedelta

import pytest

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage import cost_of
from farflung.engine.coverage.rehoured import rehoured
from farflung.engine.coverage.retimed import Retiming
from farflung.engine.model import (
    Absence,
    Person,
    Place,
    Recurrence,
    Shift,
    Stay,
    StayKind,
)
from farflung.engine.time import CivilTime
from farflung.rulepacks import load_packs
from tests.company import days

HOUR = timedelta(hours=1)
TABLE = load_packs().burden_points()


@pytest.mark.parametrize(
    ("day", "hours", "points"),
    [
        # 22-23 three, 23-06 seven hours of eight, 06-07 three, 07-08 one
        ("2027-03-20", 10, 63),
        ("2027-03-27", 9, 55),  # there is no 02-03
        ("2027-10-30", 11, 71),  # there are two
    ],
)
def test_a_night_costs_what_the_clock_on_the_wall_shows(day: str, hours: int, points: float) -> None:
    atlas = Atlas((Person.simple("Kasia", "Europe/Berlin", 540, 1020),))
    night = Shift(
        "Desk", "Kasia", Recurrence(CivilTime(date.fromisoformat(day), time(22), "Europe/Berlin"), 600)
    )
    cost = cost_of(atlas, Change(add=(night,)), days(day, 3), TABLE)
    assert (cost.moved, cost.unsocial) == (hours * HOUR, points)


def test_a_night_on_a_journey_costs_by_the_clock_of_where_they_are() -> None:
    ana = Person.simple("Ana", "Europe/Lisbon", 540, 1020)
    stay = Stay("Ana", Place("Asia/Tokyo"), StayKind.TRAVEL, date(2027, 1, 13), date(2027, 1, 20))
    shift = Shift("Desk", "Ana", Recurrence(CivilTime(date(2027, 1, 12), time(13), "UTC"), 240))
    cost = cost_of(Atlas((ana,), stays=(stay,)), Change(add=(shift,)), days("2027-01-12", 3), TABLE)
    assert cost.unsocial == 2 * 8  # 13-15 in Lisbon, and from the midnight of Tokyo on 00-02 there


def test_hours_that_move_in_time_off_cost_nothing() -> None:
    ana = Person.simple("Ana", "Europe/Lisbon", 540, 1020)
    later = rehoured(ana, Retiming(date(2027, 3, 1), date(2027, 3, 7), 60, 60))
    assert later is not None
    atlas = Atlas((ana,), absences=(Absence("Ana", date(2027, 3, 3), date(2027, 3, 5)),))
    cost = cost_of(atlas, Change(remove=(ana,), add=(later,)), days("2027-03-01", 7), TABLE)
    assert (cost.moved, cost.outside) == (2 * HOUR, 2 * HOUR)  # Monday and Tuesday
