"""Calendar programs that speak CalDAV find a calendar from the address of the site, and read it."""

from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.http import HttpResponse
from django.test import Client

from farflung.server.connect.views import dav
from farflung.server.core import clock
from farflung.server.core.actions.accounts import close_account
from farflung.server.core.actions.feeds import make_feed
from farflung.server.core.actions.tokens import make_token
from farflung.server.core.limits import Limit
from farflung.server.core.models import CalendarFeed
from farflung.server.core.xml import XmlProblem, read
from farflung.server.org import actions
from farflung.server.org.models import Team
from tests.server.company import NOW, Cast
from tests.server.connect.icalendars import dates
from tests.server.connect.icalendars import read as read_calendar

pytestmark = pytest.mark.django_db
NS = {"d": "DAV:", "c": "urn:ietf:params:xml:ns:caldav", "s": "http://calendarserver.org/ns/"}
MINE = "/dav/calendars/mine/"

APPLE_FIRST = b"""<?xml version="1.0" encoding="UTF-8"?>
<A:propfind xmlns:A="DAV:"><A:prop><A:current-user-principal/><A:principal-URL/><A:resourcetype/></A:prop>
</A:propfind>"""
APPLE_HOME = b"""<?xml version="1.0" encoding="UTF-8"?><A:propfind xmlns:A="DAV:"><A:prop>
<B:calendar-home-set xmlns:B="urn:ietf:params:xml:ns:caldav"/>
<B:calendar-user-address-set xmlns:B="urn:ietf:params:xml:ns:caldav"/><A:displayname/>
<C:email-address-set xmlns:C="http://calendarserver.org/ns/"/>
<B:schedule-inbox-URL xmlns:B="urn:ietf:params:xml:ns:caldav"/>
</A:prop></A:propfind>"""
THUNDERBIRD_LIST = b"""<?xml version="1.0" encoding="UTF-8"?><D:propfind xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"
xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:resourcetype/><D:owner/><D:current-user-principal/>
<D:current-user-privilege-set/><D:supported-report-set/><C:supported-calendar-component-set/><CS:getctag/><D:sync-token/><D:displayname/></D:prop></D:propfind>"""
DAVX5_QUERY = b"""<?xml version='1.0' encoding='UTF-8' ?>
<CAL:calendar-query xmlns="DAV:" xmlns:CAL="urn:ietf:params:xml:ns:caldav">
<prop><getetag/></prop><CAL:filter><CAL:comp-filter name="VCALENDAR"><CAL:comp-filter name="VEVENT">
<CAL:time-range start="%s" end="%s"/></CAL:comp-filter></CAL:comp-filter></CAL:filter></CAL:calendar-query>"""


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


class Program:
    """A calendar program with a word for its password."""

    def __init__(self, word: str, name: str = "ana@polaris.example") -> None:
        self.basic = "Basic " + b64encode(f"{name}:{word}".encode()).decode()

    def ask(
        self, method: str, path: str, body: bytes = b"", depth: str = "0", known: str = ""
    ) -> HttpResponse:
        kept = {"Authorization": self.basic, "Depth": depth, "If-None-Match": known}
        client = Client()
        answer: Any = client.generic(method, path, body, content_type="application/xml", headers=kept)
        assert not client.cookies
        return answer  # type: ignore[no-any-return]

    def told(self, method: str, path: str, body: bytes = b"", depth: str = "0") -> ElementTree.Element:
        answer = self.ask(method, path, body, depth)
        assert answer.status_code == 207, answer.content
        return parsed(answer)

    def hrefs(self, path: str, start: str, end: str) -> list[str]:
        body = DAVX5_QUERY % (start.encode(), end.encode())
        return [
            one.text or "" for one in self.told("REPORT", path, body, "1").iterfind("d:response/d:href", NS)
        ]


def parsed(answer: HttpResponse) -> ElementTree.Element:
    return ElementTree.fromstring(answer.content)  # noqa: S314 - of our own server


def secret(polaris: Cast, name: str = "Ana", kind: str = "own", team: Team | None = None) -> str:
    code = team.code if team else None
    account = polaris.account(name)
    return make_feed(kind=kind, team=code, name="phone", language="en", by=account, now=NOW)[1]


@pytest.fixture
def ana(polaris: Cast) -> Program:
    return Program(secret(polaris))


def one(told: ElementTree.Element, path: str) -> str:
    found = told.find(f".//{path}", NS)
    assert found is not None, path
    return found.text or ""


def test_apple_calendar_finds_it_from_the_site_alone(ana: Program) -> None:
    sent = Client().generic("PROPFIND", "/.well-known/caldav", APPLE_FIRST)
    assert (sent.status_code, sent.headers["Location"]) == (301, "/dav/")
    answer = ana.ask("OPTIONS", "/dav/")
    assert "calendar-access" in answer.headers["DAV"]
    assert "PROPFIND" in answer.headers["Allow"]
    principal = one(ana.told("PROPFIND", "/dav/", APPLE_FIRST), "d:current-user-principal/d:href")
    told = ana.told("PROPFIND", principal, APPLE_HOME)
    assert one(told, "c:calendar-home-set/d:href") == "/dav/calendars/"
    assert one(told, "c:calendar-user-address-set/d:href") == "mailto:ana@polaris.example"
    stats = {one.text for one in told.iterfind(".//d:status", NS)}
    assert stats == {"HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"}


def test_thunderbird_lists_it_and_may_not_write(ana: Program, polaris: Cast) -> None:
    told = ana.told("PROPFIND", "/dav/calendars/", THUNDERBIRD_LIST, "1")
    home, mine = told.findall("d:response", NS)
    assert one(mine, "d:href") == MINE
    assert one(mine, "d:displayname") == "Ana, on the map"
    assert mine.find(".//d:resourcetype/c:calendar", NS) is not None
    assert home.find(".//d:resourcetype/c:calendar", NS) is None
    privileges = {one.tag for one in mine.iterfind(".//d:privilege/*", NS)}
    assert privileges == {"{DAV:}read", "{DAV:}read-current-user-privilege-set"}
    components = [one.attrib for one in mine.iterfind(".//c:comp", NS)]
    assert components == [{"name": "VEVENT"}]
    for method in ("PUT", "DELETE", "PROPPATCH", "MKCALENDAR", "MOVE", "LOCK"):
        answer = ana.ask(method, f"{MINE}new.ics", b"BEGIN:VCALENDAR")
        assert answer.status_code == 403
        assert b"need-privileges" in answer.content
    assert ana.ask("POST", MINE).status_code == 405


def test_davx5_asks_for_a_month_and_gets_what_is_in_it(ana: Program, polaris: Cast) -> None:
    actions.ask_absence(
        person=polaris.person("Ana"), start=date(2027, 4, 12), end=date(2027, 4, 14),
        by=polaris.account("Ana"), now=NOW,
    )  # fmt: skip
    april = ana.hrefs(MINE, "20270401T000000Z", "20270501T000000Z")
    assert april
    gets = b"".join(b"<href>%s</href>" % path.encode() for path in [*april, f"{MINE}gone.ics"])
    body = (
        b"""<CAL:calendar-multiget xmlns="DAV:" xmlns:CAL="urn:ietf:params:xml:ns:caldav"><prop>
    <getcontenttype/><getetag/><CAL:calendar-data/></prop>%s</CAL:calendar-multiget>"""
        % gets
    )
    told = ana.told("REPORT", MINE, body, "1")
    data = {one.text for one in told.iterfind(".//c:calendar-data", NS)}
    assert len(data) == len(april)
    events = [read_calendar((text or "").encode()).all("VEVENT")[0] for text in data]
    titles = {event.get("SUMMARY"): event for event in events}
    assert dates(titles["Away"]) == (date(2027, 4, 12), date(2027, 4, 14))
    assert "In Dubai" not in titles
    assert [one.text for one in told.iterfind("d:response/d:status", NS)] == ["HTTP/1.1 404 Not Found"]
    got = ana.ask("GET", april[0])
    assert (got.status_code, got.headers["Content-Type"]) == (
        200,
        "text/calendar; charset=utf-8; component=VEVENT",
    )
    assert ana.ask("GET", april[0], known=got.headers["ETag"]).status_code == 304


def test_the_whole_is_the_feed_and_nothing_else(ana: Program, polaris: Cast) -> None:
    feed = Client().get(f"/feeds/{secret(polaris)}.ics")
    uids = {event.get("UID") for event in read_calendar(feed.content).all("VEVENT")}
    names = {path.removeprefix(MINE) for path in ana.hrefs(MINE, "20200101T000000Z", "20300101T000000Z")}
    assert {uid.replace("@farflung", ".ics") for uid in uids} == names


def test_a_tag_changes_when_something_does_and_only_then(ana: Program, polaris: Cast) -> None:
    tag = one(ana.told("PROPFIND", MINE, THUNDERBIRD_LIST), "s:getctag")
    assert one(ana.told("PROPFIND", MINE, THUNDERBIRD_LIST), "s:getctag") == tag
    token = one(ana.told("PROPFIND", MINE, THUNDERBIRD_LIST), "d:sync-token")
    sync = b"""<d:sync-collection xmlns:d="DAV:"><d:sync-token>%s</d:sync-token><d:sync-level>1</d:sync-level>
    <d:prop><d:getetag/></d:prop></d:sync-collection>"""
    first = ana.told("REPORT", MINE, sync % b"")
    assert len(first.findall("d:response", NS)) > 10
    assert one(first, "d:sync-token") == token
    assert ana.told("REPORT", MINE, sync % token.encode()).findall("d:response", NS) == []
    actions.ask_absence(
        person=polaris.person("Ana"), start=date(2027, 4, 12), end=date(2027, 4, 14),
        by=polaris.account("Ana"), now=NOW,
    )  # fmt: skip
    changed = ana.told("PROPFIND", MINE, THUNDERBIRD_LIST)
    assert one(changed, "s:getctag") != tag
    stale = ana.ask("REPORT", MINE, sync % token.encode())
    assert stale.status_code == 403
    assert b"valid-sync-token" in stale.content


def test_free_and_busy_tell_when_and_not_why(ana: Program, polaris: Cast) -> None:
    actions.ask_absence(
        person=polaris.person("Ana"), start=date(2027, 4, 12), end=date(2027, 4, 14),
        by=polaris.account("Ana"), now=NOW,
    )  # fmt: skip
    body = b"""<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
    <C:time-range start="20270413T000000Z" end="20270416T000000Z"/></C:free-busy-query>"""
    answer = ana.ask("REPORT", MINE, body, "1")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    # Lisbon is at +01:00 then, so the last day ends at 23:00 in UTC.
    assert b":20270413T000000Z/20270414T230000Z" in answer.content
    assert b"Away" not in answer.content


def test_a_token_shows_one_s_own_and_one_s_teams(polaris: Cast) -> None:
    lead = polaris.account("Mei-Ling")
    word = make_token(name="c", scopes=["read:time"], valid=timedelta(days=1), by=lead, now=NOW)[1]
    program = Program(word, "whoever")
    told = program.told("PROPFIND", "/dav/calendars/", THUNDERBIRD_LIST, "1")
    team = Team.objects.get(name="Withdrawals Ops")
    paths = [one.text for one in told.iterfind("d:response/d:href", NS)]
    assert paths == ["/dav/calendars/", MINE, f"/dav/calendars/team-{team.code}/"]
    assert program.hrefs(f"/dav/calendars/team-{team.code}/", "20270301T000000Z", "20270701T000000Z")
    other = Team.objects.exclude(pk=team.pk).exclude(lead__account=lead)[0]
    assert program.ask("PROPFIND", f"/dav/calendars/team-{other.code}/").status_code == 404
    narrow = make_token(name="n", scopes=["write:me"], valid=timedelta(days=1), by=lead, now=NOW)[1]
    assert Program(narrow).ask("PROPFIND", "/dav/").status_code == 401


def test_a_team_s_secret_shows_that_team_alone(polaris: Cast) -> None:
    team = Team.objects.get(name="Ledger")
    program = Program(secret(polaris, "Ana", "team", team))
    told = program.told("PROPFIND", "/dav/calendars/", THUNDERBIRD_LIST, "1")
    paths = [one.text for one in told.iterfind("d:response/d:href", NS)]
    assert paths[1:] == [f"/dav/calendars/team-{team.code}/"]
    assert program.ask("PROPFIND", MINE).status_code == 404


def test_nobody_comes_in_by_a_password_or_after_it_is_revoked(polaris: Cast) -> None:
    account = polaris.account("Ana")
    account.set_password("a password that is long")
    account.save()
    word = secret(polaris)
    assert Program(word).ask("PROPFIND", "/dav/").status_code == 207
    assert CalendarFeed.objects.get().used_at is not None
    for wrong in ("a password that is long", "", "fc_guess", secret(polaris, kind="hours")):
        answer = Program(wrong).ask("PROPFIND", "/dav/")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
    close_account(account=account, by=None, now=NOW)
    assert Program(word).ask("PROPFIND", "/dav/").status_code == 401


MULTIGET = (
    b'<c:calendar-multiget xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:d="DAV:">%s</c:calendar-multiget>'
)


def test_an_object_that_is_named_often_is_told_once(ana: Program) -> None:
    told = ana.ask("REPORT", MINE, MULTIGET % (b"<d:href>/dav/x.ics</d:href>" * 6000)).content
    assert told.count(b"404 Not Found") == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<", 400), (b"", 400), (b"<a/>", 403),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 400),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 400),
        (b"<a>" * 40 + b"</a>" * 40, 400),
        (b'<?xml version="1.0" encoding="big5"?><a/>', 400),
        (b'<?xml version="1.0" encoding="nosuch"?><a/>', 400),
        (MULTIGET % b"<d:href>http://[x</d:href>", 400),
        (MULTIGET % b"".join(b"<d:href>/dav/%d</d:href>" % n for n in range(2001)), 507),
        (b'<c:calendar-query xmlns:c="urn:ietf:params:xml:ns:caldav"/>', 403),
        (DAVX5_QUERY % (b"20270401", b"20270501T000000Z"), 403),
        (DAVX5_QUERY % (b"20270501T000000Z", b"20270401T000000Z"), 403),
        (b" " * 600_000, 413),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(ana: Program, body: bytes, status: int) -> None:
    assert ana.ask("REPORT", MINE, body, "1").status_code == status


def test_the_reader_of_xml_is_bounded() -> None:
    assert read(b"<a><b/></a>").children[0].name == "b"
    for wrong in (b"<a>" * 33 + b"</a>" * 33, b"<a>" + b"<b/>" * 20_001 + b"</a>", b"<!DOCTYPE a><a/>", b""):
        with pytest.raises(XmlProblem):
            read(wrong)


def test_a_filter_picks_by_what_is_in_it(ana: Program) -> None:
    def picked(inner: bytes) -> int:
        body = (
            b"""<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:filter>
        <C:comp-filter name="VCALENDAR">%s</C:comp-filter></C:filter></C:calendar-query>"""
            % inner
        )
        answer = ana.ask("REPORT", MINE, body, "1")
        if answer.status_code != 207:
            return -answer.status_code
        return len(parsed(answer).findall("d:response", NS))

    def events(inner: bytes) -> bytes:
        return b'<C:comp-filter name="VEVENT">%s</C:comp-filter>' % inner

    everything = picked(b"")
    assert everything == picked(events(b"")) > 10
    dubai = b'<C:prop-filter name="SUMMARY"><C:text-match>in dubai</C:text-match></C:prop-filter>'
    assert picked(events(dubai)) == 1
    assert (
        picked(events(dubai.replace(b"<C:text-match>", b'<C:text-match negate-condition="yes">')))
        == everything - 1
    )
    assert picked(b'<C:comp-filter name="VTODO"/>') == 0
    assert picked(events(b'<C:comp-filter name="VALARM"/>')) == -403
    param = b'<C:prop-filter name="ATTENDEE"><C:param-filter name="PARTSTAT"/></C:prop-filter>'
    assert picked(events(param)) == -403


def test_depth_is_bounded_and_so_is_how_often(ana: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ana.ask("PROPFIND", "/dav/", depth="infinity").status_code == 403
    names = ana.told("PROPFIND", MINE, b'<propfind xmlns="DAV:"><propname/></propfind>')
    assert names.find(".//d:prop/s:getctag", NS) is not None
    assert ana.ask("PROPFIND", "/dav/calendars/other/").status_code == 404
    assert ana.ask("PROPFIND", "/dav/calendars/mine").status_code == 207
    monkeypatch.setattr(dav, "OFTEN", Limit("d", 1, timedelta(minutes=1)))
    assert [ana.ask("PROPFIND", "/dav/").status_code for _ in range(2)] == [207, 429]
    monkeypatch.setattr(dav, "GUESSES", Limit("g", 1, timedelta(minutes=1)))
    assert [Client().generic("PROPFIND", "/dav/").status_code for _ in range(2)] == [401, 429]


def test_the_months_go_on_by_themselves(ana: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime(2028, 1, 10, tzinfo=UTC)
    assert ana.hrefs(MINE, "20280301T000000Z", "20280401T000000Z") != []
    assert ana.hrefs(MINE, "20281101T000000Z", "20281201T000000Z") == []
    monkeypatch.setattr(clock, "now", lambda: later)
    assert ana.hrefs(MINE, "20281025T000000Z", "20281201T000000Z") != []
