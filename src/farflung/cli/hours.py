"""`farflung hours`: a person's working time, day by day, across clock changes, trips and holidays."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.days_off import days_off, off_text
from farflung.cli.errors import UsageError
from farflung.cli.times import city, hours_text, iso, local_iso, range_text, span_json, utc_text
from farflung.engine.atlas import Atlas
from farflung.engine.atlas.off import Off, OffKind
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
        raise UsageError(
            f"{slot!r} is {hours_text(size)}: slots are a minute or longer. Write it like 30m",
            param_hint="--slot",
        )
    people = company.chosen(team)
    found = [(p, span) for p in people for whole in atlas.working(p, window) for span in _cut(whole, size)]
    off = list(days_off(atlas, people, window))
    worked = sum((total(atlas.working(p, window)) for p in people), timedelta())
    whose = f"{people[0].name}: " if len(people) == 1 else ""
    ends = f"from {utc_text(window.start)} to {utc_text(window.end)}"
    answer = Answer(
        "hours",
        f"{whose}{hours_text(worked)} of working time {ends}",
        ("who", "own time", "in UTC", f"your time, {city(reader)}" if reader else "", "lasts"),
        _rows(atlas, people, found, _off_rows(atlas, off, window), reader),
        {
            "spans": [_json(atlas, person, span) for person, span in found],
            "off": [_off_json(atlas, person, one) for person, one in off],
            "minutes": worked // timedelta(minutes=1),
        },
        basis=(
            "working patterns in floating local time; a local time that the clocks skip begins after the gap",
            "public holidays and absences take their whole local date",
        ),
        notes=company.assumed(people),
    )
    show(answer, atlas.zones, as_json=as_json, status=company.status)


def _cut(span: Span, size: timedelta | None) -> Iterator[Span]:
    """Slots from the start of the person's own block, not from the UTC hour."""
    if size is None:
        yield span
        return
    start = span.start
    while start + size <= span.end:
        yield Span(start, start + size)
        start += size


def _rows(
    atlas: Atlas,
    people: Sequence[Person],
    found: Sequence[tuple[Person, Span]],
    off: Iterable[tuple[str, datetime, tuple[str, ...]]],
    reader: Zone | None,
) -> list[tuple[str, ...]]:
    """Person by person in the order of time, days off among the days of work."""
    order = {person.id: number for number, person in enumerate(people)}
    rows = [(order[p.id], span.start, _cells(atlas, p, span, reader)) for p, span in found]
    rows += [(order[person], start, cells) for person, start, cells in off]
    rows.sort(key=lambda row: row[:2])
    return [(("" if len(people) == 1 else people[n].name), *cells) for n, _, cells in rows]


def _cells(atlas: Atlas, person: Person, span: Span, reader: Zone | None) -> tuple[str, ...]:
    zone = atlas.zone_of(person, span.start)
    day = CivilTime.of(span.start, zone).date
    return (
        f"{range_text(span, zone)} {atlas.where(person, span.start).place.label}",
        f"{range_text(span, atlas.zones.zone('UTC'), day)}Z",
        range_text(span, reader, day) if reader else "",
        hours_text(span.elapsed),
    )


def _off_rows(
    atlas: Atlas, off: Iterable[tuple[Person, Off]], window: Span
) -> Iterator[tuple[str, datetime, tuple[str, ...]]]:
    for person, one in off:
        said = off_text(one, atlas.zone_of(person, one.span.start), window)
        kind = "holiday" if one.kind == OffKind.HOLIDAY else "off"
        yield person.id, one.span.start, (said, "", "", kind)


def _json(atlas: Atlas, person: Person, span: Span) -> dict[str, object]:
    zone = atlas.zone_of(person, span.start)
    return {
        "id": person.id,
        "start": iso(span.start),
        "end": iso(span.end),
        "own_start": local_iso(span.start, zone),
        "minutes": span.elapsed // timedelta(minutes=1),
    }


def _off_json(atlas: Atlas, person: Person, off: Off) -> dict[str, object]:
    """An absence has no name here: it says nothing but when."""
    day = CivilTime.of(off.span.start, atlas.zone_of(person, off.span.start)).date
    holiday = {"holiday": off.label, "place": off.place} if off.kind == OffKind.HOLIDAY else {}
    return {"id": person.id, "date": day.isoformat(), **span_json(off.span), **holiday}
