"""*People*: found by any word and filter, by the clock, in the reader's time; nothing taken unasked."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.engine.model import Place
from farflung.engine.time import total
from farflung.server.clock.planning.people import PAGE
from farflung.server.clock.planning.week import week_of
from farflung.server.core import clock
from farflung.server.org import actions
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Person
from farflung.server.ui.reader import Reader
from tests.server.clock import rows
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.clock.test_now import large
from tests.server.company import Cast, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def page(client: Client, who: Any, speaks: str = "en", **query: Any) -> str:
    client.force_login(who)
    answer = client.get("/people", query, headers={"accept-language": speaks})
    assert answer.status_code == 200
    return answer.content.decode()


def names(text: str) -> list[str]:
    """Whom a page lists, in its order."""
    return re.findall(r'<b><a href="/people/[0-9a-f-]{36}"><bdi>([^<]*)</bdi>', text)


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ({"q": "tomas"}, ["Tomás"]),
        ({"q": "TOMÁS"}, ["Tomás"]),
        ({"q": "sao paulo"}, ["Beatriz", "Rafael"]),
        ({"q": "portug lisb"}, ["Ana"]),
        ({"q": "withdrawals charge mex"}, ["Ximena"]),
        ({"q": "ops", "country": "SG"}, ["Hafiz", "Mei-Ling"]),
        ({"skill": "chargebacks", "country": "MX"}, ["Ximena"]),
        ({"language": "French", "q": "ledger"}, ["Daniel"]),
        ({"q": "ledger", "skill": "nothing"}, []),
    ],
)
def test_found_by_each_thing(polaris: Cast, client: Client, query: dict[str, Any], who: list[str]) -> None:
    assert names(page(client, polaris.account("Ana"), **query)) == who


def test_by_team_and_by_role(polaris: Cast, client: Client) -> None:
    ana = polaris.account("Ana")
    found = names(page(client, ana, team=polaris.team("Ledger").code))
    assert found == ["Ana", "Daniel", "Jack", "Ravi", "Salma", "Tomás", "Wei"]
    role = polaris.person("Camille").job
    assert names(page(client, ana, job=role)) == ["Camille"]
    assert names(page(client, ana, q=role)) == ["Camille"]
    assert names(page(client, ana, team="no-code")) == []


def test_whose_name_is_meant_comes_first(polaris: Cast, client: Client) -> None:
    for name in ("Abel Anand", "Lisbon Zimmer"):
        details = actions.NewPerson(
            name=name, place=Place("Europe/Lisbon", "PT", None, "Lisbon"), job="Ana-lyst"
        )
        actions.add_person(details=details, by=None, now=MONDAY)
    ana = polaris.account("Ana")
    assert names(page(client, ana, q="lisbon")) == ["Lisbon Zimmer", "Abel Anand", "Ana"]
    assert names(page(client, ana, q="ana"))[:2] == ["Ana", "Abel Anand"]


def test_it_says_where_and_when_in_the_readers_time(polaris: Cast, client: Client) -> None:
    ana = polaris.account("Ana")
    ravi = words(page(client, ana, q="ravi"))
    assert "1 person" in ravi
    assert "16:45 Bengaluru at work until 12:30 your time" in ravi
    assert "next at work Tue 01:00 your time" in words(page(client, ana, q="wei"))
    assert "unavailable until" in words(page(client, ana, q="daniel"))


def test_hours_shared_are_the_engines(polaris: Cast, client: Client) -> None:
    atlas = current().atlas
    ana, ravi = (atlas.find(name) for name in ("Ana", "Ravi"))
    week = week_of(Reader(MONDAY, atlas.zones.zone("Europe/Lisbon"), "Lisbon"))
    exact = total(atlas.overlap([ana, ravi], week))
    assert timedelta(hours=12) < exact < timedelta(hours=20)
    hours, minutes = divmod(exact // timedelta(minutes=1), 60)
    said = f"{hours} h {minutes} min shared" if minutes else f"{hours} h shared"
    assert said in words(page(client, polaris.account("Ana"), q="ravi"))
    own = words(page(client, polaris.account("Ana"), q="lisbon"))
    assert "shared" not in own.replace("Shares", "")


def test_at_work_now_is_who_the_engine_says(polaris: Cast, client: Client) -> None:
    atlas = current().atlas
    working = sorted(p.name for p in atlas.people if atlas.is_working(p, MONDAY))
    found = names(page(client, polaris.account("Ana"), working=1))
    assert sorted(found) == working
    assert 0 < len(working) < len(atlas.people)


def test_shares_at_least_so_many_hours_with_me(polaris: Cast, client: Client) -> None:
    atlas = current().atlas
    ana = atlas.find("Ana")
    week = week_of(Reader(MONDAY, atlas.zones.zone("Europe/Lisbon"), "Lisbon"))
    for hours in (1, 15, 30):
        enough = {
            p.name for p in atlas.people
            if p != ana and total(atlas.overlap([ana, p], week)) >= timedelta(hours=hours)
        }  # fmt: skip
        assert set(names(page(client, polaris.account("Ana"), hours=hours))) == enough
    assert names(page(client, polaris.account("Ana"), hours=168)) == []


def test_a_misspelt_word_is_offered_and_never_taken(polaris: Cast, client: Client) -> None:
    text = page(client, polaris.account("Ana"), q="ximenna")
    assert names(text) == []
    assert '<a href="?q=ximena"><bdi>ximena</bdi></a>' in text
    both = page(client, polaris.account("Ana"), q="ledgr lisbn", country="PT")
    assert names(both) == []
    assert '<a href="?q=ledger+lisbon&amp;country=PT">' in both
    assert "Perhaps meant" not in page(client, polaris.account("Ana"), q="qqqqqq")


def test_who_finds_nobody_is_told_what_to_try(polaris: Cast, client: Client) -> None:
    text = words(page(client, polaris.account("Ana"), q="tomás", country="MX", hours=3))
    assert "Nobody is found by that" in text
    assert "The same words without filters" in text
    assert "Leave one out" in text


def test_page_by_page_everybody_once(client: Client) -> None:
    people = rows.write(large())
    rows.account(people["p0"], "p0@example.org")
    seen, text = list[str](), ""
    for number in range(1, 5):
        text = page(client, people["p0"].account, page=number)
        assert len(names(text)) == PAGE
        seen += names(text)
    assert sorted(seen) == sorted(f"Person {n}" for n in range(100))
    assert "100 people, 76 to 100" in words(text)
    assert "More people" not in text
    assert names(page(client, people["p0"].account, page=99)) == seen[-PAGE:]
    assert names(page(client, people["p0"].account, page="x")) == seen[:PAGE]


def test_what_was_asked_for_stays_in_links_to_other_pages(client: Client) -> None:
    people = rows.write(large())
    rows.account(people["p0"], "p0@example.org")
    text = page(client, people["p0"].account, q="", working=1, hours=2, page=2)
    assert 'href="?working=1&amp;hours=2&amp;page=3" rel="next"' in text
    assert 'href="?working=1&amp;hours=2&amp;page=1" rel="prev"' in text


def test_htmx_gets_the_list_alone(polaris: Cast, client: Client) -> None:
    client.force_login(polaris.account("Ana"))
    answer = client.get("/people", {"q": "tomas"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.startswith('<p class="unseen" id="said" role="status" hx-swap-oob="true">1 person</p>')
    assert text.count('<section id="found"') == 1
    assert names(text) == ["Tomás"]
    assert "<html" not in text
    assert "HX-Request" in answer.headers["Vary"]
    assert answer.headers["HX-Replace-Url"] == "/people?q=tomas"


@pytest.mark.parametrize("text", ["'", "a' | 'b", "& | !", ":*", "\\", "%", "<b>", "q" * 5000])
def test_nothing_typed_is_more_than_words(polaris: Cast, client: Client, text: str) -> None:
    shown = page(client, polaris.account("Ana"), q=text, skill=text, job=text, team=text)
    assert "<b>" not in re.sub(r"<b><a", "", shown[shown.index("<main") : shown.index("</main>")])


def test_a_name_cannot_do_harm(polaris: Cast, client: Client) -> None:
    evil = "<script>alert(1)</script>"
    Person.objects.filter(pk=polaris.people["Ravi"].pk).update(name=evil, job=evil, skills=[evil])
    text = page(client, polaris.account("Ana"))
    assert "&lt;script&gt;alert" in text
    assert "<script>alert" not in text


def test_who_may_look(polaris: Cast, client: Client) -> None:
    assert client.get("/people").status_code == 404
    client.force_login(polaris.account("Mallory"))
    answer = client.get("/people", {"q": "ana"})
    assert (answer.status_code, b"Ana" in answer.content) == (404, False)
    for name in ("Ana", "Mei-Ling", "Camille"):
        text = page(client, polaris.account(name))
        assert len(names(text)) == 23
        assert '<a href="/people" aria-current="page">People</a>' in text
    assert client.post("/people").status_code in {403, 405}


def test_an_operator_without_a_person_reads_utc_and_shares_nothing(polaris: Cast, client: Client) -> None:
    account = make_account("runs@polaris.example", MONDAY)
    type(account).objects.filter(pk=account.pk).update(operator=True)
    text = words(page(client, account, q="ravi", hours=3))
    assert "at work until 12:30 UTC" in text
    assert "your time" not in text
    assert "shared" not in text


def test_an_empty_company_says_what_is_missing(client: Client, db: None) -> None:
    account = make_account("runs@polaris.example", MONDAY)
    type(account).objects.filter(pk=account.pk).update(operator=True)
    assert "Nobody is on the map yet" in words(page(client, account))


def test_who_left_is_not_found(polaris: Cast, client: Client) -> None:
    Person.objects.filter(pk=polaris.people["Jun"].pk).update(ended=date(2027, 3, 14))
    assert names(page(client, polaris.account("Ana"), q="jun")) == []


def test_it_speaks_the_readers_language(polaris: Cast, client: Client) -> None:
    text = page(client, polaris.account("Ana"), "fr", q="ravi")
    assert '<html lang="fr" dir="ltr">' in text
    assert names(text) == ["Ravi"]


def test_few_queries(polaris: Cast, client: Client) -> None:
    asked = {"q": "a", "hours": "1", "working": "1", "team": str(polaris.team("Ledger").code)}
    page(client, polaris.account("Ana"), **asked)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/people", asked)
    assert len(queries) <= 15
    assert len(names(answer.content.decode())) > 1
