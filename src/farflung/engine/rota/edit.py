"""Edits of a plan that people live by: what was is kept, who is on duty stays, the rest is planned anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence
from farflung.engine.rota.burden.points import points_in
from farflung.engine.rota.burden.presence import share_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Amount, AtWork, KindLimit, Notice, RotaNotice, Rule, Weekends
from farflung.engine.rota.turn import is_turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.time import Span, as_instant


def from_now(problem: Problem, plan: Iterable[Assignment], now: datetime) -> Problem:
    """The rest of a problem: what has begun by `now` is history and stays, what has not may move, at a price.

    A shift in progress is history too: whoever is on duty stays until its end. What has begun goes on
    counting: in limits of the whole plan, and as carried in the ledger. What was planned is known, so rules
    of notice look at what is new alone.
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
        rules=tuple(_resumed(rule, problem.window.start, ahead) for rule in problem.rules),
        history=tuple(sorted({*problem.history, *begun})),
        published=tuple(shift for shift in ahead if not is_turn(problem, shift)),
        turns=tuple(turn for turn in problem.turns if turn.shift.span.start >= start),
        fixed=tuple(shift for shift in problem.fixed if shift.span.start >= start),
        ledger=problem.ledger.plus(_carried(problem, begun, start)),
    )


def _resumed(rule: Rule, since: datetime, planned: tuple[Assignment, ...]) -> Rule:
    """A rule for the rest of a plan that began at `since`, of which `planned` are still to come."""
    if isinstance(rule, AtWork):
        return replace(rule, rule=_resumed(rule.rule, since, planned))
    if isinstance(rule, Amount | KindLimit | Weekends):
        return replace(rule, since=rule.since or since)
    if isinstance(rule, Notice):
        return replace(rule, published=rule.published.union(planned))
    if isinstance(rule, RotaNotice):
        return replace(rule, known=rule.known.union(planned))
    return rule


def _carried(problem: Problem, begun: Iterable[Assignment], now: datetime) -> Ledger:
    """What each has carried in a plan so far, whole shifts of it, over the days on which they were there."""
    if now <= problem.window.start:
        return Ledger()
    of: dict[str, list[Assignment]] = {person: [] for person in problem.people}
    for shift in begun:
        if shift.person in of and shift.span.start >= problem.window.start:
            of[shift.person].append(shift)
    so_far = replace(problem, window=Span(problem.window.start, now))
    days = so_far.window.elapsed / timedelta(days=1)
    return Ledger({
        person: Carried(points_in(problem, person, shifts), days * share_of(so_far, person))
        for person, shifts in of.items()
    })  # fmt: skip


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
    """What differs between two plans: who takes over from whom on a duty.

    Whoever has exactly the time takes over first; of the others whoever has some of it.
    """
    gone, new = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    takers: dict[Assignment, Assignment] = {}
    for takes in (_exactly, _partly):
        for shift in (shift for shift in gone if shift not in takers):
            taker = next((other for other in new if takes(other, shift)), None)
            if taker is not None:
                takers[shift] = taker
                new.remove(taker)
    found = [Change(shift, takers.get(shift)) for shift in gone]
    return tuple(sorted((*found, *(Change(None, shift) for shift in new)), key=_when))


def _exactly(new: Assignment, gone: Assignment) -> bool:
    return (new.span, new.duty) == (gone.span, gone.duty)


def _partly(new: Assignment, gone: Assignment) -> bool:
    return new.duty == gone.duty and new.span.overlaps(gone.span)


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
