"""Whose day a report draws: everybody of a small company, the largest zone areas of a large one."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice

import numpy as np

from farflung.draw.day import Day
from farflung.draw.ribbon import Meeting, Row
from farflung.engine.atlas import SLOT, CompanyGrid, ZoneArea
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, difference, epoch
from farflung.report.figures.areas import FEWEST, home_areas
from farflung.report.figures.reference import coordinates
from farflung.report.summary import Summary

MOST_PEOPLE, MOST_AREAS = 12, 10
MOST_NAMED, _NAMED_OF_EACH = 6, 3
_SHADES = 5
_SEARCHED = 7


@dataclass(frozen=True, slots=True)
class Ribbons:
    """The rows of one day, east first, and how many people and zone areas are not among them."""

    day: Day
    rows: tuple[Row, ...]
    left_people: int = 0
    left_areas: int = 0


def ribbons(summary: Summary) -> Ribbons:
    """The day and the rows that show best how the company's hours lie."""
    day = Day(typical_day(summary), summary.reader)
    if len(summary.atlas.people) <= MOST_PEOPLE:
        rows = tuple(_person(summary, person, day) for person in summary.atlas.people)
        return Ribbons(day, _east_first(rows, day))
    areas = home_areas(summary)
    large = [area for area in areas[:MOST_AREAS] if len(area.people) >= FEWEST]
    if len(large) < 3:
        chosen = _some(summary, areas)
        rows = tuple(_person(summary, person, day) for person in chosen)
        met = {person.id for person in chosen}
        left = sum(1 for area in areas if met.isdisjoint(area.people))
        return Ribbons(day, _east_first(rows, day), len(summary.atlas.people) - len(rows), left)
    left = len(summary.atlas.people) - sum(len(area.people) for area in large)
    rows = tuple(_area(summary, area, day) for area in large)
    return Ribbons(day, _east_first(rows, day), left, len(areas) - len(large))


def typical_day(summary: Summary) -> date:
    """The first of the reader's next seven days on which at least half as many work as on the busiest.

    Only days that are wholly in the window count; in a window without one it is the day it begins.
    """
    first = CivilTime.of(summary.window.start, summary.reader).date
    days = [Day(first + timedelta(days=n), summary.reader) for n in range(_SEARCHED)]
    whole = [d for d in days if summary.window.start <= d.span.start and d.span.end <= summary.window.end]
    if not whole:
        return first
    grid = summary.atlas.grid(summary.window)
    worked = [int(summary.at_work[slice(*_slots(grid, day))].sum()) for day in whole]
    return next(d.date for d, amount in zip(whole, worked, strict=True) if amount * 2 >= max(worked))


def _slots(grid: CompanyGrid, day: Day) -> tuple[int, int]:
    """The first slot of the day in the grid, and the one after its last."""
    low, high = ((moment - grid.start) // SLOT for moment in (day.span.start, day.span.end))
    return max(low, 0), min(high, grid.slots)


def _east_first(rows: tuple[Row, ...], day: Day) -> tuple[Row, ...]:
    moment = epoch(day.span.start)
    return tuple(sorted(rows, key=lambda row: (-row.zone.offset(moment), row.name.casefold())))


def _person(summary: Summary, person: Person, day: Day) -> Row:
    atlas = summary.atlas
    work = atlas.working(person, _around(day))
    place = atlas.where(person, day.span.start).place
    where = coordinates(place)
    return Row(
        name=person.name,
        place=place.label,
        zone=atlas.zones.zone(place.zone),
        work=tuple((span, 1.0) for span in work if span.overlaps(day.span)),
        rest=atlas.rest(person, day.span),
        meetings=_meetings(summary, person, day, work),
        latitude=where[0] if where else None,
        longitude=where[1] if where else None,
        note=_why_off(summary, person, day),
    )


def _why_off(summary: Summary, person: Person, day: Day) -> str:
    """A public holiday or a weekend, which everybody there has; never anything of the person's own."""
    local = summary.atlas.local(person, day.noon).date
    calendar = summary.atlas.calendar(person.place)
    holidays = calendar.between(local, local) if calendar else ()
    if holidays:
        return holidays[0].name
    pattern = person.pattern_on(local)
    return "weekend" if pattern and local.weekday() not in pattern.weekdays else ""


def _around(day: Day) -> Span:
    """The day and what runs into it, so that a bar cut off at midnight still knows its own hours."""
    return Span(day.span.start - timedelta(days=1), day.span.end + timedelta(days=1))


def _meetings(summary: Summary, person: Person, day: Day, work: tuple[Span, ...]) -> tuple[Meeting, ...]:
    found = []
    for series in summary.atlas.meetings:
        if person.id in series.attendees:
            for occurrence in summary.atlas.occurrences(series, day.span):
                span = Span(occurrence.start, occurrence.end)
                found.append(Meeting(span, series.title, inside=not difference([span], work)))
    return tuple(sorted(found, key=lambda meeting: meeting.span))


def _some(summary: Summary, areas: tuple[ZoneArea, ...]) -> tuple[Person, ...]:
    """Who stands for areas too small for figures: those in the worst findings, then one of each other."""
    chosen = list(named(summary))
    for area in areas:
        if len(chosen) < MOST_AREAS and set(chosen).isdisjoint(area.people):
            chosen.append(area.people[0])
    return summary.people(chosen)


def named(summary: Summary) -> tuple[str, ...]:
    """Up to six ids of those in the worst findings, in their order and three of each at the most."""
    ids = (key for finding in summary.findings for key in finding.who[:_NAMED_OF_EACH])
    return tuple(islice(dict.fromkeys(ids), MOST_NAMED))


def _area(summary: Summary, area: ZoneArea, day: Day) -> Row:
    zone = summary.atlas.zones.zone(area.zones[0])
    person = next(p for p in summary.people(area.people) if p.place.label == area.places[0])
    where = coordinates(person.place)
    return Row(
        name=area.places[0],
        place=f"{len(area.people):,} people",
        zone=zone,
        work=_shares(summary, area, day),
        latitude=where[0] if where else None,
        longitude=where[1] if where else None,
        person=False,
        note=_why_off(summary, person, day),
    )


def _shares(summary: Summary, area: ZoneArea, day: Day) -> tuple[tuple[Span, float], ...]:
    """How much of an area is at work, in steps of a fifth."""
    grid = summary.atlas.grid(summary.window)
    low, high = _slots(grid, day)
    weights = np.bincount(grid.row_of[[grid.index[key] for key in area.people]], minlength=len(grid.rows))
    shares = weights @ grid.rows[:, low:high] / len(area.people)
    steps = np.ceil(shares * _SHADES - 0.5).astype(int)
    out, at = [], low
    for step, run in groupby(steps.tolist()):
        width = len(list(run))
        if step > 0:
            out.append((Span(grid.instant(at), grid.instant(at + width)), step / _SHADES))
        at += width
    return tuple(out)
