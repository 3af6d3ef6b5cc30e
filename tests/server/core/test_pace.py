"""Long work in small steps, so that pages are quick while it goes on."""

from itertools import accumulate

import pytest

from farflung.server.core.pace import LONGEST, Pace


def paced(share: float, *steps: float) -> list[float]:
    """The breaths of a pace whose steps take so many seconds."""
    breaths: list[float] = []
    # Each breath asks for the time when the step ends, and once more when it was slept through.
    ticks = iter([0.0, *(at for end in accumulate(steps) for at in (end, end))])
    pace = Pace(share, sleep=breaths.append, ticks=lambda: next(ticks))
    for _ in steps:
        pace.breathe()
    return breaths


def test_a_breath_is_so_long_that_work_has_its_share_of_the_time() -> None:
    assert paced(0.25, 0.5, 0.1) == pytest.approx([1.5, 0.3])
    assert paced(1.0, 0.5) == [0.0]


def test_no_breath_is_longer_than_a_few_seconds_however_busy_the_machine_was() -> None:
    assert paced(0.1, 60.0) == [LONGEST]


def test_short_steps_are_gathered_to_one() -> None:
    breaths: list[float] = []
    now = [0.0]

    def sleeps(seconds: float) -> None:
        breaths.append(seconds)
        now[0] += seconds

    pace, worked = Pace(0.5, sleep=sleeps, ticks=lambda: now[0]), 0
    for _ in pace.through(range(10)):
        now[0] += 0.02
        worked += 1
    assert worked == 10
    assert breaths == pytest.approx([0.06] * 3), "after three of them each time"


@pytest.mark.parametrize("share", [0, -0.5, 1.5])
def test_no_share_of_the_time_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        Pace(share)
