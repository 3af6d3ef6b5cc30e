"""All series looked over: what could be mended of each, for who may open it; nothing about few people."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from farflung.engine.time import CivilTime
from farflung.server.clock.actions.meetings import Guests, change_meeting, make_meeting
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.portfolio import Audited, portfolio
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.clock.planning.revising import Move
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
    assert "Jack" not in people.split("One by one")[1].replace("Jack / Ana", "")
    assert "Private meeting" not in people
    for name in ("Tomás", "Wei", "Mallory"):
        assert asked(name).status_code == 404
    told = asked("Camille", "/api/v1/meetings/audit?limit=1").json()
    rest = asked("Camille", f"/api/v1/meetings/audit?limit=100&after={told['next']}").json()
    assert len(told["items"]) == 1
    assert told["items"][0]["meeting"] not in {one["meeting"] for one in rest["items"]}
    assert 'href="/meetings/audit"' in text_of(asked("Camille", "/meetings"))
    assert 'href="/meetings/audit"' not in text_of(asked("Tomás", "/meetings"))


def enumerated(schema: dict[str, Any], parts: dict[str, Any]) -> set[str]:
    """The values that a description of an interface lists, wherever in the shape they stand."""
    inside = [one for key in ("anyOf", "allOf") for one in schema.get(key, ())]
    named = parts[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else {}
    below = [value for one in (*inside, named) if one for value in enumerated(one, parts)]
    return {*schema.get("enum", ()), *below}


class TestAsked:
    """What is looked over, and what of it is shown, is in the address: on the page and for programs."""

    def asked(self, cast: Cast, name: str = "Camille", **query: str) -> str:
        client = Client()
        client.force_login(cast.account(name))
        return text_of(client.get("/meetings/audit", query)).split("One by one")[1]

    def told(self, cast: Cast, **query: str) -> list[dict[str, Any]]:
        client = Client()
        client.force_login(cast.account("Camille"))
        answer = client.get("/api/v1/meetings/audit", query)
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    def test_by_what_could_be_mended_team_and_organiser(self, polaris: Cast) -> None:
        everything = {one["title"] for one in self.told(polaris)}
        assert {"Ledger weekly", "Withdrawals handover"} <= everything
        assert "Ledger weekly" in self.asked(polaris, verdict="pays", team="Ledger")
        assert "Withdrawals handover" not in self.asked(polaris, team="Ledger")
        assert "None of them is like that." in self.asked(polaris, verdict="stale", team="Ledger")
        ana = str(polaris.people["Ana"].code)
        found = self.told(polaris, organizer=ana)
        assert {one["organizer"]["name"] for one in found} == {"Ana"}
        assert "Ledger weekly" in self.asked(polaris, verdict="nonsense", weeks="5"), "that means nothing"

    def test_where_those_live_who_pay_of_five_or_more_alone(self, polaris: Cast) -> None:
        Meeting.objects.all().delete()
        manila = ("Andrea", "Paolo", "Liza", "Jun")
        weekly(polaris, "Four pay", 17, "America/Sao_Paulo", "Rafael", *manila)
        assert [one["areas_that_pay"] for one in self.told(polaris)] == [[]]
        more = Person.objects.exclude(name__in=manila).filter(place=polaris.people["Mei-Ling"].place)
        weekly(
            polaris, "More pay", 17, "America/Sao_Paulo", "Rafael", *manila, *(one.name for one in more[:3])
        )
        (found,) = [one for one in self.told(polaris) if one["title"] == "More pay"]
        (area,) = found["areas_that_pay"]
        assert area["name"] in ("Manila", "Singapore"), "they see the same hour"
        assert [one["title"] for one in self.told(polaris, area=area["zone"])] == ["More pay"]
        assert "Four pay" not in self.asked(polaris, area=area["zone"])

    def test_what_begins_later_is_there_in_a_longer_window(self, polaris: Cast) -> None:
        Meeting.objects.filter(title="Ops review").update(has_agenda=False)
        assert "Ops review" not in self.asked(polaris)
        assert "Ops review" in self.asked(polaris, weeks="13")
        assert "Ops review" in {one["title"] for one in self.told(polaris, weeks="26")}

    def test_a_page_offers_just_what_a_program_may_ask_for(self, polaris: Cast) -> None:
        client = Client()
        client.force_login(polaris.account("Camille"))
        form = client.get("/meetings/audit").context["form"]
        described = client.get("/api/v1/openapi.json").json()
        (asked,) = (
            path["get"] for name, path in described["paths"].items() if name.endswith("/meetings/audit")
        )
        for name in ("weeks", "order", "verdict"):
            (schema,) = (one["schema"] for one in asked["parameters"] if one["name"] == name)
            offered = {value for value, _ in form.fields[name].choices} - {""}
            assert {str(value) for value in offered} == enumerated(
                schema, described["components"]["schemas"]
            ), name
        assert client.get("/api/v1/meetings/audit", {"weeks": "5"}).status_code == 422

    def test_in_which_order(self, polaris: Cast) -> None:
        by_title = [one["title"].casefold() for one in self.told(polaris, order="title")]
        assert by_title == sorted(by_title)
        by_time = [one["minutes"] for one in self.told(polaris, order="time")]
        assert by_time == sorted(by_time, reverse=True)

    def test_as_a_sheet_that_runs_nothing(self, polaris: Cast) -> None:
        Meeting.objects.filter(title="Ledger weekly").update(title="=1+1")
        client = Client()
        client.force_login(polaris.account("Camille"))
        page = client.get("/meetings/audit", {"verdict": "pays", "team": ""}).content.decode()
        (link,) = re.findall(r'href="(/api/v1/meetings/audit.csv[^"]*)"', page)
        assert link == "/api/v1/meetings/audit.csv?verdict=pays"
        rows = list(csv.DictReader(io.StringIO(client.get(link).content.decode())))
        assert "'=1+1" in {row["title"] for row in rows}
        assert len(rows) == len(self.told(polaris, verdict="pays"))

    def test_a_series_that_was_moved_is_one(self, polaris: Cast) -> None:
        before = next(one for one in self.told(polaris, weeks="13") if one["title"] == "Ledger weekly")
        row = Meeting.objects.get(title="Ledger weekly")
        rule = replace(
            recurrence_of(row.recurrence), excluded=(), overrides=(), rule="FREQ=WEEKLY",
            start=CivilTime(date(2027, 4, 7), time(14), "Europe/Lisbon"),
        )  # fmt: skip
        change_meeting(
            meeting=row, title=row.title, private=False, has_agenda=row.has_agenda,
            guests=Guests(tuple(one.person for one in row.invited.select_related("person"))),
            move=Move(rule, date(2027, 4, 7)), by=polaris.account("Ana"), now=NOW,
        )  # fmt: skip
        (after,) = [one for one in self.told(polaris, weeks="13") if one["title"] == "Ledger weekly"]
        assert (after["minutes"], after["same_people_pay"]) == (before["minutes"], before["same_people_pay"])
