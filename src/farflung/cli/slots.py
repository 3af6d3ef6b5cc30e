"""`farflung slots`: times for a meeting, each with what it is to everybody; or an honest "none is good"."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import both, hours_text, iso, local_text, points_text, utc_text
from farflung.engine.atlas import Atlas
from farflung.engine.meetings.find_time import TimeAnswer, find_time
from farflung.engine.meetings.slot_values import Attendance, SlotOption, SlotRequest
from farflung.engine.meetings.why_not import Blocker, why_not
from farflung.engine.model import clock_text
from farflung.engine.time import Zone, packaged_zones
from farflung.rulepacks import BurdenTable, load_packs

_MOST_COLUMNS = 8


def command(
    arguments: options.Arguments,
    length: Annotated[
        str, typer.Option("--length", metavar="LENGTH", help="How long it is, like 60m.")
    ] = "60m",
    first: options.From = None,
    days: options.Days = 5,
    team: options.Team = None,
    optional: Annotated[
        list[str] | None, typer.Option("--optional", metavar="PERSON", help="Need not come.")
    ] = None,
    within: options.Within = None,
    step: Annotated[str, typer.Option("--step", metavar="LENGTH", help="Starts this far apart.")] = "30m",
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="TIME", help="What speaks against this time?", show_default=False),
    ] = None,
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """Times for a meeting, best first, each in everybody's own time and with its burden."""
    window = moments.window(first, days)
    company = inputs.company([*arguments, *(optional or ())], window)
    atlas, reader = company.atlas, company.viewer(viewer)
    apart = (
        {person.id for person in company.named[len(company.named) - len(optional or ()) :]}
        if optional
        else set()
    )
    people = tuple(p.id for p in company.chosen(team) if p.id not in apart)
    if not people:
        raise UsageError("name the people it is for, or a --team")
    request = SlotRequest(
        people,
        window,
        moments.length(length),
        tuple(sorted(apart)),
        step=moments.length(step),
        acceptable=moments.day_hours(within) if within else None,
    )
    table = load_packs().burden_points()
    asked = moments.moment(why, packaged_zones()) if why else None
    answer = _why(atlas, request, asked, table, reader) if asked else _find(atlas, request, table, reader)
    show(answer, atlas.zones, as_json=as_json)


def _find(atlas: Atlas, request: SlotRequest, table: BurdenTable, reader: Zone | None) -> Answer:
    found = find_time(atlas, request, table)
    slots = found.slots
    people = request.required[:_MOST_COLUMNS]
    names = [atlas.person(p).name for p in people]
    data: dict[str, Any] = {
        "none_good": slots.none_good,
        "reason": slots.reason,
        "clash": list(slots.clash),
        "good": slots.good,
        "options": [_json(option) for option in slots.options],
        "alternatives": _alternatives_json(found),
    }
    title = (
        "No time is good for everybody"
        if slots.none_good
        else f"{slots.good} good {'time' if slots.good == 1 else 'times'}; the best of all"
    )
    return Answer(
        "slots",
        title,
        ("in UTC" if reader is None else "in UTC and your time", "in hours", "worst", *names),
        [_cells(option, people, reader) for option in slots.options],
        data,
        basis=(
            "burden points of the rule pack for one hour, own hours and rest window first",
            _hours_asked(request),
        ),
        notes=(_KEY, *([slots.reason, *_alternatives(atlas, found)] if slots.none_good else [])),
    )


_KEY = (
    "in hours: how many keep to their own hours; worst: the most burden points that anybody gets; "
    "(3): the points of one who is outside their hours"
)


def _hours_asked(request: SlotRequest) -> str:
    if request.acceptable is None:
        return "inside everybody's own hours"
    return "inside {}-{} of everybody's day".format(*map(clock_text, request.acceptable))


def _cells(option: SlotOption, people: Sequence[str], reader: Zone | None) -> tuple[str, ...]:
    rows = {row.person: row for row in option.attendance}
    kept = f"{option.kept}/{sum(row.required for row in option.attendance)}"
    return both(option.start, reader), kept, points_text(option.worst), *(_own(rows[p]) for p in people)


def _own(row: Attendance) -> str:
    mark = "" if row.own or row.fits else " (day off)" if row.off else f" ({points_text(row.burden)})"
    return f"{row.local.date:%a} {row.local.time:%H:%M}{mark}"


def _json(option: SlotOption) -> dict[str, Any]:
    return {
        "start": iso(option.start),
        "end": iso(option.span.end),
        "kept": option.kept,
        "worst": option.worst,
        "total": option.total,
        "outside": list(option.outside),
        "people": [
            {
                "id": row.person,
                "local": f"{row.local.date}T{row.local.time:%H:%M}",
                "zone": row.local.zone,
                "burden": row.burden,
                "own_hours": row.own,
                "fits": row.fits,
                "day_off": row.off,
                "required": row.required,
            }
            for row in option.attendance
        ],
    }


def _alternatives(atlas: Atlas, found: TimeAnswer) -> Iterator[str]:
    if found.rotation:
        times = ", ".join(f"{clock_text(t)}Z" for t in found.rotation.times)
        worst = points_text(found.rotation.worst)
        yield f"Instead: rotate {times}; the most that anybody carries in a round is {worst}."
    if found.sessions:
        held, share = found.sessions.sessions, found.sessions.share
        starts = " and ".join(utc_text(session.start) for session in held)
        yield f"Or hold {len(held)} sessions, {starts}: {share:.0%} come in their own day."
    if found.memo:
        name = atlas.person(found.memo.last).name
        yield (
            f"Or write: a memo opened at {utc_text(found.memo.opens)} gives everybody "
            f"{hours_text(found.memo.working_time)} of their own hours by {utc_text(found.memo.closes)}, "
            f"{name} last."
        )


def _alternatives_json(found: TimeAnswer) -> dict[str, Any]:
    rotation, sessions, memo = found.rotation, found.sessions, found.memo
    return {
        "rotation": {"times": [clock_text(t) + "Z" for t in rotation.times], "worst": rotation.worst}
        if rotation
        else None,
        "sessions": {"starts": [iso(s.start) for s in sessions.sessions], "share": sessions.share}
        if sessions
        else None,
        "memo": {"opens": iso(memo.opens), "closes": iso(memo.closes), "last": memo.last} if memo else None,
    }


def _why(
    atlas: Atlas, request: SlotRequest, start: datetime, table: BurdenTable, reader: Zone | None
) -> Answer:
    blockers = why_not(atlas, request, start, table)
    good = "Nothing speaks against it." if not blockers else ""
    one = len(blockers) == 1
    return Answer(
        "slots",
        f"{both(start, reader)}: {len(blockers)} {'thing speaks' if one else 'things speak'} against it",
        ("who", "own time", "", "rule", "source"),
        [_blocker_cells(atlas, blocker) for blocker in blockers],
        {"start": iso(start), "blockers": [_blocker_json(blocker) for blocker in blockers]},
        basis=(_hours_asked(request),),
        notes=(good,) if good else (),
    )


def _blocker_cells(atlas: Atlas, blocker: Blocker) -> tuple[str, ...]:
    person = atlas.person(blocker.person)
    own = local_text(
        blocker.local.instant(atlas.zones.zone(blocker.local.zone)), atlas.zones.zone(blocker.local.zone)
    )
    return person.name, own, blocker.kind, blocker.rule, str(blocker.source or "")


def _blocker_json(blocker: Blocker) -> dict[str, Any]:
    return {
        "id": blocker.person,
        "kind": blocker.kind,
        "rule": blocker.rule,
        "local": f"{blocker.local.date}T{blocker.local.time:%H:%M}",
        "zone": blocker.local.zone,
        "source": str(blocker.source) if blocker.source else None,
    }
