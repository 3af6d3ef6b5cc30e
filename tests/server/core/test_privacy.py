"""No number about fewer than five, none that can be subtracted out of two (N5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.server.core.privacy import FEWEST, TooFew, broken_down, may_answer, share


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


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(10, 40, 0.25), (0, 40, 0.0), (40, 40, 1.0), (3, 40, None), (37, 40, None), (5, 19, None)],
)
def test_a_share_has_twenty_under_it_and_five_on_either_side(
    part: int, whole: int, told: float | None
) -> None:
    assert share(part, whole) == told


def test_two_answers_do_not_differ_by_one_person() -> None:
    team = set(range(12))
    may_answer(team)
    may_answer(team, [team])
    may_answer(team, [set(range(6))])
    for earlier in (team - {3}, team | {40}, set(range(8))):
        with pytest.raises(TooFew):
            may_answer(team, [set(range(50, 60)), earlier])
    with pytest.raises(TooFew):
        may_answer({1, 2, 3, 4})
