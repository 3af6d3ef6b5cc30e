"""Long work in small steps, with a breath after each: whoever waits for a page has the machine in between.

A worker beside the web processes is nicer than they are, but what it asks of the database is worked on as
fast as what a page asks. So long work also takes no more than a part of the time.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

One = TypeVar("One")

STEP: Final = 0.05
"""Seconds of work that are worth a breath; many short steps are one."""

LONGEST: Final = 3.0
"""Seconds of a breath at most: a step that a busy machine held up is not waited for as long again."""


class Pace:
    """Works for `share` of the time (over 0, to 1), and sleeps for the rest of it. For one thread."""

    def __init__(
        self,
        share: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        if not 0 < share <= 1:
            raise ValueError(f"a share of the time is over 0 and up to 1, not {share}")
        self._per_step, self._sleep, self._ticks = 1 / share - 1, sleep, ticks
        self._since = ticks()

    def breathe(self) -> None:
        """A step is done: sleeps in proportion to how long it took."""
        took = self._ticks() - self._since
        if took < STEP:
            return
        self._sleep(min(took * self._per_step, LONGEST))
        self._since = self._ticks()

    def through(self, steps: Iterable[One]) -> Iterator[One]:
        """The same values, with a breath after each was made and after it was worked on."""
        for one in steps:
            self.breathe()
            yield one
            self.breathe()


AT_ONCE: Final = Pace(1.0, sleep=lambda _: None)
"""No breath at all: for what somebody waits for, and for tests."""
