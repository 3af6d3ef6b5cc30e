"""The words of findings: names, places, dates and times as people say them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from farflung.engine.atlas import Atlas, listed
from farflung.engine.time import CivilTime

HOUR = timedelta(hours=1)


def quoted(title: str) -> str:
    """A title as it is shown inside a sentence."""
    return f"“{title}”"


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 person", "7 people"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def people(number: int) -> str:
    """ "1 person", "7 people"."""
    return count(number, "person", "people")


def names(atlas: Atlas, ids: Sequence[str], most: int = 3) -> str:
    """People by name: "Ana, Wei and 4 more"."""
    return listed([atlas.person(person).name for person in ids], most)


def places(atlas: Atlas, ids: Iterable[str], most: int = 3) -> str:
    """Where some people are at home, most people first: "Lisbon, Dubai and 4 more"."""
    found = Counter([atlas.person(person).place.label for person in ids])
    return listed([name for name, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))], most)


def place(atlas: Atlas, ids: Iterable[str]) -> str:
    """Where most of some people are at home."""
    found = Counter([atlas.person(person).place.label for person in ids])
    return min(found, key=lambda name: (-found[name], name))


def who(atlas: Atlas, ids: Sequence[str]) -> str:
    """A few by name, many by number, always with where: "Ana (Lisbon)", "7 people in Lisbon and Dubai"."""
    if len(ids) <= 2:
        return " and ".join(f"{atlas.person(p).name} ({atlas.person(p).place.label})" for p in ids)
    return f"{people(len(ids))} in {places(atlas, ids)}"


def city(zone: str) -> str:
    """A zone by its city."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def day(value: date, *, year: bool = False) -> str:
    """ "Mon 15 Mar", with the year where it is asked for."""
    return f"{_day(value)} {value.year}" if year else _day(value)


@lru_cache(maxsize=1024)
def _day(value: date) -> str:
    """A window has few dates, and each is told hundreds of times."""
    return f"{value:%a} {value.day} {value:%b}"


def dates(values: Sequence[date]) -> str:
    """Dates in a sentence: "on 15 and 22 Mar 2027", "on 11 dates from 15 Mar to 24 May 2027"."""
    first, last = values[0], values[-1]
    if len(values) == 1:
        return f"on {day(first, year=True)}"
    if len(values) > 3:
        return f"on {len(values)} dates from {first.day} {first:%b} to {last.day} {last:%b} {last.year}"
    months = {(value.year, value.month) for value in values}
    shown = [str(v.day) if len(months) == 1 else f"{v.day} {v:%b}" for v in values]
    tail = f" {last:%b %Y}" if len(months) == 1 else f" {last.year}"
    return f"on {listed(shown)}{tail}"


def wall(civil: CivilTime) -> str:
    """The time of a clock with its place: "14:00 Lisbon"."""
    return f"{civil.time:%H:%M} {city(civil.zone)}"


def utc(instant: datetime) -> str:
    """A time in UTC: "14:00Z"."""
    return f"{instant:%H:%M}Z"


def length(amount: timedelta) -> str:
    """ "1 h", "30 min", "1 h 30 min"; the sign is for the sentence to say."""
    minutes = abs(amount) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))


def points(value: float) -> str:
    """ "72 points", "1 point", "4.5 points"."""
    return f"{value:g} point{'' if value == 1 else 's'}"
