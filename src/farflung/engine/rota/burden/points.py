"""The burden of every shift for everybody, by the clock of where they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.model import DAY_MINUTES, HolidayCalendar, Person
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.options import NEVER
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.weights import Weights
from farflung.engine.time import Span, epoch
from farflung.rulepacks import BurdenTable

if TYPE_CHECKING:
    from farflung.engine.rota.problem import Problem

Ints = NDArray[np.int64]
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


def points_of(problem: "Problem", model: Model) -> tuple[Ints, Ints]:
    """Points times 60 of shape (people, days, kinds), and what each person stands above the others before."""
    factors = np.array([problem.weights.factor(kind.duty) for kind in model.kinds])
    known: dict[object, Ints] = {}
    found = np.zeros(model.open.shape, np.int64)
    for number, person in enumerate(model.people):
        hours = (person.patterns, person.swaps, person.started, person.ended)
        where = (person.place.country, person.place.subdivision, model.atlas.stays_of(person))
        key = (model.row(number), hours, where)
        if key not in known:
            known[key] = _of_row(model, model.row(number), person, problem.weights)
        found[number] = np.rint(known[key] * factors[None, :])
    ahead = problem.ledger.ahead(model.ids)
    return found, np.array([round(ahead[key] * 60) for key in model.ids], np.int64)


def points_in(problem: "Problem", person: str, shifts: Iterable[Assignment]) -> float:
    """The points of somebody's shifts, by the weights of the problem; hours of two at once count once."""
    there = list(shifts)
    if not there:
        return 0.0
    window = Span(min(s.span.start for s in there), max(s.span.end for s in there))
    return credited(problem.atlas, problem.atlas.person(person), there, window, problem.weights)


def credited(
    atlas: Atlas, person: Person, shifts: Iterable[Assignment], window: Span, weights: Weights
) -> float:
    """The points of somebody's shifts in a window; where several are at once, of the heaviest of them."""
    rates = Rates.of(atlas, person, window, weights).rates
    factors = np.zeros(len(rates))
    for shift in shifts:
        low, high = ((m - window.start) // timedelta(minutes=1) for m in (shift.span.start, shift.span.end))
        there = slice(max(low, 0), max(high, 0))
        factors[there] = np.maximum(factors[there], weights.factor(shift.duty))
    return float((rates * factors).sum()) / 60


def _of_row(model: Model, row: int, person: Person, weights: Weights) -> Ints:
    start, end = model.options.start[row].astype(np.int64), model.options.end[row].astype(np.int64)
    there = start != NEVER
    until = model.options.base + timedelta(minutes=int(end[there].max(initial=0)))
    summed = Rates.of(model.atlas, person, Span(model.options.base, until), weights).summed
    last = len(summed) - 1
    return np.where(there, summed[np.clip(end, 0, last)] - summed[np.clip(start, 0, last)], 0)


@dataclass(frozen=True, eq=False, slots=True)
class Rates:
    """Points per hour in each minute of a window, for one person, on the clock of wherever they are."""

    rates: Ints

    @classmethod
    def of(cls, atlas: Atlas, person: Person, window: Span, weights: Weights) -> "Rates":
        """The rates of a duty of factor 1."""
        seconds = np.arange(epoch(window.start), epoch(window.end), 60, dtype=np.int64)
        local = seconds + _offsets(atlas, person, window, seconds)
        day, minute = local // 86400, local % 86400 // 60
        calendar, own = atlas.calendar(person.place), _own(person, day, minute)
        rates = np.full(len(seconds), weights.hour, np.int64)
        if weights.bands is not None:
            rates += np.where(own, 0, _by_clock(weights.bands)[minute])
        weekend = np.array(sorted(calendar.weekend if calendar else (5, 6)))
        rates += weights.weekend * (np.isin((day + 3) % 7, weekend) & ~own)  # 1970-01-01 was a Thursday
        return cls(rates + weights.holiday * np.isin(day, _holidays(person, calendar, day)))

    @property
    def summed(self) -> Ints:
        """Points times 60 from the beginning up to each minute; one longer than the window."""
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(self.rates)])


def _offsets(atlas: Atlas, person: Person, window: Span, seconds: Ints) -> Ints:
    """Seconds east of UTC by where the person is."""
    found = np.empty(len(seconds), np.int64)
    for piece in atlas.whereabouts(person, window):
        here = (seconds >= epoch(piece.start)) & (seconds < epoch(piece.end))
        found[here] = atlas.zones.zone(piece.place.zone).offsets(seconds[here])
    return found


def _by_clock(bands: BurdenTable) -> Ints:
    return np.concatenate([np.full(b.end - b.start, b.points, np.int64) for b in bands.bands])


def _own(person: Person, day: Ints, minute: Ints) -> NDArray[np.bool_]:
    """Minutes in hours that the person wrote down as theirs; assumed hours are nobody's word."""
    found = np.zeros(len(day), bool)
    if not len(day):
        return found
    first, last = (date.fromordinal(int(d) + _EPOCH_ORDINAL) for d in (day[0], day[-1]))
    for start, end, pattern in person.patterns_over(first - timedelta(days=1), last):
        if pattern is None or pattern.assumed:
            continue
        low, high = (d.toordinal() - _EPOCH_ORDINAL for d in (start, end))
        for block in pattern.blocks:
            since = (day - (block.weekday + 4) % 7) % 7  # days since the block's weekday
            at = since * DAY_MINUTES + minute
            begun = day - since
            found |= (at >= block.start) & (at < block.end) & (begun >= low) & (begun <= high)
    return found


def _holidays(person: Person, calendar: HolidayCalendar | None, day: Ints) -> list[int]:
    if calendar is None or not len(day):
        return []
    first, last = (date.fromordinal(int(d) + _EPOCH_ORDINAL) for d in (day[0], day[-1]))
    kept = (h.date for h in calendar.between(first, last) if person.keeps_holiday(h.date))
    return [d.toordinal() - _EPOCH_ORDINAL for d in kept]
