"""Whether the date parts of a recurrence rule can ever hold together on one day.

Asked before the rule is tried, because `dateutil` looks for 30 February day by day until the year 9999.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FIRST, _CYCLE = date(2000, 1, 1), 10_227
"""Days in 28 years: after them dates and weekdays repeat, so what holds on none of them never holds."""

_NTH = re.compile(r"[+-]?(\d*)(MO|TU|WE|TH|FR|SA|SU)")


def possible(parts: Mapping[str, str]) -> bool:
    """Whether some day fits BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO and BYDAY all together."""
    tests = [_TESTS[key](value) for key, value in parts.items() if key in _TESTS]
    if not tests:
        return True
    days = (_FIRST + timedelta(days=n) for n in range(_CYCLE))
    return any(all(test(day) for test in tests) for day in days)


def largest_set(parts: Mapping[str, str], starts_a_day: float) -> float:
    """The most starts in one period of the rule, an upper bound for BYSETPOS."""
    days = {"HOURLY": 1, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[parts["FREQ"]]
    return days * max(starts_a_day, 1)


def _months(value: str) -> Callable[[date], bool]:
    wanted = _numbers(value)
    return lambda day: day.month in wanted


def _month_days(value: str) -> Callable[[date], bool]:
    wanted = _numbers(value)
    return lambda day: day.day in wanted or day.day - _month_length(day) - 1 in wanted


def _year_days(value: str) -> Callable[[date], bool]:
    wanted = _numbers(value)

    def fits(day: date) -> bool:
        number = day.timetuple().tm_yday
        return number in wanted or number - date(day.year, 12, 31).timetuple().tm_yday - 1 in wanted

    return fits


def _weeks(value: str) -> Callable[[date], bool]:
    wanted = _numbers(value)

    def fits(day: date) -> bool:
        year, week, _ = day.isocalendar()
        last = date(year, 12, 28).isocalendar().week
        # A week start other than Monday moves week numbers by one at most.
        return bool({week - 1, week, week + 1, week - last - 2, week - last - 1, week - last} & wanted)

    return fits


def _weekdays(value: str) -> Callable[[date], bool]:
    wanted = {_WEEKDAYS.index(found[2]) for found in _NTH.finditer(value)}
    return lambda day: day.weekday() in wanted


_TESTS = {
    "BYMONTH": _months,
    "BYMONTHDAY": _month_days,
    "BYYEARDAY": _year_days,
    "BYWEEKNO": _weeks,
    "BYDAY": _weekdays,
}


def _numbers(value: str) -> set[int]:
    return {int(text) for text in value.split(",") if re.fullmatch(r"[+-]?\d{1,4}", text)}


def _month_length(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
