"""`farflung rota repair`: the fewest changes of a plan when somebody cannot come."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Annotated

import typer

from farflung.cli import clock, moments
from farflung.cli.answer import show
from farflung.cli.errors import UsageError
from farflung.cli.options import Json
from farflung.cli.rota import giving, options
from farflung.cli.rota.compare import comparison
from farflung.cli.rota.plan import read_again, recorded
from farflung.cli.rota.posed import Posed, knowing, plan_given, posed
from farflung.cli.rota.solving import solved
from farflung.cli.rota.stand_ins import stand_ins
from farflung.cli.rota.telling import rows
from farflung.cli.rota.whom import person_typed, refuse_outside
from farflung.cli.words import count, listed
from farflung.engine.model import Absence
from farflung.engine.rota.check import violations
from farflung.engine.rota.edit import from_now, with_absences
from farflung.engine.rota.plan import Result
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.turn import told_away
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.why.clashes import told_clashes
from farflung.engine.time import packaged_zones
from farflung.report.rota.view import PlanView

AIMS = (frozenset({Aim.COVER}), frozenset({Aim.CHANGES}), frozenset({Aim.FAIR}), frozenset({Aim.WISHES}))

_MOST_BROKEN = 6


def command(
    plan: options.Plan,
    files: options.Files,
    ill: Annotated[
        list[str] | None,
        typer.Option("--ill", metavar="PERSON", help="Who cannot come; may be several.", show_default=False),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Their first date away, own clock.", show_default=False),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Their last; the first without it.", show_default=False),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="TIME",
            help="When it is mended: what has begun stays. Now without it.",
            show_default=False,
        ),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Only say who could step in for each shift, and change nothing.")
    ] = False,
    out: options.Out = None,
    viewer: options.Viewer = None,
    seconds: options.Seconds = 20,
    seed: options.Seed = 0,
    problem: options.ProblemFile = None,
    as_json: Json = False,
) -> None:
    """The plan mended with the fewest changes: who takes what over, and whether fewer would do is proven.

    Without anybody who is ill it is mended to what the files say now: who has left, or is newly away. What
    has begun stays. Status 1 tells that something stays open, or that what is fixed breaks a rule or is too
    many.
    """
    giving.refuse(out or [])
    now = moments.moment(at, packaged_zones()) if at else clock.now()
    of_files = posed([file for file in files if file != plan], problem, now)
    stands = plan_given(plan, of_files, files)
    question, whole_before = knowing(of_files, stands), stands.result.assignments
    before = tuple(shift for shift in whole_before if shift.person in question.problem.people)
    away = _away(question, ill or [], first, last)
    people = [absence.person for absence in away]
    if ask:
        if not away:
            raise UsageError("who could step in for whom? Say --ill PERSON --from DATE", param_hint="--ask")
        answer = stand_ins(question, before, away, question.viewer(viewer))
        show(answer, question.problem.atlas.zones, as_json=as_json, status=question.status(finds=False))
        return
    asked = _asked(question, now, whole_before, away)
    result = solved(asked, seconds, seed)
    whole = replace(result, assignments=tuple(sorted((*_begun(asked, whole_before), *result.assignments))))
    whole = read_again(question.problem, whole)
    zone = question.viewer(viewer)
    record = recorded(of_files, whole, seed)
    view = PlanView(record, question.problem, zone, violations(asked, result.assignments))
    giving.deliver(view, out or [])
    answer = comparison(question, whole_before, whole.assignments, zone)
    gone = _gone(whole_before, question, asked)
    notes = (
        *gone,
        *_proof(asked, result),
        *map(str, told_clashes(asked)),
        *_turns_hit(question, asked, people),
        *_broken(asked, view),
    )
    show(replace(answer, verb="rota repair", notes=notes), asked.atlas.zones, as_json=as_json)
    raise typer.Exit(question.status(finds=bool(whole.unfilled or view.broken or view.crowded)))


def _away(question: Posed, ill: list[str], first: str | None, last: str | None) -> list[Absence]:
    """Who cannot come, as was typed."""
    if bool(ill) != bool(first) or (last and not first):
        raise UsageError("who cannot come and when are said together: --ill PERSON --from DATE")
    if first is None:
        return []
    days = (moments.date_typed(first), moments.date_typed(last or first))
    if days[1] < days[0]:
        raise UsageError(f"{last} is before {first}", param_hint="--to")
    refuse_outside(question, days, "--from")
    return [Absence(person_typed(question, name, "--ill"), *days) for name in ill]


def _asked(question: Posed, now: datetime, plan: tuple[Assignment, ...], away: Sequence[Absence]) -> Problem:
    """What is left to plan, with the people away and few changes before fairness."""
    start = max(now, question.problem.window.start)
    stays = [s for s in plan if s.person in question.problem.people or s.span.start < start]
    try:
        ahead = from_now(question.problem, stays, now)
    except ValueError as error:
        raise UsageError(f"{error}. --at says when it is mended", param_hint="--at") from error
    return replace(with_absences(ahead, away), aims=AIMS)


def _gone(plan: tuple[Assignment, ...], question: Posed, asked: Problem) -> tuple[str, ...]:
    """Who has shifts in the plan and is nobody of the files any more: others have what is ahead."""
    shifts = [shift for shift in plan if shift.person not in question.problem.people]
    names = [question.problem.atlas.person(key).name for key in dict.fromkeys(s.person for s in shifts)]
    if not names:
        return ()
    are = "is" if len(names) == 1 else "are"
    begun = len(_begun(asked, shifts))
    stays = f"; {count(begun, 'shift')} that had begun by then {'stays' if begun == 1 else 'stay'} theirs"
    told = f"{listed(names)} {are} not among the people to plan for: others have what was ahead of them"
    return (f"{told}{stays if begun else ''}.",)


def _turns_hit(question: Posed, asked: Problem, people: list[str]) -> tuple[str, ...]:
    """Turns of rotations that they cannot have, the one in progress too: those are not moved, but told."""
    turns = (turn for turn in question.problem.turns if turn.shift.person in people)
    hit = tuple(turn for turn in turns if turn.shift.span.end > asked.window.start)
    return tuple(map(str, told_away(replace(asked, turns=hit))))


def _broken(asked: Problem, view: PlanView) -> Iterator[str]:
    """What of the mended plan breaks a rule: fixed shifts stand whatever happens."""
    for rule, name, when_, by, text, _ in islice(rows(asked, view.broken, view.viewer), _MOST_BROKEN):
        yield f"Broken: {rule} of {name}, {when_}, by {by}: {text}."
    if len(view.broken) > _MOST_BROKEN:
        yield f"And {len(view.broken) - _MOST_BROKEN:,} more; `farflung rota check` lists them."


def _begun(asked: Problem, before: Sequence[Assignment]) -> list[Assignment]:
    return [shift for shift in before if shift.span.start < asked.window.start]


def _proof(asked: Problem, result: Result) -> tuple[str, ...]:
    """Whether fewer changes would do; nothing of that where nothing is left that could change."""
    moved = next((stage for stage in result.stages if Aim.CHANGES in stage.aims), None)
    if not asked.published:
        return ()
    if moved is not None and moved.proven:
        return ("Proven: with fewer changes more would stay open.",)
    known = moved is not None and abs(moved.bound) != float("inf")
    fewer = (
        f"{count(round(moved.value - moved.bound), 'change')} fewer" if moved and known else "fewer changes"
    )
    return (f"Not proven: perhaps {fewer} would do; give it more --seconds.",)
