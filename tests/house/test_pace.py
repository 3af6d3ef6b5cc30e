"""Bounds of time hold at the pace of the machine, and are never below what is promised."""

import pytest

from tests import pace
from tests.pace import allowed


@pytest.mark.parametrize(
    ("times", "took", "holds"),
    [
        (1.0, 0.9, True), (1.0, 1.1, False), (2.0, 1.9, True), (2.0, 2.1, False), (0.5, 0.9, True),
        (0.5, 1.0, False),
    ],
)  # fmt: skip
def test_a_slow_machine_has_more_time_and_a_quick_one_no_less(
    monkeypatch: pytest.MonkeyPatch, times: float, took: float, holds: bool
) -> None:
    monkeypatch.setattr(pace, "_loop", lambda: 0.08 * times)
    assert (took < allowed(1.0)) is holds


def test_the_pace_is_not_asked_for_where_it_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> float:
        raise AssertionError

    monkeypatch.setattr(pace, "_loop", never)
    assert 0.9 < allowed(1.0)  # noqa: SIM300  it is the bound that compares
