"""How many people are there when, and what that means for a rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.demand import demand
from farflung.engine.coverage.roster import Present, Roster, roster_of
from farflung.engine.model import CoverageRule
from farflung.engine.time import Span, merged, total

NAMED = 60
"""Up to so many people a level names them; above, only how many there are, and `who` on demand."""


_NEVER = datetime.max.replace(tzinfo=UTC)


class State(StrEnum):
    """What a number of people is for a rule of `minimum` to `maximum`, worst first.

    A hole is nobody at all; below is somebody, but fewer than the minimum. Of what is enough, single is
    one person on whom everything hangs, thin is exactly a minimum of two or more (one illness, and the
    rule is broken), over is more than the maximum, and the rest is covered.
    """

    HOLE = "hole"
    BELOW = "below minimum"
    SINGLE = "single person"
    THIN = "thin"
    OVER = "over maximum"
    COVERED = "covered"


def state_of(rule: CoverageRule, count: int) -> State:
    """The state of so many people."""
    if count < rule.minimum:
        return State.BELOW if count else State.HOLE
    if rule.maximum is not None and count > rule.maximum:
        return State.OVER
    if count == 1:
        return State.SINGLE
    return State.THIN if count == rule.minimum and rule.minimum >= 2 else State.COVERED


@dataclass(frozen=True, slots=True)
class Level:
    """Through `span` exactly `count` people are there; `people` are their ids where they are few."""

    span: Span
    count: int
    people: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Coverage:
    """A rule held against the roster. `levels` tile `demand`: no gap, no overlap, none of them empty."""

    rule: CoverageRule
    window: Span
    demand: tuple[Span, ...]
    roster: Roster
    levels: tuple[Level, ...]

    def spans(self, *states: State) -> tuple[Span, ...]:
        """The time in any of these states, joined where they touch."""
        return merged(level.span for level in self.levels if level.state in states)

    def hours(self, *states: State) -> timedelta:
        """How long it is in any of these states, in elapsed time."""
        return sum((level.span.elapsed for level in self.levels if level.state in states), timedelta())

    @property
    def short(self) -> tuple[Span, ...]:
        """The time with fewer people than the rule says: holes and below, joined."""
        return self.spans(State.HOLE, State.BELOW)

    @property
    def single(self) -> tuple[Level, ...]:
        """The levels that hang on one person, whether that is enough for the rule or not."""
        return tuple(level for level in self.levels if level.count == 1)

    @property
    def demanded(self) -> timedelta:
        """How long somebody must be there at all."""
        return total(self.demand)

    def who(self, instant: datetime) -> tuple[str, ...]:
        """The ids of everybody there at an instant."""
        return tuple(sorted({p for now in self.roster.present if instant in now.span for p in now.people}))


def levels(rule: CoverageRule, atlas: Atlas, window: Span) -> Coverage:
    """The rule held against the Atlas through a window."""
    return held(roster_of(atlas, rule, window), demand(rule, window, atlas.zones), window)


def held(roster: Roster, needed: Sequence[Span], window: Span) -> Coverage:
    """A roster held against the time in which somebody must be there."""
    spans = merged(needed)
    found = tuple(_joined(_levels(roster, spans)))
    return Coverage(roster.rule, window, spans, roster, found)


def _levels(roster: Roster, needed: Iterable[Span]) -> Iterator[Level]:
    spans = list(needed)
    if not spans:
        return
    hull = Span(spans[0].start, spans[-1].end)
    sweep = _Sweep(item for item in roster.present if item.span.overlaps(hull))
    for span in spans:
        since = span.start
        sweep.advance(since)
        while since < span.end:
            until = min(sweep.next_change, span.end)
            yield _level(roster.rule, Span(since, until), sweep)
            since = until
            sweep.advance(since)


def _level(rule: CoverageRule, span: Span, sweep: "_Sweep") -> Level:
    return Level(span, sweep.count, sweep.named(), state_of(rule, sweep.count))


def _joined(found: Iterator[Level]) -> Iterator[Level]:
    """Neighbours with the same people are one level: a person may hold two stints that meet."""
    last: Level | None = None
    for level in found:
        same = last is not None and (last.count, last.people) == (level.count, level.people)
        if last is not None and same and last.span.end == level.span.start:
            last = Level(Span(last.span.start, level.span.end), level.count, level.people, level.state)
            continue
        if last is not None:
            yield last
        last = level
    if last is not None:
        yield last


class _Sweep:
    """Walks through the changes once, and knows who is there now. Somebody on twice is there once."""

    def __init__(self, present: Iterable[Present]) -> None:
        items = list(present)
        self._changes = sorted(
            [(item.span.start, 1, item.people) for item in items]
            + [(item.span.end, -1, item.people) for item in items]
        )
        self._next = 0
        self._on: dict[tuple[str, ...], int] = {}
        self.count = 0

    @property
    def next_change(self) -> datetime:
        if self._next == len(self._changes):
            return _NEVER
        return self._changes[self._next][0]

    def advance(self, instant: datetime) -> None:
        """Takes in every change up to and including an instant."""
        while self._next < len(self._changes) and self._changes[self._next][0] <= instant:
            _, step, people = self._changes[self._next]
            before = self._on.get(people, 0)
            self._on[people] = before + step
            self.count += len(people) * (bool(before + step) - bool(before))
            self._next += 1

    def named(self) -> tuple[str, ...]:
        if self.count > NAMED:
            return ()
        return tuple(sorted(person for people, times in self._on.items() if times for person in people))
