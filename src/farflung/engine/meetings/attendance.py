"""What given starts mean to each person: the rows under every proposed time, and the preview of one."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from farflung.engine.atlas import Atlas, Kind
from farflung.engine.meetings.busy import absence_span
from farflung.engine.meetings.marks import Marks, marks
from farflung.engine.meetings.slot_values import Attendance, SlotOption, SlotRequest
from farflung.engine.time import CivilTime, Span, epoch
from farflung.rulepacks import BurdenTable

Rows = dict[str, list[Attendance]]


def options_at(
    atlas: Atlas, request: SlotRequest, table: BurdenTable, starts: Sequence[datetime]
) -> tuple[SlotOption, ...]:
    """The options at these starts, in this order, whether or not anybody would propose them."""
    spans = [Span(start, start + request.length) for start in starts]
    moments = np.array([epoch(start) for start in starts], np.int64)
    rows: Rows = {}
    invited = dict.fromkeys(request.required + request.optional)
    for kind, ids in atlas.kinds(request.window).among(invited):
        found = marks(kind, moments, request.minutes, table, request.acceptable)
        shown = _shown(atlas, request, kind, found, spans)
        rows.update({person: _personal(atlas, request, person, shown, spans) for person in ids})
    return tuple(_option(request, span, [rows[p][i] for p in rows]) for i, span in enumerate(spans))


def _shown(
    atlas: Atlas, request: SlotRequest, kind: Kind, found: Marks, spans: list[Span]
) -> list[Attendance]:
    """The rows of everybody of a kind, still under the name of the first."""
    fits, free = found.fits if request.acceptable else found.own, found.free
    return [
        Attendance(
            kind.person.id,
            CivilTime.of(span.start, atlas.zones.zone(kind.clock.zone_at(span.start))),
            round(float(found.burden[i]), 2),
            own=bool(found.own[i]) and bool(free[i]),
            fits=bool(fits[i]) and bool(free[i]),
            off=not free[i],
        )
        for i, span in enumerate(spans)
    ]


def _personal(
    atlas: Atlas, request: SlotRequest, person: str, shown: list[Attendance], spans: list[Span]
) -> list[Attendance]:
    required = person in request.required
    someone = atlas.person(person)
    away = [absence_span(atlas, someone, absence) for absence in atlas.absences_of(someone)]
    gone = [any(span.overlaps(a) for a in away) for span in spans]
    return [
        Attendance(
            person, row.local, row.burden, row.own and not g, row.fits and not g, row.off or g, required
        )
        for row, g in zip(shown, gone, strict=True)
    ]


def _option(request: SlotRequest, span: Span, rows: list[Attendance]) -> SlotOption:
    by_person = {row.person: row for row in rows}
    ordered = tuple(by_person[p] for p in dict.fromkeys(request.required + request.optional))
    required = [row for row in ordered if row.required]
    burdens = [row.burden for row in required]
    outside = tuple(row.person for row in required if not row.fits)
    return SlotOption(span, ordered, max(burdens), round(sum(burdens), 2), outside)
