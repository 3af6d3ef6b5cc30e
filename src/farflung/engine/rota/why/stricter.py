"""Rules that a plan is held to more strictly than they ask: what is proven of it is proven of such plans."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.at_work import AtWork
from farflung.engine.rota.rules.free_sundays import SEVERAL, FreeSundays
from farflung.engine.rota.rules.night import NightShift
from farflung.engine.rota.rules.night_periods import NightWorkerHours
from farflung.engine.rota.rules.rest_after_nights import RestAfterNights
from farflung.engine.rota.rules.rule import Rule, holds_for
from farflung.engine.rota.rules.runs import ConsecutiveDays
from farflung.engine.rota.rules.working_days import DaysWithNights
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import Said, said
from farflung.engine.time.civil import local_span


def told_stricter(problem: Problem, plan: Iterable[Assignment]) -> Iterator[Said]:
    """A sentence for each name of a rule by which a better plan may have been left out, once."""
    if not problem.kinds:
        return
    of: dict[str, list[Assignment]] = {key: [] for key in problem.people}
    for shift in (*problem.history, *plan):
        if shift.person in of:
            of[shift.person].append(shift)
    everybody = [_turns(problem, key, shifts) for key, shifts in of.items()]
    held = (r for r in problem.rules for t in everybody if holds_for(r, t.person.id) and _held(problem, r, t))
    for name in dict.fromkeys(rule.name for rule in held):
        yield _text(name)


def _turns(problem: Problem, person: str, shifts: Iterable[Assignment]) -> Turns:
    return Turns(problem.atlas, problem.atlas.person(person), problem.window, tuple(sorted(shifts)))


def _held(problem: Problem, rule: Rule, turns: Turns) -> bool:
    """Whether the model of a rule may leave out what it would allow to one person."""
    if isinstance(rule, AtWork):
        shifts = tuple(shift for shift in turns.shifts if shift.duty not in rule.standby)
        return _held(problem, rule.rule, replace(turns, shifts=shifts))
    longest = max(kind.end - kind.start for kind in problem.kinds)
    if isinstance(rule, FreeSundays):
        return longest > SEVERAL and rule.held(turns, longest)
    if isinstance(rule, NightWorkerHours):
        longest = max(kind.end - kind.start - kind.unpaid for kind in problem.kinds)
        return _dark(problem, rule.night, turns) and rule.held(turns, longest)
    if isinstance(rule, DaysWithNights):
        return _dark(problem, rule.night, turns) and rule.held(turns)
    return _beside(rule) and any(turn.person == turns.person.id for turn in problem.standing)


def _beside(rule: Rule) -> bool:
    """Whether a rule asks for more next to turns of rotations than must be."""
    if isinstance(rule, ConsecutiveDays):
        return (rule.least or 0) > 1
    return isinstance(rule, RestAfterNights) and rule.nights > 1


def _dark(problem: Problem, night: NightShift, turns: Turns) -> bool:
    """Whether some kind of shift would be a night shift of theirs, on the first date of the plan."""
    own = problem.atlas.zone_of(turns.person, problem.window.start)
    zones = (
        (kind, own if kind.zone is None else problem.atlas.zones.zone(kind.zone)) for kind in problem.kinds
    )
    return any(night.holds(local_span(turns.first, of.start, of.end, zone), own) for of, zone in zones)


def _text(name: str) -> Said:
    if name in (NightWorkerHours.name, DaysWithNights.name):
        return said(
            "{rule} is planned more strictly than it asks: it is kept by everybody who could have nights, "
            "with or without them, so there may be a better plan", rule=name,
        )  # fmt: skip
    if name == FreeSundays.name:
        return said(
            "{rule} is planned more strictly than it asks: a Sunday on which one shift ends and another "
            "begins counts twice, so there may be a better plan", rule=name,
        )  # fmt: skip
    return said(
        "{rule} is planned more strictly than it asks next to turns of rotations, "
        "so there may be a better plan", rule=name,
    )  # fmt: skip
