"""The coverage band: day by day, hour by hour, whether somebody is there.

One row per local day of the reader. Levels differ by shape before they differ by colour, so the band reads
in grey and in print: a hole is a dark block, one person only is a thread, fewer than asked is half a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from farflung.draw.chart import Chart, Table, picture
from farflung.draw.day import Day
from farflung.draw.markup import Markup, percent, shape, tag
from farflung.engine.time import Span

ROW = 6
"""Pixels of a day's row."""

_GAP = 4
"""Pixels between weeks."""

_GUTTER = 20
"""Pixels above the rows, for the hours."""


class Level(IntEnum):
    """How well a moment is covered; lower is worse. NONE: the rule asks for nothing then."""

    HOLE = 0
    SHORT = 1
    SINGLE = 2
    THIN = 3
    WELL = 4
    NONE = 5

    @property
    def words(self) -> str:
        """The level as the key of a picture says it."""
        return _WORDS[self]


_WORDS = {
    Level.HOLE: "nobody",
    Level.SHORT: "fewer than the rule asks for",
    Level.SINGLE: "one person only",
    Level.THIN: "as many as the rule asks for, none to spare",
    Level.WELL: "at least one to spare",
    Level.NONE: "not asked for",
}


@dataclass(frozen=True, slots=True)
class BandDay:
    """One local day and its pieces; what no piece covers is drawn as not asked for."""

    day: Day
    pieces: tuple[tuple[Span, Level], ...]

    def total(self, level: Level) -> timedelta:
        """Elapsed time at a level."""
        return sum((span.elapsed for span, at in self.pieces if at is level), timedelta())


def band(key: str, title: str, days: Sequence[BandDay]) -> Chart:
    """The band of one rule. Every seven rows (and before each Monday) a gap lets the eye count weeks."""
    tops = _tops(days)
    height = tops[-1] + ROW + 1 if tops else _GUTTER
    svg = picture(
        key,
        title,
        _description(days),
        *_hours(days, height),
        *(piece for day, top in zip(days, tops, strict=True) for piece in _row(day, top)),
        class_="band",
        width="100%",
        height=height,
    )
    return Chart(svg, _table(title, days))


def labels(days: Sequence[BandDay]) -> tuple[tuple[int, str], ...]:
    """The week labels beside a band: pixels from its top, and the date of the week's first row."""
    firsts = [
        (top, band_day.day.date)
        for i, (band_day, top) in enumerate(zip(days, _tops(days), strict=True))
        if i == 0 or band_day.day.date.weekday() == 0
    ]
    return tuple((top, f"{day:%-d %b}") for top, day in firsts)


def _tops(days: Sequence[BandDay]) -> list[int]:
    tops, at = [], _GUTTER
    for i, band_day in enumerate(days):
        if i and band_day.day.date.weekday() == 0:
            at += _GAP
        tops.append(at)
        at += ROW
    return tops


def _hours(days: Sequence[BandDay], height: int) -> list[Markup]:
    if not days:
        return []
    out = []
    for x, text in days[0].day.ticks():
        out.append(tag("text", text, x=percent(x), y=12, text_anchor="middle", class_="hour"))
        out.append(shape("line", x1=percent(x), x2=percent(x), y1=16, y2=height, class_="tick"))
    return out


def _row(band_day: BandDay, top: int) -> list[Markup]:
    day = band_day.day
    out: list[Markup] = []
    for span, level in band_day.pieces:
        left, right = day.x(span.start), day.x(span.end)
        out += swatch(level, percent(left), percent(right - left), top, ROW - 1)
    return out


def swatch(level: Level, x: str, width: str, top: float, height: float) -> tuple[Markup, ...]:
    """A level as it is drawn, in a box of this size; also for keys."""
    if level is Level.NONE:
        return ()
    if level is Level.SINGLE:
        thread = shape("rect", x=x, width=width, y=top + height * 0.3, height=height * 0.4, class_="l-single")
        return shape("rect", x=x, width=width, y=top, height=height, class_="l-fair"), thread
    if level is Level.SHORT:
        half = shape("rect", x=x, width=width, y=top + height / 2, height=height / 2, class_="l-short")
        return shape("rect", x=x, width=width, y=top, height=height, class_="l-fair"), half
    css = f"l-{level.name.lower()}"
    return (shape("rect", x=x, width=width, y=top, height=height, class_=css),)


def _description(days: Sequence[BandDay]) -> str:
    parts = [
        f"{level.words} for {_amount(sum((d.total(level) for d in days), timedelta()))}" for level in _BAD
    ]
    bad = sum(1 for d in days if d.total(Level.HOLE))
    return f"{len(days)} days; " + ", ".join(parts) + f"; {bad} days have a hole."


_BAD = (Level.HOLE, Level.SHORT, Level.SINGLE)


def _amount(elapsed: timedelta) -> str:
    hours = elapsed.total_seconds() / 3600
    return f"{hours:.1f}".removesuffix(".0") + " h"


def _table(title: str, days: Sequence[BandDay]) -> Table:
    """A row for each day that has anything short; the rest is said in the note."""
    shown = [d for d in days if any(d.total(level) for level in _BAD)]
    rows = tuple(
        (f"{d.day.date:%a %-d %b %Y}", *(_when(d, level) for level in _BAD), _amount(d.total(Level.THIN)))
        for d in shown
    )
    head = ("Day", "Nobody", "Fewer than asked", "One person only", "None to spare")
    note = (
        f"{len(days) - len(shown)} of {len(days)} days have nothing of these."
        if len(shown) < len(days)
        else ""
    )
    return Table(title, head, rows, note)


def _when(band_day: BandDay, level: Level) -> str:
    clock = band_day.day.clock
    spans = [f"{clock(s.start)}–{clock(s.end)}" for s, at in band_day.pieces if at is level]
    return ", ".join(spans) or "–"
