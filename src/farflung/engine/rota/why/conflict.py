"""The smallest set of rules that conflict: without any one of them it can be done, with all it cannot."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.rule import Rule, holds_for
from farflung.engine.rota.stop import Stop

Impossible = Callable[[Problem], bool | None]
"""Whether something cannot be done under the rules of a problem; None: that was not found out in time."""


@dataclass(frozen=True, slots=True)
class Part:
    """A rule as it holds for `person` (None: for all that it is for)."""

    rule: Rule
    person: str | None


def smallest_conflict(problem: Problem, impossible: Impossible, *, stop: Stop) -> tuple[Part, ...] | None:
    """Rules none of which can be spared from the conflict, by person where that is enough; None: no conflict.

    Whole rules are tried first, then each of those that are left person by person: what can be left out
    without its becoming possible is no part of the conflict. It is irreducible, which is what "smallest" can
    mean in reasonable time; where the time is up, what was not tried yet stays in.
    """
    if impossible(problem) is not True:
        return None
    rules: list[Rule] = list(problem.rules)
    for rule in problem.rules:
        without = [other for other in rules if other is not rule]
        if not stop.over() and impossible(replace(problem, rules=tuple(without))):
            rules = without
    return _by_person(problem, rules, impossible, stop)


def _by_person(
    problem: Problem, rules: Sequence[Rule], impossible: Impossible, stop: Stop
) -> tuple[Part, ...]:
    parts = [part for rule in rules for part in _parts(problem, rule)]
    for part in list(parts):
        without = [other for other in parts if other is not part]
        if not stop.over() and impossible(replace(problem, rules=tuple(_rules(without)))):
            parts = without
    return tuple(parts)


def _parts(problem: Problem, rule: Rule) -> list[Part]:
    if "people" not in {field.name for field in fields(rule)}:  # type: ignore[arg-type]
        return [Part(rule, None)]  # a rule about two people is one thing
    return [Part(rule, person) for person in problem.people if holds_for(rule, person)]


def _rules(parts: Iterable[Part]) -> list[Rule]:
    """The rules again, each for the people that are left."""
    found: dict[int, tuple[Rule, set[str]]] = {}
    for part in parts:
        _, people = found.setdefault(id(part.rule), (part.rule, set()))
        if part.person is not None:
            people.add(part.person)
    return [_for(rule, people) for rule, people in found.values()]


def _for(rule: Any, people: set[str]) -> Rule:
    if not people:
        return rule  # type: ignore[no-any-return]
    return replace(rule, people=frozenset(people))  # type: ignore[no-any-return]
