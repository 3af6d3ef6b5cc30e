"""Rest between shifts, long shifts and two duties at once, in true elapsed time on all duties together.

A shift of a day or longer is standby: nobody works through it, so these limits do not count it. What the
law asks comes from the rule packs for the place where the person is then; it flags, it gives no verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.phrases import count
from farflung.engine.checks.question import Check, Question
from farflung.engine.checks.relief import MOST_RELIEVED
from farflung.engine.checks.relief_fixes import of_breach, of_two_at_once
from farflung.engine.checks.rest_limits import Breach, long_shifts, short_rests
from farflung.engine.checks.workload import Worked, worked
from farflung.engine.coverage.words import date_text, day_text, hours_text, listed, name_of
from farflung.engine.time import CivilTime, Span, Transition

_HOUR = timedelta(hours=1)


def find(question: Question) -> Iterator[Finding]:
    """By person: rest that is too short, shifts that are too long, two duties in one hour."""
    groups: list[_Group] = []
    for person, items in worked(question).items():
        work = [item for item in items if not item.standby]
        groups += _grouped(person, "rest.short", short_rests(question, person, work))
        groups += _grouped(person, "rest.long-shift", long_shifts(question, person, work))
    groups.sort(key=lambda group: -group.weight)
    for number, group in enumerate(groups):
        yield _finding(question, group, relieved=number < MOST_RELIEVED)
    yield from _twice(question)


@dataclass(frozen=True, slots=True)
class _Group:
    """Every time at which one person passes one limit."""

    person: str
    rule: str
    found: tuple[Breach, ...]

    @property
    def worst(self) -> Breach:
        return max(self.found, key=lambda breach: breach.by)

    @property
    def weight(self) -> float:
        return sum((breach.by / _HOUR for breach in self.found), 0.0)


# --- findings --------------------------------------------------------------------


def _grouped(person: str, rule: str, breaches: Iterable[Breach]) -> Iterator[_Group]:
    groups: dict[tuple[str, bool], list[Breach]] = {}
    for breach in breaches:
        groups.setdefault((breach.limit.basis, breach.limit.law), []).append(breach)
    return (_Group(person, rule, tuple(found)) for found in groups.values())


def _finding(question: Question, group: _Group, *, relieved: bool) -> Finding:
    person, found, worst = group.person, group.found, group.worst
    limit, name = worst.limit, name_of(question.atlas, person)
    clocks = _clock_changes(question, worst)
    return Finding(
        rule=group.rule,
        severity=Severity.WARNING if limit.law else Severity.ERROR,
        subject=name,
        title=_title(question, group),
        cause=f"because {_why(question, worst, clocks)}",
        basis=f"{limit.basis}; true elapsed hours"
        + (f"; IANA {question.atlas.zones.version}" if clocks else ""),
        who=(person,),
        spans=tuple(breach.span for breach in found),
        evidence=tuple(_evidence(question, breach) for breach in found[:12]),
        fixes=of_breach(question, person, worst, len(found)) if relieved else (),
        source=limit.source,
        weight=group.weight,
        tags=("law",) if limit.law else ("agreement",),
    )


def _title(question: Question, group: _Group) -> str:
    name, times, worst = name_of(question.atlas, group.person), len(group.found), group.worst
    minutes = worst.by // timedelta(minutes=1)
    often = "" if times == 1 else f" ({times} times, this the worst)"
    at = day_text(_local_day(question, worst))
    limit = f"the limit of {hours_text(worst.limit.amount)}"
    if group.rule == "rest.short":
        return (
            f"{name} has {hours_text(worst.actual)} between two shifts on {at}, "
            f"{minutes} minutes under {limit}{often}"
        )
    return f"{name}'s shift of {at} lasts {hours_text(worst.actual)}, {minutes} minutes over {limit}{often}"


def _local_day(question: Question, breach: Breach) -> date:
    zone = question.atlas.zones.zone(breach.items[0].stint.zone)
    return CivilTime.of(breach.span.start, zone).date


def _why(question: Question, breach: Breach, clocks: Sequence[Transition]) -> str:
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


def _clock_changes(question: Question, breach: Breach) -> list[Transition]:
    zones = dict.fromkeys(item.stint.zone for item in breach.items)
    return [t for key in zones for t in question.atlas.zones.zone(key).transitions(breach.span)]


def _evidence(question: Question, breach: Breach) -> Evidence:
    return Evidence(
        " then ".join(_shift_text(question, item) for item in breach.items[-2:]),
        f"{hours_text(breach.actual)} elapsed, limit {hours_text(breach.limit.amount)}",
        breach.items[-1].stint.shift.source if breach.items[-1].stint.shift else None,
    )


# --- two duties at once ------------------------------------------------------------


def _twice(question: Question) -> Iterator[Finding]:
    """The same person on two duties in the same hour: at most one of them is really covered."""
    found = [
        (person, duties, spans)
        for person, items in worked(question).items()
        for duties, spans in _at_once(question, [item for item in items if not item.standby]).items()
    ]
    found.sort(key=lambda one: -_hours(one[2]))
    for number, (person, duties, spans) in enumerate(found):
        yield _twice_finding(question, person, duties, spans, relieved=number < MOST_RELIEVED)


def _at_once(question: Question, work: Sequence[Worked]) -> dict[tuple[str, str], list[Span]]:
    groups: dict[tuple[str, str], list[Span]] = {}
    reached: list[Worked] = []
    for item in work:
        reached = [other for other in reached if other.span.end > item.span.start]
        for other in reached:
            both = Span(item.span.start, min(item.span.end, other.span.end))
            if other.duty != item.duty and both.overlaps(question.window):
                one, second = sorted((other.duty, item.duty))
                groups.setdefault((one, second), []).append(both)
        reached.append(item)
    return groups


def _hours(spans: Sequence[Span]) -> float:
    return sum((span.elapsed for span in spans), timedelta()) / _HOUR


def _twice_finding(
    question: Question, person: str, duties: tuple[str, str], spans: Sequence[Span], *, relieved: bool
) -> Finding:
    name, hours, (one, second) = name_of(question.atlas, person), _hours(spans), duties
    return Finding(
        rule="rest.two-duties",
        severity=Severity.WARNING,
        subject=name,
        title=f"{name} is on {one} and {second} at once, {count(len(spans), 'time')}, "
        f"{hours_text(hours * _HOUR)} in all",
        cause=f"because both rosters name {name} then: whichever calls second finds nobody",
        basis="one person counts once in an hour",
        who=(person,),
        spans=tuple(spans),
        fixes=of_two_at_once(question, person, spans[0], len(spans)) if relieved else (),
        weight=hours,
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
