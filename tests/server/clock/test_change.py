"""A series is changed: what that is to everybody stands first; the past stays, and what was moved by hand."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, Recurrence
from farflung.engine.time import CivilTime, Span, packaged_zones
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.named import called, named
from farflung.server.clock.planning.revising import AS_IT_IS, Wish, last_of, wanted, weeks_of
from farflung.server.clock.planning.series import upcoming
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry
from farflung.server.org.atlas_copy import current
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.company import Cast

pytestmark = pytest.mark.django_db
LISBON = "Europe/Lisbon"


@pytest.fixture
def ana(polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Ana organises *Ledger weekly*: Wednesdays 14:00 in Lisbon, not on 17 March."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    client.force_login(polaris.account("Ana"))
    return client


def weekly() -> Meeting:
    return Meeting.objects.get(title="Ledger weekly", goes_on=None)


def address(name: str = "change_meeting") -> str:
    return reverse(f"clock:{name}", args=[weekly().code])


def filled(page: str) -> dict[str, str]:
    """What the form of a page holds, as a browser would send it."""
    given = dict(
        re.findall(r'<input type="(?:text|date|time|hidden)" name="(\w+)"(?: value="([^"]*)")?', page)
    )
    given |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        found = re.search(r'value="([^"]*)" selected', options)
        given[name] = found.group(1) if found else ""
    return {name: value for name, value in given.items() if name != "csrfmiddlewaretoken"}


def saved(client: Client, path: str, given: Mapping[str, str]) -> Any:
    """Sent twice: once to be shown what it means, then with that."""
    shown = client.post(path, given)
    assert shown.status_code == 200, words(shown.content.decode())
    found = re.search(r'name="sure" value="([^"]+)"', shown.content.decode())
    assert found is not None
    return client.post(path, {**given, "sure": found.group(1)})


def clocks(title: str = "Ledger weekly") -> dict[date, time]:
    atlas = with_meetings(current().atlas, MONDAY)
    zone = atlas.zones.zone(LISBON)
    both = [one for one in atlas.meetings if one.title == title]
    found = (CivilTime.of(one.start, zone) for series in both for one in upcoming(atlas, series, MONDAY))
    return {one.date: one.time for one in found}


def test_the_form_says_how_it_is_and_sent_back_changes_nothing(ana: Client) -> None:
    given = filled(ana.get(address()).content.decode())
    assert given["title"] == "Ledger weekly"
    assert (given["day"], given["clock"], given["minutes"], given["every"]) == (
        "2027-03-24",
        "14:00",
        "60",
        "1",
    )
    before = clocks()
    assert ana.post(address(), given).status_code == 302
    assert clocks() == before
    assert AuditEntry.objects.filter(action="meeting.change").count() == 1


def test_what_the_new_time_is_to_everybody_stands_first(ana: Client) -> None:
    given = filled(ana.get(address()).content.decode())
    shown = ana.post(address(), {**given, "clock": "19:30"})
    text = words(shown.content.decode())
    for local in ("Thu 01:00 Bengaluru", "Thu 03:30 Taipei", "Thu 06:30 Sydney", "Wed 23:30 Dubai"):
        assert local in text
    assert "At night, very early or late, or on a day off:" in text
    assert "Better times near it" in text
    assert "A memo that opens" in text
    assert clocks()[date(2027, 3, 24)] == time(14)
    other = ana.post(address(), {**given, "clock": "20:30", "sure": filled(shown.content.decode())["sure"]})
    assert other.status_code == 200, "shown anew, and not saved"


def test_from_a_date_on_it_is_elsewhere_and_what_was_done_by_hand_stays(ana: Client) -> None:
    given = filled(ana.get(address()).content.decode())
    code = weekly().code
    answer = saved(ana, address(), {**given, "day": "2027-04-07", "clock": "11:30", "minutes": "45"})
    assert answer.status_code == 302
    assert weekly().code == code, "whoever has its address finds it"
    found = clocks()
    assert found[date(2027, 3, 24)] == time(14)
    assert found[date(2027, 4, 7)] == found[date(2027, 4, 14)] == time(11, 30)
    assert date(2027, 3, 17) not in found


def test_the_date_that_moves_is_the_nearest(ana: Client) -> None:
    given = filled(ana.get(address()).content.decode())
    saved(ana, address(), {**given, "day": "2027-03-25"})
    found = clocks()
    assert date(2027, 3, 24) not in found
    assert found[date(2027, 3, 25)] == found[date(2027, 4, 1)] == time(14), "31 March, moved by hand, is over"


def test_an_end_is_one_for_what_was_moved_by_hand_too(ana: Client) -> None:
    assert clocks()[date(2027, 4, 1)] == time(11)
    ana.post(address("end_meeting"))
    assert clocks() == {}


def test_people_leave_and_join(ana: Client, polaris: Cast) -> None:
    given = filled(ana.get(address()).content.decode())
    saved(ana, address(), {**given, "people": "Ana, Wei, Camille", "optional": "Ravi"})
    row = weekly()
    assert set(row.invited.filter(required=True).values_list("person__name", flat=True)) == {
        "Ana", "Wei", "Camille",
    }  # fmt: skip
    assert [one.person.name for one in row.invited.filter(required=False)] == ["Ravi"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": "2027-03-28", "clock": "01:30"}, "Clocks change then"),
        ({"day": "2027-03-14"}, "This is past."),
        ({"people": "Zorro"}, "Nobody and no team is called Zorro"),
        ({"last": "2027-03-20"}, "It ends before it begins."),
    ],
)
def test_what_cannot_be_is_said(ana: Client, changed: dict[str, str], said: str) -> None:
    given = filled(ana.get(address()).content.decode())
    answer = ana.post(address(), {**given, **changed})
    assert answer.status_code == 422
    assert said in words(answer.content.decode())


class TestOneDate:
    """One date moves, is called off, and comes back; the others stay."""

    MOVED: ClassVar = {"date": "20270324T1400", "day": "2027-03-25", "clock": "10:00"}

    def test_it_moves_after_it_was_shown(self, ana: Client) -> None:
        assert saved(ana, address("change_date"), self.MOVED).status_code == 302
        found = clocks()
        assert (found[date(2027, 3, 25)], found[date(2027, 4, 7)]) == (time(10), time(14))
        assert date(2027, 3, 24) not in found

    def test_it_is_called_off_and_put_back(self, ana: Client) -> None:
        ana.post(address("change_date"), {"date": "20270324T1400", "do": "off"})
        assert date(2027, 3, 24) not in clocks()
        text = words(ana.get(reverse("clock:meeting", args=[weekly().code])).content.decode())
        assert "Called off" in text
        ana.post(address("change_date"), {"date": "20270324T1400", "do": "back"})
        assert clocks()[date(2027, 3, 24)] == time(14)

    def test_no_other_date_is_there(self, ana: Client) -> None:
        for key in ("20270323T1400", "20270310T1400", "nonsense", "20270324T1500"):
            assert ana.get(address("change_date"), {"date": key}).status_code == 404, key

    def test_of_others_it_is_not_there(self, ana: Client, polaris: Cast) -> None:
        for name in ("Wei", "Rafael", "Mallory"):
            ana.force_login(polaris.account(name))
            assert ana.post(address("change_date"), {**self.MOVED, "do": "off"}).status_code == 404, name
            assert ana.get(address()).status_code == 404, name


def test_a_time_that_was_found_is_one_click_from_a_meeting(ana: Client) -> None:
    page = ana.get(
        "/meetings/find", {"people": "Ana, Wei", "start": "2027-03-16", "days": "1"}
    ).content.decode()
    found = re.search(r'href="(/meetings/new\?[^"]+)"', page)
    assert found is not None
    link = found.group(1).replace("&amp;", "&")
    given = filled(ana.get(link).content.decode())
    at = datetime.fromisoformat(dict(parse_qsl(urlsplit(link).query))["at"])
    assert given["people"] == "Ana, Wei"
    assert (given["day"], given["clock"]) == (f"{at:%Y-%m-%d}", f"{at:%H:%M}"), "Lisbon is on UTC then"


def test_everybody_is_called_so_that_they_are_found_again(polaris: Cast) -> None:
    atlas, today = current().atlas, MONDAY.date()
    ids = [person.id for person in atlas.people]
    again = named(atlas, called(atlas, ids, ["Ledger"]), today)
    assert (set(again.alone), again.teams, again.unknown, again.several) == (set(ids), ["Ledger"], {}, [])


def series(rule: str | None, **more: Any) -> Recurrence:
    return Recurrence(CivilTime(date(2027, 4, 6), time(9), LISBON), 60, rule, **more)


@pytest.mark.parametrize(
    ("rule", "weeks"),
    [
        (None, 0), ("FREQ=WEEKLY", 1), ("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;COUNT=9", 2),
        ("FREQ=WEEKLY;BYDAY=TU,TH", AS_IT_IS), ("FREQ=WEEKLY;INTERVAL=3", AS_IT_IS),
        ("FREQ=MONTHLY;BYDAY=1TU", AS_IT_IS), ("RRULE:FREQ=WEEKLY;WKST=SU", 1),
    ],
)  # fmt: skip
def test_how_often_it_is_is_read_off_its_rule(rule: str | None, weeks: int) -> None:
    assert weeks_of(series(rule)) == weeks


def test_a_rule_that_counts_ends_on_the_same_day_when_it_is_moved() -> None:
    zones = packaged_zones()
    before = series(
        "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=5", excluded=(CivilTime(date(2027, 4, 15), time(9), LISBON),)
    )
    last = last_of(before, zones)
    assert last == date(2027, 4, 20)
    whole = Span(datetime(2027, 4, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC))
    ahead = Atlas((), zones=zones).occurrences(MeetingSeries("", "", before, ()), whole)[1:]
    first = CivilTime(date(2027, 4, 8), time(16), LISBON)
    move = wanted(before, Wish(first, 60, AS_IT_IS, last), ahead, zones)
    assert move is not None
    new = Atlas((), zones=zones).occurrences(MeetingSeries("", "", move.recurrence, ()), whole)
    assert [(one.civil.date.day, one.civil.time.hour) for one in new] == [(8, 16), (13, 16), (20, 16)]
    assert (
        wanted(before, Wish(CivilTime(date(2027, 4, 9), time(16), LISBON), 60, AS_IT_IS, last), ahead, zones)
        is None
    )
