"""The price of every start on every date for every kind of people: what rotations are searched in.

One number per cell, so that sums compare as people would: a day off weighs above any number of meetings
outside the hours asked for, those above any burden, and burden above being outside one's own hours.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas, Kind
from farflung.engine.meetings.faces import Hours
from farflung.engine.meetings.marks import Marks, marks_of_all
from farflung.engine.meetings.rotation_values import RotationRequest
from farflung.engine.time import Span, from_epoch
from farflung.engine.time.civil import local_seconds
from farflung.rulepacks import BurdenTable

OFF, OUTSIDE, NOT_OWN = 1e8, 1e5, 1e-4
"""Weights of the levels. Points of a year of meetings stay under 1e5; 1e-4 a time stay under a sixtieth."""

_DAY = 86400
Cells = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Prices:
    """Arrays of shape (dates, starts, kinds), `instants` (dates, starts). `area` numbers the kinds' areas.

    `cost` is what is made fair, `hard` the same without the level of own hours; `burden`, `outside` and
    `off` are the parts, for the answer; `strain` are the minutes by which a meeting lies outside the day,
    which decide between equals.
    """

    request: RotationRequest
    window: Span
    instants: NDArray[np.int64]
    kinds: list[tuple[Kind, list[str]]]
    cost: Cells
    hard: Cells
    burden: Cells
    outside: Cells
    off: Cells
    strain: Cells

    @cached_property
    def people(self) -> NDArray[np.int64]:
        """How many people are of each kind."""
        return np.array([len(ids) for _, ids in self.kinds], np.int64)

    @cached_property
    def area(self) -> NDArray[np.int64]:
        """The zone area that each kind is at home in through the window, numbered from 0 by first sight."""
        numbers: dict[Hashable, int] = {}
        areas = (kind.home.within(self.window) for kind, _ in self.kinds)
        return np.array([numbers.setdefault(area, len(numbers)) for area in areas], np.int64)

    @cached_property
    def voices(self) -> tuple[Cells, NDArray[np.int64]]:
        """The different costs (dates, starts, voices) and the area of each, in the order of areas.

        Kinds of one area who pay alike everywhere need to be heard once; so the search stays small.
        """
        columns = np.ascontiguousarray(np.moveaxis(self.cost, -1, 0))
        first: dict[tuple[int, bytes], int] = {}
        for number, area in enumerate(self.area.tolist()):
            first.setdefault((area, columns[number].tobytes()), number)
        chosen = [number for _, number in sorted((area, number) for (area, _), number in first.items())]
        return self.cost[:, :, chosen], self.area[chosen]

    @cached_property
    def sums(self) -> tuple[Cells, Cells]:
        """Burden and strain of everybody together (dates, starts)."""
        return self.burden @ self.people, self.strain @ self.people


def prices(atlas: Atlas, request: RotationRequest, table: BurdenTable, within: Span | None = None) -> Prices:
    """Every cell's price. `within` may name a wider window whose kinds are known already."""
    instants = _instants(atlas, request)
    window = _window(instants, request.minutes)
    kinds = atlas.kinds(within or window).among(dict.fromkeys(request.required))
    flat = instants.reshape(-1)
    found = marks_of_all((kind for kind, _ in kinds), flat, request.minutes, table, request.acceptable)
    burden = _cells([m.burden for m in found], instants)
    outside = _cells([~m.fits if request.acceptable else ~m.own for m in found], instants)
    off = _cells([~(m.weekday | m.own) for m in found], instants)
    hours = request.acceptable or _light_hours(table)
    strain = _cells([_strain(m, request.minutes, hours) for m in found], instants)
    hard = np.round(off * OFF + burden + (outside * OUTSIDE if request.acceptable else 0.0), 6)
    cost = hard if request.acceptable else hard + outside * NOT_OWN
    return Prices(request, window, instants, kinds, cost, hard, burden, outside, off, strain)


def _instants(atlas: Atlas, request: RotationRequest) -> NDArray[np.int64]:
    """The instant of each start on each date; only those near a clock change are looked up one by one."""
    zone = atlas.zones.zone(request.zone)
    days = np.array([local_seconds(day, 0) for day in request.days], np.int64)
    local = days[:, None] + np.array(request.starts, np.int64)[None, :] * 60
    early, late = zone.offsets(local - _DAY), zone.offsets(local + _DAY)
    found = local - early
    for at in zip(*np.nonzero(early != late), strict=True):
        found[at] = zone.first_valid(int(local[at]))
    return found


def _window(instants: NDArray[np.int64], minutes: int) -> Span:
    return Span(from_epoch(int(instants.min())), from_epoch(int(instants.max()) + minutes * 60))


def _cells(rows: list[NDArray[np.float64]] | list[NDArray[np.bool_]], instants: NDArray[np.int64]) -> Cells:
    return np.stack([row.reshape(instants.shape) for row in rows], axis=-1).astype(np.float64)


def _light_hours(table: BurdenTable) -> Hours:
    """The hours without burden, for everybody of whom nothing else is known."""
    band = min(table.bands, key=lambda b: (b.points, b.start - b.end))
    return band.start, band.end


def _strain(found: Marks, minutes: int, hours: Hours) -> NDArray[np.float64]:
    start = found.local // 60 % 1440
    over, under = (start + minutes - hours[1]) % 1440, (hours[0] - start) % 1440
    inside = (start >= hours[0]) & (start + minutes <= hours[1])
    return np.where(inside, 0.0, np.minimum(over, under).astype(np.float64))
