"""Five thousand people in 376 teams with two hundred series: found, looked at and met at once, and light."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.example import write_company
from farflung.server.clock.models import BusyTimes, Meeting
from farflung.server.core import clock
from farflung.server.core.models import Account
from farflung.server.org import actions
from farflung.server.org.models import Person, RoleGrant, Team
from tests.pace import allowed
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_people import names
from tests.server.company import NOW, make_account

pytestmark = [pytest.mark.speed, pytest.mark.django_db]

MOST_BYTES, MOST_QUERIES, SLOWEST = 150_000, 15, 0.1
"""Of a page; the seconds are those of the process in the middle of several: what others take is not ours."""

ASKED: tuple[dict[str, str], ...] = (
    {}, {"q": "mar"}, {"q": "camille"}, {"q": "kyc portuguese"}, {"q": "support paris", "working": "1"},
    {"hours": "3"}, {"hours": "3", "working": "1", "language": "French", "q": "engineer"}, {"q": "camile"},
    {"country": "BR", "skill": "kyc"}, {"page": "100"},
)  # fmt: skip
GROUPS = 20


@pytest.fixture(scope="module")
def london(django_db_setup: None, django_db_blocker: Any) -> Iterator[Account]:
    """The account of somebody in London; the company is taken over once for all that is asked of it."""
    with django_db_blocker.unblock(), transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        actions.load_company(files=write_company(Path(folder), "large"), by=None, now=NOW)
        me = Person.objects.filter(place__city="London", ended=None).order_by("pk")[0]
        account = make_account("me@meridian.example", NOW)
        actions.link_account(person=me, account=account, by=None, now=NOW)
        yield account
        transaction.set_rollback(True)


@pytest.fixture
def reader(london: Account, monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    client.force_login(london)
    return client


def _typical(client: Client, address: str, asked: dict[str, str] | None = None, **headers: str) -> float:
    times = []
    for _ in range(4):
        begun = process_time()
        assert client.get(address, asked or {}, headers=headers).status_code == 200
        times.append(process_time() - begun)
    return median(times[1:])


def _light(client: Client, address: str, most: int = MOST_BYTES) -> str:
    """The page as it comes the second time."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        text = client.get(address).content.decode()
    assert len(queries) <= MOST_QUERIES, address
    assert len(text.encode()) < most, address
    return text


def test_people_are_found_and_looked_at(reader: Client) -> None:
    team = Team.objects.order_by("name")[0].code
    for asked in (*ASKED, {"team": str(team)}):
        assert _typical(reader, "/people", asked) < allowed(SLOWEST), asked
        assert _typical(reader, "/people", asked, **{"HX-Request": "true"}) < allowed(SLOWEST), asked
    assert "camille" in names(reader.get("/people", {"q": "camille"}).content.decode())[0].lower()
    others = Person.objects.filter(ended=None).order_by("code")[:6]
    for other in others:
        assert _typical(reader, f"/people/{other.code}") < allowed(SLOWEST), other.name
    for address in ("/people", "/people?hours=3&working=1&q=a", f"/people/{others[0].code}"):
        _light(reader, address, 100_000)


def test_the_tree_and_every_size_of_team(reader: Client) -> None:
    text = _light(reader, "/teams")
    assert len(re.findall('class="team"', text)) == Team.objects.count() > 360
    assert _typical(reader, "/teams") < allowed(SLOWEST)
    sizes = {team.name: team.people.count() for team in Team.objects.all()}
    for name in (max(sizes, key=sizes.__getitem__), "Engineering", "Legal", "Executive Office"):
        address = f"/teams/{Team.objects.get(name=name).code}"
        _light(reader, address)
        assert _typical(reader, address) < allowed(SLOWEST), name


def test_a_time_for_twenty_people_over_two_weeks_and_two_hundred_over_four(reader: Client) -> None:
    """Also where each of them has joined a calendar of their own."""
    assert Meeting.objects.count() >= 200
    everybody = Person.objects.filter(ended=None).order_by("pk")
    codes = [str(code) for code in everybody.values_list("code", flat=True)]
    _all_have_calendars(everybody)
    _took(reader, codes[:2], "2027-03-29T00:00:00Z")  # the map is made
    for people, until, bound in ((20, "2027-03-29T00:00:00Z", 0.3), (200, "2027-04-12T00:00:00Z", 1.0)):
        groups = [Random(seed).sample(codes, people) for seed in range(GROUPS)]
        times = sorted(_took(reader, group, until) for group in groups)
        assert times[round(0.95 * GROUPS) - 1] < allowed(bound), (people, times)


def _all_have_calendars(people: QuerySet[Person]) -> None:
    """Everybody has joined a calendar by which they are busy thirty times in four weeks, ten weeks ahead."""
    begin, apart = int(MONDAY.timestamp()), 28 * 86_400 // 30
    rows = []
    for pk in people.values_list("pk", flat=True):
        starts = (begin + number * apart + pk * 900 % apart for number in range(75))
        times = [(start, start + 1800 * (1 + number % 4)) for number, start in enumerate(starts)]
        sure, perhaps = ([one for span in spans for one in span] for spans in (times[:60], times[60:]))
        rows.append(BusyTimes(calendar=uuid4(), person_id=pk, busy=sure, tentative=perhaps, until=MONDAY))
    BusyTimes.objects.bulk_create(rows, batch_size=1000)


def _took(client: Client, people: list[str], until: str) -> float:
    asked: dict[str, Any] = {"people": people, "from": "2027-03-15T12:00:00Z", "until": until}
    begun = process_time()
    answer = client.post("/api/v1/meetings/find", asked, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return process_time() - begun


def test_all_meetings_are_looked_over_half_a_year_ahead(london: Account, reader: Client) -> None:
    RoleGrant.objects.create(person=Person.objects.get(account=london), role="people", granted_at=NOW)
    assert reader.get("/meetings").status_code == 200  # the map is made
    for weeks in ("4", "13", "26"):
        begun = process_time()
        assert reader.get("/meetings/audit", {"weeks": weeks}).status_code == 200
        took = process_time() - begun
        assert took < allowed(1.0), f"the first of the day, {weeks} weeks"
    _light(reader, "/meetings/audit?weeks=26")


def test_sessions_for_everybody_are_made_and_opened(london: Account, reader: Client) -> None:
    person = Person.objects.get(account=london)
    RoleGrant.objects.get_or_create(person=person, role="people", defaults={"granted_at": NOW})
    offered = reader.get("/meetings/all-hands").content.decode().split('id="year"')[0]
    address = re.findall(r'href="(/meetings/all-hands/new[^"]+)"', offered)[-1].replace("&amp;", "&")
    with transaction.atomic():
        (sure,) = re.findall(r'name="sure" value="([^"]+)"', reader.get(address).content.decode())
        begun = process_time()
        assert reader.post(address, {"title": "All", "sure": sure}).status_code == 302
        assert process_time() - begun < allowed(5.0)
        made = Meeting.objects.filter(title__startswith="All")
        assert sum(one.invited.count() for one in made) > 4000
        reader.get("/meetings")  # the map is made
        for one in made:
            _light(reader, f"/meetings/{one.code}")
            assert _typical(reader, f"/meetings/{one.code}") < allowed(0.5)
        transaction.set_rollback(True)


def test_more_than_two_hundred_are_led_to_sessions(reader: Client) -> None:
    teams = Team.objects.annotate(size=Count("memberships")).order_by("-size")[:12]
    assert sum(team.size for team in teams) > 300
    asked = reader.get("/meetings/find", {"people": ", ".join(team.name for team in teams)})
    assert asked.status_code == 422
    text = asked.content.decode()
    assert "At most 200 people at once." in text
    (link,) = re.findall(r'href="(/meetings/all-hands\?people=[^"]+)"', text)
    found = reader.get(link).content.decode()
    assert 'id="sessions"' in found
    assert teams[0].name in found
