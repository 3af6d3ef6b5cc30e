"""`farflung handovers`: whose turn it is, for a rotation typed on the command line."""

import re
from datetime import timedelta
from typing import Annotated

import typer

from farflung.cli import moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import both, hours_text, iso, local_text, utc_text
from farflung.engine.rotation import Cadence, Period, Rotation, Unit, periods
from farflung.engine.time import CivilTime, Span, Zone, packaged_zones
from farflung.intake.inline import zone_named
from farflung.intake.weekdays import read_weekdays

_EVERY = re.compile(r"^(?:(?P<count>\d+)\s*)?(?P<unit>hour|day|week|month|h|d|w)s?$", re.IGNORECASE)
_WORDS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}
_UNITS = {"h": Unit.HOUR, "d": Unit.DAY, "w": Unit.WEEK}


def command(
    members: Annotated[list[str], typer.Argument(metavar="NAME...", help="Who takes turns, in order.")],
    start: Annotated[
        str, typer.Option("--start", metavar="TIME", help="The first handover, local and with its zone.")
    ],
    every: Annotated[
        str, typer.Option("--every", metavar="LENGTH", help="day, week, month, 6h, 2w ...")
    ] = "week",
    active: Annotated[
        str | None,
        typer.Option("--active", metavar="DAYS", help="Active days, like Mon-Fri.", show_default=False),
    ] = None,
    first: options.From = None,
    days: options.Days = 60,
    join: Annotated[
        list[str] | None,
        typer.Option("--join", metavar="NAME@TIME", help="Joins at the end of the list from a time on."),
    ] = None,
    viewer: Annotated[
        str | None, typer.Option("--viewer", metavar="ZONE", help="Whose own time to show too.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Whose turn it is when; turns follow the wall clock, without gap or overlap, across clock changes."""
    zones = packaged_zones()
    instant = moments.moment(start, zones)
    zone = zones.zone(moments.zone_of(start, zones))
    rotation = Rotation(
        "rotation", tuple(members), CivilTime.of(instant, zone), _cadence(every), _weekdays(active)
    )
    for text in join or ():
        name, _, when = text.partition("@")
        if not when:
            raise UsageError(f"{text!r} does not say from when: write it like Eva@2027-03-15T00:00Z")
        rotation = rotation.revised((*_latest(rotation), name), moments.moment(when, zones))
    window = moments.window(first, days) if first else Span(instant, instant + timedelta(days=days))
    found = periods(rotation, window, zones)
    reader = zones.zone(zone_named(viewer, zones)) if viewer else None
    answer = Answer(
        "handovers",
        f"{', '.join(members)} {rotation.cadence}, handover by the clock of {zone.key}",
        ("who", "from", "until", "elapsed"),
        [_cells(period, zone, reader) for period in found],
        {"periods": [_json(period) for period in found]},
        basis=("a handover that the clocks skip is made at the end of the gap",),
    )
    show(answer, zones, as_json=as_json)


def _latest(rotation: Rotation) -> tuple[str, ...]:
    return rotation.revisions[-1].members if rotation.revisions else rotation.members


def _cadence(text: str) -> Cadence:
    match = _EVERY.match(_WORDS.get(text.strip().lower(), text.strip()))
    if match is None:
        raise UsageError(f"--every {text!r} is not understood: write day, week, month, 6h, 2d or 2w")
    unit = match["unit"].lower()
    return Cadence(_UNITS.get(unit) or Unit(unit), int(match["count"] or 1))


def _weekdays(text: str | None) -> frozenset[int] | None:
    if text is None:
        return None
    found = read_weekdays(text)
    if not found:
        raise UsageError(f"--active {text!r} are no days of the week: write them like Mon-Fri")
    return found


def _cells(period: Period, zone: Zone, reader: Zone | None) -> tuple[str, ...]:
    start = both(period.span.start, reader) if reader else utc_text(period.span.start)
    return (
        period.member,
        f"{local_text(period.span.start, zone)} ({start})",
        local_text(period.span.end, zone),
        hours_text(period.span.elapsed),
    )


def _json(period: Period) -> dict[str, object]:
    return {
        "member": period.member,
        "start": iso(period.span.start),
        "end": iso(period.span.end),
        "minutes": period.span.elapsed // timedelta(minutes=1),
    }
