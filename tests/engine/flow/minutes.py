"""The same question answered minute by minute, from the wall clock alone: what landings are judged by.

Nothing here uses spans, the engine's zones or its way of resolving local times. A wall clock that is read
minute by minute and never let go back says the same as resolving every border to its first instant: in the
hour that is shown twice it stands still the second time, over the hour that is skipped it jumps.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.flow import Mode
from farflung.engine.model import DAY_MINUTES, Person, Place, Shift
from farflung.engine.time import Span

Minutes = NDArray[np.int64]
Mask = NDArray[np.bool_]

MINUTE = timedelta(minutes=1)
_EPOCH = date(1970, 1, 1).toordinal()
_LEAD = 2 * DAY_MINUTES
_STEP = 180
"""Clocks are asked so often, and minute by minute wherever they changed in between."""
STANDBY = 7 * DAY_MINUTES
"""How long standby shifts last in these tests; every other one is shorter than a day."""

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@lru_cache(maxsize=2048)
def wall(zone: str, start: datetime, length: int) -> Minutes:
    """What a wall clock in a zone shows in each minute from `start`, as minutes since 1970; never falling."""
    begin = start - _LEAD * MINUTE
    info, count = _zone(zone), length + _LEAD
    marks = range(0, count + _STEP, _STEP)
    offsets = [_offset(info, begin + mark * MINUTE) for mark in marks]
    shown = np.repeat(np.array(offsets, np.int64), _STEP)[:count]
    for mark, before, after in zip(marks, offsets, offsets[1:], strict=False):
        for minute in range(mark, min(mark + _STEP, count)) if before != after else ():
            shown[minute] = _offset(info, begin + minute * MINUTE)
    first = int(begin.timestamp()) // 60
    return np.maximum.accumulate(first + np.arange(count) + shown)[_LEAD:]


@lru_cache(maxsize=1024)
def _zone(key: str) -> ZoneInfo:
    """From the pinned database: the machine's own may be older."""
    with files("tzdata").joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key)


def _offset(info: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(info).utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60


@dataclass(frozen=True, eq=False)
class ByMinute:
    """For each minute from `start`: whether they works, rests, is off or on duty; how strict the mode is."""

    start: datetime
    working: Mask
    resting: Mask
    off: Mask
    duty: Mask
    strictness: Minutes
    rest_known: bool

    @cached_property
    def rest_time(self) -> Mask:
        """The minutes in which nothing may land without duty: outside own hours where no window is known."""
        return self.resting | self.off if self.rest_known else ~self.working

    @cached_property
    def _awake(self) -> Mask:
        return ~self.rest_time if self.rest_known else np.zeros(len(self.working), np.bool_)

    @cached_property
    def loud(self) -> Mask:
        """The minutes in which a message may land with a sound."""
        free: Mask = self._awake & (self.strictness == Mode.FREE.strictness)
        return self.working & ~self.resting | free

    def open(self, *, urgent: bool) -> Mask:
        """The minutes in which a message may land."""
        muted: Mask = self._awake & (self.strictness == Mode.MUTE.strictness)
        found = self.loud | muted
        return found | self.duty if urgent else found

    def number(self, moment: datetime) -> int:
        """The minute of a moment, counted from the start."""
        return int((moment - self.start) / MINUTE)

    def first(self, posted: datetime, *, urgent: bool) -> datetime | None:
        """The first moment at or after the posting at which it may land; None beyond the window."""
        minute = self.number(posted)
        later = self._opened[urgent]
        place = int(later.searchsorted(minute))
        return max(self.start + int(later[place]) * MINUTE, posted) if place < len(later) else None

    @cached_property
    def _opened(self) -> dict[bool, Minutes]:
        return {urgent: np.flatnonzero(self.open(urgent=urgent)) for urgent in (True, False)}


def by_minute(atlas: Atlas, person: Person, window: Span, company: Mode, laws: dict[str, Mode]) -> ByMinute:
    """The minutes of one person; `laws` are the modes of countries, the strictest of all decides."""
    length = int((window.end - window.start) / MINUTE)
    working, resting, away, holiday = (np.zeros(length, np.bool_) for _ in range(4))
    strictness = np.full(length, company.strictness, np.int64)
    for piece in atlas.whereabouts(person, window):
        part = slice(*(int((at - window.start) / MINUTE) for at in (piece.start, piece.end)))
        now = wall(piece.place.zone, window.start, length)[part] + _EPOCH * DAY_MINUTES
        day, minute = now // DAY_MINUTES, now % DAY_MINUTES
        holiday[part] = _holiday(atlas, person, piece.base, day)
        absent = _absent(atlas, person, now)
        away[part] = absent | _outside(person, day)
        working[part] = _works(person, now) & ~absent & ~holiday[part]
        resting[part] = _rests(person, minute)
        for country in (piece.place.country, piece.base.country):
            if country in laws:
                strictness[part] = np.maximum(strictness[part], laws[country].strictness)
    duty = _duty(atlas, person, window, away, holiday)
    return ByMinute(
        window.start, working, resting, away | holiday, duty, strictness, rest_known=person.rest is not None
    )


def _holiday(atlas: Atlas, person: Person, base: Place, day: Minutes) -> Mask:
    calendar = atlas.calendar(base)
    kept = [h.date.toordinal() for h in calendar.holidays if person.keeps_holiday(h.date)] if calendar else []
    return np.isin(day, kept)


def _between(now: Minutes, start: int, end: int) -> slice:
    """The minutes in which a clock that never goes back shows from `start` up to, and without, `end`."""
    return slice(*now.searchsorted((start, end)).tolist())


def _absent(atlas: Atlas, person: Person, now: Minutes) -> Mask:
    found = np.zeros(len(now), np.bool_)
    for absence in atlas.absences_of(person):
        start, end = absence.start.toordinal() * DAY_MINUTES, absence.end.toordinal() * DAY_MINUTES
        found[_between(now, start + absence.from_minute, end + absence.to_minute)] = True
    return found


def _outside(person: Person, day: Minutes) -> Mask:
    begun = day >= person.started.toordinal() if person.started else np.ones(len(day), np.bool_)
    over = day > person.ended.toordinal() if person.ended else np.zeros(len(day), np.bool_)
    return ~begun | over


def _works(person: Person, now: Minutes) -> Mask:
    """In a block of that date, or of the evening before."""
    found = np.zeros(len(now), np.bool_)
    for ordinal in range(int(now[0]) // DAY_MINUTES - 1, int(now[-1]) // DAY_MINUTES + 1) if len(now) else ():
        begun = date.fromordinal(ordinal)
        pattern = person.pattern_on(begun)
        for block in pattern.blocks if pattern else ():
            if block.weekday == begun.weekday():
                found[_between(now, *(ordinal * DAY_MINUTES + m for m in (block.start, block.end)))] = True
    return found


def _rests(person: Person, minute: Minutes) -> Mask:
    if person.rest is None:
        return np.zeros(len(minute), np.bool_)
    start, end = person.rest.start, person.rest.end
    tonight = (minute >= start) & (minute < end)
    return tonight | (minute + DAY_MINUTES >= start) & (minute + DAY_MINUTES < end)


def _duty(atlas: Atlas, person: Person, window: Span, away: Mask, holiday: Mask) -> Mask:
    """Their shifts, less leave; and less public holidays, where it is no standby."""
    found = np.zeros(len(away), np.bool_)
    for shift in atlas.shifts:
        if shift.person == person.id:
            stands = shift.recurrence.end_minutes >= STANDBY
            found |= _held(shift, window, len(away)) & ~away & (stands | ~holiday)
    return found


def _held(shift: Shift, window: Span, length: int) -> Mask:
    """Every week on its weekdays, from its first date on, by the clock of its zone."""
    recurrence = shift.recurrence
    now = wall(recurrence.zone, window.start, length) + _EPOCH * DAY_MINUTES
    days = {CODES.index(code) for code in (recurrence.rule or "").partition("BYDAY=")[2].split(",")}
    begin = recurrence.start.time.hour * 60 + recurrence.start.time.minute
    found = np.zeros(length, np.bool_)
    back = recurrence.end_minutes // DAY_MINUTES + 1
    for ordinal in range(int(now[0]) // DAY_MINUTES - back, int(now[-1]) // DAY_MINUTES + 1):
        if ordinal >= recurrence.start.date.toordinal() and date.fromordinal(ordinal).weekday() in days:
            start = ordinal * DAY_MINUTES + begin
            found[_between(now, start, start + recurrence.end_minutes)] = True
    return found
