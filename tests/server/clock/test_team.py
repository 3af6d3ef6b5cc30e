"""*A team*: the hours it shares, held against the engine and against sums by hand, and what changes them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Block, HolidaySwap, Person, Place, Stay, StayKind, WeeklyPattern
from farflung.engine.model import Team as EngineTeam
from farflung.engine.overlap import Sharing, apart, team_hours
from farflung.engine.time import Span
from farflung.server.clock.planning import team_hours as hours
from farflung.server.clock.planning.team import MOST_COMPARED, MOST_SHOWN
from farflung.server.clock.planning.team_days import Unavailable, holidays, unavailable
from farflung.server.clock.planning.team_effects import Effect, moves, shifts
from farflung.server.clock.planning.teams import week_of
from farflung.server.core import clock
from farflung.server.org import actions
from farflung.server.org.models import Team
from tests.company import (
    ANA,
    DANIEL,
    DUBAI,
    JACK,
    LISBON,
    PARIS,
    PEOPLE,
    RAVI,
    SALMA,
    SYDNEY,
    TOMAS,
    WEI,
    company,
)
from tests.server.clock import rows
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.clock.test_teams import crew, line
from tests.server.company import Cast, make_account

TODAY = MONDAY.date()
H = timedelta(hours=1)
LEDGER = (ANA, DANIEL, JACK, RAVI, SALMA, TOMAS, WEI)


def engine_team(name: str, *, lead: str | None = None, parent: str | None = None) -> EngineTeam:
    return EngineTeam(name, (), lead, parent)


def sharing(people: Sequence[Person]) -> Sharing:
    return Sharing(Atlas(tuple(people)), week_of(TODAY))


def ids(people: Sequence[Person]) -> list[str]:
    return [person.id for person in people]


class TestTogether:
    def test_what_all_share_is_said_on_everybodys_clock(self) -> None:
        """Lisbon 09-18 is 09-18 UTC, Dubai 05-14: 09-14 UTC, on five days."""
        two = (ANA, SALMA)
        found = hours.together(sharing(two), ids(two), MONDAY)
        assert found.weekly == 25 * H
        assert found.spans[0] == Span(
            datetime(2027, 3, 15, 9, tzinfo=UTC), datetime(2027, 3, 15, 14, tzinfo=UTC)
        )
        local = {one.place: one.hours for one in hours.local_hours(company(), two, found.spans, MONDAY)}
        assert local == {
            "Lisbon": WeeklyPattern(tuple(Block(day, 9 * 60, 14 * 60) for day in range(5))),
            "Dubai": WeeklyPattern(tuple(Block(day, 13 * 60, 18 * 60) for day in range(5))),
        }

    def test_hours_past_midnight_belong_to_the_day_they_begin_on(self) -> None:
        span = Span(datetime(2027, 3, 15, 12, 30, tzinfo=UTC), datetime(2027, 3, 15, 14, tzinfo=UTC))
        there = hours.local_hours(company(), (JACK,), (span,), MONDAY)
        assert there[0].hours.blocks == (Block(0, 23 * 60 + 30, 25 * 60),)

    def test_without_such_an_hour_the_best_one_and_who_is_missing(self) -> None:
        """At 05:00 UTC Sydney, Bengaluru, Dubai and Taipei work: four, as at 09:00, and sooner."""
        found = hours.together(sharing(LEDGER), ids(LEDGER), MONDAY)
        engine = team_hours(sharing(LEDGER), ids(LEDGER))
        assert found.hours == engine
        assert found.weekly == timedelta()
        assert found.best == Span(MONDAY.replace(hour=5, minute=0), MONDAY.replace(hour=6, minute=0))
        assert {person.name for person in found.missing} == {"Ana", "Daniel", "Tomás"}

    def test_one_person_shares_nothing(self) -> None:
        assert hours.together(sharing((ANA,)), ["ana"], MONDAY).hours is None
        assert hours.week(sharing((ANA,)), [], company().zones.zone("UTC")) == ((0,) * 48,) * 7


class TestPairs:
    def test_every_pair_close_to_nothing_is_in_one_line_and_no_other_pair(self) -> None:
        rows_of = sharing(LEDGER)
        found = hours.pairs(rows_of, ids(LEDGER))
        said = {frozenset((a.id, b.id)): line.daily for line in found for a in line.one for b in line.other}
        engine = {
            frozenset((pair.first, pair.second)): timedelta(minutes=pair.daily_minutes)
            for pair in rows_of.pairs(list(combinations(ids(LEDGER), 2)))
        }
        assert said == {pair: daily for pair, daily in engine.items() if daily < H}
        assert len(said) == sum(line.number for line in found)

    def test_pairs_without_any_are_those_of_the_engine(self) -> None:
        """Ana, Daniel and Tomás with Jack; Daniel with Ravi and Wei; Tomás with Wei."""
        rows_of = sharing(LEDGER)
        found = hours.pairs(rows_of, ids(LEDGER))
        assert hours.apart(found) == sum(one.pairs for one in apart(rows_of, ids(LEDGER))) == 6
        assert [line.daily for line in found] == sorted(line.daily for line in found)

    def test_who_is_alike_stands_together(self) -> None:
        twins = tuple(replace(JACK, id=f"jack{n}", name=f"Jack {n}") for n in range(3))
        found = hours.pairs(sharing((ANA, *twins)), ids((ANA, *twins)))
        assert [(ids(line.one), ids(line.other)) for line in found] == [(["ana"], ids(twins))]


def test_the_week_counts_people_on_the_readers_clock() -> None:
    """Ana 09-18 and Salma 05-14 UTC, read in Taipei: eight hours later."""
    two = (ANA, SALMA)
    found = hours.week(sharing(two), ids(two), company().zones.zone("Asia/Taipei"))
    monday = found[0]
    assert [monday[hour * 2] for hour in (12, 13, 16, 17, 21, 22, 23)] == [0, 1, 1, 2, 2, 1, 1]
    assert [found[1][hour * 2] for hour in (0, 1, 2, 13)] == [1, 1, 0, 1]
    assert sum(map(sum, found)) == 2 * 5 * 9 * 2


def stay(person: Person, place: Any, first: date, last: date | None, **more: Any) -> Stay:
    kind = StayKind.TRAVEL if last else StayKind.RELOCATION
    return Stay(person.id, place, kind, first, last, **more)


class TestMoves:
    def test_ana_in_dubai(self) -> None:
        """T12: her hours begin at 05:00 UTC there instead of 08:00, which is Salma's whole day."""
        trip = stay(ANA, DUBAI, date(2027, 5, 3), date(2027, 5, 10))
        found = moves(company().with_(stays=(trip,)), (ANA, SALMA), TODAY, 8)
        assert [(m.first, m.last, m.back, m.place) for m in found] == [
            (date(2027, 5, 3), date(2027, 5, 10), False, DUBAI)
        ]
        assert found[0].effect == Effect(30 * H, 45 * H, (), (), 0, 1)

    def test_pairs_that_lose_all_and_win_some(self) -> None:
        """Jack in Paris shares with Lisbon and Toronto, and with Taipei hardly anything any more."""
        trip = stay(JACK, PARIS, date(2027, 4, 12), date(2027, 4, 16))
        people = (ANA, JACK, WEI)
        effect = moves(company().with_(stays=(trip,)), people, TODAY, 8)[0].effect
        before = {("ana", "jack"): 0, ("jack", "wei"): 6 * 5, ("ana", "wei"): 2 * 5}
        day = Span(datetime(2027, 4, 12, tzinfo=UTC), datetime(2027, 4, 19, tzinfo=UTC))
        engine = Sharing(Atlas(people), day).pairs(list(before))
        assert {(p.first, p.second): p.weekly_minutes / 60 for p in engine} == before
        assert [(a.id, b.id) for a, b in effect.won] == [("ana", "jack")]
        assert effect.lost == ()
        assert (effect.less, effect.more) == (1, 0)

    def test_who_is_away_comes_back(self) -> None:
        trip = stay(ANA, DUBAI, date(2027, 3, 8), date(2027, 3, 19))
        found = moves(company().with_(stays=(trip,)), (ANA, SALMA), TODAY, 8)
        assert [(m.first, m.last, m.back) for m in found] == [(date(2027, 3, 20), None, True)]
        assert (found[0].effect.before, found[0].effect.after) == (45 * H, 25 * H)

    def test_a_corrected_stay_does_not_hold_again(self) -> None:
        """T13: the older record of the same journey is no part of the map without it."""
        first = stay(ANA, SYDNEY, date(2027, 5, 3), date(2027, 5, 10), id="a")
        right = replace(first, id="b", place=DUBAI, replaces="a", recorded=MONDAY)
        found = moves(company().with_(stays=(first, right)), (ANA, SALMA), TODAY, 8)
        assert [(m.place, m.effect.before, m.effect.after) for m in found] == [(DUBAI, 30 * H, 45 * H)]

    def test_what_is_withdrawn_over_or_far_off_is_none(self) -> None:
        plan = stay(ANA, DUBAI, date(2027, 5, 3), None, id="a")
        stays = (
            plan, replace(plan, id="b", replaces="a", withdrawn=True, recorded=MONDAY),
            stay(ANA, DUBAI, date(2027, 1, 3), date(2027, 1, 10)), stay(ANA, DUBAI, date(2028, 1, 3), None),
        )  # fmt: skip
        assert moves(company().with_(stays=stays), (ANA, SALMA), TODAY, 8) == ()

    def test_a_move_that_changes_nothing_says_so(self) -> None:
        near = stay(ANA, replace(LISBON, city="Porto"), date(2027, 5, 3), None)
        assert not moves(company().with_(stays=(near,)), (ANA, SALMA), TODAY, 8)[0].effect


class TestClocks:
    def test_a_change_that_moves_a_part(self) -> None:
        """From 28 March Lisbon is 08-17 UTC: an hour more with Dubai each day."""
        found = shifts(company(), (ANA, SALMA), TODAY, 1)
        assert [(s.at, s.by, ids(s.people)) for s in found] == [
            (datetime(2027, 3, 28, 1, tzinfo=UTC), H, ["ana"])
        ]
        assert found[0].effect == Effect(25 * H, 30 * H, (), (), 0, 1)

    def test_one_of_several_instants_has_the_date_of_their_own_calendars(self) -> None:
        """Beirut changes at midnight, three hours before Lisbon: both on Sunday, on two dates in UTC."""
        rana = replace(ANA, id="rana", place=Place("Asia/Beirut", "LB", None, "Beirut", 33.89, 35.5))
        of = Atlas((ANA, rana, SALMA), zones=company().zones)
        (found,) = shifts(of, of.people, TODAY, 1)
        assert (found.day, found.at) == (date(2027, 3, 28), datetime(2027, 3, 27, 22, tzinfo=UTC))
        assert ids(found.people) == ["ana", "rana"]

    def test_one_that_takes_all_along_changes_nothing(self) -> None:
        kasia = next(person for person in PEOPLE if person.name == "Kasia")
        assert shifts(company(), (ANA, kasia), TODAY, 3) == ()
        assert shifts(company(), (SALMA, RAVI), TODAY, 3) == ()

    def test_by_the_clocks_of_where_each_is_now(self) -> None:
        trip = stay(ANA, DUBAI, date(2027, 3, 8), date(2027, 3, 19))
        assert shifts(company().with_(stays=(trip,)), (ANA, SALMA), TODAY, 3) == ()


class TestDays:
    def test_holidays_by_place_with_who_would_have_worked(self) -> None:
        swap = replace(DANIEL, swaps=(HolidaySwap(date(2027, 3, 26), date(2027, 3, 29)),))
        people = (ANA, swap, RAVI, WEI)
        bases = {person.id: person.place for person in people}
        found = {off.day: off for off in holidays(company(), people, bases, TODAY) if "Good" in off.title}
        friday = found[date(2027, 3, 26)]
        assert (friday.title, friday.places, ids(friday.people)) == (
            "Good Friday", ("Lisbon", "Bengaluru"), ["ana", "ravi"],
        )  # fmt: skip

    def test_eight_weeks_and_no_longer(self) -> None:
        found = holidays(company(), LEDGER, {p.id: p.place for p in LEDGER}, TODAY)
        assert found == tuple(sorted(found, key=lambda off: off.day))
        assert found[-1].day <= date(2027, 5, 10)
        assert found[0].day >= TODAY

    def test_absences_are_only_unavailable(self) -> None:
        """N4; the same dates are one line, what is over or far off is none."""
        away = (
            Absence("ana", date(2027, 3, 10), date(2027, 3, 14)),
            Absence("wei", date(2027, 3, 15), date(2027, 3, 16)),
            Absence("ravi", date(2027, 3, 15), date(2027, 3, 16)),
            Absence("jack", date(2027, 4, 13), date(2027, 4, 14)),
        )
        found = unavailable(company().with_(absences=away), LEDGER, TODAY)
        assert found == (Unavailable(date(2027, 3, 15), date(2027, 3, 16), (RAVI, WEI)),)


@pytest.fixture
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def page(client: Client, who: Any, team: Team, **headers: str) -> str:
    client.force_login(who)
    answer = client.get(f"/teams/{team.code}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("_monday")
class TestPage:
    def test_ana_sees_her_team_in_her_time(self, polaris: Cast, client: Client) -> None:
        text = words(page(client, polaris.account("Ana"), polaris.team("Ledger")))
        assert "7 people, led by Ana. There is no hour in which all of them are at work." in text
        assert "Ravi 16:45 Bengaluru at work until 12:30" in text
        assert "Most are at work at 09:00–10:00 Lisbon: 5 people of 7. Not then: Daniel and Jack." in text
        assert "5 pairs are never at work at the same time. Ana and Tomás with Jack" in text
        assert "Sun 28 Mar 1 h forward: Ana and Tomás. Your clock changes with theirs." in text
        assert "Ana in Dubai until Mon 10 May. 1 pair shares hours again: Ana with Jack." in text
        assert "Mon 22 Mar Holi, Bengaluru: Ravi" in text

    def test_the_same_in_the_time_of_whoever_reads(self, polaris: Cast, client: Client) -> None:
        text = words(page(client, polaris.account("Wei"), polaris.team("Ledger")))
        assert "Ravi 16:45 Bengaluru at work until 20:30" in text
        assert "17:00–18:00 Taipei" in text
        assert "On your clock they work 1 h earlier from then on." in text

    def test_everybody_who_works_here_sees_every_team(self, polaris: Cast, client: Client) -> None:
        """Names, places, hours are what the map is for; the record is its lead's and people operations'."""
        team = polaris.team("Ledger")
        record = f"/company/teams/{team.code}"
        for name, leads_there in (("Ana", True), ("Mei-Ling", False), ("Camille", True), ("Wei", False)):
            assert (record in page(client, polaris.account(name), team)) is leads_there, name
            assert (client.get(record).status_code == 200) is leads_there, name
        assert "You" in words(page(client, polaris.account("Mei-Ling"), team))

    def test_strangers_get_nothing(self, polaris: Cast, client: Client) -> None:
        address = f"/teams/{polaris.team('Ledger').code}"
        assert client.get(address).status_code == 404
        client.force_login(polaris.account("Mallory"))
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Ana" not in answer.content.decode()

    def test_a_code_of_no_team_is_not_there(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Ana"))
        assert client.get(f"/teams/{polaris.people['Ana'].code}").status_code == 404

    def test_an_absence_reads_unavailable_and_nothing_else(self, polaris: Cast, client: Client) -> None:
        text = words(page(client, polaris.account("Ana"), polaris.team("Ledger")))
        assert "Now Daniel unavailable until Fri 19 Mar" in text
        assert not re.search(r"\b(leave|vacation|sick)\b", text, flags=re.IGNORECASE)

    def test_nobodys_rest_is_seen(self, polaris: Cast, client: Client) -> None:
        """N15."""
        polaris.people["Wei"].__class__.objects.update(rest_start=1320, rest_end=1860)
        assert 'class="rest"' not in page(client, polaris.account("Ana"), polaris.team("Ledger"))

    def test_names_lead_to_people_and_teams(self, polaris: Cast, client: Client) -> None:
        ops, ledger = polaris.team("Withdrawals Ops"), polaris.team("Ledger")
        actions.change_team(team=ledger, parent=ops, by=None, now=MONDAY)
        text = page(client, polaris.account("Ana"), ledger)
        assert f'<a href="/people/{polaris.people["Jack"].code}"><bdi>Jack</bdi></a>' in text
        assert f'href="/teams/{ops.code}"' in text
        assert f'<a href="/teams/{ledger.code}">' in page(client, polaris.account("Ana"), ops)

    def test_names_are_escaped(self, polaris: Cast, client: Client) -> None:
        team = actions.add_team(name="<b>Bold</b>", by=None, now=MONDAY)
        person = polaris.person("Wei")
        type(person).objects.filter(pk=person.pk).update(name='<img src=x onerror="1">')
        actions.join_team(team=team, person=person, by=None, now=MONDAY)
        text = page(client, polaris.account("Ana"), team)
        assert "<img" not in text
        assert "<b>Bold" not in text
        assert "&lt;img" in text

    def test_a_team_made_a_moment_ago_is_there(self, polaris: Cast, client: Client) -> None:
        page(client, polaris.account("Ana"), polaris.team("Ledger"))
        team = actions.add_team(name="New", by=None, now=MONDAY)
        assert "The team has no members" in words(page(client, polaris.account("Ana"), team))

    def test_a_team_of_one(self, polaris: Cast, client: Client) -> None:
        team = actions.add_team(name="Solo", by=None, now=MONDAY)
        actions.join_team(team=team, person=polaris.person("Wei"), by=None, now=MONDAY)
        text = words(page(client, polaris.account("Ana"), team))
        assert "1 person." in text
        assert "Hours in common begin with two people whose hours are known." in text

    def test_a_team_that_shares_hours_says_them_everywhere(self, polaris: Cast, client: Client) -> None:
        team = actions.add_team(name="Gulf", by=None, now=MONDAY)
        for name in ("Salma", "Ravi", "Kasia"):
            actions.join_team(team=team, person=polaris.person(name), by=None, now=MONDAY)
        text = words(page(client, polaris.account("Wei"), team))
        assert "All of them share 22 h 30 min of an ordinary week." in text
        for place, said in (
            ("Dubai", "12:00–16:30"),
            ("Bengaluru", "13:30–18:00"),
            ("Warsaw", "09:00–13:30"),
        ):
            assert f"{place} Mon–Fri {said} 1 person" in text

    def test_an_operator_without_a_person_reads_utc(self, polaris: Cast, client: Client) -> None:
        account = make_account("runs@polaris.example", MONDAY)
        type(account).objects.filter(pk=account.pk).update(operator=True)
        text = words(page(client, account, polaris.team("Ledger")))
        assert "Today, in UTC" in text
        assert "in your time" not in text

    def test_a_large_team_is_told_as_a_whole(self, client: Client) -> None:
        people = rows.write(crew({"Big": MOST_COMPARED + 1}))
        rows.account(people["Big0"], "big@example.org")
        text = page(client, people["Big0"].account, Team.objects.get(name="Big"))
        assert text.count('class="who"') == MOST_SHOWN
        assert f"and {MOST_COMPARED + 1 - MOST_SHOWN} more people" in words(text)
        assert "All of them share 45 h" in words(text)
        assert "Pairs, moves and holidays are on the pages of its smaller teams." in words(text)

    def test_how_many_of_a_few_work_is_told_to_them_and_their_lead_alone(self, client: Client) -> None:
        """Whoever has opened the page before, and so had its parts written."""
        tree = (engine_team("A", parent="Top"), engine_team("B", lead="A1", parent="Top"))
        people = rows.write(crew({"A": 30, "B": 4}, tree))
        top = Team.objects.get(name="Top")
        for key in ("A0", "B0", "A1"):
            rows.account(people[key], f"{key.lower()}@example.org")
        told = {"A0": "B fewer than 5", "B0": "B yours 4 people", "A1": "B you lead it 4 people"}
        for key in ("A0", "B0", "A1", "A0", "B0"):
            assert line(page(client, people[key].account, top), "B").startswith(told[key])

    def test_everybody_reads_the_changes_of_clocks_by_their_own(self, polaris: Cast, client: Client) -> None:
        ledger = polaris.team("Ledger")
        ana = page(client, polaris.account("Ana"), ledger)
        wei = page(client, polaris.account("Wei"), ledger)
        assert "An ordinary week as clocks show it in Lisbon" in words(ana)
        assert "An ordinary week as clocks show it in Taipei" in words(wei)
        assert (
            ana.split('id="clocks"')[1].split("</section>")[0]
            != (wei.split('id="clocks"')[1].split("</section>")[0])
        )
        both = [text.split('id="off"')[1].split("</section>")[0] for text in (ana, wei)]
        assert both[0] == both[1]

    def test_few_queries(self, polaris: Cast, client: Client) -> None:
        page(client, polaris.account("Ana"), polaris.team("Ledger"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/teams/{polaris.team('Ledger').code}").status_code == 200
        assert len(queries) <= 15
