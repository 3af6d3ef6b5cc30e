"""The day ribbon: one local day as a band from night to day, with people's own hours on it.

The width is the *reader's* day (23 or 25 hours when clocks change); the light behind each row is the sun
where that person is, so the day is seen to travel. Numbers in a bar are that person's own clock.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from farflung.draw.chart import Table, Words, picture
from farflung.draw.day import Day, hour_label
from farflung.draw.markup import Markup, appended, joined, percent, shape, tag
from farflung.draw.sky import light
from farflung.engine.time import CivilTime, Span, Zone

HEIGHT = 30
_LABELLED = timedelta(hours=3)
"""A shorter bar has no room for its two clock times on a phone."""

_ROOM = timedelta(hours=1)

_LABELLED_LONG = timedelta(hours=5)
"""The same where a time needs minutes."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting on a ribbon; `inside` says whether it lies in the person's own working hours."""

    span: Span
    label: str
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One person, or one group: `work` are spans with the share of the group at work (1.0 for a person).

    `marked` is a line over the work, for what the page says of it: that the reader works then too.

    `note` says why there is no work on the day, where that is no secret: a public holiday, a weekend.

    `latitude` and `longitude` are degrees, None where the place is not known (then no sky is drawn).
    """

    name: str
    place: str
    zone: Zone
    work: tuple[tuple[Span, float], ...] = ()
    rest: tuple[Span, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    person: bool = True
    note: str = ""
    marked: tuple[Span, ...] = ()


def ribbon(key: str, row: Row, day: Day, now: datetime | None = None, words: Words | None = None) -> Markup:
    """The ribbon of one row, as wide as its container and `HEIGHT` pixels high."""
    whole = still(key, row, day, words)
    return whole if now is None else with_now(whole, day, now)


def with_now(whole: Markup, day: Day, now: datetime) -> Markup:
    """A ribbon that was drawn without it, with the line of the present moment on top."""
    return appended(whole, _line(day.x(now), "now")) if now in day.span else whole


def still(key: str, row: Row, day: Day, words: Words | None = None) -> Markup:
    """The ribbon without the present moment: the same all day long."""
    return picture(
        key,
        *(words or (f"{row.name}, {row.place}", description(row, day))),
        _sky(key, row, day),
        _hours_of(replace(row, name="") if row.name else row, day),
        class_="ribbon",
        width="100%",
        height=HEIGHT,
    )


@lru_cache(maxsize=4096)
def _hours_of(row: Row, day: Day) -> Markup:
    """What stands on the sky. Kept, and without a name: colleagues with the same hours have the same."""
    return joined(
        (
            _ticks(day),
            *(_rest(span, day) for span in day.inside(row.rest)),
            *(_work(span, share, row, day) for span, share in row.work if span.overlaps(day.span)),
            *(_marked(span, day) for span in day.inside(row.marked)),
            _note(row, day),
            *(_meeting(meeting, day) for meeting in row.meetings if meeting.span.overlaps(day.span)),
            *_marks(day, None),
        )
    )


def scale(key: str, day: Day, now: datetime | None = None, words: Words | None = None) -> Markup:
    """The hours of the reader's day, to stand over the ribbons."""
    labels = ((0.0, "00", "start"), *((x, text, "middle") for x, text in day.ticks()), (1.0, "24", "end"))
    return picture(
        key,
        *(
            words
            or (
                f"Hours of {day.date:%a %-d %b %Y}, {day.zone.key}",
                f"The scale of the ribbons below: {_length(day)}.",
            )
        ),
        *(
            tag("text", text, x=percent(x), y=12, class_="hour", text_anchor=anchor)
            for x, text, anchor in labels
        ),
        *_marks(day, now, height=18, top=13),
        class_="scale",
        width="100%",
        height=18,
    )


def table(rows: tuple[Row, ...], day: Day) -> Table:
    """The ribbons in words: each row's hours on its own clock and on the reader's."""
    reader = _place(day.zone)
    return Table(
        caption=f"Hours on {day.date:%a %-d %b %Y} in {reader} ({_length(day)})",
        head=("Who", "Where", f"At work, {reader} time", "On their own clock", "Meetings"),
        rows=tuple(_cells(row, day) for row in rows),
    )


def description(row: Row, day: Day) -> str:
    """One row in one sentence."""
    spans = [span for span, _ in row.work if span.overlaps(day.span)]
    if not spans:
        return f"Not at work on {day.date:%a %-d %b}{f': {row.note}' if row.note else ''}."
    reader, own = _hours(spans, day.zone), _hours(spans, row.zone)
    return f"At work {reader} {_place(day.zone)} time, which is {own} in {_place(row.zone)}."


def _cells(row: Row, day: Day) -> tuple[str, ...]:
    spans = [span for span, _ in row.work if span.overlaps(day.span)]
    meetings = [m for m in row.meetings if m.span.overlaps(day.span)]
    return (
        row.name,
        row.place,
        _hours(spans, day.zone) or row.note or "–",
        _hours(spans, row.zone) or "–",
        "; ".join(f"{m.label} {_hours([m.span], day.zone)}" for m in meetings) or "–",
    )


def _hours(spans: list[Span], zone: Zone) -> str:
    runs = _runs(spans)
    return ", ".join(
        f"{CivilTime.of(s.start, zone).time:%H:%M}–{CivilTime.of(s.end, zone).time:%H:%M}" for s in runs
    )


def _runs(spans: list[Span]) -> list[Span]:
    """Spans that touch become one: a group's bar changes its shade many times a day."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


@lru_cache(maxsize=512)
def _ticks(day: Day) -> Markup:
    return joined(_line(x, "tick") for x, _ in day.ticks())


def _sky(key: str, row: Row, day: Day) -> Markup:
    if row.latitude is None or row.longitude is None:
        return shape("rect", width="100%", height=HEIGHT, class_="sky-unknown")
    return joined(
        (
            tag("defs", light(f"{key}-sky", day, row.latitude, row.longitude)),
            shape("rect", width="100%", height=HEIGHT, fill=f"url(#{key}-sky)"),
        )
    )


def _box(span: Span, day: Day, y: float, height: float, css: str, radius: float = 3) -> Markup:
    left, right = day.x(span.start), day.x(span.end)
    return shape(
        "rect", x=percent(left), width=percent(right - left), y=y, height=height, rx=radius, class_=css
    )


def _rest(span: Span, day: Day) -> Markup:
    return _box(span, day, HEIGHT / 2 - 2, 4, "rest", 2)


def _marked(span: Span, day: Day) -> Markup:
    return _box(span, day, 0, 3, "marked", 0)


def _work(span: Span, share: float, row: Row, day: Day) -> Markup:
    if not row.person:
        return _box(span, day, 4, HEIGHT - 8, f"work w{_level(share)}", 0)
    return joined((_box(span, day, 4, HEIGHT - 8, "work w5"), *_own_clock(span, row, day)))


def _note(row: Row, day: Day) -> Markup | None:
    if not row.note or any(span.overlaps(day.span) for span, _ in row.work):
        return None
    return tag("text", row.note, x="50%", y=HEIGHT / 2 + 4, text_anchor="middle", class_="why")


def _level(share: float) -> int:
    return min(max(round(share * 5), 1), 5)


def _own_clock(span: Span, row: Row, day: Day) -> tuple[Markup, ...]:
    """The person's own clock at both ends of a bar that has room for it and is not cut off there."""
    first, last = hour_label(span.start, row.zone), hour_label(span.end, row.zone)
    shown = Span(max(span.start, day.span.start), min(span.end, day.span.end))
    if shown.elapsed < (_LABELLED_LONG if ":" in first + last else _LABELLED):
        return ()
    out = []
    if span.start >= day.span.start and not _crowded(span.start, row):
        out.append(_inside(first, day.x(span.start), 5, "start"))
    if span.end <= day.span.end and not _crowded(span.end, row):
        out.append(_inside(last, day.x(span.end), -5, "end"))
    return tuple(out)


def _crowded(edge: datetime, row: Row) -> bool:
    """Whether a meeting is drawn so near to the end of a bar that its clock time could not be read."""
    return any(m.span.start - _ROOM < edge < m.span.end + _ROOM for m in row.meetings)


def _inside(text: str, x: float, dx: int, anchor: str) -> Markup:
    return tag("text", text, x=percent(x), dx=dx, y=HEIGHT / 2 + 4, text_anchor=anchor, class_="own")


def _meeting(meeting: Meeting, day: Day) -> Markup:
    css = "meeting" if meeting.inside else "meeting outside"
    left, right = day.x(meeting.span.start), day.x(meeting.span.end)
    box = shape("rect", x=percent(left), width=percent(right - left), y=9, height=12, rx=2, class_=css)
    when = f"{day.clock(max(meeting.span.start, day.span.start))} {_place(day.zone)} time"
    return tag("g", tag("title", f"{meeting.label}, {when}"), box)


def _marks(day: Day, now: datetime | None, height: int = HEIGHT, top: int = 0) -> tuple[Markup, ...]:
    """Where the reader's clocks change, and where now is."""
    lines = [(day.x(change.instant), "jump") for change in day.changes]
    if now is not None and now in day.span:
        lines.append((day.x(now), "now"))
    return tuple(_line(x, css, top, height) for x, css in lines)


def _line(x: float, css: str, top: int = 0, bottom: int = HEIGHT) -> Markup:
    return shape("line", x1=percent(x), x2=percent(x), y1=top, y2=bottom, class_=css)


def _length(day: Day) -> str:
    if not day.changes:
        return "24 hours"
    change = day.changes[0]
    way = "forward" if change.shift > timedelta() else "back"
    return f"{day.hours:g} hours, because clocks go {way}"


def _place(zone: Zone) -> str:
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")
