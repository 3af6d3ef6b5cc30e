"""Weekly hours of meetings by person, in weeks that begin on Monday on the person's own clock."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.meeting_rules_scope import InForce, bound
from farflung.engine.checks.phrases import day, who
from farflung.engine.checks.question import Question
from farflung.engine.meetings import local_day
from farflung.engine.meetings.dials import dials_of
from farflung.engine.said import Said, said
from farflung.engine.said_values import beside, lasting
from farflung.engine.time import epoch

WEEK = "meeting-rules.weekly-hours"

_WEEK = 7 * 86400
_MONDAY = 4 * 86400


def too_many_hours(question: Question, rule: InForce) -> Iterator[Finding]:
    """One finding for everybody who has more hours of meetings in some week than the rule allows."""
    most = rule.rules.max_weekly_hours
    if most is None:
        return
    hours, first = _hours(question)
    ids = [person.id for person in question.atlas.people]
    held = set(bound(question, rule, ids))
    worst = hours.max(axis=1)
    over = [n for n in np.argsort(-worst, kind="stable").tolist() if worst[n] > most and ids[n] in held]
    if not over:
        return
    people = tuple(ids[n] for n in over)
    yield Finding(
        rule=WEEK,
        severity=Severity.ERROR,
        subject=rule.agreement.name,
        title=f"{who(question.atlas, people)} {'has' if len(people) == 1 else 'have'} more than {most:g} h "
        f"of meetings in a week, up to {worst[over[0]]:g} h",
        cause=said("because the series they are required in add up to more than that"),
        basis=rule.basis(said("at most {length} of meetings a week", length=_length(most))),
        who=people,
        evidence=tuple(_person(question, ids[n], hours[n], first, most) for n in over[:20]),
        source=rule.rules.source,
        weight=float(np.maximum(hours[over] - most, 0).sum()),
        tags=("agreement",),
    )


def _hours(question: Question) -> tuple[NDArray[np.float64], int]:
    """Hours by person (in the order of the Atlas) and local week; the number of the first week."""
    atlas, window = question.atlas, question.window
    index = {person.id: n for n, person in enumerate(atlas.people)}
    kinds = atlas.kinds(window)
    first = (epoch(window.start) - 86400 - _MONDAY) // _WEEK
    last = (epoch(window.end) + 86400 - _MONDAY) // _WEEK
    hours = np.zeros((len(index), last - first + 1))
    for series in atlas.meetings:
        held = [o for o in atlas.occurrences(series, window) if o.start >= window.start]
        groups = kinds.among(dict.fromkeys(series.required)) if held else []
        if groups:
            starts = np.array([epoch(o.start) for o in held], np.int64)
            lengths = [(o.end - o.start).total_seconds() / 3600 for o in held]
            shown, rows = dials_of(kinds).hands((kind for kind, _ in groups), starts)
            weekly = np.zeros((len(shown), hours.shape[1]))
            weeks = (shown - _MONDAY) // _WEEK - first
            np.add.at(weekly, (np.arange(len(shown))[:, None], weeks), lengths)
            sizes = [len(ids) for _, ids in groups]
            hours[[index[person] for _, ids in groups for person in ids]] += weekly[np.repeat(rows, sizes)]
    return hours, first


def _person(question: Question, person: str, hours: NDArray[np.float64], first: int, most: float) -> Evidence:
    week = int(hours.argmax())
    monday = local_day((first + week) * _WEEK + _MONDAY)
    often = int((hours > most).sum())
    more = said("over the limit in {number} weeks", number=often) if often > 1 else ""
    someone = question.atlas.person(person)
    shown = said("{length} in the week of {day}", length=_length(float(hours[week])), day=day(monday))
    return Evidence(someone.name, beside((shown, more)), someone.source)


def _length(hours: float) -> Said:
    return lasting(f"{hours:g} h", timedelta(hours=hours))
