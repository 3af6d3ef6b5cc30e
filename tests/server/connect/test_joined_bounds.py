"""Calendars of one's own from elsewhere: read within bounds, whatever is on the other side, and no private
network is asked."""

import gzip
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from farflung.server.clock.models import BusyTimes
from farflung.server.connect.actions import calendars
from farflung.server.connect.actions.reading import read_due
from farflung.server.connect.channels import outside
from farflung.server.connect.channels.calendars import asking
from farflung.server.connect.models import JoinedCalendar
from farflung.server.core.refusal import Refused
from tests.server.company import Cast
from tests.server.connect.elsewhere import Elsewhere, elsewhere, event
from tests.server.connect.joining import MONDAY, TEN, again, allow, join, on_monday, times

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    with on_monday(monkeypatch) as found:
        yield found


# --------------------------------------------------------------------------------------------- within bounds


def test_what_has_no_end_is_cut_off(polaris: Cast, there: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST", 2**20)
    monkeypatch.setattr(outside, "IN_ALL", 0.4)
    there.endless.add("/endless")
    there.slow.add("/slow")
    squeezed = gzip.compress(b"BEGIN:VCALENDAR\r\n" + b"X:0\r\n" * 100_000 + b"END:VCALENDAR\r\n")
    there.answers["/squeezed"] = (200, {"Content-Encoding": "gzip"}, squeezed)
    there.answers["/page"] = (200, {"Content-Type": "text/html"}, b"<html>Sign in</html>")
    there.answers["/away"] = (302, {"Location": "/ring"}, b"")
    there.answers["/ring"] = (302, {"Location": "/away"}, b"")
    there.answers["/cut"] = (200, {}, b"BEGIN:VCALENDAR\r\n" + event(TEN).encode())
    paths = ("/endless", "/slow", "/squeezed", "/page", "/away", "/cut")
    rows = [join(polaris, there.url(path), "Ana" if path != "/cut" else "Wei") for path in paths]
    read_due(now=MONDAY)
    found = [JoinedCalendar.objects.get(pk=row.pk).trouble for row in rows]
    assert found[0] == "long"
    assert found[1:] == ["slow", "encoded", "not-calendar", "moved", "cut"]
    assert "accept-encoding" in there.came[0].headers
    assert there.came[0].headers["accept-encoding"] == "identity"
    assert BusyTimes.objects.count() == 0


# ---------------------------------------------------------------------------------------- nobody's network

PRIVATE = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "10.1.2.3", "172.16.0.1",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00::1]",
    "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost",
    "localhost.", "224.0.0.1", "255.255.255.255", "[64:ff9b:1::7f00:1]",
    "[fec0::1]", "[::7f00:1]", "[::ffff:0:7f00:1]",
)  # fmt: skip


def test_no_private_network_is_asked(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Any] = []
    monkeypatch.setattr(outside, "_first", lambda *given: tried.append(given))
    for host in PRIVATE:
        try:
            row = join(polaris, f"https://{host}/ana.ics")
        except Refused:
            continue
        JoinedCalendar.objects.update(next_at=MONDAY)
        assert again(row).trouble in ("private", "unreachable"), host
        row.delete()
    assert tried == []


STRANGE = (
        "http://calendar.example/ana.ics", "ftp://calendar.example/a", "file:///etc/passwd", "gopher://x/",
        "https://user:pass@calendar.example/", "https://user@calendar.example/", "https:///ana.ics", "//x/a",
        "https://calendar.example/\r\nHost: other/", "https://calendar.example:99999/", "javascript:alert(1)",
        "https://calendar.example/#part", "https://calendar.example\\@127.0.0.1/", "webcal://user:x@c.example/",
        "https://calendar.example/ a", "https://kalender.exämple/", "",
        "https://calendar..example/", f"https://{'a' * 300}/", f"https://{'a.' * 150}example/ana.ics",
)  # fmt: skip


def test_no_other_way_of_writing_an_address_is_taken(polaris: Cast) -> None:
    for url in STRANGE:
        with pytest.raises(Refused) as refused:
            join(polaris, url)
        assert refused.value.field == "url", url
    assert JoinedCalendar.objects.count() == 0


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Names resolve to these addresses in turn; which are connected to."""
    turn, tried = iter(answers), list[str]()

    def found(_host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in next(turn).split()]

    def connected(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", connected)
    return tried


def test_names_that_lead_inside_are_not_asked_nor_those_that_change_their_mind(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = join(polaris, "https://calendar.example/ana.ics")
    tried = resolving(monkeypatch, "10.0.0.7", "93.184.216.34 127.0.0.1", "93.184.216.34", "127.0.0.1")
    for trouble in ("private", "private", "unreachable", "private"):
        JoinedCalendar.objects.update(next_at=MONDAY)
        assert again(row).trouble == trouble
    assert tried == ["93.184.216.34"], "looked up once, and connected to what was looked at"


def test_where_it_is_sent_on_to_is_looked_at_anew(polaris: Cast, there: Elsewhere) -> None:
    row = join(polaris, there.url())
    for location in (
        "http://127.0.0.1:1/", "https://169.254.169.254/latest", "https://[::1]/", "file:///etc/passwd",
        "//10.0.0.1/x", "https://2130706433/",
    ):  # fmt: skip
        there.answers["/ana.ics"] = (302, {"Location": location}, b"")
        JoinedCalendar.objects.update(next_at=MONDAY)
        assert again(row).trouble in ("private", "https", "address", "own"), location
    assert {one.path for one in there.came} == {"/ana.ics"}


def test_a_step_on_is_followed_and_a_password_stays_where_it_belongs(
    polaris: Cast, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    with elsewhere() as other:
        allow(monkeypatch, f"127.0.0.1:{there.port}", f"127.0.0.1:{other.port}")
        there.answers["/ana.ics"] = (302, {"Location": "/moved.ics"}, b"")
        there.holds(event(TEN), path="/moved.ics")
        there.answers["/off"] = (302, {"Location": other.url()}, b"")
        other.holds(event(TEN))
        assert times(again(join(polaris, there.url()))) == ["16 10:00", "16 11:00"]
        assert times(again(join(polaris, there.url("/off")))) == ["16 10:00", "16 11:00"]
        row = again(join(polaris, there.url("/off"), user="ana", password="secret"))  # noqa: S106
        assert row.trouble == "moved"
        assert ["authorization" in one.headers for one in other.came] == [False]


def test_our_own_calendar_is_not_joined_and_a_name_of_calendars_is_https(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        settings,
        "ENVIRONMENT",
        replace(settings.ENVIRONMENT, url="https://map.example", hosts=("map.example",)),
    )
    with pytest.raises(Refused, match="this site itself"):
        join(polaris, "webcal://map.example/feeds/fc_x.ics")
    row = join(polaris, "webcal://p12-caldav.icloud.com/published/2/abc")
    door = calendars.door_of(row)
    assert door is not None
    assert (door.url, row.host) == (
        "https://p12-caldav.icloud.com/published/2/abc", "p12-caldav.icloud.com",
    )  # fmt: skip


def test_what_is_told_of_when_it_is_read_is_true(polaris: Cast, there: Elsewhere, client: Client) -> None:
    """On the page and by the interface: at once as often as others may be asked, at its hour after that."""
    client.force_login(polaris.account("Ana"))
    there.holds(event(TEN))
    given = {"kind": "ics", "name": "Private", "url": there.url(), "unanswered": "busy"}
    joined = client.post("/me/busy", given, follow=True).content.decode()
    assert "Joined. It is read within a minute." in joined
    row = JoinedCalendar.objects.get()
    for number in range(11):
        changed = {"do": "count", "unanswered": ("free", "busy")[number % 2]}
        told = client.post(f"/me/busy/{row.code}", changed, follow=True).content.decode()
        assert "Saved. It is read anew within a minute." in told
        again(row)
    told = client.post(
        f"/me/busy/{row.code}", {"do": "count", "unanswered": "busy"}, follow=True
    ).content.decode()
    assert "It counts from when it is read next." in told
    later = client.post("/me/busy", given, follow=True).content.decode()
    assert "Joined. It is read in an hour" in later
    made = client.post("/api/v1/me/busy", given, content_type="application/json").json()
    assert made["next_at"] == "2027-03-15T10:20:00Z"


def test_neither_a_change_nor_joining_anew_asks_more_often(polaris: Cast, there: Elsewhere) -> None:
    """What it means may change as often as one likes; the other server is asked twelve times an hour."""
    there.answers["/no.ics"] = (401, {}, b"")
    there.holds(event(TEN))
    by = polaris.account("Ana")
    row = again(join(polaris, there.url("/no.ics"), user="ana", password="old"))  # noqa: S106
    calendars.change_calendar(calendar=row, unanswered="free", by=by, now=MONDAY)
    again(row)
    assert (row.unanswered, len(there.came)) == ("free", 1)
    row = again(join(polaris, there.url()))
    for number in range(15):
        means = ("free", "busy")[number % 2]
        calendars.change_calendar(calendar=row, unanswered=means, by=by, now=MONDAY)
        assert again(row).unanswered == means
    assert len(there.came) == 1 + 11
    assert row.next_at is not None
    assert row.next_at > MONDAY
    calendars.leave_calendar(calendar=row, by=by, now=MONDAY)
    again(join(polaris, there.url()))
    assert len(there.came) == 1 + 11
    assert times(again(JoinedCalendar.objects.latest("pk"), MONDAY + timedelta(hours=1))) == [
        "16 10:00",
        "16 11:00",
    ]
