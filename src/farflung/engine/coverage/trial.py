"""Trying a change out: what it closes, what it opens, before it is offered to anybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.levels import Coverage, held
from farflung.engine.coverage.roster import swapped
from farflung.engine.model import Shift
from farflung.engine.time import Span, difference, intersection, merged, total


@dataclass(frozen=True, slots=True)
class Trial:
    """What a change does to one coverage. `closed` and `opened` are time that is no longer, or newly, short.

    `shifted` is time that becomes short right beside hours that nobody was ever promised or planned for:
    the day of the duty begins later or ends earlier, no gap opens in it.
    """

    change: Change
    closed: tuple[Span, ...]
    opened: tuple[Span, ...]
    shifted: tuple[Span, ...]
    after: Coverage


def tried(
    coverage: Coverage, atlas: Atlas, change: Change, unplanned: Sequence[Span], *, implied: bool
) -> Trial:
    """The coverage with the change's shifts, without building another Atlas (a test holds the two equal).

    `unplanned` is the time that is short because nobody ever planned for it. Where the rule is only
    `implied` by the roster, the borders of its planned time may move; a written rule's may not.
    """
    removed = [item for item in change.remove if isinstance(item, Shift)]
    added = [item for item in change.add if isinstance(item, Shift)]
    roster = swapped(coverage.roster, atlas, coverage.window, removed, added)
    after = held(roster, coverage.demand, coverage.window)
    closed = difference(coverage.short, after.short)
    worse = difference(after.short, coverage.short)
    beside = merged(unplanned) if not implied else merged([*unplanned, *_outside(coverage)])
    shifted = tuple(span for span in worse if _touches(span, beside))
    opened = tuple(span for span in worse if span not in shifted)
    return Trial(change, closed, opened, shifted, after)


def _outside(coverage: Coverage) -> tuple[Span, ...]:
    """A minute on each side of every stretch of demand, to see what lies at its border."""
    edge = timedelta(minutes=1)
    around = Span(coverage.window.start - edge, coverage.window.end + edge)
    return difference([around], coverage.demand)


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(other.end == span.start or other.start == span.end for other in others)


def closes_of(trial: Trial, wanted: Sequence[Span]) -> timedelta:
    """How much of the wanted time the change closes."""
    return total(intersection(trial.closed, wanted))


def closed_days(trial: Trial, wanted: Sequence[Span]) -> int:
    """On how many dates (UTC) it closes any of the wanted time."""
    return len({span.start.date() for span in intersection(trial.closed, wanted)})
