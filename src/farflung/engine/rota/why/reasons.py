"""Why not that one: what each person would break by taking what is open, said so that nobody's reasons show.

No solver is asked: a shift is put into the plan and the rules read it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from farflung.engine.model import Person
from farflung.engine.rota.check import Others, violations_of
from farflung.engine.rota.model.options import NEVER, Options, options_of
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.double_duty import OneADay
from farflung.engine.rota.rules.measures import IN_MINUTES
from farflung.engine.rota.rules.pairs import Apart
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.turns import Turns
from farflung.engine.time import Span

WHOLE = 480.0
"""A day, night, weekend or shift too many ranks like a working day of minutes; a minute ranks as one."""

NEVER_RELAXED = frozenset({"away", "double-duty", "eligible", "one-a-day"})
"""Nobody is asked to be in two places, twice on a day, or on a duty of others, or to come back from away."""


@dataclass(frozen=True, slots=True)
class Why:
    """`person` could take `shift` (None: no kind of shift of theirs covers it) but for `breaks` and `lacks`.

    `lacks` are skills and languages; `covers` are minutes of what is open. With neither `breaks` nor `lacks`
    nothing stands against it.
    """

    person: str
    shift: Assignment | None
    covers: int
    breaks: tuple[Violation, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def free(self) -> bool:
        """Whether nothing stands against it."""
        return self.shift is not None and not self.breaks and not self.lacks

    @property
    def cost(self) -> float | None:
        """What it would take to let it be, in minutes or what ranks like them; None where it cannot."""
        if self.shift is None or self.lacks or any(v.rule in NEVER_RELAXED for v in self.breaks):
            return None
        return sum(v.by * (1.0 if v.rule in IN_MINUTES else WHOLE) for v in self.breaks)


def reasons(problem: Problem, plan: Sequence[Assignment], hole: Unfilled) -> tuple[Why, ...]:
    """For everybody who may be on the duty, what stands against it; what is cheapest to change first."""
    people = [
        key
        for key in problem.people
        if hole.duty not in problem.eligible or key in problem.eligible[hole.duty]
    ]
    found = [why_not(problem, plan, key, hole.duty, hole.span, hole.of) for key in people]
    return tuple(sorted(found, key=lambda why: (why.cost is None, why.cost or 0.0, -why.covers, why.person)))


def why_not(
    problem: Problem,
    plan: Sequence[Assignment],
    person: str,
    duty: str,
    span: Span,
    of: Demand | str | None = None,
) -> Why:
    """What stands against one person's taking a time on a duty, by the shift that breaks least."""
    who = problem.atlas.person(person)
    lacks = _lacking(who, of)
    known = (*problem.history, *plan)
    theirs = [shift for shift in known if shift.person == person]
    others = {key: tuple(s for s in known if s.person == key) for key in problem.people}
    before = set(_broken(problem, person, theirs, others))
    tried = [
        Why(person, shift, _shared(shift.span, span), _new(problem, [*theirs, shift], others, before), lacks)
        for shift in (*_shifts(problem, who, duty, span, of), *_turns(problem, plan, who, duty, span))
    ]
    return min(tried, key=_rank, default=Why(person, None, 0, (), lacks))


def _rank(why: Why) -> tuple[bool, float, int]:
    hard = sum(v.by for v in why.breaks if v.rule in NEVER_RELAXED)
    return why.cost is None, why.cost if why.cost is not None else hard, -why.covers


def _new(
    problem: Problem, theirs: Sequence[Assignment], others: Others, before: set[Violation]
) -> tuple[Violation, ...]:
    """What the last of their shifts breaks that was whole without it."""
    person = theirs[-1].person
    turns = _turns_of(problem, person, theirs, others)
    twice = OneADay().violations(turns)
    same = (v for v in twice if v.span == theirs[-1].span or _day(turns.shifts, v) == theirs[-1].day)
    after = _broken(problem, person, theirs, others)
    return (*(violation for violation in after if violation not in before), *same)


def _broken(
    problem: Problem, person: str, theirs: Sequence[Assignment], others: Others
) -> Iterator[Violation]:
    """What somebody breaks; of two who are kept apart each does, whichever of them the rule is told of."""
    yield from violations_of(problem, person, theirs, others)
    for rule in problem.rules:
        if isinstance(rule, Apart) and rule.other == person:
            mirrored = replace(rule, one=person, other=rule.one)
            yield from mirrored.violations(_turns_of(problem, person, theirs, others))


def _turns_of(problem: Problem, person: str, theirs: Sequence[Assignment], others: Others) -> Turns:
    return Turns(problem.atlas, problem.atlas.person(person), problem.window, tuple(sorted(theirs)), others)


def _day(shifts: Sequence[Assignment], violation: Violation) -> date:
    return next(shift.day for shift in shifts if shift.span == violation.span)


def _lacking(person: Person, of: Demand | str | None) -> tuple[str, ...]:
    return person.lacks(of.skills, of.languages) if isinstance(of, Demand) else ()


def _shifts(
    problem: Problem, who: Person, duty: str, span: Span, of: Demand | str | None
) -> Iterator[Assignment]:
    """Every shift of theirs that touches the time."""
    kinds = [k for k in problem.kinds if k.duty == duty and (not isinstance(of, str) or k.name == of)]
    options = options_of(problem.atlas, [who], kinds, problem.window)
    for day, number in zip(*(options.start[0] != NEVER).nonzero(), strict=True):
        found = _made(options, int(day), int(number))
        if found.overlaps(span):
            kind, worked = kinds[number], int(options.minutes[0, day, number])
            yield Assignment(found, who.id, duty, kind.name, options.day(day), worked)


def _turns(
    problem: Problem, plan: Sequence[Assignment], who: Person, duty: str, span: Span
) -> Iterator[Assignment]:
    """Turns of rotations that nobody of the plan has, as if they were theirs."""
    for turn in (turn for turn in problem.standing if turn not in plan):
        if turn.duty == duty and turn.span.overlaps(span):
            yield replace(turn, person=who.id, day=problem.atlas.local(who, turn.span.start).date)


def _made(options: Options, day: int, number: int) -> Span:
    return Span(options.instant(options.start[0, day, number]), options.instant(options.end[0, day, number]))


def _shared(one: Span, other: Span) -> int:
    return int((min(one.end, other.end) - max(one.start, other.start)).total_seconds() // 60)


def cheapest(found: Iterable[Why]) -> Why | None:
    """The one for which least would have to give way; None where nothing that may give way helps."""
    open_ = [why for why in found if why.cost is not None]
    return min(open_, key=lambda why: (why.cost or 0.0, -why.covers, why.person), default=None)
