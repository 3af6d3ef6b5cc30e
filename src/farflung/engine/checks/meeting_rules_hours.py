"""The agreement's earliest and latest hour and its days without meetings, on each attendee's own clock."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import listed
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.meeting_rules_fix import better_hour
from farflung.engine.checks.meeting_rules_scope import InForce, bound
from farflung.engine.checks.phrases import dates, day, people_in, places, quoted, wall, who
from farflung.engine.checks.question import Question
from farflung.engine.meetings import local_day
from farflung.engine.meetings.dials import dials_of
from farflung.engine.model import WEEKDAYS, MeetingRules, MeetingSeries, Occurrence, clock_text
from farflung.engine.said import Said, said
from farflung.engine.said_values import on_weekday
from farflung.engine.time import CivilTime, Span, epoch

HOURS, DAYS = "meeting-rules.hours", "meeting-rules.no-meeting-day"

_DAY = 86400
_MOST_FIXES = 40
"""So many series get a better hour looked for, those that break the rule most first."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class _Broken:
    """Some people alike, what their clock shows at each occurrence, and which (by number) break a rule."""

    local: NDArray[np.int64]
    people: tuple[str, ...]
    numbers: NDArray[np.int64]

    def shown(self, number: int) -> tuple[date, str]:
        """The date and time of an occurrence on their clock."""
        local = int(self.local[number])
        return local_day(local), clock_text(local % _DAY // 60)


def outside_hours(question: Question, rule: InForce) -> Iterator[Finding]:
    """For each series a finding where it is too early or too late, and one where it is on a free day."""
    asked = rule.rules
    if asked.earliest is None and asked.latest is None and not asked.no_meeting_days:
        return
    found: list[tuple[MeetingSeries, list[Occurrence], list[_Broken], str]] = []
    for series in question.atlas.meetings:
        everything = question.atlas.occurrences(series, question.window)
        held = [o for o in everything if o.start >= question.window.start]
        ids = bound(question, rule, series.attendees) if held else ()
        late, free = _broken(question, asked, ids, held)
        found += [(series, held, broken, name) for broken, name in ((late, HOURS), (free, DAYS)) if broken]
    found.sort(key=lambda item: -sum(len(b.people) * len(b.numbers) for b in item[2]))
    for number, (series, held, broken, name) in enumerate(found):
        hit = tuple(person for b in broken for person in b.people)
        wanted = name == HOURS and number < _MOST_FIXES
        fix = better_hour(question, asked, series, held, hit) if wanted else None
        yield _finding(question, rule, series, held, broken, name, fix)


def _broken(
    question: Question, asked: MeetingRules, ids: tuple[str, ...], held: list[Occurrence]
) -> tuple[list[_Broken], list[_Broken]]:
    if not ids:
        return [], []
    kinds = question.atlas.kinds(question.window)
    groups = kinds.among(ids)
    edges = [epoch(o.start) for o in held] + [max(epoch(o.end), epoch(o.start) + 1) for o in held]
    shown, rows = dials_of(kinds).hands((kind for kind, _ in groups), np.array(edges, np.int64))
    first, last = np.split(shown, 2, axis=1)
    people = list(zip(rows, (group for _, group in groups), strict=True))
    return _merged(first, _late(asked, first, last), people), _merged(first, _free(asked, first), people)


def _merged(local: NDArray[np.int64], hit: Mask, people: list[tuple[int, list[str]]]) -> list[_Broken]:
    """Those who are hit, together who see the same hours and are hit on the same dates; most people first.

    `local` and `hit` have a row for each different clock; `people` come with theirs.
    """
    keys = {
        row: (local[row].tobytes(), hit[row].tobytes()) for row in np.flatnonzero(hit.any(axis=1)).tolist()
    }
    alike: dict[tuple[bytes, bytes], tuple[int, list[str]]] = {}
    for row, ids in people:
        if row in keys:
            alike.setdefault(keys[row], (row, []))[1].extend(ids)
    whole = [_Broken(local[row], tuple(ids), np.flatnonzero(hit[row])) for row, ids in alike.values()]
    return sorted(whole, key=lambda b: -len(b.people))


def _late(asked: MeetingRules, first: NDArray[np.int64], last: NDArray[np.int64]) -> Mask:
    """Too early or too late, counted in minutes after the midnight before the start."""
    midnight = first // _DAY * _DAY
    start, end = (first - midnight) // 60, -(-(last - midnight) // 60)
    mask = np.zeros(first.shape, np.bool_)
    if asked.earliest is not None:
        mask |= start < asked.earliest
    if asked.latest is not None:
        mask |= end > asked.latest
    return mask


def _free(asked: MeetingRules, first: NDArray[np.int64]) -> Mask:
    week = np.zeros(7, np.bool_)
    week[sorted(asked.no_meeting_days)] = True
    found: Mask = week[(first // _DAY + 3) % 7]
    return found


def _finding(
    question: Question,
    rule: InForce,
    series: MeetingSeries,
    held: list[Occurrence],
    broken: list[_Broken],
    name: str,
    fix: Fix | None,
) -> Finding:
    hit = tuple(person for b in broken for person in b.people)
    numbers = sorted({int(n) for b in broken for n in b.numbers})
    spans = tuple(Span(held[n].start, held[n].end) for n in numbers)
    words = _allowed(rule.rules) if name == HOURS else _kept_free(rule.rules)
    what = f"is outside {_range(rule.rules)}" if name == HOURS else f"is on {_free_days(rule.rules)}"
    return Finding(
        rule=name,
        severity=Severity.ERROR,
        subject=series.title,
        title=f"{quoted(series.title)} {what} for {who(question.atlas, hit)} {dates(_dates(held, broken))}",
        cause=_cause(question, held, broken),
        basis=rule.basis(words),
        who=hit,
        spans=spans,
        evidence=tuple(_evidence(question, b) for b in sorted(broken, key=lambda b: -len(b.people))[:10]),
        fixes=(fix,) if fix else (),
        source=series.source or rule.rules.source,
        weight=sum(
            len(b.people) * sum((held[n].end - held[n].start).total_seconds() for n in b.numbers) / 3600
            for b in broken
        ),
        tags=("agreement",),
    )


def _dates(held: list[Occurrence], broken: list[_Broken]) -> list[date]:
    """The dates of the occurrences on the series' own clock, each once."""
    return sorted({held[int(n)].civil.date for b in broken for n in b.numbers})


def _cause(question: Question, held: list[Occurrence], broken: list[_Broken]) -> Said:
    most = sorted(broken, key=lambda b: -len(b.people))[:3]
    usual = _example(held, most)
    start = _start(question, held[usual])
    words = said(
        "because {weekday} {clock} is {seen}",
        weekday=on_weekday(f"{start.date:%a}", start.date.weekday()),
        clock=wall(start),
        seen=_seen(question, usual, most),
    )
    others = [b for b in most if usual not in b.numbers]
    if not others:
        return words
    other = _example(held, others)
    start, seen = _start(question, held[other]), _seen(question, other, others)
    on, clock = day(start.date), wall(start)
    if held[other].moved:
        return said("{why}; moved to {day}, {clock} is {seen}", why=words, day=on, clock=clock, seen=seen)
    return said("{why}; on {day}, {clock} is {seen}", why=words, day=on, clock=clock, seen=seen)


def _example(held: list[Occurrence], broken: list[_Broken]) -> int:
    """The occurrence to tell about: at the series' own hour, breaking the rule for the most people."""
    hit: Counter[int] = Counter()
    for b in broken:
        hit.update({int(number): len(b.people) for number in b.numbers})
    return min(hit, key=lambda number: (held[number].moved, -hit[number], number))


def _start(question: Question, occurrence: Occurrence) -> CivilTime:
    """When it really starts on the clock of its series; `civil` is the start before a move."""
    return CivilTime.of(occurrence.start, question.atlas.zones.zone(occurrence.civil.zone))


def _seen(question: Question, number: int, broken: list[_Broken]) -> Said:
    """One occurrence on the clocks of those whom it hits."""
    shown = [(*b.shown(number), b.people) for b in broken if number in b.numbers]
    return listed([_clock(on, clock, places(question.atlas, ids)) for on, clock, ids in shown])


def _clock(on: date, clock: str, where: Said) -> Said:
    weekday = on_weekday(f"{on:%a}", on.weekday())
    return said("{weekday} {clock} in {places}", weekday=weekday, clock=clock, places=where)


def _evidence(question: Question, broken: _Broken) -> Evidence:
    on, clock = broken.shown(int(broken.numbers[0]))
    days = sorted({int(local) // _DAY for local in broken.local[broken.numbers]})
    return Evidence(
        people_in(question.atlas, broken.people),
        said(
            "{weekday} {clock}, {dates}",
            weekday=on_weekday(f"{on:%a}", on.weekday()),
            clock=clock,
            dates=dates([local_day(day * _DAY) for day in days]),
        ),
    )


def _range(rules: MeetingRules) -> str:
    low = clock_text(rules.earliest) if rules.earliest is not None else "00:00"
    high = clock_text(rules.latest) if rules.latest is not None else "24:00"
    return f"{low}-{high}"


def _allowed(rules: MeetingRules) -> Said:
    parts: list[Said] = []
    if rules.earliest is not None:
        parts.append(said("no meeting starts before {clock}", clock=clock_text(rules.earliest)))
    if rules.latest is not None:
        parts.append(said("none ends after {clock}", clock=clock_text(rules.latest)))
    return said("{limits} of anybody's own day", limits=listed(parts))


def _free_days(rules: MeetingRules) -> str:
    return "a day without meetings (" + ", ".join(WEEKDAYS[d] for d in sorted(rules.no_meeting_days)) + ")"


def _kept_free(rules: MeetingRules) -> Said:
    days = [on_weekday(WEEKDAYS[d], d) for d in sorted(rules.no_meeting_days)]
    return said("no meetings on {days}", days=reduce(_and, days))


def _and(one: Said, other: Said) -> Said:
    return listed([one, other])
