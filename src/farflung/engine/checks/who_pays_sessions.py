"""Meetings of many that no single hour can serve: the fewest sessions that reach everybody."""

from collections.abc import Iterator

from farflung.engine.atlas import listed
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.phrases import day, people, quoted, utc
from farflung.engine.checks.question import Question
from farflung.engine.meetings import DAY_HOURS, SeriesLoads, SessionPlan, SessionRequest, crowds, sessions
from farflung.engine.model import clock_text
from farflung.engine.said import Said, said
from farflung.engine.said_values import beside, share_of
from farflung.engine.time import Span

FAR_APART = "burden.one-session"

_MANY = 30
"""From so many people on a meeting is an all-hands: one can hold it twice."""

_WORTH = 0.05
"""A second session is offered where it reaches this part of the people more."""


def too_far_apart(question: Question, load: SeriesLoads) -> Iterator[Finding]:
    """A finding where the hour as it is misses people whom more sessions would reach."""
    if len(load.by_person) < _MANY or not load.occurrences:
        return
    first = load.usual
    minutes = int((first.end - first.start).total_seconds()) // 60
    if not 0 < minutes <= DAY_HOURS[1] - DAY_HOURS[0]:
        return
    on = first.start.date()
    request = SessionRequest(crowds(question.atlas, load.series.required, on, question.window), on, minutes)
    plans = sessions(request, question.atlas.zones)
    now = _reached_now(load)
    if plans and plans[-1].share >= now / len(load.by_person) + _WORTH:
        yield _finding(load, plans, now)


def _reached_now(load: SeriesLoads) -> int:
    """How many people the meeting as it is reaches without any burden."""
    return sum(points == 0 for _, points in load.by_person)


def _finding(load: SeriesLoads, plans: tuple[SessionPlan, ...], now: int) -> Finding:
    everybody, first = len(load.by_person), load.usual
    hit = tuple(person for person, points in load.by_person if points > 0)
    hours = f"{clock_text(DAY_HOURS[0])}-{clock_text(DAY_HOURS[1])}"
    title = (
        f"{quoted(load.series.title)} at {utc(first.start)} is inside the day of {now / everybody:.1%} "
        f"of {people(everybody)}; no single hour reaches more than {plans[0].share:.1%}"
    )
    return Finding(
        rule=FAR_APART,
        severity=Severity.WARNING if now / everybody < plans[0].share - _WORTH else Severity.NOTE,
        subject=load.series.title,
        title=title,
        cause=said(
            "because the working days ({hours}, own time) of all its people do not meet in one hour",
            hours=hours,
        ),
        basis=said(
            "each person needs one session inside {hours} of their own day, on a working day of theirs",
            hours=hours,
        ),
        who=hit,
        spans=tuple(Span(o.start, o.end) for o in load.occurrences),
        evidence=tuple(
            Evidence(
                said("{number} in all", number=len(plan.sessions)),
                said("{times}: {share}", times=_times(plan), share=_share(plan.share)),
            )
            for plan in plans
        ),
        fixes=(_fix(plans[-1], now, everybody),),
        source=load.series.source,
        weight=len(hit) * len(load.occurrences) * ((first.end - first.start).total_seconds() / 3600),
        tags=("fairness",),
    )


def _share(part: float) -> Said:
    return share_of(f"{part:.1%}", part, places=1)


def _times(plan: SessionPlan) -> Said:
    return listed([utc(session.start) for session in plan.sessions], 6)


def _fix(plan: SessionPlan, now: int, everybody: int) -> Fix:
    parts = [
        said("{at} for {people}", at=utc(session.start), people=people(session.people))
        for session in plan.sessions
    ]
    hold = said("Hold {number} sessions: {times}", number=len(plan.sessions), times=_times(plan))
    move = said("Move it to {clock}", clock=_times(plan))
    effect = said(
        "reaches {share} instead of {now} on {day} ({parts})",
        share=_share(plan.share),
        now=_share(now / everybody),
        day=day(plan.request.day, year=True),
        parts=beside(parts),
    )
    return Fix(hold if len(plan.sessions) > 1 else move, effect)
