"""Breaks of rules and open times as rows for people and as data."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from farflung.cli.times import city, hours_text, range_text, span_json
from farflung.engine.rota.compiling.filled import Overfilled
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.measures import IN_MINUTES
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.why.reasons import Why
from farflung.engine.time import Span, Zone
from farflung.report.rota.words import shift_of

Row = tuple[str, str, str, str, str, str]
COLUMNS = ("rule", "who", "when", "by", "what", "because")


def amount(violation: Violation) -> str:
    """By how much: "1 h 30 min", or "2"."""
    if violation.rule in IN_MINUTES:
        return hours_text(timedelta(minutes=violation.by))
    return str(violation.by)


def rows(problem: Problem, found: Iterable[Violation], viewer: Zone | None) -> Iterator[Row]:
    """A row for each break, worst rules of a person together as they come."""
    for one in found:
        name = problem.atlas.person(one.person).name
        yield one.rule, name, when(problem, one.person, one.span, viewer), amount(one), one.text, one.basis


def when(problem: Problem, person: str, span: Span, viewer: Zone | None) -> str:
    """On the reader's clock, else on that of whom it is about, with its place."""
    if viewer is not None:
        return f"{range_text(span, viewer)} {city(viewer)}"
    who = problem.atlas.person(person)
    here = problem.atlas.where(who, span.start).place
    return f"{range_text(span, problem.atlas.zones.zone(here.zone))} {here.label}"


def open_rows(
    problem: Problem, found: Iterable[Unfilled], crowded: Iterable[Overfilled], viewer: Zone | None
) -> Iterator[Row]:
    """A row for each time with too few or too many."""
    zone = viewer or problem.atlas.zones.zone("UTC")
    place = zone.key.rsplit("/", 1)[-1].replace("_", " ")
    for one in found:
        kind = shift_of(problem, one)
        said = f"{one.missing} too few" + (f" on {kind.name}" if kind else "")
        yield "open", one.duty, f"{range_text(one.span, zone)} {place}", str(one.missing), said, ""
    for many in crowded:
        said = f"{many.extra} too many"
        yield "crowded", many.duty, f"{range_text(many.span, zone)} {place}", str(many.extra), said, ""


def could(why: Why, span: Span) -> tuple[str, str]:
    """Whether somebody could have a time, and by which shift: "yes", "in part" with how much of it, "no"."""
    if not why.free or why.shift is None:
        return "no", ""
    if timedelta(minutes=why.covers) >= span.elapsed:
        return "yes", f"by {why.shift.kind}"
    return "in part", f"by {why.shift.kind}, {hours_text(timedelta(minutes=why.covers))} of it"


def rank(why: Why, span: Span) -> int:
    """Who could have all of a time stands before who could have a part of it."""
    return ("yes", "in part", "no").index(could(why, span)[0])


def violation_json(one: Violation) -> dict[str, Any]:
    """A break as data; `by` is in minutes or a number, as `unit` says."""
    return {
        "rule": one.rule,
        "person": one.person,
        **span_json(one.span),
        "by": one.by,
        "unit": "minutes" if one.rule in IN_MINUTES else "count",
        "text": one.text,
        "basis": one.basis,
    }
