"""A person, as far as planning needs to know one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from farflung.engine.model.holiday import HolidaySwap
from farflung.engine.model.pattern import PatternPeriod, RestWindow, WeeklyPattern
from farflung.engine.model.place import Place
from farflung.engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Person:
    """`id` is stable and unique in an Atlas; `manager` is another person's id.

    `patterns` are tried in order, the first whose dates cover a day is in force: put the special
    before the general. `started` and `ended` are the first and last day of employment, inclusive.
    `swaps` are public holidays that they work on, each for another day off.
    """

    id: str
    name: str
    place: Place
    patterns: tuple[PatternPeriod, ...]
    rest: RestWindow | None = None
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    manager: str | None = None
    entity: str | None = None
    teams: tuple[str, ...] = ()
    role: str | None = None
    email: str | None = None
    started: date | None = None
    ended: date | None = None
    swaps: tuple[HolidaySwap, ...] = ()
    source: Source | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a person needs an id")
        if self.manager == self.id:
            raise ValueError(f"{self.name} cannot be their own manager")
        if self.started and self.ended and self.ended < self.started:
            raise ValueError(f"{self.name} ends on {self.ended}, before the start on {self.started}")

    @classmethod
    def simple(
        cls, name: str, zone: str, start: int, end: int, weekdays: Iterable[int] = range(5)
    ) -> "Person":
        """A person with a zone and the same hours every working day: the least one can say."""
        pattern = WeeklyPattern.daily(start, end, weekdays)
        return cls(name, name, Place(zone), (PatternPeriod(pattern),))

    def lacks(self, skills: Iterable[str], languages: Iterable[str] = ()) -> tuple[str, ...]:
        """What of these they have not, skills first, as asked for; case and outer spaces do not count."""
        have = {_key(text) for text in self.skills | self.languages}
        return tuple(text for text in (*sorted(skills), *sorted(languages)) if _key(text) not in have)

    def keeps_holiday(self, day: date) -> bool:
        """Whether a public holiday on that date is a day off for them."""
        return all(swap.worked != day for swap in self.swaps)

    def pattern_on(self, day: date) -> WeeklyPattern | None:
        """The pattern in force on a local date; None where the person is not employed or has none."""
        if (self.started and day < self.started) or (self.ended and day > self.ended):
            return None
        return next((p.pattern for p in self.patterns if p.covers(day)), None)

    def patterns_over(self, first: date, last: date) -> list[tuple[date, date, WeeklyPattern | None]]:
        """`pattern_on` for every date from `first` to `last` inclusive, as runs (from, to, pattern)."""
        starts = {first, self.started, *(period.start for period in self.patterns)}
        ends = (self.ended, *(period.end for period in self.patterns))
        starts |= {day + timedelta(days=1) for day in ends if day is not None and day < last}
        ordered = sorted(day for day in starts if day is not None and first <= day <= last)
        until = [*(day - timedelta(days=1) for day in ordered[1:]), last]
        return [(start, end, self.pattern_on(start)) for start, end in zip(ordered, until, strict=True)]


def _key(text: str) -> str:
    return text.strip().casefold()
