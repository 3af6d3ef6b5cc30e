"""`farflung overlap`: the hours that people share."""

from collections.abc import Sequence
from datetime import timedelta

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, Cell, show
from farflung.cli.errors import UsageError
from farflung.cli.times import city, hours_text, range_text, span_json, utc_range
from farflung.cli.words import count, listed
from farflung.engine.time import Span, Zone, total


def command(
    arguments: options.Arguments,
    first: options.From = None,
    days: options.Days = 7,
    team: options.Team = None,
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """The working hours that all of some people share, day by day."""
    window = moments.window(first, days)
    company = inputs.company(arguments, window)
    people, reader = company.chosen(team), company.viewer(viewer)
    if len(people) < 2:
        raise UsageError("an overlap needs at least two people: name them, or a --team")
    atlas = company.atlas
    shared = atlas.overlap(people, window)
    places = {place.zone: place for place in (atlas.where(p, window.start).place for p in people[::-1])}
    clocks = [(atlas.zones.zone(key), place.label) for key, place in reversed(places.items())]
    answer = Answer(
        "overlap",
        f"{listed([p.name for p in people])}: {hours_text(total(shared))} in common in {count(days, 'day')}",
        ("in UTC", f"your time, {city(reader)}" if reader else "", "lasts", "on their clocks"),
        [_cells(span, reader, clocks) for span in shared],
        {
            "people": [p.id for p in people],
            "minutes": total(shared) // timedelta(minutes=1),
            "spans": [span_json(span) for span in shared],
        },
        basis=("the intersection of everybody's working time, holidays and absences taken out",),
        notes=(*([] if shared else [_NOTHING]), *company.assumed(people)),
    )
    show(answer, atlas.zones, as_json=as_json, status=company.status)


_NOTHING = "They share no working hour: write, or ask somebody between them."
_CLOCKS = 8


def _cells(span: Span, reader: Zone | None, clocks: Sequence[tuple[Zone, str]]) -> tuple[Cell, ...]:
    """Beside the date in UTC the other clocks need one only where theirs differs."""
    day = span.start.date()
    shown = [f"{range_text(span, zone, day)} {place}" for zone, place in clocks[:_CLOCKS]]
    shown += [f"{len(clocks) - _CLOCKS} more"] if clocks[_CLOCKS:] else []
    yours = range_text(span, reader, day) if reader else ""
    return utc_range(span), yours, hours_text(span.elapsed), tuple(shown)
