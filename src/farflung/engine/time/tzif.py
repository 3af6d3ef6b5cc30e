"""Reads the IANA database's compiled form (TZif, RFC 9636) into explicit lists of offsets.

Own code rather than `zoneinfo`, for three reasons: the engine needs the transitions themselves (to
forecast clock changes), as arrays (to build grids), and from two databases side by side (to say what
an upgrade moves). `tests/engine/time/test_tzif.py` holds it equal to `zoneinfo` for every zone.
"""

import re
import struct
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

HORIZON_YEAR = 2100
"""Rules that go on for ever are written out up to the end of this year."""

Offsets = list[tuple[int, int]]
"""(seconds since 1970 in UTC, offset east of UTC in seconds from then on), sorted."""

_HEADER = struct.Struct(">4sc15x6l")
_FIRST = -(2**60)
_FIRST_YEAR = 1970
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


class TzifError(ValueError):
    """The bytes are not a TZif file that can be read."""


def read_tzif(data: bytes) -> Offsets:
    """All offsets of a zone from the beginning of time to `HORIZON_YEAR`."""
    if len(data) < _HEADER.size or data[:4] != b"TZif":
        raise TzifError("not a TZif file: it does not begin with 'TZif'")
    version, counts = data[4:5], _HEADER.unpack_from(data)[2:]
    if version < b"2":
        raise TzifError("a version 1 TZif file has no rule for the future and cannot be used")
    start = _HEADER.size + _block_size(counts, 4)
    counts = _HEADER.unpack_from(data, start)[2:]
    offsets = _block(data, start + _HEADER.size, counts)
    footer = data[start + _HEADER.size + _block_size(counts, 8) :].strip(b"\n").decode("ascii")
    return _tidy(offsets + list(_future(footer, offsets[-1][0])))


def _block_size(counts: tuple[int, ...], width: int) -> int:
    isutc, isstd, leap, times, types, chars = counts
    return times * (width + 1) + types * 6 + chars + leap * (width + 4) + isstd + isutc


def _block(data: bytes, at: int, counts: tuple[int, ...]) -> Offsets:
    _, _, _, times, types, _ = counts
    moments = struct.unpack_from(f">{times}q", data, at)
    kinds = struct.unpack_from(f">{times}B", data, at + times * 8)
    table = at + times * 9
    offsets = [struct.unpack_from(">lBB", data, table + 6 * i)[0] for i in range(types)]
    return [(_FIRST, offsets[0])] + [(m, offsets[k]) for m, k in zip(moments, kinds, strict=True)]


def _tidy(offsets: Offsets) -> Offsets:
    """Without the entries that change the name or the daylight flag but not the offset."""
    out = offsets[:1]
    for moment, offset in offsets[1:]:
        if offset != out[-1][1]:
            out.append((moment, offset))
    return out


_NAME = r"(?:<[^>]+>|[A-Za-z]+)"
_CLOCK = r"[+-]?\d+(?::\d+(?::\d+)?)?"
_POSIX = re.compile(
    rf"^{_NAME}(?P<std>{_CLOCK})(?:{_NAME}(?P<dst>{_CLOCK})?,(?P<start>[^,]+),(?P<end>[^,]+))?$"
)


def _future(rule: str, after: int) -> Iterator[tuple[int, int]]:
    """The transitions that the POSIX rule in the footer makes after the last explicit one."""
    if not rule:
        return
    match = _POSIX.match(rule)
    if match is None:
        raise TzifError(f"the rule for the future, {rule!r}, is not in POSIX form")
    standard = -_seconds(match["std"])
    if match["start"] is None:
        yield (after + 1, standard)
        return
    summer = -_seconds(match["dst"]) if match["dst"] else standard + 3600
    year = (date(1970, 1, 1) + timedelta(days=max(after, 0) // 86400)).year
    changes = [(local - standard, summer) for local in _every_year(match["start"])[year - _FIRST_YEAR :]]
    changes += [(local - summer, standard) for local in _every_year(match["end"])[year - _FIRST_YEAR :]]
    yield from (change for change in sorted(changes) if change[0] > after)


@lru_cache(maxsize=256)
def _every_year(rule: str) -> tuple[int, ...]:
    """What the wall clock shows, in seconds since 1970, when the rule comes; by year from `_FIRST_YEAR` on.

    Kept, because some two hundred zones follow some thirty rules.
    """
    day, _, clock = rule.partition("/")
    seconds = _seconds(clock) if clock else 7200
    years = range(_FIRST_YEAR, HORIZON_YEAR + 1)
    return tuple((_day(day, year).toordinal() - _EPOCH_ORDINAL) * 86400 + seconds for year in years)


def _day(rule: str, year: int) -> date:
    if rule.startswith("M"):
        month, week, weekday = (int(part) for part in rule[1:].split("."))
        return _nth_weekday(year, month, week, weekday)
    new_year = date(year, 1, 1)
    if rule.startswith("J"):  # 1 to 365, 29 February is never counted
        number = int(rule[1:])
        leap = (date(year + 1, 1, 1) - new_year).days == 366
        return new_year + timedelta(days=number - 1 + (1 if leap and number >= 60 else 0))
    return new_year + timedelta(days=int(rule))


def _nth_weekday(year: int, month: int, week: int, weekday: int) -> date:
    """The week-th weekday (0 is Sunday) of a month; week 5 is the last one."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (week - 1))
    return day if day.month == month else day - timedelta(days=7)


def _seconds(clock: str) -> int:
    sign = -1 if clock.startswith("-") else 1
    parts = [int(part) for part in clock.lstrip("+-").split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])
