"""`farflung rotate`: the rotation of a meeting's hour that shares its burden, with proof."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import iso, points_text, utc_short
from farflung.engine.meetings.rotate import as_it_is, rotate
from farflung.engine.meetings.rotation_values import Rotation, RotationRequest
from farflung.engine.model import clock, clock_text
from farflung.engine.time import Span
from farflung.rulepacks import load_packs


def command(
    arguments: options.Arguments,
    first: options.From = None,
    count: Annotated[
        int, typer.Option("--count", metavar="N", help="How many meetings.", min=1, max=200)
    ] = 8,
    every: Annotated[
        int, typer.Option("--every", metavar="DAYS", help="Days from one to the next.", min=1, max=366)
    ] = 7,
    length: Annotated[
        str, typer.Option("--length", metavar="LENGTH", help="How long it is, like 60m.")
    ] = "60m",
    times: Annotated[
        int | None,
        typer.Option(
            "--times", metavar="N", help="So many start times in turn.", min=1, max=8, show_default=False
        ),
    ] = None,
    now_at: Annotated[
        str | None,
        typer.Option(
            "--now-at", metavar="HH:MM", help="Its start today (UTC), to compare.", show_default=False
        ),
    ] = None,
    step: Annotated[str, typer.Option("--step", metavar="LENGTH", help="Starts this far apart.")] = "60m",
    team: options.Team = None,
    within: options.Within = None,
    as_json: options.Json = False,
) -> None:
    """The start times that share a meeting's burden best; zone areas weigh equally, large or small."""
    window = moments.window(first, min(count * every, 731))
    company = inputs.company(arguments, window)
    atlas = company.atlas
    chosen = company.chosen(team)
    people = tuple(person.id for person in chosen)
    if len(people) < 2:
        raise UsageError("a rotation needs at least two people: name them, or a --team")
    apart = moments.length(step) // timedelta(minutes=1)
    if apart < 1:
        raise UsageError(
            f"{step!r} is 0 min: starts are a minute apart or more. Write it like 60m", param_hint="--step"
        )
    request = RotationRequest(
        people,
        _days(window, count, every),
        moments.meeting_length(length) // timedelta(minutes=1),
        starts=tuple(range(0, 1440, apart)),
        times=times,
        acceptable=moments.day_hours(within) if within else None,
    )
    table = load_packs().burden_points()
    plan = rotate(atlas, request, table)
    fixed = as_it_is(atlas, request, table, clock(now_at)) if now_at else None
    answer = _answer(plan, fixed)
    show(
        replace(answer, notes=(*answer.notes, *company.assumed(chosen))),
        atlas.zones,
        as_json=as_json,
        status=company.status,
    )


def _days(window: Span, count: int, every: int) -> tuple[date, ...]:
    return tuple(window.start.date() + timedelta(days=every * n) for n in range(count))


def _answer(plan: Rotation, fixed: Rotation | None) -> Answer:
    before = {area.area.label: area.points for area in fixed.areas} if fixed else {}
    rows = [
        (
            area.area.label,
            points_text(before[area.area.label]) if fixed else "",
            points_text(area.points),
            f"{area.outside:g}",
        )
        for area in plan.areas
    ]
    proof = (
        "no other plan is better for the worst-off"
        if plan.proved
        else f"no plan can be under {points_text(plan.bound)}"
    )
    data: dict[str, Any] = {
        "times": [clock_text(time) + "Z" for time in plan.times],
        "starts": [iso(start) for start in plan.starts],
        "worst": plan.worst,
        "bound": plan.bound,
        "proved": plan.proved,
        "loads": dict(plan.loads),
        "areas": [{"area": a.area.label, "points": a.points, "outside": a.outside} for a in plan.areas],
        "now": {"worst": fixed.worst, "loads": dict(fixed.loads)} if fixed else None,
    }
    title = f"Rotate {', '.join(data['times'])}: the most that anybody carries is {points_text(plan.worst)}"
    title += f", not {points_text(fixed.worst)} as today" if fixed else ""
    return Answer(
        "rotate",
        title,
        ("zone area", "today" if fixed else "", "then, worst person", "out of hours"),
        rows,
        data,
        basis=("burden points of the rule pack", proof),
        notes=tuple(f"{n + 1}. {utc_short(start)}" for n, start in enumerate(plan.starts[:12])),
    )
