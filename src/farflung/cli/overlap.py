"""`farflung overlap`: the hours that people share."""

from datetime import timedelta

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import city, hours_text, local_text, span_json
from farflung.engine.time import CivilTime, Span, total


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
    names = ", ".join(p.name for p in people[:6]) + (
        f" and {len(people) - 6} more" if len(people) > 6 else ""
    )
    places = {place.zone: place for place in (atlas.where(p, window.start).place for p in people[:6][::-1])}
    zones = [(atlas.zones.zone(key), place.label) for key, place in reversed(places.items())]
    if reader is not None:
        zones = [(reader, city(reader))]

    def cells(span: Span) -> tuple[str, ...]:
        own = [
            f"{local_text(span.start, zone, place)} to {CivilTime.of(span.end, zone).time:%H:%M}"
            for zone, place in zones
        ]
        return f"{span.start:%a %d %b %H:%M}Z to {span.end:%H:%M}Z", *own, hours_text(span.elapsed)

    answer = Answer(
        "overlap",
        f"{names}: {hours_text(total(shared))} in common in {days} days",
        ("in UTC", *("" for _ in zones), "elapsed"),
        [cells(span) for span in shared],
        {
            "people": [p.id for p in people],
            "minutes": total(shared) // timedelta(minutes=1),
            "spans": [span_json(span) for span in shared],
        },
        basis=("the intersection of everybody's working time, holidays and absences taken out",),
        notes=() if shared else ("They share no working hour: write, or ask somebody between them.",),
    )
    show(answer, atlas.zones, as_json=as_json)
