"""What a radar shows of one rule: its worst state day by day, and each state's first time with its cause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.causes import CauseKind, because_off
from farflung.engine.coverage.holes import Part
from farflung.engine.coverage.levels import Coverage, Level
from farflung.engine.coverage.radar import Episode
from farflung.engine.coverage.states import State
from farflung.engine.coverage.timeline import Losses
from farflung.engine.coverage.words import names_of
from farflung.engine.said import Said, said
from farflung.engine.time import Span, intersection, merged, total

_WORST_FIRST = tuple(State)
_SHORT = (State.HOLE, State.BELOW)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A state that the rule comes into: why at its `first` time, how often and how long in the window.

    `as_planned` says that it would be so with nobody off; what is single or thin by plan is told apart from
    what becomes so because somebody is missing. Of what is short it says nothing: its cause does.
    """

    state: State
    first: Span
    cause: Said
    spans: tuple[Span, ...]
    as_planned: bool = False

    @property
    def hours(self) -> timedelta:
        """Elapsed time in all."""
        return total(self.spans)

    @property
    def days(self) -> int:
        """On how many dates (UTC) it begins."""
        return len({span.start.date() for span in self.spans})


def days_of(window: Span) -> tuple[date, ...]:
    """The UTC dates of a window."""
    first, last = window.start.date(), (window.end - timedelta.resolution).date()
    return tuple(first + number * _DAY for number in range((last - first).days + 1))


def day_states(coverage: Coverage) -> tuple[State | None, ...]:
    """The worst state of each UTC date of the window; None where nobody is asked for on it."""
    days = days_of(coverage.window)
    worst = [len(_WORST_FIRST)] * len(days)
    for level in coverage.levels:
        rank = _WORST_FIRST.index(level.state)
        first = (level.span.start.date() - days[0]).days
        last = ((level.span.end - timedelta.resolution).date() - days[0]).days
        for number in range(first, last + 1):
            worst[number] = min(worst[number], rank)
    return tuple(_WORST_FIRST[rank] if rank < len(_WORST_FIRST) else None for rank in worst)


def sightings(coverage: Coverage, found: Sequence[Episode], atlas: Atlas) -> tuple[Sighting, ...]:
    """Every state but covered that the rule comes into, by sort of cause, worst first.

    `found` are its episodes.
    """
    return *_short(coverage, found), *_enough(coverage, atlas)


def _short(coverage: Coverage, found: Sequence[Episode]) -> Iterator[Sighting]:
    """By sort of cause: what a clock change opens is told beside what holidays open."""
    kinds: dict[CauseKind, list[Part]] = {}
    for part in sorted((part for episode in found for part in episode.parts), key=lambda p: p.span):
        kinds.setdefault(part.cause.kind, []).append(part)
    for state in _SHORT:
        there = coverage.spans(state)
        for parts in kinds.values():
            spans = intersection(there, merged(part.span for part in parts))
            if spans:
                cause = next(part.cause for part in parts if spans[0].start in part.span)
                yield Sighting(state, spans[0], cause.text, spans)


def _enough(coverage: Coverage, atlas: Atlas) -> Iterator[Sighting]:
    losses = Losses(coverage.roster.lost)
    groups: dict[tuple[State, bool], list[Level]] = {}
    for level in coverage.levels:
        if level.state not in (*_SHORT, State.COVERED):
            planned = level.state is State.OVER or not losses.within(level.span)
            groups.setdefault((level.state, planned), []).append(level)
    for (state, planned), levels in sorted(groups.items(), key=_order):
        first = levels[0]
        cause = _as_planned(coverage, first, atlas)
        if not planned:
            cause = because_off(losses.within(first.span), (), atlas).text
        yield Sighting(state, first.span, cause, tuple(level.span for level in levels), planned)


def _order(group: tuple[tuple[State, bool], list[Level]]) -> tuple[int, datetime]:
    (state, _), levels = group
    return _WORST_FIRST.index(state), levels[0].span.start


def _as_planned(coverage: Coverage, level: Level, atlas: Atlas) -> Said:
    people = level.people or coverage.who(level.span.start)
    names, by_hours = names_of(atlas, people), coverage.rule.duty is None
    if level.count == 1:
        lone = said("{person} is the only one at work then", person=names)
        return lone if by_hours else said("{person} is the only one planned then", person=names)
    both = said("{number} are at work then: {people}", number=level.count, people=names)
    return both if by_hours else said("{number} are planned then: {people}", number=level.count, people=names)
