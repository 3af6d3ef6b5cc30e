"""Plans in a line of text, right at a limit and one over it, for the model of a rule and for its reader.

A shift is a day, a time and a length in minutes, "0 09:00+480", on the duty `watch` or on another one,
"0 09:00+480@desk". Day 0 is a Monday, clocks are UTC. The kinds of shift are those of the plans.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.model import Person
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Rule
from farflung.engine.rota.turn import Turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from tests.engine.rota.plans import MONDAY, person, problem

ANA = person("Ana")
_SHIFT = re.compile(r"(-?\d+) (\d\d):(\d\d)\+(\d+)(@\w+)?")


@dataclass(frozen=True)
class Case:
    """`at` are plans that break nothing, `over` those that do, each with by how much.

    `before` is worked before the window, `turns` stand beside the plan; `window` is from a day up to another.
    """

    what: str
    rule: Rule
    at: tuple[str, ...] = ()
    over: tuple[tuple[str, int], ...] = ()
    before: str = ""
    turns: str = ""
    window: tuple[int, int] = (0, 14)
    who: Person = ANA

    def __str__(self) -> str:
        return f"{self.rule.name}: {self.what}"

    def problem(self) -> Problem:
        """What is asked."""
        first, last = (MONDAY + timedelta(days=day) for day in self.window)
        kinds = dict.fromkeys(
            _kind(one) for plan in (*self.at, *(of for of, _ in self.over)) for one in shifts(plan)
        )
        return problem(
            [self.who], (self.rule,), kinds=tuple(kinds), window=Span(first, last),
            history=tuple(shifts(self.before)), turns=tuple(map(Turn, shifts(self.turns))),
        )  # fmt: skip

    def wrong(self) -> list[str]:
        """Each plan of which model or reader says something else than they should."""
        of, name, basis = self.problem(), self.rule.name, self.rule.basis
        wanted: dict[str, list[tuple[str, int, str]]] = {plan: [] for plan in self.at}
        wanted |= {plan: [(name, by, basis)] for plan, by in self.over}
        return [
            f"{plan}: told {told(of, plan)}, let through: {let_through(of, plan)}"
            for plan, breaks in wanted.items()
            if (told(of, plan), let_through(of, plan)) != (breaks, not breaks)
        ]


def shifts(text: str) -> Iterator[Assignment]:
    """Ana's shifts of a line of text."""
    for day, hour, minute, length, duty in _SHIFT.findall(text):
        start = MONDAY + timedelta(days=int(day), hours=int(hour), minutes=int(minute))
        span = Span(start, start + timedelta(minutes=int(length)))
        kind = f"{hour}:{minute}+{length}{duty}"
        yield Assignment(span, ANA.id, duty[1:] or "watch", kind, start.date(), int(length))


def _kind(shift: Assignment) -> ShiftKind:
    start = shift.span.start.hour * 60 + shift.span.start.minute
    return ShiftKind(shift.kind, shift.duty, start, start + shift.minutes)


def let_through(of: Problem, plan: str) -> bool:
    """Whether the model of a problem lets somebody have a plan."""
    model = compiled(of)
    names = [kind.name for kind in of.kinds]
    days = {model.options.index(shift.day): names.index(shift.kind) for shift in shifts(plan)}
    return keeps_limits(model, 0, days)


def told(of: Problem, plan: str) -> list[tuple[str, int, str]]:
    """What is said of a plan: which rule it breaks, by how much, on what ground."""
    found = violations(of, (*of.standing, *shifts(plan)))
    return [(one.rule, one.by, one.basis) for one in found]
