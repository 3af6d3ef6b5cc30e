"""All-hands: the fewest sessions that reach everybody in their own day; nobody is counted out of it."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

import numpy as np
import pytest
from django.test import Client

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import Busy, Elsewhere
from farflung.engine.model import PatternPeriod, Person, Place, WeeklyPattern
from farflung.engine.time import CivilTime, Span, epoch, packaged_zones
from farflung.server.clock.actions.busy import keep_busy
from farflung.server.clock.models import Invited, Meeting
from farflung.server.clock.planning.all_hands import Wanted, all_hands, dates, invited
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry, Message
from farflung.server.core.privacy import TooFew
from tests.server.api.conftest import Programs, program  # noqa: F401 - a fixture
from tests.server.clock.test_my_day import words
from tests.server.company import NOW, Cast

M05 = {
    "America/Los_Angeles": 210, "America/New_York": 260, "America/Mexico_City": 140, "America/Sao_Paulo": 330,
    "America/Argentina/Buenos_Aires": 110, "Europe/London": 420, "Europe/Paris": 640, "Africa/Lagos": 130,
    "Africa/Nairobi": 90, "Asia/Dubai": 620, "Asia/Kolkata": 560, "Asia/Bangkok": 220, "Asia/Singapore": 480,
    "Asia/Taipei": 390, "Asia/Tokyo": 170, "Australia/Sydney": 230,
}  # fmt: skip
HOURS = (PatternPeriod(WeeklyPattern.daily(540, 1080)),)
TODAY = date(2027, 3, 15)
WANTED = Wanted(date(2027, 3, 17), 60, (480, 1140), 1)


def company(counts: dict[str, int]) -> Atlas:
    return Atlas(
        tuple(
            Person(f"{zone} {n}", f"{zone} {n}", Place(zone, None, None, zone.rpartition("/")[2]), HOURS)
            for zone, many in counts.items()
            for n in range(many)
        )
    )


@pytest.fixture(scope="module")
def large() -> Atlas:
    return company(M05)


def test_m05_one_session_reaches_three_quarters_and_two_everybody(large: Atlas) -> None:
    one, two = all_hands(large, WANTED, TODAY).plans
    assert [(held.start.hour, held.share) for held in one.sessions] == [(8, 74)]
    assert (one.share, one.whole) == (74, False)
    assert [held.start.hour for held in two.sessions] == [4, 15]
    assert (two.share, two.whole, two.missed) == (100, True, ())


def test_hosts_rotate_through_the_year_by_how_many_people_they_have(large: Atlas) -> None:
    year = all_hands(large, WANTED, TODAY).year
    assert [day for day, _ in year][:3] == [date(2027, 3, 17), date(2027, 4, 21), date(2027, 5, 19)]
    assert len(year) == 12
    assert all(plan.whole for _, plan in year)
    hosts = [held.host.name for _, plan in year for held in plan.sessions if held.host]
    assert len(hosts) == sum(len(plan.sessions) for _, plan in year)
    assert len(set(hosts)) >= 10, "nobody hosts alone"
    assert hosts.count("Paris") >= hosts.count("Nairobi")
    assert all(one != two for one, two in zip(hosts[::2], hosts[2::2], strict=False))
    starts = {(held.start.hour, held.start.minute) for _, plan in year for held in plan.sessions}
    assert len(starts) > 2, "sessions move where clocks change"


def test_the_fifth_wednesday_is_the_last_where_there_is_none() -> None:
    found = dates(Wanted(date(2027, 3, 31), 60, (480, 1140), 1))
    assert found[:4] == (date(2027, 3, 31), date(2027, 4, 28), date(2027, 5, 26), date(2027, 6, 30))
    assert len(dates(Wanted(date(2027, 3, 31), 60, (480, 1140), 3))) == 4


def test_one_person_more_or_less_changes_no_number(large: Atlas) -> None:
    few = {"Europe/Paris": 40, "Asia/Tokyo": 12, "Pacific/Honolulu": 3}
    answers = []
    for more in range(2):
        found = all_hands(company({**few, "Asia/Tokyo": 12 + more}), WANTED, TODAY)
        answers.append(
            [(plan.share, [held.share for held in plan.sessions], plan.missed) for plan in found.plans]
        )
        names = {place.name for plan in found.plans for held in plan.sessions for place in held.places}
        assert "Honolulu" not in names | {name for plan in found.plans for name in plan.missed}
    assert answers[0] == answers[1]
    with pytest.raises(TooFew):
        all_hands(company({"Europe/Paris": 19}), WANTED, TODAY)


@pytest.mark.django_db
def test_the_page_and_the_interface_say_the_same(
    polaris: Cast,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    program: Programs,  # noqa: F811
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    client.force_login(polaris.account("Ana"))
    text = words(client.get("/meetings/all-hands", {"day": "2027-03-17"}).content.decode())
    assert "Wednesday 17 March in UTC" in text
    assert "Through a year, and who hosts" in text
    told = program("Wei").get("/all-hands", day="2027-03-17").json()
    assert len(told["year"]) == 12
    assert f"{len(told['plans'][-1]['sessions'])} session" in text
    for day in ("2026-01-01", "2029-01-01", "nonsense", ""):
        assert client.get("/meetings/all-hands", {"day": day}).status_code == 422, day
        assert program("Wei").get("/all-hands", day=day).status_code == 422, day
    at = datetime.fromisoformat(told["plans"][0]["sessions"][0]["start"])
    assert at.astimezone(UTC).date() == date(2027, 3, 17)
    client.force_login(polaris.account("Mallory"))
    assert client.get("/meetings/all-hands").status_code == 404


def test_a_choice_of_people_has_sessions_of_its_own(large: Atlas) -> None:
    asia = frozenset(one.id for one in large.people if one.place.zone.startswith("Asia/"))
    found = all_hands(large, replace(WANTED, who=asia), TODAY)
    assert found.plans[0].whole
    assert {place.name for held in found.plans[0].sessions for place in held.places} <= {
        "Dubai", "Kolkata", "Bangkok", "Singapore", "Taipei", "Tokyo",
    }  # fmt: skip
    with pytest.raises(TooFew):
        all_hands(large, replace(WANTED, who=frozenset(sorted(asia)[:19])), TODAY)


def test_m05_everybody_is_invited_to_one_session_within_their_own_day(large: Atlas) -> None:
    found = invited(large, WANTED, TODAY, WANTED.day, 2)
    assert found is not None
    first, second = found.guests
    assert len(first) + len(second) == len({*first, *second}) == 5000
    assert found.missed == 0
    for held, guests in zip(found.plan.sessions, found.guests, strict=True):
        clocks = {CivilTime.of(held.start, large.zones.zone(large.person(one).place.zone)) for one in guests}
        assert all(one.time.hour >= 8 and (one.time.hour, one.time.minute) <= (18, 0) for one in clocks)


def test_m07_whoever_is_reached_by_none_is_in_none_until_somebody_says_so(large: Atlas) -> None:
    found = invited(large, WANTED, TODAY, WANTED.day, 1)
    assert found is not None
    assert len(found.guests[0]) == 3720
    assert (found.missed, len(found.others[0])) == (1280, 1280)
    assert invited(large, WANTED, TODAY, WANTED.day, 3) is None, "two reach everybody"


def hour(start: datetime) -> Busy:
    at = epoch(start)
    return Busy.between(np.array([[at, at + 3600]], np.int64))


WIDE = replace(WANTED, hours=(420, 1200))
FIRST, SECOND = datetime(2027, 3, 17, 0, tzinfo=UTC), datetime(2027, 3, 17, 11, tzinfo=UTC)


def test_who_is_busy_elsewhere_comes_to_another_session_of_their_day(large: Atlas) -> None:
    """Taipei could come to both of them (08:00 and 19:00), Dubai to the second alone."""
    plain = invited(large, WIDE, TODAY, WIDE.day, 2)
    assert plain is not None
    assert [held.start for held in plain.plan.sessions] == [FIRST, SECOND]
    ways = plain.guests
    taipei, dubai = ([f"{zone} {n}" for n in range(300)] for zone in ("Asia/Taipei", "Asia/Dubai"))
    at = 0 if taipei[0] in ways[0] else 1
    theirs = hour((FIRST, SECOND)[at])
    known = Elsewhere({**dict.fromkeys(taipei, theirs), dubai[0]: hour(SECOND)})
    found = invited(large, WIDE, TODAY, WIDE.day, 2, known)
    assert found is not None
    assert sorted(map(len, found.guests)) == sorted([len(ways[at]) - 300, len(ways[1 - at]) + 300])
    assert {*taipei} <= {*found.guests[1 - at]}
    assert found.plan.sessions[at].share < plain.plan.sessions[at].share
    assert (found.plan.share, found.plan.whole) == (100, True)
    assert found.busy == ((), (dubai[0],))
    assert dubai[0] in found.guests[1], "invited all the same: what comes first is theirs to say"
    assert found.digest != plain.digest


def test_who_is_busy_at_another_time_comes_to_the_same(large: Atlas) -> None:
    plain, known = (
        invited(large, WIDE, TODAY, WIDE.day, 2, Elsewhere(busy))
        for busy in ({}, {"Asia/Taipei 0": hour(datetime(2027, 3, 17, 12, tzinfo=UTC))})
    )
    assert plain == known
    assert plain is not None
    assert plain.busy == ((), ())


@pytest.mark.django_db
class TestMade:
    """The sessions become meetings: everybody in one of them, told once."""

    ASKED: ClassVar = {"day": "2027-03-17", "on": "2027-03-17", "low": "07:00", "high": "20:00"}

    @pytest.fixture(autouse=True)
    def now(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOW)

    def address(self, client: Client) -> str:
        """Of the last plan that the page offers for the day."""
        page = client.get("/meetings/all-hands", self.ASKED).content.decode()
        links = re.findall(r'href="(/meetings/all-hands/new\?[^"]+)"', page.split('id="year"')[0])
        return str(links[-1]).replace("&amp;", "&")

    def posted(self, client: Client, address: str, **more: str) -> Any:
        shown = client.get(address)
        assert shown.status_code == 200
        (sure,) = re.findall(r'name="sure" value="(\w+)"', shown.content.decode())
        return client.post(address, {"title": "Everybody", "sure": sure, **more})

    def test_each_is_in_one_and_told_of_that_alone(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Mei-Ling"))
        address = self.address(client)
        assert self.posted(client, address).status_code == 302
        made = list(Meeting.objects.filter(title__startswith="Everybody").order_by("pk"))
        assert len(made) == int(address.rpartition("=")[2])
        invitations = Counter(Invited.objects.filter(meeting__in=made).values_list("person__name", flat=True))
        assert set(invitations.values()) == {1}
        told = Message.objects.filter(kind="meeting_invited").values_list("recipient", flat=True)
        assert len(told) == len(set(told)) == len(invitations) - ("Mei-Ling" in invitations)
        assert {one.organizer for one in made} == {polaris.people["Mei-Ling"]}
        zone = packaged_zones()
        for row in made:
            start = recurrence_of(row.recurrence).start
            at = start.instant(zone.zone(start.zone))
            for one in row.invited.select_related("person__place"):
                local = CivilTime.of(at, zone.zone(one.person.place.zone)).time
                assert 7 <= local.hour < 20, (one.person.name, local)
        assert AuditEntry.objects.filter(action="meeting.all_hands").count() == 1

    def test_who_is_in_none_is_invited_where_that_is_said(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Mei-Ling"))
        one = self.address(client).rpartition("=")[0] + "=1"
        text = words(client.get(one).content.decode())
        assert "is not invited, unless you say so" in text
        assert self.posted(client, one).status_code == 302
        (few,) = Meeting.objects.filter(title__startswith="Everybody")
        some = few.invited.count()
        few.delete()
        assert self.posted(client, one, others="on").status_code == 302
        (all_,) = Meeting.objects.filter(title__startswith="Everybody")
        assert all_.invited.count() > some

    def test_who_is_busy_then_is_said_to_who_makes_it_and_to_nobody_else(
        self, polaris: Cast, client: Client
    ) -> None:
        client.force_login(polaris.account("Mei-Ling"))
        address = self.address(client)
        assert "Busy then" not in client.get(address).content.decode()
        day = datetime(2027, 3, 17, tzinfo=UTC)
        keep_busy(
            calendar=uuid4(), person=polaris.people["Wei"], busy=[Span(day, day + timedelta(days=1))],
            tentative=[Span(day, day + timedelta(days=1))], until=day + timedelta(days=9), now=NOW,
        )  # fmt: skip
        text = words(client.get(address).content.decode())
        assert "Busy then, by a calendar of their own: Wei" in text
        body = {"day": "2027-03-17", "low": "07:00", "high": "20:00", "title": "Everybody"}
        given = {**body, "sessions": int(address.rpartition("=")[2])}
        ask: dict[str, Any] = {"content_type": "application/json"}
        dry = client.post("/api/v1/all-hands?dry_run=true", given, **ask).json()
        assert [[one["name"] for one in who] for who in dry["busy"] if who] == [["Wei"]]
        assert "Busy" not in words(client.get("/meetings/all-hands", self.ASKED).content.decode())

    def test_what_was_not_seen_is_not_made(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Mei-Ling"))
        answer = client.post(self.address(client), {"title": "Everybody", "sure": "else"})
        assert answer.status_code == 200
        assert not Meeting.objects.filter(title__startswith="Everybody").exists()
        for wrong in (
            "?on=2027-03-17&sessions=9", "?on=nonsense&sessions=1", "?on=2026-01-07", "?on=9999-12-31",
            "?on=2300-01-05&sessions=1", "?on=2027-03-16&sessions=1",
        ):  # fmt: skip
            assert client.get(f"/meetings/all-hands/new{wrong}").status_code == 404, wrong
        assert client.get("/meetings/all-hands/new").status_code == 200, "the usual date"

    def test_not_by_everybody(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Mei-Ling"))
        address = self.address(client)
        for name in ("Wei", "Mallory"):
            client.force_login(polaris.account(name))
            assert client.get(address).status_code == 404, name
        client.force_login(polaris.account("Wei"))
        assert "/meetings/all-hands/new" not in client.get("/meetings/all-hands").content.decode()

    def test_of_a_country_or_of_those_named(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Mei-Ling"))
        few = client.get("/meetings/all-hands", {"country": "FR"}).content.decode()
        assert "Too few people for sessions" in words(few)
        wrong = client.get("/meetings/all-hands", {"people": "Zorro"})
        assert wrong.status_code == 422
        assert "Nobody and no team is called Zorro" in words(wrong.content.decode())

    def test_programs_make_them_too(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Mei-Ling"))
        number = int(self.address(client).rpartition("=")[2])
        body = {
            "day": "2027-03-17",
            "low": "07:00",
            "high": "20:00",
            "sessions": number,
            "title": "Everybody",
        }
        ask: dict[str, Any] = {"content_type": "application/json"}
        dry = client.post("/api/v1/all-hands?dry_run=true", body, **ask)
        assert (dry.status_code, dry.json()["meetings"]) == (200, [])
        assert not Meeting.objects.filter(title__startswith="Everybody").exists()
        made = client.post("/api/v1/all-hands", body, **ask)
        assert (made.status_code, len(made.json()["meetings"])) == (201, number)
        for other in ({"sessions": 4}, {"sessions": 1, "on": "2027-03-18"}):
            none = client.post("/api/v1/all-hands", {**body, **other}, **ask)
            assert none.status_code in (409, 422), none.content
