"""Who is in a plan and in no file any more: what they worked stays, and nothing more is planned for them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from farflung.engine.model import Person, Place
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.record import Holder
from farflung.engine.rota.values.assignment import Assignment


def with_former(problem: Problem, shifts: Iterable[Assignment], holders: Mapping[str, Holder]) -> Problem:
    """The problem about a Map that knows everybody who has one of the shifts; nobody more is planned for.

    Whoever is new to it has left on the last date of theirs, and had what their duties asked for: a shift
    that was worked is no hole because the files forgot who worked it.
    """
    atlas, last = problem.atlas, dict[str, Assignment]()
    known = {person.id for person in atlas.people}
    asked: dict[str, set[str]] = {}
    for shift in sorted(shifts):
        if shift.person not in known:
            last[shift.person] = shift
            asked.setdefault(shift.person, set()).add(shift.duty)
    if not last:
        return problem
    people = (_person(problem, holders, key, shift.day, asked[key]) for key, shift in last.items())
    return replace(problem, atlas=atlas.with_(people=(*atlas.people, *people)))


def _person(
    problem: Problem, holders: Mapping[str, Holder], key: str, ended: date, duties: set[str]
) -> Person:
    held = holders.get(key, Holder(key, "UTC"))
    zone = held.zone if held.zone in problem.atlas.zones else "UTC"
    wanted = [demand for demand in problem.demands if demand.duty in duties]
    return Person(
        key,
        held.name,
        Place(zone),
        (),
        skills=frozenset(skill for demand in wanted for skill in demand.skills),
        languages=frozenset(language for demand in wanted for language in demand.languages),
        ended=ended,
    )
