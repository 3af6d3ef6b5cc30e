"""Spans of elapsed time and the set operations on them.

A span is half open, `[start, end)`, both ends instants. The functions take any iterable of spans
and return sorted, disjoint, non-empty ones, so their results can be fed to each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from operator import attrgetter

_start = attrgetter("start")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Elapsed time from `start` up to, and without, `end` (instants in UTC)."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a span cannot end ({self.end}) before it starts ({self.start})")

    def __reduce__(self) -> tuple[type["Span"], tuple[datetime, datetime]]:
        """Thousands of them pass between processes: by their two ends, in half the time."""
        return Span, (self.start, self.end)

    @property
    def elapsed(self) -> timedelta:
        """True elapsed time: what limits and pay are counted in."""
        return self.end - self.start

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share any time at all (touching ends do not)."""
        return self.start < other.end and other.start < self.end


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The union: overlapping and touching spans become one."""
    # By start alone: of those that begin together any order makes the same union.
    ordered = [span for span in sorted(spans, key=_start) if span.start != span.end]
    if not ordered:
        return ()
    out: list[Span] = []
    last, end = ordered[0], ordered[0].end
    for span in ordered:
        if span.start > end:
            out.append(_until(last, end))
            last, end = span, span.end
        elif span.end > end:
            end = span.end
    return (*out, _until(last, end))


def _until(span: Span, end: datetime) -> Span:
    """The span with another end; itself where that is its own, as for most."""
    return span if span.end == end else Span(span.start, end)


def intersection(left: Iterable[Span], right: Iterable[Span]) -> tuple[Span, ...]:
    """The time that is in both."""
    a, b = merged(left), merged(right)
    out: list[Span] = []
    i = j = 0
    while i < len(a) and j < len(b):
        one, other = a[i], b[j]
        start, end = max(one.start, other.start), min(one.end, other.end)
        if start < end:
            out.append(Span(start, end))
        if one.end <= other.end:
            i += 1
        else:
            j += 1
    return tuple(out)


def difference(left: Iterable[Span], right: Iterable[Span]) -> tuple[Span, ...]:
    """The time of `left` that is not in `right`."""
    cuts = merged(right)
    out: list[Span] = []
    passed = 0
    for span in merged(left):
        start = span.start
        while passed < len(cuts) and cuts[passed].end <= start:
            passed += 1
        # A cut may reach into the next span too, so this one looks ahead without passing it.
        for cut in islice(cuts, passed, None):
            if cut.start >= span.end:
                break
            if cut.start > start:
                out.append(Span(start, cut.start))
            start = cut.end
        if start < span.end:
            out.append(span if start == span.start else Span(start, span.end))
    return tuple(out)


def clipped(spans: Iterable[Span], window: Span) -> tuple[Span, ...]:
    """The parts of the spans inside the window, each kept apart from its neighbours."""
    low, high = window.start, window.end
    return tuple(
        [
            s if low <= s.start and s.end <= high else Span(max(s.start, low), min(s.end, high))
            for s in spans
            if s.start < s.end and s.start < high and low < s.end and low < high
        ]
    )


def total(spans: Iterable[Span]) -> timedelta:
    """Elapsed time in the union of the spans."""
    return sum([span.end - span.start for span in merged(spans)], timedelta())


def levels(spans: Iterable[Span]) -> tuple[tuple[Span, int], ...]:
    """How many of the spans are open when: pieces between changes, from the first start to the last end."""
    items = [s for s in spans if s.start < s.end]
    edges = merge(sorted((s.start, 1) for s in items), sorted((s.end, -1) for s in items))
    out: list[tuple[Span, int]] = []
    since: datetime | None = None
    level = 0
    for moment, step in edges:
        if since is not None and since < moment:
            out.append((Span(since, moment), level))
        level += step
        since = moment
    return tuple(out)
