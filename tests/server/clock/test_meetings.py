"""Series of meetings as the cast get them: dates, clock changes, turns; each sees what it costs themself."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

import pytest
from django.test import Client
from django.urls import reverse

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, PatternPeriod, Person, Place, Recurrence, WeeklyPattern
from farflung.engine.time import CivilTime
from farflung.server.clock.actions.meetings import Guests, change_meeting, make_meeting, rotate_meeting
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.recurring import Turns
from farflung.server.clock.planning.revising import Move
from farflung.server.clock.planning.series import plans, upcoming
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry
from farflung.server.org.actions import add_team, change_team
from farflung.server.org.atlas_copy import current
from tests.server.clock.test_my_day import words
from tests.server.company import Cast

pytestmark = pytest.mark.django_db
APRIL = datetime(2027, 4, 1, 9, tzinfo=UTC)


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def row(title: str) -> Meeting:
    return Meeting.objects.get(title=title)


def page(client: Client, who: Any, address: str) -> str:
    client.force_login(who)
    answer = client.get(address)
    assert answer.status_code == 200
    return words(answer.content.decode())


def address(title: str) -> str:
    return reverse("clock:meeting", args=[row(title).code])


def test_m03_the_page_lists_exactly_what_moves_for_whom_and_until_when(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, datetime(2027, 3, 5, 9, tzinfo=UTC))
    text = page(client, polaris.account("Ana"), address("West sync"))
    dates = re.findall(r"(?:Mon \d+ Mar )?Mon \d+ Mar (\d\d:\d\d)–|Mon (\d\d:\d\d)–", text)
    assert "Mon 15 Mar 14:00–14:45" in text
    assert "Mon 22 Mar 14:00–14:45" in text
    assert "Mon 29 Mar 15:00–15:45" in text
    assert "14:00 instead of 15:00 in Lisbon on Mon 15 Mar and Mon 22 Mar: Ana" in text
    assert "until clocks change again on Sun 28 Mar" in text
    assert dates


class TestM04:
    """The ops review at 08:00Z, nine weeks: two places pay for it, until it takes turns."""

    def test_each_sees_what_it_costs_themself_and_nobody_else_s(
        self, polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(monkeypatch, APRIL)
        for name, points in (("Rafael", "72"), ("Ximena", "72"), ("Kasia", "0"), ("Mei-Ling", "0")):
            text = page(client, polaris.account(name), address("Ops review"))
            assert f"Together they cost you {points} points." in text, name
            assert text.count("72") == (3 if points == "72" else 1), name

    def test_the_best_three_hours_are_proved_and_taken_in_one_step(
        self, polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(monkeypatch, APRIL)
        code = row("Ops review").code
        text = page(client, polaris.account("Mei-Ling"), address("Ops review"))
        assert "3 hours in turn: 12:00, 13:00, 14:00 UTC" in text
        assert "carries over the dates ahead: 21 points." in text
        assert "Proved: no other plan" in text
        answer = client.post(reverse("clock:turns", args=[code]), {"times": "720,780,840"})
        assert answer.status_code == 302
        assert AuditEntry.objects.filter(action="meeting.rotate", subject_code=code).count() == 1
        atlas = with_meetings(current().atlas, APRIL)
        series = next(one for one in atlas.meetings if one.id == str(code))
        hours = [one.start.hour for one in upcoming(atlas, series, APRIL)]
        assert hours == [12, 13, 14] * 3
        for name in ("Rafael", "Ximena"):
            text = page(client, polaris.account(name), address("Ops review"))
            assert "Together they cost you 72" not in text
            found = re.search(r"Together they cost you ([\d.]+) points", text)
            assert found is not None
            assert float(found.group(1)) <= 21

    def test_and_taken_back(self, polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        at(monkeypatch, APRIL)
        code = row("Ops review").code
        client.force_login(polaris.account("Mei-Ling"))
        client.post(reverse("clock:turns", args=[code]), {"times": "720,780,840"})
        client.post(reverse("clock:turns", args=[code]), {"times": ""})
        assert row("Ops review").rotation is None
        assert "cost you 72 points" in page(client, polaris.account("Rafael"), address("Ops review"))

    @pytest.mark.parametrize("times", ["1440", "1,2,3,4", "noon", "-60", "1" * 5000])
    def test_nonsense_is_not_taken(
        self, polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, times: str
    ) -> None:
        at(monkeypatch, APRIL)
        client.force_login(polaris.account("Mei-Ling"))
        client.post(reverse("clock:turns", args=[row("Ops review").code]), {"times": times})
        assert row("Ops review").rotation is None


def test_m02_zone_areas_weigh_the_same(db: None) -> None:
    hours = (PatternPeriod(WeeklyPattern.daily(540, 1080)),)
    berlin, tokyo = Place("Europe/Berlin", "DE", None, "Berlin"), Place("Asia/Tokyo", "JP", None, "Tokyo")
    people = [Person(f"b{n}", f"b{n}", berlin, hours) for n in range(20)]
    people += [Person(f"t{n}", f"t{n}", tokyo, hours) for n in range(3)]
    weekly = Recurrence(CivilTime(date(2027, 1, 12), time(15), "Europe/Berlin"), 60, "FREQ=WEEKLY;COUNT=4")
    series = MeetingSeries("s", "s", weekly, tuple(one.id for one in people))
    atlas = Atlas(tuple(people), meetings=(series,))
    found = plans(atlas, series, None, datetime(2027, 1, 11, tzinfo=UTC))
    best = min(found, key=lambda one: one.worst or 0)
    inside = [
        share.place for option in best.shown for share in option.shares
        if share.part == "in own hours" and share.place == "Tokyo"
    ]  # fmt: skip
    assert inside, "Tokyo has at least one in its own hours"
    assert not best.now


def test_a_rotation_leaves_the_past_and_what_was_moved_by_hand(polaris: Cast) -> None:
    weekly = row("Ledger weekly")  # 14:00 in Lisbon; called off on 17 March, moved to 1 April 11:00
    told: dict[str, Any] = {"by": polaris.account("Ana"), "now": datetime(2027, 3, 1, tzinfo=UTC)}
    first = Turns((600, 960), "Europe/Lisbon", date(2027, 3, 3))
    rotate_meeting(meeting=weekly, turns=first, since=first.since, **told)
    second = Turns((720,), "Europe/Lisbon", date(2027, 4, 7))
    rotate_meeting(meeting=weekly, turns=second, since=second.since, **told)
    atlas = with_meetings(current().atlas, APRIL)
    series = next(one for one in atlas.meetings if one.id == str(weekly.code))
    window_start = datetime(2027, 2, 22, tzinfo=UTC)
    held = upcoming(atlas, series, window_start)
    clocks = {
        one.civil.date: CivilTime.of(one.start, atlas.zones.zone("Europe/Lisbon")).time.hour for one in held
    }
    assert clocks[date(2027, 2, 24)] == 14, "before it began"
    assert (clocks[date(2027, 3, 3)], clocks[date(2027, 3, 10)]) == (10, 16)
    assert date(2027, 3, 17) not in clocks
    assert clocks[date(2027, 3, 24)] == 16, "the turn of the date that was called off passes over"
    assert clocks[date(2027, 3, 31)] == 11, "moved by hand"
    assert clocks[date(2027, 4, 7)] == 12


def test_a_series_that_is_moved_keeps_its_past_and_is_one(polaris: Cast) -> None:
    weekly, now = row("Leads weekly"), datetime(2027, 3, 1, tzinfo=UTC)
    later = Recurrence(CivilTime(date(2027, 3, 9), time(16), "Asia/Dubai"), 50, "FREQ=WEEKLY;BYDAY=TU")
    change_meeting(
        meeting=weekly, title=weekly.title, private=False, has_agenda=weekly.has_agenda,
        guests=Guests((polaris.people["Omar"],)), move=Move(later, date(2027, 3, 9)),
        by=polaris.account("Omar"), now=now,
    )  # fmt: skip
    atlas = with_meetings(current().atlas, now)
    past, goes_on = sorted(
        (one for one in atlas.meetings if one.title == "Leads weekly"), key=lambda one: not one.goes_on_as
    )
    assert (goes_on.id, past.goes_on_as) == (str(weekly.code), str(weekly.code))
    assert set(past.required) > set(goes_on.required), "those who were invited until then"
    zone = atlas.zones.zone("Asia/Dubai")
    held = (CivilTime.of(one.start, zone) for one in upcoming(atlas, goes_on, now - timedelta(days=7)))
    clocks = [(one.date, one.time.hour) for one in held][:3]
    assert clocks == [(date(2027, 2, 23), 13), (date(2027, 3, 2), 13), (date(2027, 3, 9), 16)]


def test_my_meetings_are_mine(polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, datetime(2027, 3, 15, 11, 15, tzinfo=UTC))
    text = page(client, polaris.account("Wei"), "/meetings")
    assert "Ledger weekly" in text
    assert "Schema review no agenda" in text
    assert "Leads weekly" not in text


def test_my_day_has_today_s_in_my_time(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, datetime(2027, 3, 15, 11, 15, tzinfo=UTC))
    text = page(client, polaris.account("Ana"), "/")
    assert "14:00 West sync" in text
    assert "West sync" not in page(client, polaris.account("Wei"), "/")


def test_a_private_meeting_has_no_name_for_anybody(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, datetime(2027, 3, 15, 11, 15, tzinfo=UTC))
    made = make_meeting(
        title="About the merger", private=True,
        recurrence=Recurrence(CivilTime(date(2027, 3, 16), time(10), "Europe/Lisbon"), 30),
        guests=Guests((polaris.people["Ana"], polaris.people["Wei"])), organizer=polaris.people["Ana"],
        by=polaris.account("Ana"), now=datetime(2027, 3, 15, tzinfo=UTC),
    )  # fmt: skip
    text = page(client, polaris.account("Wei"), reverse("clock:meeting", args=[made.code]))
    assert "Private meeting" in text
    for stranger in ("Camille", "Omar", "Mallory"):
        client.force_login(polaris.account(stranger))
        assert client.get(reverse("clock:meeting", args=[made.code])).status_code == 404, stranger


def test_only_who_organises_it_or_looks_after_people_ends_it(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, APRIL)
    code = row("Ops review").code
    for name, status in (("Rafael", 404), ("Ana", 404), ("Mei-Ling", 302)):
        client.force_login(polaris.account(name))
        assert client.post(reverse("clock:end_meeting", args=[code])).status_code == status, name
    text = page(client, polaris.account("Rafael"), reverse("clock:meeting", args=[code]))
    assert "It has no date any more." in text


def test_the_team_has_its_meetings_for_those_who_may_open_them(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, datetime(2027, 3, 15, 11, 15, tzinfo=UTC))
    team = reverse("clock:team", args=[polaris.team("Ledger").code])
    assert "Ledger weekly" in page(client, polaris.account("Wei"), team)
    assert "Ledger weekly" not in page(client, polaris.account("Rafael"), team)


def test_who_may_open_them_is_asked_anew_when_somebody_else_leads_the_team(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2027, 3, 15, 11, 15, tzinfo=UTC)
    at(monkeypatch, now)
    rafael, ledger = polaris.person("Rafael"), polaris.team("Ledger")
    team = reverse("clock:team", args=[ledger.code])
    add_team(name="Chairs", lead=rafael, by=None, now=now)  # so the role is the same throughout
    assert "Ledger weekly" not in page(client, polaris.account("Rafael"), team)
    change_team(team=ledger, lead=rafael, by=None, now=now)
    assert "Ledger weekly" in page(client, polaris.account("Rafael"), team)
    change_team(team=ledger, lead=polaris.person("Ana"), by=None, now=now)
    assert "Ledger weekly" not in page(client, polaris.account("Rafael"), team)


class TestM07:
    """Schema review on Thursday 18 March at 19:30 in Lisbon: who is hit is seen before it is saved."""

    ASKED: ClassVar = {
        "title": "Schema review, again", "people": "Ledger", "optional": "", "day": "2027-03-18",
        "clock": "19:30", "minutes": "60", "every": "0",
    }  # fmt: skip

    @pytest.fixture
    def ana(self, polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
        at(monkeypatch, datetime(2027, 3, 15, 11, 15, tzinfo=UTC))
        client.force_login(polaris.account("Ana"))
        return client

    def test_everybody_s_time_who_is_hit_a_better_one_and_a_memo_stand_first(self, ana: Client) -> None:
        shown = ana.post("/meetings/new", self.ASKED)
        text = words(shown.content.decode())
        assert not Meeting.objects.filter(title="Schema review, again").exists()
        for local in ("Fri 01:00 Bengaluru", "Fri 03:30 Taipei", "Fri 06:30 Sydney", "Thu 23:30 Dubai"):
            assert local in text
        assert "At night, very early or late, or on a day off:" in text
        assert "Better times near it" in text
        assert "A memo that opens" in text

    def test_then_it_is_saved_with_the_whole_team(self, ana: Client) -> None:
        shown = ana.post("/meetings/new", self.ASKED).content.decode()
        found = re.search(r'name="sure" value="([^"]+)"', shown)
        assert found is not None
        saved = ana.post("/meetings/new", {**self.ASKED, "sure": found.group(1)})
        made = row("Schema review, again")
        assert saved["Location"] == reverse("clock:meeting", args=[made.code])
        assert [one.team.name for one in made.teams.all()] == ["Ledger"]
        assert "Schema review, again" in words(ana.get(saved["Location"]).content.decode())

    def test_what_was_not_shown_is_not_saved(self, ana: Client) -> None:
        shown = ana.post("/meetings/new", self.ASKED).content.decode()
        found = re.search(r'name="sure" value="([^"]+)"', shown)
        assert found is not None
        for changed in ({"clock": "20:30"}, {"people": "Ledger, Camille"}, {"minutes": "90"}):
            answer = ana.post("/meetings/new", {**self.ASKED, "sure": found.group(1), **changed})
            assert answer.status_code == 200
        assert not Meeting.objects.filter(title="Schema review, again").exists()

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"day": "2027-03-28", "clock": "01:30"}, "Clocks change then"),
            ({"day": "2027-03-14"}, "This is past."),
            ({"people": "Zorro"}, "Nobody and no team is called Zorro"),
        ],
    )
    def test_what_cannot_be_is_said(self, ana: Client, changed: dict[str, str], said: str) -> None:
        answer = ana.post("/meetings/new", {**self.ASKED, **changed})
        assert answer.status_code == 422
        assert said in words(answer.content.decode())

    @pytest.mark.parametrize("minutes", ["45", "\u00b2", "1" * 5000, "-5", ""])
    def test_what_an_address_fills_in_and_cannot_be_read_is_left_out(self, ana: Client, minutes: str) -> None:
        form = ana.get("/meetings/new", {"minutes": minutes, "at": "yesterday"}).context["form"]
        assert form["minutes"].value() == (45 if minutes == "45" else 60)
