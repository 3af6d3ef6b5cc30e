"""`farflung cover radar`: how many are there, when too few, why, and what would mend it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import hours_text, span_json, utc_range
from farflung.cli.words import count
from farflung.engine.atlas import Atlas
from farflung.engine.coverage import (
    Alone,
    Coverage,
    Dependence,
    Episode,
    Ground,
    Repair,
    Repairs,
    State,
    alone,
    episodes,
    fragility,
    implied_levels,
    implied_rules,
    levels,
    when_text,
)
from farflung.engine.model import CoverageRule
from farflung.engine.time import Span
from farflung.intake.agreement.binding import bound
from farflung.intake.agreement.rule_text import parse_rule

_HOUR = timedelta(hours=1)
_MOST = 8


def command(
    arguments: options.Arguments,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RULE", help="A rule in words: 'at least 2 at all times'."),
    ] = None,
    first: options.From = None,
    days: options.Days = 90,
    as_json: options.Json = False,
) -> None:
    """Coverage of every rule: holes, single-person windows, what hangs on whom, repairs that were tried."""
    window = moments.window(first, days)
    company = inputs.company(arguments, window)
    found = list(_coverages(company.atlas, rule or [], window))
    if not found:
        raise UsageError(
            "nothing is to be covered: give a rota, an agreement, or --rule 'at least 1 at all times'"
        )
    rows: list[tuple[str, ...]] = []
    data = []
    for coverage, implied in found:
        broken = episodes(coverage, company.atlas)
        repairs = Repairs(coverage, broken, company.atlas, implied=implied)
        fixes = [(episode, repairs.of(episode, most=1)) for episode in broken]
        rows += _rows(coverage, fixes, company.atlas)
        data.append(_json(coverage, implied, fixes, company.atlas))
    answer = Answer(
        "cover radar",
        f"Coverage from {window.start:%Y-%m-%d} for {count(days, 'day')}",
        ("", ""),
        rows,
        {"rules": data},
        basis=("shifts and working hours, less absences and public holidays; every repair was simulated",),
        notes=company.assumed(company.chosen(None)),
    )
    show(answer, company.atlas.zones, as_json=as_json)


def _coverages(atlas: Atlas, texts: list[str], window: Span) -> Iterator[tuple[Coverage, bool]]:
    duties = {shift.duty for shift in atlas.shifts}
    written = [r for text in texts for r in bound(parse_rule(text), duties, atlas.members)]
    written += [r for agreement in atlas.agreements for r in agreement.coverage]
    for rule in written:
        yield levels(rule, atlas, window), False
    if not written:
        for rule in implied_rules(atlas):
            yield implied_levels(rule, atlas, window), True


Fixes = list[tuple[Episode, tuple[Repair, ...]]]


def _rows(coverage: Coverage, fixes: Fixes, atlas: Atlas) -> Iterator[tuple[str, ...]]:
    yield (_name(coverage.rule),)
    yield "in all", _in_all(coverage)
    for episode, repairs in fixes:
        short = f"only {episode.fewest}" if episode.fewest else "nobody"
        yield short, f"{when_text(episode)}: {episode.cause.text}"
        for repair in repairs:
            yield "fix", f"{repair.action}: {repair.effect}"
    for one in alone(coverage, atlas)[:_MOST]:
        who, times = atlas.person(one.person).name, count(len(one.spans), "time")
        yield "alone", f"{who}, {hours_text(one.hours)}, {times}, first {utc_range(one.spans[0])}"
    for loss in fragility(coverage, atlas)[:_MOST]:
        none = f", nobody for {hours_text(loss.holes)}" if loss.holes else ""
        yield "if lost", f"{_lost(loss, atlas)}: too few for {hours_text(loss.hours)}{none}"


def _in_all(coverage: Coverage) -> str:
    single = sum((level.span.elapsed for level in coverage.single), timedelta())
    parts = (
        f"{hours_text(coverage.demanded)} asked for",
        f"{_hours(coverage, State.HOLE)} with nobody",
        f"{_hours(coverage, State.BELOW)} below the minimum",
        f"{hours_text(single)} with one person",
    )
    return "; ".join(parts)


def _hours(coverage: Coverage, state: State) -> str:
    return hours_text(coverage.hours(state))


def _lost(loss: Dependence, atlas: Atlas) -> str:
    return atlas.person(loss.name).name if loss.ground is Ground.PERSON else f"{loss.ground} {loss.name}"


def _name(rule: CoverageRule) -> str:
    return rule.name or rule.duty or rule.team or "everybody"


def _json(coverage: Coverage, implied: bool, fixes: Fixes, atlas: Atlas) -> dict[str, Any]:
    rule = coverage.rule
    return {
        "rule": _name(rule),
        "implied": implied,
        "minimum": rule.minimum,
        "maximum": rule.maximum,
        "duty": rule.duty,
        "team": rule.team,
        "hours": {
            "asked": coverage.demanded / _HOUR,
            **{state.value.replace(" ", "_"): coverage.hours(state) / _HOUR for state in State},
        },
        "levels": [
            {
                **span_json(level.span),
                "count": level.count,
                "people": list(level.people),
                "state": level.state.value,
            }
            for level in coverage.levels
        ],
        "episodes": [_episode_json(episode, repairs) for episode, repairs in fixes],
        "alone": [_alone_json(one) for one in alone(coverage, atlas)],
        "without": [
            {
                "ground": loss.ground.value,
                "name": loss.name,
                "hours_below": loss.hours / _HOUR,
                "hours_nobody": loss.holes / _HOUR,
                "spans": [span_json(span) for span in loss.spans],
            }
            for loss in fragility(coverage, atlas)
        ],
    }


def _alone_json(one: Alone) -> dict[str, Any]:
    return {
        "person": one.person,
        "hours": one.hours / _HOUR,
        "spans": [span_json(span) for span in one.spans],
    }


def _episode_json(episode: Episode, repairs: tuple[Repair, ...]) -> dict[str, Any]:
    return {
        "when": when_text(episode),
        "cause": episode.cause.text,
        "kind": episode.cause.kind.value,
        "days": episode.days,
        "hours": episode.hours / _HOUR,
        "fewest": episode.fewest,
        "spans": [span_json(span) for span in episode.spans],
        "repairs": [{"action": repair.action, "effect": repair.effect} for repair in repairs],
    }
