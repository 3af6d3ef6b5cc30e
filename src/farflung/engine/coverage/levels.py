"""How many people are there when, and what that means for a rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.demand import demand
from farflung.engine.coverage.roster import Present, Roster, roster_of
from farflung.engine.coverage.states import State, States, state_of
from farflung.engine.model import CoverageRule
from farflung.engine.time import Span, merged, total

NAMED = 60
"""Up to so many people a level names them; above, only how many there are, and `who` on demand."""


_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Level:
    """Through `span` exactly `count` people are there; `people` are their ids where they are few."""

    span: Span
    count: int
    people: tuple[str, ...]
    state: State


@dataclass(frozen=True)
class Coverage:
    """A rule held against the roster. `levels` tile `demand`: no gap, no overlap, none of them empty."""

    rule: CoverageRule
    window: Span
    demand: tuple[Span, ...]
    roster: Roster
    levels: tuple[Level, ...]

    @cached_property
    def states(self) -> States:
        """In which state the rule is when."""
        return States((level.span, level.state) for level in self.levels)

    def spans(self, *states: State) -> tuple[Span, ...]:
        """The time in any of these states, joined where they touch."""
        return self.states.spans(*states)

    def hours(self, *states: State) -> timedelta:
        """How long it is in any of these states, in elapsed time."""
        return self.states.hours(*states)

    @cached_property
    def short(self) -> tuple[Span, ...]:
        """The time with fewer people than the rule says: holes and below, joined."""
        return self.states.short

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
    found = (
        Level(span, count, _named(on) if count <= NAMED else (), state_of(roster.rule, count))
        for span, count, on in _swept(roster.present, spans)
    )
    return Coverage(roster.rule, window, spans, roster, tuple(_joined(found)))


def states_with(rule: CoverageRule, present: Iterable[Present], needed: Sequence[Span]) -> States:
    """The states of a rule with these there, through some time that is sorted and disjoint."""
    return States((span, state_of(rule, count)) for span, count, _ in _swept(present, needed))


_On = dict[tuple[str, ...], int]


def _swept(present: Iterable[Present], needed: Sequence[Span]) -> Iterator[tuple[Span, int, _On]]:
    """Walks through the changes once: how many are there when, and who, by how often they are on.

    Somebody on twice is there once.
    """
    changes, following = _changes(present, needed), 0
    on: _On = {}
    count = 0
    for span in needed:
        since = span.start
        while since < span.end:
            while changes[following][0] <= since:
                _, step, people = changes[following]
                before = on.pop(people, 0)
                if before + step:
                    on[people] = before + step
                count += len(people) * (bool(before + step) - bool(before))
                following += 1
            until = min(changes[following][0], span.end)
            yield Span(since, until), count, on
            since = until


def _changes(
    present: Iterable[Present], needed: Sequence[Span]
) -> list[tuple[datetime, int, tuple[str, ...]]]:
    """Who comes and goes, in order, as far as it bears on some time; nothing ever changes at the end."""
    first, last = (needed[0].start, needed[-1].end) if needed else (_NEVER, _NEVER)
    found = [item for item in present if item.span.start < last and first < item.span.end]
    changes = [(item.span.start, 1, item.people) for item in found]
    changes += [(item.span.end, -1, item.people) for item in found]
    return [*sorted(changes), (_NEVER, 0, ())]


def _named(on: _On) -> tuple[str, ...]:
    return tuple(sorted([person for people in on for person in people]))


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
