"""`farflung handovers`: whose turn it is, for a rotation typed on the command line."""

import re
from datetime import timedelta
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import city, dated_text, hours_text, iso, near_text
from farflung.cli.words import told
from farflung.engine.rotation import Cadence, Period, Rotation, Unit, periods
from farflung.engine.time import CivilTime, Span, Zone, ZoneDatabase, packaged_zones
from farflung.intake.inline import zone_remark
from farflung.intake.weekdays import read_weekdays

_EVERY = re.compile(r"^(?:(?P<count>\d+)\s*)?(?P<unit>hour|day|week|month|h|d|w)s?$", re.IGNORECASE)
_WORDS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}
_UNITS = {"h": Unit.HOUR, "d": Unit.DAY, "w": Unit.WEEK}


def command(
    members: Annotated[list[str], typer.Argument(metavar="NAME", help="Who takes turns, in order.")],
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
    found = _uncut(rotation, window, zones)
    reader = inputs.viewer_zone(viewer, zones) if viewer else None
    yours = f"from, {city(reader)}" if reader else ""
    here = city(zone)
    answer = Answer(
        "handovers",
        f"{', '.join(members)} {rotation.cadence}, handover by the clock of {zone.key}",
        ("who", f"from, {here}", "in UTC", yours, f"until, {here}", "lasts"),
        [_cells(period, window, zone, reader) for period in found],
        {"periods": [_json(period, window) for period in found]},
        basis=("a handover that the clocks skip is made at the end of the gap",),
        notes=told([moments.remark(start, zones), zone_remark(viewer or "", zones) if viewer else ""]),
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


def _uncut(rotation: Rotation, window: Span, zones: ZoneDatabase) -> tuple[Period, ...]:
    """The periods of the window; one that goes on beyond an edge of it ends (or begins) a second outside."""
    second = timedelta(seconds=1)
    found = periods(rotation, Span(window.start - second, window.end + second), zones)
    return tuple(period for period in found if period.span.overlaps(window))


def _cells(period: Period, window: Span, zone: Zone, reader: Zone | None) -> tuple[str, ...]:
    """A period that goes on beyond the time asked for has no handover at that end."""
    shown = _within(period, window)
    day = CivilTime.of(shown.start, zone).date
    before, after = shown.start > period.span.start, shown.end < period.span.end
    utc = f"{near_text(shown.start, packaged_zones().zone('UTC'), day)}Z"
    yours = near_text(shown.start, reader, day) if reader else ""
    return (
        period.member,
        *(("already on", "", "") if before else (dated_text(shown.start, zone), utc, yours)),
        "still on" if after else dated_text(shown.end, zone),
        hours_text(shown.elapsed) + (" in this time" if before or after else ""),
    )


def _within(period: Period, window: Span) -> Span:
    return Span(max(period.span.start, window.start), min(period.span.end, window.end))


def _json(period: Period, window: Span) -> dict[str, object]:
    """`cut` says that the period goes on beyond the time asked for: an end given is then no handover."""
    shown = _within(period, window)
    return {
        "member": period.member,
        "start": iso(shown.start),
        "end": iso(shown.end),
        "minutes": shown.elapsed // timedelta(minutes=1),
        "cut": shown != period.span,
    }
