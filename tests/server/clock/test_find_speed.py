"""*Find a time* in a company of five thousand with two hundred series: as quick as it is promised."""

from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest
from django.test import Client

from farflung.example import write_company
from farflung.server.clock.models import Meeting
from farflung.server.core import clock
from farflung.server.org import actions
from farflung.server.org.models import Person
from tests.pace import allowed
from tests.server.clock.moment import MONDAY
from tests.server.company import NOW, make_account

pytestmark = [pytest.mark.speed, pytest.mark.django_db]
_ASKED = 20


def test_twenty_people_over_two_weeks_and_two_hundred_over_four(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    actions.load_company(files=write_company(tmp_path, "large"), by=None, now=NOW)
    assert Meeting.objects.count() >= 200
    account = make_account("me@meridian.example", NOW)
    me = Person.objects.filter(place__city="London", ended=None).order_by("pk")[0]
    actions.link_account(person=me, account=account, by=None, now=NOW)
    codes = [
        str(code) for code in Person.objects.filter(ended=None).order_by("pk").values_list("code", flat=True)
    ]
    client = Client()
    client.force_login(account)
    _took(client, codes[:2], "2027-03-29T00:00:00Z")  # the map is made
    for people, until, bound in ((20, "2027-03-29T00:00:00Z", 0.3), (200, "2027-04-12T00:00:00Z", 1.0)):
        groups = [Random(seed).sample(codes, people) for seed in range(_ASKED)]
        times = sorted(_took(client, group, until) for group in groups)
        assert times[round(0.95 * _ASKED) - 1] < allowed(bound), (people, times)


def _took(client: Client, people: list[str], until: str) -> float:
    asked: dict[str, Any] = {"people": people, "from": "2027-03-15T12:00:00Z", "until": until}
    begun = process_time()
    answer = client.post("/api/v1/meetings/find", asked, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return process_time() - begun
