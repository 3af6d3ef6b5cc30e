"""`farflung rota explain`: why somebody has a shift, and why not that one."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from farflung.cli.answer import Answer, Row, show
from farflung.cli.errors import UsageError
from farflung.cli.options import Json
from farflung.cli.rota import options
from farflung.cli.rota.conflicts import conflict_json, conflict_of, conflict_rows, least_rows
from farflung.cli.rota.posed import Posed, knowing, plan_given, posed
from farflung.cli.rota.telling import amount, could, rank, violation_json, when
from farflung.cli.rota.whom import date_in_plan, person_typed
from farflung.cli.times import hours_text, points_text, range_text, span_json
from farflung.cli.words import count
from farflung.engine.rota.compiling.filled import at_its_start, crowded_times, open_times
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.why.explain import Explanation, Instead, explained
from farflung.engine.rota.why.reasons import Why, reasons
from farflung.engine.time import Span, Zone, total


def command(
    plan: options.Plan,
    files: options.Files,
    day: Annotated[
        str, typer.Option("--day", metavar="DATE", help="The date, on the person's own clock (UTC if open).")
    ],
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="PERSON", help="Whose shift; without it what is open that day."),
    ] = None,
    not_: Annotated[
        str | None,
        typer.Option("--why-not", metavar="PERSON", help="Only this one of the others.", show_default=False),
    ] = None,
    conflict: Annotated[
        bool,
        typer.Option("--conflict", help="Name the rules that keep it open whatever moves; takes seconds."),
    ] = False,
    seconds: options.Seconds = 20,
    problem: options.ProblemFile = None,
    viewer: options.Viewer = None,
    as_json: Json = False,
) -> None:
    """Why somebody has a shift: who else could have it, what the others would break and by how much."""
    of_files = posed([file for file in files if file != plan], problem)
    record = plan_given(plan, of_files, files)
    question = knowing(of_files, record)
    shifts = list(record.of(question.problem.people))
    reach = timedelta(days=1 if person else 0)
    on, zone = date_in_plan(question, day, "--day", reach), question.viewer(viewer)
    only = person_typed(question, not_, "--why-not") if not_ else None
    if person is None:
        answer = _of_open(question, shifts, on, zone, only, seconds if conflict else 0)
    else:
        shift = _shift(question, shifts, person_typed(question, person, "--person"), on)
        answer = _of_shift(question, shifts, shift, zone, only)
    show(answer, question.problem.atlas.zones, as_json=as_json, status=question.status(finds=False))


def _shift(question: Posed, shifts: list[Assignment], person: str, day: date) -> Assignment:
    mine = [shift for shift in shifts if shift.person == person]
    there = [shift for shift in mine if shift.day == day]
    if there:
        return there[0]
    name = question.problem.atlas.person(person).name
    near = sorted(mine, key=lambda shift: abs((shift.day - day).days))[:3]
    days = ", ".join(str(shift.day) for shift in sorted(near))
    known = f"; the nearest are on {days}" if days else ""
    raise UsageError(f"{name} has no shift that begins on {day}{known}", param_hint="--day")


# --- a shift that somebody has ----------------------------------------------------


def _of_shift(
    question: Posed, shifts: list[Assignment], shift: Assignment, zone: Zone | None, only: str | None
) -> Answer:
    found = explained(question.problem, shifts, shift)
    others = [one for one in found.instead if only is None or one.why.person == only]
    others.sort(key=lambda one: rank(one.why, shift.span))
    name = question.problem.atlas.person(shift.person).name
    rows = [row for one in others for row in _instead_rows(question, one, shift.span)]
    return Answer(
        "rota explain",
        f"{name} is on {shift.duty}, {when(question.problem, shift.person, shift.span, zone)}",
        ("instead", "could", "what stands against it", "by", "because"),
        rows,
        {
            "person": shift.person, "duty": shift.duty, **span_json(shift.span), "only": found.only,
            "instead": [_instead_json(one) for one in others],
        },
        basis=("each was put in their place and the rules were read again",),
        notes=() if only else (_verdict(question, found), *_in_line(question, shift)),
    )  # fmt: skip


def _in_line(question: Posed, shift: Assignment) -> tuple[str, ...]:
    """Whose turn comes after, where the shift is one: lists decide, not burdens."""
    turn = next((turn for turn in question.problem.turns if turn.shift == shift), None)
    if turn is None:
        return ()
    names = [question.problem.atlas.person(key).name for key in turn.after]
    after = f"next in line: {', '.join(names)}" if names else "the list has nobody else"
    return (f"It is a turn of a rotation; {after}. `overrides` hands it over.",)


def _verdict(question: Posed, found: Explanation) -> str:
    free = [one for one in found.instead if could(one.why, found.shift.span)[0] == "yes"]
    if not free:
        return "Nobody else can have the whole of it without breaking a rule."
    fairer = [one for one in free if one.fairer]
    said = count(len(free), "other could have it", "others could have it")
    if fairer:
        names = ", ".join(question.problem.atlas.person(one.why.person).name for one in fairer[:3])
        return f"{said}; for the one who carries more it would be lighter with {names}."
    return f"{said}; whoever of the two carries more would carry no less."


def _instead_rows(question: Posed, one: Instead, span: Span) -> list[Row]:
    word, by = could(one.why, span)
    if by:
        name = question.problem.atlas.person(one.why.person).name
        carried = f"would carry {points_text(one.then)} points instead of {points_text(one.now)}"
        return [(name, word, f"{by}; {carried}", "", "")]
    return _why_rows(question, one.why)


def _why_rows(question: Posed, why: Why) -> list[Row]:
    name = question.problem.atlas.person(why.person).name
    if why.free and why.shift is not None:
        return [(name, "yes", f"by {why.shift.kind}", "", "")]
    if why.lacks:
        return [(name, "no", f"lacks {', '.join(why.lacks)}", "", "")]
    if why.shift is None:
        return [(name, "no", "no kind of shift of theirs is at that time", "", "")]
    rows: list[Row] = []
    for number, broken in enumerate(why.breaks):
        head = (name, "no") if number == 0 else ("", "")
        rows.append((*head, broken.text, amount(broken), broken.basis))
    return rows


def _instead_json(one: Instead) -> dict[str, Any]:
    return {
        **_why_json(one.why),
        "points": {"now": round(one.now, 2), "then": round(one.then, 2)},
        "holder_points": {"now": round(one.holder_now, 2), "then": round(one.holder_then, 2)},
        "fairer": one.fairer,
    }


def _why_json(why: Why) -> dict[str, Any]:
    return {
        "person": why.person,
        "could": why.free,
        "covers": why.covers,
        "shift": None if why.shift is None else {"kind": why.shift.kind, **span_json(why.shift.span)},
        "lacks": list(why.lacks),
        "breaks": [violation_json(broken) for broken in why.breaks],
        "cost": why.cost,
    }


# --- what is open -----------------------------------------------------------------


def _of_open(
    question: Posed,
    shifts: list[Assignment],
    day: date,
    zone: Zone | None,
    only: str | None,
    seconds: float,
) -> Answer:
    holes = [hole for hole in open_times(question.problem, shifts) if _touches(hole, day)]
    rows: list[Row] = []
    data = []
    crowd = _crowd(question, shifts)
    for hole in holes:
        found = [
            why
            for why in reasons(question.problem, shifts, at_its_start(question.problem, hole))
            if only in (None, why.person)
        ]
        rows.append((_hole(question, hole, zone),))
        rows += _alike(_open_rows(question, shifts, why, crowd) for why in found)
        rows += least_rows(question, found)
        one: dict[str, Any] = {"duty": hole.duty, **span_json(hole.span), "missing": hole.missing}
        one["people"] = [_why_json(why) for why in found]
        if seconds:
            parts = conflict_of(question, shifts, hole, seconds)
            rows += conflict_rows(question, parts)
            one["conflict"] = conflict_json(parts)
        data.append(one)
    title = count(len(holes), "open time") + f" on {day}" if holes else f"Nothing is open on {day}"
    return Answer(
        "rota explain",
        title,
        ("who", "could", "what stands against it", "by", "because"),
        rows,
        {"open": data},
        basis=("each was put there and the rules were read again; what would give way for least is first",),
    )


def _alike(found: Iterable[list[Row]]) -> Iterator[Row]:
    """Those of whom the same is to be said once, in one row."""
    names: dict[tuple[Row, ...], list[str]] = {}
    for rows in found:
        names.setdefault(tuple(tuple(row[1:]) for row in rows), []).append(str(rows[0][0]))
    for said, who in names.items():
        for number, rest in enumerate(said):
            yield (tuple(who) if number == 0 else "", *rest)


def _crowd(question: Posed, shifts: list[Assignment]) -> timedelta:
    return total(many.span for many in crowded_times(question.problem, shifts))


def _open_rows(question: Posed, shifts: list[Assignment], why: Why, crowd: timedelta) -> list[Row]:
    """Of somebody who is free also whether the shift would put too many on the duty for a time."""
    if not why.free or why.shift is None:
        return _why_rows(question, why)
    more = _crowd(question, [*shifts, why.shift]) - crowd
    if not more:
        return _why_rows(question, why)
    name = question.problem.atlas.person(why.person).name
    return [(name, "no", f"by {why.shift.kind} more would be there than may be", hours_text(more), "at most")]


def _touches(hole: Unfilled, day: date) -> bool:
    return hole.span.start.date() <= day <= hole.span.end.date()


def _hole(question: Posed, hole: Unfilled, zone: Zone | None) -> str:
    shown = zone or question.problem.atlas.zones.zone("UTC")
    place = shown.key.rsplit("/", 1)[-1].replace("_", " ")
    return f"{hole.duty}, {hole.missing} missing {range_text(hole.span, shown)} {place}"
