"""The burden of every shift for everybody, by the clock of where they are."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.model import DAY_MINUTES, HolidayCalendar, Person
from farflung.engine.rota.model import Model
from farflung.engine.rota.options import NEVER, Clocks
from farflung.engine.rota.weights import Weights
from farflung.engine.time import Zone, epoch
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
        calendar = model.atlas.calendar(person.place)
        key = (
            model.row(number),
            person.patterns,
            person.swaps,
            person.place.country,
            person.place.subdivision,
        )
        if key not in known:
            known[key] = _of_row(model, model.row(number), person, calendar, problem.weights)
        found[number] = np.rint(known[key] * factors[None, :])
    ahead = problem.ledger.ahead(model.ids)
    return found, np.array([round(ahead[key] * 60) for key in model.ids], np.int64)


def _of_row(
    model: Model, row: int, person: Person, calendar: HolidayCalendar | None, weights: Weights
) -> Ints:
    start, end = model.options.start[row].astype(np.int64), model.options.end[row].astype(np.int64)
    there = start != NEVER
    longest = int(end[there].max(initial=0))
    summed = np.concatenate([[0], np.cumsum(_rates(model, row, person, calendar, weights, longest))])
    last = len(summed) - 1
    return np.where(there, summed[np.clip(end, 0, last)] - summed[np.clip(start, 0, last)], 0)


def _rates(
    model: Model, row: int, person: Person, calendar: HolidayCalendar | None, weights: Weights, minutes: int
) -> Ints:
    """Points per hour in each minute from the options' base on."""
    seconds = epoch(model.options.base) + 60 * np.arange(minutes, dtype=np.int64)
    local = seconds + _offsets(model.atlas, model.options.clocks[row], seconds, model.options.first)
    day, minute = local // 86400, local % 86400 // 60
    own = _own(person, day, minute)
    rates = np.full(minutes, weights.hour, np.int64)
    if weights.bands is not None:
        rates += np.where(own, 0, _by_clock(weights.bands)[minute])
    weekend = np.array(sorted(calendar.weekend if calendar else (5, 6)))
    rates += weights.weekend * (np.isin((day + 3) % 7, weekend) & ~own)  # 1970-01-01 was a Thursday
    return rates + weights.holiday * np.isin(day, _holidays(person, calendar, day))


def _offsets(atlas: Atlas, clocks: Clocks, seconds: Ints, first: date) -> Ints:
    zones = {key: atlas.zones.zone(key) for key in clocks}
    if len(zones) == 1:
        return next(iter(zones.values())).offsets(seconds)
    return _moving(zones, clocks, seconds, first)


def _moving(zones: dict[str, Zone], clocks: Clocks, seconds: Ints, first: date) -> Ints:
    """By the zone of each date, where the person travels."""
    each = {key: zone.offsets(seconds) for key, zone in zones.items()}
    found = each[clocks[0]].copy()
    begun = first.toordinal() - _EPOCH_ORDINAL
    for index, key in enumerate(clocks):
        here = (seconds + each[key]) // 86400 >= begun + index
        found[here] = each[key][here]
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
