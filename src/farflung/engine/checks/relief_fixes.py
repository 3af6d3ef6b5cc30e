"""The fixes of too little rest, too long a stretch, two duties at once, and too many hours in a week."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from farflung.engine.checks.finding import Fix
from farflung.engine.checks.limits import Limit
from farflung.engine.checks.question import Question
from farflung.engine.checks.relief import Given, Relief, action_text, relieved, takers
from farflung.engine.checks.rest_limits import Breach, long_shifts, short_rests
from farflung.engine.checks.week_limits import week_span, weeks_of
from farflung.engine.checks.workload import Worked, worked
from farflung.engine.coverage.words import day_text, hours_text
from farflung.engine.said import Said, said
from farflung.engine.said_values import beside
from farflung.engine.time import Span

_MOST_GIVEN = 3
"""Somebody is asked to give away so many stretches of one week at most."""

_KINDLY = said("within their own hours, no limit of theirs is passed, no hole opens")
_MENDS = said("mends it")


def of_breach(question: Question, person: str, breach: Breach, times: int) -> tuple[Fix, ...]:
    """Each of the two stretches beside it given to somebody, where that ends it."""
    fixes = []
    for item in reversed(breach.items[-2:]):
        relief = _first(question, person, item)
        if relief is not None and not _still(question, person, breach, relief):
            often = said("mends the worst of {number} times", number=times) if times > 1 else _MENDS
            fixes.append(_fix(question, person, relief, often))
    return tuple(fixes)


def of_two_at_once(question: Question, person: str, both: Span, times: int) -> tuple[Fix, ...]:
    """One of the two stretches given to somebody."""
    fixes = []
    for item in worked(question)[person]:
        if item.standby or not item.span.overlaps(both):
            continue
        relief = _first(question, person, item)
        if relief is not None:
            often = said("mends the first of {number} times", number=times) if times > 1 else _MENDS
            fixes.append(_fix(question, person, relief, often))
    return tuple(fixes[:2])


def of_week(question: Question, person: str, limit: Limit, monday: date, weeks: int) -> tuple[Fix, ...]:
    """Stretches of the week given away until its hours are within the limit."""
    work = _work(worked(question)[person])
    before = weeks_of(question, person, work)[monday]
    gives = _enough(question, person, limit, monday)
    relief = relieved(question, person, gives) if gives else None
    if relief is None:
        return ()
    after = weeks_of(question, person, _work(relief.after[person])).get(monday, timedelta())
    if after > limit.amount:
        return ()
    left = said(
        "leaves {length} of {whole} in the week of {day}",
        length=hours_text(after),
        whole=hours_text(before),
        day=day_text(monday),
    )
    worst = said("the worst of {number}", number=weeks) if weeks > 1 else ""
    return (_fix(question, person, relief, beside((left, worst))),)


def _enough(question: Question, person: str, limit: Limit, monday: date) -> tuple[Given, ...]:
    """As few stretches as bring the week down, each with somebody who can take it; () where none do."""
    work = _work(worked(question)[person])
    atlas = question.atlas
    week = week_span(monday, atlas.person(person).place.zone, atlas.zones)
    left = weeks_of(question, person, work)[monday] - limit.amount
    inside = [item for item in work if week.start <= item.span.start and item.span.end <= week.end]
    gives: list[Given] = []
    while left > timedelta() and len(gives) < _MOST_GIVEN:
        given = _next(question, person, inside, left)
        if given is None:
            return ()
        gives.append(given)
        inside.remove(given[0])
        left -= given[0].span.elapsed
    return tuple(gives) if left <= timedelta() else ()


def _next(question: Question, person: str, inside: Sequence[Worked], left: timedelta) -> Given | None:
    """The shortest stretch that is enough, else the longest, that anybody can take."""
    ranked = sorted(inside, key=lambda i: (i.span.elapsed < left, abs(i.span.elapsed - left), i.span.start))
    for item in ranked:
        for taker in takers(question, person, item):
            if relieved(question, person, ((item, taker),)) is not None:
                return item, taker
    return None


def _first(question: Question, person: str, item: Worked) -> Relief | None:
    found = (relieved(question, person, ((item, taker),)) for taker in takers(question, person, item))
    return next((relief for relief in found if relief is not None), None)


def _still(question: Question, person: str, breach: Breach, relief: Relief) -> bool:
    """Whether the same limit is passed at the same time, or anywhere where it was not, once it is done."""
    before, after = (
        {
            found.span
            for found in _breaches(question, person, _work(items))
            if found.limit.basis == breach.limit.basis
        }
        for items in (worked(question)[person], relief.after[person])
    )
    return breach.span in after or not after <= before


def _breaches(question: Question, person: str, work: Sequence[Worked]) -> Iterator[Breach]:
    yield from short_rests(question, person, work)
    yield from long_shifts(question, person, work)


def _work(items: Sequence[Worked]) -> list[Worked]:
    return [item for item in items if not item.standby]


def _fix(question: Question, person: str, relief: Relief, effect: Said) -> Fix:
    action = action_text(question, person, relief.gives)
    return Fix(action, beside((effect, _KINDLY), by="; "), relief.change)
