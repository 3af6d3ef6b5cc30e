"""A series that was moved takes turns as one: its n-th date has the n-th hour, on both sides of the seam."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from farflung.server.clock.actions.meetings import rotate_meeting
from farflung.server.clock.planning.recurring import Turns
from farflung.server.core import clock
from tests.server.clock.exported import out_and_in
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_change import LISBON, address, ana, filled, weekly
from tests.server.clock.test_series_parts import moved
from tests.server.clock.test_series_parts_again import change, held
from tests.server.company import Cast

__all__ = ["ana"]
pytestmark = pytest.mark.django_db

NEXT = date(2027, 3, 24)
MAY = date(2027, 5, 5)


Later = Callable[[datetime], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    def at(now: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: now)

    return at


def turns(cast: Cast, *hours: int, since: date = NEXT, now: datetime = MONDAY) -> None:
    taken = Turns(tuple(60 * hour for hour in hours), LISBON, since)
    rotate_meeting(meeting=weekly(), turns=taken, since=since, by=cast.account("Ana"), now=now)


def hours(until: date = MAY) -> list[tuple[int, int, int]]:
    return [(day.month, day.day, at.hour) for day, at in held() if day <= until]


WHOLE = [(3, 24, 9), (4, 1, 11), (4, 7, 16), (4, 14, 9), (4, 21, 12), (4, 28, 16), (5, 5, 9)]
"""31 March was moved to 1 April by hand, and its turn (12) passes with it."""


def test_the_turns_go_on_over_the_seam(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    turns(polaris, 9, 12, 16)
    assert hours() == WHOLE
    past = weekly().earlier.get()
    assert [Turns.of(one.rotation or {}).first for one in (past, weekly())] == [0, 3]


def test_over_two_seams(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    change(ana, day="2027-04-28", clock="13:00")
    assert weekly().earlier.count() == 2
    turns(polaris, 9, 12, 16)
    assert hours() == WHOLE


def test_a_date_that_is_called_off_passes_its_turn_over_the_seam_too(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    ana.post(address("change_date"), {"date": "20270407T1400", "do": "off"})
    turns(polaris, 9, 12, 16)
    assert hours() == [one for one in WHOLE if one[:2] != (4, 7)]


def test_other_turns_hold_from_the_next_date_on_and_not_from_the_seam(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    turns(polaris, 9, 12, 16)
    answer = ana.post(address("turns"), {"times": "480,1020"})
    assert answer.status_code == 302
    assert hours() == [(3, 24, 8), (4, 1, 11), (4, 7, 8), (4, 14, 17), (4, 21, 8), (4, 28, 17), (5, 5, 8)]
    ana.post(address("turns"), {"times": ""})
    assert hours(date(2027, 4, 14)) == [(3, 24, 14), (4, 1, 11), (4, 7, 14), (4, 14, 11)]


def test_moved_while_in_turns_what_is_past_keeps_them(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    turns(polaris, 9, 12, 16)
    change(ana, day="2027-04-28", clock="13:00")
    assert hours() == [*WHOLE[:5], (4, 28, 13), (5, 5, 13)]


def test_in_turns_the_next_date_is_what_is_changed_from(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    turns(polaris, 9, 12, 16)
    change(ana, clock="15:00")
    assert hours(date(2027, 4, 14)) == [(3, 24, 15), (4, 1, 11), (4, 7, 15), (4, 14, 15)]


def test_an_export_brings_the_turns_back(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    turns(polaris, 9, 12, 16)
    out_and_in()
    assert hours() == WHOLE


def test_what_takes_no_turn_is_not_written_anew(ana: Client, polaris: Cast) -> None:
    past = moved(ana, day="2027-04-14")
    before = past.changed_at
    turns(polaris, 9, 12, since=date(2027, 4, 14))
    past.refresh_from_db()
    assert (past.changed_at, past.rotation) == (before, None)
    assert held()[0] == (NEXT, time(14))


def test_a_date_whose_turn_would_be_past_keeps_its_hour(ana: Client, polaris: Cast, later: Later) -> None:
    """Wednesday 10:00: its own hour is 14:00, and at 09:00 nobody could come any more."""
    later(datetime(2027, 3, 24, 10, tzinfo=UTC))
    ana.post(address("turns"), {"times": "540,720"})
    assert hours(date(2027, 4, 14)) == [(3, 24, 14), (4, 1, 11), (4, 7, 9), (4, 14, 12)]


def test_a_date_whose_turn_has_come_took_place(ana: Client, later: Later) -> None:
    ana.post(address("turns"), {"times": "540,720"})
    later(datetime(2027, 3, 24, 10, tzinfo=UTC))
    assert filled(ana.get(address()).content.decode())["day"] == "2027-04-07"
    ana.post(address("turns"), {"times": ""})
    assert hours(date(2027, 4, 14)) == [(3, 24, 9), (4, 1, 11), (4, 7, 14), (4, 14, 14)]


def test_by_the_interface_for_programs_too(ana: Client, later: Later) -> None:
    later(datetime(2027, 3, 24, 10, tzinfo=UTC))
    path = f"/api/v1/meetings/{weekly().code}/turns"
    assert ana.put(path, {"times": ["09:00", "12:00"]}, content_type="application/json").status_code == 200
    assert hours(date(2027, 4, 7)) == [(3, 24, 14), (4, 1, 11), (4, 7, 9)]
