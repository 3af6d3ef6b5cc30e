"""`farflung rota compare`: what changes from one plan to another, and for whom."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from farflung.cli.answer import Answer, Row, show
from farflung.cli.options import Json
from farflung.cli.rota import options
from farflung.cli.rota.posed import Posed, knowing, plan_given, posed
from farflung.cli.rota.telling import when
from farflung.cli.times import hours_text, points_text, span_json
from farflung.cli.words import count, people
from farflung.engine.rota.burden.loads import Load, loads_of, night_of
from farflung.engine.rota.edit import Change, changes, told
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import Zone

Loads = dict[str, Load]


def command(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The plan that stands.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The plan that may replace it.")],
    files: options.Files,
    problem: options.ProblemFile = None,
    viewer: options.Viewer = None,
    as_json: Json = False,
) -> None:
    """Who has other dates in the second plan than in the first, and what that makes of everybody's load."""
    question = posed([file for file in files if file not in (before, after)], problem)
    records = [plan_given(path, question, files) for path in (before, after)]
    one, other = (record.result.assignments for record in records)
    answer = comparison(knowing(question, *records), one, other, question.viewer(viewer))
    show(answer, question.problem.atlas.zones, as_json=as_json, status=question.status(finds=False))


def comparison(
    question: Posed, before: tuple[Assignment, ...], after: tuple[Assignment, ...], zone: Zone | None
) -> Answer:
    """The answer about two plans of one question."""
    asked = question.problem
    found = changes(before, after)
    hit = told(found)
    loads = [loads_of(asked, plan, night_of(asked)) for plan in (before, after)]
    title = (
        f"{count(len(found), 'change')} for {people(len(hit))}; nobody else has other dates"
        if found
        else "The same plan: nobody has other dates"
    )
    rows: list[Row] = []
    for key, mine in hit.items():
        rows.append((_name(question, key),))
        rows += [(*_row(question, key, change, zone), "") for change in mine]
        rows.append(("in all", *_in_all(loads[0].get(key), loads[1].get(key)), ""))
    return Answer(
        "rota compare",
        title,
        ("", "before", "after", ""),
        rows,
        {"changes": [_json(change) for change in found], "people": list(hit), "loads": _loads(*loads)},
        basis=("shifts that both plans have are not shown",),
    )


def _name(question: Posed, key: str) -> str:
    atlas = question.problem.atlas
    return next((person.name for person in atlas.people if person.id == key), key)


def _row(question: Posed, key: str, change: Change, zone: Zone | None) -> tuple[str, str, str]:
    """What the change is for one of the people it is about."""
    gone = change.before if change.before and change.before.person == key else None
    new = change.after if change.after and change.after.person == key else None
    word = "moved" if gone and new else "no longer" if gone else "new"
    return word, _shift(question, gone, zone, change.before), _shift(question, new, zone, change.after)


def _shift(question: Posed, shift: Assignment | None, zone: Zone | None, other: Assignment | None) -> str:
    """The shift, or who has it in their place."""
    if shift is None:
        return f"({_name(question, other.person)})" if other else "(nobody)"
    return f"{shift.duty} {when(question.problem, shift.person, shift.span, zone)}"


def _in_all(before: Load | None, after: Load | None) -> tuple[str, str]:
    one, other = (_load(load) if load else "" for load in (before, after))
    return one, other


def _load(load: Load) -> str:
    nights = count(load.nights, "night")
    weekends = count(load.weekends, "weekend")
    worked = hours_text(timedelta(minutes=load.minutes))
    return f"{worked}, {nights}, {weekends}, {points_text(load.points)} points"


def _json(change: Change) -> dict[str, Any]:
    return {"before": _line(change.before), "after": _line(change.after)}


def _line(shift: Assignment | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    return {"person": shift.person, "duty": shift.duty, "kind": shift.kind, **span_json(shift.span)}


def _loads(before: Loads, after: Loads) -> list[dict[str, Any]]:
    return [
        {"person": key, "before": _figures(before.get(key)), "after": _figures(after.get(key))}
        for key in dict.fromkeys((*before, *after))
    ]


def _figures(load: Load | None) -> dict[str, Any] | None:
    if load is None:
        return None
    return {
        "shifts": load.shifts,
        "minutes": load.minutes,
        "nights": load.nights,
        "weekends": load.weekends,
        "points": round(load.points, 2),
    }
