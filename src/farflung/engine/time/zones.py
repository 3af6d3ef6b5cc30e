"""One zone: its offsets through time, both ways between instants and local time.

*Local seconds* below are the reading of a wall clock written as seconds since 1970-01-01T00:00 on
that clock. They are a lookup key, never a quantity to add to.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung.engine.time.instants import epoch, from_epoch
from farflung.engine.time.spans import Span
from farflung.engine.time.tzif import Offsets

_DAY = 86400


@dataclass(frozen=True, slots=True)
class Transition:
    """A clock change: at `instant` the zone's offset goes from `before` to `after`."""

    zone: str
    instant: datetime
    before: timedelta
    after: timedelta

    @property
    def shift(self) -> timedelta:
        """How far clocks are put forward (negative: back)."""
        return self.after - self.before


@dataclass(frozen=True, eq=False)
class Zone:
    """An IANA zone, or one that a calendar file defines. Compared by identity; `key` names it."""

    key: str
    changes: Offsets

    @cached_property
    def _starts(self) -> list[int]:
        return [moment for moment, _ in self.changes]

    @cached_property
    def _start_array(self) -> NDArray[np.int64]:
        return np.array(self._starts, dtype=np.int64)

    @cached_property
    def _offset_array(self) -> NDArray[np.int64]:
        return np.array([offset for _, offset in self.changes], dtype=np.int64)

    def offset(self, seconds: int) -> int:
        """Seconds east of UTC in force at a second since 1970 in UTC."""
        return self.changes[bisect_right(self._starts, seconds) - 1][1]

    def in_force(self, seconds: int) -> tuple[int, int]:
        """The same with the second since which it holds."""
        return self.changes[bisect_right(self._starts, seconds) - 1]

    def offsets(self, seconds: NDArray[np.int64]) -> NDArray[np.int64]:
        """`offset` of many moments at once."""
        return self._offset_array[np.searchsorted(self._start_array, seconds, side="right") - 1]

    def utc_offset(self, instant: datetime) -> timedelta:
        """The offset in force at an instant; for display and comparison, never to store."""
        return timedelta(seconds=self.offset(epoch(instant)))

    def candidates(self, local: int) -> tuple[int, ...]:
        """The UTC seconds at which the wall clock shows `local`: none in a gap, two in a fold."""
        low = bisect_right(self._starts, local - _DAY) - 1
        high = bisect_right(self._starts, local + _DAY)
        if high - low == 1:  # no change within a day of it, as nearly always
            return (local - self.changes[low][1],)
        offsets = {offset for _, offset in self.changes[low:high]}
        return tuple(sorted(local - o for o in offsets if self.offset(local - o) == o))

    def first_valid(self, local: int) -> int:
        """What a *generated* local time resolves to: its first instant, or the end of the gap it is in.

        Monotone in `local`: two shifts that meet at a local time still meet, whatever the clocks do.
        """
        found = self.candidates(local)
        return found[0] if found else self.gap(local)[0]

    def gap(self, local: int) -> tuple[int, int]:
        """For a local time that does not exist: the UTC second of the change, and its size in seconds."""
        low = max(bisect_right(self._starts, local - _DAY) - 1, 1)
        for index in range(low, len(self.changes)):
            moment, after = self.changes[index]
            before = self.changes[index - 1][1]
            if moment + before <= local < moment + after:
                return moment, after - before
        raise ValueError(f"local second {local} exists in {self.key}")

    def changes_in(self, window: Span) -> Offsets:
        """The `changes` inside the window: what `transitions` says, as plain numbers."""
        # The first entry is no change: it says what held before all of them.
        first = max(bisect_left(self._starts, epoch(window.start)), 1)
        last = bisect_right(self._starts, epoch(window.end - timedelta(microseconds=1)))
        return self.changes[first:last]

    def transitions(self, window: Span) -> Iterator[Transition]:
        """The clock changes inside the window, first to last."""
        index = bisect_right(self._starts, epoch(window.start) - 1)
        for (_, before), (moment, after) in zip(
            self.changes[max(index - 1, 0) :], self.changes[max(index, 1) :], strict=False
        ):
            instant = from_epoch(moment)
            if instant >= window.end:
                return
            yield Transition(self.key, instant, timedelta(seconds=before), timedelta(seconds=after))
