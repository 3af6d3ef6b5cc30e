"""`farflung when`: one moment on the clocks of many places."""

from typing import Annotated

import typer

from farflung.cli import moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.times import iso, local_iso, local_text, utc_text
from farflung.cli.words import told
from farflung.engine.time import packaged_zones
from farflung.intake.inline import zone_named, zone_remark


def command(
    time: Annotated[
        str,
        typer.Argument(metavar="TIME", help="A time with its zone: '2025-10-05 02:15 Australia/Lord_Howe'."),
    ],
    places: Annotated[
        list[str] | None, typer.Argument(metavar="PLACE...", help="Cities or zones to show it in.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """One moment on the clocks of many places; a local time that does not exist is refused."""
    zones = packaged_zones()
    instant = moments.moment(time, zones)
    shown = [zones.zone(zone_named(place, zones)) for place in places or []]
    answer = Answer(
        "when",
        f"{time} is {utc_text(instant)}",
        ("place", "local time"),
        [(zone.key, local_text(instant, zone)) for zone in shown],
        {"instant": iso(instant), "places": [local_iso(instant, zone) for zone in shown]},
        notes=told([moments.remark(time, zones), *(zone_remark(place, zones) for place in places or ())]),
    )
    show(answer, zones, as_json=as_json)
