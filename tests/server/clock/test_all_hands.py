"""All-hands: the fewest sessions that reach everybody in their own day; nobody is counted out of it."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from farflung.engine.atlas import Atlas
from farflung.engine.model import PatternPeriod, Person, Place, WeeklyPattern
from farflung.server.clock.planning.all_hands import Wanted, all_hands, dates
from farflung.server.core import clock
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
