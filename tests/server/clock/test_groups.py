"""N5: no group under five, no number at work under twenty, and nothing that can be worked out of two."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.draw.world import FEWEST, FEWEST_FOR_RATES
from farflung.engine.model import Place
from farflung.server.clock.planning import groups as module
from farflung.server.clock.planning.groups import Group, groups, key_of
from farflung.server.core.privacy import tellable
from tests.company import BENGALURU, DUBAI, LISBON, MANILA, NAIROBI, SINGAPORE, TAIPEI, TORONTO

_ZONES = (
    "Europe/Lisbon",
    "Europe/Paris",
    "Asia/Manila",
    "America/Toronto",
    "Africa/Lagos",
    "Pacific/Auckland",
)
PLACES = [
    Place(_ZONES[n % len(_ZONES)], city=f"City {n}", latitude=n * 1.0, longitude=n * 2.0) for n in range(80)
]

companies = st.lists(
    st.tuples(st.integers(0, 79), st.integers(1, 45), st.floats(0, 1)),
    max_size=90,
    unique_by=lambda row: row[0],
)


def shown(everybody: list[tuple[Place, bool]]) -> tuple[Group, ...]:
    """What is listed, with the numbers at work that may be told where there are no teams."""
    members: dict[object, list[int]] = {
        group.of: [n for n, (place, _) in enumerate(everybody) if key_of(place) in group.of]
        for group in groups(everybody).listed
    }
    members[""] = list(range(len(everybody)))
    return groups(everybody, tellable(members)).listed


def people(company: list[tuple[int, int, float]]) -> list[tuple[Place, bool]]:
    chance = random.Random(5)
    return [(PLACES[n], chance.random() < share) for n, count, share in company for _ in range(count)]


@given(companies)
def test_no_group_is_small_and_nobody_is_lost(company: list[tuple[int, int, float]]) -> None:
    everybody = people(company)
    found = groups(everybody)
    for shown in (found.listed, found.drawn):
        assert all(group.people >= FEWEST for group in shown)
        assert sum(group.people for group in shown) == (len(everybody) if len(everybody) >= FEWEST else 0)


@given(companies)
def test_no_sum_can_be_taken_from_another_so_that_few_are_left(company: list[tuple[int, int, float]]) -> None:
    """What is listed for a part of the world, less what is drawn there, is nothing or a group itself."""
    found = groups(people(company))
    listed = {group.label for group in found.listed if not group.rest}
    for rest in (group for group in found.listed if group.rest and group.label):
        drawn = [g for g in found.drawn if part(g) == rest.label and not (not g.rest and g.label in listed)]
        left = rest.people - sum(group.people for group in drawn if not group.rest)
        assert left == 0 or left >= FEWEST


@given(companies)
def test_numbers_at_work_leave_enough_people_unsaid(company: list[tuple[int, int, float]]) -> None:
    listed = shown(people(company))
    assert all(group.people >= FEWEST_FOR_RATES for group in listed if group.working is not None)
    unsaid = sum(group.people for group in listed if group.working is None)
    assert unsaid == 0 or unsaid >= FEWEST_FOR_RATES or all(group.working is None for group in listed)


@given(companies)
def test_a_rest_is_drawn_where_nobody_is(company: list[tuple[int, int, float]]) -> None:
    spots = {(place.latitude, place.longitude) for place in PLACES}
    rests = [group for group in groups(people(company)).drawn if group.rest]
    assert all((group.latitude, group.longitude) not in spots for group in rests)


def part(group: Group) -> str:
    return group.label if group.rest else group.zone.partition("/")[0]


def test_the_small_places_of_a_part_are_one_group() -> None:
    small = [place for place in (MANILA, TAIPEI, SINGAPORE, DUBAI, BENGALURU) for _ in range(4)]
    found = shown([*[(LISBON, True)] * 25, *[(place, False) for place in small]])
    assert [(g.label, g.people, g.working, g.rest) for g in found] == [
        ("Lisbon", 25, 25, False), ("Asia", 20, 0, True),
    ]  # fmt: skip


def test_a_number_that_would_give_the_last_one_away_is_left_out_too() -> None:
    """40 of all less 25 of Lisbon would be the seven of Manila: so Lisbon's is not said either."""
    found = shown([*[(LISBON, True)] * 25, *[(MANILA, False)] * 7])
    assert [group.working for group in found] == [None, None]


def test_parts_too_small_on_their_own_go_together_with_the_smallest_place() -> None:
    found = groups([*[(LISBON, True)] * 25, *[(TORONTO, True)] * 6, (MANILA, True), (NAIROBI, True)]).listed
    assert Counter({g.label: g.people for g in found}) == {"Lisbon": 25, "": 8}


@pytest.mark.parametrize("few", range(1, FEWEST))
def test_a_company_of_four_has_no_groups(few: int) -> None:
    assert groups([(LISBON, True)] * few).listed == ()


def test_a_planted_offence_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The properties above are no empty words: with the floor gone they do not hold."""
    monkeypatch.setattr(module, "FEWEST", 1)
    assert min(group.people for group in groups([(LISBON, True), *[(MANILA, True)] * 9]).listed) == 1
