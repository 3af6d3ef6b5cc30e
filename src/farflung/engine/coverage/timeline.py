"""What is planned and what is lost, by time: looked up without looking at all of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta
from operator import attrgetter

from farflung.engine.coverage.roster import Lost
from farflung.engine.coverage.stints import Stint
from farflung.engine.time import Span


class Timeline:
    """Planned stints by time, without looking at all of them for every hole."""

    def __init__(self, stints: Sequence[Stint]) -> None:
        self._stints = stints
        self._starts = [stint.start for stint in stints]
        self._by_end = sorted(stints, key=attrgetter("end"))
        self._ends = [stint.end for stint in self._by_end]
        self._longest = max((stint.end - stint.start for stint in stints), default=timedelta())

    def within(self, span: Span) -> list[Stint]:
        """Those that overlap a span."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [stint for stint in self._stints[first:last] if stint.end > span.start]

    def neighbours(self, span: Span) -> tuple[Stint | None, Stint | None]:
        """The last stint that ends by the start, and the first that begins from the end on."""
        before, after = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return (
            self._by_end[before - 1] if before else None,
            self._stints[after] if after < len(self._stints) else None,
        )


class Losses:
    """Lost time by start."""

    def __init__(self, lost: Sequence[Lost]) -> None:
        self._lost = sorted(lost, key=lambda item: item.span)
        self._starts = [item.span.start for item in self._lost]
        self._longest = max((item.span.elapsed for item in lost), default=timedelta())

    def within(self, span: Span) -> list[Lost]:
        """What is lost in a span."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [item for item in self._lost[first:last] if item.span.end > span.start]
