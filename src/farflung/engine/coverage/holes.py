"""Holes: when fewer people than promised are there, cut into parts that each have one cause."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.causes import (
    Cause,
    CauseKind,
    because_clock,
    because_off,
    combined,
    no_shift,
    roster_ends,
    roster_starts,
)
from farflung.engine.coverage.clockshift import ClockShifts, Edge
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.roster import Lost
from farflung.engine.coverage.stints import Stint
from farflung.engine.coverage.timeline import Losses, Timeline
from farflung.engine.coverage.words import zone_label
from farflung.engine.said import Said
from farflung.engine.time import Span, ZoneDatabase

UNPLANNED = frozenset({CauseKind.NO_SHIFT, CauseKind.ROSTER_ENDS, CauseKind.ROSTER_STARTS})
"""Causes that say that nobody was ever meant to be there."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a hole with one cause; `before` and `after` are the stints it lies between, if any."""

    span: Span
    cause: Cause
    before: Stint | None = None
    after: Stint | None = None


@dataclass(frozen=True, slots=True)
class Hole:
    """A stretch in which fewer people are there than the rule says; `fewest` is the lowest number.

    `parts` tile the span.
    """

    span: Span
    fewest: int
    parts: tuple[Part, ...]

    @property
    def why(self) -> Said:
        """All causes in one sentence, to be read after "because"."""
        return combined(part.cause for part in self.parts)

    def why_in(self, run: Span) -> Said:
        """The causes of the planned time inside a run (see `around`)."""
        parts = (part for part in self.parts if part.span.overlaps(run))
        return combined(part.cause for part in parts if part.cause.kind not in UNPLANNED)

    def around(self, part: Part) -> Span:
        """The part with its neighbours, as far as somebody was meant to be there."""
        index = self.parts.index(part)
        first = last = index
        while first > 0 and self.parts[first - 1].cause.kind not in UNPLANNED:
            first -= 1
        while last + 1 < len(self.parts) and self.parts[last + 1].cause.kind not in UNPLANNED:
            last += 1
        return Span(self.parts[first].span.start, self.parts[last].span.end)


def holes(coverage: Coverage, atlas: Atlas) -> tuple[Hole, ...]:
    """Every hole of the coverage, first to last, with its causes."""
    blame = _Blame(coverage, atlas)
    levels = coverage.levels
    starts = [level.span.start for level in levels]
    found = []
    for span in coverage.short:
        inside = levels[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        fewest = min(level.count for level in inside)
        found.append(Hole(span, fewest, tuple(blame.parts(span))))
    return tuple(found)


class _Blame:
    """Looks at the stints around a hole and says what went wrong."""

    def __init__(self, coverage: Coverage, atlas: Atlas) -> None:
        self._atlas, self._rule = atlas, coverage.rule
        self._window = coverage.window
        self._clocks = ClockShifts(atlas.zones)
        self._said: dict[Hashable, Cause] = {}
        self._demand = coverage.demand
        self._stints = Timeline(coverage.roster.planned)
        self._lost = Losses(coverage.roster.lost)

    def parts(self, span: Span) -> Iterator[Part]:
        lost = self._lost.within(span)
        unfilled = [stint for stint in self._stints.within(span) if not stint.people]
        previous: Part | None = None
        for piece in _cut(span, [item.span for item in lost] + [stint.span for stint in unfilled]):
            part = self._part(piece, lost, unfilled)
            if previous is not None and previous.cause == part.cause:
                part = Part(Span(previous.span.start, piece.end), part.cause, previous.before, part.after)
            elif previous is not None:
                yield previous
            previous = part
        if previous is not None:
            yield previous

    def _part(self, piece: Span, lost: Sequence[Lost], unfilled: Sequence[Stint]) -> Part:
        off = [item for item in lost if item.span.overlaps(piece)]
        empty = [stint for stint in unfilled if stint.span.overlaps(piece)]
        before, after = self._stints.neighbours(piece)
        if off or empty:
            return Part(piece, because_off(off, empty, self._atlas), before, after)
        return Part(piece, self._unplanned(piece, before, after), before, after)

    def _unplanned(self, piece: Span, before: Stint | None, after: Stint | None) -> Cause:
        clock = self.clock(piece, before, after)
        if clock is not None:
            return clock
        if self._rule.duty is not None:
            if before is None:
                return roster_starts(after.start if after else None, self._rule.duty)
            if after is None and piece.end >= self._window.end:
                return roster_ends(before.end)
        return no_shift(by_hours=self._rule.duty is None)

    def clock(self, piece: Span, before: Stint | None, after: Stint | None) -> Cause | None:
        left = self._edge(piece.start, before.end if before else None, before)
        right = self._edge(piece.end, after.start if after else None, after)
        if left is None or right is None:
            return None
        shift = self._clocks.of(left, right)
        if shift is None:
            return None
        labels = {
            left.zone: zone_label(self._atlas, before, left.zone),
            right.zone: zone_label(self._atlas, after, right.zone),
        }
        key = (id(shift), *labels.items())  # the same one as long as `ClockShifts` keeps it
        if key not in self._said:
            self._said[key] = because_clock(shift, labels, self._atlas)
        return self._said[key]

    def _edge(self, moment: datetime, reached: datetime | None, stint: Stint | None) -> Edge | None:
        """By whose clocks a hole begins or ends: a stint's that reaches it, else the rule's own window's."""
        if stint is not None and reached == moment:
            return Edge(moment, stint.zone)
        if self._rule.zone is not None and self._rule.window is not None:
            return Edge(moment, self._rule.zone)
        return None


def _cut(span: Span, pieces: Sequence[Span]) -> Iterator[Span]:
    edges = {span.start, span.end}
    for piece in pieces:
        edges.update(moment for moment in (piece.start, piece.end) if span.start < moment < span.end)
    ordered = sorted(edges)
    yield from (Span(a, b) for a, b in pairwise(ordered))


def seams(stints: Sequence[Stint], zones: ZoneDatabase) -> Iterator[Span]:
    """Gaps between one stint and the next that a clock change opened: the two used to meet."""
    clocks = ClockShifts(zones)
    reached: Stint | None = None
    for stint in stints:
        if reached is not None and reached.end < stint.start:
            before, after = Edge(reached.end, reached.zone), Edge(stint.start, stint.zone)
            if clocks.of(before, after) is not None:
                yield Span(reached.end, stint.start)
        if reached is None or stint.end > reached.end:
            reached = stint
