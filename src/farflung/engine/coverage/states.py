"""The states of a rule: what a number of people is for it, and when it is in which."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from farflung.engine.model import CoverageRule
from farflung.engine.time import Span, merged


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


class States:
    """In which state a rule is when, whoever is there."""

    def __init__(self, pieces: Iterable[tuple[Span, State]]) -> None:
        self._spans: dict[State, list[Span]] = {}
        for span, state in pieces:
            self._spans.setdefault(state, []).append(span)

    def spans(self, *states: State) -> tuple[Span, ...]:
        """The time in any of these states, joined where they touch."""
        return merged(span for state in states for span in self._spans.get(state, ()))

    def hours(self, *states: State) -> timedelta:
        """How long it is in any of these states, in elapsed time."""
        return sum((s.elapsed for state in states for s in self._spans.get(state, ())), timedelta())

    @property
    def short(self) -> tuple[Span, ...]:
        """The time with fewer people than the rule says: holes and below, joined."""
        return self.spans(State.HOLE, State.BELOW)
