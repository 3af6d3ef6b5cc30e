"""What a series as it is costs whom, over all its occurrences in a window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from farflung.engine.atlas import Atlas, Kind
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


@dataclass(frozen=True, slots=True)
class Weight:
    """The two figures of `SeriesLoads` by which a simulated change is judged."""

    worst: float
    total: float


def _usual(held: Sequence[Occurrence]) -> Occurrence:
    return next((o for o in held if not o.moved), held[0])


def loads(atlas: Atlas, series: MeetingSeries, window: Span, table: BurdenTable) -> SeriesLoads:
    """The burden of a series on its required people, as it stands."""
    held = _held(atlas, series, window)
    if not held:
        return SeriesLoads(series, (), (), (), 0.0, 0.0)
    usual = _usual(held).start
    groups = _by_points(atlas, series, held, window, table)
    by_person: dict[str, float] = {}
    areas: dict[int, list[tuple[float, Kind, list[str]]]] = {}
    for group in groups:
        points, kind, ids = group
        by_person.update(dict.fromkeys(ids, points))
        areas.setdefault(kind.area, []).append(group)
    rows = tuple(_area(atlas, members, usual) for members in areas.values())
    ordered = tuple((person, by_person[person]) for person in dict.fromkeys(series.required))
    ranked = tuple(sorted(rows, key=lambda area: (-area.points, area.shown)))
    weight = _weight(groups)
    return SeriesLoads(series, held, ordered, ranked, weight.worst, weight.total)


def weight_of(atlas: Atlas, series: MeetingSeries, window: Span, table: BurdenTable) -> Weight:
    """The figures of `loads` alone, which many simulated changes are asked for."""
    held = _held(atlas, series, window)
    return _weight(_by_points(atlas, series, held, window, table) if held else [])


def points_by_day(atlas: Atlas, window: Span, table: BurdenTable) -> dict[date, dict[str, float]]:
    """What all meetings together cost each of their required people, by the UTC date on which they start.

    Who has no burden on a date is not in it; a date without any has an empty entry.
    """
    first, last = window.start.date(), (window.end - timedelta(microseconds=1)).date()
    days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
    found: dict[date, dict[str, float]] = {day: {} for day in days}
    for series in atlas.meetings:
        held: dict[date, list[Occurrence]] = {}
        for occurrence in _held(atlas, series, window):
            held.setdefault(occurrence.start.date(), []).append(occurrence)
        for day, some in held.items():
            for points, _, ids in _by_points(atlas, series, some, window, table):
                for person in ids if points else ():
                    found[day][person] = round(found[day].get(person, 0.0) + points, 2)
    return found


def _held(atlas: Atlas, series: MeetingSeries, window: Span) -> tuple[Occurrence, ...]:
    return tuple(o for o in atlas.occurrences(series, window) if o.start >= window.start)


def _by_points(
    atlas: Atlas, series: MeetingSeries, held: Sequence[Occurrence], window: Span, table: BurdenTable
) -> list[tuple[float, Kind, list[str]]]:
    """The required people by kind, with the points of each of them."""
    kinds = atlas.kinds(window)
    groups = kinds.among(dict.fromkeys(series.required))
    each = carried(kinds.once(Rates, table), (kind for kind, _ in groups), held)
    return [(points, kind, ids) for points, (kind, ids) in zip(each, groups, strict=True)]


def _weight(groups: Sequence[tuple[float, Kind, list[str]]]) -> Weight:
    worst = max((points for points, _, _ in groups), default=0.0)
    return Weight(worst, round(sum(points * len(ids) for points, _, ids in groups), 2))


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


def _area(atlas: Atlas, members: list[tuple[float, Kind, list[str]]], first: datetime) -> AreaBurden:
    people = tuple(person for _, _, ids in members for person in ids)
    zone = atlas.zones.zone(members[0][1].home.zone_at(first))
    return AreaBurden(people, CivilTime.of(first, zone), max(points for points, _, _ in members))
