"""Which shifts there could be: each kind on each date of a person's own calendar, as elapsed minutes.

People who live by the same clocks share a row. Minutes are counted from the beginning of the plan's window.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span, Zone, epoch, from_epoch
from farflung.engine.time.civil import date_shown, local_seconds

Minutes = NDArray[np.int32]
Clocks = tuple[str, ...]
"""The zone that a person lives by on each date of the plan."""

NEVER = np.int32(-(2**30))
"""The start and end of what does not happen: a kind on a weekday on which it does not begin."""


@dataclass(frozen=True, eq=False)
class Options:
    """`start`, `end` and `minutes` have shape (rows, days, kinds); `row_of` gives each person's row.

    Day 0 is `first`, on every person's own calendar. `start` and `end` are minutes since `base`, `NEVER`
    where there is no such shift; `minutes` are worked, without unpaid breaks.
    """

    base: datetime
    first: date
    row_of: NDArray[np.int32]
    start: Minutes
    end: Minutes
    minutes: Minutes
    clocks: tuple[Clocks, ...]

    @property
    def days(self) -> int:
        """How many dates there are."""
        return int(self.start.shape[1])

    def day(self, index: int) -> date:
        """The date of a day's index."""
        return self.first + timedelta(days=int(index))

    def index(self, day: date) -> int:
        """The index of a date; it may lie outside the plan."""
        return (day - self.first).days

    def minute(self, instant: datetime) -> int:
        """An instant as minutes since `base`."""
        return (epoch(instant) - epoch(self.base)) // 60

    def instant(self, minute: int) -> datetime:
        """The instant so many minutes after `base`."""
        return self.base + timedelta(minutes=int(minute))


def options_of(atlas: Atlas, people: Sequence[Person], kinds: Sequence[ShiftKind], window: Span) -> Options:
    """Every shift that begins inside the window, by the clocks of where each person is on each date."""
    first = window.start.date() - timedelta(days=1)  # it is still yesterday in the west
    days = (window.end.date() - first).days + 2
    dates = [first + timedelta(days=n) for n in range(days)]
    rows: dict[Clocks, int] = {}
    row_of = np.array([rows.setdefault(_clocks(atlas, p, dates), len(rows)) for p in people], np.int32)
    shape = (len(rows), days, len(kinds))
    start, end = np.full(shape, NEVER, np.int32), np.full(shape, NEVER, np.int32)
    for clocks, row in rows.items():
        for number, kind in enumerate(kinds):
            for index, (begins, ends) in _instances(atlas, clocks, dates, kind).items():
                start[row, index, number], end[row, index, number] = begins, ends
    base = epoch(window.start) // 60
    start, end = (np.where(of == NEVER, NEVER, of - base).astype(np.int32) for of in (start, end))
    inside = (start >= 0) & (start < (window.end - window.start) // timedelta(minutes=1))
    start, end = np.where(inside, start, NEVER), np.where(inside, end, NEVER)
    unpaid = np.array([kind.unpaid for kind in kinds], np.int32)
    return Options(
        window.start, first, row_of, start, end, np.where(inside, end - start - unpaid, 0), tuple(rows)
    )


def _clocks(atlas: Atlas, person: Person, dates: Sequence[date]) -> Clocks:
    """The zone on each date; that of the place where its noon is spent, so a day of travel has one."""
    if not atlas.stays_of(person):
        return (person.place.zone,) * len(dates)
    found = []
    for day in dates:
        near = _minute(day, 720, atlas.zones.zone(person.place.zone)) * 60
        found.append(atlas.where(person, from_epoch(near)).place.zone)
    return tuple(found)


def _minute(day: date, minute: int, zone: Zone) -> int:
    """The first valid instant of a local time, in minutes since 1970."""
    return zone.first_valid(local_seconds(day, minute * 60)) // 60


Instances = dict[int, tuple[int, int]]


def _instances(atlas: Atlas, clocks: Clocks, dates: Sequence[date], kind: ShiftKind) -> Instances:
    if kind.zone is None:
        zones = [atlas.zones.zone(key) for key in clocks]
        return {
            index: (_minute(day, kind.start, zone), _minute(day, kind.end, zone))
            for index, (day, zone) in enumerate(zip(dates, zones, strict=True))
            if _begins(kind, day)
        }
    return _elsewhere(atlas, clocks, dates, kind, atlas.zones.zone(kind.zone))


def _elsewhere(atlas: Atlas, clocks: Clocks, dates: Sequence[date], kind: ShiftKind, zone: Zone) -> Instances:
    """Of a kind on a clock of its own: each by the date that it has for whoever works it.

    A change of clocks can bring two of them onto one date and leave a date beside it without: the second
    then stands on that date, so that none is lost.
    """
    found: Instances = {}
    for day in (d for d in dates if _begins(kind, d)):
        begins, ends = _minute(day, kind.start, zone), _minute(day, kind.end, zone)
        here = atlas.zones.zone(clocks[max(0, min((day - dates[0]).days, len(clocks) - 1))])
        index = (date_shown(from_epoch(begins * 60), here) - dates[0]).days
        place = index if index not in found else index + 1
        if 0 <= place < len(dates):
            found[place] = (begins, ends)
    return found


def _begins(kind: ShiftKind, day: date) -> bool:
    return kind.weekdays is None or day.weekday() in kind.weekdays
