"""What part of a plan's time each person is there: who is away for half of it owes half."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.model import DAY_MINUTES, Person
from farflung.engine.rota.model.model import Model

if TYPE_CHECKING:
    from farflung.engine.rota.problem import Problem


def shares_of(problem: "Problem", model: Model) -> NDArray[np.float64]:
    """The part of a full load that each person of a model should have, of shape (people,)."""
    return np.array([share_of(problem, key) for key in model.ids])


def share_of(problem: "Problem", person: str) -> float:
    """The part of a full load that somebody should have: the contract's, for the days they are there."""
    first, last = problem.window.start.date(), (problem.window.end - timedelta(seconds=1)).date()
    there = days_there(problem.atlas, problem.atlas.person(person), first, last)
    return problem.shares.get(person, 1.0) * there / ((last - first).days + 1)


def days_there(atlas: Atlas, person: Person, first: date, last: date) -> int:
    """On how many of the dates somebody is employed and not away for the whole day.

    Weekends and public holidays count as there: they are everybody's in turn.
    """
    begun = max(first, person.started or first)
    until = min(last, person.ended or last)
    if until < begun:
        return 0
    away = {
        day
        for absence in atlas.absences_of(person)
        for day in absence.days
        if begun <= day <= until and absence.minutes_on(day) == (0, DAY_MINUTES)
    }
    return (until - begun).days + 1 - len(away)
