"""A series that was moved is moved again, ended, prolonged: nothing is lost and nothing is there twice."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from farflung.engine.time import CivilTime, packaged_zones
from farflung.server.clock.actions.meetings import change_date, end_meeting
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.series import coming, parts_of, series_of
from farflung.server.core import clock
from farflung.server.core.refusal import Refused
from farflung.server.org.atlas_copy import current
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_change import LISBON, address, ana, filled, saved, weekly
from tests.server.clock.test_series_parts import moved
from tests.server.company import Cast

__all__ = ["ana"]
pytestmark = pytest.mark.django_db


def held() -> list[tuple[date, time]]:
    """When it takes place in Lisbon from Monday on, all parts of it together, each as often as it does."""
    atlas = with_meetings(current().atlas, MONDAY)
    series = series_of(atlas, str(weekly().code))
    assert series is not None
    zone = packaged_zones().zone(LISBON)
    found = (CivilTime.of(one.start, zone) for _, one in coming(atlas, parts_of(atlas, series), MONDAY))
    return [(one.date, one.time) for one in found]


def days(until: date) -> list[tuple[int, int, int]]:
    return [(day.month, day.day, at.hour) for day, at in held() if day <= until]


def change(client: Client, **changed: str) -> None:
    given = filled(client.get(address()).content.decode())
    if client.post(address(), {**given, **changed}).status_code == 200:
        saved(client, address(), {**given, **changed})


APRIL = date(2027, 4, 20)


def test_a_date_on_an_earlier_weekday_is_of_what_goes_on(ana: Client) -> None:
    past = moved(ana, day="2027-04-05")
    assert days(APRIL) == [(3, 24, 14), (4, 1, 11), (4, 5, 11), (4, 12, 11), (4, 19, 11)]
    ana.post(address("change_date"), {"date": "20270405T1130", "do": "off"})
    assert (4, 5, 11) not in days(APRIL)
    saved(ana, address("change_date"), {"date": "20270405T1130", "day": "2027-04-06", "clock": "15:00"})
    assert days(APRIL)[2:] == [(4, 6, 15), (4, 12, 11), (4, 19, 11)]
    past.refresh_from_db()
    assert past.recurrence["until"] == "2027-04-04", "calendars have none of them twice"


def test_what_was_kept_with_overlapping_parts_finds_its_dates(ana: Client) -> None:
    past = moved(ana, day="2027-04-05")
    past.recurrence = {**past.recurrence, "until": "2027-04-06"}
    Meeting.objects.filter(pk=past.pk).update(recurrence=past.recurrence)
    ana.post(address("change_date"), {"date": "20270405T1130", "do": "off"})
    assert (4, 5, 11) not in days(APRIL)


def test_a_date_that_the_rule_does_not_make_is_refused(ana: Client, polaris: Cast) -> None:
    past = moved(ana)
    for row, day in ((past, 7), (past, 1), (weekly(), 8)):
        original = CivilTime(date(2027, 4, day), time(14), LISBON)
        with pytest.raises(Refused):
            change_date(meeting=row, original=original, call_off=True, by=polaris.account("Ana"), now=MONDAY)


def test_moved_twice_what_was_done_by_hand_before_is_kept(ana: Client) -> None:
    ana.post(address("change_date"), {"date": "20270407T1400", "do": "off"})
    moved(ana, day="2027-04-14")
    assert days(APRIL) == [(3, 24, 14), (4, 1, 11), (4, 14, 11)]
    change(ana, day="2027-03-24", clock="16:00")
    assert days(date(2027, 4, 27)) == [(3, 24, 16), (4, 1, 11), (4, 14, 16), (4, 21, 16)]


def test_what_is_put_back_in_what_goes_on_stays_so(ana: Client) -> None:
    ana.post(address("change_date"), {"date": "20270414T1400", "do": "off"})
    moved(ana)
    ana.post(address("change_date"), {"date": "20270414T1130", "do": "back"})
    change(ana, day="2027-03-24", clock="16:00")
    assert (4, 14, 16) in days(APRIL)


def test_by_the_interface_for_programs_what_was_done_by_hand_is_kept_too(ana: Client) -> None:
    ana.post(address("change_date"), {"date": "20270407T1400", "do": "off"})
    moved(ana, day="2027-04-14")
    when = {"day": "2027-03-24", "clock": "16:00", "minutes": 60, "weeks": 1}
    path = f"/api/v1/meetings/{weekly().code}"
    assert ana.patch(path, {"when": when}, content_type="application/json").status_code == 200
    assert days(APRIL) == [(3, 24, 16), (4, 1, 11), (4, 14, 16)]


@pytest.mark.parametrize("parts", [False, True])
def test_ended_no_date_moved_by_hand_is_left(ana: Client, polaris: Cast, parts: bool) -> None:
    ana.post(address("change_date"), {"date": "20270331T1400", "do": "back"})
    saved(ana, address("change_date"), {"date": "20270324T1400", "day": "2027-03-30", "clock": "10:00"})
    if parts:
        moved(ana)
    now = datetime(2027, 3, 25, 9, tzinfo=UTC)
    end_meeting(meeting=weekly(), last_day=now.date(), by=polaris.account("Ana"), now=now)
    assert held() == []


def test_a_part_is_ahead_where_a_date_was_moved_by_hand(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(ana, address("change_date"), {"date": "20270324T1400", "day": "2027-04-08", "clock": "10:00"})
    past = moved(ana, day="2027-03-31")
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 4, 2, 9, tzinfo=UTC))
    change(ana, people="Ana, Camille")
    assert {one.person.name for one in past.invited.all()} == {"Ana", "Camille"}


def test_another_last_date_moves_no_hour(ana: Client) -> None:
    moved(ana, day="2027-04-14")
    before = days(date(2027, 5, 12))
    assert before[-1] == (5, 12, 11)
    change(ana, last="2027-05-12")
    assert held()[-1] == (date(2027, 5, 12), time(11, 30))
    assert days(date(2027, 5, 12)) == before
    assert weekly().earlier.count() == 1
    change(ana, last="2027-04-08")
    assert days(date(2027, 5, 12)) == [(3, 24, 14), (4, 1, 11), (4, 7, 14)]
