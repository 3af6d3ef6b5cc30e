"""Burden points of a meeting hour, by the attendee's own clock."""

import itertools

import pytest

from farflung.rulepacks import load_packs

BURDEN = load_packs().burden_points()


@pytest.mark.parametrize(
    ("hour", "points"),
    [(0, 8), (5, 8), (6, 3), (7, 1), (8, 0), (18, 0), (19, 1), (20, 1), (21, 3), (22, 3), (23, 8)],
)
def test_points_by_hour(hour: int, points: int) -> None:
    assert {BURDEN.points_at(hour * 60), BURDEN.points_at(hour * 60 + 59)} == {points}


@pytest.mark.parametrize("minute", [-1, 1440])
def test_minute_outside_the_day_is_refused(minute: int) -> None:
    with pytest.raises(ValueError, match=f"0 to 1439, got {minute}"):
        BURDEN.points_at(minute)


def test_bands_tile_the_day() -> None:
    edges = [(band.start, band.end) for band in BURDEN.bands]
    assert edges[0][0] == 0
    assert edges[-1][1] == 1440
    assert all(left[1] == right[0] for left, right in itertools.pairwise(edges))


def test_a_stretch_over_two_bands_is_pro_rata() -> None:
    assert BURDEN.points_between(18 * 60 + 30, 19 * 60 + 30) == 0.5
    assert BURDEN.points_between(5 * 60 + 45, 6 * 60 + 15) == 2 + 0.75


def test_a_stretch_agrees_with_its_minutes() -> None:
    for start, end in ((0, 1440), (355, 425), (1130, 1265), (700, 700)):
        assert BURDEN.points_between(start, end) == pytest.approx(
            sum(BURDEN.points_at(minute) for minute in range(start, end)) / 60
        )


def test_source_says_that_it_is_our_own() -> None:
    assert "Farflung's own" in BURDEN.source.name
