"""`farflung rota plan`: who is on duty when, lawful, fair and proven."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from farflung.cli.errors import UsageError
from farflung.cli.rota import giving, options
from farflung.cli.rota.meetings import of_planned, weighed
from farflung.cli.rota.posed import Posed, posed
from farflung.cli.rota.solving import solved
from farflung.cli.words import count
from farflung.engine.rota.burden.carry import ledger_of
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.filled import open_times
from farflung.engine.rota.digest import digest
from farflung.engine.rota.law import LawNote, NoteKind
from farflung.engine.rota.plan import Result
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.record import PlanRecord
from farflung.engine.rota.rules.rule import Violation
from farflung.intake.plans.ledger import LedgerFile, read_ledger, with_plan
from farflung.report.rota.json_plan import plan_json
from farflung.report.rota.view import PlanView
from farflung.report.write import refusal, write


def command(
    files: options.Files,
    out: options.Out = None,
    viewer: options.Viewer = None,
    seconds: options.Seconds = 20,
    seed: options.Seed = 0,
    ledger: Annotated[
        Path | None,
        typer.Option(
            "--ledger",
            metavar="FILE",
            help="Add what each carries to this file, for `ledger` of the next plan.",
            show_default=False,
        ),
    ] = None,
    width: options.Width = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
) -> None:
    """Who is on duty when: a plan that keeps every rule, fills what it can and shares the burden.

    Status 1 tells that something stays open, or that what is fixed breaks a rule or is too many; 3 that
    somebody or something of the files could not be read and is not planned with.
    """
    giving.refuse(out or [])
    if ledger is not None and (why := refusal(ledger)):
        raise UsageError(why, param_hint="--ledger")
    question = posed(files)
    reader = question.viewer(viewer)
    result = _with_law(question, read_again(question.problem, solved(question.problem, seconds, seed)))
    view = PlanView(recorded(question, result, seed), question.problem, reader, broken(question, result))
    giving.deliver(view, out or [])
    if ledger is not None:
        _keep(ledger, question, result)
    if as_json:
        typer.echo(plan_json(view), nl=False)
    else:
        giving.show(view, width)
    wrong = result.unfilled or view.broken or view.crowded
    raise typer.Exit(question.status(finds=bool(wrong)))


def read_again(problem: Problem, result: Result) -> Result:
    """The result with what is open read from the plan itself, as `rota check` reads it."""
    return replace(result, unfilled=open_times(problem, result.assignments))


def _with_law(question: Posed, result: Result) -> Result:
    """What the law says besides the rules that are kept: unknown, told only, not looked at."""
    if question.law is None:
        return result
    kept = count(len(question.law.kept), "rule of law is kept", "rules of law are kept")
    notes = (kept, *(str(note.text) for note in _unknown_first(question.law.notes)))
    return replace(result, notes=(*result.notes, *notes))


def _unknown_first(notes: tuple[LawNote, ...]) -> list[LawNote]:
    return sorted(notes, key=lambda note: note.kind is not NoteKind.UNKNOWN)


def recorded(question: Posed, result: Result, seed: int) -> PlanRecord:
    """The plan as it is stored."""
    return PlanRecord(
        question.read.rota,
        question.problem.window,
        result,
        seed,
        digest(question.problem),
        question.problem.atlas.zones.version,
        question.now,
        question.assumed,
    )


def broken(question: Posed, result: Result) -> tuple[Violation, ...]:
    """What the plan breaks, read from it again by the rules themselves."""
    return violations(question.problem, result.assignments)


def _keep(path: Path, question: Posed, result: Result) -> None:
    known = read_ledger(path.read_text(encoding="utf-8"), str(path)) if path.exists() else LedgerFile()
    problem = question.problem
    carried = ledger_of(
        problem.atlas, problem.people, result.assignments, problem.window, problem.weights,
        shares=problem.shares,
    )  # fmt: skip
    known = of_planned(weighed(known, problem.atlas, problem.window), problem)
    write(path, with_plan(known, question.read.rota, problem.window, carried))
    typer.echo(f"what each carries is in {path}", err=True)
