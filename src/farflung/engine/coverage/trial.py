"""Trying a change out: what it closes, what it opens, before it is offered to anybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.levels import Coverage, states_with
from farflung.engine.coverage.roster import swapped
from farflung.engine.coverage.states import State
from farflung.engine.time import Span, difference, intersection, merged, total


@dataclass(frozen=True, slots=True)
class Trial:
    """What a change does to one coverage. `closed` and `opened` are time that is no longer, or newly, short.

    `shifted` is time that becomes short right beside hours that nobody was ever promised or planned for:
    the day of the duty begins later or ends earlier, no gap opens in it. `crowded` is how much longer it is
    over the maximum. `was_short` is all that is short without the change.
    """

    change: Change
    closed: tuple[Span, ...]
    opened: tuple[Span, ...]
    shifted: tuple[Span, ...]
    crowded: timedelta
    was_short: tuple[Span, ...]

    @property
    def short(self) -> tuple[Span, ...]:
        """All that is short afterwards."""
        return merged([*difference(self.was_short, self.closed), *self.opened, *self.shifted])


def tried(
    coverage: Coverage, atlas: Atlas, change: Change, unplanned: Sequence[Span], *, implied: bool
) -> Trial:
    """The coverage with the change's shifts, without building another Atlas (a test holds the two equal).

    Only the time that the change touches is looked at again. `unplanned` is the time that is short
    because nobody ever planned for it. Where the rule is only `implied` by the roster, the borders of its
    planned time may move; a written rule's may not.
    """
    present, spans = swapped(coverage.roster, atlas, coverage.window, change)
    touched = intersection(spans, coverage.demand)
    before, after = intersection(touched, coverage.short), states_with(coverage.rule, present, touched)
    worse = difference(after.short, before)
    beside = merged([*unplanned, *(_outside(coverage) if implied else ())]) if worse else ()
    shifted = tuple(span for span in worse if _touches(span, beside))
    opened = tuple(span for span in worse if span not in shifted)
    crowded = after.hours(State.OVER) - total(intersection(touched, coverage.spans(State.OVER)))
    return Trial(change, difference(before, after.short), opened, shifted, crowded, coverage.short)


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
