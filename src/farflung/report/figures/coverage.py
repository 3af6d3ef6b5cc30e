"""The coverage bands of a report: each rule held against the roster, by the reader's days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from farflung.draw.band import BandDay, Level
from farflung.draw.day import Day
from farflung.engine.checks.duties import Duty, duties
from farflung.engine.coverage.levels import Coverage, levels
from farflung.engine.coverage.states import State
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


class Origin(StrEnum):
    """Where a rule comes from: an agreement, the roster's own habit, or nowhere at all."""

    WRITTEN = "written"
    IMPLIED = "implied"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Band:
    """One rule's days; `short` is the time with fewer people than it asks for."""

    name: str
    asks: str
    days: tuple[BandDay, ...]
    short: timedelta
    origin: Origin = Origin.WRITTEN


def bands(summary: Summary) -> tuple[tuple[Band, ...], int]:
    """The rules with most time short first, and how many more there are; the same rules as the checks ask."""
    found = [(_short(duty.coverage), duty) for duty in duties(summary.report.question)]
    if not found:
        return (_anybody(summary),), 0
    ordered = sorted(found, key=lambda item: -item[0])
    return tuple(_of_duty(summary, duty) for _, duty in ordered[:MOST_BANDS]), max(
        len(ordered) - MOST_BANDS, 0
    )


def _short(coverage: Coverage) -> timedelta:
    """The time with fewer people than the rule asks for."""
    return coverage.hours(State.HOLE, State.BELOW)


def _of_duty(summary: Summary, duty: Duty) -> Band:
    rule, coverage = duty.rule, duty.coverage
    name = rule.name if duty.name in rule.name else f"{duty.name}: {rule.name}"
    origin = Origin.IMPLIED if duty.implied else Origin.WRITTEN
    return Band(name, asks(rule), _days(summary, coverage, _LEVELS), _short(coverage), origin)


def _anybody(summary: Summary) -> Band:
    """Without rules and rotas: when anybody at all works. An empty hour is no hole, nobody asked for it."""
    rule = CoverageRule("Anybody at work at all")
    known = {**_LEVELS, State.HOLE: Level.NONE}
    days = _days(summary, levels(rule, summary.atlas, summary.window), known)
    return Band(rule.name, asks(rule), days, timedelta(), Origin.NONE)


def asks(rule: CoverageRule) -> str:
    """What a rule asks for, in words."""
    most = f", at most {rule.maximum}" if rule.maximum is not None else ""
    many = f"exactly {rule.minimum}" if rule.maximum == rule.minimum else f"at least {rule.minimum}{most}"
    whom = rule.duty or rule.team or "the company"
    hours = "round the clock" if rule.window is None else f"in its hours, {rule.zone}"
    return f"{many} of {whom}, {hours}"


def _days(summary: Summary, coverage: Coverage, known: Mapping[State, Level]) -> tuple[BandDay, ...]:
    """The levels cut at the reader's midnights."""
    first = first_day(summary)
    days = [Day(first + timedelta(days=n), summary.reader) for n in range(day_count(summary))]
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
