"""N5: no number about fewer than five people, no share of fewer than twenty, none by subtracting."""

from dataclasses import replace

import pytest

from farflung.draw.world import FEWEST, FEWEST_FOR_RATES
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person as OnMap
from farflung.engine.model import Team
from farflung.server.clock.planning.company import company as company_at
from farflung.server.core import privacy
from farflung.server.core.privacy import TooFew, tellable
from farflung.server.org import queries
from farflung.server.org.atlas_copy import forget
from farflung.server.org.models import Person, Place
from tests.company import PEOPLE
from tests.constitution.subtracting import answers, at_work, counted, given_away, made_up
from tests.server.clock import rows
from tests.server.company import NOW

pytestmark = pytest.mark.django_db


def subtracted(groups: dict[str, set[int]], shown: frozenset[str]) -> set[tuple[str, str]]:
    """Pairs of shown groups of which one, taken from the other, leaves one to four people."""
    return {
        (large, small)
        for large in shown
        for small in shown
        if groups[small] < groups[large] and len(groups[large] - groups[small]) < FEWEST
    }


GROUPS = {
    "all": set(range(60)),
    "nearly all": set(range(57)),
    "forty": set(range(40)),
    "thirty-eight": set(range(38)),
    "the other twenty": set(range(40, 60)),
    "nineteen": set(range(19)),
}


def test_of_groups_that_differ_by_few_one_is_told() -> None:
    shown = tellable(GROUPS)
    assert subtracted(GROUPS, frozenset(GROUPS)) == {("all", "nearly all"), ("forty", "thirty-eight")}
    assert subtracted(GROUPS, shown) == set()
    assert shown == {"all", "forty", "the other twenty"}


def test_parts_that_leave_few_of_the_whole_are_not_all_told() -> None:
    parts = {"all": set(range(63)), "a": set(range(20)), "b": set(range(20, 40)), "c": set(range(40, 60))}
    shown = tellable(parts)
    assert "all" in shown
    assert len(shown & {"a", "b", "c"}) == 2, "three of them leave three people"


def test_it_does_not_depend_on_the_order_in_which_groups_come() -> None:
    assert tellable(GROUPS) == tellable(dict(reversed(GROUPS.items())))


def test_an_offence_planted_in_the_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_leaves_few", lambda *_: False)
    assert subtracted(GROUPS, tellable(GROUPS)) != set()


def test_counts_of_the_organisation_refuse_a_few() -> None:
    people_in("Lisbon", 4)
    with pytest.raises(TooFew):
        queries.headcounts("city", on=NOW.date())
    people_in("Porto", 7)
    cells = queries.headcounts("city", on=NOW.date())
    assert (dict(cells.shown), cells.others) == ({}, 11), "seven alone would give the four away"


def people_in(city: str, count: int) -> None:
    place = Place.objects.create(zone="Europe/Lisbon", country="PT", city=city)
    begun = Person.objects.count()
    for number in range(begun, begun + count):
        Person.objects.create(key=f"n{number}", name=f"N {number}", place=place, created_at=NOW)


def _one(number: int, teams: tuple[str, ...]) -> OnMap:
    return replace(PEOPLE[0], id=f"p{number}", name=f"P {number}", manager=None, teams=teams)


def clocked(teams: dict[str, int]) -> dict[str, bool]:
    """Whether each team has a share on the company's clock; teams are that many of the same people."""
    people = tuple(
        _one(n, tuple(team for team in teams if n < teams[team])) for n in range(max(teams.values()))
    )
    rows.write(Atlas(people, teams=tuple(Team(name, ()) for name in teams)))
    forget()
    day = company_at(NOW).day
    found = {name: day.team(name) for name in teams}
    return {name: team.exact for name, team in found.items() if team is not None}


def test_the_company_s_clock_tells_no_share_that_gives_few_away() -> None:
    told_of = clocked({"Everybody": 46, "Nearly": 43, "Half": 23, "Few": 12})
    assert told_of == {"Everybody": True, "Nearly": False, "Half": True, "Few": False}


def test_there_too_a_planted_offence_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_leaves_few", lambda *_: False)
    assert clocked({"Everybody": 46, "Nearly": 43})["Nearly"]


@pytest.mark.parametrize("seed", range(4))
def test_all_numbers_that_anybody_is_told_leave_nobody_when_subtracted(seed: int) -> None:
    company = made_up(seed)
    told = answers(company)
    assert len(told) >= 3
    working = at_work(company, told)
    assert len(working) > 4
    assert list(given_away(working, FEWEST_FOR_RATES)) == []
    assert list(given_away(counted(company, told), FEWEST)) == []
    assert list(given_away(working | company.teams(), FEWEST)) != [], "there was something to find"


def test_they_do_where_an_offence_is_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_leaves_few", lambda *_: False)
    company = made_up(0)
    found = set(given_away(at_work(company, answers(company)), FEWEST))
    assert "place Lisbon and Lisboa" in found
