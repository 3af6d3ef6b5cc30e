"""`farflung where`: where a person is, as known now or as known then."""

from datetime import timedelta
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.times import both, iso, local_iso, local_text
from farflung.engine.time import Span, packaged_zones


def command(
    arguments: options.Arguments,
    at: options.At = "now",
    known_at: Annotated[
        str | None,
        typer.Option(
            "--known-at", metavar="TIME", help="As the company knew it at this time.", show_default=False
        ),
    ] = None,
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """Where people are at a time, as known now or as known at an earlier time."""
    when = moments.moment(at, packaged_zones())
    known = moments.moment(known_at, packaged_zones()) if known_at else None
    company = inputs.company(arguments, Span(when, when + timedelta(days=1)))
    atlas, reader, people = company.atlas, company.viewer(viewer), company.chosen(None)
    found = [(person, atlas.where(person, when, known)) for person in people]
    known_text = f", as known at {both(known, reader)}" if known else ""
    answer = Answer(
        "where",
        f"At {both(when, reader)}{known_text}",
        ("who", "place", "own time", "because of"),
        [
            (
                p.name,
                w.place.label,
                local_text(when, atlas.zones.zone(w.place.zone), w.place.label),
                w.stay.kind if w.stay else "home",
            )
            for p, w in found
        ],
        {
            "at": iso(when),
            "known_at": iso(known) if known else None,
            "people": [
                {
                    "id": p.id,
                    "country": w.place.country,
                    "city": w.place.city,
                    "own_time": local_iso(when, atlas.zones.zone(w.place.zone)),
                    "stay": w.stay.kind if w.stay else None,
                }
                for p, w in found
            ],
        },
        basis=("declared stays; a later record corrects an earlier one from its own first day on",),
        notes=company.taken,
    )
    show(answer, atlas.zones, as_json=as_json, status=company.status)
