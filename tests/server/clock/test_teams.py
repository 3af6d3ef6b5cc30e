"""*Teams*: the tree with everybody counted, nobody read out, and the hours that all of a team share."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.engine.atlas import Atlas
from farflung.engine.model import Team
from farflung.engine.overlap import Sharing
from farflung.engine.time import Span
from farflung.server.clock.planning.teams import Branch, Teams, flat, week_of
from farflung.server.core import clock
from farflung.server.org import actions
from tests.company import DUBAI, LISBON, PEOPLE, SYDNEY, WARSAW, company
from tests.server.clock import rows
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.clock.test_now import large
from tests.server.company import Cast, make_account

H = timedelta(hours=1)


def crew(sizes: dict[str, int], tree: tuple[Team, ...] = ()) -> Atlas:
    """A company of teams of so many people, all of them nine to six in Lisbon."""
    ana = next(person for person in PEOPLE if person.id == "ana")
    people = [
        replace(ana, id=f"{name}{n}", name=f"{name} {n}", manager=None, teams=(name,))
        for name, size in sizes.items()
        for n in range(size)
    ]
    return Atlas(tuple(people), teams=tree)


def teams_of(atlas: Atlas) -> Teams:
    return Teams(atlas, MONDAY.date())


class TestTree:
    def test_a_team_is_everybody_in_the_teams_below_it_once(self) -> None:
        known = teams_of(large())
        assert {name: len(ids) for name, ids in known.ids.items()} == {
            "Ship": 100, "Tower": 70, "Bridge": 23, "Hull": 7, "Keel": 4, "Mast": 3,
        }  # fmt: skip
        assert known.roots == ["Ship"]
        assert known.below["Hull"] == ("Keel", "Mast")

    def test_somebody_in_two_teams_below_is_counted_once(self) -> None:
        atlas = crew({"A": 3, "B": 3}, (Team("A", (), None, "Top"), Team("B", ("A0",), None, "Top")))
        assert len(teams_of(atlas).ids["Top"]) == 6

    def test_who_has_left_is_in_no_team(self) -> None:
        atlas = crew({"A": 3})
        people = (replace(atlas.people[0], ended=date(2027, 3, 14)), *atlas.people[1:])
        assert len(teams_of(atlas.with_(people=people)).ids["A"]) == 2

    def test_a_ring_of_teams_is_no_tree_and_loses_nobody(self) -> None:
        """The database has no rule against it, files may say it, and a page must not hang."""
        ring = (Team("A", (), None, "B"), Team("B", (), None, "A"), Team("C", (), None, "A"))
        known = teams_of(crew({"A": 2, "B": 2, "C": 2}, ring))
        assert known.roots == ["A", "B"]
        assert {name: len(ids) for name, ids in known.ids.items()} == {"A": 4, "B": 2, "C": 2}

    def test_hours_of_a_week_are_the_engines(self) -> None:
        """Lisbon and Warsaw nine to six, an hour apart: eight hours on each of five days."""
        kasia = next(person for person in PEOPLE if person.name == "Kasia")
        two = Atlas((replace(PEOPLE[0], place=LISBON, teams=("T",)), replace(kasia, teams=("T",))))
        assert two.people[1].place == WARSAW
        assert teams_of(two).shared["T"] == 40 * H
        polaris = teams_of(company())
        pair = polaris.sharing.pairs([("ana", "salma")])[0]
        assert pair.weekly_minutes == 5 * 5 * 60
        assert polaris.shared == {"Ledger": timedelta(), "Withdrawals Ops": timedelta()}

    @pytest.mark.parametrize(("day", "start"), [(12, 6), (13, 13), (14, 13), (15, 13), (19, 13), (20, 20)])
    def test_a_week_is_cut_on_saturday_at_noon_utc(self, day: int, start: int) -> None:
        begin = datetime(2027, 3, start, 12, tzinfo=UTC)
        assert week_of(date(2027, 3, day)) == Span(begin, begin + timedelta(days=7))

    @pytest.mark.parametrize("place", [SYDNEY, DUBAI, LISBON])
    def test_the_cut_goes_through_nobodys_day(self, place: Any) -> None:
        """A week of five days of nine hours has them all, none of them cut in two."""
        person = replace(PEOPLE[0], place=place)
        both = Atlas((person, replace(person, id="twin")))
        shared = Sharing(both, week_of(MONDAY.date())).pairs([(person.id, "twin")])[0]
        hours = sum(block.end - block.start for block in person.patterns[0].pattern.blocks)
        assert shared.weekly_minutes == hours


def branches(text: str) -> list[str]:
    return re.findall(r'<div class="team">(.*?)</div>', text, flags=re.DOTALL)


def line(text: str, name: str) -> str:
    found = next(one for one in branches(text) if f"<bdi>{name}</bdi>" in one)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found)).strip()


@pytest.fixture
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def page(client: Client, who: Any, query: str = "", **headers: str) -> str:
    client.force_login(who)
    answer = client.get(f"/teams{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("_monday")
class TestPage:
    def test_ana_sees_both_teams_and_which_she_leads(self, polaris: Cast, client: Client) -> None:
        text = page(client, polaris.account("Ana"))
        assert line(text, "Ledger") == "Ledger you lead it 7 people somebody at work no hour for all"
        assert line(text, "Withdrawals Ops") == "Withdrawals Ops 14 people somebody at work no hour for all"
        assert f'<a href="/teams/{polaris.team("Ledger").code}">' in text
        assert 'href="/teams" aria-current="page">Teams</a>' in text
        assert "Teams that you lead" in words(text)
        assert '<a href="/company/teams">Teams that I lead</a>' in text

    def test_a_member_sees_which_is_theirs_and_no_record(self, polaris: Cast, client: Client) -> None:
        text = page(client, polaris.account("Wei"))
        assert line(text, "Ledger").startswith("Ledger yours 7 people")
        assert "/company/teams" not in text

    def test_camille_reaches_the_records(self, polaris: Cast, client: Client) -> None:
        assert "Records of teams" in words(page(client, polaris.account("Camille")))

    def test_an_operator_without_a_person_sees_the_tree(self, polaris: Cast, client: Client) -> None:
        account = make_account("runs@polaris.example", MONDAY)
        type(account).objects.filter(pk=account.pk).update(operator=True)
        text = page(client, account)
        assert len(branches(text)) == 2
        assert "yours" not in words(text)

    def test_strangers_get_nothing(self, polaris: Cast, client: Client) -> None:
        assert client.get("/teams").status_code == 404
        client.force_login(polaris.account("Mallory"))
        answer = client.get("/teams")
        assert answer.status_code == 404
        assert "Ledger" not in answer.content.decode()

    def test_few_are_not_counted_but_by_their_own(self, client: Client) -> None:
        people = rows.write(large())
        rows.account(people["p0"], "p0@example.org")
        rows.account(people["p93"], "p93@example.org")
        text = page(client, people["p0"].account)
        assert line(text, "Keel").startswith("Keel fewer than 5 ")
        assert "at work" not in line(text, "Keel")
        assert line(text, "Hull").startswith("Hull 7 people")
        assert re.search(r"Tower yours 70 people \d+ at work", line(text, "Tower"))
        assert line(page(client, people["p93"].account), "Keel").startswith("Keel yours 4 people")

    def test_numbers_at_work_are_those_of_the_hour(self, client: Client) -> None:
        """At 11:15 UTC on a Monday all of Lisbon are at work, nobody of Sydney."""
        atlas = crew({"A": 20, "B": 25})
        moved = tuple(replace(p, place=SYDNEY) if p.id.startswith("B") else p for p in atlas.people)
        people = rows.write(atlas.with_(people=moved))
        rows.account(people["A0"], "a0@example.org")
        text = page(client, people["A0"].account)
        assert line(text, "A") == "A yours 20 people 20 at work 45 h a week for all"
        assert line(text, "B") == "B 25 people 0 at work 45 h a week for all"

    def test_no_number_that_leaves_a_few_of_the_team_above(self, client: Client) -> None:
        """N5: the thirty and four of Top are 34, of whom the number is told; so not that of the thirty."""
        tree = (Team("A", (), None, "Top"), Team("B", (), None, "Top"), Team("Top", ()))
        people = rows.write(crew({"A": 30, "B": 4}, tree))
        rows.account(people["A0"], "a0@example.org")
        text = page(client, people["A0"].account)
        assert line(text, "Top").startswith("Top 34 people 34 at work")
        assert line(text, "A").startswith("A yours 30 people somebody at work")
        assert line(text, "B").startswith("B fewer than 5 45 h a week for all")

    def test_a_team_is_found_by_how_its_words_begin(self, polaris: Cast, client: Client) -> None:
        actions.add_team(name="Opérations de nuit", by=None, now=MONDAY)
        found = page(client, polaris.account("Ana"), "?q=OPERA+nuit")
        assert [re.sub(r"<[^>]+>", "", one).split(" ")[0] for one in branches(found)] == ["Opérations"]
        assert "1 team found" in words(found)
        none = page(client, polaris.account("Ana"), "?q=nothing")
        assert "0 teams found" in words(none)
        assert "No team has a word in its name" in words(none)

    def test_names_and_words_are_escaped(self, polaris: Cast, client: Client) -> None:
        actions.add_team(name="<script>alert(1)</script>", by=None, now=MONDAY)
        text = page(client, polaris.account("Ana"), "?q=%22%3E%3Cscript%3E")
        text += page(client, polaris.account("Ana"))
        assert "<script>" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text

    def test_a_company_without_teams_says_what_they_would_buy(self, client: Client) -> None:
        people = rows.write(Atlas((replace(PEOPLE[0], manager=None, teams=()),)))
        rows.account(people[PEOPLE[0].id], "one@example.org")
        assert "No team is known" in words(page(client, people[PEOPLE[0].id].account))

    def test_the_way_to_the_readers_own_team_is_open(self, client: Client) -> None:
        """Of a large tree only that."""
        sizes = {f"T{n}": 5 for n in range(12)}
        tree = tuple(Team(name, (), None, "Left" if n % 2 else "Right") for n, name in enumerate(sizes))
        people = rows.write(crew(sizes, (*tree, Team("Left", ()), Team("Right", ()))))
        rows.account(people["T100"], "t10@example.org")
        text = page(client, people["T100"].account)
        assert re.findall(r"<details( open)?><summary>6 below<span class=\"unseen\">(\w+)<", text) == [
            ("", "Left"), (" open", "Right"),
        ]  # fmt: skip

    def test_few_queries(self, polaris: Cast, client: Client) -> None:
        page(client, polaris.account("Ana"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/teams").status_code == 200
        assert len(queries) <= 15


class TestFlat:
    def test_every_branch_once(self) -> None:
        def branch(name: str, *below: Branch) -> Branch:
            return Branch(name, 5, None, True, None, False, False, below)

        tree = branch("a", branch("b", branch("c")), branch("d"))
        assert [one.name for one in flat([tree])] == ["a", "b", "c", "d"]
