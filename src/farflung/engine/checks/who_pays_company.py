"""All meetings together: the zone areas that carry much more of the burden than of the attendance."""

from collections import Counter
from collections.abc import Iterator, Sequence

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.phrases import people, places, points
from farflung.engine.checks.question import Question
from farflung.engine.checks.who_pays_basis import basis
from farflung.engine.meetings import SeriesLoads
from farflung.engine.said import said

COMPANY = "burden.area"

_AT_LEAST = 0.2
_TIMES = 2.0
"""Told from a fifth of all burden on, where that is at least twice the area's part of the attendance."""

_SMALLEST = 5
"""No figure is given about fewer people than this: it would be about each of them."""


def company_wide(question: Question, found: Sequence[SeriesLoads]) -> Iterator[Finding]:
    """One finding for each area that pays for the others, if there are several series to compare."""
    kinds = question.atlas.kinds(question.window)
    burden: Counter[int] = Counter()
    hours: Counter[int] = Counter()
    for load in found:
        costs = dict(load.by_person)
        for kind, ids in kinds.among(costs):
            burden[kind.area] += round(costs[ids[0]] * 100) * len(ids)  # people of a kind pay alike
            hours[kind.area] += len(load.occurrences) * len(ids)
    whole, attendance = sum(burden.values()), sum(hours.values())
    if len(found) < 2 or not whole:
        return
    for area, cost in burden.most_common():
        part, due = cost / whole, hours[area] / attendance
        if part >= _AT_LEAST and part >= _TIMES * due:
            due_there = (p for load in found for p, _ in load.by_person if kinds.kind(p).area == area)
            paying = tuple(dict.fromkeys(due_there))
            if len(paying) >= _SMALLEST:
                yield _finding(question, paying, (part, due, cost / 100), len(found))


def _finding(
    question: Question, ids: tuple[str, ...], figures: tuple[float, float, float], series: int
) -> Finding:
    part, due, cost = figures
    where = places(question.atlas, ids)
    return Finding(
        rule=COMPANY,
        severity=Severity.WARNING,
        subject=where,
        title=f"{people(len(ids))} in {where} carry {part:.0%} of the burden of all meetings "
        f"with {due:.0%} of the attendance",
        cause=said("because most of the {number} series are held in other people's daytime", number=series),
        basis=basis(question),
        who=ids,
        evidence=(
            Evidence(said("burden"), points(cost)),
            Evidence(said("per person"), points(round(cost / len(ids), 1))),
        ),
        weight=cost,
        tags=("fairness",),
    )
