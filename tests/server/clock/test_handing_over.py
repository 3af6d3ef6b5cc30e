"""Who may change a series that somebody else organises, and who organises it when that one has left."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from farflung.server.clock.models import Meeting
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry, Message
from farflung.server.org.models import Person, Team
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.company import Cast

pytestmark = pytest.mark.django_db
HANDOVER, WEEKLY, MIXED = "Withdrawals handover", "Ledger weekly", "Leads weekly"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def row(title: str) -> Meeting:
    return Meeting.objects.get(title=title)


def asked(cast: Cast, client: Client, who: str, title: str, name: str = "change_meeting") -> int:
    client.force_login(cast.account(who))
    return client.get(reverse(f"clock:{name}", args=[row(title).code])).status_code


def handed(cast: Cast, client: Client, who: str, title: str, to: str) -> Any:
    client.force_login(cast.account(who))
    address = reverse("clock:hand_over", args=[row(title).code])
    return client.post(address, {"to": str(cast.people[to].code)})


def page(cast: Cast, client: Client, who: str, title: str) -> str:
    client.force_login(cast.account(who))
    return words(client.get(reverse("clock:meeting", args=[row(title).code])).content.decode())


def test_the_lead_of_all_who_are_invited_may_change_it_and_its_organiser_is_told(
    polaris: Cast, client: Client
) -> None:
    lead = Team.objects.get(name="Withdrawals Ops").lead
    assert lead is not None
    assert row(HANDOVER).organizer_id != lead.pk
    assert asked(polaris, client, lead.name, HANDOVER) == 200
    client.post(reverse("clock:turns", args=[row(HANDOVER).code]), {"times": "900"})
    assert row(HANDOVER).rotation is not None
    told = Message.objects.filter(kind="meeting_changed").values_list("recipient", flat=True)
    organizer = row(HANDOVER).organizer
    assert organizer is not None
    assert organizer.code in set(told)
    entry = AuditEntry.objects.get(action="meeting.rotate")
    assert entry.by == polaris.account(lead.name)


def test_a_guest_of_another_team_one_of_elsewhere_or_no_title_and_it_is_not_the_lead_s(
    polaris: Cast, client: Client
) -> None:
    lead = Team.objects.get(name="Withdrawals Ops").lead
    assert lead is not None
    handover = row(HANDOVER)
    handover.invited.create(person=polaris.people["Wei"])
    assert asked(polaris, client, lead.name, HANDOVER) == 404
    handover.invited.filter(person=polaris.people["Wei"]).delete()
    handover.teams.create(team=Team.objects.get(name="Ledger"))
    assert asked(polaris, client, lead.name, HANDOVER) == 404
    handover.teams.all().delete()
    Meeting.objects.filter(pk=handover.pk).update(outsiders=1)
    assert asked(polaris, client, lead.name, HANDOVER) == 404
    Meeting.objects.filter(pk=handover.pk).update(outsiders=0)
    assert asked(polaris, client, lead.name, HANDOVER) == 200
    Meeting.objects.filter(pk=handover.pk).update(private=True, title="")
    client.force_login(polaris.account(lead.name))
    assert client.get(reverse("clock:change_meeting", args=[handover.code])).status_code == 404


def test_who_organises_it_hands_it_to_somebody_invited_and_those_are_told(
    polaris: Cast, client: Client
) -> None:
    assert "Hand it over to" in page(polaris, client, "Ana", WEEKLY)
    assert handed(polaris, client, "Ana", WEEKLY, "Camille").status_code == 302
    assert row(WEEKLY).organizer == polaris.people["Ana"], "Camille is not invited"
    assert handed(polaris, client, "Ana", WEEKLY, "Wei").status_code == 302
    assert row(WEEKLY).organizer == polaris.people["Wei"]
    told = set(Message.objects.filter(kind="meeting_owner").values_list("recipient", flat=True))
    invited = set(row(WEEKLY).invited.values_list("person__code", flat=True))
    assert told == invited - {polaris.people["Ana"].code}
    assert AuditEntry.objects.get(action="meeting.hand_over").by == polaris.account("Ana")
    assert asked(polaris, client, "Wei", WEEKLY) == 200


def test_nobody_else_hands_it_over_or_takes_it(polaris: Cast, client: Client) -> None:
    for name, status in (("Jack", 404), ("Rafael", 404), ("Mallory", 404)):
        assert handed(polaris, client, name, WEEKLY, "Jack").status_code == status, name
    assert row(WEEKLY).organizer == polaris.people["Ana"]


class TestLeft:
    """Whoever organised it has left: whoever must come takes it over, in one step."""

    @pytest.fixture(autouse=True)
    def left(self, polaris: Cast) -> None:
        gone = MONDAY.date() - timedelta(days=1)
        Person.objects.filter(pk=polaris.people["Ana"].pk).update(started=date(2020, 1, 1), ended=gone)
        row(WEEKLY).invited.filter(person=polaris.people["Jack"]).update(required=False)

    def test_the_page_says_so_and_it_is_taken(self, polaris: Cast, client: Client) -> None:
        text = page(polaris, client, "Wei", WEEKLY)
        assert "Ana organised it, and has left." in text
        assert "Take it over" in text
        handed(polaris, client, "Wei", WEEKLY, "Wei")
        assert row(WEEKLY).organizer == polaris.people["Wei"]
        assert "You organise it now." in page(polaris, client, "Wei", WEEKLY)
        assert "Take it over" not in page(polaris, client, "Tomás", WEEKLY)
        assert handed(polaris, client, "Tomás", WEEKLY, "Tomás").status_code == 404

    def test_not_by_who_need_not_come_nor_for_somebody_else(self, polaris: Cast, client: Client) -> None:
        assert "Take it over" not in page(polaris, client, "Jack", WEEKLY)
        assert handed(polaris, client, "Jack", WEEKLY, "Jack").status_code == 404
        handed(polaris, client, "Wei", WEEKLY, "Tomás")
        assert row(WEEKLY).organizer == polaris.people["Ana"]

    def test_a_private_one_is_not_lost_either(self, polaris: Cast, client: Client) -> None:
        Meeting.objects.filter(title=WEEKLY).update(title="", private=True)
        private = Meeting.objects.get(title="")
        client.force_login(polaris.account("Wei"))
        address = reverse("clock:hand_over", args=[private.code])
        client.post(address, {"to": str(polaris.people["Wei"].code)})
        private.refresh_from_db()
        assert private.organizer == polaris.people["Wei"]

    def test_programs_take_it_over_too(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Wei"))
        address = f"/api/v1/meetings/{row(WEEKLY).code}/organizer"
        body = {"person": str(polaris.people["Wei"].code)}
        told = client.put(address, body, content_type="application/json")
        assert (told.status_code, told.json()["organizer"]["name"]) == (200, "Wei")
        body = {"person": str(polaris.people["Camille"].code)}
        refused = client.put(address, body, content_type="application/json")
        assert refused.status_code in (409, 422), refused.content
