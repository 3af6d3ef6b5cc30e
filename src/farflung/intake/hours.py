"""Working hours as people write them: `Mon-Thu 9-18; Fri 9-13`, `9am – 5:30pm`, `14-22 UTC daily`."""

import re
from dataclasses import dataclass
from typing import Final

from farflung.engine.model import DAY_MINUTES, Block, RestWindow, WeeklyPattern
from farflung.engine.said import Said, SaidError, said
from farflung.intake.weekdays import EVERY_DAY, WEEKDAY_WORDS, read_weekdays

Range = tuple[frozenset[int] | None, int, int]
"""Weekdays (None: the text names none), first minute, last minute (over 1440 on the next day)."""

_TIME: Final = r"(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.|uhr|h)?\s*(z(?![a-z]))?"
_RANGE: Final = re.compile(rf"(?<!\d){_TIME}\s*-\s*{_TIME}(?!\d)", re.IGNORECASE)
_ZONE: Final = re.compile(
    r"\b(?:[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+)+|(?:UTC|GMT|[A-Z]{2,5}T)(?![A-Za-z])(?:\s*[+-]\d{1,2}(?::?\d\d)?)?)"
)
_ROUND_THE_CLOCK: Final = re.compile(r"\b24\s*(?:/|x|h\s*/)\s*7\b|\bround the clock\b", re.IGNORECASE)
_TO: Final = re.compile(
    r"\s*(?:[\u2010-\u2015\u2212~→]|\b(?:to|bis|hasta|à|até|until|till)\b"
    r"|(?<=[\dh])\s+(?:a|a las|às|alle)(?=\s+\d))\s*",
    re.IGNORECASE,
)
_EMPTY: Final = re.compile(r"(?i)\s*(?:flex(?:ible)?(?: hours)?|n/?a|none|-+|\?|tbd|varies|any(?:time)?)?\s*")
_BETWEEN: Final = re.compile(
    r"(?i)[\s,:&/()|]|\b(?:and|und|et|y|e|from|von|de|on|am|hours?|local|time)\b"
)  # what may stand between days and times without meaning anything
_LONGEST: Final = 16 * 60


_REMEDY: Final = said("Write it like Mon-Thu 09:00-18:00; Fri 09:00-13:00.")


class HoursError(SaidError):
    """The text does not say which hours; the message tells why, `remedy` what to write."""

    def __init__(self, message: Said, remedy: Said = _REMEDY) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Hours:
    """What a text says: times per weekday, and the zone that it names, if any."""

    ranges: tuple[Range, ...]
    zone: str | None = None

    @property
    def names_days(self) -> bool:
        """Whether every range says on which days it holds."""
        return all(days is not None for days, _, _ in self.ranges)

    def pattern(self, weekdays: frozenset[int]) -> WeeklyPattern:
        """The weekly pattern; `weekdays` are those of the ranges that name none."""
        return WeeklyPattern(
            tuple(
                Block(day, start, end)
                for days, start, end in self.ranges
                for day in sorted(weekdays if days is None else days)
            )
        )


def says_nothing(text: str) -> bool:
    """Empty, or a word such as `flexible` that gives no hours."""
    return _EMPTY.fullmatch(text) is not None


def read_hours(text: str) -> Hours:
    """The hours in a text; raises `HoursError`."""
    plain, zone = _zone_of(_TO.sub("-", text.strip()))
    if _ROUND_THE_CLOCK.search(plain):
        return Hours(((EVERY_DAY, 0, DAY_MINUTES),), zone)
    if not zone and any(match[4] or match[8] for match in _RANGE.finditer(plain)):
        zone = "UTC"
    ranges: list[Range] = []
    for part in re.split(r"[;\n]", plain):
        ranges += _part(part, ranges[-1][0] if ranges else None)
    return Hours(tuple(ranges), zone)


def read_rest(text: str) -> RestWindow:
    """A rest window such as `22:00-07:00`; raises `HoursError`."""
    ranges = read_hours(text).ranges
    if len(ranges) != 1 or ranges[0][0] is not None:
        raise HoursError(
            said("{text!r} is not one span of hours, the same every day.", text=text),
            said("Write it like 22:00-07:00."),
        )
    return RestWindow(ranges[0][1], ranges[0][2])


def _part(part: str, days: frozenset[int] | None) -> list[Range]:
    """One part between semicolons; its days stand before the hours (`Mon-Thu 9-18`) or after the last."""
    found = list(_RANGE.finditer(part))
    if part.strip() and not found:
        raise HoursError(said("no hours in {text!r}: a start and an end are needed.", text=part.strip()))
    edges = [0, *(match.end() for match in found)]
    named = [_days_in(part[edge : match.start()]) for edge, match in zip(edges, found, strict=False)]
    after = _days_in(part[edges[-1] :])
    if after is not None and any(named):
        text = part.strip()
        raise HoursError(
            said("the days in {text!r} can belong to the hours before or after them.", text=text)
        )
    ranges: list[Range] = []
    for match, own in zip(found, named, strict=True):
        days = own or after or days
        ranges.append((days, *_minutes(match)))
    return ranges


def _days_in(text: str) -> frozenset[int] | None:
    words = _BETWEEN.sub(" ", text).strip(" -.")
    if not words:
        return None
    days = read_weekdays(words)
    if days is None:
        raise HoursError(said("{text!r} is neither a day nor a time.", text=words))
    return days


def _zone_of(text: str) -> tuple[str, str | None]:
    """Takes a zone out of the text. Only UTC and IANA names are zones; an abbreviation means several."""
    for match in _ZONE.finditer(text):
        word = match[0]
        if all(part.casefold() in WEEKDAY_WORDS for part in word.split("/")):
            continue
        if word == "UTC" or "/" in word:
            return f"{text[: match.start()]} {text[match.end() :]}", word
        raise HoursError(
            said(
                "{word!r} beside the hours names no one zone: its users change clocks differently.", word=word
            ),
            said("Put a name such as Europe/London into a column `timezone`, or write UTC."),
        )
    return text, None


def _minutes(match: re.Match[str]) -> tuple[int, int]:
    start = _clock(match[1], match[2], match[3] or _shared_half(match))
    end = _clock(match[5], match[6], match[7])
    over_midnight = end <= start
    if over_midnight:
        end += DAY_MINUTES
    if over_midnight and end != DAY_MINUTES and end - start > _LONGEST:
        # "9-5" is said of an office day everywhere; taken at its word it is twenty hours.
        noon = f"{start // 60:02d}:{start % 60:02d}-{(end // 60 + 12) % 24:02d}:{end % 60:02d}"
        raise HoursError(
            said(
                "{text!r} would be {hours} hours, over midnight.",
                text=match[0].strip(),
                hours=f"{(end - start) / 60:g}",
            ),
            said("Write {hours} if that is meant, or the blocks one by one.", hours=noon),
        )
    return start, end


def _shared_half(match: re.Match[str]) -> str | None:
    """In `2-10pm` pm holds for both; in `9-5pm` it cannot, since 9 pm comes after 5 pm."""
    half: str | None = match[7]
    if half and half[0] in "aApP" and int(match[1]) % 12 < int(match[5]) % 12:
        return half
    return None


def _clock(hour: str, minute: str | None, half: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if half and half[0] in "aApP":
        if not 1 <= hours <= 12:
            raise HoursError(said("{time} is not a time of day.", time=f"{hour} {half}"))
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    if minutes > 59 or hours * 60 + minutes > DAY_MINUTES:
        raise HoursError(said("{time} is not a time of day.", time=f"{hour}:{minute or '00'}"))
    return hours * 60 + minutes
