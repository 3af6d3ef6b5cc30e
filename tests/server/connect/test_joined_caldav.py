"""CalDAV as servers in the wild answer it: found from any address, asked for times, followed nowhere else."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest
from django.test import Client

from farflung.engine.time import Span, packaged_zones
from farflung.intake.ics.taken import Owner, taken_of
from farflung.server.clock.models import BusyTimes
from farflung.server.connect.channels.calendars import asking, caldav
from farflung.server.connect.channels.calendars.asking import Door, Trouble, same_server
from farflung.server.connect.channels.outside import Answer
from farflung.server.connect.models import JoinedCalendar
from farflung.server.core import clock
from farflung.server.core.actions.feeds import make_feed
from farflung.server.core.xml import CALDAV, read
from tests.server.company import Cast
from tests.server.connect.elsewhere import Came, Elsewhere, Said, calendar, event, invited
from tests.server.connect.joining import MONDAY, TEN, again, on_monday, times
from tests.server.connect.joining import join as join_any

pytestmark = pytest.mark.django_db
WINDOW = Span(MONDAY, MONDAY + timedelta(weeks=10))
NS = 'xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/"'
CALENDAR = "<d:resourcetype><d:collection/><cal:calendar/></d:resourcetype>"
EVENTS = (
    '<cal:supported-calendar-component-set><cal:comp name="VEVENT"/></cal:supported-calendar-component-set>'
)
TASKS = EVENTS.replace("VEVENT", "VTODO")


WHO = "d:current-user-principal"


def multistatus(of: dict[str, str]) -> Said:
    """A 207 with each resource's properties, and one that is not found, as servers write them."""
    missing = (
        "<d:propstat><d:prop><d:sync-token/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>"
    )
    rows = "".join(
        f"<d:response><d:href>{escape(href)}</d:href><d:propstat><d:prop>{held}</d:prop>"
        f"<d:status>HTTP/1.1 200 OK</d:status></d:propstat>{missing}</d:response>"
        for href, held in of.items()
    )
    text = f'<?xml version="1.0"?><d:multistatus {NS}>{rows}</d:multistatus>'
    return 207, {"Content-Type": "application/xml; charset=utf-8"}, text.encode()


def entries(*events: str) -> Said:
    held = {
        f"/cal/{number}.ics": f'<d:getetag>"{number}"</d:getetag><cal:calendar-data>'
        f"{escape(calendar(one).decode())}</cal:calendar-data>"
        for number, one in enumerate(events)
    }
    return multistatus(held)


def leads(name: str, to: str) -> str:
    return f"<{name}><d:href>{to}</d:href></{name}>"


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    with on_monday(monkeypatch) as found:
        yield found


def nextcloud(there: Elsewhere, *events: str, tag: str = "1") -> None:
    """As Nextcloud answers at its own address: on to its DAV, a principal, a home with a calendar that is a
    colleague's, one of tasks, an inbox, and one that makes nobody busy."""
    user = "/remote.php/dav/principals/users/ana/"
    home = "/remote.php/dav/calendars/ana/"
    owner, ctag = leads("d:owner", user), f"<cs:getctag>http://sabre.io/ns/sync/{tag}</cs:getctag>"
    there.answers |= {
        "PROPFIND /": (405, {}, b""),
        "PROPFIND /.well-known/caldav": (301, {"Location": "/remote.php/dav/"}, b""),
        "PROPFIND /remote.php/dav/": multistatus({"/remote.php/dav/": leads(WHO, user)}),
        f"PROPFIND {user}": multistatus({user: leads("cal:calendar-home-set", home)}),
        f"PROPFIND {home}": multistatus(
            {
                home: "<d:resourcetype><d:collection/></d:resourcetype>" + owner,
                f"{home}inbox/": "<d:resourcetype><d:collection/><cal:schedule-inbox/></d:resourcetype>",
                f"{home}personal/": CALENDAR + EVENTS + owner + ctag,
                f"{home}tasks/": CALENDAR + TASKS + owner + ctag,
                f"{home}team_shared_by_wei/": CALENDAR + EVENTS
                + leads("d:owner", "/remote.php/dav/principals/users/wei/") + ctag,
                f"{home}birthdays/": CALENDAR + EVENTS + owner + ctag
                + "<cal:schedule-calendar-transp><cal:transparent/></cal:schedule-calendar-transp>",
            }
        ),
        f"REPORT {home}personal/": entries(*events),
    }  # fmt: skip


def join(cast: Cast, url: str) -> JoinedCalendar:
    return join_any(cast, url, kind="caldav", user="ana", password="app-word")  # noqa: S106


def test_from_the_bare_address_of_a_server_to_one_s_own_calendars(polaris: Cast, there: Elsewhere) -> None:
    nextcloud(
        there, event(TEN), event("20270317T100000Z", *invited("DECLINED", "ana@polaris.example"), uid="no"),
        event("20270308T100000Z", "RRULE:FREQ=WEEKLY;COUNT=3", uid="weekly"),
    )  # fmt: skip
    row = again(join(polaris, there.url("/")))
    assert row.trouble == ""
    assert times(row) == ["15 10:00", "15 11:00", "16 10:00", "16 11:00", "22 10:00", "22 11:00"]
    reports = [one for one in there.came if one.method == "REPORT"]
    assert [one.path for one in reports] == ["/remote.php/dav/calendars/ana/personal/"]
    for one in there.came:
        assert b64decode(one.headers["authorization"].removeprefix("Basic ")) == b"ana:app-word"
    asked = read(reports[0].body)
    text = reports[0].body.decode()
    assert asked.key == (CALDAV, "calendar-query")
    assert '<c:time-range start="20270315T090000Z" end="20270524T090000Z"/>' in text
    assert "SUMMARY" not in text
    assert "DESCRIPTION" not in text
    assert 'name="ATTENDEE"' in text, "to know of declined invitations"


def test_what_has_not_changed_is_not_fetched_again(polaris: Cast, there: Elsewhere) -> None:
    nextcloud(there, event(TEN))
    row = again(join(polaris, there.url("/")))
    again(row, MONDAY + timedelta(hours=2))
    assert row.read_at == MONDAY + timedelta(hours=2)
    assert sum(one.method == "REPORT" for one in there.came) == 1
    nextcloud(there, event("20270318T100000Z"), tag="2")
    assert times(again(row, MONDAY + timedelta(hours=4))) == ["18 10:00", "18 11:00"]


def test_the_address_of_one_calendar_is_that_calendar(polaris: Cast, there: Elsewhere) -> None:
    """As Fastmail gives it, whatever else the account has; its entries in one answer with 404s among them."""
    path = "/dav/calendars/user/ana@fastmail.example/0a1b/"
    there.answers |= {
        f"PROPFIND {path}": multistatus({path: CALENDAR + EVENTS}),
        f"REPORT {path}": entries(event(TEN, "STATUS:TENTATIVE")),
    }
    row = again(join(polaris, there.url(path)))
    assert (times(row), times(row, "tentative")) == ([], ["16 10:00", "16 11:00"])


def test_where_entries_are_not_told_the_server_says_when_it_is_busy(polaris: Cast, there: Elsewhere) -> None:
    def report(came: Came) -> Said:
        if read(came.body).key != (CALDAV, "free-busy-query"):
            return 403, {}, b""
        told = (
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VFREEBUSY\r\n"
            "FREEBUSY;FBTYPE=BUSY:20270316T100000Z/PT1H\r\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20270317T100000Z/PT1H\r\n"
            "END:VFREEBUSY\r\nEND:VCALENDAR\r\n"
        )
        return 200, {"Content-Type": "text/calendar"}, told.encode()

    there.answers |= {"PROPFIND /cal/": multistatus({"/cal/": CALENDAR}), "REPORT /cal/": report}
    row = again(join(polaris, there.url("/cal/")))
    assert (times(row), times(row, "tentative")) == (["16 10:00", "16 11:00"], ["17 10:00", "17 11:00"])


WRONG: tuple[tuple[Said, str], ...] = (
    ((401, {}, b""), "refused"),
    ((200, {}, b"<html>hello</html>"), "not-calendar"),
    ((207, {}, b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>"), "not-calendar"),
    ((207, {}, b"<a>" * 100), "not-calendar"),
    ((500, {}, b""), "gone"),  # and nothing at the address that every server is to have
    (multistatus({"/": "<d:resourcetype><d:collection/></d:resourcetype>"}), "no-calendars"),
    (multistatus({"/": leads(WHO, "https://10.0.0.1/")}), "moved"),
    (multistatus({"/": leads("cal:calendar-home-set", "//evil.example/ana/")}), "moved"),
    (multistatus({"/": leads("cal:calendar-home-set", "/home/")}), "too-much"),
    ((301, {"Location": "https://evil.example/"}, b""), "moved"),
    ((301, {"Location": "http://["}, b""), "moved"),
    (multistatus({"//[": CALENDAR}), "moved"),
    (multistatus({"/": leads(WHO, "//[")}), "moved"),
)


def test_what_goes_wrong_is_said_in_a_word_and_nobody_else_is_asked(polaris: Cast, there: Elsewhere) -> None:
    row = join(polaris, there.url("/"))
    there.answers["/home/"] = multistatus({f"/{number}/": CALENDAR for number in range(13)})
    for answer, trouble in WRONG:
        there.answers["PROPFIND /"] = answer
        JoinedCalendar.objects.update(next_at=MONDAY)
        assert again(row).trouble == trouble, answer
    assert BusyTimes.objects.count() == 0


def test_iclouds_servers_are_one_and_nothing_else_is() -> None:
    home = "https://p42-caldav.icloud.com:443/1234/calendars/"
    assert same_server("https://caldav.icloud.com/", home)
    for other in (
        "http://p42-caldav.icloud.com/", "https://p42-caldav.icloud.com:8443/", "https://evil-caldav.icloud.com/",
        "https://www.icloud.com/", "https://p42-caldav.icloud.com.evil.example/", "https://caldav.evil.com/",
    ):  # fmt: skip
        assert not same_server("https://caldav.icloud.com/", other), other
    assert not same_server("https://caldav.a.example/", "https://caldav.b.example/")


def test_our_own_caldav_is_understood(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The door of `connect/dav` as the other side: discovery, and the entries of somebody's own calendar."""
    by = polaris.account("Tomás")
    _feed, word = make_feed(kind="own", team=None, name="Phone", language="en", by=by, now=MONDAY)
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    asked: list[str] = []

    def here(
        method: str, url: str, body: bytes | None, headers: dict[str, str], _allowed: Any, _most: int
    ) -> Answer:
        asked.append(method)
        sent: dict[str, Any] = {
            f"HTTP_{name.upper().replace('-', '_')}": told for name, told in headers.items()
        }
        answer = Client().generic(
            method, urlsplit(url).path, body or b"", headers.get("Content-Type", ""), secure=True, **sent
        )
        told = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, told, answer.content)

    monkeypatch.setattr(asking, "answer_within", here)
    door = Door("https://map.example/", "tomas", word)
    found = caldav.fetch(door, "", WINDOW)
    assert found.documents
    assert found.version.startswith("ctag ")
    assert set(asked) == {"PROPFIND", "REPORT"}
    zones = packaged_zones()
    owner = Owner(zones.zone("Europe/Madrid"))
    taken = taken_of(found.documents, owner, WINDOW, zones, lambda: False)
    assert taken.left_out == 0
    with pytest.raises(Trouble, match="refused"):
        caldav.fetch(Door("https://map.example/", "tomas", "fc_wrong"), "", WINDOW)


LEFT_OUT = (
    "<d:response><d:href>/cal/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>"
)
NOT_TOLD = (
    "<d:response><d:href>/cal/b.ics</d:href><d:propstat><d:prop><cal:calendar-data/></d:prop>"
    "<d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>"
)
GONE = "<d:response><d:href>/cal/b.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"


@pytest.mark.parametrize(
    ("more", "trouble"),
    [(LEFT_OUT, "too-much"), (NOT_TOLD, "status"), (GONE, ""), ("<d:a/>" * 20_000, "too-much")],
    ids=["left out", "not told", "gone", "elements"],
)
def test_what_is_not_told_does_not_read_as_free(
    polaris: Cast, there: Elsewhere, more: str, trouble: str
) -> None:
    status, headers, said = entries(event(TEN))
    said = said.replace(b"</d:multistatus>", f"{more}</d:multistatus>".encode())
    there.answers |= {
        "PROPFIND /cal/": multistatus({"/cal/": CALENDAR}), "REPORT /cal/": (status, headers, said),
    }  # fmt: skip
    row = again(join(polaris, there.url("/cal/")))
    assert (row.trouble, times(row)) == (trouble, [] if trouble else ["16 10:00", "16 11:00"])


def test_all_calendars_of_an_account_are_as_large_as_one_file(
    polaris: Cast, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST", 20_000)
    home = {f"/home/{name}/": CALENDAR for name in "ab"}
    there.answers |= {
        "PROPFIND /": multistatus({"/": leads("cal:calendar-home-set", "/home/")}),
        "PROPFIND /home/": multistatus(home),
        **{f"REPORT {path}": entries(event(TEN, f"X-LONG:{'x' * 12_000}")) for path in home},
    }
    row = again(join(polaris, there.url("/")))
    assert (row.trouble, times(row)) == ("long", [])
