"""Coverage: when fewer people are there than a rule says, or than the roster itself was planned for.

Hours for which nothing is ever planned are not news of one week but a contradiction between the rule and the
roster: where a rule is written they are reported there (`contradictions.py`), with the share of each day.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from farflung.engine.checks.coverage_words import (
    basis_of,
    head_count,
    list_of_runs,
    nobody_at_all,
    weight_of,
    who_of,
)
from farflung.engine.checks.duties import Duty, duties, possible
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.phrases import count, times
from farflung.engine.checks.question import Check, Question
from farflung.engine.coverage import CauseKind, Episode, State, until_text, when_text
from farflung.engine.coverage.causes import combined
from farflung.engine.coverage.radar import local_words
from farflung.engine.coverage.words import hours_text
from farflung.engine.said import Said, said
from farflung.engine.said_values import beside
from farflung.engine.time import Span, merged

MOST_REPAIRED = 24
"""Fixes are simulated for so many findings, the longest holes first: nobody acts on thirty at once."""

_MANY, _FIXED = 6, 3
_TOGETHER = (
    CauseKind.HOLIDAY, CauseKind.UNAVAILABLE, CauseKind.NOT_ELIGIBLE, CauseKind.UNFILLED,
)  # fmt: skip
_RULES = {
    CauseKind.CLOCK_CHANGE: "coverage.clock-change",
    CauseKind.HOLIDAY: "coverage.holiday",
    CauseKind.UNAVAILABLE: "coverage.absence",
    CauseKind.NOT_ELIGIBLE: "coverage.not-eligible",
    CauseKind.UNFILLED: "coverage.unfilled",
    CauseKind.NO_SHIFT: "coverage.no-shift",
    CauseKind.ROSTER_ENDS: "coverage.roster-ends",
    CauseKind.ROSTER_STARTS: "coverage.roster-ends",
}


def find(question: Question) -> Iterator[Finding]:
    """Holes by duty and cause, and time with more people than a rule allows."""
    groups = [
        (duty, group)
        for duty in duties(question)
        if possible(duty)
        for group in _groups(duty)
        if duty.implied or group[0].cause.kind is not CauseKind.NO_SHIFT
    ]
    groups.sort(key=lambda item: -sum((e.hours for e in item[1]), timedelta()))
    for number, (duty, group) in enumerate(groups):
        yield _finding(duty, group, repaired=number < MOST_REPAIRED)
    for duty in duties(question):
        yield from _over(duty)


def _groups(duty: Duty) -> Iterator[tuple[Episode, ...]]:
    """One group a finding: a clock change by itself; holidays together, and absences, and unfilled shifts."""
    for kind in CauseKind:
        found = tuple(
            sorted((e for e in duty.episodes if e.cause.kind is kind), key=lambda episode: episode.first)
        )
        if kind in _TOGETHER and found:
            yield found
        elif kind not in _TOGETHER:
            yield from ((episode,) for episode in found)


def _finding(duty: Duty, group: Sequence[Episode], *, repaired: bool) -> Finding:
    kind = group[0].cause.kind
    clock = kind is CauseKind.CLOCK_CHANGE
    runs = merged(span for e in group for span in (e.spans if clock else e.runs))
    ends = kind in (CauseKind.ROSTER_ENDS, CauseKind.ROSTER_STARTS)
    severity = Severity.WARNING if duty.implied or ends else Severity.ERROR
    return Finding(
        rule=_RULES[kind],
        severity=severity,
        subject=duty.name,
        title=_title(duty, group),
        cause=_cause(duty, group),
        basis=basis_of(duty, clock=clock),
        who=who_of(group),
        spans=runs,
        evidence=(*_nobody(duty, runs), *_evidence(duty, group)),
        fixes=_fixes(duty, group) if repaired else (),
        source=duty.source,
        weight=weight_of(duty, group),
        tags=(kind.value,),
    )


def _nobody(duty: Duty, runs: Sequence[Span]) -> Iterator[Evidence]:
    empty = nobody_at_all(duty, runs)
    if empty:
        yield Evidence(said("Nobody at all"), said("{length} of it", length=hours_text(empty)))


def _title(duty: Duty, group: Sequence[Episode]) -> str:
    first, kind = group[0], group[0].cause.kind
    if kind is CauseKind.ROSTER_ENDS:
        return f"{duty.name}: {first.cause.text}"
    if kind is CauseKind.ROSTER_STARTS:
        return f"{duty.name} is empty at first: {first.cause.text}"
    runs = merged(span for episode in group for span in episode.runs)
    who = head_count(duty, runs if kind in _TOGETHER or len(runs) == 1 else first.spans)
    if len(runs) == 1:
        return f"{who} {duty.place}, {list_of_runs(runs)}"
    if kind in _TOGETHER:
        return f"{who} {duty.place} {count(len(runs), 'time')}: {list_of_runs(runs)}"
    return f"{who} {duty.place}, {when_text(first)}"


def _cause(duty: Duty, group: Sequence[Episode]) -> Said:
    atlas, window = duty.question.atlas, duty.question.window
    why = combined((episode.cause for episode in group), 3)
    if len(group) == 1 and len(group[0].parts) == 1:
        why = group[0].holes[0].why_in(group[0].runs[0])
    words = said("because {why}", why=why or group[0].cause.text)
    if group[0].cause.kind is not CauseKind.CLOCK_CHANGE:
        return words
    local, until = local_words(group[0], atlas), until_text(group[0], window, atlas)
    return beside((said("{why} ({local})", why=words, local=local) if local else words, until), by="; ")


def _evidence(duty: Duty, group: Sequence[Episode]) -> tuple[Evidence, ...]:
    atlas = duty.question.atlas
    if group[0].cause.kind in _TOGETHER and len(group[0].runs) <= len(group[0].parts) < _MANY:
        found_in = [(run, hole) for e in group for run in e.runs for hole in e.holes]
        whys = {run: hole.why_in(run) for run, hole in found_in if hole.span.overlaps(run)}
        return tuple(Evidence(list_of_runs([run]), whys[run], duty.source) for run in sorted(whys))
    found = []
    for episode in group:
        local = local_words(episode, atlas)
        amount = said("{length} in all", length=hours_text(episode.hours))
        value = beside((episode.cause.text, amount, local), by="; ")
        found.append(Evidence(when_text(episode), value, duty.source))
    return tuple(found)


def _fixes(duty: Duty, group: Sequence[Episode]) -> tuple[Fix, ...]:
    most = 3 if len(group) == 1 else 1
    found = {repair.action: repair for e in group[:_FIXED] for repair in duty.repairs.of(e, most)}
    return tuple(Fix(repair.action, repair.effect, repair.change) for repair in list(found.values())[:_FIXED])


def _over(duty: Duty) -> Iterator[Finding]:
    spans = duty.coverage.spans(State.OVER)
    if not spans:
        return
    most = max(level.count for level in duty.coverage.levels if level.state is State.OVER)
    hours = duty.coverage.hours(State.OVER)
    yield Finding(
        rule="coverage.over",
        severity=Severity.WARNING,
        subject=duty.name,
        title=f"Up to {most} {duty.place} where the rule says at most {duty.rule.maximum}: "
        f"{hours_text(hours)} in all, first {list_of_runs(spans[:1])}",
        cause=said(
            "because {times} more shifts run at once than the rule has room for", times=times(len(spans))
        ),
        basis=basis_of(duty),
        who=tuple(dict.fromkeys(p for n in duty.coverage.levels if n.state is State.OVER for p in n.people)),
        spans=spans,
        source=duty.source,
        weight=hours / timedelta(hours=1),
    )


COVERAGE = Check(
    "coverage",
    "Coverage",
    {
        "coverage.clock-change": "A clock change opens a hole between two shifts that used to meet.",
        "coverage.holiday": "Public holidays take so many off that fewer are there than the rule says.",
        "coverage.absence": "Somebody planned is unavailable, and nobody stands in.",
        "coverage.not-eligible": "Who holds the shift lacks skills or languages that the rule asks for.",
        "coverage.unfilled": "A shift is held by nobody.",
        "coverage.no-shift": "A duty that is round the clock otherwise has hours without any shift.",
        "coverage.roster-ends": "The known roster begins late or ends inside the window.",
        "coverage.over": "More people are there at once than the rule allows.",
    },
    find,
)
