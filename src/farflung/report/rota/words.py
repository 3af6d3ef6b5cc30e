"""A plan in words: how much is known of it, what is open, what each has."""

from datetime import timedelta

from farflung.engine.rota.compiling.filled import Overfilled, is_of
from farflung.engine.rota.plan import NEAR, Stage, Status, Unfilled
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import CivilTime, Span, Zone
from farflung.engine.time.civil import date_shown
from farflung.report import times
from farflung.report.rota.view import PlanView

_AIMS = {
    Aim.COVER: "cover",
    Aim.CHANGES: "few changes",
    Aim.FAIR: "fairness",
    Aim.WISHES: "wishes",
}


def headline(view: PlanView) -> str:
    """What the plan is, in one line."""
    days = round(view.window.elapsed / timedelta(days=1))
    shifts = times.count(len(view.shifts), "shift")
    people = times.count(len(view.people), "person", "people")
    return f"{view.record.rota}: {shifts} for {people} in {times.count(days, 'day')}"


def state(view: PlanView) -> str:
    """How good it is, and how that is known."""
    return f"{filled(view)}; {stages(view)}"


def filled(view: PlanView) -> str:
    """How much stays open."""
    if view.record.result.status is Status.INFEASIBLE:
        return "no plan keeps all rules, and the time was up before one kept what can be kept"
    holes = view.record.result.unfilled
    counted = [hole for hole in holes if shift_of(view.problem, hole) is not None]
    left = sum((h.span.elapsed * h.missing for h in holes if h not in counted), timedelta())
    parts = [times.length(left)] if left else []
    parts += [times.count(sum(h.missing for h in counted), "shift")] if counted else []
    said = f"{' and '.join(parts)} open" if parts else "everything is filled"
    many = times.count(len(view.crowded), "stretch", "stretches")
    return f"{said}, too many in {many}" if view.crowded else said


def stages(view: PlanView) -> str:
    """What is proven of each aim."""
    known = [stage(one) for one in view.record.result.stages if one.aims]
    if not view.record.result.stages and view.problem.kinds:
        return "the time was up before anything was proven"
    return "; ".join(known) or "nothing was to be chosen"


def stage(one: Stage) -> str:
    """ "cover: proven, no plan is better", "fairness: at most 2.1% above the best there can be"."""
    name = " and ".join(_AIMS[aim] for aim in sorted(one.aims))
    if one.proven:
        return f"{name}: proven, no plan is better"
    if one.near:
        return f"{name}: {_near(one)}"
    if abs(one.bound) == float("inf"):
        return f"{name}: no bound known"
    if not one.value:  # of nothing no part can be told
        return f"{name}: not proven to be the best there can be"
    return f"{name}: at most {max(one.gap, 0.001):.1%} above the best there can be"


def _near(one: Stage) -> str:
    """ "proven for the 3 of 14 people who carry most; none of the 9 ... could be spared more than 1%..."."""
    many, close = len(one.levels), ""
    if one.near > one.known:
        close = f"{_unspared(one.near, many)} be spared more than {NEAR:.0%} of the worst load"
    if not one.known:
        return close
    proven = f"proven for {_carriers(one.known, many)}"
    return f"{proven}; {close}" if close else proven


def _unspared(near: int, many: int) -> str:
    if near == 1:
        return f"{_carriers(near, many)} could not"
    return f"nobody of all {many} people could" if near == many else f"none of {_carriers(near, many)} could"


def _carriers(some: int, many: int) -> str:
    """ "the 3 of 14 people who carry most", "the one of 14 people who carries most"."""
    return (
        f"the one of {many} people who carries most"
        if some == 1
        else f"the {some} of {many} people who carry most"
    )


def made_by(view: PlanView) -> str:
    """What made it, and when."""
    record, result = view.record, view.record.result
    return (
        f"{result.by or 'no solver'}, seed {record.seed}, in {result.seconds:.1f} s; "
        f"problem {record.problem[:19]}; zone rules of IANA {record.zone_database}"
    )


def when(span: Span, zone: Zone) -> str:
    """ "Mon 1 Mar 06:00–14:00"; a day later "+1", as many days as it is."""
    start, end = CivilTime.of(span.start, zone), CivilTime.of(span.end, zone)
    later = (end.date - start.date).days
    if later == 1 and end.time.hour == end.time.minute == 0:
        return f"{times.day(start.date)} {start.time:%H:%M}–24:00"
    plus = f" (+{later} d)" if later else ""
    return f"{times.day(start.date)} {start.time:%H:%M}–{end.time:%H:%M}{plus}"


def open_text(view: PlanView, item: Unfilled) -> str:
    """ "watch: 1 missing Sat 6 Mar 22:00–24:00 UTC"; of a shift "desk: 1 missing on early, Mon 1 Mar"."""
    kind = shift_of(view.problem, item)
    if kind is None:
        return f"{item.duty}: {item.missing} missing {times.span(item.span, view.reader)}"
    day = date_shown(item.span.start, view.atlas.zones.zone(kind.zone or "UTC"))
    return f"{item.duty}: {item.missing} missing on {kind.name}, {times.day(day)}"


def crowded_text(view: PlanView, item: Overfilled) -> str:
    """ "watch: 1 too many Tue 2 Mar 08:00–16:00 UTC (Ana, Ravi)"."""
    on = (shift for shift in view.shifts if is_of(view.problem, item, shift))
    names = ", ".join(dict.fromkeys(view.names.get(shift.person, shift.person) for shift in on))
    kind = next((kind for kind in view.problem.kinds if kind.name == item.of), None)
    if kind is None or item.of == item.duty:
        return f"{item.duty}: {item.extra} too many {times.span(item.span, view.reader)} ({names})"
    day = date_shown(item.span.start, view.atlas.zones.zone(kind.zone or "UTC"))
    return f"{item.duty}: {item.extra} too many on {kind.name}, {times.day(day)} ({names})"


def shift_of(problem: Problem, item: Unfilled) -> ShiftKind | None:
    """The kind of shift that too few have, where a day's shifts are counted and not hours."""
    named = (kind for kind in problem.kinds if kind.name == item.of)
    return None if item.of == item.duty else next(named, None)


def hours(minutes: int) -> str:
    """ "40 h", "7.5 h"."""
    return f"{minutes / 60:.1f}".removesuffix(".0") + " h"


def points(value: float) -> str:
    """Points with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def spread(view: PlanView) -> str:
    """Who carries the least and the most."""
    loads = sorted(view.loads.values(), key=lambda load: load.points)
    if not loads:
        return ""
    least, most = loads[0], loads[-1]
    if least.points == most.points:
        return f"Everybody carries {points(most.points)} points."
    return (
        f"From {points(least.points)} points ({view.names[least.person]}) "
        f"to {points(most.points)} ({view.names[most.person]})."
    )
