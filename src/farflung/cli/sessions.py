"""`farflung sessions`: the fewest sessions of an all-hands that reach everybody in their own day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, Cell, show
from farflung.cli.crowds import Invited, known_crowds, typed_crowd, why_missed
from farflung.cli.errors import Exit, UsageError
from farflung.cli.times import day_text, iso, near_text
from farflung.cli.words import count, listed, people, told
from farflung.engine.meetings.sessions import (
    DAY_HOURS,
    Crowd,
    Session,
    SessionPlan,
    SessionRequest,
    sessions,
)
from farflung.engine.time import ZoneDatabase, packaged_zones
from farflung.intake.groups import read_groups

_GROUP = re.compile(r"^(?P<place>.+?)\s*[=:]\s*(?P<people>\d{1,6})$")
_SHOWN, _PLACES = 6, 12


def command(
    arguments: options.Arguments,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The UTC date of the sessions.")
    ] = None,
    length: Annotated[
        str, typer.Option("--length", metavar="LENGTH", help="How long each is, like 60m.")
    ] = "60m",
    groups: Annotated[
        Path | None,
        typer.Option(
            "--groups", metavar="FILE", help="A sheet of places and numbers of people.", show_default=False
        ),
    ] = None,
    most: Annotated[
        int, typer.Option("--most", metavar="N", help="At most so many sessions.", min=1, max=6)
    ] = 4,
    step: Annotated[str, typer.Option("--step", metavar="LENGTH", help="Starts this far apart.")] = "30m",
    within: options.Within = None,
    team: options.Team = None,
    as_json: options.Json = False,
) -> None:
    """The fewest sessions that reach everybody in their own day; give people, or groups like 'Lagos=130'."""
    zones, window = packaged_zones(), moments.window(on, 1)
    day = window.start.date()
    counted = [match for text in arguments if not Path(text).is_file() and (match := _GROUP.match(text))]
    asked = [typed_crowd(match["place"], int(match["people"]), day, zones) for match in counted]
    sheet = read_groups(groups) if groups else []
    asked += [typed_crowd(place, number, day, zones) for place, number in sheet]
    others = [text for text in arguments if text not in {match.string for match in counted}]
    notes, status = tuple[str, ...](), Exit.GOOD
    if others:
        company = inputs.company(others, window)
        asked += known_crowds(company, company.chosen(team), day)
        notes, status = company.taken, company.status
    if not asked:
        raise UsageError("give people files, or groups like 'Lagos=130'")
    hours = moments.day_hours(within) if within else DAY_HOURS
    size = moments.meeting_length(length, timedelta(minutes=hours[1] - hours[0]))
    request = SessionRequest(
        tuple(one.crowd for one in asked),
        day,
        size // timedelta(minutes=1),
        hours,
        moments.step(step) // timedelta(minutes=1),
        most,
    )
    # Where nobody can come on that day there is no plan: that is an answer too.
    plans = sessions(request, zones) or (SessionPlan(request, (), request.crowds),)
    answer = _answer(plans, asked, zones)
    remarks = told([*(one.remark for one in asked), *notes])
    show(replace(answer, notes=(*answer.notes, *remarks)), zones, as_json=as_json, status=status)


def _answer(plans: tuple[SessionPlan, ...], asked: Sequence[Invited], zones: ZoneDatabase) -> Answer:
    best, day = plans[-1], plans[-1].request.day
    why = {one.crowd: why_missed(one, best.request, zones) for one in asked}
    held = len(best.sessions)
    return Answer(
        "sessions",
        f"{day_text(day)} {day.year}: {held or 'no'} {_reach(held)} {_share(best)} in their own day",
        ("sessions", "reach", "starts", "without one"),
        [_cells(plan) for plan in plans if plan.sessions],
        {"plans": [_json(plan, why) for plan in plans]},
        basis=(
            "every set of starts was looked at; of equals the earlier sessions",
            "nobody comes on a public holiday of theirs",
        ),
        notes=(
            *(_visitors(session, zones) for session in best.sessions),
            *_without(best, why),
        ),
    )


def _without(plan: SessionPlan, why: Mapping[Crowd, str]) -> Iterator[str]:
    """One passage for each reason."""
    reasons: dict[str, list[str]] = {}
    for crowd in plan.missed:
        reasons.setdefault(why[crowd], []).append(f"{crowd.name} ({people(crowd.people)})")
    for reason, names in reasons.items():
        yield f"Without one: {listed(names, _PLACES)}: {reason}."


def _cells(plan: SessionPlan) -> tuple[Cell, ...]:
    starts = tuple(f"{session.start:%H:%M}Z" for session in plan.sessions)
    missed = [crowd.name for crowd in plan.missed]
    more = [f"{len(missed) - _SHOWN} more"] if missed[_SHOWN:] else []
    return str(len(plan.sessions)), f"{plan.share:.1%}", starts, (*missed[:_SHOWN], *more)


def _visitors(session: Session, zones: ZoneDatabase) -> str:
    visitors, day = [crowd for crowd, _ in session.visitors], session.start.date()
    shown = [f"{near_text(session.start, zones.zone(c.zone), day)} {c.name}" for c in visitors[:_PLACES]]
    rest = len(visitors) - _PLACES
    more = [count(rest, "more place")] if rest > 0 else []
    return f"{session.start:%H:%M}Z, {people(session.people)}: {', '.join([*shown, *more])}"


def _json(plan: SessionPlan, why: Mapping[Crowd, str]) -> dict[str, Any]:
    return {
        "sessions": [
            {
                "start": iso(s.start),
                "people": s.people,
                "places": [{"name": c.name, "local": str(t)} for c, t in s.visitors],
            }
            for s in plan.sessions
        ],
        "reached": plan.reached,
        "share": plan.share,
        "missed": [crowd.name for crowd in plan.missed],
        "why_missed": {crowd.name: why[crowd] for crowd in plan.missed},
    }


def _reach(number: int) -> str:
    return "session reaches" if number < 2 else "sessions reach"


def _share(plan: SessionPlan) -> str:
    return f"{plan.share:.1%}" if plan.sessions else "anybody"
