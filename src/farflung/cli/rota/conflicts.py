"""What keeps an open time open: what would have to give way for least, and the rules that conflict."""

from collections.abc import Iterator, Sequence
from typing import Any

from farflung.cli import clock
from farflung.cli.answer import Row
from farflung.cli.progress import Progress
from farflung.cli.rota.posed import Posed
from farflung.cli.rota.telling import amount
from farflung.cli.words import listed
from farflung.engine.rota.compiling.compile import NoSuchShiftError, compiled, places_of
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.why.conflict import Part
from farflung.engine.rota.why.reasons import Why, cheapest
from farflung.engine.rota.why.relax import relaxation
from farflung.engine.rota.why.unfilled import unfilled

Parts = tuple[Part, ...] | None


def least_rows(question: Posed, found: Sequence[Why]) -> Iterator[Row]:
    """What would have to give way for least, where anything may and nobody is free anyway."""
    why = cheapest(found)
    if why is None or not why.breaks:
        return
    name = question.problem.atlas.person(why.person).name
    rules = ", ".join(dict.fromkeys(broken.rule for broken in why.breaks))
    yield "least gives way", "", f"{name}: {rules}", "; ".join(map(amount, why.breaks)), ""


def conflict_of(question: Posed, shifts: Sequence[Assignment], hole: Unfilled, seconds: float) -> Parts:
    """The smallest set of rules that keep a time open, whatever else moves; None where none was proven.

    Looked for only in plans whose shifts are all of the problem's kinds: others no model knows.
    """
    problem = question.problem
    try:
        found = unfilled(compiled(problem), places_of(compiled(problem), shifts))
    except NoSuchShiftError:
        return None
    same = [one for one in found if one.duty == hole.duty and one.span.overlaps(hole.span)]
    if not same:
        return None
    with Progress() as progress:
        progress.say("Looking for the rules that conflict")
        return relaxation(problem, shifts, same[0], stop=Deadline(clock.seconds, seconds)).conflict


def conflict_rows(question: Posed, parts: Parts) -> Iterator[Row]:
    """Each rule of the conflict, with its ground."""
    if parts is None:
        yield "conflict", "", "none was proven: others may move to make room, or the time was up", "", ""
        return
    people: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        names = people.setdefault((part.rule.name, part.rule.basis), [])
        names += [question.problem.atlas.person(part.person).name] if part.person else []
    for number, ((rule, basis), who) in enumerate(people.items()):
        said = f"{rule} of {listed(who)}" if who else rule
        yield "conflict" if number == 0 else "", "", said, "", basis
    if not parts:
        yield "conflict", "", "no rule: there are too few shifts or people whatever holds", "", ""


def conflict_json(parts: Parts) -> list[dict[str, Any]] | None:
    """The same as data; null where none was proven."""
    if parts is None:
        return None
    return [{"rule": p.rule.name, "person": p.person, "basis": p.rule.basis} for p in parts]
