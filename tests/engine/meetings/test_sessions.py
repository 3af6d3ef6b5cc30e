"""Fewest sessions against trying every set of starts."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.meetings import Crowd, SessionRequest, crowds, sessions
from farflung.engine.time import CivilTime, packaged_zones
from tests.company import LEDGER_PEOPLE, ledger

DATABASE = packaged_zones()
ON = date(2027, 3, 17)
ZONES = (
    "Europe/Lisbon",
    "Asia/Kathmandu",
    "America/Toronto",
    "Australia/Sydney",
    "Pacific/Honolulu",
    "Asia/Tokyo",
)
GROUPS = st.dictionaries(st.sampled_from(ZONES), st.integers(1, 500), min_size=1)


def reached(groups: dict[str, int], starts: tuple[int, ...]) -> int:
    return sum(people for zone, people in groups.items() if any(comes(zone, start) for start in starts))


def comes(zone: str, start: int) -> bool:
    begin = datetime(2027, 3, 17, tzinfo=UTC) + timedelta(minutes=start)
    civil = CivilTime.of(begin, DATABASE.zone(zone))
    minute = civil.time.hour * 60 + civil.time.minute
    return 480 <= minute <= 1140 - 60


@settings(max_examples=30)
@given(GROUPS)
def test_no_set_of_starts_reaches_more(groups: dict[str, int]) -> None:
    asked = tuple(Crowd(zone, zone, people) for zone, people in groups.items())
    plans = sessions(SessionRequest(asked, ON, step=60, most=3), DATABASE)
    for count, plan in enumerate(plans, start=1):
        best = max(reached(groups, starts) for starts in combinations(range(0, 1440, 60), count))
        assert plan.reached == best
    assert plans[-1].reached == sum(groups.values())
    assert all(plan.share < 1 for plan in plans[:-1])


def test_everybody_comes_to_one_session_inside_their_day() -> None:
    asked = tuple(Crowd(zone, zone, 10) for zone in ZONES)
    plan = sessions(SessionRequest(asked, ON), DATABASE)[-1]
    visitors = [crowd.zone for session in plan.sessions for crowd, _ in session.visitors]
    assert sorted(visitors) == sorted(ZONES)
    for session in plan.sessions:
        for _, shown in session.visitors:
            assert 8 * 60 <= shown.time.hour * 60 + shown.time.minute <= 18 * 60


def test_who_does_not_work_that_day_is_missed() -> None:
    saturday = date(2027, 3, 20)
    riyadh = Crowd("Riyadh", "Asia/Riyadh", 5, frozenset({date(2027, 3, 21)}))
    plan = sessions(SessionRequest((riyadh, Crowd("Lisbon", "Europe/Lisbon", 3)), saturday), DATABASE)[-1]
    assert plan.missed == (riyadh,)


def test_crowds_are_people_by_zone_with_their_working_days() -> None:
    found = crowds(ledger(), [person.id for person in LEDGER_PEOPLE], date(2027, 3, 26))
    lisbon = next(crowd for crowd in found if crowd.zone == "Europe/Lisbon")
    assert lisbon.dates == frozenset({date(2027, 3, 25)})  # Good Friday, then Saturday
    assert sum(crowd.people for crowd in found) == 7


@pytest.mark.parametrize("minutes", [0, 12 * 60])
def test_a_session_must_fit_into_a_day(minutes: int) -> None:
    with pytest.raises(ValueError, match="fit between"):
        SessionRequest((Crowd("A", "UTC", 1),), ON, minutes)
