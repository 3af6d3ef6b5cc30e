"""Who could step in for each shift that an absence hits, the least burdened first: nothing is changed."""

from collections.abc import Sequence
from typing import Any

from farflung.cli.answer import Answer, Row
from farflung.cli.rota.posed import Posed
from farflung.cli.rota.telling import amount, could, rank, violation_json, when
from farflung.cli.times import points_text, span_json
from farflung.cli.words import count
from farflung.engine.model import Absence
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.why.reasons import Why
from farflung.engine.rota.why.replacements import Candidate, Hit, hits
from farflung.engine.time import Zone

MOST = 6


def stand_ins(
    question: Posed, plan: Sequence[Assignment], away: Sequence[Absence], zone: Zone | None
) -> Answer:
    """The answer about some absences from a plan."""
    found = hits(question.problem, plan, away)
    rows: list[Row] = []
    for hit in found:
        rows.append((_heading(question, hit, zone),))
        rows += [_row(question, hit, candidate) for candidate in _ranked(hit)[:MOST]]
    return Answer(
        "rota repair",
        f"{count(len(found), 'shift')} hit" if found else "No shift is hit",
        ("who", "could", "carries", "how, or what stands against it"),
        rows,
        {"hits": [_json(hit) for hit in found]},
        basis=("who breaks nothing first, and of these who carries least",),
    )


def _ranked(hit: Hit) -> list[Candidate]:
    return sorted(hit.candidates, key=lambda one: rank(one.why, hit.shift.span))


def _heading(question: Posed, hit: Hit, zone: Zone | None) -> str:
    name = question.problem.atlas.person(hit.shift.person).name
    return f"{hit.shift.duty} of {name}, {when(question.problem, hit.shift.person, hit.shift.span, zone)}"


def _row(question: Posed, hit: Hit, candidate: Candidate) -> Row:
    name = question.problem.atlas.person(candidate.why.person).name
    word, by = could(candidate.why, hit.shift.span)
    return name, word, f"{points_text(candidate.burden)} points", by or _against(candidate.why)


def _against(why: Why) -> str:
    if why.lacks:
        return f"lacks {', '.join(why.lacks)}"
    if why.shift is None:
        return "no kind of shift of theirs is at that time"
    return "; ".join(f"{one.text} (by {amount(one)})" for one in why.breaks[:2])


def _json(hit: Hit) -> dict[str, Any]:
    return {
        "person": hit.shift.person,
        "duty": hit.shift.duty,
        **span_json(hit.shift.span),
        "candidates": [
            {
                "person": one.why.person,
                "could": one.why.free,
                "covers": one.why.covers,
                "points": round(one.burden, 2),
                "breaks": [violation_json(broken) for broken in one.why.breaks],
            }
            for one in _ranked(hit)
        ],
    }
