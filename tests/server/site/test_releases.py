"""T14: an upgrade of the zone database is noticed, and what it moves is told to operators."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.test import Client

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, Person, Recurrence
from farflung.engine.time import CivilTime, packaged_zones
from farflung.intake.zone_release import zone_release
from farflung.server.clock.planning.releases import moved, release, rules, used
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry, CompanySetting
from farflung.server.org.atlas_copy import current
from farflung.server.site import doctor, releases
from farflung.server.site.releases import note_release
from tests.server.company import NOW, Cast

OLD = Path(__file__).resolve().parents[2] / "data" / "zones-2022a"


def company() -> Atlas:
    """Eva in Mexico City stands up at 10:00 with Ana in Lisbon; Mexico gave up summer time in 2022."""
    eva = Person.simple("Eva", "America/Mexico_City", 540, 1080)
    ana = Person.simple("Ana", "Europe/Lisbon", 540, 1080)
    start = CivilTime(date(2027, 3, 1), time(10, 0), "America/Mexico_City")
    series = MeetingSeries("standup", "Standup", Recurrence(start, 30, "FREQ=WEEKLY"), ("Eva", "Ana"))
    return Atlas((eva, ana), meetings=(series,))


def test_a_series_stays_at_ten_and_its_instants_move() -> None:
    atlas = company()
    before = release("2022a", rules(zone_release(OLD), ["America/Mexico_City"], NOW))
    found = moved(atlas, before, NOW)
    (change, *_) = found.clocks
    assert (found.before, found.after) == ("2022a", packaged_zones().version)
    assert {one.zone.key for one in found.clocks} == {"America/Mexico_City"}
    assert (change.start, change.by) == (datetime(2027, 4, 4, 8, tzinfo=UTC), timedelta(hours=-1))
    assert change.end == datetime(2027, 10, 31, 7, tzinfo=UTC)
    assert (found.series, found.first) == (1, datetime(2027, 4, 5, 16, tzinfo=UTC))
    assert found.dates == 21, "every Monday from 5 April to 27 August"


def test_a_series_of_many_is_named_with_its_team_and_one_of_a_few_is_not() -> None:
    simple = [Person.simple(name, "America/Mexico_City", 540, 1080) for name in "ABCDE"]
    people = [replace(one, teams=("Desk", one.name)) for one in simple]
    start = CivilTime(date(2027, 3, 1), time(10, 0), "America/Mexico_City")
    weekly = Recurrence(start, 30, "FREQ=WEEKLY")
    many = MeetingSeries("all", "Desk weekly", weekly, tuple("ABCDE"))
    few = MeetingSeries("few", "About the merger", weekly, tuple("ABCD"))
    before = release("2022a", rules(zone_release(OLD), ["America/Mexico_City"], NOW))
    found = moved(Atlas(tuple(people), meetings=(many, few)), before, NOW)
    assert found.series == 2
    (named,) = found.named
    assert (named.title, named.teams, named.dates) == ("Desk weekly", ("Desk",), 21)
    assert named.first == datetime(2027, 4, 5, 16, tzinfo=UTC)


def test_the_same_rules_move_nothing() -> None:
    atlas = company()
    same = release("older", rules(packaged_zones(), used(atlas), NOW))
    assert moved(atlas, same, NOW).clocks == ()
    assert moved(atlas, release("empty", {}), NOW).clocks == ()


@pytest.mark.django_db
def test_an_upgrade_is_noticed_once_and_told_to_operators_alone(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert note_release(now=NOW) is False
    wei, ana = Client(), Client()
    wei.force_login(polaris.account("Wei"))
    ana.force_login(polaris.account("Ana"))
    assert ana.get("/company/zones").status_code == 404
    assert "No upgrade has been noticed yet" in wei.get("/company/zones").content.decode()
    row = CompanySetting.objects.get(name="zone database")
    old = rules(zone_release(OLD), ["America/Mexico_City"], NOW)
    CompanySetting.objects.filter(pk=row.pk).update(
        value=row.value | {"version": "2022a", "zones": row.value["zones"] | old}
    )
    assert note_release(now=NOW) is True
    assert note_release(now=NOW + timedelta(hours=1)) is False
    assert AuditEntry.objects.filter(action="zones.upgraded").count() == 1
    page = wei.get("/company/zones").content.decode()
    assert "From 2022a to" in page
    assert "America/Mexico_City" in page
    assert "1 h less than before" in page
    assert "Europe/Lisbon" not in page
    assert "Ops review" in page
    assert "Jack / Ana" not in page
    told = list(doctor._upgraded())
    assert "new rules changed clocks in America/Mexico_City" in told[0].what
    assert "Ops review (Withdrawals Ops)" in told[0].where
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=31))
    assert list(doctor._upgraded()) == []
    found = releases.last_upgrade(current().atlas, NOW)
    assert found is not None
    assert found[0].before == "2022a"
