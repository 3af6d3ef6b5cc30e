"""One bound of a rule pack as one rule of a rota."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, floor

from farflung.engine.rota.law.given import Given
from farflung.engine.rota.rules import (
    AverageHours,
    ConsecutiveDays,
    ConsecutiveNights,
    DailyHours,
    DaysWithNights,
    FreeSundays,
    HoursPerWeek,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    RotaNotice,
    Rule,
    WeeklyRest,
    WorkingDays,
)
from farflung.rulepacks import Measure, NightWindow, Threshold

WORKING_DAYS = 6
"""Days of a week over which an average of a day is reckoned: laws leave the weekly day of rest out."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a bound needs besides its figure: the night of the place, what was given, and its basis."""

    given: Given
    basis: str
    night: NightShift | None = None

    def night_of(self, bound: Threshold) -> NightShift | None:
        """The night shifts that a bound is about."""
        if self.night is None or bound.ends_after is None:
            return self.night
        return replace(self.night, after=bound.ends_after)


Reader = Callable[[Threshold, Ground], Rule | None]


def night_of(window: NightWindow | None, bound: Threshold | None) -> NightShift | None:
    """Night shifts by the night of a place and the hours of it that make one (None: any minute does)."""
    if window is None:
        return None
    if bound is None:
        return NightShift(window)
    if bound.more_than is not None:
        return NightShift(window, floor(bound.more_than * 60) + 1)
    return NightShift(window, max(1, ceil((bound.at_least or 0) * 60)))


def read(bound: Threshold, ground: Ground) -> Rule | None:
    """The rule, for nobody yet; None where a rota cannot look at it."""
    reader = READERS.get(bound.measure)
    return reader(bound, ground) if reader else None


def _rest(bound: Threshold, ground: Ground) -> Rule | None:
    least = _minutes(bound.at_least)
    return None if least is None else Rest(least, basis=ground.basis)


def rest_after_call_out(bound: Threshold, ground: Ground) -> Rule | None:
    """Rest after call-outs, where there were any; also of the rest between shifts."""
    least, given = _minutes(bound.at_least), ground.given
    if least is None or not given.calls:
        return None
    return RestAfterCallOut(least, given.calls, given.standby, basis=ground.basis)


def _weekly_rest(bound: Threshold, ground: Ground) -> Rule | None:
    least = _minutes(bound.at_least)
    return None if least is None else WeeklyRest(least, basis=ground.basis)


def _daily_hours(bound: Threshold, ground: Ground) -> Rule | None:
    most = _minutes(bound.at_most)
    if most is None:
        return None
    if bound.average_weeks is not None:
        return AverageHours(most * WORKING_DAYS, bound.average_weeks, basis=ground.basis)
    return DailyHours(most, basis=ground.basis)


def _weekly_hours(bound: Threshold, ground: Ground) -> Rule | None:
    most = _minutes(bound.at_most)
    if most is None or bound.per != "week":
        return None
    if bound.average_weeks is not None:
        return AverageHours(most, bound.average_weeks, basis=ground.basis)
    return HoursPerWeek(most, basis=ground.basis)


def _consecutive_days(bound: Threshold, ground: Ground) -> Rule | None:
    most = _number(bound.at_most)
    if most is None:
        return None
    if bound.nights is None:
        return ConsecutiveDays(most, basis=ground.basis)
    night = ground.night_of(bound)
    return None if night is None else DaysWithNights(most, night, bound.nights, basis=ground.basis)


def _working_days(bound: Threshold, ground: Ground) -> Rule | None:
    most = _number(bound.at_most)
    return None if most is None else WorkingDays(most, basis=ground.basis)


def _free_sundays(bound: Threshold, ground: Ground) -> Rule | None:
    least = _number(bound.at_least)
    if least is None or bound.weeks is None:
        return None
    return FreeSundays(least, bound.weeks, basis=ground.basis)


def _rota_notice(bound: Threshold, ground: Ground) -> Rule | None:
    least, given = _number(bound.at_least), ground.given
    if least is None or given.told is None:
        return None
    return RotaNotice(least, given.told, given.known, basis=ground.basis)


def _night_hours(bound: Threshold, ground: Ground) -> Rule | None:
    most, night = _minutes(bound.at_most), ground.night_of(bound)
    if most is None or night is None:
        return None
    if bound.average_weeks is None:
        return NightHours(most, night, basis=ground.basis)
    week = most * WORKING_DAYS
    return NightWorkerHours(week, bound.average_weeks, night, bound.nights or 1, basis=ground.basis)


def _night_weekly_hours(bound: Threshold, ground: Ground) -> Rule | None:
    most, night = _minutes(bound.at_most), ground.night_of(bound)
    if most is None or night is None:
        return None
    return NightWorkerHours(most, bound.average_weeks or 1, night, bound.nights or 1, basis=ground.basis)


def _rest_after_nights(bound: Threshold, ground: Ground) -> Rule | None:
    least, night = _minutes(bound.at_least), ground.night_of(bound)
    if least is None or night is None:
        return None
    return RestAfterNights(least, night, bound.nights or 1, basis=ground.basis)


def _consecutive_nights(bound: Threshold, ground: Ground) -> Rule | None:
    most, night = _number(bound.at_most), ground.night_of(bound)
    return None if most is None or night is None else ConsecutiveNights(most, night, basis=ground.basis)


def _nights_in_period(bound: Threshold, ground: Ground) -> Rule | None:
    most, night = _number(bound.at_most), ground.night_of(bound)
    if most is None or night is None or bound.weeks is None:
        return None
    return NightsInPeriod(most, bound.weeks, night, basis=ground.basis)


READERS: dict[Measure, Reader] = {
    Measure.REST_BETWEEN_SHIFTS: _rest,
    Measure.REST_AFTER_CALL_OUT: rest_after_call_out,
    Measure.WEEKLY_REST: _weekly_rest,
    Measure.DAILY_HOURS: _daily_hours,
    Measure.WEEKLY_HOURS: _weekly_hours,
    Measure.CONSECUTIVE_DAYS: _consecutive_days,
    Measure.WORKING_DAYS: _working_days,
    Measure.FREE_SUNDAYS: _free_sundays,
    Measure.ROTA_NOTICE: _rota_notice,
    Measure.NIGHT_HOURS: _night_hours,
    Measure.NIGHT_WEEKLY_HOURS: _night_weekly_hours,
    Measure.REST_AFTER_NIGHTS: _rest_after_nights,
    Measure.CONSECUTIVE_NIGHTS: _consecutive_nights,
    Measure.NIGHTS_IN_PERIOD: _nights_in_period,
}
"""How each measure is read; breaks are not, for a rota has no breaks, and definitions serve the others."""


def _minutes(hours: float | None) -> int | None:
    return None if hours is None else round(hours * 60)


def _number(value: float | None) -> int | None:
    return None if value is None else int(value)
