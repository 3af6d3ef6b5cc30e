"""What one rule loses while some people are out: when it falls below, how far, and who could step in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.levels import Coverage, states_with
from farflung.engine.coverage.roster import Present
from farflung.engine.coverage.stand_ins import StandIn, StandIns
from farflung.engine.coverage.states import State
from farflung.engine.time import Span, clipped, difference, intersection, merged, total

_DAY = timedelta(days=1)
_ROUNDS = 3

Away = Mapping[str, Sequence[Span]]
"""Who is out when, by person id; the spans of each are sorted and disjoint."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Through `below` fewer are there than the rule says, and enough were before; through `nobody` nobody is
    left of those who were there. `gone` are the ids of those who are missed in it."""

    below: tuple[Span, ...]
    nobody: tuple[Span, ...]
    gone: tuple[str, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """All time that is worse than before."""
        return merged([*self.below, *self.nobody])

    @property
    def hours(self) -> timedelta:
        """How long in all, in elapsed time."""
        return total(self.spans)


def loss(coverage: Coverage, away: Away) -> Loss:
    """The rule without those who are away, against the rule as it is."""
    kept = tuple(_without(coverage.roster.present, away))
    after = states_with(coverage.rule, kept, coverage.demand)
    below = difference(after.short, coverage.short)
    nobody = difference(after.spans(State.HOLE), coverage.spans(State.HOLE)) if after.short else ()
    worse = merged([*below, *nobody])
    missed = (
        person
        for present in coverage.roster.present
        for person in present.people
        if person in away and intersection(clipped(away[person], present.span), worse)
    )
    return Loss(below, nobody, tuple(dict.fromkeys(missed)))


def _without(present: Sequence[Present], away: Away) -> Iterator[Present]:
    for there in present:
        out = [person for person in there.people if person in away]
        stay = tuple(person for person in there.people if person not in away)
        if stay:
            yield Present(there.span, stay, there.stint)
        for person in out:
            for span in difference([there.span], away[person]):
                yield Present(span, (person,), there.stint)


@dataclass(frozen=True, slots=True)
class SteppingIn:
    """Who could take which time, and the time that nobody could."""

    found: tuple[StandIn, ...]
    left: tuple[Span, ...]


def stepping_in(coverage: Coverage, atlas: Atlas, spans: Sequence[Span], but: Set[str]) -> SteppingIn:
    """Who could take what of these spans within their own hours; `but` some: who is out, or asked already.

    What lasts longer than a day is looked at day by day, for nobody takes more than their own hours of each.
    """
    if coverage.rule.duty is None:  # everybody who could is at work already, and counted
        return SteppingIn((), tuple(spans))
    helpers = StandIns(coverage, atlas, but)
    found: list[StandIn] = []
    left = tuple(day for span in spans for day in _days(span))
    for _ in range(_ROUNDS):  # who is free twice gives one stretch at a time: what is left is asked anew
        more = [stand_in for span in left for stand_in in helpers.for_hole(span)]
        left = difference(left, [stand_in.span for stand_in in more])
        found += more
        if not more or not left:
            break
    return SteppingIn(tuple(sorted(found, key=lambda one: one.span)), merged(left))


@dataclass(frozen=True, slots=True)
class Hit:
    """What one coverage loses, and who could step in."""

    coverage: Coverage
    loss: Loss
    helped: SteppingIn


def hits(coverages: Iterable[Coverage], atlas: Atlas, away: Away) -> Iterator[Hit]:
    """Every coverage that loses something; nobody is asked to step in for two of them."""
    asked = set(away)
    for coverage in coverages:
        lost = loss(coverage, away)
        if lost.spans:
            helped = stepping_in(coverage, atlas, lost.spans, asked)
            asked |= {stand_in.person for stand_in in helped.found}
            yield Hit(coverage, lost, helped)


def _days(span: Span) -> Iterator[Span]:
    start = span.start
    while start < span.end:
        yield Span(start, min(start + _DAY, span.end))
        start += _DAY
