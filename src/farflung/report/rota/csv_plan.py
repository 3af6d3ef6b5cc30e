"""A plan as a sheet that `farflung check` reads as a rota: one row for each shift."""

import csv
from io import StringIO

from farflung.engine.time import CivilTime
from farflung.report.csv_out import cell
from farflung.report.rota.view import PlanView

HEAD = ("duty", "person", "start", "end", "timezone", "local start", "local end", "worked min", "kind", "id")
"""Start and end are instants of UTC, which no clock change moves; local times beside them are for people."""


def plan_csv(view: PlanView) -> str:
    """RFC 4180, with CRLF; a cell that a sheet would run begins with an apostrophe instead."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for shift in view.shifts:
        zone = view.atlas.zone_of(view.atlas.person(shift.person), shift.span.start)
        local = (CivilTime.of(moment, zone) for moment in (shift.span.start, shift.span.end))
        row = (
            shift.duty,
            view.in_files(shift.person),
            f"{shift.span.start:%Y-%m-%dT%H:%M}Z",
            f"{shift.span.end:%Y-%m-%dT%H:%M}Z",
            zone.key,
            *(f"{civil.date:%a} {civil.date} {civil.time:%H:%M}" for civil in local),
            str(shift.minutes),
            shift.kind,
            shift.person,
        )
        writer.writerow([cell(text) for text in row])
    return out.getvalue()
