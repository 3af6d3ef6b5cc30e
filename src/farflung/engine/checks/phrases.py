"""The words of findings: names, places, dates and times as people say them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from farflung.engine.atlas import Atlas, listed
from farflung.engine.said import Said, as_is, said, said_of
from farflung.engine.said_values import at_moment, figure, lasting, on_day
from farflung.engine.time import CivilTime

HOUR = timedelta(hours=1)


def quoted(title: str) -> Said:
    """A title as it is shown inside a sentence."""
    return said("“{title}”", title=title)


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 shift", "7 shifts", for what is said in English alone."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def people(number: int) -> Said:
    """ "1 person", "7 people"."""
    return said_of("{count} person", "{count} people", number)


def times(number: int) -> Said:
    """ "1 time", "7 times"."""
    return said_of("{count} time", "{count} times", number)


def names(atlas: Atlas, ids: Sequence[str], most: int = 3) -> Said:
    """People by name: "Ana, Wei and 4 more"."""
    return listed([atlas.person(person).name for person in ids], most)


def places(atlas: Atlas, ids: Iterable[str], most: int = 3) -> Said:
    """Where some people are at home, most people first: "Lisbon, Dubai and 4 more"."""
    found = Counter([atlas.person(person).place.label for person in ids])
    return listed([name for name, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))], most)


def place(atlas: Atlas, ids: Iterable[str]) -> str:
    """Where most of some people are at home."""
    found = Counter([atlas.person(person).place.label for person in ids])
    return min(found, key=lambda name: (-found[name], name))


def who(atlas: Atlas, ids: Sequence[str]) -> Said:
    """A few by name, many by number, always with where: "Ana (Lisbon)", "7 people in Lisbon and Dubai"."""
    if len(ids) <= 2:
        return listed([someone(atlas, person) for person in ids])
    return said("{people} in {places}", people=people(len(ids)), places=places(atlas, ids))


def people_in(atlas: Atlas, ids: Sequence[str]) -> Said:
    """ "Lisbon and Dubai (7 people)"."""
    return said("{places} ({people})", places=places(atlas, ids), people=people(len(ids)))


def someone(atlas: Atlas, person: str) -> Said:
    """ "Ana (Lisbon)"."""
    known = atlas.person(person)
    return said("{name} ({place})", name=known.name, place=known.place.label)


def city(zone: str) -> str:
    """A zone by its city."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def day(value: date, *, year: bool = False) -> Said:
    """ "Mon 15 Mar", with the year where it is asked for."""
    return on_day(f"{_day(value)} {value.year}" if year else _day(value), value)


@lru_cache(maxsize=1024)
def _day(value: date) -> str:
    """A window has few dates, and each is told hundreds of times."""
    return f"{value:%a} {value.day} {value:%b}"


def dates(values: Sequence[date]) -> Said:
    """Dates in a sentence: "on 15 and 22 Mar 2027", "on 11 dates from 15 Mar to 24 May 2027"."""
    first, last = values[0], values[-1]
    if len(values) == 1:
        return said("on {day}", day=day(first, year=True))
    if len(values) > 3:
        return said(
            "on {number} dates from {first} to {last}",
            number=len(values),
            first=on_day(f"{first.day} {first:%b}", first),
            last=on_day(f"{last.day} {last:%b} {last.year}", last),
        )
    months = {(value.year, value.month) for value in values}
    shown = [str(v.day) if len(months) == 1 else f"{v.day} {v:%b}" for v in values]
    tail = f" {last:%b %Y}" if len(months) == 1 else f" {last.year}"
    each = [on_day(text, value) for text, value in zip(shown, values, strict=True)]
    each[-1] = on_day(f"{shown[-1]}{tail}", last)
    return said("on {days}", days=listed(each))


def wall(civil: CivilTime) -> Said:
    """The time of a clock with its place: "14:00 Lisbon"."""
    return as_is(f"{civil.time:%H:%M} {city(civil.zone)}")


def utc(instant: datetime) -> Said:
    """A time in UTC: "14:00Z"; the reader has it with its date, on their own clock."""
    return at_moment(f"{instant:%H:%M}Z", instant)


def dated(instant: datetime) -> Said:
    """With its date: "Mon 15 Mar, 14:00Z"."""
    return at_moment(f"{day(instant.date())}, {utc(instant)}", instant)


def length(amount: timedelta) -> Said:
    """ "1 h", "30 min", "1 h 30 min"; the sign is for the sentence to say."""
    minutes = abs(amount) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    words = (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")
    return lasting(" ".join(filter(None, words)), abs(amount))


def points(value: float) -> Said:
    """ "72 points", "1 point", "4.5 points"."""
    number = figure(f"{value:g}", value)
    return said_of("{number} point", "{number} points", _counted(value), number=number)


def _counted(value: float) -> int:
    """A whole number in place of a figure: languages have their words by it."""
    return int(value) if value in (0, 1) else max(round(value), 2)
