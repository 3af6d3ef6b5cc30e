"""More people fixed on a duty than may be there: a contradiction that only who wrote it can mend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farflung.engine.rota.compiling.filled import Overfilled, crowded_times, is_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.said import Said, said, said_of
from farflung.engine.said_values import enumerated, from_to
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class Clash:
    """Through `span` `most` people may be on `duty`, and these shifts, more than that, stand there."""

    duty: str
    span: Span
    most: int
    shifts: tuple[Assignment, ...]


def clashes(problem: Problem) -> tuple[Clash, ...]:
    """Where shifts that are fixed, and turns of rotations, crowd a duty by themselves, in order of time."""
    standing = tuple(sorted((*problem.fixed, *problem.standing)))
    if not standing:
        return ()
    found = []
    for crowd in crowded_times(problem, standing):
        there = tuple(s for s in sorted((*problem.history, *standing)) if is_of(problem, crowd, s))
        if any(shift in standing for shift in there):
            found.append(Clash(crowd.duty, crowd.span, _most(crowd, there), there))
    return tuple(found)


def _most(crowd: Overfilled, there: Sequence[Assignment]) -> int:
    """How many may be: through a stretch some may hand over to others, and never be there together."""
    if isinstance(crowd.of, Demand) and crowd.of.most is not None:
        return crowd.of.most
    return len(there) - crowd.extra


def told_clashes(problem: Problem) -> Iterator[Said]:
    """A sentence for each clash: who, when, on what, and what can be done."""
    for clash in clashes(problem):
        people = [f"{_name(problem, shift)} ({shift.kind}, {shift.day})" for shift in clash.shifts]
        start, end = clash.span.start, clash.span.end
        yield said(
            "{people} stand fixed on {duty} {when}, where {most}: take one of them out, or let more be "
            "wanted then",
            people=enumerated(people),
            duty=clash.duty,
            when=from_to(f"{start:%a} {start.day} {start:%b %H:%M}–{_end(clash.span)} UTC", start, end),
            most=said_of("no more than {count} may be", "no more than {count} may be", clash.most),
        )


def _name(problem: Problem, shift: Assignment) -> str:
    return problem.atlas.person(shift.person).name


def _end(span: Span) -> str:
    same = span.start.date() == span.end.date()
    return f"{span.end:%H:%M}" if same else f"{span.end:%a} {span.end.day} {span.end:%b %H:%M}"
