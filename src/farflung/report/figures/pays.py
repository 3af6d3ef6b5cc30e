"""Who pays: the burden points of all meeting series of the window, by zone area and by series."""

from collections import defaultdict
from dataclasses import dataclass

from farflung.draw.bars import Bar
from farflung.engine.atlas import ZoneArea
from farflung.engine.meetings.bill import carried
from farflung.engine.meetings.rates import Rates
from farflung.engine.model import MeetingSeries
from farflung.report.figures.areas import FEWEST, home_areas
from farflung.report.summary import Summary

_MOST_AREAS = 12
_MANY = 50
"""From so many people in meetings on, areas of fewer than five are not shown by themselves."""


@dataclass(frozen=True, slots=True)
class SeriesCost:
    """One series in the window: how often, its points in all, and who carries the most of them."""

    title: str
    times: int
    people: int
    points: float
    worst: float
    carrier: str


@dataclass(frozen=True, slots=True)
class Costs:
    """Bars by zone area and the series behind them, most first; areas that carry nothing; areas left out.

    In a company large enough to have areas of five and more, the smaller ones are counted, not shown.
    """

    areas: tuple[Bar, ...]
    free: tuple[str, ...]
    small: int
    series: tuple[SeriesCost, ...]


def costs(summary: Summary) -> Costs:
    """Everything that the meetings of the window cost, in points."""
    by_person: dict[str, float] = defaultdict(float)
    each = []
    for series in summary.atlas.meetings:
        points = points_of(summary, series)
        for person, share in points.items():
            by_person[person] += share
        if points:
            each.append(_cost(summary, series, points))
    areas = home_areas(summary, by_person)
    shown = [area for area in areas if len(area.people) >= FEWEST] if len(by_person) >= _MANY else areas
    bars = sorted(
        (_bar(area, by_person) for area in shown), key=lambda bar: (-bar.worst, -bar.mean, bar.label)
    )
    return Costs(
        tuple(bar for bar in bars if bar.worst > 0)[:_MOST_AREAS],
        tuple(bar.label for bar in bars if bar.worst == 0),
        len(areas) - len(shown),
        tuple(sorted(each, key=lambda cost: (-cost.points, cost.title))),
    )


def points_of(summary: Summary, series: MeetingSeries) -> dict[str, float]:
    """The points of a series by person over the window."""
    held = summary.atlas.occurrences(series, summary.window)
    if not held:
        return {}
    kinds = summary.atlas.kinds(summary.window)
    points = dict.fromkeys((person.id for person in summary.people(series.attendees)), 0.0)
    groups = kinds.among(points)
    rates = kinds.once(Rates, summary.report.question.packs.burden)
    for (_, people), each in zip(groups, carried(rates, (kind for kind, _ in groups), held), strict=True):
        points.update(dict.fromkeys(people, each))
    return points


def _cost(summary: Summary, series: MeetingSeries, points: dict[str, float]) -> SeriesCost:
    worst = max(points.values())
    carriers = [person for person, carried in points.items() if carried == worst]
    return SeriesCost(
        title=series.title,
        times=len(summary.atlas.occurrences(series, summary.window)),
        people=len(points),
        points=sum(points.values()),
        worst=worst,
        carrier=summary.names(carriers, 2) if worst else "nobody",
    )


def _bar(area: ZoneArea, by_person: dict[str, float]) -> Bar:
    carried = [by_person[person] for person in area.people]
    return Bar(area.label, len(carried), mean=sum(carried) / len(carried), worst=max(carried))
