"""*Now*: everybody counted, nobody read out."""

import random
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.draw.world import FEWEST_FOR_RATES
from farflung.engine.atlas import Atlas
from farflung.engine.model import Team
from farflung.server.clock.planning.company import company as company_at
from farflung.server.core import clock
from tests.company import LISBON, MANILA, NAIROBI, PEOPLE, SYDNEY, TAIPEI, TORONTO, holidays_of
from tests.server.clock import rows
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.company import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def large() -> Atlas:
    """A hundred people: p0 and 59 others in Lisbon, 25 in Toronto, 9 in Sydney, six in three places more."""
    chance = random.Random(3)
    places = [LISBON] * 60 + [TORONTO] * 25 + [SYDNEY] * 9 + [MANILA] * 3 + [TAIPEI] * 2 + [NAIROBI]
    chance.shuffle(places)
    at = places.index(LISBON)
    places[0], places[at] = places[at], places[0]
    teams = ["Tower"] * 70 + ["Bridge"] * 23 + ["Keel"] * 4 + ["Mast"] * 3
    people = tuple(
        replace(
            chance.choice(PEOPLE), id=f"p{n}", name=f"Person {n}", place=place, manager=None, teams=(team,)
        )
        for n, (place, team) in enumerate(zip(places, teams, strict=True))
    )
    tree = (Team("Tower", (), None, "Ship"), Team("Bridge", (), None, "Ship"), Team("Keel", (), None, "Hull"),
            Team("Mast", (), None, "Hull"), Team("Hull", (), None, "Ship"))  # fmt: skip
    return Atlas(people, holidays=holidays_of(people), teams=tree)


@pytest.fixture
def crowd() -> dict[str, Any]:
    people = rows.write(large())
    rows.account(people["p0"], "p0@example.org")
    return people


def shown(client: Client, who: Any) -> str:
    client.force_login(who)
    answer = client.get("/now")
    assert answer.status_code == 200
    return answer.content.decode()


def test_places_with_people_and_how_many_work(crowd: dict[str, Any], client: Client) -> None:
    text = words(shown(client, crowd["p0"].account))
    assert re.search(r"\d+ of 100 people are in their working hours", text)
    assert "Lisbon 11:15" in text
    assert "Sydney 22:15 9 people" in text


def test_places_of_few_are_in_no_list_map_or_table(crowd: dict[str, Any], client: Client) -> None:
    """N5: Manila, Taipei and Nairobi hold six people together, and are called by no name."""
    text = shown(client, crowd["p0"].account)
    assert not re.search("Manila|Taipei|Nairobi", text[text.index("<main") : text.index("</main>")])
    assert "elsewhere" in text


def test_no_number_at_work_for_fewer_than_twenty(crowd: dict[str, Any], client: Client) -> None:
    text = words(shown(client, crowd["p0"].account))
    assert all(
        int(all_of_them) >= FEWEST_FOR_RATES for all_of_them in re.findall(r"\d+ of (\d+) at work", text)
    )


def test_teams_of_few_are_not_shown_and_small_ones_without_a_share(
    crowd: dict[str, Any], client: Client
) -> None:
    text = words(shown(client, crowd["p0"].account))
    assert "Tower yours" in text
    assert "Keel" not in text
    assert "Mast" not in text
    assert re.search(r"Hull (somebody|nobody) is at work", text)


def test_a_team_of_many_is_everybody_in_the_teams_below_it(crowd: dict[str, Any]) -> None:
    day = company_at(MONDAY).day
    assert {team.name: team.people for team in day.tops(9)} == {"Tower": 70, "Bridge": 23, "Hull": 7}
    assert day.team("Keel") is None


def test_clock_changes_ahead_with_what_they_do_here(crowd: dict[str, Any], client: Client) -> None:
    text = words(shown(client, crowd["p0"].account))
    assert "Sun 28 Mar 1 h forward: Lisbon, 60 people. Your clock changes with theirs." in text
    # On Sunday in Sydney, when it is still Saturday evening here: by the date of those whose clocks change,
    # since half a continent's changes are one line, and may lie on both sides of the reader's midnight.
    assert "Sun 4 Apr 1 h back: Sydney, 9 people. On your clock they work 1 h later from then on." in text
    assert "Dates are those where the clocks change." in text


def test_a_company_of_four_has_no_groups(client: Client) -> None:
    few = tuple(replace(person, manager=None) for person in PEOPLE[:4])
    people = rows.write(Atlas(few))
    rows.account(people["ana"], "ana@example.org")
    text = words(shown(client, people["ana"].account))
    assert "no group can be shown without naming who is in it" in text
    assert not re.search(r"\d+ of \d+", text)


def test_the_cast_sees_it_in_their_own_time(polaris: Cast, client: Client) -> None:
    text = shown(client, polaris.account("Jack"))
    assert "22:15</time>" in text
    assert "Withdrawals Ops" in text


def test_who_has_left_is_not_counted(crowd: dict[str, Any], client: Client) -> None:
    type(crowd["p0"]).objects.exclude(pk=crowd["p0"].pk).filter(
        key__in=[f"p{n}" for n in range(1, 11)]
    ).update(ended=date(2027, 3, 1))
    assert " of 90 people are in their working hours" in words(shown(client, crowd["p0"].account))


def test_strangers_get_nothing(polaris: Cast, client: Client) -> None:
    assert client.get("/now").status_code == 404
    client.force_login(polaris.account("Mallory"))
    assert client.get("/now").status_code == 404


def test_few_queries_and_few_bytes(crowd: dict[str, Any], client: Client) -> None:
    shown(client, crowd["p0"].account)
    with CaptureQueriesContext(connection) as queries:
        text = shown(client, crowd["p0"].account)
    assert len(queries) <= 15 + 4  # signing in is in them
    assert len(text.encode()) < 100_000
