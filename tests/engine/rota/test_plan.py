"""What a plan says of itself: how far it may be from the best there is."""

import pytest

from farflung.engine.rota.plan import Level, Stage

UNKNOWN = float("-inf")


@pytest.mark.parametrize(
    ("value", "bound", "gap"),
    [
        (100.0, 96.0, 0.04), (100.0, 100.0, 0.0), (0.0, 0.0, 0.0), (-50.0, -60.0, 0.2),
        (100.0, UNKNOWN, float("inf")), (0.0, UNKNOWN, float("inf")), (0.0, -5.0, 5.0),
    ],
)  # fmt: skip
def test_a_gap_is_a_part_of_the_value_and_of_nothing_what_lies_below(
    value: float, bound: float, gap: float
) -> None:
    stage = Stage(frozenset(), value, bound)
    assert stage.gap == pytest.approx(gap)
    assert stage.proven == (gap == 0.0)


def test_a_stage_is_proven_when_every_level_of_it_is() -> None:
    levels = (Level(9, True), Level(7, True), Level(3, False))
    stage = Stage(frozenset(), 9, 9, levels)
    assert stage.near == 2
    assert (stage.known, stage.proven) == (2, False)
    assert Stage(frozenset(), 9, 9, levels[:2]).proven
