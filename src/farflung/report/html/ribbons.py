"""The day ribbons of the page."""

from farflung.draw import ribbon as drawn
from farflung.draw.day import Day
from farflung.draw.markup import Markup, joined, name_of, shape, tag
from farflung.draw.ribbon import Row
from farflung.engine.time import CivilTime
from farflung.report import times
from farflung.report.figures.ribbons import Ribbons, ribbons
from farflung.report.html.blocks import behind, legend, sample, section, swatch
from farflung.report.summary import Summary


def day(summary: Summary) -> Markup:
    """The section: whose hours lie where in the reader's day."""
    figure = ribbons(summary)
    now = summary.made
    scale = tag(
        "li", tag("span", _whose(summary, figure.day), class_="label"), drawn.scale("scale", figure.day, now)
    )
    rows = [
        tag("li", _label(row, summary, figure.day), drawn.ribbon(f"ribbon-{n}", row, figure.day, now))
        for n, row in enumerate(figure.rows)
    ]
    return section(
        "day",
        f"One day, {times.day(figure.day.date)}",
        tag("ol", scale, *rows, class_="ribbons"),
        _key(summary, figure),
        _left(figure),
        behind(drawn.table(figure.rows, figure.day)),
        lead=_lead(summary),
    )


def _lead(summary: Summary) -> str:
    whose = f"your own time, {times.city(summary.viewer)}" if summary.viewer else "UTC"
    return (
        f"Across: {whose}. Behind each row: the sun where that person is, night to day. "
        "The figures in a bar are that person’s own clock."
    )


def _whose(summary: Summary, day: Day) -> str:
    whose = times.city(summary.reader)
    return f"{whose}, {day.hours:g} h" if day.hours != 24 else f"{whose} time"


def _label(row: Row, summary: Summary, day: Day) -> Markup:
    return tag(
        "span",
        tag("b", name_of(row.name)),
        tag("span", row.place, class_="place"),
        tag("span", _clock(row, summary, day), class_="soft"),
        class_="label",
    )


def _clock(row: Row, summary: Summary, day: Day) -> str:
    """What their clock shows now, or at the reader's noon (or UTC's) where now is another day."""
    now = summary.made
    if now is not None and now in day.span:
        return f"{CivilTime.of(now, row.zone).time:%H:%M} now"
    return f"{CivilTime.of(day.noon, row.zone).time:%H:%M} at {'your noon' if summary.viewer else 'noon UTC'}"


def _key(summary: Summary, figure: Ribbons) -> Markup:
    items = [(swatch("work w5"), "working hours")]
    if any(not row.person for row in figure.rows):
        items.append(
            (
                joined((swatch("work w2"), swatch("work w4"))),
                "a row for all on the hours of a place; darker: more of them at work",
            )
        )
    if any(row.rest for row in figure.rows):
        items.append(
            (
                sample(shape("rect", y=3, width=18, height=4, rx=2, class_="rest")),
                "rest, nothing is delivered",
            )
        )
    meetings = [meeting for row in figure.rows for meeting in row.meetings]
    if meetings:
        items.append(
            (sample(shape("rect", x=1, y=0, width=14, height=10, rx=2, class_="meeting")), "meeting")
        )
    if any(not meeting.inside for meeting in meetings):
        mark = shape("rect", x=1, y=0, width=14, height=10, rx=2, class_="meeting outside")
        items.append((sample(mark), "meeting outside their hours"))
    if summary.made and summary.made in figure.day.span:
        items.append((sample(shape("line", x1=8, x2=8, y1=0, y2=10, class_="now")), "when this was made"))
    if figure.day.changes:
        items.append((sample(shape("line", x1=8, x2=8, y1=0, y2=10, class_="jump")), "your clocks change"))
    return legend(items)


def _left(figure: Ribbons) -> Markup | None:
    if not figure.left_people:
        return None
    people = times.count(figure.left_people, "more person", "more people")
    areas = f" in {times.count(figure.left_areas, 'more zone area')}" if figure.left_areas else ""
    return tag("p", f"Not shown: {people}{areas}.", class_="small")
