"""What lies ahead on a team's calendars: public holidays by place, and who is unavailable when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place

HOLIDAYS, ABSENCES = timedelta(weeks=8), timedelta(weeks=4)
"""How far ahead each is shown."""


@dataclass(frozen=True, slots=True)
class Off:
    """A public holiday at some places; `people` would have worked and are off, each on their own date."""

    day: date
    title: str
    estimated: bool
    places: tuple[str, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Unavailable:
    """People who are not there from `first` to `last`; there is nothing more to know about it (N4)."""

    first: date
    last: date
    people: tuple[Person, ...]


def holidays(atlas: Atlas, people: Sequence[Person], bases: dict[str, Place], today: date) -> tuple[Off, ...]:
    """The public holidays of the next weeks on which somebody of a team is off, soonest first."""
    found: dict[tuple[date, str, bool], list[tuple[str, Person]]] = defaultdict(list)
    for person in people:
        calendar = atlas.calendar(bases[person.id])
        for holiday in calendar.between(today, today + HOLIDAYS) if calendar else ():
            if _would_work(person, holiday.date):
                key = holiday.date, holiday.name, holiday.estimated
                found[key].append((bases[person.id].label, person))
    offs = (
        Off(*key, tuple(dict.fromkeys(place for place, _ in who)), tuple(person for _, person in who))
        for key, who in found.items()
    )
    return tuple(sorted(offs, key=lambda off: (off.day, off.title)))


def _would_work(person: Person, day: date) -> bool:
    pattern = person.pattern_on(day)
    return pattern is not None and day.weekday() in pattern.weekdays and person.keeps_holiday(day)


def unavailable(atlas: Atlas, people: Sequence[Person], today: date) -> tuple[Unavailable, ...]:
    """Who is unavailable in the next weeks, soonest first; the same dates are one line."""
    found: dict[tuple[date, date], list[Person]] = defaultdict(list)
    for person in people:
        for absence in atlas.absences_of(person):
            if absence.start <= today + ABSENCES and absence.end >= today:
                found[absence.start, absence.end].append(person)
    return tuple(Unavailable(*dates, tuple(who)) for dates, who in sorted(found.items()))
