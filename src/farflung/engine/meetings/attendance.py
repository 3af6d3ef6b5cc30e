"""What given starts mean to each person: the rows under every proposed time, and the preview of one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import repeat
from operator import and_, or_

import numpy as np

from farflung.engine.atlas import Atlas, Kind
from farflung.engine.meetings.board import Sheet, sheet_of
from farflung.engine.meetings.busy import Busy, absences
from farflung.engine.meetings.faces import Seconds
from farflung.engine.meetings.shown import Readings
from farflung.engine.meetings.slot_values import Attendance, SlotOption, SlotRequest
from farflung.engine.time import CivilTime, Span, epoch
from farflung.rulepacks import BurdenTable

Groups = list[tuple[Kind, list[str]]]
"""Kinds, each with those of the people who are of it."""

Cells = tuple[list[float], list[bool], list[bool], list[bool]]
"""What the starts are to everybody of a kind: points, own hours, those asked for, off."""


def options_at(
    atlas: Atlas, request: SlotRequest, table: BurdenTable, starts: Sequence[datetime]
) -> tuple[SlotOption, ...]:
    """The options at these starts, in this order, whether or not anybody would propose them."""
    groups = atlas.kinds(request.window).among(dict.fromkeys(request.required + request.optional))
    moments = np.array([epoch(start) for start in starts], np.int64)
    sheet = sheet_of([kind for kind, _ in groups], moments, request.minutes, table, request.acceptable)
    return options_on(atlas, request, starts, groups, sheet)


def options_on(
    atlas: Atlas, request: SlotRequest, starts: Sequence[datetime], groups: Groups, sheet: Sheet
) -> tuple[SlotOption, ...]:
    """The same from a sheet of these starts with a row for each kind of everybody invited."""
    if not starts:
        return ()
    spans, required = [Span(start, start + request.length) for start in starts], frozenset(request.required)
    near = Span(min(starts), max(starts) + request.length)
    readings = Readings(starts, atlas.zones, atlas.kinds(request.window).wide)
    shown = {clock: readings.of(clock) for clock in {kind.clock for kind, _ in groups}}
    rows: dict[str, list[Attendance]] = {}
    for (kind, ids), cells in zip(groups, _cells(sheet), strict=True):
        for person in ids:
            own = _without(cells, absences(atlas, person, near), spans)
            rows[person] = _rows(person, shown[kind.clock], own, required=person in required)
    _mark_busy(rows, request, np.array([epoch(start) for start in starts], np.int64))
    by_start = zip(*(rows[p] for p in dict.fromkeys(request.required + request.optional)), strict=True)
    return tuple(_option(span, row, len(required)) for span, row in zip(spans, by_start, strict=True))


def _cells(sheet: Sheet) -> Iterator[Cells]:
    """The cells of each kind."""
    columns = sheet.burden.round(2), sheet.own & sheet.free, sheet.fits & sheet.free, ~sheet.free
    return zip(*(column.tolist() for column in columns), strict=True)


def _without(cells: Cells, away: list[Span], spans: list[Span]) -> Cells:
    """The cells of somebody who is absent at some of the times."""
    if not away:
        return cells
    points, own, fits, off = cells
    gone = [any(span.overlaps(absence) for absence in away) for span in spans]
    here = [not absent for absent in gone]
    return points, list(map(and_, own, here)), list(map(and_, fits, here)), list(map(or_, off, gone))


def _rows(person: str, shown: list[CivilTime], cells: Cells, *, required: bool) -> list[Attendance]:
    return list(map(Attendance, repeat(person), shown, *cells, repeat(required)))


def _mark_busy(rows: dict[str, list[Attendance]], request: SlotRequest, starts: Seconds) -> None:
    """Who is taken by another calendar cannot come, whatever their clock shows."""
    known = request.elsewhere
    for person in rows.keys() & (known.busy.keys() | known.perhaps.keys()):
        busy, perhaps = (_at(times.get(person), request, starts) for times in (known.busy, known.perhaps))
        rows[person] = [
            replace(row, fits=row.fits and not sure, busy=sure, perhaps=not sure) if sure or maybe else row
            for row, sure, maybe in zip(rows[person], busy, perhaps, strict=True)
        ]


def _at(times: Busy | None, request: SlotRequest, starts: Seconds) -> list[bool]:
    return [False] * len(starts) if times is None else times.hits(starts, request.minutes * 60).tolist()


def _option(span: Span, rows: tuple[Attendance, ...], required: int) -> SlotOption:
    """One option; the required people come first in its rows."""
    burdens = [row.burden for row in rows[:required]]
    outside = tuple([row.person for row in rows[:required] if not row.fits])
    return SlotOption(span, rows, max(burdens), round(sum(burdens), 2), outside)
