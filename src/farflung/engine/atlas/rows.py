"""Rows of the company grid, built once for everybody who shares them."""

from collections.abc import Hashable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas.alike import PatternNumbers
from farflung.engine.atlas.clock import zone_clock
from farflung.engine.atlas.whereabouts import Whereabouts
from farflung.engine.model import Absence, PatternPeriod, Person, Place, WeeklyPattern
from farflung.engine.time import Span, epoch
from farflung.engine.time.civil import local_seconds

if TYPE_CHECKING:
    from farflung.engine.atlas.atlas import Atlas

Row = NDArray[np.bool_]
Offsets = tuple[tuple[int, int], ...]
"""Seconds east of UTC, each with the second since 1970 from which it holds."""

_SLOT = 900
_DAY = 96
_WEEK = 7 * _DAY
_ORIGIN = date(1970, 1, 1).toordinal()
_MONDAY = 4 * _DAY
"""1970-01-01 was a Thursday, so the first Monday is 4 days of slots in."""


_KEPT = 256
"""Axes that are kept: of one window hardly more than there are zones; a week's has a few kilobytes."""

_MARGIN = timedelta(days=4)
"""No local date of the window, nor the evening before it, is further than this from its dates in UTC."""


class Axis:
    """A zone's wall clock along the window: one local slot number (since 1970) per slot, never falling.

    Where clocks go back the second pass repeats the last slot of the first, which is exactly what
    resolving every border to its first instant gives.
    """

    def __init__(self, offsets: Offsets, first: int, slots: int) -> None:
        """From the second `first`, a day earlier in case the window begins inside a second pass, onwards."""
        moments = first + _SLOT * np.arange(_DAY + slots, dtype=np.int64)
        begun = np.searchsorted(moments, [start for start, _ in offsets[1:]], side="left").tolist()
        lengths = np.diff([0, *begun, len(moments)])
        shown = moments + np.repeat([offset for _, offset in offsets], lengths)
        self.exact = bool((shown % _SLOT == 0).all())
        self.local = np.maximum.accumulate(shown // _SLOT)[_DAY:]
        self.week = (self.local - _MONDAY) % _WEEK

    def range(self, first: date, start: int, last: date, end: int) -> slice:
        """The slots from minute `start` of a local date to minute `end` of another, widened outwards."""
        low = local_seconds(first, 0) // _SLOT + start // 15
        high = local_seconds(last, 0) // _SLOT - (-end // 15)
        return slice(*self.local.searchsorted((low, high)).tolist())


@lru_cache(maxsize=_KEPT)
def _axis_of(offsets: Offsets, first: int, slots: int) -> Axis:
    """Zones that show the same hour throughout have the same one, in every grid of the same window."""
    return Axis(offsets, first, slots)


@lru_cache(maxsize=4096)
def _tables(pattern: WeeklyPattern) -> tuple[Row, Row]:
    """Slots of the week covered by blocks on their own day, and by blocks of the day before.

    Not to be written to: kept, as companies have far fewer weeks of work than people and windows.
    """
    own, spill = np.zeros(_WEEK, np.bool_), np.zeros(_WEEK, np.bool_)
    for block in pattern.blocks:
        first = block.weekday * _DAY
        start, end = first + block.start // 15, first + block.end // 15
        own[start : min(end, first + _DAY)] = True
        for slot in range(first + _DAY, end):
            spill[slot % _WEEK] = True
    return own, spill


def _aligned(periods: tuple[PatternPeriod, ...]) -> bool:
    return all(b.start % 15 == 0 and b.end % 15 == 0 for p in periods for b in p.pattern.blocks)


def _in_force(person: Person, first: date, last: date) -> dict[WeeklyPattern, Row]:
    """On which days from `first` to `last` each pattern is in force."""
    found: dict[WeeklyPattern, Row] = {}
    for start, end, pattern in person.patterns_over(first, last):
        if pattern is not None:
            days = found.setdefault(pattern, np.zeros((last - first).days + 1, np.bool_))
            days[(start - first).days : (end - first).days + 1] = True
    return found


class RowBuilder:
    """Gives each person the number of a row in `rows`, making rows as they are needed."""

    def __init__(self, atlas: "Atlas", window: Span, slots: int) -> None:
        self.rows: list[Row] = []
        self._atlas, self._window, self._slots = atlas, window, slots
        self._numbers: dict[Hashable, int] = {}
        self._reach = (window.start.date() - _MARGIN, window.end.date() + _MARGIN)
        self._hours: dict[Hashable, int] = {}
        self._patterns = PatternNumbers()
        self._on_quarters: dict[int, bool] = {}
        self._settled: dict[Hashable, tuple[tuple[Whereabouts, ...], Hashable]] = {}
        self._axes: dict[str, Axis] = {}
        self._in_force: dict[Hashable, list[tuple[WeeklyPattern, Row]]] = {}
        self._worked: dict[Hashable, Row] = {}
        self._open: dict[Hashable, Row] = {}
        self._days_off: dict[Hashable, tuple[date, ...]] = {}
        self._same_days: dict[tuple[date, ...], tuple[date, ...]] = {}

    def row(self, person: Person) -> int:
        """The number of the person's row."""
        absences = self._absences(person)
        pieces, places = self._stretches(person)
        away = tuple((a.start, a.from_minute, a.end, a.to_minute) for a in absences)
        key = (places, self._hours_of(person), away)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(self._make(person, pieces, absences))
        return self._numbers[key]

    def _absences(self, person: Person) -> tuple[Absence, ...]:
        """Those that can matter in the window."""
        held = self._atlas.absences_of(person)
        if not held:
            return held
        first, last = self._reach
        return tuple(a for a in held if a.start <= last and a.end >= first)

    def _stretches(self, person: Person) -> tuple[tuple[Whereabouts, ...], Hashable]:
        """The person's places, and what a row takes from them; found once for all who stay in one place."""
        if person.swaps or self._atlas.stays_of(person):
            return self._described(person)
        place = person.place
        key = (place.zone, place.country, place.subdivision)
        if key not in self._settled:
            self._settled[key] = self._described(person)
        return self._settled[key]

    def _described(self, person: Person) -> tuple[tuple[Whereabouts, ...], Hashable]:
        pieces = self._atlas.whereabouts(person, self._window)
        # Equal lists of holidays are one list here, and cheaper to compare by identity.
        return pieces, tuple((p.start, p.end, p.place.zone, id(self._kept(person, p.base))) for p in pieces)

    def _hours_of(self, person: Person) -> int:
        """A small number for the person's patterns and dates of employment."""
        key = (self._patterns.number(person), *self._employed(person))
        return self._hours.setdefault(key, len(self._hours))

    def _employed(self, person: Person) -> tuple[date | None, date | None]:
        """First and last day of employment where they fall so that they matter in the window.

        Everybody began on some day: without this no two people of a real company would share a row.
        """
        started, ended = person.started, person.ended
        first, last = self._reach
        return started if started and started > first else None, ended if ended and ended < last else None

    def _make(self, person: Person, pieces: tuple[Whereabouts, ...], absences: tuple[Absence, ...]) -> Row:
        axes = [self._axis(piece.place.zone) for piece in pieces]
        if not self._aligned(person) or not all(axis.exact for axis in axes):
            return self._exact(person)
        if len(pieces) == 1:
            return self._whole(person, pieces[0], axes[0], absences)
        row = np.zeros(self._slots, np.bool_)
        for piece, axis in zip(pieces, axes, strict=True):
            part = slice(self._slot(piece.start), self._slot(piece.end))
            row[part] = self._whole(person, piece, axis, absences)[part]
        return row

    def _whole(self, person: Person, piece: Whereabouts, axis: Axis, absences: tuple[Absence, ...]) -> Row:
        """The row of somebody who is at the place of a piece all the time; not to be written to."""
        whole, days = self._hours_in(person, axis), self._kept(person, piece.base)
        if days:
            whole = whole & self._calendar(days, axis)
        if absences:
            whole = whole.copy()
        for absence in absences:
            whole[axis.range(absence.start, absence.from_minute, absence.end, absence.to_minute)] = False
        return whole

    def _aligned(self, person: Person) -> bool:
        """Whether all hours of the person begin and end on quarter hours."""
        number = self._patterns.number(person)
        if number not in self._on_quarters:
            self._on_quarters[number] = _aligned(person.patterns)
        return self._on_quarters[number]

    def _hours_in(self, person: Person, axis: Axis) -> Row:
        """The row of everybody with these hours on these clocks, before holidays and absences."""
        key = (axis, self._hours_of(person))
        if key not in self._worked:
            self._worked[key] = self._week_by_week(person, axis)
        return self._worked[key]

    def _holidays(self, base: Place) -> tuple[date, ...]:
        """The holidays that matter in the window: most regions of a country have the same ones."""
        key = (base.country, base.subdivision)
        if key not in self._days_off:
            calendar = self._atlas.calendar(base)
            held = calendar.between(*self._reach) if calendar else ()
            days = tuple(holiday.date for holiday in held)
            self._days_off[key] = self._same_days.setdefault(days, days)
        return self._days_off[key]

    def _kept(self, person: Person, base: Place) -> tuple[date, ...]:
        """The holidays of a place that the person does not work on."""
        days = self._holidays(base)
        if not person.swaps:
            return days
        kept = tuple(day for day in days if person.keeps_holiday(day))
        return self._same_days.setdefault(kept, kept)

    def _calendar(self, days: tuple[date, ...], axis: Axis) -> Row:
        """True wherever there is none of these holidays, on the clocks of a zone."""
        key = (axis, id(days))
        if key not in self._open:
            row = np.ones(self._slots, np.bool_)
            for day in days:
                row[axis.range(day, 0, day, 1440)] = False
            self._open[key] = row
        return self._open[key]

    def _week_by_week(self, person: Person, axis: Axis) -> Row:
        row = np.zeros(self._slots, np.bool_)
        first, last = (int(axis.local[i]) // _DAY for i in (0, -1))
        for pattern, in_force in self._periods(person, first - 1, last):
            own, spill = _tables(pattern)
            if in_force.all():
                row |= (own | spill)[axis.week]
            else:
                at = axis.local // _DAY - first + 1
                row |= (own[axis.week] & in_force[at]) | (spill[axis.week] & in_force[at - 1])
        return row

    def _periods(self, person: Person, first: int, last: int) -> list[tuple[WeeklyPattern, Row]]:
        """Each pattern with the days (counted from `first`, days since 1970) on which it is in force."""
        key = (self._hours_of(person), first, last)
        if key not in self._in_force:
            days = (date.fromordinal(_ORIGIN + day) for day in (first, last))
            self._in_force[key] = list(_in_force(person, *days).items())
        return self._in_force[key]

    def _exact(self, person: Person) -> Row:
        """From the exact spans: for hours that do not fall on quarter hours."""
        row = np.zeros(self._slots, np.bool_)
        for span in self._atlas.working(person, self._window):
            start = -((epoch(self._window.start) - epoch(span.start)) // _SLOT)
            row[start : (epoch(span.end) - epoch(self._window.start)) // _SLOT] = True
        return row

    def _axis(self, zone: str) -> Axis:
        """The axis of a zone; zones that show the same hour throughout have the same one."""
        if zone not in self._axes:
            wide = Span(self._window.start - timedelta(days=1), self._window.end)
            offsets = zone_clock(self._atlas.zones.zone(zone)).within(wide)
            self._axes[zone] = _axis_of(offsets, epoch(wide.start), self._slots)
        return self._axes[zone]

    def _slot(self, instant: datetime) -> int:
        return (epoch(instant) - epoch(self._window.start)) // _SLOT
