"""Calendars of one's own, joined from elsewhere: read within bounds, kept as times alone, told to nobody."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from farflung.server.clock.models import BusyTimes, Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.connect.actions import calendars, reading
from farflung.server.connect.actions.calendars import leave_calendar
from farflung.server.connect.actions.forgetting import forget
from farflung.server.connect.actions.reading import read_due
from farflung.server.connect.channels.calendars.reading import Reading
from farflung.server.connect.models import JoinedCalendar
from farflung.server.core.models import AuditEntry, Message
from farflung.server.core.refusal import Refused
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Person
from tests.server.clock.test_my_day import words
from tests.server.company import Cast
from tests.server.connect.elsewhere import Came, Elsewhere, Said, event, invited
from tests.server.connect.joining import MONDAY, TEN, again, join, on_monday, times

pytestmark = pytest.mark.django_db
DAY, HOUR, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(weeks=1)
SECRETS = ("Zyxwv", "Qqqq", "Wvutsr", "boss@elsewhere", "one@elsewhere")


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    with on_monday(monkeypatch) as found:
        yield found


def asked(client: Client, cast: Cast, who: str, *people: str, **more: Any) -> dict[str, Any]:
    client.force_login(cast.account(who))
    body = {
        "people": [str(cast.people[name].code) for name in people], "from": "2027-03-16T09:00:00Z",
        "until": "2027-03-16T12:00:00Z", **more,
    }  # fmt: skip
    answer = client.post("/api/v1/meetings/find", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def starts(found: dict[str, Any]) -> list[str]:
    return sorted(one["start"][11:16] for one in found["options"])


def everything() -> str:
    """Every row of every table of the database, as text; but for public holidays, of which there are many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'org_holiday'"
        )
        names = [name for (name,) in cursor.fetchall()]
        rows = []
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" t')  # noqa: S608 - names out of the catalogue
            rows += [text for (text,) in cursor.fetchall()]
    return "\n".join(rows)


# ------------------------------------------------------------------------------------------- what it is for


def test_nobody_is_offered_a_time_at_which_somebody_is_busy(
    polaris: Cast, client: Client, there: Elsewhere
) -> None:
    before = starts(asked(client, polaris, "Camille", "Ana", "Camille"))
    assert {"10:00", "10:30", "11:00"} <= set(before)
    there.holds(event(TEN))
    join(polaris, there.url())
    assert read_due(now=MONDAY) == 1
    found = asked(client, polaris, "Camille", "Ana", "Camille", why_not="2027-03-16T10:30:00Z")
    assert starts(found) == [one for one in before if not "09:00" < one < "11:00"]
    against = found["why_not"]["against"]
    assert [(one["person"], one["rule"]) for one in against] == [(str(polaris.people["Ana"].code), "busy")]
    (ana,) = [one for one in found["why_not"]["option"]["shares"] if one["part"] == "busy then"]
    assert ana["people"] == [str(polaris.people["Ana"].code)]
    whole = asked(client, polaris, "Camille", "Camille", optional=[str(polaris.people["Ana"].code)], quorum=1)
    assert starts(whole) == starts(found), "who may come is not counted when they are busy"


def test_what_is_tentative_is_told_and_comes_last(polaris: Cast, client: Client, there: Elsewhere) -> None:
    there.holds(event(TEN, "STATUS:TENTATIVE"))
    again(join(polaris, there.url()))
    found = asked(client, polaris, "Camille", "Ana", "Camille", why_not="2027-03-16T10:30:00Z")
    order = [one["start"][11:16] for one in found["options"]]
    assert order.index("11:00") < order.index("10:00") < order.index("10:30")
    assert "perhaps busy" in [one["rule"] for one in found["why_not"]["against"]]
    client.force_login(polaris.account("Camille"))
    page = client.get(
        "/meetings/find",
        {"people": "Ana, Camille", "start": "2027-03-16", "days": "1", "day": "2027-03-16", "clock": "10:30"},
    )
    assert "perhaps busy" in words(page.content.decode())


def test_before_a_meeting_is_made_its_maker_sees_who_is_busy(
    polaris: Cast, client: Client, there: Elsewhere
) -> None:
    there.holds(event(TEN))
    again(join(polaris, there.url()))
    client.force_login(polaris.account("Camille"))
    made = client.post(
        "/api/v1/meetings?dry_run=true",
        {
            "title": "Plan", "zone": "Europe/Paris", "invited": {"people": [str(polaris.people["Ana"].code)]},
            "when": {"day": "2027-03-16", "clock": "11:00", "minutes": 30},
        },
        content_type="application/json",
    )  # fmt: skip
    assert str(polaris.people["Ana"].code) in str(made.json()["guard"]["hit"]), made.content


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("TRANSP:TRANSPARENT",), ""),
        (("STATUS:CANCELLED",), ""),
        (invited("DECLINED", "ana@polaris.example"), ""),
        (invited("ACCEPTED", "ANA@polaris.example"), "busy"),
        (("STATUS:TENTATIVE",), "tentative"),
        (invited("NEEDS-ACTION", "ana@polaris.example"), "tentative"),
    ],
)
def test_T17_by_this_door(polaris: Cast, there: Elsewhere, lines: tuple[str, ...], status: str) -> None:
    there.holds(event(TEN, *lines))
    row = again(join(polaris, there.url()))
    assert {what: times(row, what) for what in ("busy", "tentative") if times(row, what)} == (
        {status: ["16 10:00", "16 11:00"]} if status else {}
    )


def test_T17_an_invitation_without_answer_is_what_its_owner_says(
    polaris: Cast, client: Client, there: Elsewhere
) -> None:
    there.holds(event(TEN, *invited("NEEDS-ACTION", "ana@polaris.example")), ETag='"1"')
    row = again(join(polaris, there.url(), unanswered="free"))
    assert not times(row, "tentative")
    client.force_login(polaris.account("Ana"))
    client.post(f"/me/busy/{row.code}", {"do": "count", "unanswered": "busy"})
    assert times(again(row), "busy") == ["16 10:00", "16 11:00"], "all of it is read anew for that"


def test_the_owner_s_own_clock_counts_for_whole_days(polaris: Cast, there: Elsewhere) -> None:
    """Of the place where the map has them on the day: Tomás is in Madrid until the end of March."""
    days = (event(f"2027{day}", uid=day) for day in ("0316", "0420"))
    there.holds(
        *(one.replace("DTSTART:", "DTSTART;VALUE=DATE:").replace("DURATION:PT60M", "X:") for one in days)
    )
    found = times(again(join(polaris, there.url(), "Tomás")))
    assert found == ["15 23:00", "16 23:00", "20 03:00", "21 03:00"], "Madrid, then Buenos Aires"


def test_what_the_map_has_already_is_not_counted_twice(polaris: Cast, there: Elsewhere) -> None:
    atlas = with_meetings(current().atlas, MONDAY)
    ana = str(polaris.people["Ana"].code)
    met = next(one for one in atlas.meetings if ana in one.required)
    other = next(one for one in atlas.meetings if ana not in one.required)
    Meeting.objects.filter(code=met.id).update(uid="moved@polaris.example")
    need_not = Meeting.objects.get(code=other.id).calendar_id
    entries = ("moved@polaris.example", need_not, "holiday-0123@farflung", "somebody@elsewhere.example")
    there.holds(*(event(f"2027031{6 + n}T100000Z", uid=uid) for n, uid in enumerate(entries)))
    found = times(again(join(polaris, there.url())))
    assert found == ["17 10:00", "17 11:00", "19 10:00", "19 11:00"], "what she need not come to, and her own"


# ---------------------------------------------------------------------------------------- what is kept of it


def test_no_title_guest_or_place_is_kept_or_logged_anywhere(
    polaris: Cast, client: Client, there: Elsewhere, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    there.holds(
        event(TEN, *invited("ACCEPTED", "ana@polaris.example")),
        event("20270399T100000Z", uid="bad@elsewhere"),
        path="/ana.ics?key=S3CR3T",
    )  # fmt: skip
    row = join(polaris, there.url("/ana.ics?key=S3CR3T"), user="ana-there", password="P4SSW0RD")  # noqa: S106
    assert times(again(row)) == ["16 10:00", "16 11:00"]
    assert row.left_out == 1
    assert there.came[0].headers["authorization"].startswith("Basic ")
    client.force_login(polaris.account("Ana"))
    pages = [client.get(path).content.decode() for path in ("/me/busy", "/api/v1/me/busy", "/me/data.json")]
    assert "Private" in pages[2]
    assert "2027-03-16" in pages[2], "the times are told to their owner"
    client.force_login(polaris.account("Camille"))
    day = {"start": "2027-03-16", "days": "1", "day": "2027-03-16", "clock": "11:00"}
    pages.append(client.get("/meetings/find", {"people": "Ana, Camille", **day}).content.decode())
    assert "busy" in pages[-1]
    assert "127.0.0.1" not in pages[-1], "nor where"
    held = everything() + caplog.text + str(list(AuditEntry.objects.values())) + "".join(pages)
    assert "127.0.0.1" in held, "the host is"
    for secret in (*SECRETS, "S3CR3T", "P4SSW0RD", "ana-there"):
        assert secret not in held, secret


def test_leaving_deletes_it_at_once_and_what_comes_later_is_dropped(polaris: Cast, there: Elsewhere) -> None:
    row = join(polaris, there.url())

    def left(_came: Came) -> Said:
        answered.wait(5)
        return 200, {}, b"BEGIN:VCALENDAR\r\n" + event(TEN).encode() + b"END:VCALENDAR\r\n"

    answered = Event()
    answered.set()
    there.answers["/ana.ics"] = left
    again(row)
    assert BusyTimes.objects.count() == 1
    leave_calendar(calendar=row, by=polaris.account("Ana"), now=MONDAY)
    assert (BusyTimes.objects.count(), JoinedCalendar.objects.count()) == (0, 0)
    reading._note(row, Reading(trouble="slow"), reading._Desk(MONDAY), MONDAY)
    assert (BusyTimes.objects.count(), JoinedCalendar.objects.count()) == (0, 0)


def test_who_has_left_is_asked_about_no_more_and_forgotten(polaris: Cast, there: Elsewhere) -> None:
    there.holds(event(TEN))
    again(join(polaris, there.url()))
    Person.objects.filter(pk=polaris.people["Ana"].pk).update(ended=MONDAY.date() - DAY)
    assert read_due(now=MONDAY + DAY) == 0
    forget(now=MONDAY + DAY)
    assert (BusyTimes.objects.count(), JoinedCalendar.objects.count()) == (0, 0)


def test_another_secret_of_the_site_opens_nothing(
    polaris: Cast, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, other = join(polaris, there.url()), join(polaris, there.url("/b"))
    JoinedCalendar.objects.filter(pk=other.pk).update(door=row.door)
    other.refresh_from_db()
    assert calendars.door_of(other) is None, "what was sealed for one record opens for no other"
    monkeypatch.setattr(settings, "SECRET_KEY", "another secret of the site, long enough")
    assert again(row).trouble == "sealed"


# ------------------------------------------------------------------------------------------ when it is read


def test_it_is_asked_whether_anything_is_new_and_read_whole_once_a_day(
    polaris: Cast, there: Elsewhere
) -> None:
    def conditional(came: Came) -> Said:
        if came.headers.get("if-none-match") == '"v1"':
            return 304, {}, b""
        return 200, {"ETag": '"v1"'}, b"BEGIN:VCALENDAR\r\n" + event(TEN).encode() + b"END:VCALENDAR\r\n"

    there.answers["/ana.ics"] = conditional
    row = again(join(polaris, there.url()))
    assert row.next_at is not None
    assert 0.8 * HOUR < row.next_at - MONDAY < 1.2 * HOUR
    again(row, MONDAY + 2 * HOUR)
    assert (row.read_at, row.whole_at, times(row)) == (MONDAY + 2 * HOUR, MONDAY, ["16 10:00", "16 11:00"])
    again(row, MONDAY + DAY)
    assert row.whole_at == MONDAY + DAY, "the weeks that are known have moved on"
    assert ["if-none-match" in one.headers for one in there.came] == [False, True, False]


def test_what_a_dead_worker_took_comes_due_again(polaris: Cast, there: Elsewhere) -> None:
    there.holds(event(TEN))
    row = join(polaris, there.url())
    assert reading._taken(MONDAY) == row
    assert read_due(now=MONDAY) == 0, "nobody else takes it meanwhile"
    assert times(again(row, MONDAY + timedelta(minutes=10))) == ["16 10:00", "16 11:00"]


def test_thousands_do_not_come_due_together(polaris: Cast, there: Elsewhere) -> None:
    there.holds(event(TEN))
    for _ in range(calendars.MOST):
        join(polaris, there.url())
    with pytest.raises(Refused, match="leave one first"):
        join(polaris, there.url())
    read_due(now=MONDAY)
    assert len(set(JoinedCalendar.objects.values_list("next_at", flat=True))) == calendars.MOST


def test_a_slow_one_holds_up_no_other(polaris: Cast, there: Elsewhere) -> None:
    quick = Event()

    def slow(_came: Came) -> Said:
        return (200, {}, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") if quick.wait(5) else (500, {}, b"")

    def last(_came: Came) -> Said:
        quick.set()
        return 200, {}, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

    there.answers |= {"/slow": slow, "/quick": last}
    rows = [join(polaris, there.url("/slow")), join(polaris, there.url("/quick"), "Wei")]
    read_due(now=MONDAY)
    assert [JoinedCalendar.objects.get(pk=row.pk).trouble for row in rows] == ["", ""]


def test_after_weeks_of_failures_it_ends_and_its_owner_is_told_once(
    polaris: Cast, client: Client, there: Elsewhere
) -> None:
    there.holds(event(TEN))
    row, now = again(join(polaris, there.url())), MONDAY
    there.answers["/ana.ics"] = (500, {}, b"")
    waits = []
    while row.next_at is not None:
        before, now = now, row.next_at
        again(row, now)
        waits.append(now - before)
        assert now < MONDAY + 3 * WEEK
    assert waits[1] < waits[2] < waits[3] < waits[5], "longer and longer"
    assert max(waits) < 1.3 * DAY
    assert (len(waits) < 30, now - MONDAY >= 2 * WEEK, BusyTimes.objects.count()) == (True, True, 0)
    assert read_due(now=now + WEEK) == 0
    (told,) = Message.objects.filter(kind="calendar_ended")
    assert told.recipient == polaris.people["Ana"].code
    client.force_login(polaris.account("Ana"))
    Message.objects.update(state="landed", settled_at=now)
    assert "Your calendar Private is not read any more" in words(client.get("/inbox").content.decode())
    there.holds(event(TEN))
    client.post(f"/me/busy/{row.code}", {"do": "read"})
    assert times(again(row, now + WEEK)) == [], "of a past week nothing is known"
    assert (row.trouble, row.next_at is not None) == ("", True)


def test_a_wrong_password_is_not_tried_again_and_again(polaris: Cast, there: Elsewhere) -> None:
    there.answers["/ana.ics"] = (401, {"WWW-Authenticate": "Basic"}, b"")
    row = join(polaris, there.url(), user="ana", password="old")  # noqa: S106
    for _ in range(40):
        again(row, row.next_at or MONDAY)
        if row.next_at is None:
            break
    assert (row.trouble, row.next_at) == ("refused", None)
    assert len(there.came) < 9


# ------------------------------------------------------------------------------------------------- by page


def test_the_page_joins_tells_and_leaves(polaris: Cast, client: Client, there: Elsewhere) -> None:
    there.holds(event(TEN), event("20270317T100000Z", uid="two"))
    client.force_login(polaris.account("Ana"))
    given = {"kind": "ics", "name": "Private", "url": there.url(), "unanswered": "tentative"}
    assert client.post("/me/busy", {**given, "url": "http://nowhere.example/"}).status_code == 422
    assert client.post("/me/busy", {**given, "kind": "caldav"}).status_code == 422, "without a user name"
    assert client.post("/me/busy", given).status_code == 302
    row = again(JoinedCalendar.objects.get())
    text = words(client.get("/me/busy").content.decode())
    assert re.search(r"Times at which you are busy\s*2\b", text), text[:3000]
    assert "Last reading" in text
    there.answers["/ana.ics"] = (404, {}, b"")
    client.post(f"/me/busy/{row.code}", {"do": "read"})
    again(row)
    assert "It could not be read. Nothing is there any more" in words(client.get("/me/busy").content.decode())
    client.post(f"/me/busy/{row.code}", {"do": "leave"})
    assert JoinedCalendar.objects.count() == 0


def test_the_interface_does_the_same(polaris: Cast, client: Client, there: Elsewhere) -> None:
    there.holds(event(TEN))
    client.force_login(polaris.account("Ana"))

    def call(method: Callable[..., Any], path: str = "", body: Any = None) -> Any:
        return method(f"/api/v1/me/busy{path}", body or {}, content_type="application/json")

    made = call(client.post, "", {"kind": "ics", "name": "Private", "url": there.url(), "password": "x"})
    assert made.status_code == 201
    one = made.json()["id"]
    assert there.url() not in str(made.json())
    read_due(now=MONDAY)
    (told,) = client.get("/api/v1/me/busy").json()
    assert (told["times"], told["trouble"], told["unanswered"]) == (1, "", "tentative")
    assert call(client.patch, f"/{one}", {"unanswered": "free"}).json()["unanswered"] == "free"
    statuses = [call(client.post, f"/{one}/read").status_code for _ in range(13)]
    assert statuses == [202] * 10 + [422] * 3, "twelve with joining it and changing it"
    client.force_login(polaris.account("Wei"))
    assert call(client.delete, f"/{one}").status_code == 404
    client.force_login(polaris.account("Ana"))
    assert call(client.delete, f"/{one}").status_code == 204
    assert BusyTimes.objects.count() == 0
