"""Recurrence rules from files: read, bounded and tried once, so that expanding them later cannot fail.

Refused with a readable reason: rules by the second or minute, more than 24 starts a day, rules that
make more than the engine will expand, and rules that never make a date (30 February every day).
"""

import re
from datetime import MAXYEAR, UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from dateutil.rrule import rrulestr

from farflung.engine.atlas.expand import MOST_OCCURRENCES
from farflung.engine.said import SaidError, said
from farflung.engine.time import CivilTime, Zone
from farflung.intake.ics.rule_dates import largest_set, possible

_LONGEST = 1000
_MOST_A_DAY = 24
_YEARS_AHEAD = 15
_HORIZON = datetime(2045, 1, 1, tzinfo=UTC)
"""A series must be expandable until then, and for `_YEARS_AHEAD` years from its start."""

_LONG_AGO = 1925
"""A series that starts later and at most once a day has fewer occurrences than the engine's bound."""

_KNOWN = frozenset(
    "FREQ UNTIL COUNT INTERVAL BYSECOND BYMINUTE BYHOUR BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH "
    "BYSETPOS WKST BYEASTER".split()
)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = f"(?:{'|'.join(_WEEKDAYS)})"
_WEEKLY = re.compile(rf"FREQ=WEEKLY(?:;INTERVAL=[1-9]\d?)?;BYDAY=({_DAY}(?:,{_DAY})*)(?:;WKST={_DAY})?")
_PERIODS = frozenset({"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_DEFAULT_CALENDAR = {"RSCALE": "GREGORIAN", "SKIP": "OMIT"}


class RuleError(SaidError):
    """A rule that is not followed, with the reason for a person."""


def wall(civil: CivilTime) -> datetime:
    """The wall clock presented as if it were UTC, which has no gaps and no folds."""
    return datetime.combine(civil.date, civil.time, tzinfo=UTC)


def checked_rule(text: str, start: CivilTime) -> str:
    """The RRULE value in plain form; raises `RuleError`."""
    parts = _parts(text)
    _refuse_frequent(parts, text)
    plain = ";".join(f"{key}={value}" for key, value in parts.items())
    if weekly(plain) and _LONG_AGO <= start.date.year < MAXYEAR - _YEARS_AHEAD:
        return plain
    try:
        rrulestr(aware_until(plain), dtstart=wall(start))
        _refuse_impossible(parts, text)  # before a date is asked for: looking for one may take for ever
        _try(plain, parts, start, text)
    except RuleError:
        raise
    except (ValueError, KeyError, IndexError, TypeError, OverflowError) as error:
        message = said(
            "{rule!r} is not a rule that can be followed ({english})", rule=text[:80], english=str(error)
        )
        raise RuleError(message) from error
    return plain


@lru_cache(maxsize=4096)
def weekly(plain: str) -> frozenset[int] | None:
    """The weekdays of a rule that says "every so many weeks on these days" and no more; None of any other.

    Most rules do: they can neither be wrong nor make too much, and need no trying.
    """
    match = _WEEKLY.fullmatch(plain)
    return frozenset(_WEEKDAYS.index(day) for day in match[1].split(",")) if match else None


def _parts(text: str) -> dict[str, str]:
    if len(text) > _LONGEST:
        raise RuleError(said("the rule is {letters:,} letters long", letters=len(text)))
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix("RRULE:").split(";"):
        key, _, value = (piece.strip() for piece in part.partition("="))
        if _DEFAULT_CALENDAR.get(key) == value or not part.strip() or key.startswith("X-"):
            continue
        if key not in _KNOWN or not value or key in parts:
            raise RuleError(said("{part!r} is not a part of a rule that can be followed", part=part.strip()))
        parts[key] = value
    if parts.get("FREQ") is None:
        raise RuleError(said("the rule does not say how often (FREQ=WEEKLY, for example)"))
    return parts


def _refuse_frequent(parts: dict[str, str], text: str) -> None:
    freq = parts["FREQ"]
    if freq not in _PERIODS:
        raise RuleError(
            said(
                "{rule!r} recurs {english}; nothing that people do recurs so often",
                rule=text[:80],
                english=freq.lower(),
            )
        )
    if _starts_a_day(parts) > _MOST_A_DAY:
        often = round(_starts_a_day(parts))
        raise RuleError(said("{rule!r} makes {starts} starts a day", rule=text[:80], starts=often))
    if _count(parts) > MOST_OCCURRENCES:
        raise RuleError(
            said(
                "{rule!r} makes {occurrences:,} occurrences; at most {most:,} are read",
                rule=text[:80],
                occurrences=_count(parts),
                most=MOST_OCCURRENCES,
            )
        )


def _refuse_impossible(parts: dict[str, str], text: str) -> None:
    positions = [abs(int(p)) for p in re.findall(r"[+-]?\d+", parts.get("BYSETPOS", ""))]
    too_far = positions and min(positions) > largest_set(parts, _starts_a_day(parts))
    if parts.get("INTERVAL", "1").lstrip("+").strip("0") == "" or not possible(parts) or too_far:
        raise RuleError(said("{rule!r} never makes a date", rule=text[:80]))
    if re.fullmatch(r"\+?\d{1,4}", parts.get("INTERVAL", "1")) is None:
        message = said(
            "the interval of {rule!r} is not a number of days, weeks, months or years", rule=text[:80]
        )
        raise RuleError(message)


def _count(parts: dict[str, str]) -> int:
    count = parts.get("COUNT", "1")
    return int(count) if count.isdigit() else 1


def _starts_a_day(parts: dict[str, str]) -> float:
    hours: float = parts["BYHOUR"].count(",") + 1 if "BYHOUR" in parts else 1
    if parts["FREQ"] == "HOURLY" and "BYHOUR" not in parts:
        interval = parts.get("INTERVAL", "1")
        hours = 24 / int(interval) if interval.isdigit() and int(interval) else 24
    return hours * (parts.get("BYMINUTE", "").count(",") + 1) * (parts.get("BYSECOND", "").count(",") + 1)


def _try(plain: str, parts: dict[str, str], start: CivilTime, text: str) -> None:
    """Makes a date."""
    begin = wall(start)
    endless = re.sub(r";?(?:UNTIL|COUNT)=[^;]*", "", plain).strip(";")
    found = next(iter(rrulestr(endless, dtstart=begin)), None)
    if found is None:
        raise RuleError(said("{rule!r} never makes a date", rule=text[:80]))
    if _starts_a_day(parts) > 1 or begin.year < _LONG_AGO:
        _refuse_too_many(plain, begin, text)


def _refuse_too_many(plain: str, begin: datetime, text: str) -> None:
    """The engine makes every occurrence from the start on, so the start may not be too many of them ago."""
    horizon = max(begin + timedelta(days=366 * _YEARS_AHEAD), _HORIZON)
    made = islice(rrulestr(aware_until(plain), dtstart=begin), MOST_OCCURRENCES)
    if sum(1 for _ in takewhile(lambda wall: wall <= horizon, made)) == MOST_OCCURRENCES:
        raise RuleError(
            said(
                "{rule!r} makes more than {most:,} occurrences by {year}; "
                "give it a later start or an end (UNTIL)",
                rule=text[:80],
                most=MOST_OCCURRENCES,
                year=horizon.year,
            )
        )


def aware_until(plain: str) -> str:
    """The rule with its end as `dateutil` wants it where the start is aware: to try it, not for its dates."""
    return re.sub(r"UNTIL=(\d{8})(T\d{6})?Z?", lambda m: f"UNTIL={m[1]}{m[2] or 'T235959'}Z", plain)


def ends_before(plain: str, start: CivilTime, zone: Zone) -> bool:
    """Whether the rule's UNTIL (an instant, a local time or a whole day) lies before the start."""
    match = re.search(r"UNTIL=(\d{8})(?:T(\d{6}))?(Z?)", plain)
    if match is None:
        return False
    end = datetime.strptime(f"{match[1]}{match[2] or '235959'}", "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return end < (start.instant(zone) if match[3] else wall(start))
