"""A second person where a duty hangs on one: who, when, and what that leaves, tried out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.covers import weekly
from farflung.engine.coverage.hand_over import single_shift
from farflung.engine.coverage.levels import Coverage, states_with
from farflung.engine.coverage.roster import swapped
from farflung.engine.coverage.stand_ins import StandIns
from farflung.engine.coverage.states import State
from farflung.engine.model import Shift
from farflung.engine.time import CivilTime, Span, intersection, total

ENOUGH = 0.5
"""A second person who leaves more than this part of the time on one is not worth asking for."""

_MOST_SERIES, _MOST_SINGLE = 3, 24
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Second:
    """`person` joins through `spans`; `left` is the time that still hangs on one afterwards."""

    person: str
    spans: tuple[Span, ...]
    change: Change
    left: timedelta


def second(coverage: Coverage, atlas: Atlas, helpers: StandIns) -> Second | None:
    """The colleague who can be there beside the lone one most often, in their own hours; None where none can.

    Never one with whom more people are there at once than the rule allows.
    """
    duty, alone = coverage.rule.duty, coverage.spans(State.SINGLE)
    found = helpers.most(alone) if duty is not None and alone else None
    if duty is None or found is None:
        return None
    person, free = found
    change = Change(add=tuple(_shifts(duty, person, free, atlas)))
    present, touched = swapped(coverage.roster, atlas, coverage.window, change)
    spans = tuple(span for span in free if intersection([span], touched) == (span,))
    looked_at = intersection(touched, coverage.demand)
    over, single = (total(intersection(looked_at, coverage.spans(s))) for s in (State.OVER, State.SINGLE))
    after = states_with(coverage.rule, present, looked_at)
    if after.hours(State.OVER) > over:
        return None
    left = total(alone) - single + after.hours(State.SINGLE)
    enough = spans and left <= (1 - ENOUGH) * total(alone)
    return Second(person, spans, change, left) if enough else None


def _shifts(duty: str, person: str, spans: Sequence[Span], atlas: Atlas) -> Iterator[Shift]:
    """Date by date; of too many, what comes back at the same hours of their own day as a series."""
    if len(spans) <= _MOST_SINGLE:
        yield from (single_shift(duty, person, span, atlas) for span in spans)
        return
    zone = atlas.zones.zone(atlas.person(person).place.zone)
    groups: dict[tuple[str, timedelta], list[Span]] = {}
    for span in spans:
        groups.setdefault((f"{CivilTime.of(span.start, zone).time}", span.elapsed), []).append(span)
    for group in sorted(groups.values(), key=len, reverse=True)[:_MOST_SERIES]:
        starts = [CivilTime.of(span.start, zone) for span in group]
        series = weekly(starts, group[0].elapsed // _MINUTE)
        yield Shift(duty, person, replace(series, elapsed=group[0].elapsed, until=starts[-1].date))
