"""Companies of any size for the benchmarks, spread like the example one, from a fixed seed."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from farflung.engine.atlas import Atlas
from farflung.engine.model import (
    Absence,
    Holiday,
    HolidayCalendar,
    PatternPeriod,
    Person,
    Place,
    WeeklyPattern,
)
from farflung.engine.time import Span, packaged_zones

WINDOW = Span(datetime(2027, 1, 4, tzinfo=UTC), datetime(2027, 4, 4, tzinfo=UTC))
"""Ninety days with clock changes on both hemispheres."""

_STARTS = (420, 450, 480, 510, 540, 570, 600, 660, 720)
_COUNTRIES = ("PT", "AR", "CA", "AE", "IN", "TW", "AU", "FR", "SG", "PH", "KE", "NG", "PL", "BR", "MX")


def company(size: int, zones: int = 219) -> Atlas:
    """`size` people in so many zones and fifteen holiday calendars, one in ten with a week of absence."""
    random = Random(5000)
    names = random.sample(
        sorted(n for n in packaged_zones().names if "/" in n and not n.startswith("Etc")), zones
    )
    people = tuple(_person(str(number), random, names) for number in range(size))
    first = WINDOW.start.date()
    away = []
    for person in random.sample(people, size // 10):
        start = first + timedelta(days=random.randrange(80))
        away.append(Absence(person.id, start, start + timedelta(days=6)))
    calendars: dict[tuple[str, str | None], HolidayCalendar] = {
        (c, None): HolidayCalendar(c, None, _holidays(random)) for c in _COUNTRIES
    }
    return Atlas(people, absences=tuple(away), holidays=calendars)


def _person(key: str, random: Random, zones: list[str]) -> Person:
    start = random.choice(_STARTS)
    pattern = WeeklyPattern.daily(start, start + 540)
    return Person(key, key, Place(random.choice(zones), random.choice(_COUNTRIES)), (PatternPeriod(pattern),))


def _holidays(random: Random) -> tuple[Holiday, ...]:
    days = random.sample(range(90), 4)
    return tuple(Holiday(date(2027, 1, 4) + timedelta(days=day), "A holiday") for day in days)
