"""`farflung hours`: a person's working time, day by day, across clock changes, trips and holidays."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import hours_text, iso, local_iso, local_text, utc_text
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, Zone, total

_SHORTEST = timedelta(minutes=1)


def command(
    arguments: options.Arguments,
    first: options.From = None,
    days: options.Days = 7,
    team: options.Team = None,
    slot: Annotated[
        str | None,
        typer.Option("--slot", metavar="LENGTH", help="Cut into slots of this length.", show_default=False),
    ] = None,
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """A person's working time, day by day, across clock changes, trips, absences and holidays."""
    window = moments.window(first, days)
    company = inputs.company(arguments, window)
    atlas, reader = company.atlas, company.viewer(viewer)
    size = moments.length(slot) if slot else None
    if size is not None and size < _SHORTEST:
        raise UsageError(f"--slot {slot}: slots are a minute or longer")
    people = company.chosen(team)
    found = [(p, span) for p in people for whole in atlas.working(p, window) for span in _cut(whole, size)]
    worked = sum((total(atlas.working(p, window)) for p in people), timedelta())
    answer = Answer(
        "hours",
        f"{hours_text(worked)} of working time from {utc_text(window.start)} to {utc_text(window.end)}",
        ("who", "own time", "in UTC", "" if reader is None else "your time", "elapsed"),
        [_cells(atlas, person, span, reader) for person, span in found],
        {
            "spans": [_json(atlas, person, span) for person, span in found],
            "minutes": worked // timedelta(minutes=1),
        },
        basis=(
            "working patterns in floating local time; a local time that the clocks skip begins after the gap",
        ),
    )
    show(answer, atlas.zones, as_json=as_json)


def _cut(span: Span, size: timedelta | None) -> Iterator[Span]:
    """Slots from the start of the person's own block, not from the UTC hour."""
    if size is None:
        yield span
        return
    start = span.start
    while start + size <= span.end:
        yield Span(start, start + size)
        start += size


def _cells(atlas: Atlas, person: Person, span: Span, reader: Zone | None) -> tuple[str, ...]:
    zone = atlas.zone_of(person, span.start)
    place = atlas.where(person, span.start).place.label
    own = f"{local_text(span.start, zone, place)} to {_clock(span.end, zone)}"
    theirs = "" if reader is None else f"{local_text(span.start, reader)} to {_clock(span.end, reader)}"
    return (
        person.name,
        own,
        f"{span.start:%d %b %H:%M}Z to {span.end:%H:%M}Z",
        theirs,
        hours_text(span.elapsed),
    )


def _clock(end: datetime, zone: Zone) -> str:
    return f"{CivilTime.of(end, zone).time:%H:%M}"


def _json(atlas: Atlas, person: Person, span: Span) -> dict[str, object]:
    zone = atlas.zone_of(person, span.start)
    return {
        "id": person.id,
        "start": iso(span.start),
        "end": iso(span.end),
        "own_start": local_iso(span.start, zone),
        "minutes": span.elapsed // timedelta(minutes=1),
    }
