"""All series looked over: what could be mended of each, for who may open it; nothing about few people."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from farflung.server.clock.actions.meetings import Guests, make_meeting
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.portfolio import Audited, portfolio
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.core import clock
from farflung.server.org.atlas_copy import current, forget
from farflung.server.org.models import Person
from tests.server.company import NOW, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def weekly(cast: Cast, title: str, hour: int, zone: str, *names: str) -> Meeting:
    rule = {
        "start": ["2027-03-02", f"{hour:02d}:00:00", zone, 0], "end_minutes": 60,
        "rule": "FREQ=WEEKLY", "elapsed": None, "excluded": [], "extra": [], "overrides": [], "until": None,
    }  # fmt: skip
    people = tuple(cast.people[name] for name in names)
    return make_meeting(
        title=title, recurrence=recurrence_of(rule), guests=Guests(people), organizer=people[0],
        has_agenda=True, by=None, now=NOW,
    )  # fmt: skip


def audited() -> dict[str, Audited]:
    found = portfolio(with_meetings(current().atlas, NOW), NOW)
    return {one.series.title: one for one in found}


def test_who_always_pays_is_flagged_and_not_named(polaris: Cast) -> None:
    assert "Ops review" not in audited(), "it begins in April"
    found = audited()["Ledger weekly"]
    assert found.pays
    assert (found.people, found.bare, found.stale) == (7, False, False)
    assert found.gives == 0, "turns give back no hours"


def test_local_meetings_in_the_hours_that_the_team_shares(polaris: Cast) -> None:
    Meeting.objects.all().delete()
    manila = ("Andrea", "Paolo", "Liza", "Jun")
    weekly(polaris, "Local late", 17, "Asia/Manila", *manila)
    weekly(polaris, "Local early", 9, "Asia/Manila", *manila)
    weekly(polaris, "With others", 17, "Asia/Manila", *manila, "Kasia")
    found = audited()
    assert found["Local late"].burnt == HOUR * 3 / 4, "of four dates one is a holiday in Manila"
    assert "Local early" not in found
    assert "With others" not in found or not found["With others"].burnt
    assert (found["Local late"].people, found["Local late"].gives) == (None, None), "four are too few"


def test_stale_left_and_without_agenda_give_their_hours_back(polaris: Cast) -> None:
    Meeting.objects.all().delete()
    names = ("Ana", "Tomás", "Daniel", "Ravi", "Wei")
    bare = weekly(polaris, "Bare", 14, "Europe/Lisbon", *names)
    old = weekly(polaris, "Old", 14, "Europe/Lisbon", "Ana", "Tomás")
    Meeting.objects.filter(pk=bare.pk).update(has_agenda=False)
    Meeting.objects.filter(pk=old.pk).update(announced_at=NOW - timedelta(days=366))
    found = audited()
    assert (found["Bare"].bare, found["Bare"].people, found["Bare"].gives) == (True, 5, 5.0)
    assert (found["Old"].stale, found["Old"].people, found["Old"].gives) == (True, None, None)
    Meeting.objects.filter(pk=old.pk).update(
        changed_at=NOW - timedelta(days=3), organizer=polaris.people["Jack"]
    )
    Person.objects.filter(pk=polaris.people["Jack"].pk).update(ended=(NOW - timedelta(days=9)).date())
    forget()
    found = audited()
    assert (found["Old"].stale, found["Old"].left) == (False, True)


def test_each_sees_the_meetings_that_they_may_open(polaris: Cast) -> None:
    Meeting.objects.filter(title="West sync").update(private=True, title="", has_agenda=False)

    def asked(name: str, path: str = "/meetings/audit") -> Any:
        client = Client()
        client.force_login(polaris.account(name))
        return client.get(path)

    lead, people = text_of(asked("Mei-Ling")), text_of(asked("Camille"))
    assert "Ledger weekly" not in lead
    assert "Ledger weekly" in people
    assert "Jack" not in people.split("<main")[1].replace("Jack / Ana", "")
    assert "Private meeting" not in people
    for name in ("Tomás", "Wei", "Mallory"):
        assert asked(name).status_code == 404
    told = asked("Camille", "/api/v1/meetings/audit?limit=1").json()
    rest = asked("Camille", f"/api/v1/meetings/audit?limit=100&after={told['next']}").json()
    assert len(told["items"]) == 1
    assert told["items"][0]["meeting"] not in {one["meeting"] for one in rest["items"]}
    assert 'href="/meetings/audit"' in text_of(asked("Camille", "/meetings"))
    assert 'href="/meetings/audit"' not in text_of(asked("Tomás", "/meetings"))
