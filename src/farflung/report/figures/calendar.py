"""What the calendar brings: clock changes and public holidays of the window, and whom they touch."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from farflung.engine.model import Person, Place, WeeklyPattern
from farflung.engine.time import CivilTime
from farflung.report.summary import Summary
from farflung.report.times import city


@dataclass(frozen=True, slots=True)
class ClockChange:
    """Clocks that change at one instant by the same amount; `cities` by how many people live there."""

    instant: datetime
    shift: timedelta
    cities: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class DayOff:
    """A public holiday: `where` are countries and regions (ISO 3166 codes) of people who have it."""

    day: date
    name: str
    where: tuple[str, ...]
    people: int
    estimated: bool = False


def clock_changes(summary: Summary) -> tuple[ClockChange, ...]:
    """Every clock change of the window in a zone where somebody lives, first to last."""
    living = Counter(person.place.zone for person in summary.atlas.people)
    groups: dict[tuple[datetime, timedelta], list[str]] = {}
    for key in sorted(living, key=lambda key: (-living[key], key)):
        for change in summary.atlas.zones.zone(key).transitions(summary.window):
            if change.shift:
                groups.setdefault((change.instant, change.shift), []).append(key)
    zone = summary.atlas.zones.zone
    return tuple(
        ClockChange(instant, shift, tuple(city(zone(key)) for key in keys), sum(living[key] for key in keys))
        for (instant, shift), keys in sorted(groups.items())
    )


def standing_still(summary: Summary) -> int:
    """How many people live where clocks do not change in the window."""
    zone = summary.atlas.zones.zone
    living = Counter(person.place.zone for person in summary.atlas.people)
    moving = {key for key in living if any(c.shift for c in zone(key).transitions(summary.window))}
    return sum(people for key, people in living.items() if key not in moving)


def days_off(summary: Summary) -> tuple[DayOff, ...]:
    """The public holidays of the window on days that the people concerned would otherwise work."""
    groups: dict[tuple[date, str], list[tuple[str, int, bool]]] = {}
    for people in _by_calendar(summary).values():
        calendar = summary.atlas.calendar(people[0].place)
        if calendar is None:
            continue
        first, last = _dates(summary, people[0].place)
        steady, others = _by_weekday(people, first, last)
        for holiday in calendar.between(first, last):
            hit = steady[holiday.date.weekday()]
            hit += sum(1 for person in others if _would_work(person, holiday.date))
            if hit:
                where = calendar.country + (f"-{calendar.subdivision}" if calendar.subdivision else "")
                groups.setdefault((holiday.date, holiday.name), []).append((where, hit, holiday.estimated))
    return tuple(
        DayOff(
            day,
            name,
            tuple(dict.fromkeys(where for where, _, _ in sorted(found, key=lambda item: -item[1]))),
            sum(hit for _, hit, _ in found),
            any(estimated for _, _, estimated in found),
        )
        for (day, name), found in sorted(groups.items())
    )


def without_calendar(summary: Summary) -> int:
    """How many people have no holiday calendar, because their country or region is not known."""
    return sum(1 for person in summary.atlas.people if summary.atlas.calendar(person.place) is None)


def _by_calendar(summary: Summary) -> dict[tuple[str, str | None], list[Person]]:
    groups: dict[tuple[str, str | None], list[Person]] = {}
    for person in summary.atlas.people:
        if person.place.country is not None:
            groups.setdefault((person.place.country, person.place.subdivision), []).append(person)
    return groups


def _by_weekday(people: Iterable[Person], first: date, last: date) -> tuple[Counter[int], list[Person]]:
    """How many work on each weekday, from one date to another; and those whose hours change between."""
    patterns: dict[int, tuple[WeeklyPattern, int]] = {}
    others = []
    for person in people:
        pattern = _only(person, first, last)
        if pattern is None:
            others.append(person)
        else:
            patterns[id(pattern)] = pattern, patterns.get(id(pattern), (pattern, 0))[1] + 1
    steady: Counter[int] = Counter()
    for pattern, number in patterns.values():
        steady.update(dict.fromkeys(pattern.weekdays, number))
    return steady, others


def _only(person: Person, first: date, last: date) -> WeeklyPattern | None:
    """The hours of a person that hold on all these dates; None where they may change."""
    if (person.started and person.started > first) or (person.ended and person.ended < last):
        return None
    only = person.patterns[0] if len(person.patterns) == 1 else None
    return only.pattern if only and only.start is None and only.end is None else None


def _dates(summary: Summary, place: Place) -> tuple[date, date]:
    """The first and last local date of the window at a place."""
    zone = summary.atlas.zones.zone(place.zone)
    last = summary.window.end - timedelta(seconds=1)
    return CivilTime.of(summary.window.start, zone).date, CivilTime.of(last, zone).date


def _would_work(person: Person, day: date) -> bool:
    pattern = person.pattern_on(day)
    return pattern is not None and day.weekday() in pattern.weekdays
