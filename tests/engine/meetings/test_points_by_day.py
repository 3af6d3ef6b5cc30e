"""What meetings cost people by the day, which is what a ledger keeps."""

from datetime import UTC, date, datetime, time

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import loads, points_by_day
from farflung.engine.model import MeetingSeries, Person, Recurrence
from farflung.engine.time import CivilTime, Span
from farflung.rulepacks import load_packs

TABLE = load_packs().burden_points()
WINDOW = Span(datetime(2027, 3, 22, tzinfo=UTC), datetime(2027, 4, 5, tzinfo=UTC))
PEOPLE = (Person.simple("ana", "Europe/Lisbon", 540, 1080), Person.simple("wei", "Asia/Taipei", 540, 1080))


def series(name: str, hour: int, zone: str, *who: str) -> MeetingSeries:
    start = CivilTime(date(2027, 3, 1), time(hour), zone)
    return MeetingSeries(name, name, Recurrence(start, 60, "FREQ=WEEKLY;BYDAY=MO,WE"), who)


def test_the_days_add_up_to_what_each_series_costs() -> None:
    atlas = Atlas(
        PEOPLE, meetings=(series("a", 22, "UTC", "ana", "wei"), series("b", 5, "Europe/Lisbon", "ana"))
    )
    found = points_by_day(atlas, WINDOW, TABLE)
    assert list(found) == [date(2027, 3, day) for day in range(22, 32)] + [
        date(2027, 4, d) for d in range(1, 5)
    ]
    assert not found[date(2027, 3, 23)]
    for person in ("ana", "wei"):
        whole = sum(
            dict(loads(atlas, one, WINDOW, TABLE).by_person).get(person, 0.0) for one in atlas.meetings
        )
        assert sum(day.get(person, 0.0) for day in found.values()) == pytest.approx(whole)
        assert whole > 0


def test_who_is_within_their_own_hours_is_in_no_day_and_clock_changes_count() -> None:
    atlas = Atlas(PEOPLE, meetings=(series("a", 7, "UTC", "ana", "wei"),))  # 15:00 in Taipei
    found = points_by_day(atlas, WINDOW, TABLE)
    assert {day for day, who in found.items() if "ana" in who} == {date(2027, 3, 22), date(2027, 3, 24)}
    assert not any("wei" in who for who in found.values())  # from 29 March it is eight in Lisbon
