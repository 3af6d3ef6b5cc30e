"""Meetings already set that a journey takes out of somebody's hours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.whereabouts import known
from farflung.engine.meetings.marks import Marks, marks
from farflung.engine.model import MeetingSeries, Occurrence, Person, Stay, StayKind
from farflung.engine.time import CivilTime, Span, epoch
from farflung.rulepacks import BurdenTable


@dataclass(frozen=True, slots=True)
class Displaced:
    """An occurrence that is inside the person's hours at home and outside them where the stay takes them.

    `here` is what their clock will show, `home` what it would have shown; points before and after.
    """

    person: str
    stay: Stay
    series: str
    span: Span
    home: CivilTime
    here: CivilTime
    burden_home: float
    burden_here: float


def displaced_by_stays(
    atlas: Atlas, window: Span, table: BurdenTable, people: Iterable[str] | None = None
) -> tuple[Displaced, ...]:
    """The displaced occurrences of a window, stay by stay (of some people, or of all)."""
    wanted = set(people) if people is not None else None
    stays = [
        stay
        for stay in known(atlas.stays, None)
        if (wanted is None or stay.person in wanted) and _moves_away(stay, window)
    ]
    due = _due(atlas, {stay.person for stay in stays})
    return tuple(
        displaced
        for stay in stays
        for displaced in _by_stay(atlas, stay, due.get(stay.person, []), window, table)
    )


def _due(atlas: Atlas, people: set[str]) -> dict[str, list[MeetingSeries]]:
    """The series that each of the people is invited to."""
    found: dict[str, list[MeetingSeries]] = {}
    for series in atlas.meetings:
        for person in people.intersection(series.attendees):
            found.setdefault(person, []).append(series)
    return found


def _moves_away(stay: Stay, window: Span) -> bool:
    """A journey in the window, or a move that begins in it: a move long made is no news."""
    first, last = window.start.date(), window.end.date()
    if stay.kind in (StayKind.TRAVEL, StayKind.HUB):
        return stay.start <= last and (stay.end is None or stay.end >= first)
    return first <= stay.start <= last


def _by_stay(
    atlas: Atlas, stay: Stay, due: list[MeetingSeries], window: Span, table: BurdenTable
) -> Iterator[Displaced]:
    person = atlas.person(stay.person)
    stays = tuple(s for s in atlas.stays if s.person == stay.person)
    # Only who travels is planned for twice: a company of thousands need not be.
    there = Atlas((person,), stays, holidays=atlas.holidays, zones=atlas.zones)
    home = there.with_(stays=tuple(s for s in stays if s is not stay))
    for series in due:
        held = [o for o in atlas.occurrences(series, window) if o.start >= window.start]
        yield from _of_series(there, home, stay, series, held, window, table)


def _of_series(
    there: Atlas,
    home: Atlas,
    stay: Stay,
    series: MeetingSeries,
    held: list[Occurrence],
    window: Span,
    table: BurdenTable,
) -> Iterator[Displaced]:
    person = there.person(stay.person)
    old, new = (_marks(atlas, person, held, window, table) for atlas in (home, there))
    for number, occurrence in enumerate(held):
        away = old.own[number] and not new.own[number]
        if away and there.where(person, occurrence.start).stay is stay:
            yield Displaced(
                person.id,
                stay,
                series.id,
                Span(occurrence.start, occurrence.end),
                home.local(person, occurrence.start),
                there.local(person, occurrence.start),
                round(float(old.burden[number]), 2),
                round(float(new.burden[number]), 2),
            )


def _marks(atlas: Atlas, person: Person, held: list[Occurrence], window: Span, table: BurdenTable) -> Marks:
    """The marks of occurrences; their length is that of the first, as in any series."""
    amount = held[0].end - held[0].start if held else timedelta(minutes=1)
    starts = np.array([epoch(o.start) for o in held], np.int64)
    return marks(atlas.kinds(window).kind(person.id), starts, -(-amount // timedelta(minutes=1)), table)
