"""No number about fewer than five, none that can be subtracted out of two (N5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.draw.world import FEWEST
from farflung.server.core.privacy import TooFew, broken_down, tellable


def test_small_cells_are_one_and_it_is_no_small_one() -> None:
    cells = broken_down({"Manila": 12, "Singapore": 6, "Cebu": 3, "Davao": 2})
    assert (cells.shown, cells.others, cells.total) == ({"Manila": 12, "Singapore": 6}, 5, 23)


def test_a_large_cell_joins_the_others_where_they_would_be_found_by_subtracting() -> None:
    cells = broken_down({"Manila": 12, "Singapore": 6, "Cebu": 3})
    assert (cells.shown, cells.others) == ({"Manila": 12}, 9)


def test_nothing_is_said_of_four() -> None:
    with pytest.raises(TooFew):
        broken_down({"Cebu": 3, "Davao": 1})
    assert broken_down({}).total == 0


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=12))
def test_whatever_is_counted_nobody_is_alone(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    if 0 < total < FEWEST:
        return
    cells = broken_down(counts)
    assert cells.total == total
    assert all(count >= FEWEST for count in cells.shown.values())
    assert cells.others == 0 or cells.others >= FEWEST


def test_of_two_groups_that_differ_by_few_the_larger_is_told() -> None:
    groups = {"all": range(60), "nearly all": range(57), "others": range(20, 40)}
    assert tellable(groups) == {"all", "others"}


def test_two_that_share_all_but_a_few_are_not_both_told() -> None:
    """Neither is part of the other: the difference is about two people, one of each."""
    assert tellable({"a": range(40), "b": range(1, 41)}) == {"a"}
    assert tellable({"a": range(40), "b": range(10, 50)}) == {"a", "b"}


def test_parts_leave_few_even_where_another_part_hides_it() -> None:
    """With C nobody is left of all; without C, which shares people with A and with B, two are."""
    groups = {"all": range(60), "a": range(30), "b": range(30, 58), "c": range(25, 60)}
    assert tellable(groups) == {"all", "a", "c"}


def test_parts_of_one_kind_are_taken_away_together() -> None:
    """A larger team across two of them would stand in the way of places that leave two people together."""
    places = {"north": range(40), "middle": range(40, 70), "south": range(70, 98)}
    told = tellable({"all": range(100)}, places, {"team": range(15, 60)})
    assert told == {"all", "team", "north", "middle"}


def test_what_is_told_anyway_counts_as_well() -> None:
    assert tellable({"a": range(30)}, least=5, besides=[[range(33)]]) == frozenset()
    assert tellable({"a": range(30)}, least=5, besides=[[range(33), range(40)]]) == frozenset()
    assert tellable({"a": range(30)}, least=5, besides=[[range(35)]]) == {"a"}
    assert tellable({"a": range(30)}, least=5, besides=[[range(20), range(20, 28)]]) == frozenset()


sizes = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=9)


@given(sizes)
def test_no_two_differ_by_few(spans: list[tuple[int, int]]) -> None:
    groups = {n: range(min(span), max(span)) for n, span in enumerate(spans)}
    told = tellable(groups)
    assert all(len(groups[n]) >= 20 for n in told)
    for one in told:
        for other in told:
            differ = set(groups[one]) ^ set(groups[other])
            assert not differ or len(differ) >= 20
