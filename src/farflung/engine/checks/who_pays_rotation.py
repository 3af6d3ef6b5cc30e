"""Rotations that share a series' burden, each simulated on the people it concerns before it is offered."""

from collections.abc import Iterator

from farflung.engine.atlas import Change, listed
from farflung.engine.checks.finding import Fix
from farflung.engine.checks.phrases import city, points
from farflung.engine.checks.question import Question
from farflung.engine.meetings import (
    HOURLY,
    Outline,
    RotationRequest,
    SeriesLoads,
    compared,
    moved_to,
    weight_of,
)

_MOST_TIMES = 3
"""A rotation of more hours than this nobody keeps in mind."""

_WORTH = 0.75
"""Offered is what leaves the worst-off person at most this part of the load."""


def rotations(question: Question, load: SeriesLoads) -> Iterator[Fix]:
    """One better hour, two in turn, three in turn: those that are worth it, the fairest first."""
    plain = [o for o in load.occurrences if not o.moved]
    if len(plain) != len(load.occurrences):
        return  # somebody has already arranged single dates by hand
    request = RotationRequest(
        required=load.series.required,
        days=tuple(o.civil.date for o in plain),
        minutes=max(int((plain[0].end - plain[0].start).total_seconds()) // 60, 1),
        zone=load.series.recurrence.zone,
        starts=tuple(sorted({*HOURLY, _minute(load)})),
    )
    table = question.packs.burden_points()
    minute, window = _minute(load), question.window
    now, plans = compared(question.atlas, request, table, minute, _MOST_TIMES, window)
    single = plans[0]
    for plan in sorted(plans, key=lambda p: (p.worst, len(p.times))):
        simpler = any(
            p.worst == plan.worst and p.total <= plan.total for p in plans if len(p.times) < len(plan.times)
        )
        shares = plan is single or (plan.worst < single.worst and not simpler)
        if shares and plan.worst <= _WORTH * load.worst and plan.off <= now.off:
            yield _simulated(question, load, plan)
            if not plan.worst:
                return


def _minute(load: SeriesLoads) -> int:
    clock = load.occurrences[0].civil.time
    return clock.hour * 60 + clock.minute


def _simulated(question: Question, load: SeriesLoads, plan: Outline) -> Fix:
    """The plan put into a copy of the Atlas and measured again there."""
    changed = moved_to(load.series, load.occurrences, plan.starts)
    change = Change((load.series,), (changed,))
    after = weight_of(
        change.applied(question.atlas), changed, question.window, question.packs.burden_points()
    )
    times = listed([f"{minute // 60:02d}:{minute % 60:02d}" for minute in sorted(plan.times)])
    zone = city(load.series.recurrence.zone)
    single = len(plan.times) == 1
    action = f"Move it to {times} {zone}" if single else f"Take {times} {zone} in turn"
    effect = f"the worst-off person carries {points(after.worst)} instead of {load.worst:g}, "
    whole = f"all together {points(after.total)} instead of {load.total:g}"
    return Fix(action, f"{effect}{whole}", change)
