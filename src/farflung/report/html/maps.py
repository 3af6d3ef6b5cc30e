"""The world with its daylight, and who pays."""

from collections.abc import Sequence
from datetime import datetime

from farflung.draw.bars import bars, points
from farflung.draw.chart import Table
from farflung.draw.day import Day
from farflung.draw.markup import Markup, shape, tag
from farflung.draw.world import Spot, land_symbol, world
from farflung.engine.atlas import listed
from farflung.report import times
from farflung.report.figures.pays import Costs, costs
from farflung.report.figures.places import moments, spots_at, unplaced
from farflung.report.figures.ribbons import typical_day
from farflung.report.html.blocks import behind, figure, legend, more, sample, section, table
from farflung.report.summary import Summary

_LAND = "land"
_STATES = {"on": "most at work", "off": "most off", "some": "not shown", "few": "not shown"}


def map_of(summary: Summary) -> Markup:
    """The section of maps: noon of the reader's day, and a quarter of a day before and after."""
    day = Day(typical_day(summary), summary.reader)
    at = moments(day.span.start)
    noon = at[2]
    seen, nowhere = spots_at(summary, at), unplaced(summary)
    large = world("world-svg", _title(summary, noon), noon, seen[2], land=_LAND, labels=16)
    small = [_small(summary, n, instant, seen[n]) for n, instant in enumerate(at) if n != 2]
    return section(
        "world",
        "The world at noon, your time" if summary.viewer else "The world at noon UTC",
        land_symbol(_LAND),
        tag("figure", large.svg, tag("figcaption", _title(summary, noon))),
        tag("div", *small, class_="minis"),
        _key(),
        behind(_table(summary, at, seen)),
        tag("p", f"{times.count(nowhere, 'person is', 'people are')} on no map.", class_="small")
        if nowhere
        else None,
        lead="Shade is night, in four steps from sunset to full dark. The outline shows land, no borders.",
    )


def _title(summary: Summary, instant: datetime) -> str:
    return times.moment(instant, summary.reader)


def _small(summary: Summary, number: int, instant: datetime, seen: tuple[Spot, ...]) -> Markup:
    title = _title(summary, instant)
    chart = world(f"world-{number}", title, instant, seen, land=_LAND, labels=0)
    return tag("figure", chart.svg, tag("figcaption", title))


def _key() -> Markup:
    marks = [
        (shape("circle", cx=9, cy=5, r=4.5, class_="dot on"), "most at work"),
        (shape("circle", cx=9, cy=5, r=3.5, class_="dot off"), "most off"),
        (shape("circle", cx=9, cy=5, r=4.5, class_="dot some"), "5 to 19 people, not said"),
        (shape("path", d="M9 0l5 5-5 5-5-5z", class_="dot few"), "fewer than 5 people"),
    ]
    return legend([(sample(mark), words) for mark, words in marks])


def _table(summary: Summary, at: Sequence[datetime], seen: list[tuple[Spot, ...]]) -> Table:
    states = [{(spot.label, spot.latitude): _STATES[spot.state] for spot in one} for one in seen]
    rows = tuple(
        (spot.label, spot.shown, *(state[spot.label, spot.latitude] for state in states)) for spot in seen[0]
    )
    head = ("Place", "People", *(_title(summary, instant) for instant in at))
    return Table("People by place, and whether most of them are at work", head, rows)


def pays(summary: Summary) -> Markup | None:
    """The section on who carries the meetings; nothing where no meetings were read."""
    found = costs(summary)
    if not found.series:
        return None
    chart = bars("pays-svg", "Burden points by zone area", found.areas, "points")
    key = legend(
        [
            (sample(shape("rect", width=18, height=10, class_="mean")), "mean of the area’s people"),
            (sample(shape("rect", width=18, height=10, class_="worst")), "the one who carries most"),
        ]
    )
    return section(
        "pays",
        "Who pays for the meetings",
        figure(chart, key=key) if found.areas else None,
        tag("p", _left(found), class_="small") if found.free or found.small else None,
        more(f"By series ({len(found.series)})", table(_series(found), caption=False)),
        lead=_bands(summary),
    )


def _left(found: Costs) -> str:
    """What the bars do not show."""
    small = (
        f"Left out: {times.count(found.small, 'zone area')} of fewer than five people." if found.small else ""
    )
    free = f"Nothing is carried in {listed(found.free, 8)}." if found.free else ""
    return " ".join(part for part in (free, small) if part)


def _series(found: Costs) -> Table:
    rows = tuple(
        (cost.title, str(cost.times), str(cost.people), points(cost.points), points(cost.worst), cost.carrier)
        for cost in found.series
    )
    head = ("Series", "Times", "People", "Points in all", "Most for one person", "Who carries that")
    return Table("Burden points by meeting series", head, rows)


def _bands(summary: Summary) -> str:
    table = summary.report.question.packs.burden_points()
    said = ", ".join(f"{b.points} for {_hour(b.start)}–{_hour(b.end)}" for b in table.bands)
    return f"Burden points of an hour, by the clock of whoever attends: {said}; 0 in a person’s own hours."


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02d}"
