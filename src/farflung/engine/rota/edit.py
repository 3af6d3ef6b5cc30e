"""Edits of a plan that people live by: what was is kept, who is on duty stays, the rest is planned anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence
from farflung.engine.rota.assignment import Assignment
from farflung.engine.rota.problem import Problem
from farflung.engine.time import Span, as_instant


def from_now(problem: Problem, plan: Iterable[Assignment], now: datetime) -> Problem:
    """The rest of a problem: what has begun by `now` is history and stays, what has not may move, at a price.

    A shift in progress is history too: whoever is on duty stays until its end.
    """
    moment = as_instant(now)
    start = max(moment, problem.window.start)
    if start >= problem.window.end:
        raise ValueError(
            f"the plan is over by {moment:%Y-%m-%d %H:%M} UTC: nothing of it can be planned anew"
        )
    shifts = tuple(plan)
    begun = tuple(shift for shift in shifts if shift.span.start < start)
    ahead = tuple(shift for shift in shifts if shift.span.start >= start)
    return replace(
        problem,
        window=Span(start, problem.window.end),
        history=tuple(sorted({*problem.history, *begun})),
        published=ahead,
        fixed=tuple(shift for shift in problem.fixed if shift.span.start >= start),
        wishes=problem.wishes,
    )


def with_absences(problem: Problem, absences: Iterable[Absence]) -> Problem:
    """The problem with people away, on top of what was known."""
    atlas: Atlas = problem.atlas
    return replace(problem, atlas=atlas.with_(absences=(*atlas.absences, *absences)))


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what an edit moves: `before` is the shift that somebody no longer has, `after` the new one.

    Either may be None: a shift that nobody takes over, or one that is new.
    """

    before: Assignment | None
    after: Assignment | None

    @property
    def people(self) -> tuple[str, ...]:
        """Whose dates it changes."""
        return tuple(shift.person for shift in (self.before, self.after) if shift is not None)


def changes(before: Sequence[Assignment], after: Sequence[Assignment]) -> tuple[Change, ...]:
    """What differs between two plans: who takes over from whom where the time and duty are the same."""
    gone = sorted(set(before) - set(after))
    new = sorted(set(after) - set(before))
    found: list[Change] = []
    for shift in gone:
        taker = next((s for s in new if (s.span, s.duty) == (shift.span, shift.duty)), None)
        if taker is None:
            taker = next((s for s in new if s.duty == shift.duty and s.span.overlaps(shift.span)), None)
        if taker is not None:
            new.remove(taker)
        found.append(Change(shift, taker))
    found += [Change(None, shift) for shift in new]
    return tuple(sorted(found, key=_when))


def _when(change: Change) -> tuple[datetime, str]:
    shift = change.before or change.after
    if shift is None:
        raise ValueError("a change of nothing")
    return shift.span.start, shift.person


def told(found: Iterable[Change]) -> dict[str, tuple[Change, ...]]:
    """Each person whose dates change, once, with all that changes for them; nobody else."""
    people: dict[str, list[Change]] = {}
    for change in found:
        for person in dict.fromkeys(change.people):
            people.setdefault(person, []).append(change)
    return {person: tuple(mine) for person, mine in sorted(people.items())}
