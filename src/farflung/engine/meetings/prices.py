"""The price of every start on every date for every kind of people: what rotations are searched in.

One number per cell, so that sums compare as people would: a day off weighs above any number of meetings
outside the hours asked for, those above any burden, and burden above being outside one's own hours.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas, Kind, ZoneArea
from farflung.engine.meetings.bill import Bill
from farflung.engine.meetings.faces import Hours, fitting
from farflung.engine.meetings.rates import Rates
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
    """Arrays of shape (dates, starts, lots), `instants` (dates, starts). A lot is everybody whose clocks and
    hours are the same; `which` is the lot of each of the `kinds`, `bill` what the lots are and pay.

    `cost` is what is made fair, `hard` the same without the level of own hours; `burden`, `outside` and
    `off` are the parts, for the answer; `strain` are the minutes by which a meeting lies outside the day,
    which decide between equals.
    """

    atlas: Atlas
    request: RotationRequest
    window: Span
    instants: NDArray[np.int64]
    kinds: list[tuple[Kind, list[str]]]
    which: NDArray[np.int64]
    bill: Bill
    cost: Cells
    hard: Cells
    burden: Cells
    outside: Cells
    off: Cells
    strain: Cells

    @cached_property
    def people(self) -> NDArray[np.int64]:
        """How many people are in each lot."""
        sizes = [len(ids) for _, ids in self.kinds]
        return np.bincount(self.which, weights=sizes).astype(np.int64)

    @cached_property
    def seats(self) -> list[tuple[str, int]]:
        """Everybody in the order of the request, each with the number of their lot."""
        lots = zip(self.which.tolist(), self.kinds, strict=True)
        lot_of = {person: lot for lot, (_, ids) in lots for person in ids}
        return [(person, lot_of[person]) for person in dict.fromkeys(self.request.required)]

    @cached_property
    def area(self) -> NDArray[np.int64]:
        """The zone area that each lot is at home in through the window, numbered from 0 by first sight."""
        clocks, homes = self.bill.rates.dials.clocks, [lot.home for lot in self.bill.lots]
        shown = {home: clocks[home].within(self.window) for home in dict.fromkeys(homes)}
        numbers = {area: number for number, area in enumerate(dict.fromkeys(shown.values()))}
        return np.array([numbers[shown[home]] for home in homes], np.int64)

    @cached_property
    def areas(self) -> tuple[ZoneArea, ...]:
        """The zone areas by number, as people know them."""
        groups: list[list[tuple[Kind, list[str]]]] = [[] for _ in range(int(self.area.max()) + 1)]
        for lot, group in zip(self.which.tolist(), self.kinds, strict=True):
            groups[self.area[lot]].append(group)
        return tuple(_area(self.atlas, number, kinds, self.window) for number, kinds in enumerate(groups))

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
    kinds = atlas.kinds(within or window)
    groups = kinds.among(dict.fromkeys(request.required))
    rates = kinds.once(Rates, table)
    lots, which = rates.lots_of(kind for kind, _ in groups)
    bill = Bill(rates, lots, instants.reshape(-1), request.minutes)
    inside = fitting(bill.local, bill.last, request.acceptable)[bill.row] if request.acceptable else bill.own
    burden, outside, off, strain = (
        np.moveaxis(each.astype(np.float64).reshape(-1, *instants.shape), 0, -1)
        for each in (
            bill.burden,
            ~inside,
            ~(bill.weekday | bill.own),
            _strain(bill, request, table)[bill.row],
        )
    )
    hard = np.round(off * OFF + burden + (outside * OUTSIDE if request.acceptable else 0.0), 6)
    cost = hard if request.acceptable else hard + outside * NOT_OWN
    return Prices(
        atlas, request, window, instants, groups, which, bill, cost, hard, burden, outside, off, strain
    )


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


def _light_hours(table: BurdenTable) -> Hours:
    """The hours without burden, for everybody of whom nothing else is known."""
    band = min(table.bands, key=lambda b: (b.points, b.start - b.end))
    return band.start, band.end


def _strain(bill: Bill, request: RotationRequest, table: BurdenTable) -> NDArray[np.float64]:
    """By how many minutes a meeting lies outside the hours, on each clock."""
    minutes, hours = request.minutes, request.acceptable or _light_hours(table)
    start = bill.local // 60 % 1440
    over, under = (start + minutes - hours[1]) % 1440, (hours[0] - start) % 1440
    inside = (start >= hours[0]) & (start + minutes <= hours[1])
    return np.where(inside, 0.0, np.minimum(over, under).astype(np.float64))


def _area(atlas: Atlas, number: int, kinds: list[tuple[Kind, list[str]]], window: Span) -> ZoneArea:
    """The kinds of one area as people know it: its places, those where most of them are first."""
    people = tuple(person for _, ids in kinds for person in ids)
    places = Counter(atlas.person(person).place.label for person in people)
    zones: Counter[str] = Counter()
    for kind, ids in kinds:
        zones[kind.home.zone_at(window.start)] += len(ids)
    return ZoneArea(number, people, _by_count(places), _by_count(zones))


def _by_count(found: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda name: (-found[name], name)))
