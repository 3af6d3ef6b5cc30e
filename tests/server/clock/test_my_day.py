"""*My day* as the cast, an operator and a stranger get it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.server.core import clock
from farflung.server.core.writing import MAP, writing
from farflung.server.org.models import Absence, Person
from farflung.server.site.subscriptions import OFFERS
from farflung.server.ui import mine
from tests.server.clock.moment import MONDAY
from tests.server.company import Cast, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def page(client: Client, who: Any, **headers: str) -> str:
    client.force_login(who)
    answer = client.get("/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def words(text: str) -> str:
    """The main part as it is read: no tags, single spaces."""
    main = text[text.index("<main") : text.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", re.sub(r"<svg.*?</svg>", "", main, flags=re.DOTALL)))


def test_ana_sees_her_state_her_team_and_what_moves(polaris: Cast, client: Client) -> None:
    text = words(page(client, polaris.account("Ana")))
    assert "At work until 18:00" in text
    assert "6 h 45 min of today’s work ahead" in text
    assert "Your hours: Mon–Fri 09:00–18:00." in text
    assert "Ledger today, in your time" in text
    assert "Ravi 16:45 Bengaluru at work until 12:30" in text
    assert "Clocks in Lisbon go forward 1 h." in text
    assert "work 1 h later on your clock" in text


def test_every_time_has_a_place_and_times_of_others_have_theirs(polaris: Cast, client: Client) -> None:
    text = page(client, polaris.account("Wei"))
    assert (
        '<time datetime="2027-03-15T11:15:00Z" title="Mon 15 Mar 19:15 Taipei (UTC+8)">19:15</time>' in text
    )
    assert '<span class="clock">11:15 <bdi>Lisbon</bdi></span>' in text


def test_an_absence_of_another_reads_unavailable_and_nothing_else(polaris: Cast, client: Client) -> None:
    """N4: Daniel is away this week, and nobody learns more than that."""
    text = words(page(client, polaris.account("Ana")))
    assert "Daniel unavailable until Fri 19 Mar" in text
    assert not re.search(r"leave|vacation|sick|holiday of Daniel", text, flags=re.IGNORECASE)


def test_nobodys_rest_is_seen_but_ones_own(polaris: Cast, client: Client) -> None:
    """N15."""
    Person.objects.update(rest_start=1320, rest_end=1860)
    text = page(client, polaris.account("Ana"))
    assert "Rest 22:00–07:00." in words(text)
    assert text.count('class="rest"') - text.count('height="4" rx="2" class="rest"/></svg>') <= 2


def test_what_must_be_confirmed_stands_first(polaris: Cast, client: Client) -> None:
    assert "Confirm your place, hours and rest" in words(page(client, polaris.account("Ana")))
    Person.objects.filter(pk=polaris.people["Ana"].pk).update(confirmed_at=MONDAY)
    assert "Confirm your place" not in words(page(client, polaris.account("Ana")))


def test_hours_that_nobody_has_said_are_called_assumed(polaris: Cast, client: Client) -> None:
    polaris.people["Ana"].patterns.update(assumed=True)
    assert "Your hours are assumed, nobody has said them" in words(page(client, polaris.account("Ana")))


@pytest.fixture
def offered(polaris: Cast) -> Iterator[None]:
    ana = polaris.people["Ana"].code

    def offers(person: UUID, now: datetime) -> list[mine.Mine]:
        later = mine.Mine("Decide on <b>limits</b>", "/decisions/1", now + timedelta(hours=5))
        return [later, mine.Mine("Take over the queue")] if person == ana else []

    mine.offer((offers,))
    yield
    mine.offer(OFFERS)


def test_other_domains_put_their_lines_on_it(polaris: Cast, offered: None, client: Client) -> None:
    text = page(client, polaris.account("Ana"))
    assert words(text).index("Take over the queue") < words(text).index("Decide on")
    assert '<a href="/decisions/1">Decide on &lt;b&gt;limits&lt;/b&gt;</a>' in text
    assert "Take over" not in page(client, polaris.account("Wei"))


@pytest.mark.parametrize(
    ("language", "direction", "said"),
    [
        ("fr", "ltr", "Au travail jusqu’à 18:00"),
        ("es", "ltr", "Trabajando hasta"),
        ("ar", "rtl", "في العمل حتى"),
    ],
)
def test_it_speaks_the_readers_language(
    polaris: Cast, client: Client, language: str, direction: str, said: str
) -> None:
    text = page(client, polaris.account("Ana"), **{"accept-language": language})
    assert f'<html lang="{language}" dir="{direction}">' in text
    assert said in words(text)
    english = "at work|your|until|unavailable|Now|Off|share"
    assert not re.search(rf"\b({english})\b", words(text))


def test_a_stranger_and_mallory_get_nothing(polaris: Cast, client: Client) -> None:
    assert client.get("/").status_code == 302
    client.force_login(polaris.account("Mallory"))
    answer = client.get("/")
    assert answer.status_code == 404
    assert "Ana" not in answer.content.decode()


def test_an_account_without_a_person_has_no_day_but_a_page(polaris: Cast, client: Client) -> None:
    account = make_account("runs@polaris.example", MONDAY)
    type(account).objects.filter(pk=account.pk).update(operator=True)
    text = words(page(client, account))
    assert "This account runs the site" in text
    assert "23 people in 2 teams." in text


def test_an_operator_of_an_empty_site_is_told_what_is_missing(client: Client, db: None) -> None:
    account = make_account("runs@polaris.example", MONDAY)
    type(account).objects.filter(pk=account.pk).update(operator=True)
    assert "Nobody is on the map yet" in words(page(client, account))


def test_a_name_of_another_cannot_do_harm(polaris: Cast, client: Client) -> None:
    Person.objects.filter(pk=polaris.people["Ravi"].pk).update(name="<script>alert(1)</script>")
    text = page(client, polaris.account("Ana"))
    assert "<script>alert" not in text


def test_few_queries_and_few_bytes(polaris: Cast, client: Client) -> None:
    client.force_login(polaris.account("Mei-Ling"))
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/")
    assert len(queries) <= 15
    assert len(answer.content) < 40_000


def test_a_change_is_seen_at_the_next_look(polaris: Cast, client: Client) -> None:

    page(client, polaris.account("Ana"))
    with writing(by=None, now=MONDAY, changes=MAP):
        Absence.objects.create(
            person=polaris.people["Ana"],
            during=DateRange(date(2027, 3, 15), date(2027, 3, 16)),
            recorded_at=MONDAY,
        )
    assert "Off until Tue 09:00" in words(page(client, polaris.account("Ana")))


def test_at_the_hour_that_does_not_exist_the_page_stands(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 28, 1, 0, tzinfo=UTC))
    assert "clocks change" in words(page(client, polaris.account("Ana")))
