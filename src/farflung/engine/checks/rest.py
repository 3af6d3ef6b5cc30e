"""Rest between shifts, long shifts and two duties at once, in true elapsed time on all duties together.

A shift of a day or longer is standby: nobody works through it, so these limits do not count it. What the
law asks comes from the rule packs for the place where the person is then; it flags, it gives no verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.limits import Limit, law_limit, laws_of, own_limits
from farflung.engine.checks.phrases import count
from farflung.engine.checks.question import Check, Question
from farflung.engine.checks.workload import Worked, worked
from farflung.engine.coverage.words import date_text, day_text, hours_text, listed, name_of
from farflung.engine.time import CivilTime, Span, Transition
from farflung.rulepacks import Effect

_HOUR = timedelta(hours=1)
_LONG = timedelta(days=2)
"""No rest between two shifts is asked to be longer."""


@dataclass(frozen=True, slots=True)
class _Breach:
    """At `span` somebody has `actual` where `limit` holds."""

    span: Span
    actual: timedelta
    limit: Limit
    items: tuple[Worked, ...]

    @property
    def by(self) -> timedelta:
        return abs(self.limit.amount - self.actual)


def find(question: Question) -> Iterator[Finding]:
    """By person: rest that is too short, shifts that are too long, two duties in one hour."""
    for person, items in worked(question).items():
        work = [item for item in items if not item.standby]
        yield from _grouped(question, person, "rest.short", _short_rests(question, person, work))
        yield from _grouped(question, person, "rest.long-shift", _long_shifts(question, person, work))
        yield from _twice(question, person, work)


# --- rest ----------------------------------------------------------------------


def _short_rests(question: Question, person: str, work: Sequence[Worked]) -> Iterator[_Breach]:
    own, laws = own_limits(question, "min_rest"), laws_of(question)
    reached: Worked | None = None
    for item in work:
        if reached is not None and reached.span.end < item.span.start:
            gap = Span(reached.span.end, item.span.start)
            if gap.elapsed < _LONG and gap.overlaps(question.window):
                law = law_limit(laws.rest(person, gap.start), gap.start)
                yield from _under(gap, (reached, item), [*own, *law])
        if reached is None or item.span.end > reached.span.end:
            reached = item


def _under(gap: Span, items: tuple[Worked, ...], limits: Iterable[Limit]) -> Iterator[_Breach]:
    for limit in limits:
        if gap.elapsed < limit.amount:
            yield _Breach(gap, gap.elapsed, limit, items)


# --- length ----------------------------------------------------------------------


def _long_shifts(question: Question, person: str, work: Sequence[Worked]) -> Iterator[_Breach]:
    own, laws = own_limits(question, "max_shift"), laws_of(question)
    for span, items in _joined(work):
        if not span.overlaps(question.window):
            continue
        rule = laws.day(person, span.start)
        law = law_limit(rule, span.start) if rule is not None and rule.effect is Effect.CAP else []
        for limit in [*own, *law]:
            if span.elapsed > limit.amount:
                yield _Breach(span, span.elapsed, limit, items)


def _joined(work: Sequence[Worked]) -> Iterator[tuple[Span, tuple[Worked, ...]]]:
    """Shifts that overlap or touch are one stretch of work, on whatever duty."""
    group: list[Worked] = []
    for item in work:
        if group and item.span.start > max(other.span.end for other in group):
            yield _stretch(group)
            group = []
        group.append(item)
    if group:
        yield _stretch(group)


def _stretch(group: Sequence[Worked]) -> tuple[Span, tuple[Worked, ...]]:
    return Span(group[0].span.start, max(item.span.end for item in group)), tuple(group)


# --- findings --------------------------------------------------------------------


def _grouped(question: Question, person: str, rule: str, breaches: Iterable[_Breach]) -> Iterator[Finding]:
    """One finding for each limit, with every time it is passed."""
    groups: dict[tuple[str, bool], list[_Breach]] = {}
    for breach in breaches:
        groups.setdefault((breach.limit.basis, breach.limit.law), []).append(breach)
    for found in groups.values():
        yield _finding(question, person, rule, found)


def _finding(question: Question, person: str, rule: str, found: Sequence[_Breach]) -> Finding:
    worst = max(found, key=lambda breach: breach.by)
    limit, name = worst.limit, name_of(question.atlas, person)
    clocks = _clock_changes(question, worst)
    return Finding(
        rule=rule,
        severity=Severity.WARNING if limit.law else Severity.ERROR,
        subject=name,
        title=_title(question, person, rule, found, worst),
        cause=f"because {_why(question, worst, clocks)}",
        basis=f"{limit.basis}; true elapsed hours"
        + (f"; IANA {question.atlas.zones.version}" if clocks else ""),
        who=(person,),
        spans=tuple(breach.span for breach in found),
        evidence=tuple(_evidence(question, breach) for breach in found[:12]),
        source=limit.source,
        weight=sum((breach.by / _HOUR for breach in found), 0.0),
        tags=("law",) if limit.law else ("agreement",),
    )


def _title(question: Question, person: str, rule: str, found: Sequence[_Breach], worst: _Breach) -> str:
    name, times = name_of(question.atlas, person), len(found)
    minutes = worst.by // timedelta(minutes=1)
    often = "" if times == 1 else f" ({times} times, this the worst)"
    at = day_text(_local_day(question, worst))
    limit = f"the limit of {hours_text(worst.limit.amount)}"
    if rule == "rest.short":
        return (
            f"{name} has {hours_text(worst.actual)} between two shifts on {at}, "
            f"{minutes} minutes under {limit}{often}"
        )
    return f"{name}'s shift of {at} lasts {hours_text(worst.actual)}, {minutes} minutes over {limit}{often}"


def _local_day(question: Question, breach: _Breach) -> date:
    zone = question.atlas.zones.zone(breach.items[0].stint.zone)
    return CivilTime.of(breach.span.start, zone).date


def _why(question: Question, breach: _Breach, clocks: Sequence[Transition]) -> str:
    duties = list(dict.fromkeys(item.duty for item in breach.items))
    shifts = " and ".join(_shift_text(question, item) for item in breach.items[-2:])
    words = f"{listed(duties)}: {shifts}"
    for change in clocks[:1]:
        back = "back" if change.shift < timedelta() else "forward"
        zone = question.atlas.zones.zone(change.zone)
        day = date_text(CivilTime.of(change.instant, zone).date)
        words += f"; clocks in {change.zone} go {back} on {day}"
    return words


def _shift_text(question: Question, item: Worked) -> str:
    zone = question.atlas.zones.zone(item.stint.zone)
    start, end = CivilTime.of(item.span.start, zone), CivilTime.of(item.span.end, zone)
    return f"{day_text(start.date)} {start.time:%H:%M}-{end.time:%H:%M} {item.stint.zone}"


def _clock_changes(question: Question, breach: _Breach) -> list[Transition]:
    zones = dict.fromkeys(item.stint.zone for item in breach.items)
    return [t for key in zones for t in question.atlas.zones.zone(key).transitions(breach.span)]


def _evidence(question: Question, breach: _Breach) -> Evidence:
    return Evidence(
        " then ".join(_shift_text(question, item) for item in breach.items[-2:]),
        f"{hours_text(breach.actual)} elapsed, limit {hours_text(breach.limit.amount)}",
        breach.items[-1].stint.shift.source if breach.items[-1].stint.shift else None,
    )


# --- two duties at once ------------------------------------------------------------


def _twice(question: Question, person: str, work: Sequence[Worked]) -> Iterator[Finding]:
    """The same person on two duties in the same hour: at most one of them is really covered."""
    groups: dict[tuple[str, ...], list[Span]] = {}
    reached: list[Worked] = []
    for item in work:
        reached = [other for other in reached if other.span.end > item.span.start]
        for other in reached:
            both = Span(item.span.start, min(item.span.end, other.span.end))
            if other.duty != item.duty and both.overlaps(question.window):
                groups.setdefault(tuple(sorted((other.duty, item.duty))), []).append(both)
        reached.append(item)
    for (one, second), spans in groups.items():
        hours = sum((span.elapsed for span in spans), timedelta())
        name = name_of(question.atlas, person)
        yield Finding(
            rule="rest.two-duties",
            severity=Severity.WARNING,
            subject=name,
            title=f"{name} is on {one} and {second} at once, {count(len(spans), 'time')}, "
            f"{hours_text(hours)} in all",
            cause=f"because both rosters name {name} then: whichever calls second finds nobody",
            basis="one person counts once in an hour",
            who=(person,),
            spans=tuple(spans),
            weight=hours / _HOUR,
        )


REST = Check(
    "rest",
    "Rest between shifts",
    {
        "rest.short": "Less true elapsed time between two shifts than an agreement or a rule pack asks for.",
        "rest.long-shift": "A shift is longer in elapsed time than its limit, clock changes counted.",
        "rest.two-duties": "Somebody is on two duties in the same hour.",
    },
    find,
)
