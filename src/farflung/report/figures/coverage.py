"""The coverage bands of a report: each rule held against the roster, by the reader's days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from farflung.draw.band import BandDay, Level
from farflung.draw.day import Day
from farflung.engine.coverage.levels import Coverage, State, levels
from farflung.engine.model import CoverageRule
from farflung.engine.time import Span
from farflung.report.figures.ahead import day_count, first_day
from farflung.report.summary import Summary

_LEVELS = {
    State.HOLE: Level.HOLE,
    State.BELOW: Level.SHORT,
    State.SINGLE: Level.SINGLE,
    State.THIN: Level.THIN,
    State.COVERED: Level.WELL,
    State.OVER: Level.WELL,
}
MOST_BANDS = 6


@dataclass(frozen=True, slots=True)
class Band:
    """One rule's days. Unless it was `written` by somebody, an empty hour is no hole: nobody asked for it."""

    name: str
    asks: str
    days: tuple[BandDay, ...]
    worst: timedelta
    written: bool = True


def bands(summary: Summary) -> tuple[tuple[Band, ...], int]:
    """The rules with most time short first, and how many more there are."""
    written = [rule for agreement in summary.atlas.agreements for rule in agreement.coverage]
    rules = written or _unwritten(summary)
    made = [_band(summary, rule, written=bool(written)) for rule in rules]
    ordered = sorted(made, key=lambda band: -band.worst)
    return tuple(ordered[:MOST_BANDS]), max(len(ordered) - MOST_BANDS, 0)


def _unwritten(summary: Summary) -> list[CoverageRule]:
    """Where no agreement was read: somebody on each duty, or anybody at all at work."""
    duties = sorted({shift.duty for shift in summary.atlas.shifts})
    if duties:
        return [CoverageRule(duty, duty=duty) for duty in duties]
    return [CoverageRule("Anybody at work at all")]


def _band(summary: Summary, rule: CoverageRule, *, written: bool) -> Band:
    coverage = levels(rule, summary.atlas, summary.window)
    bad = coverage.hours(State.HOLE, State.BELOW)
    return Band(
        rule.name,
        asks(rule),
        _days(summary, coverage, written=written),
        bad if written else timedelta(),
        written,
    )


def asks(rule: CoverageRule) -> str:
    """What a rule asks for, in words."""
    most = f", at most {rule.maximum}" if rule.maximum is not None else ""
    many = f"exactly {rule.minimum}" if rule.maximum == rule.minimum else f"at least {rule.minimum}{most}"
    whom = rule.duty or rule.team or "the company"
    hours = "round the clock" if rule.window is None else f"in its hours, {rule.zone}"
    return f"{many} of {whom}, {hours}"


def _days(summary: Summary, coverage: Coverage, *, written: bool) -> tuple[BandDay, ...]:
    """The levels cut at the reader's midnights."""
    first = first_day(summary)
    days = [Day(first + timedelta(days=n), summary.reader) for n in range(day_count(summary))]
    known = _LEVELS if written else {**_LEVELS, State.HOLE: Level.NONE}
    pieces = [(level.span, known[level.state]) for level in coverage.levels]
    out, at = [], 0
    for day in days:
        while at < len(pieces) and pieces[at][0].end <= day.span.start:
            at += 1
        out.append(BandDay(day, tuple(_cut(pieces[at:], day.span))))
    return tuple(out)


def _cut(pieces: Sequence[tuple[Span, Level]], day: Span) -> list[tuple[Span, Level]]:
    """The pieces inside a day; neighbours of the same level become one."""
    out: list[tuple[Span, Level]] = []
    for span, level in pieces:
        if span.start >= day.end:
            break
        cut = Span(max(span.start, day.start), min(span.end, day.end))
        if out and out[-1][1] is level and out[-1][0].end == cut.start:
            out[-1] = (Span(out[-1][0].start, cut.end), level)
        elif cut.start < cut.end:
            out.append((cut, level))
    return out
