"""The head of the page: what this is, how much was found, what breaks first, the days ahead."""

from datetime import timedelta

from farflung.draw.chart import side_labels
from farflung.draw.markup import Markup, joined, tag
from farflung.draw.timeline import lane_tops, timeline
from farflung.engine.checks import Severity
from farflung.report import times
from farflung.report.figures.ahead import day_count, first_day, lanes
from farflung.report.figures.calendar import ClockChange, DayOff
from farflung.report.html.blocks import SYMBOLS, figure, section
from farflung.report.html.findings import leading
from farflung.report.summary import Summary


def header(summary: Summary) -> Markup:
    """The band over the page."""
    atlas = summary.atlas
    facts = [
        times.count(len(atlas.people), "person", "people"),
        times.count(len({p.place.zone for p in atlas.people}), "zone"),
        times.count(len({p.place.country for p in atlas.people if p.place.country}), "country", "countries"),
        times.count(len(atlas.meetings), "meeting series", "meeting series"),
        times.count(len(atlas.shifts), "shift"),
    ]
    return tag(
        "header",
        tag("p", tag("span", "farflung", class_="brand"), " ", tag("span", "check", class_="verb")),
        tag("h1", _question(summary)),
        tag(
            "p",
            " · ".join([times.window(summary), *(f for f in facts if not f.startswith("0 "))]),
            class_="facts",
        ),
        tag("p", clocks(summary), class_="facts"),
        class_="top",
    )


def headline(summary: Summary) -> str:
    """The whole report in one line."""
    found = [(n, s.word) for s, n in summary.by_severity.items() if n]
    if not found:
        return "Nothing is broken, and nothing is about to break"
    words = [times.count(n, word) for n, word in found]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _question(summary: Summary) -> str:
    days = round(summary.window.elapsed / timedelta(days=1))
    if not summary.findings:
        return f"Nothing found that breaks in these {days} days"
    return f"What breaks in these {days} days"


def clocks(summary: Summary) -> str:
    """Whose time the page shows and by which rules."""
    if summary.viewer is None:
        whose = "Nobody named a reader’s zone, so times are UTC with the clocks of those hit beside it"
    else:
        whose = f"Your time is {times.city(summary.viewer)} ({summary.viewer.key})"
    made = f"; made {times.moment(summary.made, summary.reader, year=True)}" if summary.made else ""
    return f"{whose}; zone rules of IANA {summary.atlas.zones.version}{made}"


def overview(summary: Summary, changes: tuple[ClockChange, ...], days: tuple[DayOff, ...]) -> Markup:
    """Counts, what breaks first, and the line of the days ahead."""
    made = lanes(summary, changes, days)
    chart = timeline("ahead-svg", "The days ahead", first_day(summary), day_count(summary), made)
    height = 24 + 30 * len(made)
    side = side_labels(lane_tops(made), height, 19)
    return section(
        "ahead",
        "The days ahead",
        tag("ul", *_tiles(summary), class_="tiles"),
        _first(summary),
        figure(chart, side=side),
    )


def _tiles(summary: Summary) -> list[Markup]:
    return [
        tag(
            "li",
            tag("span", SYMBOLS[severity], class_="symbol", aria_hidden="true"),
            tag("b", f"{number:,}"),
            tag("span", _plural(severity, number)),
            class_=f"tile {severity.word}{'' if number else ' none'}",
        )
        for severity, number in summary.by_severity.items()
    ]


def _plural(severity: Severity, number: int) -> str:
    return f"{severity.word}{'' if number == 1 else 's'}: {_MEANING[severity]}"


_MEANING = {
    Severity.ERROR: "a rule of yours is broken, or nobody is there",
    Severity.WARNING: "somebody will be hurt by it",
    Severity.NOTE: "worth knowing",
}


def _first(summary: Summary) -> Markup | None:
    """The earliest of the worst severity: what to look at today."""
    dated = [
        (f.start, f) for f in leading(summary) if f.start is not None and f.severity is not Severity.NOTE
    ]
    if not dated:
        return None
    worst = max(finding.severity for _, finding in dated)
    first = min(
        (item for item in dated if item[1].severity is worst), key=lambda item: (item[0], item[1].order)
    )[1]
    when = times.when(summary, first.spans[:1], first.who)
    link = tag("a", first.title, href=f"#f-{first.fingerprint}")
    said = joined((tag("b", "First to break: "), link))
    return tag("p", said, f" ({when.main})" if when else None, class_="first")
