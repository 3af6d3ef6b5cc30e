"""A written coverage rule against the roster as it is planned: hours for which the plan never has enough."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from farflung.engine.atlas import Change
from farflung.engine.checks.contradictions_gaps import unstaffed
from farflung.engine.checks.coverage_words import basis_of
from farflung.engine.checks.duties import Duty, duties, possible
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.question import Question
from farflung.engine.coverage import CauseKind, Episode, Level
from farflung.engine.coverage.words import dated_text, hours_text, names_of, repeated_text, repetition
from farflung.engine.said import Said, as_is, said
from farflung.engine.said_values import beside
from farflung.engine.time import Span, clipped, merged, total

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_SHOWN = 12


def roster_contradictions(question: Question) -> Iterator[Finding]:
    """One finding for each written rule that the roster cannot keep even when everybody is there."""
    for duty in duties(question):
        never = [e for e in duty.episodes if e.cause.kind is CauseKind.NO_SHIFT]
        if never and not duty.implied and duty.coverage.roster.planned and possible(duty):
            yield _finding(duty, never)


def _finding(duty: Duty, never: Sequence[Episode]) -> Finding:
    spans = merged(span for episode in never for span in episode.spans)
    windows = _windows(duty, spans)
    return Finding(
        rule="contradiction.roster",
        severity=Severity.ERROR,
        subject=duty.name,
        title=f"{duty.heading}{_share(duty, spans)} below the company's own minimum of {duty.rule.minimum}",
        cause=said("because working hours give {what}", what=unstaffed(duty, spans))
        if duty.rule.duty is None
        else said("because the roster plans {what}", what=unstaffed(duty, spans)),
        basis=basis_of(duty),
        who=tuple(dict.fromkeys(p for found, _ in windows for p in found[0].people)),
        spans=spans,
        evidence=tuple(_evidence(duty, found) for found, _ in windows[:_SHOWN]),
        fixes=(*_more_people(duty, never), *_smaller_promise(duty)),
        source=duty.source,
        weight=sum(
            (level.span.elapsed * (duty.rule.minimum - level.count) for w, _ in windows for level in w),
            timedelta(),
        )
        / _HOUR,
        tags=("no shift",),
    )


def _windows(duty: Duty, spans: Sequence[Span]) -> list[tuple[list[Level], timedelta]]:
    """Levels cut to the spans, those with the same hours and people together, the longest first.

    Cut, because a level may go on into time that is planned and lost to leave or a holiday.
    """
    groups: dict[tuple[object, ...], list[Level]] = {}
    ends = [level.span.end for level in duty.short]
    for span in spans:
        for whole in duty.short[bisect_right(ends, span.start) :]:
            if whole.span.start >= span.end:
                break
            level = replace(whole, span=clipped([whole.span], span)[0])
            key = (level.span.start.time(), level.span.end.time(), level.count, level.people)
            groups.setdefault(key, []).append(level)
    found = [(group, total(level.span for level in group)) for group in groups.values()]
    return sorted(found, key=lambda item: (-item[1], item[0][0].span))


def _share(duty: Duty, spans: Sequence[Span]) -> str:
    """ "13 of 24 h" where every whole day is the same, else so much of a week."""
    window = duty.question.window
    first = window.start.date() + (_DAY if window.start.time() != time() else timedelta())
    days = [first + n * _DAY for n in range((window.end.date() - first).days)]
    short, needed = _by_day(spans), _by_day(duty.coverage.demand)
    each = {(short.get(day, timedelta()), needed.get(day, timedelta())) for day in days}
    if len(each) == 1:
        [(missing, asked)] = each
        return f"{missing / _HOUR:g} of {hours_text(asked)} a day"
    weeks = window.elapsed / (7 * _DAY)
    missing, asked = total(spans), duty.coverage.demanded
    if weeks < 1:
        return f"{hours_text(missing)} of {hours_text(asked)}"
    return f"{missing / _HOUR / weeks:.0f} of {asked / _HOUR / weeks:.0f} h a week"


def _by_day(spans: Sequence[Span]) -> dict[date, timedelta]:
    """Elapsed time on each date (UTC)."""
    found: dict[date, timedelta] = {}
    for span in spans:
        start = span.start
        while start < span.end:
            midnight = start.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
            end = min(midnight, span.end)
            found[start.date()] = found.get(start.date(), timedelta()) + (end - start)
            start = end
    return found


def _repeats(found: Sequence[Level]) -> Said:
    return repetition([level.span.start for level in found])


def _evidence(duty: Duty, found: Sequence[Level]) -> Evidence:
    level = found[0]
    some = as_is(str(level.count)) if level.count else said("nobody")
    who = names_of(duty.question.atlas, level.people) if level.people else some
    when, days = repeated_text(level.span), _repeats(found)
    if len(found) == 1:
        when = dated_text(level.span)
    elif days:
        when = said("{hours} {days}", hours=when, days=days)
    amount = said("{length} in the window", length=hours_text(total(other.span for other in found)))
    return Evidence(when, beside((who, amount), by="; "), duty.source)


def _more_people(duty: Duty, never: Sequence[Episode]) -> Iterator[Fix]:
    for episode in never[:2]:
        for repair in duty.repairs.of(episode, 1):
            yield Fix(repair.action, repair.effect, repair.change)


def _smaller_promise(duty: Duty) -> Iterator[Fix]:
    """What the roster can keep: an honest rule is better than a broken one."""
    agreement, rule = duty.agreement, duty.rule
    least = min((level.count for level in duty.coverage.levels), default=0)
    if agreement is None or not 0 < least < rule.minimum:
        return
    smaller = replace(rule, minimum=least)
    others = tuple(smaller if other is rule else other for other in agreement.coverage)
    yield Fix(
        said(
            "Promise what the roster keeps: at least {least} instead of {now}", least=least, now=rule.minimum
        ),
        said("no hour of the window is below it, leave and public holidays included"),
        Change(remove=(agreement,), add=(replace(agreement, coverage=others),)),
    )
