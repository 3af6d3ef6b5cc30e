"""Meetings already set that a journey takes out of somebody's hours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

import numpy as np

from farflung.engine.atlas import Atlas, Kind, clock_of
from farflung.engine.atlas.whereabouts import known, timeline
from farflung.engine.meetings.marks import inside_own, marks
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
        for journey in (_Journey(atlas, stay, window, table),)
        for series in due.get(stay.person, [])
        for displaced in journey.displaced(series)
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


@dataclass(frozen=True, eq=False)
class _Journey:
    """A stay, with the traveller's clock as it is and as it would be without it."""

    atlas: Atlas
    stay: Stay
    window: Span
    table: BurdenTable

    @cached_property
    def person(self) -> Person:
        """Who travels."""
        return self.atlas.person(self.stay.person)

    @cached_property
    def there(self) -> Kind:
        """Their kind."""
        return self.atlas.kinds(self.window).kind(self.person.id)

    @cached_property
    def home(self) -> Kind:
        """The same with the clock that they would live by; of holidays nothing is asked here."""
        stays = tuple(s for s in self.atlas.stays_of(self.person) if s is not self.stay)
        known = self.atlas.kinds(self.window).wide
        return replace(
            self.there,
            clock=clock_of(timeline(self.person, stays, known, self.atlas.zones), self.atlas.zones),
        )

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """When they are there."""
        pieces = self.atlas.whereabouts(self.person, self.window)
        return tuple(piece.span for piece in pieces if piece.stay is self.stay)

    def displaced(self, series: MeetingSeries) -> Iterator[Displaced]:
        """The occurrences of a series that the stay takes out of hours."""
        if not self.spans:
            return
        first, last = self.spans[0].start, self.spans[-1].end
        held = [o for o in self.atlas.occurrences(series, self.window) if o.start >= self.window.start]
        met = [o for o in held if first <= o.start < last and any(o.start in span for span in self.spans)]
        if not met:
            return
        # Of any length: that of the first, as in any series.
        minutes = -(-(held[0].end - held[0].start) // timedelta(minutes=1))
        starts = np.array([epoch(o.start) for o in met], np.int64)
        left = ~inside_own(self.there, starts, minutes, self.table)
        if left.any():
            left &= inside_own(self.home, starts, minutes, self.table)
        hit = np.flatnonzero(left).tolist()
        if hit:
            each = (marks(kind, starts[hit], minutes, self.table) for kind in (self.home, self.there))
            costs = zip(*(one.burden.tolist() for one in each), strict=True)
            for number, (at_home, here) in zip(hit, costs, strict=True):
                yield self._found(series, met[number], round(at_home, 2), round(here, 2))

    def _found(self, series: MeetingSeries, occurrence: Occurrence, at_home: float, here: float) -> Displaced:
        start, zones = occurrence.start, self.atlas.zones
        home, there = (
            CivilTime.of(start, zones.zone(kind.clock.zone_at(start))) for kind in (self.home, self.there)
        )
        span = Span(start, occurrence.end)
        return Displaced(self.person.id, self.stay, series.id, span, home, there, at_home, here)
