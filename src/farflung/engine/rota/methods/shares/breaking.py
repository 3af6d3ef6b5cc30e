"""What of a shared duty breaks a rule: hours of whom to leave out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from farflung.engine.rota.methods.shares.hours import Hours
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import Span

_MINUTE = timedelta(minutes=1)

Broken = tuple[str, str]
"""A person (id) and a rule."""


Told = tuple[Violation, ...]
Check = Callable[[Problem, Iterable[Assignment]], Told]
"""What a plan breaks, as `rota.check` reads it."""


def spared(
    problem: Problem, hours: Sequence[Hours], lines: Sequence[Assignment], check: Check
) -> tuple[frozenset[Hours], tuple[Assignment, ...]]:
    """The stretches of people's hours that lines are taken out of so that no rule is broken by the others."""
    gone: frozenset[Hours] = frozenset()
    left = tuple(lines)
    anyway = tuple({*problem.fixed, *problem.standing})
    before = check(problem, anyway)
    while broken := _breaking(problem, hours, left, (before, check(problem, (*anyway, *left)))):
        gone |= broken
        left = tuple(line for line in left if broken.isdisjoint(_around(problem, hours, line)))
    return gone, left


def _breaking(
    problem: Problem, hours: Sequence[Hours], lines: Sequence[Assignment], told: tuple[Told, Told]
) -> frozenset[Hours]:
    """For each person and rule that is broken by more with the lines than without, one stretch of theirs.

    It is the last that touches the break: without it the others may be what they are.
    """
    before, after = told
    known, sums = set(before), _sums(before)
    worse = {of for of, by in _sums(after).items() if by > sums.get(of, 0)}
    found: dict[Broken, Hours] = {}
    for broken in (v for v in after if v not in known and (v.person, v.rule) in worse):
        for line in (a for a in lines if a.person == broken.person and _touches(a.span, broken.span)):
            for of in _around(problem, hours, line):
                found[broken.person, broken.rule] = of
    return frozenset(found.values())


def _sums(found: Iterable[Violation]) -> dict[Broken, int]:
    """By how much each person breaks each rule."""
    sums: dict[Broken, int] = {}
    for one in found:
        sums[one.person, one.rule] = sums.get((one.person, one.rule), 0) + one.by
    return sums


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _around(problem: Problem, hours: Sequence[Hours], line: Assignment) -> Iterator[Hours]:
    """The stretch of somebody's hours that a line lies in."""
    start, end = ((at - problem.window.start) // _MINUTE for at in (line.span.start, line.span.end))
    for each in hours:
        if problem.people[each.person] == line.person and each.start <= start and end <= each.end:
            yield each
