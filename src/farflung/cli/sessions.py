"""`farflung sessions`: the fewest sessions of an all-hands that reach everybody in their own day."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import iso, local_text, utc_text
from farflung.engine.meetings.sessions import DAY_HOURS, Crowd, SessionPlan, SessionRequest, crowds, sessions
from farflung.engine.time import Span, ZoneDatabase, packaged_zones
from farflung.intake.groups import read_groups
from farflung.intake.inline import zone_named

_GROUP = re.compile(r"^(?P<place>.+?)\s*[=:]\s*(?P<people>\d{1,6})$")


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
    typed = [_crowd(match["place"], int(match["people"]), zones) for match in counted]
    typed += [_crowd(place, people, zones) for place, people in read_groups(groups)] if groups else []
    others = [text for text in arguments if text not in {match.string for match in counted}]
    typed += _from_people(others, window, team, day) if others else []
    if not typed:
        raise UsageError("give people files, or groups like 'Lagos=130'")
    request = SessionRequest(
        tuple(typed),
        day,
        moments.length(length) // timedelta(minutes=1),
        moments.day_hours(within) if within else DAY_HOURS,
        moments.length(step) // timedelta(minutes=1),
        most,
    )
    show(_answer(sessions(request, zones), zones), zones, as_json=as_json)


def _crowd(place: str, people: int, zones: ZoneDatabase) -> Crowd:
    return Crowd(place, zone_named(place, zones), people)


def _from_people(arguments: list[str], window: Span, team: str | None, day: date) -> tuple[Crowd, ...]:
    company = inputs.company(arguments, window)
    return crowds(company.atlas, [person.id for person in company.chosen(team)], day)


def _answer(plans: tuple[SessionPlan, ...], zones: ZoneDatabase) -> Answer:
    best = plans[-1]
    rows = [
        (
            str(len(plan.sessions)),
            f"{plan.share:.1%}",
            ", ".join(utc_text(s.start) for s in plan.sessions),
            _missed(plan),
        )
        for plan in plans
    ]
    notes = [
        f"{utc_text(session.start)}, {session.people} people: "
        + ", ".join(local_text(session.start, zones.zone(crowd.zone)) for crowd, _ in session.visitors[:8])
        + (f" and {len(session.visitors) - 8} more places" if len(session.visitors) > 8 else "")
        for session in best.sessions
    ]
    return Answer(
        "sessions",
        f"{len(best.sessions)} {_reach(len(best.sessions))} {best.share:.1%} in their own day",
        ("sessions", "reach", "starts", "without one"),
        rows,
        {
            "plans": [
                {
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
                }
                for plan in plans
            ]
        },
        basis=("every set of starts was looked at; of equals the earlier sessions",),
        notes=notes,
    )


def _reach(number: int) -> str:
    return "session reaches" if number == 1 else "sessions reach"


def _missed(plan: SessionPlan) -> str:
    names = [crowd.name for crowd in plan.missed]
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
