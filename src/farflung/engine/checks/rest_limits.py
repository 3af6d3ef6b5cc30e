"""Where rest between shifts is too short, and where a stretch of work is too long, for one person's work."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.checks.limits import Limit, laws_of, own_limits
from farflung.engine.checks.question import Question
from farflung.engine.checks.workload import Worked
from farflung.engine.time import Span

_LONG = timedelta(days=2)
"""No rest between two shifts is asked to be longer."""


@dataclass(frozen=True, slots=True)
class Breach:
    """At `span` somebody has `actual` where `limit` holds."""

    span: Span
    actual: timedelta
    limit: Limit
    items: tuple[Worked, ...]

    @property
    def by(self) -> timedelta:
        """How far the limit is passed."""
        return abs(self.limit.amount - self.actual)


def short_rests(question: Question, person: str, work: Sequence[Worked]) -> Iterator[Breach]:
    """Where less time lies between two of somebody's shifts than a limit asks for."""
    own, laws = own_limits(question, "min_rest"), laws_of(question)
    most = max([limit.amount for limit in own], default=timedelta())
    least = min(_LONG, max(most, laws.longest_rest))
    reached: Worked | None = None
    for item in work:
        if reached is not None and reached.span.end < item.span.start:
            gap = Span(reached.span.end, item.span.start)
            if gap.elapsed < least and gap.overlaps(question.window):
                yield from _under(gap, (reached, item), [*own, *laws.rest(person, gap.start)])
        if reached is None or item.span.end > reached.span.end:
            reached = item


def _under(gap: Span, items: tuple[Worked, ...], limits: Iterable[Limit]) -> Iterator[Breach]:
    for limit in limits:
        if gap.elapsed < limit.amount:
            yield Breach(gap, gap.elapsed, limit, items)


def long_shifts(question: Question, person: str, work: Sequence[Worked]) -> Iterator[Breach]:
    """Where shifts that touch make a stretch longer than a limit allows."""
    own, laws = own_limits(question, "max_shift"), laws_of(question)
    allowed = min([laws.shortest_day, *(limit.amount for limit in own)])
    for span, items in _joined(work):
        if span.elapsed <= allowed or not span.overlaps(question.window):
            continue
        for limit in [*own, *laws.day(person, span.start)]:
            if span.elapsed > limit.amount:
                yield Breach(span, span.elapsed, limit, items)


def _joined(work: Sequence[Worked]) -> Iterator[tuple[Span, tuple[Worked, ...]]]:
    """Shifts that overlap or touch are one stretch of work, on whatever duty."""
    group: list[Worked] = []
    for item in work:
        if group and item.span.start > max([other.span.end for other in group]):
            yield _stretch(group)
            group = []
        group.append(item)
    if group:
        yield _stretch(group)


def _stretch(group: Sequence[Worked]) -> tuple[Span, tuple[Worked, ...]]:
    return Span(group[0].span.start, max([item.span.end for item in group])), tuple(group)
