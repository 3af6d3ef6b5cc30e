"""The days ahead on one line: what was found and what the calendar brings, by the day it begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.draw.chart import Chart, Table, picture
from farflung.draw.markup import Markup, percent, shape, tag

_ROW, _TOP, _FOOT = 30, 4, 20


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day: `size` is how many of its kind that day has; the words stand in the table."""

    day: date
    text: str
    size: int = 1


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of event: its name, the class that colours it, the mark that it is drawn with."""

    name: str
    css: str
    mark: str
    events: tuple[Event, ...]


def timeline(key: str, title: str, first: date, days: int, lanes: Sequence[Lane]) -> Chart:
    """Lanes of marks over `days` days from `first`."""
    bottom = _TOP + len(lanes) * _ROW
    svg = picture(
        key,
        title,
        _description(lanes),
        *_weeks(first, days, bottom),
        *(mark for n, lane in enumerate(lanes) for mark in _lane(lane, first, days, _TOP + n * _ROW)),
        class_="timeline",
        width="100%",
        height=bottom + _FOOT,
    )
    return Chart(svg, _table(title, lanes))


def lane_tops(lanes: Sequence[Lane]) -> tuple[tuple[int, str], ...]:
    """Pixels from the top at which each lane begins, and its name."""
    return tuple((_TOP + n * _ROW, lane.name) for n, lane in enumerate(lanes))


def _x(day: date, first: date, days: int) -> float:
    return ((day - first).days + 0.5) / days


def _weeks(first: date, days: int, bottom: int) -> list[Markup]:
    """A line at each Monday; a date where a month begins, and at the left edge."""
    out: list[Markup] = []
    for n in range(days):
        day = first + timedelta(days=n)
        x = percent(n / days)
        if day.weekday() == 0:
            out.append(shape("line", x1=x, x2=x, y1=0, y2=bottom, class_="tick"))
        if day.day == 1 and 4 < n < days - 3:
            out.append(shape("line", x1=x, x2=x, y1=0, y2=bottom + 6, class_="month"))
            out.append(tag("text", f"{day:%-d %b}", x=x, dx=4, y=bottom + 15, class_="hour"))
    if first.day < 24:
        out.append(tag("text", f"{first:%-d %b}", x=0, y=bottom + 15, class_="hour"))
    return out


def _lane(lane: Lane, first: date, days: int, top: int) -> list[Markup]:
    middle = top + _ROW / 2
    out = [shape("line", x1=0, x2="100%", y1=middle, y2=middle, class_="rail")]
    by_day: dict[date, list[Event]] = {}
    for event in lane.events:
        by_day.setdefault(event.day, []).append(event)
    for day, events in sorted(by_day.items()):
        if 0 <= (day - first).days < days:
            out.append(_mark(lane, events, percent(_x(day, first, days)), middle))
    return out


def _mark(lane: Lane, events: list[Event], x: str, y: float) -> Markup:
    count = sum(event.size for event in events)
    size = 5 + min(count - 1, 8) * 0.6
    text = f"{events[0].day:%a %-d %b}: " + "; ".join(e.text for e in events[:3])
    more = f" and {len(events) - 3} more" if len(events) > 3 else ""
    return tag(
        "svg",
        tag("title", text + more),
        _shape(lane.mark, size),
        x=x,
        y=y,
        class_=f"mark {lane.css}",
        overflow="visible",
    )


def _shape(mark: str, size: float) -> Markup:
    if mark == "dot":
        return shape("circle", r=size)
    if mark == "diamond":
        return shape("path", d=f"M0 {-size:.1f}L{size:.1f} 0 0 {size:.1f} {-size:.1f} 0z")
    if mark == "triangle":
        return shape("path", d=f"M0 {-size:.1f}L{size:.1f} {size * 0.8:.1f} {-size:.1f} {size * 0.8:.1f}z")
    return shape("rect", x=-size * 0.35, y=-size, width=size * 0.7, height=size * 2)


def _description(lanes: Sequence[Lane]) -> str:
    parts = [f"{lane.name}: {sum(e.size for e in lane.events)}" for lane in lanes]
    return ", ".join(parts) + "."


def _table(title: str, lanes: Sequence[Lane]) -> Table:
    events = sorted((e.day, lane.name, e.text) for lane in lanes for e in lane.events)
    rows = tuple((f"{day:%a %-d %b %Y}", kind, text) for day, kind, text in events)
    return Table(title, ("Day", "Kind", "What"), rows)
