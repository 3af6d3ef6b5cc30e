"""Bounds of time on a machine that is shared: what is promised, at the pace that it has just now.

On the machine of docs/reference/benchmarks.md the same loop takes 0.08 s in its quick minutes and twice that
in its slow ones, and everything else with it. A bound of seconds alone would have to be so wide that it
catches nothing, or would fail for what somebody else is doing.
"""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

_FULL = 0.08
"""Seconds that the loop takes where what is promised was measured."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What `took < allowed(seconds)` compares with."""

    seconds: float

    def __gt__(self, took: float) -> bool:
        """Whether it took less. The pace is asked for only where the seconds alone do not say so: to find it
        takes longer than most of what is measured."""
        return took < self.seconds or took < self.seconds * pace()


def allowed(seconds: float) -> Bound:
    """So many seconds at that machine's full pace, on this one and now; never fewer."""
    return Bound(seconds)


def pace() -> float:
    """How many times as long as there everything takes here and now."""
    return median(_loop() for _ in range(5)) / _FULL


def _loop() -> float:
    begun, total = perf_counter(), 0
    for number in range(1_000_000):
        total += number * number % 7
    return perf_counter() - begun
