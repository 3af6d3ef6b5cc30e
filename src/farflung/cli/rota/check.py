"""`farflung rota check`: what a plan breaks, whoever made it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import typer

from farflung.cli.answer import Answer, show
from farflung.cli.options import Json
from farflung.cli.rota import options
from farflung.cli.rota.evenness import balance_json, balance_of, balance_text
from farflung.cli.rota.posed import Posed, knowing, plan_given, posed
from farflung.cli.rota.telling import COLUMNS, Row, open_rows, rows, violation_json
from farflung.cli.times import span_json
from farflung.cli.words import count
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.filled import Overfilled, crowded_times, open_times
from farflung.engine.rota.digest import digest
from farflung.engine.rota.law import flags
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.record import PlanRecord
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.assignment import Assignment


def command(
    plan: options.Plan,
    files: options.Files,
    problem: options.ProblemFile = None,
    viewer: options.Viewer = None,
    as_json: Json = False,
) -> None:
    """What a plan breaks and leaves open, and how even its hours are: read by the rules alone, by no solver.

    Status 1 tells that a rule is broken or something is open; flags of the law are told and do not count.
    """
    of_files = posed([file for file in files if file != plan], problem)
    record = plan_given(plan, of_files, files)
    question = knowing(of_files, record)
    strangers, known = _strangers(question, record), record.of(question.problem.people)
    broken = violations(question.problem, known)
    flagged = flags(question.law, question.problem, known) if question.law else ()
    few, many = open_times(question.problem, known), crowded_times(question.problem, known)
    zone, even = question.viewer(viewer), balance_of(question.problem, known)
    answer = Answer(
        "rota check",
        _title(broken, few, many, strangers, len(flagged)),
        COLUMNS,
        [
            *_stranger_rows(question, strangers),
            *rows(question.problem, broken, zone),
            *(("flag: " + row[0], *row[1:]) for row in rows(question.problem, flagged, zone)),
            *open_rows(question.problem, few, many, zone),
        ],
        {
            **_data(broken, few, many, strangers),
            "flags": [violation_json(one) for one in flagged],
            "balance": balance_json(even),
        },
        basis=_basis(of_files, record),
        notes=(
            *_left(question, known),
            *filter(None, [balance_text(question.problem, even)]),
            *(f"Assumed: {text}" for text in question.assumed),
        ),
    )
    show(answer, question.problem.atlas.zones, as_json=as_json)
    raise typer.Exit(question.status(finds=bool(broken or few or many or strangers)))


def _strangers(question: Posed, record: PlanRecord) -> dict[str, int]:
    """Who has shifts ahead in the plan and is not planned for, and how many."""
    people, shifts = question.problem.people, record.result.assignments
    ahead = (shift for shift in shifts if shift.person not in people and not record.had_begun(shift))
    return dict(Counter(shift.person for shift in ahead))


def _left(question: Posed, known: tuple[Assignment, ...]) -> Iterator[str]:
    """Who worked shifts of the plan and is not planned for any more: what was worked counts."""
    problem = question.problem
    for key, number in Counter(shift.person for shift in known if shift.person not in problem.people).items():
        name = problem.atlas.person(key).name
        counts = "counts" if number == 1 else "count"
        yield f"{name} is not planned for any more; {count(number, 'shift')} that had begun by then {counts}."


def _stranger_rows(question: Posed, strangers: dict[str, int]) -> list[Row]:
    why, atlas = "not among the people to plan for", question.problem.atlas
    return [
        ("stranger", atlas.person(key).name, "", str(number), why, "") for key, number in strangers.items()
    ]


def _title(
    broken: tuple[Violation, ...],
    few: tuple[Unfilled, ...],
    many: tuple[Overfilled, ...],
    strangers: dict[str, int],
    flagged: int,
) -> str:
    parts = [
        count(len(broken), "broken rule") if broken else "",
        count(len(few), "open time") if few else "",
        count(len(many), "crowded time") if many else "",
        count(len(strangers), "stranger") if strangers else "",
        count(flagged, "flag of the law", "flags of the law") if flagged else "",
    ]
    return ", ".join(filter(None, parts)) or "No rule is broken and nothing is open"


def _basis(question: Posed, record: PlanRecord) -> tuple[str, ...]:
    same = record.problem == digest(question.problem)
    made = f"a plan made by {record.result.by}"
    return (made, "the question it was made for" if same else "another question than it was made for")


def _data(
    broken: tuple[Violation, ...],
    few: tuple[Unfilled, ...],
    many: tuple[Overfilled, ...],
    strangers: dict[str, int],
) -> dict[str, Any]:
    return {
        "broken": [violation_json(one) for one in broken],
        "open": [{"duty": one.duty, **span_json(one.span), "missing": one.missing} for one in few],
        "crowded": [{"duty": one.duty, **span_json(one.span), "extra": one.extra} for one in many],
        "strangers": strangers,
    }
