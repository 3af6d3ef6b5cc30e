"""Calendars that other programs fetch: a secret address, and what may be read there, by whom, how often."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client

from farflung.engine.model import Place, StayKind
from farflung.server.clock.models import Meeting
from farflung.server.connect.views import fetching
from farflung.server.core import clock
from farflung.server.core.access import digest_of
from farflung.server.core.actions.accounts import close_account
from farflung.server.core.actions.feeds import make_feed
from farflung.server.core.jobs import sweep
from farflung.server.core.limits import Limit
from farflung.server.core.models import AuditEntry, CalendarFeed
from farflung.server.org import actions
from farflung.server.org.models import Absence, Stay, Team
from tests.server.company import NOW, Cast
from tests.server.connect.icalendars import dates, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(**by))


def address(polaris: Cast, name: str, kind: str = "own", team: str = "", language: str = "en") -> str:
    code = Team.objects.get(name=team).code if team else None
    account = polaris.account(name)
    made = make_feed(kind=kind, team=code, name="phone", language=language, by=account, now=NOW)
    return f"/feeds/{made[1]}.ics"


def titles(data: bytes) -> list[str]:
    return [event.get("SUMMARY") for event in read(data).all("VEVENT")]


def away(polaris: Cast, name: str, first: date, last: date, **more: Any) -> Absence:
    return actions.ask_absence(
        person=polaris.person(name), start=first, end=last, by=polaris.account(name), now=NOW, **more
    )


def test_a_stranger_s_calendar_program_shows_anas_feed(polaris: Cast) -> None:
    away(polaris, "Ana", date(2027, 4, 12), date(2027, 4, 14))
    program = Client()
    answer = program.get(address(polaris, "Ana"), HTTP_USER_AGENT="Mozilla/5.0 Thunderbird/140.0")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert not program.cookies
    assert "private" in answer.headers["Cache-Control"]
    calendar = read(answer.content)
    shown = {event.get("SUMMARY"): event for event in calendar.all("VEVENT")}
    assert dates(shown["Away"]) == (date(2027, 4, 12), date(2027, 4, 14))
    assert dates(shown["In Dubai"]) == (date(2027, 5, 3), date(2027, 5, 10))
    assert dates(shown["Good Friday (public holiday, Lisbon)"]) == (date(2027, 3, 26),) * 2
    assert "At 01:00 clocks go forward 1 h (Lisbon)" in shown
    by_library = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in by_library} == set(shown)


def test_a_day_away_is_taken_for_oneself_and_nobody_else(polaris: Cast) -> None:
    away(polaris, "Ana", date(2027, 4, 12), date(2027, 4, 14))
    own = read(Client().get(address(polaris, "Ana")).content)
    (event,) = [event for event in own.all("VEVENT") if event.get("SUMMARY") == "Away"]
    assert (event.get("TRANSP"), event.get("X-MICROSOFT-CDO-BUSYSTATUS")) == ("OPAQUE", "OOF")
    team = Client().get(address(polaris, "Tomás", "team", _team_of(polaris, "Ana")))
    (event,) = [e for e in read(team.content).all("VEVENT") if e.get("SUMMARY") == "Ana: unavailable"]
    assert (event.get("TRANSP"), event.get("DESCRIPTION")) == ("TRANSPARENT", "")
    assert b"Away" not in team.content


def _team_of(polaris: Cast, name: str) -> str:
    found = Team.objects.filter(memberships__person=polaris.people[name]).first()
    assert found is not None
    return found.name


def test_part_of_a_day_is_on_the_clock_of_where_one_is(polaris: Cast) -> None:
    away(polaris, "Ana", date(2027, 5, 4), date(2027, 5, 4), from_minute=540, to_minute=720)
    calendar = read(Client().get(address(polaris, "Ana")).content)
    (event,) = [event for event in calendar.all("VEVENT") if event.get("SUMMARY") == "Away"]
    assert event.whole("DTSTART") == ({"TZID": "Asia/Dubai"}, "20270504T090000")
    assert event.whole("DTEND") == ({"TZID": "Asia/Dubai"}, "20270504T120000")
    assert "Asia/Dubai" in [zone.get("TZID") for zone in calendar.all("VTIMEZONE")]


def test_one_s_own_meetings_are_in_one_s_own_calendar_alone(polaris: Cast) -> None:
    series = next(
        one for one in Meeting.objects.order_by("pk") if one.title and _invited(one, polaris, "Mei-Ling")
    )
    own = titles(Client().get(address(polaris, "Mei-Ling")).content)
    assert own.count(series.title) > 4
    team = titles(Client().get(address(polaris, "Mei-Ling", "team", "Withdrawals Ops")).content)
    assert series.title not in team


def _invited(series: Meeting, polaris: Cast, name: str) -> bool:
    return series.invited.filter(person=polaris.people[name]).exists()


def test_a_stay_that_is_corrected_is_the_same_event_changed(polaris: Cast) -> None:
    where = address(polaris, "Ana")
    before = {e.get("SUMMARY"): e for e in read(Client().get(where).content).all("VEVENT")}["In Dubai"]
    ana = polaris.person("Ana")
    stay = Stay.objects.get(person=ana, superseded_at=None, place__city="Dubai")
    actions.correct_stay(
        stay=stay, place=_place(stay), kind=StayKind(stay.kind), start=date(2027, 5, 3), end=date(2027, 5, 7),
        by=polaris.account("Ana"), now=NOW,
    )  # fmt: skip
    after = {e.get("SUMMARY"): e for e in read(Client().get(where).content).all("VEVENT")}["In Dubai"]
    assert before.get("UID") == after.get("UID")
    assert (before.get("SEQUENCE"), after.get("SEQUENCE")) == ("0", "1")
    assert dates(after)[1] == date(2027, 5, 7)


def _place(stay: Stay) -> Any:
    return Place(stay.place.zone, stay.place.country, stay.place.subdivision or None, stay.place.city)


def test_who_has_no_address_finds_nothing_and_is_told_the_same_for_all(polaris: Cast) -> None:
    own = address(polaris, "Ana")
    wrong = (
        own[:-5] + ".ics",
        "/feeds/fc_.ics",
        "/feeds/x.ics",
        "/feeds/%F0%9F%98%80.ics",
        "/feeds/fc_é.ics",
    )
    assert [Client().get(path).status_code for path in wrong] == [404] * len(wrong)
    mallory = Client()
    mallory.force_login(polaris.account("Mallory"))
    assert mallory.get("/me/calendars").status_code == 404
    assert mallory.post("/me/calendars", {"what": "own", "name": "x"}).status_code == 404
    word = own.removeprefix("/feeds/").removesuffix(".ics")
    assert CalendarFeed.objects.get().digest == digest_of(word) != word


def test_guessing_is_slowed_and_fetching_is_bounded(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    own = address(polaris, "Ana")
    monkeypatch.setattr(fetching, "GUESSES", Limit("g", 3, timedelta(minutes=15)))
    monkeypatch.setattr(fetching, "OFTEN", Limit("o", 2, timedelta(hours=1)))
    guessed = [Client().get(f"/feeds/fc_{n}.ics") for n in range(5)]
    assert [one.status_code for one in guessed] == [404, 404, 404, 429, 429]
    assert int(guessed[-1].headers["Retry-After"]) > 0
    assert [Client().get(own).status_code for _ in range(3)] == [200, 200, 429]


def test_a_program_that_asks_again_is_told_that_nothing_is_new(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = address(polaris, "Ana")
    first = Client().get(own)
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    later(monkeypatch, days=3)
    assert Client().get(own, HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert Client().get(own, HTTP_IF_MODIFIED_SINCE=changed).status_code == 304
    assert Client().get(own).content == first.content
    away(polaris, "Ana", date(2027, 4, 12), date(2027, 4, 14))
    new = Client().get(own, HTTP_IF_NONE_MATCH=tag, HTTP_IF_MODIFIED_SINCE=changed)
    assert new.status_code == 200
    assert new.headers["ETag"] != tag
    assert new.headers["Last-Modified"] != changed
    assert Client().head(own).content == b""


def test_what_was_read_is_dated_when_it_changed(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    own = address(polaris, "Ana")
    Client().get(own)
    later(monkeypatch, days=2)
    away(polaris, "Ana", date(2027, 4, 12), date(2027, 4, 14))
    calendar = read(Client().get(own).content)
    assert {event.get("DTSTAMP") for event in calendar.all("VEVENT")} == {"20270303T090000Z"}


def test_last_fetched_is_kept_to_the_hour_and_without_a_trail(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = address(polaris, "Ana")
    entries = AuditEntry.objects.count()
    later(monkeypatch, hours=2, minutes=40)
    Client().get(own)
    assert CalendarFeed.objects.get().used_at == datetime(2027, 3, 1, 11, tzinfo=UTC)
    assert AuditEntry.objects.count() == entries


def test_a_revoked_address_shows_nothing(polaris: Cast) -> None:
    own, ana = address(polaris, "Ana"), Client()
    ana.force_login(polaris.account("Ana"))
    code = CalendarFeed.objects.get().code
    assert ana.post(f"/me/calendars/{code}/revoke").status_code == 302
    assert Client().get(own).status_code == 404
    assert AuditEntry.objects.filter(action="feed.revoked").count() == 1


def test_an_address_has_no_more_rights_than_its_owner(polaris: Cast) -> None:
    own, team = address(polaris, "Jun"), address(polaris, "Jun", "team", _team_of(polaris, "Ana"))
    assert [Client().get(path).status_code for path in (own, team)] == [200, 200]
    Team.objects.filter(name=_team_of(polaris, "Ana")).delete()
    assert Client().get(team).status_code == 404
    close_account(account=polaris.account("Jun"), by=None, now=NOW)
    assert Client().get(own).status_code == 404


def test_a_team_s_calendar_says_what_its_page_says(polaris: Cast) -> None:
    ops = "Withdrawals Ops"
    away(polaris, "Rafael", date(2027, 4, 12), date(2027, 4, 14))
    found = titles(Client().get(address(polaris, "Ana", "team", ops)).content)
    assert "Rafael: unavailable" in found
    assert any("(public holiday, Manila)" in title for title in found)
    assert found.count("Chinese New Year (public holiday, Manila)") == 1, "once, for the four in Manila"


def test_hours_are_fetched_by_the_same_kind_of_address(polaris: Cast) -> None:
    away(polaris, "Ana", date(2027, 4, 12), date(2027, 4, 14))
    calendar = read(Client().get(address(polaris, "Ana", "hours")).content)
    (block,) = calendar.all("VAVAILABILITY")
    assert block.get("SUMMARY") == "Hours of Ana"
    assert block.get("SEQUENCE") == "1"
    assert calendar.all("VEVENT") == []


def test_a_calendar_is_in_the_language_in_which_it_was_made(polaris: Cast) -> None:
    away(polaris, "Ana", date(2027, 4, 12), date(2027, 4, 14))
    french = titles(Client().get(address(polaris, "Ana", language="fr"), HTTP_ACCEPT_LANGUAGE="ar").content)
    assert "Indisponible" not in french
    assert "Away" not in french
    arabic = Client().get(address(polaris, "Ana", language="ar")).content
    assert read(arabic).all("VEVENT"), "folded between letters, never inside of one"


def test_the_page_makes_one_shows_it_once_and_lists_it(polaris: Cast) -> None:
    ana = Client()
    ana.force_login(polaris.account("Ana"))
    made = ana.post("/me/calendars", {"what": "hours", "name": "Booking tool"}, HTTP_HOST="localhost")
    word = made.content.decode().split("/feeds/")[1].split(".ics")[0]
    assert Client().get(f"/feeds/{word}.ics").status_code == 200
    page = ana.get("/me/calendars").content.decode()
    assert word not in page
    assert word[:9] in page
    assert "Booking tool" in page
    assert ana.post("/me/calendars", {"what": "hours", "name": ""}).status_code == 422


def test_a_team_s_page_leads_to_its_calendar(polaris: Cast) -> None:
    jack, ops = Client(), Team.objects.get(name="Withdrawals Ops")
    jack.force_login(polaris.account("Jack"))
    assert f"/me/calendars?team={ops.code}" in jack.get(f"/teams/{ops.code}").content.decode()
    page = jack.get(f"/me/calendars?team={ops.code}").content.decode()
    assert f'value="{ops.code}"' in page
    made = jack.post("/me/calendars", {"what": str(ops.code), "name": "Outlook"})
    assert made.status_code == 200
    assert CalendarFeed.objects.get().team == ops.code
    assert (
        jack.post("/me/calendars", {"what": str(polaris.people["Ana"].code), "name": "x"}).status_code == 404
    )


def test_addresses_that_nothing_fetches_are_forgotten(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    address(polaris, "Ana")
    revoked = CalendarFeed.objects.get(pk=CalendarFeed.objects.get().pk)
    address(polaris, "Wei")
    CalendarFeed.objects.filter(pk=revoked.pk).update(revoked_at=NOW)
    for days, left in ((89, 2), (92, 1), (399, 1), (402, 0)):
        later(monkeypatch, days=days)
        sweep()
        assert CalendarFeed.objects.count() == left, days
