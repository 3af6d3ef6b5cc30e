"""The sums behind the large company: everybody is kept, nobody is alone."""

from hypothesis import given
from hypothesis import strategies as st

from scripts.build_example_places import FEWEST, Cell, City, apart, apportioned, folded

WARSAW, PARIS = Cell("Europe/Warsaw", "PL", 60, 120), Cell("Europe/Paris", "FR", 60, 120)
MONACO, NICE = Cell("Europe/Monaco", "MC", 60, 120), Cell("Europe/Nice", "FR", 60, 120)
JUNEAU, VANCOUVER = Cell("America/Juneau", "US", -540, -480), Cell("America/Vancouver", "CA", -480, -420)
PYONGYANG, SEOUL = Cell("Asia/Pyongyang", "KP", 540, 540), Cell("Asia/Seoul", "KR", 540, 540)


def test_few_people_join_their_country_then_their_clock() -> None:
    assert folded({PARIS: 20, NICE: 2, WARSAW: 10}) == {PARIS: 22, WARSAW: 10}
    assert folded({PARIS: 20, WARSAW: 10, MONACO: 3}) == {PARIS: 22, WARSAW: 11}


def test_a_clock_of_few_people_joins_the_nearest() -> None:
    assert folded({JUNEAU: 3, VANCOUVER: 9, WARSAW: 9}) == {VANCOUVER: 12, WARSAW: 9}


def test_a_place_that_is_not_believed_is_shared_out() -> None:
    assert folded({PYONGYANG: 17, SEOUL: 20}) == {SEOUL: 37}


CELLS = st.dictionaries(
    st.sampled_from([WARSAW, PARIS, MONACO, NICE, JUNEAU, PYONGYANG, VANCOUVER]),
    st.integers(1, 40),
    min_size=1,
)


@given(CELLS)
def test_nobody_is_lost_and_no_sum_is_small(cells: dict[Cell, int]) -> None:
    joined = folded({**cells, SEOUL: 30})
    assert sum(joined.values()) == sum(cells.values()) + 30
    assert min(joined.values()) >= FEWEST


@given(st.integers(0, 1000), st.dictionaries(st.text(max_size=3), st.integers(1, 10**7), min_size=1))
def test_shares_add_up(total: int, weights: dict[str, int]) -> None:
    parts = apportioned(total, weights)
    assert sum(parts.values()) == total
    whole = sum(weights.values())
    assert all(abs(part - total * weights[key] / whole) < 1 for key, part in parts.items())


def test_a_suburb_is_part_of_its_city() -> None:
    paris = City("Paris", 2_100_000, 48.86, 2.35)
    saint_denis = City("Saint-Denis", 110_000, 48.94, 2.36)
    lyon = City("Lyon", 520_000, 45.76, 4.84)
    assert apart([saint_denis, lyon, paris], 3) == [paris, lyon]
    assert apart([saint_denis, lyon, paris], 1) == [paris]
