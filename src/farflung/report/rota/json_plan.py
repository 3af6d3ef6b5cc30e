"""A plan as stored data: docs/reference/plan.schema.json says what stands where."""

import json
from datetime import datetime
from typing import Any

from farflung.engine.rota.burden.loads import Load
from farflung.engine.rota.compiling.filled import Overfilled
from farflung.engine.rota.plan import Level, Result, Stage, Unfilled
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.time import CivilTime, Span
from farflung.report.rota.view import PlanView

FORMAT = "farflung rota plan"
VERSION = 1


def plan_json(view: PlanView) -> str:
    """The whole plan, sorted by time."""
    return json.dumps(plan_data(view), ensure_ascii=False, indent=1) + "\n"


def plan_data(view: PlanView) -> dict[str, Any]:
    """The same as values."""
    record, result = view.record, view.record.result
    return {
        "format": FORMAT,
        "version": VERSION,
        "rota": record.rota,
        "window": span_data(record.window),
        "made": instant(record.made),
        "problem": record.problem,
        "seed": record.seed,
        "by": result.by,
        "zone_database": record.zone_database,
        "status": result.status.value,
        "seconds": round(result.seconds, 3),
        "stages": [_stage(stage) for stage in result.stages],
        "assignments": [_shift(view, shift) for shift in result.assignments],
        "unfilled": [_unfilled(item) for item in result.unfilled],
        "crowded": [_crowded(item) for item in view.crowded],
        "loads": [_load(view, load) for load in view.loads.values()],
        "assumed": list(record.assumed),
        "notes": list(_notes(result)),
    }


def _notes(result: Result) -> tuple[str, ...]:
    return tuple(str(note) for note in result.notes)


def _stage(stage: Stage) -> dict[str, Any]:
    """A bound that is not known is null: JSON has no infinity."""
    known = abs(stage.bound) != float("inf")
    return {
        "aims": sorted(aim.value for aim in stage.aims),
        "value": stage.value,
        "bound": stage.bound if known else None,
        "gap": stage.gap if known else None,
        "proven": known and stage.proven,
        "levels": [_level(level) for level in stage.levels],
    }


def _level(level: Level) -> dict[str, Any]:
    known = abs(level.least) != float("inf")
    return {
        "height": level.height / 60,
        "proven": level.proven,
        "least": level.least / 60 if known else None,
    }


def _shift(view: PlanView, shift: Assignment) -> dict[str, Any]:
    zone = view.atlas.zone_of(view.atlas.person(shift.person), shift.span.start)
    until = view.reachable.get(shift)
    return {
        "person": shift.person,
        "name": view.atlas.person(shift.person).name,
        "duty": shift.duty,
        "kind": shift.kind,
        "day": shift.day.isoformat(),
        **span_data(shift.span),
        "minutes": shift.minutes,
        "zone": zone.key,
        "local_start": _local(CivilTime.of(shift.span.start, zone)),
        "local_end": _local(CivilTime.of(shift.span.end, zone)),
        **({"reachable_until": instant(until)} if until else {}),
    }


def _local(civil: CivilTime) -> str:
    return f"{civil.date}T{civil.time:%H:%M}"


def _unfilled(item: Unfilled) -> dict[str, Any]:
    of = item.of.duty if isinstance(item.of, Demand) else item.of
    return {"duty": item.duty, **span_data(item.span), "missing": item.missing, "of": of}


def _crowded(item: Overfilled) -> dict[str, Any]:
    of = item.of.duty if isinstance(item.of, Demand) else item.of
    return {"duty": item.duty, **span_data(item.span), "extra": item.extra, "of": of}


def _load(view: PlanView, load: Load) -> dict[str, Any]:
    return {
        "person": load.person,
        "name": view.atlas.person(load.person).name,
        "shifts": load.shifts,
        "minutes": load.minutes,
        "nights": load.nights,
        "night_minutes": load.night_minutes,
        "weekends": load.weekends,
        "holidays": load.holidays,
        "points": round(load.points, 2),
    }


def span_data(span: Span) -> dict[str, str]:
    """Both ends."""
    return {"start": instant(span.start), "end": instant(span.end)}


def instant(value: datetime) -> str:
    """ "2027-03-15T11:15:00Z"."""
    return f"{value:%Y-%m-%dT%H:%M:%S}Z"
