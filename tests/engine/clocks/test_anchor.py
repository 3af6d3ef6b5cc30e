"""The steadiest zone is the one of all candidates that a slow count finds."""

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.clocks import forecast, steadiest_zone
from farflung.engine.model import MeetingSeries
from tests.company import PEOPLE, company, days
from tests.engine.checks.meetings import weekly

IDS = tuple(person.id for person in PEOPLE)


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/Toronto", "Australia/Sydney", "Asia/Dubai"])
@pytest.mark.parametrize("start", ["2027-03-01", "2027-09-20"])
@pytest.mark.parametrize("ids", [IDS, IDS[:7], ("ana", "jack"), ("wei",)])
def test_no_candidate_moves_fewer_people(zone: str, start: str, ids: tuple[str, ...]) -> None:
    atlas, window = company(with_holidays=False), days(start, 90)
    series = weekly("Call", "2027-01-04T12:00", zone, ids)
    found, moved = steadiest_zone(atlas, series, window)
    candidates = dict.fromkeys((zone, *(atlas.person(p).place.zone for p in ids), "UTC"))
    slow = {key: _moved(atlas, series, key, start) for key in candidates}
    assert moved == slow[found] == min(slow.values())
    assert slow[zone] > moved or found == zone


def _moved(atlas: Atlas, series: MeetingSeries, zone: str, start: str) -> int:
    """How many people see the series move, were it on the clocks of a zone."""
    other = weekly(series.title, "2027-01-04T12:00", zone, series.required)
    return len(forecast(atlas, other, days(start, 90)).people)
