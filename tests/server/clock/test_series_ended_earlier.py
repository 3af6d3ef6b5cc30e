"""A series is ended earlier, then later again: it is what it was, and what did not take place stays away."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries
from farflung.engine.time import Span, packaged_zones
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.core import clock
from farflung.server.core.writing import raise_revision
from tests.server.clock.exported import out_and_in
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_change import LISBON, address, ana, saved, weekly
from tests.server.clock.test_series_parts import moved
from tests.server.clock.test_series_parts_again import APRIL, change, days
from tests.server.clock.test_series_parts_in_turn import WHOLE, hours, turns
from tests.server.company import Cast

__all__ = ["ana"]
pytestmark = pytest.mark.django_db
WAS = [(3, 24, 14), (4, 1, 11), (4, 7, 14), (4, 14, 11)]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    def on(day: date) -> None:
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: at)

    return on


def test_what_it_was_before_comes_back_with_what_was_done_by_hand(ana: Client) -> None:
    moved(ana, day="2027-04-14")
    assert days(APRIL) == WAS
    change(ana, last="2027-03-30")
    assert days(APRIL) == [(3, 24, 14)]
    change(ana, last="2027-04-08")
    assert days(APRIL) == WAS[:3]
    change(ana, last="")
    assert days(APRIL) == WAS
    assert {weekly().whole, weekly().earlier.get().whole} == {None}


def test_of_a_series_that_was_never_moved_too(ana: Client) -> None:
    saved(ana, address("change_date"), {"date": "20270407T1400", "day": "2027-04-08", "clock": "10:00"})
    change(ana, last="2027-03-30")
    change(ana, last="2027-04-16")
    assert days(APRIL) == [(3, 24, 14), (4, 1, 11), (4, 8, 10), (4, 14, 14)]


def test_what_did_not_take_place_is_not_there_as_if_it_had(
    ana: Client, later: Callable[[date], None]
) -> None:
    moved(ana, day="2027-04-14")
    change(ana, last="2027-03-30")
    later(date(2027, 4, 20))
    change(ana, last="2027-05-31")
    assert days(date(2027, 5, 4)) == [(3, 24, 14), (4, 21, 11), (4, 28, 11)]
    change(ana, last="2027-04-10")
    change(ana, last="2027-05-31")
    assert days(date(2027, 5, 4)) == [(3, 24, 14), (4, 21, 11), (4, 28, 11)]


def test_a_date_called_off_meanwhile_stays_called_off(ana: Client) -> None:
    moved(ana, day="2027-04-14")
    change(ana, last="2027-04-05")
    ana.post(address("change_date"), {"date": "20270324T1400", "do": "off"})
    change(ana, last="")
    assert days(APRIL) == WAS[1:]


def test_turns_taken_meanwhile_go_on_as_if_it_had_not_been_ended(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    change(ana, last="2027-03-30")
    turns(polaris, 9, 12, 16)
    change(ana, last="")
    assert hours() == WHOLE


def test_turns_taken_before_go_on_too(ana: Client, polaris: Cast) -> None:
    moved(ana, day="2027-04-14")
    turns(polaris, 9, 12, 16)
    change(ana, last="2027-04-03")
    assert hours() == WHOLE[:2]
    change(ana, last="")
    assert hours() == WHOLE


def test_moved_it_is_another_one_and_nothing_of_it_comes_back(ana: Client) -> None:
    moved(ana, day="2027-04-14")
    change(ana, last="2027-03-30")
    change(ana, day="2027-03-24", clock="16:00", last="2027-03-31")
    change(ana, last="")
    assert days(APRIL) == [(3, 24, 16), (3, 31, 16), (4, 7, 16), (4, 14, 16)]


def test_an_export_keeps_what_it_goes_back_to(ana: Client) -> None:
    moved(ana, day="2027-04-14")
    change(ana, last="2027-03-30")
    out_and_in()
    change(ana, last="")
    assert days(APRIL) == WAS


def test_by_the_interface_for_programs_another_last_date_moves_nothing(ana: Client) -> None:
    moved(ana, day="2027-04-14")
    path, before = f"/api/v1/meetings/{weekly().code}", weekly().uid
    when = {"day": "2027-03-24", "clock": "14:00", "minutes": 60, "weeks": None}
    for last, left in (("2027-03-30", WAS[:1]), ("2027-04-19", WAS)):
        given = {"when": {**when, "last": last}}
        assert ana.patch(path, given, content_type="application/json").status_code == 200
        assert days(APRIL) == left
    assert (weekly().uid, weekly().earlier.count()) == (before, 1)


def moved_twice(client: Client) -> None:
    """In three parts: until 13 April, until 27 April, and what goes on."""
    moved(client, day="2027-04-14")
    change(client, day="2027-04-28", clock="13:00")


def test_turns_are_taken_by_a_part_too_that_an_earlier_end_took_away(ana: Client, polaris: Cast) -> None:
    moved_twice(ana)
    change(ana, last="2027-03-30")
    turns(polaris, 9, 12, 16)
    assert hours() == WHOLE[:1]
    change(ana, last="")
    assert hours() == WHOLE


def test_turns_that_are_over_do_not_come_back_with_it(ana: Client, polaris: Cast) -> None:
    moved_twice(ana)
    was = hours()
    turns(polaris, 9, 12, 16)
    change(ana, last="2027-03-30")
    ana.post(address("turns"), {"times": ""})
    change(ana, last="")
    assert hours() == was


def test_what_comes_back_is_organised_by_whoever_organises_it_now(ana: Client, polaris: Cast) -> None:
    moved_twice(ana)
    change(ana, last="2027-03-30")
    ana.post(address("hand_over"), {"to": str(polaris.people["Wei"].code)})
    assert weekly().organizer == polaris.people["Wei"]
    assert {part.organizer for part in weekly().earlier.all()} == {polaris.people["Wei"]}


@pytest.mark.parametrize("ends", ["COUNT=3", "UNTIL=20270203"])
def test_of_one_that_its_file_ended_long_ago_too(
    ana: Client, later: Callable[[date], None], ends: str
) -> None:
    """What a calendar file says of its end is in the rule itself: held were three dates of January."""
    row = weekly()
    kept = {**row.recurrence, "overrides": [], "excluded": [], "extra": []}
    kept |= {"start": ["2027-01-20", "14:00:00", LISBON, 0], "rule": f"FREQ=WEEKLY;{ends}", "until": None}
    Meeting.objects.filter(pk=row.pk).update(recurrence=kept)
    raise_revision("meetings")
    later(date(2027, 4, 20))
    change(ana, last="2027-05-31")
    zones, window = packaged_zones(), Span(MONDAY - timedelta(days=90), MONDAY + timedelta(days=70))
    series = MeetingSeries("", "", recurrence_of(weekly().recurrence), ())
    held = [one.civil.date for one in Atlas((), zones=zones).occurrences(series, window)]
    january = [date(2027, 1, 20), date(2027, 1, 27), date(2027, 2, 3)]
    assert held == [
        *january,
        *(date(2027, 4, day) for day in (21, 28)),
        *(date(2027, 5, n) for n in (5, 12, 19)),
    ]
