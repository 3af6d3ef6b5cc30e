"""Weekly hours in shifts against the company's own limit and the law's, by each person's own calendar week.

Only shifts count here, so a figure is the least the person works. A limit that holds on average is
compared with the average of the window's whole weeks; a rule pack that has expired says *unknown*.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.limits import laws_of
from farflung.engine.checks.phrases import count
from farflung.engine.checks.question import Check, Question
from farflung.engine.checks.relief import MOST_RELIEVED
from farflung.engine.checks.relief_fixes import of_week
from farflung.engine.checks.week_limits import WEEK, Passed, Weeks, law_of_week, passed, week_span, weeks_of
from farflung.engine.checks.workload import worked
from farflung.engine.coverage.words import day_text, hours_text, listed, name_of
from farflung.engine.model import Source
from farflung.engine.time import Span
from farflung.rulepacks import Rule, Threshold

_HOUR = timedelta(hours=1)


def find(question: Question) -> Iterator[Finding]:
    """By person: weeks over a limit, and averages over one; then what the packs do not know any more."""
    stale: dict[str, Rule] = {}
    single: list[_Over] = []
    for person, items in worked(question).items():
        weeks = weeks_of(question, person, [item for item in items if not item.standby])
        if not weeks:
            continue
        single += (_Over(person, found) for found in passed(question, person, weeks))
        rule = laws_of(question).week(person, question.window.start)
        if rule is not None and rule.status(question.window.start.date()) == "unknown":
            stale[rule.id] = rule
        elif rule is not None:
            yield from _averages(question, person, weeks, rule)
    single.sort(key=lambda over: -over.weight)
    for number, over in enumerate(single):
        yield _finding(question, over, relieved=number < MOST_RELIEVED)
    for rule in stale.values():
        yield _unknown(rule)


@dataclass(frozen=True, slots=True)
class _Over:
    """A limit of a week that one person passes, and in which weeks."""

    person: str
    passed: Passed

    @property
    def weight(self) -> float:
        limit = self.passed.limit.amount
        return sum(((hours - limit) / _HOUR for hours in self.passed.over.values()), 0.0)


def _averages(question: Question, person: str, weeks: Weeks, rule: Rule) -> Iterator[Finding]:
    for bound in rule.thresholds:
        if bound.at_most is not None and bound.per == "week" and bound.average_weeks is not None:
            yield from _average(question, person, weeks, rule, bound)


@dataclass(frozen=True, slots=True)
class _Mean:
    hours: timedelta
    weeks: int


def _average(
    question: Question, person: str, weeks: Weeks, rule: Rule, bound: Threshold
) -> Iterator[Finding]:
    """Whole weeks of the window, as many as the reference period has or as there are."""
    inside = [hours for monday, hours in weeks.items() if _inside(monday, question.window)]
    whole = inside[: bound.average_weeks]
    if len(whole) < 4:
        return
    mean = _Mean(sum(whole, timedelta()) / len(whole), len(whole))
    if mean.hours <= timedelta(hours=bound.at_most or 0):
        return
    name, limit = name_of(question.atlas, person), law_of_week(rule, bound)
    yield Finding(
        rule="weekly.average",
        severity=Severity.WARNING,
        subject=name,
        title=f"{name} has {hours_text(mean.hours)} a week in shifts on average "
        f"over {count(mean.weeks, 'week')}, "
        f"over {hours_text(limit.amount)}",
        cause="because the shifts of the window add up to that; weeks before and after it may even it out",
        basis=limit.basis,
        who=(person,),
        source=limit.source,
        weight=(mean.hours - limit.amount) * mean.weeks / _HOUR,
        tags=("law",),
    )


def _inside(monday: date, window: Span) -> bool:
    """Far enough inside that no zone cuts the week."""
    return window.start.date() <= monday and monday + WEEK <= window.end.date()


def _finding(question: Question, found: _Over, *, relieved: bool) -> Finding:
    person, over, limit = found.person, found.passed.over, found.passed.limit
    name, atlas = name_of(question.atlas, person), question.atlas
    worst = max(over, key=lambda monday: over[monday])
    often = "" if len(over) == 1 else f" ({len(over)} weeks, this the worst)"
    key = atlas.person(person).place.zone
    return Finding(
        rule="weekly.over",
        severity=found.passed.severity,
        subject=name,
        title=f"{name} has {hours_text(over[worst])} of shifts in the week of {day_text(worst)}, "
        f"over {hours_text(limit.amount)}{often}",
        cause=f"because the shifts of {listed(_duties(question, person))} fall together in that week",
        basis=limit.basis,
        who=(person,),
        spans=tuple(week_span(monday, key, atlas.zones) for monday in over),
        evidence=tuple(
            Evidence(f"week of {day_text(monday)}", f"{hours_text(hours)} in shifts")
            for monday, hours in list(over.items())[:12]
        ),
        fixes=of_week(question, person, limit, worst, len(over)) if relieved else (),
        source=limit.source,
        weight=found.weight,
        tags=("law",) if limit.law else ("agreement",),
    )


def _duties(question: Question, person: str) -> list[str]:
    return list(dict.fromkeys(item.duty for item in worked(question)[person]))


def _unknown(rule: Rule) -> Finding:
    return Finding(
        rule="weekly.unknown",
        severity=Severity.NOTE,
        subject=rule.jurisdiction,
        title=f"Weekly hours in {rule.jurisdiction} are unknown: the rule pack was good until {rule.expires}",
        cause="because the law may have changed since it was last checked",
        basis=f"{rule.source} ({rule.source.url}), checked {rule.checked}",
        source=Source(str(rule.source)),
    )


WEEKLY = Check(
    "weekly",
    "Weekly hours",
    {
        "weekly.over": "More hours of shifts in a week than an agreement or a rule pack allows.",
        "weekly.average": "More hours of shifts a week on average than a rule pack allows.",
        "weekly.unknown": "The rule pack for weekly hours has expired: unknown until checked again.",
    },
    find,
)
