"""What hangs on one ground where too many are there for each moment to name them: counted, not named.

The same answer as `fragility` gives for few people, from the number of people on each ground and in all.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from farflung.engine.coverage.dependence import Dependence
from farflung.engine.coverage.grounds import Grounds, Held
from farflung.engine.coverage.levels import Coverage
from farflung.engine.time import Span, epoch, intersection, merged, total

Counts = NDArray[np.int32]
_Mine = list[tuple[str, Span]]


def crowd(coverage: Coverage, grounds: Grounds, least: int) -> Iterator[Dependence]:
    """Every ground without which fewer than `least` are left while enough are there."""
    on = _on(coverage, grounds)
    moments = sorted(
        {epoch(at) for span in coverage.demand for at in (span.start, span.end)}
        | {epoch(at) for mine in on.values() for _, span in mine for at in (span.start, span.end)}
    )
    times = np.array(moments, dtype=np.int64)
    there = _counted(_everybody(coverage), times)
    fine = (_counted(coverage.demand, times) > 0) & (there >= least)
    fewest = int(there[fine].min()) if fine.any() else 0
    for held, mine in on.items():
        if fewest - len({person for person, _ in mine}) < least:
            left = there - _counted([span for _, span in mine], times)
            yield from _dependence(held, mine, fine & (left < least), left, times)


def _on(coverage: Coverage, grounds: Grounds) -> dict[Held, _Mine]:
    """Who is there when, by ground; somebody on twice is there once."""
    found: dict[Held, _Mine] = {}
    for person, spans in _spans(coverage).items():
        for span in spans:
            for piece, place in grounds.pieces(person, span):
                for held in grounds.of(person, place):
                    found.setdefault(held, []).append((person, piece))
    return found


def _spans(coverage: Coverage) -> dict[str, tuple[Span, ...]]:
    each: dict[str, list[Span]] = {}
    for present in coverage.roster.present:
        for person in present.people:
            each.setdefault(person, []).append(present.span)
    return {person: intersection(merged(spans), coverage.demand) for person, spans in each.items()}


def _everybody(coverage: Coverage) -> list[Span]:
    return [span for spans in _spans(coverage).values() for span in spans]


def _counted(spans: Sequence[Span], times: NDArray[np.int64]) -> Counts:
    """How many of the spans hold from each moment to the next."""
    steps = np.zeros(len(times), np.int32)
    starts = np.searchsorted(times, [epoch(span.start) for span in spans])
    ends = np.searchsorted(times, [epoch(span.end) for span in spans])
    np.add.at(steps, starts, 1)
    np.add.at(steps, ends, -1)
    return np.cumsum(steps, dtype=np.int32)


def _dependence(
    held: Held, mine: _Mine, broken: NDArray[np.bool_], left: Counts, times: NDArray[np.int64]
) -> Iterator[Dependence]:
    spans = tuple(_runs(broken, times))
    if not spans:
        return
    each: dict[str, list[Span]] = {}
    for person, span in mine:
        each.setdefault(person, []).append(span)
    people = tuple(person for person, own in each.items() if intersection(own, spans))
    hours, none = (total(found) for found in (spans, _runs(broken & (left == 0), times)))
    yield Dependence(*held, people, spans, hours, none)


def _runs(mask: NDArray[np.bool_], times: NDArray[np.int64]) -> Iterator[Span]:
    """The time in which it is true; nothing is after the last moment."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask[:-1], [False])).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield Span(_instant(times[start]), _instant(times[end]))


def _instant(seconds: np.int64) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
