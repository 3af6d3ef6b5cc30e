"""Dates as files write them. Only one spelling is ambiguous, and that one is asked about, never guessed."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from farflung.engine.said import Said, SaidError, either, said
from farflung.intake.gazetteer.fold import fold

_ISO: Final = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?")
_NUMBERS: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,].*)?")
_WORDS: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)? ([^\W\d]+) (\d{4})|([^\W\d]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})"
)
_MONTHS: Final = (
    "jan january januar janvier enero janeiro",
    "feb february februar fevrier febrero fevereiro",
    "mar march marz mars marzo marco",
    "apr april avril abril",
    "may mai mayo maio",
    "jun june juni juin junio junho",
    "jul july juli juillet julio julho",
    "aug august aout agosto",
    "sep sept september septembre septiembre setembro",
    "oct october oktober okt octobre octubre outubro",
    "nov november novembre noviembre novembro",
    "dec december dezember dez decembre diciembre dezembro",
)
_MONTH: Final = {word: month for month, words in enumerate(_MONTHS, start=1) for word in words.split()}
_REMEDY: Final = said("Write it like 2027-03-26.")


class DateOrder(StrEnum):
    """What comes first in 03/04/2027."""

    DAY_FIRST = "day/month/year"
    MONTH_FIRST = "month/day/year"


class DateError(SaidError):
    """The text is not a date; `ambiguous` where it is two."""

    def __init__(self, message: Said, *, ambiguous: bool = False) -> None:
        super().__init__(message)
        self.ambiguous = ambiguous
        self.remedy = _REMEDY


@lru_cache(maxsize=16_384)
def read_date(text: str, order: DateOrder | None = None) -> date:
    """The date in a text; raises `DateError`. `order` decides what 03/04/2027 is."""
    plain = text.strip()
    try:
        if match := _ISO.fullmatch(plain):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMBERS.fullmatch(plain):
            return _from_numbers(match, plain, order)
        if (match := _WORDS.fullmatch(fold(plain))) and (month := _MONTH.get(match[2] or match[4])):
            return date(int(match[3] or match[6]), month, int(match[1] or match[5]))
    except DateError:
        raise
    except ValueError:
        raise DateError(said("{text!r} is no day of the calendar.", text=plain)) from None
    raise DateError(said("{text!r} is not a date.", text=plain))


def order_of(texts: Iterable[str]) -> DateOrder | None:
    """The order that a column's own values prove: 25/12/2027 can only be day first. None where none does."""
    proven = set()
    for text in texts:
        match = _NUMBERS.fullmatch(text.strip())
        if match and match[2] != ".":
            if int(match[1]) > 12:
                proven.add(DateOrder.DAY_FIRST)
            elif int(match[3]) > 12:
                proven.add(DateOrder.MONTH_FIRST)
    return proven.pop() if len(proven) == 1 else None


def _from_numbers(match: re.Match[str], plain: str, order: DateOrder | None) -> date:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        raise DateError(said("{text!r} has a year of two digits.", text=plain))
    # Dots are written day first wherever dots are written.
    if match[2] == "." or first > 12 or first == second:
        return date(year, second, first)
    if second > 12:
        return date(year, first, second)
    if order is None:
        days = either(day.isoformat() for day in (date(year, second, first), date(year, first, second)))
        raise DateError(said("{text!r} can be {days}.", text=plain, days=days), ambiguous=True)
    return date(year, second, first) if order is DateOrder.DAY_FIRST else date(year, first, second)
