"""Who could take a hole within their own working hours, without being on anything else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import SLOT, Atlas
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.stints import (
    Stint,
    known_person,
    missing_for,
    same_name,
    stints_of_hours,
    stints_of_shift,
)
from farflung.engine.model import Shift
from farflung.engine.time import Span, clipped, difference, merged, total

MOST_VERIFIED = 4
"""So many who are at work most often are asked for their shifts and leave, where one is to do many times."""

MOSTLY = 0.9
"""Who is free in this share of the holes can take them; on the others it is a holiday like any other."""

REST = timedelta(hours=11)
"""Who has another shift within so many hours is not asked: it would be one long day (the figure is that of
Directive 2003/88/EC, Article 3, used here as good manners where no agreement says otherwise)."""

LEAST = timedelta(minutes=30)
"""Nobody is asked to step in for less."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """`person` (an id) is free and at work all through `span`."""

    person: str
    span: Span


class StandIns:
    """The colleagues of a duty, `but` some, and when each is free; computed once, asked for many holes."""

    def __init__(self, coverage: Coverage, atlas: Atlas, but: Set[str] = frozenset()) -> None:
        self._atlas, self._rule, self._window = atlas, coverage.rule, coverage.window
        self._rest = shortest_rest(atlas)
        self._grid = atlas.grid(coverage.window)
        self._load = _load(coverage)
        self.pool = _pool(coverage, atlas, but)
        self._rows = self._grid.matrix(self.pool)
        self._shifts: dict[str, list[Shift]] = {}
        for shift in atlas.shifts:
            if shift.person is not None:
                self._shifts.setdefault(shift.person, []).append(shift)

    def free(self, person: str, span: Span) -> tuple[Span, ...]:
        """Their working time within a span, less every shift that they hold on any duty, with rest around."""
        at_work = self._atlas.working(self._atlas.person(person), span)
        if not at_work:
            return ()
        stints = self._near(person, span)
        return difference(at_work, [Span(s.start - self._rest, s.end + self._rest) for s in stints])

    def busy(self, person: str, span: Span) -> bool:
        """Whether they hold another shift in a span, or so near to it that there is no rest between."""
        return any(self._near(person, span))

    def cleared(self, shift: Shift, holder: str) -> Shift:
        """A series without the dates in the window on which it would not lie in its holder's hours, or they
        have another shift, with rest around. Days off stay in: they take their holder off by themselves."""
        day = timedelta(days=1)
        hours = stints_of_hours(
            self._atlas, (holder,), Span(self._window.start - day, self._window.end + day)
        )
        at_work = merged(stint.span for stint in hours)
        left_out = tuple(
            one.civil
            for one in self._atlas.occurrences(shift, self._window)
            if self.busy(holder, span := Span(one.start, one.end)) or difference([span], at_work)
        )
        recurrence = shift.recurrence
        excluded = (*recurrence.excluded, *left_out)
        return replace(shift, recurrence=replace(recurrence, excluded=excluded))

    def _near(self, person: str, span: Span) -> Iterator[Stint]:
        wide = Span(span.start - self._rest, span.end + self._rest)
        for shift in self._shifts.get(person, ()):
            yield from stints_of_shift(self._atlas, shift, wide)

    def for_hole(self, hole: Span) -> tuple[StandIn, ...]:
        """The fewest people who cover the hole between them, as far as anybody can; least loaded first."""
        there, throughout = self._at_work(hole)
        known: dict[str, tuple[Span, ...]] = {}
        for person in sorted(throughout, key=self._loaded):  # of those who can take all the least loaded
            known[person] = self.free(person, hole)
            if known[person] == (hole,):
                return (StandIn(person, hole),)
        free = {person: known[person] if person in known else self.free(person, hole) for person in there}
        found: list[StandIn] = []
        reached = hole.start
        while reached < hole.end:
            best = self._furthest(Span(reached, hole.end), free)
            if best is None:
                starts = (span.start for spans in free.values() for span in spans if span.start > reached)
                reached = min(starts, default=hole.end)
                continue
            found.append(best)
            del free[best.person]
            reached = best.span.end
        return tuple(found)

    def _loaded(self, person: str) -> timedelta:
        """How long somebody is on the duty already."""
        return self._load.get(person, timedelta())

    def _at_work(self, hole: Span) -> tuple[list[str], list[str]]:
        """Those who work at all then, and those who work all through it, from the grid that all share."""
        rows = self._rows[:, self._slots(hole)]
        some, all_ = np.flatnonzero(rows.any(axis=1)), np.flatnonzero(rows.all(axis=1))
        return [self.pool[number] for number in some], [self.pool[number] for number in all_]

    def _slots(self, hole: Span) -> slice:
        first = max(hole.start, self._grid.start)
        return slice((first - self._grid.start) // SLOT, -((self._grid.start - hole.end) // SLOT))

    def _furthest(self, rest: Span, free: Mapping[str, Sequence[Span]]) -> StandIn | None:
        options = [
            (span.end, -self._loaded(person), -number, person)
            for number, (person, spans) in enumerate(free.items())
            for span in clipped(spans, rest)
            if span.start == rest.start and (span.elapsed >= LEAST or span.end == rest.end)
        ]
        if not options:
            return None
        end, _, _, person = max(options)
        return StandIn(person, Span(rest.start, end))

    def whole(self, holes: Sequence[Span]) -> tuple[str, ...]:
        """Everybody who is free in all of the holes, but for a holiday now and then; least loaded first."""
        most = (1 - MOSTLY) * len(holes)
        misses = len(holes) - self._throughout(holes)
        fit = [p for p, missed in zip(self.pool, misses, strict=True) if missed <= most]
        fit = [person for person in fit if self._fits(person, holes, most)]
        return tuple(sorted(fit, key=lambda p: (self._loaded(p), self.pool.index(p))))

    def _throughout(self, spans: Sequence[Span]) -> NDArray[np.int64]:
        """In how many of the spans each of the pool is at work all the time, from the grid."""
        found = np.zeros(len(self.pool), np.int64)
        for span in spans:
            found += self._rows[:, self._slots(span)].all(axis=1)
        return found

    def most(self, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]] | None:
        """Who is free all through the most of the spans, and through which; None where nobody is."""
        there = dict(zip(self.pool, self._throughout(spans).tolist(), strict=True))
        likely = sorted((p for p in self.pool if there[p]), key=lambda p: -there[p])[:MOST_VERIFIED]
        free = {p: tuple(span for span in spans if self.free(p, span) == (span,)) for p in likely}
        best = max(likely, key=lambda p: (len(free[p]), -self._loaded(p)), default=None)
        return (best, free[best]) if best is not None and free[best] else None

    def _fits(self, person: str, holes: Sequence[Span], most: float) -> bool:
        misses = 0
        for hole in holes:
            misses += self.free(person, hole) != (hole,)
            if misses > most:
                return False
        return True


def shortest_rest(atlas: Atlas) -> timedelta:
    """The longest rest between two shifts that any agreement asks for, else `REST`."""
    limits = [rule.min_rest for agreement in atlas.agreements for rule in agreement.shifts]
    return max((limit for limit in limits if limit is not None), default=REST)


def _load(coverage: Coverage) -> dict[str, timedelta]:
    spans: dict[str, list[Span]] = {}
    for now in coverage.roster.present:
        for person in now.people:
            spans.setdefault(person, []).append(now.span)
    return {person: total(found) for person, found in spans.items()}


def _pool(coverage: Coverage, atlas: Atlas, but: Set[str]) -> tuple[str, ...]:
    """The holders of the duty, then their teammates, who have what the rule asks for."""
    holders = dict.fromkeys(p for stint in coverage.roster.planned for p in stint.people)
    near = list(holders)
    for name, members in atlas.members.items():
        wanted = coverage.rule.team is not None and same_name(name, coverage.rule.team)
        if wanted or not holders.keys().isdisjoint(members):
            near += members
    asked = dict.fromkeys(key for key in near if key not in but)
    return tuple(_eligible(coverage, atlas, asked))


def _eligible(coverage: Coverage, atlas: Atlas, people: Iterable[str]) -> Iterable[str]:
    for key in people:
        person = known_person(atlas, key)
        if person is not None and not missing_for(coverage.rule, person):
            yield key
