"""A series that was moved is one: one page, one list, one end; what was before changes with it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from farflung.engine.time import Span
from farflung.server.clock.actions.meetings import change_date, end_meeting
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.core import clock
from farflung.server.core.models import Account
from tests.server.clock.exported import out_and_in
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_change import address, ana, clocks, filled, saved, weekly
from tests.server.clock.test_my_day import words
from tests.server.company import Cast

__all__ = ["ana"]
pytestmark = pytest.mark.django_db


def moved(client: Client, **changed: str) -> Meeting:
    """*Ledger weekly*, Wednesdays 14:00, is at 11:30 from 7 April on; what it was before."""
    given = filled(client.get(address()).content.decode())
    answer = saved(client, address(), {**given, "day": "2027-04-07", "clock": "11:30", **changed})
    assert answer.status_code == 302
    return weekly().earlier.get()


def page(client: Client, code: UUID) -> str:
    return words(client.get(reverse("clock:meeting", args=[code])).content.decode())


def ahead() -> Mapping[date, time]:
    """Of the series as one page has it; `clocks` would have each date of before twice."""
    return dict(sorted(clocks().items()))


def test_it_is_one_in_the_list_and_on_its_page(ana: Client) -> None:
    past = moved(ana)
    ana.get(reverse("clock:meetings"))  # which says that it was changed
    text = page(ana, weekly().code)
    assert "Wed 24 Mar 14:00" in text
    assert "Wed 7 Apr 11:30" in text
    assert page(ana, past.code) == text, "the address of what it was opens what it is"
    listed = words(ana.get(reverse("clock:meetings")).content.decode())
    assert listed.count("Ledger weekly") == 1
    found = ana.get("/api/v1/meetings").json()["items"]
    assert [one["id"] for one in found if one["title"] == "Ledger weekly"] == [str(weekly().code)]


def test_whoever_is_in_it_until_then_alone_sees_that_alone(ana: Client, polaris: Cast) -> None:
    past = moved(ana, people="Ana, Wei")
    ana.force_login(polaris.account("Jack"))
    text = page(ana, past.code)
    assert "Wed 24 Mar" in text
    assert "7 Apr" not in text
    assert ana.get(reverse("clock:meeting", args=[weekly().code])).status_code == 404


def test_a_date_before_the_move_is_called_off_and_moved(ana: Client) -> None:
    moved(ana)
    answer = ana.post(address("change_date"), {"date": "20270324T1400", "do": "off"})
    assert answer["Location"] == reverse("clock:meeting", args=[weekly().code])
    assert date(2027, 3, 24) not in ahead()
    ana.post(address("change_date"), {"date": "20270324T1400", "do": "back"})
    given = {"date": "20270324T1400", "day": "2027-03-25", "clock": "10:00"}
    assert saved(ana, address("change_date"), given).status_code == 302
    found = ahead()
    assert (found[date(2027, 3, 25)], found[date(2027, 4, 7)]) == (time(10), time(11, 30))


def test_moved_again_from_before_nothing_is_there_twice(ana: Client) -> None:
    past = moved(ana)
    given = filled(ana.get(address()).content.decode())
    assert (given["day"], given["clock"]) == ("2027-03-24", "14:00")
    saved(ana, address(), {**given, "clock": "16:00"})
    found = ahead()
    assert {one for day, one in found.items() if day != date(2027, 4, 1)} == {time(16)}
    assert min(found) == date(2027, 3, 24)
    past.refresh_from_db()
    assert recurrence_of(past.recurrence).until == date(2027, 3, 23), "its past stays"
    assert weekly().earlier.count() == 1


def test_people_are_those_of_all_that_is_ahead_and_not_of_what_is_past(
    ana: Client, monkeypatch: pytest.MonkeyPatch, polaris: Cast
) -> None:
    past = moved(ana)
    given = filled(ana.get(address()).content.decode())
    saved(ana, address(), {**given, "people": "Ana, Camille", "title": "Ledger"})
    past.refresh_from_db()
    assert past.title == "Ledger"
    assert {one.person.name for one in past.invited.all()} == {"Ana", "Camille"}
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 4, 8, 9, tzinfo=UTC))
    given = filled(ana.get(reverse("clock:change_meeting", args=[past.code])).content.decode())
    saved(ana, reverse("clock:change_meeting", args=[past.code]), {**given, "people": "Ana, Wei"})
    assert {one.person.name for one in past.invited.all()} == {"Ana", "Camille"}, "that is past"


def test_made_private_no_part_of_it_keeps_a_title(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    past = moved(ana)
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 4, 8, 9, tzinfo=UTC))
    given = filled(ana.get(address()).content.decode())
    assert ana.post(address(), {**given, "title": ""}).status_code == 302
    past.refresh_from_db()
    assert (past.title, past.private) == ("", True)


def test_it_ends_as_one(ana: Client, polaris: Cast) -> None:
    moved(ana)
    by: Account = polaris.account("Ana")
    end_meeting(meeting=weekly(), last_day=MONDAY.date(), by=by, now=MONDAY)
    assert ahead() == {}


def test_by_the_interface_for_programs_too(ana: Client) -> None:
    past = moved(ana)
    told = ana.get(f"/api/v1/meetings/{past.code}").json()
    assert told["id"] == str(weekly().code)
    assert [one["key"] for one in told["dates"]][:3] == ["20270324T1400", "20270331T1400", "20270407T1130"]
    span = {"from": "2027-03-01T00:00:00Z", "until": "2027-04-20T00:00:00Z"}
    held = ana.get(f"/api/v1/meetings/{weekly().code}/dates", span).json()
    assert [one["key"][4:8] for one in held] == ["0303", "0310", "0324", "0331", "0407", "0414"]


def test_what_was_before_is_not_in_the_way_of_the_series_itself(ana: Client) -> None:
    moved(ana)
    given = filled(ana.get(address()).content.decode())
    shown = words(ana.post(address(), {**given, "minutes": "45"}).content.decode())
    assert "another meeting" not in shown


def test_a_date_of_before_is_no_reason_to_rewrite_what_goes_on(ana: Client, polaris: Cast) -> None:
    past = moved(ana)
    original = recurrence_of(past.recurrence).start
    before = weekly().changed_at
    day = next(one for one in sorted(ahead()) if one == date(2027, 3, 24))
    to = datetime(2027, 3, 25, 9, tzinfo=UTC)
    at = type(original)(day, original.time, original.zone)
    change_date(
        meeting=past, original=at, to=Span(to, to.replace(hour=10)), by=polaris.account("Ana"), now=MONDAY
    )
    assert weekly().changed_at == before


def test_an_export_brings_it_back_as_one(ana: Client) -> None:
    past, goes_on = moved(ana), weekly()
    out_and_in()
    again = weekly()
    (before,) = again.earlier.all()
    assert (before.calendar_id, again.calendar_id) == (past.calendar_id, goes_on.calendar_id)
    assert (before.version, again.version) == (past.version, goes_on.version)
    assert len(ahead()) > 10
