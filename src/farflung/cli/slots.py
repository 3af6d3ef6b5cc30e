"""`farflung slots`: times for a meeting, each with what it is to everybody; or an honest "none is good"."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, Cell, show
from farflung.cli.errors import UsageError
from farflung.cli.times import both, city, hours_text, iso, near_text, points_text, utc_short, utc_text
from farflung.cli.words import count
from farflung.engine.atlas import Atlas
from farflung.engine.meetings.find_time import TimeAnswer, find_time
from farflung.engine.meetings.slot_values import Attendance, SlotOption, SlotRequest
from farflung.engine.meetings.why_not import Blocker, why_not
from farflung.engine.model import clock_text
from farflung.engine.time import Zone, packaged_zones
from farflung.rulepacks import BurdenTable, load_packs

_MOST_COLUMNS, _MOST_SHOWN = 3, 8


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
        typer.Option(
            "--why",
            metavar="TIME",
            help="What speaks against this time, like 'Tue 15:00Z'?",
            show_default=False,
        ),
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
    chosen = company.chosen(team)
    people = tuple(p.id for p in chosen if p.id not in apart)
    if not people:
        raise UsageError("name the people it is for, or a --team")
    request = SlotRequest(
        people,
        window,
        moments.meeting_length(length),
        tuple(sorted(apart)),
        step=moments.step(step),
        acceptable=moments.day_hours(within) if within else None,
    )
    table = load_packs().burden_points()
    asked = moments.moment_from(window.start.date(), why, packaged_zones()) if why else None
    answer = _why(atlas, request, asked, table, reader) if asked else _find(atlas, request, table, reader)
    show(
        replace(answer, notes=(*answer.notes, *company.assumed(chosen))),
        atlas.zones,
        as_json=as_json,
        status=company.status,
    )


def _find(atlas: Atlas, request: SlotRequest, table: BurdenTable, reader: Zone | None) -> Answer:
    found = find_time(atlas, request, table)
    slots = found.slots
    people = request.required[:_MOST_SHOWN]
    names = {p: atlas.person(p).name for p in people}
    apart = len(request.required) <= (_MOST_COLUMNS if reader is None else _MOST_COLUMNS - 1)
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
        else f"{count(slots.good, 'good time')}; the best of all"
    )
    return Answer(
        "slots",
        title,
        (
            "in UTC",
            f"your time, {city(reader)}" if reader else "",
            "in hours",
            "worst",
            *(names.values() if apart else ["on their clocks"]),
        ),
        [_cells(option, names, reader, apart=apart) for option in slots.options],
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


def _cells(
    option: SlotOption, names: Mapping[str, str], reader: Zone | None, *, apart: bool
) -> tuple[Cell, ...]:
    """A column for each person where they are few, else one for all of them, by name."""
    rows, day = {row.person: row for row in option.attendance}, option.start.date()
    kept = f"{option.kept}/{sum(row.required for row in option.attendance)}"
    yours = near_text(option.start, reader, day) if reader else ""
    head = (utc_short(option.start), yours, kept, points_text(option.worst))
    own = [_own(rows[person], day) for person in names]
    if apart:
        return (*head, *own)
    more = sum(row.required for row in option.attendance) - len(own)
    shown = [f"{name} {text}" for name, text in zip(names.values(), own, strict=True)]
    return (*head, (*shown, *([f"{more} more"] if more else [])))


def _own(row: Attendance, day: date) -> str:
    mark = "" if row.own or row.fits else " (day off)" if row.off else f" ({points_text(row.burden)})"
    there = "" if row.local.date == day else f"{row.local.date:%a} "
    return f"{there}{row.local.time:%H:%M}{mark}"


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
    return Answer(
        "slots",
        f"{both(start, reader)}: {count(len(blockers), 'thing speaks', 'things speak')} against it",
        ("who", "own time", "what", "source"),
        [_blocker_cells(atlas, blocker, start) for blocker in blockers],
        {"start": iso(start), "blockers": [_blocker_json(blocker) for blocker in blockers]},
        basis=(_hours_asked(request),),
        notes=(good,) if good else (),
    )


def _blocker_cells(atlas: Atlas, blocker: Blocker, start: datetime) -> tuple[str, ...]:
    person = atlas.person(blocker.person)
    own = near_text(start, atlas.zones.zone(blocker.local.zone), start.date())
    place = atlas.where(person, start).place.label
    source = blocker.source and replace(blocker.source, file=PurePath(blocker.source.file).name)
    return person.name, f"{own} {place}", _against(blocker), str(source or "")


def _against(blocker: Blocker) -> str:
    """The rule and what of it, each said once: "outside own hours 09:00-18:00"."""
    if blocker.rule.startswith(blocker.kind):
        return blocker.rule
    if blocker.rule.startswith("own hours"):
        return f"outside {blocker.rule}"
    return f"{blocker.kind}: {blocker.rule}"


def _blocker_json(blocker: Blocker) -> dict[str, Any]:
    return {
        "id": blocker.person,
        "kind": blocker.kind,
        "rule": blocker.rule,
        "local": f"{blocker.local.date}T{blocker.local.time:%H:%M}",
        "zone": blocker.local.zone,
        "source": str(blocker.source) if blocker.source else None,
    }
