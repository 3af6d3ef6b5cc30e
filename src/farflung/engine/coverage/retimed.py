"""A shift with other hours for some of its dates, and as it was for the rest.

The dates before stay as they are, because people live by them; those after come back as they were,
because a clock change that opened a hole closes it again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from farflung.engine.atlas import expand
from farflung.engine.model import DAY_MINUTES, Override, Recurrence, Shift
from farflung.engine.time import CivilTime, Span, ZoneDatabase

_DAY = timedelta(days=1)
_REACHES = (timedelta(days=8), timedelta(days=40), timedelta(days=400))
"""How far the next occurrence is looked for: most come within days, a yearly one within a year."""


@dataclass(frozen=True, slots=True)
class Retiming:
    """Minutes to put the start and the end later (negative: earlier), on local dates `first` to `last`.

    `last` of None is for good.
    """

    first: date
    last: date | None
    start: int
    end: int

    @property
    def longer(self) -> int:
        """Minutes by which each shift grows."""
        return self.end - self.start


def retimed(shift: Shift, change: Retiming, zones: ZoneDatabase) -> tuple[Shift, ...] | None:
    """The shifts that replace this one; None where it cannot be done without changing its weekdays.

    A series with a COUNT is not split, because its parts would count anew; nor a bare list of dates.
    """
    recurrence = shift.recurrence
    minute = recurrence.start.time.hour * 60 + recurrence.start.time.minute + change.start
    if not 0 <= minute < DAY_MINUTES or recurrence.end_minutes + change.longer <= 0:
        return None
    if recurrence.rule is None:
        return None if recurrence.extra else (replace(shift, recurrence=_moved(recurrence, change)),)
    if "COUNT=" in recurrence.rule.upper():
        return None
    return tuple(
        replace(shift, recurrence=piece)
        for piece in (
            _until(recurrence, change.first - _DAY),
            _piece(recurrence, change, zones),
            _from(recurrence, change.last + _DAY, zones) if change.last else None,
        )
        if piece is not None
    )


def _piece(recurrence: Recurrence, change: Retiming, zones: ZoneDatabase) -> Recurrence | None:
    found = _from(recurrence, change.first, zones)
    if found is None or change.last is None:
        return _moved(found, change) if found else None
    cut = _until(found, change.last)
    return _moved(cut, change) if cut else None


def _until(recurrence: Recurrence, last: date) -> Recurrence | None:
    """The part up to a local date, inclusive; None where nothing is left."""
    if recurrence.start.date > last:
        return None
    ends = min(last, recurrence.until) if recurrence.until else last
    return replace(
        recurrence,
        until=ends,
        extra=tuple(c for c in recurrence.extra if c.date <= last),
        overrides=tuple(o for o in recurrence.overrides if o.original.date <= last),
    )


def _from(recurrence: Recurrence, first: date, zones: ZoneDatabase) -> Recurrence | None:
    """The part from a local date on, begun at a real occurrence so that every second week stays the same."""
    if recurrence.start.date >= first:
        return recurrence
    start = next(_starts(recurrence, first, zones), None)
    if start is None:
        return None
    return replace(
        recurrence,
        start=replace(recurrence.start, date=start),
        extra=tuple(c for c in recurrence.extra if c.date >= first),
        overrides=tuple(o for o in recurrence.overrides if o.original.date >= first),
    )


def _starts(recurrence: Recurrence, first: date, zones: ZoneDatabase) -> Iterator[date]:
    """Dates from `first` on at which the rule itself begins something."""
    plain = replace(recurrence, extra=(), overrides=(), excluded=())
    low = datetime(first.year, first.month, first.day, tzinfo=UTC) - _DAY
    for reach in _REACHES:
        for occurrence in expand(plain, Span(low, low + reach), zones):
            if occurrence.civil.date >= first:
                yield occurrence.civil.date


def _moved(recurrence: Recurrence, change: Retiming) -> Recurrence:
    elapsed = recurrence.elapsed
    return replace(
        recurrence,
        start=_later(recurrence.start, change.start),
        end_minutes=recurrence.end_minutes + change.longer,
        elapsed=elapsed + timedelta(minutes=change.longer) if elapsed is not None else None,
        excluded=tuple(_later(civil, change.start) for civil in recurrence.excluded),
        extra=tuple(_later(civil, change.start) for civil in recurrence.extra),
        overrides=tuple(_override(o, change.start) for o in recurrence.overrides),
    )


def _override(override: Override, minutes: int) -> Override:
    """One moved by hand stays where it was put; only the start that it replaces is named anew."""
    return replace(override, original=_later(override.original, minutes))


def _later(civil: CivilTime, minutes: int) -> CivilTime:
    """Another time of day on the same date: a new line in the rota, not time that passes."""
    total = civil.time.hour * 60 + civil.time.minute + minutes
    day, minute = divmod(total, DAY_MINUTES)
    clock = civil.time.replace(hour=minute // 60, minute=minute % 60)
    return replace(civil, date=civil.date + day * _DAY, time=clock)
