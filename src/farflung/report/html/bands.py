"""Coverage band and overlap heat map of the page."""

from farflung.draw.band import ROW, Level, band, labels
from farflung.draw.band import swatch as level_swatch
from farflung.draw.chart import side_labels
from farflung.draw.heat import Week, heat, row_tops
from farflung.draw.markup import Markup, tag
from farflung.report import times
from farflung.report.figures.coverage import Band, Origin, bands
from farflung.report.figures.overlap import Halves, shared_hours
from farflung.report.html.blocks import figure, legend, more, sample, section, swatch
from farflung.report.summary import Summary

_OPEN = 2
"""Bands that stand open; the others are folded."""

_FEWEST_FOR_RATES = 20
_HEIGHT_OF_WEEK = 18 + 7 * 26


def coverage(summary: Summary) -> Markup:
    """The section of coverage bands, the rule with most time short first."""
    made, left = bands(summary)
    blocks = [_band(item, n) for n, item in enumerate(made)]
    tail = f"{times.count(left, 'more rule')} with less time short: see the findings." if left else None
    return section(
        "coverage",
        "Coverage, day by day",
        _key(),
        tag("div", *blocks[:_OPEN], class_="twice" if len(blocks) > 1 else None),
        *blocks[_OPEN:],
        tag("p", tail, class_="small") if tail else None,
        lead=f"A row is a day, its width the hours of {times.city(summary.reader)}. People on leave or on a "
        "public holiday are not counted.",
    )


def _band(item: Band, number: int) -> Markup:
    chart = band(f"band-{number}", f"{item.name}: {item.asks}", item.days)
    height = labels(item.days)[-1][0] + 7 * ROW + 6
    drawn = figure(chart, side=side_labels(labels(item.days), height, 7))
    said = tag("p", _said(item), class_="soft")
    if number >= _OPEN:
        return more(item.name, said, drawn)
    return tag("div", tag("h3", item.name), said, drawn)


def _said(item: Band) -> str:
    if item.origin is Origin.NONE:
        return "No rule and no rota was read. Where a row is empty, nobody is there."
    asks = f"{item.asks[0].upper()}{item.asks[1:]}"
    if item.origin is Origin.IMPLIED:
        asks = "No rule was read for this: the roster is held against its own weeks"
    short = f"{times.length(item.short)} short of that" if item.short else "never short of that"
    return f"{asks}. In these days {short}."


def _key() -> Markup:
    """Drawn like the band itself: by shape, not by colour alone."""
    levels = (level for level in Level if level is not Level.NONE)
    return legend((sample(*level_swatch(level, "0", "18", 0, 10)), level.words) for level in levels)


def overlap(summary: Summary) -> Markup:
    """The section of the heat maps: the company, and the teams with the least time in common."""
    halves, members = Halves(summary), summary.atlas.members
    week = halves.typical()
    whole = _heat("heat", "The whole company", week)
    teams = [(halves.shared(ids), -len(ids), name) for name, ids in members.items() if len(ids) >= 3]
    tightest = [(name, halves.typical(members[name])) for _, _, name in sorted(teams)[:3]]
    folded = [
        more(f"{name}: {_together(one)}", _heat(f"heat-{n}", name, one))
        for n, (name, one) in enumerate(tightest)
    ]
    return section(
        "overlap",
        "When people share hours",
        whole,
        tag("p", "The teams with the least time in common:") if folded else None,
        *folded,
        lead=f"A typical week, the median of those looked at, on the clock of {times.city(summary.reader)}; "
        f"the figures are {'percent of all people' if _percents(week) else 'people at work'}.",
    )


def _together(week: Week) -> str:
    shared = shared_hours(week)
    return f"{times.length(shared)} a week together" if shared else "no hour in which all are at work"


def _percents(week: Week) -> bool:
    return week.people >= _FEWEST_FOR_RATES


_SHADES = ((0, "nobody"), (1, "some"), (2, "a third"), (4, "two thirds"), (6, "all"))


def _heat(key: str, title: str, week: Week) -> Markup:
    chart = heat(key, f"{title}: people at work by weekday and half hour", week, percents=_percents(week))
    side = side_labels(row_tops(), _HEIGHT_OF_WEEK, 17)
    samples = [(swatch(f"h{n}"), words) for n, words in _SHADES]
    return figure(chart, side=side, key=legend(samples))
