"""What given starts mean to each person: the rows under every proposed time, and the preview of one."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from farflung.engine.atlas import Atlas, Clock
from farflung.engine.meetings.busy import absences
from farflung.engine.meetings.marks import Marks, marks_of_all
from farflung.engine.meetings.slot_values import Attendance, SlotOption, SlotRequest
from farflung.engine.time import CivilTime, Span, epoch
from farflung.rulepacks import BurdenTable

Cell = tuple[CivilTime, float, bool, bool, bool]


def options_at(
    atlas: Atlas, request: SlotRequest, table: BurdenTable, starts: Sequence[datetime]
) -> tuple[SlotOption, ...]:
    """The options at these starts, in this order, whether or not anybody would propose them."""
    spans = [Span(start, start + request.length) for start in starts]
    moments = np.array([epoch(start) for start in starts], np.int64)
    invited = dict.fromkeys(request.required + request.optional)
    groups = atlas.kinds(request.window).among(invited)
    kinds = [kind for kind, _ in groups]
    found = marks_of_all(kinds, moments, request.minutes, table, request.acceptable)
    shown = {clock: _shown(atlas, clock, spans) for clock in {kind.clock for kind in kinds}}
    rows: dict[str, list[Attendance]] = {}
    for (kind, ids), marks in zip(groups, found, strict=True):
        cells = _cells(marks, shown[kind.clock], asked=request.acceptable is not None)
        for person in ids:
            rows[person] = _rows(person, cells, _gone(atlas, person, spans), person in request.required)
    return tuple(_option(span, [rows[p][i] for p in invited]) for i, span in enumerate(spans))


def _shown(atlas: Atlas, clock: Clock, spans: list[Span]) -> list[CivilTime]:
    return [CivilTime.of(span.start, atlas.zones.zone(clock.zone_at(span.start))) for span in spans]


def _cells(marks: Marks, shown: list[CivilTime], *, asked: bool) -> list[Cell]:
    """What everybody of a kind has at each start: clock, points, own hours, those asked for, off."""
    free = marks.free
    own = marks.own & free
    fits = marks.fits & free if asked else own
    return list(
        zip(shown, marks.burden.round(2).tolist(), own.tolist(), fits.tolist(), (~free).tolist(), strict=True)
    )


def _gone(atlas: Atlas, person: str, spans: list[Span]) -> list[bool]:
    """Whether the person is absent at each of the times."""
    away = absences(atlas, person)
    return [any(span.overlaps(a) for a in away) for span in spans]


def _rows(person: str, cells: list[Cell], gone: list[bool], required: bool) -> list[Attendance]:
    return [
        Attendance(person, local, burden, own and not away, fits and not away, off or away, required)
        for (local, burden, own, fits, off), away in zip(cells, gone, strict=True)
    ]


def _option(span: Span, rows: list[Attendance]) -> SlotOption:
    required = [row for row in rows if row.required]
    burdens = [row.burden for row in required]
    outside = tuple(row.person for row in required if not row.fits)
    return SlotOption(span, tuple(rows), max(burdens), round(sum(burdens), 2), outside)
