"""What hangs on one: take one person, city, country, entity or region away, and see what breaks.

Only time that is fine today counts: a hole that is there anyway hangs on nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.crowd import crowd
from farflung.engine.coverage.dependence import Dependence
from farflung.engine.coverage.grounds import Ground, Grounds
from farflung.engine.coverage.levels import NAMED, Coverage, Level
from farflung.engine.coverage.stints import known_person
from farflung.engine.model import Place
from farflung.engine.time import CivilTime, Span, merged


@dataclass(frozen=True, slots=True)
class Alone:
    """One person is there alone, at the same hours of their own day, on each of `spans`."""

    person: str
    spans: tuple[Span, ...]

    @property
    def hours(self) -> timedelta:
        """Elapsed time in all."""
        return sum((span.elapsed for span in self.spans), timedelta())


def fragility(coverage: Coverage, atlas: Atlas, grounds: Grounds | None = None) -> tuple[Dependence, ...]:
    """Everybody and every place whose loss breaks the rule, the most hours first; regions where asked for."""
    least = max(coverage.rule.minimum, 1)
    known = grounds or Grounds(atlas, regions=False)
    if any(level.count > NAMED for level in coverage.levels):
        made = crowd(coverage, known, least)
    else:
        made = _by_name(coverage, known, least)
    return tuple(sorted(made, key=lambda d: (-d.hours, d.ground, d.name)))


def _by_name(coverage: Coverage, known: Grounds, least: int) -> Iterator[Dependence]:
    groups: dict[Where, list[Span]] = {}
    for level in coverage.levels:
        if level.count >= least and level.people:
            for span, where in _located(level, known):
                groups.setdefault(where, []).append(span)
    found: dict[tuple[Ground, str], _Tally] = {}
    for on, spans in groups.items():
        for ground, name, people, left in _hits(known, on, least):
            if (ground, name) not in found:
                found[ground, name] = _Tally()
            found[ground, name].add(spans, people, left)
    yield from (tally.dependence(*key) for key, tally in found.items())


Where = tuple[tuple[str, Place | None], ...]
"""Who is there, and where each of them is; None is home."""


def _located(level: Level, grounds: Grounds) -> Iterator[tuple[Span, Where]]:
    """The level, cut where somebody on it travels."""
    each = {key: list(grounds.pieces(key, level.span)) for key in level.people}
    edges = sorted({level.span.end, *(span.start for pieces in each.values() for span, _ in pieces)})
    for start, end in pairwise(edges):
        there = tuple((k, next(p for span, p in pieces if start in span)) for k, pieces in each.items())
        yield Span(start, end), there


class _Tally:
    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._people: dict[str, None] = {}
        self._holes = timedelta()

    def add(self, spans: Iterable[Span], people: Iterable[str], left: int) -> None:
        self._spans += spans
        self._people.update(dict.fromkeys(people))
        if left == 0:
            self._holes += sum((span.elapsed for span in spans), timedelta())

    def dependence(self, ground: Ground, name: str) -> Dependence:
        spans = merged(self._spans)
        hours = sum((span.elapsed for span in spans), timedelta())
        return Dependence(ground, name, tuple(self._people), spans, hours, self._holes)


Hit = tuple[Ground, str, tuple[str, ...], int]


def _hits(grounds: Grounds, on: Where, least: int) -> Iterator[Hit]:
    """Which grounds break the rule while exactly these people are there."""
    groups: dict[tuple[Ground, str], list[str]] = {}
    for person, place in on:
        for key in grounds.of(person, place):
            groups.setdefault(key, []).append(person)
    for (ground, name), members in groups.items():
        left = len(on) - len(members)
        if left < least:
            yield ground, name, tuple(members), left


def alone(coverage: Coverage, atlas: Atlas) -> tuple[Alone, ...]:
    """Who is there alone at which hours of their own day, the most hours first."""
    groups: dict[tuple[object, ...], list[Span]] = {}
    for level in coverage.single:
        person, ends = known_person(atlas, level.people[0]), (level.span.start, level.span.end)
        if person is None:
            times = [moment.time() for moment in ends]
        else:
            zone = atlas.zones.zone(person.place.zone)
            times = [CivilTime.of(moment, zone).time for moment in ends]
        groups.setdefault((level.people[0], *times), []).append(level.span)
    found = (Alone(str(key[0]), tuple(spans)) for key, spans in groups.items())
    return tuple(sorted(found, key=lambda a: (-a.hours, a.spans[0])))
