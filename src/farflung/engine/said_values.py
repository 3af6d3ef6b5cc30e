"""Times, lengths, figures and lists inside of texts: in English as given, elsewhere as each reader has them.

`server/ui/told.py` shows them: an instant on the reader's own clock, a figure with the signs of a language.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from farflung.engine.said import NOTHING, Said, Value, as_is, said, said_of


def shown(english: str, way: str, **values: Value) -> Said:
    """`english` with what it shows; `way` is a name that `told.py` knows."""
    return Said(english, "shown", way, values)


def on_day(english: str, day: date) -> Said:
    """A date, with its weekday."""
    return shown(english, "day", day=day)


def at_moment(english: str, at: datetime) -> Said:
    """An instant."""
    return shown(english, "moment", at=at)


def at_clock(english: str, at: datetime) -> Said:
    """The time of the day of what recurs, by one of its times."""
    return shown(english, "clock", at=at)


def from_to(english: str, start: datetime, end: datetime) -> Said:
    """From one instant to another, with dates."""
    return shown(english, "span", start=start, end=end)


def hours_of(english: str, start: datetime, end: datetime) -> Said:
    """The hours of what recurs, by one of its times; weekdays too where it is a day long or longer."""
    return shown(english, "hours", start=start, end=end)


def lasting(english: str, length: timedelta) -> Said:
    """A length of time."""
    return shown(english, "length", length=length)


def figure(english: str, number: float) -> Said:
    """A number."""
    return shown(english, "number", number=number)


def share_of(english: str, part: float, *, places: int = 0) -> Said:
    """A part of a whole, as so many of a hundred."""
    return shown(english, "share", part=part, places=places)


def on_weekday(english: str, weekday: int) -> Said:
    """A weekday: 0 is Monday."""
    return shown(english, "weekday", weekday=weekday)


def enumerated(words: Sequence[str]) -> Said:
    """`a, b and c`."""
    if len(words) < 2:
        return as_is(words[0]) if words else NOTHING
    return said("{names} and {more}", names=tuple(words[:-1]), more=words[-1])


def first_of(words: Sequence[str], most: int) -> Said:
    """`a, b and 3 more`: the first so many, and how many others."""
    more = said_of("{count} more", "{count} more", len(words) - most)
    return said("{names} and {more}", names=tuple(words[:most]), more=more)


def beside(words: Iterable[str], *, by: str = ", ") -> Said:
    """Texts one beside the other: by a comma, or by a semicolon."""
    each = tuple(filter(None, words))
    if len(each) < 2:
        return as_is(each[0]) if each else NOTHING
    return Said(by.join(each), "shown", "clauses" if by == "; " else "list", {"all": each})
