"""What a series as it is costs whom, over all its occurrences in a window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from farflung.engine.atlas import Atlas
from farflung.engine.meetings.bill import carried
from farflung.engine.meetings.rates import Rates
from farflung.engine.model import MeetingSeries, Occurrence, Override
from farflung.engine.time import CivilTime, Span
from farflung.rulepacks import BurdenTable


@dataclass(frozen=True, slots=True)
class AreaBurden:
    """The required people of one zone area, the hour they see at the usual one, and the points of
    the worst-off of them over all occurrences."""

    people: tuple[str, ...]
    shown: CivilTime
    points: float


@dataclass(frozen=True, slots=True)
class SeriesLoads:
    """`by_person` in points over all `occurrences`; `areas` with the heaviest first; `worst` is the load
    of the worst-off person, `total` that of everybody together."""

    series: MeetingSeries
    occurrences: tuple[Occurrence, ...]
    by_person: tuple[tuple[str, float], ...]
    areas: tuple[AreaBurden, ...]
    worst: float
    total: float

    @property
    def usual(self) -> Occurrence:
        """The first occurrence at the series' own hour; the first one where each has been moved."""
        return _usual(self.occurrences)


def _usual(held: Sequence[Occurrence]) -> Occurrence:
    return next((o for o in held if not o.moved), held[0])


def loads(atlas: Atlas, series: MeetingSeries, window: Span, table: BurdenTable) -> SeriesLoads:
    """The burden of a series on its required people, as it stands."""
    held = tuple(o for o in atlas.occurrences(series, window) if o.start >= window.start)
    if not held:
        return SeriesLoads(series, (), (), (), 0.0, 0.0)
    usual = _usual(held).start
    kinds = atlas.kinds(window)
    groups = kinds.among(dict.fromkeys(series.required))
    each = carried(kinds.once(Rates, table), (kind for kind, _ in groups), held)
    by_person: dict[str, float] = {}
    areas: dict[int, list[tuple[float, list[str], str]]] = {}
    for (kind, ids), points in zip(groups, each, strict=True):
        by_person.update(dict.fromkeys(ids, points))
        areas.setdefault(kind.area, []).append((points, ids, kind.home.zone_at(usual)))
    rows = tuple(_area(atlas, members, usual) for members in areas.values())
    ordered = tuple((person, by_person[person]) for person in dict.fromkeys(series.required))
    ranked = tuple(sorted(rows, key=lambda area: (-area.points, area.shown)))
    worst, total = max(by_person.values(), default=0.0), round(sum(by_person.values()), 2)
    return SeriesLoads(series, held, ordered, ranked, worst, total)


def moved_to(
    series: MeetingSeries, occurrences: Sequence[Occurrence], starts: Sequence[datetime]
) -> MeetingSeries:
    """The series with some of its occurrences at other instants, each as long as it was."""
    new = {
        o.civil: Override(o.civil, start, start + (o.end - o.start))
        for o, start in zip(occurrences, starts, strict=True)
    }
    kept = tuple(o for o in series.recurrence.overrides if o.original not in new)
    changed = replace(series.recurrence, overrides=(*kept, *new.values()))
    return replace(series, recurrence=changed)


def _area(atlas: Atlas, members: list[tuple[float, list[str], str]], first: datetime) -> AreaBurden:
    people = tuple(person for _, ids, _ in members for person in ids)
    zone = atlas.zones.zone(members[0][2])
    return AreaBurden(people, CivilTime.of(first, zone), max(points for points, _, _ in members))
