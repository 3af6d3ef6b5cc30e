"""What part of a plan's time each person is there: who is away for half of it owes half."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.model import DAY_MINUTES, Person
from farflung.engine.rota.model.model import Model
from farflung.engine.time import Span
from farflung.engine.time.civil import date_shown, local_span

if TYPE_CHECKING:
    from farflung.engine.rota.problem import Problem

_NOON = DAY_MINUTES // 2


def shares_of(problem: "Problem", model: Model) -> NDArray[np.float64]:
    """The part of a full load that each person of a model should have, of shape (people,)."""
    return np.array([share_of(problem, key) for key in model.ids])


def share_of(problem: "Problem", person: str) -> float:
    """The part of a full load that somebody should have: the contract's, for the days they are there."""
    who = problem.atlas.person(person)
    there = days_there(problem.atlas, who, problem.window)
    return problem.shares.get(person, 1.0) * there / len(_dates(problem.atlas, who, problem.window))


def days_there(atlas: Atlas, person: Person, window: Span) -> int:
    """On how many dates of a window somebody is employed and not away for the whole day.

    Weekends and public holidays count as there: they are everybody's in turn.
    """
    dates = _dates(atlas, person, window)
    away = {
        day
        for absence in atlas.absences_of(person)
        for day in absence.days
        if dates[0] <= day <= dates[-1] and absence.minutes_on(day) == (0, DAY_MINUTES)
    }
    return sum(day not in away and _employed(person, day) for day in dates)


def _dates(atlas: Atlas, person: Person, window: Span) -> Sequence[date]:
    """The person's own dates whose noon lies in a window, as many as it has days wherever it begins.

    Of a window without any noon, those that it touches.
    """
    zone = atlas.zone_of(person, window.start)
    first, last = date_shown(window.start, zone), date_shown(window.end - timedelta(seconds=1), zone)
    touched = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    noons = {day: local_span(day, _NOON, _NOON + 1, zone).start for day in touched}
    return [day for day in touched if window.start <= noons[day] < window.end] or touched


def _employed(person: Person, day: date) -> bool:
    return (person.started or day) <= day <= (person.ended or day)
