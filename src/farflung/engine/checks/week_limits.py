"""Hours in shifts by each person's own calendar week, and the limits of a single week that they pass."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from farflung.engine.checks.finding import Severity
from farflung.engine.checks.limits import Limit, laws_of, own_limits
from farflung.engine.checks.phrases import count
from farflung.engine.checks.question import Question
from farflung.engine.checks.workload import Worked
from farflung.engine.coverage.stints import known_person
from farflung.engine.coverage.words import hours_text
from farflung.engine.model import Source
from farflung.engine.time import CivilTime, Span, ZoneDatabase, clipped, day_span, merged
from farflung.rulepacks import Effect, Rule, Threshold

WEEK = timedelta(days=7)
Weeks = dict[date, timedelta]
"""Hours by the Monday of a week."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A limit of a week, and the weeks that pass it."""

    limit: Limit
    severity: Severity
    over: Weeks


def weeks_of(question: Question, person: str, work: Sequence[Worked]) -> Weeks:
    """The weeks that the window touches, by the clocks of the person's home; none for who is not known."""
    known = known_person(question.atlas, person)
    if not work or known is None:
        return {}
    spans = merged(item.span for item in work)
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    found: Weeks = {}
    for monday, week in _calendar(question, known.place.zone):
        near = spans[bisect_right(ends, week.start) : bisect_left(starts, week.end)]
        found[monday] = sum([span.elapsed for span in clipped(near, week)], timedelta())
    return found


def _calendar(question: Question, key: str) -> list[tuple[date, Span]]:
    """The weeks that the window touches by the clocks of a zone, each with its Monday."""
    known = _calendars(question)
    if key not in known:
        zones, known[key] = question.atlas.zones, []
        first = CivilTime.of(question.window.start, zones.zone(key)).date
        monday = first - timedelta(days=first.weekday())
        begin = day_span(monday, zones.zone(key)).start
        while begin < question.window.end:
            end = day_span(monday + WEEK, zones.zone(key)).start
            known[key].append((monday, Span(begin, end)))
            monday, begin = monday + WEEK, end
    return known[key]


@lru_cache(maxsize=2)
def _calendars(_question: Question) -> dict[str, list[tuple[date, Span]]]:
    """The weeks by zone, found once for everybody who lives by its clocks."""
    return {}


def week_span(monday: date, key: str, zones: ZoneDatabase) -> Span:
    """A calendar week as elapsed time."""
    zone = zones.zone(key)
    return Span(day_span(monday, zone).start, day_span(monday + WEEK, zone).start)


def passed(question: Question, person: str, weeks: Weeks) -> Iterator[Passed]:
    """The company's own limits of a week, and the law's while its rule is known."""
    for limit in own_limits(question, "max_week"):
        yield from _over(weeks, limit, Severity.WARNING if limit.law else Severity.ERROR)
    rule = laws_of(question).week(person, question.window.start)
    if rule is None or rule.status(question.window.start.date()) == "unknown":
        return
    most = max(weeks.values(), default=timedelta())
    for bound in rule.thresholds:
        single = bound.at_most is not None and bound.per == "week" and bound.average_weeks is None
        if single and most > timedelta(hours=bound.at_most or 0):
            severity = Severity.WARNING if rule.effect is Effect.CAP else Severity.NOTE
            yield from _over(weeks, law_of_week(rule, bound), severity)


def _over(weeks: Weeks, limit: Limit, severity: Severity) -> Iterator[Passed]:
    over = {monday: hours for monday, hours in weeks.items() if hours > limit.amount}
    if over:
        yield Passed(limit, severity, over)


def law_of_week(rule: Rule, bound: Threshold) -> Limit:
    """The figure of a rule pack as a limit, with where it comes from."""
    amount = timedelta(hours=bound.at_most or 0)
    on_average = f" on average over {count(bound.average_weeks, 'week')}" if bound.average_weeks else ""
    figure = f"{rule.jurisdiction}, {hours_text(amount)} a week{on_average}"
    basis = f"{rule.source} ({figure}), checked {rule.checked}"
    return Limit(amount, basis, True, Source(str(rule.source)))
