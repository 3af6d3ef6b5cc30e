"""Weekly hours in shifts against the company's own limit and the law's, by each person's own calendar week.

Only shifts count here, so a figure is the least the person works. A limit that holds on average is
compared with the average of the window's whole weeks; a rule pack that has expired says *unknown*.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.limits import Limit, laws_of, own_limits
from farflung.engine.checks.phrases import count
from farflung.engine.checks.question import Check, Question
from farflung.engine.checks.workload import Worked, worked
from farflung.engine.coverage.stints import known_person
from farflung.engine.coverage.words import day_text, hours_text, listed, name_of
from farflung.engine.model import Source
from farflung.engine.time import CivilTime, Span, ZoneDatabase, clipped, day_span, total
from farflung.rulepacks import Effect, Rule, Threshold

_HOUR, _WEEK = timedelta(hours=1), timedelta(days=7)
Weeks = Mapping[date, timedelta]


def find(question: Question) -> Iterator[Finding]:
    """By person: weeks over a limit, and averages over one; then what the packs do not know any more."""
    stale: dict[str, Rule] = {}
    for person, items in worked(question).items():
        work = [item for item in items if not item.standby]
        weeks = _weeks(question, person, work)
        if not weeks:
            continue
        for limit in own_limits(question, "max_week"):
            yield from _over(question, person, weeks, limit)
        rule = laws_of(question).week(person, question.window.start)
        if rule is None:
            continue
        if rule.status(question.window.start.date()) == "unknown":
            stale[rule.id] = rule
        else:
            yield from _by_law(question, person, weeks, rule)
    for rule in stale.values():
        yield _unknown(rule)


def _weeks(question: Question, person: str, work: Sequence[Worked]) -> Weeks:
    """Hours by the Monday of each week that the window touches, by the clocks of the person's home."""
    known = known_person(question.atlas, person)
    if not work or known is None:
        return {}
    zones, key = question.atlas.zones, known.place.zone
    first = CivilTime.of(question.window.start, zones.zone(key)).date
    monday = first - timedelta(days=first.weekday())
    spans = [item.span for item in work]
    found = {}
    while (week := _week(monday, key, zones)).start < question.window.end:
        found[monday] = total(clipped(spans, week))
        monday += _WEEK
    return found


def _week(monday: date, key: str, zones: ZoneDatabase) -> Span:
    zone = zones.zone(key)
    return Span(day_span(monday, zone).start, day_span(monday + _WEEK, zone).start)


def _over(question: Question, person: str, weeks: Weeks, limit: Limit) -> Iterator[Finding]:
    over = {monday: hours for monday, hours in weeks.items() if hours > limit.amount}
    if over:
        severity = Severity.WARNING if limit.law else Severity.ERROR
        yield _finding(question, person, over, limit, severity)


def _by_law(question: Question, person: str, weeks: Weeks, rule: Rule) -> Iterator[Finding]:
    for bound in rule.thresholds:
        if bound.at_most is None or bound.per != "week":
            continue
        limit = _limit(rule, bound)
        severity = Severity.WARNING if rule.effect is Effect.CAP else Severity.NOTE
        if bound.average_weeks is None:
            over = {monday: hours for monday, hours in weeks.items() if hours > limit.amount}
            if over:
                yield _finding(question, person, over, limit, severity)
        else:
            yield from _average(question, person, weeks, limit, bound.average_weeks)


def _limit(rule: Rule, bound: Threshold) -> Limit:
    amount = timedelta(hours=bound.at_most or 0)
    on_average = f" on average over {count(bound.average_weeks, 'week')}" if bound.average_weeks else ""
    figure = f"{rule.jurisdiction}, {hours_text(amount)} a week{on_average}"
    basis = f"{rule.source} ({figure}), checked {rule.checked}"
    return Limit(amount, basis, True, Source(str(rule.source)))


@dataclass(frozen=True, slots=True)
class _Mean:
    hours: timedelta
    weeks: int


def _average(
    question: Question, person: str, weeks: Weeks, limit: Limit, over_weeks: int
) -> Iterator[Finding]:
    """Whole weeks of the window, as many as the reference period has or as there are."""
    whole = [hours for monday, hours in weeks.items() if _inside(monday, question.window)][:over_weeks]
    if len(whole) < 4:
        return
    mean = _Mean(sum(whole, timedelta()) / len(whole), len(whole))
    if mean.hours <= limit.amount:
        return
    name = name_of(question.atlas, person)
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
    return window.start.date() <= monday and monday + _WEEK <= window.end.date()


def _finding(question: Question, person: str, over: Weeks, limit: Limit, severity: Severity) -> Finding:
    name, atlas = name_of(question.atlas, person), question.atlas
    worst = max(over, key=lambda monday: over[monday])
    often = "" if len(over) == 1 else f" ({len(over)} weeks, this the worst)"
    key = atlas.person(person).place.zone
    return Finding(
        rule="weekly.over",
        severity=severity,
        subject=name,
        title=f"{name} has {hours_text(over[worst])} of shifts in the week of {day_text(worst)}, "
        f"over {hours_text(limit.amount)}{often}",
        cause=f"because the shifts of {listed(_duties(question, person))} fall together in that week",
        basis=limit.basis,
        who=(person,),
        spans=tuple(_week(monday, key, atlas.zones) for monday in over),
        evidence=tuple(
            Evidence(f"week of {day_text(monday)}", f"{hours_text(hours)} in shifts")
            for monday, hours in list(over.items())[:12]
        ),
        source=limit.source,
        weight=sum(((hours - limit.amount) / _HOUR for hours in over.values()), 0.0),
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
